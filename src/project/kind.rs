//! The kinds of output, and names that are those of another kind: `-o 6.docx`.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};

/// What a command writes to the output that a user names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputKind {
    /// A PDF, or a folder of PDFs.
    Pdf,
    /// A folder of other files.
    Folder,
    /// A file of JSON.
    Json,
    /// An issue or a publication, in YAML.
    Issue,
}

impl OutputKind {
    /// Returns its name in the catalogue of messages.
    fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Folder => "folder",
            Self::Json => "json",
            Self::Issue => "issue",
        }
    }

    /// Returns whether its files have this ending.
    fn has(self, ending: &str) -> bool {
        let endings: &[&str] = match self {
            Self::Pdf => &["pdf"],
            Self::Folder => &[],
            Self::Json => &["json"],
            Self::Issue => &["yaml", "yml"],
        };
        endings.iter().any(|own| ending.eq_ignore_ascii_case(own))
    }
}

/// Returns a finding if a name is that of another kind of file.
///
/// `named` is the name as the user typed it, `output` its path. A slash at its end, or a folder that is there, makes it a
/// folder. So does an end that is no kind of file, such as `2022` in `issues.2022`.
pub fn refuse_kind(named: &Path, output: &Path, kind: OutputKind) -> Option<Diagnostic> {
    let is_folder = output.is_dir() || named.to_string_lossy().ends_with(['/', '\\']);
    let is_ending = |ending: &str| (2..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphabetic());
    let ending = named.extension()?.to_string_lossy();
    let is_other = !is_folder && !kind.has(&ending) && is_ending(&ending);
    is_other.then(|| Diagnostic::new(Code::OutputKind).with("kind", kind.name()).at(Place::file(output)))
}
