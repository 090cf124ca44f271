//! Marks on the finished PDF: in which inks they are drawn, where they stand, and that both sides of a sheet agree.

use std::collections::BTreeSet;

use jianbao::Code;
use jianbao::pdf::preflight::{Preflight, preflight};
use jianbao::pdf::raster::rasterise;
use kurbo::{Affine, Point, Rect};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::support::{TestProject, issue};

/// A line that was drawn, in mm from the upper left corner of the trim, with the colour that it has.
#[derive(Debug)]
struct Line {
    space: String,
    tints: Vec<f32>,
    bounds: Rect,
}

/// The words of a colour space: its inks, or its name.
fn words(document: &Document, space: &Object) -> String {
    let name = |object: &Object| String::from_utf8_lossy(object.as_name().unwrap_or_default()).into_owned();
    match document.dereference(space).unwrap().1 {
        Object::Array(parts) => match &parts[1] {
            Object::Array(inks) => inks.iter().map(name).collect::<Vec<_>>().join("+"),
            ink => name(ink),
        },
        other => name(other),
    }
}

fn resources<'d>(document: &'d Document, page: &'d Dictionary) -> &'d Dictionary {
    let resources = document.dereference(page.get(b"Resources").unwrap()).unwrap().1.as_dict().unwrap();
    document.dereference(resources.get(b"ColorSpace").unwrap()).unwrap().1.as_dict().unwrap()
}

/// The lines of a page, from 1, that lie beyond its trim.
fn marks(document: &Document, page: u32) -> Vec<Line> {
    let id = document.get_pages()[&page];
    let dict = document.get_dictionary(id).unwrap();
    let edge = |index: usize| f64::from(dict.get(b"TrimBox").unwrap().as_array().unwrap()[index].as_float().unwrap());
    let to_mm = Affine::scale_non_uniform(25.4 / 72.0, -25.4 / 72.0) * Affine::translate((-edge(0), -edge(3)));
    let trim = Rect::new(0.0, 0.0, (edge(2) - edge(0)) * 25.4 / 72.0, (edge(3) - edge(1)) * 25.4 / 72.0);
    let spaces = resources(document, dict);
    let content = Content::decode(&document.get_page_content(id)).unwrap();
    let (mut state, mut saved) = ((to_mm, "DeviceGray".to_owned(), vec![0.0]), Vec::new());
    let (mut path, mut lines): (Option<Rect>, Vec<Line>) = (None, Vec::new());
    for operation in content.operations {
        let numbers: Vec<f64> = operation.operands.iter().filter_map(|o| o.as_float().ok()).map(f64::from).collect();
        match operation.operator.as_str() {
            "q" => saved.push(state.clone()),
            "Q" => state = saved.pop().unwrap(),
            "cm" => state.0 *= Affine::new(numbers.try_into().unwrap()),
            "CS" => state.1 = words(document, spaces.get(operation.operands[0].as_name().unwrap()).unwrap()),
            "K" | "SCN" | "G" => {
                state.2 = numbers.iter().map(|tint| *tint as f32).collect();
                match operation.operator.as_str() {
                    "K" => state.1 = "DeviceCMYK".to_owned(),
                    "G" => state.1 = "DeviceGray".to_owned(),
                    _ => {}
                }
            }
            "m" | "l" | "c" => {
                for pair in numbers.chunks(2) {
                    let point = state.0 * Point::new(pair[0], pair[1]);
                    path = Some(path.unwrap_or(Rect::from_points(point, point)).union_pt(point));
                }
            }
            "S" => {
                let bounds = path.take().unwrap();
                if !trim.contains(bounds.center()) {
                    lines.push(Line { space: state.1.clone(), tints: state.2.clone(), bounds });
                }
            }
            "f" | "f*" | "n" => path = None,
            _ => {}
        }
    }
    lines
}

/// A project with an issue of some pages and these keys.
fn project(keys: &str, body: &str) -> TestProject {
    let article = format!("title: 标题\nbody: |\n{body}");
    TestProject::new().issue("1.yaml", format!("{keys}\n{}", issue(&article)))
}

/// Paragraphs that take several pages.
fn long(paragraphs: usize) -> String {
    (1..=paragraphs).map(|n| format!("  第{n}段。{}\n\n", "文明实践在身边。".repeat(30))).collect()
}

fn examined(document: &Document) -> Preflight {
    let mut bytes = Vec::new();
    document.clone().save_to(&mut bytes).unwrap();
    let found = preflight(&bytes).unwrap();
    // A booklet has blank pages.
    let mut findings = found.findings.iter().filter(|finding| finding.code != Code::PdfPageEmpty);
    assert!(findings.next().is_none(), "{:?}", found.findings);
    found
}

fn plates(found: &Preflight) -> Vec<&str> {
    found.plates.iter().map(|plate| plate.name.as_str()).collect()
}

/// A layout all of whose ink is black.
const BLACK_LAYOUT: &str = "#let layout(data) = {
  set document(title: data.document.title, author: data.document.author, date: datetime(..data.document.date))
  set page(width: 210mm, height: 297mm, margin: 30mm)
  rect(width: 50mm, height: 50mm, fill: luma(0%))
}
";

/// Asserts the space and the tints of all marks on all pages, and the plates of the file.
#[track_caller]
fn assert_inks(project: &TestProject, words: &[&str], pdf: &str, space: &str, tints: &[f32], expected: &[&str]) {
    project.run(words).code(0);
    let document = Document::load_mem(&project.read_bytes(pdf)).unwrap();
    assert_eq!(plates(&examined(&document)), expected, "{pdf}");
    for page in document.get_pages().keys() {
        let lines = marks(&document, *page);
        assert!(lines.len() >= 8 + 4 * 3, "{pdf} {page}: {}", lines.len());
        for line in lines {
            assert_eq!((line.space.as_str(), line.tints.as_slice()), (space, tints), "{pdf} {page}");
        }
    }
    let names = document.objects.values().filter_map(|object| object.as_array().ok()?.get(1)?.as_name().ok());
    assert!(!names.into_iter().any(|name| name == b"All"), "{pdf}");
}

#[test]
fn marks_are_drawn_in_the_inks_of_the_job_alone() {
    let build = &["build"][..];
    let own = project("print: {marks: true, bleed: 3mm}", &long(6));
    assert_inks(&own, build, "out/1.pdf", "Black+Bulletin Red", &[1.0, 1.0], &["Black", "Bulletin Red"]);
    let x1a = &["build", "--profile", "print-x1a"][..];
    let mixed = &["Magenta", "Yellow", "Black"];
    assert_inks(&own, x1a, "out/1-print-x1a.pdf", "DeviceCMYK", &[0.0, 1.0, 1.0, 1.0], mixed);
    for (arrangement, pdf) in [("booklet", "out/1-booklet.pdf"), ("two-up", "out/1-two-up.pdf")] {
        let impose = &["impose", "issues/1.yaml", "--as", arrangement][..];
        assert_inks(&own, impose, pdf, "Black+Bulletin Red", &[1.0, 1.0], &["Black", "Bulletin Red"]);
    }
    let pages = &["build", "issues/1.yaml", "--pages", "2"][..];
    assert_inks(&own, pages, "out/1-pages-2.pdf", "Black+Bulletin Red", &[1.0, 1.0], &["Black", "Bulletin Red"]);
    let named = project("print: {marks: true, red: {spot: PANTONE 485 C}}", &long(1));
    for (words, pdf) in [(build, "out/1.pdf"), (x1a, "out/1-print-x1a.pdf")] {
        assert_inks(&named, words, pdf, "Black+PANTONE 485 C", &[1.0, 1.0], &["Black", "PANTONE 485 C"]);
    }
}

#[test]
fn marks_of_a_job_in_black_are_black() {
    let black = project("print: {marks: true, profile: print-x1a, red: {cmyk: [0, 0, 0, 100]}}", &long(1));
    assert_inks(&black, &["build"], "out/1.pdf", "DeviceCMYK", &[0.0, 0.0, 0.0, 1.0], &["Black"]);
    let own = project("layout: plain\nprint: {marks: true}", &long(1));
    own.write("layouts/plain/layout.typ", BLACK_LAYOUT);
    assert_inks(&own, &["build"], "out/1.pdf", "DeviceCMYK", &[0.0, 0.0, 0.0, 1.0], &["Black"]);
    // The red in a pattern is red, too.
    let pattern = BLACK_LAYOUT.replace(
        "\n}",
        "\n  rect(width: 9mm, height: 9mm, fill: tiling(size: (3mm, 3mm), rect(width: 1mm, height: 1mm, fill: \
         color.spot(data.inks.red.spot, rgb(..data.inks.red.rgb)).tint(100%))))\n}",
    );
    own.write("layouts/plain/layout.typ", pattern);
    assert_inks(&own, &["build"], "out/1.pdf", "Black+Bulletin Red", &[1.0, 1.0], &["Black", "Bulletin Red"]);
    let red = BLACK_LAYOUT.replace("luma(0%)", "color.spot(data.inks.red.spot, rgb(..data.inks.red.rgb)).tint(100%)");
    own.write("layouts/plain/layout.typ", red);
    assert_inks(&own, &["build"], "out/1.pdf", "Bulletin Red", &[1.0], &["Bulletin Red"]);
}

#[test]
fn marks_are_in_all_inks_where_pictures_keep_their_colours() {
    let own = project("print: {marks: true, pictures: process}", "  ![图](a.png)\n");
    let picture = image_of([200, 30, 90]);
    own.write("issues/a.png", picture);
    let inks = ["Cyan", "Magenta", "Yellow", "Black", "Bulletin Red"];
    assert_inks(&own, &["build"], "out/1.pdf", &inks.join("+"), &[1.0; 5], &inks);
}

/// A picture of one colour that is fine enough.
fn image_of(colour: [u8; 3]) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(2400, 1600, image::Rgb(colour));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn marks_of_front_and_back_stand_on_one_another() {
    let own = project("print: {bleed: 3mm}", &long(12));
    for arrangement in ["booklet", "two-up"] {
        own.run(["impose", "issues/1.yaml", "--as", arrangement]).code(0);
        let document = Document::load_mem(&own.read_bytes(&format!("out/1-{arrangement}.pdf"))).unwrap();
        let places = |page: u32, mirror: bool| -> BTreeSet<[i64; 4]> {
            let rounded = |mm: f64| (mm * 20.0).round() as i64;
            let place = |line: Line| {
                let Rect { x0, x1, y0, y1 } = line.bounds;
                let (x0, x1) = if mirror { (420.0 - x1, 420.0 - x0) } else { (x0, x1) };
                [x0, x1, y0, y1].map(rounded)
            };
            marks(&document, page).into_iter().map(place).collect()
        };
        for front in (1..document.get_pages().len() as u32).step_by(2) {
            let (own, through) = (places(front, false), places(front + 1, true));
            assert_eq!(own, through, "{arrangement} {front}");
            // Crop marks, fold marks, and the cross and circle of four register marks.
            assert_eq!(own.len(), 8 + 2 + 4 * 3, "{arrangement} {front}");
        }
    }
}

#[test]
fn what_stands_around_a_small_page_keeps_clear_of_the_register_marks() {
    let small =
        BLACK_LAYOUT.replace("width: 210mm, height: 297mm, margin: 30mm", "width: 105mm, height: 148mm, margin: 10mm");
    let own = project("layout: plain\nprint: {marks: true, bleed: 3mm}", &long(1));
    own.write("layouts/plain/layout.typ", small);
    for (words, pdf, width) in [
        (&["build"][..], "out/1.pdf", 105.0),
        (&["impose", "issues/1.yaml", "--as", "booklet"], "out/1-booklet.pdf", 210.0),
    ] {
        own.run(words).code(0);
        let document = Document::load_mem(&own.read_bytes(pdf)).unwrap();
        let found = examined(&document);
        let trim = found.pages[0].trim.unwrap();
        assert!(
            (trim.width() * 25.4 / 72.0 - width).abs() < 0.01 && (trim.height() * 25.4 / 72.0 - 148.0).abs() < 0.01
        );
        for page in document.get_pages().keys() {
            let lines = marks(&document, *page);
            let heads = lines.iter().map(|line| line.bounds).filter(|mark| mark.y1 < -4.0 && mark.x0 > 5.0);
            let left = heads.map(|mark| mark.x0).fold(f64::MAX, f64::min);
            let bar = patches(&document, *page);
            assert!(bar.len() == 4 && bar.iter().all(|patch| patch.x1 < left), "{pdf} {page}: {left} {bar:?}");
        }
    }
}

/// Marks stand on white paper, also around a page whose ground is printed.
#[test]
fn the_ground_of_a_page_does_not_reach_the_marks() {
    let red = "color.spot(data.inks.red.spot, rgb(..data.inks.red.rgb)).tint(100%)";
    let own = project("layout: plain\nprint: {marks: true, bleed: 3mm}", &long(1));
    let ground = BLACK_LAYOUT.replace("margin: 30mm", &format!("margin: 30mm, fill: {red}"));
    own.write("layouts/plain/layout.typ", ground);
    for (words, pdf) in
        [(&["build"][..], "out/1.pdf"), (&["impose", "issues/1.yaml", "--as", "booklet"], "out/1-booklet.pdf")]
    {
        own.run(words).code(0);
        let [page, corner] = darkness(own.read_bytes(pdf));
        assert!(page > 0.3 && corner < 0.1, "{pdf}: {page} {corner}");
    }
}

/// How dark the first page is as a whole, and how dark the upper right corner of its sheet is, 8 mm wide and high. 1 is
/// black.
fn darkness(pdf: Vec<u8>) -> [f64; 2] {
    let corner = (8.0 / 25.4 * 72.0) as usize;
    let found = rasterise(
        pdf,
        1,
        |_| true,
        |_, _| 1.0,
        |_, image| {
            let (width, height) = (usize::from(image.width()), usize::from(image.height()));
            let mean = |left: usize, height: usize| {
                let rows = image.data().chunks(width).take(height);
                let dark: f64 = rows.flat_map(|row| &row[left..]).map(|pixel| 1.0 - f64::from(pixel.g) / 255.0).sum();
                dark / ((width - left) * height) as f64
            };
            [mean(0, height), mean(width - corner, corner)]
        },
    );
    found.unwrap()[0].unwrap()
}

/// The areas of a page that are filled above its trim, in mm.
fn patches(document: &Document, page: u32) -> Vec<Rect> {
    let id = document.get_pages()[&page];
    let dict = document.get_dictionary(id).unwrap();
    let edge = |index: usize| f64::from(dict.get(b"TrimBox").unwrap().as_array().unwrap()[index].as_float().unwrap());
    let to_mm = Affine::scale_non_uniform(25.4 / 72.0, -25.4 / 72.0) * Affine::translate((-edge(0), -edge(3)));
    let (mut matrix, mut saved, mut path, mut found) = (to_mm, Vec::new(), None::<Rect>, Vec::new());
    for operation in Content::decode(&document.get_page_content(id)).unwrap().operations {
        let numbers: Vec<f64> = operation.operands.iter().filter_map(|o| o.as_float().ok()).map(f64::from).collect();
        match (operation.operator.as_str(), numbers.as_slice()) {
            ("q", _) => saved.push(matrix),
            ("Q", _) => matrix = saved.pop().unwrap(),
            ("cm", _) => matrix *= Affine::new(numbers.try_into().unwrap()),
            ("re", [x, y, width, height]) => {
                path = Some(matrix.transform_rect_bbox(Rect::new(*x, *y, x + width, y + height)));
            }
            ("m" | "l", [x, y]) => {
                let point = matrix * Point::new(*x, *y);
                path = Some(path.unwrap_or(Rect::from_points(point, point)).union_pt(point));
            }
            ("f" | "f*", _) => found.extend(path.take().filter(|area| area.y1 < 0.0)),
            ("S" | "n", _) => path = None,
            _ => {}
        }
    }
    found
}

/// Marks of another program: a cross in the colorant All beyond the trim of the first page.
fn with_all() -> Preflight {
    let own = project("print: {bleed: 3mm}", &long(1));
    own.run(["build"]).code(0);
    let mut document = Document::load_mem(&own.read_bytes("out/1.pdf")).unwrap();
    let tint = dictionary! {
        "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
        "C0" => vec![0.into(), 0.into(), 0.into(), 0.into()], "C1" => vec![1.into(), 1.into(), 1.into(), 1.into()],
    };
    let all: Vec<Object> = vec!["Separation".into(), "All".into(), "DeviceCMYK".into(), tint.into()];
    let all = document.add_object(all);
    let page = document.get_pages()[&1];
    let mark = document.add_object(Stream::new(Dictionary::new(), b"q /All CS 1 SCN 2 2 m 7 7 l S Q".to_vec()));
    let page = document.get_dictionary_mut(page).unwrap();
    let before = page.get(b"Contents").unwrap().clone();
    page.set("Contents", vec![before, mark.into()]);
    let resources = match page.get_mut(b"Resources").unwrap() {
        Object::Reference(id) => {
            let id = *id;
            document.get_dictionary_mut(id).unwrap()
        }
        own => own.as_dict_mut().unwrap(),
    };
    let spaces = resources.get_mut(b"ColorSpace").unwrap().as_dict_mut().unwrap();
    spaces.set("All", all);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    preflight(&bytes).unwrap()
}

/// A RIP that takes the colorant All literally, as Ghostscript does, puts it on the plates of all process inks.
#[test]
fn the_colorant_all_counts_on_every_plate() {
    let found = with_all();
    let codes: Vec<_> = found.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["pdf-marks"]);
    assert_eq!(plates(&found), ["Cyan", "Magenta", "Yellow", "Black", "Bulletin Red"]);
    assert!(found.plates.iter().all(|plate| plate.pages.contains(&1)), "{:?}", found.plates);
    assert_eq!(found.plates[0].pages, [1]);
}
