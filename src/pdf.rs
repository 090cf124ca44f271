//! Makes PDFs of pages, and reads PDFs back.
//!
//! The modules take laid-out pages and return the bytes of a file that has been examined. A PDF from any other source can be
//! examined, too. The modules know nothing of the YAML.

pub mod raster;
mod object_stream;
pub mod structure;
pub mod pdfx;
pub mod preflight;
mod preprinted;
pub mod plate;
pub mod apart;
pub mod export;
pub mod imposition;
pub mod measure;
pub mod copies;
pub mod make;

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::file::{MAX_PDF_BYTES, read_limited};

/// Reads the file of a PDF.
///
/// # Errors
/// The file is missing, can't be read, or is larger than [`MAX_PDF_BYTES`].
pub fn read_pdf_file(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    read_limited(path, MAX_PDF_BYTES).map_err(|finding| match finding.code {
        // The message counts in MB.
        Code::FileTooLarge => {
            Diagnostic::new(Code::PdfTooLarge).with("limit", MAX_PDF_BYTES >> 20).at(Place::file(path))
        }
        _ => finding,
    })
}
