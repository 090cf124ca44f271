//! Which pages look different after a correction: known beforehand, and the same as by comparing pixels.

use std::fs;
use std::path::Path;

use jianbao::project::Project;
use jianbao::typeset::fingerprint::{Changes, fingerprints};
use snapbox::str;
use typst_layout::PagedDocument;

use crate::support::{TestProject, issue, root, told, typeset_in_test};

const LAST: &str = "issues/2022/36.yaml";
const PICTURES: &str = "issues/2022/33.yaml";

/// The samples 33 and 36 in a folder of their own.
fn samples() -> TestProject {
    let files = [LAST, PICTURES, "issues/publication.yaml"];
    let project = files.into_iter().fold(TestProject::new(), TestProject::sample);
    let pictures = fs::read_dir(root().join("issues/2022/pictures")).unwrap().flatten();
    pictures.fold(project, |project, picture| {
        project.sample(&format!("issues/2022/pictures/{}", picture.file_name().to_str().unwrap()))
    })
}

fn pages(root: &Path, name: &str) -> PagedDocument {
    let project = Project::at(root);
    let job = project.jobs_below(Path::new(name)).unwrap().remove(0);
    let (proof, findings) = typeset_in_test(&project, &job);
    proof.unwrap_or_else(|| panic!("{}", told(&findings))).pages
}

/// The pages whose pixels differ at 100 dpi.
fn by_pixels(old: &PagedDocument, new: &PagedDocument) -> Vec<usize> {
    let options = typst_render::RenderOptions { pixel_per_pt: (100.0 / 72.0).into(), ..Default::default() };
    let drawn = |pages: &PagedDocument| -> Vec<_> {
        pages.pages().iter().map(|page| typst_render::render(page, &options).data().to_vec()).collect()
    };
    let (old, new) = (drawn(old), drawn(new));
    (0..new.len()).filter(|page| old.get(*page) != Some(&new[*page])).map(|page| page + 1).collect()
}

/// Changes an issue, and returns which pages change, by fingerprints as by pixels.
fn corrected(name: &str, correct: impl FnOnce(&TestProject, String) -> String) -> Changes {
    let project = samples();
    let old = pages(project.root(), name);
    project.write(name, correct(&project, project.read(name)));
    let new = pages(project.root(), name);
    let changes = Changes::between(&fingerprints(&old), &fingerprints(&new));
    assert_eq!(changes.pages, by_pixels(&old, &new), "{changes:?}");
    assert_eq!((changes.before, changes.after), (old.pages().len(), new.pages().len()));
    changes
}

fn replaced(from: &'static str, to: &'static str) -> impl FnOnce(&TestProject, String) -> String {
    move |_, text| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    }
}

#[test]
fn another_character_changes_its_page() {
    assert_eq!(corrected(LAST, replaced("今年以来，苏州市把", "今年以来，苏州市将")).pages, [2]);
}

#[test]
fn another_figure_in_a_table_changes_its_page() {
    assert_eq!(corrected(LAST, replaced("[南京市, 7, 4]", "[南京市, 4, 7]")).pages, [9]);
}

#[test]
fn another_title_changes_its_page_and_that_of_the_contents() {
    assert_eq!(corrected(LAST, replaced("苏州市：依托大数据平台", "苏州市：依靠大数据平台")).pages, [1, 2]);
}

#[test]
fn another_date_changes_the_first_page() {
    assert_eq!(corrected(LAST, replaced("date: 2022-12-28", "date: 2022-12-27")).pages, [1]);
}

#[test]
fn another_picture_of_the_same_name_changes_its_page() {
    let turn = |project: &TestProject, text: String| {
        let path = project.path("issues/2022/pictures/33-实践广场.jpg");
        image::open(&path).unwrap().flipv().save(&path).unwrap();
        text
    };
    assert_eq!(corrected(PICTURES, turn).pages, [2]);
}

#[test]
fn another_spelling_of_the_same_yaml_changes_no_page() {
    let none = |correct: &dyn Fn(String) -> String| {
        let changes = corrected(LAST, |_, text| correct(text));
        assert!(changes.is_empty(), "{changes:?}");
    };
    none(&|text| format!("# 校对稿\n{text}"));
    none(&|text| text.replace("  - title: 工作交流", "  # 本期重点\n  - title: \"工作交流\""));
    // Other quotes, another order of keys, the flow of lists written out.
    none(&|text| text.replace("number: 36\ndate: 2022-12-28", "date: \"2022-12-28\"\nnumber: 36"));
    none(&|text| text.replace("[南京市, 7, 4]", "\n              - 南京市\n              - 7\n              - 4"));
}

#[test]
fn a_longer_name_that_fits_into_the_last_line_changes_its_page_alone() {
    let fits = corrected(LAST, replaced("今年以来，苏州市把", "今年以来，苏州市委宣传部、市文明办会同有关部门单位把"));
    assert_eq!((fits.pages.as_slice(), fits.after), ([2].as_slice(), 10));
}

#[test]
fn a_longer_name_that_takes_another_line_changes_the_pages_after_it() {
    let name = "苏州市委宣传部、市文明办会同市大数据管理部门和各县（市、区）文明实践中心";
    let longer = corrected(LAST, |_, text| text.replacen("今年以来，苏州市把", &format!("今年以来，{name}把"), 1));
    assert_eq!((longer.pages.as_slice(), longer.before, longer.after), ([2, 3, 4, 5, 6].as_slice(), 10, 10));
    assert!(longer.moved.is_empty(), "{longer:?}");
}

#[test]
fn a_paragraph_less_changes_nothing_before_it() {
    let (start, end) = ("          **四季有主题", "          **阵地有特色");
    let shorter = corrected(LAST, |_, text| {
        let (start, end) = (text.find(start).unwrap(), text.find(end).unwrap());
        text[..start].to_owned() + &text[end..]
    });
    assert_eq!((shorter.pages.as_slice(), shorter.before, shorter.after), ([7, 8, 9].as_slice(), 10, 9));
    assert!(shorter.moved.is_empty(), "{shorter:?}");
}

#[test]
fn a_page_more_moves_the_pages_after_it() {
    let page = "          新增的一段文字用来把后面的内容推到下一页。\n\n".repeat(22);
    let more = corrected(LAST, |_, text| text.replacen("          今年以来", &format!("{page}          今年以来"), 1));
    assert_eq!((more.before, more.after), (10, 11));
    assert_eq!(more.pages, (2..=11).collect::<Vec<_>>());
    assert_eq!(more.moved, (4..=11).map(|page| (page, page - 1)).collect::<Vec<_>>());
}

#[test]
fn the_last_page_of_a_longer_issue_has_moved() {
    let text = |paragraphs: usize| {
        let body = "          段落。\n\n".repeat(paragraphs);
        issue(&format!("title: 标题\nbody: |\n{}", body.replace("          ", "  ")))
            + "      - title: 第二\n        table:\n          columns: [甲, 乙]\n          rows:\n"
            + &"            - [一, 二]\n".repeat(20)
    };
    let project = TestProject::new().issue("2022/1.yaml", text(20));
    let old = pages(project.root(), "issues/2022/1.yaml");
    project.write("issues/2022/1.yaml", text(42));
    let new = pages(project.root(), "issues/2022/1.yaml");
    let changes = Changes::between(&fingerprints(&old), &fingerprints(&new));
    let (before, after) = (old.pages().len(), new.pages().len());
    assert_eq!((before + 1, changes.before, changes.after), (after, before, after));
    assert_eq!(changes.pages, by_pixels(&old, &new));
    assert!(changes.moved.contains(&(after, before)), "{changes:?}");
}

#[test]
fn a_build_says_which_pages_changed() {
    let project = samples();
    project.run(["build", LAST]).code(0).stdout(str![[r#"
issues/2022/36.yaml → out/2022/36.pdf  10 pages  [TIME] s

"#]]);
    project.edit(LAST, "今年以来，苏州市把", "今年以来，苏州市将");
    project.run(["build", LAST]).code(0).stdout(str![[r#"
issues/2022/36.yaml → out/2022/36.pdf  10 pages  [TIME] s
36: page 2 of 10 changed

"#]]);
    project.edit(LAST, "今年以来，苏州市将", "今年以来，苏州市用");
    project.edit(LAST, "苏州市, 5, 10", "苏州市, 10, 5");
    project.run(["--lang", "zh", "build", LAST]).code(0).stdout(str![[r#"
issues/2022/36.yaml → out/2022/36.pdf　10 页　[TIME] 秒
稿件 36：10 页中第 2、9、10 页有变化

"#]]);
}

#[test]
fn a_build_tells_programs_which_pages_changed() {
    let project = samples();
    let build = || project.json(["--format", "json", "build", LAST]);
    build();
    project.edit(LAST, "今年以来，苏州市把", "今年以来，苏州市将");
    project.edit(LAST, "苏州市, 5, 10", "苏州市, 10, 5");
    let json = build();
    assert_eq!(json["changed-pages"], serde_json::json!([2, 9, 10]));
    assert_eq!(json["moved-pages"], serde_json::json!([]));
    assert_eq!(json["pages-before"], 10);
    let json = build();
    assert_eq!((&json["status"], &json["changed-pages"]), (&"unchanged".into(), &serde_json::json!([])));
    // Without a record there is nothing to compare with.
    fs::remove_dir_all(project.path("out/.jianbao")).unwrap();
    assert!(build()["changed-pages"].is_null());
}
