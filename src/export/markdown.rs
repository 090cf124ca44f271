//! An issue as one Markdown text: masthead, contents, articles, imprint. It can be read anywhere, and imported again.
//!
//! Bodies stay as they were typed. Labels of footnotes that two articles share get the article's number.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::issue::{Article, Issue, Table};
use crate::typeset::document::{lines, one_line, printed, printed_date, printed_number};

/// Characters that mean something in Markdown wherever they stand in a line.
const SIGNS: &[char] = &['\\', '*', '_', '[', ']', '<', '`', '|', '~'];

/// Writes an issue as Markdown.
pub fn markdown(issue: &Issue) -> String {
    let mut paragraphs = masthead(issue);
    for section in &issue.sections {
        paragraphs.push(printed("section", &[("title", escape(&one_line(&section.title)).into())]));
        paragraphs.extend(section.articles.iter().map(|article| escape(&one_line(&article.title))));
    }
    paragraphs.extend(issue.note.as_ref().map(|note| note.trim_end().to_owned()));
    let mut labels = HashSet::new();
    for (index, article) in issue.articles().enumerate() {
        write_article(index + 1, article, &mut labels, &mut paragraphs);
    }
    paragraphs.extend(imprint(issue));
    paragraphs.join("\n\n") + "\n"
}

/// Returns the paragraphs of the masthead.
fn masthead(issue: &Issue) -> Vec<String> {
    let text = |text: &Option<crate::input::yaml::Text>| text.as_ref().map(|text| escape(&one_line(text)));
    let mut number = printed_number("number", issue.number.value);
    number.extend(issue.total_number.as_ref().map(|total| printed_number("total-number", total.value)));
    let mut issuer = text(&issue.issuer).unwrap_or_default();
    let _ = write!(issuer, "　{}", printed_date(issue.date.value));
    let lines = [text(&issue.notice), text(&issue.title), Some(number), Some(issuer)];
    lines.into_iter().flatten().collect()
}

/// Adds the paragraphs of an article.
fn write_article(number: usize, article: &Article, labels: &mut HashSet<String>, paragraphs: &mut Vec<String>) {
    let title: Vec<_> = lines(&article.title).map(|line| format!("# {}", escape(line))).collect();
    paragraphs.push(title.join("\n"));
    paragraphs.extend(article.body.as_ref().map(|body| with_own_labels(body.trim_end(), number, labels)));
    let Some(table) = &article.table else { return };
    if let Some(total) = &table.total {
        let unit = table.unit.as_ref().map_or("", |unit| unit.as_str());
        let text = printed("total", &[("number", total.value.text.as_str().into()), ("unit", unit.into())]);
        paragraphs.push(escape(&text));
    }
    paragraphs.push(grid(table));
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

/// Returns a table. A cell over several columns is followed by empty ones.
fn grid(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut rows = vec![
        row(table.columns.iter().map(|head| escape(&one_line(head))).collect()),
        row(vec!["---".to_owned(); table.columns.len()]),
    ];
    for cells in &table.rows {
        let mut written = Vec::new();
        for cell in cells {
            written.push(escape(&one_line(&cell.text)));
            written.extend((1..cell.columns().min(table.columns.len())).map(|_| String::new()));
        }
        written.resize(table.columns.len(), String::new());
        rows.push(row(written));
    }
    rows.join("\n")
}

/// Returns the paragraphs of the imprint.
fn imprint(issue: &Issue) -> Vec<String> {
    let mut paragraphs = Vec::new();
    for entry in issue.distribution.iter().flatten() {
        let label = printed("imprint-label", &[("label", escape(&one_line(&entry.label)).into())]);
        let mut to = entry.to.iter().map(|to| escape(&one_line(to)));
        paragraphs.push(label + &to.next().unwrap_or_default());
        paragraphs.extend(to);
    }
    let serial = issue.serial.as_ref().map(|serial| escape(&one_line(serial)));
    let copies = issue.copies.as_ref().map(|copies| printed_number("copies", copies.value));
    let parts: Vec<_> = serial.into_iter().chain(copies).collect();
    paragraphs.extend((!parts.is_empty()).then(|| format!("（{}）", parts.join("　"))));
    paragraphs
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
