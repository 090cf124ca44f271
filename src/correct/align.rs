//! Which characters of two states of a text are the same.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::text::{Character, MARK};

/// A paragraph of a state: the bookmarks that begin in it, and its characters.
pub type Paragraph<'t> = (&'t [String], Vec<char>);

/// Joins paragraphs with a sign between them.
pub fn join(paragraphs: &[Paragraph]) -> Vec<char> {
    let mut all = Vec::new();
    for (index, (_, characters)) in paragraphs.iter().enumerate() {
        all.extend((index > 0).then_some(MARK));
        all.extend(characters);
    }
    all
}

/// Returns for each character of the new state, with a sign between paragraphs, which one of the old state it is.
///
/// A paragraph that begins with the bookmark of an old one is compared with that one, as long as the order is the same.
pub fn align(old: &[Paragraph], new: &[Paragraph]) -> Vec<Option<usize>> {
    let cuts = cuts(old, new);
    let starts = |paragraphs: &[Paragraph]| {
        let mut at = 0;
        let mut starts: Vec<usize> = paragraphs
            .iter()
            .map(|(_, characters)| {
                let start = at;
                at += characters.len() + 1;
                start
            })
            .collect();
        starts.push(at);
        starts
    };
    let (old_starts, new_starts) = (starts(old), starts(new));
    let mut aligned = vec![None; join(new).len()];
    let bounds: Vec<(usize, usize)> = std::iter::once((0, 0)).chain(cuts).chain([(old.len(), new.len())]).collect();
    for pair in bounds.windows(2) {
        let [(a, b), (a_end, b_end)] = *pair else { continue };
        let (olds, news) = (join(&old[a..a_end]), join(&new[b..b_end]));
        for (index, same) in align_characters(&olds, &news).into_iter().enumerate() {
            aligned[new_starts[b] + index] = same.map(|same| old_starts[a] + same);
        }
        // The ends of the paragraphs before belong together.
        if a > 0 && b > 0 && b < new.len() && a < old.len() {
            aligned[new_starts[b] - 1] = Some(old_starts[a] - 1);
        }
    }
    aligned
}

/// Returns the paragraphs at which both states can be cut.
fn cuts(old: &[Paragraph], new: &[Paragraph]) -> Vec<(usize, usize)> {
    let position = |bookmark: &String| old.iter().position(|(own, _)| own.first() == Some(bookmark));
    let mut cuts = Vec::new();
    let mut last = None;
    for (index, (bookmarks, _)) in new.iter().enumerate() {
        let known: Vec<usize> = bookmarks.iter().filter_map(position).collect();
        if known.iter().any(|known| last.is_some_and(|last| *known <= last)) {
            return Vec::new();
        }
        if let Some(first) = known.first() {
            cuts.push((*first, index));
        }
        last = known.into_iter().max().or(last);
    }
    cuts
}

/// Returns for each new character which old one it is.
fn align_characters(old: &[char], new: &[char]) -> Vec<Option<usize>> {
    let keys = |characters: &[char]| characters.iter().map(|c| Character::key(*c)).collect::<Vec<_>>();
    let mut aligned = vec![None; new.len()];
    for operation in capture_diff_slices(Algorithm::Myers, &keys(old), &keys(new)) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            for offset in 0..len {
                aligned[new_index + offset] = Some(old_index + offset);
            }
        }
    }
    aligned
}

/// A stretch in which two states differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// The characters of the old state.
    pub old: Range<usize>,
    /// The characters of the new state.
    pub new: Range<usize>,
}

/// Returns the stretches in which two states differ. `old_length` is the number of characters of the old state.
pub fn hunks(aligned: &[Option<usize>], old_length: usize) -> Vec<Hunk> {
    let mut hunks = Vec::new();
    let (mut old, mut new) = (0, 0);
    let ends = aligned.iter().enumerate().filter_map(|(index, same)| Some(((*same)?, index)));
    for (old_end, new_end) in ends.chain([(old_length, aligned.len())]) {
        if old < old_end || new < new_end {
            hunks.push(Hunk { old: old..old_end, new: new..new_end });
        }
        (old, new) = (old_end + 1, new_end + 1);
    }
    hunks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs<'t>(ids: &'t [Vec<String>], texts: &[&str]) -> Vec<Paragraph<'t>> {
        ids.iter().zip(texts).map(|(ids, text)| (ids.as_slice(), text.chars().collect())).collect()
    }

    #[test]
    fn paragraphs_are_compared_with_those_of_their_bookmark() {
        let ids = |names: &[&str]| names.iter().map(|name| vec![(*name).to_owned()]).collect::<Vec<_>>();
        let old_ids = ids(&["a", "b"]);
        let mut new_ids = ids(&["a", "x", "b"]);
        new_ids[1].clear();
        let old = paragraphs(&old_ids, &["甲乙", "丙丁"]);
        let new = paragraphs(&new_ids, &["甲乙", "丙丁", "丙戊丁"]);
        let aligned = align(&old, &new);
        assert_eq!(aligned, [Some(0), Some(1), None, None, None, Some(2), Some(3), None, Some(4)]);
        let expected = [Hunk { old: 2..2, new: 2..5 }, Hunk { old: 4..4, new: 7..8 }];
        assert_eq!(hunks(&aligned, 5), expected);
    }

    #[test]
    fn a_paragraph_that_is_gone_is_a_stretch() {
        let ids: Vec<_> = ["a", "b"].map(|name| vec![name.to_owned()]).to_vec();
        let old = paragraphs(&ids, &["甲", "乙"]);
        let new = paragraphs(&ids[1..], &["乙"]);
        assert_eq!(hunks(&align(&old, &new), 3), [Hunk { old: 0..2, new: 0..0 }]);
    }
}
