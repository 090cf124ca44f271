//! Slips that a Chinese keyboard and Word's habits make easy, told by what they are.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::diagnostic::{Place, Source};

/// Such a slip on the line of an error or (where YAML notices late) the line before. Some aren't even mistakes to YAML, which takes `number：36` for a text.
pub fn slip(source: &Arc<Source>, error: &Place) -> Option<Diagnostic> {
    let (line, _) = source.line_column(error.range.start);
    let mut start = 0;
    for (index, text) in source.text.split_inclusive('\n').enumerate().take(line) {
        let range = if index + 2 >= line { slip_of_line(text) } else { None };
        if let Some((slip, range)) = range {
            let finding = Diagnostic::new(Code::YamlSyntax).with("reason", Arg::Message(slip));
            let range = start + range.start..start + range.end;
            return Some(finding.at(Place { source: source.clone(), range }));
        }
        start += text.len();
    }
    None
}

/// A slip in a line, and where.
pub fn slip_of_line(text: &str) -> Option<(&'static str, Range<usize>)> {
    let text = text.split('\n').next().unwrap_or_default();
    let indent = text.len() - text.trim_start().len();
    if text[..indent].contains('\t') {
        return Some(("yaml-slip-tab", 0..indent));
    }
    let key = text.trim_start_matches([' ', '-']);
    let name = key.len() - key.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '-').len();
    let at = text.len() - key.len() + name;
    let (name, rest) = key.split_at(name);
    if !name.is_empty() && rest.starts_with('：') {
        return Some(("yaml-slip-colon", at..at + '：'.len_utf8()));
    }
    let ends = rest.is_empty() || rest.starts_with([' ', '\n']);
    (KEYS.contains(&name) && ends && !rest.contains([':', '：'])).then(|| ("yaml-slip-no-colon", at - name.len()..at))
}

/// Keys of an issue and of what issues share after which a colon is easily forgotten.
const KEYS: &[&str] = &[
    "articles",
    "body",
    "cities",
    "city",
    "columns",
    "contents",
    "copies",
    "county",
    "date",
    "distribution",
    "issuer",
    "label",
    "layout",
    "note",
    "notice",
    "number",
    "pages",
    "print",
    "rows",
    "sections",
    "sector",
    "serial",
    "source",
    "table",
    "title",
    "to",
    "total",
    "total-number",
    "unit",
];
