//! A run builds only what has changed, and says of each PDF what it comes from.

use std::fs;
use std::path::Path;
use std::process::Command;

use snapbox::str;

use crate::support::{TestProject, issue, numbered};

/// Two issues that share a publication; the first has a picture.
fn year() -> TestProject {
    let text = issue("title: 标题\nbody: |\n  正文。\n\n  ![图](图 片.png \"40mm\")");
    let plain = numbered(2, &issue("title: 标题\nbody: 正文。"));
    let project = TestProject::new()
        .issue("2022/1.yaml", text)
        .issue("2022/2.yaml", plain)
        .issue("publication.yaml", "copies: 300\n");
    picture(&project.path("issues/2022/图 片.png"), 100);
    project
}

fn picture(path: &Path, shade: u8) {
    image::GrayImage::from_pixel(480, 320, image::Luma([shade])).save(path).unwrap();
}

/// What became of each issue: a letter for built, unchanged, failed.
fn run(project: &TestProject, words: &[&str]) -> String {
    let letter = |line: &str| match line {
        line if line.contains("unchanged,") && line.contains('→') => Some('u'),
        line if line.ends_with("has errors") && !line.contains('→') => Some('f'),
        line if line.contains('→') => Some('b'),
        _ => None,
    };
    let told = project.run([&["build"], words].concat()).out;
    told.lines().filter(|line| !line.contains(" built, ")).filter_map(letter).collect()
}

#[test]
fn nothing_is_built_twice() {
    let project = year();
    assert_eq!(run(&project, &[]), "bb");
    assert_eq!(run(&project, &[]), "uu");
    project
        .run(["build"])
        .code(0)
        .stdout(str![[r#"
issues/2022/1.yaml → out/2022/1.pdf  unchanged, 2 pages  [TIME] s
issues/2022/2.yaml → out/2022/2.pdf  unchanged, 2 pages  [TIME] s
0 built, 2 unchanged, 0 failed

"#]])
        .stderr("");
}

#[test]
fn an_issue_with_a_changed_word_is_built() {
    let project = year();
    run(&project, &[]);
    project.edit("issues/2022/2.yaml", "正文", "新文");
    assert_eq!(run(&project, &[]), "ub");
    // Written again with the same words.
    project.write("issues/2022/2.yaml", project.read("issues/2022/2.yaml"));
    assert_eq!(run(&project, &[]), "uu");
}

#[test]
fn an_issue_with_a_changed_picture_is_built() {
    let project = year();
    run(&project, &[]);
    picture(&project.path("issues/2022/图 片.png"), 120);
    assert_eq!(run(&project, &[]), "bu");
}

/// Every issue has copies and a notice of its own, so that the PDFs are the same.
#[test]
fn a_publication_that_changes_no_page_leaves_the_pdfs() {
    let project = year();
    run(&project, &[]);
    project.write("issues/publication.yaml", "copies: 400\nnotice: 内部\n");
    assert_eq!(run(&project, &[]), "uu");
    assert_eq!(run(&project, &[]), "uu");
}

#[test]
fn a_publication_nearer_to_the_issues_builds_them_when_it_comes_and_when_it_goes() {
    let project = year();
    run(&project, &[]);
    project.write("issues/2022/publication.yaml", "pages: {multiple-of: 4}\n");
    assert_eq!(run(&project, &[]), "bb");
    fs::remove_file(project.path("issues/2022/publication.yaml")).unwrap();
    assert_eq!(run(&project, &[]), "bb");
}

#[test]
fn a_layout_of_the_project_builds_all_issues_when_it_comes_and_when_it_goes() {
    let project = year();
    run(&project, &[]);
    let measures = fs::read_to_string(crate::support::root().join("layouts/bulletin/measures.typ")).unwrap();
    let thicker = measures.replace("#let masthead-rule = 1mm", "#let masthead-rule = 2mm");
    assert_ne!(thicker, measures);
    project.write("layouts/bulletin/measures.typ", thicker);
    assert_eq!(run(&project, &[]), "bb");
    fs::remove_dir_all(project.path("layouts")).unwrap();
    assert_eq!(run(&project, &[]), "bb");
}

#[test]
fn each_profile_has_a_record_of_its_own() {
    let project = year();
    run(&project, &[]);
    assert_eq!(run(&project, &["--profile", "screen"]), "bb");
    assert_eq!(run(&project, &["--profile", "screen"]), "uu");
    assert_eq!(run(&project, &[]), "uu");
}

#[test]
fn an_issue_with_errors_is_tried_again_each_time_and_keeps_its_pdf() {
    let project = year();
    run(&project, &[]);
    let good = project.read("issues/2022/2.yaml");
    project.edit("issues/2022/2.yaml", "正文", "坏字😀");
    assert_eq!((run(&project, &[]), run(&project, &[])), ("uf".to_owned(), "uf".to_owned()));
    project.write("issues/2022/2.yaml", good);
    assert_eq!(run(&project, &[]), "uu");
}

#[test]
fn a_pdf_that_was_removed_or_edited_is_made_again() {
    let project = year();
    let pdf = project.path("out/2022/1.pdf");
    assert_eq!(run(&project, &[]), "bb");
    let whole = fs::read(&pdf).unwrap();
    fs::remove_file(&pdf).unwrap();
    assert_eq!(run(&project, &[]), "bu");
    assert!(fs::read(&pdf).unwrap() == whole);
    let mut edited = whole.clone();
    edited[100] ^= 1;
    fs::write(&pdf, &edited).unwrap();
    assert_eq!(run(&project, &[]), "bu");
    assert!(fs::read(&pdf).unwrap() == whole);
    // Copied there and back, it is the same.
    fs::write(&pdf, &whole).unwrap();
    assert_eq!(run(&project, &[]), "uu");
}

/// An issue is set again then, and its PDF comes out the same, so that it isn't written.
#[test]
fn a_missing_or_unreadable_record_costs_time_alone() {
    let project = year();
    run(&project, &[]);
    fs::remove_dir_all(project.path("out/.jianbao")).unwrap();
    assert_eq!(run(&project, &[]), "uu");
    for nonsense in ["", "{", "[]", "{\"ground\": 1}"] {
        project.write("out/.jianbao/2022/1.json", nonsense);
        assert_eq!(run(&project, &[]), "uu", "{nonsense}");
    }
}

#[test]
fn the_warnings_of_an_unchanged_issue_are_counted() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 半角,逗号。"));
    project.run(["build"]).code(0);
    project.run(["build"]).code(0).stdout(str![[r#"
issues/1.yaml → out/1.pdf  unchanged, 2 pages, 1 warning (“jianbao check” shows it)  [TIME] s

"#]]);
    project.run(["--lang", "zh", "build"]).code(0).stdout(str![[r#"
issues/1.yaml → out/1.pdf　没有变化，2 页，有 1 条提醒（用 jianbao check 查看）　[TIME] 秒

"#]]);
}

#[test]
fn the_depfile_names_every_file_that_was_read() {
    let project = year();
    project.write("layouts/own #1/layout.typ", "#import \"/layouts/bulletin/layout.typ\": layout\n");
    for _ in 0..2 {
        // The second run builds nothing, and knows all the same.
        project.run(["build", "--depfile", "out/年.d"]).code(0);
        let text = project.read("out/年.d");
        let rules: Vec<_> = text.replace(" \\\n", "").lines().map(str::to_owned).collect();
        let (targets, empty) = rules.split_at(2);
        assert_eq!(
            targets,
            [
                "out/2022/1.pdf:  issues/2022/1.yaml  issues/publication.yaml  issues/2022/图\\ 片.png  \
                 layouts/own\\ \\#1/layout.typ",
                "out/2022/2.pdf:  issues/2022/2.yaml  issues/publication.yaml  layouts/own\\ \\#1/layout.typ",
            ]
        );
        // Whatever is renamed or removed doesn't stop Make.
        assert_eq!(empty.len(), 5);
        assert!(empty.iter().all(|rule| rule.ends_with(':')), "{empty:?}");
    }
}

/// Make runs the example of the manual.
#[cfg(unix)]
#[test]
fn make_builds_each_issue_by_itself_and_only_after_a_change() {
    assert!(Command::new("make").arg("--version").output().is_ok(), "this test needs make");
    let project = year();
    let manual = crate::support::root().join("docs/en/src/clerk/automation.md");
    let manual = fs::read_to_string(manual).unwrap();
    let example = manual.split("```make\n").nth(1).unwrap().split("```").next().unwrap();
    let program = env!("CARGO_BIN_EXE_jianbao");
    project.write("Makefile", example.replace("jianbao build", &format!("{program} build")));
    let make = || {
        let made = Command::new("make").current_dir(project.root()).args(["-s", "-j2"]).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        String::from_utf8_lossy(&made.stdout).lines().filter(|line| line.contains('→')).count()
    };
    assert_eq!(make(), 2);
    assert_eq!(make(), 0);
    // Some systems keep the time of a change only to the second.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    picture(&project.path("issues/2022/图 片.png"), 130);
    assert_eq!(make(), 1);
    assert_eq!(make(), 0);
    // An error leaves the old PDF and what is known of it; a picture under another name is no stop.
    let (path, folder) = (project.path("issues/publication.yaml"), project.path("issues/2022"));
    std::thread::sleep(std::time::Duration::from_millis(1100));
    fs::write(&path, "copies: many\n").unwrap();
    let failed = Command::new("make").current_dir(project.root()).args(["-s", "-k"]).output().unwrap();
    assert!(!failed.status.success());
    fs::write(&path, "copies: 300\n").unwrap();
    fs::rename(folder.join("图 片.png"), folder.join("新图.png")).unwrap();
    let text = fs::read_to_string(folder.join("1.yaml")).unwrap().replace("图 片.png", "新图.png");
    fs::write(folder.join("1.yaml"), text).unwrap();
    assert_eq!(make(), 2);
    assert_eq!(make(), 0);
}

/// Another issue that would have the same PDF isn't taken for the one that was built.
#[test]
fn an_issue_with_the_pdf_of_another_is_not_taken_for_it() {
    let project = year();
    assert_eq!(run(&project, &["issues/2022/2.yaml"]), "b");
    let other = numbered(9, &issue("title: 标题\nbody: 另一期。"));
    fs::write(project.path("issues/2022/2.yml"), &other).unwrap();
    assert_eq!(run(&project, &["issues/2022/2.yml"]), "b");
    assert_eq!(run(&project, &["issues/2022/2.yml"]), "u");
    assert_eq!(run(&project, &["issues/2022/2.yaml"]), "b");
}

/// A third one has nothing to do.
#[test]
fn two_builds_at_once_leave_whole_pdfs() {
    let project = year();
    let start = || {
        Command::new(env!("CARGO_BIN_EXE_jianbao"))
            .current_dir(project.root())
            .args(["build", "--force"])
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap()
    };
    for _ in 0..3 {
        let mut runs = [start(), start()];
        assert!(runs.iter_mut().all(|run| run.wait().unwrap().success()));
    }
    assert_eq!(run(&project, &[]), "uu");
    for number in [1, 2] {
        let bytes = fs::read(project.path(&format!("out/2022/{number}.pdf"))).unwrap();
        assert!(lopdf::Document::load_mem(&bytes).is_ok());
    }
    let hidden: Vec<_> =
        fs::read_dir(project.path("out/2022")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(hidden.len(), 2, "{hidden:?}");
}

#[test]
fn a_forced_build_is_known_to_the_next_one() {
    let project = year();
    assert_eq!(run(&project, &["--force"]), "bb");
    assert_eq!(run(&project, &[]), "uu");
    assert_eq!(run(&project, &["--force"]), "bb");
}

#[test]
fn a_pdf_edited_to_the_same_size_with_its_time_set_back_is_made_again() {
    let project = year();
    run(&project, &[]);
    let path = project.path("out/2022/1.pdf");
    let (bytes, time) = (fs::read(&path).unwrap(), fs::metadata(&path).unwrap().modified().unwrap());
    let mut edited = bytes.clone();
    edited[100] ^= 1;
    fs::write(&path, &edited).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    assert_eq!(run(&project, &[]), "bu");
    assert!(fs::read(&path).unwrap() == bytes);
}

#[test]
fn pdfs_of_deleted_issues_are_named_and_left_alone() {
    let project = year();
    run(&project, &[]);
    fs::remove_file(project.path("issues/2022/2.yaml")).unwrap();
    project.run(["build"]).code(0).stdout(str![[r#"
issues/2022/1.yaml → out/2022/1.pdf  unchanged, 2 pages  [TIME] s
issues/2022/2.yaml was deleted; its PDF is still there: out/2022/2.pdf

"#]]);
    project.run(["--lang", "zh", "build"]).code(0).stdout(str![[r#"
issues/2022/1.yaml → out/2022/1.pdf　没有变化，2 页　[TIME] 秒
issues/2022/2.yaml 已被删除；它的 PDF 还在：out/2022/2.pdf

"#]]);
    assert!(project.has("out/2022/2.pdf"));
}
