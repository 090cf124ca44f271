//! An issue as one Markdown text: masthead, contents, articles, imprint. It can be read anywhere, and imported again.
//!
//! Bodies stay as they were typed. Labels of footnotes that two articles share get the article's number.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::book::{Line, Manuscript, Part, SOFT_BREAK, Segment, Style, Table};
use crate::issue::Issue;
use crate::typeset::field::{Field, RunningText};

/// Characters that mean something in Markdown wherever they stand in a line.
const SIGNS: &[char] = &['\\', '*', '_', '[', ']', '<', '`', '|', '~'];

/// Writes an issue as Markdown. Its running texts are taken from the issue, as they were typed, and all else from the
/// manuscript.
pub fn markdown(manuscript: &Manuscript, issue: &Issue) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut labels = HashSet::new();
    let mut last = None;
    for part in &manuscript.parts {
        if let Some(text) = running_text(part) {
            if last.replace(text) != Some(text) {
                let number = 1 + match text {
                    RunningText::Article(index) | RunningText::ArticleNote(index) | RunningText::Afterword(index) => {
                        index
                    }
                    RunningText::Note => 0,
                };
                paragraphs.extend(typed(text, issue).map(|body| with_own_labels(body.trim_end(), number, &mut labels)));
            }
            continue;
        }
        match part {
            Part::Line(line) => paragraphs.extend(written(line)),
            Part::Table(table) => paragraphs.push(grid(table)),
            Part::Picture(_) => {}
        }
    }
    paragraphs.join("\n\n") + "\n"
}

/// Returns the running text that a part belongs to.
fn running_text(part: &Part) -> Option<RunningText> {
    let field = match part {
        Part::Picture(picture) => Some(&picture.field),
        part => part.lines().into_iter().find_map(Line::field),
    };
    match field {
        Some(Field::Block { text, .. }) => Some(*text),
        _ => None,
    }
}

/// Returns a running text as it was typed.
fn typed(text: RunningText, issue: &Issue) -> Option<&str> {
    let count = issue.articles().count();
    let article = |index: usize| issue.articles().nth(index);
    let text = match text {
        RunningText::Note => issue.note.as_ref(),
        RunningText::Article(index) if index >= count => issue.attachments().nth(index - count)?.body.as_ref(),
        RunningText::Article(index) => article(index)?.body.as_ref(),
        RunningText::ArticleNote(index) => article(index)?.note.as_ref(),
        RunningText::Afterword(index) => article(index)?.afterword.as_ref(),
    };
    text.map(|text| text.as_str())
}

/// Returns a paragraph of the manuscript as those of Markdown.
fn written(line: &Line) -> Vec<String> {
    let text: String = line.segments.iter().map(Segment::text).collect();
    // The page numbers of the contents belong to the print.
    let text = if line.style == Style::Entry { text.split('\t').next().unwrap_or_default() } else { &text };
    let text = text.replace('\t', "　");
    let lines = text.split(['\n', SOFT_BREAK]).map(escape);
    match line.style {
        Style::Title => vec![lines.map(|line| format!("# {line}")).collect::<Vec<_>>().join("\n")],
        Style::Imprint => lines.collect(),
        _ => vec![lines.collect::<String>()],
    }
}

/// Returns a body whose labels of footnotes no article before it has.
fn with_own_labels(body: &str, number: usize, labels: &mut HashSet<String>) -> String {
    let mut written = String::with_capacity(body.len());
    let mut rest = body;
    let mut own = HashSet::new();
    while let Some(at) = rest.find("[^") {
        let (before, from) = rest.split_at(at + 2);
        written.push_str(before);
        let label = from.split(']').next().unwrap_or_default();
        written.push_str(label);
        if labels.contains(label) {
            let _ = write!(written, "-{number}");
        }
        own.insert(label.to_owned());
        rest = &from[label.len()..];
    }
    written.push_str(rest);
    labels.extend(own);
    written
}

/// Returns a table. A cell over several columns or rows is followed by empty ones.
fn grid(table: &Table) -> String {
    let mut rows = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let mut cells = Vec::new();
        for cell in &row.cells {
            let text: String = cell.line.segments.iter().map(Segment::text).collect();
            cells.push(escape(&text.replace(['\n', SOFT_BREAK], "")));
            cells.extend((1..cell.span).map(|_| String::new()));
        }
        rows.push(format!("| {} |", cells.join(" | ")));
        if index == 0 {
            rows.push(format!("| {} |", vec!["---"; table.widths.len()].join(" | ")));
        }
    }
    rows.join("\n")
}

/// Returns words as they stand in Markdown.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let begins_block = at == 0 && matches!(c, '#' | '>' | '-' | '+' | '=');
        if SIGNS.contains(&c) || begins_block {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_articles_share_get_the_number_of_the_article() {
        let mut labels = HashSet::new();
        assert_eq!(with_own_labels("甲[^1]\n\n[^1]: 注", 1, &mut labels), "甲[^1]\n\n[^1]: 注");
        assert_eq!(with_own_labels("乙[^1]丙[^2]", 2, &mut labels), "乙[^1-2]丙[^2]");
        assert_eq!(with_own_labels("丁[^", 3, &mut labels), "丁[^");
    }

    #[test]
    fn signs_of_markdown_are_words() {
        assert_eq!(escape("# 1*2|3"), "\\# 1\\*2\\|3");
    }
}
