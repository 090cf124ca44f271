//! Figures as people write them in the cells of tables: `-5`, `1,280`, `3.5 万元`, `12%`.
//!
//! It reads single texts, in exact decimals. Which of them are added is for `check`.

use std::fmt;

mod scan;

pub use self::scan::{Figures, read_figures};

/// The decimal places that a number may have.
const PLACES: u32 = 6;
/// The digits that a number may have before its point.
const MAX_DIGITS: usize = 15;
/// The greatest power of ten that words such as 万 and 亿 together may stand for.
const MAX_SCALE: u32 = 12;

/// An exact decimal number, in millionths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i128);

impl Decimal {
    /// Makes a decimal of the digits before and after the point. Returns `None` if there are too many.
    fn of_digits(whole: &str, fraction: &str) -> Option<Self> {
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        if whole.len() > MAX_DIGITS || fraction.len() > PLACES as usize {
            return None;
        }
        let padded = format!("{whole}{fraction:0<width$}", width = PLACES as usize);
        padded.parse().ok().map(Self)
    }

    /// Returns the number with the other sign.
    fn negated(self) -> Self {
        Self(-self.0)
    }

    /// Returns the number times a power of ten.
    fn scaled(self, scale: u32) -> Self {
        Self(self.0.saturating_mul(10_i128.pow(scale.min(MAX_SCALE))))
    }

    /// Returns the number divided by a power of ten, in the digits that people write.
    pub fn in_scale(self, scale: u32) -> String {
        let places = (PLACES + scale.min(MAX_SCALE)) as usize;
        let digits = format!("{:0>width$}", self.0.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.0 < 0 { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{fraction}")
    }

    /// Returns the distance between two numbers.
    pub fn distance(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).saturating_abs())
    }
}

impl From<usize> for Decimal {
    fn from(count: usize) -> Self {
        Self((count as i128).saturating_mul(10_i128.pow(PLACES)))
    }
}

impl std::iter::Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        Self(numbers.fold(0, |sum, number| sum.saturating_add(number.0)))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.in_scale(0))
    }
}

/// A figure that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The number as typed. A figure of 3.5 万 has 3.5.
    pub number: Decimal,
    /// The power of ten that 万 or 亿 behind it stands for, if there is such a word.
    pub scale: Option<u32>,
    /// Whether it is a share (%, ‰ or 个百分点) and no amount.
    pub is_share: bool,
    /// The number of decimal places that were typed.
    pub places: u32,
}

impl Figure {
    /// Returns the amount. `scale` is the power of ten that holds where the figure names none.
    pub fn amount(&self, scale: u32) -> Decimal {
        self.number.scaled(self.scale.unwrap_or(scale))
    }
}

/// Returns the power of ten that a unit such as 万元 or 亿元 begins with, 0 for any other.
pub fn scale_of_unit(unit: &str) -> u32 {
    let unit: Vec<char> = unit.trim().chars().collect();
    scan::scale_at(&unit, 0).map_or(0, |(scale, _)| scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        let number = |whole, fraction| Decimal::of_digits(whole, fraction).unwrap();
        let sum: Decimal = [number("0", "1"), number("0", "2"), number("1280", "")].into_iter().sum();
        assert_eq!(sum.to_string(), "1280.3");
        assert_eq!(number("5", "50").negated().to_string(), "-5.5");
        assert_eq!(number("0", "").negated().to_string(), "0");
        assert_eq!(Decimal::from(93).to_string(), "93");
        assert_eq!(number("35000", "").in_scale(4), "3.5");
        assert_eq!(number("3", "5").scaled(4), number("35000", ""));
        assert_eq!(Decimal::of_digits("1234567890123456", ""), None);
        assert_eq!(Decimal::of_digits("1", "1234567"), None);
        assert_eq!(scale_of_unit("万元"), 4);
        assert_eq!(scale_of_unit("千克"), 0);
        assert_eq!(scale_of_unit("篇"), 0);
    }
}
