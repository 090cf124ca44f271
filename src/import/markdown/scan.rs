//! Puts together what the pages of a scan have broken: page numbers go, paragraphs and tables join.
//!
//! Every join is remarked on.

use super::Line;
use crate::import::draft::At;
use crate::import::recognise::figures::is_page_number;
use crate::import::recognise::figures::{number_line, packed};
use crate::import::recognise::join::{ends_sentence, opens_unit};
use crate::import::report::{Remark, Report};

/// The least characters of a paragraph that may have been broken.
const LEAST: usize = 20;

/// Returns whether a text comes from a scan: page numbers between dashes, or the number of an issue among the first lines.
pub fn is_scan(lines: &[Line]) -> bool {
    let numbers = lines.iter().filter(|line| is_page(&line.text)).count();
    let words = lines.iter().filter(|line| !line.text.trim().is_empty()).take(20);
    numbers > 0 || words.clone().any(|line| number_line(bare(&line.text)).is_some())
}

/// Returns whether a line is a page number: between dashes, or 第 3 页.
fn is_page(text: &str) -> bool {
    let text = text.trim();
    let has_sign = text.starts_with(['—', '-', '－', '–', '―']) || text.starts_with('第') && text.contains('页');
    has_sign && text.chars().any(char::is_numeric) && is_page_number(text)
}

/// Returns a line without the signs of a heading and without stars.
fn bare(text: &str) -> &str {
    text.trim_start_matches('#').trim().trim_matches('*').trim()
}

/// Returns whether a line is a rule.
fn is_rule(text: &str) -> bool {
    let text = packed(text);
    text.len() >= 3
        && (text.chars().all(|c| c == '-') || text.chars().all(|c| c == '*') || text.chars().all(|c| c == '_'))
}

/// Puts the lines of a scan together.
pub fn join_pages(lines: Vec<Line>, report: &mut Report) -> Vec<Line> {
    let kept = without_edges(lines, report);
    let mut joined: Vec<Line> = Vec::new();
    let mut after_page = false;
    let mut head: Option<String> = None;
    for line in kept.into_iter().filter(|line| !line.text.trim().is_empty()) {
        let text = line.text.trim();
        if is_page(text) {
            report.add(Remark::LeftPageNumber, "", At::Line(line.number, 1), text);
            after_page = true;
            continue;
        }
        // The head of a table that goes on is printed again behind a page's end.
        if line.text.contains('\t') {
            if after_page && head.as_deref() == Some(text) {
                report.add(Remark::LeftRepeated, "", At::Line(line.number, 1), text);
                continue;
            }
            if !joined.last().is_some_and(|last| last.text.contains('\t')) {
                head = Some(text.to_owned());
            }
            joined.push(line);
            after_page = false;
            continue;
        }
        let line = Line { text: without_blank_behind_stars(&line.text), ..line };
        match joined.last_mut() {
            Some(last) if goes_on(last, &line, after_page) => {
                let (end, start) = (tail(&last.text), line.text.trim().chars().take(8).collect::<String>());
                report.add(Remark::GuessJoined, "", At::Line(line.number, 1), &format!("{end}｜{start}"));
                mend_lead_in(last, line.text.trim(), report);
            }
            Some(last) if is_second_line(last, &line) => {
                last.text.push(' ');
                last.text.push_str(bare(&line.text));
            }
            _ => joined.push(line),
        }
        after_page = false;
    }
    for line in &mut joined {
        cut_lead_in(line, report);
    }
    joined
}

/// Returns the last characters of a text.
fn tail(text: &str) -> String {
    let text = text.trim_end_matches('*');
    let count = text.chars().count();
    text.chars().skip(count.saturating_sub(8)).collect()
}

/// Drops running heads, a masthead that is given twice, and rules.
fn without_edges(lines: Vec<Line>, report: &mut Report) -> Vec<Line> {
    let texts: Vec<String> = lines.iter().map(|line| packed(bare(&line.text))).collect();
    let count = |text: &String| texts.iter().filter(|other| *other == text).count();
    let number = texts.iter().position(|text| number_line(text).is_some()).unwrap_or(0);
    let mut kept = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let text = &texts[index];
        let is_short =
            (1..=20).contains(&text.chars().count()) && !line.text.contains('\t') && !line.text.contains('|');
        if is_rule(&line.text) {
            continue;
        }
        if is_short && index < number && texts[..index].contains(text) {
            report.add(Remark::LeftRepeated, "", At::Line(line.number, 1), &line.text);
        } else if is_short
            && !is_page(&line.text)
            && count(text) >= 3
            && texts[..index].contains(text)
            && !opens_unit(&line.text)
        {
            report.add(Remark::LeftRunningHead, "", At::Line(line.number, 1), &line.text);
        } else {
            kept.push(line.clone());
        }
    }
    kept
}

/// Returns whether a line is a heading.
fn is_title(line: &Line) -> bool {
    level(line) > 0
}

/// Returns whether a heading is the second line of the one before it.
fn is_second_line(last: &Line, line: &Line) -> bool {
    is_title(last) && is_title(line) && level(last) == level(line) && last.number + 1 == line.number
}

/// Returns the level of a heading.
fn level(line: &Line) -> usize {
    let text = line.text.trim_start();
    text.len() - text.trim_start_matches('#').len()
}

/// Returns whether a line goes on with the paragraph before it.
fn goes_on(last: &Line, line: &Line, after_page: bool) -> bool {
    let before = last.text.trim().trim_end_matches('*');
    let is_plain = !is_title(last)
        && !last.text.contains('\t')
        && !before.starts_with(['|', '【', '（'])
        && !before.starts_with("![");
    let is_long = before.chars().count() >= LEAST;
    let is_item = !before.starts_with("**") && opens_unit(before);
    let ends = ends_sentence(before, "：") || before.ends_with('；') && is_item && !after_page;
    is_plain && is_long && !ends && !opens_unit(line.text.trim_end())
}

/// Adds a line to the one before it. Hanzi join without a blank.
pub fn join(last: &mut Line, text: &str) {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if is_latin(last.text.chars().last()) && is_latin(text.chars().next()) {
        last.text.push(' ');
    }
    last.text.push_str(text);
}

/// Joins a line to one whose bold words end amid a sentence: the stars move behind the lead-in.
fn mend_lead_in(last: &mut Line, text: &str, report: &mut Report) {
    if last.text.ends_with("**") && last.text.matches("**").count() == 2 && last.text.starts_with("**") {
        let inner = last.text[2..last.text.len() - 2].to_owned();
        if let Some((lead, rest)) = inner.split_once('。').filter(|(_, rest)| !rest.is_empty()) {
            report.add(Remark::GuessLeadIn, "", At::Line(last.number, 1), &format!("{lead}。"));
            last.text = format!("**{lead}。**{rest}");
        }
    }
    join(last, text);
}

/// Cuts a lead-in that goes on into the next sentence, behind its first 。
fn cut_lead_in(line: &mut Line, report: &mut Report) {
    let Some((inner, rest)) = line.text.strip_prefix("**").and_then(|text| text.split_once("**")) else { return };
    let Some((lead, over)) = inner.split_once('。') else { return };
    if over.is_empty() || ends_sentence(over, "：；") {
        return;
    }
    report.add(Remark::GuessLeadIn, "", At::Line(line.number, 1), &format!("{lead}。"));
    line.text = format!("**{lead}。**{over}{rest}");
}

/// Removes a blank between closing stars and hanzi.
fn without_blank_behind_stars(text: &str) -> String {
    let Some((before, after)) = text.rsplit_once("** ") else { return text.to_owned() };
    let is_closing = before.matches("**").count() % 2 == 1;
    if is_closing && after.starts_with(crate::issue::markdown::is_wide) {
        format!("{before}**{after}")
    } else {
        text.to_owned()
    }
}
