//! The rules on pages: their boxes, sizes and turns, and empty ones.

use kurbo::Size;

use super::Job;
use crate::diagnostic::{Code, Diagnostic};
use crate::pdf::preflight::claim::{Claim, PdfX};
use crate::pdf::preflight::{Page, ranges};
use crate::range::PageRanges;

/// The difference in points from which two pages have different sizes.
const SIZE_PT: f64 = 0.5;
/// The difference in points from which two boxes differ, because numbers in a PDF are rounded.
const ROUNDING_PT: f64 = 0.01;

/// Returns the numbers of the pages that something holds of, in words.
fn pages_where(pages: &[Page], holds: impl Fn(&Page) -> bool) -> Option<PageRanges> {
    let on: Vec<usize> = (1..).zip(pages).filter(|(_, page)| holds(page)).map(|(number, _)| number).collect();
    (!on.is_empty()).then(|| ranges(&on))
}

/// R0001: the file has to be PDF/X-4, if the variant was asked for by its name. Its clauses are examined one by one.
pub fn check_standard(job: &Job, _: f64) -> Option<Diagnostic> {
    let claims_x4 = job.subject.claims.contains(&Claim::X(PdfX::X4));
    (job.terms.is_named && !claims_x4).then(|| Diagnostic::new(Code::PdfNotX4))
}

/// R0002: a unit of its own (`UserUnit`) makes a page larger than it looks to tools that don't know it.
pub fn check_unit(job: &Job, _: f64) -> Option<Diagnostic> {
    let file = job.subject.file;
    let has_unit = |id: &lopdf::ObjectId| file.page(*id).is_some_and(|page| page.has(b"UserUnit"));
    let on: Vec<usize> = (1..).zip(&file.pages).filter(|(_, id)| has_unit(id)).map(|(number, _)| number).collect();
    (!on.is_empty()).then(|| Diagnostic::new(Code::PdfUserUnit).with("page", ranges(&on)))
}

/// R0003: a `CropBox` other than the MediaBox hides a part of the page, also the bleed.
pub fn check_crop(job: &Job, _: f64) -> Option<Diagnostic> {
    let differs = |page: &Page| {
        let pair = page.media.zip(page.crop);
        pair.is_some_and(|(a, b)| {
            [a.x0 - b.x0, a.y0 - b.y0, a.x1 - b.x1, a.y1 - b.y1].iter().any(|gap| gap.abs() > ROUNDING_PT)
        })
    };
    Some(Diagnostic::new(Code::PdfCrop).with("page", pages_where(job.pages, differs)?))
}

/// R0004: the pages that have another size than page 1.
pub fn check_sizes(job: &Job, _: f64) -> Option<Diagnostic> {
    let size = |page: &Page| page.trim.or(page.media).unwrap_or_default().size();
    let first = size(job.pages.first()?);
    let differs =
        |Size { width, height }: Size| (width - first.width).abs() > SIZE_PT || (height - first.height).abs() > SIZE_PT;
    let pages = pages_where(job.pages, |page| differs(size(page)))?;
    Some(Diagnostic::new(Code::PdfPageSizes).with("page", pages))
}

/// R0004: the pages that are turned by a key (Rotate), which imposition may overlook.
pub fn check_turns(job: &Job, _: f64) -> Option<Diagnostic> {
    let pages = pages_where(job.pages, |page| page.turn != 0)?;
    let turn = job.pages.iter().map(|page| page.turn).find(|turn| *turn != 0).unwrap_or_default();
    Some(Diagnostic::new(Code::PdfPageTurned).with("turn", turn).with("page", pages))
}

/// R0005: a page without ink, unless it is known to be meant.
pub fn check_empty(job: &Job, _: f64) -> Option<Diagnostic> {
    if job.terms.blanks_are_meant {
        return None;
    }
    Some(Diagnostic::new(Code::PdfPageEmpty).with("page", pages_where(job.pages, |page| page.blank)?))
}

/// R0006: an advertisement is one page.
pub fn check_count(job: &Job, _: f64) -> Option<Diagnostic> {
    (job.pages.len() > 1).then(|| Diagnostic::new(Code::PdfPageCount).with("count", job.pages.len()))
}

/// R0034: the file leaves it to the reader which layers are shown (`Configs`).
pub fn check_configurations(job: &Job, _: f64) -> Option<Diagnostic> {
    job.layers.has_configurations.then(|| Diagnostic::new(Code::PdfLayerChoice))
}
