//! The check of an import by itself: what was written is read back and compared with what was meant.
//!
//! A slip in escaping or in a rule can't lose a word silently.

use std::collections::HashMap;

use super::article::{Article, Block, Issue};
use super::draft::{Draft, Paragraph, Piece, Run, counted};
use super::report::Report;
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::input::yaml::{Locator, Text, parse};
use crate::issue::markdown::{Block as ReadBlock, BlockKind, Inline, read};
use crate::issue::{self, Cell, Number};

/// Checks an article that was written.
///
/// # Errors
/// `import-not-faithful` if it doesn't read as it was meant.
pub fn article(yaml: &str, meant: &Article) -> Result<(), Diagnostic> {
    let read: issue::Article = parse(&Source::new("", yaml)).map_err(|finding| not_faithful(&finding))?;
    compare(&read, meant)
}

/// Checks several articles that were written as a list.
///
/// # Errors
/// As of [`article`].
pub fn articles(yaml: &str, meant: &[Article]) -> Result<(), Diagnostic> {
    let read: Vec<issue::Article> = parse(&Source::new("", yaml)).map_err(|finding| not_faithful(&finding))?;
    if read.len() != meant.len() {
        return Err(unlike("articles"));
    }
    read.iter().zip(meant).try_for_each(|(read, meant)| compare(read, meant))
}

/// Checks an issue that was written.
///
/// # Errors
/// As of [`article`].
pub fn issue(yaml: &str, meant: &Issue) -> Result<(), Diagnostic> {
    let read: issue::Issue = parse(&Source::new("", yaml)).map_err(|finding| not_faithful(&finding))?;
    let names = |name: &Option<Text>| name.as_ref().map(|name| name.value.clone());
    let heads = [
        (names(&read.title), &meant.title),
        (names(&read.notice), &meant.notice),
        (names(&read.issuer), &meant.issuer),
    ];
    let same = heads.iter().all(|(read, meant)| read == *meant)
        && Some(&read.number.value) == meant.number.map(Number::own).as_ref()
        && read.sections.len() == meant.sections.len();
    if !same {
        return Err(unlike("masthead"));
    }
    for (read, meant) in read.sections.iter().zip(&meant.sections) {
        if read.title.value != meant.title || read.articles.len() != meant.articles.len() {
            return Err(unlike(&meant.title));
        }
        read.articles.iter().zip(&meant.articles).try_for_each(|(read, meant)| compare(read, meant))?;
    }
    Ok(())
}

/// Returns the finding for a difference.
fn unlike(words: &str) -> Diagnostic {
    Diagnostic::new(Code::ImportNotFaithful).with("words", words.chars().take(20).collect::<String>())
}

/// Returns the finding for YAML that can't be read.
fn not_faithful(finding: &Diagnostic) -> Diagnostic {
    unlike(finding.code.as_str())
}

/// Compares an article with what was meant.
fn compare(read: &issue::Article, meant: &Article) -> Result<(), Diagnostic> {
    let title: Vec<&str> = read.title.value.trim_end().lines().map(str::trim_end).collect();
    if title.iter().map(|line| line.trim()).ne(meant.title.iter().map(|line| line.trim())) {
        return Err(unlike(&meant.title.concat()));
    }
    let blocks = read.body.as_ref().map(|body| self::read(&Locator::new(body), &mut Vec::new())).unwrap_or_default();
    let read_as: Vec<String> = blocks.iter().map(sign_of_read).collect();
    let meant_as: Vec<String> = meant.body.iter().map(|block| sign_of_block(block, &meant.notes)).collect();
    if read_as != meant_as {
        let at = read_as
            .iter()
            .zip(&meant_as)
            .position(|(read, meant)| read != meant)
            .unwrap_or(read_as.len().min(meant_as.len()));
        let words = meant_as.get(at).or_else(|| read_as.get(at)).cloned().unwrap_or_default();
        return Err(unlike(&words));
    }
    match (&read.table, &meant.table) {
        (None, None) => Ok(()),
        (Some(read), Some(meant)) => {
            let heads =
                read.columns.iter().map(|head| head.value.as_str()).eq(meant.columns.iter().map(String::as_str));
            let cell = |cell: &Cell| (cell.text.value.clone(), cell.columns());
            let rows = read.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>());
            let own = meant
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| (cell.text.clone(), cell.span.max(1))).collect::<Vec<_>>());
            if heads && rows.eq(own) { Ok(()) } else { Err(unlike("table")) }
        }
        _ => Err(unlike("table")),
    }
}

/// Returns what a block says, with its looks and without blanks.
fn sign_of_read(block: &ReadBlock) -> String {
    let inlines = |all: &[Inline]| all.iter().map(sign_of_inline).collect::<String>();
    match &block.kind {
        BlockKind::Paragraph(words) => format!("P{}", inlines(words)),
        BlockKind::Heading { level, inlines: words } => format!("H{level}{}", inlines(words)),
        BlockKind::Item { depth, marker, inlines: words } => format!("I{depth}{marker}{}", inlines(words)),
        BlockKind::Quote(words) => format!("Q{}", inlines(words)),
        BlockKind::Rule => "R".to_owned(),
        BlockKind::Picture { path, caption, width, .. } => format!("F{path}{width:?}{}", inlines(caption)),
        BlockKind::Grid { columns, rows, .. } => {
            let cells = columns.iter().chain(rows.iter().flatten()).map(|cell| inlines(&cell.inlines));
            format!("G{}x{}{}", columns.len(), rows.len(), cells.collect::<Vec<_>>().join("|"))
        }
    }
}

/// Returns what an inline says.
fn sign_of_inline(inline: &Inline) -> String {
    match inline {
        Inline::Text { text, strong, emphasis } => look(text, *strong, *emphasis),
        Inline::Break => String::new(),
        Inline::Footnote { inlines, .. } => {
            format!("\u{1}{}\u{2}", inlines.iter().map(sign_of_inline).collect::<String>())
        }
    }
}

/// Returns words without blanks, each character with its look.
fn look(text: &str, strong: bool, emphasis: bool) -> String {
    let mark = match (strong, emphasis) {
        (true, true) => "\u{5}",
        (true, false) => "\u{3}",
        (false, true) => "\u{4}",
        (false, false) => "",
    };
    counted(text).map(|c| format!("{c}{mark}")).collect()
}

/// Returns what a block that was meant says, as [`sign_of_read`] does.
fn sign_of_block(block: &Block, notes: &[Vec<Run>]) -> String {
    let words = |runs: &[Run]| sign_of_runs(runs, notes);
    match block {
        Block::Paragraph(runs) => format!("P{}", words(runs)),
        Block::Heading(level, runs) => format!("H{level}{}", words(runs)),
        Block::Item(depth, marker, runs) => format!("I{depth}{}{}", marker.as_deref().unwrap_or("•"), words(runs)),
        Block::Picture(figure) => format!("F{}{:?}{}", figure.path, figure.width, words(&figure.caption)),
        Block::Grid(grid) => {
            let width = grid.columns.len();
            let cells = grid.rows.iter().flat_map(|row| {
                let texts = row.iter().map(|cell| cell.text.clone()).chain(std::iter::repeat(String::new()));
                texts.take(width.max(row.len())).collect::<Vec<_>>()
            });
            let cells = grid.columns.iter().cloned().chain(cells).map(|text| look(&text, false, false));
            format!("G{width}x{}{}", grid.rows.len(), cells.collect::<Vec<_>>().join("|"))
        }
    }
}

/// Returns what runs say.
fn sign_of_runs(runs: &[Run], notes: &[Vec<Run>]) -> String {
    let sign = |run: &Run| match run.note.and_then(|note| notes.get(note)) {
        Some(note) => format!("\u{1}{}\u{2}", sign_of_runs(note, &[])),
        None => look(&run.text, run.bold, run.emphasis),
    };
    runs.iter().map(sign).collect()
}

/// Checks that every character of a draft is in what was made of it, or in the report.
///
/// # Errors
/// `import-not-faithful` with the characters that are missing.
pub fn nothing_lost(draft: &Draft, yaml: &str, report: &Report, known: &str) -> Result<(), Diagnostic> {
    let mut counts: HashMap<char, i64> = HashMap::new();
    let mut add = |text: &str, sign: i64| {
        for c in counted(text) {
            *counts.entry(c).or_default() += sign;
        }
    };
    let paragraph = |own: &Paragraph| own.text();
    for piece in &draft.pieces {
        match piece {
            Piece::Paragraph(own) => add(&paragraph(own), 1),
            Piece::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| add(&cell.text(), 1));
            }
            Piece::Picture(picture) => add(&picture.description, 1),
        }
    }
    draft.notes.iter().flat_map(|note| &note.runs).for_each(|run| add(&run.text, 1));
    let parsed = unescaped(yaml);
    add(&parsed, -1);
    add(known, -1);
    for (_, words) in report.entries.iter().flat_map(|entry| &entry.places) {
        add(words, -1);
    }
    // Digits that stood full-width are plain now.
    let missing: String =
        counts.iter().filter(|(c, count)| **count > 0 && !('０'..='９').contains(*c)).map(|(c, _)| *c).collect();
    if missing.is_empty() { Ok(()) } else { Err(unlike(&missing)) }
}

/// Returns YAML with the entities and escapes that the writer uses as characters.
fn unescaped(yaml: &str) -> String {
    yaml.replace("&#124;", "|").replace("&#92;", "\\").replace("&amp;", "&")
}
