//! The program as a clerk runs it: in folders with spaces and Chinese names, with slips and surprises.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::{issue, numbered, root};

pub fn jianbao(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jianbao")).current_dir(folder).args(words).output().unwrap()
}

pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A project in a folder with a space and Chinese in its name.
pub fn project(issues: &[(&str, &str)]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("简报 2022");
    for (name, text) in issues {
        let path = root.join("issues").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    (folder, root)
}

#[test]
fn build_says_what_it_did_and_a_second_run_changes_nothing() {
    let text = issue("title: 标题\nbody: 正文。");
    let (_folder, root) = project(&[("2022/36.yaml", &text), ("2022/增刊 一.yaml", &numbered(2, &text))]);
    let first = jianbao(&root, &["--lang", "en", "build"]);
    assert_eq!(code(&first), 0, "{}", err(&first));
    assert!(out(&first).starts_with("issues/2022/36.yaml → out/2022/36.pdf  2 pages"), "{}", out(&first));
    assert!(out(&first).ends_with("2 built, 0 unchanged, 0 failed\n"));
    assert!(err(&first).is_empty());
    let pdf = root.join("out/2022/增刊 一.pdf");
    let written = pdf.metadata().unwrap().modified().unwrap();

    let second = jianbao(&root, &["--lang", "zh", "build"]);
    assert!(out(&second).contains("没有变化，2 页"), "{}", out(&second));
    assert_eq!(pdf.metadata().unwrap().modified().unwrap(), written);

    let forced = jianbao(&root, &["--lang", "en", "build", "--force", "--jobs", "1", "issues/2022/增刊 一.yaml"]);
    assert!(out(&forced).contains("增刊 一.pdf  2 pages"), "{}", out(&forced));
    assert_ne!(pdf.metadata().unwrap().modified().unwrap(), written);
}

#[test]
fn output_goes_where_it_is_told() {
    let text = issue("title: 标题\nbody: 正文。");
    let (_folder, root) = project(&[("2022/36.yaml", &text)]);
    for (output, file) in [("付印", "付印/2022/36.pdf"), ("一 期.pdf", "一 期.pdf")] {
        let built = jianbao(&root, &["--lang", "en", "build", "-o", output, "issues/2022/36.yaml"]);
        assert_eq!(code(&built), 0, "{}", err(&built));
        assert!(root.join(file).is_file());
    }
    let elsewhere = jianbao(root.parent().unwrap(), &["--lang", "en", "--project", "简报 2022", "build"]);
    assert_eq!(code(&elsewhere), 0, "{}", err(&elsewhere));
    assert!(root.join("out/2022/36.pdf").is_file());
}

#[test]
fn findings_are_shown_with_their_line_and_the_status_says_whose_fault_it_is() {
    let bad = issue("title: 标题\nbody: 一个字😀没有。").replace("copies", "copys");
    let (_folder, root) = project(&[("1.yaml", &bad), ("2.yaml", &numbered(2, &issue("title: 标题\nbody: 正文。")))]);
    let built = jianbao(&root, &["--lang", "en", "build"]);
    assert_eq!(code(&built), 1);
    assert!(err(&built).contains("error[unknown-key]: there is no key “copys” here"), "{}", err(&built));
    assert!(err(&built).contains("--> issues/1.yaml:12:1"), "{}", err(&built));
    assert!(err(&built).contains("help: did you mean: copies"), "{}", err(&built));
    assert!(out(&built).contains("issues/1.yaml  failed\n"));
    assert!(root.join("out/2.pdf").is_file() && !root.join("out/1.pdf").exists());

    for (words, message) in [
        (&["--lang", "en", "biuld"][..], "there is no command “biuld”; see build"),
        (&["--lang", "en", "build", "--fource"], "there is no option --fource; see --force"),
        (&["--lang", "en", "typst"], "something is missing"),
        (&["--lang", "en", "build", "--jobs", "0"], "“0” won't do for --jobs <N>\n"),
        (
            &["--lang", "en", "build", "--format", "xml"],
            "“xml” won't do for --format <human|json|csv>; possible: human, json, csv",
        ),
        (&["--lang", "en", "build", "nothing"], "error[path-missing]"),
        (&["--lang", "en", "build", ".."], "error[path-outside-project]"),
        (&["--lang", "en", "build", "-o", "a.pdf"], "2 issues can't go into one PDF"),
        (&["--lang", "en", "--project", "nowhere", "build"], "there is no such folder"),
    ] {
        let output = jianbao(&root, words);
        assert!(err(&output).contains(message), "{words:?}: {}", err(&output));
        assert_eq!(err(&output).matches("error").count(), 1, "{words:?}: {}", err(&output));
        assert_eq!(code(&output), 2, "{words:?}");
    }
    std::fs::create_dir(root.join("empty")).unwrap();
    assert_eq!(code(&jianbao(&root, &["build", "empty"])), 2);
    assert_eq!(code(&jianbao(&root, &["biuld"])), 2);
}

#[test]
fn json_is_one_line_for_each_issue_with_stable_keys() {
    let bad = issue("title: 标题\nbody: 一个字😀没有。");
    let (_folder, root) = project(&[("1.yaml", &bad), ("2.yaml", &numbered(2, &issue("title: 标题\nbody: 正文。")))]);
    let built = jianbao(&root, &["--lang", "zh", "--format", "json", "build"]);
    assert_eq!(code(&built), 1);
    assert!(err(&built).is_empty());
    let lines: Vec<serde_json::Value> = out(&built).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    for line in &lines {
        let keys: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
        let known = "changed-pages diagnostics issue moved-pages output pages pages-before seconds status";
        assert_eq!(keys.join(" "), known);
    }
    assert_eq!(lines[0]["status"], "failed");
    assert_eq!(lines[1]["status"], "built");
    let finding = &lines[0]["diagnostics"][0];
    let keys: Vec<_> = finding.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["code", "column", "help", "line", "message", "path", "severity"]);
    assert_eq!(
        (&finding["code"], &finding["line"], &finding["column"]),
        (&"missing-glyph".into(), &17.into(), &18.into())
    );
    assert!(finding["message"].as_str().unwrap().contains("U+1F600"));
}

#[test]
fn check_writes_nothing() {
    let (_folder, root) = project(&[("1.yaml", &issue("title: 标题\nbody: 正文。"))]);
    let checked = jianbao(&root, &["--lang", "en", "check"]);
    assert_eq!(code(&checked), 0);
    assert!(out(&checked).starts_with("issues/1.yaml  fine, 2 pages"), "{}", out(&checked));
    assert!(!root.join("out").exists());
}

#[test]
fn a_new_issue_builds_at_once() {
    for lang in ["zh", "en"] {
        let folder = tempfile::tempdir().unwrap();
        let made = jianbao(folder.path(), &["--lang", lang, "new", "issues/2022/37.yaml"]);
        assert_eq!(code(&made), 0, "{}", err(&made));
        assert!(folder.path().join("issues/publication.yaml").is_file());
        let text = std::fs::read_to_string(folder.path().join("issues/2022/37.yaml")).unwrap();
        assert!(text.contains("number: 37 "));
        let built = jianbao(folder.path(), &["--lang", lang, "build"]);
        assert_eq!((code(&built), err(&built).as_str()), (0, ""));
        let again = jianbao(folder.path(), &["--lang", lang, "new", "issues/2022/37.yaml"]);
        assert_eq!(code(&again), 2);
    }
}

/// A new year: the folder is yet to come, and what all issues share must stay as it is.
#[test]
fn a_new_issue_leaves_the_publication_alone() {
    let (_folder, root) = project(&[("publication.yaml", "title: 某报\nissuer: 某办\n")]);
    let made = jianbao(&root, &["--lang", "en", "new", "issues/2023/第1期.yaml"]);
    assert_eq!((code(&made), out(&made).lines().count()), (0, 1), "{}", out(&made));
    assert_eq!(std::fs::read_to_string(root.join("issues/publication.yaml")).unwrap(), "title: 某报\nissuer: 某办\n");
    let outside = jianbao(&root, &["--lang", "en", "new", "../38.yaml"]);
    assert_eq!(code(&outside), 2, "{}", out(&outside));
    assert!(!root.join("../38.yaml").exists());
}

/// From a folder within the project, and with the whole path that a file manager gives.
#[test]
fn the_project_is_found_from_within() {
    let text = issue("title: 标题\nbody: 正文。").replace("title: 某省精神文明建设简报\n", "");
    let (_folder, root) = project(&[("2022/36.yaml", &text), ("publication.yaml", "title: 某报\n")]);
    let inside = jianbao(&root.join("issues/2022"), &["--lang", "en", "build", "36.yaml"]);
    assert_eq!(code(&inside), 0, "{}", err(&inside));
    assert!(root.join("out/2022/36.pdf").is_file());
    std::fs::remove_dir_all(root.join("out")).unwrap();
    let whole = root.join("issues/2022/36.yaml").canonicalize().unwrap();
    let built = jianbao(&root, &["--lang", "en", "build", whole.to_str().unwrap()]);
    assert_eq!(code(&built), 0, "{}", err(&built));
    assert!(root.join("out/2022/36.pdf").is_file());
}

#[cfg(unix)]
#[test]
fn output_that_can_not_be_written_is_told() {
    let (_folder, root) = project(&[("1.yaml", &issue("title: 标题\nbody: 正文。"))]);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
    let built = command.current_dir(&root).args(["--lang", "en", "build"]).stdout(full).output().unwrap();
    assert_eq!(code(&built), 2);
    assert!(err(&built).contains("error[output-stream]"), "{}", err(&built));
}

#[test]
fn a_typst_document_holds_everything_that_the_stock_compiler_needs() {
    let folder = tempfile::tempdir().unwrap();
    let out_folder = folder.path().join("文档 一");
    let written =
        jianbao(root(), &["--lang", "en", "typst", "issues/2022/33.yaml", "-o", out_folder.to_str().unwrap()]);
    assert_eq!(code(&written), 0, "{}", err(&written));
    for file in
        ["main.typ", "issue.json", "layouts/bulletin/layout.typ", "pictures/1.jpg", "fonts/ZhuqueFangsong-Regular.ttf"]
    {
        assert!(out_folder.join(file).is_file(), "{file}");
    }
    assert!(!out_folder.join("fonts/HanaMinB.ttf").exists(), "no rare character is in it");
}

#[test]
fn fonts_say_which_face_sets_what() {
    let chains = out(&jianbao(root(), &["--lang", "en", "fonts"]));
    for words in ["masthead (masthead)", "fang (text)", "jianbao:ZhuqueFangsong-Regular.ttf"] {
        assert!(chains.contains(words), "{chains}");
    }
    let counts = out(&jianbao(root(), &["--lang", "en", "fonts", "--issue", "issues/2022/36.yaml"]));
    assert!(counts.contains("10  Noto Serif CJK SC 900"), "{counts}");
    let json = out(&jianbao(root(), &["--format", "json", "fonts"]));
    let roles: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(roles.len(), 7);
}

#[test]
fn help_is_in_both_languages_down_to_every_option() {
    for (lang, words) in [("zh", ["用法：", "选项", "显示说明"]), ("en", ["Usage:", "Options", "Shows this help"])]
    {
        for command in ["build", "check", "new", "typst", "fonts", "schema", "completions", "man"] {
            let help = jianbao(root(), &["--lang", lang, command, "--help"]);
            assert_eq!(code(&help), 0);
            for word in words {
                assert!(out(&help).contains(word), "{command}: {}", out(&help));
            }
            assert!(!out(&help).contains("help-") && !out(&help).contains("about-"), "{}", out(&help));
        }
        let shown = out(&jianbao(root(), &["--lang", lang, "--help"]));
        assert!(shown.contains("build") && shown.contains("--project"), "{shown}");
    }
    assert!(out(&jianbao(root(), &["--version"])).starts_with("jianbao "));
}

#[test]
fn schema_completions_and_manual() {
    let schema: serde_json::Value = serde_json::from_str(&out(&jianbao(root(), &["--lang", "zh", "schema"]))).unwrap();
    assert_eq!(schema["properties"]["date"]["format"], "date");
    assert_eq!(schema["properties"]["number"]["description"], "期号");
    assert_eq!(schema["additionalProperties"], false);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(out(&jianbao(root(), &["completions", shell])).contains("jianbao"), "{shell}");
    }
    assert!(out(&jianbao(root(), &["--lang", "en", "man"])).contains(".TH jianbao 1"));
    let folder = tempfile::tempdir().unwrap();
    jianbao(root(), &["man", "-o", folder.path().to_str().unwrap()]);
    assert!(folder.path().join("jianbao-build.1").is_file());
}

#[test]
fn preflight_tells_people_and_programs() {
    let (_folder, root) = project(&[("36.yaml", &issue("title: 标题\nbody: 正文。"))]);
    assert_eq!(code(&jianbao(&root, &["build"])), 0);
    assert_eq!(code(&jianbao(&root, &["build", "--profile", "screen"])), 0);
    let english = jianbao(&root, &["--lang", "en", "preflight", "out/36.pdf"]);
    assert_eq!(code(&english), 0);
    let text = out(&english);
    assert!(text.starts_with("out/36.pdf: PDF 1.6, 2 pages\nStandards: PDF/X-4, PDF/A-2a\n  ✓ "), "{text}");
    assert!(text.ends_with("fit for the press\n") && text.contains("Bulletin Red (p. 1)"), "{text}");
    let chinese =
        jianbao(&root, &["--lang", "zh", "preflight", "out/36.pdf", "out/36-screen.pdf", "缺.pdf", "issues/36.yaml"]);
    assert_eq!(code(&chinese), 1);
    assert!(out(&chinese).contains("可以付印\n") && out(&chinese).contains("不能付印：1 处错误"), "{}", out(&chinese));
    for part in ["pdf-no-standard", "没有声明是 PDF/X", "file-missing", "无法作为 PDF 读取"] {
        assert!(err(&chinese).contains(part), "{part}: {}", err(&chinese));
    }
    let json = out(&jianbao(&root, &["--format", "json", "preflight", "out/36.pdf"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["claims"], serde_json::json!(["PDF/X-4", "PDF/A-2a"]));
    assert_eq!(json["status"], "fine");
    assert_eq!(json["pages"][0]["trim"], serde_json::json!([0.0, 0.0, 210.0, 297.0]));
    assert_eq!(json["plates"][1]["name"], "Bulletin Red");
    assert!(json["plates"][1]["ink"].as_f64().unwrap() > 0.1);
    assert!(json["clauses"].as_array().unwrap().iter().all(|clause| clause["met"] == true));
}

#[test]
fn settings_for_the_press_say_what_they_take() {
    for (keys, part) in [
        ("print: {profile: pres, marks: true}", "“pres” won't do: print, print-x1a, screen, archive is expected here"),
        ("print: {pictures: cmyk}", "“cmyk” won't do: black, process is expected here"),
        ("print: {bleed: 3cm}", "“3cm” won't do: a length of 0mm to 10mm, such as 3mm, is expected here"),
        ("pages: {footer: first}", "“first” won't do: last, last-even is expected here"),
    ] {
        let text = format!("{keys}\n{}", issue("title: 标题\nbody: 正文。"));
        let (_folder, root) = project(&[("36.yaml", &text)]);
        let built = jianbao(&root, &["--lang", "en", "build"]);
        assert_eq!(code(&built), 1);
        assert!(err(&built).contains(&format!("error[wrong-value]: {part}")), "{}", err(&built));
    }
}

#[test]
fn impose_writes_beside_the_plate_file() {
    let (_folder, root) = project(&[("36.yaml", &issue("title: 标题\nbody: 正文。"))]);
    let booklet = jianbao(&root, &["--lang", "en", "impose", "issues/36.yaml", "--as", "booklet"]);
    assert_eq!(code(&booklet), 0, "{}", err(&booklet));
    assert!(out(&booklet).starts_with("issues/36.yaml → out/36-booklet.pdf  4 pages on 1 sheet"), "{}", out(&booklet));
    let bare = ["impose", "issues/36.yaml", "--as", "two-up", "--bare", "--profile", "print-x1a", "-o", "对折.pdf"];
    assert_eq!(code(&jianbao(&root, &bare)), 0);
    let found = out(&jianbao(&root, &["--lang", "en", "preflight", "对折.pdf"]));
    assert!(found.contains("PDF/X-1a:2003") && found.contains("trim 420.00 × 297.00 mm"), "{found}");
    for (words, part) in [
        (&["--as", "leporello"][..], "“leporello” won't do for --as"),
        (&["--as", "booklet", "--creep", "3cm"], "“3cm” won't do for --creep"),
        (&["--as", "booklet", "--profile", "screen"], "“screen” won't do for --profile"),
        (&[], "--as"),
    ] {
        let wrong = jianbao(&root, &[&["--lang", "en", "impose", "issues/36.yaml"], words].concat());
        assert_eq!(code(&wrong), 2);
        assert!(err(&wrong).contains(part), "{}", err(&wrong));
    }
}

#[test]
fn the_former_name_of_a_profile_is_understood_and_named_once() {
    let text = issue("title: 标题\nbody: 正文。") + "print:\n  profile: press\n";
    let (_folder, root) = project(&[("1.yaml", &text)]);
    let built = jianbao(&root, &["--lang", "en", "build"]);
    assert_eq!(code(&built), 0, "{}", err(&built));
    assert_eq!(err(&built).matches("warning[profile-renamed]").count(), 1, "{}", err(&built));
    assert!(root.join("out/1.pdf").is_file());
    let built = jianbao(&root, &["--lang", "zh", "impose", "issues/1.yaml", "--as", "booklet", "--profile", "press"]);
    assert_eq!(code(&built), 0, "{}", err(&built));
    assert!(err(&built).starts_with("提醒: 用途“press”改名为“print-x1a”了"), "{}", err(&built));
    std::fs::write(root.join("issues/1.yaml"), issue("title: 标题\nbody: 正文。")).unwrap();
    let built = jianbao(&root, &["--lang", "en", "build", "--profile=press"]);
    assert!(root.join("out/1-print-x1a.pdf").is_file(), "{}", err(&built));
}
