//! Which pages look different after a correction: known beforehand, and the same as by comparing pixels.

use std::fs;
use std::path::{Path, PathBuf};

use jianbao::project::Project;
use jianbao::typeset::fingerprint::{Changes, fingerprints};
use typst_layout::PagedDocument;

use crate::command::{code, err, jianbao, out, project};
use crate::support::{issue, root, told, typeset_in_test};

/// The samples 33 and 36 in a folder of their own.
fn samples() -> (tempfile::TempDir, PathBuf) {
    let read = |name: &str| fs::read_to_string(root().join("issues").join(name)).unwrap();
    let names = ["publication.yaml", "2022/33.yaml", "2022/36.yaml"];
    let texts: Vec<_> = names.iter().map(|name| (*name, read(name))).collect();
    let files: Vec<_> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (folder, root_of) = project(&files);
    fs::create_dir(root_of.join("issues/2022/pictures")).unwrap();
    for picture in fs::read_dir(root().join("issues/2022/pictures")).unwrap().flatten() {
        fs::copy(picture.path(), root_of.join("issues/2022/pictures").join(picture.file_name())).unwrap();
    }
    (folder, root_of)
}

fn pages(root: &Path, name: &str) -> PagedDocument {
    let project = Project::at(root);
    let job = project.jobs_below(Path::new(name)).unwrap().remove(0);
    let (proof, findings) = typeset_in_test(&project, &job);
    proof.unwrap_or_else(|| panic!("{}", told(&findings))).pages
}

/// The pages whose pixels differ at 100 dpi.
fn by_pixels(old: &PagedDocument, new: &PagedDocument) -> Vec<usize> {
    let options = typst_render::RenderOptions { pixel_per_pt: (100.0 / 72.0).into(), ..Default::default() };
    let drawn = |pages: &PagedDocument| -> Vec<_> {
        pages.pages().iter().map(|page| typst_render::render(page, &options).data().to_vec()).collect()
    };
    let (old, new) = (drawn(old), drawn(new));
    (0..new.len()).filter(|page| old.get(*page) != Some(&new[*page])).map(|page| page + 1).collect()
}

/// Changes words of an issue, and tells which pages change.
fn corrected(name: &str, correct: impl FnOnce(&Path, String) -> String) -> Changes {
    let (_folder, root) = samples();
    let old = pages(&root, name);
    let path = root.join(name);
    let text = fs::read_to_string(&path).unwrap();
    let new_text = correct(&root, text.clone());
    fs::write(&path, &new_text).unwrap();
    let new = pages(&root, name);
    let changes = Changes::between(&fingerprints(&old), &fingerprints(&new));
    assert_eq!(changes.pages, by_pixels(&old, &new), "{changes:?}");
    assert_eq!((changes.before, changes.after), (old.pages().len(), new.pages().len()));
    changes
}

fn replaced(from: &'static str, to: &'static str) -> impl FnOnce(&Path, String) -> String {
    move |_, text| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    }
}

const LAST: &str = "issues/2022/36.yaml";
const PICTURES: &str = "issues/2022/33.yaml";

#[test]
fn corrections_within_a_page() {
    // A character for another, in the first article's first line.
    assert_eq!(corrected(LAST, replaced("今年以来，苏州市把", "今年以来，苏州市将")).pages, [2]);
    // A table cell.
    assert_eq!(corrected(LAST, replaced("[南京市, 7, 4]", "[南京市, 4, 7]")).pages, [10]);
    // A title stands in the contents, too.
    assert_eq!(corrected(LAST, replaced("苏州市：依托大数据平台", "苏州市：依靠大数据平台")).pages, [1, 2]);
    // The date.
    assert_eq!(corrected(LAST, replaced("date: 2022-12-28", "date: 2022-12-27")).pages, [1]);
    // Another picture.
    let picture = |root: &Path, text: String| {
        let path = root.join("issues/2022/pictures/33-实践广场.jpg");
        let picture = image::open(&path).unwrap();
        picture.flipv().save(&path).unwrap();
        text
    };
    assert_eq!(corrected(PICTURES, picture).pages, [2]);
}

#[test]
fn what_nobody_sees_changes_nothing() {
    let none = |correct: &dyn Fn(String) -> String| {
        let changes = corrected(LAST, |_, text| correct(text));
        assert!(changes.is_empty(), "{changes:?}");
    };
    none(&|text| format!("# 校对稿\n{text}"));
    none(&|text| text.replace("  - title: 工作交流", "  # 本期重点\n  - title: \"工作交流\""));
    // Other quotes, another order of keys, the flow of lists written out.
    none(&|text| text.replace("number: 36\ndate: 2022-12-28", "date: \"2022-12-28\"\nnumber: 36"));
    none(&|text| text.replace("[南京市, 7, 4]", "\n              - 南京市\n              - 7\n              - 4"));
}

#[test]
fn text_that_moves_on() {
    // A longer name that its paragraph's last line has room for.
    let fits = corrected(LAST, replaced("今年以来，苏州市把", "今年以来，苏州市委宣传部、市文明办会同有关部门单位把"));
    assert_eq!((fits.pages.as_slice(), fits.after), ([2].as_slice(), 10));
    // A longer one that takes a line more: the pages of the articles behind it are set anew.
    let name = "苏州市委宣传部、市文明办会同市大数据管理部门和各县（市、区）文明实践中心";
    let longer = corrected(LAST, |_, text| text.replacen("今年以来，苏州市把", &format!("今年以来，{name}把"), 1));
    assert_eq!((longer.pages.as_slice(), longer.before, longer.after), ([2, 3, 4, 5, 6].as_slice(), 10, 10));
    assert!(longer.moved.is_empty(), "{longer:?}");
    // A paragraph less in the third article: what stands before it stays.
    let (start, end) = ("          **四季有主题", "          **阵地有特色");
    let shorter = corrected(LAST, |_, text| {
        let (start, end) = (text.find(start).unwrap(), text.find(end).unwrap());
        text[..start].to_owned() + &text[end..]
    });
    assert_eq!((shorter.pages.as_slice(), shorter.before, shorter.after), ([7, 8, 9].as_slice(), 10, 9));
    assert_eq!(shorter.moved, [(9, 10)]);
    // As much more as a page holds: all others have merely moved.
    let page = "          新增的一段文字用来把后面的内容推到下一页。\n\n".repeat(22);
    let more = corrected(LAST, |_, text| text.replacen("          今年以来", &format!("{page}          今年以来"), 1));
    assert_eq!((more.before, more.after), (10, 11));
    assert_eq!(more.pages, (2..=11).collect::<Vec<_>>());
    assert_eq!(more.moved, (4..=11).map(|page| (page, page - 1)).collect::<Vec<_>>());
}

#[test]
fn whole_pages_that_move_are_told_as_moved() {
    let text = |paragraphs: usize| {
        let body = "          段落。\n\n".repeat(paragraphs);
        issue(&format!("title: 标题\nbody: |\n{}", body.replace("          ", "  ")))
            + "      - title: 第二\n        table:\n          columns: [甲, 乙]\n          rows:\n"
            + &"            - [一, 二]\n".repeat(20)
    };
    let (_folder, root) = project(&[("2022/1.yaml", &text(20))]);
    let old = pages(&root, "issues/2022/1.yaml");
    fs::write(root.join("issues/2022/1.yaml"), text(42)).unwrap();
    let new = pages(&root, "issues/2022/1.yaml");
    let changes = Changes::between(&fingerprints(&old), &fingerprints(&new));
    let (before, after) = (old.pages().len(), new.pages().len());
    assert_eq!((before + 1, changes.before, changes.after), (after, before, after));
    assert_eq!(changes.pages, by_pixels(&old, &new));
    assert!(changes.moved.contains(&(after, before)), "{changes:?}");
}

#[test]
fn a_build_says_which_pages_changed() {
    let (_folder, root) = samples();
    let path = root.join(LAST);
    let text = fs::read_to_string(&path).unwrap();
    let build = |words: &[&str]| {
        let built = jianbao(&root, &[words, &["build", LAST]].concat());
        assert_eq!(code(&built), 0, "{}", err(&built));
        out(&built)
    };
    assert!(!build(&["--lang", "en"]).contains("changed"));
    fs::write(&path, text.replace("今年以来，苏州市把", "今年以来，苏州市将")).unwrap();
    assert!(build(&["--lang", "en"]).ends_with("\n36: page 2 of 10 changed\n"));
    fs::write(
        &path,
        text.replace("今年以来，苏州市把", "今年以来，苏州市用").replace("苏州市, 5, 10", "苏州市, 10, 5"),
    )
    .unwrap();
    assert!(build(&["--lang", "zh"]).ends_with("\n36：10 页中第 2、10 页有变化\n"));
    fs::write(&path, &text).unwrap();
    let json: serde_json::Value = serde_json::from_str(&build(&["--format", "json"])).unwrap();
    assert_eq!(json["changed-pages"], serde_json::json!([2, 10]));
    assert_eq!(json["moved-pages"], serde_json::json!([]));
    assert_eq!(json["pages-before"], 10);
    let json: serde_json::Value = serde_json::from_str(&build(&["--format", "json"])).unwrap();
    assert_eq!((&json["status"], &json["changed-pages"]), (&"unchanged".into(), &serde_json::json!([])));
    // Without a record there is nothing to compare with.
    fs::remove_dir_all(root.join("out/.jianbao")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&build(&["--format", "json"])).unwrap();
    assert!(json["changed-pages"].is_null());
}
