//! The clauses on the file as a whole: version, information, metadata, output intents, actions, tags.

use lopdf::Object;

use super::action::has_language_throughout;
use super::{Subject, intents, violation, violation_in};
use crate::diagnostic::{Code, Diagnostic};
use crate::pdf::preflight::archival::forbidden_filter;
use crate::pdf::preflight::claim::{Claim, PdfX};
use crate::pdf::preflight::file::as_name;
use crate::pdf::preflight::intent::Profile;

/// Reports a version of PDF that is newer than the standard allows.
pub fn check_version(subject: &Subject, claim: &Claim) -> Option<Diagnostic> {
    let most = match claim {
        Claim::X(x) => x.version(),
        // The version doesn't decide for PDF/A-1 (ISO 19005-1 corrigendum 1).
        Claim::A(1, _) | Claim::Ua(_) => return None,
        Claim::A(2..=3, _) => "1.7",
        Claim::A(..) | Claim::OtherX(_) => "2.9",
    };
    let file = subject.file;
    let in_catalog = file.name(file.catalog(), "Version").unwrap_or_default();
    let version = file.document.version.as_str().max(in_catalog);
    (version > most).then(|| Diagnostic::new(Code::PdfVersion).with("version", version).with("most", most))
}

/// Reports encryption.
pub fn check_encryption(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let document = &subject.file.document;
    (document.is_encrypted() || document.was_encrypted()).then(|| Diagnostic::new(Code::PdfEncrypted))
}

/// Reports a trailer without the two parts of a file identifier.
pub fn check_file_id(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let id = subject.file.get(&subject.file.document.trailer, "ID").and_then(|id| id.as_array().ok());
    let is_text = |part: &Object| matches!(subject.file.follow(part), Object::String(text, _) if !text.is_empty());
    if id.is_some_and(|parts| parts.len() == 2 && parts.iter().all(is_text)) { None } else { violation(Code::PdfId) }
}

/// Reports a key that the document information lacks.
pub fn check_info(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let text = |key| subject.file.info().and_then(|info| subject.file.text(info, key)).unwrap_or_default();
    let missing = ["Title", "CreationDate", "ModDate"].into_iter().find(|key| text(key).trim().is_empty())?;
    violation_in(Code::PdfInfo, missing)
}

/// Reports a document that doesn't say whether it has been trapped.
pub fn check_trapping(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let value = subject.file.info().and_then(|info| subject.file.get(info, "Trapped"));
    match value.and_then(as_name) {
        Some("True" | "False") => None,
        other => violation_in(Code::PdfTrapped, other.unwrap_or("–")),
    }
}

/// Reports a property that the XMP lacks.
pub fn check_metadata(subject: &Subject, claim: &Claim) -> Option<Diagnostic> {
    /// The end of the namespace of XMP's own properties.
    const XAP: &str = "ns.adobe.com/xap/1.0/";
    /// The end of the namespace of XMP's media management.
    const MEDIA: &str = "ns.adobe.com/xap/1.0/mm/";
    let needed: &[(&str, &str)] = match claim {
        Claim::X(_) => &[
            ("npes.org/pdfx/ns/id/", "GTS_PDFXVersion"),
            (XAP, "CreateDate"),
            (XAP, "ModifyDate"),
            (XAP, "MetadataDate"),
            (MEDIA, "DocumentID"),
            (MEDIA, "VersionID"),
            (MEDIA, "RenditionClass"),
            ("purl.org/dc/elements/1.1/", "title"),
        ],
        Claim::A(..) => return subject.metadata.wrong_pdfa().and_then(|what| violation_in(Code::PdfMetadata, what)),
        Claim::Ua(_) if subject.metadata.wrong_pdfua().is_some() => {
            return subject.metadata.wrong_pdfua().and_then(|what| violation_in(Code::PdfMetadata, what));
        }
        Claim::Ua(_) | Claim::OtherX(_) => &[("purl.org/dc/elements/1.1/", "title")],
    };
    let missing = needed.iter().find(|(space, name)| subject.metadata.get(space, name).is_none())?;
    violation_in(Code::PdfMetadata, missing.1)
}

/// Reports an output intent for PDF/X that is missing, incomplete or one of several.
pub fn check_output_intent(subject: &Subject, claim: &Claim) -> Option<Diagnostic> {
    let intents = intents(subject, "GTS_PDFX");
    let [intent] = intents.as_slice() else {
        return Some(Diagnostic::new(Code::PdfIntent).with("count", intents.len()));
    };
    // X-4 asks for the profile itself. Earlier standards are content with a registered name.
    let registered = intent.registry == "http://www.color.org" && *claim != Claim::X(PdfX::X4);
    let fine = !intent.identifier.trim().is_empty() && (intent.profile.is_some() || registered);
    (!fine).then(|| Diagnostic::new(Code::PdfIntent).with("count", 1usize))
}

/// Reports an output intent whose profile isn't one of a printing press.
pub fn check_intent_profile(subject: &Subject, claim: &Claim) -> Option<Diagnostic> {
    let archival = matches!(claim, Claim::A(..));
    let intents = intents(subject, if archival { "GTS_PDFA" } else { "GTS_PDFX" });
    // PDF/A allows profiles of screens, too (ISO 19005-1 6.2.2). Its first part is older than version 4 of the ICC's format.
    let newest = if matches!(claim, Claim::A(1, _)) { 2 } else { 4 };
    let fits = |profile: &&Profile| {
        let is_class = profile.class == "prtr" || (archival && profile.class == "mntr");
        profile.is_whole() && is_class && (!archival || profile.version <= newest)
    };
    if archival {
        // All output intents name the same profile, those for the press, too (ISO 19005-2 6.2.3).
        let mut named = subject.intents.iter().filter_map(|intent| intent.profile_id);
        let first = named.next();
        if named.any(|id| Some(id) != first) {
            return violation_in(Code::PdfIntentProfile, "DestOutputProfile ≠ DestOutputProfile");
        }
        if subject.intents.iter().any(|intent| intent.is_elsewhere) && !matches!(claim, Claim::A(1, _)) {
            return violation_in(Code::PdfIntentProfile, "DestOutputProfileRef");
        }
    }
    let wrong = intents.iter().filter_map(|intent| intent.profile.as_ref()).find(|profile| !fits(profile))?;
    let what = format!("{} {}", wrong.class, wrong.space);
    violation_in(Code::PdfIntentProfile, if what.trim().is_empty() { "–" } else { what.trim() })
}

/// Reports optional content.
pub fn check_layers(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    subject.file.get(subject.file.catalog(), "OCProperties").and_then(|_| violation(Code::PdfLayers))
}

/// Reports what doesn't print from the file itself: PostScript, OPI, a page of another file, alternate pictures.
pub fn check_foreign(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let file = subject.file;
    let mut what = None;
    file.each_dict(&mut |dict| {
        let is_object = matches!(file.name(dict, "Subtype"), Some("Form" | "Image"));
        let found = match file.name(dict, "Subtype") {
            Some("PS") => Some("PostScript"),
            _ if is_object && file.name(dict, "Subtype2") == Some("PS") => Some("PostScript"),
            _ if is_object && dict.has(b"OPI") => Some("OPI"),
            _ if is_object && dict.has(b"Ref") => Some("Ref"),
            _ if is_object && dict.has(b"Alternates") => Some("Alternates"),
            _ => None,
        };
        what = what.take().or(found);
    });
    what.and_then(|what| violation_in(Code::PdfForeign, what))
}

/// Reports a stream with a filter that the standards don't have, such as LZW.
pub fn check_filters(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let file = subject.file;
    let mut found = None;
    file.each_dict(&mut |dict| {
        // Signatures and encryption have filters, too, but no data of that length.
        let is_stream = dict.has(b"Length") && !dict.has(b"V");
        let filters = file.get(dict, "Filter").filter(|_| is_stream);
        found = found.take().or_else(|| forbidden_filter(file, filters?));
    });
    let mut of_pages = subject.pages.iter().filter_map(|page| page.archival.filter.clone());
    found.or_else(|| of_pages.next()).and_then(|name| violation_in(Code::PdfLzw, name))
}

/// Reports a document that isn't tagged.
pub fn check_tags(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let file = subject.file;
    let catalog = file.catalog();
    let marked = file.dict(catalog, "MarkInfo").and_then(|info| file.get(info, "Marked"));
    let marked = marked.is_some_and(|marked| marked.as_bool().unwrap_or(false));
    if marked && file.dict(catalog, "StructTreeRoot").is_some() { None } else { violation(Code::PdfTags) }
}

/// Reports a document whose title isn't shown, or whose language isn't named.
pub fn check_title(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let file = subject.file;
    let catalog = file.catalog();
    let shows = file.dict(catalog, "ViewerPreferences").and_then(|view| file.get(view, "DisplayDocTitle"));
    let shows = shows.is_some_and(|shows| shows.as_bool().unwrap_or(false));
    // Marked contents may name a language, too. Whether all of them do isn't looked at.
    let is_spoken = subject.pages.iter().any(|page| page.archival.language);
    let language = file.text(catalog, "Lang").is_some_and(|language| !language.trim().is_empty());
    if shows && (language || has_language_throughout(file) || is_spoken) { None } else { violation(Code::PdfTitle) }
}
