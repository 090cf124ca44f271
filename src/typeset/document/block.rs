//! The data of running text, block by block, and of tables.

use std::ops::Range;
use std::sync::Arc;

use super::anchor::{Anchor, TypedValue};
use super::data::{
    Block, BreakRun, CellData, FootnoteRun, GridData, Heading, Paragraph, PictureData, RuleData, Run, TableData,
    TextRun,
};
use super::issue::Builder;
use super::line::{Part, Setting, prepare_parts};
use super::marker::{ListItem, list_items};
use super::printed::printed;
use super::word::{head_parts, parts_of_words};
use crate::asset::picture::Picture;
use crate::check::CheckedBlock;
use crate::input::yaml::Text;
use crate::issue::Table;
use crate::issue::markdown::{BlockKind, GridCell, Inline, Reading, item_reading, plain, reading};
use crate::typeset::field::{Cell, Field, RunningText};

impl Builder {
    /// Returns the blocks of a running text. A picture that couldn't be read has a finding and isn't drawn.
    pub(super) fn blocks(&mut self, text: RunningText, body: Option<&Text>, blocks: &[CheckedBlock]) -> Vec<Block> {
        let Some(body) = body.map(TypedValue::new) else { return Vec::new() };
        let can_be_drawn =
            |block: &&CheckedBlock| block.picture.is_some() || !matches!(block.block.kind, BlockKind::Picture { .. });
        let mut drawn = Vec::with_capacity(blocks.len());
        let items = list_items(blocks.iter().filter(can_be_drawn).map(|block| &block.block.kind));
        for (index, (block, item)) in blocks.iter().filter(can_be_drawn).zip(items).enumerate() {
            let at = Field::block(text, index);
            let reading = match (&block.block.kind, &item) {
                (BlockKind::Item { inlines, .. }, Some(item)) => item_reading(&item.marker, inlines),
                (kind, _) => kind.reading(),
            };
            self.anchor(&at, &body, &block.block.range, reading);
            drawn.push(self.block(at, &body, block, item));
        }
        drawn
    }

    /// Remembers where a part of a running text was typed, and how it reads.
    fn anchor(&mut self, at: &Field, body: &Arc<TypedValue>, range: &Range<usize>, reading: Reading) {
        self.anchors.insert(at.clone(), Anchor::part(body, range.clone()).with_reading(reading));
    }

    /// Returns one block, which may be an item of a list.
    fn block(&mut self, at: Field, body: &Arc<TypedValue>, checked: &CheckedBlock, item: Option<ListItem>) -> Block {
        match &checked.block.kind {
            BlockKind::Paragraph(inlines) => {
                let runs = self.runs(&at, body, inlines, Setting::PARAGRAPH);
                Block::Text(Paragraph::new(at, runs))
            }
            BlockKind::Quote(inlines) => {
                let runs = self.runs(&at, body, inlines, Setting::PARAGRAPH);
                Block::Text(Paragraph { quote: true, ..Paragraph::new(at, runs) })
            }
            BlockKind::Rule => Block::Rule(RuleData { at }),
            BlockKind::Item { depth, inlines, .. } => {
                let runs = self.runs(&at, body, inlines, Setting::FULL);
                let (marker, list) = item.map(|ListItem { marker, list }| (marker, list)).unzip();
                Block::Text(Paragraph { depth: Some(*depth), marker, list, ..Paragraph::new(at, runs) })
            }
            BlockKind::Heading { level, inlines } => {
                let runs = self.runs(&at, body, inlines, Setting::PARAGRAPH);
                Block::Heading(Heading { at, level: *level, runs })
            }
            BlockKind::Picture { caption, width, .. } => {
                let path = checked.picture.as_ref().map_or_else(String::new, |picture| self.picture(&at, picture));
                let runs = self.runs(&at, body, caption, Setting::FULL);
                Block::Picture(PictureData { at, path, alt: plain(caption), runs, width: *width, lines_less: None })
            }
            BlockKind::Grid { columns, rows } => {
                let columns = self.grid_row(&at, body, None, columns);
                let rows = rows.iter().enumerate().map(|(row, cells)| self.grid_row(&at, body, Some(row), cells));
                let table = TableData {
                    columns,
                    rows: rows.collect(),
                    continued: printed("continued", &[]),
                    may_break: false,
                    break_before: Vec::new(),
                };
                Block::Table(GridData { at, table })
            }
        }
    }

    /// Remembers the picture that a block shows. Returns its path for the layout.
    fn picture(&mut self, at: &Field, picture: &Picture) -> String {
        let name = format!("pictures/{}.{}", self.pictures.len() + 1, picture.extension);
        let path = format!("/{name}");
        self.pictures.insert(name.clone(), picture.bytes.clone());
        self.anchors.entry(at.clone()).and_modify(|anchor| anchor.picture = Some(name));
        path
    }

    /// Returns a row of a table within running text; `None` is the head.
    fn grid_row(
        &mut self,
        at: &Field,
        body: &Arc<TypedValue>,
        row: Option<usize>,
        cells: &[GridCell],
    ) -> Vec<CellData> {
        let mut drawn = Vec::with_capacity(cells.len());
        for (column, cell) in cells.iter().enumerate() {
            let at = at.with_cell(Cell { row, column });
            self.anchor(&at, body, &cell.range, reading(&cell.inlines));
            let words = plain(&cell.inlines);
            let head = row.is_none().then_some(words.as_str());
            let runs = self.runs(&at, body, &cell.inlines, Setting::cell(cells.len(), 1, head));
            let parts = if row.is_none() { head_parts(&cell.inlines) } else { Vec::new() };
            drawn.push(CellData { at, span: 1, runs, parts });
        }
        drawn
    }

    /// Returns words as they are prepared for a place.
    fn runs(&mut self, at: &Field, body: &Arc<TypedValue>, inlines: &[Inline], setting: Setting) -> Vec<Run> {
        let parts = inlines.iter().map(|inline| match inline {
            Inline::Text { text, .. } => Part::Words(text),
            Inline::Break => Part::Break,
            Inline::Footnote { .. } => Part::Note,
        });
        let prepared = prepare_parts(&parts.collect::<Vec<_>>(), setting);
        let mut runs = Vec::with_capacity(inlines.len());
        for (index, (inline, prepared)) in inlines.iter().zip(prepared).enumerate() {
            runs.push(match inline {
                Inline::Text { strong, emphasis, .. } => Run::Text(TextRun {
                    text: prepared.text,
                    strong: *strong,
                    emphasis: *emphasis,
                    narrow_first: prepared.narrow_first,
                    narrow_last: prepared.narrow_last,
                }),
                Inline::Break => Run::Break(BreakRun { r#break: true }),
                Inline::Footnote { inlines, range } => {
                    let at = at.with_footnote(index);
                    self.anchor(&at, body, range, reading(inlines));
                    let footnote = self.runs(&at, body, inlines, Setting::FULL);
                    Run::Footnote(FootnoteRun::new(at, footnote))
                }
            });
        }
        runs
    }

    /// Returns the table that an article has beside its text. Cells beyond the last column have a finding and aren't drawn.
    pub(super) fn table(&mut self, article: usize, table: &Table) -> TableData {
        let head = table.columns.iter().enumerate();
        let columns =
            head.map(|(column, text)| self.table_cell(article, Cell { row: None, column }, text, 1, table)).collect();
        let mut rows = Vec::with_capacity(table.rows.len());
        for (y, row) in table.rows.iter().enumerate() {
            let mut room = table.columns.len();
            let mut cells = Vec::with_capacity(row.len());
            for (x, cell) in row.iter().enumerate() {
                if room == 0 {
                    break;
                }
                let span = cell.columns().min(room);
                room -= span;
                cells.push(self.table_cell(article, Cell { row: Some(y), column: x }, &cell.text, span, table));
            }
            rows.push(cells);
        }
        TableData { columns, rows, continued: printed("continued", &[]), may_break: false, break_before: Vec::new() }
    }

    /// Returns a cell of an article's table.
    fn table_cell(&mut self, article: usize, cell: Cell, text: &Text, span: usize, table: &Table) -> CellData {
        let head = cell.row.is_none().then_some(text.as_str());
        let setting = Setting::cell(table.columns.len(), span, head);
        let at = Field::TableCell(article, cell);
        let parts = head.map_or_else(Vec::new, parts_of_words);
        let text = self.field_in(&at, text, setting);
        let run = (!text.is_empty()).then_some(Run::Text(TextRun { text, ..TextRun::default() }));
        CellData { at, span, runs: run.into_iter().collect(), parts }
    }
}
