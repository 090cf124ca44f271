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
use super::table::align_names;
use super::word::head_parts;
use crate::asset::picture::Picture;
use crate::check::CheckedBlock;
use crate::input::yaml::Text;
use crate::issue::markdown::{Beside, BlockKind, GridCell, Inline, Reading, item_reading, plain, reading};
use crate::typeset::field::{Cell, Field, Row, RunningText};

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
            BlockKind::Picture { path: typed, caption, width, beside } => {
                let path = checked.picture.as_ref().map_or_else(String::new, |picture| self.picture(&at, picture));
                let runs = self.runs(&at, body, caption, Setting::FULL);
                let (row, side) = match beside {
                    Beside::Nothing => (None, None),
                    Beside::Pictures(row) => (Some(*row), None),
                    Beside::TextAtRight => (None, Some("left")),
                    Beside::TextAtLeft => (None, Some("right")),
                };
                let alt = alternate_text(caption, typed);
                Block::Picture(PictureData { at, path, alt, runs, width: *width, row, side, lines_less: None })
            }
            BlockKind::Grid { columns, rows, align } => {
                let columns = self.grid_row(&at, body, Row::FIRST, columns);
                let rows = rows.iter().enumerate();
                let rows = rows.map(|(row, cells)| self.grid_row(&at, body, Row::Body(row), cells)).collect();
                let (continued, align) = (printed("continued", &[]), align_names(align.iter().copied()));
                Block::Table(Box::new(GridData {
                    at,
                    table: TableData { columns, rows, continued, align, ..TableData::default() },
                }))
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

    /// Returns a row of a table within running text.
    fn grid_row(&mut self, at: &Field, body: &Arc<TypedValue>, row: Row, cells: &[GridCell]) -> Vec<CellData> {
        let mut drawn = Vec::with_capacity(cells.len());
        for (column, cell) in cells.iter().enumerate() {
            let at = at.with_cell(Cell { row, column });
            self.anchor(&at, body, &cell.range, reading(&cell.inlines));
            let words = plain(&cell.inlines);
            let is_head = row.body().is_none();
            let head = is_head.then_some(words.as_str());
            let runs = self.runs(&at, body, &cell.inlines, Setting::cell(cells.len(), 1, head));
            let parts = if is_head { head_parts(&cell.inlines) } else { Vec::new() };
            drawn.push(CellData { at, column, span: 1, rows: 1, runs, parts });
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
}

/// Returns the words for readers who don't see a picture: its caption, or the name of its file if it has none.
fn alternate_text(caption: &[Inline], path: &str) -> String {
    let words = plain(caption);
    if !words.trim().is_empty() {
        return words;
    }
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}
