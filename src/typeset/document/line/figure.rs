//! Figures with their signs and units, which stay in one line (clreq 6.1.2.2, GB/T 15835-2011).
//!
//! It looks at the characters on both sides of a place where a line might break.

use super::class::Class;
use super::item::{Item, Link};

/// What multiplies a figure before its unit: 100万元, 20多年.
const MULTIPLIERS: &str = "十百千万亿余多几来";
/// The numerals of a number in words, behind 第.
const NUMERALS: &str = "〇○零一二三四五六七八九十百千";
/// Units in Latin letters that may stand behind a blank.
const UNITS: &[&str] = &[
    "km", "m", "dm", "cm", "mm", "μm", "nm", "kg", "g", "mg", "t", "L", "l", "mL", "ml", "h", "min", "s", "ms", "kW",
    "MW", "GW", "W", "kWh", "V", "kV", "A", "Hz", "kHz", "MHz", "GHz", "Pa", "kPa", "MPa", "KB", "MB", "GB", "TB",
    "hm", "dB", "J", "kJ", "N", "K", "mol", "kn", "ha",
];

/// Returns how a figure holds an item to the next one, which stands right behind it.
pub fn link(items: &[Item], at: usize) -> Link {
    let (a, b) = (&items[at], &items[at + 1]);
    let goes_on = match (a.class, b.class) {
        (Class::WideLatin, Class::WideLatin | Class::Postfix) | (Class::Prefix, Class::Digit | Class::WideLatin) => {
            true
        }
        (Class::Digit | Class::Postfix, Class::Hanzi | Class::Postfix) => true,
        (Class::WideLatin, Class::Hanzi) => is_wide_digit(a.c),
        (Class::Hanzi, Class::Digit) => a.c == '第',
        (Class::Hanzi, Class::WideLatin) => a.c == '第' && is_wide_digit(b.c),
        (Class::Hanzi, Class::Hanzi) => a.c == '第' && NUMERALS.contains(b.c) || multiplies(items, at),
        // 〔2022〕3号
        (Class::Closing, Class::Digit) => a.c == '〕',
        // ３．１４
        (Class::WideLatin, Class::Stop) => is_point(items, at + 1),
        (Class::Stop, Class::WideLatin) => is_point(items, at),
        // 3～5人, 10—12月
        (Class::Connector, Class::Digit | Class::WideLatin | Class::Prefix) => {
            return if at > 0 && is_counted(items, at - 1) { Link::Range } else { Link::Free };
        }
        _ => false,
    };
    if goes_on { Link::Whole } else { Link::Free }
}

/// Returns how a figure holds an item to the one behind the blanks that follow it.
pub fn link_over_blanks(items: &[Item], from: usize, to: usize) -> Link {
    let (a, b) = (&items[from], &items[to]);
    let goes_on = match (a.class, b.class) {
        (Class::Digit, Class::Postfix | Class::Hanzi) | (Class::Prefix, Class::Digit) => true,
        (Class::Hanzi, Class::Digit) => a.c == '第',
        (Class::Digit, Class::Digit) => is_grouped(items, from, to),
        (Class::Digit, Class::Latin) => UNITS.contains(&word_from(items, to).as_str()),
        // GB/T 9704
        (Class::Latin, Class::Digit) if a.c.is_ascii_uppercase() => return Link::Range,
        _ => false,
    };
    if goes_on { Link::Whole } else { Link::Free }
}

/// Returns whether a hanzi multiplies the figure before it, so that its unit follows.
fn multiplies(items: &[Item], at: usize) -> bool {
    let before = items[..=at].iter().rposition(|item| !MULTIPLIERS.contains(item.c));
    before.is_some_and(|before| before < at && matches!(items[before].class, Class::Digit | Class::Postfix))
}

/// Returns whether a full-width point stands between figures.
fn is_point(items: &[Item], at: usize) -> bool {
    let is_digit = |item: Option<&Item>| item.is_some_and(|item| is_wide_digit(item.c));
    items[at].c == '．' && at > 0 && is_digit(items.get(at - 1)) && is_digit(items.get(at + 1))
}

/// Returns whether an item ends a figure: it is one, or it is the unit right behind one.
fn is_counted(items: &[Item], at: usize) -> bool {
    match items[at].class {
        Class::Hanzi => at > 0 && matches!(items[at - 1].class, Class::Digit | Class::WideLatin),
        Class::WideLatin => is_wide_digit(items[at].c),
        class => matches!(class, Class::Digit | Class::Postfix),
    }
}

/// Returns whether figures are groups of three with blanks between them: 1 234 567.
fn is_grouped(items: &[Item], from: usize, to: usize) -> bool {
    let before = items[..=from].iter().rev().take_while(|item| item.class == Class::Digit).count();
    let after = items[to..].iter().take_while(|item| item.class == Class::Digit).count();
    before <= 3 && after == 3
}

/// Returns the Latin word that begins at an item.
fn word_from(items: &[Item], at: usize) -> String {
    items[at..]
        .iter()
        .map(|item| item.c)
        .take_while(|c| c.is_alphabetic() && !super::class::is_full_letter(*c))
        .collect()
}

/// Returns whether a character is a figure as wide as a hanzi.
fn is_wide_digit(c: char) -> bool {
    ('０'..='９').contains(&c)
}
