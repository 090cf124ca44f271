//! What a print shop examines besides the standards and rules: claims, whole contents, overprint.

use super::claim::Claim;
use super::clause::{self, Subject};
use super::element::Trait;
use super::paint::{Overprint, PageInk};
use super::ranges;
use crate::diagnostic::{Arg, Code, Diagnostic};

/// Returns the findings, the most serious kinds first.
pub fn examine_job(subject: &Subject) -> Vec<Diagnostic> {
    let mut findings = check_claims(subject);
    // A kind is reported once, with the words of its first page and the numbers of all.
    for find in [check_whole, check_resources, check_overprint] {
        let found: Vec<_> = subject.pages.iter().map(find).collect();
        let on: Vec<_> = (1..).zip(&found).filter(|(_, finding)| finding.is_some()).map(|(page, _)| page).collect();
        let first = found.into_iter().flatten().next();
        findings.extend(first.map(|finding| finding.with("page", ranges(&on))));
    }
    findings
}

/// Reports a file that claims no PDF/X, or one that isn't known. Its boxes are examined all the same.
fn check_claims(subject: &Subject) -> Vec<Diagnostic> {
    let for_press = subject.claims.iter().find(|claim| matches!(claim, Claim::X(_) | Claim::OtherX(_)));
    let claim = match for_press {
        Some(Claim::X(_)) => return Vec::new(),
        Some(other) => Diagnostic::new(Code::PdfStandardUnknown).with("standard", other.to_string()),
        None => Diagnostic::new(Code::PdfNoStandard),
    };
    let boxes = clause::check_boxes(subject).map(|finding| Diagnostic {
        code: Code::PdfTrim,
        severity: Code::PdfTrim.severity(),
        ..finding
    });
    std::iter::once(claim).chain(boxes).collect()
}

/// Reports a page that couldn't be examined as a whole.
fn check_whole(page: &PageInk) -> Option<Diagnostic> {
    (!page.whole && !page.refused).then(|| Diagnostic::new(Code::PdfTooMuch))
}

/// Reports a resource that a page uses and that isn't there.
fn check_resources(page: &PageInk) -> Option<Diagnostic> {
    Some(Diagnostic::new(Code::PdfMissing).with("what", page.missing.clone()?))
}

/// Reports an ink besides black that is printed over other ink. White has a rule of its own.
fn check_overprint(page: &PageInk) -> Option<Diagnostic> {
    page.traits.get(&Trait::InkOverprints)?;
    let name = page.overprint.iter().find_map(|overprint| match overprint {
        Overprint::Ink(ink) if ink != "Black" => Some(Arg::Text(ink.clone())),
        Overprint::Ink(_) | Overprint::White => None,
    })?;
    Some(Diagnostic::new(Code::PdfOverprint).with("ink", name))
}
