//! The glyphs of a font: how far each advances, and which of them aren't there.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Object};
use ttf_parser::{RawFace, Tag};

use super::file::{File, MAX_STREAM_BYTES, as_dict, as_name};

/// The most widths of a font that are read.
const MAX_WIDTHS: usize = 100_000;
/// The advance of a glyph without one, in thousandths of the size.
const FULL_WIDTH: f64 = 1000.0;
/// The most bytes of a character map that are read.
const MAX_MAP_BYTES: usize = 1 << 20;

/// How the bytes of a text become codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    /// A byte a code.
    Single,
    /// Two bytes a code.
    Double,
    /// A byte below 0x81, otherwise two, as in GBK.
    Mixed,
}

/// Which glyphs the font program holds.
#[derive(Debug)]
enum Program {
    /// It isn't known.
    Unknown,
    /// Those with numbers below a count, without 0; a code leads to a number through a table if there is one.
    Count(u32, Option<Vec<u8>>),
    /// Those with certain identifiers (CID).
    Identifiers(HashSet<u16>),
}

/// A glyph of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Its advance, as a part of the size.
    pub advance: f64,
    /// Whether it is a single byte 32, which word spacing widens (PDF 2.0 9.3.3).
    pub is_space: bool,
    /// Whether the font has no such glyph, so that .notdef is shown in its place.
    pub is_missing: bool,
}

/// The glyphs of a font.
#[derive(Debug)]
pub struct Glyphs {
    /// How bytes become codes.
    coding: Coding,
    /// The advances by code, in thousandths of the size.
    widths: HashMap<u32, f64>,
    /// The advance of the others, in thousandths of the size.
    default_width: f64,
    /// The size of a unit of the widths, as a part of the size.
    unit: f64,
    /// Whether text runs downwards.
    pub is_vertical: bool,
    /// The codes that are called .notdef.
    undefined: HashSet<u32>,
    /// Which glyphs there are.
    program: Program,
}

impl Glyphs {
    /// Reads a font (PDF 2.0 9.6, 9.7). What can't be read has the width of a full square.
    pub fn read(file: &File, font: &Dictionary) -> Self {
        match file.name(font, "Subtype") {
            Some("Type0") => Self::composite(file, font),
            _ => Self::simple(file, font),
        }
    }

    /// Reads a font with a byte a code.
    fn simple(file: &File, font: &Dictionary) -> Self {
        let first = file.number(font, "FirstChar").unwrap_or(0.0).max(0.0) as u32;
        let list = file.numbers(font, "Widths").unwrap_or_default();
        let missing = file.dict(font, "FontDescriptor").and_then(|dict| file.number(dict, "MissingWidth"));
        let is_drawn = file.name(font, "Subtype") == Some("Type3");
        let unit = match file.numbers(font, "FontMatrix").as_deref() {
            Some([unit, ..]) if is_drawn => *unit,
            _ => 0.001,
        };
        Self {
            coding: Coding::Single,
            default_width: missing.unwrap_or(if list.is_empty() { FULL_WIDTH / 2.0 } else { 0.0 }),
            widths: (first..).zip(list).take(256).collect(),
            unit,
            is_vertical: false,
            undefined: undefined_codes(file, font),
            program: Program::Unknown,
        }
    }

    /// Reads a font whose codes lead to identifiers (Type 0).
    fn composite(file: &File, font: &Dictionary) -> Self {
        let below = file.get(font, "DescendantFonts").and_then(|list| list.as_array().ok());
        let below = below.and_then(|list| as_dict(file.follow(list.first()?)));
        let map = file.get(font, "Encoding");
        let name = map.and_then(as_name).unwrap_or_default();
        // The codes of other maps aren't followed to their identifiers.
        let is_identity = name.starts_with("Identity");
        let descriptor = below.and_then(|below| file.dict(below, "FontDescriptor"));
        let program = match (is_identity, below, descriptor) {
            (true, Some(below), Some(descriptor)) => read_program(file, below, descriptor),
            _ => Program::Unknown,
        };
        let stream = map.and_then(|map| map.as_stream().ok());
        let vertical = stream.and_then(|stream| file.number(&stream.dict, "WMode")) == Some(1.0);
        Self {
            coding: coding_of(file, map, name),
            widths: below.filter(|_| is_identity).map(|below| composite_widths(file, below)).unwrap_or_default(),
            default_width: below.and_then(|below| file.number(below, "DW")).unwrap_or(FULL_WIDTH),
            unit: 0.001,
            is_vertical: vertical || name.ends_with("-V"),
            undefined: HashSet::new(),
            program,
        }
    }

    /// Returns the glyphs of a text.
    pub fn read_text<'g>(&'g self, text: &'g [u8]) -> impl Iterator<Item = Glyph> + 'g {
        let mut at = 0;
        std::iter::from_fn(move || {
            let first = u32::from(*text.get(at)?);
            let two = match self.coding {
                Coding::Single => false,
                Coding::Double => true,
                Coding::Mixed => first >= 0x81,
            };
            let code = if two { first << 8 | u32::from(text.get(at + 1).copied().unwrap_or(0)) } else { first };
            at += if two { 2 } else { 1 };
            let is_half = self.coding == Coding::Mixed && !two;
            let width = self.widths.get(&code).copied();
            let width = width.unwrap_or(if is_half { FULL_WIDTH / 2.0 } else { self.default_width });
            let advance = if self.is_vertical { 1.0 } else { width * self.unit };
            Some(Glyph { advance, is_space: !two && code == 32, is_missing: self.is_missing(code) })
        })
    }

    /// Whether the font has no glyph for a code.
    fn is_missing(&self, code: u32) -> bool {
        match &self.program {
            Program::Unknown => self.undefined.contains(&code),
            Program::Count(count, None) => code == 0 || code >= *count,
            Program::Count(count, Some(table)) => {
                let at = code as usize * 2;
                let glyph = table.get(at..at + 2).map_or(0, |pair| u32::from(pair[0]) << 8 | u32::from(pair[1]));
                glyph == 0 || glyph >= *count
            }
            Program::Identifiers(known) => code == 0 || !u16::try_from(code).is_ok_and(|code| known.contains(&code)),
        }
    }
}

/// Returns how the bytes of a text become codes under a character map.
fn coding_of(file: &File, map: Option<&Object>, name: &str) -> Coding {
    let is_mixed = ["EUC", "RKSJ", "GBK", "GBpc", "B5", "ETen", "HKscs", "KSC"].iter().any(|part| name.contains(part));
    if is_mixed && !name.contains("UCS2") && !name.contains("UTF16") {
        return Coding::Mixed;
    }
    let stream = map.and_then(|map| map.as_stream().ok());
    let text = stream.and_then(|stream| file.content(stream, MAX_MAP_BYTES)).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let range = text.split("begincodespacerange").nth(1).and_then(|rest| rest.split('>').next());
    match range.map(|range| range.chars().filter(char::is_ascii_hexdigit).count()) {
        Some(2) => Coding::Single,
        _ => Coding::Double,
    }
}

/// Reads the advances of a font below a composite one (PDF 2.0 9.7.4.3): an identifier with a list, or two identifiers
/// with the advance of all between them.
fn composite_widths(file: &File, below: &Dictionary) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let list: Vec<&Object> = file.get(below, "W").and_then(|list| list.as_array().ok()).into_iter().flatten().collect();
    let number = |object: &Object| file.follow(object).as_float().ok().map(f64::from);
    let mut at = 0;
    while let (Some(first), Some(next)) = (list.get(at).and_then(|o| number(o)), list.get(at + 1)) {
        let first = first.max(0.0) as u32;
        if let Ok(own) = file.follow(next).as_array() {
            widths.extend((first..).zip(own.iter().filter_map(number)).take(MAX_WIDTHS));
            at += 2;
        } else {
            let (Some(last), Some(width)) = (number(next), list.get(at + 2).and_then(|o| number(o))) else { break };
            let last = (last.max(0.0) as u32).min(u32::from(u16::MAX));
            widths.extend((first..=last).map(|code| (code, width)));
            at += 3;
        }
        if widths.len() > MAX_WIDTHS {
            break;
        }
    }
    widths
}

/// Returns the codes that a font's encoding calls .notdef.
fn undefined_codes(file: &File, font: &Dictionary) -> HashSet<u32> {
    let differences = file.dict(font, "Encoding").and_then(|encoding| file.get(encoding, "Differences"));
    let mut undefined = HashSet::new();
    let mut code = 0_u32;
    for entry in differences.and_then(|list| list.as_array().ok()).into_iter().flatten() {
        let entry = file.follow(entry);
        if let Ok(number) = entry.as_i64() {
            code = u32::try_from(number).unwrap_or(0);
        } else {
            if as_name(entry) == Some(".notdef") {
                undefined.insert(code);
            }
            code = code.saturating_add(1);
        }
    }
    undefined
}

/// Reads which glyphs the embedded program of a font below a composite one holds.
fn read_program(file: &File, below: &Dictionary, descriptor: &Dictionary) -> Program {
    let stream = |key: &str| {
        let stream = file.get(descriptor, key)?.as_stream().ok()?;
        file.content(stream, MAX_STREAM_BYTES)
    };
    if let Some(bytes) = stream("FontFile2") {
        let table = file.get(below, "CIDToGIDMap").and_then(|map| map.as_stream().ok());
        let table = table.and_then(|table| file.content(table, MAX_MAP_BYTES));
        return count_of(&bytes).map_or(Program::Unknown, |count| Program::Count(count, table));
    }
    let Some(bytes) = stream("FontFile3") else { return Program::Unknown };
    let outlines = RawFace::parse(&bytes, 0).ok().and_then(|face| face.table(Tag::from_bytes(b"CFF ")));
    let Some(outlines) = ttf_parser::cff::Table::parse(outlines.unwrap_or(&bytes)) else { return Program::Unknown };
    let count = outlines.number_of_glyphs();
    // Glyph 0 is .notdef.
    let known = (1..count).map(|glyph| outlines.glyph_cid(ttf_parser::GlyphId(glyph)));
    match known.collect::<Option<HashSet<u16>>>() {
        Some(known) if !known.is_empty() => Program::Identifiers(known),
        _ => Program::Count(u32::from(count), None),
    }
}

/// Returns how many glyphs a TrueType program holds.
fn count_of(bytes: &[u8]) -> Option<u32> {
    let profile = RawFace::parse(bytes, 0).ok()?.table(Tag::from_bytes(b"maxp"))?;
    Some(u32::from(u16::from_be_bytes(profile.get(4..6)?.try_into().ok()?)))
}
