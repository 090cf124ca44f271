//! Mends what only finished pages show: notes apart from their marks, and pages that a table leaves white.
//!
//! The engine places a note where its mark's line first stood. Rules that keep lines together may move that line away
//! afterwards, and only the first note of a line takes its line along to the next page. So the pages are examined, the
//! document gets a hint for the layout, and the pages are made again.

use std::collections::{BTreeMap, BTreeSet};

use typst_layout::PagedDocument;

use crate::typeset::document::data::{ArticleData, Block, FootnoteRun, IssueData, Run, TableData};
use crate::typeset::document::{Document, LayoutData};
use crate::typeset::field::{Cell, Field, Row, RunningText};
use crate::typeset::inspect::{Event, Fields, Geometry, PlacedNote, placed_notes, walk};
use crate::typeset::white::{PageFill, page_fills};

/// How often a document is mended at most. Each time costs a layout.
pub const MOST_TIMES: usize = 16;
/// How many rows a table has at least that may break. A short one looks torn.
const LONG_TABLE_ROWS: usize = 8;

/// Mends one document, hint by hint.
#[derive(Debug, Default)]
pub struct Mender {
    /// The tables that must not break after all, since their notes would be apart from their marks.
    whole: BTreeSet<Field>,
}

impl Mender {
    /// Gives the document the next hint that its pages call for. Returns whether there was one.
    pub fn mend(&mut self, document: &mut Document, pages: &PagedDocument) -> bool {
        let LayoutData::Issue(issue) = &mut document.data else { return false };
        self.mend_notes(issue, pages) || self.mend_white(issue, pages)
    }

    /// Gives hints for the notes that are apart from their marks, up to the first page on which one helps.
    fn mend_notes(&mut self, issue: &mut IssueData, pages: &PagedDocument) -> bool {
        let notes = placed_notes(pages);
        if !notes.iter().any(PlacedNote::is_apart) {
            return false;
        }
        let extents = table_pages(pages);
        let mut mended_page = None;
        for note in notes.iter().filter(|note| note.is_apart()) {
            if mended_page.is_none_or(|page| page == note.mark_page) && self.mend_note(issue, &notes, note, &extents) {
                mended_page = Some(note.mark_page);
            }
        }
        mended_page.is_some()
    }

    /// Gives a hint for one of the notes. `tables` are the first and the last page of each table.
    fn mend_note(
        &mut self,
        issue: &mut IssueData,
        notes: &[PlacedNote],
        note: &PlacedNote,
        tables: &BTreeMap<Field, (usize, usize)>,
    ) -> bool {
        let Field::Block { text, block, cell, .. } = note.field else { return false };
        let owner = Field::block(text, block);
        if let (Some(cell), Some(Block::Table(grid))) = (cell, block_mut(issue, text, block)) {
            let is_divided = tables.get(&owner).is_some_and(|(first, last)| first < last);
            if is_divided && cell.row.body().is_some_and(|row| break_before(&mut grid.table, row)) {
                return true;
            }
            if grid.table.may_break {
                self.whole.insert(owner);
                (grid.table.may_break, grid.table.break_before) = (false, Vec::new());
                return true;
            }
            if is_divided {
                return false;
            }
        }
        // The first note of a line, or of a table that stays whole, takes the others along to its page.
        let goes_along = |other: &&PlacedNote| {
            matches!(other.field, Field::Block { text: t, block: b, .. } if (t, b) == (text, block))
                && (cell.is_some() || (other.mark_page, other.mark_baseline) == (note.mark_page, note.mark_baseline))
        };
        let group: Vec<&Field> = notes.iter().filter(goes_along).map(|note| &note.field).collect();
        let Some(block) = block_mut(issue, text, block) else { return false };
        if join(block, &group) {
            return true;
        }
        match block {
            Block::Text(paragraph) => !std::mem::replace(&mut paragraph.lone_lines, true),
            _ => false,
        }
    }

    /// Lets the first table begin on the page before its own, if that page is left too white.
    fn mend_white(&self, issue: &mut IssueData, pages: &PagedDocument) -> bool {
        let Some(geometry) = Geometry::of(pages) else { return false };
        let fills = page_fills(pages, geometry);
        for (before, page) in fills.iter().zip(fills.iter().skip(1)) {
            if before.white().is_none() {
                continue;
            }
            if let Some((field, table)) = first_table(issue, page)
                && table.rows.len() >= LONG_TABLE_ROWS
                && !self.whole.contains(&field)
                && !std::mem::replace(&mut table.may_break, true)
            {
                part_notes(table);
                return true;
            }
        }
        false
    }
}

/// Returns a block of a running text.
fn block_mut(issue: &mut IssueData, text: RunningText, block: usize) -> Option<&mut Block> {
    match text {
        RunningText::Note => issue.note.get_mut(block),
        RunningText::Article(article) => issue.article_mut(article)?.blocks.get_mut(block),
        RunningText::ArticleNote(article) => issue.article_mut(article)?.note.get_mut(block),
        RunningText::Afterword(article) => issue.article_mut(article)?.afterword.get_mut(block),
    }
}

/// Makes a table begin anew on the next page before a row. Returns whether it didn't yet.
fn break_before(table: &mut TableData, row: usize) -> bool {
    if row == 0 || table.break_before.contains(&row) {
        return false;
    }
    table.break_before.push(row);
    table.break_before.sort_unstable();
    true
}

/// Draws notes together with the first of them. Returns whether they weren't yet.
fn join(block: &mut Block, group: &[&Field]) -> bool {
    let mut notes: Vec<_> = footnotes_mut(block).into_iter().filter(|note| group.contains(&&note.at)).collect();
    let Some((leader, others)) = notes.split_first_mut() else { return false };
    if others.is_empty() || leader.joined.len() == others.len() {
        return false;
    }
    leader.mark_only = false;
    leader.joined = others.iter().map(|note| FootnoteRun::new(note.at.clone(), note.footnote.clone())).collect();
    for note in others {
        note.joined.clear();
        note.mark_only = true;
    }
    true
}

/// Draws each note of a table by itself again.
fn part_notes(table: &mut TableData) {
    for note in table_footnotes_mut(table) {
        note.joined.clear();
        note.mark_only = false;
    }
}

/// Returns all footnotes of a block.
fn footnotes_mut(block: &mut Block) -> Vec<&mut FootnoteRun> {
    match block {
        Block::Text(paragraph) => footnotes_of(&mut paragraph.runs).collect(),
        Block::Heading(heading) => footnotes_of(&mut heading.runs).collect(),
        Block::Picture(picture) => footnotes_of(&mut picture.runs).collect(),
        Block::Table(grid) => table_footnotes_mut(&mut grid.table),
        Block::Rule(_) => Vec::new(),
    }
}

/// Returns all footnotes of a table.
fn table_footnotes_mut(table: &mut TableData) -> Vec<&mut FootnoteRun> {
    let rows = std::iter::once(&mut table.columns).chain(&mut table.more_head).chain(&mut table.rows);
    rows.flatten().flat_map(|cell| footnotes_of(&mut cell.runs)).collect()
}

/// Returns the footnotes among runs.
fn footnotes_of(runs: &mut [Run]) -> impl Iterator<Item = &mut FootnoteRun> {
    runs.iter_mut().filter_map(|run| match run {
        Run::Footnote(note) => Some(note),
        _ => None,
    })
}

/// Returns the first and the last page of each table within running text.
fn table_pages(pages: &PagedDocument) -> BTreeMap<Field, (usize, usize)> {
    let mut extents = BTreeMap::new();
    let mut fields = Fields::default();
    let mut page = 0;
    walk(pages, &mut |event| match event {
        Event::Page { number, .. } => page = number,
        Event::Mark(mark) => fields.follow(mark),
        Event::Text { .. } => {
            if let Some(field @ Field::Block { footnote: None, .. }) = fields.innermost()
                && let Some(table) = field.table()
            {
                extents.entry(table).or_insert((page, page)).1 = page;
            }
        }
        Event::Turn { .. } | Event::Shape { .. } | Event::Image { .. } => {}
    });
    extents
}

/// Returns the table that a page begins with, if it isn't the rest of one. A title and what stands under it may come
/// before it.
fn first_table<'i>(issue: &'i mut IssueData, page: &PageFill) -> Option<(Field, &'i mut TableData)> {
    let stays_with_table =
        |field: &&Field| matches!(field, Field::ArticleTitle(_) | Field::ArticleTotal(_) | Field::TablePart(..));
    let first = page.fields.iter().find(|field| !stays_with_table(field))?;
    match first {
        Field::TableCell(article, Cell { row: Row::FIRST, .. }) => {
            let ArticleData { table, blocks, .. } = issue.article_mut(*article)?;
            // A sum between a text and its table doesn't tell where the table begins.
            let begins = blocks.is_empty() || !page.fields.iter().any(|field| matches!(field, Field::Block { .. }));
            table.as_mut().filter(|_| begins).map(|table| (first.clone(), table))
        }
        Field::Block { text, block, cell: Some(Cell { row: Row::FIRST, .. }), .. } => {
            match block_mut(issue, *text, *block)? {
                Block::Table(grid) => Some((Field::block(*text, *block), &mut grid.table)),
                _ => None,
            }
        }
        _ => None,
    }
}
