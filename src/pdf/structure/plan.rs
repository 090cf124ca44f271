//! The changes that turn the marks of roles into tags.
//!
//! A part with a role is tagged by that role alone: the engine's own tags for paragraphs, and for the grids that only place
//! words, are dropped within it. A mark without its other end changes nothing.

use std::collections::HashMap;
use std::num::NonZeroUsize;

use typst::foundations::{Content, Smart, StyleChain};
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, GridCell, GridElem};
use typst::model::{FootnoteEntry, HeadingElem, LinkMarker, ParElem, TableElem};
use typst::pdf::ArtifactElem;
use typst_layout::PagedDocument;

use super::role::{Links, Role, RoleMark};

/// What becomes of the tags of an element.
pub enum Change {
    /// Its start becomes the start of this element, and its end is dropped.
    Begin(Content),
    /// Its start becomes the end of the element that begins at this location, and its end is dropped.
    End(Location),
    /// Both are dropped.
    Drop,
    /// Its start becomes that of this element, which is like it.
    Replace(Content),
}

/// An element that has begun and not ended.
enum Open {
    /// A part with a role.
    Role {
        /// Its role.
        role: Role,
        /// Where it begins.
        start: Location,
        /// The engine's paragraphs around it.
        around: Vec<Location>,
    },
    /// A heading, which holds words and no paragraphs.
    Heading(Location),
    /// A paragraph of the engine's.
    Paragraph(Location),
    /// What has a structure of its own, whatever stands around it: a footnote, a table, what isn't read aloud.
    Wall(Location),
}

impl Open {
    /// Returns where the element begins.
    fn location(&self) -> Location {
        match self {
            Self::Role { start: location, .. }
            | Self::Heading(location)
            | Self::Paragraph(location)
            | Self::Wall(location) => *location,
        }
    }
}

/// What becomes of each tag on the pages.
pub struct Plan {
    /// The changes, by the location of the element whose tags they are.
    changes: HashMap<Location, Change>,
    /// Whether the pages have links.
    links: Links,
    /// The level of the last heading, from 1; 0 before the first.
    level: usize,
    /// The elements around the place that the walk has reached, the innermost last.
    open: Vec<Open>,
    /// Those within a cell that goes on in another frame, by the cell's location.
    unfinished: HashMap<Location, Vec<Open>>,
}

impl Plan {
    /// Walks over all pages and decides what becomes of their tags.
    pub fn of(document: &PagedDocument, links: Links) -> Self {
        let mut plan = Self { changes: HashMap::new(), links, level: 0, open: Vec::new(), unfinished: HashMap::new() };
        for page in document.pages() {
            plan.walk(&page.frame);
        }
        plan
    }

    /// Returns what becomes of an element's tags; `None` if they stay.
    pub fn change(&self, location: Location) -> Option<&Change> {
        self.changes.get(&location)
    }

    /// Returns whether an element's tags are dropped.
    pub fn is_dropped(&self, location: Location) -> bool {
        matches!(self.change(location), Some(Change::Drop))
    }

    /// Walks over a frame and the groups within it.
    fn walk(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => match group.parent {
                    Some(parent) if !self.is_dropped(parent.location) => {
                        let own = self.unfinished.remove(&parent.location).unwrap_or_default();
                        let outer = std::mem::replace(&mut self.open, own);
                        self.walk(&group.frame);
                        let own = std::mem::replace(&mut self.open, outer);
                        self.unfinished.insert(parent.location, own);
                    }
                    _ => self.walk(&group.frame),
                },
                FrameItem::Tag(tag @ Tag::Start(content, _)) => match RoleMark::read(tag) {
                    Some(RoleMark::Begin(role)) => self.begin(role, tag.location()),
                    Some(RoleMark::End(name)) => self.end(&name, tag.location()),
                    None => self.enter(content, tag.location()),
                },
                FrameItem::Tag(Tag::End(location, ..)) => self.leave(*location),
                _ => {}
            }
        }
    }

    /// Returns the elements up to the innermost wall.
    fn inside_wall(&self) -> &[Open] {
        let wall = self.open.iter().rposition(|open| matches!(open, Open::Wall(_)));
        &self.open[wall.map_or(0, |wall| wall + 1)..]
    }

    /// Enters a part with a role.
    fn begin(&mut self, role: Role, start: Location) {
        let paragraph = |open: &Open| if let Open::Paragraph(location) = open { Some(*location) } else { None };
        let around = self.inside_wall().iter().filter_map(paragraph).collect();
        self.open.push(Open::Role { role, start, around });
    }

    /// Leaves the innermost part with a role of this name. The paragraphs around it give way, because a paragraph holds
    /// words alone. Parts within it that haven't ended stay as they are.
    fn end(&mut self, name: &str, location: Location) {
        let is_it = |open: &Open| matches!(open, Open::Role { role, .. } if role.name() == name);
        let Some(back) = self.inside_wall().iter().rev().position(is_it) else { return };
        let index = self.open.len() - 1 - back;
        let mut inner = self.open.split_off(index).into_iter();
        if let Some(Open::Role { role, start, around }) = inner.next() {
            self.changes.insert(start, Change::Begin(role.element(start, self.links)));
            self.changes.insert(location, Change::End(start));
            self.changes.extend(around.into_iter().map(|location| (location, Change::Drop)));
        }
        self.open.extend(inner.filter(|open| !matches!(open, Open::Role { .. })));
    }

    /// Enters an element of the engine's.
    fn enter(&mut self, content: &Content, location: Location) {
        let inside = self.inside_wall();
        let is_given = inside.iter().any(|open| matches!(open, Open::Role { .. } | Open::Heading(_)));
        let in_link = inside.iter().any(|open| matches!(open, Open::Role { role: Role::Link { .. }, .. }));
        let places_words = content.is::<ParElem>() || content.is::<GridElem>() || content.is::<GridCell>();
        let is_no_link = content.is::<LinkMarker>() && (in_link || self.links == Links::Removed);
        if is_given && places_words || is_no_link {
            self.changes.insert(location, Change::Drop);
        } else if content.is::<ParElem>() {
            self.open.push(Open::Paragraph(location));
        } else if content.is::<HeadingElem>() {
            self.keep_level(content, location);
            self.open.push(Open::Heading(location));
        } else if content.is::<FootnoteEntry>() || content.is::<TableElem>() || content.is::<ArtifactElem>() {
            self.open.push(Open::Wall(location));
        }
    }

    /// Raises a heading that skips a level to the next level. A listener goes from heading to heading by their levels, and
    /// PDF/UA-1 7.4.2 allows no gap.
    fn keep_level(&mut self, content: &Content, location: Location) {
        let mut content = content.clone();
        let Some(heading) = content.to_packed_mut::<HeadingElem>() else { return };
        let level = heading.resolve_level(StyleChain::default()).get();
        self.level = level.min(self.level + 1);
        if self.level < level {
            heading.level.set(Smart::Custom(NonZeroUsize::MIN.saturating_add(self.level - 1)));
            self.changes.insert(location, Change::Replace(content));
        }
    }

    /// Leaves an element of the engine's.
    fn leave(&mut self, location: Location) {
        let is_it = |open: &Open| !matches!(open, Open::Role { .. }) && open.location() == location;
        if let Some(index) = self.open.iter().rposition(is_it) {
            match self.open[index] {
                Open::Wall(_) => self.open.truncate(index),
                _ => drop(self.open.remove(index)),
            }
        }
    }
}
