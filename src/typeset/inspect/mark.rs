//! The marks that layouts put around what they draw. What stands between a mark's begin and its end belongs to a field.

use typst::foundations::{Dict, Value};
use typst::introspection::{MetadataElem, Tag};
use typst::layout::Abs;

use crate::typeset::field::Field;

/// One end of a mark.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A field begins.
    Begin {
        /// The field.
        field: Field,
        /// The width that the field must not exceed.
        width: Option<Abs>,
        /// The size that its words should have.
        size: Option<Abs>,
    },
    /// A field ends.
    End(Field),
    /// The mark of a footnote stands before this.
    Note(Field),
}

impl Mark {
    /// Reads a tag of a page; `None` for a tag that is no mark.
    pub fn read(tag: &Tag) -> Option<Self> {
        let data = metadata(tag)?;
        if let Ok(Value::Str(name)) = data.get("at") {
            let length = |key| match data.get(key) {
                Ok(Value::Length(length)) => Some(length.abs),
                _ => None,
            };
            let (width, size) = (length("width"), length("size"));
            return Some(Self::Begin { field: Field::from(name.as_str()), width, size });
        }
        if let Ok(Value::Str(name)) = data.get("mark") {
            return Some(Self::Note(Field::from(name.as_str())));
        }
        match data.get("end") {
            Ok(Value::Str(name)) => Some(Self::End(Field::from(name.as_str()))),
            _ => None,
        }
    }
}

/// Returns the dictionary that a tag carries as metadata.
pub fn metadata(tag: &Tag) -> Option<&Dict> {
    let Tag::Start(content, _) = tag else { return None };
    match content.to_packed::<MetadataElem>().map(|element| &element.value) {
        Some(Value::Dict(data)) => Some(data),
        _ => None,
    }
}

/// The fields that a walk over the pages is inside of, the innermost last.
#[derive(Default)]
pub struct Fields(Vec<OpenField>);

/// A field that has begun.
struct OpenField {
    /// The field.
    field: Field,
    /// The width that it must not exceed.
    width: Option<Abs>,
    /// The size that its words should have.
    size: Option<Abs>,
}

impl Fields {
    /// Enters or leaves a field. Leaving a field leaves every field inside it that hasn't ended.
    pub fn follow(&mut self, mark: Mark) {
        match mark {
            Mark::Begin { field, width, size } => self.0.push(OpenField { field, width, size }),
            Mark::End(field) => {
                if let Some(index) = self.0.iter().rposition(|open| open.field == field) {
                    self.0.truncate(index);
                }
            }
            Mark::Note(_) => {}
        }
    }

    /// Returns the innermost field; `None` outside of all.
    pub fn innermost(&self) -> Option<&Field> {
        self.0.last().map(|open| &open.field)
    }

    /// Returns the width that the innermost field must not exceed.
    pub fn width(&self) -> Option<Abs> {
        self.0.last().and_then(|open| open.width)
    }

    /// Returns the innermost field with a size, and the size that its words should have.
    pub fn size(&self) -> Option<(&Field, Abs)> {
        self.0.iter().rev().find_map(|open| Some((&open.field, open.size?)))
    }
}
