//! Finds what YAML reads as something else without a word: figures that a comma divides, numbers in another notation, text
//! that it takes for a remark, an anchor or a tag.
//!
//! It looks at how texts stand in the file. It changes none of them.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Edit, Expected, Place, Source};
use crate::input::yaml::Text;
use crate::issue::Issue;

/// Finds figures in the lists of an issue that a comma has divided.
pub fn check_lists(issue: &Issue, found: &mut Vec<Diagnostic>) {
    for entry in issue.distribution.iter().chain(&issue.distribution_more).flatten() {
        check_together(&[entry.to.iter().map(|receiver| &receiver.name).collect()], found);
    }
    for table in issue.articles().filter_map(|article| article.table.as_ref()) {
        let mut lists: Vec<Vec<&Text>> = vec![table.columns.iter().collect()];
        lists.extend(table.head.iter().chain(&table.rows).map(|row| row.iter().map(|cell| &cell.text).collect()));
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
    let spans = spans.flat_map(|table| {
        table.head.iter().chain(&table.rows).flatten().flat_map(|cell| cell.rows.iter().chain(&cell.span))
    });
    let pages = issue.pages.as_ref().and_then(|pages| pages.multiple_of.as_ref());
    for number in issue.copies.iter().chain(pages).chain(spans) {
        let typed = number.place.text().trim_matches(['"', '\'']);
        if typed.contains(|c: char| !c.is_ascii_digit()) {
            let finding = Diagnostic::new(Code::WrongValue).with("value", typed).with("expected", Expected::Positive);
            found.push(finding.at(number.place.clone()));
        }
    }
}

/// Finds words that YAML takes for something else: behind a `#` for a remark, behind `&` or `!` for an anchor or a tag, and
/// `~` or `null` for nothing. `texts` are the texts that were read.
pub fn check_words<'t>(source: &Arc<Source>, texts: impl Iterator<Item = &'t Text>, found: &mut Vec<Diagnostic>) {
    let own = texts.filter(|text| Arc::ptr_eq(&text.place.source, source));
    let mut ranges: Vec<Range<usize>> = own.map(|text| text.place.range.clone()).collect();
    ranges.sort_by_key(|range| range.start);
    let is_text = |at: usize| {
        let after = ranges.partition_point(|range| range.start <= at);
        after > 0 && ranges[after - 1].end > at
    };
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let begins = |at: &usize| (*at == 0 || line[..*at].ends_with([' ', '\t'])) && !is_text(start + at);
        let remark = line.match_indices('#').map(|(at, _)| at).find(begins);
        found.extend(
            remark.and_then(|at| lost_remark(line, at)).map(|words| lost(Code::CommentLost, source, start, words)),
        );
        let read = &line[..remark.unwrap_or(line.len())];
        found.extend(
            signs(read)
                .filter(|words| !is_text(start + words.start) && is_lost(&read[words.clone()], source))
                .map(|words| lost(Code::YamlSignLost, source, start, words)),
        );
        found.extend(nothing(read, start, source).filter(|finding| !is_text(place_of(finding))));
        start += line.len();
    }
}

/// Returns the words of a remark that has no blank behind its sign. Keys and items that were taken out are remarks, and so is
/// what stands behind a text in quotes.
fn lost_remark(line: &str, at: usize) -> Option<Range<usize>> {
    let words = line[at..].trim_end();
    let is_alone = line[..at].trim().is_empty();
    let is_behind_quotes = line[..at].trim_end().ends_with(['"', '\'', '|', '>']);
    (is_glued(words) && !is_behind_quotes && !(is_alone && is_entry(&words[1..]))).then(|| at..at + words.len())
}

/// Returns the anchors and tags of a line.
fn signs(line: &str) -> impl Iterator<Item = Range<usize>> {
    let begins = |at: &usize| *at == 0 || line[..*at].ends_with([' ', '\t', '[', '{', ',']);
    line.match_indices(['&', '!']).map(|(at, _)| at).filter(move |at| begins(at)).map(|at| {
        let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}');
        at..line[at..].find(is_end).map_or(line.len(), |length| at + length)
    })
}

/// Returns whether an anchor is referred to nowhere, or a tag is none of YAML's own.
fn is_lost(sign: &str, source: &Source) -> bool {
    match sign.strip_prefix('&') {
        Some(name) => !source.text.contains(&format!("*{name}")),
        None => !sign.starts_with("!!"),
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

/// Makes the finding for words of a line that begins at a byte.
fn lost(code: Code, source: &Arc<Source>, start: usize, words: Range<usize>) -> Diagnostic {
    let place = Place { source: source.clone(), range: start + words.start..start + words.end };
    Diagnostic::new(code).with("words", place.text().to_owned()).at(place)
}
