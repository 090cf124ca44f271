//! The lists of the Word file: each is a list of Word's own, so that a new item gets its number by itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::book::{Item, Manuscript, Part, Style};
use super::super::xml::escape;

/// The levels that Word knows.
pub const LEVELS: usize = 9;

/// Returns the part with the lists. Each has the form of its first marker.
pub fn numbering(manuscript: &Manuscript) -> String {
    let mut lists: BTreeMap<usize, &Item> = BTreeMap::new();
    for line in manuscript.parts.iter().flat_map(Part::lines) {
        if let Style::Item(item) = &line.style
            && !item.marker.is_empty()
        {
            lists.entry(item.list).or_insert(item);
        }
    }
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
        "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    ));
    for (list, item) in &lists {
        let level = item.depth.min(LEVELS - 1);
        let form = Form::of(&item.marker, level);
        let _ = write!(
            xml,
            "<w:abstractNum w:abstractNumId=\"{list}\"><w:multiLevelType w:val=\"hybridMultilevel\"/><w:lvl w:ilvl=\"{level}\">\
             <w:start w:val=\"{}\"/><w:numFmt w:val=\"{}\"/><w:lvlText w:val=\"{}\"/><w:lvlJc w:val=\"left\"/>\
             <w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr></w:lvl></w:abstractNum>",
            form.start,
            form.format,
            escape(&form.text)
        );
    }
    for list in lists.keys() {
        let _ = write!(xml, "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{list}\"/></w:num>", list + 1);
    }
    xml.push_str("</w:numbering>");
    xml
}

/// The form of a list's markers.
#[derive(Debug, PartialEq, Eq)]
struct Form {
    /// The number of the first item.
    start: u32,
    /// The name of the form of numbers.
    format: &'static str,
    /// The marker, with `%1` for the number of the first level.
    text: String,
}

impl Form {
    /// Returns the form of a marker.
    fn of(marker: &str, level: usize) -> Self {
        let place = format!("%{}", level + 1);
        if let Some(number) = circled(marker) {
            return Self { start: number, format: "decimalEnclosedCircle", text: place };
        }
        let digits: String = marker.chars().filter(char::is_ascii_digit).collect();
        match digits.parse() {
            Ok(start) => Self { start, format: "decimal", text: marker.replacen(&digits, &place, 1) },
            Err(_) => Self { start: 1, format: "bullet", text: marker.to_owned() },
        }
    }
}

/// Returns the number that stands in a circle.
fn circled(marker: &str) -> Option<u32> {
    let mut characters = marker.chars();
    let (Some(c), None) = (characters.next(), characters.next()) else { return None };
    match u32::from(c) {
        0x24ea => Some(0),
        code @ 0x2460..=0x2473 => Some(code - 0x2460 + 1),
        code @ 0x3251..=0x325f => Some(code - 0x3251 + 21),
        code @ 0x32b1..=0x32bf => Some(code - 0x32b1 + 36),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_the_form_of_its_first_marker() {
        let form = |marker: &str| {
            let Form { start, format, text } = Form::of(marker, 1);
            format!("{start} {format} {text}")
        };
        assert_eq!(form("3."), "3 decimal %2.");
        assert_eq!(form("（12）"), "12 decimal （%2）");
        assert_eq!(form("②"), "2 decimalEnclosedCircle %2");
        assert_eq!(form("◦"), "1 bullet ◦");
    }
}
