//! Where a field was typed, so that what is found on the pages leads back to the YAML.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::one_line;
use crate::diagnostic::Place;
use crate::input::yaml::{Places, Text};
use crate::issue::markdown::Reading;

/// The place of a field in the issue's file. It is worked out when somebody asks for it.
#[derive(Debug, Clone)]
pub struct Anchor {
    /// The value that the field is a part of.
    value: Arc<TypedValue>,
    /// The field's range within the value, in bytes.
    range: Range<usize>,
    /// The words as a reader sees them, where they were typed as Markdown.
    reading: Option<Reading>,
    /// The name in the document of the picture that it shows.
    pub picture: Option<String>,
}

/// A value that fields are parts of.
#[derive(Debug)]
pub struct TypedValue {
    /// The value.
    text: Text,
    /// The places of its characters. They are read from the file when somebody asks.
    places: OnceLock<Places>,
}

impl TypedValue {
    /// Takes a value.
    pub fn new(text: &Text) -> Arc<Self> {
        Arc::new(Self { text: text.clone(), places: OnceLock::new() })
    }

    /// Returns the place of some bytes of the value.
    fn locate(&self, range: Range<usize>) -> Place {
        self.places.get_or_init(|| self.text.places()).locate(&self.text, range)
    }
}

impl Anchor {
    /// Returns the anchor of a field that is a whole value.
    pub(super) fn whole(text: &Text) -> Self {
        Self::part(&TypedValue::new(text), 0..text.value.len())
    }

    /// Returns the anchor of a field that is a part of a value.
    pub(super) fn part(value: &Arc<TypedValue>, range: Range<usize>) -> Self {
        Self { value: value.clone(), range, reading: None, picture: None }
    }

    /// Returns the anchor with the words as a reader sees them.
    pub(super) fn with_reading(self, reading: Reading) -> Self {
        Self { reading: Some(reading), ..self }
    }

    /// Returns the place of the whole field.
    pub fn place(&self) -> Place {
        if self.range == (0..self.value.text.value.len()) {
            return self.value.text.place.clone();
        }
        self.value.locate(self.range.clone())
    }

    /// Returns the place of the whole value that the field is a part of.
    pub fn value_place(&self) -> Place {
        self.value.text.place.clone()
    }

    /// Returns what was typed.
    pub fn words(&self) -> &str {
        self.value.text.value.get(self.range.clone()).unwrap_or_default()
    }

    /// Returns the words as a reader sees them, in one run.
    pub fn reading(&self) -> Reading {
        self.reading.clone().unwrap_or_else(|| one_line(self.words()).as_str().into())
    }

    /// Returns the place of the character that starts at a byte of the words.
    pub fn place_of(&self, byte: usize) -> Place {
        let length = self.words()[byte..].chars().next().map_or(0, char::len_utf8);
        self.value.locate(self.range.start + byte..self.range.start + byte + length)
    }

    /// Returns the place of the first occurrence of some words in the field, or of the whole field.
    pub fn find(&self, words: &str) -> Place {
        match self.words().find(words) {
            Some(at) => self.value.locate(self.range.start + at..self.range.start + at + words.len()),
            None => self.place(),
        }
    }
}
