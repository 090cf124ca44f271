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
    project.run(["build", "6"]).code(2).stderr(str![]);
    project.run(["--lang", "zh", "build", "第9期"]).code(2).stderr(str![]);
    project.run(["release", "issues/2022"]).code(2).stderr(str![]);
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
    project.run(["new", "2026/1"]).code(0).stdout(str![]).stderr("");
    for folder in ["issues/2026", "fonts", "layouts"] {
        assert!(project.path(folder).is_dir(), "{folder}");
    }
    project.run(["--lang", "zh", "new", "2026/2"]).code(0).stdout(str![]);
    assert!(project.read("issues/2026/2.yaml").contains("date: 2026-"));
    // What the skeleton leaves to fill in is named.
    project.run(["check", "1"]).code(0).stderr(str![]);
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
    project.run(["--lang", "zh", "check"]).code(1).stdout(str![]).stderr(str![]);
    project.write("issues/publication.yaml", "copies: 1\n");
    project.run(["check"]).code(1).stdout(str![]).stderr(str![]);
    assert_eq!(project.run(["volume", "2022"]).code(1).err.matches("error[").count(), 1);
}

#[test]
fn a_number_used_twice_is_an_error_of_both() {
    let text = |title: &str| issue(&format!("title: {title}\nbody: 正文。"));
    let project =
        TestProject::new().issue("4.yaml", numbered(5, &text("甲"))).issue("5.yaml", numbered(5, &text("乙")));
    project.run(["build"]).code(1).stdout(str![]);
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
    project.run(["check"]).code(0).stdout(str![]).stderr(str![]);
    // The first issue of the next year follows the last one.
    project.write("issues/2.yaml", text(2, 832, "2022-02-10"));
    project.write("issues/3.yaml", text(3, 833, "2022-03-10"));
    project.write("issues/11.yaml", text(1, 835, "2023-01-10"));
    project.run(["check"]).code(0).stderr("");
    project.write("issues/11.yaml", text(1, 843, "2023-01-10"));
    project.run(["check"]).code(0).stderr(str![]);
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
    ] {
        project.run(words).code(2).error("output-kind");
        assert!(!project.path("a.docx").exists(), "{words:?}");
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
    crate::support::assert_text(&(told.join("\n") + "\n"), str![]);
}

#[test]
fn signs_that_only_look_right_and_words_left_in_are_named() {
    let text = issue(
        "title: XX市召开会议\nbody: |\n  这里写第一段。\n\n  文，，文。\n\n  ＊＊段首句。＊＊正文。\n\n  ！【图注】（x.jpg）\n\n  现场照片.jpg\n\n  文__重点__文，见[1]。\n\n  ### （一）小标题\n\n  [1]来源\ntable:\n  columns: [镇, 甲, 乙]\n  rows: [[沙州镇，12，5], [丙, 1, 2]]",
    );
    let text = text.replace("[各市]", "[“县长, 副县长”, \"县长,副县长\"]").replace("某省文明办", "某某办公室");
    crate::support::assert_text(&(found(&text).join("\n") + "\n"), str![]);
}

#[test]
fn a_picture_of_nearly_that_name_is_proposed() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: |\n  文。\n\n  ![图](现场照.png)\n"));
    project.write("issues/现场照片.jpg", "");
    project.run(["--lang", "zh", "check"]).code(1).stderr(str![]);
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
            if entry.file_name() == "fit.typ" {
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
