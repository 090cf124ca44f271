//! The standards that a file says it keeps to.

use lopdf::Object;
use roxmltree::{Document as Xml, ParsingOptions};

use super::file::File;
use crate::pdf::pdfx::Standard;

/// The most that metadata may be, in bytes and in elements.
const MAX_BYTES: usize = 1 << 20;
const MAX_NODES: u32 = 20_000;

/// A standard, as a file claims it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// PDF/X, with its version as the file names it.
    X(X),
    /// Another kind of PDF/X, whose clauses aren't known here.
    OtherX(String),
    /// PDF/A, part and level, such as 2 and `A`.
    A(u8, String),
    /// PDF/UA, part.
    Ua(u8),
}

/// The kinds of PDF/X.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum X {
    /// X-1a:2001 (ISO 15930-1).
    OneA2001,
    /// X-1a:2003 (ISO 15930-4).
    OneA2003,
    /// 2002 (ISO 15930-3).
    Three2002,
    /// 2003 (ISO 15930-6).
    Three2003,
    /// X-4 (ISO 15930-7).
    Four,
}

impl X {
    const ALL: [Self; 5] = [Self::OneA2001, Self::OneA2003, Self::Three2002, Self::Three2003, Self::Four];

    /// As files name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::OneA2001 => "PDF/X-1a:2001",
            Self::OneA2003 => Standard::X1a.name(),
            Self::Three2002 => "PDF/X-3:2002",
            Self::Three2003 => "PDF/X-3:2003",
            Self::Four => Standard::X4.name(),
        }
    }

    /// The newest PDF that it is based on.
    pub fn version(self) -> &'static str {
        match self {
            Self::OneA2001 | Self::Three2002 => "1.3",
            Self::OneA2003 | Self::Three2003 => "1.4",
            Self::Four => "1.6",
        }
    }

    /// Whether only CMYK, grey and spot colours are allowed.
    pub fn forbids_cie_colour(self) -> bool {
        matches!(self, Self::OneA2001 | Self::OneA2003)
    }
}

impl std::fmt::Display for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::X(x) => f.write_str(x.name()),
            Self::OtherX(name) => f.write_str(name),
            Self::A(part, level) => write!(f, "PDF/A-{part}{}", level.to_lowercase()),
            Self::Ua(part) => write!(f, "PDF/UA-{part}"),
        }
    }
}

/// The metadata of a file (XMP), read once.
#[derive(Debug, Default)]
pub struct Metadata {
    /// Namespace, name and value of each property that is a text.
    properties: Vec<(String, String, String)>,
}

impl Metadata {
    /// Reads the catalog's metadata; empty where there are none that can be read.
    pub fn of(file: &File) -> Self {
        let Some(Object::Stream(stream)) = file.get(file.catalog(), "Metadata") else { return Self::default() };
        let bytes = file.content(stream, MAX_BYTES).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_start_matches('\u{feff}').trim_end_matches('\0');
        let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
        let Ok(xml) = Xml::parse_with_options(text, options) else { return Self::default() };
        let mut properties = Vec::new();
        for node in xml.descendants().filter(roxmltree::Node::is_element) {
            let space = node.tag_name().namespace().unwrap_or_default();
            // Of a list of languages, the first words count; they stand three levels down.
            let words = node.descendants().take(8).filter_map(|node| node.text()).find(|text| !text.trim().is_empty());
            if let Some(words) = words {
                properties.push((space.to_owned(), node.tag_name().name().to_owned(), words.trim().to_owned()));
            }
            for attribute in node.attributes() {
                let space = attribute.namespace().unwrap_or_default();
                properties.push((space.to_owned(), attribute.name().to_owned(), attribute.value().to_owned()));
            }
        }
        Self { properties }
    }

    /// A property by the end of its namespace and its name.
    pub fn get(&self, space: &str, name: &str) -> Option<&str> {
        let mut found = self.properties.iter().filter(|(its, own, _)| its.ends_with(space) && own == name);
        found.next().map(|(_, _, value)| value.as_str())
    }

    /// The version of PDF/X.
    pub fn pdfx(&self) -> Option<&str> {
        self.get("npes.org/pdfx/ns/id/", "GTS_PDFXVersion")
    }
}

/// Everything that a file claims.
pub fn claims(file: &File, metadata: &Metadata) -> Vec<Claim> {
    let info = |key| file.info().and_then(|info| file.text(info, key));
    let mut claims = Vec::new();
    let named = [info("GTS_PDFXConformance"), metadata.pdfx().map(str::to_owned), info("GTS_PDFXVersion")];
    let known = |name: &String| X::ALL.into_iter().find(|x| x.name() == name.trim());
    let other = || named.iter().flatten().find(|name| name.starts_with("PDF/X")).cloned().map(Claim::OtherX);
    claims.extend(named.iter().flatten().find_map(known).map(Claim::X).or_else(other));
    let part = |space| metadata.get(space, "part").and_then(|part| part.parse().ok());
    if let Some(part) = part("aiim.org/pdfa/ns/id/") {
        let level = metadata.get("aiim.org/pdfa/ns/id/", "conformance").unwrap_or_default();
        claims.push(Claim::A(part, level.to_owned()));
    }
    claims.extend(part("aiim.org/pdfua/ns/id/").map(Claim::Ua));
    claims
}
