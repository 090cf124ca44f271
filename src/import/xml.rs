//! XML of a draft, as text and as trees within bounds, and the names of its elements.
//!
//! Names are compared by namespace, attributes by their local names. It knows no element's meaning.

use roxmltree::{Document, Node, ParsingOptions};

use super::fault::{damaged, too_large};
use crate::diagnostic::{Code, Diagnostic};

/// The most elements within one another.
const MAX_DEPTH: usize = 256;
/// The most nodes of a tree.
const MAX_NODES: u32 = 1_000_000;

/// Decodes a part: UTF-8, or UTF-16 with its mark.
///
/// # Errors
/// The bytes are in neither encoding.
pub fn text(bytes: Vec<u8>, part: &str) -> Result<String, Diagnostic> {
    let utf16 = match bytes.get(..2) {
        Some([0xff, 0xfe]) => Some(encoding_rs::UTF_16LE),
        Some([0xfe, 0xff]) => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    let text = match utf16 {
        Some(encoding) => {
            encoding.decode_without_bom_handling_and_without_replacement(&bytes[2..]).map(std::borrow::Cow::into_owned)
        }
        None => String::from_utf8(bytes).ok(),
    };
    text.ok_or_else(|| damaged(part))
}

/// Makes a tree of a part's text.
///
/// # Errors
/// The text isn't well-formed, has a DTD, or is too deep or too large.
pub fn tree<'t>(text: &'t str, part: &str) -> Result<Document<'t>, Diagnostic> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    scan(text, part)?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => too_large(part),
        roxmltree::Error::DtdDetected => Diagnostic::new(Code::ImportDoctype).with("part", part),
        _ => damaged(part),
    })
}

/// Counts elements and how deep they stand, before the parser sees them, which would overflow its stack.
fn scan(text: &str, part: &str) -> Result<(), Diagnostic> {
    let bytes = text.as_bytes();
    let (mut at, mut depth, mut nodes) = (0, 0_usize, 0_u32);
    let skip = |from: usize, end: &str| text[from..].find(end).map(|found| from + found + end.len());
    while let Some(next) = bytes[at..].iter().position(|&b| b == b'<') {
        let start = at + next;
        let rest = &bytes[start..];
        let end = if rest.starts_with(b"<!--") {
            skip(start + 4, "-->")
        } else if rest.starts_with(b"<![CDATA[") {
            skip(start, "]]>")
        } else if rest.starts_with(b"<!") {
            return Err(Diagnostic::new(Code::ImportDoctype).with("part", part));
        } else if rest.starts_with(b"<?") {
            skip(start, "?>")
        } else if rest.starts_with(b"</") {
            depth = depth.saturating_sub(1);
            skip(start, ">")
        } else {
            nodes += 1;
            let end = end_of_tag(bytes, start);
            if end.is_some_and(|end| bytes[end - 2] != b'/') {
                depth += 1;
            }
            end
        };
        if depth > MAX_DEPTH {
            return Err(Diagnostic::new(Code::ImportTooDeep).with("part", part));
        }
        if nodes > MAX_NODES {
            return Err(too_large(part));
        }
        // What has no end is for the parser to refuse.
        let Some(end) = end else { return Ok(()) };
        at = end;
    }
    Ok(())
}

/// Returns the byte behind a tag's end. A `>` in quotes doesn't end it.
fn end_of_tag(bytes: &[u8], start: usize) -> Option<usize> {
    let mut quote = None;
    for (at, &byte) in bytes.iter().enumerate().skip(start + 1) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The vocabularies that elements belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vocabulary {
    /// Word's own elements, `w:`.
    Word,
    /// Drawings, `a:`.
    Drawing,
    /// Where drawings stand, `wp:`.
    Anchor,
    /// Pictures, `pic:`.
    Picture,
    /// Alternatives for older programs, `mc:`.
    Compatibility,
    /// Drawings of older programs, `v:`.
    Vml,
    /// Embedded objects, `o:`.
    Office,
    /// Formulas, `m:`.
    Formula,
    /// Any other.
    Other,
}

/// Returns the vocabulary of an element, in the transitional or the strict namespace.
pub fn vocabulary(node: Node) -> Vocabulary {
    match node.tag_name().namespace().unwrap_or_default() {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Vocabulary::Word,
        "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => {
            Vocabulary::Drawing
        }
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
        | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => Vocabulary::Anchor,
        "http://schemas.openxmlformats.org/drawingml/2006/picture" | "http://purl.oclc.org/ooxml/drawingml/picture" => {
            Vocabulary::Picture
        }
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Vocabulary::Compatibility,
        "urn:schemas-microsoft-com:vml" => Vocabulary::Vml,
        "urn:schemas-microsoft-com:office:office" => Vocabulary::Office,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Vocabulary::Formula,
        _ => Vocabulary::Other,
    }
}

/// Returns the local name of one of Word's own elements. It is empty for all others.
pub fn word_name<'a>(node: Node<'a, '_>) -> &'a str {
    if node.is_element() && vocabulary(node) == Vocabulary::Word { node.tag_name().name() } else { "" }
}

/// Returns an attribute by its local name.
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// Returns the first child that is Word's own element of this name.
pub fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| word_name(*child) == name)
}

/// Returns the `val` of the first child of this name.
pub fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name).and_then(|child| attribute(child, "val"))
}

/// Reads a switch: an element that is there and isn't turned off.
pub fn switch(node: Node, name: &str) -> Option<bool> {
    child(node, name).map(|child| !matches!(attribute(child, "val"), Some("0" | "false" | "off" | "none")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<Code> {
        tree(text, "a.xml").err().map(|finding| finding.code)
    }

    #[test]
    fn depth_is_counted_before_a_tree_is_made() {
        let deep = |n: usize| format!("{}{}", "<a b='>'>".repeat(n), "</a>".repeat(n));
        assert_eq!(code(&deep(256)), None);
        assert_eq!(code(&deep(257)), Some(Code::ImportTooDeep));
        assert_eq!(code(&format!("<a>{}</a>", "<b/>".repeat(10_000))), None);
        assert_eq!(code("<a><!-- <b> --><![CDATA[<b>]]><?p <b>?></a>"), None);
        assert_eq!(code("<!DOCTYPE a><a/>"), Some(Code::ImportDoctype));
        assert_eq!(code("<a><b></a>"), Some(Code::ImportDamaged));
        assert_eq!(code(&format!("<a>{}</a>", "<b/>".repeat(1_000_001))), Some(Code::ImportTooLarge));
    }

    #[test]
    fn utf16_is_read() {
        let bytes: Vec<u8> =
            [0xfeff].into_iter().chain("<a>文</a>".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(bytes, "a.xml").unwrap(), "<a>文</a>");
        assert!(text(vec![0xff, 0x00], "a.xml").is_err());
    }
}
