//! Reads tables in running text.
//!
//! The words of a cell are for `inline`. Whether a table adds up is for `check`.

use comrak::nodes::{Node, NodeValue, TableAlignment};

use super::reader::Reader;
use super::{BlockKind, GridCell};
use crate::diagnostic::{Code, Diagnostic};
use crate::issue::Align;

impl Reader<'_> {
    /// Reads a table.
    pub(super) fn grid(&mut self, table: Node) {
        // The parser takes a lone “-” under a line of text for a table, which no clerk means.
        let rule = self.cleaned.line(table.data().sourcepos.start.line + 1);
        if !rule.contains('|') {
            let range = self.range(table);
            return self.report(Diagnostic::new(Code::MarkupLeftover).with("mark", "-"), range);
        }
        let width = table.first_child().map_or(0, |head| head.children().count());
        for row in table.children() {
            self.check_row_length(row, width);
        }
        let mut rows = table.children().map(|row| {
            let cells = row.children().map(|cell| {
                let inlines = self.cell_words(cell);
                GridCell { inlines, range: self.without_blanks(self.range(cell)) }
            });
            cells.collect::<Vec<_>>()
        });
        let columns = rows.next().unwrap_or_default();
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            let range = self.range(table);
            return self.report(Diagnostic::new(Code::TableEmpty), range);
        }
        let align = match &table.data().value {
            NodeValue::Table(table) => table.alignments.iter().map(align).collect(),
            _ => Vec::new(),
        };
        self.push(BlockKind::Grid { columns, rows, align }, table);
    }

    /// Reports a row with more cells than columns. The parser drops the cells beyond the last column silently.
    fn check_row_length(&mut self, row: Node, columns: usize) {
        let text = self.cleaned.line(row.data().sourcepos.start.line).trim();
        let inner = text.strip_prefix('|').unwrap_or(text);
        let inner = inner.strip_suffix('|').unwrap_or(inner).replace("\\|", "");
        let cells = inner.matches('|').count() + 1;
        if cells > columns {
            let range = self.range(row);
            let finding = Diagnostic::new(Code::RowTooLong).with("cells", cells).with("columns", columns);
            self.report(finding, range);
        }
    }
}

/// Returns how a column is aligned.
fn align(typed: &TableAlignment) -> Option<Align> {
    match typed {
        TableAlignment::None => None,
        TableAlignment::Left => Some(Align::Left),
        TableAlignment::Center => Some(Align::Center),
        TableAlignment::Right => Some(Align::Right),
    }
}
