//! What people call an issue: `6`, `2022/6`, `第6期`, `总第812期`.
//!
//! It reads the words. Which issue has that number is for `search`.

/// What an issue, or a year's issues, are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssueName {
    /// A number, within a year if one is named.
    Number {
        /// The year, of four digits.
        year: Option<i32>,
        /// The number.
        number: u32,
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
            return number(rest).map(Self::TotalNumber);
        }
        let (year, rest) = match text.split_at_checked(4) {
            Some((year, rest)) if year.bytes().all(|b| b.is_ascii_digit()) => (year.parse().ok()?, rest),
            _ => return number(&text).map(|number| Self::Number { year: None, number }),
        };
        match rest.strip_prefix(['年', '/', '-', '\\', '.', '_']) {
            _ if matches!(rest, "" | "年") => Some(Self::Year(year)),
            Some(rest) => number(rest).map(|number| Self::Number { year: Some(year), number }),
            None if rest.starts_with('第') => number(rest).map(|number| Self::Number { year: Some(year), number }),
            None => number(&text).map(|number| Self::Number { year: None, number }),
        }
    }
}

/// Reads a year as `2022`, `2022年` or `issues/2022`.
pub fn read_year(text: &str) -> Option<i32> {
    let name = text.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next()?;
    match IssueName::parse(name) {
        Some(IssueName::Year(year)) => Some(year),
        _ => None,
    }
}

/// Returns the number that a file's name has, such as 6 for `06` and `第6期`.
pub fn number_of_file(stem: &str) -> Option<u32> {
    match IssueName::parse(stem) {
        Some(IssueName::Number { number, .. }) => Some(number),
        _ => None,
    }
}

/// Reads `6`, `06`, `第6期`, `6期` or `第六期`.
fn number(text: &str) -> Option<u32> {
    let bare = text.strip_prefix('第').unwrap_or(text);
    let bare = bare.strip_suffix(['期', '号']).unwrap_or(bare);
    let number = match bare {
        digits if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse().ok(),
        // 一 alone may be the name of a file.
        numerals if bare.len() < text.len() => chinese_number(numerals),
        _ => None,
    };
    number.filter(|number| *number > 0)
}

/// Reads a number below 1,000 in Chinese numerals, such as 三十六 and 一百零二.
fn chinese_number(numerals: &str) -> Option<u32> {
    let (mut sum, mut digit) = (0, None);
    for c in numerals.chars() {
        let unit = match c {
            '百' => 100,
            '十' => 10,
            '零' | '〇' => continue,
            _ => {
                let value = "一二三四五六七八九".chars().position(|known| known == c)?;
                digit = Some(value as u32 + 1);
                continue;
            }
        };
        if sum % (unit * 10) != 0 {
            return None;
        }
        sum += digit.take().unwrap_or(1) * unit;
    }
    Some(sum + digit.unwrap_or(0)).filter(|_| !numerals.is_empty())
}

/// Returns the half-width form of a full-width digit, slash or minus.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '／' | '－' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issue_is_understood_by_whatever_people_call_it() {
        let number = |year, number| Some(IssueName::Number { year, number });
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
            ("增刊", None),
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
