//! Writes blocks as Markdown that the project's own reader reads as they are.
//!
//! What Markdown would take for a sign gets a backslash.

use crate::import::article::{Block, Grid};
use crate::import::draft::Run;
use crate::issue::markdown::is_wide;

/// Writes a body: blocks with a blank line between them, and the notes behind the last.
pub fn body(blocks: &[Block], notes: &[Vec<Run>]) -> String {
    let mut text = String::new();
    let mut was_item = false;
    for block in blocks {
        let is_item = matches!(block, Block::Item(..));
        let goes_on = is_item && was_item;
        if !text.is_empty() && !goes_on {
            text.push('\n');
        }
        text.push_str(&self::block(block));
        text.push('\n');
        was_item = is_item;
    }
    for (index, note) in notes.iter().enumerate() {
        text.push_str(&format!("\n[^{}]: {}\n", index + 1, runs(note, false)));
    }
    text
}

/// Writes a block without its line's end.
fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(words) => runs(words, true),
        Block::Heading(level, words) => format!("{} {}", "#".repeat(usize::from(*level) + 1), runs(words, false)),
        Block::Item(depth, marker, words) => {
            let marker = marker.as_deref().unwrap_or("-");
            format!("{}{marker} {}", "  ".repeat(*depth), runs(words, true))
        }
        Block::Picture(figure) => {
            let width = figure.width.map(|width| format!(" \"{width}mm\"")).unwrap_or_default();
            format!("![{}]({}{width})", runs(&figure.caption, false), figure.path)
        }
        Block::Grid(grid) => table(grid),
    }
}

/// Writes a table.
fn table(grid: &Grid) -> String {
    let escaped = |text: &str| escape(text, false);
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let width = grid.columns.len();
    let mut lines = vec![row(grid.columns.iter().map(|head| escaped(head)).collect())];
    lines.push(format!("|{}", "---|".repeat(width)));
    for cells in &grid.rows {
        let mut cells: Vec<String> = cells.iter().map(|cell| escaped(&cell.text)).collect();
        cells.resize(width.max(cells.len()), String::new());
        lines.push(row(cells));
    }
    lines.join("\n")
}

/// Writes runs. `is_start` says whether they begin a line, so that signs at its beginning are escaped, too.
pub fn runs(all: &[Run], is_start: bool) -> String {
    let mut text = String::new();
    for run in all {
        if let Some(note) = run.note {
            text.push_str(&format!("[^{}]", note + 1));
            continue;
        }
        let stars = match (run.bold, run.emphasis) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        let words = escape(&run.text, is_start && text.is_empty());
        // A colon behind a note at a line's start would define the note.
        let words = if text.ends_with(']') && words.starts_with([':', '(']) { format!("\\{words}") } else { words };
        if stars.is_empty() {
            let is_open = text.ends_with('*') && !text.ends_with("\\*");
            if is_open && needs_gap(words.chars().next(), text.trim_end_matches('*').chars().last()) {
                text.push_str(GAP);
            }
            text.push_str(&words);
            continue;
        }
        // Two runs with stars side by side need something between the stars, too.
        let is_beside = text.ends_with('*') && !text.ends_with("\\*");
        if is_beside || needs_gap(text.chars().last(), words.chars().next()) {
            text.push_str(GAP);
        }
        text.push_str(stars);
        text.push_str(&words);
        text.push_str(stars);
    }
    text
}

/// What stands between stars and letters where Markdown would take the stars for words. It shows nothing, and the reader drops
/// it.
const GAP: &str = "&#8203;";

/// Returns whether stars between two characters need a gap: a letter outside, and a mark inside.
fn needs_gap(outside: Option<char>, inside: Option<char>) -> bool {
    let is_letter = |c: char| !c.is_whitespace() && !is_wide(c);
    let is_mark = |c: char| !c.is_alphanumeric();
    outside.is_some_and(is_letter) && inside.is_some_and(is_mark)
}

/// Escapes what Markdown takes for signs.
fn escape(text: &str, is_start: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    let signs: Vec<char> = text.chars().collect();
    for (index, &c) in signs.iter().enumerate() {
        let next = signs.get(index + 1).copied();
        match c {
            '*' | '_' | '[' | ']' | '`' | '<' | '~' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '|' => escaped.push_str("&#124;"),
            '\\' => escaped.push_str("&#92;"),
            '&' if next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#') => escaped.push_str("&amp;"),
            c => escaped.push(c),
        }
    }
    if is_start { escape_start(&escaped) } else { escaped }
}

/// Escapes a sign at a line's beginning that would open a block.
fn escape_start(text: &str) -> String {
    let first = text.chars().next().unwrap_or(' ');
    let figures = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mark = text[figures..].chars().next();
    if figures > 0
        && let Some(mark @ ('.' | ')')) = mark
        && text[figures + 1..].chars().next().is_none_or(char::is_whitespace)
    {
        return format!("{}\\{mark}{}", &text[..figures], &text[figures + 1..]);
    }
    if "#>+-=".contains(first) { format!("\\{text}") } else { text.to_owned() }
}
