//! The identity of an exported issue: from which bytes it was made, and which paragraph of the Word file is which place of
//! the YAML.
//!
//! It is a part of the Word file that Word keeps and doesn't show. Paragraphs are known by their bookmarks.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::xml::escape;
use crate::typeset::field::Field;

/// The name of the part in the package.
pub const PART_NAME: &str = "customXml/item1.xml";
/// The namespace of its elements. It ends in the version of what they mean.
const NAMESPACE: &str = "urn:jianbao:export:1";
/// How the names of the bookmarks begin. Word doesn't show bookmarks that begin with a low line.
pub const BOOKMARK_PREFIX: &str = "_jb_";

/// From which issue a file was made, and what its paragraphs are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// The path of the issue within its project, with slashes.
    pub issue: String,
    /// SHA-256 of the issue's file, in hex.
    pub sha256: String,
    /// The paragraphs in order.
    pub paragraphs: Vec<IdentityParagraph>,
}

/// A paragraph of an exported file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityParagraph {
    /// The name of its bookmark.
    pub bookmark: String,
    /// Its words, field by field. The program's own words have no field.
    pub segments: Vec<(Option<Field>, String)>,
    /// Whether it can't be joined with others: the caption of a picture.
    pub is_apart: bool,
    /// Its footnotes, each as a paragraph.
    pub footnotes: Vec<IdentityParagraph>,
}

impl Identity {
    /// Returns SHA-256 of an issue's file in hex.
    pub fn hash(bytes: &[u8]) -> String {
        Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// Writes the part.
    pub fn to_xml(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        let (issue, hash) = (escape(&self.issue), escape(&self.sha256));
        let _ = write!(xml, "<issue xmlns=\"{NAMESPACE}\" file=\"{issue}\" sha256=\"{hash}\">");
        self.paragraphs.iter().for_each(|paragraph| paragraph.write(&mut xml));
        xml.push_str("</issue>");
        xml
    }

    /// Reads the part. Returns `None` if it isn't one of this program.
    pub fn read(root: roxmltree::Node) -> Option<Self> {
        let is_own = root.tag_name().namespace() == Some(NAMESPACE) && root.tag_name().name() == "issue";
        let paragraphs = children(root, "p").map(IdentityParagraph::read).collect::<Option<_>>()?;
        let text = |name| Some(root.attribute(name)?.to_owned());
        is_own.then_some(Self { issue: text("file")?, sha256: text("sha256")?, paragraphs })
    }
}

impl IdentityParagraph {
    /// Returns its words.
    pub fn text(&self) -> String {
        self.segments.iter().map(|(_, text)| text.as_str()).collect()
    }

    fn write(&self, xml: &mut String) {
        let apart = if self.is_apart { " apart=\"1\"" } else { "" };
        let _ = write!(xml, "<p id=\"{}\"{apart}>", escape(&self.bookmark));
        for (field, text) in &self.segments {
            let field =
                field.as_ref().map_or_else(String::new, |field| format!(" f=\"{}\"", escape(&field.to_string())));
            let _ = write!(xml, "<s{field}>{}</s>", escape(text));
        }
        self.footnotes.iter().for_each(|note| note.write(xml));
        xml.push_str("</p>");
    }

    fn read(node: roxmltree::Node) -> Option<Self> {
        let segment = |node: roxmltree::Node| {
            let text = node.text().unwrap_or_default().to_owned();
            (node.attribute("f").map(Field::from), text)
        };
        Some(Self {
            bookmark: node.attribute("id")?.to_owned(),
            segments: children(node, "s").map(segment).collect(),
            is_apart: node.attribute("apart").is_some(),
            footnotes: children(node, "p").map(Self::read).collect::<Option<_>>()?,
        })
    }
}

/// Returns the children of a name.
fn children<'a, 'i: 'a>(node: roxmltree::Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = roxmltree::Node<'a, 'i>> {
    node.children().filter(move |child| child.tag_name().name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_as_it_was_written() {
        let note = IdentityParagraph {
            bookmark: "_jb_0002".to_owned(),
            segments: vec![(Some(Field::from("articles.0.0.note-1")), "注 <1>".to_owned())],
            is_apart: false,
            footnotes: Vec::new(),
        };
        let paragraph = IdentityParagraph {
            bookmark: "_jb_0001".to_owned(),
            segments: vec![(Some(Field::Number), "第36期\n\u{2028}\u{fffc}\t".to_owned()), (None, "&“".to_owned())],
            is_apart: true,
            footnotes: vec![note],
        };
        let identity = Identity {
            issue: "issues/2022/36.yaml".to_owned(),
            sha256: Identity::hash(b""),
            paragraphs: vec![paragraph],
        };
        let xml = identity.to_xml();
        let tree = roxmltree::Document::parse(&xml).unwrap();
        assert_eq!(Identity::read(tree.root_element()), Some(identity));
        assert_eq!(Identity::read(roxmltree::Document::parse("<a/>").unwrap().root_element()), None);
    }
}
