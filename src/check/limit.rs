//! Limits that no bulletin comes near. They keep a broken file from using the machine for hours.

use crate::diagnostic::Place;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::input::yaml::Locator;
use crate::issue::markdown::{Block, BlockKind, Inline};
use crate::issue::{Credit, Distribution, Issue};

/// The most articles of an issue.
const MAX_ARTICLES: usize = 300;
/// The most blocks of all articles together. The engine takes some 90 kB for each.
const MAX_BLOCKS: usize = 5_000;
/// The most footnotes of all articles together. The engine's time and memory grow faster than their number.
const MAX_NOTES: usize = 400;
/// The most lines of the distribution list.
const MAX_LINES: usize = 500;
/// The most cells of all tables together. The engine takes some 40 kB for each.
const MAX_CELLS: usize = 10_000;
/// The most lines of the masthead's title. With more, none would be legible from afar.
const MAX_MASTHEAD_LINES: usize = 4;
/// The most people who sign an issue, two a line.
const MAX_SIGNERS: usize = 12;
/// The most characters of a title, a section's name or a receiver.
const MAX_TITLE_CHARS: usize = 300;
/// The most bytes of a paragraph. The time for line breaking grows faster than its length.
const MAX_PARAGRAPH_BYTES: usize = 30_000;
/// The most characters of a cell.
pub const MAX_CELL_CHARS: usize = 2_000;
/// The most rows of a table.
pub const MAX_ROWS: usize = 1_000;
/// The most columns of a table. With more, a column would be narrower than a character.
pub const MAX_COLUMNS: usize = 28;

/// Makes the finding for too much of a thing. `thing` is the catalogue's key of its name.
pub fn too_much(thing: &'static str, limit: usize, place: &Place) -> Diagnostic {
    Diagnostic::new(Code::TooMuch).with("thing", Arg::Message(thing)).with("limit", limit).at(place.clone())
}

/// Limits the articles of an issue.
pub fn check_article_count(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    if let Some(article) = issue.articles().nth(MAX_ARTICLES) {
        findings.push(too_much("thing-articles", MAX_ARTICLES, &article.title.place));
    }
    if let Some(attachment) = issue.attachments().nth(MAX_ARTICLES) {
        findings.push(too_much("thing-attachments", MAX_ARTICLES, &attachment.title.place));
    }
}

/// Limits the lines of the distribution list.
pub fn check_line_count(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    let receivers = issue.distribution.iter().flatten().flat_map(Distribution::texts);
    let staff = issue.staff.iter().flatten().flat_map(|staff| std::iter::once(&staff.label).chain(&staff.names));
    let mut lines = receivers.chain(staff);
    if let Some(line) = lines.nth(MAX_LINES) {
        findings.push(too_much("thing-lines", MAX_LINES, &line.place));
    }
}

/// Limits the lines of the masthead, which stands on one page.
pub fn check_masthead(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    if let Some(title) = &issue.title
        && title.lines().filter(|line| !line.trim().is_empty()).count() > MAX_MASTHEAD_LINES
    {
        findings.push(too_much("thing-masthead-lines", MAX_MASTHEAD_LINES, &title.place));
    }
    if let Some(signer) = issue.signer.iter().flatten().nth(MAX_SIGNERS) {
        findings.push(too_much("thing-signers", MAX_SIGNERS, &signer.place));
    }
}

/// Limits the texts that are set in one or a few lines.
pub fn check_title_lengths(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    let shared = [&issue.title, &issue.notice, &issue.issuer, &issue.serial].into_iter().flatten();
    let sections = issue.sections.iter().map(|section| &section.title);
    let articles = issue.articles().map(|article| &article.title);
    let receivers = issue.distribution.iter().flatten().flat_map(Distribution::texts);
    let lines = issue.articles().flat_map(|article| {
        let signed = article.sign_off.iter().flat_map(|sign_off| &sign_off.by);
        let credit = article.credit.as_ref().and_then(Credit::words);
        signed.chain(credit).chain(&article.addressee).chain(&article.remark)
    });
    let signed = issue.sign_off.iter().flat_map(|sign_off| &sign_off.by);
    let own = [&issue.addressee, &issue.remark].into_iter().flatten().chain(signed);
    let attachments = issue.attachments().map(|attachment| &attachment.title);
    let staff = issue.staff.iter().flatten().flat_map(|staff| std::iter::once(&staff.label).chain(&staff.names));
    let of_imprint = receivers.chain(staff).chain(issue.printed_by.iter().map(|printed| &printed.office));
    let contents = issue.contents.iter().filter_map(|contents| contents.title.as_ref());
    let terms = issue.secrecy.iter().filter_map(|secrecy| secrecy.value.0.term.as_ref());
    let front = contents.chain(terms).chain(issue.signer.iter().flatten());
    for text in
        shared.chain(sections).chain(articles).chain(lines).chain(own).chain(attachments).chain(of_imprint).chain(front)
    {
        if text.chars().count() > MAX_TITLE_CHARS {
            findings.push(too_much("thing-title", MAX_TITLE_CHARS, &text.place));
        }
    }
}

/// Limits the blocks and the cells of all articles together.
pub fn check_block_count(issue: &Issue, blocks: &[&Block], source: &Place, findings: &mut Vec<Diagnostic>) {
    if blocks.len() > MAX_BLOCKS {
        findings.push(too_much("thing-blocks", MAX_BLOCKS, source));
    }
    let is_note = |inline: &&Inline| matches!(inline, Inline::Footnote { .. });
    if blocks.iter().flat_map(|block| block.kind.inlines()).filter(is_note).count() > MAX_NOTES {
        findings.push(too_much("thing-notes", MAX_NOTES, source));
    }
    let tables = issue.articles().filter_map(|article| article.table.as_ref());
    let of_attachments = issue.attachments().filter_map(|attachment| attachment.table.as_ref());
    let of_tables =
        tables.chain(of_attachments).map(|table| (table.column_count(), table.rows.len() + table.head.len()));
    let of_blocks = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Grid { columns, rows, .. } => Some((columns.len(), rows.len())),
        _ => None,
    });
    let cells = of_tables.chain(of_blocks).map(|(columns, rows)| columns.saturating_mul(rows + 1));
    if cells.fold(0, usize::saturating_add) > MAX_CELLS {
        findings.push(too_much("thing-cells", MAX_CELLS, source));
    }
}

/// Returns whether one body alone has more blocks than all may have. Its pictures needn't be read then.
pub fn has_too_many_blocks(blocks: &[Block]) -> bool {
    blocks.len() > MAX_BLOCKS
}

/// Limits each paragraph, and each table in the text.
pub fn check_block_sizes(body: &Locator, blocks: &[Block], findings: &mut Vec<Diagnostic>) {
    for block in blocks {
        let place = || body.locate(block.range.start..(block.range.start + 30).min(block.range.end));
        if let BlockKind::Grid { columns, rows, .. } = &block.kind {
            if columns.len() > MAX_COLUMNS {
                findings.push(too_much("thing-columns", MAX_COLUMNS, &place()));
            }
            if rows.len() > MAX_ROWS {
                findings.push(too_much("thing-rows", MAX_ROWS, &place()));
            }
        } else if block.range.len() > MAX_PARAGRAPH_BYTES {
            findings.push(too_much("thing-paragraph", MAX_PARAGRAPH_BYTES / 3, &place()));
        }
    }
}
