//! Word files (DOCX) as Word and WPS write them.
//!
//! Takes a package, gives a draft and the tracked changes. It knows nothing of what a bulletin is.

mod building;
pub mod change;
mod comment;
mod drawing;
mod field;
mod head;
mod media;
mod note;
mod number;
mod numeral;
mod paragraph;
mod reader;
mod run;
mod style;
mod symbol;
mod table;

use roxmltree::Document;

use self::change::{Change, Choices, group};
use self::media::Media;
use self::number::Numbering;
use self::reader::Reader;
use self::style::{Styles, Theme};
use super::draft::{At, Draft, Face, Paragraph, Piece};
use super::fault::damaged;
use super::package::{Package, Relation};
use super::report::{Remark, Report};
use super::xml;
use crate::diagnostic::Diagnostic;

/// A node of a part.
pub(crate) type Node<'d> = roxmltree::Node<'d, 'd>;

/// A Word file as it was read.
#[derive(Debug)]
pub struct Word {
    /// Its text, with the changes accepted or rejected as chosen.
    pub draft: Draft,
    /// All its tracked changes.
    pub changes: Vec<Change>,
    /// What is to be said about it.
    pub report: Report,
}

/// The texts of the parts that are read, each with its name.
#[derive(Default)]
struct Texts {
    /// The main part.
    document: (String, String),
    /// Styles, numbers, theme, notes of the foot and of the end, comments and what is known of their answers.
    others: [Option<(String, String)>; 7],
}

/// The kinds of relations that lead to [`Texts::others`].
const PARTS: [&str; 7] = ["styles", "numbering", "theme", "footnotes", "endnotes", "comments", "commentsExtended"];

/// Reads a Word file. `choose` says which of its changes are accepted.
///
/// # Errors
/// A part is damaged, too large or too deep, or uses a DTD.
pub fn read(package: &mut Package, main: &str, choose: &dyn Fn(&[Change]) -> Choices) -> Result<Word, Diagnostic> {
    let relations = package.relations(main)?;
    let texts = read_texts(package, main, &relations)?;
    let trees = |index: usize| -> Result<Option<Document<'_>>, Diagnostic> {
        texts.others[index].as_ref().map(|(name, text)| xml::tree(text, name)).transpose()
    };
    let document = xml::tree(&texts.document.1, main)?;
    let [styles, numbering, theme] = [trees(0)?, trees(1)?, trees(2)?];
    let [footnotes, endnotes, comments, answers] = [trees(3)?, trees(4)?, trees(5)?, trees(6)?];
    let theme = theme.as_ref().map_or_else(Theme::default, |tree| Theme::read(tree.root_element()));
    let styles = Styles::read(styles.as_ref().map(Document::root_element), theme);
    let mut report = Report::default();
    package_remarks(package, &relations, &mut report)?;
    let mut media = Media::new(package, main, relations)?;
    let notes = [&footnotes, &endnotes].map(|tree| tree.as_ref().map(Document::root_element));
    let mut read = |choices: &Choices, is_listing: bool| {
        let numbers = Numbering::read(numbering.as_ref().map(Document::root_element));
        let mut reader = Reader::new(&styles, numbers, &mut media, notes, choices, is_listing);
        let draft = reader.read(document.root_element())?;
        let comments = [&comments, &answers].map(|tree| tree.as_ref().map(Document::root_element));
        let found = reader.comments(comments);
        Ok::<_, Diagnostic>((Draft { comments: found, ..draft }, reader.events, reader.report))
    };
    let (mut draft, events, mut own) = read(&Choices::default(), true)?;
    let changes = group(&events);
    if !changes.is_empty() {
        (draft, _, own) = read(&choose(&changes), false)?;
    }
    let heads = head::read(&mut media, &document)?;
    head::settle(heads, &mut draft, &mut report);
    settle_faces(&mut draft);
    report.append(own);
    Ok(Word { draft, changes, report })
}

/// Reads the texts of the parts.
fn read_texts(package: &mut Package, main: &str, relations: &[Relation]) -> Result<Texts, Diagnostic> {
    let text = package.text(main)?.ok_or_else(|| damaged(main))?;
    let mut texts = Texts { document: (main.to_owned(), text), ..Texts::default() };
    for (kind, other) in PARTS.into_iter().zip(&mut texts.others) {
        let relation = relations.iter().find(|relation| relation.kind == kind && !relation.is_external);
        if let Some(relation) = relation
            && let Some(text) = package.text(&relation.target)?
        {
            *other = Some((relation.target.clone(), text));
        }
    }
    Ok(texts)
}

/// Remarks on macros, and on what lies outside.
fn package_remarks(package: &mut Package, relations: &[Relation], report: &mut Report) -> Result<(), Diagnostic> {
    let macros = package.names().into_iter().find(|name| name.contains("vbaproject")).map(str::to_owned);
    if let Some(name) = macros {
        report.add(Remark::LeftMacro, "", At::Whole, &name);
    }
    let settings = relations.iter().find(|relation| relation.kind == "settings" && !relation.is_external);
    let of_settings = settings.map_or_else(|| Ok(Vec::new()), |settings| package.relations(&settings.target))?;
    let is_told =
        |relation: &&Relation| relation.is_external && !matches!(relation.kind.as_str(), "image" | "hyperlink");
    for relation in relations.iter().chain(&of_settings).filter(is_told) {
        report.add(Remark::LeftExternal, "", At::Whole, &relation.target);
    }
    Ok(())
}

/// Takes 黑体 for bold and 楷体 for emphasis, where the text's commonest face isn't that one.
fn settle_faces(draft: &mut Draft) {
    let mut counts = [(Face::Hei, 0_usize), (Face::Kai, 0), (Face::XiaoBiaoSong, 0), (Face::Other, 0)];
    let paragraphs =
        |piece: &Piece| if let Piece::Paragraph(paragraph) = piece { Some(paragraph.clone()) } else { None };
    for run in draft.pieces.iter().filter_map(paragraphs).flat_map(|paragraph| paragraph.runs) {
        if let Some((_, count)) = counts.iter_mut().find(|(face, _)| *face == run.face) {
            *count += run.text.chars().count();
        }
    }
    let commonest = counts.iter().max_by_key(|(_, count)| *count).map_or(Face::Other, |(face, _)| *face);
    let settle = |paragraph: &mut Paragraph| {
        for run in &mut paragraph.runs {
            run.bold |= run.face == Face::Hei && commonest != Face::Hei;
            run.emphasis |= run.face == Face::Kai && commonest != Face::Kai;
        }
    };
    for piece in &mut draft.pieces {
        match piece {
            Piece::Paragraph(paragraph) => settle(paragraph),
            Piece::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.flat_map(|cell| &mut cell.paragraphs).for_each(settle);
            }
            Piece::Picture(_) => {}
        }
    }
}
