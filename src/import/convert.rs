//! Files of old programs (DOC, WPS, XLS, RTF) through LibreOffice, where it is installed.
//!
//! It runs in a folder and a profile of its own, with macros off, and is ended if it takes too long.

use super::Options;
use super::reading::Input;
use crate::diagnostic::{Code, Diagnostic};
use crate::process::office::{OfficeError, run_office};

/// A file that was converted.
pub struct Converted {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The program with its version.
    pub program: String,
}

/// Converts a file to DOCX or XLSX.
///
/// # Errors
/// `import-old-format` without LibreOffice, `import-conversion-failed`.
pub fn convert(input: &Input, options: &Options) -> Result<Converted, Diagnostic> {
    if !options.may_convert {
        return Err(Diagnostic::new(Code::ImportOldFormat));
    }
    let is_sheet = matches!(input.extension.as_str(), "xls" | "et" | "ods" | "xlt");
    let (from, to) = match input.extension.as_str() {
        "xls" | "et" => ("xls", "xlsx"),
        _ if input.bytes.starts_with(b"{\\rtf") => ("rtf", "docx"),
        _ if is_sheet => ("xls", "xlsx"),
        _ => ("doc", "docx"),
    };
    match run_office(&input.bytes, from, to) {
        Ok((bytes, program)) => Ok(Converted { bytes, program }),
        Err(OfficeError::Missing) => Err(Diagnostic::new(Code::ImportOldFormat)),
        Err(OfficeError::Failed) => Err(Diagnostic::new(Code::ImportConversionFailed)),
    }
}
