//! The program as a clerk runs it: in folders with spaces and Chinese names, with slips and surprises.

use std::fs;
use std::process::Command;

use snapbox::str;

use crate::support::{TestProject, assert_text, issue, numbered, run_here};

#[test]
fn a_second_build_leaves_the_pdfs_alone() {
    let text = issue("title: 标题\nbody: 正文。");
    let project = TestProject::new().issue("2022/36.yaml", &text).issue("2022/增刊 一.yaml", numbered(2, &text));
    project.run(["build"]).code(0).stdout(str![]).stderr("");
    let modified = || project.path("out/2022/增刊 一.pdf").metadata().unwrap().modified().unwrap();
    let written = modified();
    project.run(["--lang", "zh", "build"]).code(0).stdout(str![]).stderr("");
    assert_eq!(modified(), written);
}

#[test]
fn a_forced_build_writes_the_pdf_again() {
    let project = TestProject::new().issue("2022/增刊 一.yaml", issue("title: 标题\nbody: 正文。"));
    project.run(["build"]).code(0);
    let modified = || project.path("out/2022/增刊 一.pdf").metadata().unwrap().modified().unwrap();
    let written = modified();
    project.run(["build", "--force", "--jobs", "1", "issues/2022/增刊 一.yaml"]).code(0).stdout(str![]);
    assert_ne!(modified(), written);
}

#[test]
fn the_option_output_names_a_folder_or_a_pdf() {
    let project = TestProject::new().issue("2022/36.yaml", issue("title: 标题\nbody: 正文。"));
    for (output, file) in [("付印", "付印/2022/36.pdf"), ("一 期.pdf", "一 期.pdf")] {
        project.run(["build", "-o", output, "issues/2022/36.yaml"]).code(0);
        assert!(project.has(file));
    }
}

#[test]
fn the_option_project_names_a_project_elsewhere() {
    let project = TestProject::new().issue("2022/36.yaml", issue("title: 标题\nbody: 正文。"));
    project.run_in(project.root().parent().unwrap(), ["--project", "简报 2022", "build"]).code(0);
    assert!(project.has("out/2022/36.pdf"));
}

/// One issue that is wrong in two ways, and one that is right.
fn wrong_and_right() -> TestProject {
    let wrong = issue("title: 标题\nbody: 一个字😀没有。").replace("copies", "copys");
    let right = numbered(2, &issue("title: 标题\nbody: 正文。"));
    TestProject::new().issue("1.yaml", wrong).issue("2.yaml", right)
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let project = wrong_and_right();
    project.run(["build"]).code(1).stdout(str![]).stderr(str![]);
    project.run(["--lang", "zh", "build", "issues/1.yaml"]).code(1).stdout(str![]).stderr(str![]);
}

#[test]
fn an_issue_with_errors_does_not_keep_the_others_from_being_built() {
    let project = wrong_and_right();
    project.run(["build"]).code(1);
    assert!(project.has("out/2.pdf") && !project.has("out/1.pdf"));
}

#[test]
fn mistakes_on_the_command_line_are_named_with_what_is_possible() {
    let project = wrong_and_right();
    project.run(["biuld"]).code(2).stderr(str![]);
    project.run(["build", "--fource"]).code(2).stderr(str![]);
    project.run(["typst"]).code(2).stderr(str![]);
    project.run(["build", "--jobs", "0"]).code(2).stderr(str![]);
    project.run(["build", "--format", "xml"]).code(2).stderr(str![]);
    project.run(["--lang", "zh", "build", "--format", "xml"]).code(2).stderr(str![]);
}

#[test]
fn paths_that_can_not_be_built_are_named() {
    let project = wrong_and_right();
    project.run(["build", "nothing"]).code(2).stderr(str![]);
    project.run(["build", ".."]).code(2).stderr(str![]);
    project.run(["build", "-o", "a.pdf"]).code(2).stderr(str![]);
    project.run(["--project", "nowhere", "build"]).code(2).stderr(str![]);
    fs::create_dir(project.path("empty")).unwrap();
    project.run(["build", "empty"]).code(2).stderr(str![]);
}

#[test]
fn json_is_one_line_for_each_issue_with_stable_keys() {
    let bad = issue("title: 标题\nbody: 一个字😀没有。");
    let good = numbered(2, &issue("title: 标题\nbody: 正文。"));
    let project = TestProject::new().issue("1.yaml", bad).issue("2.yaml", good);
    let built = project.run(["--lang", "zh", "--format", "json", "build"]).code(1).stderr("");
    let lines: Vec<serde_json::Value> = built.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
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
    assert_eq!(finding["message"], "没有字体能印“😀”（U+1F600，第 2 页）");
}

#[test]
fn check_writes_nothing() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。"));
    project.run(["check"]).code(0).stdout(str![]).stderr("");
    assert!(!project.path("out").exists());
}

#[test]
fn a_new_issue_builds_at_once() {
    for lang in ["zh", "en"] {
        let project = TestProject::new();
        project.run(["--lang", lang, "new", "issues/2022/37.yaml"]).code(0);
        assert!(project.has("issues/publication.yaml"));
        assert!(project.read("issues/2022/37.yaml").contains("number: 37 "));
        project.run(["--lang", lang, "build"]).code(0).stderr("");
    }
}

#[test]
fn a_new_issue_never_replaces_a_file() {
    let project = TestProject::new().issue("2022/37.yaml", "number: 37\n");
    project.run(["new", "issues/2022/37.yaml"]).code(2).stderr(str![]);
    assert_eq!(project.read("issues/2022/37.yaml"), "number: 37\n");
}

/// In a folder that does not exist yet.
#[test]
fn a_new_issue_leaves_the_publication_alone() {
    let project = TestProject::new().issue("publication.yaml", "title: 某报\nissuer: 某办\n");
    project.run(["new", "issues/2023/第1期.yaml"]).code(0).stdout(str![]);
    assert_eq!(project.read("issues/publication.yaml"), "title: 某报\nissuer: 某办\n");
}

#[test]
fn a_new_issue_outside_the_project_is_refused() {
    let project = TestProject::new();
    project.run(["new", "../38.yaml"]).code(2).stderr(str![]);
    assert!(!project.path("../38.yaml").exists());
}

/// File managers give whole paths.
#[test]
fn the_project_is_found_from_a_folder_within_it_and_from_whole_paths() {
    let text = issue("title: 标题\nbody: 正文。").replace("title: 某省精神文明建设简报\n", "");
    let project = TestProject::new().issue("2022/36.yaml", text).issue("publication.yaml", "title: 某报\n");
    project.run_in(&project.path("issues/2022"), ["build", "36.yaml"]).code(0);
    assert!(project.has("out/2022/36.pdf"));
    fs::remove_dir_all(project.path("out")).unwrap();
    let whole = project.path("issues/2022/36.yaml").canonicalize().unwrap();
    project.run(["build", whole.to_str().unwrap()]).code(0);
    assert!(project.has("out/2022/36.pdf"));
}

#[cfg(unix)]
#[test]
fn a_full_standard_output_is_an_error() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。"));
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
    let built = command.current_dir(project.root()).args(["--lang", "en", "build"]).stdout(full).output().unwrap();
    assert_eq!(built.status.code(), Some(2));
    assert_text(&String::from_utf8(built.stderr).unwrap(), str![]);
}

#[test]
fn a_typst_document_brings_its_layouts_pictures_and_fonts() {
    let folder = tempfile::tempdir().unwrap();
    let out_folder = folder.path().join("文档 一");
    run_here(["typst", "issues/2022/33.yaml", "-o", out_folder.to_str().unwrap()]).code(0);
    for file in
        ["main.typ", "issue.json", "layouts/bulletin/layout.typ", "pictures/1.jpg", "fonts/ZhuqueFangsong-Regular.ttf"]
    {
        assert!(out_folder.join(file).is_file(), "{file}");
    }
    assert!(!out_folder.join("fonts/HanaMinB.ttf").exists(), "no rare character is in it");
}

#[test]
fn fonts_says_which_face_sets_what() {
    run_here(["fonts"]).code(0).stdout(str![]).stderr("");
    run_here(["fonts", "--issue", "issues/2022/36.yaml"]).code(0).stdout(str![]).stderr("");
    let json = run_here(["--format", "json", "fonts"]).code(0).out;
    let roles: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(roles.len(), 7);
}

#[test]
fn the_list_of_commands_is_in_both_languages() {
    run_here(["--lang", "zh", "--help"]).code(0).stdout(str![]).stderr("");
    run_here(["--lang", "en", "--help"]).code(0).stdout(str![]).stderr("");
    assert!(run_here(["--version"]).code(0).out.starts_with("jianbao "));
}

/// The names of all commands, from the list of commands.
fn commands() -> Vec<String> {
    let help = run_here(["--help"]).code(0).out;
    let lines = help.lines().skip_while(|line| !line.starts_with("Commands")).skip(1);
    let commands: Vec<_> = lines.map_while(|line| line.split_whitespace().next().map(str::to_owned)).collect();
    assert!(commands.len() > 14, "{commands:?}");
    commands
}

#[test]
fn the_help_of_every_command_is_in_both_languages_down_to_every_option() {
    for (lang, words) in [("zh", ["用法：", "选项", "显示说明"]), ("en", ["Usage:", "Options", "Shows this help"])]
    {
        for command in commands() {
            let help = run_here(["--lang", lang, &command, "--help"]).code(0).stderr("").out;
            for word in words {
                assert!(help.contains(word), "{command}: {help}");
            }
            assert!(!help.contains("help-") && !help.contains("about-"), "{help}");
        }
    }
}

#[test]
fn the_schema_describes_the_keys_in_the_language_that_is_asked_for() {
    let schema = run_here(["--lang", "zh", "schema"]).code(0).out;
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["properties"]["date"]["format"], "date");
    assert_eq!(schema["properties"]["number"]["description"], "期号");
    assert_eq!(schema["additionalProperties"], false);
}

#[test]
fn every_shell_has_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(run_here(["completions", shell]).code(0).out.contains("jianbao"), "{shell}");
    }
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    assert!(run_here(["man"]).code(0).out.contains(".TH jianbao 1"));
    let folder = tempfile::tempdir().unwrap();
    run_here(["man", "-o", folder.path().to_str().unwrap()]).code(0);
    for command in commands().into_iter().filter(|command| command != "help") {
        assert!(folder.path().join(format!("jianbao-{command}.1")).is_file(), "{command}");
    }
}

/// A project with the PDFs of one issue for the print shop and for the screen.
fn with_pdfs() -> TestProject {
    let project = TestProject::new().issue("36.yaml", issue("title: 标题\nbody: 正文。"));
    project.run(["build"]).code(0);
    project.run(["build", "--profile", "screen"]).code(0);
    project
}

#[test]
fn preflight_lists_what_a_print_shop_wants_to_know() {
    let project = with_pdfs();
    project.run(["preflight", "out/36.pdf"]).code(0).stdout(str![]).stderr("");
}

#[test]
fn preflight_says_in_chinese_why_a_file_is_not_fit_for_print() {
    let project = with_pdfs();
    let found = project.run(["--lang", "zh", "preflight", "out/36.pdf", "out/36-screen.pdf"]).code(1);
    assert!(found.out.contains("可以付印\n") && found.out.contains("不能付印：1 处错误"), "{}", found.out);
    found.stderr(str![]);
    project.run(["--lang", "zh", "preflight", "缺.pdf", "issues/36.yaml"]).code(1).stderr(str![]);
}

#[test]
fn preflight_gives_programs_the_same_facts() {
    let json = with_pdfs().json(["--format", "json", "preflight", "out/36.pdf"]);
    assert_eq!(json["claims"], serde_json::json!(["PDF/X-4", "PDF/A-2a"]));
    assert_eq!(json["status"], "fine");
    assert_eq!(json["pages"][0]["trim"], serde_json::json!([0.0, 0.0, 210.0, 297.0]));
    assert_eq!(json["plates"][1]["name"], "Bulletin Red");
    assert!(json["plates"][1]["ink"].as_f64().unwrap() > 0.1);
    assert!(json["clauses"].as_array().unwrap().iter().all(|clause| clause["met"] == true));
}

#[test]
fn a_wrong_setting_for_print_says_what_is_possible() {
    let wrong = |keys: &str| {
        let project = TestProject::new().issue("36.yaml", format!("{keys}\n{}", issue("title: 标题\nbody: 正文。")));
        project.run(["build"]).code(1)
    };
    wrong("print: {profile: pres, marks: true}").stderr(str![]);
    wrong("print: {pictures: cmyk}").stderr(str![]);
    wrong("print: {bleed: 3cm}").stderr(str![]);
    wrong("pages: {footer: first}").stderr(str![]);
}

#[test]
fn impose_writes_beside_the_pdf_of_the_issue() {
    let project = TestProject::new().issue("36.yaml", issue("title: 标题\nbody: 正文。"));
    project.run(["impose", "issues/36.yaml", "--as", "booklet"]).code(0).stdout(str![]).stderr("");
    assert!(project.has("out/36-booklet.pdf"));
}

#[test]
fn impose_writes_bare_sheets_for_an_office_printer() {
    let project = TestProject::new().issue("36.yaml", issue("title: 标题\nbody: 正文。"));
    let bare = ["impose", "issues/36.yaml", "--as", "two-up", "--bare", "--profile", "print-x1a", "-o", "对折.pdf"];
    project.run(bare).code(0);
    let found = project.out(["preflight", "对折.pdf"]);
    assert!(found.contains("PDF/X-1a:2003") && found.contains("trim 420.00 × 297.00 mm"), "{found}");
}

#[test]
fn impose_names_options_that_it_can_not_use() {
    let project = TestProject::new().issue("36.yaml", issue("title: 标题\nbody: 正文。"));
    let wrong = |words: &[&str]| project.run([&["impose", "issues/36.yaml"], words].concat()).code(2);
    wrong(&["--as", "leporello"]).stderr(str![]);
    wrong(&["--as", "booklet", "--creep", "3cm"]).stderr(str![]);
    wrong(&["--as", "booklet", "--profile", "screen"]).stderr(str![]);
    wrong(&[]).stderr(str![]);
}

#[test]
fn the_former_name_of_a_profile_in_an_issue_is_understood_and_named_once() {
    let text = issue("title: 标题\nbody: 正文。") + "print:\n  profile: press\n";
    let project = TestProject::new().issue("1.yaml", text);
    project.run(["build"]).code(0).stderr(str![]);
    assert!(project.has("out/1.pdf"));
}

#[test]
fn the_former_name_of_a_profile_as_an_option_is_understood_and_named_once() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。"));
    let impose = ["--lang", "zh", "impose", "issues/1.yaml", "--as", "booklet", "--profile", "press"];
    project.run(impose).code(0).stderr(str![]);
    project.run(["build", "--profile=press"]).code(0);
    assert!(project.has("out/1-print-x1a.pdf"));
}
