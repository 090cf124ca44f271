//! The zip file that a Word file or workbook is: its parts and their relations, within bounds.
//!
//! Everything in it is untrusted. It knows nothing of what the parts say.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::fault::{damaged, too_large};
use super::xml;
use crate::diagnostic::{Code, Diagnostic};

/// The most files in a package.
pub const MAX_ENTRIES: usize = 4096;
/// The most bytes of one part.
pub const MAX_PART_BYTES: u64 = 64 << 20;
/// The most bytes of all parts that are read.
pub const MAX_READ_BYTES: u64 = 256 << 20;
/// The bytes that end the list of files of a zip file.
const END_RECORD: [u8; 4] = *b"PK\x05\x06";

/// A package. Parts are inflated when they are asked for.
pub struct Package {
    /// The zip file.
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// The names of the parts without regard to case, each with its index.
    parts: HashMap<String, usize>,
    /// The bytes that were inflated.
    read: u64,
}

/// A relation of a part to another part, or to something outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Its name in the part.
    pub id: String,
    /// The last word of its type, such as `image`.
    pub kind: String,
    /// The name of the part that it leads to, or the address as it was written.
    pub target: String,
    /// Whether it leads out of the package.
    pub is_external: bool,
}

impl Package {
    /// Opens a package.
    ///
    /// # Errors
    /// `import-damaged` where the file ends early or two parts have one name, `import-too-large`, `import-password`.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Diagnostic> {
        let counted = count_in_end_record(&bytes).ok_or_else(|| damaged(""))?;
        if counted > MAX_ENTRIES {
            return Err(too_large(""));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failure(&error, ""))?;
        if archive.len() != counted {
            return Err(damaged(""));
        }
        let mut parts = HashMap::new();
        for index in 0..archive.len() {
            let name = archive.name_for_index(index).and_then(Result::ok).ok_or_else(|| damaged(""))?;
            let name = name.trim_start_matches('/').to_lowercase();
            if parts.insert(name.clone(), index).is_some() {
                return Err(damaged(&name));
            }
        }
        Ok(Self { archive, parts, read: 0 })
    }

    /// Returns whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&name.to_lowercase())
    }

    /// Returns the names of all parts in small letters, in order.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<_> = self.parts.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// Reads a part. Returns `None` if there is no such part.
    ///
    /// # Errors
    /// The part is too large or damaged. What has been inflated counts, whatever the directory says.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        self.part_within(name, MAX_PART_BYTES)
    }

    /// Reads a part of at most `limit` bytes. See [`Package::part`].
    ///
    /// # Errors
    /// As of [`Package::part`].
    pub fn part_within(&mut self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, Diagnostic> {
        let Some(&index) = self.parts.get(&name.to_lowercase()) else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(|error| failure(&error, name))?;
        if entry.size() > limit {
            return Err(too_large(name));
        }
        let limit = limit.min(MAX_READ_BYTES - self.read);
        let mut bytes = Vec::new();
        let read = entry.take(limit + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > limit {
            return Err(too_large(name));
        }
        read.map_err(|_| damaged(name))?;
        self.read += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// Reads a part as XML text. Returns `None` if there is no such part.
    ///
    /// # Errors
    /// As of [`Package::part`] and [`xml::text`].
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Diagnostic> {
        self.part(name)?.map(|bytes| xml::text(bytes, name)).transpose()
    }

    /// Reads the relations of a part. The empty name stands for the package itself.
    ///
    /// # Errors
    /// The relations are damaged.
    pub fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Diagnostic> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{}_rels/{file}.rels", if folder.is_empty() { String::new() } else { format!("{folder}/") });
        let Some(text) = self.text(&name)? else { return Ok(Vec::new()) };
        let tree = xml::tree(&text, &name)?;
        let relation = |node: roxmltree::Node| {
            let target = xml::attribute(node, "Target")?;
            let is_external = xml::attribute(node, "TargetMode") == Some("External");
            Some(Relation {
                id: xml::attribute(node, "Id")?.to_owned(),
                kind: xml::attribute(node, "Type")?.rsplit('/').next()?.to_owned(),
                target: if is_external { target.to_owned() } else { resolve(folder, target) },
                is_external,
            })
        };
        Ok(tree
            .root_element()
            .children()
            .filter(|node| node.has_tag_name_local("Relationship"))
            .filter_map(relation)
            .collect())
    }

    /// Returns the name of the main part.
    ///
    /// # Errors
    /// The relations are damaged.
    pub fn main_part(&mut self) -> Result<Option<String>, Diagnostic> {
        let relations = self.relations("")?;
        let main = relations.into_iter().find(|relation| relation.kind == "officeDocument" && !relation.is_external);
        Ok(main.map(|relation| relation.target).filter(|part| self.has(part)))
    }
}

/// Compares the local names of elements.
trait LocalName {
    /// Returns whether an element has this local name.
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl LocalName for roxmltree::Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

/// Returns the number of files that the end of a zip file names.
fn count_in_end_record(bytes: &[u8]) -> Option<usize> {
    let at = bytes.windows(4).rposition(|window| window == END_RECORD)?;
    let count = bytes.get(at + 10..at + 12)?;
    Some(usize::from(u16::from_le_bytes([count[0], count[1]])))
}

/// Returns the name of the part that a target leads to, seen from a folder. It never leads out of the package.
fn resolve(folder: &str, target: &str) -> String {
    let base = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Returns the finding for an error of the zip library.
fn failure(error: &ZipError, part: &str) -> Diagnostic {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Diagnostic::new(Code::ImportPassword)
        }
        _ => damaged(part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_never_leads_out_of_the_package() {
        assert_eq!(resolve("word", "media/1.png"), "word/media/1.png");
        assert_eq!(resolve("word", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(resolve("word", "/word/./a.xml"), "word/a.xml");
    }
}
