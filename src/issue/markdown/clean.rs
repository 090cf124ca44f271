//! Turns text pasted from Word into Markdown, line by line, and keeps where each line came from.
//!
//! It knows how text is laid out in lines. What Markdown means is for `read`.

use std::ops::Range;

use super::row::Rows;

/// What ends a line. Word's line breaks are vertical tabs.
pub const LINE_ENDS: [char; 3] = ['\n', '\u{b}', '\u{2028}'];

/// Cleaned text.
pub struct Cleaned {
    /// The Markdown.
    pub text: String,
    /// For each line, the byte of the original at which its first character stands.
    origins: Vec<usize>,
    /// The length of the original in bytes.
    length: usize,
}

impl Cleaned {
    /// Returns the byte of the original for a position in the cleaned text: its line, and its column in bytes, both
    /// counted from 1.
    pub fn origin(&self, line: usize, column: usize) -> usize {
        let start = self.origins.get(line.saturating_sub(1)).copied().unwrap_or(self.length);
        (start + column.saturating_sub(1)).min(self.length)
    }

    /// Returns the bytes of the original between two positions as above. The second is included.
    pub fn range(&self, start: (usize, usize), end: (usize, usize)) -> Range<usize> {
        let start = self.origin(start.0, start.1);
        start..self.origin(end.0, end.1 + 1).max(start)
    }
}

/// Cleans a text. Ideographic spaces and blanks at both ends of a line go, and a new paragraph begins after a line
/// that ends a sentence. A table without a rule below its head gets one.
pub fn clean(original: &str) -> Cleaned {
    let mut cleaned =
        Cleaned { text: String::with_capacity(original.len() + 64), origins: Vec::new(), length: original.len() };
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
            cleaned.line("", offset);
        }
        // A row that begins with an empty cell needs a bar before it, which Markdown takes for the edge of the table.
        let row = (rows.is_head(index) || rows.continues(index)).then(|| {
            let edge = if words.starts_with('|') && rows.is_pasted(index) { "|" } else { "" };
            let missing = rows.rule(index, words).map(|(missing, _)| missing).unwrap_or_default();
            (edge.len(), format!("{edge}{words}{missing}"))
        });
        if let Some((edge, row)) = row {
            cleaned.line(&row, (offset + start).saturating_sub(edge));
            if let Some((_, rule)) = rows.rule(index, words) {
                cleaned.line(&rule, offset);
            }
            (in_list, sentence_ended, before) = (false, true, words);
            offset += line.len();
            continue;
        }
        match with_brackets(words).or_else(|| escaped(words)) {
            Some(line) => cleaned.line(&line, offset + start),
            None => cleaned.line(&body[start - kept..], offset + start - kept),
        }
        in_list = item || in_list && (words.is_empty() || !sentence_ended);
        sentence_ended = ends_sentence(words);
        before = words;
        offset += line.len();
    }
    cleaned
}

impl Cleaned {
    /// Adds a line that began at a byte of the original.
    fn line(&mut self, words: &str, origin: usize) {
        self.text.push_str(words);
        self.text.push('\n');
        self.origins.push(origin);
    }
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

/// Returns a line like `[注]: …` with its bracket escaped. In a bulletin it is a note, but Markdown takes it for the
/// definition of a link and prints nothing.
fn escaped(words: &str) -> Option<String> {
    let (label, _) = words.strip_prefix('[')?.split_once("]:")?;
    (!label.starts_with('^') && !label.contains(']')).then(|| format!("\\{words}"))
}

/// Returns the line of a picture whose file name holds a blank, with the angle brackets that Markdown needs for it.
fn with_brackets(words: &str) -> Option<String> {
    let (caption, rest) = words.strip_prefix("![")?.split_once("](")?;
    let (path, title) = match rest.split_once(" \"") {
        Some((path, title)) => (path, format!(" \"{title}")),
        None => (rest.strip_suffix(')')?, ")".to_owned()),
    };
    let plain = path.trim().contains(' ') && !path.contains(['<', '>', '"', '“']);
    plain.then(|| format!("![{caption}](<{}>{title}", path.trim()))
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
