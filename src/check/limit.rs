//! Bounds that no bulletin comes near, so that a broken file can't keep the machine busy for hours.

use crate::diagnostic::{Code, Diagnostic, Fact};
use crate::issue::Issue;
use crate::markup::Block;
use crate::place::Place;
use crate::yaml::Text;

/// Articles of an issue.
const MAX_ARTICLES: usize = 300;
/// Blocks of all articles together.
const MAX_BLOCKS: usize = 10_000;
/// Bytes of one paragraph; the engine's line breaking takes more than linear time.
const MAX_PARAGRAPH: usize = 60_000;
/// Rows of a table.
pub const MAX_ROWS: usize = 1_000;
/// Columns of a table; more than 28 can't be narrower than a character.
pub const MAX_COLUMNS: usize = 28;

/// Too much of a thing.
pub fn too_much(thing: &'static str, limit: usize, place: &Place) -> Diagnostic {
    Diagnostic::new(Code::TooMuch).with("thing", Fact::Message(thing)).with("limit", limit).at(place.clone())
}

/// Bounds the articles.
pub fn articles(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    if let Some(article) = issue.articles().nth(MAX_ARTICLES) {
        findings.push(too_much("thing-articles", MAX_ARTICLES, &article.title.place));
    }
}

/// Bounds the blocks of all articles.
pub fn blocks(count: usize, source: &Place, findings: &mut Vec<Diagnostic>) {
    if count > MAX_BLOCKS {
        findings.push(too_much("thing-blocks", MAX_BLOCKS, source));
    }
}

/// Bounds each paragraph, and the tables in the text.
pub fn paragraphs(body: &Text, blocks: &[Block], findings: &mut Vec<Diagnostic>) {
    for block in blocks {
        let place = || body.locate(block.range.start..(block.range.start + 30).min(block.range.end));
        if let crate::markup::BlockKind::Grid { columns, rows } = &block.kind {
            if columns.len() > MAX_COLUMNS {
                findings.push(too_much("thing-columns", MAX_COLUMNS, &place()));
            }
            if rows.len() > MAX_ROWS {
                findings.push(too_much("thing-rows", MAX_ROWS, &place()));
            }
        } else if block.range.len() > MAX_PARAGRAPH {
            findings.push(too_much("thing-paragraph", MAX_PARAGRAPH / 3, &place()));
        }
    }
}
