//! Texts: their encodings, and plain text as paragraphs.
//!
//! What a paragraph means is for the recognition.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use super::draft::{At, Draft, Paragraph, Piece, Run};
use super::report::{Remark, Report};
use crate::diagnostic::{Code, Diagnostic};
use crate::issue::markdown::paragraphs;

/// The share of hanzi that are of the first level of GB 2312 in a text of this kind, in percent.
const LEAST_COMMON_SHARE: usize = 70;

/// Decodes a text: by its mark, else as UTF-8, else as GB18030.
///
/// # Errors
/// `file-encoding` if it is in none of them.
pub fn decode(bytes: &[u8], report: &mut Report) -> Result<String, Diagnostic> {
    let failed = |at: usize| {
        let line = 1 + bytes[..at].iter().filter(|b| **b == b'\n').count();
        Diagnostic::new(Code::FileEncoding).with("line", line)
    };
    for (mark, encoding) in [([0xff, 0xfe], UTF_16LE), ([0xfe, 0xff], UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(&mark) {
            let text = encoding.decode_without_bom_handling_and_without_replacement(rest);
            report.add(Remark::ChangedEncoding, "UTF-16", At::Whole, "");
            return text.map(|text| clean(&text)).ok_or_else(|| failed(0));
        }
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(clean(text)),
        Err(error) => {
            let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
            let text = text.ok_or_else(|| failed(error.valid_up_to()))?;
            if text.contains(|c: char| ('\u{e000}'..='\u{f8ff}').contains(&c)) {
                return Err(failed(error.valid_up_to()));
            }
            report.add(Remark::ChangedEncoding, "GB18030", At::Whole, "");
            if !is_common(&text) {
                report.add(Remark::GuessEncoding, "GB18030", At::Whole, "");
            }
            Ok(clean(&text))
        }
    }
}

/// Returns a text with line feeds alone and without its mark.
fn clean(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n")
}

/// Returns whether most hanzi of a text are common ones: of the first level of GB 2312.
fn is_common(text: &str) -> bool {
    let hanzi: Vec<char> = text.chars().filter(|c| matches!(c, '\u{3400}'..='\u{9fff}')).collect();
    let common = hanzi.iter().filter(|c| {
        let mut own = [0; 4];
        let (bytes, _, _) = GB18030.encode(c.encode_utf8(&mut own));
        matches!(bytes.as_ref(), [0xb0..=0xd7, second] if *second >= 0xa1)
    });
    common.count() * 100 >= hanzi.len() * LEAST_COMMON_SHARE
}

/// Reads plain text: the paragraphs that the cleaner of bodies finds.
pub fn read(text: &str, report: &mut Report) -> Draft {
    let mut pieces = Vec::new();
    for lines in paragraphs(text) {
        let mut paragraph = Paragraph::default();
        for (index, range) in lines.iter().enumerate() {
            let typed = &text[range.clone()];
            let words = typed.trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}');
            let line = 1 + text[..range.start].matches('\n').count();
            if index == 0 {
                paragraph.at = At::Line(line, 1);
                let indent = typed.chars().take_while(|c| c.is_whitespace()).count();
                paragraph.is_indented = typed.starts_with('\u{3000}') || indent >= 2;
            } else {
                let before = paragraph.text();
                let end: String = before.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
                let start: String = words.chars().take(6).collect();
                report.add(Remark::GuessJoined, "", At::Line(line, 1), &format!("{end}｜{start}"));
                let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                if is_latin(before.chars().last()) && is_latin(words.chars().next()) {
                    paragraph.push(Run::plain(" "));
                }
            }
            paragraph.push(Run::plain(words));
        }
        if !paragraph.is_empty() {
            pieces.push(Piece::Paragraph(paragraph));
        }
    }
    Draft { pieces, ..Draft::default() }
}
