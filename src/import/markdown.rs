//! Markdown as a draft: typed by a person, or made by a program that reads scans.
//!
//! A scan has page numbers and broken paragraphs, which are put together first.

mod inline;
mod scan;

use self::inline::runs;
use self::scan::join_pages;
use super::draft::{Align, At, Cell, Draft, Note, Paragraph, Picture, Piece, Row, Run, Table};
use super::report::{Remark, Report};
use crate::diagnostic::Diagnostic;

/// A line of the text with its number.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Its words, without blanks at the end.
    pub text: String,
}

/// Reads Markdown.
///
/// # Errors
/// None yet: what Markdown can't be taken is remarked on.
pub fn read(text: &str, report: &mut Report) -> Result<Draft, Diagnostic> {
    let lines = text.lines().enumerate();
    let lines: Vec<Line> =
        lines.map(|(index, text)| Line { number: index + 1, text: text.trim_end().to_owned() }).collect();
    let lines = if scan::is_scan(&lines) { join_pages(lines, report) } else { typed(text, lines, report) };
    let mut draft = Draft::default();
    let mut names: Vec<String> = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let line = &lines[index];
        if let Some((name, note)) = note_definition(&line.text) {
            let at = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                names.push(name);
                draft.notes.push(Note::default());
                draft.notes.len() - 1
            });
            draft.notes[at] =
                Note { runs: runs(&note, &mut names, &mut draft.notes), paragraphs: 1, is_end_note: false };
            index += 1;
        } else if is_row(&lines, index) {
            let count = lines[index..].iter().take_while(|line| line.text.contains(['|', '\t'])).count();
            draft.pieces.push(Piece::Table(table(&lines[index..index + count])));
            index += count;
        } else {
            draft.pieces.extend(piece(line, &mut names, &mut draft.notes, report));
            index += 1;
        }
    }
    draft.has_looks = draft.pieces.iter().any(|piece| matches!(piece, Piece::Paragraph(own) if own.heading.is_some()));
    Ok(draft)
}

/// Returns the lines of a person's text, with those joined that were wrapped by hand.
fn typed(text: &str, lines: Vec<Line>, report: &mut Report) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    for ranges in crate::issue::markdown::paragraphs(text) {
        for (part, range) in ranges.iter().enumerate() {
            let number = 1 + text[..range.start].matches('\n').count();
            let own = lines.get(number - 1).map(|line| line.text.clone()).unwrap_or_default();
            match joined.last_mut() {
                // Rows of a table are lines of their own.
                Some(last) if part > 0 && !own.contains('|') && !last.text.contains('|') => {
                    report.add(Remark::GuessJoined, "", At::Line(number, 1), own.trim());
                    scan::join(last, own.trim());
                }
                _ => joined.push(Line { number, text: own }),
            }
        }
    }
    joined
}

/// Returns the name and the words of a note's definition.
fn note_definition(line: &str) -> Option<(String, String)> {
    let (name, text) = line.trim_start().strip_prefix("[^")?.split_once("]:")?;
    Some((name.to_owned(), text.trim().to_owned()))
}

/// Returns whether a table begins at a line: two lines with bars, the second a rule, or two with tabs.
fn is_row(lines: &[Line], index: usize) -> bool {
    let Some(next) = lines.get(index + 1) else { return false };
    let (own, next) = (lines[index].text.trim_start_matches('\u{3000}'), &next.text);
    is_rule(next) && own.contains('|') || own.trim().contains('\t') && next.trim().contains('\t')
}

/// Returns whether a line is the rule below the head of a table.
fn is_rule(line: &str) -> bool {
    line.contains('|') && line.contains('-') && line.chars().all(|c| "|-: ".contains(c))
}

/// Makes a table of its lines.
fn table(lines: &[Line]) -> Table {
    let mut table = Table { has_rules: true, at: At::Line(lines[0].number, 1), ..Table::default() };
    for line in lines.iter().filter(|line| !is_rule(&line.text)) {
        let parts: Vec<String> = if line.text.contains('\t') {
            line.text.split('\t').map(str::to_owned).collect()
        } else {
            let inner = line.text.trim().replace("\\|", "\u{1}");
            let inner = inner.strip_prefix('|').unwrap_or(&inner);
            inner.strip_suffix('|').unwrap_or(inner).split('|').map(|part| part.replace('\u{1}', "|")).collect()
        };
        let cells = parts.iter().enumerate().map(|(column, part)| {
            let runs = runs(part.trim(), &mut Vec::new(), &mut Vec::new());
            let own = Paragraph { runs, at: At::Line(line.number, column + 1), ..Paragraph::default() };
            Cell { paragraphs: Some(own).filter(|own| !own.is_empty()).into_iter().collect(), ..Cell::default() }
        });
        table.rows.push(Row { cells: cells.collect(), is_head: false });
    }
    table
}

/// Reads a line that is no row.
fn piece(line: &Line, names: &mut Vec<String>, notes: &mut Vec<Note>, report: &mut Report) -> Option<Piece> {
    let at = At::Line(line.number, 1);
    let text = line.text.trim_matches(|c: char| c.is_whitespace());
    if text.is_empty() {
        return None;
    }
    if let Some((description, path, width)) = picture(text) {
        return Some(Piece::Picture(Picture { path: Some(path), width, description, at, ..Picture::default() }));
    }
    let level = text.len() - text.trim_start_matches('#').len();
    let is_heading = (1..=6).contains(&level) && text[level..].starts_with(' ');
    let indent = line.text.chars().take_while(|c| c.is_whitespace()).count();
    let bullet = ["- ", "* ", "+ "].iter().find_map(|mark| text.strip_prefix(mark));
    let words = if is_heading { text[level..].trim() } else { bullet.unwrap_or(text) };
    if words.starts_with('<') && words.ends_with('>') || has_html(words) {
        report.add(Remark::RefusedHtml, "", at.clone(), words);
        let bare = without_html(words);
        let own = Paragraph { runs: vec![Run::plain(bare)], at, ..Paragraph::default() };
        return Some(Piece::Paragraph(own)).filter(|_| !words.starts_with("<!--"));
    }
    Some(Piece::Paragraph(Paragraph {
        runs: runs(words, names, notes),
        bullet: bullet.map(|_| indent / 2),
        is_title: is_heading && level == 1,
        heading: is_heading.then(|| u8::try_from(level).unwrap_or(6)),
        align: if is_heading && level == 1 { Align::Centre } else { Align::Left },
        is_indented: line.text.starts_with('\u{3000}') || indent >= 2 && bullet.is_none(),
        at,
        ..Paragraph::default()
    }))
}

/// Reads a picture that stands alone: its description, path and width.
fn picture(text: &str) -> Option<(String, String, Option<u32>)> {
    let (description, rest) = text.strip_prefix("![")?.split_once("](")?;
    let rest = rest.strip_suffix(')')?;
    let (path, title) = rest.split_once(" \"").unwrap_or((rest, ""));
    let width = title.trim_end_matches('"').strip_suffix("mm").and_then(|width| width.trim().parse().ok());
    Some((description.to_owned(), path.trim().to_owned(), width))
}

/// Returns whether words hold a tag of HTML.
fn has_html(words: &str) -> bool {
    let mut rest = words;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name = rest.trim_start_matches('/');
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>');
        let before_escaped = words[..words.len() - rest.len() - 1].ends_with('\\');
        if is_tag && !before_escaped && !name.starts_with("http") {
            return true;
        }
    }
    false
}

/// Returns words without tags of HTML.
fn without_html(words: &str) -> String {
    let mut bare = String::new();
    let mut depth = 0;
    for c in words.chars() {
        match c {
            '<' => depth += 1,
            '>' if depth > 0 => depth -= 1,
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare
}
