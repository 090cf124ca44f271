//! Checks the sums of a table: the total that is typed beside it, and its own rows and columns of totals (合计).
//!
//! It takes a table as plain cells, from YAML or from Markdown alike.

use std::collections::BTreeSet;

use super::limit::{MAX_COLUMNS, MAX_ROWS};
use super::sum::{Line, Sums, members};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::yaml::Located;
use crate::issue::Total;
use crate::issue::figure::{Decimal, Figure, Figures, read_figures, scale_of_unit};

/// The most findings of one kind in one table.
const MAX_FINDINGS: usize = 20;
/// The most rows of totals that are checked in one table.
const MAX_TOTALS: usize = 100;
/// The most characters of a cell that a message shows.
const SHOWN_CHARS: usize = 20;
/// Heads of columns that number the rows. Their figures are no amounts.
const NUMBERING: &[&str] = &["序号", "编号", "序", "排名", "名次", "位次", "No.", "年份", "年度", "日期", "时间"];
/// Words in the head of a column whose figures have no sum.
const WITHOUT_SUM: &[&str] = &["率", "均", "比", "占", "增幅", "增长", "增速", "排名", "名次", "位次", "指数", "得分"];

/// A table whose sums are checked.
pub struct Grid<'g> {
    /// The words that name each column.
    pub head: Vec<ColumnLabel>,
    /// The rows.
    pub rows: Vec<Vec<GridCell>>,
    /// Returns where a cell was typed, by its row and its index there.
    pub place: &'g dyn Fn(usize, usize) -> Place,
}

/// The words that name a column.
#[derive(Debug, Clone, Default)]
pub struct ColumnLabel {
    /// The words of the lowest head above the column.
    own: String,
    /// The words of all heads above it, from the top.
    all: String,
    /// Whether a head above the lowest one says that the column is one of totals.
    is_below_total: bool,
}

impl ColumnLabel {
    /// Makes the label of a column with one head.
    pub fn of(words: &str) -> Self {
        Self { own: words.to_owned(), all: words.to_owned(), is_below_total: false }
    }

    /// Returns what the column is.
    pub fn line(&self) -> Line {
        if self.is_below_total { Line::Nothing } else { Line::of_label(&self.own) }
    }

    /// Adds a head below the others.
    pub fn push(&mut self, words: &str) {
        self.is_below_total |= matches!(Line::of_label(&self.own), Line::Total(_));
        self.own = words.to_owned();
        self.all.push_str(words);
    }
}

/// A cell of a table whose sums are checked.
pub struct GridCell {
    /// Its words.
    pub text: String,
    /// Its first column.
    pub column: usize,
    /// The columns that it spans.
    pub span: usize,
    /// The rows that it spans.
    pub rows: usize,
    /// Its index in the row that it was typed in.
    pub index: usize,
}

/// The total that stands beside a table.
pub struct TypedTotal<'t> {
    /// The total with its place.
    pub total: &'t Located<Total>,
    /// Its unit, or an empty text.
    pub unit: &'t str,
}

/// A cell with its column and its figures.
struct Amount {
    /// Its first column.
    column: usize,
    /// The columns that it spans.
    span: usize,
    /// Its index in the row.
    index: usize,
    /// Its words.
    text: String,
    /// What is read of them.
    figures: Figures,
}

/// A cell by its row and its index there.
type At = (usize, usize);

/// The examination of one table.
struct Examination<'g, 'f> {
    grid: &'g Grid<'g>,
    rows: Vec<Vec<Amount>>,
    /// The index of the cell at each column of each row. A cell that spans columns stands at none.
    cells: Vec<Vec<Option<usize>>>,
    /// Whether a cell with figures spans each row and others.
    spanned: Vec<bool>,
    /// What each row is.
    row_lines: Vec<Line>,
    /// What each column is.
    column_lines: Vec<Line>,
    findings: &'f mut Vec<Diagnostic>,
    /// The number of totals that were reported.
    mismatches: usize,
    /// The cells that have been named as unclear.
    named: BTreeSet<At>,
}

/// Checks the sums of a table. One that is too large is reported elsewhere.
pub fn check(grid: &Grid, total: Option<&TypedTotal>, findings: &mut Vec<Diagnostic>) {
    if grid.head.len() > MAX_COLUMNS || grid.rows.len() > MAX_ROWS {
        return;
    }
    let rows: Vec<Vec<Amount>> = grid.rows.iter().map(|row| amounts(row)).collect();
    let row_lines: Vec<_> = rows.iter().map(|row| Line::of_label(label(row).map_or("", |cell| &cell.text))).collect();
    let column_lines = column_lines(&grid.head, &rows);
    let spanned = rows_below_spans(&grid.rows);
    let find = |row: &Vec<Amount>, column| row.iter().position(|cell| cell.column == column && cell.span == 1);
    let cells = rows.iter().map(|row| (0..grid.head.len()).map(|column| find(row, column)).collect()).collect();
    let (mismatches, named) = (0, BTreeSet::new());
    let mut examination =
        Examination { grid, rows, cells, spanned, row_lines, column_lines, findings, mismatches, named };
    examination.check_rows();
    examination.check_columns();
    if let Some(total) = total {
        examination.check_typed(total);
    }
}

/// Returns the cells of a row with their figures.
fn amounts(row: &[GridCell]) -> Vec<Amount> {
    let amount = |cell: &GridCell| {
        let figures = if cell.column == 0 { Figures::default() } else { read_figures(&cell.text) };
        Amount { column: cell.column, span: cell.span, index: cell.index, text: cell.text.clone(), figures }
    };
    row.iter().map(amount).collect()
}

/// Returns for each row whether a cell with figures spans it and others. Then it can't be told how much belongs to it.
fn rows_below_spans(rows: &[Vec<GridCell>]) -> Vec<bool> {
    let mut spanned = vec![false; rows.len()];
    for (row, cells) in rows.iter().enumerate() {
        let has_figures =
            |cell: &&GridCell| cell.rows > 1 && cell.column > 0 && !read_figures(&cell.text).found.is_empty();
        let deepest = cells.iter().filter(has_figures).map(|cell| cell.rows).max().unwrap_or(0);
        spanned.iter_mut().skip(row).take(deepest).for_each(|row| *row = true);
    }
    spanned
}

/// Returns the cell that names a row: the first one with words.
fn label(row: &[Amount]) -> Option<&Amount> {
    row.iter().find(|cell| !cell.text.trim().is_empty())
}

/// Returns what each column is. A column of totals is one only beside two columns with figures.
fn column_lines(head: &[ColumnLabel], rows: &[Vec<Amount>]) -> Vec<Line> {
    let mut lines: Vec<_> = head.iter().map(|label| Line::of_label(&label.own)).collect();
    let has_figures = |column: usize| {
        let cells = || rows.iter().flatten().filter(|cell| cell.column == column && cell.span == 1);
        cells().any(|cell| cell.figures.found.iter().any(|figure| !figure.is_share))
    };
    for (column, label) in head.iter().enumerate() {
        if column == 0 || NUMBERING.contains(&label.own.trim()) || label.is_below_total {
            lines[column] = Line::Nothing;
        }
    }
    let parts = (1..head.len()).filter(|column| lines[*column] == Line::Part && has_figures(*column)).count();
    if parts < 2 {
        lines.iter_mut().skip(1).filter(|line| matches!(line, Line::Total(_))).for_each(|line| *line = Line::Part);
    }
    lines
}

/// Returns whether the figures of a column with this head have a sum.
pub fn has_sum(head: &ColumnLabel) -> bool {
    !WITHOUT_SUM.iter().any(|word| head.all.contains(word)) && !NUMBERING.contains(&head.own.trim())
}

/// Returns the power of ten of the unit in a head, such as 4 in 金额（万元）.
fn scale_of_head(head: &ColumnLabel) -> u32 {
    let head = &head.all;
    let unit = head.rsplit(['（', '(', '/', '：']).next().filter(|unit| unit.len() < head.len());
    unit.map_or(0, scale_of_unit)
}

/// Returns the only figure of a cell.
fn single(figures: &Figures) -> Option<Figure> {
    match figures.found.as_slice() {
        [figure] if !figures.is_unclear => Some(*figure),
        _ => None,
    }
}

impl Examination<'_, '_> {
    /// Checks the rows of totals, column by column.
    fn check_rows(&mut self) {
        let totals = (0..self.rows.len()).filter(|row| matches!(self.row_lines[*row], Line::Total(_)));
        for row in totals.take(MAX_TOTALS).collect::<Vec<_>>() {
            let Some(label) = label(&self.rows[row]) else { continue };
            let (first, words) = (label.column.saturating_add(label.span), label.text.clone());
            let lists = members(&self.row_lines, row);
            for column in first..self.grid.head.len() {
                let head = &self.grid.head[column];
                let Some(cell) = self.cells[row][column] else { continue };
                if self.column_lines[column] == Line::Nothing || !has_sum(head) || self.is_spanned(&lists, column) {
                    continue;
                }
                let cells = |lines: &Vec<usize>| {
                    lines.iter().filter_map(|line| Some((*line, self.cells[*line][column]?))).collect()
                };
                let candidates: Vec<Vec<At>> = lists.iter().map(cells).collect();
                self.compare((row, cell), &candidates, scale_of_head(head), &words);
            }
        }
    }

    /// Returns whether a row has a cell over this column and others. Then it can't be told how much of it belongs here.
    fn is_spanned(&self, lists: &[Vec<usize>], column: usize) -> bool {
        let covers = |cell: &Amount| {
            cell.span > 1
                && !cell.figures.found.is_empty()
                && (cell.column..cell.column.saturating_add(cell.span)).contains(&column)
        };
        lists.iter().flatten().any(|row| self.rows[*row].iter().any(covers))
    }

    /// Checks the columns of totals, row by row.
    fn check_columns(&mut self) {
        for column in 0..self.column_lines.len() {
            let head = self.grid.head[column].clone();
            let scale = scale_of_head(&head);
            let adds = |column: &usize| has_sum(&self.grid.head[*column]);
            let lists = members(&self.column_lines, column);
            let lists: Vec<Vec<usize>> =
                lists.into_iter().map(|list| list.into_iter().filter(adds).collect()).collect();
            let heads = lists.first().into_iter().flatten().map(|column| &self.grid.head[*column]);
            if lists.is_empty() || heads.map(scale_of_head).any(|other| other != scale) {
                continue;
            }
            for row in 0..self.rows.len() {
                let is_spanned = self.spanned[row] || self.rows[row].iter().any(|cell| cell.span > 1);
                let Some(cell) = self.cells[row][column].filter(|_| !is_spanned) else { continue };
                let cells = |columns: &Vec<usize>| {
                    columns.iter().filter_map(|column| Some((row, self.cells[row][*column]?))).collect()
                };
                let candidates: Vec<Vec<At>> = lists.iter().map(cells).collect();
                self.compare((row, cell), &candidates, scale, &head.own);
            }
        }
    }

    /// Compares a total in the table with the sums of some cells. One of the sums has to be the same.
    fn compare(&mut self, total: At, candidates: &[Vec<At>], scale: u32, label: &str) {
        let figures = &self.rows[total.0][total.1].figures;
        if figures.is_unclear {
            self.name_unclear(total);
            return;
        }
        let Some(figure) = single(figures) else { return };
        let sums = candidates.iter().map(|cells| self.sums(cells, scale)).collect::<Vec<_>>();
        let Some(first) = sums.first().filter(|sums| sums.count(figure.is_share) > 0) else { return };
        let is_right = sums.iter().any(|sums| sums.agrees(&figure, scale));
        // A share in a row of totals may be the share of the whole. Only 100 % has to be the sum.
        let is_checked = !figure.is_share || figure.number == Decimal::from(100);
        if !is_right && is_checked && self.mismatches < MAX_FINDINGS {
            self.mismatches += 1;
            let sum = first.shown(&figure, scale);
            let finding = Diagnostic::new(Code::TotalRow).with("label", shown(label)).with("sum", sum);
            let text = shown(&self.rows[total.0][total.1].text);
            self.findings.push(finding.with("total", text).at((self.grid.place)(total.0, total.1)));
        }
        if is_checked {
            candidates[0].iter().for_each(|cell| self.name_if_unclear(*cell));
        }
    }

    /// Checks the total that stands beside the table.
    fn check_typed(&mut self, typed: &TypedTotal) {
        let figure = typed.total.figure;
        let scale = scale_of_unit(typed.unit);
        let is_part = |column: usize| matches!(self.column_lines.get(column), None | Some(Line::Part));
        let cells = |takes: &dyn Fn(&Line) -> bool| -> Vec<At> {
            let rows = (0..self.rows.len()).filter(|row| takes(&self.row_lines[*row]));
            let of_row = |row: usize| self.rows[row].iter().map(move |cell| (row, cell.index, cell.column));
            rows.flat_map(of_row).filter(|(.., column)| is_part(*column)).map(|(row, cell, _)| (row, cell)).collect()
        };
        let candidates =
            [cells(&|line| *line == Line::Part), cells(&|line| matches!(line, Line::Part | Line::PartOfPart))];
        let sums = candidates.each_ref().map(|cells| self.sums(cells, scale));
        let is_right = sums.iter().any(|sums| sums.agrees(&figure, scale));
        if !is_right {
            let finding = Diagnostic::new(Code::TotalMismatch).with("total", typed.total.text.as_str());
            let sum = sums[0].shown(&figure, scale);
            self.findings.push(finding.with("sum", sum).at(typed.total.place.clone()));
        }
        // Remarks may have digits, too. They are named where the sum is wrong, or where a column has figures besides.
        let [cells, _] = candidates;
        for (row, cell) in cells {
            let column = self.rows[row][cell].column;
            let has_figures =
                || self.rows.iter().flatten().any(|other| other.column == column && !other.figures.found.is_empty());
            if !is_right || has_figures() {
                self.name_if_unclear((row, cell));
            }
        }
    }

    /// Adds the figures of some cells.
    fn sums(&self, cells: &[At], scale: u32) -> Sums {
        Sums::of(cells.iter().flat_map(|(row, cell)| &self.rows[*row][*cell].figures.found), scale)
    }

    /// Reports a cell whose figure isn't certain, once.
    fn name_if_unclear(&mut self, cell: At) {
        if self.rows[cell.0][cell.1].figures.is_unclear {
            self.name_unclear(cell);
        }
    }

    fn name_unclear(&mut self, (row, cell): At) {
        if self.named.len() < MAX_FINDINGS && self.named.insert((row, cell)) {
            let finding = Diagnostic::new(Code::FigureUnclear).with("text", shown(&self.rows[row][cell].text));
            self.findings.push(finding.at((self.grid.place)(row, cell)));
        }
    }
}

/// Returns the beginning of a cell's words, in one line.
fn shown(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}
