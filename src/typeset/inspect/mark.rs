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
    },
    /// A field ends.
    End(Field),
}

impl Mark {
    /// Reads a tag of a page; `None` for a tag that is no mark.
    pub fn read(tag: &Tag) -> Option<Self> {
        let data = metadata(tag)?;
        if let Ok(Value::Str(name)) = data.get("at") {
            let width = match data.get("width") {
                Ok(Value::Length(length)) => Some(length.abs),
                _ => None,
            };
            return Some(Self::Begin { field: Field::from(name.as_str()), width });
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
pub struct Fields(Vec<(Field, Option<Abs>)>);

impl Fields {
    /// Enters or leaves a field. Leaving a field leaves every field inside it that hasn't ended.
    pub fn follow(&mut self, mark: Mark) {
        match mark {
            Mark::Begin { field, width } => self.0.push((field, width)),
            Mark::End(field) => {
                if let Some(index) = self.0.iter().rposition(|(open, _)| *open == field) {
                    self.0.truncate(index);
                }
            }
        }
    }

    /// Returns the innermost field; `None` outside of all.
    pub fn innermost(&self) -> Option<&Field> {
        self.0.last().map(|(field, _)| field)
    }

    /// Returns the width that the innermost field must not exceed.
    pub fn width(&self) -> Option<Abs> {
        self.0.last().and_then(|(_, width)| *width)
    }
}
