//! Layouts of one's own with pages of other sizes: imposed, bound, proofed, or refused. Nothing is cut off.

use jianbao::asset::layout::Layouts;
use jianbao::pdf::imposition::{Arrangement, Imposition, impose, sheet_sides};
use jianbao::pdf::preflight::preflight;
use jianbao::project::Project;
use jianbao::typeset::pipeline::{TypesetIssue, typeset_guarded};
use jianbao::typeset::world::{Engine, load_engine, load_layouts};
use snapbox::str;
use tiny_skia::Pixmap;
use typst_layout::{Page, PagedDocument};

use crate::support::{TestProject, issue, told};

/// A layout whose pages have these sizes in mm. Each has its number of bars at its head, and a bar along its right edge.
fn layout(sizes: &[(u32, u32)]) -> String {
    let sizes: String = sizes.iter().map(|(width, height)| format!("({width}, {height}), ")).collect();
    format!(
        "#import \"/layouts/bulletin/field.typ\": field
#import \"/layouts/bulletin/style.typ\": page-style
#let layout(data) = {{
  let style = page-style(data)
  set document(title: data.document.title, author: data.document.author, date: datetime(..data.document.date))
  set text(..style.hei, size: 10pt, fill: style.black, lang: \"zh\")
  for (index, (width, height)) in ({sizes}).enumerate() {{
    page(width: width * 1mm, height: height * 1mm, margin: 20mm, {{
      if index == 0 {{
        for section in data.contents.sections {{ section.title }}
        for article in data.articles {{
          field(article.at, article.title.join())
          for block in article.blocks {{ for run in block.runs {{ run.text }} }}
        }}
      }}
      place(top + right, dx: 18mm, dy: -10mm, rect(width: 2mm, height: 40mm, fill: style.red))
      for bar in range(index + 1) {{
        place(top + left, dx: -18mm, dy: bar * 4mm - 18mm, rect(width: 30mm, height: 2mm, fill: style.black))
      }}
      [第{{index + 1}}页]
    }})
  }}
}}
"
    )
    .replace("[第{index + 1}页]", "[第#(index + 1)页]")
}

/// A project whose issue is drawn on pages of these sizes.
fn project(keys: &str, sizes: &[(u32, u32)]) -> TestProject {
    let text = format!("layout: own\n{keys}\n{}", issue("title: 标题\nbody: 正文。"));
    let project = TestProject::new().issue("2022/1.yaml", text);
    project.write("layouts/own/layout.typ", layout(sizes));
    project
}

/// The engine with the project's layouts, and the pages of its issue.
fn typeset(own: &TestProject) -> (Engine, TypesetIssue) {
    let project = Project::at(own.root());
    let layouts: Layouts = load_layouts(&project).unwrap();
    let engine = load_engine(&project, layouts, false).unwrap().value;
    let job = project.jobs(&[], None).unwrap().remove(0);
    let typeset = typeset_guarded(&engine, &project, &job).unwrap_or_else(|findings| panic!("{}", told(&findings)));
    (engine, typeset.value)
}

/// A page in pixels, 2 to the millimetre.
fn pixels(page: &Page) -> Pixmap {
    let options = typst_render::RenderOptions { pixel_per_pt: (2.0 * 25.4 / 72.0).into(), ..Default::default() };
    typst_render::render(page, &options)
}

/// Whether a pixel has ink.
fn has_ink(image: &Pixmap, x: u32, y: u32) -> bool {
    image.pixel(x, y).is_some_and(|pixel| pixel.green() < 128)
}

/// The share of the pixels in which two pictures of `size` differ, each read through a function of its place.
fn difference(size: (u32, u32), a: impl Fn(u32, u32) -> bool, b: impl Fn(u32, u32) -> bool) -> usize {
    (0..size.1).flat_map(|y| (0..size.0).map(move |x| (x, y))).filter(|(x, y)| a(*x, *y) != b(*x, *y)).count()
}

/// Asserts that every page stands whole on its half of its sheet. `turned` pages are turned to the left.
#[track_caller]
fn assert_imposed(sizes: &[(u32, u32)], leaf: (u32, u32), turned: &[usize]) {
    let own = project("print: {bleed: 3mm}", sizes);
    let (engine, typeset) = typeset(&own);
    for arrangement in Arrangement::ALL {
        let imposition = Imposition { arrangement: *arrangement, creep: 0.0, marks: false };
        let sheets: PagedDocument = impose(&engine, &typeset.document, &typeset.pages, imposition).unwrap();
        let sides = sheet_sides(*arrangement, sizes.len());
        for (sheet, pair) in sheets.pages().iter().zip(&sides) {
            let image = pixels(sheet);
            assert_eq!((image.width(), image.height()), (leaf.0 * 4, leaf.1 * 2));
            for (half, number) in pair.iter().enumerate() {
                let Some(page) = typeset.pages.pages().get(number - 1) else { continue };
                let page = pixels(page);
                let from = half as u32 * leaf.0 * 2;
                let on_sheet = |x: u32, y: u32| has_ink(&image, from + x, y);
                // What is at the right of a page that lies on its side is at the head of the leaf.
                let on_page = |x: u32, y: u32| match turned.contains(number) {
                    true => has_ink(&page, page.width() - 1 - y, x),
                    false => has_ink(&page, x, y),
                };
                let differs = difference((leaf.0 * 2, leaf.1 * 2), on_page, on_sheet);
                assert!(differs < 100, "{arrangement:?}, page {number}: {differs}");
            }
        }
    }
    for marks in ["--bare", "--creep"] {
        let mut words = vec!["impose", "issues/2022/1.yaml", "--as", "booklet", marks];
        words.extend((marks == "--creep").then_some("0.1mm"));
        own.run(words).code(0);
        let name = if marks == "--bare" { "out/2022/1-booklet-bare.pdf" } else { "out/2022/1-booklet.pdf" };
        let found = preflight(&own.read_bytes(name)).unwrap();
        for page in &found.pages {
            let trim = page.trim.unwrap();
            let mm = |length: f64| (length * 25.4 / 72.0 * 100.0).round() / 100.0;
            assert_eq!((mm(trim.width()), mm(trim.height())), (f64::from(leaf.0 * 2), f64::from(leaf.1)), "{name}");
        }
    }
}

#[test]
fn pages_of_one_size_are_imposed_whichever_that_is() {
    for size in [(148, 210), (297, 420), (185, 260), (297, 210), (200, 200)] {
        assert_imposed(&[size; 5], size, &[]);
    }
}

/// GB/T 9704-2012 8: the head of a table that lies on its side is at the fold on an odd page and at the outer edge on an even
/// one, which is the left of both.
#[test]
fn a_page_on_its_side_is_turned_with_its_head_to_the_left() {
    let (upright, lying) = ((210, 297), (297, 210));
    assert_imposed(&[upright, upright, lying, upright], upright, &[3]);
    assert_imposed(&[upright, lying, upright, upright], upright, &[2]);
    assert_imposed(&[lying, upright, upright], upright, &[1]);
    assert_imposed(&[lying, lying, upright], lying, &[3]);
}

#[test]
fn pages_of_different_sizes_are_refused_on_sheets_and_told_in_single_pages() {
    let own = project("print: {marks: true}", &[(210, 297), (210, 297), (297, 420)]);
    own.run(["impose", "issues/2022/1.yaml", "--as", "booklet"]).code(1).stderr(str![[r#"
error[page-size]: page 3 measures 297 × 420 mm, not 210 × 297 mm like the others: pages that are folded or bound together must be of one size
--> issues/2022/1.yaml
 = help: make this page as large as the others in its layout, or give the print shop the single pages that “jianbao build” makes


"#]]);
    own.run(["--lang", "zh", "impose", "issues/2022/1.yaml", "--as", "two-up", "--bare"]).code(1).stderr(str![[r#"
错误[page-size]: 第 3 页是 297 × 420 毫米，其他页是 210 × 297 毫米：大小不同的页不能拼版，也不能合订
--> issues/2022/1.yaml
 = 办法: 在版式里把这一页改得和其他页一样大，或者把“jianbao build”生成的单页 PDF 交给印厂


"#]]);
    own.run(["impose", "issues/2022/1.yaml", "--as", "booklet", "--pages", "1"]).code(1).error("page-size");
    assert!(!own.has("out/2022/1-booklet.pdf"));
    own.run(["build"]).code(0).stderr(str![[r#"
warning[pdf-page-sizes]: page 3 is of another size than the first (GWG 2022 R0004)
--> issues/2022/1.yaml
 = help: check that the pages belong together


"#]]);
    let found = preflight(&own.read_bytes("out/2022/1.pdf")).unwrap();
    let sizes = found.pages.iter().map(|page| page.trim.unwrap().size());
    let sizes: Vec<_> = sizes.map(|size| [size.width, size.height].map(|pt| (pt * 25.4 / 72.0).round())).collect();
    assert_eq!(sizes, [[210.0, 297.0], [210.0, 297.0], [297.0, 420.0]]);
}

#[test]
fn a_volume_turns_a_page_on_its_side_and_refuses_another_size() {
    let own = project("", &[(210, 297), (297, 210), (210, 297)]);
    own.run(["volume", "2022"]).code(0);
    let found = preflight(&own.read_bytes("out/2022-volume.pdf")).unwrap();
    for page in &found.pages {
        let size = page.trim.unwrap().size();
        assert!((size.width - 595.276).abs() < 0.01 && (size.height - 841.89).abs() < 0.01, "{size}");
    }
    own.write("layouts/own/layout.typ", layout(&[(210, 297), (185, 260)]));
    own.run(["volume", "2022"]).code(1).stderr(str![[r#"
error[page-size]: page 2 measures 185 × 260 mm, not 210 × 297 mm like the others: pages that are folded or bound together must be of one size
--> issues/2022/1.yaml
 = help: make this page as large as the others in its layout, or give the print shop the single pages that “jianbao build” makes


"#]]);
}

#[test]
fn a_proof_keeps_each_page_in_its_size() {
    let own = project("", &[(185, 260), (260, 185)]);
    own.write("old.yaml", own.read("issues/2022/1.yaml").replace("title: 标题", "title: 旧标题"));
    own.run(["diff", "issues/2022/1.yaml", "--against", "old.yaml", "--proof", "proof.pdf"]).code(0);
    let found = preflight(&own.read_bytes("proof.pdf")).unwrap();
    let sizes = found.pages.iter().map(|page| page.media.unwrap().size());
    let sizes: Vec<_> = sizes.map(|size| [size.width, size.height].map(|pt| (pt * 25.4 / 72.0).round())).collect();
    assert_eq!(sizes, [[210.0, 297.0], [185.0, 260.0], [260.0, 185.0]]);
}
