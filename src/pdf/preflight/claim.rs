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
    /// The prefix that stands for the namespace in the file; empty if there is none.
    prefix: String,
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
        let text = decode(&bytes);
        let text = text.trim_start_matches('\u{feff}').trim_end_matches('\0');
        let options = ParsingOptions { nodes_limit: MAX_ELEMENTS, ..ParsingOptions::default() };
        let Ok(xml) = Xml::parse_with_options(text, options) else { return Self::default() };
        let mut properties = Vec::new();
        for node in xml.descendants().filter(roxmltree::Node::is_element) {
            // A qualified name is read from the text, because several prefixes may stand for one namespace.
            let property = |namespace: Option<&str>, qualified: &str, value: &str| {
                let (prefix, name) = qualified.split_once(':').unwrap_or(("", qualified));
                Property {
                    namespace: namespace.unwrap_or_default().to_owned(),
                    prefix: prefix.to_owned(),
                    name: name.to_owned(),
                    value: value.to_owned(),
                }
            };
            // In a list of languages, the first words count. They stand three levels down.
            let words = node.descendants().take(8).filter_map(|node| node.text()).find(|text| !text.trim().is_empty());
            let space = node.tag_name().namespace();
            let tag = text[node.range()].trim_start_matches('<');
            let tag = tag.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
            properties.extend(words.map(|words| property(space, tag, words.trim())));
            let attributes = node.attributes();
            properties.extend(attributes.map(|one| property(one.namespace(), &text[one.range_qname()], one.value())));
        }
        Self { properties }
    }

    /// Returns the value of a property, by its name and the end of its namespace.
    pub fn get(&self, namespace: &str, name: &str) -> Option<&str> {
        let found = self.properties.iter().find(|one| one.namespace.ends_with(namespace) && one.name == name);
        found.map(|found| found.value.as_str())
    }

    /// Returns the identification of a standard, such as `pdfa`, as far as the file means to give one.
    fn identification(&self, standard: &'static str) -> Identification<'_> {
        Identification { properties: &self.properties, standard }
    }

    /// Returns what is wrong with the identification of PDF/A (ISO 19005-1 6.7.11, -2 6.6.4, -4 6.7.3).
    pub fn wrong_pdfa(&self) -> Option<&'static str> {
        let own = self.identification("pdfa");
        let is_year = |year: &str| year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit());
        let (part, level, revision) = (own.exact("part"), own.exact("conformance"), own.exact("rev"));
        let levels: &[Option<&str>] = match part {
            Some("1") => &[Some("A"), Some("B")],
            Some("2" | "3") => &[Some("A"), Some("B"), Some("U")],
            Some("4") => &[None, Some("E"), Some("F")],
            _ => return Some("pdfaid:part"),
        };
        if !levels.contains(&level) {
            return Some("pdfaid:conformance");
        }
        if own.is_misnamed() {
            return Some("pdfaid");
        }
        (part == Some("4") && !revision.is_some_and(is_year)).then_some("pdfaid:rev")
    }

    /// Returns what is wrong with the identification of PDF/UA (ISO 14289-1 5, -2 5).
    pub fn wrong_pdfua(&self) -> Option<&'static str> {
        let own = self.identification("pdfua");
        let is_year = |year: &str| year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit());
        match own.exact("part") {
            _ if own.is_misnamed() => Some("pdfuaid"),
            Some("1") => None,
            Some("2") => (!own.exact("rev").is_some_and(is_year)).then_some("pdfuaid:rev"),
            _ => Some("pdfuaid:part"),
        }
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
    let pdfa = metadata.identification("pdfa");
    if let Some(part) = pdfa.part() {
        claims.push(Claim::A(part, pdfa.meant("conformance").unwrap_or_default().to_owned()));
    }
    claims.extend(metadata.identification("pdfua").part().map(Claim::Ua));
    claims
}

/// The identification of a standard in the metadata, right or slightly wrong.
struct Identification<'m> {
    /// All properties.
    properties: &'m [Property],
    /// The standard: `pdfa` or `pdfua`.
    standard: &'static str,
}

impl<'m> Identification<'m> {
    /// Returns a property in the standard's namespace and with its prefix.
    fn exact(&self, name: &str) -> Option<&'m str> {
        let space = format!("http://www.aiim.org/{}/ns/id/", self.standard);
        let prefix = format!("{}id", self.standard);
        let mut own = self.properties.iter().filter(|one| one.namespace == space && one.name == name);
        own.find(|one| one.prefix == prefix).map(|one| one.value.as_str())
    }

    /// Returns a property that is meant as one of the standard, by its namespace or by its prefix.
    fn meant(&self, name: &str) -> Option<&'m str> {
        let space = format!("aiim.org/{}/ns/id", self.standard);
        let prefix = format!("{}id", self.standard);
        let is_meant = |one: &&Property| one.namespace.contains(&space) || one.prefix == prefix;
        self.properties.iter().filter(is_meant).find(|one| one.name == name).map(|one| one.value.as_str())
    }

    /// Whether a property of the standard has another namespace or prefix.
    fn is_misnamed(&self) -> bool {
        let names = ["part", "conformance", "rev", "amd", "corr"];
        names.iter().any(|name| self.meant(name).is_some() && self.exact(name).is_none())
    }

    /// Returns the part of the standard that the file claims. What is no number, or isn't there, counts as 1.
    fn part(&self) -> Option<u8> {
        let others = || ["conformance", "rev", "amd", "corr"].iter().find_map(|name| self.meant(name)).map(|_| "1");
        let part = self.meant("part").or_else(others)?;
        let digit = part.chars().find_map(|c| c.to_digit(10));
        Some(digit.and_then(|digit| u8::try_from(digit).ok()).filter(|part| (1..=4).contains(part)).unwrap_or(1))
    }
}

/// Returns the text of metadata, which may be in UTF-16.
fn decode(bytes: &[u8]) -> String {
    let pair = |little: bool| {
        let units = bytes.chunks_exact(2).map(|unit| [unit[0], unit[1]]);
        let units: Vec<_> =
            units.map(|unit| if little { u16::from_le_bytes(unit) } else { u16::from_be_bytes(unit) }).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xfe, 0xff, ..] | [0, b'<', ..] => pair(false),
        [0xff, 0xfe, ..] | [b'<', 0, ..] => pair(true),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}
