//! Pages to PDF, and PDFs read back.
//!
//! Takes laid-out pages, gives the bytes of a file that has been examined. It knows nothing of the YAML.

pub mod raster;
pub mod pdfx;
pub mod preflight;
pub mod export;
pub mod imposition;
pub mod make;

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::file::read_limited;

/// The largest PDF that is read, in MB.
const MAX_PDF_MB: u64 = 512;

/// Reads the file of a PDF.
///
/// # Errors
/// The file is missing, can't be read, or is too large.
pub fn read_pdf_file(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    read_limited(path, MAX_PDF_MB << 20).map_err(|finding| match finding.code {
        Code::FileTooLarge => Diagnostic::new(Code::PdfTooLarge).with("limit", MAX_PDF_MB).at(Place::file(path)),
        _ => finding,
    })
}
