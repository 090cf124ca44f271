//! What a correction changed in the words: paragraphs and rows of tables of two states, laid beside one another.

mod paper;
mod unit;
mod word;

use std::collections::HashSet;

use similar::{Algorithm, DiffOp, capture_diff_slices};

pub use self::paper::{paper, profile};
use self::unit::count;
pub use self::unit::{Passage, passages};
use self::word::push;
pub use self::word::{Names, Piece, shortened, words};
use crate::issue::markdown::another_picture;

/// One thing that was changed.
#[derive(Debug, Clone)]
pub struct Difference {
    /// As it was; nothing if it is new.
    pub old: Option<Passage>,
    /// As it is; nothing if it is gone.
    pub new: Option<Passage>,
    /// What changed in it, cells of a row divided by a bar; of what was moved, its words.
    pub pieces: Vec<Piece>,
    /// Of what is gone: what stood before it and is still there.
    pub after: Option<Passage>,
}

/// Between cells.
const BAR: &str = " │ ";
/// A changed unit is looked for among so many that stood there.
const MOST_TRIED: usize = 64;
/// So many characters of what didn't change help to find the place.
const NEAR: usize = 12;

impl Difference {
    /// Whether its words stand elsewhere, and are the same.
    pub fn is_move(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Same(_)))
    }

    /// Whether it is what the contents repeat of a title.
    pub fn is_repeated(&self) -> bool {
        self.new.as_ref().or(self.old.as_ref()).is_some_and(|unit| unit.repeats)
    }

    /// The page of the new state on which the change begins, from 1; nothing of what is gone.
    pub fn page(&self) -> Option<usize> {
        self.pages(false).first().copied()
    }

    /// The same of the old state; nothing of what is new.
    pub fn page_before(&self) -> Option<usize> {
        self.pages(true).first().copied()
    }

    /// Whether words on a page of the new state, from 1, were changed.
    pub fn touches(&self, page: usize) -> bool {
        // What is gone is missed behind what stood before it; where that was nothing, its old page has to do.
        let gone = match (&self.new, &self.after) {
            (None, Some(unit)) => vec![unit.page_of(unit.pages.len())],
            (None, None) => self.pages(true),
            (Some(_), _) => Vec::new(),
        };
        self.pages(false).into_iter().chain(gone).any(|touched| touched == page)
    }

    /// The pages of the old or of the new state that the change is on.
    fn pages(&self, is_old: bool) -> Vec<usize> {
        let Some(unit) = (if is_old { &self.old } else { &self.new }) else { return Vec::new() };
        if self.is_move() {
            return if unit.pages.is_empty() { vec![unit.page] } else { unit.pages.clone() };
        }
        let mut pages = Vec::new();
        let mut passed = 0;
        for piece in &self.pieces {
            let length = match piece {
                Piece::Same(words) => {
                    passed += count(words);
                    continue;
                }
                Piece::Removed(words) if is_old => count(words),
                Piece::Added(words) if !is_old => count(words),
                Piece::Removed(_) | Piece::Added(_) => 0,
            };
            // What isn't there has its place before the next character.
            pages.extend((passed..passed + length.max(1)).map(|character| unit.page_of(character)));
            passed += length;
        }
        pages
    }

    /// The pieces, with what is in both as far as it helps to find the place, and with names for signs.
    pub fn display_pieces(&self, names: &Names) -> Vec<Piece> {
        let last = self.pieces.len().saturating_sub(1);
        let near = |is: bool| if is { NEAR } else { 0 };
        let piece = |(index, piece): (usize, &Piece)| match piece {
            Piece::Same(text) if self.is_move() => Piece::Same(shortened(text, NEAR, NEAR)).named(names),
            Piece::Same(text) => Piece::Same(shortened(text, near(index > 0), near(index < last))).named(names),
            other => other.named(names),
        };
        self.pieces.iter().enumerate().map(piece).collect()
    }
}

/// What differs between two states; what changed in a title is told of the contents, too.
pub fn differences(old: &[Passage], new: &[Passage]) -> Vec<Difference> {
    let [before, after] =
        [old, new].map(|passages| passages.iter().map(|unit| (&unit.cells, unit.picture)).collect::<Vec<_>>());
    let mut differences = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &before, &after) {
        if !matches!(op, DiffOp::Equal { .. }) {
            let (before, after) = new.split_at(op.new_range().start);
            paired(&old[op.old_range()], &after[..op.new_range().len()], before.last(), &mut differences);
        }
    }
    moves(differences)
}

/// Units that are alike enough are one that was changed; the others are gone or new. `after` is what stands before all
/// of them in the new state.
fn paired<'u>(old: &[Passage], new: &'u [Passage], mut after: Option<&'u Passage>, differences: &mut Vec<Difference>) {
    let is_pair = old.len() == 1 && new.len() == 1;
    let pairs: Vec<_> = old.iter().map(neighbours).collect();
    let mut rest = old;
    let gone = |unit: &Passage, after: Option<&Passage>| Difference {
        old: Some(unit.clone()),
        new: None,
        pieces: vec![Piece::Removed(unit.cells.join(BAR))],
        after: after.cloned(),
    };
    for unit in new {
        let own = neighbours(unit);
        let rest_pairs = pairs[old.len() - rest.len()..].iter();
        let mut candidates = rest.iter().zip(rest_pairs).take(MOST_TRIED);
        let like =
            candidates.position(|(before, pairs)| is_pair || is_same_note(before, unit) || are_alike(pairs, &own));
        let (old, pieces) = match like {
            Some(index) => {
                differences.extend(rest[..index].iter().map(|unit| gone(unit, after)));
                let before = &rest[index];
                rest = &rest[index + 1..];
                (Some(before.clone()), pieces(before, unit))
            }
            None => (None, vec![Piece::Added(unit.cells.join(BAR))]),
        };
        differences.push(Difference { old, new: Some(unit.clone()), pieces, after: None });
        after = Some(unit);
    }
    differences.extend(rest.iter().map(|unit| gone(unit, after)));
}

/// What is gone from one place and new in another was moved.
fn moves(mut differences: Vec<Difference>) -> Vec<Difference> {
    /// Shorter words may well stand in two places.
    const LEAST: usize = 5;
    let mut origins = HashSet::new();
    for index in 0..differences.len() {
        let Difference { old: None, new: Some(new), .. } = &differences[index] else { continue };
        let is_origin = |from: &usize| match &differences[*from] {
            Difference { old: Some(old), new: None, .. } => {
                !origins.contains(from)
                    && (&old.cells, old.picture, old.repeats) == (&new.cells, new.picture, new.repeats)
                    && count(&new.words()) >= LEAST
            }
            _ => false,
        };
        if let Some(from) = (0..differences.len()).find(is_origin) {
            origins.insert(from);
            differences[index].pieces = vec![Piece::Same(new.cells.join(BAR))];
            differences[index].old = differences[from].old.clone();
        }
    }
    let kept = differences.into_iter().enumerate().filter(|(index, _)| !origins.contains(index));
    kept.map(|(_, difference)| difference).collect()
}

/// Footnotes are short, so that their names have to tell.
fn is_same_note(a: &Passage, b: &Passage) -> bool {
    a.fields == b.fields && a.is_note()
}

type Neighbours = HashSet<(char, char)>;

/// The pairs of neighbouring characters of a unit.
fn neighbours(unit: &Passage) -> Neighbours {
    let characters: Vec<char> = unit.cells.concat().chars().collect();
    characters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Whether two units have enough of those in common to be one that was changed.
fn are_alike(a: &Neighbours, b: &Neighbours) -> bool {
    const ALIKE: f64 = 0.4;
    a.intersection(b).count() as f64 * 2.0 >= ALIKE * (a.len() + b.len()).max(1) as f64
}

/// What changed in a unit, cell by cell where both have as many.
fn pieces(before: &Passage, after: &Passage) -> Vec<Piece> {
    let (old, new) = (&before.cells, &after.cells);
    if old.len() != new.len() {
        return words(&old.join(BAR), &new.join(BAR));
    }
    let mut all = Vec::new();
    for (index, (old, new)) in old.iter().zip(new).enumerate() {
        if index > 0 {
            push(&mut all, Piece::Same(BAR.to_owned()));
        }
        let pieces = if before.picture == after.picture { words(old, new) } else { words(old, &another_picture(new)) };
        pieces.into_iter().for_each(|piece| push(&mut all, piece));
    }
    all
}
