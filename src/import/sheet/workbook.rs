//! The parts of a workbook: its sheets, shared texts, formats and cells (ECMA-376 part 1, 18).
//!
//! Hidden rows, columns and sheets are left and named.

use std::collections::HashSet;

use roxmltree::Node;

use super::format::{Formats, general, shown};
use super::{MAX_COLUMNS, MAX_ROWS};
use crate::diagnostic::Diagnostic;
use crate::import::draft::At;
use crate::import::fault::{damaged, too_large};
use crate::import::package::Package;
use crate::import::report::{Remark, Report};
use crate::import::xml::{self, attribute};

/// A workbook.
pub struct Workbook {
    /// The sheets: name, part, and whether it is hidden.
    pub sheets: Vec<(String, String, bool)>,
    /// The texts that cells share.
    texts: Vec<String>,
    /// The formats of cells.
    formats: Formats,
}

/// A sheet.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The cells that have something, row by row.
    pub cells: Vec<SheetCell>,
    /// The merged cells: first row and column, last row and column.
    pub merges: Vec<[usize; 4]>,
}

/// A cell of a sheet.
#[derive(Debug, Clone)]
pub struct SheetCell {
    /// Its row, from 1.
    pub row: usize,
    /// Its column, from 1.
    pub column: usize,
    /// What it shows.
    pub text: String,
    /// Whether it is set in the middle.
    pub is_centred: bool,
}

/// Returns whether an element has this local name.
fn is(name: &'static str) -> impl Fn(&Node) -> bool {
    move |node| node.is_element() && node.tag_name().name() == name
}

/// Returns the first child of this local name.
fn child<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Option<Node<'a, 'i>> {
    node.children().find(is(name))
}

impl Workbook {
    /// Opens a workbook.
    ///
    /// # Errors
    /// A part is damaged or too large.
    pub fn open(package: &mut Package, main: &str) -> Result<Self, Diagnostic> {
        let relations = package.relations(main)?;
        let target = |kind: &str| {
            relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.clone())
        };
        let text = package.text(main)?.ok_or_else(|| damaged(main))?;
        let tree = xml::tree(&text, main)?;
        let sheets = tree.descendants().filter(is("sheet")).filter_map(|sheet| {
            let id = sheet.attributes().find(|one| one.name() == "id" && one.namespace().is_some())?.value();
            let part =
                relations.iter().find(|relation| relation.id == id && relation.kind == "worksheet")?.target.clone();
            let is_hidden = matches!(attribute(sheet, "state"), Some("hidden" | "veryHidden"));
            Some((attribute(sheet, "name")?.to_owned(), part, is_hidden))
        });
        let sheets = sheets.collect();
        let mut texts = Vec::new();
        if let Some(part) = target("sharedStrings")
            && let Some(text) = package.text(&part)?
        {
            let tree = xml::tree(&text, &part)?;
            texts = tree.root_element().children().filter(is("si")).map(rich_text).collect();
        }
        let mut formats = Formats::default();
        if let Some(part) = target("styles")
            && let Some(text) = package.text(&part)?
        {
            formats = Formats::read(xml::tree(&text, &part)?.root_element());
        }
        formats.is_1904 = tree
            .descendants()
            .find(is("workbookPr"))
            .and_then(|node| attribute(node, "date1904"))
            .is_some_and(|value| matches!(value, "1" | "true"));
        Ok(Self { sheets, texts, formats })
    }

    /// Reads a sheet.
    ///
    /// # Errors
    /// It is damaged or too large.
    pub fn sheet(
        &self,
        package: &mut Package,
        name: &str,
        part: &str,
        report: &mut Report,
    ) -> Result<Sheet, Diagnostic> {
        let text = package.text(part)?.ok_or_else(|| damaged(part))?;
        let tree = xml::tree(&text, part)?;
        let root = tree.root_element();
        let is_true = |node: Node, name: &str| matches!(attribute(node, name), Some("1" | "true"));
        let number = |node: Node, name: &str| attribute(node, name).and_then(|value| value.parse::<usize>().ok());
        let columns = child(root, "cols").into_iter().flat_map(|cols| cols.children()).filter(is("col"));
        let hidden: Vec<(usize, usize)> = columns
            .filter(|col| is_true(*col, "hidden"))
            .filter_map(|col| Some((number(col, "min")?, number(col, "max")?)))
            .collect();
        let mut sheet = Sheet::default();
        let (mut row_number, mut first) = (0, None);
        for row in child(root, "sheetData").into_iter().flat_map(|data| data.children()).filter(is("row")) {
            row_number = number(row, "r").unwrap_or(row_number + 1);
            let mut column = 0;
            for cell in row.children().filter(is("c")) {
                column = attribute(cell, "r").and_then(column_of).unwrap_or(column + 1);
                let at = At::SheetCell(format!("{name}!{}{row_number}", letters(column)));
                let Some(text) = self.value(cell, &at, report) else { continue };
                let is_hidden =
                    hidden.iter().any(|(min, max)| (*min..=*max).contains(&column)) || is_true(row, "hidden");
                if is_hidden {
                    report.add(Remark::LeftHidden, "", at, &text);
                    continue;
                }
                let first_row = *first.get_or_insert(row_number);
                if column > 16_384 || row_number.saturating_sub(first_row) >= MAX_ROWS {
                    return Err(too_large(part));
                }
                let is_centred = self.formats.is_centred(number(cell, "s").unwrap_or(0));
                sheet.cells.push(SheetCell { row: row_number, column, text, is_centred });
            }
        }
        sheet.merges = merges(root, &sheet.cells, part)?;
        Ok(sheet)
    }

    /// Returns what a cell shows, or `None` if that is nothing.
    fn value(&self, cell: Node, at: &At, report: &mut Report) -> Option<String> {
        let value = child(cell, "v").and_then(|node| node.text()).unwrap_or_default();
        let has_formula = child(cell, "f").is_some();
        let kind = attribute(cell, "t").unwrap_or("n");
        if has_formula && value.is_empty() && kind != "str" {
            report.add(Remark::RefusedFormulaValue, "", at.clone(), "");
            return None;
        }
        let text = match kind {
            "s" => {
                value.trim().parse::<usize>().ok().and_then(|index| self.texts.get(index)).cloned().unwrap_or_default()
            }
            "inlineStr" => child(cell, "is").map(rich_text).unwrap_or_default(),
            "b" => {
                if value == "1" {
                    "TRUE".to_owned()
                } else {
                    "FALSE".to_owned()
                }
            }
            "e" => {
                report.add(Remark::RefusedCellError, "", at.clone(), value);
                return None;
            }
            "n" if !value.is_empty() => {
                let style = attribute(cell, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
                let number: f64 = value.trim().parse().ok()?;
                shown(number, self.formats.code(style), self.formats.is_1904).unwrap_or_else(|| {
                    report.add(Remark::GuessFormat, self.formats.code(style), at.clone(), value);
                    general(number)
                })
            }
            _ => value.to_owned(),
        };
        if has_formula {
            report.add(Remark::TakenFormula, "", at.clone(), &text);
        }
        let text = text.replace("\r\n", "\n").replace('\n', "");
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

/// Returns the merged cells of a sheet that have something.
fn merges(root: Node, cells: &[SheetCell], part: &str) -> Result<Vec<[usize; 4]>, Diagnostic> {
    let filled: HashSet<(usize, usize)> = cells.iter().map(|cell| (cell.row, cell.column)).collect();
    let corner = |name: &str| {
        let row = name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<usize>().ok()?;
        Some((row, column_of(name)?))
    };
    let all = child(root, "mergeCells").into_iter().flat_map(|cells| cells.children());
    let mut merges = Vec::new();
    for (from, to) in all.filter_map(|node| attribute(node, "ref")?.split_once(':')) {
        let (Some((top, left)), Some((bottom, right))) = (corner(from), corner(to)) else { continue };
        if !filled.contains(&(top, left)) {
            continue;
        }
        let is_wide = bottom.saturating_sub(top) >= MAX_ROWS || right.saturating_sub(left) >= MAX_COLUMNS;
        if is_wide || merges.len() >= MAX_ROWS {
            return Err(too_large(part));
        }
        merges.push([top, left, bottom.max(top), right.max(left)]);
    }
    Ok(merges)
}

/// Returns the words of a text with looks, without its phonetic part.
fn rich_text(node: Node) -> String {
    let is_phonetic = |node: &Node| node.ancestors().any(|above| above.tag_name().name() == "rPh");
    let texts = node.descendants().filter(is("t")).filter(|node| !is_phonetic(node));
    texts.filter_map(|node| node.text()).collect()
}

/// Returns the column of a cell's name, from 1.
fn column_of(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let column = letters.fold(0, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    (column > 0).then_some(column)
}

/// Returns the letters of a column.
pub fn letters(column: usize) -> String {
    let (mut column, mut letters) = (column, Vec::new());
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
        column /= 26;
    }
    letters.iter().rev().collect()
}
