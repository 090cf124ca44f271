//! The rules on the resolution of pictures.

use super::{Job, PageInk};
use crate::diagnostic::{Code, Diagnostic};
use crate::pdf::preflight::paint::Picture;

/// The pixels up to which a picture isn't measured, in both directions.
const SMALL_PX: i64 = 16;

/// Returns a finding on the coarsest picture that isn't finer than a limit in pixels to the inch.
fn coarse(job: &Job, limit: f64, code: Code, counts: impl Fn(&PageInk, &Picture) -> bool) -> Option<Diagnostic> {
    let is_measured = |picture: &Picture| picture.width_px > SMALL_PX || picture.height_px > SMALL_PX;
    let is_coarse =
        |page: &PageInk, picture: &Picture| is_measured(picture) && counts(page, picture) && picture.dpi <= limit;
    let all = job.subject.pages.iter().flat_map(|page| page.pictures.iter().map(move |picture| (page, picture)));
    let worst = all.filter(|(page, picture)| is_coarse(page, picture)).map(|(_, picture)| picture.dpi);
    let worst = worst.reduce(f64::min)?;
    let pages = job.pages_where(|page| page.pictures.iter().any(|picture| is_coarse(page, picture)))?;
    let finding = Diagnostic::new(code).with("resolution", worst.max(0.0) as usize);
    // The resolution has to be greater than the limit.
    Some(finding.with("limit", limit as usize + 1).with("page", pages))
}

/// R0031: pictures in tones that print badly.
pub fn check_low_tone(job: &Job, limit: f64) -> Option<Diagnostic> {
    coarse(job, limit, Code::PdfPictureCoarse, |_, picture| !picture.bilevel)
}

/// R0031: pictures in tones that print softly.
pub fn check_tone(job: &Job, limit: f64) -> Option<Diagnostic> {
    coarse(job, limit, Code::PdfPictureResolution, |_, picture| !picture.bilevel)
}

/// R0032: pictures of one bit for each pixel with visible steps.
pub fn check_low_bilevel(job: &Job, limit: f64) -> Option<Diagnostic> {
    coarse(job, limit, Code::PdfPictureCoarse, |_, picture| picture.bilevel)
}

/// R0032: pictures of one bit for each pixel with edges that aren't sharp.
pub fn check_bilevel(job: &Job, limit: f64) -> Option<Diagnostic> {
    coarse(job, limit, Code::PdfPictureResolution, |_, picture| picture.bilevel)
}

/// Whether a picture is all of its page.
fn is_page(page: &PageInk, picture: &Picture) -> bool {
    page.elements == 1 && picture.covers_page && !picture.bilevel
}

/// R0033: a page that is one picture, too coarse for text.
pub fn check_low_page(job: &Job, limit: f64) -> Option<Diagnostic> {
    coarse(job, limit, Code::PdfPagePicture, is_page)
}

/// R0033: a page that is one picture, coarse for text.
pub fn check_page(job: &Job, limit: f64) -> Option<Diagnostic> {
    coarse(job, limit, Code::PdfPagePicture, is_page)
}
