//! What a clerk's hands do: names of issues, slips in the YAML, signs that only look right, words that are left in.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use jianbao::diagnostic::message::Lang;
use snapbox::str;

use crate::support::{TestProject, folder, issue, numbered, pages_of, root, runs, typeset_in_test};

/// Three issues of two years, one of them in a file of another name.
fn three_issues() -> TestProject {
    let text = |number: u32, year: u32, total: u32| {
        let text = numbered(number, &issue("title: 标题\nbody: 正文。")).replace("2022", &year.to_string());
        text.replace("标题", &format!("标题{total}")) + &format!("total-number: {total}\n")
    };
    TestProject::new()
        .issue("2022/5.yaml", text(5, 2022, 811))
        .issue("2022/第6期.yaml", text(6, 2022, 812))
        .issue("2023/06.yaml", text(6, 2023, 818))
}

#[test]
fn an_issue_is_found_by_what_people_call_it() {
    let project = three_issues();
    for (name, file) in [
        ("5", "issues/2022/5.yaml"),
        ("第5期", "issues/2022/5.yaml"),
        ("第 五 期", "issues/2022/5.yaml"),
        ("2022/5", "issues/2022/5.yaml"),
        ("issues/2022/5", "issues/2022/5.yaml"),
        ("2022/6", "issues/2022/第6期.yaml"),
        ("2023年第6期", "issues/2023/06.yaml"),
        ("2023/06", "issues/2023/06.yaml"),
        ("总第812期", "issues/2022/第6期.yaml"),
        ("第6期.yaml", "issues/2022/第6期.yaml"),
    ] {
        let checked = project.run(["check", name]).code(0).stderr("");
        assert!(checked.out.starts_with(file), "{name}: {}", checked.out);
    }
    assert_eq!(project.out(["check", "2022"]).lines().count(), 3);
    let near = project.run_in(&project.path("issues/2023"), ["check", "6"]).code(0);
    assert!(near.out.contains("06.yaml") && near.out.lines().count() == 1, "{}", near.out);
    project.run(["build", "6"]).code(2).stderr(str![[r#"
error[issue-unclear]: “6” may be several issues: issues/2022/第6期.yaml, issues/2023/06.yaml
--> 6
 = help: name the year, too (2022/6), or the path of the file


"#]]);
    project.run(["--lang", "zh", "build", "第9期"]).code(2).stderr(str![[r#"
错误[issue-missing]: 没有找到“第9期”这一期
--> 第9期
 = 办法: 可以写期号（6、第6期）、年份和期号（2022/6）、总期号（总第812期），或者文件的路径


"#]]);
    project.run(["release", "issues/2022"]).code(2).stderr(str![[r#"
error[one-issue]: this needs one issue, and there are 2 here: issues/2022/5.yaml, issues/2022/第6期.yaml
 |
 = help: name one of them


"#]]);
}

#[test]
fn every_command_that_takes_an_issue_takes_its_number() {
    let project = three_issues();
    for words in [
        &["build", "5"][..],
        &["check", "5"],
        &["release", "5"],
        &["diff", "5"],
        &["impose", "5", "--as", "booklet"],
        &["typst", "5", "-o", "t"],
        &["fonts", "--issue", "5"],
        &["statistics", "2022年"],
        &["volume", "issues/2022"],
    ] {
        project.run(words).code(0);
    }
    project.run(["preview", "9"]).code(2).error("issue-missing");
    TestProject::new().run(["build", "6"]).code(2).error("no-issues");
}

#[test]
fn a_new_issue_makes_the_folders_and_names_the_next_step() {
    let project = TestProject::new();
    project.run(["new", "2026/1"]).code(0).stdout(str![[r#"
written: issues/publication.yaml
written: issues/2026/1.yaml
what all issues share (masthead, issuer, receivers) is filled in in issues/publication.yaml
next: “jianbao preview issues/2026/1.yaml --open” shows the pages while you write; then “jianbao build issues/2026/1.yaml” makes the PDF

"#]]).stderr("");
    for folder in ["issues/2026", "fonts", "layouts"] {
        assert!(project.path(folder).is_dir(), "{folder}");
    }
    project.run(["--lang", "zh", "new", "2026/2"]).code(0).stdout(str![[r#"
已写好：issues/2026/2.yaml
下一步：用“jianbao preview issues/2026/2.yaml --open”边写边看，写好后用“jianbao build issues/2026/2.yaml”生成 PDF

"#]]);
    assert!(project.read("issues/2026/2.yaml").contains("date: 2026-"));
    // What the skeleton leaves to fill in is named.
    project.run(["check", "1"]).code(0).stderr(str![[r#"
warning[placeholder-left]: “这里写第一行标题” seems to be left to fill in
  --> issues/2026/1.yaml:11:11
   |
11 |           这里写第一行标题
   |           ^^^^^^
   |
   = help: fill it in, or remove it

warning[placeholder-left]: “这里写第一段。” seems to be left to fill in
  --> issues/2026/1.yaml:15:11
   |
15 |           这里写第一段。
   |           ^^^^^^
   |
   = help: fill it in, or remove it

warning[placeholder-left]: “某某工作简报” seems to be left to fill in
 --> issues/publication.yaml:2:8
  |
2 | title: 某某工作简报                  # the masthead, printed in red
  |        ^^^^
  |
  = help: fill it in, or remove it

warning[placeholder-left]: “某某办公室” seems to be left to fill in
 --> issues/publication.yaml:4:9
  |
4 | issuer: 某某办公室                   # issuing office
  |         ^^^^
  |
  = help: fill it in, or remove it


"#]]);
    let bare = TestProject::new();
    bare.run(["new", "第7期"]).code(0);
    let year = fs::read_dir(bare.path("issues")).unwrap().flatten().find(|entry| entry.path().is_dir()).unwrap();
    assert!(fs::read_to_string(year.path().join("7.yaml")).unwrap().contains("number: 7 "));
}

#[test]
fn a_slip_in_the_publication_is_told_once() {
    let text = issue("title: 标题\nbody: 正文。").replace("title: 某省精神文明建设简报\n", "");
    let issues = (1..=12).map(|number| (format!("2022/{number}.yaml"), numbered(number, &text)));
    let project = TestProject::new().issues(issues).issue("publication.yaml", "title: 某报\ncopys: 1\n");
    project
        .run(["--lang", "zh", "check"])
        .code(1)
        .stdout(str![[r#"
issues/2022/1.yaml　有错误
另有 11 期因为同样的错误没有完成
没有错误 0 期，有错误 12 期

"#]])
        .stderr(str![[r#"
错误[unknown-key]: 不认识“copys”这一项
 --> issues/publication.yaml:2:1
  |
2 | copys: 1
  | ^^^^^
  |
  = 办法: 是否应为：copies


"#]]);
    project.write("issues/publication.yaml", "copies: 1\n");
    project
        .run(["check"])
        .code(1)
        .stdout(str![[r#"
issues/2022/1.yaml  has errors
11 other issues failed for the same error
0 fine, 12 with errors

"#]])
        .stderr(str![[r#"
error[missing-key]: the key “title” is missing
 --> issues/publication.yaml:1:1
  |
1 | copies: 1
  | ^
  |
  = help: add “title: …” here, or in publication.yaml if it is the same for all issues


"#]]);
    assert_eq!(project.run(["volume", "2022"]).code(1).err.matches("error[").count(), 1);
}

#[test]
fn a_number_used_twice_is_an_error_of_both() {
    let text = |title: &str| issue(&format!("title: {title}\nbody: 正文。"));
    let project =
        TestProject::new().issue("4.yaml", numbered(5, &text("甲"))).issue("5.yaml", numbered(5, &text("乙")));
    project.run(["build"]).code(1).stdout(str![[r#"
issues/4.yaml  has errors
issues/5.yaml  has errors
0 built, 0 unchanged, 2 failed

"#]]);
    assert!(!project.has("out/4.pdf") && !project.has("out/5.pdf"));
}

#[test]
fn numbers_over_all_years_and_dates_are_compared_with_their_neighbours() {
    let text = |number: u32, total: u32, date: &str| {
        numbered(number, &issue(&format!("title: 标题{total}\nbody: 正文。"))).replace("2022-12-28", date)
            + &format!("total-number: {total}\n")
    };
    let project = TestProject::new()
        .issue("1.yaml", text(1, 831, "2022-01-10"))
        .issue("2.yaml", text(2, 823, "2022-02-10"))
        .issue("3.yaml", text(3, 833, "2023-03-10"))
        .issue("10.yaml", text(4, 834, "2022-04-10"))
        .issue("11.yaml", text(1, 835, "2023-01-10"));
    let project = {
        fs::remove_file(project.path("issues/11.yaml")).unwrap();
        project
    };
    project.run(["check"]).code(0).stdout(str![[r#"
issues/1.yaml  fine, 2 pages  [TIME] s
issues/2.yaml  fine, 2 pages  [TIME] s
issues/3.yaml  fine, 2 pages  [TIME] s
issues/10.yaml  fine, 2 pages  [TIME] s
4 fine, 0 with errors

"#]]).stderr(str![[r#"
warning[total-number-order]: the number over all years is 823; by those before and after it, it should be 832 (see issues/1.yaml:18)
  --> issues/2.yaml:18:15
   |
18 | total-number: 823
   |               ^^^
   |
   = help: correct it, or add the issues that are missing between them

warning[date-year]: this one is dated 2023-03-10, but those before and after it are of 2022 (see issues/2.yaml:2)
 --> issues/3.yaml:2:7
  |
2 | date: 2023-03-10
  |       ^^^^^^^^^^
  |
  = help: check the year


"#]]);
    // The first issue of the next year follows the last one.
    project.write("issues/2.yaml", text(2, 832, "2022-02-10"));
    project.write("issues/3.yaml", text(3, 833, "2022-03-10"));
    project.write("issues/11.yaml", text(1, 835, "2023-01-10"));
    project.run(["check"]).code(0).stderr("");
    project.write("issues/11.yaml", text(1, 843, "2023-01-10"));
    project.run(["check"]).code(0).stderr(str![[r#"
warning[total-number-order]: the number over all years is 843; by those before and after it, it should be 835 (see issues/10.yaml:18)
  --> issues/11.yaml:18:15
   |
18 | total-number: 843
   |               ^^^
   |
   = help: correct it, or add the issues that are missing between them


"#]]);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_a_run_quietly() {
    let issues =
        (1..=9).map(|number| (format!("{number}.yaml"), numbered(number, &issue("title: 标题\nbody: 正文。"))));
    let project = TestProject::new().issues(issues);
    let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
    command.current_dir(project.root()).args(["--lang", "en", "check", "-j", "1"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((err.as_str(), child.wait().unwrap().code()), ("", Some(0)));
}

#[test]
fn nothing_is_written_as_another_kind_of_file() {
    let project = three_issues();
    for words in [
        &["build", "5", "-o", "a.docx"][..],
        &["impose", "5", "--as", "booklet", "-o", "a.docx"],
        &["volume", "2022", "-o", "a.docx"],
        &["typst", "5", "-o", "a.docx"],
        &["man", "-o", "a.docx"],
        &["schema", "-o", "a.docx"],
        &["new", "a.docx"],
        &["new", "issues/2022/a.docx"],
    ] {
        project.run(words).code(2).error("output-kind");
        let written = ["a.docx", "issues/2022/a.docx", "issues/2022/a.docx.yaml"].iter().find(|file| project.has(file));
        assert_eq!(written, None, "{words:?}");
    }
    project.run(["statistics", "2022", "-o", "a.docx"]).error("statistics-output");
    project.run(["diff", "5", "--proof", "a.docx"]).error("proof-name");
}

/// What is found in an issue: code, line, message.
fn found(text: &str) -> Vec<String> {
    let (_folder, project, job) = folder(text);
    let (_, findings) = typeset_in_test(&project, &job);
    let told = findings.iter().map(|finding| {
        let line = finding.place.as_ref().unwrap().position().unwrap().0;
        format!("{line} {}: {}（{}）", finding.code, Lang::Zh.message(finding), Lang::Zh.help(finding))
    });
    told.collect()
}

#[test]
fn slips_of_layout_are_named_with_their_remedy() {
    let head = "number: 1\ndate: 2022-12-28\ntitle: 报\nissuer: 办\nsections:\n  - title: 交流\n    articles:\n";
    let of = |article: &str| found(&format!("{head}{article}"));
    let told: Vec<_> = [
        of("      - title: 题\n        body: |\n          第一段。\n         第二段。\n          第三段。\n"),
        of("      - title: 题\n        body: |\n            第一段。\n          第二段。\n          第三段。\n"),
        of("      - title: 题\n        body: |\n          第一段。\n第二段。\n"),
        of("      - title: 题\n        body: |\n          第一段。\n\t第二段。\n"),
        of("      - title: 题\n\tsource: {city: 苏州市}\n        body: 文。\n"),
        of("      - title: 题\n    \t    body: 文。\n"),
        of("      - title: 题\n        body:|\n          第一段。\n"),
        of("      - title:题\n        body: |\n          第一段。\n"),
        of("      -title: 题\n        body: |\n          第一段。\n"),
        found("number: 1\ndate: 2022-12-28\ntitle: 报\nissuer: 办\nsections:\n  - title: 交流\n   articles:\n      - title: 题\n        body: 文。\n"),
        of("      - title: 题\n       body: |\n          第一段。\n"),
        of("      - title: \"三个聚焦\"工作法\n        body: |\n          第一段。\n"),
        of("      - title: 题\n        body: |\n          第一段。\n        body: |\n          第二段。\n"),
        of("      - title: 题\n        body: ｜\n          第一段。\n\n          第二段。\n"),
        of("      - title: 题\n        标题: 题\n        body: 文。\n"),
    ]
    .concat();
    crate::support::assert_text(
        &(told.join("\n") + "\n"),
        str![[r#"
11 yaml-slip-indent: 这一行的缩进和正文其他各行不同：现在 9 格，应为 10 格（请把行首的半角空格改成 10 个）
10 yaml-slip-indent: 这一行的缩进和正文其他各行不同：现在 12 格，应为 10 格（请把行首的半角空格改成 10 个）
11 yaml-slip-indent: 这一行的缩进和正文其他各行不同：现在 0 格，应为 10 格（请把行首的半角空格改成 10 个）
11 yaml-slip-tab: 行首用了 Tab 键（请删去，换成 10 个半角空格）
9 yaml-slip-tab: 行首用了 Tab 键（请删去，改成空格）
9 yaml-slip-tab: 行首用了 Tab 键（请删去，改成空格）
9 yaml-slip-space: 这里缺一个空格（请写成 body: |）
8 yaml-slip-space: 这里缺一个空格（请写成 title: 题）
8 yaml-slip-space: 这里缺一个空格（请写成 - title: 题）
7 yaml-slip-key: “articles”（稿件）没有对齐：现在缩进 3 格（请缩进 4 格，和第 6 行的 title 对齐）
9 yaml-slip-key: “body”（正文）没有对齐：现在缩进 7 格（请缩进 8 格，和第 8 行的 title 对齐）
8 yaml-slip-words: 引号后面还有文字（文字里的引号请用中文引号：“三个聚焦”工作法，不必再加别的引号）
11 duplicate-key: “body”（正文）写了两次（请只留一个；如果这是下一篇稿件，请在前面加一行“      - title: …”）
9 yaml-slip-bar: 这里用了全角的“｜”（请改成半角：body: |）
9 key-in-chinese: “标题”要写成 title（照这样写：- title: 工作交流）

"#]],
    );
}

#[test]
fn signs_that_only_look_right_and_words_left_in_are_named() {
    let text = issue(
        "title: XX市召开会议\nbody: |\n  这里写第一段。\n\n  文，，文。\n\n  ＊＊段首句。＊＊正文。\n\n  ！【图注】（x.jpg）\n\n  现场照片.jpg\n\n  文__重点__文，见[1]。\n\n  ### （一）小标题\n\n  [1]来源\ntable:\n  columns: [镇, 甲, 乙]\n  rows: [[沙州镇，12，5], [丙, 1, 2]]",
    );
    let text = text.replace("[各市]", "[“县长, 副县长”, \"县长,副县长\"]").replace("某省文明办", "某某办公室");
    crate::support::assert_text(
        &(found(&text).join("\n") + "\n"),
        str![[r#"
4 placeholder-left: “某某办公室”像是还没有填写（请填写，或者删去）
10 quotes-split: 引号只有一半：里面的英文逗号把它拆成了两项（请改成中文逗号或顿号，或者给整项加上英文引号）
10 quotes-split: 引号只有一半：里面的英文逗号把它拆成了两项（请改成中文逗号或顿号，或者给整项加上英文引号）
10 punctuation-half-width: 中文里用了英文标点“,”（请改成中文标点：，；：？！（））
16 placeholder-left: “XX市召开会议”像是还没有填写（请填写，或者删去）
18 placeholder-left: “这里写第一段。”像是还没有填写（请填写，或者删去）
20 punctuation-double: 标点重复：，（请删去多余的标点）
22 markup-leftover: 这里的标记没有起作用：＊＊（图片写成 ![图注](photo.jpg "120mm")，粗体写成 **文字**，脚注写成 [^1]，表格各格之间用 |，都用英文符号）
24 markup-leftover: 这里的标记没有起作用：！【（图片写成 ![图注](photo.jpg "120mm")，粗体写成 **文字**，脚注写成 [^1]，表格各格之间用 |，都用英文符号）
26 markup-leftover: 这里的标记没有起作用：.jpg（图片写成 ![图注](photo.jpg "120mm")，粗体写成 **文字**，脚注写成 [^1]，表格各格之间用 |，都用英文符号）
28 markup-leftover: 这里的标记没有起作用：__（图片写成 ![图注](photo.jpg "120mm")，粗体写成 **文字**，脚注写成 [^1]，表格各格之间用 |，都用英文符号）
30 heading-skipped: 二级小标题“###”前面没有一级小标题“##”（请从 ## 写起，或者把这一级改成 ##；跳级的小标题，朗读软件读不顺）
32 note-sign: “[1]”不会成为脚注，会照样印在这里（要作脚注，文中写 [^1]，这里写成“[^1]: …”）
35 row-comma: 这一行只有 1 格：分隔用了中文逗号“，”（请改成英文逗号，后面空一格：[沙州镇, 12, 5]）

"#]],
    );
}

#[test]
fn a_picture_of_nearly_that_name_is_proposed() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: |\n  文。\n\n  ![图](现场照.png)\n"));
    project.write("issues/现场照片.jpg", "");
    project.run(["--lang", "zh", "check"]).code(1).stderr(str![[r#"
错误[picture-missing]: 没有图片“现场照.png”
  --> issues/1.yaml:20:11
   |
20 |           ![图](现场照.png)
   |           ^^^^^^^^^^^^^^^^^
   |
   = 办法: 文件夹里有“现场照片.jpg”，是这张吗？


"#]]);
}

/// Names that come from a Mac have their accents apart.
#[cfg(not(target_os = "macos"))]
#[test]
fn a_picture_whose_name_only_looks_the_same_is_explained() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: |\n  文。\n\n  ![图](caf\u{e9}.png)\n"));
    project.write("issues/cafe\u{301}.png", "");
    project.run(["--lang", "zh", "check"]).code(1).stderr(str![[r#"
错误[picture-missing]: 没有图片“café.png”
  --> issues/1.yaml:20:11
   |
20 |           ![图](café.png)
   |           ^^^^^^^^^^^^^^^
   |
   = 办法: 文件夹里的“café.png”看起来一样，其实名字里带符号的字母存法不同；请把那张图片改名，名字最好只用汉字、数字和普通字母


"#]]);
}

#[test]
fn a_line_of_the_masthead_that_is_set_much_smaller_is_named_with_both_sizes() {
    let text = issue("title: 标题\nbody: 正文。");
    let long = |count: usize| "某".repeat(count);
    for (from, to, sizes) in [
        ("某省文明办", long(34), Some("6.5 磅，正常至少 15.8 磅")),
        ("某省文明办", long(14), None),
        ("某省精神文明建设简报", long(29), Some("15.2 磅，正常至少 36.0 磅")),
        ("某省精神文明建设简报", long(15), None),
        ("工作资料", long(40), Some("11.1 磅，正常至少 15.8 磅")),
        ("工作资料", long(30), None),
    ] {
        let told = found(&text.replace(from, &to));
        assert_eq!(told.len(), usize::from(sizes.is_some()), "{to}: {told:?}");
        if let Some(sizes) = sizes {
            assert!(told[0].contains("text-shrunk") && told[0].contains(sizes), "{told:?}");
        }
    }
}

/// Where the characters of the masthead's title stand, in mm.
fn title_of(name: &str) -> Vec<(f64, f64)> {
    let text = issue("title: 标题\nbody: 正文。").replace("某省精神文明建设简报", name);
    let runs = runs(&pages_of(&text));
    runs.iter().filter(|run| run.field == "title").map(|run| (run.left, run.right)).collect()
}

#[test]
fn a_name_of_two_to_four_characters_is_spaced_over_the_width() {
    for (name, gap) in
        [("简报", (156.0 - 44.0) / 3.0), ("快报简", (156.0 - 66.0) / 4.0), ("工作简报", (156.0 - 88.0) / 5.0)]
    {
        let signs = title_of(name);
        assert_eq!(signs.len(), name.chars().count(), "{name}");
        assert!((signs[0].0 - 28.0 - gap).abs() < 0.1, "{name}: {signs:?}");
        for pair in signs.windows(2) {
            assert!((pair[1].0 - pair[0].1 - gap).abs() < 0.1, "{name}: {signs:?}");
        }
    }
    assert_eq!(title_of("文明建设报").len(), 1);
}

/// Every size in the layouts of issues has a name in their measures, so that no words shrink without a mark.
#[test]
fn one_file_of_the_layouts_makes_words_smaller() {
    let measures = fs::read_to_string(root().join("layouts/bulletin/measures.typ")).unwrap();
    for folder in ["bulletin", "brief", "internal/volume"] {
        for entry in fs::read_dir(root().join("layouts").join(folder)).unwrap().flatten() {
            let own = fs::read_to_string(entry.path().with_file_name("measures.typ")).unwrap_or_default();
            let text = fs::read_to_string(entry.path()).unwrap();
            if entry.file_name() == "fit.typ" || entry.file_name() == "field.typ" {
                continue;
            }
            for (at, _) in text.match_indices("size: ").filter(|(at, _)| text[..*at].ends_with([' ', '(', '\n'])) {
                let name: String = text[at + 6..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
                let is_measure = [&measures, &own].iter().any(|file| file.contains(&format!("#let {name} = ")));
                let next = text[at + 6 + name.len()..].chars().next().unwrap();
                assert!(is_measure && [',', ')'].contains(&next), "{:?}: size: {name}{next}", entry.path());
            }
        }
    }
}
