//! Finds what YAML reads as something else without a word: figures that a comma divides, numbers in another notation, text
//! that it takes for a remark, an anchor or a tag.
//!
//! It looks at how texts stand in the file. It changes none of them.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Edit, Expected, Place, Source};
use crate::input::yaml::Text;
use crate::issue::{Issue, Positive};

/// Finds figures in the lists of an issue that a comma has divided.
pub fn check_lists(issue: &Issue, found: &mut Vec<Diagnostic>) {
    for entry in issue.distribution.iter().flatten() {
        check_together(&[entry.to.iter().collect()], found);
    }
    for table in issue.articles().filter_map(|article| article.table.as_ref()) {
        let mut lists: Vec<Vec<&Text>> = vec![table.columns.iter().collect()];
        lists.extend(table.rows.iter().map(|row| row.iter().map(|cell| &cell.text).collect()));
        check_together(&lists, found);
    }
}

/// Finds figures in the lists of one table that a comma has divided, as in `[东区, 1,234]`. If other commas of the table have
/// a blank behind them, the figure is certain. Otherwise it may be two cells.
fn check_together(lists: &[Vec<&Text>], found: &mut Vec<Diagnostic>) {
    let has_blank =
        |items: &Vec<&Text>| items.windows(2).any(|pair| between(pair).is_some_and(|gap| gap.starts_with(", ")));
    let is_certain = lists.iter().any(has_blank);
    for items in lists {
        let mut index = 0;
        while index < items.len() {
            let count = items[index..].windows(2).take_while(|pair| divides(pair)).count();
            if count > 0 {
                found.push(divided(items[index], items[index + count], is_certain));
            }
            index += count + 1;
        }
    }
}

/// Returns what stands in the file between two texts that follow one another.
fn between<'t>(pair: &[&'t Text]) -> Option<&'t str> {
    let [left, right] = pair else { return None };
    left.place.source.text.get(left.place.range.end..right.place.range.start)
}

/// Returns whether two cells divide a figure: up to three digits at the first one's end, a comma without a blank, and three
/// digits at the beginning of the other.
fn divides(pair: &[&Text]) -> bool {
    let [left, right] = pair else { return false };
    let is_plain = [left, right].iter().all(|text| !text.place.text().starts_with(['"', '\'']));
    let before = left.len() - left.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let after = right.bytes().take_while(u8::is_ascii_digit).count();
    is_plain && (1..=3).contains(&before) && after == 3 && between(pair) == Some(",")
}

/// Makes the finding for a figure that begins in one cell and ends in another.
fn divided(first: &Text, last: &Text, is_certain: bool) -> Diagnostic {
    let place = Place { source: first.place.source.clone(), range: first.place.range.start..last.place.range.end };
    let figure = place.text().to_owned();
    let code = if is_certain { Code::FigureDivided } else { Code::FigureDividedMaybe };
    let edit = is_certain.then(|| Edit { range: place.range.clone(), text: format!("\"{figure}\"") });
    Diagnostic { edit, ..Diagnostic::new(code).with("figure", figure).at(place) }
}

/// Finds numbers that were typed in another notation than digits, such as `1_000` or `0x10`, which YAML reads all the same.
pub fn check_numbers(issue: &Issue, found: &mut Vec<Diagnostic>) {
    let spans = issue.articles().filter_map(|article| article.table.as_ref());
    let spans = spans.flat_map(|table| table.rows.iter().flatten().filter_map(|cell| cell.span.as_ref()));
    let own: [Option<&Positive>; 3] = [Some(&issue.number), issue.total_number.as_ref(), issue.copies.as_ref()];
    let pages = issue.pages.as_ref().and_then(|pages| pages.multiple_of.as_ref());
    for number in own.into_iter().flatten().chain(pages).chain(spans) {
        let typed = number.place.text().trim_matches(['"', '\'']);
        if typed.contains(|c: char| !c.is_ascii_digit()) {
            let finding = Diagnostic::new(Code::WrongValue).with("value", typed).with("expected", Expected::Positive);
            found.push(finding.at(number.place.clone()));
        }
    }
}

/// Finds a text before which a word was taken for an anchor (`&`) or a tag (`!`). An anchor that is referred to is meant.
pub fn check_signs(text: &Text, found: &mut Vec<Diagnostic>) {
    let source = &text.place.source;
    let before = &source.text[..text.place.range.start];
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let Some(word) = line.split([' ', '[', ',', '{']).rev().find(|word| !word.is_empty()) else { return };
    if !line.ends_with([' ', '\t']) || word.starts_with("!!") {
        return;
    }
    let is_lost = match word.strip_prefix('&') {
        Some(name) => !source.text.contains(&format!("*{name}")),
        None => word.starts_with('!'),
    };
    if is_lost {
        let start = text.place.range.start - (line.len() - line.rfind(word).unwrap_or(0));
        let place = Place { source: source.clone(), range: start..start + word.len() };
        found.push(Diagnostic::new(Code::YamlSignLost).with("words", word).at(place));
    }
}

/// Finds words behind a `#` without a blank, which YAML takes for a remark: behind a text or a key, or on a line of their
/// own.
pub fn check_comments<'t>(source: &Arc<Source>, texts: impl Iterator<Item = &'t Text>, found: &mut Vec<Diagnostic>) {
    let own = texts.filter(|text| Arc::ptr_eq(&text.place.source, source));
    let mut ranges: Vec<Range<usize>> = own.map(|text| text.place.range.clone()).collect();
    ranges.sort_by_key(|range| range.start);
    let is_text = |at: usize| {
        let after = ranges.partition_point(|range| range.start <= at);
        after > 0 && ranges[after - 1].end > at
    };
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        if let Some(finding) = nothing(line, start, source).filter(|finding| !is_text(place_of(finding))) {
            found.push(finding);
        }
        let signs = line.match_indices('#').map(|(at, _)| at);
        let begins = |at: &usize| (*at == 0 || line[..*at].ends_with([' ', '\t'])) && !is_text(start + at);
        if let Some(at) = signs.into_iter().find(begins) {
            let words = line[at..].trim_end();
            // Keys and items that were taken out are remarks.
            let is_alone = line[..at].trim().is_empty();
            let is_behind_quotes = line[..at].trim_end().ends_with(['"', '\'', '|', '>']);
            if is_glued(words) && !is_behind_quotes && !(is_alone && is_entry(&words[1..])) {
                found.push(lost(source, start + at, words));
            }
        }
        start += line.len();
    }
}

/// Returns the byte at which the place of a finding begins.
fn place_of(finding: &Diagnostic) -> usize {
    finding.place.as_ref().map_or(0, |place| place.range.start)
}

/// Makes the finding for a line whose key has YAML's word for nothing (`~`, `null`) in the place of a text.
fn nothing(line: &str, start: usize, source: &Arc<Source>) -> Option<Diagnostic> {
    let bare = line.trim_start_matches([' ', '-']);
    let (key, value) = bare.split_once(": ")?;
    let value = value.split(" #").next().unwrap_or_default().trim();
    let is_key = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let at = start + line.len() - bare.len() + bare.find(value)?;
    let place = Place { source: source.clone(), range: at..at + value.len() };
    let is_nothing = matches!(value, "~" | "null" | "Null" | "NULL");
    (is_key && is_nothing).then(|| Diagnostic::new(Code::EmptyText).with_key(key).at(place))
}

/// Returns whether words look like a key or an item that was taken out.
fn is_entry(words: &str) -> bool {
    let is_key = |key: &str| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    words.trim_start().starts_with("- ") || words.split_once(':').is_some_and(|(key, _)| is_key(key.trim()))
}

/// Returns whether words begin with a `#` that has no blank behind it. A line of nothing but signs is drawn.
fn is_glued(words: &str) -> bool {
    let rest = words.strip_prefix('#').unwrap_or_default();
    rest.starts_with(|c: char| !c.is_whitespace() && c != '#') && rest.contains(char::is_alphanumeric)
}

/// Makes the finding for words that are taken for a remark.
fn lost(source: &Arc<Source>, start: usize, words: &str) -> Diagnostic {
    let place = Place { source: source.clone(), range: start..start + words.trim_end().len() };
    Diagnostic::new(Code::CommentLost).at(place)
}
