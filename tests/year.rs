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
    project
        .run(["check"])
        .code(0)
        .stdout(str![[r#"
issues/2022/01.yaml  fine, 2 pages  [TIME] s
issues/2022/02.yaml  fine, 2 pages  [TIME] s
issues/2022/03.yaml  fine, 2 pages  [TIME] s
issues/2023/01.yaml  fine, 2 pages  [TIME] s
4 fine, 0 with errors

"#]])
        .stderr("");
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
    project
        .run(["check", "issues/2022"])
        .code(1)
        .stdout(str![[r#"
issues/2022/01.yaml  fine, 2 pages  [TIME] s
issues/2022/02.yaml  has errors
issues/2022/02b.yaml  has errors
issues/2022/03.yaml  fine, 2 pages  [TIME] s
issues/2022/07.yaml  fine, 2 pages  [TIME] s
issues/2022/09.yaml  fine, 2 pages  [TIME] s
4 fine, 2 with errors

"#]])
        .stderr(str![[r#"
error[number-twice]: issues/2022/02b.yaml:1 has the number 2 too
 --> issues/2022/02.yaml:1:9
  |
1 | number: 2
  |         ^
  |
  = help: correct one of the two numbers; no PDF was made of either

error[number-twice]: issues/2022/02.yaml:1 has the number 2 too
 --> issues/2022/02b.yaml:1:9
  |
1 | number: 2
  |         ^
  |
  = help: correct one of the two numbers; no PDF was made of either

warning[date-order]: this one is dated before 2022-03-11, the date of number 2
 --> issues/2022/03.yaml:2:7
  |
2 | date: 2022-02-10
  |       ^^^^^^^^^^
  |
  = help: correct the date or the number

warning[number-missing]: issues 4–6 are missing before this one
 --> issues/2022/07.yaml:1:9
  |
1 | number: 7
  |         ^
  |
  = help: add the missing issues, or correct the number

warning[title-twice]: this title was used before, in issues/2022/01.yaml:16
  --> issues/2022/07.yaml:16:16
   |
16 |       - title: 甲
   |                ^^
   |
   = help: check that the article isn't printed twice

warning[year-folder]: this one stands in the folder 2022 and is dated 2021-07-10
 --> issues/2022/09.yaml:2:7
  |
2 | date: 2021-07-10
  |       ^^^^^^^^^^
  |
  = help: correct the date, or move the file to the folder of its year


"#]]);
    project
        .run(["--lang", "zh", "check", "issues/2022"])
        .code(1)
        .stdout(str![[r#"
issues/2022/01.yaml　没有错误，2 页　[TIME] 秒
issues/2022/02.yaml　有错误
issues/2022/02b.yaml　有错误
issues/2022/03.yaml　没有错误，2 页　[TIME] 秒
issues/2022/07.yaml　没有错误，2 页　[TIME] 秒
issues/2022/09.yaml　没有错误，2 页　[TIME] 秒
没有错误 4 期，有错误 2 期

"#]])
        .stderr(str![[r#"
错误[number-twice]: issues/2022/02b.yaml:1 的期号也是 2
 --> issues/2022/02.yaml:1:9
  |
1 | number: 2
  |         ^
  |
  = 办法: 请改正其中一个期号；重号的几期都没有生成 PDF

错误[number-twice]: issues/2022/02.yaml:1 的期号也是 2
 --> issues/2022/02b.yaml:1:9
  |
1 | number: 2
  |         ^
  |
  = 办法: 请改正其中一个期号；重号的几期都没有生成 PDF

提醒[date-order]: 这一期的日期早于第 2 期（2022-03-11）
 --> issues/2022/03.yaml:2:7
  |
2 | date: 2022-02-10
  |       ^^^^^^^^^^
  |
  = 办法: 请改正日期或期号

提醒[number-missing]: 这一期之前缺 3 期：第 4–6 期
 --> issues/2022/07.yaml:1:9
  |
1 | number: 7
  |         ^
  |
  = 办法: 请补上所缺各期，或改正期号

提醒[title-twice]: 这个标题在 issues/2022/01.yaml:16 用过
  --> issues/2022/07.yaml:16:16
   |
16 |       - title: 甲
   |                ^^
   |
   = 办法: 请核对是否重复刊登

提醒[year-folder]: 这一期在文件夹 2022 里，日期却是 2021-07-10
 --> issues/2022/09.yaml:2:7
  |
2 | date: 2021-07-10
  |       ^^^^^^^^^^
  |
  = 办法: 请改正日期，或把文件移到相应年份的文件夹


"#]]);
}

#[test]
fn a_build_names_them_as_a_check_does_and_names_them_again_the_next_time() {
    let project = a_year_out_of_order();
    let checked = project.run(["check", "issues/2022"]).code(1).err;
    project
        .run(["build", "issues/2022"])
        .code(1)
        .stdout(str![[r#"
issues/2022/01.yaml → out/2022/01.pdf  2 pages  [TIME] s
issues/2022/02.yaml  has errors
issues/2022/02b.yaml  has errors
issues/2022/03.yaml → out/2022/03.pdf  2 pages  [TIME] s
issues/2022/07.yaml → out/2022/07.pdf  2 pages  [TIME] s
issues/2022/09.yaml → out/2022/09.pdf  2 pages  [TIME] s
4 built, 0 unchanged, 2 failed

"#]])
        .stderr(checked.clone());
    project
        .run(["build", "issues/2022"])
        .code(1)
        .stdout(str![[r#"
issues/2022/01.yaml → out/2022/01.pdf  unchanged, 2 pages  [TIME] s
issues/2022/02.yaml  has errors
issues/2022/02b.yaml  has errors
issues/2022/03.yaml → out/2022/03.pdf  unchanged, 2 pages  [TIME] s
issues/2022/07.yaml → out/2022/07.pdf  unchanged, 2 pages  [TIME] s
issues/2022/09.yaml → out/2022/09.pdf  unchanged, 2 pages  [TIME] s
0 built, 4 unchanged, 2 failed

"#]])
        .stderr(checked);
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
