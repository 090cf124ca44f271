//! The rules on colours: registration, conversion, blending, the output intent.

use super::{Job, PageInk};
use crate::diagnostic::{Code, Diagnostic};
use crate::pdf::preflight::element::Trait;

/// R0013: RIPs differ in whether DeviceGray overprints.
pub fn check_gray_overprint(job: &Job, _: f64) -> Option<Diagnostic> {
    let (_, pages) = job.least(Trait::GrayOverprints, f64::MAX)?;
    Some(Diagnostic::new(Code::PdfGrayOverprint).with("page", pages))
}

/// R0024: the colorant of registration marks within the trim.
pub fn check_registration(job: &Job, _: f64) -> Option<Diagnostic> {
    Some(Diagnostic::new(Code::PdfRegistration).with("page", job.pages_where(|page| page.registration)?))
}

/// R0027: a colour that the RIP converts to inks.
pub fn check_conversion(job: &Job, _: f64) -> Option<Diagnostic> {
    let pages = job.pages_where(|page| page.converted_space().is_some())?;
    let what = job.subject.pages.iter().find_map(PageInk::converted_space)?;
    Some(Diagnostic::new(Code::PdfMeasured).with("what", what).with("page", pages))
}

/// R0030: transparency that is blended in another space than the one of the plates.
pub fn check_blend_space(job: &Job, _: f64) -> Option<Diagnostic> {
    let pages = job.pages_where(|page| page.blend_space.is_some())?;
    let what = job.subject.pages.iter().find_map(|page| page.blend_space.clone())?;
    Some(Diagnostic::new(Code::PdfBlendSpace).with("what", what).with("page", pages))
}

/// R0035: the profile of the output intent is that of a press in CMYK.
pub fn check_intent(job: &Job, _: f64) -> Option<Diagnostic> {
    let intents = job.subject.intents.iter().filter(|intent| intent.kind == "GTS_PDFX");
    let profile = intents.filter_map(|intent| intent.profile.as_ref()).find(|profile| {
        // A stream that holds no profile is a breach of the standard.
        !profile.space.is_empty() && profile.space != "CMYK"
    })?;
    Some(Diagnostic::new(Code::PdfIntentSpace).with("what", profile.space.as_str()))
}
