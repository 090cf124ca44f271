//! The pictures and links of a Word file, found by the names that its parts use for them.
//!
//! Nothing outside of the package is ever opened.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::import::package::{Package, Relation};

/// The most bytes of a picture.
const MAX_PICTURE_BYTES: u64 = 32 << 20;
/// The most pixels of a picture.
const MAX_PIXELS: usize = 40_000_000;

/// What a name in a part leads to.
#[derive(Debug, Clone)]
pub enum Target {
    /// A picture that a bulletin can print, with the end of its file name.
    Picture(Vec<u8>, &'static str),
    /// A picture that it can't print, or none.
    Unprintable(String),
    /// Something outside of the package.
    Outside(String),
}

/// The media of a package.
pub struct Media<'p> {
    /// The package.
    pub package: &'p mut Package,
    /// The relations of each part.
    relations: HashMap<String, Vec<Relation>>,
    /// The part that is being read.
    pub part: String,
    /// What was looked up already.
    known: HashMap<String, Target>,
}

impl<'p> Media<'p> {
    /// Begins with the main part.
    ///
    /// # Errors
    /// The relations of the notes are damaged.
    pub fn new(package: &'p mut Package, main: &str, relations: Vec<Relation>) -> Result<Self, Diagnostic> {
        let mut all = HashMap::new();
        for relation in &relations {
            if matches!(relation.kind.as_str(), "footnotes" | "endnotes" | "header" | "footer") && !relation.is_external
            {
                all.insert(relation.target.clone(), package.relations(&relation.target)?);
            }
        }
        all.insert(main.to_owned(), relations);
        Ok(Self { package, relations: all, part: main.to_owned(), known: HashMap::new() })
    }

    /// Returns the relation of this name in the part that is being read.
    pub fn relation(&self, id: &str) -> Option<&Relation> {
        self.relations.get(&self.part)?.iter().find(|relation| relation.id == id)
    }

    /// Returns the part of a kind of notes.
    pub fn part_of(&self, kind: &str) -> Option<String> {
        let all = self.relations.values().flatten();
        all.filter(|relation| relation.kind == kind && !relation.is_external)
            .map(|relation| relation.target.clone())
            .next()
    }

    /// Returns what a name leads to.
    pub fn target(&mut self, id: &str) -> Target {
        let Some(relation) = self.relation(id).cloned() else { return Target::Unprintable(String::new()) };
        if relation.is_external {
            return Target::Outside(relation.target);
        }
        if let Some(known) = self.known.get(&relation.target) {
            return known.clone();
        }
        let target = match self.package.part_within(&relation.target, MAX_PICTURE_BYTES) {
            Ok(Some(bytes)) => match kind_of(&bytes) {
                Some(extension) => Target::Picture(bytes, extension),
                None => Target::Unprintable(relation.target.clone()),
            },
            _ => Target::Unprintable(relation.target.clone()),
        };
        self.known.insert(relation.target, target.clone());
        target
    }
}

/// Returns the end of the file name for a picture that can be printed: by its first bytes, and no larger than it may be.
pub fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    let kind = match bytes {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xff, 0xd8, 0xff, ..] => "jpg",
        [b'G', b'I', b'F', b'8', ..] => "gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        _ => return None,
    };
    let size = imagesize::blob_size(bytes).ok()?;
    let pixels = size.width.checked_mul(size.height)?;
    (pixels > 0 && pixels <= MAX_PIXELS).then_some(kind)
}
