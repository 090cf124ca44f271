//! Values with the places where they were typed, and the places of the parts of a text.
//!
//! It knows how YAML writes texts. It doesn't read YAML.

use std::cell::OnceCell;
use std::ops::{Deref, Range};

use crate::diagnostic::Place;
use crate::input::look_alike::may_stand_for;

/// A value and where it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it was typed, with its quotes or block indicator.
    pub place: Place,
}

/// A text and where it was typed.
pub type Text = Located<String>;

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: schemars::JsonSchema> schemars::JsonSchema for Located<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}

impl Text {
    /// Returns the place of a part of the value, given in bytes.
    pub fn locate(&self, range: Range<usize>) -> Place {
        self.places().locate(self, range)
    }

    /// Returns the length in bytes of the line with the block indicator, if the place begins with one. A text may begin
    /// with the same sign, as a table does.
    fn header_length(&self) -> usize {
        let typed = self.place.text();
        let line = typed.split('\n').next().unwrap_or_default();
        let Some(rest) = line.strip_prefix(['|', '>']) else { return 0 };
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-')).trim_start();
        let before = self.place.source.text[..self.place.range.start].rsplit('\n').next().unwrap_or_default();
        let is_header = (rest.is_empty() || rest.starts_with('#')) && !before.trim().is_empty();
        if is_header { line.len() } else { 0 }
    }

    /// Returns the blanks of the value that stand for the end of a line in the file, in bytes of the value. A literal block
    /// has none.
    pub fn folds(&self) -> Vec<Range<usize>> {
        let typed = self.place.text();
        if !typed.contains('\n') || self.header_length() > 0 && typed.starts_with('|') {
            return Vec::new();
        }
        let pairs = self.places().pairs;
        let fold = |pair: &[(usize, usize)]| {
            let [(before, from), (after, to)] = *pair else { return None };
            let start = before + self.value[before..].chars().next().map_or(0, char::len_utf8);
            let (gap, blanks) = (&self.value[start..after], &typed[from..to]);
            let ends_line = blanks
                .trim_start_matches(|c: char| !c.is_whitespace())
                .trim_start_matches([' ', '\t'])
                .starts_with('\n');
            let is_fold = gap.strip_prefix(' ').is_some_and(|rest| rest.is_empty() || rest.starts_with('\u{3000}'));
            (is_fold && ends_line).then_some(start..start + 1)
        };
        pairs.windows(2).filter_map(fold).collect()
    }

    /// Returns where all characters of the value stand in the file.
    ///
    /// A value isn't a slice of its source. Block scalars lose their indentation, and quoted scalars their escapes. So both
    /// are walked side by side, and characters of the source that the value lacks are skipped. The walk ends at the first
    /// character that isn't found, such as one that was typed as `\u…`.
    pub fn places(&self) -> Places {
        let typed = self.place.text();
        let mut at = self.header_length();
        let mut pairs = Vec::new();
        for (offset, c) in self.value.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let found = typed[at..].char_indices().find(|(_, other)| *other == c || may_stand_for(*other, c));
            let Some((skipped, other)) = found else { return Places { pairs, end: offset } };
            pairs.push((offset, at + skipped));
            at += skipped + other.len_utf8();
        }
        Places { pairs, end: self.value.len() }
    }
}

/// The places of the characters of a value.
#[derive(Debug, Clone)]
pub struct Places {
    /// For each character that isn't blank, its byte in the value, and its byte in the source counted from the value's
    /// place.
    pairs: Vec<(usize, usize)>,
    /// The byte of the value up to which places are known.
    end: usize,
}

impl Places {
    /// Returns the place of a part of the value, given in bytes. `text` is the value that these places are of. If the part's
    /// place isn't known, it is that of the whole value.
    pub fn locate(&self, text: &Text, range: Range<usize>) -> Place {
        let [first, end] =
            [range.start, range.end].map(|byte| self.pairs.partition_point(|(offset, _)| *offset < byte));
        if self.end < range.end || first == end {
            return text.place.clone();
        }
        let last = self.pairs[end - 1];
        let base = text.place.range.start;
        let length = text.place.text()[last.1..].chars().next().map_or(0, char::len_utf8);
        Place { source: text.place.source.clone(), range: base + self.pairs[first].1..base + last.1 + length }
    }
}

/// Finds the places of many parts of one text. The text is walked once, at the first question.
#[derive(Debug)]
pub struct Locator<'t> {
    /// The text.
    text: &'t Text,
    /// Where its characters stand.
    places: OnceCell<Places>,
}

impl<'t> Locator<'t> {
    /// Makes a locator that has walked nothing yet.
    pub fn new(text: &'t Text) -> Self {
        Self { text, places: OnceCell::new() }
    }

    /// Returns the text.
    pub fn text(&self) -> &'t Text {
        self.text
    }

    /// Returns the place of a part of the value, given in bytes.
    pub fn locate(&self, range: Range<usize>) -> Place {
        self.places.get_or_init(|| self.text.places()).locate(self.text, range)
    }
}
