//! Files: nothing is half written, nothing already written is lost, and every trouble has its message.

use std::fs;
use std::path::Path;
use std::process::Command;

use snapbox::str;

use crate::support::{Ran, TestProject, assert_text, issue, numbered};

/// A project with one issue.
fn one() -> TestProject {
    TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。"))
}

/// Everything in a folder, hidden or not.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_failed_build_leaves_the_old_pdf() {
    let project = one();
    project.run(["build"]).code(0);
    let old = project.read_bytes("out/1.pdf");
    project.edit("issues/1.yaml", "正文", "坏字😀");
    project.run(["build"]).code(1);
    assert_eq!(project.read_bytes("out/1.pdf"), old);
    assert_eq!(names(&project.path("out")), [".jianbao", "1.pdf"]);
}

#[test]
fn a_folder_in_the_place_of_the_pdf_is_named() {
    let project = one();
    fs::create_dir_all(project.path("out/1.pdf")).unwrap();
    project.run(["build"]).code(2).stderr(str![[r#"
error[output-folder]: a folder has this name, so that the file can't be written
--> out/1.pdf
 = help: name a file that ends in .pdf, or remove the folder


"#]]);
}

#[test]
fn a_read_only_pdf_is_left_as_it_is() {
    let project = one();
    project.run(["build"]).code(0);
    let old = project.read_bytes("out/1.pdf");
    let mut permissions = fs::metadata(project.path("out/1.pdf")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(project.path("out/1.pdf"), permissions).unwrap();
    project.edit("issues/1.yaml", "正文", "新正文");
    project.run(["build"]).code(2).stderr(str![[r#"
error[output-read-only]: this file is set to read-only and was left as it is
--> out/1.pdf
 = help: allow writing in its properties, or name another file after -o


"#]]);
    assert_eq!(project.read_bytes("out/1.pdf"), old);
    assert_eq!(names(&project.path("out")), [".jianbao", "1.pdf"]);
}

#[cfg(unix)]
#[test]
fn a_pdf_that_is_a_symbolic_link_is_written_through_it() {
    let project = one();
    for folder in ["share", "out"] {
        fs::create_dir(project.path(folder)).unwrap();
    }
    // The file needn't be there yet, and a link may lead to another.
    std::os::unix::fs::symlink("../share/first.pdf", project.path("out/1.pdf")).unwrap();
    std::os::unix::fs::symlink("second.pdf", project.path("share/first.pdf")).unwrap();
    project.run(["build"]).code(0);
    let first = project.read_bytes("share/second.pdf");
    project.edit("issues/1.yaml", "正文", "新正文");
    project.run(["build"]).code(0);
    assert!(first.starts_with(b"%PDF") && project.read_bytes("share/second.pdf") != first);
    for link in ["out/1.pdf", "share/first.pdf"] {
        assert!(fs::symlink_metadata(project.path(link)).unwrap().is_symlink(), "{link}");
    }
    assert_eq!(names(&project.path("share")), ["first.pdf", "second.pdf"]);
    fs::remove_file(project.path("share/second.pdf")).unwrap();
    std::os::unix::fs::symlink("first.pdf", project.path("share/second.pdf")).unwrap();
    project.run(["build", "--force"]).code(2).error("output-not-writable");
}

#[test]
fn a_file_in_the_place_of_the_output_folder_is_named() {
    let project = one();
    project.run(["build", "-o", "issues/1.yaml/a.pdf"]).code(2).stderr(str![[r#"
error[output-not-writable]: this can't be written: a system error (File exists (os error 17))
--> issues/1.yaml/a.pdf
 = help: check that you may write there and that no viewer holds the old PDF open; the old file is untouched


"#]]);
    assert_eq!(names(&project.path("issues")), ["1.yaml"]);
}

#[cfg(unix)]
#[test]
fn the_pdf_has_the_mode_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let project = one();
    project.run(["build"]).code(0);
    project.write("plain", "");
    let mode = |path: &str| project.path(path).metadata().unwrap().permissions().mode();
    assert_eq!(mode("out/1.pdf"), mode("plain"));
}

/// An issue whose name is that of another's PDF in another profile.
#[test]
fn issues_that_would_have_the_same_pdf_are_named() {
    let text = issue("title: 标题\nbody: 正文。");
    let project = TestProject::new()
        .issue("36.yaml", &text)
        .issue("36-screen.yaml", numbered(2, &text))
        .issue("36.yml", numbered(3, &text));
    project.run(["build"]).code(2).stderr(str![[r#"
error[output-clash]: this issue and issues/36.yaml would both be written to out/36.pdf
--> issues/36.yml
 = help: rename one of the two

error[output-clash]: this issue and issues/36-screen.yaml would both be written to out/36-screen.pdf
--> issues/36.yaml
 = help: rename one of the two

error[output-clash]: this issue and issues/36-screen.yaml would both be written to out/36-screen.pdf
--> issues/36.yml
 = help: rename one of the two


"#]]);
    assert!(!project.path("out").exists());
}

/// A limit on the size of files stands for a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_is_named_and_leaves_the_old_pdf() {
    let project = one();
    project.run(["build"]).code(0);
    let old = project.read_bytes("out/1.pdf");
    project.edit("issues/1.yaml", "正文", "改过的正文");
    let script = format!("trap '' XFSZ; ulimit -f 8; exec '{}' --lang en build", env!("CARGO_BIN_EXE_jianbao"));
    let built = Command::new("bash").current_dir(project.root()).args(["-c", &script]).output().unwrap();
    let told = String::from_utf8(built.stderr).unwrap();
    assert_eq!(built.status.code(), Some(2), "{told}");
    assert_text(
        &told,
        str![[r#"
error[output-disk-full]: there is no room on the disk: the file is too large
--> out/1.pdf
 = help: make room and try again; the old file is untouched


"#]],
    );
    assert_eq!(project.read_bytes("out/1.pdf"), old);
    assert_eq!(names(&project.path("out")), [".jianbao", "1.pdf"]);
}

/// Root may write into a folder that is read-only, so that the build succeeds there; for any other user it is an error.
#[cfg(unix)]
#[test]
fn a_read_only_output_folder_is_an_error_for_all_but_root() {
    use std::os::unix::fs::PermissionsExt;
    let project = one();
    let out_folder = project.path("out");
    fs::create_dir(&out_folder).unwrap();
    fs::set_permissions(&out_folder, fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::write(out_folder.join("probe"), b"").is_ok();
    let built = project.run(["build"]);
    fs::set_permissions(&out_folder, fs::Permissions::from_mode(0o755)).unwrap();
    if is_root {
        built.code(0).stderr("");
        assert_eq!(names(&out_folder), [".jianbao", "1.pdf", "probe"]);
    } else {
        built.code(2).error("output-not-writable");
        assert!(names(&out_folder).is_empty());
    }
}

/// No permission counts in `/proc`, so that root can't write there either.
#[cfg(target_os = "linux")]
#[test]
fn an_output_that_nobody_can_write_is_named() {
    let project = one();
    let refused = project.run(["build", "-o", "/proc/jianbao", "issues/1.yaml"]).code(2).error("output-not-writable");
    refused.stderr(str![[r#"
error[output-not-writable]: this can't be written: no such file or folder
--> /proc/jianbao/1.pdf
 = help: check that you may write there and that no viewer holds the old PDF open; the old file is untouched


"#]]);
}

#[cfg(unix)]
#[test]
fn an_issue_linked_from_outside_the_project_is_refused() {
    let project = one();
    project.write("../secret.yaml", issue("title: 标题\nbody: 正文。"));
    std::os::unix::fs::symlink("../../secret.yaml", project.path("issues/2.yaml")).unwrap();
    project.run(["build", "issues/2.yaml"]).code(2).stderr(str![[r#"
error[path-outside-project]: this is outside the project
--> issues/2.yaml
 = help: go to the project's folder first, or name it with --project


"#]]);
    project.run(["build"]).code(2).error("path-outside-project");
}

/// Unpacked from a zip file of another computer, names can hold bytes that are no UTF-8.
#[cfg(target_os = "linux")]
#[test]
fn a_garbled_file_name_is_named_with_what_to_do() {
    use std::os::unix::ffi::OsStringExt as _;
    let project = one();
    let garbled = project.path("issues").join(std::ffi::OsString::from_vec(b"\xb5\xda2\xc6\xda.yaml".to_vec()));
    std::fs::write(&garbled, issue("title: 标题\nbody: 正文。")).unwrap();
    project.run(["--lang", "zh", "check"]).code(1).stderr(str![[r#"
错误[file-name]: 文件名是乱码，存档里写不下这个名字
--> issues/��2��.yaml
 = 办法: 请给文件重新命名，例如 36.yaml；文件在别的电脑上压缩、再到这里解压，名字有时会变成乱码


"#]]);
    project.run(["build", "issues"]).code(1).error("file-name");
}

#[cfg(unix)]
#[test]
fn pictures_from_outside_the_project_are_refused() {
    let project = one();
    project.write("../secret.jpg", "x");
    std::os::unix::fs::symlink("../../secret.jpg", project.path("issues/a.jpg")).unwrap();
    project.write("issues/1.yaml", issue("title: 标题\nbody: |\n  ![图](a.jpg)\n\n  ![图](../../secret.jpg)"));
    project.run(["build", "issues/1.yaml"]).code(1).stderr(str![[r#"
error[picture-outside]: the picture “a.jpg” is outside the project
  --> issues/1.yaml:18:11
   |
18 |           ![图](a.jpg)
   |           ^^^^^^^^^^^^
   |
   = help: copy it into the project's folder

error[picture-outside]: the picture “../../secret.jpg” is outside the project
  --> issues/1.yaml:20:11
   |
20 |           ![图](../../secret.jpg)
   |           ^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: copy it into the project's folder


"#]]);
}

/// The report on an issue of these bytes.
fn report(bytes: impl AsRef<[u8]>) -> Ran {
    let project = TestProject::new();
    project.write("issues/1.yaml", bytes);
    project.run(["--lang", "zh", "build"]).code(1).stdout("issues/1.yaml　有错误\n")
}

#[test]
fn a_file_in_another_encoding_says_how_to_save_it() {
    report(b"number: 1\ntitle: \xbd\xad\xcb\xd5\n").stderr(str![[r#"
错误[file-encoding]: 文件不是 UTF-8 编码（第 2 行），很可能是 GB18030（“ANSI”）
--> issues/1.yaml
 = 办法: 请在编辑器里“另存为”，编码选 UTF-8；记事本的编码选项在窗口最下方


"#]]);
    report(b"\xff\xfen\x00u\x00").stderr(str![[r#"
错误[file-utf16]: 文件存成了 UTF-16（记事本里叫“Unicode”）
--> issues/1.yaml
 = 办法: 请在编辑器里“另存为”，编码选 UTF-8


"#]]);
}

#[test]
fn a_file_that_is_no_issue_is_named() {
    report(b" \n").stderr(str![[r#"
错误[file-empty]: 文件是空的
--> issues/1.yaml
 = 办法: 可用“jianbao new”生成一份底稿再填写


"#]]);
    report(b"%PDF-1.7\0\xff").stderr(str![[r#"
错误[file-binary]: 这不是文本文件
--> issues/1.yaml
 = 办法: 简报稿是纯文本文件；Word 或 PDF 文件不能直接读


"#]]);
    report(vec![b'#'; 50 << 20]).stderr(str![[r#"
错误[file-too-large]: 文件超过 1024 kB
--> issues/1.yaml
 = 办法: 一期简报通常只有 20 kB 左右，请核对是否选错了文件


"#]]);
    report(b"- 1\n").stderr(str![[r#"
错误[wrong-type]: 这里应为分行写的各项，每项一行“名称: 内容”
 --> issues/1.yaml:1:1
  |
1 | - 1
  | ^
  |
  = 办法: 可用“jianbao new”生成底稿，看每一项怎样写


"#]]);
}

#[test]
fn a_slip_in_the_format_says_what_to_do() {
    report("number：36\ndate: 2022-12-28\n").stderr(str![[r#"
错误[yaml-slip-colon]: 这里用了中文冒号“：”
 --> issues/1.yaml:1:7
  |
1 | number：36
  |       ^^
  |
  = 办法: 请改成英文冒号“:”，后面空一格


"#]]);
    report("number: 1\ntitle: \u{7}\n").stderr(str![[r#"
错误[control-character]: 这里有一个不能印的字符（U+0007）
 --> issues/1.yaml:2:8
  |
2 | title: ␇
  |        ^
  |
  = 办法: 请删去；它可能看不见，可把前后的字删掉重新输入


"#]]);
    report(b"number: 1\nsections:\n\t- title: a\n").stderr(str![[r#"
错误[yaml-slip-tab]: 行首用了 Tab 键
 --> issues/1.yaml:3:1
  |
3 |     - title: a
  | ^
  |
  = 办法: 请删去，改成空格


"#]]);
    report(issue("title: 标题\nbody: 正文。") + "---\nnumber: 2\n").stderr(str![[r#"
错误[yaml-second-document]: “---”把文件分成了两份，一个文件只能放一期
  --> issues/1.yaml:19:1
   |
19 | number: 2
   | ^
   |
   = 办法: 请删去“---”这一行，另一期写到另一个文件里


"#]]);
}

#[test]
fn nested_input_that_would_exhaust_the_program_is_refused() {
    report(format!("number: {}1{}", "[".repeat(100_000), "]".repeat(100_000))).error("wrong-type");
    let mut laughs = String::from("number: &a [x, x, x, x, x, x, x, x]\n");
    for (from, to) in ('a'..'k').zip('b'..'l') {
        laughs += &format!("{to}: &{to} [{}]\n", format!("*{from}, ").repeat(8).trim_end_matches(", "));
    }
    report(laughs).error("wrong-type");
}

/// Killed at moments spread over a run: each PDF of a batch is the old one or the new one, whole. `JIANBAO_RUNS` says how
/// often.
#[test]
fn a_killed_run_leaves_whole_files() {
    let runs: u64 = std::env::var("JIANBAO_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(12);
    let project = one();
    let root = project.root();
    let write = |version: u64| {
        for number in 1..=3 {
            let text = issue(&format!("title: 标题\nbody: 第{version}版正文。"));
            fs::write(root.join(format!("issues/{number}.yaml")), numbered(number, &text)).unwrap();
        }
    };
    let read = || [1, 2, 3].map(|number| fs::read(root.join(format!("out/{number}.pdf"))).unwrap());
    let whole = [0, 1].map(|version| {
        write(version);
        project.run(["build"]).code(0);
        read()
    });
    let start = std::time::Instant::now();
    project.run(["build", "--force"]).code(0);
    let length = start.elapsed();
    for round in 0..runs {
        write(round % 2);
        let mut run = Command::new(env!("CARGO_BIN_EXE_jianbao"))
            .current_dir(root)
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
    project.run(["build"]).code(0);
    assert!(read() == whole[0]);
    let stale = root.join("out/.1.pdf.abc.jianbao-part");
    fs::write(&stale, b"half").unwrap();
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    fs::File::options().write(true).open(&stale).unwrap().set_modified(long_ago).unwrap();
    project.run(["build", "--force"]).code(0);
    assert!(!stale.exists());
}

/// A file within its size that would keep the machine busy for minutes is refused in a moment.
#[test]
fn more_than_a_bulletin_can_hold_is_refused() {
    let project = one();
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
        project.write("issues/1.yaml", text);
        let told = project.run(["build"]).code(1).err;
        assert!(told.contains("error[too-much]"), "{name}: {told}");
    }
}
