//! The rules on text: white, black, grey, and in several inks.

use super::{Job, points};
use crate::diagnostic::{Code, Diagnostic};
use crate::pdf::preflight::element::Trait;
use crate::pdf::preflight::font::Font;

/// Returns a finding on text whose size is under a limit.
fn small(job: &Job, kind: Trait, limit: f64, code: Code) -> Option<Diagnostic> {
    let (size, pages) = job.least(kind, limit)?;
    Some(Diagnostic::new(code).with("size", points(size)).with("page", pages).with("limit", limit as usize))
}

/// R0007: white text that overprints vanishes.
pub fn check_white_overprint(job: &Job, _: f64) -> Option<Diagnostic> {
    let (size, pages) = job.least(Trait::WhiteTextOverprints, f64::MAX)?;
    Some(Diagnostic::new(Code::PdfWhiteTextOverprint).with("size", points(size)).with("page", pages))
}

/// R0009: small black text knocked out of other inks shows paper where the plates don't meet.
pub fn check_black(job: &Job, limit: f64) -> Option<Diagnostic> {
    small(job, Trait::BlackTextKnocksOut, limit, Code::PdfBlackKnockout)
}

/// R0011: small text in DeviceGray on other inks, which some RIPs overprint and some knock out.
pub fn check_gray(job: &Job, limit: f64) -> Option<Diagnostic> {
    small(job, Trait::GrayText, limit, Code::PdfGrayText)
}

/// R0014: the font that stands in where another one was missing.
pub fn check_courier(job: &Job, _: f64) -> Option<Diagnostic> {
    let file = job.subject.file;
    let is_courier = |font: &lopdf::Dictionary| Font::of(file, font).name == "Courier";
    let pages = job.pages_where(|page| {
        let mut named = page.fonts.iter().filter_map(|id| file.document.get_dictionary(*id).ok());
        named.any(is_courier) || page.loose_fonts.iter().any(is_courier)
    })?;
    Some(Diagnostic::new(Code::PdfCourier).with("page", pages))
}

/// R0015: large black text with so much other ink that it doesn't dry. Small black text of several inks is an error of its
/// own.
pub fn check_rich_black(job: &Job, limit: f64) -> Option<Diagnostic> {
    let is_rich = |page: &super::PageInk| page.traits.get(&Trait::RichBlackText).is_some_and(|sum| sum.value > limit);
    Some(Diagnostic::new(Code::PdfRichBlackText).with("page", job.pages_where(is_rich)?))
}

/// R0016: small white text fills up where the plates don't meet.
pub fn check_white(job: &Job, limit: f64) -> Option<Diagnostic> {
    small(job, Trait::WhiteText, limit, Code::PdfWhiteText)
}

/// R0017: small text in several inks.
pub fn check_inks(job: &Job, limit: f64) -> Option<Diagnostic> {
    small(job, Trait::TextInks, limit, Code::PdfTextInks)
}
