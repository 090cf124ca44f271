//! Tables as offices make them: where their lines stand, turned pages, files of sheets, and hostile ones.

use std::io::{Cursor, Write};
use std::time::Instant;

use jianbao::diagnostic::Code;

use crate::support::{TestProject, folder, issue, near, pages_of, rules, runs, typeset_in_test};

/// The line pitch in mm.
const L: f64 = (225.0 - 156.0 / 28.0) / 21.0;
/// The em of the text in mm.
const S: f64 = 156.0 / 28.0;

/// A table with a head of two rows, cells over rows, and a cell of three lines.
const OFFICE: &str = "title: 标题
table:
  caption: 表1　经费
  unit-line: 单位：万元
  head:
    - [{text: 片区, rows: 2}, {text: 单位, rows: 2}, {text: 2022年, span: 2}]
    - [预算, 支出]
  rows:
    - [{text: 东片区, rows: 2}, 沙洲镇, 1234.5, 1180.25]
    - [港口街道, 86.25, \"一\\n二\\n三\"]
    - [西片区, 双塔街道, 92, 5]
  align: [center, left, decimal, right]
  notes: [注：数据由各单位报送。, 来源：报表]
";

/// The middle of a field's lines in mm.
fn middle(runs: &[crate::support::Run], field: &str) -> f64 {
    let lines: Vec<f64> = runs.iter().filter(|run| run.field == field).map(|run| run.baseline).collect();
    assert!(!lines.is_empty(), "{field}");
    (lines[0] + lines[lines.len() - 1]) / 2.0
}

#[test]
fn rows_and_cells_over_rows_keep_to_the_grid() {
    let pages = pages_of(&issue(OFFICE));
    let runs = runs(&pages);
    let at = |field: &str| middle(&runs, &format!("articles.0.table.{field}"));
    // A cell over two rows of one line and of three stands in the middle of the four.
    for (field, lines) in [
        ("head-1.0", 0.0),
        ("columns.2", -1.0),
        ("columns.0", -0.5),
        ("0.1", 1.0),
        ("1.0", 3.0),
        ("1.2", 3.0),
        ("0.0", 2.5),
        ("2.0", 5.0),
    ] {
        assert!(near(at(field) - at("head-1.0"), lines * L, 0.01), "{field}: {}", (at(field) - at("head-1.0")) / L);
    }
    // The caption, and the notes below, are lines of the grid with half a line of air.
    assert!(near(at("columns.2") - at("caption"), 1.5 * L, 0.01));
    assert!(near(at("caption"), at("unit-line"), 0.01));
    assert!(near(at("notes-0") - at("2.0"), 1.5 * L, 0.2) && near(at("notes-1") - at("notes-0"), L, 0.01));
    // Figures stand on their points, and a column at the right ends at the cell's edge.
    let of = |field: &str| runs.iter().find(|run| run.field == format!("articles.0.table.{field}")).unwrap();
    let point = |field: &str| {
        let run = of(field);
        let digits = run.text.split('.').next().unwrap().len() as f64;
        run.left + digits * 0.5 * run.size * 25.4 / 72.0
    };
    assert!(near(point("0.2"), point("1.1"), 0.05) && near(point("1.1"), point("2.2"), 0.05));
    assert!(near(of("0.3").right, of("2.3").right, 0.01));
    // No rule crosses a cell over rows.
    let (left, right) = (of("0.0").left, of("0.0").right);
    let crossing = rules(&pages).into_iter().filter(|(page, [from, to, top, _])| {
        *page == of("0.0").page
            && *from < left
            && *to > right
            && *top > at("0.1") - L / 2.0 + 1.0
            && *top < at("1.0") + L
    });
    assert_eq!(crossing.count(), 0);
}

#[test]
fn a_page_break_divides_no_cell_that_fits_on_a_page() {
    let group = |n: usize| format!("[{{text: 第{n}片, rows: 5}}, 村, {n}], [村, 1], [村, 2], [村, 3], [村, 4]");
    let rows: Vec<_> = (1..=9).map(group).collect();
    let text = format!("title: 标题\ntable: {{columns: [片, 村, 数], rows: [{}]}}\n", rows.join(", "));
    let runs = runs(&pages_of(&issue(&text)));
    let page = |row: usize| runs.iter().find(|run| run.field == format!("articles.0.table.{row}.0")).unwrap().page;
    for group in 0..9 {
        let pages: Vec<_> = (group * 5..group * 5 + 5).map(page).collect();
        assert!(pages.iter().all(|page| *page == pages[0]), "{group}: {pages:?}");
    }
    assert!(page(44) > page(0));
    // One that is higher than a page breaks between rows, and nothing leaves the page.
    let rest: Vec<_> = (2..=40).map(|n| format!("[村{n}, {n}]")).collect();
    let text = format!(
        "title: 标题\ntable: {{columns: [片, 村, 数], rows: [[{{text: 全部, rows: 40}}, 村1, 1], {}]}}\n",
        rest.join(", ")
    );
    assert!(pages_of(&issue(&text)).len() >= 4);
}

/// A wide table of so many rows.
fn wide(rows: usize) -> String {
    let head: Vec<_> = (1..=12).map(|n| format!("指标{n}")).collect();
    let row = |n: usize| format!("    - [{}]\n", (1..=12).map(|c| format!("{n}{c}00")).collect::<Vec<_>>().join(", "));
    let rows: String = (1..=rows).map(row).collect();
    format!(
        "title: 宽表\ntable:\n  landscape: true\n  columns: [{}]\n  rows:\n{rows}  notes: 注：数据由各单位报送。\n",
        head.join(", ")
    )
}

#[test]
fn a_wide_table_stands_on_turned_pages() {
    let text = issue(&wide(30)) + "      - title: 后文\n        body: 正文。\n";
    let pages = pages_of(&text);
    let all = runs(&pages);
    let table: Vec<_> = all.iter().filter(|run| run.field.starts_with("articles.0.table.")).collect();
    let on: std::collections::BTreeSet<_> = table.iter().map(|run| run.page).collect();
    assert!(on.len() >= 3, "{on:?}");
    // What is turned has the coordinates of the page as it is read: 297 mm wide and 210 mm high. The type area's outer or
    // inner margin is above, and it is 225 mm wide.
    for run in &table {
        let top = if run.page % 2 == 1 { 28.0 } else { 26.0 };
        assert!(run.left >= 35.0 - 0.1 && run.right <= 297.0 - 37.0 + 0.1, "{run:?}");
        assert!(run.baseline >= top && run.baseline <= top + 156.0, "{run:?}");
    }
    let lines = |page: usize| {
        let mut lines: Vec<f64> =
            table.iter().filter(|run| run.page == page && run.size > 15.0).map(|run| run.baseline).collect();
        lines.sort_by(f64::total_cmp);
        lines.dedup_by(|a, b| near(*a, *b, 0.01));
        lines
    };
    for page in &on {
        let lines = lines(*page);
        assert!(lines.windows(2).all(|pair| near(pair[1] - pair[0], L, 0.01)), "{page}: {lines:?}");
    }
    // The number stands where it stands on other pages, and the head and 续表 on each.
    for number in all.iter().filter(|run| run.field == "page-number") {
        assert!(near(number.baseline, 262.0 + 7.0 + 1.3, 2.0), "{number:?}");
    }
    for page in on.iter().skip(1) {
        assert!(all.iter().any(|run| run.page == *page && run.text == "续表"), "{page}");
        assert!(table.iter().any(|run| run.page == *page && run.field.ends_with("table.columns.0")), "{page}");
    }
    // The title stands above the table on the first of them, and the text after it is upright on a page of its own.
    let title = all.iter().find(|run| run.field == "articles.0.title").unwrap();
    assert_eq!(Some(&title.page), on.first());
    let after = all.iter().find(|run| run.field == "articles.1.0").unwrap();
    assert!(Some(&after.page) > on.last() && near((after.baseline - 37.0 - 0.88 * S) / L % 1.0, 0.0, 0.001));
    let (_folder, project, job) = folder(&text);
    assert_eq!(typeset_in_test(&project, &job).1, []);
}

/// A workbook with these parts, and those that each needs.
fn workbook(parts: &[(&str, &str)]) -> Vec<u8> {
    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [("[Content_Types].xml", TYPES), ("_rels/.rels", RELS)].iter().chain(parts) {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

/// A workbook with sheets of these cells.
fn sheets(sheets: &[(&str, &str)]) -> Vec<u8> {
    let list: String = (1..=sheets.len())
        .map(|n| format!(r#"<sheet name="{}" sheetId="{n}" r:id="r{n}"/>"#, sheets[n - 1].0))
        .collect();
    let relations: String = (1..=sheets.len())
        .map(|n| format!(r#"<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>"#))
        .collect();
    let book = format!("<workbook {MAIN}><sheets>{list}</sheets></workbook>");
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}<Relationship Id="rs" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#
    );
    let styles = format!(
        r##"<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="170" formatCode="#,##0.00&quot;元&quot;"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs></styleSheet>"##
    );
    let names: Vec<String> = (1..=sheets.len()).map(|n| format!("xl/worksheets/sheet{n}.xml")).collect();
    let bodies: Vec<String> =
        sheets.iter().map(|(_, cells)| format!("<worksheet {MAIN}>{cells}</worksheet>")).collect();
    let mut parts = vec![
        ("xl/workbook.xml", book.as_str()),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/styles.xml", &styles),
    ];
    parts.extend(names.iter().map(String::as_str).zip(bodies.iter().map(String::as_str)));
    workbook(&parts)
}

fn text(name: &str, words: &str) -> String {
    format!(r#"<c r="{name}" t="inlineStr"><is><t>{words}</t></is></c>"#)
}

/// A sheet with a head of two rows that are merged, and figures in three formats.
fn office_sheet() -> String {
    let head = ["A1", "B1"].iter().zip(["片区", "2022年"]).map(|(name, words)| text(name, words)).collect::<String>();
    let second = text("B2", "比例") + &text("C2", "经费");
    let row = text("A3", "东片区") + r#"<c r="B3" s="1"><v>0.125</v></c><c r="C3" s="2"><v>1234.5</v></c>"#;
    let last = text("A4", "西片区") + r#"<c r="B4" s="1"><v>0.4</v></c><c r="C4" s="2"><v>86</v></c>"#;
    format!(
        r#"<sheetData><row r="1">{head}</row><row r="2">{second}</row><row r="3">{row}</row><row r="4">{last}</row></sheetData><mergeCells count="2"><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>"#
    )
}

/// A project with a table from a file.
fn from_file(name: &str, bytes: &[u8], more: &str) -> TestProject {
    let project = TestProject::new().issue("1.yaml", issue(&format!("title: 标题\ntable: {{file: {name}{more}}}")));
    project.write(&format!("issues/{name}"), bytes);
    project
}

#[test]
fn a_workbook_is_printed_as_its_cells_show() {
    let project = from_file("稿件统计.xlsx", &sheets(&[("数据", &office_sheet())]), ", total: columns");
    project.run(["build"]).code(0);
    let words = project.page_words("out/1.pdf").concat();
    for cell in ["12.50%", "40.00%", "1,234.50元", "86.00元", "合计", "1,320.50元"] {
        assert!(words.contains(cell), "{cell}: {words}");
    }
}

#[test]
fn the_sheet_of_a_workbook_is_named_or_asked_for() {
    let one = format!(
        "<sheetData><row r=\"1\">{}</row><row r=\"2\">{}</row></sheetData>",
        text("A1", "地区"),
        text("A2", "甲")
    );
    let empty = "<sheetData/>".to_owned();
    let check = |sheets_of: &[(&str, &str)], more: &str| from_file("a.xlsx", &sheets(sheets_of), more).run(["check"]);
    check(&[("一", &one), ("二", &empty)], "").code(0);
    check(&[("一", &one), ("二", &one)], ", sheet: 二").code(0);
    let ran = check(&[("一", &one), ("二", &one)], "");
    assert!(ran.err.contains("[table-file]") && ran.err.contains("一、二"), "{}", ran.err);
    let ran = check(&[("一", &one), ("二", &one)], ", sheet: 三");
    assert!(ran.err.contains("[table-file]") && ran.err.contains("一、二"), "{}", ran.err);
}

#[test]
fn a_finding_names_the_cell_of_a_file() {
    let project = from_file("a.csv", "地区,一季度,二季度\n甲,1,2\n乙,3,4\n合计,4,7\n".as_bytes(), "");
    let ran = project.run(["check"]).code(0);
    assert!(ran.err.contains("a.csv: C4"), "{}", ran.err);
    let ran = project.run(["check", "--format", "json"]);
    let line: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    let finding = &line["diagnostics"][0];
    assert_eq!((finding["line"].as_u64(), finding["column"].as_u64()), (Some(4), Some(3)), "{finding}");
}

/// Hostile files end in a clear error, in bounded time.
#[test]
fn hostile_workbooks_are_refused() {
    let far = format!(
        "<sheetData><row r=\"1\">{}</row><row r=\"1048576\">{}</row></sheetData>",
        text("A1", "甲"),
        text("XFD1048576", "乙")
    );
    let bomb = format!("<sheetData><row r=\"1\">{}</row></sheetData>{}", text("A1", "甲"), " ".repeat(80 << 20));
    let broken = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c>".to_owned();
    let wild = "<sheetData><row r=\"1\"><c r=\"ZZZZZZZZZZ99999999999\"><v>1</v></c></row></sheetData>".to_owned();
    let many = "<sheetData><row r=\"1\">".to_owned() + &text("A1", "甲").repeat(300_000) + "</row></sheetData>";
    for (name, cells) in [("far", far), ("bomb", bomb), ("broken", broken), ("wild", wild), ("many", many)] {
        let begun = Instant::now();
        let ran = from_file("a.xlsx", &sheets(&[("一", &cells)]), "").run(["check"]);
        assert!(ran.status() == 1 && !ran.err.contains("[crashed]"), "{name}: {} {}", ran.status(), ran.err);
        assert!(begun.elapsed().as_secs() < 30, "{name}: {:?}", begun.elapsed());
    }
    let mut file = sheets(&[("一", &office_sheet())]);
    for at in (0..file.len()).step_by(97) {
        file[at] ^= 0x55;
        let ran = jianbao::input::worksheet::read_worksheet(std::path::Path::new("a.xlsx"), &file, None);
        assert!(ran.is_err() || ran.is_ok_and(|sheet| sheet.rows.len() <= 5000));
        file[at] ^= 0x55;
    }
}

/// The file counts as an input: it is named to Make, kept by a release, and a change of it builds anew.
#[test]
fn a_file_of_a_table_is_an_input() {
    let project = from_file("统计.csv", "地区,数\n甲,1\n".as_bytes(), "");
    project.run(["build", "--depfile", "out/d"]).code(0);
    assert!(project.read("out/d").contains("issues/统计.csv"), "{}", project.read("out/d"));
    let built = project.read_bytes("out/1.pdf");
    project.run(["build"]).code(0);
    assert!(built == project.read_bytes("out/1.pdf"));
    project.write("issues/统计.csv", "地区,数\n甲,2\n");
    project.run(["build"]).code(0);
    assert!(built != project.read_bytes("out/1.pdf"));
    project.run(["release", "1"]).code(0);
    assert!(project.has("releases/1-r1/source/issues/统计.csv"));
}

/// A picture without a caption is exported in every profile.
#[test]
fn a_picture_without_a_caption_is_exported() {
    let project =
        TestProject::new().issue("1.yaml", issue("title: 标题\nbody: |\n  文。\n\n  ![](图.png \"20mm\")\n\n  后文。"));
    let picture = std::fs::read(crate::support::root().join("tests/cases/pictures-side-by-side/横.png")).unwrap();
    project.write("issues/图.png", picture);
    for profile in ["print", "print-x1a", "screen", "archive"] {
        project.run(["build", "--force", "--profile", profile, "-o", "a.pdf"]).code(0);
    }
}

#[test]
fn line_ends_in_cells_are_lines_in_print() {
    let text = issue(
        "title: 标题\ntable:\n  columns: [单位, \"备\\n注\"]\n  rows:\n    - [甲, \"一行\\n二行\"]\n    - [乙, 三行]\n",
    );
    let runs = runs(&pages_of(&text));
    let lines = |field: &str| {
        let mut lines: Vec<_> = runs
            .iter()
            .filter(|run| run.field == format!("articles.0.table.{field}"))
            .map(|run| run.text.clone())
            .collect();
        lines.dedup();
        lines
    };
    assert_eq!(lines("0.1"), ["一行", "二行"]);
    assert_eq!(lines("columns.1"), ["备", "注"]);
    let (_folder, project, job) = folder(&issue("title: 标题\nbody: |\n  甲<br>乙"));
    let (_, findings) = typeset_in_test(&project, &job);
    assert!(findings.iter().any(|finding| finding.code == Code::MarkupHtml));
}
