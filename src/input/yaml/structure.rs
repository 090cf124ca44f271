//! Finds slips in how the lines of a file are laid out: blanks at their beginning, blanks behind colons and dashes.
//!
//! It looks at lines and at the keys of the format. It is asked only where a file can't be read.

use std::ops::Range;
use std::sync::Arc;

use super::slip::KEYS;
use crate::diagnostic::{Code, Diagnostic, Place, Source};

/// A line with its blanks counted.
struct Line<'s> {
    /// Its number, from 1.
    number: usize,
    /// The byte at which it begins.
    start: usize,
    /// The number of blanks before its words.
    indent: usize,
    /// Its words, without the blanks at both ends.
    words: &'s str,
    /// Whether a tab is among the blanks before its words.
    has_tab: bool,
}

/// A map that is open where a line stands.
struct OpenMap<'s> {
    /// The column of its keys.
    column: usize,
    /// The last key, and the number of its line.
    key: &'s str,
    line: usize,
}

/// Returns the first slip up to the line of an error.
pub fn structure_slip(source: &Arc<Source>, error: &Place) -> Option<Diagnostic> {
    let (last, _) = source.line_column(error.range.start);
    let lines = lines(&source.text);
    let mut open: Vec<OpenMap> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at).filter(|line| line.number <= last + 1) {
        if line.words.is_empty() || line.words.starts_with('#') {
            at += 1;
            continue;
        }
        if let Some(slip) = slip_of_words(line) {
            return Some(place(source, slip.0, line, slip.1));
        }
        if line.has_tab && (key_of(line).is_some() || line.words.starts_with("- ")) {
            let finding = Diagnostic::new(Code::YamlSlipTab).with("found", 0_usize).with("needed", 0_usize);
            return Some(finding.at(whole(source, line)));
        }
        let Some((key, column, value)) = key_of(line) else {
            at += 1;
            continue;
        };
        if let Some(slip) = misplaced_key(&mut open, line, key, column) {
            return Some(slip.at(whole(source, line)));
        }
        at += 1;
        if value.starts_with(['|', '>']) {
            let end = at + text_length(&lines[at..]);
            if let Some((line, finding)) = slip_of_text(&lines[at..end], column) {
                return Some(finding.at(whole(source, line)));
            }
            at = end;
        }
    }
    None
}

/// Splits a text into its lines.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for (index, whole) in text.split_inclusive('\n').enumerate() {
        let words = whole.trim();
        let blanks = &whole[..whole.len() - whole.trim_start().len()];
        let indent = blanks.chars().take_while(|c| *c == ' ').count();
        let has_tab = !words.is_empty() && blanks.contains('\t');
        lines.push(Line { number: index + 1, start, indent, words, has_tab });
        start += whole.len();
    }
    lines
}

/// Returns the place of a whole line without the blanks before it; of the blanks alone if they hold a tab.
fn whole(source: &Arc<Source>, line: &Line) -> Place {
    let text = &source.text[line.start..];
    // The same blanks as those that the words were freed of. Otherwise the place might begin within a character.
    let blanks = text.len() - text.trim_start().len();
    let range = if line.has_tab { 0..blanks } else { blanks..blanks + line.words.len() };
    Place { source: source.clone(), range: line.start + range.start..line.start + range.end }
}

/// Makes the finding for a part of a line's words.
fn place(source: &Arc<Source>, finding: Diagnostic, line: &Line, range: Range<usize>) -> Diagnostic {
    let start = whole(source, line).range.start;
    finding.at(Place { source: source.clone(), range: start + range.start..start + range.end })
}

/// Returns the key of a line, its column and what follows its colon.
fn key_of<'s>(line: &Line<'s>) -> Option<(&'s str, usize, &'s str)> {
    let bare = line.words.trim_start_matches("- ").trim_start();
    let (key, value) = bare.split_once(':')?;
    let is_key = KEYS.contains(&key) && (value.is_empty() || value.starts_with(' '));
    is_key.then(|| (key, line.indent + line.words.len() - bare.len(), value.trim()))
}

/// Returns a slip within a line: a blank that is missing, a full-width bar, words behind a closing quote.
fn slip_of_words(line: &Line) -> Option<(Diagnostic, Range<usize>)> {
    let words = line.words;
    let is_key = |text: &str| text.split(':').next().is_some_and(|key| KEYS.contains(&key)) && text.contains(':');
    if let Some(rest) = words.strip_prefix('-').filter(|rest| is_key(rest)) {
        let right = format!("- {rest}");
        return Some((Diagnostic::new(Code::YamlSlipSpace).with("right", shown(&right)), 0..1));
    }
    let bare = words.trim_start_matches("- ").trim_start();
    let before = words.len() - bare.len();
    let (key, value) = bare.split_once(':').filter(|(key, _)| KEYS.contains(key))?;
    let at = before + key.len() + 1;
    if !value.is_empty() && !value.starts_with(' ') {
        let right = format!("{key}: {value}");
        return Some((Diagnostic::new(Code::YamlSlipSpace).with("right", shown(&right)), at - 1..at));
    }
    let typed = value.trim();
    let at = words.len() - typed.len();
    if typed.starts_with('｜') {
        return Some((Diagnostic::new(Code::YamlSlipBar).with("key", key), at..at + '｜'.len_utf8()));
    }
    let inner = typed.strip_prefix('"')?;
    let (quoted, rest) = inner.split_once('"')?;
    let is_more = !rest.trim().is_empty() && !rest.trim_start().starts_with('#') && !quoted.ends_with('\\');
    is_more.then(|| {
        let finding = Diagnostic::new(Code::YamlSlipWords).with("right", format!("“{quoted}”{rest}"));
        (finding, at..at + typed.len())
    })
}

/// Returns the beginning of a line for a message.
fn shown(words: &str) -> String {
    const MAX_CHARS: usize = 16;
    match words.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

/// Follows the maps that are open. Returns a finding for a key that stands in none of their columns.
fn misplaced_key<'s>(open: &mut Vec<OpenMap<'s>>, line: &Line, key: &'s str, column: usize) -> Option<Diagnostic> {
    let is_item = line.words.starts_with("- ");
    let is_open = open.iter().any(|map| map.column == column);
    let is_deeper = open.last().is_none_or(|map| column > map.column);
    // A key whose value is empty opens a map, and a list's item begins one.
    let opens = is_item || open.last().is_none_or(|map| map.line + 1 == line.number || OPENERS.contains(&map.key));
    if !(is_open || is_deeper && opens) {
        let nearest = open.iter().rev().min_by_key(|map| map.column.abs_diff(column))?;
        let finding = Diagnostic::new(Code::YamlSlipKey).with_key(key).with("found", line.indent);
        let needed = (line.indent + nearest.column).saturating_sub(column);
        return Some(finding.with("needed", needed).with("other", nearest.key).with("line", nearest.line));
    }
    open.retain(|map| map.column < column);
    open.push(OpenMap { column, key, line: line.number });
    None
}

/// The keys that have a map or a list as their value.
const OPENERS: &[&str] = &[
    "articles",
    "attachments",
    "cities",
    "contents",
    "distribution",
    "distribution-more",
    "pages",
    "print",
    "printed-by",
    "red",
    "rows",
    "sections",
    "sign-off",
    "source",
    "staff",
    "statistics",
    "table",
];

/// Returns how many lines belong to a text that was begun with a bar: all up to the next line with a key.
fn text_length(lines: &[Line]) -> usize {
    lines.iter().position(|line| key_of(line).is_some() || slip_of_words(line).is_some()).unwrap_or(lines.len())
}

/// Returns the line of a text that hasn't as many blanks before it as the others. The text belongs to a key in a column.
fn slip_of_text<'l, 's>(text: &'l [Line<'s>], column: usize) -> Option<(&'l Line<'s>, Diagnostic)> {
    let mut lines = text.iter().filter(|line| !line.words.is_empty());
    let first = lines.next()?;
    let indents = || text.iter().filter(|line| !line.words.is_empty() && !line.has_tab && line.indent > column);
    let count = |indent: usize| indents().filter(|line| line.indent == indent).count();
    let needed = indents().map(|line| line.indent).max_by_key(|indent| (count(*indent), *indent));
    let needed = needed.unwrap_or(column + 2);
    let wrong = if first.indent > needed { Some(first) } else { None };
    let wrong = wrong.or_else(|| {
        std::iter::once(first).chain(lines).find(|line| line.indent < needed && !line.words.starts_with('#'))
    })?;
    let code = if wrong.has_tab { Code::YamlSlipTab } else { Code::YamlSlipIndent };
    Some((wrong, Diagnostic::new(code).with("found", wrong.indent).with("needed", needed)))
}
