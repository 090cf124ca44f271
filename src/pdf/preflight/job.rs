//! What a print shop examines besides the standards: inks, rules, pictures, page sizes.

use kurbo::Size;

use super::claim::Claim;
use super::clause::{self, Subject};
use super::paint::{Overprint, PageInk, Picture, SMALL_TEXT_PT, THIN_RULE_PT};
use super::{Page, ranges};
use crate::asset::picture::PRINT_DPI;
use crate::diagnostic::{Arg, Code, Diagnostic};

/// The resolution in dpi from which pictures of one bit for each pixel print well.
const BILEVEL_DPI: f64 = 600.0;

/// The difference in points from which two pages have different sizes.
const SIZE_PT: f64 = 0.5;

/// Returns the findings, the most serious kinds first.
///
/// `colour_is_reported` says that a clause has reported colours that don't fit the output intent. They aren't reported twice.
pub fn examine_job(subject: &Subject, pages: &[Page], colour_is_reported: bool) -> Vec<Diagnostic> {
    let mut findings = check_claims(subject);
    let kinds = [
        check_whole,
        check_resources,
        check_registration,
        check_marks,
        check_black_text,
        check_rich_black,
        check_text_inks,
        check_conversion,
        check_overprint,
        check_thin_rule,
        check_resolution,
    ];
    // A kind is reported once, with the words of its first page and the numbers of all.
    for find in kinds {
        let found: Vec<_> = subject.pages.iter().map(find).collect();
        let on: Vec<_> = (1..).zip(&found).filter(|(_, finding)| finding.is_some()).map(|(page, _)| page).collect();
        let first = found
            .into_iter()
            .flatten()
            .next()
            .filter(|finding| !colour_is_reported || finding.code != Code::PdfMeasured);
        findings.extend(first.map(|finding| finding.with("page", ranges(&on))));
    }
    findings.extend(check_sizes(pages));
    findings
}

/// Reports a file that claims no PDF/X, or one that isn't known. Its boxes are examined all the same.
fn check_claims(subject: &Subject) -> Vec<Diagnostic> {
    let for_press = subject.claims.iter().find(|claim| matches!(claim, Claim::X(_) | Claim::OtherX(_)));
    let claim = match for_press {
        Some(Claim::X(_)) => return Vec::new(),
        Some(other) => Diagnostic::new(Code::PdfStandardUnknown).with("standard", other.to_string()),
        None => Diagnostic::new(Code::PdfNoStandard),
    };
    let boxes = clause::check_boxes(subject).map(|finding| Diagnostic { code: Code::PdfTrim, ..finding });
    std::iter::once(claim).chain(boxes).collect()
}

/// Writes a length in points.
fn points(size: f64) -> String {
    format!("{size:.2}")
}

/// Reports a page that couldn't be examined as a whole.
fn check_whole(page: &PageInk) -> Option<Diagnostic> {
    (!page.whole).then(|| Diagnostic::new(Code::PdfTooMuch))
}

/// Reports a resource that a page uses and that isn't there.
fn check_resources(page: &PageInk) -> Option<Diagnostic> {
    Some(Diagnostic::new(Code::PdfMissing).with("what", page.missing.clone()?))
}

/// Reports the colorant of registration marks within the trim.
fn check_registration(page: &PageInk) -> Option<Diagnostic> {
    page.registration.then(|| Diagnostic::new(Code::PdfRegistration))
}

/// Reports marks in the colorant of registration marks.
fn check_marks(page: &PageInk) -> Option<Diagnostic> {
    page.marks_on_all.then(|| Diagnostic::new(Code::PdfMarks))
}

/// Reports small black text that several inks print.
fn check_black_text(page: &PageInk) -> Option<Diagnostic> {
    Some(Diagnostic::new(Code::PdfBlackText).with("size", points(page.black_text_pt?)))
}

/// Reports other black that several inks print.
fn check_rich_black(page: &PageInk) -> Option<Diagnostic> {
    page.rich_black.then(|| Diagnostic::new(Code::PdfRichBlack))
}

/// Reports small text in several inks. Black text has a finding of its own.
fn check_text_inks(page: &PageInk) -> Option<Diagnostic> {
    let several = |(plates, size): (&Vec<String>, &f64)| (plates.len() > 1 && *size < SMALL_TEXT_PT).then_some(*size);
    let size = page.text.iter().filter_map(several).reduce(f64::min).filter(|_| page.black_text_pt.is_none())?;
    Some(Diagnostic::new(Code::PdfTextInks).with("size", points(size)))
}

/// Reports a colour that the RIP converts to inks.
fn check_conversion(page: &PageInk) -> Option<Diagnostic> {
    Some(Diagnostic::new(Code::PdfMeasured).with("what", page.converted_space()?))
}

/// Reports an ink besides black that is printed over what is below.
fn check_overprint(page: &PageInk) -> Option<Diagnostic> {
    let name = page.overprint.iter().find_map(|overprint| match overprint {
        Overprint::Ink(ink) if ink == "Black" => None,
        Overprint::Ink(ink) => Some(Arg::Text(ink.clone())),
        Overprint::White => Some(Arg::Message("ink-white")),
    })?;
    Some(Diagnostic::new(Code::PdfOverprint).with("ink", name))
}

/// Reports the thinnest rule.
fn check_thin_rule(page: &PageInk) -> Option<Diagnostic> {
    Some(
        Diagnostic::new(Code::PdfThinRule)
            .with("limit", points(THIN_RULE_PT))
            .with("width", points(page.thin_rule_pt?)),
    )
}

/// Reports the coarsest picture.
fn check_resolution(page: &PageInk) -> Option<Diagnostic> {
    let limit = |picture: &Picture| if picture.bilevel { BILEVEL_DPI } else { PRINT_DPI };
    let coarse = page.pictures.iter().filter(|picture| picture.dpi < limit(picture) - 0.5);
    let worst = coarse.min_by(|a, b| a.dpi.total_cmp(&b.dpi))?;
    let finding = Diagnostic::new(Code::PdfPictureResolution).with("limit", limit(worst) as usize);
    Some(finding.with("resolution", worst.dpi.max(0.0) as usize))
}

/// Reports the first page that has another size than page 1 when it is shown.
fn check_sizes(pages: &[Page]) -> Option<Diagnostic> {
    let size = |page: &Page| {
        let Size { width, height } = page.trim.or(page.media).unwrap_or_default().size();
        if page.turn % 180 == 0 { Size::new(width, height) } else { Size::new(height, width) }
    };
    let differs = |a: Size, b: Size| (a.width - b.width).abs() > SIZE_PT || (a.height - b.height).abs() > SIZE_PT;
    let index = pages.iter().position(|page| differs(size(page), size(&pages[0])))?;
    Some(Diagnostic::new(Code::PdfPageSizes).with("page", index + 1))
}
