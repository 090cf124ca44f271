//! Recognises what a draft is: an article, or a whole issue with its parts.
//!
//! It works on drafts and reports each guess. It writes nothing.

pub mod body;
pub mod bulletin;
pub mod figures;
pub mod found;
pub mod imprint;
pub mod join;
pub mod masthead;
pub mod source;
pub mod table;
pub mod title;

use super::article::Article;
use super::draft::{Draft, Paragraph, Piece};
use super::report::{Remark, Report};
use crate::issue::City;

/// What the recognition knows besides the draft.
pub struct Knowledge<'k> {
    /// The cities of the publication.
    pub cities: &'k [City],
    /// The name of the draft's file without its end.
    pub name: &'k str,
}

/// Recognises an article.
pub fn article(draft: &Draft, knowledge: &Knowledge, report: &mut Report) -> Article {
    for head in &draft.heads {
        report.add(Remark::LeftRunningHead, "", head.at.clone(), &head.text());
    }
    let pieces: Vec<Piece> = draft.pieces.iter().flat_map(split).collect();
    let found = title::find(&pieces, draft.has_looks);
    let lines = match &found {
        Some(found) => {
            let is_drawn =
                found.range.clone().any(|index| paragraph(&pieces[index]).is_some_and(|one| one.is_word_art));
            if found.is_guess || is_drawn {
                let at = paragraph(&pieces[found.range.start]).map(|one| one.at.clone()).unwrap_or_default();
                report.add(Remark::GuessTitle, "", at, &found.lines.join(""));
            }
            found.lines.clone()
        }
        None => {
            report.add(Remark::GuessTitle, "file", Default::default(), knowledge.name);
            vec![knowledge.name.to_owned()]
        }
    };
    let range = found.map_or(0..0, |found| found.range);
    let title: Vec<&Paragraph> = pieces[range.clone()].iter().filter_map(paragraph).collect();
    let rest: Vec<Piece> = pieces[..range.start].iter().chain(&pieces[range.end..]).cloned().collect();
    let mut article = body::article(lines, &rest, draft, report);
    article.title_places = title.iter().map(|paragraph| paragraph.at.clone()).collect();
    body::title_notes(&title, draft, &mut article, report);
    article.source = source::find(&article, knowledge, report);
    article
}

/// Returns whether a second title stands behind the end of a page.
pub fn has_second_title(draft: &Draft) -> bool {
    let size = title::text_size(&draft.pieces);
    let paragraphs = draft.pieces.iter().filter_map(paragraph).filter(|own| !own.is_empty());
    let mut behind_text = paragraphs.skip_while(|own| !title::looks_like_text(own));
    behind_text.any(|own| {
        let is_title = title::score(own, size, false) >= title::SURE && own.heading.is_none_or(|level| level == 1);
        own.begins_page && !title::looks_like_text(own) && is_title
    })
}

/// Returns the paragraph of a piece.
pub fn paragraph(piece: &Piece) -> Option<&Paragraph> {
    if let Piece::Paragraph(paragraph) = piece { Some(paragraph) } else { None }
}

/// Splits a piece at its line breaks, and a table that only lays out text into its paragraphs.
pub fn split(piece: &Piece) -> Vec<Piece> {
    match piece {
        Piece::Paragraph(paragraph) => join::split_lines(paragraph).into_iter().map(Piece::Paragraph).collect(),
        Piece::Table(table) if table::is_layout(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            let paragraphs = cells.flat_map(|cell| &cell.paragraphs);
            paragraphs.flat_map(join::split_lines).map(Piece::Paragraph).collect()
        }
        other => vec![other.clone()],
    }
}
