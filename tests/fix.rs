//! `check --fix`: safe readings are written into the YAML, and nothing else is touched.

use std::fs;

use jianbao::asset::face::Faces;
use snapbox::str;

use crate::support::{TestProject, folder, issue, root, told, typeset_in_test};

/// An issue with slips of many kinds, between remarks, odd blanks and quotes that have to stay as they are.
const SLIPS: &str = "# 第一期\n期号: 1   # 期号\ndate:2022-06-01\ntitle: '某市简报'\nissuer：某市文明办\nsections:\n\n  - title: 交流 # 栏目\n    articles:\n      - title: \"双减\"政策\n        body: |  \n          各地制定⽅案，3~5人。  \n\n          不改的 a~b、![图](⽅.jpg \"60mm\")\n          阿卜杜•买买提，二○二二年\n      - title:   某县: 办实事\n        table:\n          columns: [地区,  人次, 线上]\n          rows:\n            - [东区, 1,234]  # 东区\n            - [西区, 980, \"⻓\"]\n";

#[test]
fn only_the_bytes_concerned_change() {
    let text = SLIPS.replace("![图](⽅.jpg \"60mm\")", "https://a.cn/3~5");
    let typed = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let project = TestProject::new().issue("1.yaml", &typed);
    project.run(["--lang", "zh", "check", "--fix"]).stdout(str![[r#"
issues/1.yaml 第 2 行第 1 字：期号 → number
issues/1.yaml 第 3 行第 6 字：补上“ ”
issues/1.yaml 第 5 行第 7 字：： → : 
issues/1.yaml 第 10 行第 16 字："双减"政策 → “双减”政策
issues/1.yaml 第 12 行第 15 字：⽅ → 方
issues/1.yaml 第 12 行第 19 字：~ → ～
issues/1.yaml 第 15 行第 14 字：• → ·
issues/1.yaml 第 15 行第 20 字：○ → 〇
issues/1.yaml 第 16 行第 18 字：某县: 办实事 → "某县: 办实事"
issues/1.yaml 第 20 行第 20 字：1,234 → "1,234"
issues/1.yaml 第 21 行第 26 字：⻓ → 长
改正 11 处
issues/1.yaml　没有错误，2 页　[TIME] 秒

"#]]);
    let mut expected = typed.clone();
    for (from, to) in [
        ("期号: 1", "number: 1"),
        ("date:2022", "date: 2022"),
        ("issuer：", "issuer: "),
        ("\"双减\"政策", "“双减”政策"),
        ("⽅案，3~5", "方案，3～5"),
        ("买•买", "买·买"),
        ("杜•买", "杜·买"),
        ("二○二二", "二〇二二"),
        ("某县: 办实事", "\"某县: 办实事\""),
        ("1,234", "\"1,234\""),
        ("⻓", "长"),
    ] {
        expected = expected.replacen(from, to, 1);
    }
    assert_eq!(project.read("issues/1.yaml"), expected);
    // A second run changes nothing, not even the time of the file.
    let before = fs::metadata(project.path("issues/1.yaml")).unwrap().modified().unwrap();
    project.run(["check", "--fix"]).code(0);
    assert_eq!(project.read("issues/1.yaml"), expected);
    assert_eq!(fs::metadata(project.path("issues/1.yaml")).unwrap().modified().unwrap(), before);
}

#[test]
fn the_publication_is_corrected_once_for_all_issues() {
    let text = |number: u32| {
        format!(
            "number: {number}\ndate: 2022-06-0{number}\nsections:\n  - title: 交流\n    articles: [{{title: 稿件{number}, body: 正文。}}]\n"
        )
    };
    let project = TestProject::new().issues([("1.yaml", text(1)), ("2.yaml", text(2))]);
    project.write("issues/publication.yaml", "title: 某市简报\nissuer: 某市⽂明办 # ⽂\n");
    project.run(["check", "--fix"]).code(0).stdout(str![[r#"
issues/publication.yaml, line 2, column 11: ⽂ → 文
one correction was made
issues/1.yaml  fine, 2 pages  [TIME] s
issues/2.yaml  fine, 2 pages  [TIME] s
2 fine, 0 with errors

"#]]);
    assert_eq!(project.read("issues/publication.yaml"), "title: 某市简报\nissuer: 某市文明办 # ⽂\n");
    let project = TestProject::new().issue("1.yaml", text(1));
    project.write("issues/publication.yaml", "title: 某市简报\nissuer: 某市⽂明办\n");
    let out = project.out(["check", "--fix", "--format", "json"]);
    let fixed: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    assert_eq!(fixed["changes"][0]["after"], "文", "{out}");
}

#[cfg(unix)]
#[test]
fn who_may_read_a_corrected_file_stays() {
    use std::os::unix::fs::PermissionsExt;
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: ⽅案。"));
    let path = project.path("issues/1.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    project.run(["check", "--fix"]).code(0);
    assert!(project.read("issues/1.yaml").contains("方案"));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

/// Returns the codes of what is found in an article.
fn codes(article: &str) -> Vec<&'static str> {
    let (_folder, project, job) = folder(&issue(article));
    let (_, findings) = typeset_in_test(&project, &job);
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn what_yaml_reads_as_something_else_is_named() {
    let table = |row: &str| format!("title: 标题\ntable:\n  columns: [甲, 乙, 丙]\n  rows:\n    - {row}");
    for (article, code) in [
        (table("[东区, 1,234]"), "figure-divided"),
        (table("[东区, ￥1,234元]"), "figure-divided"),
        (table("[东区, {text: 1,234, span: 2}]"), "figure-divided"),
        ("title: 标题\ntable:\n  columns: [甲,乙,丙]\n  rows:\n    - [东区,1,234]".to_owned(), "figure-divided-maybe"),
        ("title: &重要 通知\nbody: 正文。".to_owned(), "yaml-sign-lost"),
        ("title: 标题\nbody: 正文 #1号".to_owned(), "comment-lost"),
        ("title: 标题\nbody: ~".to_owned(), "empty-text"),
        ("title: 标题\nbody: \"正\\u0007文\"".to_owned(), "control-character"),
        ("title: 标题\nbody: >\n  分别是：\n\n  - 甲\n  - 乙".to_owned(), "lines-folded"),
    ] {
        assert!(codes(&article).contains(&code), "{article}: {:?}", codes(&article));
    }
    for article in
        [table("[东区, 1, 234]"), table("[\"1,234\", 12, 345]"), "title: 标题\nbody: 正文。 # 说明".to_owned()]
    {
        assert_eq!(codes(&article), Vec::<&str>::new(), "{article}");
    }
    assert_eq!(codes(&table("[0123, ~, 1_000]")), Vec::<&str>::new());
    for number in ["1_000", "0x10", "+1"] {
        let text = issue("title: 标题\nbody: 正文。").replace("copies: 400", &format!("copies: {number}"));
        let (_folder, project, job) = folder(&text);
        let (_, findings) = typeset_in_test(&project, &job);
        assert_eq!(findings[0].code.as_str(), "wrong-value", "{}", told(&findings));
    }
}

#[test]
fn a_byte_order_mark_within_a_text_is_no_error_of_the_export() {
    let article =
        "title: 双\u{feff}减\nbody: 正\u{200b}文。\ntable: {columns: [甲\u{feff}, 乙], rows: [[丙\u{feff}, 1]]}";
    let project = TestProject::new().issue("1.yaml", issue(article));
    project.run(["build"]).code(0).stderr("");
    assert!(project.page_words("out/1.pdf").concat().contains("双减"));
}

#[test]
fn a_face_that_may_not_be_embedded_is_named() {
    let mut face = fs::read(root().join("fonts/LiberationSerif-Bold.ttf")).unwrap();
    let record = face.windows(4).position(|tag| tag == b"OS/2").unwrap();
    let table = u32::from_be_bytes(face[record + 8..record + 12].try_into().unwrap()) as usize;
    face[table + 8..table + 10].copy_from_slice(&[0, 2]);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("仿宋_GB2312.ttf"), face).unwrap();
    let (_, findings) = Faces::load(Some(folder.path()), false);
    assert_eq!(findings[0].code.as_str(), "face-restricted");
    assert!(findings[0].place.as_ref().unwrap().source.path.ends_with("仿宋_GB2312.ttf"));
}
