//! What a correction changed in the words: paragraphs and rows of tables of two states, laid beside one another.

mod paper;

use std::collections::{HashMap, HashSet};

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use serde_json::{Value, json};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use typst::utils::hash128;
use typst_layout::PagedDocument;

pub use self::paper::{paper, profile};
use crate::document::{Anchor, Document};
use crate::inspect::{Fact, facts, starts};
use crate::markup::{self, is_sign, is_whole};
use crate::place::Place;

/// A paragraph, a title, any field; or a row of a table.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The page on which it begins, from 1.
    pub page: usize,
    /// The names of its fields, one for each cell; none in a PDF.
    pub fields: Vec<String>,
    /// Where it was typed; nothing in a PDF.
    pub place: Option<Place>,
    /// The words as they are read; of a row, those of each cell; of a picture, what tells it from another, and its
    /// words.
    pub cells: Vec<String>,
    /// The words of the first field as they were typed.
    pub typed: String,
    /// Whether it stands in the contents, which repeat the titles.
    pub repeats: bool,
}

impl Unit {
    /// Its words in one run, without signs.
    pub fn words(&self) -> String {
        self.cells.join(" ").replace(is_sign, "")
    }
}

/// A stretch of words that two states have in common or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only in the old one.
    Removed(String),
    /// Only in the new one.
    Added(String),
}

impl Piece {
    /// With names for signs.
    pub fn named(&self, names: &Names) -> Self {
        match self {
            Self::Same(text) => Self::Same(among_words(text, names)),
            Self::Removed(text) => Self::Removed(by_itself(text, names)),
            Self::Added(text) => Self::Added(by_itself(text, names)),
        }
    }

    /// As programs and layouts read it.
    pub fn json(&self) -> Value {
        match self {
            Self::Same(text) => json!({ "same": text }),
            Self::Removed(text) => json!({ "removed": text }),
            Self::Added(text) => json!({ "added": text }),
        }
    }
}

/// One thing that was changed.
#[derive(Debug, Clone)]
pub struct Difference {
    /// As it was; nothing if it is new.
    pub old: Option<Unit>,
    /// As it is; nothing if it is gone.
    pub new: Option<Unit>,
    /// What changed in it, cells of a row divided by a bar.
    pub pieces: Vec<Piece>,
    /// Of what is gone: what stood before it and is still there.
    pub after: Option<Unit>,
}

impl Difference {
    /// Whether words on a page of the new state, from 1, were changed.
    pub fn touches(&self, page: usize) -> bool {
        match &self.new {
            Some(new) => new.page == page,
            None => [&self.old, &self.after].into_iter().flatten().any(|unit| unit.page == page),
        }
    }

    /// The pieces, with what is in both as far as it helps to find the place, and with names for signs.
    pub fn shown(&self, names: &Names) -> Vec<Piece> {
        let last = self.pieces.len().saturating_sub(1);
        let near = |is: bool| if is { NEAR } else { 0 };
        let piece = |(index, piece): (usize, &Piece)| match piece {
            Piece::Same(text) => Piece::Same(shortened(text, near(index > 0), near(index < last))).named(names),
            other => other.named(names),
        };
        self.pieces.iter().enumerate().map(piece).collect()
    }
}

/// How the signs of [`markup::SIGNS`] are called in the user's language.
pub type Names = HashMap<char, String>;

/// Signs of styles among words go without saying; a note is seen.
fn among_words(text: &str, names: &Names) -> String {
    let word = |c: char| match names.get(&c) {
        Some(name) if markup::is_note(c) => name.clone(),
        _ if is_sign(c) => String::new(),
        _ => c.to_string(),
    };
    text.chars().map(word).collect()
}

/// Where nothing but a style was changed, or one begins among changed words and ends elsewhere, that has to be said.
fn by_itself(text: &str, names: &Names) -> String {
    if is_whole(text) && !text.chars().all(is_sign) {
        return among_words(text, names);
    }
    text.chars().map(|c| names.get(&c).cloned().unwrap_or_else(|| c.to_string())).collect()
}

/// Between cells.
const BAR: &str = " │ ";

/// The units of laid-out pages, in their order.
pub fn units(document: &Document, pages: &PagedDocument) -> Vec<Unit> {
    let parent = |at: &str| at.rsplit_once('.').map_or(String::new(), |(parent, _)| parent.to_owned());
    let cells = document.anchors.iter().filter(|(_, anchor)| anchor.is_cell);
    let tables: HashSet<String> = cells.map(|(at, _)| parent(&parent(at))).collect();
    let printed = printed(pages);
    let mut units: Vec<Unit> = Vec::new();
    let mut row = String::new();
    for (at, page, _) in starts(pages) {
        // A table is its rows.
        let Some(anchor) = document.anchors.get(&at).filter(|_| !tables.contains(&at)) else { continue };
        let own_row = if anchor.is_cell { parent(&at) } else { String::new() };
        let words = printed.get(&at).cloned().unwrap_or_else(|| anchor.reading());
        match units.last_mut() {
            Some(unit) if anchor.is_cell && row == own_row => {
                unit.cells.push(words);
                unit.fields.push(at);
            }
            _ => units.push(Unit {
                page: page + 1,
                repeats: at.starts_with("contents.") && at.matches('.').count() > 1,
                fields: vec![at],
                place: Some(anchor.place()),
                cells: picture(document, anchor).into_iter().chain([words]).collect(),
                typed: anchor.words().to_owned(),
            }),
        }
        row = own_row;
    }
    with_notes(units)
}

/// Footnotes behind what they belong to, wherever the page has its foot.
fn with_notes(units: Vec<Unit>) -> Vec<Unit> {
    let (notes, mut units): (Vec<_>, Vec<_>) = units.into_iter().partition(|unit| is_note(&unit.fields[0]));
    for note in notes.into_iter().rev() {
        let owner = note.fields[0].rsplit_once('.').map_or("", |(owner, _)| owner);
        let index = units.iter().position(|unit| unit.fields.iter().any(|field| field == owner));
        units.insert(index.map_or(units.len(), |index| index + 1), note);
    }
    units
}

fn is_note(at: &str) -> bool {
    at.rsplit('.').next().is_some_and(|last| last.starts_with("note-"))
}

/// What tells a picture from another: width and height in pixels, and a part of the file's hash.
fn picture(document: &Document, anchor: &Anchor) -> Option<String> {
    let bytes = document.pictures.get(anchor.picture.as_ref()?)?;
    let (width, height) = imagesize::blob_size(bytes).map_or((0, 0), |size| (size.width, size.height));
    Some(format!("{width}×{height} #{:08x}", hash128(bytes.as_slice()) as u32))
}

/// The words of fields that the layout says more of than what was typed: numbers, copies, the sum of a table with its
/// unit.
fn printed(pages: &PagedDocument) -> HashMap<String, String> {
    let mut printed: HashMap<String, String> = HashMap::new();
    for fact in facts(pages).into_iter().flat_map(|page| page.facts) {
        if let Fact::Text { text, field, .. } = fact
            && (["number", "total-number", "copies"].contains(&field.as_str()) || field.ends_with(".total"))
        {
            let words = text.trim_matches(['（', '　', '）']);
            printed.entry(field).or_default().push_str(words);
        }
    }
    printed
}

/// What differs between two states; what changed in a title is told of the contents, too.
pub fn differences(old: &[Unit], new: &[Unit]) -> Vec<Difference> {
    let [old_cells, new_cells] = [old, new].map(|units| units.iter().map(|unit| &unit.cells).collect::<Vec<_>>());
    let mut differences = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &old_cells, &new_cells) {
        if !matches!(op, DiffOp::Equal { .. }) {
            let (before, after) = new.split_at(op.new_range().start);
            paired(&old[op.old_range()], &after[..op.new_range().len()], before.last(), &mut differences);
        }
    }
    differences
}

/// Units that are alike enough are one that was changed; the others are gone or new. `after` is what stands before all
/// of them in the new state.
fn paired<'u>(old: &[Unit], new: &'u [Unit], mut after: Option<&'u Unit>, differences: &mut Vec<Difference>) {
    let is_pair = old.len() == 1 && new.len() == 1;
    let mut rest = old;
    let gone = |unit: &Unit, after: Option<&Unit>| Difference {
        old: Some(unit.clone()),
        new: None,
        pieces: vec![Piece::Removed(unit.cells.join(BAR))],
        after: after.cloned(),
    };
    for unit in new {
        let like = rest.iter().position(|before| is_pair || are_alike(before, unit));
        let (old, pieces) = match like {
            Some(index) => {
                differences.extend(rest[..index].iter().map(|unit| gone(unit, after)));
                let before = &rest[index];
                rest = &rest[index + 1..];
                (Some(before.clone()), pieces(&before.cells, &unit.cells))
            }
            None => (None, vec![Piece::Added(unit.cells.join(BAR))]),
        };
        differences.push(Difference { old, new: Some(unit.clone()), pieces, after: None });
        after = Some(unit);
    }
    differences.extend(rest.iter().map(|unit| gone(unit, after)));
}

/// Whether two units have enough pairs of neighbouring characters in common to be one that was changed; or are the same
/// footnote, which is short.
fn are_alike(a: &Unit, b: &Unit) -> bool {
    const ALIKE: f64 = 0.4;
    if a.fields == b.fields && a.fields.first().is_some_and(|at| is_note(at)) {
        return true;
    }
    let pairs = |unit: &Unit| {
        let characters: Vec<char> = unit.cells.concat().chars().collect();
        characters.windows(2).map(|pair| (pair[0], pair[1])).collect::<HashSet<_>>()
    };
    let (a, b) = (pairs(a), pairs(b));
    a.intersection(&b).count() as f64 * 2.0 >= ALIKE * (a.len() + b.len()).max(1) as f64
}

/// Cell by cell where both have as many.
fn pieces(old: &[String], new: &[String]) -> Vec<Piece> {
    if old.len() != new.len() {
        return words(&old.join(BAR), &new.join(BAR));
    }
    let mut all = Vec::new();
    for (index, (old, new)) in old.iter().zip(new).enumerate() {
        if index > 0 {
            push(&mut all, Piece::Same(BAR.to_owned()));
        }
        words(old, new).into_iter().for_each(|piece| push(&mut all, piece));
    }
    all
}

/// What differs between two texts, in whole words as Chinese has them.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let [a, b] = [divided(old), divided(new)];
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
        let (before, after) = (a[op.old_range()].concat(), b[op.new_range()].concat());
        match op {
            DiffOp::Equal { .. } => push(&mut pieces, Piece::Same(after)),
            _ => replaced(&before, &after).into_iter().for_each(|piece| push(&mut pieces, piece)),
        }
    }
    pieces
}

/// Words for others. Where one of the two only goes on from the other, nothing is replaced: 市 and 市委、市政府; but a
/// figure is always told whole.
fn replaced(before: &str, after: &str) -> [Piece; 2] {
    let is_figure = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%');
    let is_cut = |left: &str, right: &str| left.ends_with(is_figure) && right.starts_with(is_figure);
    let is_longer = after.len() > before.len();
    let (long, short) = if is_longer { (after, before) } else { (before, after) };
    let more = |text: &str| if is_longer { Piece::Added(text.to_owned()) } else { Piece::Removed(text.to_owned()) };
    let same = || Piece::Same(short.to_owned());
    match (long.strip_prefix(short), long.strip_suffix(short)) {
        _ if short.is_empty() => [more(long), same()],
        (Some(rest), _) if !is_cut(short, rest) => [same(), more(rest)],
        (_, Some(rest)) if !is_cut(rest, short) => [more(rest), same()],
        _ => [Piece::Removed(before.to_owned()), Piece::Added(after.to_owned())],
    }
}

fn divided<'t>(text: &'t str) -> Vec<&'t str> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    // Signs are words of their own, which the segmenter doesn't know.
    let parts = text.split_inclusive(is_sign).flat_map(|part| {
        let (words, sign) = part.split_at(part.trim_end_matches(is_sign).len());
        [words, sign]
    });
    let words = |part: &'t str| {
        let ends: Vec<_> = segmenter.segment_str(part).collect();
        ends.windows(2).map(|pair| &part[pair[0]..pair[1]]).collect::<Vec<_>>()
    };
    parts.flat_map(words).collect()
}

/// Adds a piece, to the last one where that is of the same kind.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), &piece) {
        (_, Piece::Same(text) | Piece::Removed(text) | Piece::Added(text)) if text.is_empty() => {}
        (Some(Piece::Same(last)), Piece::Same(text))
        | (Some(Piece::Removed(last)), Piece::Removed(text))
        | (Some(Piece::Added(last)), Piece::Added(text)) => last.push_str(text),
        _ => pieces.push(piece),
    }
}

/// So many characters of what didn't change help to find the place.
const NEAR: usize = 12;

/// A text with the middle left out where it is longer than the characters wanted of its start and of its end.
pub fn shortened(text: &str, start: usize, end: usize) -> String {
    let all: Vec<char> = text.chars().collect();
    if all.len() <= start + end + 1 {
        return text.to_owned();
    }
    let (start, end): (String, String) = (all[..start].iter().collect(), all[all.len() - end..].iter().collect());
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_differ() {
        let same = |text: &str| Piece::Same(text.to_owned());
        let removed = |text: &str| Piece::Removed(text.to_owned());
        let added = |text: &str| Piece::Added(text.to_owned());
        assert_eq!(words("苏州市开展活动", "常州市开展活动"), [removed("苏州"), added("常州"), same("市开展活动")]);
        assert_eq!(words("共 93 篇", "共 95 篇"), [same("共 "), removed("93"), added("95"), same(" 篇")]);
        assert_eq!(words("依托平台", "依靠平台"), [removed("依托"), added("依靠"), same("平台")]);
        assert_eq!(words("苏州市把", "苏州市委、市政府把"), [same("苏州市"), added("委、市政府"), same("把")]);
        assert_eq!(words("苏州市委、市政府把", "苏州市把"), [same("苏州市"), removed("委、市政府"), same("把")]);
        assert_eq!(words("7", "71"), [removed("7"), added("71")]);
        assert_eq!(words("第 7.5 名", "第 7 名"), [same("第 "), removed("7.5"), added("7"), same(" 名")]);
        assert_eq!(words("好", "好"), [same("好")]);
        assert_eq!(words("", "新"), [added("新")]);
    }
}
