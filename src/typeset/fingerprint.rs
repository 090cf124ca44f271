//! Fingerprints (指纹) of pages: hashes of what can be seen, and which pages look different from an earlier time.
//!
//! Two pages look the same if every glyph, shape and picture has the same place, face, size and ink. A fingerprint leaves
//! out what nobody sees: the place in the YAML, tags, links, and how text is divided into runs.

use std::hash::Hash;

use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128 as _, SipHasher13};
use typst::introspection::Tag;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst_layout::{Page, PagedDocument};

use crate::typeset::field::Field;
use crate::typeset::inspect::{Geometry, Mark};

/// The fingerprint of a page, as hashes in 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The hash of all that is seen.
    all: String,
    /// The hash without the page number, measured from the type area. A page keeps it when it moves to another number.
    content: String,
}

impl Fingerprint {
    /// Makes a fingerprint of a page from other bytes, such as its pixels or its words.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let mut hasher = SipHasher13::new();
        bytes.hash(&mut hasher);
        let all = format!("{:032x}", hasher.finish128().as_u128());
        Self { content: all.clone(), all }
    }
}

/// Returns the fingerprints of all pages. They are the same in every run of the program and on every machine.
pub fn fingerprints(pages: &PagedDocument) -> Vec<Fingerprint> {
    let geometry = Geometry::of(pages);
    let fingerprint = |(number, page): (usize, &Page)| {
        let area = geometry.map(|geometry| geometry.area(number, page.frame.size()));
        let left = area.map_or(Abs::zero(), |area| area.left);
        let mut hasher = FrameHasher { all: SipHasher13::new(), content: SipHasher13::new(), left, in_number: false };
        hasher.both(&(page.frame.size(), &page.fill));
        hasher.frame(&page.frame, Transform::identity());
        let [all, content] =
            [hasher.all, hasher.content].map(|hasher| format!("{:032x}", hasher.finish128().as_u128()));
        Fingerprint { all, content }
    };
    pages.pages().iter().enumerate().map(fingerprint).collect()
}

/// Hashes a page for both fingerprints at once.
struct FrameHasher {
    all: SipHasher13,
    content: SipHasher13,
    /// The type area's left edge.
    left: Abs,
    /// Whether the page number is being walked.
    in_number: bool,
}

impl FrameHasher {
    /// Hashes a value for both, but for the page number's content.
    fn both(&mut self, what: &impl Hash) {
        what.hash(&mut self.all);
        if !self.in_number {
            what.hash(&mut self.content);
        }
    }

    /// Hashes a place, to a thousandth of a point, and how it is turned or stretched.
    fn at(&mut self, at: Point, transform: Transform) {
        let round = |length: Abs| (length.to_pt() * 1000.0).round() as i64;
        (round(at.x), round(at.y)).hash(&mut self.all);
        if !self.in_number {
            (round(at.x - self.left), round(at.y)).hash(&mut self.content);
        }
        let Transform { sx, ky, kx, sy, .. } = transform;
        self.both(&(sx, ky, kx, sy));
    }

    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            let at = position.transform(transform);
            match item {
                FrameItem::Group(group) => {
                    let moved = transform.pre_concat(Transform::translate(position.x, position.y));
                    if let Some(clip) = &group.clip {
                        self.at(at, transform);
                        self.both(clip);
                    }
                    self.frame(&group.frame, moved.pre_concat(group.transform));
                }
                FrameItem::Text(item) => self.text(at, item, transform),
                FrameItem::Shape(shape, _) => {
                    self.at(at, transform);
                    self.both(shape);
                }
                FrameItem::Image(image, size, _) => {
                    self.at(at, transform);
                    self.both(&(image.kind(), size));
                }
                FrameItem::Tag(tag) => self.tag(tag),
                FrameItem::Link(..) => {}
            }
        }
    }

    /// Hashes a run glyph by glyph.
    fn text(&mut self, at: Point, item: &TextItem, transform: Transform) {
        let mut cursor = Point::zero();
        for glyph in &item.glyphs {
            let offset = Point::new(glyph.x_offset.at(item.size), -glyph.y_offset.at(item.size));
            let place = (cursor + offset).transform(Transform { tx: Abs::zero(), ty: Abs::zero(), ..transform });
            self.at(at + place, transform);
            self.both(&(&item.font, item.size, &item.fill, &item.stroke, glyph.id));
            cursor.x += glyph.x_advance.at(item.size);
        }
    }

    /// Notes where the page number begins and ends.
    fn tag(&mut self, tag: &Tag) {
        match Mark::read(tag) {
            Some(Mark::Begin { field: Field::PageNumber, .. }) => self.in_number = true,
            Some(Mark::End(Field::PageNumber)) => self.in_number = false,
            _ => {}
        }
    }
}

/// The pages that changed between two states of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The pages of the new state that look different or are new, from 1.
    pub pages: Vec<usize>,
    /// The changed pages that only have another number now, each with its old number.
    pub moved: Vec<(usize, usize)>,
    /// The number of pages before.
    pub before: usize,
    /// The number of pages now.
    pub after: usize,
}

impl Changes {
    /// Compares the fingerprints of two states.
    pub fn between(old: &[Fingerprint], new: &[Fingerprint]) -> Self {
        let differs = |index: &usize| old.get(*index).is_none_or(|old| old.all != new[*index].all);
        let changed: Vec<_> = (0..new.len()).filter(differs).collect();
        // Finds the nearest old page with the same content.
        let origin = |index: usize| {
            let same = |other: &usize| *other != index && old[*other].content == new[index].content;
            (0..old.len()).filter(same).min_by_key(|other| other.abs_diff(index))
        };
        let moved = changed.iter().filter_map(|index| Some((*index + 1, origin(*index)? + 1))).collect();
        Self { pages: changed.iter().map(|index| index + 1).collect(), moved, before: old.len(), after: new.len() }
    }

    /// Whether anything looks different.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty() && self.before == self.after
    }
}
