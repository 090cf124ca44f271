//! The report on a PDF: what stands in it, that it is a clean PDF itself, and what it never overwrites.

use jianbao::Code;
use jianbao::pdf::preflight::preflight;
use lopdf::{Document, Stream, dictionary};
use snapbox::str;

use crate::support::{TestProject, issue, save_pages};

/// A PDF of A4 pages with these contents.
fn pdf(contents: &[&str]) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let tree = document.new_object_id();
    let mut kids = Vec::new();
    for content in contents {
        let content = document.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
        let page =
            dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => dictionary! {} };
        kids.push(document.add_object(page).into());
    }
    save_pages(document, tree, kids, [0, 0, 595, 842])
}

/// A black line of a tenth of a point.
const THIN: &str = "0 0 0 1 K 0.1 w 100 700 m 300 700 l S";

#[test]
fn a_report_has_the_verdict_the_boxes_the_plates_and_the_findings() {
    let project = TestProject::new().issue("2022/36.yaml", issue("title: 标题\nbody: 正文。"));
    project.run(["build"]).code(0);
    let ran = project.run(["preflight", "out/2022/36.pdf", "--report", "r.pdf"]).code(0);
    assert!(ran.out.ends_with("written: r.pdf\n"), "{}", ran.out);
    let words = project.page_words("r.pdf").concat();
    for part in
        ["Preflightreport", "fitforthepress", "PDF/X-4", "BulletinRed", "Trim(TrimBox):210.00×297.00mm", "36.pdf"]
    {
        assert!(words.contains(part), "{part}: {words}");
    }
    let chinese = project.run(["--lang", "zh", "preflight", "out/2022/36.pdf", "--report", "r.pdf"]).code(0);
    assert!(chinese.out.contains("可以付印"), "{}", chinese.out);
    let words = project.page_words("r.pdf").concat();
    assert!(words.contains("印前检查报告") && words.contains("成品（TrimBox）：210.00×297.00mm"), "{words}");
}

#[test]
fn a_report_is_a_clean_pdf_itself_and_always_the_same() {
    let project = TestProject::new();
    project.write("a.pdf", pdf(&[THIN, "0 0 0 1 k 0 0 595 842 re f"]));
    project.run(["preflight", "a.pdf", "--report", "r.pdf"]);
    let first = project.read_bytes("r.pdf");
    project.run(["preflight", "a.pdf", "--report", "r.pdf"]);
    assert!(project.read_bytes("r.pdf") == first);
    let found = preflight(&first).unwrap();
    assert_eq!(found.claims.iter().map(ToString::to_string).collect::<Vec<_>>(), ["PDF/A-2b"]);
    assert!(found.clauses.iter().all(|clause| clause.is_met), "{:?}", found.clauses);
    assert!(found.fonts.iter().all(|font| font.embedded));
}

#[test]
fn a_finding_on_an_element_has_its_place() {
    let found = preflight(&pdf(&["", THIN])).unwrap();
    let area = found.areas.iter().find(|area| area.code == Code::PdfThinRule).unwrap();
    assert_eq!(area.page, 2);
    let bounds = area.bounds;
    assert!((bounds.x0 - 100.0).abs() < 0.2 && (bounds.x1 - 300.0).abs() < 0.2, "{bounds:?}");
    assert!((bounds.y0 - 700.0).abs() < 0.2 && (bounds.y1 - 700.0).abs() < 0.2, "{bounds:?}");
}

#[test]
fn a_report_replaces_an_older_report_and_no_other_file() {
    let project = TestProject::new();
    project.write("a.pdf", pdf(&[THIN]));
    project.write("b.pdf", pdf(&[""]));
    let before = project.read_bytes("b.pdf");
    project.run(["preflight", "a.pdf", "--report", "b.pdf"]).code(2).stderr(str![[r#"
error[report-name]: a report goes to a file that ends in .pdf, and over nothing but an older report
--> b.pdf
 = help: give it another name, such as 36-report.pdf


"#]]);
    project.run(["preflight", "a.pdf", "--report", "a.pdf"]).code(2);
    project.run(["preflight", "a.pdf", "--report", "r.txt"]).code(2);
    project.run(["preflight", "a.pdf", "b.pdf", "--report", "r.pdf"]).code(2).stderr(str![[r#"
error[report-one-file]: a report is on one PDF; 2 are named
 |
 = help: run the command for each PDF, with another name after --report


"#]]);
    assert!(project.read_bytes("b.pdf") == before && !project.has("r.txt") && !project.has("r.pdf"));
}
