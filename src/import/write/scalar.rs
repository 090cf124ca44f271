//! Strings as YAML writes them: plain beyond doubt, or in double quotes.
//!
//! The rules hold for readers of YAML 1.1 and 1.2 alike.

use crate::import::recognise::figures::is_plain_integer;

/// Returns a string as a value of its own line.
pub fn plain_or_quoted(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Returns a string as a value in brackets or braces.
pub fn flow(text: &str) -> String {
    if is_plain(text) && !text.contains([',', '[', ']', '{', '}', ':']) { text.to_owned() } else { quoted(text) }
}

/// Returns a cell of a table: whole numbers are plain, other figures in quotes.
pub fn cell(text: &str) -> String {
    if is_plain_integer(text) { text.to_owned() } else { flow(text) }
}

/// Returns a string in double quotes.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if is_special(c) => quoted.push_str(&format!("\\U{:08X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// Returns whether a character can't stand in YAML as it is, or ends a line there.
fn is_special(c: char) -> bool {
    c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Returns whether a string may stand without quotes.
fn is_plain(text: &str) -> bool {
    let starts = text.starts_with(|c: char| "-?:,[]{}#&*!|>'\"%@`=<~".contains(c) || c.is_whitespace());
    let is_rule = text.starts_with("---") || text.starts_with("...");
    let has_sign = text.contains(": ") || text.ends_with(':') || text.contains(" #") || text.chars().any(is_special);
    let ends = text.ends_with(char::is_whitespace);
    !text.is_empty() && !starts && !is_rule && !has_sign && !ends && !is_other(text)
}

/// Returns whether YAML may read a text as something else than a string: a number, a date, a truth value, nothing.
fn is_other(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_word =
        matches!(lower.as_str(), "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null" | "~" | "nan");
    let is_number_like = text.starts_with(|c: char| c.is_ascii_digit() || "+.".contains(c))
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-._,:/ TZ%".contains(c));
    is_word || is_number_like || lower.starts_with("0x") || lower.starts_with("0o")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_plain_beyond_doubt_only() {
        for text in ["云泽市", "2025 年 1—10 月用稿情况", "（共 50 篇）", "a b", "—", "某省：某市"]
        {
            assert_eq!(plain_or_quoted(text), text);
        }
        for text in [
            "",
            "- a",
            "yes",
            "1_000",
            "12:30",
            "2022-12-28",
            "a: b",
            "a #b",
            "#a",
            " a",
            "~",
            "007",
            "0.50",
            "=",
            "<<",
            "@a",
        ] {
            assert!(plain_or_quoted(text).starts_with('"'), "{text}");
        }
        assert_eq!((cell("12"), cell("007"), cell("1,021")), ("12".into(), "\"007\"".into(), "\"1,021\"".into()));
        assert_eq!(quoted("a\"\\\u{2028}"), "\"a\\\"\\\\\\U00002028\"");
    }
}
