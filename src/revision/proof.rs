//! The proof to be signed (校样): the pages as they are, with what was corrected marked on them.
//!
//! It takes two states of an issue and their differences, and gives pages. It knows nothing of the user's language.

use lopdf::decode_text_string;
use typst::layout::{Abs, Point};
use typst::model::Document as _;
use typst_layout::{Page, PagedDocument};

use crate::asset::layout::ASCENT_EM;
use crate::diagnostic::Findings;
use crate::issue::markdown::Reading;
use crate::pdf::imposition::without_tags;
use crate::pdf::preflight::File;
use crate::range::runs;
use crate::revision::diff::{Difference, Names, Passage, Piece, diff_words, shorten};
use crate::typeset::compile::compile;
use crate::typeset::document::{Correction, CorrectionPiece, KEYWORD, Marks, ProofWords, corrections};
use crate::typeset::inspect::{
    FieldPosition, FieldPositions, PageItems, PlacedChar, field_positions, first_placeholder_page, page_items,
};
use crate::typeset::pipeline::TypesetIssue;
use crate::typeset::world::Engine;

/// How many characters of removed words a note in the margin shows, of their start and of their end. The cover has all.
const NOTE_END_CHARS: usize = 20;

/// The words of the cover and of its list, in the user's language.
#[derive(Debug, Clone)]
pub struct CoverWords {
    /// The words that the layout draws.
    pub layout: ProofWords,
    /// What stands before the page of a deleted passage.
    pub before: String,
    /// What stands before a passage that was moved.
    pub moved: String,
}

/// Draws the cover and all pages of the new state with their marks.
///
/// `cover` has the words of the cover and `list` its list, as [`corrections`] takes them.
///
/// # Errors
/// The cover or the marks can't be drawn.
pub fn marked_proof(
    engine: &Engine,
    old: &TypesetIssue,
    new: &TypesetIssue,
    differences: &[Difference],
    cover: &CoverWords,
    list: &[Correction],
) -> Result<PagedDocument, Findings> {
    let (before, after) = (field_positions(&old.pages), field_positions(&new.pages));
    let new_items = page_items(&new.pages);
    let mut marks: Vec<_> = new_items.iter().enumerate().map(|(index, page)| blank_marks(index, page)).collect();
    differences.iter().for_each(|difference| mark_difference(difference, &before, &after, &mut marks));
    let are_deletions = |a: &Difference, b: &Difference| a.new.is_none() && b.new.is_none();
    differences.chunk_by(are_deletions).for_each(|run| mark_deletions(run, &after, &mut marks));
    let document = corrections(&new.document, &engine.faces, &cover.layout, list, &marks);
    let drawn = compile(engine, &document)?.value;
    let first = first_placeholder_page(&drawn);
    let mut pages: Vec<Page> = drawn.pages().to_vec();
    for (page, own) in pages.iter_mut().skip(first).zip(new.pages.pages()) {
        page.frame = without_tags(&page.frame);
        page.frame.push_frame(Point::zero(), without_tags(&own.frame));
    }
    Ok(PagedDocument::new(pages.into(), drawn.info().clone()))
}

/// Returns whether a PDF is such a proof.
pub fn is_proof(bytes: &[u8]) -> bool {
    let keywords = |file: &File| {
        let info = file.dict(&file.document.trailer, "Info")?;
        decode_text_string(file.get(info, "Keywords")?).ok()
    };
    File::open(bytes).ok().and_then(|file| keywords(&file)).is_some_and(|words| words.contains(KEYWORD))
}

/// Returns the marks of a page without any changes. `index` is that of the page, from 0.
fn blank_marks(index: usize, page: &PageItems) -> Marks {
    let size = [page.size.x.to_mm(), page.size.y.to_mm()];
    let edges = page.area.map_or([0.0, size[0]], |area| [area.left.to_mm(), area.right.to_mm()]);
    let top = page.area.map_or(0.0, |area| area.top.to_mm());
    Marks { size, edges, top, is_right: index.is_multiple_of(2), ..Marks::default() }
}

/// Marks what was added and removed in the fields of one difference.
fn mark_difference(difference: &Difference, before: &FieldPositions, after: &FieldPositions, marks: &mut [Marks]) {
    let fields = |passage: &Option<Passage>| passage.as_ref().map_or(Vec::new(), |passage| passage.fields.clone());
    let (old, new) = (fields(&difference.old), fields(&difference.new));
    let is_changed = !difference.is_move();
    for (index, field) in new.iter().enumerate() {
        let was: &[FieldPosition] = old.get(index).and_then(|field| before.get(field)).map_or(&[], Vec::as_slice);
        for (time, now) in after.get(field).into_iter().flatten().enumerate() {
            if !is_changed {
                for line in now.lines() {
                    add_bar(&line[0], &line[0], marks);
                }
                continue;
            }
            // A table that goes over more pages than before repeats its head more often.
            let was: &[PlacedChar] = was.get(time).or(was.last()).map_or(&[], |position| &position.characters);
            mark_words(was, &now.characters, marks);
            if let Some((page, bounds)) = now.picture {
                marks[page].bars.push([bounds.min.y.to_mm(), bounds.size().y.to_mm()]);
            }
        }
    }
}

/// Underlays what was added to a field or is in another style. What was removed is noted beside the line where it
/// stood.
fn mark_words(mut was: &[PlacedChar], now: &[PlacedChar], marks: &mut [Marks]) {
    let text =
        |chars: &[PlacedChar]| Reading::from(chars.iter().map(|placed| placed.character).collect::<String>().as_str());
    let mut rest = now;
    for piece in diff_words(&text(was), &text(now)) {
        match piece {
            Piece::Same(words) => {
                let (before, after) = (take_chars(&mut was, words.len()), take_chars(&mut rest, words.len()));
                let is_restyled = |index: &usize| before[*index].style != after[*index].style;
                let restyled: Vec<_> = (0..before.len().min(after.len())).filter(is_restyled).collect();
                runs(&restyled).into_iter().for_each(|(first, last)| underlay(&after[first..=last], marks));
            }
            Piece::Added(words) => underlay(take_chars(&mut rest, words.len()), marks),
            Piece::Removed(words) => {
                take_chars(&mut was, words.len());
                if let Some(placed) = rest.first().or(now.last()) {
                    let top = add_bar(placed, placed, marks);
                    marks[placed.page].notes.push((top, shorten_note(&words)));
                }
            }
        }
    }
}

/// Takes the next characters off a run and returns them.
fn take_chars<'c>(chars: &mut &'c [PlacedChar], count: usize) -> &'c [PlacedChar] {
    let (taken, rest) = chars.split_at(count.min(chars.len()));
    *chars = rest;
    taken
}

/// Puts one note for a run of deletions below the preceding passage, or at the top of the old page if there is none.
fn mark_deletions(run: &[Difference], positions: &FieldPositions, marks: &mut [Marks]) {
    let deleted = run.iter().filter(|difference| difference.new.is_none());
    let passages: Vec<_> = deleted.filter_map(|difference| difference.old.as_ref()).collect();
    let (Some(first), Some(passage)) = (run.first(), passages.first()) else { return };
    let before = first.after.as_ref().and_then(|before| positions.get(before.fields.last()?)?.first());
    let (page, top) = match before.and_then(|position| position.characters.last()) {
        Some(placed) => {
            let [_, top, _, height] = box_of(placed, placed);
            let below = if placed.turned.is_some() { top + height } else { placed.baseline + placed.size };
            (placed.page, Some(below.to_mm()))
        }
        None => ((passage.page - 1).min(marks.len().saturating_sub(1)), None),
    };
    if let Some(marks) = marks.get_mut(page) {
        let words: Vec<_> = passages.iter().map(|passage| passage.words()).collect();
        marks.notes.push((top.unwrap_or(marks.top), shorten_note(&Reading::from(words.join(" ").as_str()))));
    }
}

/// Returns words as short as the margin has room for.
fn shorten_note(words: &Reading) -> String {
    shorten(words, NOTE_END_CHARS, NOTE_END_CHARS).text()
}

/// Underlays characters, line by line.
fn underlay(chars: &[PlacedChar], marks: &mut [Marks]) {
    for line in chars.chunk_by(|a, b| a.page == b.page && a.baseline == b.baseline) {
        let (Some(first), Some(last)) = (line.first(), line.last()) else { continue };
        add_bar(first, last, marks);
        marks[first.page].added.push(box_of(first, last).map(Abs::to_mm));
    }
}

/// Returns the em boxes from one character of a line to another, on their page: left and upper edge, width and height.
fn box_of(first: &PlacedChar, last: &PlacedChar) -> [Abs; 4] {
    let top = first.baseline - first.size * ASCENT_EM;
    first.on_page([first.left, top, last.right - first.left, first.size])
}

/// Puts a bar beside the characters of a line, unless they have one. Returns their upper edge in mm.
fn add_bar(first: &PlacedChar, last: &PlacedChar, marks: &mut [Marks]) -> f64 {
    let [_, top, _, height] = box_of(first, last).map(Abs::to_mm);
    let bars = &mut marks[first.page].bars;
    if !bars.contains(&[top, height]) {
        bars.push([top, height]);
    }
    top
}

/// Returns a difference as an entry of the cover's list. `cover` has the words of the cover.
pub fn cover_entry(difference: &Difference, names: &Names, cover: &CoverWords) -> Correction {
    let page = match (difference.page_before(), difference.page()) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (_, Some(new)) => new.to_string(),
        (old, None) => format!("{} {}", cover.before, old.unwrap_or_default()),
    };
    let moved = difference.is_move().then(|| CorrectionPiece::Same(cover.moved.clone()));
    let pieces = difference.display_pieces(names);
    Correction { page, pieces: moved.into_iter().chain(pieces.into_iter().map(correction_piece)).collect() }
}

/// Returns words of a difference for the cover's list.
fn correction_piece(piece: Piece<String>) -> CorrectionPiece {
    match piece {
        Piece::Same(text) => CorrectionPiece::Same(text),
        Piece::Removed(text) => CorrectionPiece::Removed(text),
        Piece::Added(text) => CorrectionPiece::Added(text),
    }
}
