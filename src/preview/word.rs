//! Finds the words on the pages, each with the line of the YAML that it was typed on.

use std::collections::HashMap;
use std::path::PathBuf;

use typst::layout::{Abs, Point, Size};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use crate::diagnostic::Place;
use crate::typeset::document::Document;
use crate::typeset::field::Field;
use crate::typeset::inspect::{Event, Fields, walk};

/// Characters of Markdown that are typed and not printed. They may stand between two letters of a word, as blanks and
/// the digits of a footnote's name may.
const MARKDOWN_CHARS: &[char] = &['*', '_', '^', '[', ']', '(', ')', '#', '>', '-', '+', '|', '\\', '!', ':'];
/// The largest number of bytes of such characters that stand together.
const MAX_SKIPPED_BYTES: usize = 24;

/// Where something was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcePosition {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

/// Words that follow one another on a page and in the YAML, or a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The words, or nothing for a picture.
    pub text: String,
    /// The start of the baseline, or the lower left corner of a picture, in points.
    pub at: (f64, f64),
    /// The width in points.
    pub width: f64,
    /// The size, or the height of a picture, in points.
    pub size: f64,
    /// Whether the line runs upwards, as on a page that is turned by 90°.
    pub turned: bool,
    /// Where the first character was typed, or `None` for words of the layout's own.
    pub source: Option<SourcePosition>,
}

/// Finds the words of each page.
pub fn find_words(document: &Document, pages: &PagedDocument) -> Vec<Vec<Word>> {
    let mut all: Vec<Vec<Word>> = Vec::new();
    let mut fields = Fields::default();
    let mut reader = Reader { document, read: HashMap::new(), turned: None };
    let mut height = Abs::zero();
    walk(pages, &mut |event| match event {
        Event::Page { size, .. } => {
            height = size.y;
            all.push(Vec::new());
        }
        Event::Turn { turned } => reader.turned = turned.then_some(height),
        Event::Mark(mark) => fields.follow(mark),
        Event::Text { at, item } => {
            if let Some(page) = all.last_mut() {
                reader.divide(fields.innermost(), at, item, page);
            }
        }
        Event::Image { at, size, .. } => {
            if let Some(page) = all.last_mut() {
                page.push(reader.picture(fields.innermost(), at, size));
            }
        }
        Event::Shape { .. } => {}
    });
    all
}

/// Follows the words of each field as the pages show them one after another.
struct Reader<'d> {
    /// What the engine was given.
    document: &'d Document,
    /// How far each field has been read, in bytes.
    read: HashMap<Option<Field>, usize>,
    /// The height of the page, while what stands on it is turned.
    turned: Option<Abs>,
}

impl Reader<'_> {
    /// Divides a run of text wherever what was typed isn't contiguous, so that every character has its line.
    fn divide(&mut self, field: Option<&Field>, at: Point, item: &TextItem, page: &mut Vec<Word>) {
        let anchor = field.and_then(|field| self.document.anchors.get(field));
        let read = self.read.entry(field.cloned()).or_default();
        let parts = anchor.and_then(|anchor| {
            // Heads of tables are repeated.
            let (parts, end) =
                follow(anchor.words(), *read, &item.text).or_else(|| follow(anchor.words(), 0, &item.text))?;
            *read = end;
            Some(parts)
        });
        let position = |typed: usize| anchor.map(|anchor| position_of(&anchor.place_of(typed)));
        let starts: Vec<_> = match parts {
            Some(parts) => parts.into_iter().map(|(start, typed)| (start, position(typed))).collect(),
            None => vec![(0, anchor.map(|anchor| position_of(&anchor.place())))],
        };
        for (index, (start, source)) in starts.iter().enumerate() {
            let end = starts.get(index + 1).map_or(item.text.len(), |next| next.0);
            let left = at.x + advance(item, *start);
            let at_on_page = self.turned.map_or(Point::new(left, at.y), |height| Point::new(at.y, height - left));
            page.push(Word {
                text: item.text[*start..end].to_owned(),
                at: (at_on_page.x.to_pt(), at_on_page.y.to_pt()),
                width: (at.x + advance(item, end) - left).to_pt(),
                size: item.size.to_pt(),
                turned: self.turned.is_some(),
                source: source.clone(),
            });
        }
    }

    /// Returns a picture as a word without text.
    fn picture(&self, field: Option<&Field>, at: Point, size: Size) -> Word {
        let anchor = field.and_then(|field| self.document.anchors.get(field));
        Word {
            text: String::new(),
            at: (at.x.to_pt(), (at.y + size.y).to_pt()),
            width: size.x.to_pt(),
            size: size.y.to_pt(),
            turned: false,
            source: anchor.map(|anchor| position_of(&anchor.place())),
        }
    }
}

/// Returns the width of a run up to a byte of its text.
fn advance(item: &TextItem, byte: usize) -> Abs {
    let before = item.glyphs.iter().filter(|glyph| usize::from(glyph.range.start) < byte);
    before.map(|glyph| glyph.x_advance.at(item.size)).sum()
}

/// Returns the line and column of a place.
fn position_of(place: &Place) -> SourcePosition {
    let (line, column) = place.position().unwrap_or((1, 1));
    SourcePosition { path: place.source.path.clone(), line, column }
}

/// Finds printed words among the typed ones from a byte on.
///
/// Returns for each contiguous stretch the byte of the printed and that of the typed words at which it begins, and the
/// byte of the typed words at which the last one ends.
fn follow(typed: &str, from: usize, printed: &str) -> Option<(Vec<(usize, usize)>, usize)> {
    let first = printed.chars().find(|c| !c.is_whitespace())?;
    let rest = typed.get(from..)?;
    rest.match_indices(first).find_map(|(at, _)| follow_from(typed, from + at, printed))
}

/// Does the same as [`follow`] if the first character is known to stand at a byte.
fn follow_from(typed: &str, from: usize, printed: &str) -> Option<(Vec<(usize, usize)>, usize)> {
    let mut stretches = Vec::new();
    let mut at = from;
    let mut is_apart = true;
    for (start, c) in printed.char_indices() {
        if c.is_whitespace() {
            is_apart = true;
            continue;
        }
        let near = &typed[at..typed.floor_char_boundary(at + MAX_SKIPPED_BYTES + c.len_utf8())];
        let skipped = near.find(c)?;
        let between = &typed[at..at + skipped];
        let is_mark = |c: char| c.is_whitespace() || c.is_ascii_digit() || MARKDOWN_CHARS.contains(&c);
        if !between.chars().all(is_mark) {
            return None;
        }
        if is_apart || skipped > 0 {
            // A blank before the first character belongs to it.
            stretches.push((if stretches.is_empty() { 0 } else { start }, at + skipped));
            is_apart = false;
        }
        at += skipped + c.len_utf8();
    }
    Some((stretches, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_followed_over_marks_and_line_ends() {
        let typed = "**一是学习。**南京\n市组织[^1]学习，学习。";
        let found = |from, printed: &str| {
            let (parts, end) = follow(typed, from, printed)?;
            Some((
                parts
                    .iter()
                    .map(|(at, typed_at)| (&printed[*at..], &typed[*typed_at..]))
                    .map(|(a, b)| (a.chars().next().unwrap(), b.chars().next().unwrap()))
                    .collect::<Vec<_>>(),
                end,
            ))
        };
        let (heads, end) = found(0, "一是学习。南京市组").unwrap();
        assert_eq!(heads, [('一', '一'), ('南', '南'), ('市', '市')]);
        let (heads, end) = found(end, "织学习，").unwrap();
        assert_eq!(heads, [('织', '织'), ('学', '学')]);
        assert_eq!(&typed[end..], "学习。");
        // The same words again are those that follow.
        assert_eq!(found(end, "学习。").unwrap().1, typed.len());
        assert_eq!(found(0, "没有"), None);
    }
}
