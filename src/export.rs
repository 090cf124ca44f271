//! Pages to a PDF.

use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;

/// Writes the pages as a tagged PDF 1.7 with every face embedded and subset.
///
/// # Errors
/// The engine can't write the pages.
pub fn pdf(document: &Document, pages: &PagedDocument) -> Result<Vec<u8>, Diagnostic> {
    let date = document.date;
    let options = PdfOptions {
        ident: Smart::Custom(document.name.clone()),
        creator: Smart::Custom(Some(concat!("jianbao ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: Datetime::from_ymd(date.year, date.month, date.day).map(Timestamp::new_utc),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(pages, &options).map_err(|errors| {
        let reasons: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
        Diagnostic::new(Code::ExportFailed).with("reason", reasons.join("; "))
    })
}
