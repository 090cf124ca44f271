//! The clauses of the standards: which claims ask for a clause, where it stands, and how it is violated.
//!
//! The texts of ISO 15930 weren't available. The clauses follow the reference of PDF itself, which each names, and
//! secondary sources: Kodak's and PDFlib's lists for X-1a, X-3 and X-4.

mod action;
mod document;
mod frame;
mod page;

pub use self::page::{check_boxes, check_font};
use super::claim::{Claim, Metadata, PdfX};
use super::file::File;
use super::intent::Intent;
use super::paint::PageInk;
use crate::diagnostic::{Code, Diagnostic};

/// The file that the clauses examine.
pub struct Subject<'s> {
    /// Its objects.
    pub file: &'s File,
    /// Its XMP.
    pub metadata: &'s Metadata,
    /// The standards that it claims.
    pub claims: &'s [Claim],
    /// Its output intents.
    pub intents: &'s [Intent],
    /// What each page paints.
    pub pages: &'s [PageInk],
}

/// A clause.
pub struct Clause {
    /// The code of the finding when it is violated.
    pub code: Code,
    /// The standard and clause where it stands.
    pub source: &'static str,
    /// Whether a claim asks for it.
    pub applies: fn(&Claim) -> bool,
    /// Returns the first violation.
    pub violation: fn(&Subject, &Claim) -> Option<Diagnostic>,
}

/// Whether a claim is one of a known PDF/X.
fn is_x(claim: &Claim) -> bool {
    matches!(claim, Claim::X(_))
}

/// Whether a claim is one of a known PDF/X or of PDF/A.
fn is_x_or_a(claim: &Claim) -> bool {
    matches!(claim, Claim::X(_) | Claim::A(..))
}

/// Whether a claim is one of PDF/A.
fn is_a(claim: &Claim) -> bool {
    matches!(claim, Claim::A(..))
}

/// Whether a claim is one of X-1a or X-3, which are based on PDF 1.3 and 1.4.
fn is_x_before_4(claim: &Claim) -> bool {
    matches!(claim, Claim::X(x) if *x != PdfX::X4)
}

/// All clauses, in the order of the report.
pub const CLAUSES: &[Clause] = &[
    Clause { code: Code::PdfVersion, source: "PDF 2.0 7.5.2", applies: is_x_or_a, violation: document::check_version },
    Clause { code: Code::PdfHeader, source: "ISO 19005-2 6.1.2, 6.1.3", applies: is_a, violation: frame::check_frame },
    Clause {
        code: Code::PdfEncrypted,
        source: "PDF 2.0 7.6",
        applies: is_x_or_a,
        violation: document::check_encryption,
    },
    Clause { code: Code::PdfId, source: "PDF 2.0 14.4", applies: is_x_or_a, violation: document::check_file_id },
    Clause { code: Code::PdfInfo, source: "PDF 2.0 14.3.3", applies: is_x, violation: document::check_info },
    Clause { code: Code::PdfTrapped, source: "PDF 2.0 14.11.6", applies: is_x, violation: document::check_trapping },
    Clause {
        code: Code::PdfMetadata,
        source: "PDF 2.0 14.3.2",
        applies: needs_metadata,
        violation: document::check_metadata,
    },
    Clause {
        code: Code::PdfIntent,
        source: "PDF 2.0 14.11.5",
        applies: is_x,
        violation: document::check_output_intent,
    },
    Clause {
        code: Code::PdfIntentProfile,
        source: "ICC.1 7.2.5, 7.2.6",
        applies: is_x_or_a,
        violation: document::check_intent_profile,
    },
    Clause {
        code: Code::PdfBoxes,
        source: "PDF 2.0 14.11.2",
        applies: is_x,
        violation: |subject, _| check_boxes(subject),
    },
    Clause {
        code: Code::PdfFont,
        source: "PDF 2.0 9.9",
        applies: |_| true,
        violation: |subject, _| check_font(subject),
    },
    Clause { code: Code::PdfColour, source: "PDF 2.0 8.6.4, 8.6.5", applies: is_x_or_a, violation: page::check_colour },
    Clause {
        code: Code::PdfTransparency,
        source: "PDF 2.0 11",
        applies: forbids_transparency,
        violation: page::check_transparency,
    },
    Clause { code: Code::PdfTransfer, source: "PDF 2.0 10.5", applies: is_x_or_a, violation: page::check_transfer },
    Clause {
        code: Code::PdfHalftone,
        source: "ISO 19005-2 6.2.5",
        applies: |claim| matches!(claim, Claim::A(2.., _)),
        violation: page::check_halftone,
    },
    Clause {
        code: Code::PdfRenderingIntent,
        source: "PDF 2.0 8.6.5.8",
        applies: is_a,
        violation: page::check_rendering_intent,
    },
    Clause { code: Code::PdfAnnotation, source: "PDF 2.0 12.5", applies: is_x, violation: page::check_annotations },
    Clause { code: Code::PdfAction, source: "PDF 2.0 12.6", applies: is_x_or_a, violation: action::check_actions },
    Clause { code: Code::PdfLayers, source: "PDF 2.0 8.11", applies: is_x_before_4, violation: document::check_layers },
    Clause {
        code: Code::PdfForeign,
        source: "PDF 2.0 8.8, 14.11.7",
        applies: is_x_or_a,
        violation: document::check_foreign,
    },
    Clause { code: Code::PdfLzw, source: "PDF 2.0 7.4.4", applies: forbids_lzw, violation: document::check_filters },
    Clause { code: Code::PdfTags, source: "PDF 2.0 14.8", applies: needs_tags, violation: document::check_tags },
    Clause {
        code: Code::PdfTitle,
        source: "ISO 14289-1 7.1, 7.2",
        applies: |c| matches!(c, Claim::Ua(_)),
        violation: document::check_title,
    },
];

/// Whether a claim asks for XMP. X-1a and X-3 keep their identification in the document information.
fn needs_metadata(claim: &Claim) -> bool {
    matches!(claim, Claim::X(PdfX::X4) | Claim::A(..) | Claim::Ua(_))
}

/// Whether a claim forbids transparency, as X-1a, X-3 and PDF/A-1 do.
fn forbids_transparency(claim: &Claim) -> bool {
    is_x_before_4(claim) || matches!(claim, Claim::A(1, _))
}

/// Whether a claim forbids the LZW filter.
fn forbids_lzw(claim: &Claim) -> bool {
    is_x_before_4(claim) || matches!(claim, Claim::A(..))
}

/// Whether a claim asks for tagged PDF.
fn needs_tags(claim: &Claim) -> bool {
    match claim {
        Claim::A(_, level) => level.eq_ignore_ascii_case("a"),
        Claim::Ua(_) => true,
        Claim::X(_) | Claim::OtherX(_) => false,
    }
}

/// Returns a violation that needs no more words.
fn violation(code: Code) -> Option<Diagnostic> {
    Some(Diagnostic::new(code))
}

/// Returns a violation in a named thing.
fn violation_in(code: Code, what: impl Into<String>) -> Option<Diagnostic> {
    Some(Diagnostic::new(code).with("what", what.into()))
}

/// Returns a violation in a named thing on a page, counted from 0.
fn violation_on(code: Code, what: impl Into<String>, page: usize) -> Option<Diagnostic> {
    violation_in(code, what).map(|finding| finding.with("page", page + 1))
}

/// Returns the output intents of a standard, such as `GTS_PDFX`.
fn intents<'s>(subject: &'s Subject, kind: &str) -> Vec<&'s Intent> {
    subject.intents.iter().filter(|intent| intent.kind.starts_with(kind)).collect()
}
