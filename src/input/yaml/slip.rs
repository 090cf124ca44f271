//! Recognises typing slips that are common with a Chinese keyboard or in Word.
//!
//! It looks at single lines. It doesn't parse YAML.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::diagnostic::{Place, Source};

/// Returns a slip on the line of an error or on the line before, since YAML notices some slips late.
///
/// YAML takes `number：36` for a text, so that it reports another error. A tab is reported on the line before it, where
/// the value that it interrupts begins.
pub fn slip(source: &Arc<Source>, error: &Place) -> Option<Diagnostic> {
    let (line, _) = source.line_column(error.range.start);
    let mut start = 0;
    for (index, text) in source.text.split_inclusive('\n').enumerate().take(line + 1) {
        let slip = if index + 2 >= line { slip_of_line(text) } else { None };
        if let Some((code, range)) = slip.filter(|(code, _)| index < line || *code == Code::YamlSlipTab) {
            let range = start + range.start..start + range.end;
            let finding = Diagnostic::new(code).with("found", 0_usize).with("needed", 0_usize);
            return Some(finding.at(Place { source: source.clone(), range }));
        }
        start += text.len();
    }
    None
}

/// Returns the slip in a line, and its range in bytes.
pub fn slip_of_line(text: &str) -> Option<(Code, Range<usize>)> {
    let text = text.split('\n').next().unwrap_or_default();
    let indent = text.len() - text.trim_start().len();
    if text[..indent].contains('\t') {
        return Some((Code::YamlSlipTab, 0..indent));
    }
    let key = text.trim_start_matches([' ', '-']);
    let name = key.len() - key.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '-').len();
    let at = text.len() - key.len() + name;
    let (name, rest) = key.split_at(name);
    if !name.is_empty() && rest.starts_with('：') {
        return Some((Code::YamlSlipColon, at..at + '：'.len_utf8()));
    }
    let ends = rest.is_empty() || rest.starts_with([' ', '\n']);
    (KEYS.contains(&name) && ends && !rest.contains([':', '：'])).then(|| (Code::YamlSlipNoColon, at - name.len()..at))
}

/// All keys of the format. A colon after one of them is easily forgotten. A test in `issue::schema` checks that none is
/// missing.
pub const KEYS: &[&str] = &[
    "addressee",
    "afterword",
    "align",
    "allow-low-resolution",
    "articles",
    "attachments",
    "bleed",
    "body",
    "by",
    "caption",
    "cities",
    "city",
    "cmyk",
    "columns",
    "contents",
    "copies",
    "copy-numbers",
    "counties",
    "county",
    "credit",
    "date",
    "distribution",
    "distribution-more",
    "file",
    "fit",
    "footer",
    "head",
    "intent",
    "issuer",
    "label",
    "landscape",
    "layout",
    "level",
    "marks",
    "multiple-of",
    "name",
    "names",
    "new-page",
    "note",
    "notes",
    "notice",
    "number",
    "number-form",
    "office",
    "page-numbers",
    "pages",
    "pictures",
    "plate",
    "print",
    "printed-by",
    "profile",
    "red",
    "remark",
    "rows",
    "secrecy",
    "section-names",
    "sections",
    "sector",
    "serial",
    "sheet",
    "sign-off",
    "signer",
    "source",
    "span",
    "spot",
    "staff",
    "statistics",
    "table",
    "term",
    "text",
    "title",
    "to",
    "total",
    "total-number",
    "unit",
    "unit-line",
    "urgency",
    "year",
];
