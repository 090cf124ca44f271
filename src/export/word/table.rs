//! Writes tables: heads that come again on each page, rows that stay whole, and cells over several columns.

use std::fmt::Write as _;

use super::super::book::{Cell, Table};
use super::super::place::{PITCH_PT, PT_PER_MM, TYPE_WIDTH_MM};
use super::line::{Around, Writer};
use super::twips;

/// The rules of a table: 1 pt around it and 3/4 pt within, as Word offers them.
const RULES: [(&str, u32); 6] = [("top", 8), ("left", 8), ("bottom", 8), ("right", 8), ("insideH", 6), ("insideV", 6)];
/// What a cell keeps free at each side, in twentieths of a point.
const INSET: u32 = 40;

impl Writer<'_> {
    /// Adds a table.
    pub fn table(&mut self, table: &Table) {
        let whole = twips(TYPE_WIDTH_MM * PT_PER_MM);
        let widths: Vec<i64> = table.widths.iter().map(|share| (share * whole as f64).round() as i64).collect();
        let mut xml =
            format!("<w:tbl><w:tblPr><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>");
        for (edge, size) in RULES {
            let _ = write!(xml, "<w:{edge} w:val=\"single\" w:sz=\"{size}\" w:space=\"0\" w:color=\"000000\"/>");
        }
        let _ = write!(
            xml,
            "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"{INSET}\" w:type=\"dxa\"/>\
             <w:right w:w=\"{INSET}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>"
        );
        for width in &widths {
            let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        xml.push_str("</w:tblGrid>");
        for (index, row) in table.rows.iter().enumerate() {
            let height = twips(row.lines as f64 * PITCH_PT);
            let head = if index < table.heads { "<w:tblHeader/>" } else { "" };
            let _ = write!(
                xml,
                "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/>{head}</w:trPr>"
            );
            let mut column = 0;
            for cell in &row.cells {
                let own = widths.iter().skip(column).take(cell.span).sum();
                let begins_page = index == 0 && column == 0 && table.placement.page_breaks > 0;
                self.cell(cell, own, begins_page, &mut xml);
                column += cell.span;
            }
            xml.push_str("</w:tr>");
        }
        xml.push_str("</w:tbl>");
        self.body.push_str(&xml);
    }

    /// Adds a cell of a width in twentieths of a point.
    fn cell(&mut self, cell: &Cell, width: i64, begins_page: bool, xml: &mut String) {
        let down = match (cell.continues, cell.down) {
            (true, _) => "<w:vMerge/>",
            (false, 2..) => "<w:vMerge w:val=\"restart\"/>",
            _ => "",
        };
        let span = if cell.span > 1 { format!("<w:gridSpan w:val=\"{}\"/>", cell.span) } else { String::new() };
        let around = Around { begins_page, is_left: !cell.is_centred, ..Around::default() };
        let paragraph = self.paragraph(&cell.line, around);
        let _ = write!(
            xml,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{down}<w:vAlign w:val=\"center\"/></w:tcPr>{paragraph}</w:tc>"
        );
    }
}
