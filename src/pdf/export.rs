//! Pages to a PDF.

use typst::foundations::{Datetime, Smart};
use typst::layout::FrameItem;
use typst::model::Document as _;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::diagnostic::{Code, Diagnostic};
use crate::issue::Profile;
use crate::pdf::pdfx::{Standard, for_press};
use crate::pdf::preflight::preflight;
use crate::typeset::compile::strip;
use crate::typeset::document::Document;

/// Writes the pages in the document's profile, tagged and with every face embedded and subset.
///
/// # Errors
/// The engine can't write the pages.
pub fn pdf(document: &Document, pages: &PagedDocument) -> Result<Vec<u8>, Diagnostic> {
    finished(document, as_the_engine_writes(document, pages, true)?)
}

/// Writes imposed sheets in the document's profile, which is one for plates. They have no tags.
///
/// # Errors
/// The engine can't write the pages.
pub fn sheets(document: &Document, pages: &PagedDocument) -> Result<Vec<u8>, Diagnostic> {
    finished(document, as_the_engine_writes(document, pages, false)?)
}

/// Writes pages for the office's own printer, as PDF/A-2b and without tags.
///
/// # Errors
/// The engine can't write the pages.
pub fn plain(document: &Document, pages: &PagedDocument) -> Result<Vec<u8>, Diagnostic> {
    written(document, pages, &[PdfStandard::A_2b], false)
}

/// What the engine writes, made fit for the press where the profile is one for plates.
///
/// # Errors
/// The pass to the plates can't change it.
pub fn finished(document: &Document, bytes: Vec<u8>) -> Result<Vec<u8>, Diagnostic> {
    match document.profile {
        Profile::Print => for_press(&bytes, &document.print_setup, Standard::X4),
        Profile::PrintX1a => for_press(&bytes, &document.print_setup, Standard::X1a),
        Profile::Screen | Profile::Archive => Ok(bytes),
    }
}

/// The PDF before anything is changed in it.
///
/// # Errors
/// The engine can't write the pages.
pub fn as_the_engine_writes(document: &Document, pages: &PagedDocument, tagged: bool) -> Result<Vec<u8>, Diagnostic> {
    let archival = if tagged { PdfStandard::A_2a } else { PdfStandard::A_2b };
    match document.profile {
        Profile::Print => written(document, &without_links(pages), &[PdfStandard::V_1_6, archival], tagged),
        // X-1a knows no tags.
        Profile::PrintX1a => written(document, &without_links(pages), &[PdfStandard::V_1_4], false),
        Profile::Screen => written(document, pages, &[PdfStandard::Ua_1], tagged),
        Profile::Archive => written(document, pages, &[PdfStandard::A_3a], tagged),
    }
}

fn written(
    document: &Document,
    pages: &PagedDocument,
    standards: &[PdfStandard],
    tagged: bool,
) -> Result<Vec<u8>, Diagnostic> {
    let failed = |reason: String| Diagnostic::new(Code::ExportFailed).with("reason", reason);
    let date = document.date;
    let options = PdfOptions {
        ident: Smart::Custom(document.name.clone()),
        creator: Smart::Custom(Some(concat!("jianbao ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: Datetime::from_ymd(date.year, date.month, date.day).map(Timestamp::new_utc),
        standards: PdfStandards::new(standards).map_err(|error| failed(error.message().to_string()))?,
        tagged,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(pages, &options)
        .map_err(|errors| failed(errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")))
}

/// Examines a PDF of our own: a clause that is broken and, on the way to the press, whatever a print shop refuses and a
/// plate that nobody ordered.
///
/// # Errors
/// What keeps the file from going out.
pub fn examine(document: &Document, pdf: &[u8]) -> Result<(), Vec<Diagnostic>> {
    let mut found = preflight(pdf).map_err(|finding| vec![finding])?;
    let for_plates = document.profile.is_for_plates();
    if for_plates {
        found.findings.extend(found.unexpected_plate(&document.print_setup.names()));
    }
    let is_clause = |code| found.clauses.iter().any(|(clause, ..)| *clause == code);
    found.findings.retain(|finding| finding.is_error() && (for_plates || is_clause(finding.code)));
    if found.findings.is_empty() { Ok(()) } else { Err(found.findings) }
}

/// No annotation may stand within the bleed of a file for the press (PDF/X).
fn without_links(document: &PagedDocument) -> PagedDocument {
    let mut pages = document.pages().to_vec();
    pages.iter_mut().for_each(|page| strip(&mut page.frame, |item| matches!(item, FrameItem::Link(..))));
    PagedDocument::new(pages.into(), document.info().clone())
}
