//! The plates as pictures: which files there are, what they show, and what is never overwritten.

use std::process::Command;

use image::GrayImage;
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};
use serde_json::Value;
use snapbox::str;

use crate::support::{TestProject, root, save_pages};

/// A sheet of 100 by 50 points for each page, with areas of inks: the ink's name, its share, and a box in points. `Cyan` and
/// its like are set in DeviceCMYK, others as spot colours.
fn pdf(pages: &[&[(&str, f32, [f32; 4])]]) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let tree = document.new_object_id();
    let mut kids = Vec::new();
    for areas in pages {
        let mut operations = Vec::new();
        let mut spaces = dictionary! {};
        for (index, (ink, share, bounds)) in areas.iter().enumerate() {
            let process = ["Cyan", "Magenta", "Yellow", "Black"].iter().position(|name| name == ink);
            if let Some(at) = process {
                let mut shares = vec![Object::Real(0.0); 4];
                shares[at] = Object::Real(*share);
                operations.push(Operation::new("k", shares));
            } else {
                let name = format!("S{index}");
                let tint = dictionary! {
                    "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
                    "C0" => vec![0.into(); 4], "C1" => vec![0.into(), 1.into(), 1.into(), 0.into()],
                };
                let ink = Object::Name(ink.as_bytes().to_vec());
                spaces.set(name.clone(), vec!["Separation".into(), ink, "DeviceCMYK".into(), tint.into()]);
                operations.push(Operation::new("cs", vec![Object::Name(name.into_bytes())]));
                operations.push(Operation::new("scn", vec![Object::Real(*share)]));
            }
            operations.push(Operation::new("re", bounds.map(Object::Real).to_vec()));
            operations.push(Operation::new("f", vec![]));
        }
        let content = document.add_object(Stream::new(dictionary! {}, Content { operations }.encode().unwrap()));
        let resources = dictionary! { "ColorSpace" => spaces };
        let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources };
        kids.push(document.add_object(page).into());
    }
    save_pages(document, tree, kids, [0, 0, 100, 50])
}

/// A project with one such PDF.
fn with_pdf(pages: &[&[(&str, f32, [f32; 4])]]) -> TestProject {
    let project = TestProject::new();
    project.write("a.pdf", pdf(pages));
    project
}

fn picture(project: &TestProject, path: &str) -> GrayImage {
    image::open(project.path(path)).unwrap_or_else(|error| panic!("{path}: {error}")).into_luma8()
}

/// The names of the files in a folder of the project, in order.
fn files(project: &TestProject, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(project.path(folder)).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const LEFT: [f32; 4] = [0.0, 0.0, 50.0, 50.0];
const RIGHT: [f32; 4] = [50.0, 0.0, 50.0, 50.0];

#[test]
fn each_ink_of_each_page_becomes_a_picture_where_black_is_full_ink() {
    let project = with_pdf(&[&[("Bulletin Red", 1.0, LEFT), ("Black", 0.5, RIGHT)], &[("Black", 1.0, RIGHT)]]);
    project.run(["plates", "a.pdf", "-o", "out", "--resolution", "72"]).code(0).stdout(str![[r#"
Black: p. 1–2, 37.45 % ink, 2 pictures: out/a-1-Black.png
Bulletin Red: p. 1, 50.00 % ink, 1 picture: out/a-1-Bulletin_Red.png

"#]]);
    assert_eq!(files(&project, "out"), ["a-1-Black.png", "a-1-Bulletin_Red.png", "a-2-Black.png"]);
    let red = picture(&project, "out/a-1-Bulletin_Red.png");
    assert_eq!(red.dimensions(), (100, 50));
    assert_eq!([red.get_pixel(10, 25).0, red.get_pixel(90, 25).0], [[0], [255]]);
    let black = picture(&project, "out/a-1-Black.png");
    assert_eq!([black.get_pixel(10, 25).0, black.get_pixel(90, 25).0], [[255], [128]]);
}

#[test]
fn a_picture_has_the_resolution_that_is_asked_for_and_only_those_pages() {
    let page: &[(&str, f32, [f32; 4])] = &[("Black", 1.0, LEFT)];
    let project = with_pdf(&[page, page, page]);
    project.run(["plates", "a.pdf", "-o", "out", "--resolution", "144", "--pages", "2-3"]).code(0);
    assert_eq!(files(&project, "out"), ["a-2-Black.png", "a-3-Black.png"]);
    assert_eq!(picture(&project, "out/a-2-Black.png").dimensions(), (200, 100));
    project.run(["plates", "a.pdf", "-o", "out", "--pages", "4"]).code(2).stderr(str![[r#"
error[page-missing]: there is no page 4; there are 3
--> a.pdf
 = help: count pages from 1, as they are printed: --pages 3-4


"#]]);
    project.run(["plates", "a.pdf", "-o", "out", "--resolution", "5"]).code(2).stderr(str![[r#"
error: invalid value “5” for --resolution <DPI>
help: between 20 and 1200: --resolution 300

"#]]);
}

#[test]
fn names_of_inks_become_names_of_files_that_every_system_takes() {
    let project = with_pdf(&[&[("专色 红/1", 1.0, LEFT), ("专色 红:1", 1.0, RIGHT)]]);
    project.run(["plates", "a.pdf", "-o", "out"]).code(0);
    assert_eq!(files(&project, "out"), ["a-1-专色_红-1-2.png", "a-1-专色_红-1.png"]);
}

#[test]
fn a_tiff_has_the_grey_of_the_png() {
    let project = with_pdf(&[&[("Black", 0.25, LEFT)]]);
    project.run(["plates", "a.pdf", "-o", "out", "--as", "tiff", "--resolution", "72"]).code(0);
    let tiff = project.read_bytes("out/a-1-Black.tif");
    assert!(tiff.starts_with(b"II*\0"));
    // Two runs to the row: 50 pixels of a quarter of ink, 50 of paper.
    let row = [(257 - 50) as u8, 191, (257 - 50) as u8, 255];
    assert!(tiff.ends_with(&row.repeat(50)), "{:?}", &tiff[tiff.len() - 8..]);
}

#[test]
fn a_file_that_is_no_plate_is_never_overwritten() {
    let project = with_pdf(&[&[("Black", 1.0, LEFT)]]);
    project.write("out/a-1-Black.png", "mine");
    project.run(["plates", "a.pdf", "-o", "out"]).code(2).stderr(str![[r#"
error[plates-taken]: this file is there already, and it isn't a plate's picture that jianbao wrote
--> out/a-1-Black.png
 = help: choose another folder with -o, or move the file away


"#]]);
    assert_eq!(project.read("out/a-1-Black.png"), "mine");
    std::fs::remove_file(project.path("out/a-1-Black.png")).unwrap();
    project.run(["plates", "a.pdf", "-o", "out"]).code(0);
    project.run(["plates", "a.pdf", "-o", "out", "--resolution", "72"]).code(0);
    assert_eq!(picture(&project, "out/a-1-Black.png").dimensions(), (100, 50));
}

#[test]
fn plates_of_two_pdfs_never_get_the_same_names() {
    let project = with_pdf(&[&[("Black", 1.0, LEFT)]]);
    project.write("b/A.pdf", pdf(&[&[("Black", 1.0, RIGHT)]]));
    project.run(["plates", "a.pdf", "b/A.pdf", "-o", "out"]).code(2).stderr(str![[r#"
error[plates-same-name]: the plates of this PDF would have the same names as those of a.pdf
--> b/A.pdf
 = help: run the command for each of them, with a folder of its own after -o


"#]]);
    assert!(!project.path("out").exists());
}

#[test]
fn a_pdf_without_ink_has_no_plates_and_a_broken_one_says_so() {
    let project = with_pdf(&[&[]]);
    project.run(["plates", "a.pdf", "-o", "out"]).code(0).stdout(str![[r#"
a.pdf prints nothing: no page has ink

"#]]);
    project.write("broken.pdf", "%PDF-1.4");
    project.run(["plates", "broken.pdf", "-o", "out"]).code(1);
    assert!(!project.path("out").exists());
}

#[test]
fn plates_are_named_in_json() {
    let project = with_pdf(&[&[("Black", 0.5, LEFT)]]);
    let told = project.json(["--format", "json", "plates", "a.pdf", "-o", "out", "--resolution", "72"]);
    assert_eq!((&told["status"], &told["plates"][0]["name"]), (&Value::from("built"), &Value::from("Black")));
    let picture = &told["plates"][0]["pictures"][0];
    assert_eq!((&picture["page"], picture["output"].as_str()), (&Value::from(1), Some("out/a-1-Black.png")));
    assert!((picture["ink"].as_f64().unwrap() - 25.0).abs() < 0.3, "{picture}");
}

/// Writes the plates of Ghostscript (tiffsep), a RIP of others, for each page and ink.
fn separate_with_ghostscript(project: &TestProject, pdf: &str, dpi: u32) {
    let ran = Command::new("gs")
        .args(["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-sCompression=none"])
        .args([&format!("-r{dpi}"), &format!("-sOutputFile={}/gs{dpi}-%d.tif", project.root().display())])
        .arg(project.path(pdf))
        .status();
    assert!(ran.unwrap().success());
}

/// Returns the mean darkness of a plate in percent.
fn ink(grey: &[u8]) -> f64 {
    grey.iter().map(|level| f64::from(255 - level)).sum::<f64>() / 2.55 / grey.len() as f64
}

/// Returns the pixels of a TIFF in grey of 8 bits that isn't packed, with its width.
fn plain_tiff(bytes: &[u8]) -> (usize, Vec<u8>) {
    let number = |at: usize, len: usize| bytes[at..at + len].iter().rev().fold(0usize, |n, b| n << 8 | usize::from(*b));
    let directory = number(4, 4);
    let entry = |tag: usize| {
        let entries = (0..number(directory, 2)).map(|index| directory + 2 + 12 * index);
        let at = entries.into_iter().find(|at| number(*at, 2) == tag).unwrap();
        let (size, count) = (if number(at + 2, 2) == 3 { 2 } else { 4 }, number(at + 4, 4));
        let values = if size * count <= 4 { at + 8 } else { number(at + 8, 4) };
        (0..count).map(|index| number(values + size * index, size)).collect::<Vec<_>>()
    };
    let strips = entry(273).into_iter().zip(entry(279));
    (entry(256)[0], strips.flat_map(|(at, count)| bytes[at..at + count].to_vec()).collect())
}

/// What two pictures of a plate differ by.
#[derive(Debug, Default)]
struct Far {
    /// The pixels whose neighbours are all alike on both pictures, so that no edge runs through them.
    flat: usize,
    /// Those of them that differ by more than a grey level.
    apart: usize,
}

/// Compares two pictures of a plate.
fn compare(own: &GrayImage, width: usize, other: &[u8]) -> Far {
    let (columns, rows) = (own.width() as usize, own.height() as usize);
    let own = own.as_raw();
    let mut far = Far::default();
    for y in 1..rows.min(other.len() / width) - 1 {
        for x in 1..columns.min(width) - 1 {
            let at = |picture: &[u8], width: usize| {
                let around = (y - 1..=y + 1).flat_map(|y| (x - 1..=x + 1).map(move |x| (x, y)));
                let centre = picture[y * width + x];
                (centre, around.into_iter().all(|(x, y)| picture[y * width + x] == centre))
            };
            let ((a, is_flat_a), (b, is_flat_b)) = (at(own, columns), at(other, width));
            if is_flat_a && is_flat_b {
                far.flat += 1;
                far.apart += usize::from(a.abs_diff(b) > 1);
            }
        }
    }
    far
}

#[test]
#[ignore = "needs Ghostscript, which .ci/run installs"]
fn against_ghostscript_plates_are_equal_away_from_edges() {
    for sample in ["33", "36"] {
        let issue = format!("issues/2022/{sample}.yaml");
        let pictures = std::fs::read_dir(root().join("issues/2022/pictures")).unwrap();
        let pictures = pictures.map(|entry| format!("issues/2022/pictures/{}", entry.unwrap().file_name().display()));
        let project = TestProject::new().sample(&issue).sample("issues/publication.yaml");
        let project = pictures.fold(project, |project, picture| project.sample(&picture));
        project.run(["build", &issue, "-o", "a.pdf"]).code(0);
        project.run(["plates", "a.pdf", "-o", "own", "--resolution", "150"]).code(0);
        separate_with_ghostscript(&project, "a.pdf", 150);
        separate_with_ghostscript(&project, "a.pdf", 300);
        let mut tried = 0;
        for name in files(&project, "own") {
            let (page, plate) = name.strip_prefix("a-").unwrap().strip_suffix(".png").unwrap().split_once('-').unwrap();
            let (page, plate): (usize, _) = (page.parse().unwrap(), plate.replace('_', " "));
            let theirs = |dpi: u32| plain_tiff(&project.read_bytes(&format!("gs{dpi}-{page}({plate}).tif")));
            let [(width, coarse), (_, fine)] = [150, 300].map(theirs);
            let own = picture(&project, &format!("own/{name}"));
            let far = compare(&own, width, &coarse);
            // Ghostscript fills every pixel that a shape touches, which adds about half as much ink at twice the resolution.
            let (own, theirs) = (ink(own.as_raw()), 2.0 * ink(&fine) - ink(&coarse));
            assert!(far.flat > 1_000_000 && far.apart * 10_000 <= far.flat, "{name}: {far:?}");
            assert!((own - theirs).abs() < 0.2, "{name}: {own} {theirs}");
            tried += 1;
        }
        assert!(tried >= 6, "{tried}");
    }
}
