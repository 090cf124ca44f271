//! Heads and feet of pages: page numbers and running heads, which a bulletin sets itself.
//!
//! The head of the first page may hold the masthead, so that it is kept for the recognition.

use roxmltree::Document;

use super::Node;
use super::change::Choices;
use super::media::Media;
use super::number::Numbering;
use super::reader::Reader;
use super::style::Styles;
use crate::diagnostic::Diagnostic;
use crate::import::draft::{At, Draft, Paragraph, Piece};
use crate::import::recognise::figures::is_page_number;
use crate::import::report::{Remark, Report};
use crate::import::xml::{self, attribute, child, word_name};

/// The head or foot of a page.
pub struct PageEdge {
    /// Its paragraphs.
    paragraphs: Vec<Paragraph>,
    /// Whether it is the head of the first page.
    is_first: bool,
    /// Whether it stands at the foot.
    is_foot: bool,
}

/// Reads the heads and feet that the document uses.
///
/// # Errors
/// One of them is damaged.
pub fn read<'d>(media: &mut Media, document: &'d Document<'d>) -> Result<Vec<PageEdge>, Diagnostic> {
    let main = media.part.clone();
    let (mut edges, mut seen) = (Vec::new(), Vec::new());
    let sections: Vec<Node> = document.descendants().filter(|node| word_name(*node) == "sectPr").collect();
    for (index, section) in sections.iter().enumerate() {
        let has_title_page = child(*section, "titlePg").is_some();
        for reference in section.children() {
            let is_foot = match word_name(reference) {
                "headerReference" => false,
                "footerReference" => true,
                _ => continue,
            };
            let target = attribute(reference, "id").and_then(|id| media.relation(id)).map(|found| found.target.clone());
            let Some(target) = target.filter(|target| !seen.contains(target)) else { continue };
            let first = if has_title_page { "first" } else { "default" };
            let is_first = index == 0 && !is_foot && attribute(reference, "type").unwrap_or("default") == first;
            seen.push(target.clone());
            let Some(text) = media.package.text(&target)? else { continue };
            let tree = xml::tree(&text, &target)?;
            media.part.clone_from(&target);
            let choices = Choices::default();
            let own_styles = Styles::read(None, super::Theme::default());
            let mut reader = Reader::new(&own_styles, Numbering::read(None), media, [None, None], &choices, false);
            reader.place = Some(if is_foot { At::Footer } else { At::Header });
            let pieces = reader.blocks(tree.root_element())?;
            media.part.clone_from(&main);
            let mut paragraphs = Vec::new();
            for piece in pieces {
                match piece {
                    Piece::Paragraph(paragraph) => paragraphs.push(paragraph),
                    Piece::Table(table) => {
                        let cells = table.rows.into_iter().flat_map(|row| row.cells);
                        paragraphs.extend(cells.flat_map(|cell| cell.paragraphs));
                    }
                    Piece::Picture(_) => {}
                }
            }
            paragraphs.retain(|paragraph| !paragraph.is_empty());
            if !paragraphs.is_empty() {
                edges.push(PageEdge { paragraphs, is_first, is_foot });
            }
        }
    }
    Ok(edges)
}

/// Remarks on heads and feet, and keeps the head of the first page.
pub fn settle(edges: Vec<PageEdge>, draft: &mut Draft, report: &mut Report) {
    for edge in edges {
        let text = edge.paragraphs.iter().map(Paragraph::text).collect::<Vec<_>>().join(" ");
        let at = if edge.is_foot { At::Footer } else { At::Header };
        if is_page_number(&text) {
            report.add(Remark::LeftPageNumber, "", at, &text);
        } else if edge.is_first {
            draft.heads = edge.paragraphs;
        } else {
            report.add(Remark::LeftRunningHead, "", at, &text);
        }
    }
}
