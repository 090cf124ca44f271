//! The clauses on pages: boxes, fonts, colours, transparency, annotations.

use kurbo::Rect;
use lopdf::Dictionary;

use super::{Subject, intents, is_x, violation_on};
use crate::diagnostic::{Code, Diagnostic};
use crate::pdf::preflight::claim::Claim;
use crate::pdf::preflight::file::{File, as_dict};
use crate::pdf::preflight::font::Font;
use crate::pdf::preflight::intent::read_intents;
use crate::pdf::preflight::paint::PageInk;

/// How far a box may reach over another, in points, because numbers in a PDF are rounded.
const ROUNDING_PT: f64 = 0.01;

/// Reports the first box that is missing, that is one too many, that leaves another or that has no size of a page.
pub fn check_boxes(subject: &Subject) -> Option<Diagnostic> {
    let file = subject.file;
    let pages = file.pages.iter().enumerate();
    let mut wrong = pages.filter_map(|(index, id)| {
        let what = file.page(*id).map_or(Some("MediaBox"), |page| wrong_box(file, page))?;
        violation_on(Code::PdfBoxes, what, index)
    });
    wrong.next()
}

/// Returns the name of a page's box that is wrong.
fn wrong_box(file: &File, page: &Dictionary) -> Option<&'static str> {
    let of = |key| file.page_box(page, key);
    let (media, crop, bleed) = (of("MediaBox"), of("CropBox"), of("BleedBox"));
    let (trim, art) = (of("TrimBox"), of("ArtBox"));
    let page_box = trim.or(art);
    match (trim, art) {
        _ if !media.is_some_and(is_page) => Some("MediaBox"),
        (None, None) => Some("TrimBox"),
        (Some(_), Some(_)) => Some("ArtBox"),
        _ if !is_within(bleed, media) => Some("BleedBox"),
        _ if [bleed, media, crop].iter().any(|outer| !is_within(page_box, *outer)) => Some("TrimBox"),
        _ => None,
    }
}

/// Whether a box lies within another. A box that isn't there is never wrong.
fn is_within(inner: Option<Rect>, outer: Option<Rect>) -> bool {
    let pair = inner.zip(outer);
    pair.is_none_or(|(inner, outer)| outer.inflate(ROUNDING_PT, ROUNDING_PT).contains_rect(inner))
}

/// Whether a box has a size that a page may have: 3 to 14,400 units (PDF 1.7 annex C).
fn is_page(page: Rect) -> bool {
    [page.width(), page.height()].iter().all(|length| (3.0..=14_400.0).contains(length))
}

/// Reports the first font that isn't embedded. That is wrong even if the file claims no standard.
pub fn check_font(subject: &Subject) -> Option<Diagnostic> {
    let file = subject.file;
    for (index, page) in subject.pages.iter().enumerate() {
        let fonts = page.fonts.iter().filter_map(|id| file.document.get_dictionary(*id).ok());
        for font in fonts.chain(&page.loose_fonts) {
            let font = Font::of(file, font);
            if !font.embedded {
                return violation_on(Code::PdfFont, font.name, index);
            }
        }
    }
    None
}

/// Reports the first colour space that doesn't fit the output intent, or that the standard forbids.
pub fn check_colour(subject: &Subject, claim: &Claim) -> Option<Diagnostic> {
    let kind = if is_x(claim) { "GTS_PDFX" } else { "GTS_PDFA" };
    let profile = intents(subject, kind).first().and_then(|intent| intent.profile.clone());
    for (index, (page, id)) in subject.pages.iter().zip(&subject.file.pages).enumerate() {
        // In PDF/A-4 a page may have output intents of its own (ISO 19005-4 6.2.3).
        let own = subject.file.page(*id).filter(|page| matches!(claim, Claim::A(4, _)) && page.has(b"OutputIntents"));
        let own = own.map(|page| read_intents(subject.file, page)).unwrap_or_default();
        let own = own.into_iter().find(|intent| intent.kind.starts_with(kind)).and_then(|intent| intent.profile);
        let profile = own.as_ref().or(profile.as_ref());
        // A press prints CMYK if no profile says otherwise.
        let space = profile.map_or(if is_x(claim) { "CMYK" } else { "" }, |profile| profile.space.as_str());
        let wrong = colours(page, claim).find(|family| !fits(family, space, claim));
        if let Some(family) = wrong {
            return violation_on(Code::PdfColour, family, index);
        }
    }
    None
}

/// Returns the spaces of a page that a claim asks about.
///
/// PDF/A asks about those of groups, too. In PDF/A-4 a space of a device is well defined where a group blends in a measured
/// space of its kind (ISO 19005-4 6.2.4.3).
fn colours<'p>(page: &'p PageInk, claim: &Claim) -> Box<dyn Iterator<Item = &'static str> + 'p> {
    let archival = &page.archival;
    match claim {
        Claim::A(4, _) => Box::new(archival.unblended.iter().copied()),
        Claim::A(..) => Box::new(page.families.iter().chain(&archival.groups).copied()),
        _ => Box::new(page.families.iter().copied()),
    }
}

/// Whether a space may be used with an output intent whose profile has a space.
fn fits(family: &str, space: &str, claim: &Claim) -> bool {
    let forbids_light = matches!(claim, Claim::X(x) if x.forbids_cie_colour());
    match family {
        "DeviceGray" => !space.is_empty(),
        "DeviceCMYK" => space == "CMYK",
        "DeviceRGB" => space == "RGB" && !forbids_light,
        _ => !forbids_light,
    }
}

/// Returns a violation on the first page that a condition holds for.
fn on_page(subject: &Subject, code: Code, is: fn(&PageInk) -> bool) -> Option<Diagnostic> {
    let page = subject.pages.iter().position(is)?;
    Some(Diagnostic::new(code).with("page", page + 1))
}

/// Reports the first page with transparency.
pub fn check_transparency(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    on_page(subject, Code::PdfTransparency, |page| page.transparency)
}

/// Reports the first page with a graphics state that changes the ink on the way to the plate.
pub fn check_transfer(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    on_page(subject, Code::PdfTransfer, |page| page.transfer)
}

/// Reports the first page with a halftone that a device has to know.
pub fn check_halftone(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    on_page(subject, Code::PdfHalftone, |page| page.archival.halftone)
}

/// Reports the first rendering intent that no reader knows.
pub fn check_rendering_intent(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let mut pages = subject.pages.iter().enumerate();
    let (index, name) = pages.find_map(|(index, page)| Some((index, page.archival.rendering_intent.clone()?)))?;
    violation_on(Code::PdfRenderingIntent, name, index)
}

/// Reports the first annotation within the bleed. Trap networks and printer's marks are allowed there.
pub fn check_annotations(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let file = subject.file;
    for (index, id) in file.pages.iter().enumerate() {
        let Some(page) = file.page(*id) else { continue };
        let bleed = ["BleedBox", "TrimBox", "ArtBox", "MediaBox"].into_iter().find_map(|key| file.page_box(page, key));
        let annotations = file.get(page, "Annots").and_then(|list| list.as_array().ok()).into_iter().flatten();
        for annotation in annotations.filter_map(|annotation| as_dict(file.follow(annotation))) {
            let kind = file.name(annotation, "Subtype").unwrap_or_default();
            let place = file.get(annotation, "Rect").and_then(|rect| file.rectangle(rect));
            let place = place.map(|place| place.scale_from_origin(file.unit(page)));
            let is_apart = place.zip(bleed).is_some_and(|(place, bleed)| are_apart(place, bleed));
            if !is_apart && !matches!(kind, "TrapNet" | "PrinterMark") {
                return violation_on(Code::PdfAnnotation, kind, index);
            }
        }
    }
    None
}

/// Whether two boxes have no area in common.
fn are_apart(a: Rect, b: Rect) -> bool {
    a.x0 >= b.x1 || a.x1 <= b.x0 || a.y0 >= b.y1 || a.y1 <= b.y0
}
