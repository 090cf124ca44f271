//! The colorant All, which registration marks are drawn in: the plates that it prints on (PDF 2.0 8.6.6.4).

use super::Plate;
use super::intent::Intent;
use super::paint::PageInk;
use super::space::PROCESS;

/// Adds the pages that use the colorant All to every plate of the file, and to those of the process inks, as a RIP does that
/// takes it literally. A file for a press with black alone has no plates of C, M and Y.
pub fn count_plates(plates: &mut Vec<Plate>, paints: &[PageInk], intents: &[Intent]) {
    let pages: Vec<usize> = (1..).zip(paints).filter(|(_, page)| page.every_plate).map(|(number, _)| number).collect();
    if pages.is_empty() {
        return;
    }
    let mut spaces = intents.iter().filter_map(|intent| intent.profile.as_ref());
    let process = if spaces.any(|profile| profile.space == "GRAY") { &PROCESS[3..] } else { &PROCESS[..] };
    for name in process {
        if !plates.iter().any(|plate| plate.name == *name) {
            plates.push(Plate { name: (*name).to_owned(), pages: Vec::new() });
        }
    }
    for plate in plates {
        plate.pages.extend(&pages);
        plate.pages.sort_unstable();
        plate.pages.dedup();
    }
}
