//! The clauses of the standards, one by one: whom each concerns, where it stands, when it is broken.
//!
//! The texts of ISO 15930 were not at hand; what is asked follows the reference of PDF itself (the clause is named
//! where it says so) and secondary sources: Kodak's and PDFlib's lists for X-1a, X-3 and X-4.

use lopdf::Object;

use super::claim::{Claim, Metadata, X};
use super::file::{File, as_dict, as_name};
use super::intent::{Intent, Profile};
use super::paint::PageInk;
use crate::diagnostic::{Code, Diagnostic};

/// What can't be told apart in the position of a box, in points.
const TOLERANCE: f32 = 0.01;

/// What the clauses look at.
pub struct Subject<'s> {
    pub file: &'s File,
    pub metadata: &'s Metadata,
    pub claims: &'s [Claim],
    pub intents: &'s [Intent],
    /// What each page paints.
    pub pages: &'s [PageInk],
}

/// A clause.
pub struct Clause {
    /// Its name, and what is told where it is broken.
    pub code: Code,
    /// Where it stands.
    pub source: &'static str,
    /// Whether a claim asks for it.
    pub asked: fn(&Claim) -> bool,
    /// What is broken, if anything is.
    pub broken: fn(&Subject, &Claim) -> Option<Diagnostic>,
}

fn x(claim: &Claim) -> bool {
    matches!(claim, Claim::X(_))
}

fn x_or_a(claim: &Claim) -> bool {
    matches!(claim, Claim::X(_) | Claim::A(..))
}

fn x_before_4(claim: &Claim) -> bool {
    matches!(claim, Claim::X(x) if *x != X::Four)
}

/// All clauses, in the order in which they are told.
pub const CLAUSES: &[Clause] = &[
    Clause { code: Code::PdfVersion, source: "PDF 2.0 7.5.2", asked: x_or_a, broken: version },
    Clause { code: Code::PdfEncrypted, source: "PDF 2.0 7.6", asked: x_or_a, broken: encrypted },
    Clause { code: Code::PdfId, source: "PDF 2.0 14.4", asked: x_or_a, broken: id },
    Clause { code: Code::PdfInfo, source: "PDF 2.0 14.3.3", asked: x, broken: info },
    Clause { code: Code::PdfTrapped, source: "PDF 2.0 14.11.6", asked: x, broken: trapped },
    Clause { code: Code::PdfMetadata, source: "PDF 2.0 14.3.2", asked: needs_metadata, broken: metadata },
    Clause { code: Code::PdfIntent, source: "PDF 2.0 14.11.5", asked: x, broken: intent },
    Clause { code: Code::PdfIntentProfile, source: "ICC.1 7.2.5, 7.2.6", asked: x_or_a, broken: intent_profile },
    Clause { code: Code::PdfBoxes, source: "PDF 2.0 14.11.2", asked: x, broken: |subject, _| boxes(subject) },
    Clause { code: Code::PdfFont, source: "PDF 2.0 9.9", asked: |_| true, broken: |subject, _| font(subject) },
    Clause { code: Code::PdfColour, source: "PDF 2.0 8.6.4, 8.6.5", asked: x_or_a, broken: colour },
    Clause { code: Code::PdfTransparency, source: "PDF 2.0 11", asked: opaque, broken: transparency },
    Clause { code: Code::PdfTransfer, source: "PDF 2.0 10.5", asked: x_or_a, broken: transfer },
    Clause { code: Code::PdfAnnotation, source: "PDF 2.0 12.5", asked: x, broken: annotation },
    Clause { code: Code::PdfAction, source: "PDF 2.0 12.6", asked: x_or_a, broken: action },
    Clause { code: Code::PdfLayers, source: "PDF 2.0 8.11", asked: x_before_4, broken: layers },
    Clause { code: Code::PdfForeign, source: "PDF 2.0 8.8, 14.11.7", asked: x_or_a, broken: foreign },
    Clause { code: Code::PdfLzw, source: "PDF 2.0 7.4.4", asked: no_lzw, broken: lzw },
    Clause { code: Code::PdfTags, source: "PDF 2.0 14.8", asked: tagged, broken: tags },
    Clause {
        code: Code::PdfTitle,
        source: "ISO 14289-1 7.1, 7.2",
        asked: |c| matches!(c, Claim::Ua(_)),
        broken: title,
    },
];

fn needs_metadata(claim: &Claim) -> bool {
    matches!(claim, Claim::X(X::Four) | Claim::A(..) | Claim::Ua(_))
}

fn opaque(claim: &Claim) -> bool {
    x_before_4(claim) || matches!(claim, Claim::A(1, _))
}

fn no_lzw(claim: &Claim) -> bool {
    x_before_4(claim) || matches!(claim, Claim::A(..))
}

fn tagged(claim: &Claim) -> bool {
    match claim {
        Claim::A(_, level) => level.eq_ignore_ascii_case("a"),
        Claim::Ua(_) => true,
        Claim::X(_) | Claim::OtherX(_) => false,
    }
}

fn broken(code: Code) -> Option<Diagnostic> {
    Some(Diagnostic::new(code))
}

fn found(code: Code, what: impl Into<String>) -> Option<Diagnostic> {
    Some(Diagnostic::new(code).with("what", what.into()))
}

fn version(subject: &Subject, claim: &Claim) -> Option<Diagnostic> {
    let most = match claim {
        Claim::X(x) => x.version(),
        // Of PDF/A-1 the header's number doesn't decide (ISO 19005-1 corrigendum 1).
        Claim::A(1..=3, _) => "1.7",
        Claim::A(..) | Claim::OtherX(_) => "2.0",
        Claim::Ua(_) => return None,
    };
    let file = subject.file;
    let in_catalog = file.name(file.catalog(), "Version").unwrap_or_default();
    let version = file.document.version.as_str().max(in_catalog);
    (version > most).then(|| Diagnostic::new(Code::PdfVersion).with("version", version).with("most", most))
}

fn encrypted(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let document = &subject.file.document;
    (document.is_encrypted() || document.was_encrypted()).then(|| Diagnostic::new(Code::PdfEncrypted))
}

fn id(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let id = subject.file.get(&subject.file.document.trailer, "ID").and_then(|id| id.as_array().ok());
    if id.is_some_and(|parts| parts.len() == 2) { None } else { broken(Code::PdfId) }
}

fn info(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let text = |key| subject.file.info().and_then(|info| subject.file.text(info, key)).unwrap_or_default();
    let missing = ["Title", "CreationDate", "ModDate"].into_iter().find(|key| text(key).trim().is_empty())?;
    found(Code::PdfInfo, missing)
}

fn trapped(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let value = subject.file.info().and_then(|info| subject.file.get(info, "Trapped"));
    match value.and_then(as_name) {
        Some("True" | "False") => None,
        other => found(Code::PdfTrapped, other.unwrap_or("–")),
    }
}

fn metadata(subject: &Subject, claim: &Claim) -> Option<Diagnostic> {
    const XAP: &str = "ns.adobe.com/xap/1.0/";
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
        Claim::A(..) => &[("aiim.org/pdfa/ns/id/", "part")],
        Claim::Ua(_) | Claim::OtherX(_) => &[("purl.org/dc/elements/1.1/", "title")],
    };
    let missing = needed.iter().find(|(space, name)| subject.metadata.get(space, name).is_none())?;
    found(Code::PdfMetadata, missing.1)
}

fn intents<'s>(subject: &'s Subject, kind: &str) -> Vec<&'s Intent> {
    subject.intents.iter().filter(|intent| intent.kind.starts_with(kind)).collect()
}

fn intent(subject: &Subject, claim: &Claim) -> Option<Diagnostic> {
    let intents = intents(subject, "GTS_PDFX");
    let [intent] = intents.as_slice() else {
        return Some(Diagnostic::new(Code::PdfIntent).with("count", intents.len()));
    };
    // X-4 wants the profile itself; before it, a registered name was enough.
    let registered = intent.registry == "http://www.color.org" && *claim != Claim::X(X::Four);
    let fine = !intent.identifier.trim().is_empty() && (intent.profile.is_some() || registered);
    (!fine).then(|| Diagnostic::new(Code::PdfIntent).with("count", 1usize))
}

fn intent_profile(subject: &Subject, claim: &Claim) -> Option<Diagnostic> {
    let archival = matches!(claim, Claim::A(..));
    let intents = intents(subject, if archival { "GTS_PDFA" } else { "GTS_PDFX" });
    // PDF/A takes profiles of screens, too (ISO 19005-1 6.2.2).
    let fits =
        |profile: &&Profile| profile.is_whole() && (profile.class == "prtr" || (archival && profile.class == "mntr"));
    let wrong = intents.iter().filter_map(|intent| intent.profile.as_ref()).find(|profile| !fits(profile))?;
    let what = format!("{} {}", wrong.class, wrong.space);
    found(Code::PdfIntentProfile, if what.trim().is_empty() { "–" } else { what.trim() })
}

/// Boxes that are missing, one too many, out of one another, or of no size that a page may have.
pub fn boxes(subject: &Subject) -> Option<Diagnostic> {
    for (index, id) in subject.file.pages.iter().enumerate() {
        let Some(page) = subject.file.page(*id) else {
            return found(Code::PdfBoxes, "MediaBox").map(|finding| finding.with("page", index + 1));
        };
        let of = |key| subject.file.page_box(page, key);
        let within = |inner: Option<[f32; 4]>, outer: Option<[f32; 4]>| match (inner, outer) {
            (Some(a), Some(b)) => {
                a[0] >= b[0] - TOLERANCE
                    && a[1] >= b[1] - TOLERANCE
                    && a[2] <= b[2] + TOLERANCE
                    && a[3] <= b[3] + TOLERANCE
            }
            _ => true,
        };
        let (media, crop, bleed, trim, art) =
            (of("MediaBox"), of("CropBox"), of("BleedBox"), of("TrimBox"), of("ArtBox"));
        let page_box = trim.or(art);
        let what = match (trim, art) {
            _ if !media.is_some_and(is_page) => "MediaBox",
            (None, None) => "TrimBox",
            (Some(_), Some(_)) => "ArtBox",
            _ if !within(bleed, media) => "BleedBox",
            _ if !(within(page_box, bleed) && within(page_box, media) && within(page_box, crop)) => "TrimBox",
            _ => continue,
        };
        return found(Code::PdfBoxes, what).map(|finding| finding.with("page", index + 1));
    }
    None
}

/// Whether a box has a size that a page may have: 3 to 14,400 units (PDF 1.7 annex C).
fn is_page([left, bottom, right, top]: [f32; 4]) -> bool {
    [right - left, top - bottom].iter().all(|length| (3.0..=14_400.0).contains(length))
}

/// A font that isn't there, which is a fault whatever is claimed.
pub fn font(subject: &Subject) -> Option<Diagnostic> {
    let file = subject.file;
    for (index, page) in subject.pages.iter().enumerate() {
        let fonts = page.fonts.iter().filter_map(|id| file.document.get_dictionary(*id).ok());
        for font in fonts.chain(&page.loose_fonts) {
            let font = super::font::Font::of(file, font);
            if !font.embedded {
                return found(Code::PdfFont, font.name).map(|finding| finding.with("page", index + 1));
            }
        }
    }
    None
}

fn colour(subject: &Subject, claim: &Claim) -> Option<Diagnostic> {
    let kind = if x(claim) { "GTS_PDFX" } else { "GTS_PDFA" };
    let profile = intents(subject, kind).first().and_then(|intent| intent.profile.as_ref());
    // Without a profile at hand, a press prints CMYK.
    let space = profile.map_or(if x(claim) { "CMYK" } else { "" }, |profile| profile.space.as_str());
    let allowed = |family: &str| match family {
        "DeviceGray" => !space.is_empty(),
        "DeviceCMYK" => space == "CMYK",
        "DeviceRGB" => space == "RGB" && !matches!(claim, Claim::X(x) if x.forbids_cie_colour()),
        _ => !matches!(claim, Claim::X(x) if x.forbids_cie_colour()),
    };
    for (index, page) in subject.pages.iter().enumerate() {
        if let Some(family) = page.families.iter().find(|family| !allowed(family)) {
            return found(Code::PdfColour, *family).map(|finding| finding.with("page", index + 1));
        }
    }
    None
}

/// The first page on which something is so.
fn on_page(subject: &Subject, code: Code, is: fn(&PageInk) -> bool) -> Option<Diagnostic> {
    let page = subject.pages.iter().position(is)?;
    Some(Diagnostic::new(code).with("page", page + 1))
}

fn transparency(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    on_page(subject, Code::PdfTransparency, |page| page.transparency)
}

fn transfer(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    on_page(subject, Code::PdfTransfer, |page| page.transfer)
}

fn annotation(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let file = subject.file;
    for (index, id) in file.pages.iter().enumerate() {
        let Some(page) = file.page(*id) else { continue };
        let bleed = ["BleedBox", "TrimBox", "ArtBox", "MediaBox"].into_iter().find_map(|key| file.page_box(page, key));
        let annotations = file.get(page, "Annots").and_then(|list| list.as_array().ok()).into_iter().flatten();
        for annotation in annotations.filter_map(|annotation| as_dict(file.follow(annotation))) {
            let kind = file.name(annotation, "Subtype").unwrap_or_default();
            let place = file.get(annotation, "Rect").and_then(|rect| file.edges(rect));
            let place = place.map(|[a, b, c, d]| [a.min(c), b.min(d), a.max(c), b.max(d)].map(|x| x * file.unit(page)));
            let apart = match (place, bleed) {
                (Some(a), Some(b)) => a[0] >= b[2] || a[2] <= b[0] || a[1] >= b[3] || a[3] <= b[1],
                _ => false,
            };
            if !apart && !matches!(kind, "TrapNet" | "PrinterMark") {
                return found(Code::PdfAnnotation, kind).map(|finding| finding.with("page", index + 1));
            }
        }
    }
    None
}

fn action(subject: &Subject, claim: &Claim) -> Option<Diagnostic> {
    let file = subject.file;
    let names = file.dict(file.catalog(), "Names");
    if names.and_then(|names| file.get(names, "JavaScript")).is_some() {
        return found(Code::PdfAction, "JavaScript");
    }
    let opens = file.dict(file.catalog(), "OpenAction").and_then(|action| file.name(action, "S"));
    if let Some(kind) = opens.filter(|kind| *kind != "GoTo" && x(claim)) {
        return found(Code::PdfAction, kind);
    }
    // What happens by itself: when the file is opened, a page turned, a field left.
    let pages = || file.pages.iter().filter_map(|id| file.page(*id));
    let mut own = [file.catalog()].into_iter().chain(pages()).any(|dict| dict.has(b"AA")).then_some("AA");
    file.each_dict(&mut |dict| {
        let kind = file.name(dict, "S").filter(|kind| matches!(*kind, "JavaScript" | "Launch" | "ImportData"));
        let is_field = dict.has(b"FT") || dict.has_type(b"Annot");
        let event = (is_field && dict.has(b"AA")).then_some("AA");
        own = own.take().or(kind).or(event);
    });
    own.and_then(|kind| found(Code::PdfAction, kind))
}

fn layers(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    subject.file.get(subject.file.catalog(), "OCProperties").and_then(|_| broken(Code::PdfLayers))
}

fn foreign(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let file = subject.file;
    let mut what = None;
    file.each_dict(&mut |dict| {
        let is_object = matches!(file.name(dict, "Subtype"), Some("Form" | "Image"));
        let found = match file.name(dict, "Subtype") {
            Some("PS") => Some("PostScript"),
            _ if is_object && dict.has(b"OPI") => Some("OPI"),
            _ if is_object && dict.has(b"Ref") => Some("Ref"),
            _ if is_object && dict.has(b"Alternates") => Some("Alternates"),
            _ => None,
        };
        what = what.take().or(found);
    });
    what.and_then(|what| found(Code::PdfForeign, what))
}

fn lzw(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let file = subject.file;
    let mut found = false;
    file.each_dict(&mut |dict| {
        let filter = file.get(dict, "Filter");
        found |= match filter {
            Some(Object::Array(list)) => list.iter().any(|name| as_name(file.follow(name)) == Some("LZWDecode")),
            Some(name) => as_name(name) == Some("LZWDecode"),
            None => false,
        };
    });
    if found { broken(Code::PdfLzw) } else { None }
}

fn tags(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let file = subject.file;
    let catalog = file.catalog();
    let marked = file.dict(catalog, "MarkInfo").and_then(|info| file.get(info, "Marked"));
    let marked = marked.is_some_and(|marked| marked.as_bool().unwrap_or(false));
    if marked && file.dict(catalog, "StructTreeRoot").is_some() { None } else { broken(Code::PdfTags) }
}

fn title(subject: &Subject, _: &Claim) -> Option<Diagnostic> {
    let file = subject.file;
    let catalog = file.catalog();
    let shows = file.dict(catalog, "ViewerPreferences").and_then(|view| file.get(view, "DisplayDocTitle"));
    let shows = shows.is_some_and(|shows| shows.as_bool().unwrap_or(false));
    let language = file.text(catalog, "Lang").is_some_and(|language| !language.trim().is_empty());
    if shows && language { None } else { broken(Code::PdfTitle) }
}
