//! Makes the tables and lists of a manuscript.

use std::collections::HashMap;

use super::book::{Cell, Item, Line, Part, Placement, Row, Segment, Style, Table};
use super::compose::{Composer, segment};
use super::item::Columns;
use crate::typeset::document::data::{Block, CellData, TableData};
use crate::typeset::field::RunningText;

impl Composer<'_> {
    /// Adds a table with what stands around it.
    pub(super) fn table(&mut self, data: &TableData) {
        self.words(Style::Flush, data.caption.as_ref());
        self.words(Style::Right, data.unit_line.as_ref());
        let heads = std::iter::once(&data.columns).chain(&data.more_head);
        let head_count = 1 + data.more_head.len();
        let end = |cells: &Vec<CellData>| cells.iter().map(|cell| cell.column + cell.span).max().unwrap_or(0);
        let columns = heads.clone().chain(&data.rows).map(end).max().unwrap_or(0);
        let mut rows = Vec::new();
        // For each column that a cell above reaches down into: how many rows it still covers, and how many columns it spans.
        let mut covered: HashMap<usize, (usize, usize)> = HashMap::new();
        for (index, cells) in heads.chain(&data.rows).enumerate() {
            let style = if index < head_count { Style::HeadCell } else { Style::Cell };
            rows.push(row(cells, columns, &style, &mut covered));
        }
        let widths = vec![1.0 / columns.max(1) as f64; columns];
        self.parts.push(Part::Table(Table { rows, heads: head_count, widths, placement: Placement::default() }));
        data.notes.iter().for_each(|note| self.words(Style::Flush, Some(note)));
    }

    /// Adds running text.
    pub(super) fn blocks(&mut self, text: RunningText, blocks: &[Block]) {
        let mut columns = Columns::default();
        let items = || blocks.iter().filter_map(|block| if let Block::Text(item) = block { Some(item) } else { None });
        for block in blocks {
            let Block::Text(paragraph) = block else {
                self.block(text, block);
                continue;
            };
            let (Some(list), Some(depth)) = (paragraph.list, paragraph.depth) else {
                self.block(text, block);
                continue;
            };
            let own = items().filter(|item| item.list == Some(list));
            let (words_at, column) = columns.place(list, depth, own.filter_map(|item| item.marker.as_deref()));
            let marker = paragraph.marker.clone().unwrap_or_default();
            let item = Item { list: self.lists + list, depth, marker, words_at, column };
            self.line(Style::Item(item), vec![segment(&paragraph.at, &paragraph.runs)]);
        }
        self.lists += items().filter_map(|item| item.list).map(|list| list + 1).max().unwrap_or(0);
    }
}

/// Returns a row with a cell in every column.
fn row(cells: &[CellData], columns: usize, style: &Style, covered: &mut HashMap<usize, (usize, usize)>) -> Row {
    let empty = |span: usize, continues: bool| Cell {
        line: Line::new(style.clone(), Vec::<Segment>::new()),
        span,
        down: 1,
        continues,
        is_centred: true,
    };
    let mut row = Row { cells: Vec::new(), lines: 1 };
    let mut column = 0;
    while column < columns {
        if let Some((left, span)) = covered.get_mut(&column).filter(|(left, _)| *left > 0) {
            *left -= 1;
            let span = (*span).max(1);
            row.cells.push(empty(span, true));
            column += span;
            continue;
        }
        let Some(data) = cells.iter().find(|cell| cell.column == column) else {
            row.cells.push(empty(1, false));
            column += 1;
            continue;
        };
        let span = data.span.clamp(1, columns - column);
        if data.rows > 1 {
            covered.insert(column, (data.rows - 1, span));
        }
        row.cells.push(Cell {
            line: Line::new(style.clone(), vec![segment(&data.at, &data.runs)]),
            span,
            down: data.rows.max(1),
            continues: false,
            is_centred: true,
        });
        column += span;
    }
    row
}
