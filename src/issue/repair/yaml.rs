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
    let has_blank = |items: &Vec<&Text>| items.windows(2).any(|pair| between(pair).is_some_and(|gap| gap.starts_with(", ")));
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

/// Returns whether two cells are one figure: up to three digits, a comma without a blank, and three digits.
fn divides(pair: &[&Text]) -> bool {
    let digits = |text: &Text| if text.place.text() == text.value && text.bytes().all(|b| b.is_ascii_digit()) { text.len() } else { 0 };
    matches!(pair, [left, right] if (1..=3).contains(&digits(left)) && digits(right) == 3) && between(pair) == Some(",")
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

/// Finds words behind a `#` without a blank, which YAML takes for a remark: behind a text, or on a line of their own.
pub fn check_comments<'t>(source: &Arc<Source>, texts: impl Iterator<Item = &'t Text>, found: &mut Vec<Diagnostic>) {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for text in texts.filter(|text| Arc::ptr_eq(&text.place.source, source)) {
        let Range { start, end } = text.place.range;
        ranges.push(start..end);
        let line = source.text[end..].split('\n').next().unwrap_or_default();
        let is_plain = !text.place.text().starts_with(['|', '>', '"', '\'']);
        if is_plain && line.starts_with(' ') && is_glued(line.trim_start()) {
            found.push(lost(source, end + line.len() - line.trim_start().len(), line.trim_start()));
        }
    }
    ranges.sort_by_key(|range| range.start);
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let words = line.trim();
        let at = start + line.len() - line.trim_start().len();
        start += line.len();
        let within = || {
            let after = ranges.partition_point(|range| range.start <= at);
            after > 0 && ranges[after - 1].end > at
        };
        // A key or an item that was taken out is a remark, and so is a line of nothing but signs.
        let rest = words.trim_start_matches('#').trim_start();
        let is_key = rest.starts_with("- ") || rest.split_once(':').is_some_and(|(key, _)| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        if is_glued(words) && !is_key && !within() {
            found.push(lost(source, at, words));
        }
    }
}

/// Returns whether words begin with a `#` that has no blank behind it.
fn is_glued(words: &str) -> bool {
    let rest = words.strip_prefix('#').unwrap_or_default();
    rest.starts_with(|c: char| c.is_alphanumeric() || "“《（【".contains(c))
}

/// Makes the finding for words that are taken for a remark.
fn lost(source: &Arc<Source>, start: usize, words: &str) -> Diagnostic {
    let place = Place { source: source.clone(), range: start..start + words.trim_end().len() };
    Diagnostic::new(Code::CommentLost).at(place)
}
