//! Measures the finished pages of a bulletin as an inspector does with a ruler: ours, or the PDF of another program.
//!
//! The pages are read (`sheet`), put together to lines (`line`), told apart (`part`) and held against what is asked
//! (`rule`). Nothing of an issue or a layout is known. What can't be found is said.

mod face;
mod line;
pub mod overlay;
mod part;
mod row;
mod rule;
mod sheet;

pub use self::face::FaceKind;
use self::part::Parts;
pub use self::row::{Asked, Measured, Row, Spot, Unit, Verdict};
use self::rule::area::Grid;
use self::rule::{Found, area, foot, head, ink, mark, text};
use self::sheet::read_sheets;
use crate::diagnostic::{Code, Diagnostic};
use crate::pdf::preflight::watch::Watch;
use crate::pdf::preflight::{File, Terms, preflight_watched};

/// What was measured.
#[derive(Debug)]
pub struct Inspection {
    /// The rows of the table.
    pub rows: Vec<Row>,
    /// The number of pages.
    pub pages: usize,
    /// What was found, for the overlay.
    found: Found,
}

impl Inspection {
    /// Returns whether no row fails.
    pub fn passes(&self) -> bool {
        self.rows.iter().all(|row| row.verdict != Verdict::Fail)
    }

    /// Returns how many rows have a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.verdict == verdict).count()
    }
}

/// Measures the pages of a PDF. What watches over it hears of each page, and may refuse it.
///
/// # Errors
/// The bytes are no PDF that can be read, or there is no text on the pages.
pub fn inspect(bytes: &[u8], watch: &dyn Watch) -> Result<Inspection, Diagnostic> {
    let file = File::open(bytes)?;
    let sheets = read_sheets(bytes, &file, watch).ok_or_else(|| Diagnostic::new(Code::InspectNothing))?;
    let parts = Parts::find(&sheets).ok_or_else(|| Diagnostic::new(Code::InspectNothing))?;
    let inks = preflight_watched(&file, &Terms::default(), watch);
    let grid = Grid::find(&parts);
    let found = Found { sheets, parts, grid };
    let mut rows = area::rows(&found);
    rows.extend(head::rows(&found));
    rows.extend(text::rows(&found));
    rows.extend(foot::rows(&found));
    rows.extend(mark::rows(&found));
    rows.extend(ink::rows(&inks));
    Ok(Inspection { rows, pages: file.pages.len(), found })
}
