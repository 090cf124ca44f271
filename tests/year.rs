//! A year's issues beside one another.

use snapbox::str;

use crate::support::{TestProject, issue};

/// An issue of a number and a date, with a title.
fn number(number: u32, date: &str, title: &str) -> String {
    let text = issue(&format!("title: {title}\nbody: 正文。"));
    text.replace("number: 1\n", &format!("number: {number}\n")).replace("2022-12-28", date)
}

#[test]
fn a_year_in_order_says_nothing() {
    let texts: Vec<_> = (1..=3)
        .map(|n| (format!("2022/{n:02}.yaml"), number(n, &format!("2022-0{n}-10"), &format!("标题{n}"))))
        .collect();
    // Another year begins anew.
    let next = number(1, "2023-01-10", "新年");
    let project = TestProject::new().issues(texts).issue("2023/01.yaml", next);
    project.run(["check"]).code(0).stdout(str![]).stderr("");
}

/// A year with a number twice, a number missing, a date out of order, a title used twice, and a wrong folder.
fn a_year_out_of_order() -> TestProject {
    TestProject::new().issues([
        ("2022/01.yaml", number(1, "2022-01-10", "甲")),
        ("2022/02.yaml", number(2, "2022-03-10", "乙")),
        ("2022/02b.yaml", number(2, "2022-03-11", "丙")),
        ("2022/03.yaml", number(3, "2022-02-10", "丁")),
        ("2022/07.yaml", number(7, "2022-07-10", "甲")),
        ("2022/09.yaml", number(1, "2021-07-10", "戊")),
    ])
}

#[test]
fn issues_that_contradict_each_other_are_named() {
    let project = a_year_out_of_order();
    project.run(["check", "issues/2022"]).code(1).stdout(str![]).stderr(str![]);
    project.run(["--lang", "zh", "check", "issues/2022"]).code(1).stdout(str![]).stderr(str![]);
}

#[test]
fn a_build_names_them_as_a_check_does_and_names_them_again_the_next_time() {
    let project = a_year_out_of_order();
    let checked = project.run(["check", "issues/2022"]).code(1).err;
    project.run(["build", "issues/2022"]).code(1).stdout(str![]).stderr(checked.clone());
    project.run(["build", "issues/2022"]).code(1).stdout(str![]).stderr(checked);
}

#[test]
fn an_issue_that_can_not_be_read_may_be_the_missing_one() {
    let project = a_year_out_of_order();
    project.write("issues/2022/05.yaml", "number: 5\nnonsense\n");
    let checked = project.run(["check", "issues/2022"]).code(1).err;
    assert!(!checked.contains("number-missing"), "{checked}");
}

#[test]
fn an_issue_that_is_built_alone_is_not_compared_with_others() {
    a_year_out_of_order().run(["build", "issues/2022/02b.yaml"]).code(0).stderr("");
}
