//! Marks at the start and at the end of a line (GB/T 15834-2011 5.1).

use super::Found;
use crate::pdf::measure::line::Line;
use crate::pdf::measure::part::spot;
use crate::pdf::measure::row::{Head, Row, Spot, Unit};

/// Marks that begin no line (5.1.1 to 5.1.6, 5.1.9).
const NOT_FIRST: &str = "，。、；：？！,;:?!）)〕］]｝}》〉」』】”’…·～—－／%％‰℃°";
/// Marks that end no line (5.1.7).
const NOT_LAST: &str = "（(〔［[｛{《〈「『【“‘";
/// Marks of two characters that are never parted (5.1.4, 5.1.5).
const PAIRS: &str = "—…";

/// Returns the rows.
pub fn rows(found: &Found) -> Vec<Row> {
    let parts = &found.parts;
    let lines: Vec<&Line> = parts.body.iter().chain(&parts.titles).chain(&parts.entries).chain(&parts.notes).collect();
    let is_known = !lines.is_empty();
    let clause = "GB/T 15834-2011 5.1";
    // A line goes on from the one before it on its page, or from the last one of the page before.
    let goes_on = |line: &Line| {
        let edges = parts.edges_of(line.page);
        edges.is_none_or(|edges| {
            line.mark_start.unwrap_or(line.left()) - edges.left < 0.6 * parts.size_mm() || line.size > 1.1 * parts.size
        })
    };
    let begins: Vec<Spot> = lines
        .iter()
        // The mark of a footnote belongs to the word before it.
        .filter(|line| line.mark_start.is_some() || line.first().is_some_and(|c| NOT_FIRST.contains(c)))
        // —— may begin a line of its own, such as a title's second part.
        .filter(|line| !(line.first() == Some('—') && line.text().starts_with("——")))
        .filter(|line| goes_on(line))
        .map(|line| spot(line))
        .collect();
    let ends: Vec<Spot> =
        lines.iter().filter(|line| line.last().is_some_and(|c| NOT_LAST.contains(c))).map(|line| spot(line)).collect();
    let parted: Vec<Spot> = lines
        .iter()
        .filter(|line| {
            let text = line.text();
            let last = text.chars().next_back().filter(|c| PAIRS.contains(*c));
            last.is_some_and(|last| text.chars().rev().take_while(|c| *c == last).count() % 2 == 1)
        })
        .map(|line| spot(line))
        .collect();
    vec![
        Row::faults(Head("line-starts", clause, Unit::Count), is_known, begins),
        Row::faults(Head("line-ends", clause, Unit::Count), is_known, ends),
        Row::faults(Head("parted-marks", clause, Unit::Count), is_known, parted),
    ]
}
