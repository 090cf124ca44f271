//! What went to print is kept, and what has changed since is shown word by word.

use std::fs;
use std::path::{Path, PathBuf};

use jianbao::diagnostic::message::Lang;
use jianbao::issue::markdown::SIGNS;
use jianbao::project::Project;
use jianbao::revision::diff::{Names, differences, passages};
use jianbao::revision::proof::{CoverWords, cover_entry, marked_proof};
use jianbao::typeset::document::ProofWords;
use jianbao::typeset::inspect::{PageItem, PageItems, page_items};

use crate::command::{code, err, jianbao, out, project};
use crate::support::{Run, engine, issue, rules, runs, told, typeset_in_test};

const ISSUE: &str = "issues/2022/36.yaml";

fn bulletin() -> (tempfile::TempDir, PathBuf) {
    let table = "      - title: 统计\n        table:\n          columns: [地区, 篇数]\n          rows:\n            - [南京市, 7]\n            - [苏州市, 15]\n";
    let text = issue("title: 标题\nbody: |\n  苏州市开展志愿服务活动[^1]。\n\n  第二段。\n\n  [^1]: 附注。") + table;
    project(&[("2022/36.yaml", &text), ("publication.yaml", "copies: 300\n")])
}

fn run(root: &Path, words: &[&str]) -> String {
    let told = jianbao(root, &[&["--lang", "en"], words].concat());
    assert_eq!(code(&told), 0, "{}", err(&told));
    out(&told)
}

fn edit(root: &Path, from: &str, to: &str) {
    let path = root.join(ISSUE);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_release_keeps_everything_and_is_never_overwritten() {
    let (_folder, root) = bulletin();
    let none = jianbao(&root, &["--lang", "en", "diff", ISSUE]);
    assert_eq!(code(&none), 2);
    assert!(err(&none).contains("error[release-none]"), "{}", err(&none));
    run(&root, &["build"]);
    assert!(run(&root, &["release", ISSUE]).starts_with("released: 36-r1, kept in "));
    let kept = root.join("releases/2022/36-r1");
    let read = |path: &str| fs::read(kept.join(path)).unwrap();
    assert_eq!(read("36.pdf"), fs::read(root.join("out/2022/36.pdf")).unwrap());
    assert_eq!(read("source/issues/2022/36.yaml"), fs::read(root.join(ISSUE)).unwrap());
    assert_eq!(read("source/issues/publication.yaml"), b"copies: 300\n");
    // The same once more is no new release.
    assert_eq!(run(&root, &["release", ISSUE]), "nothing has changed since 36-r1\n");
    // A correction is; what stands in out/ is older, which is told.
    let first = read("36.pdf");
    edit(&root, "第二段", "第三段");
    let second = jianbao(&root, &["--lang", "en", "release", ISSUE]);
    assert!(out(&second).starts_with("released: 36-r2"), "{}", err(&second));
    assert!(err(&second).contains("warning[release-other]"), "{}", err(&second));
    assert_eq!(read("36.pdf"), first);
    assert!(fs::metadata(kept.join("36.pdf")).unwrap().permissions().readonly());
    // An issue with errors isn't released, and leaves nothing behind.
    edit(&root, "第三段", "坏😀字");
    let bad = jianbao(&root, &["--lang", "en", "release", ISSUE]);
    assert_eq!(code(&bad), 1);
    let left: Vec<_> = fs::read_dir(root.join("releases/2022")).unwrap().flatten().map(|e| e.file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

/// Whatever is asked for, a release stays as it was, and so do the PDFs of other issues.
#[test]
fn nothing_is_written_over_releases_or_other_issues() {
    let (_folder, root) = bulletin();
    let other = fs::read_to_string(root.join(ISSUE)).unwrap().replace("number: 1", "number: 2");
    fs::write(root.join("issues/2022/37.yaml"), other.replace("标题", "别的")).unwrap();
    run(&root, &["build"]);
    run(&root, &["release", ISSUE]);
    edit(&root, "第二段", "第三段");
    let (kept, built) = ("releases/2022/36-r1/36.pdf", "out/2022/37.pdf");
    let before = [kept, built].map(|path| fs::read(root.join(path)).unwrap());
    for (words, error) in [
        (["diff", ISSUE, "--proof", kept].as_slice(), "proof-name"),
        (&["diff", ISSUE, "--proof", "releases/2022/36-r1/new.pdf"], "release-kept"),
        (&["build", ISSUE, "-o", kept], "release-kept"),
        (&["build", ISSUE, "-o", "releases/2022/36-r1"], "release-kept"),
        (&["build", ISSUE, "--pages", "2", "-o", kept], "release-kept"),
        (&["statistics", "2022", "-o", kept], "release-kept"),
        (&["diff", ISSUE, "--proof", built], "proof-name"),
        (&["build", ISSUE, "-o", built], "output-taken"),
        (&["build", ISSUE, "--pages", "2", "-o", built], "output-taken"),
        (&["build", ISSUE, "--pages", "2", "-o", "out/2022/36.pdf"], "output-taken"),
        (&["impose", ISSUE, "--as", "booklet", "-o", "out/2022/36.pdf"], "output-taken"),
    ] {
        let refused = jianbao(&root, &[&["--lang", "en"], words].concat());
        assert_eq!(code(&refused), 2, "{words:?}");
        assert!(err(&refused).contains(&format!("error[{error}]")), "{words:?} {}", err(&refused));
    }
    // Also from within.
    let within = jianbao(&root.join("releases/2022/36-r1/source"), &["--lang", "en", "build", ISSUE]);
    assert!(err(&within).contains("error[release-kept]"), "{}", err(&within));
    // A name is taken before its folder is there; a file of that name elsewhere guards nothing.
    fs::remove_dir_all(root.join("out")).unwrap();
    let early = jianbao(&root, &["--lang", "en", "diff", ISSUE, "--proof", built]);
    assert!(err(&early).contains("error[proof-name]"), "{}", err(&early));
    fs::write(root.join("release.json"), "{}").unwrap();
    run(&root, &["build"]);
    assert!(before == [kept, built].map(|path| fs::read(root.join(path)).unwrap()));
}

/// Files of a release that are missing or were changed are told; a new release can always be made.
#[test]
fn damaged_releases() {
    let (_folder, root) = bulletin();
    run(&root, &["release", ISSUE]);
    edit(&root, "第二段", "第三段");
    let kept = root.join("releases/2022/36-r1");
    for file in ["source/issues/2022/36.yaml", "source/issues/publication.yaml", "36.pdf", "release.json"] {
        let path = kept.join(file);
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        for content in [None, Some(b"copies: 1\n".to_vec())] {
            content.iter().for_each(|content| fs::write(&path, content).unwrap());
            let told = jianbao(&root, &["--lang", "en", "diff", ISSUE]);
            assert_eq!(code(&told), 2, "{file}");
            let told = err(&told);
            assert!(
                told.contains("error[release-damaged]: release 36-r1 is damaged")
                    && told.contains(&format!("36-r1/{file}")),
                "{told}"
            );
        }
        fs::write(&path, bytes).unwrap();
    }
    assert!(run(&root, &["diff", ISSUE]).contains("page 2 of 2 changed"));
    fs::create_dir(root.join("releases/2022/36-r2")).unwrap();
    assert_eq!(code(&jianbao(&root, &["diff", ISSUE])), 2);
    assert!(run(&root, &["release", ISSUE]).starts_with("released: 36-r3"));
    assert_eq!(run(&root, &["diff", ISSUE]), "36: no page looks different\n");
}

#[test]
fn differences_since_the_release() {
    let (_folder, root) = bulletin();
    run(&root, &["release", ISSUE]);
    assert_eq!(run(&root, &["diff", ISSUE]), "36: no page looks different\n");
    edit(&root, "苏州市开展", "常州市开展");
    edit(&root, "附注", "注解");
    edit(&root, "[南京市, 7]", "[南京市, 9]");
    edit(&root, "            - [苏州市, 15]\n", "            - [无锡市, 3]\n            - [苏州市, 15]\n");
    edit(&root, "\n          第二段。", "");
    let told = run(&root, &["diff", ISSUE]);
    let expected = [
        "36: page 2 of 2 changed",
        "p. 2, 36.yaml line 18",
        "  was  【苏州】市开展志愿服务活动[note]。",
        "  now  【常州】市开展志愿服务活动[note]。",
        "p. 2, 36.yaml line 21",
        "  was  【附注】。",
        "  now  【注解】。",
        "gone (it was on p. 2)",
        "  was  【第二段。】",
        "p. 2, 36.yaml line 26",
        "  was  南京市 │ 【7】",
        "  now  南京市 │ 【9】",
        "p. 2, 36.yaml line 27",
        "  now  【无锡市 │ 3】",
    ];
    let lines: Vec<_> = told.lines().collect();
    assert_eq!(lines, expected, "{told}");
    let json = jianbao(&root, &["--format", "json", "diff", ISSUE, "--against", "r1"]);
    let json: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!((&json["against"], &json["changed-pages"]), (&"36-r1".into(), &serde_json::json!([2])));
    assert_eq!(json["differences"][3]["pieces"][1], serde_json::json!({ "removed": "7" }));
    assert_eq!(json["differences"].as_array().unwrap().len(), 5);
}

#[test]
fn against_a_file() {
    let (_folder, root) = bulletin();
    run(&root, &["build", ISSUE, "-o", "印厂 回传.pdf"]);
    fs::copy(root.join(ISSUE), root.join("issues/旧稿.yaml")).unwrap();
    edit(&root, "苏州市开展", "常州市开展");
    for other in ["印厂 回传.pdf", "issues/旧稿.yaml"] {
        let told = run(&root, &["diff", ISSUE, "--against", other]);
        assert!(told.starts_with("36: page 2 of 2 changed\n"), "{told}");
        assert!(told.contains("【苏州】") && told.contains("【常州】"), "{told}");
    }
    // A PDF by its pages and words: what is the same has no difference.
    for profile in ["print", "screen", "print-x1a", "archive"] {
        run(&root, &["build", ISSUE, "--profile", profile, "-o", "同.pdf"]);
        assert_eq!(run(&root, &["diff", ISSUE, "--against", "同.pdf"]), "36: no page looks different\n", "{profile}");
    }
    // Figures of neighbouring cells stay apart; text that only moves to another page isn't new.
    edit(&root, "[南京市, 7]", "[南京市, 71]");
    let told = run(&root, &["diff", ISSUE, "--against", "同.pdf"]);
    assert!(told.contains("【7】") && told.contains("【71】"), "{told}");
    edit(&root, "第二段。", &format!("第二段。\n\n          {}", "新增的话。".repeat(150)));
    let told = run(&root, &["diff", ISSUE, "--against", "同.pdf"]);
    assert!(
        told.starts_with("36: pages 2, 3 of 3 changed") && !told.contains("【苏州") && !told.contains("gone"),
        "{told}"
    );
    for (other, error) in [
        ("没有.pdf", "error[file-missing]"),
        ("没有.yaml", "error[path-missing]"),
        ("r9", "error[release-missing]"),
        ("坏.pdf", "error[pdf-unreadable]"),
    ] {
        fs::write(root.join("坏.pdf"), "no pdf").unwrap();
        let failed = jianbao(&root, &["--lang", "en", "diff", ISSUE, "--against", other]);
        assert_ne!(code(&failed), 0);
        assert!(err(&failed).contains(error), "{}", err(&failed));
    }
    // A release of which files were lost.
    run(&root, &["release", ISSUE]);
    fs::remove_dir_all(root.join("releases/2022/36-r1/source")).unwrap();
    let damaged = jianbao(&root, &["--lang", "zh", "diff", ISSUE]);
    assert_ne!(code(&damaged), 0);
    assert!(err(&damaged).contains("36-r1"), "{}", err(&damaged));
}

#[test]
fn a_proof_to_be_signed() {
    let (_folder, root) = bulletin();
    run(&root, &["release", ISSUE]);
    edit(&root, "苏州市开展", "常州市大力开展");
    edit(&root, "志愿服务活动", "志愿活动");
    edit(&root, "[南京市, 7]", "[南京市, 9]");
    edit(&root, "\n          第二段。", "");
    run(&root, &["diff", ISSUE, "--proof", "校 样.pdf"]);
    let document = lopdf::Document::load(root.join("校 样.pdf")).unwrap();
    let words: Vec<String> = document
        .get_pages()
        .keys()
        .map(|page| document.extract_text(&[*page]).unwrap().split_whitespace().collect())
        .collect();
    // The cover, and the issue's two pages.
    assert_eq!(words.len(), 3);
    for expected in
        ["某省精神文明建设简报第1期", "36-r1→36:page2of2changed", "苏州常州", "大力", "服务", "第二段。", "Checked"]
    {
        assert!(words[0].contains(expected), "{expected}: {}", words[0]);
    }
    assert!(!words[1].contains("removed:"), "{}", words[1]);
    for expected in ["removed:苏州", "removed:服务", "removed:7", "removed:第二段。", "常州市大力开展志愿活动"]
    {
        assert!(words[2].contains(expected), "{expected}: {}", words[2]);
    }
    // In Chinese; and what can't be done.
    let told = jianbao(&root, &["--lang", "zh", "diff", ISSUE, "--proof", "b.pdf"]);
    assert_eq!(code(&told), 0, "{}", err(&told));
    run(&root, &["build", ISSUE, "-o", "old.pdf"]);
    let of_pdf = jianbao(&root, &["--lang", "en", "diff", ISSUE, "--against", "old.pdf", "--proof", "c.pdf"]);
    assert_eq!(code(&of_pdf), 2);
    assert!(err(&of_pdf).contains("error[proof-of-pdf]"), "{}", err(&of_pdf));
    assert!(!root.join("c.pdf").exists());
    run(&root, &["release", ISSUE]);
    let nothing = jianbao(&root, &["--lang", "en", "diff", ISSUE, "--proof", "c.pdf"]);
    assert!(err(&nothing).contains("nothing to sign") && !root.join("c.pdf").exists(), "{}", err(&nothing));
    // Neither the issue nor its PDF is written over.
    let text = fs::read(root.join(ISSUE)).unwrap();
    run(&root, &["build"]);
    run(&root, &["impose", ISSUE, "--as", "booklet"]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc", root.join("issues/outside.yaml")).unwrap();
    for name in [
        ISSUE,
        "out/2022/36.pdf",
        "out/2022/36.PDF",
        "out/2022/36-print-x1a.pdf",
        "out/2022/36-booklet.pdf",
        "README.md",
    ] {
        let refused = jianbao(&root, &["--lang", "en", "diff", ISSUE, "--proof", name]);
        assert_eq!(code(&refused), 2);
        assert!(err(&refused).contains("error[proof-name]"), "{}", err(&refused));
    }
    assert_eq!(fs::read(root.join(ISSUE)).unwrap(), text);
    // Over an older proof it is.
    edit(&root, "志愿活动", "志愿者活动");
    let older = fs::read(root.join("校 样.pdf")).unwrap();
    run(&root, &["diff", ISSUE, "--proof", "校 样.pdf"]);
    assert_ne!(fs::read(root.join("校 样.pdf")).unwrap(), older);
}

/// What is put together from several keys, and the titles of sections.
#[test]
fn numbers_copies_units_and_sections_differ_too() {
    let (_folder, root) = bulletin();
    edit(
        &root,
        "        table:\n          columns: [地区, 篇数]\n",
        "        table:\n          columns: [地区, 篇数]\n          unit: 篇\n          total: 22\n",
    );
    run(&root, &["release", ISSUE]);
    edit(&root, "number: 1\n", "number: 1\ntotal-number: 810\n");
    edit(&root, "copies: 400", "copies: 500");
    edit(&root, "unit: 篇", "unit: 件");
    edit(&root, "- title: 交流", "- title: 经验");
    let told = run(&root, &["diff", ISSUE, "--against", "1"]);
    for words in ["总第810期", "【400】", "【500】", "【篇】", "【件】", "【交流】", "【经验】"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let pages = run(&root, &["build", ISSUE, "--pages", "changed"]);
    assert!(!pages.contains("affect other pages"), "{pages}");
}

fn names() -> Names {
    SIGNS.iter().map(|(sign, key)| (*sign, Lang::En.say(key))).collect()
}

/// The proof of what an edit of an issue changed: the facts of its pages, the cover first.
fn proof_of(text: &str, edit: impl Fn(&Path, String)) -> Vec<PageItems> {
    let (_folder, root) = project(&[("2022/36.yaml", text)]);
    image::GrayImage::new(2000, 400).save(root.join("issues/2022/a.png")).unwrap();
    let project = Project::at(&root);
    let job = project.jobs_below(Path::new(ISSUE)).unwrap().remove(0);
    let proved = || {
        let (proof, findings) = typeset_in_test(&project, &job);
        proof.unwrap_or_else(|| panic!("{}", told(&findings)))
    };
    let old = proved();
    edit(&root, text.to_owned());
    let new = proved();
    let changes = differences(&passages(&old.document, &old.pages), &passages(&new.document, &new.pages));
    let layout = ProofWords {
        title: "改动".to_owned(),
        summary: String::new(),
        signatures: vec!["校对".to_owned()],
        page: "页".to_owned(),
        change: "改动".to_owned(),
        removed: "删：".to_owned(),
    };
    let words = CoverWords { layout, before: "原".to_owned(), moved: "移来：".to_owned() };
    let list: Vec<_> = changes.iter().map(|change| cover_entry(change, &names(), &words)).collect();
    page_items(&marked_proof(engine(), &old, &new, &changes, &words, &list).unwrap())
}

/// Yellow is under what was added and nowhere else, a bar beside its line.
#[test]
fn marks_stand_under_the_words() {
    let text = issue("title: 标题\nbody: |\n  苏州市开展志愿服务活动[^1]。\n\n  第二段。\n\n  [^1]: 附注。");
    let pages =
        proof_of(&text, |root, text| fs::write(root.join(ISSUE), text.replace("苏州市开展", "常州市开展")).unwrap());
    let shapes: Vec<_> = rules(&pages).into_iter().filter(|(page, _)| *page == 3).map(|(_, shape)| shape).collect();
    let line = runs(&pages).into_iter().find(|run| run.page == 3 && run.text.contains("常州市开展")).unwrap();
    let em = line.size * 25.4 / 72.0;
    let near = |a: f64, b: f64| (a - b).abs() < 0.05;
    let is_mark = |[left, right, top, bottom]: &[f64; 4]| {
        near(*left, line.left) && near(*right, line.left + 2.0 * em) && *top < line.baseline && *bottom > line.baseline
    };
    assert_eq!(shapes.iter().filter(|shape| is_mark(shape)).count(), 1, "{shapes:?} {line:?}");
    // The second page is a left one: its outer margin, with the bar, is on the left.
    let is_bar = |[left, right, top, bottom]: &[f64; 4]| {
        near(*left, *right) && near(*left, 26.0 - 2.0) && *top < line.baseline && *bottom > line.baseline
    };
    assert_eq!(shapes.iter().filter(|shape| is_bar(shape)).count(), 1, "{shapes:?}");
}

/// A paragraph that is gone is noted below the one before it; a picture that was replaced has a bar at its side; heads
/// of a table that goes over pages are marked wherever they stand, and nothing else of them is.
#[test]
fn marks_of_what_is_gone_replaced_and_repeated() {
    let body = "title: 标题\nbody: |\n  第一段在这里。\n\n  第二段没有了[^1]。\n\n  第三段也在[^2]。\n\n  ![图说](a.png)\n\n  [^1]: 头一个注。\n  [^2]: 第二个注。";
    let mut text = issue(body);
    text += "      - title: 统计\n        table:\n          columns: [地区, 篇数]\n          rows:\n";
    (0..60).for_each(|row| text += &format!("            - [某地{row}, {row}]\n"));

    let pages = proof_of(&text, |root, text| {
        let kept = text.lines().filter(|line| !line.contains("没有了") && !line.contains("头一个注"));
        let text = kept.collect::<Vec<_>>().join("\n");
        fs::write(root.join(ISSUE), text).unwrap();
    });
    let all = runs(&pages);
    let cover: String = all.iter().filter(|run| run.page == 1).map(|run| run.text.as_str()).collect();
    assert!(cover.contains("第二段没有了") && cover.contains("头一个注") && !cover.contains("第二个注"), "{cover}");
    let find = |words: &str| all.iter().find(|run| run.page == 3 && run.text.contains(words)).unwrap();
    let (note, before) = (find("第二段"), find("第一段在这里"));
    assert!((0.0..10.0).contains(&(note.baseline - before.baseline)), "{note:?} {before:?}");

    let pages = proof_of(&text, |root, _| {
        image::GrayImage::from_pixel(2000, 400, [9].into()).save(root.join("issues/2022/a.png")).unwrap();
    });
    let cover: String = runs(&pages).iter().filter(|run| run.page == 1).map(|run| run.text.clone()).collect();
    assert!(cover.contains("[another picture]"), "{cover}");
    let picture =
        pages[2].items.iter().find_map(|fact| if let PageItem::Picture(bounds) = fact { Some(bounds) } else { None });
    let (top, bottom) = picture.map(|bounds| (bounds.min.y.to_mm(), bounds.max.y.to_mm())).unwrap();
    let is_bar = |[left, right, from, to]: [f64; 4]| left == right && (from - top).abs() + (to - bottom).abs() < 0.1;
    assert_eq!(rules(&pages).into_iter().filter(|(page, shape)| *page == 3 && is_bar(*shape)).count(), 1);
    let is_bar = |shape: &[f64; 4]| shape[0] == shape[1] && shape[0] < 26.0;
    assert_eq!(
        rules(&pages).into_iter().filter(|(page, shape)| *page == 3 && is_bar(shape)).count(),
        1,
        "its words are the same"
    );

    let pages = proof_of(&text, |root, text| {
        fs::write(root.join(ISSUE), text.replace("columns: [地区, 篇数]", "columns: [地区, 总篇数]")).unwrap();
    });
    let heads: Vec<_> = runs(&pages).into_iter().filter(|run| run.page > 2 && run.text == "总篇数").collect();
    assert!(heads.len() > 2, "{heads:?}");
    let yellow = |head: &Run| {
        let em = head.size * 25.4 / 72.0;
        let under = |[left, right, top, bottom]: &[f64; 4]| {
            (left - head.left).abs() < 0.05
                && (right - left - em).abs() < 0.05
                && *top < head.baseline
                && *bottom > head.baseline
        };
        rules(&pages).iter().filter(|(page, shape)| *page == head.page && under(shape)).count()
    };
    assert!(heads.iter().all(|head| yellow(head) == 1), "{heads:?}");
}

/// What is bold, a heading or a note is told in words, and marked on the page; signs of Markdown are not.
#[test]
fn styles_differ_too() {
    let text = issue("title: 标题\nbody: |\n  ## 一、做法\n\n  **一是学习。**全面学习。\n\n  **二是实践。**全面实践。");
    let restyled = |text: &str| {
        text.replace("**一是学习。**全面", "一是学习。**全面**")
            .replace("## 一、", "### 一、")
            .replace("全面实践。", "全面实践[^1]。\n\n          [^1]: 注文。")
    };
    let (_folder, root) = project(&[("2022/36.yaml", &text)]);
    run(&root, &["release", ISSUE]);
    fs::write(root.join(ISSUE), restyled(&text)).unwrap();
    let told = run(&root, &["diff", ISSUE]);
    let lines: Vec<_> = told.lines().filter(|line| line.starts_with("  ")).collect();
    let expected = [
        "  was  【[heading 1]】一、做法",
        "  now  【[heading 2]】一、做法",
        "  was  【[bold]】一是学习。【全面】学习。",
        "  now  一是学习。【[bold]全面】学习。",
        "  was  二是实践。全面实践。",
        "  now  二是实践。全面实践【[note]】。",
        "  now  【注文。】",
    ];
    assert_eq!(lines, expected, "{told}");
    let json = jianbao(&root, &["--lang", "zh", "--format", "json", "diff", ISSUE]);
    assert!(out(&json).contains("〔粗体〕") && !out(&json).contains("**"), "{}", out(&json));

    let pages = proof_of(&text, |root, text| fs::write(root.join(ISSUE), restyled(&text)).unwrap());
    let all = runs(&pages);
    let find = |words: &str| all.iter().find(|run| run.page == 3 && run.text.starts_with(words)).unwrap();
    let (first, last) = (find("一是学习。"), find("全面"));
    let under = |[left, right, top, bottom]: &[f64; 4]| {
        (left - first.left).abs() < 0.05
            && (right - last.right).abs() < 0.05
            && *top < first.baseline
            && *bottom > first.baseline
    };
    assert_eq!(rules(&pages).iter().filter(|(page, shape)| *page == 3 && under(shape)).count(), 1);
    assert!(all.iter().all(|run| !run.text.contains("**")));
}

/// The page of a change is where it is, not where its paragraph begins; what was moved is told as moved; of pages that
/// merely follow it is said why.
#[test]
fn where_changes_are() {
    let sample = fs::read_to_string(crate::support::root().join(ISSUE)).unwrap();
    let (_folder, root) = project(&[("2022/36.yaml", &sample)]);
    fs::copy(crate::support::root().join("issues/publication.yaml"), root.join("issues/publication.yaml")).unwrap();
    run(&root, &["release", ISSUE]);
    let told = |from: &str, to: &str, words: &[&str]| {
        edit(&root, from, to);
        let told = run(&root, &[&["diff", ISSUE], words].concat());
        fs::write(root.join(ISSUE), &sample).unwrap();
        told
    };
    let next = told("当地物产和民俗，", "当地物产和民俗，新增的文字", &[]);
    assert!(next.starts_with("36: page 8 of 10 changed\np. 8, 36.yaml line 38\n"), "{next}");
    let paper = told("今年以来，苏州市把", "今年以来，苏川市把", &["--against", "releases/2022/36-r1/36.pdf"]);
    assert!(paper.starts_with("36: page 2 of 10 changed\np. 2\n"), "{paper}");
    let title = told("苏州市：依托", "苏州市：依靠", &["--against", "releases/2022/36-r1"]);
    assert!(title.ends_with("\np. 1  the contents follow the titles\n"), "{title}");
    let reflowed_pages = told("由市文明办牵头", "由市精神文明建设指导委员会办公室牵头", &[]);
    assert!(
        reflowed_pages.ends_with("\np. 3–6  no words changed, only the layout (or page numbers in the contents)\n")
    );

    let (start, end) = (sample.find("          **搭建全域化").unwrap(), sample.find("          **推行清单化").unwrap());
    let after = sample.find("          **健全长效化").unwrap();
    let order = [&sample[..start], &sample[end..after], &sample[start..end], &sample[after..]];
    fs::write(root.join(ISSUE), order.concat()).unwrap();
    let moved = run(&root, &["diff", ISSUE, "--proof", "校样.pdf"]);
    let lines: Vec<_> = moved.lines().filter(|line| line.starts_with("  ")).collect();
    assert!(lines.len() == 1 && lines[0].starts_with("  moved here, words unchanged:"), "{moved}");
    let proof = lopdf::Document::load(root.join("校样.pdf")).unwrap();
    assert!(proof.extract_text(&[1]).unwrap().contains("Moved here"));
    // What a title changes in the contents is marked there, and told once.
    told("苏州市：依托", "苏州市：依靠", &["--proof", "校样.pdf"]);
    let proof = lopdf::Document::load(root.join("校样.pdf")).unwrap();
    let words: Vec<String> = (1..=3).map(|page| proof.extract_text(&[page]).unwrap()).collect();
    assert_eq!(words[0].matches("依托").count(), 1, "{}", words[0]);
    assert!(words[1].contains("removed") && words[2].contains("removed"), "{words:?}");

    // A release is the folder that was named, of whatever issue.
    fs::write(root.join("issues/2022/35.yaml"), sample.replace("number: 36", "number: 35").replace("今年", "去年"))
        .unwrap();
    run(&root, &["release", "issues/2022/35.yaml"]);
    let other = run(&root, &["diff", ISSUE, "--against", "releases/2022/35-r1"]);
    assert!(other.contains("【去年】") && other.contains("【35】"), "{other}");
    fs::remove_file(root.join("issues/2022/35.yaml")).unwrap();

    // Of an article that is gone, the pages that others have taken are told.
    let end = sample.find("      - title: |\n          宿迁市").unwrap();
    let start = sample.find("      - title: |\n          盐城市").unwrap();
    fs::write(root.join(ISSUE), sample[..start].to_owned() + &sample[end..]).unwrap();
    let gone = run(&root, &["diff", ISSUE]);
    assert!(gone.contains("\np. 5, 6  no words changed"), "{gone}");

    // A draft that lies elsewhere has the same masthead.
    fs::write(root.join("旧 稿.yaml"), sample.replace("苏州市把", "苏州市将")).unwrap();
    fs::write(root.join(ISSUE), &sample).unwrap();
    let draft = run(&root, &["diff", ISSUE, "--against", "旧 稿.yaml"]);
    assert!(draft.starts_with("36: page 2 of 10 changed\n") && draft.contains("【将】"), "{draft}");
}

/// Where an article goes, the contents are changed, not pushed.
#[test]
fn contents_without_an_article_are_not_pushed() {
    let (_folder, root) = bulletin();
    run(&root, &["release", ISSUE]);
    let text = fs::read_to_string(root.join(ISSUE)).unwrap();
    fs::write(root.join(ISSUE), &text[..text.find("      - title: 统计").unwrap()]).unwrap();
    let pages = run(&root, &["build", ISSUE, "--pages", "changed"]);
    assert!(pages.starts_with("36: pages 1, 2 of 2 changed\n") && !pages.contains("affect other pages"), "{pages}");
}
