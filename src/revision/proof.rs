//! A proof to be signed (校样): the pages as they are, with what was corrected marked on them.

use lopdf::decode_text_string;
use serde_json::{Value, json};
use typst::layout::Point;
use typst::model::Document as _;
use typst_layout::{Page, PagedDocument};

use crate::diagnostic::Diagnostic;
use crate::pdf::imposition::without_tags;
use crate::pdf::preflight::File;
use crate::range::runs;
use crate::revision::diff::{Difference, Names, Passage, Piece, shortened, words};
use crate::typeset::compile::compile;
use crate::typeset::document::{Correction, KEYWORD, Marks, corrections};
use crate::typeset::inspect::{
    FieldPositions, PageItems, PlacedChar, field_positions, first_placeholder_page, page_items,
};
use crate::typeset::pipeline::TypesetIssue;
use crate::typeset::world::Engine;

/// The cover, and all pages of the new state with their marks. `cover` are the words of the cover and `list` its list, as
/// [`corrections`] takes them.
///
/// # Errors
/// The cover or the marks can't be drawn.
pub fn marked_proof(
    engine: &Engine,
    old: &TypesetIssue,
    new: &TypesetIssue,
    differences: &[Difference],
    cover: &Value,
    list: &[Correction],
) -> Result<PagedDocument, Vec<Diagnostic>> {
    let (before, after) = (field_positions(&old.pages), field_positions(&new.pages));
    let mut marks: Vec<_> =
        page_items(&new.pages).iter().enumerate().map(|(number, page)| blank(number, page)).collect();
    differences.iter().for_each(|difference| mark(difference, &before, &after, &mut marks));
    let is_gone_too = |a: &Difference, b: &Difference| [a, b].iter().all(|difference| difference.new.is_none());
    differences.chunk_by(is_gone_too).for_each(|gone| mark_gone(gone, &after, &mut marks));
    let document = corrections(&new.document, &engine.faces, cover, list, &marks);
    let (drawn, _) = compile(engine, &document)?;
    let first = first_placeholder_page(&drawn);
    let mut pages: Vec<Page> = drawn.pages().to_vec();
    for (page, own) in pages.iter_mut().skip(first).zip(new.pages.pages()) {
        page.frame = without_tags(&page.frame);
        page.frame.push_frame(Point::zero(), without_tags(&own.frame));
    }
    Ok(PagedDocument::new(pages.into(), drawn.info().clone()))
}

/// Whether a PDF is such a proof.
pub fn is_proof(bytes: &[u8]) -> bool {
    let keywords = |file: &File| {
        let info = file.dict(&file.document.trailer, "Info")?;
        decode_text_string(file.get(info, "Keywords")?).ok()
    };
    File::open(bytes).ok().and_then(|file| keywords(&file)).is_some_and(|words| words.contains(KEYWORD))
}

fn blank(number: usize, page: &PageItems) -> Marks {
    let size = [page.size.x.to_mm(), page.size.y.to_mm()];
    let edges = page.area.map_or([0.0, size[0]], |area| [area.left.to_mm(), area.right.to_mm()]);
    let top = page.area.map_or(0.0, |area| area.top.to_mm());
    Marks { size, edges, top, is_right: number.is_multiple_of(2), ..Marks::default() }
}

/// Marks what was added and removed in the fields of one difference.
fn mark(difference: &Difference, before: &FieldPositions, after: &FieldPositions, marks: &mut [Marks]) {
    let fields = |unit: &Option<Passage>| unit.as_ref().map_or(Vec::new(), |unit| unit.fields.clone());
    let (old, new) = (fields(&difference.old), fields(&difference.new));
    let is_other_picture = difference.pieces.iter().any(|piece| !matches!(piece, Piece::Same(_)));
    for (index, field) in new.iter().enumerate() {
        let was = old.get(index).and_then(|field| before.get(field)).map_or([].as_slice(), Vec::as_slice);
        for (time, now) in after.get(field).into_iter().flatten().enumerate() {
            // A table may have more heads than before.
            let was = was.get(time).or(was.last()).map_or([].as_slice(), |stand| &stand.signs);
            if difference.is_move() {
                for line in now.lines() {
                    bar(&line[0], marks);
                }
                continue;
            }
            mark_words(was, &now.signs, marks);
            if let (Some((page, bounds)), true) = (now.picture, is_other_picture) {
                marks[page].bars.push([bounds.min.y.to_mm(), bounds.size().y.to_mm()]);
            }
        }
    }
}

/// Underlays what was added to a field or is in another style, and notes what was removed beside the line that goes on
/// where it stood.
fn mark_words(mut was: &[PlacedChar], now: &[PlacedChar], marks: &mut [Marks]) {
    let text = |signs: &[PlacedChar]| signs.iter().map(|sign| sign.character).collect::<String>();
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
fn passed<'s>(signs: &mut &'s [PlacedChar], count: usize) -> &'s [PlacedChar] {
    let (passed, rest) = signs.split_at(count.min(signs.len()));
    *signs = rest;
    passed
}

/// Notes what is gone altogether, together, below what stood before it; at the top of its old page, where that was
/// nothing.
fn mark_gone(gone: &[Difference], stands: &FieldPositions, marks: &mut [Marks]) {
    let passages: Vec<_> = gone.iter().filter(|gone| gone.new.is_none()).filter_map(|gone| gone.old.as_ref()).collect();
    let (Some(first), Some(unit)) = (gone.first(), passages.first()) else { return };
    let field = first.after.as_ref().and_then(|unit| stands.get(unit.fields.last()?)?.first());
    let (page, top) = match field.and_then(|stand| stand.signs.last()) {
        Some(sign) => (sign.page, Some((sign.baseline + sign.size).to_mm())),
        None => ((unit.page - 1).min(marks.len().saturating_sub(1)), None),
    };
    if let Some(marks) = marks.get_mut(page) {
        let words: Vec<_> = passages.iter().map(|unit| unit.words()).collect();
        marks.notes.push((top.unwrap_or(marks.top), noted(&words.join(" "))));
    }
}

/// Words for the margin, which has room for some; the cover has all.
fn noted(words: &str) -> String {
    const END: usize = 20;
    shortened(words, END, END)
}

/// Underlays characters, line by line.
fn underlay(signs: &[PlacedChar], marks: &mut [Marks]) {
    for line in signs.chunk_by(|a, b| a.page == b.page && a.baseline == b.baseline) {
        let (Some(first), Some(last)) = (line.first(), line.last()) else { continue };
        let top = bar(first, marks);
        let (left, right) = (first.left.to_mm(), last.right.to_mm());
        marks[first.page].added.push([left, top, right - left, first.size.to_mm()]);
    }
}

/// Puts a bar beside the line of a character, once, and tells the line's upper edge.
fn bar(sign: &PlacedChar, marks: &mut [Marks]) -> f64 {
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

/// A difference in the cover's list. `cover` are the words of the cover.
pub fn entry(difference: &Difference, names: &Names, cover: &Value) -> Correction {
    let word = |key: &str| cover[key].as_str().unwrap_or_default();
    let page = match (difference.page_before(), difference.page()) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (_, Some(new)) => new.to_string(),
        (old, None) => format!("{} {}", word("before"), old.unwrap_or_default()),
    };
    let moved = difference.is_move().then(|| json!({ "same": word("moved") }));
    let pieces = difference.display_pieces(names);
    Correction { page, pieces: moved.into_iter().chain(pieces.iter().map(Piece::json)).collect() }
}
