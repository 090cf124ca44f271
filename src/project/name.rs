//! What people call an issue: `6`, `2022/6`, `第6期`, `总第812期`.
//!
//! It reads the words. Which issue has that number is for `search`.

use crate::issue::number::half_width;
use crate::issue::{Number, Numbers, TypedYear};

/// What an issue, or a year's issues, are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssueName {
    /// A number, within a year if one is named.
    Number {
        /// The year, of four digits.
        year: Option<i32>,
        /// The number, without the year.
        number: Number,
    },
    /// The number counted over all years.
    TotalNumber(u32),
    /// All issues of a year.
    Year(i32),
}

impl IssueName {
    /// Reads a name. Returns `None` for other words.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        if let Some(rest) = text.strip_prefix("总第").or_else(|| text.strip_prefix('总')) {
            let numbers = Numbers::parse(rest).filter(|numbers| numbers.count() == 1)?;
            return Some(Self::TotalNumber(numbers.first));
        }
        let (year, rest) = match text.split_at_checked(4) {
            Some((year, rest)) if year.bytes().all(|b| b.is_ascii_digit()) => (year.parse().ok()?, rest),
            _ => return number(&text),
        };
        let of_year = |rest: &str| match number(rest)? {
            Self::Number { year: None, number } => Some(Self::Number { year: Some(year), number }),
            _ => None,
        };
        match rest.strip_prefix(['年', '/', '-', '\\', '.', '_']) {
            _ if matches!(rest, "" | "年") => Some(Self::Year(year)),
            Some(rest) => of_year(rest),
            None if rest.starts_with(|c: char| !c.is_ascii_digit()) => of_year(rest),
            None => number(&text),
        }
    }
}

/// Reads a number. A word such as 一 or none may be the name of a file.
fn number(text: &str) -> Option<IssueName> {
    let number = Number::parse(text)?;
    let year = number.year.map(TypedYear::year);
    let has_digit = text.contains(|c: char| c.is_ascii_digit()) || text.contains(['第', '期']);
    let is_named = number.series.is_some() || number.numbers.is_some() && has_digit;
    is_named.then_some(IssueName::Number { year, number: Number { year: None, ..number } })
}

/// Reads a year as `2022`, `2022年` or `issues/2022`.
pub fn read_year(text: &str) -> Option<i32> {
    let name = text.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next()?;
    match IssueName::parse(name) {
        Some(IssueName::Year(year)) => Some(year),
        _ => None,
    }
}

/// Returns the number that a file's name has, such as 6 for `06` and `第6期`, and 增刊1 for `增刊1`.
pub fn number_of_file(stem: &str) -> Option<Number> {
    match IssueName::parse(stem) {
        Some(IssueName::Number { number, .. }) => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issue_is_understood_by_whatever_people_call_it() {
        let number = |year, number| Some(IssueName::Number { year, number: Number::own(number) });
        let called = |year, text| Some(IssueName::Number { year, number: Number::parse(text).unwrap() });
        for (text, name) in [
            ("6", number(None, 6)),
            ("06", number(None, 6)),
            ("６", number(None, 6)),
            ("第6期", number(None, 6)),
            ("第 6 期", number(None, 6)),
            ("6期", number(None, 6)),
            ("第六期", number(None, 6)),
            ("第十二期", number(None, 12)),
            ("第三十六期", number(None, 36)),
            ("第一百零二期", number(None, 102)),
            ("2022/6", number(Some(2022), 6)),
            ("2022-6", number(Some(2022), 6)),
            ("2022年第6期", number(Some(2022), 6)),
            ("2022 年第 6 期", number(Some(2022), 6)),
            ("2022第6期", number(Some(2022), 6)),
            ("总第812期", Some(IssueName::TotalNumber(812))),
            ("2022", Some(IssueName::Year(2022))),
            ("2022年", Some(IssueName::Year(2022))),
            ("0", None),
            ("", None),
            ("第期", None),
            ("增刊", called(None, "增刊")),
            ("增刊1", called(None, "增刊 1")),
            ("2022/增刊1", called(Some(2022), "增刊 1")),
            ("2022年增刊第1期", called(Some(2022), "增刊 1")),
            ("2022/12-13", called(Some(2022), "12-13")),
            ("12-13", called(None, "12-13")),
            ("none", None),
            ("一", None),
            ("a.yaml", None),
            ("99999999999", None),
        ] {
            assert_eq!(IssueName::parse(text), name, "{text}");
        }
        for text in ["2022", "2022年", "issues/2022", "issues/2022/", "２０２２"] {
            assert_eq!(read_year(text), Some(2022), "{text}");
        }
        assert_eq!(read_year("22"), None);
    }
}
