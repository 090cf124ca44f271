//! A proof to be signed (校样): the pages as they are, with what was corrected marked on them.

use std::collections::BTreeMap;

use serde_json::Value;
use typst::layout::{Abs, Point};
use typst::model::Document as _;
use typst_layout::{Page, PagedDocument};

use crate::diagnostic::Diagnostic;
use crate::difference::{Difference, Piece, Unit, shortened, words};
use crate::document::{Correction, Marks, corrections};
use crate::inspect::{Fact, PageFacts, facts, first_leaf};
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
}

/// The characters of every field, blanks left out: where a line ends, one may be missing.
type Signs = BTreeMap<String, Vec<Sign>>;

fn signs(pages: &[PageFacts]) -> Signs {
    let mut signs = Signs::new();
    for (page, facts) in pages.iter().enumerate() {
        for fact in &facts.facts {
            let Fact::Text { text, at, end, size, field, .. } = fact else { continue };
            // Within a run characters are as good as alike.
            let count = text.chars().count().max(1) as f64;
            let step = (*end - at.x) / count;
            let run = text.chars().enumerate().filter(|(_, character)| !character.is_whitespace());
            signs.entry(field.clone()).or_default().extend(run.map(|(index, character)| Sign {
                character,
                page,
                left: at.x + step * index as f64,
                right: at.x + step * (index + 1) as f64,
                baseline: at.y,
                size: *size,
            }));
        }
    }
    signs
}

/// The cover that lists the differences, and all pages of the new state with their marks. `words` are those of the
/// cover, as [`corrections`] takes them.
///
/// # Errors
/// The cover or the marks can't be drawn.
pub fn marked_proof(
    engine: &Engine,
    old: &Proof,
    new: &Proof,
    differences: &[Difference],
    cover: &Value,
) -> Result<PagedDocument, Vec<Diagnostic>> {
    let new_facts = facts(&new.pages);
    let (before, after) = (signs(&facts(&old.pages)), signs(&new_facts));
    let mut marks: Vec<_> = new_facts.iter().enumerate().map(|(number, page)| blank(number, page)).collect();
    for difference in differences {
        mark(difference, &before, &after, &mut marks);
    }
    let list: Vec<_> = differences.iter().map(entry).collect();
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
fn mark(difference: &Difference, before: &Signs, after: &Signs, marks: &mut [Marks]) {
    let none = Vec::new();
    let fields = |unit: &Option<Unit>| unit.as_ref().map_or(Vec::new(), |unit| unit.fields.clone());
    let (old, new) = (fields(&difference.old), fields(&difference.new));
    let text = |signs: &[Sign]| signs.iter().map(|sign| sign.character).collect::<String>();
    for (index, field) in new.iter().enumerate() {
        let now = after.get(field).unwrap_or(&none);
        let was = old.get(index).and_then(|field| before.get(field)).unwrap_or(&none);
        let mut passed = 0;
        for piece in words(&text(was), &text(now)) {
            match piece {
                Piece::Same(words) => passed += words.chars().count(),
                Piece::Added(words) => {
                    let count = words.chars().count();
                    underlay(&now[passed..(passed + count).min(now.len())], marks);
                    passed += count;
                }
                Piece::Removed(words) => {
                    // Beside the line that goes on where they stood.
                    if let Some(sign) = now.get(passed).or(now.last()) {
                        let top = bar(sign, marks);
                        marks[sign.page].notes.push((top, noted(&words)));
                    }
                }
            }
        }
    }
    // What is gone altogether is noted at the top of its old page, as far as there is one.
    if let (Some(old), None) = (&difference.old, &difference.new) {
        let page = (old.page - 1).min(marks.len().saturating_sub(1));
        if let Some(marks) = marks.get_mut(page) {
            marks.notes.push((marks.top, noted(&old.cells.join(" "))));
        }
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
fn entry(difference: &Difference) -> Correction {
    let number = |unit: &Option<Unit>| unit.as_ref().map(|unit| unit.page.to_string());
    let (old, new) = (number(&difference.old), number(&difference.new));
    let page = match (old, new) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (_, Some(new)) => new,
        (old, None) => old.unwrap_or_default(),
    };
    Correction { page, pieces: difference.shown().iter().map(Piece::json).collect() }
}
