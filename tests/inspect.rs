//! `inspect` measures finished pages: the samples pass in every row, and a layout in which one measure is wrong fails in its
//! row.

mod sabotage;

use jianbao::pdf::measure::{Inspection, Measured, Verdict, inspect};
use jianbao::pdf::preflight::watch::Unwatched;
use lopdf::{Document, Object, Stream, dictionary};
use snapbox::str;

use crate::apart::{hostile, page, plain};
use crate::support::{TestProject, issue, root, run_here};

/// The names of the rows with a verdict.
fn rows(inspection: &Inspection, verdict: Verdict) -> Vec<&'static str> {
    inspection.rows.iter().filter(|row| row.verdict == verdict).map(|row| row.name).collect()
}

/// An issue with text on odd and on even pages.
fn long_issue() -> String {
    issue(&format!("title: 标题\nbody: {}", "国".repeat(28 * 30)))
}

#[test]
fn the_samples_pass_in_every_row() {
    for name in ["33", "34", "35", "36"] {
        let path = format!("issues/2022/{name}.yaml");
        let ran = run_here(["--format", "json", "inspect", &path]).code(0);
        let table: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(table["status"], "passed", "{name}");
        let rows = table["rows"].as_array().unwrap();
        let passed = rows.iter().filter(|row| row["verdict"] == "pass").count();
        assert!(passed > 50 && rows.iter().all(|row| row["verdict"] != "fail"), "{name}: {passed} rows pass");
    }
}

/// Little text tells little: what can't be measured is not found, and nothing fails.
#[test]
fn a_short_issue_passes_in_what_it_shows() {
    for body in ["正文。", "一段短文。\n\n  又一段短短的文字。\n\n  - 一条\n  - 两条", &"国".repeat(40)]
    {
        let project = TestProject::new().issue("1.yaml", issue(&format!("title: 标题\nbody: |\n  {body}")));
        let ran = project.run(["inspect", "1"]).code(0);
        assert!(ran.out.contains("type area, width") && ran.out.contains("not found"), "{}", ran.out);
    }
}

#[test]
fn a_table_says_what_is_asked_and_what_was_measured() {
    let ran = run_here(["inspect", "issues/2022/35.yaml"]).code(0);
    let lines: Vec<_> = ran.out.lines().filter(|line| line.contains("GB/T 9704-2012 5.2")).collect();
    crate::support::assert_text(
        &lines.join("\n"),
        str![[r#"
✓  3  top margin                               GB/T 9704-2012 5.2.1  37 ± 1 mm                  37.00 mm
✓  4  inner margin                             GB/T 9704-2012 5.2.1  28 ± 1 mm                  28.00 mm
✓  5  type area, width                         GB/T 9704-2012 5.2.1  156 ± 1 mm                 156.00 mm
✓  6  type area, height                        GB/T 9704-2012 5.2.1  225 ± 1 mm                 225.00 mm
✓  7  characters a line                        GB/T 9704-2012 5.2.3  28                         28
✓  8  lines a page                             GB/T 9704-2012 5.2.3  22                         22
✓ 10  baselines off the grid                   GB/T 9704-2012 5.2.3  ≤ 0.1 mm                   0.00 mm
✓ 11  ink beside the type area                 GB/T 9704-2012 5.2.1  ≤ 0.6 mm                   0.00 mm
✓ 33  text, size                               GB/T 9704-2012 5.2.2  15.8 ± 0.3 pt              15.79 pt
✓ 34  text, face                               GB/T 9704-2012 5.2.2  仿宋                       ZhuqueFangsong-Regular
"#]],
    );
}

#[test]
fn a_pdf_of_ours_is_measured_as_its_issue_is() {
    let project = TestProject::new().issue("1.yaml", sabotage::everything());
    let picture = std::fs::read(root().join("issues/2022/pictures/33-实践广场.jpg")).unwrap();
    project.write("issues/pictures/33-实践广场.jpg", picture);
    for profile in ["print", "screen"] {
        project.run(["build", "issues/1.yaml", "--profile", profile, "-o", "1.pdf", "--force"]).code(0);
        let ran = project.run(["--format", "json", "inspect", "1.pdf"]).code(0);
        let table: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let of_issue = project.json(["--format", "json", "inspect", "1"]);
        for (own, other) in table["rows"].as_array().unwrap().iter().zip(of_issue["rows"].as_array().unwrap()) {
            // How colours on a screen come onto plates isn't known.
            let is_ink = own["row"].as_str().unwrap().ends_with("inks");
            assert!(is_ink || own["measured"] == other["measured"], "{profile}: {own} {other}");
        }
    }
}

#[test]
fn the_overlay_is_a_pdf_that_shows_the_grid_and_is_written_over_nothing_else() {
    let project = TestProject::new().issue("1.yaml", long_issue());
    project.run(["build", "-o", "1.pdf"]).code(0);
    project.run(["inspect", "1.pdf", "-o", "grid.pdf"]);
    let document = Document::load(project.path("grid.pdf")).unwrap();
    assert_eq!(document.get_pages().len(), 3);
    let forms = document.objects.values().filter_map(|object| object.as_stream().ok());
    let forms = forms.filter(|stream| stream.dict.has(b"Matrix")).map(|stream| stream.get_plain_content().unwrap());
    let drawn: Vec<String> = forms.map(|content| String::from_utf8(content).unwrap()).collect();
    // The type area of a page that binds left, and of one that binds right.
    assert!(drawn.iter().any(|page| page.contains("28.000 37.000 156.000 225.000 re S")), "{drawn:?}");
    assert!(drawn.iter().any(|page| page.contains("26.000 37.000 156.000 225.000 re S")), "{drawn:?}");
    let before = project.read_bytes("1.pdf");
    project.run(["inspect", "1.pdf", "-o", "grid.pdf"]);
    project.run(["inspect", "1.pdf", "-o", "1.pdf"]).code(2).stderr(str![[r#"
error[inspect-taken]: this file is there already, and jianbao inspect didn't write it
--> 1.pdf
 = help: choose another name after -o, or move the file away


"#]]);
    assert!(project.read_bytes("1.pdf") == before);
}

/// A page of another program with a line in an unknown face: what can't be told is said, and nothing is guessed.
#[test]
fn what_a_foreign_pdf_does_not_show_is_not_found() {
    let bytes = page(b"BT /F 12 Tf 72 700 Td (Hello) Tj ET", |document| {
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        let font = document.add_object(font);
        dictionary! { "Font" => dictionary! { "F" => font } }
    });
    let inspection = inspect(&bytes, &Unwatched).unwrap();
    let failed = rows(&inspection, Verdict::Fail);
    assert_eq!(failed, ["top-margin", "text-size"]);
    assert!(rows(&inspection, Verdict::Unknown).len() > 50);
    let unknown = |name: &str| inspection.rows.iter().find(|row| row.name == name).unwrap();
    assert_eq!(unknown("masthead-face").measured, Measured::Nothing);
}

/// What stands around the pages doesn't change their measures.
#[test]
fn a_pdf_with_marks_is_measured_within_its_trim() {
    let project = TestProject::new().issue("1.yaml", long_issue());
    let table = |project: &TestProject| project.json(["--format", "json", "inspect", "1"])["rows"].clone();
    let plain = table(&project);
    project.edit("issues/1.yaml", "number: 1\n", "number: 1\nprint: {marks: true, bleed: 3mm}\n");
    for (own, other) in table(&project).as_array().unwrap().iter().zip(plain.as_array().unwrap()) {
        let is_ink = own["row"].as_str().unwrap().ends_with("inks");
        assert!(is_ink || own["measured"] == other["measured"], "{own} {other}");
    }
}

/// Text that two plates print is one thing that an engine's layout can't be made to do.
#[test]
fn text_in_two_inks_is_told() {
    let bytes = page(b"0 0.2 0.2 1 k BT /F 12 Tf 72 700 Td (Hello) Tj ET", |document| {
        let font =
            document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
        dictionary! { "Font" => dictionary! { "F" => font } }
    });
    let inspection = inspect(&bytes, &Unwatched).unwrap();
    assert!(rows(&inspection, Verdict::Fail).contains(&"text-inks"));
}

#[test]
fn a_scan_and_a_page_without_text_cannot_be_measured() {
    let project = TestProject::new();
    let scan = page(b"q 595 0 0 842 0 0 cm /I Do Q BT 3 Tr /F 12 Tf 72 700 Td (Hidden) Tj ET", |document| {
        let image = dictionary! {
            "Subtype" => "Image", "Width" => 60, "Height" => 60, "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray",
        };
        let image = document.add_object(Stream::new(image, vec![200; 3600]));
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        dictionary! {
            "XObject" => dictionary! { "I" => image },
            "Font" => dictionary! { "F" => Object::Dictionary(font) },
        }
    });
    project.write("scan.pdf", scan);
    project.write("empty.pdf", plain(b""));
    project.write("no.pdf", b"%PDF-1.6\nnothing");
    project.run(["inspect", "scan.pdf"]).code(1).stderr(str![[r#"
error[inspect-nothing]: there is no text on the pages that could be measured
--> scan.pdf
 = help: a scan is a picture and can't be measured; use the PDF that the typesetting program writes


"#]]);
    project.run(["inspect", "empty.pdf"]).code(1).error("inspect-nothing");
    project.run(["inspect", "no.pdf"]).code(1).error("pdf-unreadable");
    project.run(["inspect", "missing.pdf"]).code(1).error("file-missing");
}

#[test]
fn a_hostile_pdf_costs_nothing_but_its_own_table() {
    let project = TestProject::new();
    for (name, bytes) in hostile() {
        project.write(&format!("{name}.pdf"), bytes);
        let ran = project.run(["inspect", &format!("{name}.pdf"), "-o", &format!("{name}-grid.pdf")]).code(1);
        assert!(!ran.err.contains("crashed"), "{name}: {}", ran.err);
    }
}
