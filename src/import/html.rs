//! HTML as Word, WPS and Excel put it on the clipboard.
//!
//! It is read as a stream of tags. Scripts, styles and addresses are never looked at.

use super::Options;
use super::draft::{Align, At, Cell, Draft, Paragraph, Piece, Row, Run, Table};
use super::fault::too_large;
use super::reading::{Input, Reading};
use super::report::{Remark, Report};
use super::text;
use crate::diagnostic::Diagnostic;

/// The most columns of a table.
const MAX_COLUMNS: usize = 200;
/// The most cells.
const MAX_CELLS: usize = 20_000;

/// Returns whether bytes begin as HTML does, or as the clipboard of Windows describes it.
pub fn is_html(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start).trim_start_matches('\u{feff}').trim_start().to_lowercase();
    ["<!doctype html", "<html", "version:0.9", "<meta", "<head", "<body", "<!--startfragment", "<table", "<p>", "<p "]
        .iter()
        .any(|begin| text.starts_with(begin))
}

/// Reads HTML from the clipboard.
///
/// # Errors
/// Its encoding isn't known, or a table is too large.
pub fn read(input: &Input, _: &Options) -> Result<Reading, Diagnostic> {
    let mut report = Report::default();
    let html = text::decode(&input.bytes, &mut report)?;
    let html = match (html.find("<!--StartFragment-->"), html.find("<!--EndFragment-->")) {
        (Some(start), Some(end)) if start < end => &html[start..end],
        _ => &html,
    };
    let mut page = Page { report, ..Page::default() };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        page.text(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.find("-->").map_or("", |end| &after[end + 3..]);
            continue;
        }
        let Some(end) = end_of_tag(rest) else {
            page.text(rest);
            rest = "";
            break;
        };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let name: String =
            tag.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric() || *c == ':').collect();
        let name = name.to_lowercase();
        if !tag.starts_with('/') && matches!(name.as_str(), "style" | "script" | "head" | "xml" | "title") {
            let close = format!("</{name}");
            rest = rest.to_lowercase().find(&close).and_then(|at| rest.get(at..)).unwrap_or("");
            continue;
        }
        page.tag(&name, tag)?;
    }
    page.text(rest);
    page.end_paragraph();
    let draft = Draft { pieces: page.pieces, has_looks: true, ..Draft::default() };
    Ok(Reading { draft, report: page.report })
}

/// Returns the byte at which a tag ends. A `>` in quotes doesn't end it.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// The state of reading a page.
#[derive(Default)]
struct Page {
    /// The pieces so far.
    pieces: Vec<Piece>,
    /// What is to be said.
    report: Report,
    /// The paragraph that is open.
    paragraph: Paragraph,
    /// Whether the words that come are bold, once for each element that says so.
    bold: Vec<(String, bool)>,
    /// The table that is open, and its cells that reach down: for each column how many rows are left.
    table: Option<Table>,
    /// For each column, how many rows a cell above still covers.
    covered: Vec<usize>,
    /// The paragraphs of the cell that is open.
    cell: Option<Cell>,
    /// How many tables are open.
    depth: usize,
}

impl Page {
    /// Takes words.
    fn text(&mut self, html: &str) {
        let words = unescaped(html);
        if words.trim().is_empty() && !words.contains(['\u{a0}', '\u{3000}']) {
            let is_between = !self.paragraph.runs.is_empty() && !words.is_empty();
            if is_between && !self.paragraph.text().ends_with(' ') && words.contains(' ') {
                self.paragraph.push(Run::plain(" "));
            }
            return;
        }
        // Line ends within words are blanks between letters, and nothing between hanzi.
        let mut joined = String::new();
        for (index, line) in words.split(['\n', '\r']).enumerate() {
            let part = if index == 0 { line } else { line.trim_start() };
            let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
            if index > 0 && is_latin(joined.chars().last()) && is_latin(part.chars().next()) {
                joined.push(' ');
            }
            joined.push_str(part);
        }
        let bold = self.bold.iter().rev().map(|(_, bold)| *bold).find(|bold| *bold).unwrap_or(false);
        self.paragraph.push(Run { text: joined.replace('\u{a0}', " "), bold, ..Run::default() });
    }

    /// Reads a tag.
    fn tag(&mut self, name: &str, tag: &str) -> Result<(), Diagnostic> {
        let closes = tag.starts_with('/');
        match name {
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "li" => {
                self.end_paragraph();
                if !closes {
                    self.begin_paragraph(name, tag);
                }
            }
            "br" => self.paragraph.push(Run::plain("\n")),
            "b" | "strong" | "span" | "font" => {
                if closes {
                    if let Some(at) = self.bold.iter().rposition(|(open, _)| open == name) {
                        self.bold.truncate(at);
                    }
                } else {
                    let style = attribute(tag, "style").unwrap_or_default().replace(' ', "").to_lowercase();
                    let is_bold = matches!(name, "b" | "strong") && !style.contains("font-weight:normal")
                        || style.contains("font-weight:bold")
                        || style.contains("font-weight:700");
                    self.bold.push((name.to_owned(), is_bold));
                }
            }
            "table" => self.table(closes),
            "tr" => {
                self.end_cell()?;
                if let Some(table) = self.table.as_mut().filter(|_| !closes && self.depth == 1) {
                    table.rows.push(Row::default());
                    self.fill_covered();
                }
            }
            "td" | "th" if self.depth == 1 => {
                self.end_cell()?;
                if !closes {
                    self.begin_cell(tag)?;
                }
            }
            "img" | "v:imagedata" => {
                let name = attribute(tag, "src").unwrap_or_default();
                self.report.add(Remark::RefusedPicture, "", self.at(), &name);
            }
            "ins" | "del" if !closes => self.report.add(Remark::RefusedChange, name, self.at(), ""),
            _ => {}
        }
        Ok(())
    }

    /// Returns the place of what comes next.
    fn at(&self) -> At {
        At::Paragraph(self.pieces.len() + 1)
    }

    /// Begins a paragraph.
    fn begin_paragraph(&mut self, name: &str, tag: &str) {
        let style = attribute(tag, "style").unwrap_or_default().replace(' ', "").to_lowercase();
        let align = attribute(tag, "align").unwrap_or_default().to_lowercase();
        self.paragraph = Paragraph {
            align: if align == "center" || style.contains("text-align:center") {
                Align::Centre
            } else if align == "right" || style.contains("text-align:right") {
                Align::Right
            } else {
                Align::Left
            },
            is_indented: style.contains("text-indent:") && !style.contains("text-indent:0"),
            heading: name.strip_prefix('h').and_then(|level| level.parse().ok()),
            bullet: (name == "li").then_some(0),
            at: self.at(),
            ..Paragraph::default()
        };
    }

    /// Ends the paragraph that is open.
    fn end_paragraph(&mut self) {
        let mut own = std::mem::take(&mut self.paragraph);
        own.is_indented |= own.text().starts_with('\u{3000}');
        if own.is_empty() {
            return;
        }
        match &mut self.cell {
            Some(cell) => cell.paragraphs.push(own),
            None if self.table.is_some() => {}
            None => self.pieces.push(Piece::Paragraph(own)),
        }
    }

    /// Begins or ends a table. One within a cell is a part of it.
    fn table(&mut self, closes: bool) {
        if closes {
            self.depth = self.depth.saturating_sub(1);
            if self.depth == 0 {
                let _ = self.end_cell();
                self.pieces.extend(self.table.take().map(Piece::Table));
            }
            return;
        }
        self.depth += 1;
        if self.depth == 1 {
            self.end_paragraph();
            let at = At::Cell { table: 1, row: 0, cell: 0 };
            self.table = Some(Table { has_rules: true, has_spans: true, at, ..Table::default() });
            self.covered.clear();
        }
    }

    /// Adds the cells that reach down into the row that has begun.
    fn fill_covered(&mut self) {
        let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) else { return };
        while let Some(left) = self.covered.get_mut(row.columns()).filter(|left| **left > 0) {
            *left -= 1;
            row.cells.push(Cell { continues: true, ..Cell::default() });
        }
    }

    /// Begins a cell.
    fn begin_cell(&mut self, tag: &str) -> Result<(), Diagnostic> {
        let count =
            |name: &str| attribute(tag, name).and_then(|value| value.trim().parse::<usize>().ok()).unwrap_or(1).max(1);
        let (span, rows) = (count("colspan"), count("rowspan"));
        if span > MAX_COLUMNS || rows > MAX_CELLS {
            return Err(too_large(""));
        }
        self.cell = Some(Cell { span, rows, ..Cell::default() });
        self.paragraph = Paragraph { at: self.at(), ..Paragraph::default() };
        Ok(())
    }

    /// Ends the cell that is open.
    fn end_cell(&mut self) -> Result<(), Diagnostic> {
        self.end_paragraph();
        let (Some(cell), Some(table)) = (self.cell.take(), self.table.as_mut()) else { return Ok(()) };
        if table.rows.iter().map(|row| row.cells.len()).sum::<usize>() >= MAX_CELLS {
            return Err(too_large(""));
        }
        let Some(row) = table.rows.last_mut() else { return Ok(()) };
        let start = row.columns();
        if start + cell.span > MAX_COLUMNS {
            return Err(too_large(""));
        }
        self.covered.resize(self.covered.len().max(start + cell.span), 0);
        self.covered[start..start + cell.span].fill(cell.rows - 1);
        row.cells.push(cell);
        self.fill_covered();
        Ok(())
    }
}

/// Returns an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_lowercase();
    let at = lower.find(&format!("{name}=")).filter(|at| tag[..*at].ends_with(char::is_whitespace))?;
    let value = tag.get(at + name.len() + 1..)?;
    let quote = value.chars().next()?;
    if matches!(quote, '"' | '\'') {
        value[1..].split(quote).next().map(unescaped)
    } else {
        value.split_whitespace().next().map(unescaped)
    }
}

/// Returns words with the names of characters replaced.
fn unescaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        shown.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.find(';').filter(|end| *end <= 10);
        let name = end.map(|end| &rest[..end]).unwrap_or_default();
        let numbered = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        });
        let named = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            "ldquo" => Some('“'),
            "rdquo" => Some('”'),
            "lsquo" => Some('‘'),
            "rsquo" => Some('’'),
            "mdash" => Some('—'),
            "ndash" => Some('–'),
            "hellip" => Some('…'),
            "middot" => Some('·'),
            "times" => Some('×'),
            "ensp" | "emsp" => Some(' '),
            _ => numbered.and_then(char::from_u32),
        };
        match (named, end) {
            (Some(c), Some(end)) => {
                shown.push(c);
                rest = &rest[end + 1..];
            }
            _ => shown.push('&'),
        }
    }
    shown + rest
}
