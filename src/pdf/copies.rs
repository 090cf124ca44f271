//! The copies of an issue that have numbers (份号): one pass of layout and of export for all of them.
//!
//! The pages are exported once with a number that holds all ten figures. Its glyphs are found in the contents of the page,
//! and each copy gets its own number in their place. All else of the file stays, to the byte.

use std::collections::HashSet;

use lopdf::{Document as Pdf, Object, ObjectId, Stream};
use typst::layout::{Em, Frame, FrameItem};
use typst::model::Document as _;
use typst::text::{Glyph, TextItem};
use typst_layout::PagedDocument;

use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::issue::CopyNumbers;
use crate::pdf::object_stream::{save_packed, save_plain};
use crate::typeset::field::Field;
use crate::typeset::inspect::{Fields, Mark};

/// The number that is exported. It has each figure twice, in an order that no other text has.
const PATTERN: &str = "01234567899876543210";
/// The hexadecimal digits of a glyph in the contents of a page.
const GLYPH_DIGITS: usize = 4;

/// Returns the pages with a pattern in place of the number of the copy. Returns `None` if a layout draws no such number.
pub fn with_pattern(pages: &PagedDocument) -> Option<PagedDocument> {
    let info = pages.info().clone();
    let mut changed = pages.pages().to_vec();
    let mut fields = Fields::default();
    let mut count = 0;
    for page in &mut changed {
        replace_numbers(&mut page.frame, &mut fields, &mut count);
    }
    (count == 1).then(|| PagedDocument::new(changed.into(), info))
}

/// Replaces the words of the field in a frame, and counts the runs.
fn replace_numbers(frame: &mut Frame, fields: &mut Fields, count: &mut usize) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => replace_numbers(&mut group.frame, fields, count),
            FrameItem::Tag(tag) => {
                if let Some(mark) = Mark::read(tag) {
                    fields.follow(mark);
                }
            }
            FrameItem::Text(text) if fields.innermost() == Some(&Field::CopyNumber) => {
                *count += usize::from(set_pattern(text));
            }
            _ => {}
        }
        true
    });
}

/// Sets the pattern in a run. Returns whether the face has all figures, all of one width.
fn set_pattern(text: &mut TextItem) -> bool {
    let units = text.font.units_per_em();
    let glyph = |(at, figure): (usize, char)| {
        let id = text.font.ttf().glyph_index(figure)?;
        let advance = Em::from_units(text.font.ttf().glyph_hor_advance(id)?, units);
        let first = text.glyphs.first()?;
        let range = u16::try_from(at).ok()?;
        Some(Glyph { id: id.0, x_advance: advance, range: range..range + 1, ..first.clone() })
    };
    let glyphs: Option<Vec<Glyph>> = PATTERN.char_indices().map(glyph).collect();
    let Some(glyphs) = glyphs.filter(|glyphs| glyphs.windows(2).all(|pair| pair[0].x_advance == pair[1].x_advance))
    else {
        return false;
    };
    text.text = PATTERN.into();
    text.glyphs = glyphs;
    true
}

/// A PDF in which the number of the copy can be set.
#[derive(Debug)]
pub struct CopyTemplate {
    /// The bytes of the file.
    bytes: Vec<u8>,
    /// Where the glyphs of the number stand in it, with the blanks behind them.
    at: std::ops::Range<usize>,
    /// The glyphs of the ten figures, in hexadecimal digits.
    figures: Vec<String>,
}

impl CopyTemplate {
    /// Makes the template of a finished PDF whose pages hold the pattern. `packs` says whether objects may be packed.
    ///
    /// # Errors
    /// The PDF can't be changed, or the pattern isn't in the contents of one page.
    pub fn new(pdf: &[u8], packs: bool) -> Result<Self, Diagnostic> {
        let open = || -> lopdf::Result<Vec<u8>> {
            let mut document = Pdf::load_mem(pdf)?;
            if let Some(id) = page_with_pattern(&document) {
                let stream = document.get_object_mut(id)?.as_stream_mut()?;
                let content = with_hexadecimal_pattern(contents_of(stream));
                stream.set_plain_content(content);
            }
            if packs { save_packed(&mut document) } else { save_plain(&mut document) }
        };
        let bytes = open().map_err(|error| failed(&error.to_string()))?;
        let mut found = find_pattern(&bytes);
        let (Some(at), None) = (found.next(), found.next()) else { return Err(failed("no number of the copy")) };
        let digits =
            |index: usize| String::from_utf8_lossy(&bytes[at.start + 1..][index * GLYPH_DIGITS..][..GLYPH_DIGITS]);
        let figures = (0..10).map(|index| digits(index).into_owned()).collect();
        drop(found);
        Ok(Self { bytes, at, figures })
    }

    /// Returns the PDF of a copy.
    pub fn copy(&self, number: &str) -> Vec<u8> {
        let mut bytes = self.bytes.clone();
        bytes[self.at.clone()].copy_from_slice(&self.glyphs(number));
        bytes
    }

    /// Returns the glyphs of a number, with blanks up to the length of the pattern.
    fn glyphs(&self, number: &str) -> Vec<u8> {
        let figures = number.chars().filter_map(|c| self.figures.get(c.to_digit(10)? as usize));
        let glyphs = format!("<{}>", figures.map(String::as_str).collect::<String>());
        format!("{glyphs:width$}", width = self.at.len()).into_bytes()
    }
}

/// Puts the pages of all copies into one PDF. `pdf` holds those of one copy with the pattern, and has no tags.
///
/// # Errors
/// The PDF can't be changed.
pub fn collect_copies(pdf: &[u8], copies: CopyNumbers, packs: bool) -> Result<Vec<u8>, Diagnostic> {
    let template = CopyTemplate::new(pdf, packs)?;
    let collect = || -> lopdf::Result<Vec<u8>> {
        let mut document = Pdf::load_mem(&template.bytes)?;
        let pages: Vec<ObjectId> = document.page_iter().collect();
        let numbered = page_with_pattern(&document);
        let contents = match numbered {
            Some(id) => document.get_object(id)?.as_stream()?.content.clone(),
            None => Vec::new(),
        };
        let at = find_pattern(&contents).next().unwrap_or(0..0);
        let root = document.catalog()?.get(b"Pages")?.as_reference()?;
        let mut kids = Vec::new();
        for number in copies.printed() {
            for page in &pages {
                let mut dict = document.get_dictionary(*page)?.clone();
                dict.set("Parent", root);
                if numbered.is_some() && dict.get(b"Contents").and_then(Object::as_reference).ok() == numbered {
                    let mut own = contents.clone();
                    own[at.clone()].copy_from_slice(&template.glyphs(&number));
                    let mut stream = Stream::new(lopdf::Dictionary::new(), own);
                    stream.compress()?;
                    let stream = document.add_object(stream);
                    dict.set("Contents", stream);
                }
                kids.push(Object::Reference(document.add_object(dict)));
            }
        }
        let root = document.get_dictionary_mut(root)?;
        root.set("Count", kids.len() as i64);
        root.set("Kids", kids);
        document.prune_objects();
        if packs { save_packed(&mut document) } else { save_plain(&mut document) }
    };
    collect().map_err(|error| failed(&error.to_string()))
}

/// Returns the contents of the page that holds the pattern.
fn page_with_pattern(document: &Pdf) -> Option<ObjectId> {
    let contents = |page: ObjectId| document.get_dictionary(page).ok()?.get(b"Contents").ok()?.as_reference().ok();
    document.page_iter().filter_map(contents).find(|id| {
        let stream = document.get_object(*id).and_then(Object::as_stream);
        stream.is_ok_and(|stream| find_string(&contents_of(stream)).is_some())
    })
}

/// Returns the contents of a stream as they are before they are packed.
fn contents_of(stream: &Stream) -> Vec<u8> {
    if stream.is_compressed() { stream.decompressed_content().unwrap_or_default() } else { stream.content.clone() }
}

/// Returns contents with the pattern in hexadecimal digits, so that all numbers are written in the same length.
fn with_hexadecimal_pattern(mut content: Vec<u8>) -> Vec<u8> {
    if let Some((range, glyphs)) = find_string(&content) {
        let digits: String = glyphs.iter().map(|byte| format!("{byte:02x}")).collect();
        content.splice(range, format!("<{digits}>").into_bytes());
    }
    content
}

/// Finds the string of the pattern in the contents of a page, with its bytes. It may be written in hexadecimal digits or as
/// it is, with escapes (PDF 2.0 7.3.4).
fn find_string(content: &[u8]) -> Option<(std::ops::Range<usize>, Vec<u8>)> {
    let mut at = 0;
    while at < content.len() {
        let read = match content[at] {
            b'(' => read_literal(&content[at..]),
            b'<' => read_hexadecimal(&content[at..]),
            _ => None,
        };
        let Some((length, bytes)) = read else {
            at += 1;
            continue;
        };
        if is_pattern(&bytes.chunks(2).collect::<Vec<_>>()) {
            return Some((at..at + length, bytes));
        }
        at += length;
    }
    None
}

/// Reads a string in brackets. Returns how long it is in the file, and its bytes.
fn read_literal(content: &[u8]) -> Option<(usize, Vec<u8>)> {
    let (mut bytes, mut depth, mut at) = (Vec::new(), 0, 0);
    while let Some(byte) = content.get(at) {
        at += 1;
        match byte {
            b'(' if depth == 0 => depth = 1,
            b'(' => {
                depth += 1;
                bytes.push(b'(');
            }
            b')' if depth == 1 => return Some((at, bytes)),
            b')' => {
                depth -= 1;
                bytes.push(b')');
            }
            b'\\' => {
                let digits = content[at..].iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
                if digits > 0 {
                    let value =
                        content[at..at + digits].iter().fold(0_u32, |value, byte| value * 8 + u32::from(byte - b'0'));
                    bytes.push(value as u8);
                    at += digits;
                } else {
                    bytes.push(match content.get(at)? {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        other => *other,
                    });
                    at += 1;
                }
            }
            other => bytes.push(*other),
        }
    }
    None
}

/// Reads a string in hexadecimal digits. Returns how long it is in the file, and its bytes.
fn read_hexadecimal(content: &[u8]) -> Option<(usize, Vec<u8>)> {
    let length = content.iter().position(|byte| *byte == b'>')? + 1;
    let digits = std::str::from_utf8(&content[1..length - 1]).ok()?;
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some((length, (0..digits.len()).step_by(2).map(byte).collect::<Option<Vec<_>>>()?))
}

/// Returns whether glyphs are those of the pattern: ten different ones, and then the same from behind.
fn is_pattern(glyphs: &[&[u8]]) -> bool {
    let (first, second) = glyphs.split_at(glyphs.len() / 2);
    glyphs.len() == PATTERN.len()
        && first.iter().eq(second.iter().rev())
        && first.iter().collect::<HashSet<_>>().len() == first.len()
}

/// Returns where bytes hold the glyphs of the pattern in hexadecimal digits, with the signs around them.
fn find_pattern(bytes: &[u8]) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let length = PATTERN.len() * GLYPH_DIGITS + 2;
    let opening = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'<').map(move |(at, _)| at..at + length);
    opening.filter(|range| {
        let Some([b'<', glyphs @ .., b'>']) = bytes.get(range.clone()) else { return false };
        let glyphs: Vec<&[u8]> = glyphs.chunks(GLYPH_DIGITS).collect();
        glyphs.iter().all(|glyph| glyph.iter().all(u8::is_ascii_hexdigit)) && is_pattern(&glyphs)
    })
}

/// Makes the finding for a PDF whose copies can't be made.
fn failed(reason: &str) -> Diagnostic {
    Diagnostic::new(Code::ExportFailed).with("reason", Arg::Detail("export-copies", reason.to_owned()))
}

/// Makes the finding for a layout that draws no number of the copy.
pub fn no_number() -> Diagnostic {
    failed("copy-number")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::COPY_DIGITS;

    #[test]
    fn the_pattern_is_found_as_it_is_written() {
        let bytes: Vec<u8> = PATTERN.bytes().flat_map(|figure| [0, figure - b'0' + 8]).collect();
        let octal: String = bytes.iter().map(|byte| format!("\\{byte:03o}")).collect();
        let hexadecimal: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        for text in [format!("[({octal})]TJ"), format!("(\\(x\\))Tj[<{hexadecimal}>]TJ")] {
            let changed = with_hexadecimal_pattern(text.clone().into_bytes());
            assert_eq!(find_pattern(&changed).count(), 1, "{text}");
        }
        assert_eq!(find_string(b"[(\\000\\001)]TJ (unclosed"), None);
    }

    #[test]
    fn the_pattern_is_found_and_replaced_in_place() {
        let codes: Vec<String> = (0..10).map(|n| format!("{:04x}", n + 17)).collect();
        let pattern: String = PATTERN.chars().map(|c| codes[c as usize - 48].clone()).collect();
        let text = format!("<00010002>Tj <{}>Tj <{pattern}>Tj\n", "0001".repeat(PATTERN.len()));
        let found: Vec<_> = find_pattern(text.as_bytes()).collect();
        assert_eq!(found.len(), 1);
        let template = CopyTemplate { at: found[0].clone(), bytes: text.clone().into_bytes(), figures: codes };
        let copy = String::from_utf8(template.copy("000042")).unwrap();
        assert_eq!(copy.len(), text.len());
        assert!(copy.contains("<001100110011001100150013>  "), "{copy}");
        assert_eq!("000042".len(), COPY_DIGITS);
    }
}
