//! The masthead of an issue: name, notice, number, office and date.
//!
//! What publication.yaml says in the same words isn't repeated.

use super::figures::{date, number_line, packed};
use super::found::{Found, segments};
use super::paragraph;
use crate::import::draft::{Paragraph, Piece};
use crate::import::report::{Remark, Report};
use crate::issue::Publication;

/// The ends of names of bulletins.
const KINDS: [&str; 11] = ["简报", "信息", "动态", "通讯", "专报", "快报", "参考", "内参", "情况", "交流", "通报"];
/// The size in pt from which on a line is as large as the name in a masthead.
const LARGE_PT: f32 = 26.0;

/// Returns whether a paragraph is the publication's name.
pub fn is_title(own: &Paragraph, publication: &Publication) -> bool {
    publication.title.as_ref().is_some_and(|title| packed(title) == packed(&own.text()))
}

/// Returns whether a paragraph looks like the name of a bulletin: by its words, and red or large.
pub fn is_large_title(own: &Paragraph) -> bool {
    let is_large = own.is_red || own.size.is_some_and(|size| size >= LARGE_PT);
    is_named(&own.text()) && is_large
}

/// Returns whether words may be the name of a bulletin.
fn is_named(text: &str) -> bool {
    let text = packed(text);
    text.chars().count() <= 20 && KINDS.iter().any(|kind| text.ends_with(kind))
}

/// Returns where the masthead ends in an issue without contents: behind the line of its number, office and date.
pub fn end(lines: &[String]) -> usize {
    let is_part = |line: &String| segments(line).iter().any(|part| number_line(part).is_some() || date(part).is_some());
    lines.iter().take(15).rposition(is_part).map_or(0, |last| last + 1)
}

/// Reads the masthead.
pub fn read(pieces: &[Piece], publication: &Publication, found: &mut Found, report: &mut Report) {
    let paragraphs: Vec<&Paragraph> = pieces.iter().filter_map(paragraph).collect();
    let named = paragraphs.iter().position(|own| is_title(own, publication));
    let named = named.or_else(|| paragraphs.iter().position(|own| is_large_title(own)));
    let named = named.or_else(|| paragraphs.iter().take(5).position(|own| is_named(&own.text())));
    let mut has_number = false;
    for (index, own) in paragraphs.iter().enumerate() {
        if named == Some(index) {
            let text = own.text();
            found.consumed += &text;
            settle(&text, &publication.title, "title", own, &mut found.issue.title, report);
            continue;
        }
        for part in segments(&own.text()) {
            has_number |= number_line(&part).is_some();
            let is_before = named.is_some_and(|named| index < named);
            self::part(&part, own, is_before, has_number, publication, found, report);
        }
    }
}

/// Reads a part of a line.
fn part(
    part: &str,
    own: &Paragraph,
    is_before: bool,
    has_number: bool,
    publication: &Publication,
    found: &mut Found,
    report: &mut Report,
) {
    let issue = &mut found.issue;
    if let Some(line) = number_line(part).filter(|line| !line.is_special) {
        if line.was_wide {
            report.add(Remark::ChangedWidth, "", own.at.clone(), part);
        }
        issue.number = issue.number.or(line.number);
        issue.total_number = issue.total_number.or(line.total);
        found.consumed += part;
    } else if let Some(day) = date(part).filter(|_| issue.date.is_none()) {
        issue.date = Some(day);
        found.consumed += part;
    } else if is_before && issue.notice.is_none() {
        found.consumed += part;
        settle(part, &publication.notice, "notice", own, &mut issue.notice, report);
    } else if has_number && issue.issuer.is_none() && is_office(part) {
        found.consumed += part;
        settle(part, &publication.issuer, "issuer", own, &mut issue.issuer, report);
    } else if publication.issuer.as_ref().is_some_and(|issuer| packed(issuer) == packed(part)) {
        found.consumed += part;
    } else {
        report.add(Remark::NoPlace, "masthead", own.at.clone(), part);
        issue.remarks.push(("number", part.to_owned()));
    }
}

/// Returns whether words may be the name of an office.
fn is_office(text: &str) -> bool {
    text.chars().count() <= 30 && !text.contains(['：', ':', '。', '【', '★'])
}

/// Keeps a value unless the publication says the same.
fn settle(
    text: &str,
    shared: &Option<crate::input::yaml::Text>,
    key: &str,
    own: &Paragraph,
    value: &mut Option<String>,
    report: &mut Report,
) {
    if shared.as_ref().is_some_and(|shared| packed(shared) == packed(text)) {
        return;
    }
    if shared.is_some() {
        report.add(Remark::DiffersFromPublication, key, own.at.clone(), text);
    }
    *value = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
}
