//! Hostile PDFs cost themselves alone: the run goes on, within bounds of time and memory, and says what wasn't examined.

use jianbao::pdf::preflight::ink::measure_ink;
use jianbao::pdf::preflight::{File, preflight};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::support::{TestProject, issue};

/// A file with one page that has contents and resources.
pub fn page(content: &[u8], resources: impl FnOnce(&mut Document) -> Dictionary) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let resources = resources(&mut document);
    let content = document.add_object(Stream::new(Dictionary::new(), content.to_vec()));
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
        "MediaBox" => [0, 0, 595, 842].map(Object::Integer).to_vec(),
    });
    save(document, pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 })
}

/// Saves a file with its page tree.
fn save(mut document: Document, root: ObjectId, tree: Dictionary) -> Vec<u8> {
    document.objects.insert(root, tree.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

pub fn plain(content: &[u8]) -> Vec<u8> {
    page(content, |_| Dictionary::new())
}

/// A drawn glyph that shows itself.
fn glyph_in_itself() -> Vec<u8> {
    page(b"BT /F 20 Tf 100 100 Td (a) Tj ET", |document| {
        let font = document.new_object_id();
        let resources = dictionary! { "Font" => dictionary! { "F" => font } };
        let glyph = document.add_object(Stream::new(Dictionary::new(), b"500 0 d0 BT /F 1 Tf (a) Tj ET".to_vec()));
        let matrix = [0.001, 0.0, 0.0, 0.001, 0.0, 0.0].map(Object::Real).to_vec();
        let dict = dictionary! {
            "Type" => "Font", "Subtype" => "Type3", "CharProcs" => dictionary! { "a" => glyph },
            "Encoding" => dictionary! { "Differences" => vec![97.into(), "a".into()] }, "Resources" => resources.clone(),
            "FontMatrix" => matrix, "FontBBox" => [0, 0, 1000, 1000].map(Object::Integer).to_vec(),
            "FirstChar" => 97, "LastChar" => 97, "Widths" => vec![500.into()],
        };
        document.objects.insert(font, dict.into());
        resources
    })
}

/// A picture that is stretched over millions of pages.
fn huge_picture() -> Vec<u8> {
    page(b"900000 0 0 900000 0 0 cm /I Do", |document| {
        let image = dictionary! {
            "Subtype" => "Image", "Width" => 600, "Height" => 600, "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray",
        };
        let image = document.add_object(Stream::new(image, vec![0; 600 * 600]));
        dictionary! { "XObject" => dictionary! { "I" => image } }
    })
}

/// A page tree in which each node names the next one ten times.
fn pages_that_multiply() -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let leaf = dictionary! { "Type" => "Page", "MediaBox" => [0, 0, 9, 9].map(Object::Integer).to_vec() };
    let mut node = document.add_object(leaf);
    for _ in 0..20 {
        node = document.add_object(dictionary! { "Type" => "Pages", "Kids" => vec![Object::from(node); 10] });
    }
    let tree = document.get_dictionary(node).unwrap().clone();
    save(document, node, tree)
}

/// Forms each of which draws the next one a hundred times.
fn forms_that_multiply() -> Vec<u8> {
    page(b"/F Do", |document| {
        let form = |content: Vec<u8>| {
            let dict = dictionary! { "Subtype" => "Form", "BBox" => [0, 0, 9, 9].map(Object::Integer).to_vec() };
            Stream::new(dict, content)
        };
        let mut inner = document.add_object(form(b"0 0 9 9 re f".to_vec()));
        for _ in 0..12 {
            let mut outer = form(b"/F Do ".repeat(100));
            outer.dict.set("Resources", dictionary! { "XObject" => dictionary! { "F" => inner } });
            inner = document.add_object(outer);
        }
        dictionary! { "XObject" => dictionary! { "F" => inner } }
    })
}

/// Hostile files, by what is hostile in them.
pub fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("brackets", plain(&b"[".repeat(500_000))),
        ("glyph", glyph_in_itself()),
        ("dash", plain(b"[0.00001] 0 d 100 100 m 500 800 l S")),
        ("picture", huge_picture()),
        ("pages", pages_that_multiply()),
        ("forms", forms_that_multiply()),
        ("states", plain(&b"q ".repeat(3_000_000))),
        ("matrix", plain(b"1e30 0 0 1e30 0 0 cm 0 0 1 1 re f 1 0 0 RG 1e-30 w 0 0 1 1 re S")),
    ]
}

#[test]
fn one_hostile_file_costs_the_others_nothing() {
    let project = TestProject::new();
    let mut words = vec!["preflight".to_owned(), "first.pdf".to_owned()];
    project.write("first.pdf", plain(b"0 0 0 1 k 0 0 99 99 re f"));
    for (name, bytes) in hostile() {
        project.write(&format!("{name}.pdf"), bytes);
        words.push(format!("{name}.pdf"));
    }
    project.write("last.pdf", plain(b"0 0 0 1 k 0 0 99 99 re f"));
    words.push("last.pdf".to_owned());
    let ran = project.run(words.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(ran.status(), 1, "{}", ran.err);
    for name in ["first.pdf", "last.pdf"] {
        assert!(ran.out.contains(&format!("{name}: PDF 1.6, 1 page")), "{name}: {}", ran.out);
    }
    for (name, _) in hostile().iter().filter(|(name, _)| *name != "matrix") {
        let told = ["pdf-too-much", "pdf-unreadable", "pdf-not-examined"];
        let is_told = |code: &&str| {
            ran.err.split("error[").any(|part| part.starts_with(*code) && part.contains(&format!("{name}.pdf")))
        };
        assert!(told.iter().any(is_told), "{name}: {}", ran.err);
    }
}

/// A page of 300,000 boxes, each as large as the page, holds more than a page may.
#[test]
fn a_page_beyond_its_bounds_is_named_and_the_rest_is_examined() {
    let boxes = b"0 0 595 842 re f\n".repeat(300_000);
    let project = TestProject::new();
    project.write("boxes.pdf", plain(&boxes));
    let ran = project.run(["preflight", "boxes.pdf"]).code(1);
    assert!(ran.err.contains("error[pdf-too-much]: not everything could be examined (p. 1)"), "{}", ran.err);
    assert!(ran.out.contains("boxes.pdf: PDF 1.6, 1 page"), "{}", ran.out);
}

#[test]
fn an_issue_is_compared_with_a_hostile_file_without_harm() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。"));
    for (name, bytes) in hostile() {
        project.write(&format!("{name}.pdf"), bytes);
        let ran = project.run(["diff", "issues/1.yaml", "--against", &format!("{name}.pdf")]);
        assert!([0, 1].contains(&ran.status()), "{name}: {}", ran.err);
        assert!(!ran.err.contains("crashed"), "{name}: {}", ran.err);
    }
}

/// What can be bounded cheaply is bounded in the process itself.
#[test]
fn most_hostile_pages_are_given_up_before_they_are_drawn() {
    for name in ["brackets", "glyph", "dash", "picture", "states"] {
        let bytes = hostile().into_iter().find(|(known, _)| *known == name).unwrap().1;
        let found = preflight(&bytes).unwrap();
        assert!(!found.pages[0].whole, "{name}");
        let ink = measure_ink(&File::open(&bytes).unwrap(), &found);
        assert!(ink.iter().flatten().flatten().all(Option::is_none), "{name}: {ink:?}");
    }
}

#[test]
fn a_page_tree_that_stands_below_itself_is_listed_once() {
    let mut document = Document::with_version("1.6");
    let root = document.new_object_id();
    let leaf = document.add_object(dictionary! { "Type" => "Page" });
    let bytes = save(document, root, dictionary! { "Kids" => vec![leaf.into(), root.into(), leaf.into()] });
    assert_eq!(File::open(&bytes).unwrap().pages, [leaf, leaf]);
}
