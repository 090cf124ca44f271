//! The data of the table that an article has under the key `table`.

use super::anchor::Anchor;
use super::data::{BreakRun, CellData, Run, TableData, TextRun, Words};
use super::issue::Builder;
use super::line::{Part, Setting, prepare_parts};
use super::lines;
use super::printed::printed;
use super::word::parts_of_words;
use crate::input::yaml::Text;
use crate::issue::{Align, Cell as TypedCell, PlacedCell, Table, arrange};
use crate::typeset::field::{Cell, Field, Row, TablePart};

impl Builder {
    /// Returns the table that an article has beside its text. Cells that don't fit in have a finding and aren't drawn.
    pub(super) fn table(&mut self, article: usize, table: &Table) -> TableData {
        let head = table.head_rows();
        let mut head = self.table_rows(article, table, &head, Row::Head).into_iter();
        let columns = head.next().unwrap_or_default();
        let rows = self.table_rows(article, table, &table.rows, Row::Body);
        let align = table.align.iter().flatten().map(|align| Some(align.value));
        TableData {
            columns,
            more_head: head.collect(),
            rows,
            continued: printed("continued", &[]),
            landscape: table.landscape.as_ref().is_some_and(|landscape| landscape.value),
            align: align_names(align),
            caption: self.around_table(article, TablePart::Caption, table.caption.as_ref()),
            unit_line: self.around_table(article, TablePart::UnitLine, table.unit_line.as_ref()),
            notes: self.table_notes(article, table),
            ..TableData::default()
        }
    }

    /// Returns the rows of a table's head, or those below it.
    fn table_rows(
        &mut self,
        article: usize,
        table: &Table,
        rows: &[Vec<TypedCell>],
        name: impl Fn(usize) -> Row,
    ) -> Vec<Vec<CellData>> {
        let columns = table.column_count();
        let spans: Vec<_> = rows.iter().map(|row| row.iter().map(TypedCell::spans).collect()).collect();
        let is_head = name(0).body().is_none();
        let arranged = arrange(&spans, columns, is_head).rows;
        let mut drawn = Vec::with_capacity(rows.len());
        for (row, placed) in arranged.into_iter().enumerate() {
            let cell = |placed: PlacedCell| {
                let text = &rows[row][placed.index].text;
                let at = Field::TableCell(article, Cell { row: name(row), column: placed.index });
                self.table_cell(at, text, placed, columns, is_head)
            };
            drawn.push(placed.into_iter().map(cell).collect());
        }
        drawn
    }

    /// Returns a cell. A line that was typed is a line in print.
    fn table_cell(&mut self, at: Field, text: &Text, placed: PlacedCell, columns: usize, is_head: bool) -> CellData {
        self.anchors.insert(at.clone(), Anchor::whole(text));
        let typed: Vec<&str> = lines(text).collect();
        let words = typed.concat();
        let setting = Setting::cell(columns, placed.columns, is_head.then_some(words.as_str()));
        let mut parts = Vec::with_capacity(2 * typed.len());
        for line in &typed {
            if !parts.is_empty() {
                parts.push(Part::Break);
            }
            parts.push(Part::Words(line));
        }
        let prepared = prepare_parts(&parts, setting);
        let run = |(part, prepared): (&Part, super::line::Prepared)| match part {
            Part::Break => Run::Break(BreakRun { r#break: true }),
            _ => Run::Text(TextRun { text: prepared.text, ..TextRun::default() }),
        };
        let runs = parts.iter().zip(prepared).map(run).collect();
        let parts = match typed.as_slice() {
            [line] if is_head => parts_of_words(line),
            _ => Vec::new(),
        };
        CellData { at, column: placed.column, span: placed.columns, rows: placed.rows, runs, parts }
    }

    /// Returns what stands around a table, in one line of words.
    fn around_table(&mut self, article: usize, part: TablePart, text: Option<&Text>) -> Option<Words> {
        let at = Field::TablePart(article, part);
        let text = self.field(&at, text?);
        (!text.is_empty()).then_some(Words { at, text })
    }

    /// Returns the notes below a table.
    fn table_notes(&mut self, article: usize, table: &Table) -> Vec<Words> {
        let note = |(index, note)| self.around_table(article, TablePart::Note(index), Some(note));
        table.notes.iter().enumerate().filter_map(note).collect()
    }
}

/// Returns how the columns are aligned, for the layout. Nothing is said where all are aligned by what stands in them.
pub(super) fn align_names(columns: impl Iterator<Item = Option<Align>>) -> Vec<&'static str> {
    let names: Vec<_> = columns.map(|align| align.map_or("auto", Align::name)).collect();
    if names.iter().all(|name| *name == "auto") { Vec::new() } else { names }
}
