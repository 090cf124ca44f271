//! The characters that say to the engine how a line may break. They are taken off the pages again.

/// The word joiner. It forbids a line break.
pub const JOINER: char = '\u{2060}';
/// The zero-width space. It allows a line break.
pub const OPPORTUNITY: char = '\u{200b}';
/// The variation selector that asks for the form of a quote that is as wide as a hanzi (`StandardizedVariants.txt` of Unicode).
pub const WIDE: char = '\u{fe01}';

/// The four-per-em space. It is set between hanzi and a sign of a figure that the engine doesn't know for one (°, ¥). Its
/// width stays on the page.
pub const GAP: char = '\u{2005}';

/// Returns whether a character is one of these.
pub fn is_sign(c: char) -> bool {
    matches!(c, JOINER | OPPORTUNITY | WIDE | GAP)
}

/// Returns a text without them.
pub fn without_signs(text: &str) -> String {
    text.chars().filter(|c| !is_sign(*c)).collect()
}
