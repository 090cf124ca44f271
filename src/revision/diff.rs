//! What a correction changed in the words: the passages of two states are paired and compared word by word.

mod passage;
mod pdf;
mod word;

use std::collections::HashSet;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use self::passage::count_printed;
pub use self::passage::{Passage, passages};
pub use self::pdf::{PdfContent, PdfPages, read_pages, read_pdf};
use self::word::push_piece;
pub use self::word::{Names, Piece, diff_words, shorten};
use crate::issue::markdown::{Reading, Token};

/// One thing that was changed.
#[derive(Debug, Clone)]
pub struct Difference {
    /// The passage as it was, or `None` if it is new.
    pub old: Option<Passage>,
    /// The passage as it is, or `None` if it was deleted.
    pub new: Option<Passage>,
    /// What changed in it. A bar stands between the cells of a row. A passage that was only moved has its words here.
    pub pieces: Vec<Piece<Reading>>,
    /// For a deletion, the passage before it in the new state.
    pub after: Option<Passage>,
}

/// What stands between the cells of a row.
const BAR: &str = " │ ";
/// The number of old passages that a new one is compared with to find what it was.
const MAX_CANDIDATES: usize = 64;
/// How many unchanged characters are shown on each side of a change, to help to find it.
const CONTEXT_CHARS: usize = 12;
/// The least number of characters of a passage that counts as moved. Shorter words may well stand in two places.
const MIN_MOVED_CHARS: usize = 5;
/// The least share of neighbouring characters that two passages have in common if one is the other, corrected.
const MIN_SIMILARITY: f64 = 0.4;

impl Difference {
    /// Returns whether the passage was moved and its words are the same.
    pub fn is_move(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Same(_)))
    }

    /// Returns whether it is a title that the contents repeat.
    pub fn is_repeated(&self) -> bool {
        self.new.as_ref().or(self.old.as_ref()).is_some_and(|passage| passage.repeats)
    }

    /// Returns the page of the new state on which the change begins, from 1. A deletion has none.
    pub fn page(&self) -> Option<usize> {
        self.pages(false).first().copied()
    }

    /// Returns the page of the old state on which the change begins, from 1. A new passage has none.
    pub fn page_before(&self) -> Option<usize> {
        self.pages(true).first().copied()
    }

    /// Returns whether words on a page of the new state, from 1, were changed.
    pub fn touches(&self, page: usize) -> bool {
        // A deletion counts for the page on which the preceding passage ends. Without one it counts for its old page.
        let deleted = match (&self.new, &self.after) {
            (None, Some(passage)) => vec![passage.page_of(passage.pages.len())],
            (None, None) => self.pages(true),
            (Some(_), _) => Vec::new(),
        };
        self.pages(false).into_iter().chain(deleted).any(|touched| touched == page)
    }

    /// Returns the pages of the old or of the new state that the change is on.
    fn pages(&self, is_old: bool) -> Vec<usize> {
        let Some(passage) = (if is_old { &self.old } else { &self.new }) else { return Vec::new() };
        if self.is_move() {
            return if passage.pages.is_empty() { vec![passage.page] } else { passage.pages.clone() };
        }
        let mut pages = Vec::new();
        let mut start = 0;
        for piece in &self.pieces {
            let length = match piece {
                Piece::Same(text) => {
                    start += count_printed(text);
                    continue;
                }
                Piece::Removed(text) if is_old => count_printed(text),
                Piece::Added(text) if !is_old => count_printed(text),
                Piece::Removed(_) | Piece::Added(_) => 0,
            };
            // What this state doesn't have stands before its next character.
            pages.extend((start..start + length.max(1)).map(|character| passage.page_of(character)));
            start += length;
        }
        pages
    }

    /// Returns the pieces as they are shown: unchanged text is shortened, and signs have names.
    pub fn display_pieces(&self, names: &Names) -> Vec<Piece<String>> {
        let last = self.pieces.len().saturating_sub(1);
        let context = |is_shown: bool| if is_shown { CONTEXT_CHARS } else { 0 };
        let piece = |(index, piece): (usize, &Piece<Reading>)| match piece {
            Piece::Same(text) if self.is_move() => {
                Piece::Same(shorten(text, CONTEXT_CHARS, CONTEXT_CHARS)).named(names)
            }
            Piece::Same(text) => Piece::Same(shorten(text, context(index > 0), context(index < last))).named(names),
            other => other.named(names),
        };
        self.pieces.iter().enumerate().map(piece).collect()
    }
}

/// Returns what differs between two states. A changed title differs in the contents, too.
pub fn differences(old: &[Passage], new: &[Passage]) -> Vec<Difference> {
    let [before, after] =
        [old, new].map(|passages| passages.iter().map(|passage| (&passage.cells, passage.picture)).collect::<Vec<_>>());
    let mut differences = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &before, &after) {
        if !matches!(op, DiffOp::Equal { .. }) {
            let (before, after) = new.split_at(op.new_range().start);
            pair_passages(&old[op.old_range()], &after[..op.new_range().len()], before.last(), &mut differences);
        }
    }
    merge_moves(differences)
}

/// Pairs similar passages as edits. The rest are deletions and insertions. `after` precedes them all in the new state.
fn pair_passages<'p>(
    old: &[Passage],
    new: &'p [Passage],
    mut after: Option<&'p Passage>,
    differences: &mut Vec<Difference>,
) {
    let is_single = old.len() == 1 && new.len() == 1;
    let old_pairs: Vec<_> = old.iter().map(char_pairs).collect();
    let mut rest = old;
    let deletion = |passage: &Passage, after: Option<&Passage>| Difference {
        old: Some(passage.clone()),
        new: None,
        pieces: vec![Piece::Removed(join_cells(&passage.cells))],
        after: after.cloned(),
    };
    for passage in new {
        let own_pairs = char_pairs(passage);
        let rest_pairs = old_pairs[old.len() - rest.len()..].iter();
        let mut candidates = rest.iter().zip(rest_pairs).take(MAX_CANDIDATES);
        let index = candidates
            .position(|(before, pairs)| is_single || is_same_note(before, passage) || are_similar(pairs, &own_pairs));
        let (old, pieces) = match index {
            Some(index) => {
                differences.extend(rest[..index].iter().map(|passage| deletion(passage, after)));
                let before = &rest[index];
                rest = &rest[index + 1..];
                (Some(before.clone()), diff_passages(before, passage))
            }
            None => (None, vec![Piece::Added(join_cells(&passage.cells))]),
        };
        differences.push(Difference { old, new: Some(passage.clone()), pieces, after: None });
        after = Some(passage);
    }
    differences.extend(rest.iter().map(|passage| deletion(passage, after)));
}

/// Merges a deletion and an insertion of the same words into one difference: the passage was moved.
fn merge_moves(mut differences: Vec<Difference>) -> Vec<Difference> {
    let mut origins = HashSet::new();
    for index in 0..differences.len() {
        let Difference { old: None, new: Some(new), .. } = &differences[index] else { continue };
        let is_origin = |from: &usize| match &differences[*from] {
            Difference { old: Some(old), new: None, .. } => {
                !origins.contains(from)
                    && (&old.cells, old.picture, old.repeats) == (&new.cells, new.picture, new.repeats)
                    && new.cells.iter().map(|cell| count_printed(cell)).sum::<usize>() >= MIN_MOVED_CHARS
            }
            _ => false,
        };
        if let Some(from) = (0..differences.len()).find(is_origin) {
            origins.insert(from);
            differences[index].pieces = vec![Piece::Same(join_cells(&new.cells))];
            differences[index].old = differences[from].old.clone();
        }
    }
    let kept = differences.into_iter().enumerate().filter(|(index, _)| !origins.contains(index));
    kept.map(|(_, difference)| difference).collect()
}

/// Returns whether two passages are the same footnote. Notes are too short to be recognised by their words.
fn is_same_note(a: &Passage, b: &Passage) -> bool {
    a.fields == b.fields && a.is_note()
}

/// The pairs of neighbouring characters of a passage.
type CharPairs = HashSet<(Token, Token)>;

/// Returns the pairs of neighbouring characters of a passage.
fn char_pairs(passage: &Passage) -> CharPairs {
    let tokens: Vec<Token> = passage.cells.iter().flat_map(|cell| cell.iter().copied()).collect();
    tokens.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Returns whether two passages have enough pairs in common for one to be the other, corrected.
fn are_similar(a: &CharPairs, b: &CharPairs) -> bool {
    a.intersection(b).count() as f64 * 2.0 >= MIN_SIMILARITY * (a.len() + b.len()).max(1) as f64
}

/// Joins the cells of a row, with a bar between them.
fn join_cells(cells: &[Reading]) -> Reading {
    let mut joined = Reading::default();
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            joined.push_text(BAR);
        }
        joined.append(cell);
    }
    joined
}

/// Returns what changed in a passage, cell by cell if both states have as many.
fn diff_passages(before: &Passage, after: &Passage) -> Vec<Piece<Reading>> {
    let (old, new) = (&before.cells, &after.cells);
    if old.len() != new.len() {
        return diff_words(&join_cells(old), &join_cells(new));
    }
    let has_same_picture = before.picture == after.picture;
    let mut pieces = Vec::new();
    for (index, (old, new)) in old.iter().zip(new).enumerate() {
        if index > 0 {
            push_piece(&mut pieces, Piece::Same(BAR.into()));
        }
        let changed = if has_same_picture { diff_words(old, new) } else { diff_words(old, &new.with_other_picture()) };
        changed.into_iter().for_each(|piece| push_piece(&mut pieces, piece));
    }
    pieces
}
