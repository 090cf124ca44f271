//! The plates of an issue as a browser shows them: each page as one ink prints it.
//!
//! They come from the PDF that `build` makes, so that the browser shows what the print shop gets.

use std::sync::{Arc, Mutex, PoisonError};

use super::entry::Entry;
use super::state::PreviewState;
use crate::diagnostic::{Diagnostic, Findings};
use crate::pdf::plate::{PictureKind, SeparatedPages};
use crate::pdf::preflight::File;
use crate::pdf::preflight::ink::Area;
use crate::typeset::fingerprint::fingerprints;
use crate::typeset::guard::with_large_stack;

/// The resolution of the pictures in pixels to the inch: two pixels to the point.
const DPI: f32 = 144.0;
/// The plates of the issue whose plates were asked for last.
#[derive(Default)]
pub struct PlateCache(Mutex<Option<Arc<IssuePlates>>>);

/// The plates of an issue.
struct IssuePlates {
    /// The issue's number in this run of the program.
    id: usize,
    /// The stamp of the pages that they belong to.
    stamp: u64,
    /// The pages, by the plate of each ink of the entry.
    plates: Vec<Option<SeparatedPages>>,
}

impl PlateCache {
    /// Returns a page of an issue, by the hash of its picture, as one of its inks prints it; as PNG in grey.
    ///
    /// Returns `None` if there is no such page or ink any more.
    ///
    /// # Errors
    /// The issue can't be printed.
    pub fn picture(
        &self,
        state: &PreviewState,
        id: usize,
        hash: &str,
        ink: usize,
    ) -> Option<Result<Vec<u8>, Findings>> {
        let entry = state.state().entries.iter().find(|entry| entry.id == id)?.clone();
        let page = entry.page_images.as_ref()?.iter().position(|page| page.hash == hash)?;
        if !entry.is_printable() || ink >= entry.inks.len() {
            return None;
        }
        let plates = match self.plates(state, &entry)? {
            Ok(plates) => plates,
            Err(findings) => return Some(Err(findings)),
        };
        let draw = || {
            let plate = plates.plates.get(ink)?.as_ref()?;
            let encode = |_, image| PictureKind::Png.encode(&image, DPI);
            plate.rasterise(DPI, |number| number == page + 1, encode)?.into_iter().flatten().next()?
        };
        with_large_stack(Some(&entry.job.issue), draw).ok()?.map(Ok)
    }

    /// Returns the plates of an issue, which are made once for its pages as they are. Returns `None` if these have changed
    /// meanwhile.
    fn plates(&self, state: &PreviewState, entry: &Entry) -> Option<Result<Arc<IssuePlates>, Findings>> {
        // Requests that come together wait here for the one that makes the plates.
        let mut cache = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = cache.as_ref().filter(|known| known.id == entry.id && known.stamp == entry.stamp) {
            return Some(Ok(known.clone()));
        }
        let (typeset, pdf) = match state.make_pdf(entry)? {
            Ok(made) => made,
            Err(findings) => return Some(Err(findings)),
        };
        if entry.fingerprints.as_ref() != Some(&fingerprints(&typeset.pages)) {
            return None;
        }
        let separate = || {
            let file = File::open(&pdf).map_err(Diagnostic::from)?;
            Ok(entry.inks.iter().map(|ink| SeparatedPages::new(&file, &ink.name, Area::Trim)).collect())
        };
        let separated = with_large_stack(Some(&entry.job.issue), separate).and_then(|plates| plates);
        let made = separated.map(|plates| Arc::new(IssuePlates { id: entry.id, stamp: entry.stamp, plates }));
        *cache = made.as_ref().ok().cloned();
        Some(made.map_err(Findings::from))
    }
}
