//! Exports pages to a PDF, and examines what was exported.

use typst::foundations::{Datetime, Smart};
use typst::layout::FrameItem;
use typst::model::Document as _;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::diagnostic::{Arg, Code, Diagnostic, Findings};
use crate::issue::Profile;
use crate::pdf::object_stream::save_packed;
use crate::pdf::pdfx::{Standard, make_pdfx};
use crate::pdf::preflight::preflight;
use crate::pdf::structure::tree::mend_tree;
use crate::pdf::structure::{Links, with_roles};
use crate::typeset::compile::strip;
use crate::typeset::document::Document;
use crate::typeset::inspect::printed_inks;

/// Writes the pages in the document's profile, tagged and with every face embedded and subset.
///
/// # Errors
/// The engine can't write the pages.
pub fn export_pages(document: &Document, pages: &PagedDocument) -> Result<Vec<u8>, Diagnostic> {
    finish(document, pages, export_with_engine(document, pages, true)?)
}

/// Writes imposed sheets in the document's profile, which is one for plates. They have no tags.
///
/// # Errors
/// The engine can't write the pages.
pub fn export_sheets(document: &Document, pages: &PagedDocument) -> Result<Vec<u8>, Diagnostic> {
    finish(document, pages, export_with_engine(document, pages, false)?)
}

/// Writes pages for the office's own printer, as PDF/A-2b and without tags.
///
/// # Errors
/// The engine can't write the pages.
pub fn export_plain(document: &Document, pages: &PagedDocument) -> Result<Vec<u8>, Diagnostic> {
    pack(&write_pdf(document, pages, &[PdfStandard::A_2b], false)?)
}

/// Makes the engine's PDF of pages fit for the press if the profile is one for plates, and packs its objects.
///
/// # Errors
/// The pass to the plates can't change it, or its objects can't be written anew.
pub fn finish(document: &Document, pages: &PagedDocument, bytes: Vec<u8>) -> Result<Vec<u8>, Diagnostic> {
    let standard = match document.profile {
        Profile::Print => Standard::X4,
        Profile::PrintX1a => Standard::X1a,
        Profile::Screen | Profile::Archive => return pack(&bytes),
    };
    let print_setup = &document.print_setup;
    make_pdfx(&bytes, print_setup, &printed_inks(pages, print_setup.pictures), standard)
}

/// Mends the structure tree of the engine's PDF and packs its objects.
fn pack(bytes: &[u8]) -> Result<Vec<u8>, Diagnostic> {
    let packed = lopdf::Document::load_mem(bytes).and_then(|mut document| {
        mend_tree(&mut document);
        save_packed(&mut document)
    });
    packed.map_err(|error| {
        Diagnostic::new(Code::ExportFailed).with("reason", Arg::Detail("export-pack", error.to_string()))
    })
}

/// Exports pages with the engine alone, before the pass to the plates.
///
/// # Errors
/// The engine can't write the pages.
pub fn export_with_engine(document: &Document, pages: &PagedDocument, tagged: bool) -> Result<Vec<u8>, Diagnostic> {
    let archival = if tagged { PdfStandard::A_2a } else { PdfStandard::A_2b };
    let (pages, standards, tagged): (_, &[_], _) = match document.profile {
        Profile::Print => (&without_links(pages), &[PdfStandard::V_1_6, archival], tagged),
        // X-1a has no tags.
        Profile::PrintX1a => (&without_links(pages), &[PdfStandard::V_1_4], false),
        Profile::Screen => (pages, &[PdfStandard::Ua_1], tagged),
        Profile::Archive => (pages, &[PdfStandard::A_3a], tagged),
    };
    if !tagged {
        return write_pdf(document, pages, standards, false);
    }
    let links = if document.profile.is_for_plates() { Links::Removed } else { Links::Kept };
    write_pdf(document, &with_roles(pages, links), standards, true)
}

/// Writes pages with the engine, for standards of PDF.
///
/// The date of the issue stands for the time of writing, so that the same input gives the same bytes.
fn write_pdf(
    document: &Document,
    pages: &PagedDocument,
    standards: &[PdfStandard],
    tagged: bool,
) -> Result<Vec<u8>, Diagnostic> {
    let failed =
        |reason: String| Diagnostic::new(Code::ExportFailed).with("reason", Arg::Detail("export-engine", reason));
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

/// Examines a PDF that was exported: every clause of its standard and, in a profile for plates, what a print shop refuses
/// and the plates that aren't expected.
///
/// The bytes are read once, for all clauses. They are read although the pass has just written them from objects in memory,
/// because a mistake of the writer shows only in the file.
///
/// Returns the warnings that concern those who made the pages: pages of different sizes.
///
/// # Errors
/// The file must not go out.
pub fn examine(document: &Document, pdf: &[u8]) -> Result<Vec<Diagnostic>, Findings> {
    let mut found = preflight(pdf)?;
    let for_plates = document.profile.is_for_plates();
    if for_plates {
        found.findings.extend(found.unexpected_plate(&document.print_setup.names()));
    }
    let is_clause = |code| found.clauses.iter().any(|clause| clause.code == code);
    let is_allowed = |code| match code {
        // The issue may ask for coarse pictures to be printed all the same.
        Code::PdfPictureCoarse => document.print_setup.coarse_pictures,
        // These matter for the plates, which are held against those of the issue.
        Code::PdfMeasured | Code::PdfSpotInks | Code::PdfSpotSuffix | Code::PdfSpotCase | Code::PdfSpotSame => true,
        _ => false,
    };
    found.findings.retain(|finding| !is_allowed(finding.code));
    let (errors, warnings): (Vec<_>, Vec<_>) = found.findings.into_iter().partition(Diagnostic::is_error);
    let errors: Vec<_> = errors.into_iter().filter(|error| for_plates || is_clause(error.code)).collect();
    if !errors.is_empty() {
        return Err(errors.into());
    }
    Ok(warnings.into_iter().filter(|warning| warning.code == Code::PdfPageSizes).collect())
}

/// Takes the links off the pages. PDF/X allows no annotation within the bleed.
fn without_links(document: &PagedDocument) -> PagedDocument {
    let mut pages = document.pages().to_vec();
    pages.iter_mut().for_each(|page| strip(&mut page.frame, |item| matches!(item, FrameItem::Link(..))));
    PagedDocument::new(pages.into(), document.info().clone())
}
