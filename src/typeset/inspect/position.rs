//! Where the characters of each field stand on the pages.

use std::collections::BTreeMap;

use typst::layout::{Abs, Point, Rect};
use typst::text::TextItem;
use typst::utils::hash128;
use typst_layout::PagedDocument;

use super::mark::{Fields, Mark};
use super::walk::{Event, walk};
use crate::typeset::field::Field;

/// A character of a field as it positions on a page.
pub struct PlacedChar {
    /// What it is.
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
    /// A hash of its face, and whether it is bold.
    pub style: u128,
}

/// Where a field positions on the pages.
#[derive(Default)]
pub struct FieldPosition {
    /// Its characters, blanks left out: where a line ends, one may be missing.
    pub signs: Vec<PlacedChar>,
    /// Its picture's page, from 0, and box.
    pub picture: Option<(usize, Rect)>,
}

impl FieldPosition {
    /// Its characters, line by line.
    pub fn lines(&self) -> impl Iterator<Item = &[PlacedChar]> {
        self.signs.chunk_by(|a, b| a.page == b.page && a.baseline == b.baseline)
    }
}

/// Where every field positions, each time that it is drawn: the heads of a table are repeated from page to page.
pub type FieldPositions = BTreeMap<Field, Vec<FieldPosition>>;

/// Where all fields stand.
pub fn field_positions(pages: &PagedDocument) -> FieldPositions {
    let mut positions = FieldPositions::new();
    let mut fields = Fields::default();
    let mut page = 0;
    walk(pages, &mut |event| match event {
        Event::Page { number, .. } => page = number,
        Event::Mark(mark) => {
            if let Mark::Begin { field, .. } = &mark {
                positions.entry(field.clone()).or_default().push(FieldPosition::default());
            }
            fields.follow(mark);
        }
        Event::Text { at, item } => {
            if let Some(position) = current(&mut positions, &fields) {
                position.signs.extend(signs(page, at, item));
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

/// The characters of a run; within one they are as good as alike.
fn signs(page: usize, at: Point, item: &TextItem) -> impl Iterator<Item = PlacedChar> + '_ {
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
    })
}
