//! Mends what only finished pages show: notes apart from their marks, and pages that a table leaves white.
//!
//! The engine places a note where its mark's line first stood. Rules that keep lines together may move that line away
//! afterwards, and only the first note of a line takes its line along to the next page. So the pages are examined, the
//! document gets a hint for the layout, and the pages are made again.

use std::collections::BTreeMap;

use typst::layout::Abs;
use typst_layout::PagedDocument;

use crate::typeset::document::data::{ArticleData, Block, FootnoteRun, IssueData, Run, TableData};
use crate::typeset::document::{Document, LayoutData};
use crate::typeset::field::{Cell, Field, RunningText};
use crate::typeset::inspect::{Event, Fields, Geometry, PlacedNote, placed_notes, walk};

/// How often a document is mended at most. Each time costs a layout.
pub const MOST_TIMES: usize = 16;
/// The share of a page that may stay white above a table.
const MOST_WHITE: f64 = 1.0 / 3.0;

/// Gives the document the next hint that its pages call for. Returns whether there was one.
pub fn mend(document: &mut Document, pages: &PagedDocument) -> bool {
    let LayoutData::Issue(issue) = &mut document.data else { return false };
    mend_notes(issue, pages) || mend_white(issue, pages)
}

/// Gives hints for the notes that are apart from their marks, up to the first page on which one helps.
fn mend_notes(issue: &mut IssueData, pages: &PagedDocument) -> bool {
    let notes = placed_notes(pages);
    if !notes.iter().any(PlacedNote::is_apart) {
        return false;
    }
    let extents = table_pages(pages);
    let mut mended_page = None;
    for (index, note) in notes.iter().enumerate().filter(|(_, note)| note.is_apart()) {
        if mended_page.is_none_or(|page| page == note.mark_page) && mend_note(issue, &notes[..index], note, &extents) {
            mended_page = Some(note.mark_page);
        }
    }
    mended_page.is_some()
}

/// Gives a hint for one note. `before` are the notes before it.
fn mend_note(
    issue: &mut IssueData,
    before: &[PlacedNote],
    note: &PlacedNote,
    tables: &BTreeMap<Field, (usize, usize)>,
) -> bool {
    let Field::Block { text, block, cell, .. } = note.field else { return false };
    let owner = Field::block(text, block);
    let is_in_table = cell.is_some();
    let is_divided = tables.get(&owner).is_some_and(|(first, last)| first < last);
    if is_divided {
        return cell.and_then(|cell| cell.row).is_some_and(|row| break_before(issue, text, block, row));
    }
    // The first note of a line, or of a table that stays whole, takes the others along to its page.
    let is_leader = |other: &&PlacedNote| {
        matches!(other.field, Field::Block { text: t, block: b, .. } if (t, b) == (text, block))
            && other.mark_page == note.mark_page
            && (is_in_table || other.mark_baseline == note.mark_baseline)
    };
    let follows = note.note_page > Some(note.mark_page);
    if let Some(leader) = before.iter().find(is_leader).filter(|_| follows) {
        return join(issue, text, block, &leader.field, &note.field);
    }
    match block_mut(issue, text, block) {
        Some(Block::Text(paragraph)) => !std::mem::replace(&mut paragraph.lone_lines, true),
        _ => false,
    }
}

/// Returns a block of a running text.
fn block_mut(issue: &mut IssueData, text: RunningText, block: usize) -> Option<&mut Block> {
    match text {
        RunningText::Note => issue.note.get_mut(block),
        RunningText::Article(article) => issue.articles.get_mut(article)?.blocks.get_mut(block),
    }
}

/// Makes a table begin anew on the next page before a row. Returns whether it didn't yet.
fn break_before(issue: &mut IssueData, text: RunningText, block: usize, row: usize) -> bool {
    let Some(Block::Table(grid)) = block_mut(issue, text, block) else { return false };
    let breaks = &mut grid.table.break_before;
    if row == 0 || breaks.contains(&row) {
        return false;
    }
    breaks.push(row);
    breaks.sort_unstable();
    true
}

/// Draws a note together with an earlier one. Returns whether it wasn't yet.
fn join(issue: &mut IssueData, text: RunningText, block: usize, leader: &Field, note: &Field) -> bool {
    let Some(block) = block_mut(issue, text, block) else { return false };
    let mut notes = footnotes_mut(block);
    let find = |notes: &[&mut FootnoteRun], field: &Field| notes.iter().position(|run| run.at == *field);
    let (Some(leader), Some(index)) = (find(&notes, leader), find(&notes, note)) else { return false };
    if notes[index].mark_only || notes[leader].mark_only {
        return false;
    }
    notes[index].mark_only = true;
    let joined = FootnoteRun::new(note.clone(), notes[index].footnote.clone());
    notes[leader].joined.push(joined);
    true
}

/// Returns all footnotes of a block.
fn footnotes_mut(block: &mut Block) -> Vec<&mut FootnoteRun> {
    let runs: Vec<&mut Run> = match block {
        Block::Text(paragraph) => paragraph.runs.iter_mut().collect(),
        Block::Heading(heading) => heading.runs.iter_mut().collect(),
        Block::Picture(picture) => picture.runs.iter_mut().collect(),
        Block::Table(grid) => {
            let rows = std::iter::once(&mut grid.table.columns).chain(&mut grid.table.rows);
            rows.flatten().flat_map(|cell| &mut cell.runs).collect()
        }
    };
    let note = |run| match run {
        &mut Run::Footnote(ref mut note) => Some(note),
        _ => None,
    };
    runs.into_iter().filter_map(note).collect()
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
        Event::Shape { .. } | Event::Image { .. } => {}
    });
    extents
}

/// What stands on a page, as far as white above a table goes.
#[derive(Debug, Default)]
struct PageFill {
    /// The lowest baseline of the text, without notes and imprint.
    lowest: Option<Abs>,
    /// The fields with words, in order.
    fields: Vec<Field>,
    /// The highest baseline of a note.
    notes: Option<Abs>,
    /// The height of the type area.
    height: Abs,
    /// Its lower edge.
    bottom: Abs,
}

/// Lets the first table begin on the page before its own, if that page is left too white.
fn mend_white(issue: &mut IssueData, pages: &PagedDocument) -> bool {
    let Some(geometry) = Geometry::of(pages) else { return false };
    let fills = page_fills(pages, geometry);
    for (before, page) in fills.iter().zip(fills.iter().skip(1)) {
        let Some(lowest) = before.lowest else { continue };
        let white = before.notes.unwrap_or(before.bottom).min(before.bottom) - lowest;
        if white <= before.height * MOST_WHITE {
            continue;
        }
        if let Some(table) = first_table(issue, page)
            && !std::mem::replace(&mut table.may_break, true)
        {
            return true;
        }
    }
    false
}

/// Returns what stands on each page.
fn page_fills(pages: &PagedDocument, geometry: Geometry) -> Vec<PageFill> {
    let mut fills: Vec<PageFill> = Vec::new();
    let mut fields = Fields::default();
    walk(pages, &mut |event| match event {
        Event::Page { number, size } => {
            let area = geometry.area(number, size);
            fills.push(PageFill { height: area.bottom - area.top, bottom: area.bottom, ..PageFill::default() });
        }
        Event::Mark(mark) => fields.follow(mark),
        Event::Text { at, .. } => {
            let (Some(fill), Some(field)) = (fills.last_mut(), fields.innermost()) else { return };
            match field {
                Field::Block { footnote: Some(_), .. } => {
                    fill.notes = Some(fill.notes.map_or(at.y, |notes| notes.min(at.y)));
                }
                Field::Block { .. } | Field::TableCell(..) | Field::ArticleTitle(_) | Field::ArticleTotal(_) => {
                    fill.lowest = Some(fill.lowest.map_or(at.y, |lowest| lowest.max(at.y)));
                    if fill.fields.last() != Some(field) {
                        fill.fields.push(field.clone());
                    }
                }
                _ => {}
            }
        }
        Event::Image { at, size, .. } => {
            if let Some(fill) = fills.last_mut() {
                fill.lowest = Some(fill.lowest.map_or(at.y + size.y, |lowest| lowest.max(at.y + size.y)));
            }
        }
        Event::Shape { .. } => {}
    });
    fills
}

/// Returns the table that a page begins with, if it isn't the rest of one. A title and what stands under it may come
/// before it.
fn first_table<'i>(issue: &'i mut IssueData, page: &PageFill) -> Option<&'i mut TableData> {
    let stays_with_table = |field: &&Field| matches!(field, Field::ArticleTitle(_) | Field::ArticleTotal(_));
    match page.fields.iter().find(|field| !stays_with_table(field))? {
        Field::TableCell(article, Cell { row: None, .. }) => {
            let ArticleData { table, blocks, .. } = issue.articles.get_mut(*article)?;
            // A sum between a text and its table doesn't tell where the table begins.
            let begins = blocks.is_empty() || !page.fields.iter().any(|field| matches!(field, Field::Block { .. }));
            table.as_mut().filter(|_| begins)
        }
        Field::Block { text, block, cell: Some(Cell { row: None, .. }), .. } => {
            match block_mut(issue, *text, *block)? {
                Block::Table(grid) => Some(&mut grid.table),
                _ => None,
            }
        }
        _ => None,
    }
}
