//! What a print shop looks at besides the standards: inks, rules, pictures, sizes.

use super::claim::Claim;
use super::clause::{self, Subject};
use super::paint::{PageInk, Picture, SMALL_TEXT, THIN, WHITE};
use super::{Page, ranges};
use crate::diagnostic::{Arg, Code, Diagnostic};

/// Pictures print well from this resolution on, and those of ink or none from the other.
const RESOLUTION: f32 = 300.0;
const BILEVEL_RESOLUTION: f32 = 600.0;

/// What is found, in the order in which it matters. That colours don't fit the intent may have been `told` already.
pub fn findings(subject: &Subject, pages: &[Page], told: bool) -> Vec<Diagnostic> {
    let mut findings = claims(subject);
    // What is found first stands for all pages on which it is found.
    for find in [whole, missing, registration, black_text, rich_black, text_inks, measured, overprint, thin, resolution]
    {
        let found: Vec<_> = subject.pages.iter().map(find).collect();
        let on: Vec<_> = (1..).zip(&found).filter(|(_, finding)| finding.is_some()).map(|(page, _)| page).collect();
        let first = found.into_iter().flatten().next().filter(|finding| !told || finding.code != Code::PdfMeasured);
        findings.extend(first.map(|finding| finding.with("page", ranges(&on))));
    }
    findings.extend(sizes(pages));
    findings
}

/// Whether the file is for the press at all; without a claim, at least its boxes are looked at.
fn claims(subject: &Subject) -> Vec<Diagnostic> {
    let for_press = subject.claims.iter().find(|claim| matches!(claim, Claim::X(_) | Claim::OtherX(_)));
    let claim = match for_press {
        Some(Claim::X(_)) => return Vec::new(),
        Some(other) => Diagnostic::new(Code::PdfStandardUnknown).with("standard", other.to_string()),
        None => Diagnostic::new(Code::PdfNoStandard),
    };
    let boxes = clause::boxes(subject).map(|finding| Diagnostic { code: Code::PdfTrim, ..finding });
    std::iter::once(claim).chain(boxes).collect()
}

fn points(size: f32) -> String {
    format!("{size:.2}")
}

fn whole(page: &PageInk) -> Option<Diagnostic> {
    (!page.whole).then(|| Diagnostic::new(Code::PdfTooMuch))
}

fn missing(page: &PageInk) -> Option<Diagnostic> {
    Some(Diagnostic::new(Code::PdfMissing).with("what", page.missing.clone()?))
}

fn registration(page: &PageInk) -> Option<Diagnostic> {
    page.registration.then(|| Diagnostic::new(Code::PdfRegistration))
}

fn black_text(page: &PageInk) -> Option<Diagnostic> {
    Some(Diagnostic::new(Code::PdfBlackText).with("size", points(page.black_text?)))
}

fn rich_black(page: &PageInk) -> Option<Diagnostic> {
    page.rich_black.then(|| Diagnostic::new(Code::PdfRichBlack))
}

/// Small text in several inks that isn't black, of which more is told.
fn text_inks(page: &PageInk) -> Option<Diagnostic> {
    let several = |(plates, size): (&Vec<String>, &f32)| (plates.len() > 1 && *size < SMALL_TEXT).then_some(*size);
    let size = page.text.iter().filter_map(several).reduce(f32::min).filter(|_| page.black_text.is_none())?;
    Some(Diagnostic::new(Code::PdfTextInks).with("size", points(size)))
}

fn measured(page: &PageInk) -> Option<Diagnostic> {
    Some(Diagnostic::new(Code::PdfMeasured).with("what", page.measured()?))
}

fn overprint(page: &PageInk) -> Option<Diagnostic> {
    let ink = page.overprint.iter().find(|ink| *ink != "Black")?;
    let name = if ink == WHITE { Arg::Message("ink-white") } else { Arg::Text(ink.clone()) };
    Some(Diagnostic::new(Code::PdfOverprint).with("ink", name))
}

fn thin(page: &PageInk) -> Option<Diagnostic> {
    Some(Diagnostic::new(Code::PdfThinRule).with("limit", points(THIN)).with("width", points(page.thin?)))
}

/// The coarsest picture.
fn resolution(page: &PageInk) -> Option<Diagnostic> {
    let limit = |picture: &Picture| if picture.bilevel { BILEVEL_RESOLUTION } else { RESOLUTION };
    let coarse = page.pictures.iter().filter(|picture| picture.dpi < limit(picture) - 0.5);
    let worst = coarse.min_by(|a, b| a.dpi.total_cmp(&b.dpi))?;
    let finding = Diagnostic::new(Code::PdfPictureResolution).with("limit", limit(worst) as usize);
    Some(finding.with("resolution", worst.dpi.max(0.0) as usize))
}

/// The first page of another size than the first of all, as they are shown.
fn sizes(pages: &[Page]) -> Option<Diagnostic> {
    let size = |page: &Page| {
        let [left, bottom, right, top] = page.trim.or(page.media).unwrap_or_default();
        if page.turn % 180 == 0 { (right - left, top - bottom) } else { (top - bottom, right - left) }
    };
    let other = |(a, b): (f32, f32), (c, d): (f32, f32)| (a - c).abs() > 0.5 || (b - d).abs() > 0.5;
    let index = pages.iter().position(|page| other(size(page), size(&pages[0])))?;
    Some(Diagnostic::new(Code::PdfPageSizes).with("page", index + 1))
}
