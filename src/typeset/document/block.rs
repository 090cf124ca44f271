//! Blocks of running text and tables as the layout is given them.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Anchor, Builder, Typed, with_word_joiners};
use crate::check::CheckedBlock;
use crate::input::yaml::Text;
use crate::issue::Table;
use crate::issue::markdown::{BlockKind, GridCell, Inline, plain, reading};
use crate::typeset::field::{Cell, Field, RunningText};

impl Builder {
    pub(super) fn blocks(&mut self, text: RunningText, body: Option<&Text>, blocks: &[CheckedBlock]) -> Vec<Value> {
        let Some(body) = body.map(Typed::new) else { return Vec::new() };
        let mut drawn = Vec::with_capacity(blocks.len());
        // A picture that couldn't be read has been told of, and has nothing to draw.
        let drawable =
            |block: &&CheckedBlock| block.picture.is_some() || !matches!(block.block.kind, BlockKind::Picture { .. });
        for (index, block) in blocks.iter().filter(drawable).enumerate() {
            let at = Field::block(text, index);
            let reading = Some(block.block.kind.reading());
            let anchor = Anchor { reading, ..Anchor::part(&body, block.block.range.clone()) };
            self.anchors.insert(at.clone(), anchor);
            drawn.push(self.block(&at, &body, block));
        }
        drawn
    }

    fn block(&mut self, at: &Field, body: &Arc<Typed>, checked: &CheckedBlock) -> Value {
        match &checked.block.kind {
            BlockKind::Paragraph(inlines) => {
                json!({ "kind": "text", "at": at, "runs": self.runs(at, body, inlines) })
            }
            BlockKind::Item { depth, marker, inlines } => json!({
                "kind": "text", "at": at, "depth": depth, "marker": marker, "runs": self.runs(at, body, inlines),
            }),
            BlockKind::Heading { level, inlines } => {
                // The outline takes a heading's words as they are; the layout keeps its marks in place itself.
                let words = self.runs_with(at, body, inlines, str::to_owned);
                json!({ "kind": "heading", "at": at, "level": level, "runs": words })
            }
            BlockKind::Picture { caption, width, .. } => {
                let mut data = json!({
                    "kind": "picture", "at": at, "alt": plain(caption), "runs": self.runs(at, body, caption),
                });
                if let Some(picture) = &checked.picture {
                    let name = format!("pictures/{}.{}", self.pictures.len() + 1, picture.extension);
                    data["path"] = json!(format!("/{name}"));
                    self.pictures.insert(name.clone(), picture.bytes.clone());
                    self.anchors.entry(at.clone()).and_modify(|anchor| anchor.picture = Some(name));
                }
                if let Some(width) = width {
                    data["width"] = json!(width);
                }
                data
            }
            BlockKind::Grid { columns, rows } => {
                let mut row = |row: Option<usize>, cells: &[GridCell]| {
                    let cells = cells.iter().enumerate().map(|(column, cell)| {
                        let at = at.with_cell(Cell { row, column });
                        let reading = Some(reading(&cell.inlines));
                        let anchor = Anchor { reading, ..Anchor::part(body, cell.range.clone()) };
                        self.anchors.insert(at.clone(), anchor);
                        json!({ "at": at, "span": 1, "runs": self.runs(&at, body, &cell.inlines) })
                    });
                    cells.collect::<Vec<_>>()
                };
                let columns = row(None, columns);
                let rows: Vec<_> = rows.iter().enumerate().map(|(index, cells)| row(Some(index), cells)).collect();
                json!({ "kind": "table", "at": at, "columns": columns, "rows": rows })
            }
        }
    }

    fn runs(&mut self, at: &Field, body: &Arc<Typed>, inlines: &[Inline]) -> Vec<Value> {
        self.runs_with(at, body, inlines, with_word_joiners)
    }

    fn runs_with(
        &mut self,
        at: &Field,
        body: &Arc<Typed>,
        inlines: &[Inline],
        words: fn(&str) -> String,
    ) -> Vec<Value> {
        let mut runs = Vec::with_capacity(inlines.len());
        for (index, inline) in inlines.iter().enumerate() {
            runs.push(match inline {
                Inline::Text { text, strong, emphasis } => {
                    let mut run = json!({ "text": words(text) });
                    for (style, on) in [("strong", strong), ("emphasis", emphasis)] {
                        if *on {
                            run[style] = json!(true);
                        }
                    }
                    run
                }
                Inline::Break => json!({ "break": true }),
                Inline::Footnote { inlines, range } => {
                    let at = at.with_footnote(index);
                    let reading = Some(reading(inlines));
                    self.anchors.insert(at.clone(), Anchor { reading, ..Anchor::part(body, range.clone()) });
                    json!({ "at": at, "footnote": self.runs(&at, body, inlines) })
                }
            });
        }
        runs
    }

    pub(super) fn table(&mut self, article: usize, table: &Table) -> Value {
        let mut cell = |cell: Cell, text: &Text, span: usize| {
            let at = Field::TableCell(article, cell);
            let words = self.field(&at, text);
            let runs = if words.is_empty() { json!([]) } else { json!([{ "text": words }]) };
            json!({ "at": at, "span": span, "runs": runs })
        };
        let columns: Vec<_> =
            table.columns.iter().enumerate().map(|(column, head)| cell(Cell { row: None, column }, head, 1)).collect();
        let mut rows = Vec::new();
        for (y, row) in table.rows.iter().enumerate() {
            // Cells beyond the last column have been told of.
            let mut room = table.columns.len();
            let mut cells = Vec::with_capacity(row.len());
            for (x, it) in row.iter().enumerate() {
                if room == 0 {
                    break;
                }
                let span = it.columns().min(room);
                room -= span;
                cells.push(cell(Cell { row: Some(y), column: x }, &it.text, span));
            }
            rows.push(cells);
        }
        json!({ "columns": columns, "rows": rows })
    }
}
