//! What a laid-out issue says to copyfitting: where its text ends, and which paragraphs end in a short line.

use std::collections::BTreeSet;

use typst::layout::Abs;

use crate::typeset::document::data::{Block, IssueData};
use crate::typeset::field::{Field, RunningText};
use crate::typeset::inspect::{FieldPosition, FieldPositions, PlacedChar};

/// The most that a character moves towards the one before it, in em: half a point at 三号, as clerks draw lines in in Word
/// (紧缩 0.5 磅). A line of 28 gains less than a character.
pub const MOST_TRACKING: f64 = 0.03;
/// The least tracking that is tried, in em, and the step between two tries.
pub const TRACKING_STEP: f64 = 0.005;
/// A character that is smaller than this share of its paragraph's largest stands beside the lines, such as the mark of a
/// footnote.
const SMALL_SHARE: f64 = 0.8;

/// A paragraph that ends in a line which isn't full.
#[derive(Debug, Clone)]
pub struct ShortEnd {
    /// The paragraph.
    pub field: Field,
    /// How many lines it has.
    pub lines: usize,
    /// How many characters stand on its last line.
    pub characters: usize,
    /// The tracking in em that would bring them into the lines before, if all of it counted.
    pub tracking: f64,
}

/// Returns whether a field belongs to the text, which has to end on the page.
fn is_text(field: &Field) -> bool {
    matches!(
        field,
        Field::ArticleTitle(_)
            | Field::ArticleTotal(_)
            | Field::Credit(_)
            | Field::Formal { .. }
            | Field::Attachment(_)
            | Field::TableCell(..)
            | Field::TablePart(..)
            | Field::Contents { .. }
            | Field::ContentsTitle
            | Field::SectionName(_)
            | Field::Block { .. }
    )
}

/// Returns the article of a field of the text.
fn article_of(field: &Field) -> Option<usize> {
    match field {
        Field::ArticleTitle(article)
        | Field::ArticleTotal(article)
        | Field::Credit(article)
        | Field::TableCell(article, _)
        | Field::TablePart(article, _) => Some(*article),
        Field::Block { text: RunningText::Note, .. } => None,
        Field::Block {
            text: RunningText::Article(article) | RunningText::ArticleNote(article) | RunningText::Afterword(article),
            ..
        } => Some(*article),
        _ => None,
    }
}

/// Returns the pages that a field stands on, from 0.
fn pages_of(positions: &[FieldPosition]) -> impl Iterator<Item = usize> {
    positions.iter().flat_map(|position| {
        let picture = position.picture.as_ref().map(|(page, _)| *page);
        position.characters.iter().map(|placed| placed.page).chain(picture)
    })
}

/// Returns the number of the page, from 1, on which the text ends.
pub fn last_text_page(positions: &FieldPositions) -> usize {
    let text = positions.iter().filter(|(field, _)| is_text(field));
    text.flat_map(|(_, positions)| pages_of(positions)).max().map_or(1, |page| page + 1)
}

/// Returns how many lines of the text stand behind a page, whose number is from 1.
pub fn lines_behind(positions: &FieldPositions, page: usize) -> usize {
    let mut lines = BTreeSet::new();
    for (_, positions) in positions.iter().filter(|(field, _)| is_text(field)) {
        for placed in positions.iter().flat_map(|position| &position.characters) {
            if placed.page >= page {
                lines.insert((placed.page, (placed.baseline.to_pt() * 10.0).round() as i64));
            }
        }
    }
    lines.len()
}

/// Returns by how many lines a text is too long to end on a page, whose number is from 1: those that stand behind it, and
/// those that the imprint needs, without the lines that are still free on the page. `bottom` is the type area's lower edge.
pub fn missing_lines(positions: &FieldPositions, page: usize, bottom: Abs) -> usize {
    let all = || {
        positions.iter().flat_map(|(field, positions)| {
            positions.iter().flat_map(move |position| position.characters.iter().map(move |placed| (field, placed)))
        })
    };
    let text = || all().filter(|(field, _)| is_text(field)).map(|(_, placed)| placed);
    let body = text().map(|placed| placed.size).max().unwrap_or(Abs::pt(1.0));
    let baselines: BTreeSet<_> = text()
        .filter(|placed| placed.page + 1 == page)
        .map(|placed| (placed.baseline.to_pt() * 10.0).round() as i64)
        .collect();
    let steps = baselines.iter().zip(baselines.iter().skip(1)).map(|(a, b)| (b - a) as f64 / 10.0);
    // Marks of footnotes are raised by less than a line.
    let pitch = steps.filter(|step| *step >= body.to_pt()).fold(f64::INFINITY, f64::min);
    let behind = lines_behind(positions, page);
    let Some(last) = baselines.last().filter(|_| pitch.is_finite() && bottom.to_pt().is_finite()) else {
        return behind.max(1);
    };
    let free = ((bottom.to_pt() - *last as f64 / 10.0) / pitch).floor().max(0.0) as usize;
    let imprint = all().filter(|(field, _)| matches!(field, Field::Imprint { .. }));
    let top = imprint.map(|(_, placed)| placed.baseline - placed.size).min();
    let imprint = top.map_or(0, |top| ((bottom - top).to_pt() / pitch).ceil().max(0.0) as usize);
    (behind + imprint).saturating_sub(free).max(1)
}

/// Returns the first field on the last page of the text, how many lines of text stand there, and the page's number from 1.
/// Returns `None` if an article begins on that page, or if the imprint stands there, which takes the last lines along.
pub fn lines_on_last_page(positions: &FieldPositions) -> Option<(Field, usize, usize)> {
    let page = last_text_page(positions);
    let on_page = |positions: &[FieldPosition]| pages_of(positions).any(|on| on + 1 == page);
    let mut fields = positions.iter().filter(|(field, positions)| is_text(field) && on_page(positions));
    let (first, _) = fields.clone().next()?;
    let begins_here = fields.any(|(field, positions)| {
        matches!(field, Field::ArticleTitle(_))
            || article_of(field).is_none()
            || positions.iter().any(|p| p.picture.is_some())
    });
    let has_imprint =
        positions.iter().any(|(field, positions)| matches!(field, Field::Imprint { .. }) && on_page(positions));
    (page > 1 && !begins_here && !has_imprint).then(|| (first.clone(), lines_behind(positions, page - 1), page))
}

/// Returns a paragraph's characters line by line, without marks that stand beside the lines.
fn lines(position: &FieldPosition) -> Vec<Vec<&PlacedChar>> {
    let largest = position.characters.iter().map(|placed| placed.size.to_pt()).fold(0.0, f64::max);
    let mut lines: Vec<Vec<&PlacedChar>> = Vec::new();
    for placed in position.characters.iter().filter(|placed| placed.size.to_pt() >= SMALL_SHARE * largest) {
        let is_same = |line: &&mut Vec<&PlacedChar>| {
            line.last().is_some_and(|last| last.page == placed.page && last.baseline == placed.baseline)
        };
        match lines.last_mut().filter(is_same) {
            Some(line) => line.push(placed),
            None => lines.push(vec![placed]),
        }
    }
    lines
}

/// Returns how many lines a field takes; 0 if it isn't drawn.
pub fn line_count(positions: &FieldPositions, field: &Field) -> usize {
    positions.get(field).and_then(|positions| positions.first()).map_or(0, |position| lines(position).len())
}

/// Returns all paragraphs of more than one line, those that can be drawn in with the least tracking first.
pub fn short_ends(data: &IssueData, positions: &FieldPositions) -> Vec<ShortEnd> {
    let paragraphs = data.running_blocks().filter_map(|block| match block {
        Block::Text(paragraph) => Some(&paragraph.at),
        _ => None,
    });
    let end = |field: &Field| {
        let lines = lines(positions.get(field)?.first()?);
        let (last, full) = lines.split_last().filter(|(_, full)| !full.is_empty())?;
        let (first, end) = (last.first()?, last.last()?);
        let size = first.size.to_pt();
        let width = |line: &[&PlacedChar]| line.last().map_or(0.0, |last| last.right.to_pt() - line[0].left.to_pt());
        let room: f64 = full.iter().map(|line| width(line)).sum::<f64>() / size;
        let tracking = (end.right.to_pt() - first.left.to_pt()) / size / room.max(1.0);
        Some(ShortEnd { field: field.clone(), lines: lines.len(), characters: last.len(), tracking })
    };
    let mut ends: Vec<_> = paragraphs.filter_map(end).collect();
    ends.sort_by(|a, b| a.tracking.total_cmp(&b.tracking));
    ends
}
