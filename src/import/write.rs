//! Writes articles and issues as YAML, in the order of the format's keys.
//!
//! Strings are plain where YAML allows it beyond doubt, else in double quotes. Markdown is for `markdown`.

pub mod markdown;
pub mod scalar;

use self::markdown::body;
use self::scalar::{flow, plain_or_quoted};
use super::article::{Article, Grid, GridCell, Issue, Key};

/// The words of remarks in the user's language.
pub struct Words {
    /// What begins a remark, such as `# import: `.
    pub start: String,
    /// Behind the source that was taken from the title.
    pub source: String,
}

/// Writes an article as the keys of a map.
pub fn article(article: &Article, words: &Words) -> String {
    let mut lines = Vec::new();
    remarks(article, Key::Title, words, &mut lines);
    match article.title.as_slice() {
        [one] => lines.push(format!("title: {}", plain_or_quoted(one))),
        several => {
            lines.push("title: |".to_owned());
            lines.extend(several.iter().map(|line| format!("  {line}")));
        }
    }
    remarks(article, Key::Source, words, &mut lines);
    if let Some(source) = &article.source {
        let county = source.county.as_ref().map(|county| format!(", county: {}", flow(county))).unwrap_or_default();
        let line = format!("source: {{city: {}{county}}}", flow(&source.city));
        let start = if source.is_proposed { "# " } else { "" };
        lines.push(format!("{start}{line}  {}{}", words.start, words.source));
    }
    remarks(article, Key::Body, words, &mut lines);
    let text = body(&article.body, &article.notes);
    if !text.is_empty() {
        lines.push("body: |".to_owned());
        lines.extend(text.lines().map(|line| if line.is_empty() { String::new() } else { format!("  {line}") }));
    }
    remarks(article, Key::Table, words, &mut lines);
    if let Some(table) = &article.table {
        lines.push("table:".to_owned());
        lines.extend(self::table(table).into_iter().map(|line| format!("  {line}")));
    }
    lines.join("\n") + "\n"
}

/// Adds the remarks above a key.
fn remarks(article: &Article, key: Key, words: &Words, lines: &mut Vec<String>) {
    for (_, text) in article.remarks.iter().filter(|(own, _)| *own == key) {
        lines.push(remark(text, words));
    }
}

/// Returns a remark in one line.
fn remark(text: &str, words: &Words) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.starts_with('#') { text } else { format!("{}{}", words.start, text.trim()) }
}

/// Returns the lines of a table.
fn table(grid: &Grid) -> Vec<String> {
    let list = |items: Vec<String>| format!("[{}]", items.join(", "));
    let mut lines = vec![format!("columns: {}", list(grid.columns.iter().map(|head| flow(head)).collect()))];
    lines.push("rows:".to_owned());
    let cell = |cell: &GridCell| match cell.span {
        0 | 1 => scalar::cell(&cell.text),
        span => format!("{{text: {}, span: {span}}}", scalar::cell(&cell.text)),
    };
    lines.extend(grid.rows.iter().map(|row| format!("  - {}", list(row.iter().map(cell).collect()))));
    lines.extend(grid.unit.as_ref().map(|unit| format!("unit: {}", plain_or_quoted(unit))));
    lines.extend(grid.total.as_ref().map(|total| format!("total: {}", scalar::cell(total))));
    lines
}

/// Writes several articles as a list.
pub fn articles(all: &[Article], words: &Words) -> String {
    all.iter().map(|one| item(&article(one, words))).collect()
}

/// Turns the keys of a map into an item of a list.
pub fn item(text: &str) -> String {
    let mut begun = false;
    let line = |line: &str| {
        if line.is_empty() {
            return "\n".to_owned();
        }
        // Remarks above the first key stand above the dash.
        let is_first = !begun && !line.starts_with('#');
        begun |= is_first;
        match (is_first, begun) {
            (true, _) => format!("- {line}\n"),
            (false, true) => format!("  {line}\n"),
            (false, false) => format!("{line}\n"),
        }
    };
    text.lines().map(line).collect()
}

/// Writes an issue.
pub fn issue(issue: &Issue, words: &Words) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut key = |name: &'static str, value: Option<String>| {
        lines.extend(issue.remarks.iter().filter(|(own, _)| *own == name).map(|(_, text)| remark(text, words)));
        lines.extend(value.map(|value| format!("{name}: {value}")));
    };
    let quoted = |text: &Option<String>| text.as_ref().map(|text| plain_or_quoted(text));
    key("number", issue.number.map(|number| number.to_string()));
    key("total-number", issue.total_number.map(|number| number.to_string()));
    key("date", issue.date.clone());
    key("title", quoted(&issue.title));
    key("notice", quoted(&issue.notice));
    key("issuer", quoted(&issue.issuer));
    key("note", (!issue.note.is_empty()).then(|| block(&body(&issue.note, &[]), 2)));
    key("distribution", issue.distribution.as_ref().map(|groups| distribution(groups)));
    key("serial", quoted(&issue.serial));
    key("copies", issue.copies.map(|copies| copies.to_string()));
    key("sections", Some(String::new()));
    let mut text = lines.join("\n").trim_end().to_owned() + "\n";
    for section in &issue.sections {
        text += &format!("  - title: {}\n    articles:\n", plain_or_quoted(&section.title));
        text += &indented(&articles(&section.articles, words), 6);
    }
    text
}

/// Returns a text as a literal block, indented by some blanks.
fn block(text: &str, indent: usize) -> String {
    format!("|\n{}", indented(text, indent)).trim_end().to_owned()
}

/// Returns the groups of receivers as a list.
fn distribution(groups: &[(String, Vec<String>)]) -> String {
    let group = |(label, to): &(String, Vec<String>)| {
        let to: Vec<_> = to.iter().map(|to| flow(to)).collect();
        format!("\n  - label: {}\n    to: [{}]", plain_or_quoted(label), to.join(", "))
    };
    groups.iter().map(group).collect()
}

/// Indents the lines of a text that aren't empty.
pub fn indented(text: &str, blanks: usize) -> String {
    let indent = " ".repeat(blanks);
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{indent}{line}\n") }).collect()
}
