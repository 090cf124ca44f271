//! The preflight: our own files are fit for print, and a broken clause is named alone.

use std::sync::OnceLock;

use jianbao::diagnostic::Diagnostic;
use jianbao::issue::Profile;
use jianbao::pdf::preflight::ink::measure_ink;
use jianbao::pdf::preflight::{File, preflight};
use jianbao::project::Job;
use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::support::{folder, issue, sample, told, typeset_in_test};

fn pdf(name: &str, profile: Profile) -> Vec<u8> {
    let (project, job) = sample(name);
    let (proof, findings) = typeset_in_test(&project, &Job { profile: Some(profile), ..job });
    let proof = proof.unwrap_or_else(|| panic!("{}", told(&findings)));
    jianbao::pdf::export::export_pages(&proof.document, &proof.pages).unwrap()
}

/// The shortest sample in each profile.
pub fn short(profile: Profile) -> &'static [u8] {
    static FILES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    let files = FILES.get_or_init(|| Profile::ALL.iter().map(|profile| pdf("2022/35.yaml", *profile)).collect());
    &files[Profile::ALL.iter().position(|known| *known == profile).unwrap()]
}

pub fn codes(findings: &[Diagnostic]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn pdfs_of_all_profiles_meet_their_standards() {
    for name in ["2022/33.yaml", "2022/34.yaml", "2022/36.yaml"] {
        for (profile, claims) in [
            (Profile::Print, &["PDF/X-4", "PDF/A-2a"][..]),
            (Profile::PrintX1a, &["PDF/X-1a:2003"]),
            (Profile::Screen, &["PDF/UA-1"]),
            (Profile::Archive, &["PDF/A-3a"]),
        ] {
            let found = preflight(&pdf(name, profile)).unwrap();
            assert_eq!(found.claims.iter().map(ToString::to_string).collect::<Vec<_>>(), claims, "{name}");
            assert!(found.clauses.iter().all(|clause| clause.is_met), "{name} {profile:?}: {:?}", found.clauses);
            let expected: &[&str] = if profile.is_for_plates() {
                &[]
            } else {
                &["pdf-no-standard", "pdf-trim", "pdf-measured", "pdf-black-text"]
            };
            let mut findings = codes(&found.findings);
            findings.retain(|code| profile.is_for_plates() || *code != "pdf-rich-black");
            assert_eq!(findings, expected, "{name} {profile:?}");
            let plates: Vec<_> = found.plates.iter().map(|plate| plate.name.as_str()).collect();
            let expected: &[&str] = match profile {
                Profile::Print => &["Black", "Bulletin Red"],
                Profile::PrintX1a => &["Magenta", "Yellow", "Black"],
                Profile::Screen | Profile::Archive => &["Cyan", "Magenta", "Yellow", "Black"],
            };
            assert_eq!(plates, expected, "{name} {profile:?}");
        }
    }
}

/// Somebody else's rules for PDF/A and PDF/UA. They take every glyph of a face with CID-keyed CFF outlines for 0 wide,
/// where `FreeType` reads 1000, and a stream whose last byte happens to be a carriage return for one byte shorter than it
/// is: only those are excepted.
#[test]
fn another_validator_agrees_that_pdfs_meet_pdf_a_and_pdf_ua() {
    for (profile, standard) in [
        (Profile::Print, ValidationProfile::PdfA2a),
        (Profile::Archive, ValidationProfile::PdfA3a),
        (Profile::Screen, ValidationProfile::PdfUa1),
    ] {
        for name in ["2022/33.yaml", "2022/36.yaml"] {
            let bytes = pdf(name, profile);
            let options = ValidationOptions::default().profile(standard);
            let report = validate_pdf_bytes(&bytes, &options).unwrap();
            assert!(report.rules.total > 90, "{}", report.rules.total);
            let document = Document::load_mem(&bytes).unwrap();
            let mut streams = document.objects.values().filter_map(|object| object.as_stream().ok());
            let ends_in_return = streams.any(|stream| stream.content.ends_with(b"\r"));
            for failure in &report.failures {
                let width = failure.message.contains("width") && failure.message.contains("0.000");
                let length = failure.message.contains("/Length does not match") && ends_in_return;
                assert!(width || length, "{name} {profile:?}: {failure}");
            }
        }
    }
}

/// A file of ours with one thing changed.
fn spoilt(profile: Profile, spoil: impl FnOnce(&mut Document)) -> Vec<&'static str> {
    let mut document = Document::load_mem(short(profile)).unwrap();
    spoil(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    codes(&preflight(&bytes).unwrap().findings)
}

fn info(document: &mut Document) -> &mut Dictionary {
    let id = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    document.get_dictionary_mut(id).unwrap()
}

pub fn first_page(document: &mut Document) -> &mut Dictionary {
    let id = document.page_iter().next().unwrap();
    document.get_dictionary_mut(id).unwrap()
}

fn metadata(document: &mut Document, change: impl FnOnce(String) -> String) {
    let id = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    let stream = document.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    let text = change(String::from_utf8(stream.get_plain_content().unwrap()).unwrap());
    stream.set_plain_content(text.into_bytes());
}

/// The object that a test picks out.
pub fn object(document: &mut Document, is: impl Fn(&Dictionary) -> bool) -> &mut Dictionary {
    let dict = |object: &Object| match object {
        Object::Dictionary(dict) => Some(dict.clone()),
        Object::Stream(stream) => Some(stream.dict.clone()),
        _ => None,
    };
    let id: ObjectId =
        *document.objects.iter().find(|(_, object)| dict(object).is_some_and(|dict| is(&dict))).unwrap().0;
    match document.get_object_mut(id).unwrap() {
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &mut stream.dict,
        _ => unreachable!(),
    }
}

/// Adds operators to the end of the first page.
pub fn paint(document: &mut Document, operators: &str) {
    let content = document.add_object(Stream::new(Dictionary::new(), format!("q {operators} Q").into_bytes()));
    let page = first_page(document);
    let before = page.get(b"Contents").unwrap().clone();
    page.set("Contents", vec![before, content.into()]);
}

/// Adds a resource to the first page, under a name.
pub fn resource(document: &mut Document, kind: &str, name: &str, object: impl Into<Object>) {
    let id = document.add_object(object);
    let page = first_page(document).clone();
    let (at, resources) = document.dereference(page.get(b"Resources").unwrap()).unwrap();
    let (at, mut resources) = (at, resources.as_dict().unwrap().clone());
    let mut named = match resources.get(kind.as_bytes()) {
        Ok(named) => document.dereference(named).unwrap().1.as_dict().unwrap().clone(),
        Err(_) => Dictionary::new(),
    };
    named.set(name, id);
    resources.set(kind, named);
    match at {
        Some(at) => drop(document.objects.insert(at, resources.into())),
        None => first_page(document).set("Resources", resources),
    }
}

pub fn state(document: &mut Document, state: Dictionary, operators: &str) {
    resource(document, "ExtGState", "Spoilt", state);
    paint(document, &format!("/Spoilt gs {operators}"));
}

const SQUARE: &str = "200 200 50 50 re f";

/// Text of the size in the page's first font.
fn word(size: u32) -> String {
    format!("BT /f0 {size} Tf 1 0 0 1 200 200 Tm <0001> Tj ET")
}

/// A code, a profile, and what makes a PDF of that profile wrong in just that way.
type Case = (&'static str, Profile, fn(&mut Document));

/// Asserts that each case is found, and nothing else is; names all cases that fail.
#[track_caller]
fn assert_named_alone(cases: &[Case]) {
    let found = cases.iter().map(|(code, profile, spoil)| (*code, *profile, spoilt(*profile, spoil)));
    let wrong: Vec<_> = found.filter(|(code, _, found)| found != &[*code]).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_broken_clause_on_the_file_is_named_alone() {
    assert_named_alone(&[
        ("pdf-version", Profile::Print, |d| d.version = "1.7".to_owned()),
        ("pdf-version", Profile::PrintX1a, |d| d.version = "1.5".to_owned()),
        ("pdf-encrypted", Profile::PrintX1a, |d| {
            let version = EncryptionVersion::V2 {
                document: d,
                owner_password: "owner",
                user_password: "",
                key_length: 128,
                permissions: Permissions::all(),
            };
            let state = EncryptionState::try_from(version).unwrap();
            d.encrypt(&state).unwrap();
        }),
        ("pdf-id", Profile::Print, |d| drop(d.trailer.remove(b"ID"))),
        ("pdf-info", Profile::PrintX1a, |d| drop(info(d).remove(b"Title"))),
        ("pdf-info", Profile::Print, |d| drop(info(d).remove(b"ModDate"))),
        ("pdf-trapped", Profile::Print, |d| info(d).set("Trapped", Object::Name(b"Unknown".to_vec()))),
        ("pdf-trapped", Profile::PrintX1a, |d| drop(info(d).remove(b"Trapped"))),
        ("pdf-metadata", Profile::Print, |d| metadata(d, |text| text.replace("xmpMM:VersionID", "xmpMM:Version"))),
        ("pdf-metadata", Profile::Print, |d| metadata(d, |text| text.replace("pdfxid:GTS", "pdfxid:XTS"))),
        ("pdf-action", Profile::Print, |d| {
            let action = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.beep()") };
            d.catalog_mut().unwrap().set("OpenAction", action);
        }),
        ("pdf-action", Profile::PrintX1a, |d| d.catalog_mut().unwrap().set("AA", Dictionary::new())),
        ("pdf-layers", Profile::PrintX1a, |d| d.catalog_mut().unwrap().set("OCProperties", Dictionary::new())),
        ("pdf-foreign", Profile::Print, |d| {
            let script = Stream::new(dictionary! { "Type" => "XObject", "Subtype" => "PS" }, b"showpage".to_vec());
            resource(d, "XObject", "Spoilt", script);
        }),
        ("pdf-foreign", Profile::PrintX1a, |d| {
            let form = dictionary! { "Subtype" => "Form", "OPI" => Dictionary::new() };
            resource(d, "XObject", "Spoilt", Stream::new(form, Vec::new()));
        }),
        ("pdf-lzw", Profile::Print, |d| {
            let packed = Stream::new(dictionary! { "Filter" => "LZWDecode" }, vec![0x80, 0x0b, 0x60, 0x50]);
            resource(d, "XObject", "Spoilt", packed);
        }),
        ("pdf-tags", Profile::Print, |d| drop(d.catalog_mut().unwrap().remove(b"StructTreeRoot"))),
    ]);
}

#[test]
fn a_broken_clause_on_the_output_intent_is_named_alone() {
    assert_named_alone(&[
        ("pdf-intent", Profile::PrintX1a, |d| drop(d.catalog_mut().unwrap().remove(b"OutputIntents"))),
        ("pdf-intent", Profile::Print, |d| {
            let intents = d.catalog_mut().unwrap().get_mut(b"OutputIntents").unwrap().as_array_mut().unwrap();
            intents.remove(0);
        }),
        ("pdf-intent", Profile::Print, |d| {
            let intent = object(d, |dict| dict.get(b"S").is_ok_and(|s| s.as_name().is_ok_and(|s| s == b"GTS_PDFX")));
            intent.set("OutputConditionIdentifier", Object::string_literal(""));
        }),
        ("pdf-intent-profile", Profile::Print, |d| {
            let intent = object(d, |dict| dict.has(b"DestOutputProfile"));
            let id = intent.get(b"DestOutputProfile").unwrap().as_reference().unwrap();
            let stream = d.get_object_mut(id).unwrap().as_stream_mut().unwrap();
            let mut icc = stream.get_plain_content().unwrap();
            icc[12..16].copy_from_slice(b"scnr");
            stream.set_plain_content(icc);
        }),
    ]);
}

/// Adds the colour of all plates to the resources of the first page, as /All.
fn add_all(d: &mut Document) {
    let tint = dictionary! {
        "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
        "C0" => vec![0.into(), 0.into(), 0.into(), 0.into()],
        "C1" => vec![1.into(), 1.into(), 1.into(), 1.into()],
    };
    resource(d, "ColorSpace", "All", vec!["Separation".into(), "All".into(), "DeviceCMYK".into(), tint.into()]);
}

#[test]
fn a_broken_clause_on_colours_is_named_alone() {
    assert_named_alone(&[
        ("pdf-colour", Profile::Print, |d| paint(d, &format!("1 0 0 rg {SQUARE}"))),
        ("pdf-colour", Profile::PrintX1a, |d| paint(d, &format!("1 0 0 rg {SQUARE}"))),
        ("pdf-colour", Profile::PrintX1a, |d| {
            let lab = dictionary! { "WhitePoint" => vec![0.95.into(), 1.into(), 1.09.into()] };
            resource(d, "ColorSpace", "Spoilt", vec!["Lab".into(), lab.into()]);
            paint(d, &format!("/Spoilt cs 50 40 30 scn {SQUARE}"));
        }),
        ("pdf-transparency", Profile::PrintX1a, |d| state(d, dictionary! { "ca" => 0.5 }, SQUARE)),
        ("pdf-transparency", Profile::PrintX1a, |d| state(d, dictionary! { "BM" => "Multiply" }, SQUARE)),
        ("pdf-transfer", Profile::Print, |d| {
            let function = dictionary! {
                "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 2,
            };
            state(d, dictionary! { "TR" => function }, SQUARE);
        }),
        ("pdf-overprint", Profile::PrintX1a, |d| {
            let below = "0 0 0 0.5 k 200 200 100 100 re f";
            state(d, dictionary! { "OP" => true }, &format!("{below} 0 1 1 0 k {SQUARE}"));
        }),
        ("pdf-registration", Profile::Print, |d| {
            add_all(d);
            paint(d, &format!("/All cs 1 scn {SQUARE}"));
        }),
        ("pdf-marks", Profile::Print, |d| {
            add_all(d);
            first_page(d).set("MediaBox", [-50.0, 0.0, 595.276, 841.89].map(Object::Real).to_vec());
            paint(d, "/All cs 1 scn -40 100 20 20 re f");
        }),
    ]);
}

#[test]
fn a_broken_clause_on_boxes_fonts_and_contents_is_named_alone() {
    assert_named_alone(&[
        ("pdf-boxes", Profile::Print, |d| {
            first_page(d).set("TrimBox", [-9.0, 0.0, 586.276, 841.89].map(Object::Real).to_vec());
        }),
        ("pdf-boxes", Profile::PrintX1a, |d| drop(first_page(d).remove(b"TrimBox"))),
        ("pdf-boxes", Profile::Print, |d| {
            let trim = first_page(d).get(b"TrimBox").unwrap().clone();
            first_page(d).set("ArtBox", trim);
        }),
        ("pdf-font", Profile::Print, |d| {
            object(d, |dict| dict.has(b"FontFile3")).remove(b"FontFile3");
        }),
        ("pdf-annotation", Profile::Print, |d| {
            let link = dictionary! {
                "Type" => "Annot", "Subtype" => "Link", "Rect" => [100, 100, 200, 200].map(Object::Integer).to_vec(),
            };
            let link = d.add_object(link);
            first_page(d).set("Annots", vec![Object::from(link)]);
        }),
        ("pdf-missing", Profile::Print, |d| paint(d, "/Nowhere Do")),
    ]);
}

#[test]
fn text_and_rules_that_print_badly_are_named_alone() {
    assert_named_alone(&[
        ("pdf-black-text", Profile::Print, |d| paint(d, &format!("0.6 0.5 0.5 1 k {}", word(12)))),
        ("pdf-rich-black", Profile::Print, |d| paint(d, &format!("0.6 0.5 0.5 1 k {SQUARE}"))),
        ("pdf-rich-black", Profile::Print, |d| paint(d, &format!("0.6 0.5 0.5 1 k {}", word(48)))),
        ("pdf-text-inks", Profile::PrintX1a, |d| paint(d, &format!("0 0.8 0.8 0 k {}", word(7)))),
        ("pdf-thin-rule", Profile::Print, |d| paint(d, "0.1 w 100 100 m 300 100 l S")),
        ("pdf-thin-rule", Profile::Print, |d| paint(d, "0.1 0 0 0.1 0 0 cm 100 100 2000 1 re f")),
    ]);
}

#[test]
fn a_whole_file_has_no_finding() {
    assert_eq!(spoilt(Profile::Print, |_| ()), <[&str; 0]>::default());
}

/// A file for the screen has no PDF/X, so that other findings come along.
#[test]
fn a_file_for_the_screen_that_does_not_show_its_title_is_named() {
    let title = spoilt(Profile::Screen, |d| drop(d.catalog_mut().unwrap().remove(b"ViewerPreferences")));
    assert!(title.contains(&"pdf-title") && !spoilt(Profile::Screen, |_| ()).contains(&"pdf-title"));
}

#[test]
fn an_inline_picture_is_examined_as_any_other() {
    // In RGB, packed as hexadecimal numbers.
    let found = spoilt(Profile::PrintX1a, |d| {
        paint(d, "30 0 0 30 300 300 cm BI /W 200 /H 1 /CS /RGB /BPC 8 /F /AHx ID ff0000> EI");
    });
    assert_eq!(found, ["pdf-colour", "pdf-picture-coarse"]);
}

#[test]
fn contents_that_break_off_are_named() {
    assert_eq!(spoilt(Profile::PrintX1a, |d| paint(d, "1 0 0 rg ( never closed")), ["pdf-too-much"]);
}

#[test]
fn the_colour_of_drawn_glyphs_is_examined() {
    let found = spoilt(Profile::PrintX1a, |d| {
        let glyph = d.add_object(Stream::new(Dictionary::new(), b"500 0 d0 1 0 0 rg 0 0 500 500 re f".to_vec()));
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type3", "CharProcs" => dictionary! { "a" => glyph } };
        resource(d, "Font", "Drawn", font);
        paint(d, "BT /Drawn 40 Tf 1 0 0 1 200 200 Tm (a) Tj ET");
    });
    assert_eq!(found, ["pdf-colour", "pdf-type3"]);
}

/// They are there to be searched.
#[test]
fn invisible_words_need_no_embedded_font() {
    let found = spoilt(Profile::PrintX1a, |d| {
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        resource(d, "Font", "Helv", font);
        paint(d, "BT 3 Tr /Helv 12 Tf 1 0 0 1 200 200 Tm (a) Tj ET");
    });
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn lengths_are_measured_in_the_unit_of_the_page() {
    let mut document = Document::load_mem(short(Profile::PrintX1a)).unwrap();
    for id in document.page_iter().collect::<Vec<_>>() {
        document.get_dictionary_mut(id).unwrap().set("UserUnit", 2);
    }
    paint(&mut document, "0.2 w 10 10 m 50 50 l S");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let found = preflight(&bytes).unwrap();
    assert_eq!(codes(&found.findings), ["pdf-user-unit"]);
    assert!((found.pages[0].trim.unwrap().x1 - 2.0 * 595.276).abs() < 0.01);
}

#[test]
fn a_kind_of_pdf_x_that_is_not_known_is_named() {
    let newer = |d: &mut Document| info(d).set("GTS_PDFXVersion", Object::string_literal("PDF/X-6"));
    assert_eq!(spoilt(Profile::PrintX1a, newer), ["pdf-standard-unknown"]);
}

/// The ink of a plate, against areas that can be reckoned.
#[test]
fn the_ink_of_a_plate_is_what_is_painted_on_it() {
    let mut document = Document::load_mem(short(Profile::Print)).unwrap();
    let form = dictionary! {
        "Subtype" => "Form", "BBox" => [0, 0, 1000, 1000].map(Object::Integer).to_vec(),
    };
    resource(&mut document, "XObject", "Form", Stream::new(form, b"0 0.5 0 0 k 0 400 100 100 re f".to_vec()));
    let image = dictionary! {
        "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8, "ColorSpace" => "DeviceCMYK",
    };
    resource(&mut document, "XObject", "Image", Stream::new(image, vec![255, 0, 127, 0]));
    // Everything off the page, white over all of it, and three squares.
    paint(
        &mut document,
        "0 0 0 0 k 0 0 600 900 re f 1 0 0 0 k 0 0 100 100 re f /Form Do 100 0 0 100 300 300 cm /Image Do",
    );
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let found = preflight(&bytes).unwrap();
    let ink = measure_ink(&File::open(&bytes).unwrap(), &found);
    let page = 595.276 * 841.89;
    for (plate, squares) in [("Cyan", 2.0), ("Magenta", 0.5), ("Yellow", 127.0 / 255.0), ("Bulletin Red", 0.0)] {
        let index = found.plates.iter().position(|found| found.name == *plate).unwrap();
        let share = ink[index].as_ref().unwrap()[0].unwrap();
        let expected = squares * 10_000.0 / page;
        assert!((share - expected).abs() < 0.0015, "{plate}: {share} for {expected}");
    }
}

#[test]
fn a_file_that_is_no_pdf_says_why() {
    let text = |bytes: &[u8]| preflight(bytes).unwrap_err().code.as_str();
    assert_eq!(text(b""), "pdf-unreadable");
    assert_eq!(text(b"%PDF-1.7 and nothing else"), "pdf-unreadable");
    assert_eq!(text("稿件".as_bytes()), "pdf-unreadable");
    let mut document = Document::load_mem(short(Profile::PrintX1a)).unwrap();
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "user",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_eq!(text(&bytes), "pdf-password");
}

/// It draws itself a thousand times.
#[test]
fn a_form_that_draws_itself_is_given_up() {
    let mut document = Document::load_mem(short(Profile::Print)).unwrap();
    let form = dictionary! { "Subtype" => "Form", "BBox" => [0, 0, 9, 9].map(Object::Integer).to_vec() };
    resource(&mut document, "XObject", "Loop", Stream::new(form, b"/Loop Do ".repeat(1000)));
    paint(&mut document, "/Loop Do");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let found = preflight(&bytes).unwrap();
    assert!(codes(&found.findings).contains(&"pdf-too-much"));
    // The page isn't measured on any plate.
    let measured = measure_ink(&File::open(&bytes).unwrap(), &found);
    assert!(measured.iter().flatten().all(|pages| pages[0].is_none()));
}

/// Whatever such a file is found to be, reading it ends, and without a panic.
#[test]
fn files_that_are_cut_short_or_bent_never_crash_the_preflight() {
    let whole = short(Profile::Print);
    for part in 1..40 {
        let cut = preflight(&whole[..whole.len() * part / 40]);
        assert!(cut.map_or(true, |found| !found.findings.is_empty()), "a file cut to {part}/40 is fit for print");
        let mut bent = whole.to_vec();
        for at in (part * 97..bent.len()).step_by(4001) {
            bent[at] ^= 0x55;
        }
        if let Ok(found) = preflight(&bent) {
            assert_eq!(measure_ink(&File::open(&bent).unwrap(), &found).len(), found.plates.len());
        }
    }
}

/// A layout with an ink of its own: the build refuses, and the old file stays.
#[test]
fn a_layout_with_another_ink_is_refused_and_the_old_pdf_stays() {
    use jianbao::build::batch::{Batch, Status, Task, run_batch};
    let text = format!("layout: own\n{}", issue("title: 标题\nbody: 正文。"));
    let (folder, project, job) = folder(&text);
    let layout = |colour: &str| {
        let path = folder.path().join("layouts/own");
        std::fs::create_dir_all(&path).unwrap();
        let text = format!(
            "#import \"/layouts/bulletin/layout.typ\": issue\n#let layout(data) = issue(data, (style, data) => {{\n  \
             data.contents.sections.map(section => section.title).join()\n  place(rect(width: 1cm, height: 1cm, fill: {colour}))\n  pagebreak()\n}})\n"
        );
        std::fs::write(path.join("layout.typ"), text).unwrap();
    };
    let build = || {
        let layouts = jianbao::asset::layout::Layouts::load(&folder.path().join("layouts")).unwrap();
        let engine = jianbao::typeset::world::Engine::new(crate::support::engine().faces.clone(), layouts);
        let mut told = Vec::new();
        let stop = std::sync::atomic::AtomicBool::new(false);
        let task = Task::Build { force: false, imposition: None };
        let loaded = [jianbao::project::year::read_issue(&job)];
        let run = Batch { engine: &engine, project: &project, task, records: None, loaded: &loaded, across: &[] };
        run_batch(&run, std::slice::from_ref(&job), &[], 1, &stop, &mut |report| told.push(report));
        let report = told.remove(0);
        (report.status, codes(&report.findings))
    };
    layout("style.red");
    assert_eq!(build(), (Status::Built, vec![]));
    let before = std::fs::read(&job.output).unwrap();
    for colour in ["rgb(200, 0, 0)", "color.spot(\"Gold\", rgb(200, 150, 0)).tint(100%)"] {
        layout(colour);
        assert_eq!(build(), (Status::Failed, vec!["pdf-plate"]));
        assert!(std::fs::read(&job.output).unwrap() == before);
    }
}
