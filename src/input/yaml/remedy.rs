//! The edits that remove slips of the YAML, where they are certain.
//!
//! It looks at the line of a finding. Whether an edit was right is seen when the file is read again.

use crate::diagnostic::{Code, Diagnostic, Edit, Place};

/// The keys whose values are a text in one line.
const TEXT_KEYS: &[&str] =
    &["title", "notice", "issuer", "serial", "label", "unit", "city", "county", "sector", "name", "text"];

/// Adds the edit that removes a slip, if it is certain.
pub fn with_edit(finding: Diagnostic) -> Diagnostic {
    let edit = finding.place.as_ref().filter(|_| finding.edit.is_none()).and_then(|place| edit(finding.code, place));
    Diagnostic { edit: finding.edit.clone().or(edit), ..finding }
}

/// Returns the edit that removes a slip at a place.
fn edit(code: Code, place: &Place) -> Option<Edit> {
    let after = place.source.text.get(place.range.end..)?;
    let insert = |text: &str| Some(Edit { range: place.range.end..place.range.end, text: text.to_owned() });
    let replace = |text: &str| Some(Edit { range: place.range.clone(), text: text.to_owned() });
    match code {
        Code::YamlSlipColon => replace(if after.starts_with([' ', '\n']) { ":" } else { ": " }),
        Code::YamlSlipSpace => insert(" "),
        Code::YamlSlipNoColon => insert(":"),
        Code::YamlSlipBar if place.text() == "｜" => replace("|"),
        Code::YamlSlipWords => curly(place.text()).and_then(|words| replace(&words)),
        Code::YamlSlipValue | Code::YamlSlipCharacter | Code::YamlSlipStar => quote(place),
        _ => None,
    }
}

/// Returns words with the Chinese quotation marks that a single pair of straight ones stands for.
fn curly(words: &str) -> Option<String> {
    let mut parts = words.split('"');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(before), Some(quoted), Some(after), None) => Some(format!("{before}“{quoted}”{after}")),
        _ => None,
    }
}

/// Puts the value of the line into quotes, if its key has a text in one line.
fn quote(place: &Place) -> Option<Edit> {
    let text = &place.source.text;
    let start = text.get(..place.range.start)?.rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].split('\n').next().unwrap_or_default();
    let bare = line.trim_start_matches([' ', '-']);
    let (key, value) = bare.split_once(": ")?;
    let value = value.trim();
    let is_text = TEXT_KEYS.contains(&key) && !value.is_empty() && !value.starts_with(['"', '\'', '|', '>']);
    let from = start + line.len() - bare.len() + key.len() + bare[key.len() + 1..].find(value)? + 1;
    let quoted = format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    (is_text && !value.contains(" #")).then(|| Edit { range: from..from + value.len(), text: quoted })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Source;

    fn fixed(text: &str, code: Code, typed: &str) -> String {
        let source = Source::new("a.yaml", text);
        let at = text.find(typed).unwrap();
        let finding = with_edit(Diagnostic::new(code).at(Place { source, range: at..at + typed.len() }));
        let mut fixed = text.to_owned();
        if let Some(edit) = finding.edit {
            fixed.replace_range(edit.range, &edit.text);
        }
        fixed
    }

    #[test]
    fn a_place_within_a_character_has_no_edit() {
        let source = Source::new("a.yaml", "甲: 乙\n");
        let finding = Diagnostic::new(Code::YamlSlipSpace).at(Place { source, range: 0..1 });
        assert_eq!(with_edit(finding).edit, None);
    }

    #[test]
    fn slips_are_removed() {
        for (text, code, typed, right) in [
            ("number：1\n", Code::YamlSlipColon, "：", "number: 1\n"),
            ("number： 1\n", Code::YamlSlipColon, "：", "number: 1\n"),
            ("title:南山县\n", Code::YamlSlipSpace, ":", "title: 南山县\n"),
            ("-title: 甲\n", Code::YamlSlipSpace, "-", "- title: 甲\n"),
            ("sections\n", Code::YamlSlipNoColon, "sections", "sections:\n"),
            ("body: ｜\n", Code::YamlSlipBar, "｜", "body: |\n"),
            ("title: \"双减\"政策\n", Code::YamlSlipWords, "\"双减\"政策", "title: “双减”政策\n"),
            ("  - title: 某县: 办实事\n", Code::YamlSlipValue, "办实事", "  - title: \"某县: 办实事\"\n"),
            ("title: @全体\n", Code::YamlSlipCharacter, "@", "title: \"@全体\"\n"),
            ("  number: 1: 2\n", Code::YamlSlipValue, "2", "  number: 1: 2\n"),
        ] {
            assert_eq!(fixed(text, code, typed), right, "{text}");
        }
    }
}
