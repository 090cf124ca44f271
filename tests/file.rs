//! Files: nothing is half written, nothing already written is lost, and every trouble has its message.

use std::fs;
use std::path::Path;

use crate::command::{code, err, jianbao, out, project};
use crate::support::{issue, numbered};

fn one() -> (tempfile::TempDir, std::path::PathBuf) {
    project(&[("1.yaml", &issue("title: 标题\nbody: 正文。"))])
}

/// Everything in a folder, hidden or not.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_failed_run_leaves_the_old_pdf() {
    let (_folder, root) = one();
    jianbao(&root, &["build"]);
    let old = fs::read(root.join("out/1.pdf")).unwrap();
    fs::write(root.join("issues/1.yaml"), issue("title: 标题\nbody: 坏字😀。")).unwrap();
    assert_eq!(code(&jianbao(&root, &["build"])), 1);
    assert_eq!(fs::read(root.join("out/1.pdf")).unwrap(), old);
    assert_eq!(names(&root.join("out")), [".jianbao", "1.pdf"]);
}

#[test]
fn a_target_that_is_a_folder() {
    let (_folder, root) = one();
    fs::create_dir_all(root.join("out/1.pdf")).unwrap();
    let built = jianbao(&root, &["--lang", "en", "build"]);
    assert_eq!(code(&built), 2);
    assert!(err(&built).contains("error[output-folder]"), "{}", err(&built));
    let built = jianbao(&root, &["--lang", "en", "build", "-o", "issues/1.yaml/a.pdf"]);
    assert_eq!(code(&built), 2);
    assert!(err(&built).contains("error[output-not-writable]"), "{}", err(&built));
    assert_eq!(names(&root.join("issues")), ["1.yaml"]);
}

#[cfg(unix)]
#[test]
fn the_file_has_the_mode_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, root) = one();
    jianbao(&root, &["build"]);
    fs::write(root.join("plain"), b"").unwrap();
    let mode = |path: &str| root.join(path).metadata().unwrap().permissions().mode();
    assert_eq!(mode("out/1.pdf"), mode("plain"));
}

/// An issue whose name is that of another's PDF in another profile.
#[test]
fn issues_that_would_have_the_same_pdf() {
    let text = issue("title: 标题\nbody: 正文。");
    let (_folder, root) =
        project(&[("36.yaml", &text), ("36-screen.yaml", &numbered(2, &text)), ("36.yml", &numbered(3, &text))]);
    let built = jianbao(&root, &["--lang", "en", "build"]);
    assert_eq!(code(&built), 2);
    for output in ["out/36.pdf", "out/36-screen.pdf"] {
        assert!(err(&built).contains(&format!("would both be written to {output}")), "{}", err(&built));
    }
    assert!(!root.join("out").exists());
}

/// A limit on the size of files stands for a full disk.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full() {
    let (_folder, root) = one();
    jianbao(&root, &["build"]);
    let old = fs::read(root.join("out/1.pdf")).unwrap();
    fs::write(root.join("issues/1.yaml"), issue("title: 标题\nbody: 改过的正文。")).unwrap();
    let script = format!("trap '' XFSZ; ulimit -f 8; exec '{}' --lang en build", env!("CARGO_BIN_EXE_jianbao"));
    let built = std::process::Command::new("bash").current_dir(&root).args(["-c", &script]).output().unwrap();
    assert_eq!(code(&built), 2, "{}", err(&built));
    assert!(err(&built).contains("error[output-disk-full]"), "{}", err(&built));
    assert_eq!(fs::read(root.join("out/1.pdf")).unwrap(), old);
    assert_eq!(names(&root.join("out")), [".jianbao", "1.pdf"]);
}

/// Root may write anywhere, so that this shows something only for other users.
#[cfg(unix)]
#[test]
fn a_folder_that_is_read_only() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, root) = one();
    let out_folder = root.join("out");
    fs::create_dir(&out_folder).unwrap();
    fs::set_permissions(&out_folder, fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::write(out_folder.join("probe"), b"").is_ok();
    let built = jianbao(&root, &["--lang", "en", "build"]);
    fs::set_permissions(&out_folder, fs::Permissions::from_mode(0o755)).unwrap();
    if !is_root {
        assert_eq!(code(&built), 2);
        assert!(err(&built).contains("error[output-not-writable]"), "{}", err(&built));
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project() {
    let (folder, root) = one();
    fs::write(folder.path().join("secret.yaml"), issue("title: 标题\nbody: 正文。")).unwrap();
    fs::write(folder.path().join("secret.jpg"), b"x").unwrap();
    std::os::unix::fs::symlink("../../secret.yaml", root.join("issues/2.yaml")).unwrap();
    let built = jianbao(&root, &["--lang", "en", "build", "issues/2.yaml"]);
    assert_eq!(code(&built), 2);
    assert!(err(&built).contains("error[path-outside-project]"), "{}", err(&built));
    let built = jianbao(&root, &["--lang", "en", "build"]);
    assert!(code(&built) == 2 && err(&built).contains("error[path-outside-project]"), "{}", err(&built));
    fs::remove_file(root.join("issues/2.yaml")).unwrap();
    std::os::unix::fs::symlink("../../secret.jpg", root.join("issues/a.jpg")).unwrap();
    fs::write(root.join("issues/1.yaml"), issue("title: 标题\nbody: |\n  ![图](a.jpg)\n\n  ![图](../../secret.jpg)"))
        .unwrap();
    let built = jianbao(&root, &["--lang", "en", "build", "issues/1.yaml"]);
    assert_eq!((code(&built), err(&built).matches("error[picture-outside]").count()), (1, 2), "{}", err(&built));
}

#[test]
fn files_that_are_no_issue() {
    let (_folder, root) = one();
    let gb = b"number: 1\ntitle: \xbd\xad\xcb\xd5\n".to_vec();
    let deep = format!("number: {}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let mut laughs = String::from("number: &a [x, x, x, x, x, x, x, x]\n");
    for (from, to) in ('a'..'k').zip('b'..'l') {
        laughs += &format!("{to}: &{to} [{}]\n", format!("*{from}, ").repeat(8).trim_end_matches(", "));
    }
    for (name, bytes, expected) in [
        ("gb", gb, "file-encoding"),
        ("utf16", b"\xff\xfen\x00u\x00".to_vec(), "file-utf16"),
        ("empty", b" \n".to_vec(), "file-empty"),
        ("pdf", b"%PDF-1.7\0\xff".to_vec(), "file-binary"),
        ("large", vec![b'#'; 50 << 20], "file-too-large"),
        ("deep", deep.into_bytes(), "wrong-type"),
        ("laughs", laughs.into_bytes(), "wrong-type"),
        ("colon", "number：36\ndate: 2022-12-28\n".into(), "yaml-slip-colon"),
        ("control", "number: 1\ntitle: \u{7}\n".into(), "control-character"),
        ("tab", b"number: 1\nsections:\n\t- title: a\n".to_vec(), "yaml-slip-tab"),
        ("list", b"- 1\n".to_vec(), "wrong-type"),
        ("two", (issue("title: 标题\nbody: 正文。") + "---\nnumber: 2\n").into_bytes(), "yaml-second-document"),
    ] {
        fs::write(root.join("issues/1.yaml"), bytes).unwrap();
        for lang in ["zh", "en"] {
            let built = jianbao(&root, &["--lang", lang, "build"]);
            assert_eq!(code(&built), 1, "{name}: {}{}", out(&built), err(&built));
            assert!(err(&built).contains(&format!("[{expected}]")), "{name}: {}", err(&built));
        }
    }
}

/// Killed at moments spread over a run: each PDF of a batch is the old one or the new one, whole. `JIANBAO_RUNS` says how
/// often.
#[test]
fn a_killed_run_leaves_whole_files() {
    let runs: u64 = std::env::var("JIANBAO_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(12);
    let (_folder, root) = one();
    let write = |version: u64| {
        for number in 1..=3 {
            let text = issue(&format!("title: 标题\nbody: 第{version}版正文。"));
            fs::write(root.join(format!("issues/{number}.yaml")), numbered(number, &text)).unwrap();
        }
    };
    let read = || [1, 2, 3].map(|number| fs::read(root.join(format!("out/{number}.pdf"))).unwrap());
    let whole = [0, 1].map(|version| {
        write(version);
        assert_eq!(code(&jianbao(&root, &["build"])), 0);
        read()
    });
    let start = std::time::Instant::now();
    jianbao(&root, &["build", "--force"]);
    let length = start.elapsed();
    for round in 0..runs {
        write(round % 2);
        let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_jianbao"))
            .current_dir(&root)
            .arg("build")
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // A little beyond the end, too.
        std::thread::sleep(length.mul_f64((round as f64 * 0.618).fract() * 1.2));
        let _ = run.kill();
        run.wait().unwrap();
        for (found, (old, new)) in read().iter().zip(whole[0].iter().zip(&whole[1])) {
            assert!(found == old || found == new, "round {round}");
        }
    }
    // What was recorded before a run was killed is no excuse for not building.
    write(0);
    jianbao(&root, &["build"]);
    assert!(read() == whole[0]);
    let stale = root.join("out/.1.pdf.abc.jianbao-part");
    fs::write(&stale, b"half").unwrap();
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    fs::File::options().write(true).open(&stale).unwrap().set_modified(long_ago).unwrap();
    jianbao(&root, &["build", "--force"]);
    assert!(!stale.exists());
}

/// A file within its size that would keep the machine busy for minutes is refused in a moment.
#[test]
fn more_than_a_bulletin_can_hold() {
    let (_folder, root) = one();
    let rows = "\n    - [1, 2]".repeat(990);
    let table = format!(
        "\n  - title: 表\n    table:\n      columns: [甲, 乙]\n      rows:{}",
        rows.replace("\n    ", "\n        ")
    );
    for (name, text) in [
        ("commas", issue(&format!("title: 标题\nbody: \"{}\"", "中,".repeat(12_000)))),
        ("cells", issue("title: 标题\nbody: 正文。") + &table.replace('\n', "\n    ").repeat(6) + "\n"),
        ("blocks", issue(&format!("title: 标题\nbody: |\n{}", "  - 国\n".repeat(5001)))),
        ("title", issue(&format!("title: {}\nbody: 正文。", "国".repeat(301)))),
        ("paragraph", issue(&format!("title: 标题\nbody: {}", "国".repeat(20_001)))),
        ("stars", issue(&format!("title: 标题\nbody: \"{}\"", "*_".repeat(100_000)))),
    ] {
        fs::write(root.join("issues/1.yaml"), text).unwrap();
        let built = jianbao(&root, &["--lang", "en", "build"]);
        assert_eq!(code(&built), 1, "{name}: {}", err(&built));
        assert!(err(&built).contains("error[too-much]"), "{name}: {}", err(&built));
    }
}
