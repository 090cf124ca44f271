//! The number of an issue (期号) as people write it: `36`, `12-13`, `增刊 1`, `〔2022〕3`, `2022年第4期`, `none`.
//!
//! It reads single texts. Which numbers follow one another is for `check`, and how they are printed is for `typeset`.

mod form;
mod numeral;

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error, Unexpected};

pub use self::form::{FormPart, NumberForm};
pub use self::numeral::half_width;
use self::numeral::read_numeral;
use crate::diagnostic::Expected;

/// The most numbers that one issue may have together.
const MAX_TOGETHER: u32 = 12;
/// The most characters of the name of a series.
const MAX_SERIES_CHARS: usize = 16;
/// The words that mean that an issue has no number.
const NO_NUMBER: [&str; 3] = ["none", "无", "无期号"];
/// What the name of a series ends in that is complete without a number, such as 特刊.
const SERIES_ENDS: [&str; 3] = ["刊", "辑", "号外"];
/// The signs that may stand between the first and the last of several numbers.
const BETWEEN: [char; 8] = ['-', '－', '–', '—', '~', '～', '、', '至'];

/// The number of an issue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Number {
    /// The year that was typed with it.
    pub year: Option<TypedYear>,
    /// The series that has numbers of its own, such as 增刊. The bulletin's own numbers have none.
    pub series: Option<String>,
    /// The numbers. An issue may have none, and so may the only issue of a series.
    pub numbers: Option<Numbers>,
}

/// A year that was typed with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TypedYear {
    /// As in 〔2022〕3.
    InBrackets(i32),
    /// As in 2022年第4期.
    InWords(i32),
}

impl TypedYear {
    /// Returns the year.
    pub fn year(self) -> i32 {
        match self {
            Self::InBrackets(year) | Self::InWords(year) => year,
        }
    }
}

/// One number, or several that follow one another: a double number (合刊) such as 12-13.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Numbers {
    /// The first number, at least 1.
    pub first: u32,
    /// The last number, which is the first one in most issues.
    pub last: u32,
}

impl Numbers {
    /// Takes a single number.
    pub fn single(number: u32) -> Self {
        Self { first: number, last: number }
    }

    /// Returns how many numbers they are.
    pub fn count(self) -> u32 {
        self.last - self.first + 1
    }

    /// Returns whether all other numbers are among these.
    pub fn cover(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Reads numbers such as `6`, `第6期`, `12-13`, `第十二期`.
    pub fn parse(text: &str) -> Option<Self> {
        read_numbers(&plain(text))
    }
}

impl Number {
    /// Takes one of the bulletin's own numbers.
    pub fn own(number: u32) -> Self {
        Self { numbers: Some(Numbers::single(number)), ..Self::default() }
    }

    /// Reads a number. Returns `None` for other words.
    pub fn parse(text: &str) -> Option<Self> {
        let text = plain(text);
        if NO_NUMBER.contains(&text.as_str()) {
            return Some(Self::default());
        }
        let (year, rest) = split_year(&text);
        if let Some(numbers) = read_numbers(rest) {
            return Some(Self { year, series: None, numbers: Some(numbers) });
        }
        // 2022-3 is a number of a year, since numbers together go up.
        let of_year = rest.split_once(BETWEEN).and_then(|(year, number)| Some((read_year(year)?, number)));
        if let (None, Some((of_year, number))) = (year, of_year) {
            let numbers = read_numbers(number)?;
            return Some(Self { year: Some(TypedYear::InWords(of_year)), series: None, numbers: Some(numbers) });
        }
        let (series, numbers) = split_series(rest)?;
        Some(Self { year, series: Some(series.to_owned()), numbers })
    }

    /// Returns whether another number is this one or a part of it.
    pub fn covers(&self, other: &Self) -> bool {
        let has_numbers = match (self.numbers, other.numbers) {
            (Some(own), Some(others)) => own.cover(others),
            (own, others) => own == others,
        };
        self.series == other.series && has_numbers
    }

    /// Returns what numbers are ordered by: the bulletin's own come before those of the other series.
    pub fn order(&self) -> impl Ord + '_ {
        (&self.series, self.numbers)
    }
}

/// Writes the number as a file's name has it, such as `12-13` and `增刊1`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.series.as_deref().unwrap_or_default())?;
        match self.numbers {
            Some(numbers) => numbers.fmt(f),
            None if self.series.is_none() => f.write_str("none"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.count() {
            1 => write!(f, "{}", self.first),
            _ => write!(f, "{}-{}", self.first, self.last),
        }
    }
}

/// Returns a text without blanks, with digits and signs of half width.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect()
}

/// Reads a year of four digits.
fn read_year(digits: &str) -> Option<i32> {
    let is_year = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|year| is_year && (1000..=9999).contains(year))
}

/// Splits the year off that a number begins with.
fn split_year(text: &str) -> (Option<TypedYear>, &str) {
    let in_brackets = text.strip_prefix(['〔', '[', '(', '【']).and_then(|rest| {
        let (year, rest) = rest.split_once(['〕', ']', ')', '】'])?;
        Some((TypedYear::InBrackets(read_year(year)?), rest))
    });
    let in_words = || {
        let (year, rest) = text.split_once(['年', '/', '\\'])?;
        Some((TypedYear::InWords(read_year(year)?), rest.strip_prefix('度').unwrap_or(rest)))
    };
    match in_brackets.or_else(in_words) {
        Some((year, rest)) => (Some(year), rest),
        None => (None, text),
    }
}

/// Reads `6`, `06`, `第6期`, `6期`, `第六期`, `12-13`, `第12、13期合刊`.
fn read_numbers(text: &str) -> Option<Numbers> {
    let bare = text.strip_suffix("合刊").unwrap_or(text);
    let bare = bare.strip_prefix('第').unwrap_or(bare);
    let bare = bare.strip_suffix(['期', '号']).unwrap_or(bare);
    let has_words = bare.len() < text.len();
    let read = |part: &str| read_numeral(part.trim_start_matches('第').trim_end_matches('期'), has_words);
    let Some((first, last)) = bare.split_once(BETWEEN) else { return read(bare).map(Numbers::single) };
    let (first, last) = (read(first)?, read(last)?);
    (first < last && last - first < MAX_TOGETHER).then_some(Numbers { first, last })
}

/// Splits the name of a series from the numbers behind it: `增刊1`, `增刊第1期`, `增刊（1）`, `增刊之一`.
fn split_series(text: &str) -> Option<(&str, Option<Numbers>)> {
    let is_name = |name: &str| {
        let count = name.chars().count();
        let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '·' | '-');
        (2..=MAX_SERIES_CHARS).contains(&count)
            && name.chars().all(is_letter)
            && name.ends_with(|c: char| c.is_alphabetic())
            && name.contains(|c: char| ('\u{3400}'..='\u{9fff}').contains(&c))
            && !name.contains(['第', '总', '期'])
    };
    if SERIES_ENDS.iter().any(|end| text.ends_with(end)) && is_name(text) {
        return Some((text, None));
    }
    let inner = text.strip_suffix(')').unwrap_or(text);
    // The shortest name before numbers is the right one: 增刊 in 增刊第1期.
    let starts = inner.char_indices().map(|(at, _)| at).skip(2);
    starts.into_iter().find_map(|at| {
        let (name, rest) = inner.split_at(at);
        let rest = if inner.len() < text.len() { rest.strip_prefix('(')? } else { rest };
        let counts = rest.strip_prefix('之').and_then(|rest| read_numeral(rest, true).map(Numbers::single));
        let numbers = counts.or_else(|| read_numbers(rest))?;
        is_name(name).then_some((name, Some(numbers)))
    })
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &Expected::IssueNumber))
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "anyOf": [
            { "type": "integer", "minimum": 1 },
            { "type": "string", "minLength": 1, "examples": ["12-13", "增刊 1", "〔2022〕3", "none"] }
        ] })
    }
}

impl<'de> Deserialize<'de> for Numbers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &Expected::Numbers))
    }
}

impl JsonSchema for Numbers {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Numbers".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "anyOf": [
            { "type": "integer", "minimum": 1 },
            { "type": "string", "pattern": "^[0-9]+ *- *[0-9]+$" }
        ] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let own = |first, last| Number { numbers: Some(Numbers { first, last }), ..Number::default() };
        let series = |name: &str, numbers| Number { series: Some(name.to_owned()), numbers, ..Number::default() };
        let one = Some(Numbers::single(1));
        let brackets = Some(TypedYear::InBrackets(2022));
        let words = Some(TypedYear::InWords(2022));
        for (text, number) in [
            ("36", own(36, 36)),
            ("036", own(36, 36)),
            ("３６", own(36, 36)),
            ("第 36 期", own(36, 36)),
            ("第三十六期", own(36, 36)),
            ("三十六", own(36, 36)),
            ("12-13", own(12, 13)),
            ("12—13", own(12, 13)),
            ("第12、13期合刊", own(12, 13)),
            ("第12期、第13期", own(12, 13)),
            ("12-13 合刊", own(12, 13)),
            ("12至14", own(12, 14)),
            ("增刊 1", series("增刊", one)),
            ("增刊第1期", series("增刊", one)),
            ("增刊第一期", series("增刊", one)),
            ("增刊（1）", series("增刊", one)),
            ("增刊之一", series("增刊", one)),
            ("增刊 1-2", series("增刊", Some(Numbers { first: 1, last: 2 }))),
            ("防汛专刊 2", series("防汛专刊", Some(Numbers::single(2)))),
            ("20大专刊 1", series("20大专刊", one)),
            ("特刊", series("特刊", None)),
            ("〔2022〕3", Number { year: brackets, ..Number::own(3) }),
            ("（2022）第3期", Number { year: brackets, ..Number::own(3) }),
            ("2022年第4期", Number { year: words, ..Number::own(4) }),
            ("2022-4", Number { year: words, ..Number::own(4) }),
            ("2022/4", Number { year: words, ..Number::own(4) }),
            ("2022年增刊1", Number { year: words, ..series("增刊", one) }),
            ("none", Number::default()),
            ("无", Number::default()),
        ] {
            assert_eq!(Number::parse(text), Some(number), "{text}");
        }
    }

    #[test]
    fn other_words_are_no_number() {
        for text in [
            "",
            "0",
            "-1",
            "第期",
            "1.5",
            "0x10",
            "1_000",
            "13-12",
            "12-12",
            "1-40",
            "总第812期",
            "总812",
            "约36",
            "36左右",
            "第36期（总第812期）",
            "99999999999",
            "待定",
            "a",
            "a1",
            "二〇二二年",
            "增刊0",
            "第",
            "期",
        ] {
            let read = Number::parse(text);
            assert!(read.is_none(), "{text}: {read:?}");
        }
    }

    #[test]
    fn a_double_number_covers_both() {
        let double = Number::parse("12-13").unwrap();
        assert!(double.covers(&Number::own(12)) && double.covers(&Number::own(13)) && double.covers(&double));
        assert!(!double.covers(&Number::own(14)) && !double.covers(&Number::parse("增刊 12").unwrap()));
        assert_eq!(double.to_string(), "12-13");
        assert_eq!(Number::parse("增刊 第 1 期").unwrap().to_string(), "增刊1");
        let mut all: Vec<_> = ["增刊 1", "10", "9", "none"].map(|text| Number::parse(text).unwrap()).into();
        all.sort_by(|a, b| a.order().cmp(&b.order()));
        assert_eq!(all.iter().map(ToString::to_string).collect::<Vec<_>>(), ["none", "9", "10", "增刊1"]);
    }
}
