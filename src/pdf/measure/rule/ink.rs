//! The inks: black and one red (GB/T 9704-2012 6.1, and the practice of print shops).

use kurbo::Rect;

use crate::pdf::measure::row::{Head, Measured, Row, Spot, Unit};
use crate::pdf::preflight::Preflight;

/// The inks that a red may be mixed of.
const MIXED_RED: [&str; 2] = ["Magenta", "Yellow"];

/// Returns the rows; `found` says which plates print what.
pub fn rows(found: &Preflight) -> Vec<Row> {
    let spot = |page: &usize| Spot { page: page.saturating_sub(1), bounds: Rect::ZERO };
    let names: Vec<&str> = found.plates.iter().map(|plate| plate.name.as_str()).collect();
    let others: Vec<&&str> = names.iter().filter(|name| **name != "Black").collect();
    let is_mixed = others.iter().all(|name| MIXED_RED.contains(name));
    let is_spot = others.len() == 1 && !["Cyan", "Magenta", "Yellow"].contains(others[0]);
    let first = found.plates.first().and_then(|plate| plate.pages.first()).map(spot);
    // How the print shop separates other colours isn't known.
    let known = !found.estimated && !names.is_empty();
    let all = Measured::Text(names.join(" + "));
    let plates = first.filter(|_| known).map(|spot| (others.is_empty() || is_mixed || is_spot, all, spot));
    let text = found.text.iter().filter(|_| known).filter_map(|text| {
        let is_black = text.plates == ["Black"];
        let is_red = !text.plates.iter().any(|plate| plate == "Black" || plate == "Cyan");
        Some((is_black || is_red, Measured::Text(text.plates.join(" + ")), spot(text.pages.first()?)))
    });
    let head = |name| Head(name, "GB/T 9704-2012 6.1", Unit::Count);
    vec![Row::words(head("inks"), "inks", plates), Row::words(head("text-inks"), "text-inks", text)]
}
