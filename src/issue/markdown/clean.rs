//! Turns text pasted from Word into Markdown, line by line, and keeps where each line came from.
//!
//! It knows how text is laid out in lines. What Markdown means is for `read`.

use std::ops::Range;

use super::bracket;
use super::row::Rows;

/// What ends a line. Word's line breaks are vertical tabs.
pub const LINE_ENDS: [char; 3] = ['\n', '\u{b}', '\u{2028}'];

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

/// Cleans a text. Ideographic spaces and blanks at both ends of a line go, and a new paragraph begins after a line
/// that ends a sentence. A table without a rule below its head gets one.
pub fn clean(original: &str) -> Cleaned {
    let mut cleaned = Cleaned { length: original.len(), ..Cleaned::default() };
    let mut offset = 0;
    let mut in_list = false;
    let mut sentence_ended = false;
    let mut before = "";
    let rows = Rows::find(original);
    for (index, line) in rows.text.split_inclusive(LINE_ENDS).enumerate() {
        let body = line.trim_end_matches(is_blank);
        let start = body.len() - body.trim_start_matches(is_blank).len();
        let words = &body[start..];
        let item = is_item(words);
        // The indentation of an item says how deep it is. Any other indented line would be read as code.
        let kept = if item && in_list && body[..start].bytes().all(|b| b == b' ') { start } else { 0 };
        let opens = sentence_ended || opens_paragraph(before, &body[..start], words) || rows.is_head(index);
        if opens && !words.is_empty() && !item && !rows.continues(index) {
            cleaned.push_line("", [(0, offset)]);
        }
        let from = offset + start - kept;
        let (markdown, pieces) = with_insertions(&body[start - kept..]);
        let pieces = pieces.into_iter().map(|(byte, original)| (byte, from + original));
        if rows.is_head(index) || rows.continues(index) {
            // A pasted row that begins with an empty cell needs a bar before it, which Markdown takes for the table's edge.
            let edge = if words.starts_with('|') && rows.is_pasted(index) { "|" } else { "" };
            let (missing, rule) = rows.rule(index, words).unzip();
            let row = format!("{edge}{markdown}{}", missing.unwrap_or_default());
            cleaned.push_line(&row, pieces.map(|(byte, original)| (edge.len() + byte, original)));
            rule.into_iter().for_each(|rule| cleaned.push_line(&rule, [(0, offset)]));
            (in_list, sentence_ended) = (false, true);
        } else {
            cleaned.push_line(&markdown, pieces);
            in_list = item || in_list && (words.is_empty() || !sentence_ended);
            sentence_ended = ends_sentence(words);
        }
        before = words;
        offset += line.len();
    }
    cleaned
}

/// Returns whether a line begins a paragraph: by ideographic spaces, as Word pastes them, or by the number of an
/// enumeration.
///
/// A number after a long line counts only if that line ends with a mark, since a sentence may have been broken before
/// it (今年第⏎一、二季度).
fn opens_paragraph(before: &str, indent: &str, words: &str) -> bool {
    /// The numerals of an enumeration.
    const COUNT: &str = "一二三四五六七八九十";
    /// The length in characters from which on a line may have been broken in the middle of a sentence.
    const LONG_LINE_CHARS: usize = 20;
    let inner = words.trim_start_matches(['（', '(']);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || COUNT.contains(c));
    let mut marks = rest.chars();
    let counted = rest.len() < inner.len()
        && match marks.next() {
            Some('、' | '．' | '）' | ')') => true,
            Some('.') => marks.next().is_some_and(|c| !c.is_ascii_digit() && c != ' '),
            _ => false,
        };
    let whole =
        before.ends_with(['；', '：', '。']) || before.chars().count() < LONG_LINE_CHARS && !before.ends_with('第');
    indent.contains('\u{3000}') || counted && whole
}

/// Returns a line with the signs that Markdown needs to read it as it is meant, and the pieces of the line that stand
/// between them: the byte of each in the new line, and its byte in the line as typed.
fn with_insertions(words: &str) -> (String, Vec<(usize, usize)>) {
    let mut insertions = bracket::escapes(words);
    insertions.extend(picture_brackets(words).into_iter().flatten());
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

/// Returns the angle brackets that Markdown needs around the path of a picture whose file name holds a blank, each with
/// the byte before which it stands.
fn picture_brackets(words: &str) -> Option<[(usize, char); 2]> {
    let start = words.starts_with("![").then(|| words.find("]("))?? + 2;
    let rest = &words[start..];
    let end = rest.find(" \"").or_else(|| rest.strip_suffix(')').map(str::len))?;
    let path = &rest[..end];
    let inner = path.trim();
    let begin = start + path.len() - path.trim_start().len();
    let plain = inner.contains(' ') && !path.contains(['<', '>', '"', '“']);
    plain.then_some([(begin, '<'), (begin + inner.len(), '>')])
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

/// Returns whether a line ends with 。！？ or ……, whatever closing marks or stars follow. So a bold lead-in alone on
/// its line counts, too.
fn ends_sentence(words: &str) -> bool {
    words.trim_end_matches(['”', '’', '）', '》', '】', '」', '』', '*']).ends_with(['。', '！', '？', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_text_becomes_paragraphs() {
        let original = "　　第一段。\u{b}　　第二段，\n折行。”  \n第三段";
        let cleaned = clean(original);
        assert_eq!(cleaned.text, "\n第一段。\n\n第二段，\n折行。”\n\n第三段\n");
        assert_eq!(&original[cleaned.origin(4, 1)..][..9], "第二段");
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
    fn what_word_indents_or_counts_is_a_paragraph() {
        assert_eq!(clean("　　一、小标题\n　　第三段").text, "\n一、小标题\n\n第三段\n");
        assert_eq!(clean("1．第一\n2．第二").text, "\n1．第一\n\n2．第二\n");
        assert_eq!(clean("各地各部门要认真总结好经验好做法，在今年第\n一、二季度推广").text.matches("\n\n").count(), 0);
        assert_eq!(clean("[注]: 数据来源").text, "\\[注]: 数据来源\n");
        assert_eq!(clean("共有\n12 个县").text, "共有\n12 个县\n");
    }

    #[test]
    fn indentation_is_kept_in_lists_only() {
        assert_eq!(clean("    不是代码").text, "不是代码\n");
        assert_eq!(clean("- 甲\n  - 乙").text, "- 甲\n  - 乙\n");
        assert_eq!(clean("  - 甲").text, "- 甲\n");
    }
}
