//! Checks that a text isn't empty, has no stray stars, and isn't cut short by a `#` that YAML takes for a comment.

use crate::diagnostic::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::yaml::Text;
use crate::issue::markdown;

/// Checks the text of a key.
pub fn check(key: &'static str, text: &Text, findings: &mut Vec<Diagnostic>) {
    if !matches!(key, "body" | "note") && markdown::stray_stars(text) {
        findings.push(Diagnostic::new(Code::MarkupStars).at(text.place.clone()));
    }
    // With a full-width bar the lines below are joined to one, and the bar is printed.
    if text.place.text().starts_with('｜') {
        findings.push(Diagnostic::new(Code::YamlSlipBar).with("key", key).at(text.place.clone()));
    }
    let after = &text.place.source.text[text.place.range.end..];
    let line = after.split('\n').next().unwrap_or_default();
    if let Some(lost) = line.trim_start().strip_prefix('#')
        && line.starts_with(' ')
        && !text.place.text().starts_with(['|', '>', '"', '\''])
        && lost.starts_with(|c: char| !c.is_whitespace() && c != '#')
    {
        let start = text.place.range.end + line.len() - line.trim_start().len();
        let place = Place { source: text.place.source.clone(), range: start..start + 1 + lost.trim_end().len() };
        findings.push(Diagnostic::new(Code::CommentLost).at(place));
    }
    if text.trim().is_empty() {
        findings.push(Diagnostic::new(Code::EmptyText).with_key(key).at(text.place.clone()));
    }
}
