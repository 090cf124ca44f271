//! Which pages need new plates, and what would keep the others as they were.

use std::fs;

use snapbox::str;

use crate::support::{Ran, TestProject};

const ISSUE: &str = "issues/2022/36.yaml";
const START: &str = "今年以来，苏州市把志愿服务作为新时代文明实践的主要抓手，";
const ONE_PAGE: &str = "36: page 2 of 10 changed\npage 2 → out/2022/36-pages-2.pdf\n";

/// The sample 36, released.
fn released() -> TestProject {
    let project = TestProject::new().sample(ISSUE).sample("issues/publication.yaml");
    project.run(["release", ISSUE]).code(0);
    project
}

/// Writes the changed pages of the released sample after an edit, and takes the edit back.
fn changed_pages(project: &TestProject, from: &str, to: &str) -> Ran {
    let text = project.read(ISSUE);
    project.edit(ISSUE, from, to);
    let ran = project.run(["build", ISSUE, "--pages", "changed"]).code(0).stderr("");
    project.write(ISSUE, text);
    ran
}

#[test]
fn an_issue_without_changes_needs_no_new_plates() {
    released().run(["build", ISSUE, "--pages", "changed"]).code(0).stdout(str![[r#"
36: no page looks different
no page needs new plates

"#]]);
}

#[test]
fn changed_pages_are_written_alone() {
    let project = released();
    project.edit(ISSUE, "苏州市把", "苏州市将");
    project.edit(ISSUE, "[南京市, 7, 4]", "[南京市, 4, 7]");
    project.run(["build", ISSUE, "--pages", "changed"]).code(0).stdout(str![[r#"
36: pages 2, 9 of 10 changed
pages 2, 9 → out/2022/36-pages-2,9.pdf

"#]]);
    project.run(["build", ISSUE]).code(0);
    let all = project.page_words("out/2022/36.pdf");
    let some = project.page_words("out/2022/36-pages-2,9.pdf");
    assert_eq!(some, [all[1].clone(), all[8].clone()]);
    assert!(some[0].contains("苏州市将志愿服务") && some[1].contains("—9—"), "{some:?}");
    let fit = project.out(["preflight", "out/2022/36-pages-2,9.pdf"]);
    assert!(fit.ends_with("fit for the press\n"), "{fit}");
}

#[test]
fn whole_sheets_bring_the_pages_on_their_other_sides() {
    let project = released();
    project.edit(ISSUE, "苏州市把", "苏州市将");
    project.edit(ISSUE, "[南京市, 7, 4]", "[南京市, 4, 7]");
    project.run(["build", ISSUE, "--pages", "changed", "--sheets"]).code(0).stdout(str![[r#"
36: pages 2, 9 of 10 changed
pages 1, 2, 9, 10 → out/2022/36-pages-1-2,9-10.pdf

"#]]);
    assert_eq!(project.page_words("out/2022/36-pages-1-2,9-10.pdf").len(), 4);
}

#[test]
fn pages_that_are_named_are_written_alone() {
    let project = released();
    project.run(["build", ISSUE]).code(0);
    project.run(["build", ISSUE, "--pages", "3-4,9"]).code(0).stdout(str![[r#"
pages 3, 4, 9 → out/2022/36-pages-3-4,9.pdf

"#]]);
    let all = project.page_words("out/2022/36.pdf");
    assert_eq!(project.page_words("out/2022/36-pages-3-4,9.pdf"), [all[2].clone(), all[3].clone(), all[8].clone()]);
}

/// The second sheet of a booklet of 12 pages has the pages 10, 3, 4, 9.
#[test]
fn the_sheet_that_holds_a_page_is_written_alone() {
    let project = released();
    project.run(["impose", ISSUE, "--as", "booklet", "--bare", "--pages", "3"]).code(0).stdout(str![[r#"
sheets with page 3 → out/2022/36-booklet-bare-sheets-2.pdf

"#]]);
    let sheet = project.page_words("out/2022/36-booklet-bare-sheets-2.pdf");
    assert_eq!(sheet.len(), 2);
    assert!(sheet[0].contains("—3—") && sheet[1].contains("—4—") && sheet[1].contains("—9—"), "{sheet:?}");
    let fit = project.out(["preflight", "out/2022/36-booklet-bare-sheets-2.pdf"]);
    assert!(fit.ends_with("fit for the press\n"), "{fit}");
}

/// With the number of characters that the message names the other pages stay; with one less they don't.
#[test]
fn a_longer_paragraph_is_told_by_how_much_to_shorten_it() {
    let project = released();
    let longer = "今年以来，苏州市各级各部门齐心协力众人拾柴久久为功持之以恒把志愿服务作为新时代文明实践的主要抓手，";
    changed_pages(&project, START, longer).stdout(str![[r#"
36: pages 2–6 of 10 changed
the changes affect other pages: 3–6; if the change on page 2 (36.yaml line 12) were 2 characters shorter, they would stay as they were
pages 2–6 → out/2022/36-pages-2-6.pdf

"#]]);
    let excess = 2;
    let shortened = |by: usize| {
        let characters: Vec<char> = longer.chars().collect();
        characters[..8].iter().chain(&characters[8 + by..]).collect::<String>()
    };
    changed_pages(&project, START, &shortened(excess)).stdout(ONE_PAGE);
    changed_pages(&project, START, &shortened(excess - 1)).stdout(str![[r#"
36: pages 2–6 of 10 changed
the changes affect other pages: 3–6; if the change on page 2 (36.yaml line 12) were 1 character shorter, they would stay as they were
pages 2–6 → out/2022/36-pages-2-6.pdf

"#]]);
}

#[test]
fn a_shorter_paragraph_is_told_by_how_much_to_lengthen_it() {
    let project = released();
    changed_pages(&project, START, "今年以来，").stdout(str![[r#"
36: pages 2–4 of 10 changed
the changes affect other pages: 3, 4; if the change on page 2 (36.yaml line 12) were 15 characters longer, they would stay as they were
pages 2–4 → out/2022/36-pages-2-4.pdf

"#]]);
    let missing = 15;
    changed_pages(&project, START, &format!("今年以来，{}", "字".repeat(missing))).stdout(ONE_PAGE);
    changed_pages(&project, START, &format!("今年以来，{}", "字".repeat(missing - 1))).stdout(str![[r#"
36: pages 2–4 of 10 changed
the changes affect other pages: 3, 4; if the change on page 2 (36.yaml line 12) were 1 character longer, they would stay as they were
pages 2–4 → out/2022/36-pages-2-4.pdf

"#]]);
}

/// Few lengths of the insertion leave the rest as it was, and the paragraph ends on the next page.
#[test]
fn an_insertion_in_a_paragraph_over_two_pages_is_told_by_how_much_to_shorten_it() {
    let project = released();
    let office = "由市精神文明建设指导委员会办公室";
    changed_pages(&project, "由市文明办牵头", &format!("{office}牵头")).stdout(str![[r#"
36: pages 2–6 of 10 changed
the changes affect other pages: 3–6; if the change on page 2 (36.yaml line 14) were 9 characters shorter, they would stay as they were
pages 2–6 → out/2022/36-pages-2-6.pdf

"#]]);
    let cut: String = office.chars().take(16 - 9).collect();
    changed_pages(&project, "由市文明办牵头", &format!("{cut}牵头")).stdout(ONE_PAGE);
}

#[test]
fn a_change_on_the_second_page_of_a_paragraph_changes_that_page_alone() {
    changed_pages(&released(), "当地物产和民俗，", "当地物产和民俗，新增的文字").stdout(str![[r#"
36: page 8 of 10 changed
page 8 → out/2022/36-pages-8.pdf

"#]]);
}

#[test]
fn no_more_is_to_be_cut_than_was_typed() {
    let longer = "**新近又进一步健全长效化激励机制和长效化激励办法以及健全长效化";
    changed_pages(&released(), "**健全长效化", longer).stdout(str![[r#"
36: pages 3, 4 of 10 changed
the changes affect other pages: 4; if the change on page 3 (36.yaml line 18) were 25 characters shorter, they would stay as they were
pages 3, 4 → out/2022/36-pages-3-4.pdf

"#]]);
}

/// A footnote takes lines of its own, so that no number of characters would help.
#[test]
fn a_new_footnote_is_told_without_a_number_of_characters() {
    let note = "都有了清楚的答案[^1]。\n\n          [^1]: 指今年。";
    changed_pages(&released(), "都有了清楚的答案。", note).stdout(str![[r#"
36: pages 2–6 of 10 changed
the changes affect other pages: 3–6
pages 2–6 → out/2022/36-pages-2-6.pdf

"#]]);
}

#[test]
fn pages_that_can_not_be_written_are_named() {
    let project = released();
    project.run(["build", ISSUE, "--pages", "31"]).code(2).stderr(str![[r#"
error[page-missing]: there is no page 31; there are 10
--> issues/2022/36.yaml
 = help: count pages from 1, as they are printed: --pages 3-4


"#]]);
    project.run(["build", ISSUE, "--pages", "0"]).code(2).stderr(str![[r#"
error: invalid value “0” for --pages <changed|3-4>
help: pages count from 1, the smaller first: --pages 3-4, or --pages 1,3-4

"#]]);
    project.run(["build", ISSUE, "--pages", "4-3"]).code(2).stderr(str![[r#"
error: invalid value “4-3” for --pages <changed|3-4>
help: pages count from 1, the smaller first: --pages 3-4, or --pages 1,3-4

"#]]);
    project.run(["build", ISSUE, "--sheets"]).code(2).stderr(str![[r#"
error: missing argument: --pages <changed|3-4>
help: pages count from 1, the smaller first: --pages 3-4, or --pages 1,3-4

"#]]);
    project.run(["build", ISSUE, "--pages", "3", "--profile", "screen"]).code(2).stderr(str![[r#"
error[pages-not-for-plates]: “--pages” works only with print profiles, not with screen
--> issues/2022/36.yaml
 = help: add --profile print or --profile print-x1a


"#]]);
    fs::copy(project.path(ISSUE), project.path("issues/2022/37.yaml")).unwrap();
    project.run(["--lang", "zh", "build", "issues/2022/37.yaml", "--pages", "changed"]).code(2).stderr(str![[r#"
错误[release-none]: 这一期还没有付印稿可比
--> issues/2022/37.yaml
 = 办法: 付印时请用 jianbao release 存档；还没有存档，可以和别的文件比：jianbao diff 稿件 --against 文件


"#]]);
    project.run(["build", "--pages", "3"]).code(2).stderr(str![[r#"
error[one-issue]: this needs one issue, and there are 2 here: issues/2022/36.yaml, issues/2022/37.yaml
 |
 = help: name one of them


"#]]);
}

/// Blank pages fill an issue up for sheets. What has changed is counted without them, as for pages that aren't imposed.
#[test]
fn changed_sheets_are_counted_as_changed_pages_are() {
    let project = released();
    // From 10 pages to 13, so that 12 pages on sheets become 16.
    project.edit(ISSUE, START, &format!("{START}{}", "新增的文字，".repeat(330)));
    let (pages, sheets) =
        (["build", ISSUE, "--pages", "changed"], ["impose", ISSUE, "--as", "booklet", "--pages", "changed"]);
    project.run(pages).code(0).stdout(str![[r#"
36: pages 2–13 of 13 changed; it had 10 pages, now 13; 10–13 only moved (before: 7–10)
the changes affect other pages: 6–9
pages 2–13 → out/2022/36-pages-2-13.pdf

"#]]);
    project.run(sheets).code(0).stdout(str![[r#"
36: pages 2–13 of 13 changed; it had 10 pages, now 13; 10–13 only moved (before: 7–10)
the changes affect other pages: 6–9
sheets with pages 2–16 → out/2022/36-booklet-sheets-1-4.pdf

"#]]);
    let json = |words: &[&str]| project.json([&["--format", "json"], words].concat());
    let (pages, sheets) = (json(&pages), json(&sheets));
    for key in ["pages", "pages-before", "changed-pages", "moved-pages"] {
        assert_eq!(sheets[key], pages[key], "{key}");
    }
    // All four sheets hold a page that has changed.
    assert!(project.has("out/2022/36-booklet-sheets-1-4.pdf"));
}
