//! The clauses of PDF/A and PDF/UA: each in a short file that keeps to it, and in one that breaks it.

use jianbao::pdf::preflight::preflight;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// A file that claims a standard, with one page.
struct Sample {
    document: Document,
    page: ObjectId,
    profile: ObjectId,
}

/// The head of an ICC profile, which is all that is looked at.
fn profile(class: &str, space: &str, version: u8) -> Vec<u8> {
    let mut icc = vec![0; 128];
    icc[..4].copy_from_slice(&128_u32.to_be_bytes());
    icc[8] = version;
    icc[12..16].copy_from_slice(class.as_bytes());
    icc[16..20].copy_from_slice(space.as_bytes());
    icc[36..40].copy_from_slice(b"acsp");
    icc
}

/// The metadata of a standard.
fn xmp(properties: &str) -> Vec<u8> {
    format!(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
         <rdf:Description rdf:about='' xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/' \
         xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:pdfuaid='http://www.aiim.org/pdfua/ns/id/'>\
         {properties}<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>T</rdf:li></rdf:Alt></dc:title>\
         </rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    .into_bytes()
}

impl Sample {
    /// A file of PDF/A, whose output intent is an RGB profile.
    fn archival(part: u8) -> Self {
        let level = match part {
            4 => "<pdfaid:rev>2020</pdfaid:rev>",
            _ => "<pdfaid:conformance>B</pdfaid:conformance>",
        };
        let version = if part == 4 { "2.0" } else { "1.7" };
        Self::new(version, &format!("<pdfaid:part>{part}</pdfaid:part>{level}"))
    }

    fn new(version: &str, properties: &str) -> Self {
        let mut document = Document::with_version(version);
        let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, profile("mntr", "RGB ", 2)));
        let content = document.add_object(Stream::new(Dictionary::new(), Vec::new()));
        let pages = document.new_object_id();
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => Dictionary::new(),
            "MediaBox" => [0, 0, 500, 500].map(Object::Integer).to_vec(),
        });
        let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, tree.into());
        let metadata = document.add_object(Stream::new(dictionary! { "Type" => "Metadata" }, xmp(properties)));
        let intent = dictionary! {
            "S" => "GTS_PDFA1", "OutputConditionIdentifier" => Object::string_literal("sRGB"),
            "DestOutputProfile" => profile,
        };
        let catalog = document.add_object(dictionary! {
            "Type" => "Catalog", "Pages" => pages, "Metadata" => metadata, "OutputIntents" => vec![intent.into()],
        });
        document.trailer.set("Root", catalog);
        let id = Object::string_literal("0123456789abcdef");
        document.trailer.set("ID", vec![id.clone(), id]);
        Self { document, page, profile }
    }

    fn catalog(mut self, key: &str, value: impl Into<Object>) -> Self {
        self.document.catalog_mut().unwrap().set(key, value);
        self
    }

    fn page(mut self, key: &str, value: impl Into<Object>) -> Self {
        self.document.get_dictionary_mut(self.page).unwrap().set(key, value);
        self
    }

    /// Adds an object of its own, and hands on its number.
    fn with(mut self, object: impl Into<Object>, then: impl FnOnce(Self, ObjectId) -> Self) -> Self {
        let id = self.document.add_object(object);
        then(self, id)
    }

    fn paint(self, resources: Dictionary, content: &str) -> Self {
        let content = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
        self.page("Resources", resources).with(content, |sample, id| sample.page("Contents", id))
    }

    fn bytes(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).unwrap();
        bytes
    }

    /// The clauses that it breaks.
    fn broken(self) -> Vec<&'static str> {
        broken(&self.bytes())
    }
}

/// The clauses that a file breaks.
fn broken(bytes: &[u8]) -> Vec<&'static str> {
    let clauses = preflight(bytes).unwrap().clauses;
    clauses.into_iter().filter(|clause| !clause.is_met).map(|clause| clause.code.as_str()).collect()
}

/// A space by an ICC profile in RGB.
fn measured(sample: &Sample) -> Object {
    vec!["ICCBased".into(), sample.profile.into()].into()
}

#[test]
fn short_files_of_each_part_keep_to_it() {
    for part in 1..=4 {
        let mut sample = Sample::archival(part);
        if part == 1 {
            sample.document.version = "1.4".to_owned();
        }
        assert_eq!(sample.broken(), <[&str; 0]>::default(), "part {part}");
    }
    assert_eq!(Sample::archival(2).paint(Dictionary::new(), "0 0 0 1 k 0 0 9 9 re f").broken(), ["pdf-colour"]);
}

/// `DefaultCMYK` stands for DeviceCMYK wherever it stands: in other spaces and in inline pictures, too.
#[test]
fn a_space_that_replaces_one_of_a_device_does_so_everywhere() {
    let tint = dictionary! {
        "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
        "C0" => vec![0.into(); 4], "C1" => vec![1.into(); 4],
    };
    let cmyk = || Object::from("DeviceCMYK");
    let spaces = [
        ("/S cs 1 scn 0 0 9 9 re f", Object::from(vec!["Separation".into(), "Gold".into(), cmyk(), tint.into()])),
        (
            "/S cs 0 sc 0 0 9 9 re f",
            vec!["Indexed".into(), cmyk(), 0.into(), Object::string_literal(vec![0, 0, 0, 0])].into(),
        ),
        ("9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK ID abcd EI", Object::Null),
        ("9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /DeviceCMYK ID abcd EI", Object::Null),
        ("0 0 0 1 k 0 0 9 9 re f", Object::Null),
    ];
    for (content, space) in spaces {
        let paint = |replaced: bool| {
            let icc = Stream::new(dictionary! { "N" => 4 }, profile("prtr", "CMYK", 2));
            Sample::archival(2).with(icc, |sample, icc| {
                let mut named = dictionary! { "S" => space.clone() };
                if replaced {
                    named.set("DefaultCMYK", vec!["ICCBased".into(), Object::from(icc)]);
                }
                sample.paint(dictionary! { "ColorSpace" => named }, content)
            })
        };
        assert_eq!(paint(false).broken(), ["pdf-colour"], "{content}");
        assert_eq!(paint(true).broken(), <[&str; 0]>::default(), "{content}");
    }
}

#[test]
fn pdf_a_4_takes_the_space_of_a_group_for_that_of_the_device() {
    let red = |part: u8| {
        let sample = Sample::archival(part).catalog("OutputIntents", Vec::<Object>::new());
        let space = measured(&sample);
        let group = dictionary! { "S" => "Transparency", "CS" => space };
        sample.page("Group", group).paint(Dictionary::new(), "1 0 0 rg 0 0 9 9 re f")
    };
    assert_eq!(red(4).broken(), <[&str; 0]>::default());
    assert_eq!(red(2).broken(), ["pdf-colour"]);
    // The group's own space is judged, too.
    let group = dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" };
    assert_eq!(Sample::archival(2).page("Group", group).broken(), ["pdf-colour"]);
}

#[test]
fn a_page_of_pdf_a_4_has_output_intents_of_its_own() {
    let black = |part: u8| {
        let icc = Stream::new(dictionary! { "N" => 4 }, profile("prtr", "CMYK", 4));
        Sample::archival(part).with(icc, |sample, icc| {
            let intent = dictionary! { "S" => "GTS_PDFA1", "DestOutputProfile" => icc };
            sample.page("OutputIntents", vec![intent.into()]).paint(Dictionary::new(), "0 0 0 1 k 0 0 9 9 re f")
        })
    };
    assert_eq!(black(4).broken(), <[&str; 0]>::default());
    assert_eq!(black(3).broken(), ["pdf-colour"]);
}

#[test]
fn an_annotation_is_judged_by_what_it_looks_like() {
    let stamp = |flags: i64| {
        let form = dictionary! { "Subtype" => "Form", "BBox" => [0, 0, 9, 9].map(Object::Integer).to_vec() };
        let form = Stream::new(form, b"0 0 0 1 k 0 0 9 9 re f".to_vec());
        Sample::archival(2).with(form, |sample, form| {
            let stamp = dictionary! {
                "Type" => "Annot", "Subtype" => "Stamp", "F" => flags, "AP" => dictionary! { "N" => form },
                "Rect" => [100, 100, 200, 200].map(Object::Integer).to_vec(),
            };
            sample.with(stamp, |sample, stamp| sample.page("Annots", vec![stamp.into()]))
        })
    };
    assert_eq!(stamp(4).broken(), ["pdf-colour"]);
    assert_eq!(stamp(6).broken(), <[&str; 0]>::default(), "a hidden one isn't printed");
    assert_eq!(stamp(0).broken(), <[&str; 0]>::default(), "one without the flag isn't printed");
    let found = preflight(&stamp(4).bytes()).unwrap();
    assert_eq!(found.plates.iter().map(|plate| plate.name.as_str()).collect::<Vec<_>>(), ["Black"]);
}

#[test]
fn actions_that_do_more_than_lead_somewhere_are_named() {
    let kinds =
        ["Hide", "ResetForm", "Sound", "Movie", "Rendition", "Trans", "SetOCGState", "GoTo3DView", "SetState", "NOP"];
    for kind in kinds {
        let action =
            |sample: Sample| sample.with(dictionary! { "S" => kind }, |sample, id| sample.catalog("OpenAction", id));
        assert_eq!(action(Sample::archival(2)).broken(), ["pdf-action"], "{kind}");
        assert_eq!(action(Sample::archival(4)).broken(), ["pdf-action"], "{kind}");
    }
    let named = |name: &str| Sample::archival(2).catalog("OpenAction", dictionary! { "S" => "Named", "N" => name });
    assert_eq!(named("NextPage").broken(), <[&str; 0]>::default());
    assert_eq!(named("Print").broken(), ["pdf-action"]);
    let unknown = dictionary! { "Type" => "Action", "S" => "SelfDestruct" };
    assert_eq!(Sample::archival(3).catalog("OpenAction", unknown).broken(), ["pdf-action"]);
    // An element of the structure may have any name.
    let element = dictionary! { "Type" => "StructElem", "S" => "Sound", "K" => 0 };
    assert_eq!(Sample::archival(3).with(element, |sample, _| sample).broken(), <[&str; 0]>::default());
}

#[test]
fn pdf_a_4_allows_the_events_of_the_pointer() {
    let widget = |part: u8, event: &str| {
        let widget = dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "AA" => dictionary! { event => dictionary! { "S" => "GoTo" } },
        };
        Sample::archival(part).with(widget, |sample, _| sample)
    };
    assert_eq!(widget(4, "Fo").broken(), <[&str; 0]>::default());
    assert_eq!(widget(4, "K").broken(), ["pdf-action"]);
    assert_eq!(widget(3, "Fo").broken(), ["pdf-action"]);
}

#[test]
fn output_intents_name_one_profile_of_a_known_version() {
    let second = |sample: Sample, icc: Vec<u8>, key: &'static str| {
        let stream = Stream::new(dictionary! { "N" => 3 }, icc);
        sample.with(stream, |sample, id| {
            let first = sample.profile;
            let intent = |profile: ObjectId, key: &str| dictionary! { "S" => "GTS_PDFA1", key => profile };
            let intents = vec![intent(first, "DestOutputProfile").into(), intent(id, key).into()];
            sample.catalog("OutputIntents", intents)
        })
    };
    let rgb = || profile("mntr", "RGB ", 2);
    assert_eq!(second(Sample::archival(2), rgb(), "DestOutputProfile").broken(), ["pdf-intent-profile"]);
    assert_eq!(second(Sample::archival(4), rgb(), "DestOutputProfileRef").broken(), ["pdf-intent-profile"]);
    let only = |part: u8, icc: Vec<u8>| {
        let mut sample = Sample::archival(part);
        if part == 1 {
            sample.document.version = "1.4".to_owned();
        }
        let id = sample.profile;
        sample.document.get_object_mut(id).unwrap().as_stream_mut().unwrap().set_plain_content(icc);
        sample.broken()
    };
    assert_eq!(only(1, profile("mntr", "RGB ", 4)), ["pdf-intent-profile"]);
    assert_eq!(only(2, profile("mntr", "RGB ", 4)), <[&str; 0]>::default());
    assert_eq!(only(2, profile("mntr", "RGB ", 5)), ["pdf-intent-profile"]);
    assert_eq!(only(2, profile("scnr", "RGB ", 2)), ["pdf-intent-profile"]);
    assert_eq!(only(2, profile("mntr", "Lab ", 2)), ["pdf-intent-profile"]);
}

/// Sets a graphics state and paints in it.
fn state(part: u8, state: Dictionary) -> Vec<&'static str> {
    let resources = dictionary! { "ExtGState" => dictionary! { "S" => state } };
    Sample::archival(part).paint(resources, "/S gs 0 0 9 9 re f").broken()
}

#[test]
fn halftones_and_rendering_intents_are_those_that_every_device_knows() {
    let halftone = |halftone: Dictionary| state(2, dictionary! { "HT" => halftone });
    let simple = || dictionary! { "HalftoneType" => 1, "Frequency" => 60, "Angle" => 45, "SpotFunction" => "Round" };
    assert_eq!(halftone(simple()), <[&str; 0]>::default());
    assert_eq!(halftone(dictionary! { "HalftoneType" => 6 }), ["pdf-halftone"]);
    let mut named = simple();
    named.set("HalftoneName", Object::string_literal("Mine"));
    assert_eq!(halftone(named), ["pdf-halftone"]);
    let transfer = || {
        let mut halftone = simple();
        halftone.set("TransferFunction", "Identity");
        halftone
    };
    assert_eq!(halftone(transfer()), ["pdf-halftone"]);
    let parts = |black: Dictionary, gold: Dictionary| {
        halftone(dictionary! { "HalftoneType" => 5, "Default" => simple(), "Black" => black, "Gold" => gold })
    };
    assert_eq!(parts(simple(), transfer()), <[&str; 0]>::default());
    assert_eq!(parts(transfer(), transfer()), ["pdf-halftone"]);
    assert_eq!(parts(simple(), simple()), ["pdf-halftone"]);
    assert_eq!(state(2, dictionary! { "RI" => "Perceptual" }), <[&str; 0]>::default());
    assert_eq!(state(2, dictionary! { "RI" => "Pretty" }), ["pdf-rendering-intent"]);
    let operator = Sample::archival(2).paint(Dictionary::new(), "/Pretty ri 0 0 9 9 re f");
    assert_eq!(operator.broken(), ["pdf-rendering-intent"]);
}

#[test]
fn forms_may_stand_in_one_another_as_deep_as_the_standard_allows() {
    let nested = |depth: usize| {
        let form = dictionary! { "Subtype" => "Form", "BBox" => [0, 0, 9, 9].map(Object::Integer).to_vec() };
        let mut sample = Sample::archival(2);
        let mut inner = sample.document.add_object(Stream::new(form.clone(), b"1 0 0 rg 0 0 9 9 re f".to_vec()));
        for _ in 1..depth {
            let mut form = form.clone();
            form.set("Resources", dictionary! { "XObject" => dictionary! { "F" => inner } });
            inner = sample.document.add_object(Stream::new(form, b"/F Do".to_vec()));
        }
        let found =
            preflight(&sample.paint(dictionary! { "XObject" => dictionary! { "F" => inner } }, "/F Do").bytes());
        found.unwrap().pages[0].whole
    };
    assert!(nested(28));
    assert!(!nested(70));
}

#[test]
fn filters_that_no_standard_allows_are_named() {
    let picture = |filter: &str| {
        let content = format!("9 0 0 9 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G /F {filter} ID 80> EI");
        Sample::archival(2).paint(Dictionary::new(), &content).broken()
    };
    assert_eq!(picture("/AHx"), <[&str; 0]>::default());
    assert_eq!(picture("/LZW"), ["pdf-lzw"]);
    assert_eq!(picture("[/AHx /LZWDecode]"), ["pdf-lzw"]);
    assert_eq!(picture("/Lzw"), ["pdf-lzw"], "a name that no reader knows");
    let mut signed = Sample::archival(2);
    signed.document.add_object(dictionary! { "Type" => "Sig", "Filter" => "Adobe.PPKLite" });
    assert_eq!(signed.broken(), <[&str; 0]>::default(), "the filter of a signature packs nothing");
    let mut stream = Sample::archival(2);
    let packed = lopdf::Stream::new(dictionary! { "Filter" => "Flatedecode" }, vec![0]);
    stream.document.add_object(packed);
    assert_eq!(stream.broken(), ["pdf-lzw"]);
}

#[test]
fn pdfa_4_allows_more_events_for_fields_than_for_other_annotations() {
    let events = |subtype: &str, event: &str| {
        let mut sample = Sample::archival(4);
        let action = dictionary! { "S" => "GoTo" };
        sample.document.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => subtype, "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
            "AA" => dictionary! { event => action },
        });
        sample.broken().contains(&"pdf-action")
    };
    assert!(!events("Widget", "PV") && !events("Link", "U"));
    assert!(events("Link", "PV") && events("Widget", "K"));
}

#[test]
fn an_identification_that_is_slightly_wrong_is_a_claim_that_is_broken() {
    let metadata = |properties: &str| Sample::new("1.7", properties).broken();
    let good = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>";
    assert_eq!(metadata(good), <[&str; 0]>::default());
    let attributes = "<rdf:li pdfaid:part='2' pdfaid:conformance='B'/>";
    assert_eq!(metadata(attributes), <[&str; 0]>::default());
    for wrong in [
        good.replace("pdfaid:conformance>B", "pdfaid:conformance>b"),
        good.replace(">2<", ">two<"),
        good.replace("<pdfaid:part>", "<a:part xmlns:a='http://www.aiim.org/pdfa/ns/id/'>")
            .replace("</pdfaid:part>", "</a:part>"),
        good.replace("<pdfaid:part>", "<pdfaid:part xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id'>"),
        "<pdfaid:part>4</pdfaid:part>".to_owned(),
        "<pdfaid:part>4</pdfaid:part><pdfaid:rev>20</pdfaid:rev>".to_owned(),
    ] {
        assert!(metadata(&wrong).contains(&"pdf-metadata"), "{wrong}");
    }
    let ua = Sample::new("1.7", "<u:part xmlns:u='http://www.aiim.org/pdfua/ns/id/'>1</u:part>");
    assert!(ua.broken().contains(&"pdf-metadata"));
}

#[test]
fn the_first_lines_and_the_end_of_a_file_are_judged() {
    let bytes = Sample::archival(2).bytes();
    assert_eq!(broken(&bytes), <[&str; 0]>::default());
    let version = bytes.iter().position(|byte| *byte == b'.').unwrap() + 1;
    let change = |at: usize, byte: u8| {
        let mut changed = bytes.clone();
        changed[at] = byte;
        broken(&changed)
    };
    assert!(change(version, b'9').contains(&"pdf-header"), "a version that doesn't exist");
    assert_eq!(change(version + 3, b'a'), ["pdf-header"], "the comment has a letter");
    assert_eq!(broken(&[&bytes[..], b"\n\n"].concat()), ["pdf-header"], "there are two ends of line");
    assert_eq!(broken(&[&bytes[..], b"x"].concat()), ["pdf-header"]);
    let mut old = Sample::archival(4).bytes();
    old[5] = b'1';
    assert!(broken(&old).contains(&"pdf-header"), "PDF/A-4 is PDF 2.0");
    let mut info = Sample::archival(4);
    let id = info.document.add_object(dictionary! { "Title" => Object::string_literal("T") });
    info.document.trailer.set("Info", id);
    assert_eq!(info.broken(), ["pdf-header"], "PDF/A-4 has no document information");
}

#[test]
fn a_language_of_all_elements_is_one_of_the_document() {
    let spoken = |outer: Option<&str>, inner: Option<&str>| {
        let mut sample = Sample::new("1.7", "<pdfuaid:part>1</pdfuaid:part>");
        let element = |kind: &str, language: Option<&str>, kids: Object| {
            let mut element = dictionary! { "Type" => "StructElem", "S" => kind, "K" => kids };
            if let Some(language) = language {
                element.set("Lang", Object::string_literal(language));
            }
            element
        };
        let inner = sample.document.add_object(element("P", inner, 0.into()));
        let outer = sample.document.add_object(element("Document", outer, vec![inner.into()].into()));
        let root = sample.document.add_object(dictionary! { "Type" => "StructTreeRoot", "K" => outer });
        sample
            .catalog("StructTreeRoot", root)
            .catalog("MarkInfo", dictionary! { "Marked" => true })
            .catalog("ViewerPreferences", dictionary! { "DisplayDocTitle" => true })
            .broken()
    };
    assert_eq!(spoken(Some("zh"), None), <[&str; 0]>::default());
    assert_eq!(spoken(None, Some("zh")), <[&str; 0]>::default());
    assert_eq!(spoken(None, None), ["pdf-title"]);
    assert_eq!(spoken(None, Some("")), ["pdf-title"]);
}
