//! Where the fields stand on the pages, and each of their characters.

use std::collections::{BTreeMap, HashSet};

use typst::layout::{Abs, Point, Rect};
use typst::text::TextItem;
use typst::utils::hash128;
use typst_layout::PagedDocument;

use super::mark::{Fields, Mark};
use super::walk::{Event, walk};
use crate::typeset::field::Field;

/// A character of a field as it stands on a page.
pub struct PlacedChar {
    /// The character.
    pub character: char,
    /// Its page, from 0.
    pub page: usize,
    /// Its left edge.
    pub left: Abs,
    /// Its right edge.
    pub right: Abs,
    /// Its baseline.
    pub baseline: Abs,
    /// Its size.
    pub size: Abs,
    /// A hash of its face and of whether it is bold.
    pub style: u128,
    /// The height of its page, if it stands on one that is turned by 90°. The edges and the baseline are those of the page as
    /// it is read then.
    pub turned: Option<Abs>,
}

impl PlacedChar {
    /// Returns a box on its page, from its left and upper edge, width and height as the page is read.
    pub fn on_page(&self, [left, top, width, height]: [Abs; 4]) -> [Abs; 4] {
        self.turned.map_or([left, top, width, height], |page| [top, page - left - width, height, width])
    }
}

/// Where a field stands on the pages.
#[derive(Default)]
pub struct FieldPosition {
    /// Its characters without blanks. The engine drops a blank at the end of a line, so that blanks can't be compared.
    pub characters: Vec<PlacedChar>,
    /// The page of its picture, from 0, and the picture's box.
    pub picture: Option<(usize, Rect)>,
}

impl FieldPosition {
    /// Returns its characters line by line.
    pub fn lines(&self) -> impl Iterator<Item = &[PlacedChar]> {
        self.characters.chunk_by(|a, b| a.page == b.page && a.baseline == b.baseline)
    }
}

/// Where every field stands, once for each time that it is drawn. The heads of a table are drawn again on each page.
pub type FieldPositions = BTreeMap<Field, Vec<FieldPosition>>;

/// Returns where all fields stand.
pub fn field_positions(pages: &PagedDocument) -> FieldPositions {
    let mut positions = FieldPositions::new();
    let mut fields = Fields::default();
    let (mut page, mut height, mut turned) = (0, Abs::zero(), None);
    walk(pages, &mut |event| match event {
        Event::Page { number, size } => (page, height) = (number, size.y),
        Event::Turn { turned: is_turned } => turned = is_turned.then_some(height),
        Event::Mark(mark) => {
            if let Mark::Begin { field, .. } = &mark {
                positions.entry(field.clone()).or_default().push(FieldPosition::default());
            }
            fields.follow(mark);
        }
        Event::Text { at, item } => {
            if let Some(position) = current(&mut positions, &fields) {
                position.characters.extend(place_characters(page, at, item, turned));
            }
        }
        Event::Image { at, size, .. } => {
            if let Some(position) = current(&mut positions, &fields) {
                position.picture = Some((page, Rect::new(at, at + size.to_point())));
            }
        }
        Event::Shape { .. } => {}
    });
    positions
}

/// Returns the position of the innermost field as it is being drawn.
fn current<'p>(positions: &'p mut FieldPositions, fields: &Fields) -> Option<&'p mut FieldPosition> {
    positions.get_mut(fields.innermost()?)?.last_mut()
}

/// Places the characters of a run. Each gets the same share of the run's width.
fn place_characters(
    page: usize,
    at: Point,
    item: &TextItem,
    turned: Option<Abs>,
) -> impl Iterator<Item = PlacedChar> + '_ {
    let step = item.width() / item.text.chars().count().max(1) as f64;
    let style = hash128(&(&item.font, item.stroke.is_some()));
    let printed = item.text.chars().enumerate().filter(|(_, character)| !character.is_whitespace());
    printed.map(move |(index, character)| PlacedChar {
        character,
        page,
        left: at.x + step * index as f64,
        right: at.x + step * (index + 1) as f64,
        baseline: at.y,
        size: item.size,
        style,
        turned,
    })
}

/// Where a field begins.
pub struct FieldStart {
    /// The field.
    pub field: Field,
    /// The page of its first line, from 0.
    pub page: usize,
    /// The upper edge of its first line; that of the page if the field has no words.
    pub top: Abs,
}

/// Returns where each field begins first, in the order of the pages.
pub fn field_starts(pages: &PagedDocument) -> Vec<FieldStart> {
    let mut starts: Vec<FieldStart> = Vec::new();
    let mut known = HashSet::new();
    let (mut page, mut is_new) = (0, false);
    walk(pages, &mut |event| match event {
        Event::Page { number, .. } => page = number,
        Event::Mark(Mark::Begin { field, .. }) => {
            is_new = known.insert(field.clone());
            if is_new {
                starts.push(FieldStart { field, page, top: Abs::zero() });
            }
        }
        Event::Mark(Mark::End(_)) => is_new = false,
        Event::Mark(Mark::Note(_)) => {}
        Event::Text { at, item } => {
            if let (true, Some(start)) = (std::mem::take(&mut is_new), starts.last_mut()) {
                (start.page, start.top) = (page, (at.y - item.size).max(Abs::zero()));
            }
        }
        Event::Turn { .. } | Event::Shape { .. } | Event::Image { .. } => {}
    });
    starts
}

/// Returns the first page, from 0, that a layout keeps free for other pages to be put on; 0 if it keeps none.
pub fn first_placeholder_page(pages: &PagedDocument) -> usize {
    field_starts(pages).iter().find(|start| start.field == Field::Placeholder).map_or(0, |start| start.page)
}
