//! The rules on lines, measured across however they are constructed, and on white areas.

use super::{Job, points};
use crate::diagnostic::{Code, Diagnostic};
use crate::pdf::preflight::element::Trait;

/// Returns a finding on lines whose thickness is under a limit.
fn thin(job: &Job, kind: Trait, limit: f64, code: Code) -> Option<Diagnostic> {
    let (width, pages) = job.least(kind, limit)?;
    Some(Diagnostic::new(code).with("width", points(width)).with("page", pages).with("limit", points(limit)))
}

/// R0008: white areas and lines that overprint vanish.
pub fn check_white_overprint(job: &Job, _: f64) -> Option<Diagnostic> {
    let (_, pages) = job.least(Trait::WhitePathOverprints, f64::MAX)?;
    Some(Diagnostic::new(Code::PdfWhiteOverprint).with("page", pages))
}

/// R0010: thin black lines knocked out of other inks.
pub fn check_black(job: &Job, limit: f64) -> Option<Diagnostic> {
    thin(job, Trait::BlackLineKnocksOut, limit, Code::PdfBlackLineKnockout)
}

/// R0012: thin lines in DeviceGray on other inks.
pub fn check_gray(job: &Job, limit: f64) -> Option<Diagnostic> {
    thin(job, Trait::GrayLine, limit, Code::PdfGrayLine)
}

/// R0018: thin white lines fill up.
pub fn check_white(job: &Job, limit: f64) -> Option<Diagnostic> {
    thin(job, Trait::WhiteLine, limit, Code::PdfWhiteLine)
}

/// R0019: thin lines in several inks.
pub fn check_inks(job: &Job, limit: f64) -> Option<Diagnostic> {
    thin(job, Trait::LineInks, limit, Code::PdfLineInks)
}
