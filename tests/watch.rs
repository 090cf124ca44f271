//! Saving is enough: the PDF is made again, and what is wrong leaves the last good one.

use std::fs;

use crate::support::{Running, TestProject, issue, numbered};

#[test]
fn a_saved_issue_is_built_again_and_a_mistake_leaves_its_pdf() {
    let text = issue("title: 标题\nbody: 正文。");
    let project = TestProject::new().issue("2022/1.yaml", &text).issue("2022/2.yaml", numbered(2, &text));
    let root = project.root();
    let path = root.join("issues/2022/1.yaml");
    let mut watch = Running::start(root, &["watch"]);
    let first = watch.until("watching issues");
    assert!(first.iter().any(|line| line.starts_with("issues/2022/2.yaml → out/2022/2.pdf")), "{first:?}");
    let pdf = || fs::read(root.join("out/2022/1.pdf")).unwrap();
    let old = pdf();

    // Only the saved issue is built, and its changed pages are named.
    fs::write(&path, text.replace("正文", "新文")).unwrap();
    let told = watch.until("1: page 2 of 2 changed");
    assert!(told.iter().all(|line| !line.contains("2.yaml")), "{told:?}");
    let good = pdf();
    assert_ne!(old, good);

    // An error is reported with its place, and the last good PDF stays.
    fs::write(&path, text.replace("正文", "坏😀文")).unwrap();
    watch.until("error[missing-glyph]");
    assert_eq!(pdf(), good);

    // Mended, as editors save: beside the file, and renamed over it.
    let part = root.join("issues/2022/.1.yaml.swp");
    fs::write(&part, &text).unwrap();
    fs::rename(&part, &path).unwrap();
    watch.until("1.yaml → out/2022/1.pdf");
    assert_eq!(pdf(), old);

    // A mistake that is taken back leaves the PDF as it is, and the program says so.
    fs::write(&path, text.replace("正文", "坏😀文")).unwrap();
    watch.until("error[missing-glyph]");
    fs::write(&path, &text).unwrap();
    watch.until("no PDF has to be made again");

    // A new issue; what all share.
    fs::write(root.join("issues/2022/3.yaml"), numbered(3, &text)).unwrap();
    watch.until("3.yaml → out/2022/3.pdf");
    fs::write(root.join("issues/publication.yaml"), "pages: {multiple-of: 4}\n").unwrap();
    watch.until("3: page");
    fs::remove_file(root.join("issues/2022/3.yaml")).unwrap();
    watch.until("issues/2022/3.yaml was deleted; its PDF is still there: out/2022/3.pdf");
    #[cfg(unix)]
    {
        // SAFETY: a signal to a process of our own.
        unsafe { libc::kill(watch.child.id() as libc::pid_t, libc::SIGINT) };
        assert!(watch.child.wait().unwrap().success());
    }
}
