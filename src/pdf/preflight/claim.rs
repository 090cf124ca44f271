//! The standards that a file claims to keep to.

use lopdf::Object;
use roxmltree::{Document as Xml, ParsingOptions};

use super::file::File;
use crate::pdf::pdfx::Standard;

/// The most bytes of a file's metadata.
const MAX_METADATA_BYTES: usize = 1 << 20;
/// The most elements of a file's metadata.
const MAX_ELEMENTS: u32 = 20_000;

/// A standard, as a file claims it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// PDF/X, with its version as the file names it.
    X(PdfX),
    /// A kind of PDF/X whose clauses aren't known here.
    OtherX(String),
    /// PDF/A, part and level, such as 2 and `A`.
    A(u8, String),
    /// PDF/UA, part.
    Ua(u8),
}

/// The kinds of PDF/X.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfX {
    /// X-1a:2001 (ISO 15930-1).
    X1a2001,
    /// X-1a:2003 (ISO 15930-4).
    X1a2003,
    /// 2002 (ISO 15930-3).
    X32002,
    /// 2003 (ISO 15930-6).
    X32003,
    /// X-4 (ISO 15930-7).
    X4,
}

impl PdfX {
    /// All kinds, the oldest first.
    const ALL: [Self; 5] = [Self::X1a2001, Self::X1a2003, Self::X32002, Self::X32003, Self::X4];

    /// Returns the name that stands in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::X1a2001 => "PDF/X-1a:2001",
            Self::X1a2003 => Standard::X1a.name(),
            Self::X32002 => "PDF/X-3:2002",
            Self::X32003 => "PDF/X-3:2003",
            Self::X4 => Standard::X4.name(),
        }
    }

    /// Returns the newest version of PDF that it allows.
    pub fn version(self) -> &'static str {
        match self {
            Self::X1a2001 | Self::X32002 => "1.3",
            Self::X1a2003 | Self::X32003 => "1.4",
            Self::X4 => "1.6",
        }
    }

    /// Whether it allows only CMYK, grey and spot colours.
    pub fn forbids_cie_colour(self) -> bool {
        matches!(self, Self::X1a2001 | Self::X1a2003)
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

/// The metadata of a file (XMP).
#[derive(Debug, Default)]
pub struct Metadata {
    /// All properties, in the order of the file.
    properties: Vec<Property>,
}

/// A property that is a text.
#[derive(Debug)]
struct Property {
    /// The URI of the namespace; empty if there is none.
    namespace: String,
    /// The name without prefix.
    name: String,
    /// The text.
    value: String,
}

impl Metadata {
    /// Reads the catalog's metadata. There are no properties if it can't be read.
    pub fn of(file: &File) -> Self {
        let Some(Object::Stream(stream)) = file.get(file.catalog(), "Metadata") else { return Self::default() };
        let bytes = file.content(stream, MAX_METADATA_BYTES).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_start_matches('\u{feff}').trim_end_matches('\0');
        let options = ParsingOptions { nodes_limit: MAX_ELEMENTS, ..ParsingOptions::default() };
        let Ok(xml) = Xml::parse_with_options(text, options) else { return Self::default() };
        let mut properties = Vec::new();
        for node in xml.descendants().filter(roxmltree::Node::is_element) {
            let property = |namespace: Option<&str>, name: &str, value: &str| Property {
                namespace: namespace.unwrap_or_default().to_owned(),
                name: name.to_owned(),
                value: value.to_owned(),
            };
            // In a list of languages, the first words count. They stand three levels down.
            let words = node.descendants().take(8).filter_map(|node| node.text()).find(|text| !text.trim().is_empty());
            let tag = node.tag_name();
            properties.extend(words.map(|words| property(tag.namespace(), tag.name(), words.trim())));
            let attributes = node.attributes();
            properties.extend(attributes.map(|one| property(one.namespace(), one.name(), one.value())));
        }
        Self { properties }
    }

    /// Returns the value of a property, by its name and the end of its namespace.
    pub fn get(&self, namespace: &str, name: &str) -> Option<&str> {
        let found = self.properties.iter().find(|one| one.namespace.ends_with(namespace) && one.name == name);
        found.map(|found| found.value.as_str())
    }

    /// Returns the version of PDF/X.
    pub fn pdfx(&self) -> Option<&str> {
        self.get("npes.org/pdfx/ns/id/", "GTS_PDFXVersion")
    }
}

/// Reads everything that a file claims.
pub fn read_claims(file: &File, metadata: &Metadata) -> Vec<Claim> {
    let info = |key| file.info().and_then(|info| file.text(info, key));
    let mut claims = Vec::new();
    let named = [info("GTS_PDFXConformance"), metadata.pdfx().map(str::to_owned), info("GTS_PDFXVersion")];
    let known = |name: &String| PdfX::ALL.into_iter().find(|x| x.name() == name.trim());
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
