//! The roles that a layout may name, each a structure type of ISO 32000-1 14.8.4.

use std::num::NonZeroUsize;

use typst::foundations::{Content, Dict, NativeElement, Value};
use typst::introspection::{Location, Tag};
use typst::model::{EnumElem, FigureCaption, FigureElem, LinkMarker, ListElem, OutlineEntry, ParElem};
use typst::pdf::PdfMarkerTag;

use crate::typeset::document::sign::without_signs;
use crate::typeset::inspect::metadata;

/// Whether the pages have links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// They have.
    Kept,
    /// They were taken off: PDF/X allows none.
    Removed,
}

/// One end of a role's mark.
pub enum RoleMark {
    /// A part begins.
    Begin(Role),
    /// The innermost part of this name ends.
    End(String),
}

impl RoleMark {
    /// Reads a tag of a page. Returns `None` for a tag that is no mark of a role.
    pub fn read(tag: &Tag) -> Option<Self> {
        let data = metadata(tag)?;
        match (data.get("role"), data.get("end-role")) {
            (Ok(Value::Str(name)), _) => Role::new(name, data).map(Self::Begin),
            (_, Ok(Value::Str(name))) => Some(Self::End(name.to_string())),
            _ => None,
        }
    }
}

/// What a part is.
#[derive(Debug, Clone, PartialEq)]
pub enum Role {
    /// A paragraph.
    Paragraph,
    /// A list.
    List {
        /// Whether its items are counted.
        is_counted: bool,
    },
    /// The marker of a list's item.
    Label,
    /// All that a list's item holds besides its marker.
    ItemBody,
    /// Contents, or another list that leads to pages.
    Contents,
    /// An entry of the contents.
    ContentsEntry {
        /// How deep it stands in the contents, from 1.
        level: NonZeroUsize,
    },
    /// A link. It may be longer than the words that can be clicked on.
    Link {
        /// What it leads to, in words.
        alt: String,
    },
    /// A picture with its caption.
    Figure,
    /// A caption.
    Caption,
}

impl Role {
    /// Returns the role of a name, or `None` if there is no such role. `data` are the mark's other keys.
    fn new(name: &str, data: &Dict) -> Option<Self> {
        Some(match name {
            "P" => Self::Paragraph,
            "L" => Self::List { is_counted: matches!(data.get("counted"), Ok(Value::Bool(true))) },
            "Lbl" => Self::Label,
            "LBody" => Self::ItemBody,
            "TOC" => Self::Contents,
            "TOCI" => {
                let level = data.get("level").ok().and_then(|level| level.clone().cast::<NonZeroUsize>().ok());
                Self::ContentsEntry { level: level.unwrap_or(NonZeroUsize::MIN) }
            }
            "Link" => {
                let alt = data.get("alt").ok().and_then(|alt| alt.clone().cast::<typst::foundations::Str>().ok());
                Self::Link { alt: without_signs(&alt.unwrap_or_default()) }
            }
            "Figure" => Self::Figure,
            "Caption" => Self::Caption,
            _ => return None,
        })
    }

    /// Returns the name that marks use.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Paragraph => "P",
            Self::List { .. } => "L",
            Self::Label => "Lbl",
            Self::ItemBody => "LBody",
            Self::Contents => "TOC",
            Self::ContentsEntry { .. } => "TOCI",
            Self::Link { .. } => "Link",
            Self::Figure => "Figure",
            Self::Caption => "Caption",
        }
    }

    /// Returns an element that the engine tags in this way. It has no content: the tag spans what stands on the page.
    pub fn element(&self, location: Location, links: Links) -> Content {
        let empty = Content::empty();
        let mut element = match self {
            Self::List { is_counted: true } => EnumElem::new(Vec::new()).pack(),
            Self::List { is_counted: false } => ListElem::new(Vec::new()).pack(),
            Self::Label => PdfMarkerTag::ListItemLabel(empty),
            Self::ItemBody => PdfMarkerTag::ListItemBody(empty),
            Self::Contents => PdfMarkerTag::OutlineBody(empty),
            Self::ContentsEntry { level } => OutlineEntry::new(*level, empty).pack(),
            Self::Link { alt } if links == Links::Kept => LinkMarker::new(empty, Some(alt.as_str().into())).pack(),
            Self::Paragraph | Self::Link { .. } => ParElem::new(empty).pack(),
            Self::Figure => FigureElem::new(empty).pack(),
            Self::Caption => FigureCaption::new(empty).pack(),
        };
        element.set_location(location);
        element
    }
}
