//! Turns text pasted from Word into Markdown, line by line, and keeps where each line came from.
//!
//! It knows how text is laid out in lines. What Markdown means is for `read`.

use std::ops::Range;

use super::LINE_ENDS;
use super::path::path_brackets;
use super::row::{Rows, is_rule};
use super::wrap::{LineKind, Wraps};
use super::{bracket, sign};

/// Cleaned text.
#[derive(Default)]
pub struct Cleaned {
    /// The Markdown.
    pub text: String,
    /// The byte at which each line of the text begins.
    lines: Vec<usize>,
    /// For each piece of the text that was typed in one run: its first byte, and the byte of the original where it was
    /// typed. Both grow.
    pieces: Vec<(usize, usize)>,
    /// The length of the original in bytes.
    length: usize,
    /// The number of lines that were joined to the line before, since the text was wrapped by hand.
    pub joined: usize,
    /// Where the first of them was typed, in bytes of the original.
    pub first_joined: Option<Range<usize>>,
}

impl Cleaned {
    /// Returns the byte of the original for a position in the cleaned text: its line, and its column in bytes, both
    /// counted from 1.
    pub fn origin(&self, line: usize, column: usize) -> usize {
        let Some(start) = self.lines.get(line.saturating_sub(1)) else { return self.length };
        let byte = start + column.saturating_sub(1);
        let after = self.pieces.partition_point(|(cleaned, _)| *cleaned <= byte);
        let Some((cleaned, original)) = after.checked_sub(1).and_then(|last| self.pieces.get(last)) else { return 0 };
        // A character that was put in belongs to the one after it.
        let next = self.pieces.get(after).map_or(self.length, |(_, original)| *original);
        (original + byte - cleaned).min(next)
    }

    /// Returns the bytes of the original between two positions as above. The second is included.
    pub fn range(&self, start: (usize, usize), end: (usize, usize)) -> Range<usize> {
        let start = self.origin(start.0, start.1);
        start..self.origin(end.0, end.1 + 1).max(start)
    }

    /// Returns a line, counted from 1.
    pub fn line(&self, line: usize) -> &str {
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let end = self.lines.get(line).copied().unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches('\n')
    }

    /// Adds a line: its words, and where each run of them was typed, as pairs of a byte of the words and a byte of the
    /// original.
    fn push_line(&mut self, words: &str, pieces: impl IntoIterator<Item = (usize, usize)>) {
        let start = self.text.len();
        self.lines.push(start);
        self.pieces.extend(pieces.into_iter().map(|(byte, original)| (start + byte, original)));
        self.text.push_str(words);
        self.text.push('\n');
    }
}

/// Cleans a text. Ideographic spaces and blanks at both ends of a line go. A line that was typed becomes a paragraph, unless
/// the text was evidently wrapped by hand. A table without a rule below its head gets one.
pub fn clean(original: &str) -> Cleaned {
    let rows = Rows::find(original);
    let lines: Vec<&str> = rows.text.split_inclusive(LINE_ENDS).collect();
    let kinds = kinds(&lines, &rows);
    let wraps = Wraps::find(&lines, &kinds);
    let mut cleaner = Cleaner { lines: &lines, kinds: &kinds, rows: &rows, wraps: &wraps, items: Vec::new() };
    let mut cleaned = Cleaned { length: original.len(), ..Cleaned::default() };
    let mut offset = 0;
    for (index, line) in lines.iter().enumerate() {
        cleaner.add(index, offset, &mut cleaned);
        offset += line.len();
    }
    cleaned.joined = wraps.count();
    cleaned.first_joined = wraps.first().map(|index| {
        let start: usize = lines[..index].iter().map(|line| line.len()).sum();
        let line = lines[index].trim_end();
        start + line.len() - line.trim_start().len()..start + line.len()
    });
    cleaned
}

/// Says what each line of a text is.
fn kinds(lines: &[&str], rows: &Rows) -> Vec<LineKind> {
    let words: Vec<&str> = lines.iter().map(|line| line.trim_matches(is_blank)).collect();
    let mut kinds: Vec<LineKind> = Vec::with_capacity(lines.len());
    // Whether the table here has a rule, and then whether its head begins with a bar.
    let mut ruled = None;
    for (index, line) in lines.iter().enumerate() {
        let indent = &line[..line.len() - line.trim_start_matches(is_blank).len()];
        let before = kinds.last().copied();
        let is_ruled = |head: usize| {
            let rule = words.get(head + 1).copied().unwrap_or_default();
            words[head].contains('|') && rule.contains('|') && is_rule(rule)
        };
        if is_ruled(index) {
            ruled = Some(words[index].starts_with('|'));
        } else if !matches!(before, Some(LineKind::Head | LineKind::Row)) {
            ruled = None;
        }
        // What has no bar where the head has one is no row.
        let is_row = |has_bar: bool| words[index].contains('|') && (!has_bar || words[index].starts_with('|'));
        let in_table = matches!(before, Some(LineKind::Head | LineKind::Row)) && ruled.is_some_and(is_row);
        kinds.push(if words[index].is_empty() {
            LineKind::Blank
        } else if rows.is_head(index) {
            LineKind::Head
        } else if rows.continues(index) || in_table && !rows.is_head(index) {
            LineKind::Row
        } else if ruled.is_some() && is_ruled(index) {
            LineKind::Head
        } else if is_item(words[index]) && !is_lone_star(&words, index) {
            LineKind::Item
        } else if words[index].starts_with("[^") && words[index].contains("]:") {
            LineKind::Note
        } else if sign::begins_line(words[index]) {
            LineKind::Sign
        } else if indent.contains('\u{3000}') || counts(words[index]) {
            LineKind::Opening
        } else {
            LineKind::Plain
        });
    }
    kinds
}

/// Returns whether a line begins with a star or a plus sign and a blank, and no line beside it does. Such a star is a remark
/// (*注), not a list.
fn is_lone_star(words: &[&str], index: usize) -> bool {
    let sign = words[index].chars().next();
    if !matches!(sign, Some('*' | '+')) {
        return false;
    }
    let is_same = |line: &&str| is_item(line) && line.chars().next() == sign;
    let before = words[..index].iter().rev().find(|line| !line.is_empty());
    let after = words[index + 1..].iter().find(|line| !line.is_empty());
    !before.is_some_and(is_same) && !after.is_some_and(is_same)
}

/// The state of cleaning a text.
struct Cleaner<'c> {
    /// The lines as typed, each with its end.
    lines: &'c [&'c str],
    /// What each line is.
    kinds: &'c [LineKind],
    /// The tables that lack a rule.
    rows: &'c Rows<'c>,
    /// The lines that continue the line before.
    wraps: &'c Wraps,
    /// The items that are open, outermost first: the blanks before each as typed, and the column of its words in the
    /// cleaned text.
    items: Vec<(usize, usize)>,
}

impl Cleaner<'_> {
    /// Adds a line that begins at a byte of the original.
    fn add(&mut self, index: usize, offset: usize, cleaned: &mut Cleaned) {
        let line = self.lines[index].trim_end_matches(is_blank);
        let start = line.len() - line.trim_start_matches(is_blank).len();
        let (indent, words) = line.split_at(start);
        let (kind, from) = (self.kinds[index], offset + start);
        if kind == LineKind::Blank {
            return cleaned.push_line("", []);
        }
        if self.begins_paragraph(index) {
            cleaned.push_line("", [(0, offset)]);
        }
        if matches!(kind, LineKind::Head | LineKind::Row) {
            self.items.clear();
            return self.add_row(index, offset, words, from, cleaned);
        }
        let (margin, marker) = self.margin(kind, index, indent, words);
        // Blanks behind a marker beyond the first would make code of what follows.
        let rest = words[marker..].trim_start_matches(' ');
        let skipped = words.len() - rest.len();
        let (markdown, pieces) = with_insertions(rest, kind);
        let mut whole = " ".repeat(margin);
        let mut placed = vec![(0, offset), (margin, from)];
        if marker > 0 {
            whole.push_str(&words[..marker]);
            whole.push(' ');
        }
        placed.extend(pieces.into_iter().map(|(byte, original)| (whole.len() + byte, from + skipped + original)));
        whole.push_str(&markdown);
        if kind == LineKind::Note && self.continues_note(index + 1) && !self.wraps.is_joined(index + 1) {
            placed.push((whole.len(), offset + line.len()));
            whole.push('\\');
        }
        cleaned.push_line(&whole, placed);
    }

    /// Returns whether a line begins a paragraph. What doesn't are rows, lines that were wrapped by hand, and lines behind a
    /// backslash.
    fn begins_paragraph(&self, index: usize) -> bool {
        let before = index.checked_sub(1).map(|before| (self.kinds[before], self.lines[before].trim_end()));
        let breaks = |line: &str| (line.len() - line.trim_end_matches('\\').len()) == 1;
        match before {
            None | Some((LineKind::Blank, _)) => false,
            _ if self.kinds[index] == LineKind::Row || self.wraps.is_joined(index) => false,
            Some((_, line)) => !breaks(line) && !self.continues_note(index),
        }
    }

    /// Returns whether a line belongs to the footnote on the line before, since it is indented.
    fn continues_note(&self, index: usize) -> bool {
        let is_indented =
            |index: &usize| self.kinds.get(*index) == Some(&LineKind::Plain) && self.lines[*index].starts_with("  ");
        is_indented(&index) && index > 0 && self.kinds[index - 1] == LineKind::Note
    }

    /// Returns the blanks that a line has before it in the cleaned text, and the length of its marker if it is an item. An
    /// indented line below an item belongs to it.
    fn margin(&mut self, kind: LineKind, index: usize, indent: &str, words: &str) -> (usize, usize) {
        let is_plain_indent = indent.bytes().all(|b| b == b' ');
        if kind == LineKind::Item {
            let typed = if is_plain_indent { indent.len() } else { 0 };
            while self.items.last().is_some_and(|(other, _)| *other >= typed) {
                self.items.pop();
            }
            let margin = self.items.last().map_or(0, |(_, content)| *content);
            let marker = words.find(' ').unwrap_or(0);
            self.items.push((typed, margin + marker + 1));
            return (margin, marker);
        }
        let follows = index > 0 && self.kinds[index - 1] != LineKind::Blank;
        let is_joined = self.wraps.is_joined(index);
        let is_deeper = is_plain_indent && self.items.last().is_some_and(|(typed, _)| indent.len() >= typed + 2);
        if follows && (is_joined || kind == LineKind::Plain && is_deeper) {
            return (self.items.last().map_or(0, |(_, content)| *content), 0);
        }
        self.items.clear();
        (0, 0)
    }

    /// Adds a row of a table.
    fn add_row(&self, index: usize, offset: usize, words: &str, from: usize, cleaned: &mut Cleaned) {
        let (markdown, pieces) = with_insertions(words, self.kinds[index]);
        let pieces = pieces.into_iter().map(|(byte, original)| (byte, from + original));
        // A pasted row that begins with an empty cell needs a bar before it, which Markdown takes for the table's edge.
        let edge = if words.starts_with('|') && self.rows.is_pasted(index) { "|" } else { "" };
        let (missing, rule) = self.rows.rule(index, words).unzip();
        let row = format!("{edge}{markdown}{}", missing.unwrap_or_default());
        cleaned.push_line(&row, pieces.map(|(byte, original)| (edge.len() + byte, original)));
        // Nobody typed the rule, so that it stands at the end of the head's line. Places must not go back.
        let end = offset + self.lines[index].len();
        rule.into_iter().for_each(|rule| cleaned.push_line(&rule, [(0, end)]));
    }
}

/// Returns whether words begin a block of their own: an item, a heading, a row, a picture, a note, an enumeration.
pub fn begins_block(words: &str) -> bool {
    is_item(words)
        || counts(words)
        || words.starts_with(['#', '|'])
        || words.starts_with("![")
        || words.starts_with("[^")
}

/// Returns whether a line begins with the number of an enumeration.
fn counts(words: &str) -> bool {
    /// The numerals of an enumeration.
    const COUNT: &str = "一二三四五六七八九十";
    if words.starts_with(|c| matches!(c, '①'..='⓿' | '❶'..='➓' | '㈠'..='㈩' | '•' | '●' | '■' | '◆'))
    {
        return true;
    }
    let inner = words.trim_start_matches(['（', '(']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || COUNT.contains(c));
    let mut marks = rest.chars();
    rest.len() < inner.len()
        && match marks.next() {
            Some('、' | '．' | '）' | ')') => true,
            Some('.') => marks.next().is_some_and(|c| !c.is_ascii_digit() && c != ' '),
            _ => false,
        }
}

/// Returns a line with the signs that Markdown needs to read it as it is meant, and the pieces of the line that stand
/// between them: the byte of each in the new line, and its byte in the line as typed.
fn with_insertions(words: &str, kind: LineKind) -> (String, Vec<(usize, usize)>) {
    let mut insertions = bracket::escapes(words);
    insertions.extend(path_brackets(words));
    insertions.extend(sign::escapes(words, kind));
    insertions.sort_unstable();
    let (mut line, mut pieces, mut done) = (String::with_capacity(words.len()), vec![(0, 0)], 0);
    for (at, sign) in insertions {
        line.push_str(&words[done..at]);
        pieces.push((line.len(), at));
        line.push(sign);
        pieces.push((line.len(), at));
        done = at;
    }
    line.push_str(&words[done..]);
    (line, pieces)
}

/// Returns whether a character shows nothing.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// Returns whether a line begins an item of a list.
fn is_item(words: &str) -> bool {
    let rest = match words.as_bytes().first() {
        Some(b'-' | b'*' | b'+') => &words[1..],
        Some(b'0'..=b'9') => match words.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['.', ')']) {
            Some(rest) => rest,
            None => return false,
        },
        _ => return false,
    };
    rest.starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_becomes_a_paragraph() {
        let original = "　　第一段。\u{b}　　第二段，\n联系人：甲  \n第三段";
        let cleaned = clean(original);
        assert_eq!(cleaned.text, "第一段。\n\n第二段，\n\n联系人：甲\n\n第三段\n");
        assert_eq!(&original[cleaned.origin(3, 1)..][..9], "第二段");
    }

    #[test]
    fn what_is_indented_below_an_item_or_a_note_belongs_to_it() {
        assert_eq!(clean("1. 甲\n   乙\n丙").text, "1. 甲\n\n   乙\n\n丙\n");
        assert_eq!(clean("- 甲\n下一步").text, "- 甲\n\n下一步\n");
        assert_eq!(clean("[^1]: 甲\n    乙").text, "[^1]: 甲\\\n乙\n");
        assert_eq!(clean("[^1]: 甲\n乙").text, "[^1]: 甲\n\n乙\n");
    }

    #[test]
    fn a_line_below_a_table_is_no_row() {
        let cleaned = clean("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n注：截至六月");
        assert_eq!(cleaned.text, "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n注：截至六月\n");
    }

    #[test]
    fn cells_of_a_table_without_a_rule_lead_back_to_where_they_were_typed() {
        let original = "文。\n| 甲[1] | 乙 |\n| 丙 | 丁 |\n\n地区\t数\n戊\t7\n\t己\n";
        let cleaned = clean(original);
        for (line, words) in cleaned.text.lines().enumerate().filter(|(_, words)| !words.contains("---")) {
            for (at, c) in words.char_indices().filter(|(_, c)| !matches!(c, '\\' | '|')) {
                let origin = cleaned.origin(line + 1, at + 1);
                assert!(original[origin..].starts_with(c), "{c} of line {line}: {}", &original[origin..]);
            }
        }
    }

    #[test]
    fn each_word_leads_back_to_where_it_was_typed() {
        let original = "　　第一段。\n  [注]: 甲\n\n![图](a b.jpg \"60mm\")乙\n- 丙\n  - 丁";
        let cleaned = clean(original);
        for (line, words) in cleaned.text.lines().enumerate() {
            for (at, c) in words.char_indices().filter(|(_, c)| !matches!(c, '\\' | '<' | '>' | ' ')) {
                let origin = cleaned.origin(line + 1, at + 1);
                assert!(original[origin..].starts_with(c), "{c} of line {line}: {}", &original[origin..]);
            }
        }
    }

    #[test]
    fn indentation_is_kept_in_lists_only() {
        assert_eq!(clean("    不是代码").text, "不是代码\n");
        assert_eq!(clean("- 甲\n  - 乙").text, "- 甲\n\n  - 乙\n");
        assert_eq!(clean("- 甲\n        - 乙\n- 丙").text, "- 甲\n\n  - 乙\n\n- 丙\n");
        assert_eq!(clean("  - 甲").text, "- 甲\n");
        assert_eq!(clean("-      甲").text, "- 甲\n");
    }

    #[test]
    fn a_star_alone_is_a_remark() {
        assert_eq!(clean("* 含线上").text, "\\* 含线上\n");
        assert_eq!(clean("* 甲\n* 乙").text, "* 甲\n\n* 乙\n");
    }
}
