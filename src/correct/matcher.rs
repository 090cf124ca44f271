//! Finds the paragraphs of the issue that exported ones are.

use std::collections::HashMap;

use super::current::Current;
use crate::export::{IdentityParagraph, NOTE, SOFT_BREAK};
use crate::typeset::field::Field;

/// Finds the paragraphs of the issue for exported ones.
pub struct Matcher<'c> {
    /// The words of each paragraph of the issue, with its index, by its first field.
    by_field: HashMap<&'c Field, (String, usize)>,
    /// The indexes of paragraphs, by their words.
    by_words: HashMap<String, Vec<usize>>,
}

impl<'c> Matcher<'c> {
    /// Makes a matcher for an issue.
    pub fn new(current: &'c Current) -> Self {
        let (mut by_field, mut by_words) = (HashMap::new(), HashMap::<_, Vec<_>>::new());
        for (index, line) in current.lines.iter().enumerate() {
            let Some(field) = line.field() else { continue };
            let words = words(&line.segments);
            by_field.insert(field, (words.clone(), index));
            by_words.entry(words).or_default().push(index);
        }
        Self { by_field, by_words }
    }

    /// Returns the paragraph that an exported one is: that of its field if it has the same words, or else the only one that
    /// has.
    pub fn find(&self, paragraph: &IdentityParagraph) -> Option<usize> {
        let field = paragraph.segments.iter().find_map(|(field, _)| field.as_ref())?;
        let exported = words(&paragraph.segments);
        match self.by_field.get(field) {
            Some((words, index)) if *words == exported => Some(*index),
            _ => match self.by_words.get(&exported)?.as_slice() {
                [only] => Some(*only),
                _ => None,
            },
        }
    }
}

/// Returns the words of a paragraph's fields.
fn words(segments: &[(Option<Field>, String)]) -> String {
    let own = segments.iter().filter(|(field, _)| field.is_some());
    own.flat_map(|(_, text)| text.chars()).filter(|c| *c != SOFT_BREAK && *c != NOTE).collect()
}
