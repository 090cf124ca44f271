//! Adds the totals that `total: columns`, `rows` or `both` asks for: a row or a column 合计 with the sums.
//!
//! Only exact figures are added. What can't be read is reported by the check of the sums, as in a typed row of totals.

use crate::check::limit::{MAX_COLUMNS, MAX_ROWS};
use crate::check::sum::Line;
use crate::check::table::{column_labels, grid_rows, spans};
use crate::check::total::{ColumnLabel, GridCell, has_sum};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::yaml::{Located, Text};
use crate::issue::figure::{Decimal, read_figures};
use crate::issue::{Cell, Table, TableTotal, arrange};

/// The label of totals.
const LABEL: &str = "合计";

/// Adds totals to a table. One that has such a row or column already keeps it, and it is checked as any other.
pub fn add_totals(table: &mut Table, findings: &mut Vec<Diagnostic>) {
    let Some(Located { value: TableTotal::Added { columns, rows }, place }) = table.total.clone() else { return };
    let count = table.column_count();
    let is_sensible = |count: usize| (1..=MAX_COLUMNS).contains(&count) && table.rows.len() <= MAX_ROWS;
    if !is_sensible(count) || table.rows.is_empty() {
        return;
    }
    let mut has_added = false;
    if rows && !labels(table).iter().any(|label| matches!(label.line(), Line::Total(_))) {
        has_added |= add_column(table, &place);
    }
    let has_row = table.rows.iter().any(|row| matches!(row_line(row), Line::Total(_)));
    if columns && !has_row {
        has_added |= add_row(table, &place);
    }
    let has_column = labels(table).iter().any(|label| matches!(label.line(), Line::Total(_)));
    if !has_added && !has_row && !has_column {
        findings.push(Diagnostic::new(Code::TotalNotAdded).at(place));
    }
}

/// Returns the words that name each column.
fn labels(table: &Table) -> Vec<ColumnLabel> {
    let (head, columns) = (table.head_rows(), table.column_count());
    column_labels(&head, &arrange(&spans(&head), columns, true), columns)
}

/// Returns what a row is, by its first cell with words.
fn row_line(row: &[Cell]) -> Line {
    let label = row.iter().find(|cell| !cell.text.trim().is_empty());
    label.map_or(Line::Part, |cell| Line::of_label(&cell.text))
}

/// Returns the cells of all rows in their places.
fn cells(table: &Table) -> Vec<Vec<GridCell>> {
    grid_rows(table, &arrange(&spans(&table.rows), table.column_count(), false))
}

/// Makes a cell that the program adds.
fn cell(words: String, place: &Place) -> Cell {
    Cell { text: Text { value: words, place: place.clone() }, rows: None, span: None }
}

/// Returns a count as the YAML has it, if it is more than one.
fn count(number: usize, place: &Place) -> Option<Located<std::num::NonZeroU32>> {
    let number = u32::try_from(number).ok().filter(|number| *number > 1).and_then(std::num::NonZeroU32::new)?;
    Some(Located { value: number, place: place.clone() })
}

/// Adds a column with the total of each row. Returns whether there was anything to add.
fn add_column(table: &mut Table, place: &Place) -> bool {
    let (labels, grid) = (labels(table), cells(table));
    let columns = labels.len();
    let adds = |cell: &&GridCell| {
        let label = &labels[cell.column];
        cell.column > 0 && has_sum(label) && label.line() == Line::Part && cell.rows == 1
    };
    let sum_of = |row: &Vec<GridCell>| Sum::of(row.iter().filter(adds).map(|cell| cell.text.as_str()));
    let sums: Vec<_> = grid.iter().map(sum_of).collect();
    let has_parts = grid.iter().any(|row| row.iter().filter(adds).filter(|cell| has_figure(&cell.text)).count() > 1);
    if !has_parts {
        return false;
    }
    let arranged = arrange(&spans(&table.rows), columns, true);
    let mut missing = vec![0; table.rows.len()];
    for (row, _, misfit) in arranged.misfits {
        if let crate::issue::Misfit::Gap { count } = misfit {
            missing[row] = count;
        }
    }
    for ((row, sum), missing) in table.rows.iter_mut().zip(sums).zip(missing) {
        row.extend(std::iter::repeat_with(|| cell(String::new(), place)).take(missing));
        row.push(cell(sum.map(|sum| sum.text()).unwrap_or_default(), place));
    }
    if table.columns.is_empty() {
        let rows = count(table.head.len(), place);
        table.head[0].push(Cell { rows, ..cell(LABEL.to_owned(), place) });
    } else {
        table.columns.push(cell(LABEL.to_owned(), place).text);
    }
    if let Some(align) = &mut table.align
        && let Some(last) = align.last().cloned()
    {
        align.push(last);
    }
    true
}

/// Adds a row with the total of each column. Returns whether there was anything to add.
fn add_row(table: &mut Table, place: &Place) -> bool {
    let (labels, grid) = (labels(table), cells(table));
    let is_part = |row: &usize| row_line(&table.rows[*row]) == Line::Part;
    let sums: Vec<_> = (0..labels.len())
        .map(|column| {
            let parts = (0..grid.len()).filter(is_part).flat_map(|row| &grid[row]);
            let own = parts.filter(|cell| cell.column == column && cell.span == 1).map(|cell| cell.text.as_str());
            if column > 0 && has_sum(&labels[column]) { Sum::of(own) } else { None }
        })
        .collect();
    let Some(first) = sums.iter().position(Option::is_some) else { return false };
    let span = count(first, place);
    let mut row = vec![Cell { span, ..cell(LABEL.to_owned(), place) }];
    row.extend(sums.into_iter().skip(first).map(|sum| cell(sum.map(|sum| sum.text()).unwrap_or_default(), place)));
    table.rows.push(row);
    true
}

/// Returns whether a text has a figure that can be added.
fn has_figure(text: &str) -> bool {
    read_figures(text).found.iter().any(|figure| !figure.is_share)
}

/// The sum of some cells, and how it is written.
struct Sum {
    amount: Decimal,
    /// The decimal places.
    places: usize,
    /// Whether commas part the thousands.
    thousands: bool,
    /// The words behind each figure, such as 篇 or 万元, if all have the same.
    unit: String,
    /// The power of ten of that unit.
    scale: u32,
}

impl Sum {
    /// Adds the figures of cells. Returns `None` if there is nothing to add, or shares among them.
    fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Self> {
        let texts: Vec<&str> = texts.filter(|text| has_figure(text)).collect();
        let figures: Vec<_> = texts.iter().flat_map(|text| read_figures(text).found).collect();
        let first = figures.first()?;
        if figures.iter().any(|figure| figure.is_share) {
            return None;
        }
        let unit = |text: &str| {
            text.trim().trim_start_matches(|c: char| !c.is_ascii_digit()).trim_start_matches(is_digit).to_owned()
        };
        let units: Vec<String> = texts.iter().map(|text| unit(text)).collect();
        let is_same = units.iter().all(|unit| *unit == units[0]) && figures.len() == texts.len();
        Some(Self {
            amount: figures.iter().map(|figure| figure.amount(0)).sum(),
            places: figures.iter().map(|figure| figure.places as usize).max().unwrap_or(0),
            thousands: texts.iter().any(|text| text.contains([',', '，'])),
            scale: if is_same { first.scale.unwrap_or(0) } else { 0 },
            unit: if is_same { units[0].clone() } else { String::new() },
        })
    }

    /// Returns the sum as it is printed, with as many decimal places as its parts have.
    fn text(&self) -> String {
        let digits = self.amount.in_scale(self.scale);
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let fraction = format!("{fraction:0<width$}", width = self.places);
        let (sign, bare) = whole.strip_prefix('-').map_or(("", whole), |bare| ("-", bare));
        let mut parted = String::new();
        for (index, digit) in bare.chars().enumerate() {
            if self.thousands && index > 0 && (bare.len() - index).is_multiple_of(3) {
                parted.push(',');
            }
            parted.push(digit);
        }
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{parted}{point}{fraction}{}", self.unit)
    }
}

/// Returns whether a character belongs to a figure.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ',' | '，' | '.' | '\u{a0}')
}
