//! `jianbao export`: the issue as a Word file and as Markdown.

use std::io::{Cursor, Read};

use jianbao::export::{Identity, docx, exportable};
use jianbao::typeset::field::Field;

use crate::support::{TestProject, engine, sample};

/// A part of a package as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|_| panic!("{name}")).read_to_string(&mut text).unwrap();
    text
}

fn exported(name: &str) -> Vec<u8> {
    let (project, job) = sample(name);
    let exported = exportable(engine(), &project, &job).unwrap().value;
    docx(&exported.manuscript, &format!("issues/{name}"), &Identity::hash(b""))
}

#[test]
fn a_word_file_has_the_grid_of_the_print_and_the_same_bytes_each_time() {
    let bytes = exported("2022/36.yaml");
    assert_eq!(bytes, exported("2022/36.yaml"));
    let text = part(&bytes, "word/document.xml");
    assert!(text.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"));
    assert!(text.contains("<w:docGrid w:type=\"linesAndChars\" w:linePitch=\"592\" w:charSpace=\"-848\"/>"));
    assert!(part(&bytes, "word/settings.xml").contains("<w:trackRevisions/>"));
    for part_name in
        ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/footer1.xml"]
    {
        roxmltree::Document::parse(&part(&bytes, part_name)).unwrap();
    }
}

#[test]
fn every_word_of_the_samples_is_in_the_word_file_with_its_place() {
    for name in ["2022/33.yaml", "2022/34.yaml", "2022/35.yaml", "2022/36.yaml"] {
        let bytes = exported(name);
        let xml = part(&bytes, "customXml/item1.xml");
        let tree = roxmltree::Document::parse(&xml).unwrap();
        let identity = Identity::read(tree.root_element()).unwrap();
        let fields: Vec<&Field> = identity
            .paragraphs
            .iter()
            .flat_map(|paragraph| &paragraph.segments)
            .filter_map(|(field, _)| field.as_ref())
            .collect();
        assert!(!fields.iter().any(|field| matches!(field, Field::Other(_))), "{name}");
        let document = part(&bytes, "word/document.xml");
        let notes = part(&bytes, "word/footnotes.xml");
        for paragraph in &identity.paragraphs {
            assert!(document.contains(&format!("w:name=\"{}\"", paragraph.bookmark)), "{name}: {paragraph:?}");
            for note in &paragraph.footnotes {
                assert!(notes.contains(&format!("w:name=\"{}\"", note.bookmark)), "{name}: {note:?}");
            }
        }
    }
}

#[test]
fn pictures_lists_notes_and_tables_are_words_own() {
    let bytes = exported("2022/33.yaml");
    let text = part(&bytes, "word/document.xml");
    assert_eq!(text.matches("<w:drawing>").count(), 2);
    assert!(text.contains("name=\"pictures/33-实践广场.jpg\" descr=\"改造后的实践广场，傍晚常有乡亲在此歇脚议事\""));
    let numbers = part(&bytes, "word/numbering.xml");
    assert!(numbers.contains("<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/>"), "{numbers}");
    assert!(numbers.contains("<w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/>"), "{numbers}");
    let bytes = exported("2022/34.yaml");
    let text = part(&bytes, "word/document.xml");
    assert_eq!(text.matches("<w:footnoteReference ").count(), 2);
    assert_eq!(text.matches("<w:tblHeader/>").count(), 1);
    let bytes = exported("2022/36.yaml");
    assert_eq!(part(&bytes, "word/document.xml").matches("<w:gridSpan w:val=\"2\"/>").count(), 1);
}

#[test]
fn a_file_that_is_there_is_never_written_over() {
    let project = TestProject::new().sample("issues/publication.yaml").sample("issues/2022/35.yaml");
    project.run(["export", "35", "-o", "35.docx"]).code(0);
    let before = project.read_bytes("35.docx");
    let ran = project.run(["export", "35", "-o", "35.docx"]).code(2);
    assert!(ran.err.contains("[output-exists]"), "{}", ran.err);
    assert_eq!(project.read_bytes("35.docx"), before);
    let ran = project.run(["export", "35", "-o", "35.txt"]).code(2);
    assert!(ran.err.contains("[output-kind]") && ran.err.contains("let the name end in .docx or .md"), "{}", ran.err);
    project.run(["export", "35", "-o", "35.md"]).code(0);
    let text = project.read("35.md");
    assert!(text.contains("# 村规民约为什么管用：三个村庄的观察\n\n村规民约人人知道"), "{text}");
    assert!(text.contains("\n\n## 一、管用的村规民约，都是吵出来的\n\n"), "{text}");
}
