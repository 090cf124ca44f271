//! Formats of numbers in cells: how a sheet shows a stored number.
//!
//! Formats that aren't known are for the caller to report.

use std::collections::HashMap;

use roxmltree::Node;

use crate::import::xml::attribute;

/// The formats of a workbook's cells.
#[derive(Debug, Default)]
pub struct Formats {
    /// The code of each style of cells.
    codes: Vec<String>,
    /// Whether each style is set in the middle.
    centred: Vec<bool>,
    /// Whether days are counted from 1904.
    pub is_1904: bool,
}

impl Formats {
    /// Reads the formats.
    pub fn read(root: Node) -> Self {
        let named = |name: &'static str| root.descendants().filter(move |node| node.tag_name().name() == name);
        let own: HashMap<&str, &str> = named("numFmt")
            .filter_map(|node| Some((attribute(node, "numFmtId")?, attribute(node, "formatCode")?)))
            .collect();
        let styles = named("cellXfs").flat_map(|node| node.children()).filter(|node| node.tag_name().name() == "xf");
        let mut formats = Self::default();
        for style in styles {
            let id = attribute(style, "numFmtId").unwrap_or("0");
            formats.codes.push(own.get(id).map_or_else(|| built_in(id).to_owned(), |code| (*code).to_owned()));
            let alignment = style.children().find(|node| node.tag_name().name() == "alignment");
            let is_centred = alignment.and_then(|node| attribute(node, "horizontal")) == Some("center");
            formats.centred.push(is_centred);
        }
        formats
    }

    /// Returns the code of a style.
    pub fn code(&self, style: usize) -> &str {
        self.codes.get(style).map_or("General", String::as_str)
    }

    /// Returns whether a style is set in the middle.
    pub fn is_centred(&self, style: usize) -> bool {
        self.centred.get(style).copied().unwrap_or(false)
    }
}

/// Returns the code of a format that every workbook knows, as Chinese programs show it.
fn built_in(id: &str) -> &'static str {
    match id {
        "1" => "0",
        "2" => "0.00",
        "3" => "#,##0",
        "4" => "#,##0.00",
        "9" => "0%",
        "10" => "0.00%",
        "14" => "yyyy/m/d",
        "31" => "yyyy年m月d日",
        "27" | "50" | "52" | "57" => "yyyy年m月",
        "28" | "29" | "51" | "53" | "54" | "58" => "m月d日",
        "49" => "@",
        "0" | "" => "General",
        "11" => "0.00E+00",
        "12" => "# ?/?",
        "37" | "38" => "#,##0",
        "39" | "40" => "#,##0.00",
        _ => "?",
    }
}

/// Returns a number as a format shows it, or `None` if the format isn't known.
pub fn shown(number: f64, code: &str, is_1904: bool) -> Option<String> {
    let code = plain_code(code);
    match code.as_str() {
        "General" | "@" | "" => return Some(general(number)),
        "0" => return Some(rounded(number, 0)),
        "#,##0" | "#,##0_" => return Some(grouped(&rounded(number, 0))),
        _ => {}
    }
    if let Some(places) = code.strip_prefix("0.").filter(|rest| rest.bytes().all(|b| b == b'0')) {
        return Some(rounded(number, places.len()));
    }
    if let Some(places) = code.strip_prefix("#,##0.").filter(|rest| rest.bytes().all(|b| b == b'0')) {
        return Some(grouped(&rounded(number, places.len())));
    }
    if let Some(share) = code.strip_suffix('%') {
        let places = share.strip_prefix("0.").map_or(0, str::len);
        let is_known = share == "0" || share.strip_prefix("0.").is_some_and(|rest| rest.bytes().all(|b| b == b'0'));
        return is_known.then(|| rounded(number * 100.0, places) + "%");
    }
    date(number, &code, is_1904)
}

/// Returns a code without its language, colours, quotes and further sections.
fn plain_code(code: &str) -> String {
    let first = code.split(';').next().unwrap_or_default();
    let (mut plain, mut in_brackets) = (String::new(), false);
    for c in first.chars() {
        match c {
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            '"' | '\\' => {}
            c if !in_brackets => plain.push(c),
            _ => {}
        }
    }
    plain.trim_end_matches("_ ").trim_end_matches("_)").trim().to_owned()
}

/// Returns a number with at most 15 figures, as cells without a format show it.
pub fn general(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    if number.abs() >= 1e15 || number.abs() < 1e-9 {
        return format!("{number:E}");
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{rounded}")
}

/// Returns a number rounded to some places, halves away from zero as sheets do.
fn rounded(number: f64, places: usize) -> String {
    // The number as it is shown decides, not its last binary digit.
    let text = general(number);
    let exact: f64 = text.parse().unwrap_or(number);
    let nudged = exact + exact.signum() * exact.abs().max(1.0) * 1e-13;
    let text = format!("{nudged:.places$}");
    if text.trim_start_matches(['-', '0', '.']).is_empty() { text.trim_start_matches('-').to_owned() } else { text }
}

/// Returns figures with commas between thousands.
fn grouped(text: &str) -> String {
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |text| ("-", text));
    let (whole, rest) = text.split_once('.').map_or((text, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let mut grouped = String::new();
    for (index, c) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(c);
    }
    format!("{sign}{grouped}{rest}")
}

/// Returns a day in a format of years, months and days.
fn date(number: f64, code: &str, is_1904: bool) -> Option<String> {
    let lower = code.to_lowercase();
    let is_date = lower.contains(['y', 'd']) || lower.contains('m') && lower.contains('月');
    let is_known = lower.chars().all(|c| "ymd/-.年月日 ".contains(c));
    if !is_date || !is_known || !(1.0..2_958_466.0).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "it is within the days that a sheet knows")]
    let days = number.floor() as i64;
    // A sheet has a 29 February 1900.
    let start = if is_1904 {
        (1904, 1)
    } else if days < 60 {
        (1899, 31)
    } else {
        (1899, 30)
    };
    let month = if is_1904 { time::Month::January } else { time::Month::December };
    let day = time::Date::from_calendar_date(start.0, month, start.1).ok()?.checked_add(time::Duration::days(days))?;
    let mut text = String::new();
    let mut rest = lower.as_str();
    while let Some(c) = rest.chars().next() {
        let length = rest.chars().take_while(|other| *other == c).count();
        let month = u8::from(day.month());
        match (c, length) {
            ('y', 1..=2) => text += &format!("{:02}", day.year() % 100),
            ('y', _) => text += &day.year().to_string(),
            ('m', 1) => text += &month.to_string(),
            ('m', _) => text += &format!("{month:02}"),
            ('d', 1) => text += &day.day().to_string(),
            ('d', _) => text += &format!("{:02}", day.day()),
            (c, length) => text.extend(std::iter::repeat_n(c, length)),
        }
        rest = &rest[c.len_utf8() * length..];
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_a_sheet_shows_them() {
        let cases = [
            (0.384_615, "0.0%", "38.5%"),
            (1021.0, "#,##0", "1,021"),
            (1234.5, "#,##0.00", "1,234.50"),
            (0.1 + 0.2, "General", "0.3"),
            (45991.0, "yyyy\"年\"m\"月\"d\"日\"", "2025年11月30日"),
            (45991.0, "[$-804]yyyy/m/d;@", "2025/11/30"),
            (2.5, "0", "3"),
            (1.005, "0.00", "1.01"),
            (-0.4, "0", "0"),
            (12.0, "General", "12"),
            (1e15, "General", "1E15"),
        ];
        for (number, code, text) in cases {
            assert_eq!(shown(number, code, false).as_deref(), Some(text), "{number} as {code}");
        }
        assert_eq!(shown(1.5, "h:mm", false), None);
        assert_eq!(shown(1.5, "# ?/?", false), None);
    }
}
