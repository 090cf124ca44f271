//! A run builds only what has changed, and says of each PDF what it comes from.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{code, err, jianbao, out, project};
use crate::support::{issue, numbered};

/// Two issues that share a publication; the first has a picture.
fn year() -> (tempfile::TempDir, PathBuf) {
    let text = issue("title: 标题\nbody: |\n  正文。\n\n  ![图](图 片.png \"40mm\")");
    let plain = numbered(2, &issue("title: 标题\nbody: 正文。"));
    let (folder, root) =
        project(&[("2022/1.yaml", &text), ("2022/2.yaml", &plain), ("publication.yaml", "copies: 300\n")]);
    picture(&root.join("issues/2022/图 片.png"), 100);
    (folder, root)
}

fn picture(path: &Path, shade: u8) {
    image::GrayImage::from_pixel(480, 320, image::Luma([shade])).save(path).unwrap();
}

/// What became of each issue: a letter for built, unchanged, failed.
fn run(root: &Path, words: &[&str]) -> String {
    let told = jianbao(root, &[&["--lang", "en", "build"], words].concat());
    let lines = out(&told);
    let letter = |line: &str| match line {
        line if line.contains("unchanged,") && line.contains('→') => Some('u'),
        line if line.ends_with("failed") && !line.contains('→') => Some('f'),
        line if line.contains('→') => Some('b'),
        _ => None,
    };
    lines.lines().filter(|line| !line.contains(" built, ")).filter_map(letter).collect()
}

#[test]
fn only_what_changed_is_built() {
    let (_folder, root) = year();
    let write = |name: &str, text: &str| fs::write(root.join(name), text).unwrap();
    let read = |name: &str| fs::read_to_string(root.join(name)).unwrap();
    assert_eq!(run(&root, &[]), "bb");
    assert_eq!(run(&root, &[]), "uu");
    // The issue itself, in a word or in a remark alone.
    write("issues/2022/2.yaml", &read("issues/2022/2.yaml").replace("正文", "新文"));
    assert_eq!(run(&root, &[]), "ub");
    // A file that was written again with the same words.
    write("issues/2022/2.yaml", &read("issues/2022/2.yaml"));
    assert_eq!(run(&root, &[]), "uu");
    // A picture; then what all share.
    picture(&root.join("issues/2022/图 片.png"), 120);
    assert_eq!(run(&root, &[]), "bu");
    write("issues/publication.yaml", "copies: 400\nnotice: 内部\n");
    assert_eq!(run(&root, &[]), "uu", "every issue has copies and a notice of its own, so that the PDFs are the same");
    assert_eq!(run(&root, &[]), "uu");
    // A publication nearer to the issues; and gone again.
    write("issues/2022/publication.yaml", "pages: {multiple-of: 4}\n");
    assert_eq!(run(&root, &[]), "bb");
    fs::remove_file(root.join("issues/2022/publication.yaml")).unwrap();
    assert_eq!(run(&root, &[]), "bb");
    // A layout and a face of the project.
    fs::create_dir_all(root.join("layouts/bulletin")).unwrap();
    let measures = fs::read_to_string(crate::support::root().join("layouts/bulletin/measures.typ")).unwrap();
    write("layouts/bulletin/measures.typ", &measures.replace("#let masthead-rule = 1mm", "#let masthead-rule = 2mm"));
    assert_eq!(run(&root, &[]), "bb");
    fs::remove_dir_all(root.join("layouts")).unwrap();
    assert_eq!(run(&root, &[]), "bb");
    // Another profile has a record of its own.
    assert_eq!(run(&root, &["--profile", "screen"]), "bb");
    assert_eq!(run(&root, &["--profile", "screen"]), "uu");
    assert_eq!(run(&root, &[]), "uu");
    // What fails is tried again each time, and its PDF stays.
    let good = read("issues/2022/2.yaml");
    write("issues/2022/2.yaml", &good.replace("新文", "坏字😀"));
    assert_eq!((run(&root, &[]), run(&root, &[])), ("uf".to_owned(), "uf".to_owned()));
    write("issues/2022/2.yaml", &good);
    assert_eq!(run(&root, &[]), "uu");
}

#[test]
fn a_pdf_that_was_touched_or_removed_is_noticed() {
    let (_folder, root) = year();
    let pdf = root.join("out/2022/1.pdf");
    assert_eq!(run(&root, &[]), "bb");
    let whole = fs::read(&pdf).unwrap();
    fs::remove_file(&pdf).unwrap();
    assert_eq!(run(&root, &[]), "bu");
    assert!(fs::read(&pdf).unwrap() == whole);
    let mut edited = whole.clone();
    edited[100] ^= 1;
    fs::write(&pdf, &edited).unwrap();
    assert_eq!(run(&root, &[]), "bu");
    assert!(fs::read(&pdf).unwrap() == whole);
    // Copied there and back, it is the same.
    fs::write(&pdf, &whole).unwrap();
    assert_eq!(run(&root, &[]), "uu");
    // Records are worth time and nothing else: gone, cut short, of another program.
    fs::remove_dir_all(root.join("out/.jianbao")).unwrap();
    assert_eq!(run(&root, &[]), "uu", "built again, and the same");
    for nonsense in ["", "{", "[]", "{\"ground\": 1}"] {
        fs::write(root.join("out/.jianbao/2022/1.json"), nonsense).unwrap();
        assert_eq!(run(&root, &[]), "uu", "{nonsense}");
    }
    assert_eq!(run(&root, &["--force"]), "bb");
}

/// Remarks aren't lost because nothing changed: their number is told.
#[test]
fn remarks_of_what_is_unchanged_are_counted() {
    let (_folder, root) = project(&[("1.yaml", &issue("title: 标题\nbody: 半角,逗号。"))]);
    assert_eq!(code(&jianbao(&root, &["--lang", "en", "build"])), 0);
    let second = jianbao(&root, &["--lang", "en", "build"]);
    assert!(out(&second).contains("unchanged, 2 pages, 1 remark (“jianbao check” shows it)"), "{}", out(&second));
}

#[test]
fn the_depfile_names_all_that_was_read() {
    let (_folder, root) = year();
    fs::create_dir_all(root.join("layouts/own #1")).unwrap();
    fs::write(root.join("layouts/own #1/layout.typ"), "#import \"/layouts/bulletin/layout.typ\": layout\n").unwrap();
    for _ in 0..2 {
        // The second run builds nothing, and knows all the same.
        let built = jianbao(&root, &["build", "--depfile", "out/年.d"]);
        assert_eq!(code(&built), 0, "{}", err(&built));
        let text = fs::read_to_string(root.join("out/年.d")).unwrap();
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

/// The example of the manual, as Make runs it: each issue by itself, and only what changed.
#[test]
fn make_drives_an_archive() {
    if Command::new("make").arg("--version").output().is_err() {
        return;
    }
    let (_folder, root) = year();
    let manual = crate::support::root().join("docs/en/src/clerk/automation.md");
    let manual = fs::read_to_string(manual).unwrap();
    let example = manual.split("```make\n").nth(1).unwrap().split("```").next().unwrap();
    let program = env!("CARGO_BIN_EXE_jianbao");
    fs::write(root.join("Makefile"), example.replace("jianbao build", &format!("{program} build"))).unwrap();
    let make = || {
        let made = Command::new("make").current_dir(&root).args(["-s", "-j2"]).output().unwrap();
        assert!(made.status.success(), "{}", err(&made));
        out(&made).lines().filter(|line| line.contains('→')).count()
    };
    assert_eq!(make(), 2);
    assert_eq!(make(), 0);
    // Files are told apart by the second here and there.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    picture(&root.join("issues/2022/图 片.png"), 130);
    assert_eq!(make(), 1);
    assert_eq!(make(), 0);
    // An error leaves the old PDF and what is known of it; a picture under another name is no stop.
    let (path, folder) = (root.join("issues/publication.yaml"), root.join("issues/2022"));
    std::thread::sleep(std::time::Duration::from_millis(1100));
    fs::write(&path, "copies: many\n").unwrap();
    let failed = Command::new("make").current_dir(&root).args(["-s", "-k"]).output().unwrap();
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
fn a_record_belongs_to_its_issue() {
    let (_folder, root) = year();
    assert_eq!(run(&root, &["issues/2022/2.yaml"]), "b");
    let other = numbered(9, &issue("title: 标题\nbody: 另一期。"));
    fs::write(root.join("issues/2022/2.yml"), &other).unwrap();
    assert_eq!(run(&root, &["issues/2022/2.yml"]), "b");
    assert_eq!(run(&root, &["issues/2022/2.yml"]), "u");
    assert_eq!(run(&root, &["issues/2022/2.yaml"]), "b");
}

/// Two runs at once on one output folder: whole PDFs, and a third run has nothing to do.
#[test]
fn two_runs_at_once() {
    let (_folder, root) = year();
    let start = || {
        Command::new(env!("CARGO_BIN_EXE_jianbao"))
            .current_dir(&root)
            .args(["build", "--force"])
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap()
    };
    for _ in 0..3 {
        let mut runs = [start(), start()];
        assert!(runs.iter_mut().all(|run| run.wait().unwrap().success()));
    }
    assert_eq!(run(&root, &[]), "uu");
    for number in [1, 2] {
        let bytes = fs::read(root.join(format!("out/2022/{number}.pdf"))).unwrap();
        assert!(lopdf::Document::load_mem(&bytes).is_ok());
    }
    let hidden: Vec<_> = fs::read_dir(root.join("out/2022")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(hidden.len(), 2, "{hidden:?}");
}

#[test]
fn a_forced_build_is_known_to_the_next_one() {
    let (_folder, root) = year();
    assert_eq!(run(&root, &["--force"]), "bb");
    assert_eq!(run(&root, &[]), "uu");
    assert_eq!(run(&root, &["--force"]), "bb");
}

#[test]
fn a_pdf_edited_to_the_same_size_with_its_time_set_back_is_made_again() {
    let (_folder, root) = year();
    run(&root, &[]);
    let path = root.join("out/2022/1.pdf");
    let (bytes, time) = (fs::read(&path).unwrap(), fs::metadata(&path).unwrap().modified().unwrap());
    let mut edited = bytes.clone();
    edited[100] ^= 1;
    fs::write(&path, &edited).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    assert_eq!(run(&root, &[]), "bu");
    assert!(fs::read(&path).unwrap() == bytes);
}

#[test]
fn pdfs_of_deleted_issues_are_named_and_left_alone() {
    let (_folder, root) = year();
    let words = ["--lang", "en", "build"];
    assert!(!out(&jianbao(&root, &words)).contains("2.pdf is still there"));
    fs::remove_file(root.join("issues/2022/2.yaml")).unwrap();
    let told = out(&jianbao(&root, &words));
    assert!(told.contains("issues/2022/2.yaml") && told.contains("out/2022/2.pdf"), "{told}");
    assert!(root.join("out/2022/2.pdf").is_file());
}
