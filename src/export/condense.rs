//! By how much the characters of a paragraph stand closer in Word, so that it has as many lines there as in print.
//!
//! The print makes marks narrower where lines meet them. Word and other programs do that otherwise or not at all. What is
//! asked here is how many lines the words take if no mark gets narrower.

use crate::issue::markdown::is_wide;

/// The distance of characters in twentieths of a point.
pub const ADVANCE: f64 = 314.0;
/// The most by which characters stand closer, in twentieths of a point.
const MOST: u32 = 30;
/// Marks that no line begins with (GB/T 15834-2011 5.1.10).
const NOT_FIRST: &str = "，。、；：？！）》〉”’』」】〕…—～·％%),.;:?!";
/// Marks that no line ends with.
const NOT_LAST: &str = "（《〈“‘『「【〔([";

/// Returns by how much the characters of a paragraph stand closer, in twentieths of a point. `lines` is the number of lines in
/// print, `indent` that of the first line and `room` the width of the lines, both in characters.
pub fn closer_by(text: &str, lines: usize, indent: f64, room: f64) -> u32 {
    let fits = |by: &u32| count_lines(text, indent, room * ADVANCE / (ADVANCE - f64::from(*by))) <= lines;
    (0..=MOST).find(fits).unwrap_or(0)
}

/// Returns how many lines words take whose marks are all as wide as a hanzi. Widths are in characters.
fn count_lines(text: &str, indent: f64, room: f64) -> usize {
    let units = units(text);
    let (mut lines, mut used) = (1, indent);
    for (index, (width, is_space)) in units.iter().enumerate() {
        if used + width > room + 1e-6 && index > 0 && !is_space {
            lines += 1;
            used = 0.0;
        }
        used += width;
    }
    lines
}

/// Returns the widths of what can't be divided, in order, each with whether it is a blank.
fn units(text: &str) -> Vec<(f64, bool)> {
    let characters: Vec<char> = text.chars().collect();
    let mut units: Vec<(f64, bool)> = Vec::new();
    for (index, &c) in characters.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| characters[before]);
        // Between hanzi and Latin stands a quarter of a blank.
        let meets = |a: char, b: char| a.is_alphanumeric() && b.is_alphanumeric() && is_wide(a) != is_wide(b);
        let gap = if before.is_some_and(|before| meets(before, c)) { 0.25 } else { 0.0 };
        let own = if is_wide(c) || u32::from(c) > 0x2100 {
            1.0
        } else if c == ' ' {
            0.25
        } else {
            0.5
        };
        let joins = before.is_some_and(|before| {
            let is_word = |c: char| !is_wide(c) && !c.is_whitespace();
            NOT_FIRST.contains(c) || NOT_LAST.contains(before) || is_word(before) && is_word(c)
        });
        match units.last_mut().filter(|_| joins) {
            Some((width, _)) => *width += own + gap,
            None => units.push((own + gap, c.is_whitespace())),
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_fit_stay_as_they_are() {
        assert_eq!(closer_by(&"字".repeat(26), 1, 2.0, 28.0), 0);
        assert_eq!(closer_by(&"字".repeat(54), 2, 2.0, 28.0), 0);
    }

    #[test]
    fn a_mark_too_much_makes_characters_stand_closer() {
        let text = format!("{}。", "字".repeat(26));
        let by = closer_by(&text, 1, 2.0, 28.0);
        assert!((10..=12).contains(&by), "{by}");
        assert_eq!(count_lines(&text, 2.0, 28.0), 2);
        // What can't be had isn't tried.
        assert_eq!(closer_by(&"字".repeat(60), 1, 2.0, 28.0), 0);
    }

    #[test]
    fn figures_and_latin_words_stay_whole() {
        assert_eq!(count_lines("字2022年", 0.0, 3.4), 2);
        assert_eq!(count_lines("字2022年", 0.0, 4.5), 1);
    }
}
