//! The colorant All, which registration marks are drawn in: the plates that it prints on (PDF 2.0 8.6.6.4).

use super::intent::Intent;
use super::paint::PageInk;
use super::space::PROCESS;
use super::{Plate, ranges};
use crate::diagnostic::{Code, Diagnostic};

/// Adds the pages that use the colorant All to every plate of the file, and to those of the process inks, as a RIP does that
/// takes it literally. A file for a press with black alone has no plates of C, M and Y.
///
/// Returns a finding if that makes plates on which nothing else prints. Within the trim, the colorant has a finding of its own.
pub fn count_plates(plates: &mut Vec<Plate>, paints: &[PageInk], intents: &[Intent]) -> Option<Diagnostic> {
    let pages: Vec<usize> = (1..).zip(paints).filter(|(_, page)| page.all_plates).map(|(number, _)| number).collect();
    if pages.is_empty() {
        return None;
    }
    let mut spaces = intents.iter().filter_map(|intent| intent.profile.as_ref());
    let process = if spaces.any(|profile| profile.space == "GRAY") { &PROCESS[3..] } else { &PROCESS[..] };
    let is_known = |name: &&str| plates.iter().any(|plate| plate.name == *name);
    let new: Vec<&str> = process.iter().copied().filter(|name| !is_known(name)).collect();
    for plate in plates.iter_mut() {
        plate.pages.extend(&pages);
        plate.pages.sort_unstable();
        plate.pages.dedup();
    }
    plates.extend(new.iter().map(|name| Plate { name: (*name).to_owned(), pages: pages.clone() }));
    let finding = Diagnostic::new(Code::PdfRegistrationInks).with("inks", new.join(", "));
    let is_new = !new.is_empty() && !paints.iter().any(|page| page.registration);
    is_new.then(|| finding.with("page", ranges(&pages)))
}
