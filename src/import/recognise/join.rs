//! Lines that were broken by hand or by a page's end, and paragraphs that they belong to.
//!
//! It knows sentences and marks.

use super::imprint::label;
use crate::import::draft::{Paragraph, Run, push_run};
use crate::issue::markdown::is_wide;

/// The marks that close words.
pub const CLOSING: &str = "”’）】》」』)]";

/// Returns whether a text ends in a mark after which a new paragraph may begin.
pub fn ends_sentence(text: &str, also: &str) -> bool {
    let text = text.trim_end().trim_end_matches(|c: char| CLOSING.contains(c));
    text.ends_with(|c: char| "。！？…!?".contains(c) || also.contains(c))
}

/// Splits a paragraph at line breaks behind the end of a sentence or clause. Other line breaks join.
///
/// A paragraph in the middle keeps its line breaks, since it may be a title. In the imprint each line is a receiver.
pub fn split_lines(paragraph: &Paragraph) -> Vec<Paragraph> {
    if !paragraph.runs.iter().any(|run| run.text.contains('\n')) || may_be_title(paragraph) {
        return vec![paragraph.clone()];
    }
    let is_imprint = paragraph.text().split('\n').next().is_some_and(|line| label(line).is_some());
    let mut done: Vec<Paragraph> = Vec::new();
    let mut current = Paragraph { runs: Vec::new(), ..paragraph.clone() };
    for run in &paragraph.runs {
        for (index, line) in run.text.split('\n').enumerate() {
            if index > 0 {
                let text = current.text();
                if is_imprint || ends_sentence(&text, "：；") || text.trim().is_empty() {
                    let next = Paragraph { runs: Vec::new(), label: None, bullet: None, ..paragraph.clone() };
                    done.push(std::mem::replace(&mut current, next));
                } else {
                    join_blank(&mut current, line);
                }
            }
            let text = if index > 0 { line.trim_start_matches(char::is_whitespace) } else { line };
            push_run(&mut current.runs, Run { text: text.to_owned(), ..run.clone() });
        }
    }
    done.push(current);
    done.retain(|one| !one.is_empty() || paragraph.is_empty());
    done
}

/// Returns whether a paragraph with line breaks may be a title of several lines.
fn may_be_title(paragraph: &Paragraph) -> bool {
    let is_marked =
        paragraph.is_title || paragraph.heading.is_some() || paragraph.align == super::super::draft::Align::Centre;
    is_marked && !paragraph.text().contains('。')
}

/// Adds the blank that two joined lines need between letters.
fn join_blank(paragraph: &mut Paragraph, next: &str) {
    let before = paragraph.runs.last().and_then(|run| run.text.chars().last());
    let after = next.trim_start().chars().next();
    if let (Some(before), Some(after)) = (before, after)
        && before.is_ascii_graphic()
        && after.is_ascii_graphic()
        && !is_wide(before)
        && let Some(run) = paragraph.runs.last_mut()
    {
        run.text.push(' ');
    }
}

/// Returns whether a text opens a unit of its own: a heading, an item, a row, a label of the imprint.
pub fn opens_unit(text: &str) -> bool {
    let starts = [
        "#",
        "**",
        "【",
        "|",
        "\t",
        "　　",
        "报：",
        "送：",
        "发：",
        "抄送：",
        "主送：",
        "呈：",
        "- ",
        "![",
        "（共",
        "(共",
    ];
    starts.iter().any(|start| text.starts_with(start))
        || enumeration(text).is_some()
        || is_ordinal(text)
        || super::imprint::copies_line(text).is_some()
}

/// Returns whether a text begins with 一是, 第一 and the like.
fn is_ordinal(text: &str) -> bool {
    let mut signs = text.chars();
    let (first, second) = (signs.next().unwrap_or(' '), signs.next().unwrap_or(' '));
    "一二三四五六七八九十".contains(first) && "是、".contains(second)
        || first == '第' && "一二三四五六七八九十".contains(second)
}

/// The kinds of enumerations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enumeration {
    /// `一、`
    First,
    /// `（一）`
    Second,
    /// `1.`, `（1）`, `①` and the like.
    Lower,
}

/// Returns the kind of enumeration that a text begins with.
pub fn enumeration(text: &str) -> Option<Enumeration> {
    const COUNT: &str = "一二三四五六七八九十百零〇";
    let text = text.trim_start();
    let rest = text.trim_start_matches(|c| COUNT.contains(c));
    if rest.len() < text.len() && rest.starts_with('、') {
        return Some(Enumeration::First);
    }
    if let Some(inner) = text.strip_prefix(['（', '(']) {
        let rest = inner.trim_start_matches(|c| COUNT.contains(c));
        if rest.len() < inner.len() && rest.starts_with(['）', ')']) {
            return Some(Enumeration::Second);
        }
        let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
        return (rest.len() < inner.len() && rest.starts_with(['）', ')'])).then_some(Enumeration::Lower);
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_figure = rest.len() < text.len() && rest.starts_with(['.', '．', '、', '）', ')']);
    let is_decimal = rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_circled = text.starts_with(|c| matches!(c, '①'..='⓿'));
    (is_figure && !is_decimal || is_circled).then_some(Enumeration::Lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_an_imprint_is_a_receiver() {
        let lines = |text: &str| {
            let paragraph = Paragraph { runs: vec![Run::plain(text)], ..Paragraph::default() };
            split_lines(&paragraph).iter().map(Paragraph::text).collect::<Vec<_>>()
        };
        assert_eq!(lines("报：中央文明办\n省文明委主任"), ["报：中央文明办", "省文明委主任"]);
        assert_eq!(lines("今年以来\n各地行动"), ["今年以来各地行动"]);
    }
}
