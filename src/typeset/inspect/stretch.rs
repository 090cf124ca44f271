//! How far a justified line is drawn apart.

use typst::text::TextItem;

/// The most that may be added between two hanzi of a line, in em. More would look like a blank: it is the space between
/// Chinese and Latin (clreq 6.3.3).
pub const MOST_STRETCH_EM: f64 = 0.25;

/// Returns whether a run may be drawn apart further than the bound. Nearly all runs aren't by this measure, and the advances
/// of their faces needn't be read.
pub fn may_be_loose(item: &TextItem) -> bool {
    item.glyphs.iter().any(|glyph| (glyph.x_advance - glyph.x_offset).get() > 1.0 + MOST_STRETCH_EM)
}

/// Returns the most that is added between two neighbouring hanzi of a run, in em.
pub fn stretch_em(item: &TextItem) -> f64 {
    let character = |index: usize| item.text.get(item.glyphs.get(index)?.range())?.chars().next();
    let is_hanzi = |index: usize| character(index).is_some_and(|c| matches!(c, '\u{3400}'..='\u{9fff}'));
    let added = item.glyphs.iter().enumerate().filter(|(at, _)| is_hanzi(*at) && is_hanzi(at + 1)).map(|(_, glyph)| {
        let natural = item.font.x_advance(glyph.id).unwrap_or(glyph.x_advance);
        // The space before a hanzi that follows a Latin letter is its offset.
        (glyph.x_advance - natural - glyph.x_offset).get()
    });
    added.fold(0.0, f64::max)
}
