//! Days and years of the calendar, as they are typed.
//!
//! They are parsed here, since the `time` crate would also take a sign before the year.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected};

use crate::diagnostic::Expected;

/// A day that exists, typed as `2022-12-28`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, of four digits.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// Reads `YYYY-MM-DD`. Month and day may have one digit. Returns `None` if no such day exists.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '-');
        let mut next = |digits: usize| {
            let part = parts.next()?;
            (part.len() <= digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i32>().ok())?
        };
        let (year, month, day) = (next(4)?, u8::try_from(next(2)?).ok()?, u8::try_from(next(2)?).ok()?);
        let exists =
            year >= 1000 && time::Date::from_calendar_date(year, time::Month::try_from(month).ok()?, day).is_ok();
        exists.then_some(Self { year, month, day })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &Expected::Date))
    }
}

/// A year of four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year(pub i32);

impl<'de> Deserialize<'de> for Year {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let year = text.trim().parse().ok().filter(|year| (1000..=9999).contains(year));
        year.map(Self).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &Expected::Year))
    }
}

impl schemars::JsonSchema for Year {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Year".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 1000, "maximum": 9999 })
    }
}

impl schemars::JsonSchema for Date {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist() {
        assert_eq!(Date::parse("2022-12-28"), Some(Date { year: 2022, month: 12, day: 28 }));
        assert_eq!(Date::parse("2024-2-29").unwrap().to_string(), "2024-02-29");
        for wrong in ["2023-02-29", "2022-13-01", "2022-00-10", "22-12-28", "2022/12/28", "2022-12", "2022-12-2x", ""] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }
}
