//! The front of an issue: numbers and their series, numbered copies, and heads that are printed beforehand.

use lopdf::Document;
use snapbox::str;

use crate::support::{TestProject, issue, page_words};

/// An issue with a number as it is typed, a date and a title.
fn numbered(number: &str, date: &str, title: &str) -> String {
    let text = issue(&format!("title: {title}\nbody: 正文。\nsource: {{city: 甲市}}"));
    text.replace("number: 1\n", &format!("number: {number}\n")).replace("2022-12-28", date)
}

/// A year with a double number, two supplements, an issue without a number, and a gap in a series.
fn a_year_of_series() -> TestProject {
    TestProject::new().issues([
        ("2022/1.yaml", numbered("1", "2022-01-10", "甲")),
        ("2022/2-3.yaml", numbered("2-3", "2022-03-10", "乙")),
        ("2022/4.yaml", numbered("4", "2022-04-10", "丙")),
        ("2022/增刊1.yaml", numbered("增刊 1", "2022-02-10", "丁")),
        ("2022/增刊3.yaml", numbered("增刊 3", "2022-05-10", "戊")),
        ("2022/特刊.yaml", numbered("特刊", "2022-05-11", "己")),
        ("2022/信.yaml", numbered("none", "2022-05-12", "庚")),
    ])
}

#[test]
fn each_series_has_numbers_of_its_own() {
    let project = a_year_of_series();
    project.run(["check", "--lang", "zh"]).code(0).stderr(str![[r#"
提醒[number-missing]: 这一期之前缺 1 期：增刊第 2 期
 --> issues/2022/增刊3.yaml:1:9
  |
1 | number: 增刊 3
  |         ^^^^^^
  |
  = 办法: 请补上所缺各期，或改正期号


"#]]);
    project.write("issues/2022/3.yaml", numbered("3", "2022-03-20", "辛"));
    project.run(["check", "issues/2022/2-3.yaml", "issues/2022/3.yaml", "--lang", "zh"]).code(1).stderr(str![[r#"
错误[number-twice]: issues/2022/3.yaml:1 的期号也是 3
 --> issues/2022/2-3.yaml:1:9
  |
1 | number: 2-3
  |         ^^^
  |
  = 办法: 请改正其中一个期号；重号的几期都没有生成 PDF

错误[number-twice]: issues/2022/2-3.yaml:1 的期号也是 2-3
 --> issues/2022/3.yaml:1:9
  |
1 | number: 3
  |         ^
  |
  = 办法: 请改正其中一个期号；重号的几期都没有生成 PDF


"#]]);
}

#[test]
fn issues_are_found_by_the_names_of_their_series() {
    let project = a_year_of_series();
    for name in ["增刊1", "2022/增刊1", "增刊第1期", "2-3", "第2期", "2022年第3期", "特刊"] {
        project.run(["build", name]).code(0);
    }
    assert!(project.path("out/2022/增刊1.pdf").is_file() && project.path("out/2022/2-3.pdf").is_file());
    project.run(["new", "2022/防汛专刊2"]).code(0);
    assert!(project.read("issues/2022/防汛专刊2.yaml").contains("\nnumber: 防汛专刊 2 "));
    project.run(["new", "--all", "2022/5-6"]).code(0);
    assert!(project.read("issues/2022/5-6.yaml").contains("\nnumber: 5-6 "));
    project.run(["check", "2022/5-6"]).code(0);
}

#[test]
fn total_numbers_count_supplements_and_double_numbers() {
    let with_total = |number, total: &str, date, title| {
        numbered(number, date, title).replace("date:", &format!("total-number: {total}\ndate:"))
    };
    let project = TestProject::new().issues([
        ("1.yaml", with_total("1", "801", "2022-01-10", "甲")),
        ("增刊1.yaml", with_total("增刊 1", "802", "2022-02-10", "乙")),
        ("2-3.yaml", with_total("2-3", "803-804", "2022-03-10", "丙")),
        ("4.yaml", with_total("4", "805", "2022-04-10", "丁")),
        ("5-6.yaml", with_total("5-6", "806", "2022-05-10", "戊")),
        ("7.yaml", with_total("7", "807", "2022-06-10", "己")),
    ]);
    project.run(["check"]).code(0).stderr("");
    project.write("issues/7.yaml", with_total("7", "809", "2022-06-10", "己"));
    project.run(["check", "--lang", "zh"]).code(0).stderr(str![[r#"
提醒[total-number-order]: 总期号是 809，按前后各期应为 807（见 issues/5-6.yaml:2）
 --> issues/7.yaml:2:15
  |
2 | total-number: 809
  |               ^^^
  |
  = 办法: 请改正总期号；中间缺了几期的，请补上


"#]]);
}

#[test]
fn an_unreadable_issue_is_left_out_and_named() {
    let project = a_year_of_series();
    project.write("issues/2022/4.yaml", "number: 4\ntitel: 坏\n");
    project
        .run(["statistics", "2022", "--lang", "zh"])
        .code(1)
        .stdout(str![[r#"
地区      市本级用稿篇数  所辖县（市、区）用稿篇数
甲市                   6                         0
共 6 篇

"#]])
        .stderr(str![[r#"
提醒[issue-left-out]: issues/2022/4.yaml 有错误，没有计入
--> issues/2022/4.yaml
 = 办法: 改正以后再运行一次，就会计入

错误[unknown-key]: 不认识“titel”这一项
 --> issues/2022/4.yaml:2:1
  |
2 | titel: 坏
  | ^^^^^
  |
  = 办法: 是否应为：title


"#]]);
    project
        .run(["volume", "2022", "--lang", "zh"])
        .code(1)
        .stdout(str![[r#"
issues/2022 → out/2022-volume.pdf　17 页　[TIME] 秒

"#]])
        .stderr(str![[r#"
错误[unknown-key]: 不认识“titel”这一项
 --> issues/2022/4.yaml:2:1
  |
2 | titel: 坏
  | ^^^^^
  |
  = 办法: 是否应为：title

提醒[issue-left-out]: issues/2022/4.yaml 有错误，没有计入
--> issues/2022/4.yaml
 = 办法: 改正以后再运行一次，就会计入


"#]]);
    assert!(project.path("out/2022-volume.pdf").is_file());
    // Once it is corrected, the volume has it.
    project.write("issues/2022/4.yaml", numbered("4", "2022-04-10", "丙"));
    let pages = || Document::load(project.path("out/2022-volume.pdf")).unwrap().get_pages().len();
    let before = pages();
    project.run(["volume", "2022"]).code(0);
    assert_eq!(pages(), before + 2);
}

/// The places where two files differ, as one range of bytes.
fn difference(a: &[u8], b: &[u8]) -> std::ops::Range<usize> {
    assert_eq!(a.len(), b.len());
    let differs = |(at, (a, b)): (usize, (&u8, &u8))| (a != b).then_some(at);
    let places: Vec<_> = a.iter().zip(b).enumerate().filter_map(differs).collect();
    places.first().map_or(0..0, |first| *first..places.last().map_or(0, |last| last + 1))
}

/// The words of a page, whose number is from 1.
fn words(document: &Document, page: usize) -> String {
    page_words(document)[page - 1].clone()
}

#[test]
fn copies_differ_in_their_number_alone() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。"));
    for profile in ["print", "print-x1a", "screen"] {
        project.run(["build", "--copies", "9-11", "--profile", profile]).code(0);
        let suffix = if profile == "print" { String::new() } else { format!("{profile}-") };
        let file = |number| std::fs::read(project.path(&format!("out/1-{suffix}{number}.pdf"))).unwrap();
        let copies = ["000009", "000010", "000011"].map(file);
        for (number, bytes) in ["000009", "000010", "000011"].iter().zip(&copies) {
            let place = difference(&copies[0], bytes);
            assert!(place.len() <= 24, "{profile}: {place:?}");
            let document = Document::load_mem(bytes).unwrap();
            assert!(words(&document, 1).contains(number), "{profile}: {}", words(&document, 1));
        }
    }
    project.run(["preflight", "out/1-000010.pdf"]).code(0);
}

#[test]
fn all_copies_stand_in_one_pdf() {
    let text = issue("title: 标题\nbody: 正文。") + "copy-numbers: 1-3\n";
    let project = TestProject::new().issue("1.yaml", text);
    project.run(["build"]).code(0);
    let document = Document::load(project.path("out/1.pdf")).unwrap();
    assert_eq!(document.get_pages().len(), 6);
    for (page, number) in [(1, "000001"), (3, "000002"), (5, "000003")] {
        assert!(words(&document, page).contains(number), "{}", words(&document, page));
        assert_eq!(words(&document, page + 1), words(&document, 2));
    }
    project.run(["preflight", "out/1.pdf"]).code(0);
    project.run(["build", "--copies", "7-8", "-o", "all.pdf"]).code(0);
    assert_eq!(Document::load(project.path("all.pdf")).unwrap().get_pages().len(), 4);
}

/// The first page of a PDF in pixels: R, G, B and A of each.
fn pixels(project: &TestProject, path: &str) -> Vec<u8> {
    let bytes = std::fs::read(project.path(path)).unwrap();
    let pages =
        jianbao::pdf::raster::rasterise(bytes, 1, |_| true, |_, _| 2.0, |_, page| page.data_as_u8_slice().to_vec());
    pages.unwrap().remove(0).unwrap()
}

#[test]
fn stock_and_text_over_each_other_are_the_page_in_two_inks() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。"));
    project.run(["build"]).code(0);
    project.run(["build", "--plate", "red"]).code(0);
    project.run(["build", "--plate", "black"]).code(0);
    let [whole, red, black] = ["out/1.pdf", "out/1-red.pdf", "out/1-black.pdf"].map(|path| pixels(&project, path));
    assert!(red != black && red != whole && black != whole);
    // Where nothing is printed a page is white. Ink is laid over it by multiplying.
    let over = |(a, b): (&u8, &u8)| u8::try_from(u16::from(*a) * u16::from(*b) / 255).unwrap();
    let laid: Vec<u8> = red.iter().zip(&black).map(over).collect();
    assert!(laid == whole, "{} bytes differ", laid.iter().zip(&whole).filter(|(a, b)| a != b).count());
    let stock = Document::load(project.path("out/1-red.pdf")).unwrap();
    assert_eq!(stock.get_pages().len(), 1);
    assert!(!words(&stock, 1).contains("期") && words(&stock, 1).contains("简报"), "{}", words(&stock, 1));
    // The file of the issue itself is that of the black plate, if the issue says so.
    let text = issue("title: 标题\nbody: 正文。") + "print: {plate: black}\n";
    let same = TestProject::new().issue("1.yaml", text);
    same.run(["build"]).code(0);
    assert_eq!(pixels(&same, "out/1.pdf"), black);
}

#[test]
fn a_stock_of_heads_needs_something_red() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。") + "layout: own\n");
    project.write(
        "layouts/own/layout.typ",
        "#let layout(data) = { set text(font: data.faces.fang.families.first().name); [甲] }\n",
    );
    project.run(["build", "--plate", "red"]).code(1).error("plate-empty");
}

#[test]
fn a_chinese_key_with_a_chinese_colon_is_told_with_the_right_key() {
    for text in ["期号：36\ndate: 2022-12-28\n", "number: 36\n日期：2022-12-28\nsections: []\n"] {
        let project = TestProject::new().issue("1.yaml", text);
        project.run(["check"]).code(1).error("key-in-chinese");
        project.run(["check", "--fix"]);
        let fixed = project.read("issues/1.yaml");
        assert!(fixed.contains("number: 36\n") && fixed.contains("date: 2022-12-28\n"), "{fixed}");
    }
}
