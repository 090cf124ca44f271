//! The title of an article: which paragraphs are its lines, and how sure that is.
//!
//! The scores are those of the design: style, place, size, face and form.

use std::ops::Range;

use super::join::enumeration;
use super::paragraph;
use crate::import::draft::{Align, Face, Paragraph, Piece};

/// The score from which on a paragraph is a title.
pub const SURE: u32 = 6;
/// The score from which on it may be one.
const LIKELY: u32 = 3;
/// The most characters of a first line that is taken for a title.
const MAX_LINE: usize = 40;

/// A title that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Title {
    /// The pieces that it takes.
    pub range: Range<usize>,
    /// Its lines.
    pub lines: Vec<String>,
    /// Whether it is a guess.
    pub is_guess: bool,
}

/// Finds the title of an article.
pub fn find(pieces: &[Piece], has_looks: bool) -> Option<Title> {
    let size = text_size(pieces);
    let mut candidates = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let Some(own) = paragraph(piece) else { break };
        if own.is_empty() {
            continue;
        }
        if looks_like_text(own) {
            break;
        }
        let is_first = candidates.is_empty();
        candidates.push((index, score(own, size, is_first)));
    }
    let sure = candidates.iter().position(|(_, score)| *score >= SURE);
    if let Some(at) = sure {
        let mut last = at;
        while candidates
            .get(last + 1)
            .is_some_and(|(index, score)| *score + 1 >= SURE && is_alike(&pieces[candidates[at].0], &pieces[*index]))
        {
            last += 1;
        }
        let is_subtitle =
            |index: usize| paragraph(&pieces[index]).is_some_and(|own| own.text().trim().starts_with('—'));
        if candidates.get(last + 1).is_some_and(|(index, _)| is_subtitle(*index)) {
            last += 1;
        }
        return Some(title(pieces, candidates[at].0..candidates[last].0 + 1, false));
    }
    let likely = candidates.iter().max_by_key(|(index, score)| (*score, std::cmp::Reverse(*index)));
    if let Some((index, _)) = likely.filter(|(_, score)| *score >= LIKELY) {
        return Some(title(pieces, *index..*index + 1, true));
    }
    let first = pieces.iter().position(|piece| paragraph(piece).is_none_or(|own| !own.is_empty()))?;
    let own = paragraph(&pieces[first])?;
    let text = own.text();
    let is_line = text.trim().chars().count() <= MAX_LINE && !text.contains('。') && has_looks;
    is_line.then(|| title(pieces, first..first + 1, true))
}

/// Makes the title of some pieces.
fn title(pieces: &[Piece], range: Range<usize>, is_guess: bool) -> Title {
    let paragraphs = pieces[range.clone()].iter().filter_map(paragraph).filter(|own| !own.is_empty());
    let lines = paragraphs.flat_map(|own| own.text().split('\n').map(clean_line).collect::<Vec<_>>());
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    Title { range, lines, is_guess }
}

/// Returns a line of a title without blanks at its ends; a tab is a blank.
pub fn clean_line(line: &str) -> String {
    line.replace('\t', " ").trim().to_owned()
}

/// Returns the score of a paragraph.
pub fn score(own: &Paragraph, text_size: Option<f32>, is_first: bool) -> u32 {
    let text = own.text();
    let text = text.trim();
    let is_large = own.size.zip(text_size).is_some_and(|(own, text)| own >= text * 1.2);
    let faces = own.runs.iter().filter(|run| !run.text.trim().is_empty()).map(|run| run.face);
    let has_face = own.runs.iter().any(|run| !run.text.trim().is_empty())
        && faces.clone().all(|face| matches!(face, Face::XiaoBiaoSong | Face::Hei));
    let is_styled = own.is_title || own.heading == Some(1) && is_first && own.label.is_none();
    let points = [
        (is_styled, 3),
        (own.align == Align::Centre, 2),
        (is_large, 2),
        (has_face, 1),
        (!text.ends_with(|c: char| "。！？：；，、,.;:".contains(c)), 1),
        (text.chars().count() <= 30, 1),
        (!own.is_indented, 1),
        (is_first, 1),
    ];
    if own.label.is_some() || own.bullet.is_some() || enumeration(text).is_some() {
        return 0;
    }
    points.iter().filter(|(holds, _)| *holds).map(|(_, points)| points).sum()
}

/// Returns whether two paragraphs look the same as lines of one title do.
fn is_alike(one: &Piece, other: &Piece) -> bool {
    let (Some(one), Some(other)) = (paragraph(one), paragraph(other)) else { return false };
    let look = |own: &Paragraph| {
        let face = own.runs.iter().find(|run| !run.text.trim().is_empty()).map(|run| run.face);
        (own.is_title, own.heading, own.align, own.size.map(f32::to_bits), face)
    };
    look(one) == look(other)
}

/// Returns whether a paragraph is text: a sentence, a long line, or an indented one.
pub fn looks_like_text(own: &Paragraph) -> bool {
    let text = own.text();
    let length = text.trim().chars().count();
    let is_centred = own.align == Align::Centre || own.is_title;
    text.contains('。') || length > 60 || !is_centred && own.is_indented && (length > 12 || own.label.is_some())
}

/// Returns the size that most characters of sentences have.
pub fn text_size(pieces: &[Piece]) -> Option<f32> {
    let mut counts: Vec<(f32, usize)> = Vec::new();
    for own in pieces.iter().filter_map(paragraph).filter(|own| looks_like_text(own)) {
        let Some(size) = own.size else { continue };
        let length = own.text().chars().count();
        match counts.iter_mut().find(|(known, _)| *known == size) {
            Some((_, count)) => *count += length,
            None => counts.push((size, length)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(size, _)| size)
}
