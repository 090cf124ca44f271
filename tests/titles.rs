//! The lines of titles, read from the finished pages and compared with those of an editor.

use std::fs;
use std::ops::Range;

use jianbao::diagnostic::Code;
use jianbao::typeset::field::Field;
use jianbao::typeset::inspect::field_positions;
use jieba_rs::Jieba;

use crate::support::{folder, issue, root, told, typeset_in_test};

/// The cities that the issues of these tests know.
const CITIES: &str =
    "[南京市, 无锡市, 徐州市, 常州市, 苏州市, 南通市, 连云港市, 淮安市, 盐城市, 扬州市, 镇江市, 泰州市, 宿迁市]";
/// The titles that a test issue has at most.
const TITLES_PER_ISSUE: usize = 90;

/// The titles of a file with an editor's breaks, each as its lines.
fn editors_lines(file: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("tests/data").join(file)).unwrap();
    let titles = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    titles.map(|title| title.split('|').map(str::to_owned).collect()).collect()
}

/// The lines of the titles of an issue, as they stand on the pages.
fn lines_on_pages(titles: &[String]) -> Vec<Vec<String>> {
    let mut yaml = issue(&format!("title: |-\n  {}\nbody: 正文。", titles[0].replace('\n', "\n  ")));
    for title in &titles[1..] {
        let title = title.replace('\n', "\n          ");
        yaml += &format!("      - title: |-\n          {title}\n        body: 正文。\n");
    }
    let (_folder, project, job) = folder(&format!("cities: {CITIES}\n{yaml}"));
    let (typeset, findings) = typeset_in_test(&project, &job);
    let positions = field_positions(&typeset.unwrap_or_else(|| panic!("{}", told(&findings))).pages);
    let lines = |index| {
        let position = &positions[&Field::ArticleTitle(index)][0];
        position.lines().map(|line| line.iter().map(|placed| placed.character).collect()).collect()
    };
    (0..titles.len()).map(lines).collect()
}

/// The lines of any number of titles.
fn lines_of(titles: &[String]) -> Vec<Vec<String>> {
    titles.chunks(TITLES_PER_ISSUE).flat_map(lines_on_pages).collect()
}

/// Prints which titles have other lines than an editor gave them. Returns how many have the same, of how many.
#[expect(clippy::print_stdout, reason = "the share that agrees is what the test is for")]
fn agreed(file: &str) -> (usize, usize) {
    let wanted = editors_lines(file);
    let titles: Vec<_> = wanted.iter().map(|lines| lines.concat()).collect();
    let mut same = 0;
    for (lines, wanted) in lines_of(&titles).iter().zip(&wanted) {
        same += usize::from(lines == wanted);
        if lines != wanted {
            println!("an editor: {}\n     here: {}", wanted.join("|"), lines.join("|"));
        }
    }
    println!("{file}: {same} of {} titles as an editor breaks them", wanted.len());
    (same, wanted.len())
}

/// The titles that were written first.
const FIRST: &str = "title-breaks.txt";
/// Other titles that were read while the costs were set.
const READ: [&str; 8] = [
    "title-breaks-more.txt",
    "title-breaks-control.txt",
    "title-breaks-a.txt",
    "title-breaks-b.txt",
    "title-breaks-c.txt",
    "title-breaks-d.txt",
    "title-breaks-e.txt",
    "title-breaks-f.txt",
];
/// Titles by whose outcome nothing was changed.
const UNREAD: &str = "title-breaks-g.txt";

#[test]
fn titles_are_broken_as_an_editor_breaks_them() {
    let (same, all) = agreed(FIRST);
    assert!(same * 100 >= all * 90, "{same} of {all}");
    let (same, all) = READ.into_iter().map(agreed).fold((0, 0), |sum, (same, all)| (sum.0 + same, sum.1 + all));
    assert!(same * 100 >= all * 87, "{same} of {all}");
}

#[test]
fn titles_that_nobody_read_are_broken_well_in_most_cases() {
    let (same, all) = agreed(UNREAD);
    assert!(same * 100 >= all * 75, "{same} of {all}");
}

/// The parts of a title that must stay whole: words of the dictionary, short quoted phrases, figures with their unit.
fn whole_parts(jieba: &Jieba, title: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut parts = Vec::new();
    for token in jieba.cut(title, false) {
        parts.push(at..at + token.word.len());
        at += token.word.len();
    }
    let digits = |range: &Range<usize>| title[range.clone()].chars().all(|c| c.is_ascii_digit());
    let figures = parts.windows(2).filter(|pair| digits(&pair[0]) && !"，、：".contains(&title[pair[1].clone()]));
    let figures: Vec<_> = figures.map(|pair| pair[0].start..pair[1].end).collect();
    parts.extend(figures);
    for (open, close) in [('“', '”'), ('《', '》')] {
        for (start, _) in title.match_indices(open) {
            let end = start + title[start..].find(close).unwrap();
            if title[start..end].chars().count() <= 13 {
                parts.push(start..end + close.len_utf8());
            }
        }
    }
    parts
}

/// What the dictionary takes for a word though an editor doesn't: 志愿服务|项目.
const READ_OTHERWISE: &[&str] = &["服务项目"];

#[test]
fn no_line_of_a_title_divides_a_word() {
    let jieba = Jieba::new();
    let files = READ.into_iter().chain([FIRST, UNREAD]);
    let titles: Vec<_> = files.flat_map(editors_lines).map(|lines| lines.concat()).collect();
    let mut breaks = 0;
    for (title, lines) in titles.iter().zip(lines_of(&titles)) {
        let parts = whole_parts(&jieba, title);
        let mut at = 0;
        for line in &lines[..lines.len() - 1] {
            at += line.len();
            breaks += 1;
            let is_divided = |part: &&Range<usize>| part.start < at && at < part.end;
            let divided =
                parts.iter().filter(is_divided).find(|part| !READ_OTHERWISE.contains(&&title[(*part).clone()]));
            assert!(divided.is_none(), "{} divides {}", lines.join("|"), &title[divided.unwrap().clone()]);
        }
        for line in &lines {
            assert!(!line.starts_with(['，', '：', '、', '”', '》', '的', '·']), "{lines:?}");
            assert!(!line.ends_with(['“', '《', '（']), "{lines:?}");
        }
    }
    assert!(breaks > 600, "{breaks}");
}

#[test]
fn lines_that_were_typed_are_kept() {
    let typed = "苏州市：\n依托大数据平台\n构建新时代文明实践志愿服务矩阵";
    let lines = lines_on_pages(&[typed.to_owned()]);
    assert_eq!(lines[0], typed.lines().collect::<Vec<_>>());
}

#[test]
fn a_typed_line_that_is_too_long_is_broken_by_sense_and_the_others_are_kept() {
    let typed = "苏州市\n依托大数据平台构建新时代文明实践志愿服务矩阵";
    let lines = lines_on_pages(&[typed.to_owned()]);
    assert_eq!(lines[0], ["苏州市", "依托大数据平台", "构建新时代文明实践志愿服务矩阵"]);
}

#[test]
fn a_title_that_fits_stays_in_one_line() {
    let titles = ["文".repeat(20), "全省精神文明建设工作会议在南京召开".to_owned()];
    let lines = lines_on_pages(&titles);
    assert_eq!(lines.concat(), titles);
}

#[test]
fn a_broken_title_is_one_text_in_contents_and_outline() {
    let title = "苏州市：依托大数据平台构建新时代文明实践志愿服务矩阵";
    let (_folder, project, job) = folder(&issue(&format!("title: {title}\nbody: 正文。")));
    let (typeset, findings) = typeset_in_test(&project, &job);
    let typeset = typeset.unwrap_or_else(|| panic!("{}", told(&findings)));
    let positions = field_positions(&typeset.pages);
    let entry = &positions[&Field::Contents { section: 0, article: Some(0) }][0];
    assert_eq!(entry.characters.iter().map(|placed| placed.character).collect::<String>(), title);
    let jianbao = jianbao::Jianbao::built_in();
    let loaded = jianbao.issue_from_str(&issue(&format!("title: {title}\nbody: 正文。")));
    let pdf = loaded.unwrap().typeset().unwrap().pdf(jianbao::Profile::Screen).unwrap();
    let document = lopdf::Document::load_mem(&pdf).unwrap();
    let outline = document.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"Title").ok());
    let texts: Vec<_> = outline.filter_map(|title| lopdf::decode_text_string(title).ok()).collect();
    assert!(texts.iter().any(|text| text == title), "{texts:?}");
}

#[test]
fn a_name_that_the_issue_knows_is_never_divided() {
    // 宿迁 and 连云港 are known; the title is long enough to be broken anywhere.
    let titles = ["深入学习贯彻全会精神宿迁连云港宿迁连云港宿迁连云港宿迁连云港宿迁连云港共建".to_owned()];
    let lines = lines_on_pages(&titles);
    assert!(lines[0].len() > 1);
    let names = lines[0].iter().map(|line| line.matches("连云港").count()).sum::<usize>();
    assert_eq!(names, 5, "{lines:?}");
}

#[test]
fn titles_beyond_all_measure_do_no_harm() {
    let titles = [
        "字".repeat(290),
        "A".repeat(60),
        "（".repeat(50),
        "，".repeat(60),
        "1".repeat(70),
        "的".repeat(45),
        "x y ".repeat(30),
    ];
    for title in titles {
        let (_folder, project, job) = folder(&issue(&format!("title: \"{title}\"\nbody: 正文。")));
        let (typeset, findings) = typeset_in_test(&project, &job);
        let is_told = findings.iter().any(|finding| finding.code == Code::InkOutside);
        let Some(typeset) = typeset else {
            assert!(is_told, "{title}: {}", told(&findings));
            continue;
        };
        let position = &field_positions(&typeset.pages)[&Field::ArticleTitle(0)][0];
        let printed: String = position.characters.iter().map(|placed| placed.character).collect();
        assert_eq!(printed, title.replace(' ', ""));
    }
}
