//! The rules of GWG 2022 and what plants ask besides: a file that breaks one is named by it alone, and one that only looks
//! like it isn't named.

use jianbao::diagnostic::{Diagnostic, Severity};
use jianbao::issue::Profile;
use jianbao::pdf::preflight::ink::measure_ink_watched;
use jianbao::pdf::preflight::watch::Unwatched;
use jianbao::pdf::preflight::{File, Preflight, Terms, Variant, list_rules, preflight_watched};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::preflight::{codes, first_page, object, paint, resource, short, state};

/// An area of magenta, which hides what the sample has there.
const MAGENTA: &str = "0 0.5 0 0 k 200 200 200 200 re f";
/// An area of black.
const BLACK: &str = "0 0 0 1 k 200 200 200 200 re f";
/// An area of paper.
const PAPER: &str = "0 0 0 0 k 200 200 200 200 re f";

/// Text of a size in points, on the areas above.
fn word(size: f64) -> String {
    format!("BT /f0 {size} Tf 1 0 0 1 220 300 Tm <0001> Tj ET")
}

/// A line of a width in points, on the areas above.
fn line(width: f64) -> String {
    format!("{width} w 220 250 m 380 250 l S")
}

/// What makes a PDF.
type Spoil = fn(&mut Document);

/// A sample in a profile with one thing changed, examined for terms and with its ink measured.
fn examined(profile: Profile, terms: &Terms, spoil: impl FnOnce(&mut Document)) -> Preflight {
    let mut document = Document::load_mem(short(profile)).unwrap();
    spoil(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    examine(&bytes, terms)
}

/// A PDF examined for terms, with its ink measured.
fn examine(bytes: &[u8], terms: &Terms) -> Preflight {
    let file = File::open(bytes).unwrap();
    let mut found = preflight_watched(&file, terms, &Unwatched);
    let measured = measure_ink_watched(&file, &found, &Unwatched);
    found.take_ink(measured);
    found
}

/// The rule that a finding names.
fn rule(finding: &Diagnostic) -> String {
    let named = finding.args.iter().find(|(name, _)| *name == "rule");
    named.map_or(String::new(), |(_, rule)| format!("{rule:?}"))
}

/// Asserts that each case is found by its code and its rule, and nothing else is; names all cases that fail.
#[track_caller]
fn assert_named_alone(cases: &[(&str, &str, Spoil)]) {
    let mut wrong = Vec::new();
    for (index, (code, id, spoil)) in cases.iter().enumerate() {
        let found = examined(Profile::Print, &Terms::default(), spoil).findings;
        if codes(&found) != [*code] || !rule(&found[0]).contains(id) {
            wrong.push(format!("case {index}, {code}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Asserts that none of the cases is found to be wrong; names all that are.
#[track_caller]
fn assert_clean(cases: &[Spoil]) {
    let found = cases.iter().map(|spoil| codes(&examined(Profile::Print, &Terms::default(), spoil).findings));
    let wrong: Vec<_> = found.enumerate().filter(|(_, found)| !found.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Changes each page.
fn each_page(document: &mut Document, change: impl Fn(&mut Dictionary)) {
    for id in document.page_iter().collect::<Vec<_>>() {
        change(document.get_dictionary_mut(id).unwrap());
    }
}

fn numbers(numbers: &[f32]) -> Object {
    numbers.iter().copied().map(Object::Real).collect::<Vec<_>>().into()
}

/// A spot ink as a colour space, with the mixture that stands in for it.
fn spot(document: &mut Document, name: &str, ink: &str, mixture: [f32; 4]) {
    let tint = dictionary! {
        "FunctionType" => 2, "Domain" => numbers(&[0.0, 1.0]), "N" => 1,
        "C0" => numbers(&[0.0; 4]), "C1" => numbers(&mixture),
    };
    let ink = Object::Name(ink.as_bytes().to_vec());
    resource(document, "ColorSpace", name, vec!["Separation".into(), ink, "DeviceCMYK".into(), tint.into()]);
}

/// A grey picture of a width and height in pixels and bits a pixel, as a resource.
fn picture(document: &mut Document, width: i64, height: i64, bits: i64) {
    let image = dictionary! {
        "Subtype" => "Image", "Width" => width, "Height" => height, "BitsPerComponent" => bits,
        "ColorSpace" => "DeviceGray",
    };
    let bytes = (width * bits + 7) / 8 * height;
    resource(document, "XObject", "Picture", Stream::new(image, vec![0x80; bytes as usize]));
}

#[test]
fn a_page_that_a_plant_would_misplace_is_named_alone() {
    assert_named_alone(&[
        ("pdf-user-unit", "R0002", |d| each_page(d, |page| page.set("UserUnit", 1.0))),
        ("pdf-crop", "R0003", |d| {
            first_page(d).set("MediaBox", numbers(&[-8.504, -8.504, 603.78, 850.394]));
            first_page(d).set("CropBox", numbers(&[0.0, 0.0, 595.276, 841.89]));
        }),
        ("pdf-page-sizes", "R0004", |d| {
            for key in ["MediaBox", "CropBox", "BleedBox", "TrimBox"] {
                first_page(d).set(key, numbers(&[0.0, 0.0, 595.276, 850.0]));
            }
        }),
        ("pdf-page-turned", "R0004", |d| first_page(d).set("Rotate", 180)),
        ("pdf-page-empty", "R0005", |d| {
            first_page(d).set("Contents", Object::Array(Vec::new()));
        }),
    ]);
}

#[test]
fn boxes_that_are_equal_and_a_turn_of_nothing_are_no_fault() {
    assert_clean(&[
        |d| {
            let media = first_page(d).get(b"MediaBox").unwrap().clone();
            first_page(d).set("CropBox", media);
            first_page(d).set("Rotate", 0);
        },
        |d| drop(first_page(d).remove(b"CropBox")),
    ]);
}

#[test]
fn white_that_goes_wrong_on_ink_is_named_alone() {
    assert_named_alone(&[
        ("pdf-white-text-overprint", "R0007", |d| {
            let operators = format!("{MAGENTA} /Spoilt gs 0 0 0 0 k {}", word(20.0));
            resource(d, "ExtGState", "Spoilt", dictionary! { "op" => true, "OPM" => 1 });
            paint(d, &operators);
        }),
        ("pdf-white-overprint", "R0008", |d| {
            resource(d, "ExtGState", "Spoilt", dictionary! { "op" => true, "OPM" => 1 });
            paint(d, &format!("{MAGENTA} /Spoilt gs 0 0 0 0 k 250 250 50 50 re f"));
        }),
        ("pdf-white-text", "R0016", |d| paint(d, &format!("{MAGENTA} 0 0 0 0 k {}", word(7.5)))),
        ("pdf-white-text", "R0016", |d| paint(d, &format!("{BLACK} 1 g {}", word(7.5)))),
        ("pdf-white-line", "R0018", |d| paint(d, &format!("{BLACK} 0 0 0 0 K {}", line(0.2)))),
        ("pdf-white-line", "R0018", |d| paint(d, &format!("{MAGENTA} 0 0 0 0 k 220 250 100 0.2 re f"))),
    ]);
}

#[test]
fn white_that_lies_on_paper_or_is_large_or_covered_is_no_fault() {
    assert_clean(&[
        |d| paint(d, &format!("{PAPER} 0 0 0 0 k {} 0 0 0 0 K {}", word(4.0), line(0.1))),
        |d| paint(d, &format!("{MAGENTA} 0 0 0 0 k {} 0 0 0 0 K {}", word(9.0), line(0.5))),
        |d| paint(d, &format!("{MAGENTA} 0 0 0 0 k {} {MAGENTA}", word(4.0))),
        |d| {
            resource(d, "ExtGState", "Spoilt", dictionary! { "op" => true, "OPM" => 1 });
            paint(d, &format!("{PAPER} /Spoilt gs 0 0 0 0 k 250 250 50 50 re f"));
        },
    ]);
}

#[test]
fn black_that_does_not_overprint_other_ink_is_named_alone() {
    assert_named_alone(&[
        ("pdf-black-knockout", "R0009", |d| paint(d, &format!("{MAGENTA} 0 0 0 1 k {}", word(9.0)))),
        ("pdf-black-knockout", "R0009", |d| {
            // Without OPM 1, black in DeviceCMYK knocks out the other process inks.
            resource(d, "ExtGState", "Spoilt", dictionary! { "op" => true, "OPM" => 0 });
            paint(d, &format!("{MAGENTA} /Spoilt gs 0 0 0 1 k {}", word(9.0)));
        }),
        ("pdf-black-line-knockout", "R0010", |d| paint(d, &format!("{MAGENTA} 0 0 0 1 K {}", line(1.0)))),
        ("pdf-black-line-knockout", "R0010", |d| paint(d, &format!("{MAGENTA} 0 0 0 1 k 220 250 100 1 re f"))),
        ("pdf-gray-text", "R0011", |d| paint(d, &format!("{MAGENTA} 0 g {}", word(9.0)))),
        ("pdf-gray-line", "R0012", |d| paint(d, &format!("{MAGENTA} 0 G {}", line(1.0)))),
        ("pdf-gray-overprint", "R0013", |d| {
            resource(d, "ExtGState", "Spoilt", dictionary! { "op" => true });
            paint(d, &format!("{MAGENTA} /Spoilt gs 0.5 g 250 250 50 50 re f"));
        }),
    ]);
}

#[test]
fn black_that_overprints_or_lies_on_paper_or_beside_is_no_fault() {
    assert_clean(&[
        |d| {
            resource(d, "ExtGState", "Spoilt", dictionary! { "op" => true, "OP" => true, "OPM" => 1 });
            paint(d, &format!("{MAGENTA} /Spoilt gs 0 0 0 1 k {} 0 0 0 1 K {}", word(9.0), line(1.0)));
        },
        |d| paint(d, &format!("{PAPER} 0 g {} 0 G {}", word(9.0), line(1.0))),
        |d| paint(d, &format!("{MAGENTA} {PAPER} 0 g {}", word(9.0))),
        |d| paint(d, &format!("{MAGENTA} 0 0 0 1 k {} 0 0 0 1 K {}", word(12.0), line(2.0))),
        // Inside a frame, and beside an area.
        |d| paint(d, &format!("{PAPER} 0 1 0 0 K 2 w 205 205 190 190 re S 0 g {}", word(9.0))),
        |d| paint(d, &format!("{PAPER} 0 1 0 0 k 360 200 40 200 re f 0 g {}", word(9.0))),
        // What the area's clip cuts off isn't there.
        |d| paint(d, &format!("{PAPER} q 360 200 40 200 re W n {MAGENTA} Q 0 g {}", word(9.0))),
    ]);
}

#[test]
fn text_that_prints_badly_is_named_alone() {
    assert_named_alone(&[
        ("pdf-text-inks", "R0017", |d| paint(d, &format!("{PAPER} 0 0.8 0.8 0 k {}", word(7.0)))),
        ("pdf-rich-black-text", "R0015", |d| paint(d, &format!("{PAPER} 0.7 0.7 0.6 1 k {}", word(30.0)))),
        ("pdf-courier", "R0014", |d| {
            let font = object(d, |dict| dict.has(b"BaseFont") && dict.has(b"ToUnicode"));
            font.set("BaseFont", Object::Name(b"ABCDEF+Courier".to_vec()));
        }),
    ]);
    assert_clean(&[
        |d| paint(d, &format!("{PAPER} 0 0.8 0.8 0 k {}", word(9.0))),
        |d| {
            let font = object(d, |dict| dict.has(b"BaseFont") && dict.has(b"ToUnicode"));
            font.set("BaseFont", Object::Name(b"ABCDEF+CourierNewPSMT".to_vec()));
        },
    ]);
}

#[test]
fn a_hairline_is_named_by_any_construction() {
    let code = "pdf-thin-rule";
    assert_named_alone(&[
        (code, "", |d| paint(d, &format!("{PAPER} 0 G {}", line(0.1)))),
        (code, "", |d| paint(d, &format!("{PAPER} 0 G q 1 0 0 0.01 0 250 cm 2 w 220 0 m 380 0 l S Q"))),
        (code, "", |d| paint(d, &format!("{PAPER} 0 g 220 250 m 380 250 l 380 250.1 l 220 250.1 l h f"))),
        (code, "", |d| paint(d, &format!("{PAPER} 0 g 220 250 100 0.1 re 220 260 100 9 re f"))),
        (code, "", |d| paint(d, &format!("{PAPER} 0 g 220 250 100 100 re 220.1 250.1 99.8 99.8 re f*"))),
        (code, "", |d| paint(d, &format!("{PAPER} q 220 250 100 0.1 re W n 0 g 200 200 200 200 re f Q"))),
        ("pdf-line-inks", "R0019", |d| paint(d, &format!("{PAPER} 0 0.8 0.8 0 K {}", line(0.2)))),
    ]);
    assert_clean(&[
        |d| paint(d, &format!("{PAPER} 0 G {}", line(0.25))),
        |d| paint(d, &format!("{PAPER} 0 0.8 0.8 0 K {}", line(0.3))),
        // The line runs across the direction in which the matrix makes it thin.
        |d| paint(d, &format!("{PAPER} 0 G q 1 0 0 0.01 0 0 cm 2 w 250 22000 m 250 38000 l S Q")),
        // A dot is no line.
        |d| paint(d, &format!("{PAPER} 0 g 220 250 0.2 0.2 re f")),
        |d| paint(d, &format!("{PAPER} 0 G {} {PAPER}", line(0.1))),
    ]);
}

#[test]
fn names_of_spot_inks_that_make_two_plates_of_one_are_named_alone() {
    assert_named_alone(&[
        ("pdf-spot-suffix", "R0021", |d| {
            spot(d, "A", "PANTONE 485 C", [0.0, 0.9, 1.0, 0.0]);
            spot(d, "B", "PANTONE 485 CV", [0.0, 0.95, 1.0, 0.0]);
            paint(d, "/A cs 1 scn 200 200 50 50 re f /B cs 1 scn 260 200 50 50 re f");
        }),
        ("pdf-spot-case", "R0022", |d| {
            spot(d, "A", "bulletin red", [0.0, 0.9, 1.0, 0.0]);
            paint(d, "/A cs 1 scn 200 200 50 50 re f");
        }),
        ("pdf-spot-case", "R0022", |d| {
            spot(d, "A", "Caf\u{e9}", [0.0, 0.5, 1.0, 0.0]);
            spot(d, "B", "Cafe\u{301}", [0.0, 0.6, 1.0, 0.0]);
            paint(d, "/A cs 1 scn 200 200 50 50 re f /B cs 1 scn 260 200 50 50 re f");
        }),
        ("pdf-spot-same", "R0023", |d| {
            spot(d, "A", "Gold", [0.0, 0.2, 0.9, 0.1]);
            spot(d, "B", "Brass", [0.0, 0.2, 0.9, 0.1]);
            paint(d, "/A cs 1 scn 200 200 50 50 re f /B cs 1 scn 260 200 50 50 re f");
        }),
        ("pdf-spot-recipes", "", |d| {
            spot(d, "A", "Gold", [0.0, 0.2, 0.9, 0.1]);
            spot(d, "B", "Gold", [0.0, 0.3, 0.9, 0.1]);
            paint(d, "/A cs 1 scn 200 200 50 50 re f /B cs 1 scn 260 200 50 50 re f");
        }),
    ]);
    assert_clean(&[
        |d| {
            spot(d, "A", "PANTONE 485 C", [0.0, 0.9, 1.0, 0.0]);
            spot(d, "B", "PANTONE 486 C", [0.0, 0.5, 0.6, 0.0]);
            paint(d, "/A cs 1 scn 200 200 50 50 re f /B cs 1 scn 260 200 50 50 re f");
        },
        // An ink of which nothing is seen takes no plate.
        |d| {
            spot(d, "A", "PANTONE 485 C", [0.0, 0.9, 1.0, 0.0]);
            spot(d, "B", "PANTONE 485 CV", [0.0, 0.95, 1.0, 0.0]);
            paint(d, &format!("/A cs 1 scn 250 250 50 50 re f {PAPER} /B cs 1 scn 260 200 50 50 re f"));
        },
    ]);
}

#[test]
fn spot_inks_are_held_against_those_of_the_job() {
    let terms = |inks: Option<&[&str]>, variant| Terms {
        variant,
        inks: inks.map(|inks| inks.iter().map(ToString::to_string).collect()),
        ..Terms::default()
    };
    let found = |terms: &Terms| examined(Profile::Print, terms, |_| ()).findings;
    assert!(found(&terms(Some(&["Bulletin Red"]), Variant::SheetSpot)).is_empty());
    let other = found(&terms(Some(&["PANTONE 485 C"]), Variant::SheetSpot));
    assert_eq!((codes(&other), other[0].severity), (vec!["pdf-spot-inks"], Severity::Warning));
    let process = found(&terms(None, Variant::SheetCmyk));
    assert_eq!((codes(&process), process[0].severity), (vec!["pdf-spot-inks"], Severity::Error));
}

#[test]
fn colours_that_print_otherwise_are_named_alone() {
    assert_named_alone(&[
        ("pdf-registration", "R0024", |d| {
            spot(d, "All", "All", [1.0, 1.0, 1.0, 1.0]);
            paint(d, "/All cs 0.5 scn 200 200 50 50 re f");
        }),
        ("pdf-coverage", "R0026", |d| paint(d, "0.8 0.8 0.84 0.84 k 200 200 100 100 re f")),
        ("pdf-blend-space", "R0030", |d| {
            first_page(d).set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceGray" });
        }),
    ]);
    assert_clean(&[
        |d| paint(d, "0.8 0.7 0.84 0.84 k 200 200 100 100 re f"),
        // Too small for a square of 15 mm.
        |d| paint(d, "0.8 0.8 0.84 0.84 k 200 200 20 100 re f"),
        |d| {
            first_page(d).set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" });
        },
    ]);
}

/// A file from elsewhere, without a standard: a colour that has to be converted is an error.
#[test]
fn light_in_a_file_without_a_standard_is_an_error_of_its_own() {
    let found = examined(Profile::Print, &Terms::default(), |d| {
        paint(d, "1 0 0 rg 200 200 50 50 re f");
        d.catalog_mut().unwrap().remove(b"Metadata");
        let id = d.trailer.get(b"Info").unwrap().as_reference().unwrap();
        d.get_dictionary_mut(id).unwrap().remove(b"GTS_PDFXVersion");
    });
    let errors: Vec<_> = found.findings.iter().filter(|finding| finding.is_error()).collect();
    assert!(errors.len() == 1 && rule(errors[0]).contains("R0027"), "{:?}", found.findings);
}

#[test]
fn pictures_are_measured_by_both_thresholds() {
    assert_named_alone(&[
        // 72 points are an inch.
        ("pdf-picture-coarse", "R0031", |d| {
            picture(d, 149, 149, 8);
            paint(d, "72 0 0 72 200 200 cm /Picture Do");
        }),
        ("pdf-picture-resolution", "R0031", |d| {
            picture(d, 224, 224, 8);
            paint(d, "72 0 0 72 200 200 cm /Picture Do");
        }),
        ("pdf-picture-coarse", "R0032", |d| {
            picture(d, 540, 540, 1);
            paint(d, "72 0 0 72 200 200 cm /Picture Do");
        }),
        ("pdf-picture-resolution", "R0032", |d| {
            picture(d, 790, 790, 1);
            paint(d, "72 0 0 72 200 200 cm /Picture Do");
        }),
        ("pdf-picture-fine", "", |d| {
            picture(d, 700, 700, 8);
            paint(d, "72 0 0 72 200 200 cm /Picture Do");
        }),
    ]);
    assert_clean(&[
        |d| {
            picture(d, 300, 300, 8);
            paint(d, "72 0 0 72 200 200 cm /Picture Do");
        },
        |d| {
            picture(d, 16, 16, 8);
            paint(d, "72 0 0 72 200 200 cm /Picture Do");
        },
    ]);
}

#[test]
fn what_plants_ask_besides_is_named_alone() {
    assert_named_alone(&[
        ("pdf-bleed", "", |d| paint(d, "0 1 0 0 k 0 200 100 50 re f")),
        ("pdf-bleed", "", |d| {
            each_page(d, |page| {
                for key in ["MediaBox", "CropBox", "BleedBox"] {
                    page.set(key, numbers(&[-8.504, -8.504, 603.78, 850.394]));
                }
            });
            paint(d, "0 1 0 0 k -3 200 100 50 re f");
        }),
        ("pdf-text-edge", "", |d| paint(d, "0 g BT /f0 10 Tf 1 0 0 1 3 300 Tm <0001> Tj ET")),
        ("pdf-type3", "", |d| {
            let glyph = d.add_object(Stream::new(Dictionary::new(), b"500 0 d0 0 0 500 500 re f".to_vec()));
            let font = dictionary! {
                "Type" => "Font", "Subtype" => "Type3", "CharProcs" => dictionary! { "a" => glyph },
                "FontMatrix" => numbers(&[0.001, 0.0, 0.0, 0.001, 0.0, 0.0]), "FirstChar" => 97,
                "Widths" => numbers(&[500.0]),
            };
            resource(d, "Font", "Drawn", font);
            paint(d, "BT /Drawn 40 Tf 1 0 0 1 200 200 Tm (a) Tj ET");
        }),
        ("pdf-glyph-missing", "", |d| paint(d, "0 g BT /f0 20 Tf 1 0 0 1 220 300 Tm <0000> Tj ET")),
        ("pdf-glyph-missing", "", |d| paint(d, "0 g BT /f0 20 Tf 1 0 0 1 220 300 Tm <FFF0> Tj ET")),
        ("pdf-layer-found", "", |d| layer(d, "", "")),
        ("pdf-layer-hidden", "", |d| {
            let hidden = "/OC /Layer BDC 0 1 1 0 k 0 200 100 50 re f EMC";
            layer(d, "OFF", hidden);
        }),
    ]);
}

#[test]
fn ink_with_bleed_and_text_inside_are_no_fault() {
    assert_clean(&[
        |d| {
            each_page(d, |page| {
                for key in ["MediaBox", "CropBox", "BleedBox"] {
                    page.set(key, numbers(&[-8.504, -8.504, 603.78, 850.394]));
                }
            });
            paint(d, "0 1 0 0 k -9 200 100 50 re f");
        },
        |d| paint(d, "0 g BT /f0 10 Tf 1 0 0 1 12 300 Tm <0001> Tj ET"),
        |d| paint(d, "0 1 0 0 k 3 200 100 50 re f"),
        // Words that aren't printed may stand anywhere.
        |d| paint(d, "BT 3 Tr /f0 10 Tf 1 0 0 1 3 300 Tm <0000> Tj ET"),
    ]);
}

/// Adds a layer whose state stands under a key, and contents.
fn layer(document: &mut Document, key: &str, contents: &str) {
    let group = document.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("Proof") });
    let mut start = dictionary! { "Name" => Object::string_literal("Layers"), "Order" => vec![Object::from(group)] };
    if !key.is_empty() {
        start.set(key, vec![Object::from(group)]);
    }
    let properties = dictionary! { "OCGs" => vec![Object::from(group)], "D" => start };
    document.catalog_mut().unwrap().set("OCProperties", properties);
    let named = dictionary! { "Layer" => group };
    let page = first_page(document).clone();
    let (at, resources) = document.dereference(page.get(b"Resources").unwrap()).unwrap();
    let (at, mut resources) = (at, resources.as_dict().unwrap().clone());
    resources.set("Properties", named);
    match at {
        Some(at) => drop(document.objects.insert(at, resources.into())),
        None => first_page(document).set("Resources", resources),
    }
    paint(document, contents);
}

/// The profile of a press that prints grey, and nothing that doesn't fit it.
#[test]
fn an_output_intent_for_another_space_is_named() {
    let found = examined(Profile::Print, &Terms::default(), |d| {
        let intent = object(d, |dict| dict.has(b"DestOutputProfile"));
        let id = intent.get(b"DestOutputProfile").unwrap().as_reference().unwrap();
        let stream = d.get_object_mut(id).unwrap().as_stream_mut().unwrap();
        let mut icc = stream.get_plain_content().unwrap();
        icc[16..20].copy_from_slice(b"GRAY");
        stream.dict.set("N", 1);
        stream.set_plain_content(icc);
    });
    let named: Vec<_> = found.findings.iter().filter(|finding| finding.code.as_str() == "pdf-intent-space").collect();
    assert!(named.len() == 1 && rule(named[0]).contains("R0035"), "{:?}", found.findings);
}

/// A page that is one picture, as an advertisement in a newspaper.
#[test]
fn other_variants_have_rules_and_values_of_their_own() {
    let terms = |variant| Terms { variant, ..Terms::default() };
    let advertisement = examined(Profile::Print, &terms(Variant::NewspaperAds), |_| ()).findings;
    assert!(codes(&advertisement).contains(&"pdf-page-count"), "{advertisement:?}");
    let small = |d: &mut Document| paint(d, &format!("{MAGENTA} 0 0 0 0 k {}", word(8.5)));
    assert!(examined(Profile::Print, &terms(Variant::SheetSpot), small).findings.is_empty());
    let web = examined(Profile::Print, &terms(Variant::WebSpot), small).findings;
    assert_eq!(codes(&web), ["pdf-white-text"]);
    let turned = |d: &mut Document| first_page(d).set("Rotate", 90);
    let web = examined(Profile::Print, &terms(Variant::WebSpot), turned).findings;
    assert_eq!((codes(&web), web[0].severity), (vec!["pdf-page-turned"], Severity::Error));
    let choices = |d: &mut Document| {
        layer(d, "", "");
        let properties = d.catalog_mut().unwrap().get_mut(b"OCProperties").unwrap().as_dict_mut().unwrap();
        properties.set("Configs", Object::Array(Vec::new()));
    };
    let magazine = examined(Profile::Print, &terms(Variant::MagazineAds), choices).findings;
    assert!(codes(&magazine).contains(&"pdf-layer-choice"), "{magazine:?}");
}

#[test]
fn a_scanned_advertisement_is_measured_as_a_page() {
    let terms = Terms { variant: Variant::NewspaperAds, ..Terms::default() };
    let found = examined(Profile::Print, &terms, |d| {
        picture(d, 2200, 3200, 8);
        let content = d.add_object(Stream::new(Dictionary::new(), b"595.3 0 0 841.9 0 0 cm /Picture Do".to_vec()));
        let first = d.page_iter().next().unwrap();
        first_page(d).set("Contents", content);
        let all: Vec<u32> = (1..=d.get_pages().len() as u32).filter(|number| d.get_pages()[number] != first).collect();
        d.delete_pages(&all);
    });
    assert!(codes(&found.findings).contains(&"pdf-page-picture"), "{:?}", found.findings);
}

/// The variant that was asked for by its name wants PDF/X-4.
#[test]
fn a_named_variant_takes_pdf_x_4_alone() {
    let terms = Terms { is_named: true, ..Terms::default() };
    assert!(examined(Profile::Print, &terms, |_| ()).findings.is_empty());
    let other = examined(Profile::PrintX1a, &terms, |_| ()).findings;
    assert_eq!(codes(&other), ["pdf-not-x4"]);
    assert!(examined(Profile::PrintX1a, &Terms::default(), |_| ()).findings.is_empty());
}

#[test]
fn each_rule_stands_in_the_manual() {
    for page in ["docs/en/src/print-shop/preflight.md", "docs/zh/src/print-shop/preflight.md"] {
        let text = std::fs::read_to_string(crate::support::root().join(page)).unwrap();
        let missing: Vec<_> = list_rules().into_iter().filter(|(id, _)| !text.contains(&format!("| {id} |"))).collect();
        assert!(missing.is_empty(), "{page} lacks {missing:?}");
        let missing: Vec<_> = Variant::ALL.iter().filter(|variant| !text.contains(variant.title())).collect();
        assert!(missing.is_empty(), "{page} lacks {missing:?}");
    }
}

/// As Ghostscript's separations have it: black leaves red alone where it overprints, and white paper where it doesn't.
#[test]
fn ink_is_measured_with_overprint() {
    let share = |state: Dictionary| {
        let mut document = Document::load_mem(short(Profile::Print)).unwrap();
        spot(&mut document, "Gold", "Gold", [0.0, 0.2, 0.9, 0.1]);
        resource(&mut document, "ExtGState", "Spoilt", state);
        paint(&mut document, "/Gold cs 1 scn 200 200 200 200 re f /Spoilt gs 0 0 0 1 k 200 200 100 200 re f");
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        let file = File::open(&bytes).unwrap();
        let found = preflight_watched(&file, &Terms::default(), &Unwatched);
        let at = found.plates.iter().position(|plate| plate.name == "Gold").unwrap();
        let ink = measure_ink_watched(&file, &found, &Unwatched);
        ink.plates[at].as_ref().unwrap()[0].unwrap() * 595.276 * 841.89
    };
    let whole = 200.0 * 200.0;
    assert!((share(dictionary! { "op" => true, "OPM" => 1 }) / whole - 1.0).abs() < 0.01);
    assert!((share(dictionary! { "op" => true, "OPM" => 0 }) / whole - 1.0).abs() < 0.01);
    assert!((share(dictionary! { "op" => false }) / whole - 0.5).abs() < 0.01);
}

/// A picture in four inks of which only black has any.
#[test]
fn a_plate_that_stays_empty_is_not_listed() {
    let found = examined(Profile::Print, &Terms::default(), |d| {
        let image = dictionary! {
            "Subtype" => "Image", "Width" => 300, "Height" => 300, "BitsPerComponent" => 8,
            "ColorSpace" => "DeviceCMYK",
        };
        resource(d, "XObject", "Black", Stream::new(image, [0, 0, 0, 128].repeat(90_000)));
        paint(d, "72 0 0 72 200 200 cm /Black Do");
    });
    let plates: Vec<_> = found.plates.iter().map(|plate| plate.name.as_str()).collect();
    assert_eq!(plates, ["Black", "Bulletin Red"]);
    let hidden = examined(Profile::Print, &Terms::default(), |d| {
        layer(d, "OFF", "/OC /Layer BDC 0 1 1 0 k 200 200 100 50 re f EMC");
    });
    assert_eq!(hidden.plates.len(), 2);
}

/// The sample as it is, in each profile for plates and each variant with spot colours.
#[test]
fn the_sample_keeps_all_rules() {
    for variant in [Variant::SheetSpot, Variant::WebSpot] {
        for profile in [Profile::Print, Profile::PrintX1a] {
            let found = examined(profile, &Terms { variant, ..Terms::default() }, |_| ());
            assert!(found.findings.is_empty(), "{variant:?} {profile:?}: {:?}", found.findings);
        }
    }
    let state_of_nothing = |d: &mut Document| state(d, Dictionary::new(), "");
    assert!(examined(Profile::Print, &Terms::default(), state_of_nothing).findings.is_empty());
}
