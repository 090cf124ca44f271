//! What plants ask for besides the rules of GWG 2022: bleed, a margin for cutting, whole fonts, no surprises by layers.

use super::{Job, PageInk, points};
use crate::diagnostic::{Code, Diagnostic};
use crate::pdf::preflight::claim::{Claim, PdfX};
use crate::pdf::preflight::element::Trait;
use crate::pdf::preflight::font::Font;
use crate::pdf::preflight::paint::Picture;

/// The length of a point in mm.
const MM_PER_PT: f64 = 25.4 / 72.0;
/// How far text has to be from the trim, in mm.
const SAFE_MM: f64 = 3.0;
/// How much nearer text may be, in mm, because glyphs are known by their boxes only.
const SAFE_ROUNDING_MM: f64 = 0.05;
/// The thickness in points under which lines break up on the plate.
const THIN_LINE_PT: f64 = 0.25;
/// The resolution in dpi that pictures in tones need.
const TONE_DPI: f64 = 300.0;
/// The resolution in dpi that pictures of one bit for each pixel need.
const BILEVEL_DPI: f64 = 1200.0;
/// How many times finer than needed a picture may be.
const FINE: f64 = 2.0;

/// All of these rules, in the order of the report.
pub const PLANT_RULES: &[fn(&Job) -> Option<Diagnostic>] = &[
    check_black_text,
    check_rich_black,
    check_marks,
    check_line,
    check_bleed,
    check_text_at_edge,
    check_missing_glyph,
    check_drawn_font,
    check_layers,
    check_fine_picture,
];

/// Black text under 24 pt that several inks print.
fn check_black_text(job: &Job) -> Option<Diagnostic> {
    let (size, pages) = job.least(Trait::BlackText, f64::MAX)?;
    Some(Diagnostic::new(Code::PdfBlackText).with("size", points(size)).with("page", pages))
}

/// Other black that several inks print.
fn check_rich_black(job: &Job) -> Option<Diagnostic> {
    let (_, pages) = job.least(Trait::RichBlack, f64::MAX)?;
    Some(Diagnostic::new(Code::PdfRichBlack).with("page", pages))
}

/// Marks in the colorant of registration marks, which is on the plates of C, M and Y, too.
fn check_marks(job: &Job) -> Option<Diagnostic> {
    Some(Diagnostic::new(Code::PdfMarks).with("page", job.pages_where(|page| page.marks_on_all)?))
}

/// A thin line in one ink.
fn check_line(job: &Job) -> Option<Diagnostic> {
    let (width, pages) = job.least(Trait::Line, THIN_LINE_PT)?;
    let finding = Diagnostic::new(Code::PdfThinRule).with("limit", points(THIN_LINE_PT));
    Some(finding.with("width", points(width)).with("page", pages))
}

/// Ink that reaches the edge of the page and doesn't go on into the bleed.
fn check_bleed(job: &Job) -> Option<Diagnostic> {
    let (beyond, pages) = job.least(Trait::NoBleed, f64::MAX)?;
    let has = format!("{:.1}", (beyond * MM_PER_PT).max(0.0));
    Some(Diagnostic::new(Code::PdfBleed).with("bleed", has).with("page", pages))
}

/// Text that may be cut.
fn check_text_at_edge(job: &Job) -> Option<Diagnostic> {
    let (distance, pages) = job.least(Trait::TextAtEdge, (SAFE_MM - SAFE_ROUNDING_MM) / MM_PER_PT)?;
    let distance = format!("{:.1}", (distance * MM_PER_PT).max(0.0));
    Some(Diagnostic::new(Code::PdfTextEdge).with("distance", distance).with("page", pages))
}

/// A glyph that the font hasn't got, so that a box or nothing is printed.
fn check_missing_glyph(job: &Job) -> Option<Diagnostic> {
    let pages = job.pages_where(|page| page.missing_glyph.is_some())?;
    let font = job.subject.pages.iter().find_map(|page| page.missing_glyph.clone())?;
    Some(Diagnostic::new(Code::PdfGlyphMissing).with("what", font).with("page", pages))
}

/// A Type 3 font, whose glyphs are drawings without hints.
fn check_drawn_font(job: &Job) -> Option<Diagnostic> {
    let file = job.subject.file;
    let is_drawn = |font: &lopdf::Dictionary| Font::of(file, font).kind == "Type3";
    let pages = job.pages_where(|page| {
        let mut named = page.fonts.iter().filter_map(|id| file.document.get_dictionary(*id).ok());
        named.any(is_drawn) || page.loose_fonts.iter().any(is_drawn)
    })?;
    Some(Diagnostic::new(Code::PdfType3).with("page", pages))
}

/// Whether a standard forbids layers.
fn forbids_layers(claim: &Claim) -> bool {
    matches!(claim, Claim::X(x) if *x != PdfX::X4)
}

/// Layers. A standard that forbids them has a clause of its own.
fn check_layers(job: &Job) -> Option<Diagnostic> {
    if job.layers.names.is_empty() || job.subject.claims.iter().any(forbids_layers) {
        return None;
    }
    let (names, hidden) = (job.layers.names.join(", "), job.layers.hidden_names.join(", "));
    if job.layers.hidden_names.is_empty() {
        Some(Diagnostic::new(Code::PdfLayerFound).with("what", names))
    } else {
        Some(Diagnostic::new(Code::PdfLayerHidden).with("what", hidden))
    }
}

/// A picture with more pixels than the press can show.
fn check_fine_picture(job: &Job) -> Option<Diagnostic> {
    let needed = |picture: &Picture| if picture.bilevel { BILEVEL_DPI } else { TONE_DPI };
    let is_fine = |picture: &Picture| picture.dpi.is_finite() && picture.dpi > FINE * needed(picture) + 0.5;
    let fine = job.subject.pages.iter().flat_map(|page: &PageInk| &page.pictures).filter(|picture| is_fine(picture));
    let finest = fine.max_by(|a, b| (a.dpi / needed(a)).total_cmp(&(b.dpi / needed(b))))?;
    let finding = Diagnostic::new(Code::PdfPictureFine).with("resolution", finest.dpi as usize);
    let pages = job.pages_where(|page| page.pictures.iter().any(is_fine))?;
    Some(finding.with("limit", needed(finest) as usize).with("page", pages))
}
