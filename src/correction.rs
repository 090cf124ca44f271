//! A proof to be signed (校样): the pages as they are, with what was corrected marked on them.

use std::collections::BTreeMap;

use serde_json::Value;
use typst::layout::{Abs, Point, Rect};
use typst::model::Document as _;
use typst::text::TextItem;
use typst::utils::hash128;
use typst_layout::{Page, PagedDocument};

use crate::change::runs;
use crate::diagnostic::Diagnostic;
use crate::difference::{Difference, Names, Piece, Unit, shortened, words};
use crate::document::{Correction, Marks, corrections};
use crate::inspect::{Event, Fields, PageFacts, facts, first_leaf, walk};
use crate::proof::Proof;
use crate::sheet::bare;
use crate::typeset::typeset;
use crate::world::Engine;

/// A character of a field as it stands on a page.
struct Sign {
    character: char,
    page: usize,
    left: Abs,
    right: Abs,
    baseline: Abs,
    size: Abs,
    /// A hash of its face, and whether it is bold.
    style: u128,
}

/// Where a field stands on the pages.
#[derive(Default)]
struct Stand {
    /// Its characters, blanks left out: where a line ends, one may be missing.
    signs: Vec<Sign>,
    /// Its picture's page and box.
    picture: Option<(usize, Rect)>,
}

/// Where every field stands, each time that it is drawn: the heads of a table are repeated from page to page.
type Stands = BTreeMap<String, Vec<Stand>>;

fn stands(pages: &PagedDocument) -> Stands {
    let mut stands = Stands::new();
    let mut fields = Fields::default();
    let mut page = 0;
    walk(pages, &mut |event| match event {
        Event::Page { number, .. } => page = number,
        Event::Begin { at, width } => {
            stands.entry(at.clone()).or_default().push(Stand::default());
            fields.begin(at, width);
        }
        Event::End { at } => fields.end(&at),
        Event::Text { at, item } => {
            if let Some(stand) = stands.get_mut(fields.at()).and_then(|stands| stands.last_mut()) {
                stand.signs.extend(signs(page, at, item));
            }
        }
        Event::Image { at, size, .. } => {
            if let Some(stand) = stands.get_mut(fields.at()).and_then(|stands| stands.last_mut()) {
                stand.picture = Some((page, Rect::new(at, at + size.to_point())));
            }
        }
        Event::Shape { .. } => {}
    });
    stands
}

/// The characters of a run; within one they are as good as alike.
fn signs(page: usize, at: Point, item: &TextItem) -> impl Iterator<Item = Sign> + '_ {
    let step = item.width() / item.text.chars().count().max(1) as f64;
    let style = hash128(&(&item.font, item.stroke.is_some()));
    let printed = item.text.chars().enumerate().filter(|(_, character)| !character.is_whitespace());
    printed.map(move |(index, character)| Sign {
        character,
        page,
        left: at.x + step * index as f64,
        right: at.x + step * (index + 1) as f64,
        baseline: at.y,
        size: item.size,
        style,
    })
}

/// The cover that lists the differences, and all pages of the new state with their marks. `cover` are the
/// words of the cover, as [`corrections`] takes them.
///
/// # Errors
/// The cover or the marks can't be drawn.
pub fn marked_proof(
    engine: &Engine,
    old: &Proof,
    new: &Proof,
    differences: &[Difference],
    cover: &Value,
    names: &Names,
) -> Result<PagedDocument, Vec<Diagnostic>> {
    let (before, after) = (stands(&old.pages), stands(&new.pages));
    let mut marks: Vec<_> = facts(&new.pages).iter().enumerate().map(|(number, page)| blank(number, page)).collect();
    for difference in differences {
        mark(difference, &before, &after, &mut marks);
    }
    let list: Vec<_> = differences.iter().map(|difference| entry(difference, names)).collect();
    let document = corrections(&new.document, &engine.faces, cover, &list, &marks);
    let (drawn, _) = typeset(engine, &document)?;
    let first = first_leaf(&drawn);
    let mut pages: Vec<Page> = drawn.pages().to_vec();
    for (page, own) in pages.iter_mut().skip(first).zip(new.pages.pages()) {
        page.frame = bare(&page.frame);
        page.frame.push_frame(Point::zero(), bare(&own.frame));
    }
    Ok(PagedDocument::new(pages.into(), drawn.info().clone()))
}

fn blank(number: usize, page: &PageFacts) -> Marks {
    let size = [page.size.x.to_mm(), page.size.y.to_mm()];
    let edges = page.area.map_or([0.0, size[0]], |area| [area.left.to_mm(), area.right.to_mm()]);
    let top = page.area.map_or(0.0, |area| area.top.to_mm());
    Marks { size, edges, top, is_right: number.is_multiple_of(2), ..Marks::default() }
}

/// Marks what was added and removed in the fields of one difference.
fn mark(difference: &Difference, before: &Stands, after: &Stands, marks: &mut [Marks]) {
    let fields = |unit: &Option<Unit>| unit.as_ref().map_or(Vec::new(), |unit| unit.fields.clone());
    let (old, new) = (fields(&difference.old), fields(&difference.new));
    let is_other_picture = difference.pieces.iter().any(|piece| !matches!(piece, Piece::Same(_)));
    for (index, field) in new.iter().enumerate() {
        let was = old.get(index).and_then(|field| before.get(field)).map_or([].as_slice(), Vec::as_slice);
        for (time, now) in after.get(field).into_iter().flatten().enumerate() {
            // A table may have more heads than before.
            let was = was.get(time).or(was.last()).map_or([].as_slice(), |stand| &stand.signs);
            mark_words(was, &now.signs, marks);
            if let (Some((page, bounds)), true) = (now.picture, is_other_picture) {
                marks[page].bars.push([bounds.min.y.to_mm(), bounds.size().y.to_mm()]);
            }
        }
    }
    if let (Some(old), None) = (&difference.old, &difference.new) {
        mark_gone(old, difference.after.as_ref(), after, marks);
    }
}

/// Underlays what was added to a field or is in another style, and notes what was removed beside the line that goes on
/// where it stood.
fn mark_words(mut was: &[Sign], now: &[Sign], marks: &mut [Marks]) {
    let text = |signs: &[Sign]| signs.iter().map(|sign| sign.character).collect::<String>();
    let mut rest = now;
    for piece in words(&text(was), &text(now)) {
        match piece {
            Piece::Same(words) => {
                let count = words.chars().count();
                let (before, after) = (passed(&mut was, count), passed(&mut rest, count));
                let is_same = |at: usize| before[at].style == after[at].style;
                let mut styled: Vec<_> = (0..before.len().min(after.len())).collect();
                styled.retain(|at| !is_same(*at));
                runs(&styled).into_iter().for_each(|(first, last)| underlay(&after[first..=last], marks));
            }
            Piece::Added(words) => underlay(passed(&mut rest, words.chars().count()), marks),
            Piece::Removed(words) => {
                passed(&mut was, words.chars().count());
                if let Some(sign) = rest.first().or(now.last()) {
                    let top = bar(sign, marks);
                    marks[sign.page].notes.push((top, noted(&words)));
                }
            }
        }
    }
}

/// The next so many characters, which are then behind.
fn passed<'s>(signs: &mut &'s [Sign], count: usize) -> &'s [Sign] {
    let (passed, rest) = signs.split_at(count.min(signs.len()));
    *signs = rest;
    passed
}

/// Notes what is gone altogether below what stood before it; at the top of its old page, where that was nothing.
fn mark_gone(gone: &Unit, after: Option<&Unit>, stands: &Stands, marks: &mut [Marks]) {
    let field = after.and_then(|unit| stands.get(unit.fields.last()?)?.first());
    let (page, top) = match field.and_then(|stand| stand.signs.last()) {
        Some(sign) => (sign.page, Some((sign.baseline + sign.size).to_mm())),
        None => ((gone.page - 1).min(marks.len().saturating_sub(1)), None),
    };
    if let Some(marks) = marks.get_mut(page) {
        marks.notes.push((top.unwrap_or(marks.top), noted(&gone.words())));
    }
}

/// Words for the margin, which has room for some; the cover has all.
fn noted(words: &str) -> String {
    const END: usize = 20;
    shortened(words, END, END)
}

/// Underlays characters, line by line.
fn underlay(signs: &[Sign], marks: &mut [Marks]) {
    for line in signs.chunk_by(|a, b| a.page == b.page && a.baseline == b.baseline) {
        let (Some(first), Some(last)) = (line.first(), line.last()) else { continue };
        let top = bar(first, marks);
        let (left, right) = (first.left.to_mm(), last.right.to_mm());
        marks[first.page].added.push([left, top, right - left, first.size.to_mm()]);
    }
}

/// Puts a bar beside the line of a character, once, and tells the line's upper edge.
fn bar(sign: &Sign, marks: &mut [Marks]) -> f64 {
    /// The em box reaches so far above the baseline (measures.typ).
    const ASCENT: f64 = 0.88;
    let top = (sign.baseline - sign.size * ASCENT).to_mm();
    let bar = [top, sign.size.to_mm()];
    let bars = &mut marks[sign.page].bars;
    if !bars.contains(&bar) {
        bars.push(bar);
    }
    top
}

/// A difference in the cover's list.
fn entry(difference: &Difference, names: &Names) -> Correction {
    let number = |unit: &Option<Unit>| unit.as_ref().map(|unit| unit.page.to_string());
    let (old, new) = (number(&difference.old), number(&difference.new));
    let page = match (old, new) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (_, Some(new)) => new,
        (old, None) => old.unwrap_or_default(),
    };
    Correction { page, pieces: difference.shown(names).iter().map(Piece::json).collect() }
}
