//! What went to print is kept, and what has changed since is shown word by word.

use std::fs;
use std::path::Path;

use jianbao::diagnostic::message::Lang;
use jianbao::issue::markdown::SIGNS;
use jianbao::project::Project;
use jianbao::revision::diff::{Names, differences, passages};
use jianbao::revision::proof::{CoverWords, cover_entry, marked_proof};
use jianbao::typeset::document::ProofWords;
use jianbao::typeset::inspect::{PageItem, PageItems, page_items};

use snapbox::str;

use crate::support::{Run, TestProject, engine, issue, rules, runs, told, typeset_in_test};

const ISSUE: &str = "issues/2022/36.yaml";

/// An issue of two pages, not released.
fn bulletin() -> TestProject {
    let table = "      - title: 统计\n        table:\n          columns: [地区, 篇数]\n          rows:\n            - [南京市, 7]\n            - [苏州市, 15]\n";
    let text = issue("title: 标题\nbody: |\n  苏州市开展志愿服务活动[^1]。\n\n  第二段。\n\n  [^1]: 附注。") + table;
    TestProject::new().issue("2022/36.yaml", text).issue("publication.yaml", "copies: 300\n")
}

/// The same issue, released.
fn released() -> TestProject {
    let project = bulletin();
    project.run(["release", ISSUE]).code(0);
    project
}

#[test]
fn a_diff_without_a_release_says_how_to_make_one() {
    bulletin().run(["diff", ISSUE]).code(2).stderr(str![[r#"
error[release-none]: this issue has no release to compare with
--> issues/2022/36.yaml
 = help: “jianbao release ISSUE” keeps what goes to print; without one, “jianbao diff ISSUE --against FILE” compares with another file


"#]]);
    bulletin().run(["--lang", "zh", "diff", ISSUE]).code(2).stderr(str![[r#"
错误[release-none]: 这一期还没有付印稿可比
--> issues/2022/36.yaml
 = 办法: 付印时请用 jianbao release 存档；还没有存档，可以和别的文件比：jianbao diff 稿件 --against 文件


"#]]);
}

#[test]
fn a_release_keeps_the_pdf_and_everything_it_was_made_from() {
    let project = bulletin();
    project.run(["build"]).code(0);
    project
        .run(["release", ISSUE])
        .code(0)
        .stdout(str![[r#"
released: 36-r1, kept in releases/2022/36-r1

"#]])
        .stderr("");
    let read = |path: &str| project.read_bytes(&format!("releases/2022/36-r1/{path}"));
    assert_eq!(read("36.pdf"), project.read_bytes("out/2022/36.pdf"));
    assert_eq!(read("source/issues/2022/36.yaml"), project.read_bytes(ISSUE));
    assert_eq!(read("source/issues/publication.yaml"), b"copies: 300\n");
    assert!(fs::metadata(project.path("releases/2022/36-r1/36.pdf")).unwrap().permissions().readonly());
}

#[test]
fn the_same_issue_is_not_released_twice() {
    released()
        .run(["release", ISSUE])
        .code(0)
        .stdout(str![[r#"
nothing has changed since 36-r1

"#]])
        .stderr("");
}

#[test]
fn a_second_release_leaves_the_first_and_names_an_older_pdf() {
    let project = released();
    project.run(["build"]).code(0);
    let first = project.read_bytes("releases/2022/36-r1/36.pdf");
    project.edit(ISSUE, "第二段", "第三段");
    project
        .run(["release", ISSUE])
        .code(0)
        .stdout(str![[r#"
released: 36-r2, kept in releases/2022/36-r2

"#]])
        .stderr(str![[r#"
warning[release-other]: this PDF differs from the release just made, which was made from the YAML as it is now
--> out/2022/36.pdf
 = help: send releases/2022/36-r2/36.pdf to the print shop


"#]]);
    assert_eq!(project.read_bytes("releases/2022/36-r1/36.pdf"), first);
}

#[test]
fn an_issue_with_errors_is_not_released_and_leaves_nothing_behind() {
    let project = released();
    project.edit(ISSUE, "第二段", "坏😀字");
    project.run(["release", ISSUE]).code(1).error("missing-glyph");
    assert_eq!(fs::read_dir(project.path("releases/2022")).unwrap().count(), 1);
}

const KEPT: &str = "releases/2022/36-r1/36.pdf";
const OTHER: &str = "out/2022/37.pdf";

/// A released and corrected issue beside another one.
fn two_issues() -> TestProject {
    let project = bulletin();
    let other = project.read(ISSUE).replace("number: 1", "number: 2").replace("标题", "别的");
    let project = project.issue("2022/37.yaml", other);
    project.run(["build"]).code(0);
    project.run(["release", ISSUE]).code(0);
    project.edit(ISSUE, "第二段", "第三段");
    project
}

#[test]
fn releases_and_the_pdfs_of_other_issues_are_never_overwritten() {
    let project = two_issues();
    let before = [KEPT, OTHER].map(|path| project.read_bytes(path));
    for (words, error) in [
        (["diff", ISSUE, "--proof", KEPT].as_slice(), "proof-name"),
        (&["diff", ISSUE, "--proof", "releases/2022/36-r1/new.pdf"], "release-kept"),
        (&["build", ISSUE, "-o", KEPT], "release-kept"),
        (&["build", ISSUE, "-o", "releases/2022/36-r1"], "release-kept"),
        (&["build", ISSUE, "--pages", "2", "-o", KEPT], "release-kept"),
        (&["statistics", "2022", "-o", KEPT], "release-kept"),
        (&["diff", ISSUE, "--proof", OTHER], "proof-name"),
        (&["build", ISSUE, "-o", OTHER], "output-taken"),
        (&["build", ISSUE, "--pages", "2", "-o", OTHER], "output-taken"),
        (&["build", ISSUE, "--pages", "2", "-o", "out/2022/36.pdf"], "output-taken"),
        (&["impose", ISSUE, "--as", "booklet", "-o", "out/2022/36.pdf"], "output-taken"),
    ] {
        project.run(words).code(2).error(error);
    }
    project.run_in(&project.path("releases/2022/36-r1/source"), ["build", ISSUE]).error("release-kept");
    assert!(before == [KEPT, OTHER].map(|path| project.read_bytes(path)));
}

#[test]
fn an_output_that_would_overwrite_something_is_named() {
    let project = two_issues();
    project.run(["build", ISSUE, "-o", KEPT]).code(2).stderr(str![[r#"
error[release-kept]: this belongs to a release and can't be changed
--> releases/2022/36-r1/36.pdf
 = help: write it to another place


"#]]);
    project.run(["build", ISSUE, "-o", OTHER]).code(2).stderr(str![[r#"
error[output-taken]: this is the name of the PDF of issues/2022/37.yaml; nothing else may be written there
--> out/2022/37.pdf
 = help: name another file after -o


"#]]);
    project.run(["--lang", "zh", "diff", ISSUE, "--proof", OTHER]).code(2).stderr(str![[r#"
错误[proof-name]: 校样要写成 .pdf 文件，而且只能覆盖旧的校样
--> out/2022/37.pdf
 = 办法: 请换个名字，如 36-校样.pdf


"#]]);
}

#[test]
fn the_pdf_of_an_issue_is_reserved_before_it_is_built() {
    let project = two_issues();
    fs::remove_dir_all(project.path("out")).unwrap();
    project.run(["diff", ISSUE, "--proof", OTHER]).code(2).error("proof-name");
}

#[test]
fn a_file_named_as_that_of_a_release_protects_no_other_folder() {
    let project = two_issues();
    project.write("release.json", "{}");
    project.run(["build"]).code(0);
}

#[test]
fn a_missing_or_changed_file_of_a_release_is_named() {
    let project = released();
    project.edit(ISSUE, "第二段", "第三段");
    for file in ["source/issues/2022/36.yaml", "source/issues/publication.yaml", "36.pdf", "release.json"] {
        let path = format!("releases/2022/36-r1/{file}");
        let bytes = project.read_bytes(&path);
        fs::remove_file(project.path(&path)).unwrap();
        for content in [None, Some("copies: 1\n")] {
            content.iter().for_each(|content| project.write(&path, content));
            let told = project.run(["diff", ISSUE]).code(2).error("release-damaged").err;
            assert!(told.contains("release 36-r1 is damaged") && told.contains(&path), "{told}");
        }
        project.write(&path, bytes);
    }
    assert!(project.out(["diff", ISSUE]).starts_with("36: page 2 of 2 changed\n"));
}

#[test]
fn a_damaged_release_is_explained() {
    let project = released();
    fs::remove_dir_all(project.path("releases/2022/36-r1/source")).unwrap();
    project.run(["diff", ISSUE]).code(2).stderr(str![[r#"
error[release-damaged]: release 36-r1 is damaged: this file is missing or was modified
--> releases/2022/36-r1/source/issues/2022/36.yaml
 = help: restore the folder from a backup, or compare with another file: “jianbao diff ISSUE --against FILE”


"#]]);
    project.run(["--lang", "zh", "diff", ISSUE]).code(2).stderr(str![[r#"
错误[release-damaged]: 付印稿 36-r1 已损坏：这个文件丢失或被改动
--> releases/2022/36-r1/source/issues/2022/36.yaml
 = 办法: 请从备份恢复这个文件夹；也可以和别的比：jianbao diff 稿件 --against 文件


"#]]);
}

#[test]
fn after_a_damaged_release_the_next_one_can_be_made() {
    let project = released();
    fs::create_dir(project.path("releases/2022/36-r2")).unwrap();
    project.run(["diff", ISSUE]).code(2);
    project.run(["release", ISSUE]).code(0).stdout(str![[r#"
released: 36-r3, kept in releases/2022/36-r3

"#]]);
    project.run(["diff", ISSUE]).code(0).stdout(SAME);
}

const SAME: &str = "36: no page looks different\n";

#[test]
fn differences_since_the_release_are_listed_word_by_word() {
    let project = released();
    project.run(["diff", ISSUE]).code(0).stdout(SAME);
    project.edit(ISSUE, "苏州市开展", "常州市开展");
    project.edit(ISSUE, "附注", "注解");
    project.edit(ISSUE, "[南京市, 7]", "[南京市, 9]");
    project.edit(ISSUE, "            - [苏州市, 15]\n", "            - [无锡市, 3]\n            - [苏州市, 15]\n");
    project.edit(ISSUE, "\n          第二段。", "");
    project
        .run(["diff", ISSUE])
        .code(0)
        .stdout(str![[r#"
36: page 2 of 2 changed
p. 2, 36.yaml line 18
  was  【苏州】市开展志愿服务活动[note]。
  now  【常州】市开展志愿服务活动[note]。
p. 2, 36.yaml line 21
  was  【附注】。
  now  【注解】。
gone (it was on p. 2)
  was  【第二段。】
p. 2, 36.yaml line 26
  was  南京市 │ 【7】
  now  南京市 │ 【9】
p. 2, 36.yaml line 27
  now  【无锡市 │ 3】

"#]])
        .stderr("");
    project
        .run(["--lang", "zh", "diff", ISSUE])
        .code(0)
        .stdout(str![[r#"
稿件 36：2 页中第 2 页有变化
第 2 页（36.yaml 第 18 行）
  原  【苏州】市开展志愿服务活动〔注〕。
  现  【常州】市开展志愿服务活动〔注〕。
第 2 页（36.yaml 第 21 行）
  原  【附注】。
  现  【注解】。
删去一处（原在第 2 页）
  原  【第二段。】
第 2 页（36.yaml 第 26 行）
  原  南京市 │ 【7】
  现  南京市 │ 【9】
第 2 页（36.yaml 第 27 行）
  现  【无锡市 │ 3】

"#]])
        .stderr("");
    let json = project.json(["--format", "json", "diff", ISSUE, "--against", "r1"]);
    assert_eq!((&json["against"], &json["changed-pages"]), (&"36-r1".into(), &serde_json::json!([2])));
    assert_eq!(json["differences"][3]["pieces"][1], serde_json::json!({ "removed": "7" }));
    assert_eq!(json["differences"].as_array().unwrap().len(), 5);
}

#[test]
fn an_issue_is_compared_with_a_pdf_or_a_draft_that_is_named() {
    let project = bulletin();
    project.run(["build", ISSUE, "-o", "印厂 回传.pdf"]).code(0);
    project.write("issues/旧稿.yaml", project.read(ISSUE));
    project.edit(ISSUE, "苏州市开展", "常州市开展");
    project.run(["diff", ISSUE, "--against", "印厂 回传.pdf"]).code(0).stdout(str![[r#"
36: page 2 of 2 changed
p. 2
  was  …8日【交流】标题统计标题【苏州】市开展志愿服务活动[1]。
  now  …8日【交流】标题统计标题【常州】市开展志愿服务活动[1]。

"#]]);
    project.run(["diff", ISSUE, "--against", "issues/旧稿.yaml"]).code(0).stdout(str![[r#"
36: page 2 of 2 changed
p. 2, 36.yaml line 18
  was  【苏州】市开展志愿服务活动[note]。
  now  【常州】市开展志愿服务活动[note]。

"#]]);
}

#[test]
fn a_pdf_of_the_same_issue_in_any_profile_has_no_difference() {
    let project = bulletin();
    for profile in ["print", "screen", "print-x1a", "archive"] {
        project.run(["build", ISSUE, "--profile", profile, "-o", "同.pdf"]).code(0);
        assert_eq!(project.out(["diff", ISSUE, "--against", "同.pdf"]), SAME, "{profile}");
    }
}

#[test]
fn figures_of_neighbouring_cells_of_a_pdf_stay_apart() {
    let project = bulletin();
    project.run(["build", ISSUE, "--profile", "archive", "-o", "同.pdf"]).code(0);
    project.edit(ISSUE, "[南京市, 7]", "[南京市, 71]");
    project.run(["diff", ISSUE, "--against", "同.pdf"]).code(0).stdout(str![[r#"
36: page 2 of 2 changed
p. 2
  was  统计地区篇数南京市【7】苏州市15报：某某某某某…
  now  统计地区篇数南京市【71】苏州市15报：某某某某某…

"#]]);
}

#[test]
fn words_that_move_to_another_page_of_a_pdf_are_not_new() {
    let project = bulletin();
    project.run(["build", ISSUE, "--profile", "archive", "-o", "同.pdf"]).code(0);
    project.edit(ISSUE, "第二段。", &format!("第二段。\n\n          {}", "新增的话。".repeat(150)));
    let told = project.out(["diff", ISSUE, "--against", "同.pdf"]);
    assert!(told.starts_with("36: pages 2, 3 of 3 changed"), "{told}");
    assert!(!told.contains("【苏州") && !told.contains("gone"), "{told}");
}

#[test]
fn something_that_an_issue_can_not_be_compared_with_is_named() {
    let project = bulletin();
    project.write("坏.pdf", "no pdf");
    let against = |other: &str| project.run(["diff", ISSUE, "--against", other]);
    against("没有.pdf").code(1).stderr(str![[r#"
error[file-missing]: this file or folder doesn't exist
--> 没有.pdf
 = help: check the path; what is relative is looked for in the current folder, or in the folder given with --project


"#]]);
    against("没有.yaml").code(2).stderr(str![[r#"
error[path-missing]: this file or folder doesn't exist
--> 没有.yaml
 = help: check the path; what is relative is looked for in the current folder, or in the folder given with --project


"#]]);
    against("r9").code(2).stderr(str![[r#"
error[release-missing]: there is no release 36-r9
--> issues/2022/36.yaml
 = help: this issue has none yet


"#]]);
    against("坏.pdf").code(1).stderr(str![[r#"
error[pdf-unreadable]: this is no PDF that can be read: it is of another kind
--> 坏.pdf
 = help: check that the file is whole, and get it again if it was sent to you


"#]]);
}

/// The released issue with a word, a figure and a paragraph changed.
fn corrected() -> TestProject {
    let project = released();
    project.edit(ISSUE, "苏州市开展", "常州市大力开展");
    project.edit(ISSUE, "志愿服务活动", "志愿活动");
    project.edit(ISSUE, "[南京市, 7]", "[南京市, 9]");
    project.edit(ISSUE, "\n          第二段。", "");
    project
}

#[test]
fn a_proof_lists_all_changes_on_its_cover_and_marks_them_on_the_pages() {
    let project = corrected();
    project.run(["diff", ISSUE, "--proof", "校 样.pdf"]).code(0);
    let words = project.page_words("校 样.pdf");
    // The cover, and the issue's two pages.
    assert_eq!(words.len(), 3);
    for expected in
        ["某省精神文明建设简报第1期", "36-r1→36:page2of2changed", "苏州常州", "大力", "服务", "第二段。", "Checked"]
    {
        assert!(words[0].contains(expected), "{expected}: {}", words[0]);
    }
    assert!(!words[1].contains("removed:"), "{}", words[1]);
    for expected in ["removed:苏州", "removed:服务", "removed:7", "removed:第二段。", "常州市大力开展志愿活动"]
    {
        assert!(words[2].contains(expected), "{expected}: {}", words[2]);
    }
}

#[test]
fn a_proof_is_made_in_chinese_too() {
    let project = corrected();
    project.run(["--lang", "zh", "diff", ISSUE, "--proof", "校样.pdf"]).code(0);
    let words = project.page_words("校样.pdf");
    for expected in ["校样（改动一览）", "改稿人", "校对人"] {
        assert!(words[0].contains(expected), "{expected}: {}", words[0]);
    }
}

#[test]
fn a_proof_against_a_pdf_is_refused() {
    let project = corrected();
    project.run(["build", ISSUE, "-o", "old.pdf"]).code(0);
    project.run(["diff", ISSUE, "--against", "old.pdf", "--proof", "c.pdf"]).code(2).stderr(str![[r#"
error[proof-of-pdf]: a proof to be signed compares with a release or a YAML file; a PDF doesn't tell which words belong together
--> c.pdf
 = help: --against r1, or a YAML file


"#]]);
    assert!(!project.has("c.pdf"));
}

#[test]
fn a_proof_without_changes_is_not_written() {
    let project = released();
    project
        .run(["diff", ISSUE, "--proof", "c.pdf"])
        .code(0)
        .stdout(str![[r#"
36: no page looks different

"#]])
        .stderr(str![[r#"
nothing has changed, so there is nothing to sign; c.pdf was not written

"#]]);
    assert!(!project.has("c.pdf"));
}

#[test]
fn a_proof_overwrites_neither_the_issue_nor_its_pdfs() {
    let project = corrected();
    let text = project.read(ISSUE);
    project.run(["build"]).code(0);
    project.run(["impose", ISSUE, "--as", "booklet"]).code(0);
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc", project.path("issues/outside.yaml")).unwrap();
    for name in [
        ISSUE,
        "out/2022/36.pdf",
        "out/2022/36.PDF",
        "out/2022/36-print-x1a.pdf",
        "out/2022/36-booklet.pdf",
        "README.md",
    ] {
        project.run(["diff", ISSUE, "--proof", name]).code(2).error("proof-name");
    }
    assert_eq!(project.read(ISSUE), text);
}

#[test]
fn a_proof_overwrites_an_older_proof() {
    let project = corrected();
    project.run(["diff", ISSUE, "--proof", "校样.pdf"]).code(0);
    let older = project.read_bytes("校样.pdf");
    project.edit(ISSUE, "志愿活动", "志愿者活动");
    project.run(["diff", ISSUE, "--proof", "校样.pdf"]).code(0);
    assert_ne!(project.read_bytes("校样.pdf"), older);
}

/// What is put together from several keys, and the titles of sections.
#[test]
fn numbers_copies_units_and_sections_are_compared_too() {
    let project = bulletin();
    project.edit(
        ISSUE,
        "        table:\n          columns: [地区, 篇数]\n",
        "        table:\n          columns: [地区, 篇数]\n          unit: 篇\n          total: 22\n",
    );
    project.run(["release", ISSUE]).code(0);
    project.edit(ISSUE, "number: 1\n", "number: 1\ntotal-number: 810\n");
    project.edit(ISSUE, "copies: 400", "copies: 500");
    project.edit(ISSUE, "unit: 篇", "unit: 件");
    project.edit(ISSUE, "- title: 交流", "- title: 经验");
    project.run(["diff", ISSUE, "--against", "1"]).code(0).stdout(str![[r#"
36: pages 1, 2 of 2 changed
p. 1, 36.yaml line 2
  now  【总第810期】
p. 1, 36.yaml line 15
  was  【交流】
  now  【经验】
p. 2, 36.yaml line 28
  was  共22【篇】
  now  共22【件】
p. 2, 36.yaml line 13
  was  共印【400】份
  now  共印【500】份

"#]]);
    project.run(["build", ISSUE, "--pages", "changed"]).code(0).stdout(str![[r#"
36: pages 1, 2 of 2 changed
pages 1, 2 → out/2022/36-pages-1-2.pdf

"#]]);
}

fn names() -> Names {
    SIGNS.iter().map(|(sign, key)| (*sign, Lang::En.say(key))).collect()
}

/// The proof of what an edit of an issue changed: the facts of its pages, the cover first.
fn proof_of(text: &str, edit: impl Fn(&TestProject, String)) -> Vec<PageItems> {
    let folder = TestProject::new().issue("2022/36.yaml", text);
    image::GrayImage::new(2000, 400).save(folder.path("issues/2022/a.png")).unwrap();
    let project = Project::at(folder.root());
    let job = project.jobs_below(Path::new(ISSUE)).unwrap().remove(0);
    let proved = || {
        let (proof, findings) = typeset_in_test(&project, &job);
        proof.unwrap_or_else(|| panic!("{}", told(&findings)))
    };
    let old = proved();
    edit(&folder, text.to_owned());
    let new = proved();
    let changes = differences(&passages(&old.document, &old.pages), &passages(&new.document, &new.pages));
    let layout = ProofWords {
        title: "改动".to_owned(),
        summary: String::new(),
        signatures: vec!["校对".to_owned()],
        page: "页".to_owned(),
        change: "改动".to_owned(),
        removed: "删：".to_owned(),
    };
    let words = CoverWords { layout, before: "原".to_owned(), moved: "移来：".to_owned() };
    let list: Vec<_> = changes.iter().map(|change| cover_entry(change, &names(), &words)).collect();
    page_items(&marked_proof(engine(), &old, &new, &changes, &words, &list).unwrap())
}

#[test]
fn new_words_have_yellow_under_them_and_a_bar_beside_their_line() {
    let text = issue("title: 标题\nbody: |\n  苏州市开展志愿服务活动[^1]。\n\n  第二段。\n\n  [^1]: 附注。");
    let pages = proof_of(&text, |project, text| project.write(ISSUE, text.replace("苏州市开展", "常州市开展")));
    let shapes: Vec<_> = rules(&pages).into_iter().filter(|(page, _)| *page == 3).map(|(_, shape)| shape).collect();
    let line = runs(&pages).into_iter().find(|run| run.page == 3 && run.text.contains("常州市开展")).unwrap();
    let em = line.size * 25.4 / 72.0;
    let near = |a: f64, b: f64| (a - b).abs() < 0.05;
    let is_mark = |[left, right, top, bottom]: &[f64; 4]| {
        near(*left, line.left) && near(*right, line.left + 2.0 * em) && *top < line.baseline && *bottom > line.baseline
    };
    assert_eq!(shapes.iter().filter(|shape| is_mark(shape)).count(), 1, "{shapes:?} {line:?}");
    // The second page is a left one: its outer margin, with the bar, is on the left.
    let is_bar = |[left, right, top, bottom]: &[f64; 4]| {
        near(*left, *right) && near(*left, 26.0 - 2.0) && *top < line.baseline && *bottom > line.baseline
    };
    assert_eq!(shapes.iter().filter(|shape| is_bar(shape)).count(), 1, "{shapes:?}");
}

/// Three paragraphs, two footnotes, a picture, and a table over several pages.
fn long_text() -> String {
    let body = "title: 标题\nbody: |\n  第一段在这里。\n\n  第二段没有了[^1]。\n\n  第三段也在[^2]。\n\n  ![图说](a.png)\n\n  [^1]: 头一个注。\n  [^2]: 第二个注。";
    let mut text = issue(body);
    text += "      - title: 统计\n        table:\n          columns: [地区, 篇数]\n          rows:\n";
    (0..60).for_each(|row| text += &format!("            - [某地{row}, {row}]\n"));
    text
}

#[test]
fn a_paragraph_that_is_gone_is_noted_below_the_one_before_it() {
    let text = long_text();
    let pages = proof_of(&text, |project, text| {
        let kept = text.lines().filter(|line| !line.contains("没有了") && !line.contains("头一个注"));
        let text = kept.collect::<Vec<_>>().join("\n");
        project.write(ISSUE, text);
    });
    let all = runs(&pages);
    let cover: String = all.iter().filter(|run| run.page == 1).map(|run| run.text.as_str()).collect();
    assert!(cover.contains("第二段没有了") && cover.contains("头一个注") && !cover.contains("第二个注"), "{cover}");
    let find = |words: &str| all.iter().find(|run| run.page == 3 && run.text.contains(words)).unwrap();
    let (note, before) = (find("第二段"), find("第一段在这里"));
    assert!((0.0..10.0).contains(&(note.baseline - before.baseline)), "{note:?} {before:?}");
}

#[test]
fn a_picture_that_was_replaced_has_a_bar_at_its_side() {
    let text = long_text();
    let pages = proof_of(&text, |project, _| {
        image::GrayImage::from_pixel(2000, 400, [9].into()).save(project.path("issues/2022/a.png")).unwrap();
    });
    let cover: String = runs(&pages).iter().filter(|run| run.page == 1).map(|run| run.text.clone()).collect();
    assert!(cover.contains("[another picture]"), "{cover}");
    let picture =
        pages[2].items.iter().find_map(|fact| if let PageItem::Picture(bounds) = fact { Some(bounds) } else { None });
    let (top, bottom) = picture.map(|bounds| (bounds.min.y.to_mm(), bounds.max.y.to_mm())).unwrap();
    let is_bar = |[left, right, from, to]: [f64; 4]| left == right && (from - top).abs() + (to - bottom).abs() < 0.1;
    assert_eq!(rules(&pages).into_iter().filter(|(page, shape)| *page == 3 && is_bar(*shape)).count(), 1);
    let is_bar = |shape: &[f64; 4]| shape[0] == shape[1] && shape[0] < 26.0;
    assert_eq!(
        rules(&pages).into_iter().filter(|(page, shape)| *page == 3 && is_bar(shape)).count(),
        1,
        "its words are the same"
    );
}

#[test]
fn a_head_of_a_table_is_marked_on_each_page_of_the_table() {
    let text = long_text();
    let pages = proof_of(&text, |project, text| {
        project.write(ISSUE, text.replace("columns: [地区, 篇数]", "columns: [地区, 总篇数]"));
    });
    let heads: Vec<_> = runs(&pages).into_iter().filter(|run| run.page > 2 && run.text == "总篇数").collect();
    assert!(heads.len() > 2, "{heads:?}");
    let yellow = |head: &Run| {
        let em = head.size * 25.4 / 72.0;
        let under = |[left, right, top, bottom]: &[f64; 4]| {
            (left - head.left).abs() < 0.05
                && (right - left - em).abs() < 0.05
                && *top < head.baseline
                && *bottom > head.baseline
        };
        rules(&pages).iter().filter(|(page, shape)| *page == head.page && under(shape)).count()
    };
    assert!(heads.iter().all(|head| yellow(head) == 1), "{heads:?}");
}

const PLAIN: &str = "title: 标题\nbody: |\n  ## 一、做法\n\n  **一是学习。**全面学习。\n\n  **二是实践。**全面实践。";

/// The same words with other styles, and a footnote more.
fn restyled(text: &str) -> String {
    text.replace("**一是学习。**全面", "一是学习。**全面**")
        .replace("## 一、", "### 一、")
        .replace("全面实践。", "全面实践[^1]。\n\n          [^1]: 注文。")
}

#[test]
fn styles_that_changed_are_named_in_words() {
    let project = TestProject::new().issue("2022/36.yaml", issue(PLAIN));
    project.run(["release", ISSUE]).code(0);
    project.write(ISSUE, restyled(&issue(PLAIN)));
    project.run(["diff", ISSUE]).code(0).stdout(str![[r#"
36: page 2 of 2 changed
p. 2, 36.yaml line 18
  was  【[heading 1]】一、做法
  now  【[heading 2]】一、做法
p. 2, 36.yaml line 20
  was  【[bold]】一是学习。【全面】学习。
  now  一是学习。【[bold]全面】学习。
p. 2, 36.yaml line 22
  was  二是实践。全面实践。
  now  二是实践。全面实践【[note]】。
p. 2, 36.yaml line 24
  now  【注文。】

"#]]);
    let chinese = project.out(["--lang", "zh", "--format", "json", "diff", ISSUE]);
    assert!(chinese.contains("〔粗体〕") && !chinese.contains("**"), "{chinese}");
}

#[test]
fn words_whose_style_changed_are_marked_on_the_proof() {
    let text = issue(PLAIN);
    let pages = proof_of(&text, |project, text| project.write(ISSUE, restyled(&text)));
    let all = runs(&pages);
    let find = |words: &str| all.iter().find(|run| run.page == 3 && run.text.starts_with(words)).unwrap();
    let (first, last) = (find("一是学习。"), find("全面"));
    let under = |[left, right, top, bottom]: &[f64; 4]| {
        (left - first.left).abs() < 0.05
            && (right - last.right).abs() < 0.05
            && *top < first.baseline
            && *bottom > first.baseline
    };
    assert_eq!(rules(&pages).iter().filter(|(page, shape)| *page == 3 && under(shape)).count(), 1);
    assert!(all.iter().all(|run| !run.text.contains("**")));
}

/// The sample 36, released.
fn released_sample() -> TestProject {
    let project = TestProject::new().sample(ISSUE).sample("issues/publication.yaml");
    project.run(["release", ISSUE]).code(0);
    project
}

#[test]
fn a_change_has_the_page_where_it_is_not_where_its_paragraph_begins() {
    let project = released_sample();
    project.edit(ISSUE, "当地物产和民俗，", "当地物产和民俗，新增的文字");
    project.run(["diff", ISSUE]).code(0).stdout(str![[r#"
36: page 8 of 10 changed
p. 8, 36.yaml line 38
  was  …所还根据当地物产和民俗，在统一主题之下增设自选动…
  now  …所还根据当地物产和民俗，【新增的文字】在统一主题之下增设自选动…

"#]]);
}

#[test]
fn a_change_against_a_pdf_has_its_page() {
    let project = released_sample();
    project.edit(ISSUE, "今年以来，苏州市把", "今年以来，苏川市把");
    project.run(["diff", ISSUE, "--against", "releases/2022/36-r1/36.pdf"]).code(0).stdout(str![[r#"
36: page 2 of 10 changed
p. 2
  was  …践志愿服务矩阵今年以来，【苏州】市把志愿服务作为新时代文…
  now  …践志愿服务矩阵今年以来，【苏川】市把志愿服务作为新时代文…

"#]]);
}

#[test]
fn the_contents_follow_a_changed_title() {
    let project = released_sample();
    project.edit(ISSUE, "苏州市：依托", "苏州市：依靠");
    project.run(["diff", ISSUE, "--against", "releases/2022/36-r1"]).code(0).stdout(str![[r#"
36: pages 1, 2 of 10 changed
p. 2, 36.yaml line 8
  was  苏州市：【依托】大数据平台构建新时代文明…
  now  苏州市：【依靠】大数据平台构建新时代文明…
p. 1  the contents follow the titles

"#]]);
}

#[test]
fn pages_that_merely_follow_are_listed_as_such() {
    let project = released_sample();
    project.edit(ISSUE, "由市文明办牵头", "由市精神文明建设指导委员会办公室牵头");
    project.run(["diff", ISSUE]).code(0).stdout(str![[r#"
36: pages 2–6 of 10 changed
p. 2, 36.yaml line 14
  was  …坚持一个平台管到底，由市文明【办】牵头，会同大数据管理、民…
  now  …坚持一个平台管到底，由市【精神】文明【建设指导委员会办公室】牵头，会同大数据管理、民…
p. 3–6  no words changed, only the layout (or page numbers in the contents)

"#]]);
}

#[test]
fn a_paragraph_that_was_moved_is_listed_as_moved() {
    let project = released_sample();
    let sample = project.read(ISSUE);
    let (start, end) = (sample.find("          **搭建全域化").unwrap(), sample.find("          **推行清单化").unwrap());
    let after = sample.find("          **健全长效化").unwrap();
    let order = [&sample[..start], &sample[end..after], &sample[start..end], &sample[after..]];
    project.write(ISSUE, order.concat());
    let moved = project.out(["diff", ISSUE, "--proof", "校样.pdf"]);
    let lines: Vec<_> = moved.lines().filter(|line| line.starts_with("  ")).collect();
    assert!(lines.len() == 1 && lines[0].starts_with("  moved here, words unchanged:"), "{moved}");
    assert!(project.page_words("校样.pdf")[0].contains("Movedhere"));
}

#[test]
fn a_changed_title_is_listed_once_and_marked_in_the_contents_too() {
    let project = released_sample();
    project.edit(ISSUE, "苏州市：依托", "苏州市：依靠");
    project.run(["diff", ISSUE, "--proof", "校样.pdf"]).code(0);
    let words = project.page_words("校样.pdf");
    assert_eq!(words[0].matches("依托").count(), 1, "{}", words[0]);
    assert!(words[1].contains("removed") && words[2].contains("removed"), "{words:?}");
}

#[test]
fn a_release_of_another_issue_can_be_named_to_compare_with() {
    let project = released_sample();
    let other = project.read(ISSUE).replace("number: 36", "number: 35").replace("今年", "去年");
    project.write("issues/2022/35.yaml", other);
    project.run(["release", "issues/2022/35.yaml"]).code(0);
    let told = project.out(["diff", ISSUE, "--against", "releases/2022/35-r1"]);
    assert!(told.contains("【去年】") && told.contains("【35】"), "{told}");
}

#[test]
fn pages_that_others_have_taken_from_a_deleted_article_are_listed() {
    let project = released_sample();
    let sample = project.read(ISSUE);
    let end = sample.find("      - title: |\n          宿迁市").unwrap();
    let start = sample.find("      - title: |\n          盐城市").unwrap();
    project.write(ISSUE, sample[..start].to_owned() + &sample[end..]);
    let gone = project.out(["diff", ISSUE]);
    assert!(gone.contains("\np. 5–7  no words changed"), "{gone}");
}

#[test]
fn a_draft_outside_the_issues_folder_has_the_same_masthead() {
    let project = released_sample();
    project.write("旧 稿.yaml", project.read(ISSUE).replace("苏州市把", "苏州市将"));
    project.run(["diff", ISSUE, "--against", "旧 稿.yaml"]).code(0).stdout(str![[r#"
36: page 2 of 10 changed
p. 2, 36.yaml line 12
  was  今年以来，苏州市【将】志愿服务作为新时代文明实…
  now  今年以来，苏州市【把】志愿服务作为新时代文明实…

"#]]);
}

#[test]
fn contents_without_a_deleted_article_are_changed_not_pushed() {
    let project = released();
    let text = project.read(ISSUE);
    project.write(ISSUE, &text[..text.find("      - title: 统计").unwrap()]);
    project.run(["build", ISSUE, "--pages", "changed"]).code(0).stdout(str![[r#"
36: pages 1, 2 of 2 changed
pages 1, 2 → out/2022/36-pages-1-2.pdf

"#]]);
}
