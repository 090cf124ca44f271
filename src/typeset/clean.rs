//! Takes the characters that rule the lines off the finished pages.
//!
//! They are needed until the lines are broken. A reader who copies text, searches for it or has it read aloud must not get
//! characters that nobody typed.

use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem};
use typst::model::{Document as _, HeadingElem};
use typst::text::{TextElem, TextItem};
use typst_layout::PagedDocument;

use crate::typeset::document::sign::{is_sign, without_signs};

/// Returns the pages without the signs of lines, and bookmarks without them.
pub fn clean(document: PagedDocument) -> PagedDocument {
    if !document.pages().iter().any(|page| has_sign(&page.frame)) {
        return document;
    }
    let info = document.info().clone();
    let mut pages = document.pages().to_vec();
    for page in &mut pages {
        clean_frame(&mut page.frame);
    }
    PagedDocument::new(pages.into(), info)
}

fn has_sign(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_sign(&group.frame),
        FrameItem::Text(text) => text.text.contains(is_sign),
        FrameItem::Tag(tag) => heading_words(tag).is_some(),
        _ => false,
    })
}

fn clean_frame(frame: &mut Frame) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => clean_frame(&mut group.frame),
            FrameItem::Text(text) => {
                clean_text(text);
                return !text.glyphs.is_empty();
            }
            FrameItem::Tag(tag) => clean_tag(tag),
            _ => {}
        }
        true
    });
}

/// Returns the words of a heading that begins with a tag, if they hold signs.
fn heading_words(tag: &Tag) -> Option<String> {
    let Tag::Start(content, _) = tag else { return None };
    let words = content.to_packed::<HeadingElem>()?.body.plain_text();
    words.contains(is_sign).then(|| words.to_string())
}

/// Takes the signs out of a heading. It is laid out already: its words are those of its bookmark.
fn clean_tag(tag: &mut Tag) {
    if let Some(words) = heading_words(tag)
        && let Tag::Start(content, _) = tag
        && let Some(heading) = content.to_packed_mut::<HeadingElem>()
    {
        heading.body = TextElem::packed(without_signs(&words));
    }
}

/// Takes the signs out of a run, and moves the ranges of the glyphs behind them.
fn clean_text(item: &mut TextItem) {
    if !item.text.contains(is_sign) {
        return;
    }
    let width = |text: &str| text.chars().filter(|c| is_sign(*c)).map(char::len_utf8).sum::<usize>() as u16;
    let before = |at: u16| item.text.get(..usize::from(at)).map_or(0, width);
    let mut glyphs = std::mem::take(&mut item.glyphs);
    // A glyph of signs alone has no shape, and the engine sets none where it can. The width of a gap goes to the glyph
    // before it, or else to the one behind it.
    let is_of_signs = |range: std::ops::Range<usize>| {
        item.text.get(range).is_some_and(|text| !text.is_empty() && text.chars().all(is_sign))
    };
    for at in (0..glyphs.len()).rev().filter(|at| is_of_signs(glyphs[*at].range())).collect::<Vec<_>>() {
        let width = glyphs.remove(at).x_advance;
        if let Some(before) = at.checked_sub(1).and_then(|at| glyphs.get_mut(at)) {
            before.x_advance += width;
        } else if let Some(behind) = glyphs.get_mut(at) {
            behind.x_advance += width;
            behind.x_offset += width;
        }
    }
    for glyph in &mut glyphs {
        glyph.range = glyph.range.start - before(glyph.range.start)..glyph.range.end - before(glyph.range.end);
    }
    item.text = without_signs(&item.text).into();
    item.glyphs = glyphs;
}
