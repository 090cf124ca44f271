//! Copyfitting: a text ends on the page that is asked for, or the program says by how much it fails.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use jianbao::diagnostic::{Code, Diagnostic};
use jianbao::typeset::field::Field;
use jianbao::typeset::fit::{Change, MOST_LAYOUTS, Outcome, last_text_page, lines_on_last_page};
use jianbao::typeset::inspect::{FieldPositions, field_positions, page_items};
use jianbao::typeset::pipeline::TypesetIssue;
use snapbox::str;

use crate::support::{TestProject, folder, runs, told, typeset_in_test};

/// Numbers that look random, the same in each run.
struct Numbers(u64);

impl Numbers {
    /// A number from `least` to `most`.
    fn next(&mut self, least: usize, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        least + (self.0 >> 33) as usize % (most - least + 1)
    }
}

/// Words that paragraphs are made of.
const WORDS: &[&str] = &[
    "全市各地",
    "深入开展",
    "文明实践",
    "志愿服务",
    "走进社区",
    "广大群众",
    "积极参与",
    "形成合力",
    "取得实效",
    "，",
    "，",
    "。",
];

/// A paragraph of about so many characters.
fn paragraph(numbers: &mut Numbers, length: usize) -> String {
    let mut text = String::from("今年以来");
    while text.chars().count() < length {
        let word = WORDS[numbers.next(0, WORDS.len() - 1)];
        let follows_mark = text.ends_with(['，', '。']);
        if !(follows_mark && ["，", "。"].contains(&word)) {
            text += word;
        }
    }
    text.trim_end_matches(['，', '。']).to_owned() + "。"
}

/// An issue of a few articles whose paragraphs have all sorts of lengths, with what is asked for in `fit`.
/// The last page of every issue holds a few lines.
fn generated(seed: u64, fit: &str) -> String {
    static LINES: OnceLock<Mutex<HashMap<u64, usize>>> = OnceLock::new();
    let known = LINES.get_or_init(Mutex::default).lock().unwrap().get(&seed).copied();
    let missing = known.unwrap_or_else(|| {
        let (plain, _) = pages(&with_lines(seed, "", 0));
        let positions = field_positions(&plain.pages);
        let on_last = lines_on_last_page(&positions).map_or(22, |(_, lines, _)| lines);
        22 - on_last + 1 + seed as usize % 5
    });
    LINES.get().unwrap().lock().unwrap().insert(seed, missing);
    with_lines(seed, fit, missing)
}

/// The same with a paragraph of so many lines at its end.
fn with_lines(seed: u64, fit: &str, lines: usize) -> String {
    let mut numbers = Numbers(seed * 7919 + 13);
    let mut yaml = format!(
        "number: 1\ndate: 2022-12-28\ntitle: 某省工作简报\nissuer: 某省某办\nlayout: brief\n{fit}sections:\n  - title: 交流\n    articles:\n"
    );
    yaml += "      - title: 某市推进文明实践工作\n        body: |\n";
    for _ in 0..numbers.next(9, 15) {
        let length = numbers.next(90, 420);
        yaml += &format!("          {}\n\n", paragraph(&mut numbers, length));
    }
    if lines > 0 {
        yaml += &format!("          {}\n", paragraph(&mut numbers, 28 * lines - 12));
    }
    yaml
}

/// The pages of an issue, with what was found.
fn pages(yaml: &str) -> (TypesetIssue, Vec<Diagnostic>) {
    let (_folder, project, job) = folder(yaml);
    let (typeset, findings) = typeset_in_test(&project, &job);
    (typeset.unwrap_or_else(|| panic!("{}", told(&findings))), findings)
}

/// How many lines each field has, by the baselines of its characters.
fn lines(positions: &FieldPositions, field: &Field) -> usize {
    positions[field].iter().map(|position| position.lines().count()).sum()
}

/// The words of each field.
fn words(positions: &FieldPositions) -> Vec<(Field, String)> {
    let text = |field: &Field| positions[field].iter().flat_map(|p| &p.characters).map(|c| c.character).collect();
    positions.keys().map(|field| (field.clone(), text(field))).collect()
}

#[test]
fn fifty_issues_end_a_page_earlier_or_say_by_how_much_they_fail() {
    let (mut reached, mut missed) = (0, 0);
    for seed in 0..50 {
        let (plain, _) = pages(&generated(seed, ""));
        let before = field_positions(&plain.pages);
        let page = last_text_page(&before);
        let (fitted, findings) = pages(&generated(seed, &format!("fit: {{pages: {}}}\n", page - 1)));
        let after = field_positions(&fitted.pages);
        let outcome = fitted.fitted.as_ref().unwrap();
        assert!(outcome.layouts <= MOST_LAYOUTS, "{seed}: {} layouts", outcome.layouts);
        assert_eq!((outcome.pages, outcome.target), (page, Some(page - 1)), "{seed}");
        let mut old = words(&before);
        let mut new = words(&after);
        old.retain(|(field, _)| *field != Field::PageNumber);
        new.retain(|(field, _)| *field != Field::PageNumber);
        assert_eq!(old, new, "{seed}: other words");
        match &outcome.outcome {
            Outcome::Reached(made) => {
                reached += 1;
                assert_eq!(last_text_page(&after), page - 1, "{seed}");
                assert!(!made.is_empty() && findings.iter().any(|finding| finding.code == Code::Fitted), "{seed}");
                let changed: Vec<_> = made.iter().filter_map(|made| made.change.field()).collect();
                for field in before.keys().filter(|field| matches!(field, Field::Block { .. })) {
                    let (old, new) = (lines(&before, field), lines(&after, field));
                    assert_eq!(new, old - usize::from(changed.contains(field)), "{seed}: {field}");
                }
                on_the_grid(&fitted);
                within_bounds(made.iter().map(|made| &made.change));
            }
            Outcome::Missed { lines, nearest } => {
                missed += 1;
                assert!(*lines > 0 && !nearest.is_empty(), "{seed}");
                assert!(nearest.windows(2).all(|pair| pair[0].characters <= pair[1].characters), "{seed}");
                assert!(findings.iter().any(|finding| finding.code == Code::FitMissed), "{seed}");
                let (old, new) = (page_items(&plain.pages), page_items(&fitted.pages));
                assert_eq!(format!("{old:?}"), format!("{new:?}"), "{seed}: changed all the same");
            }
            other => panic!("{seed}: {other:?}"),
        }
    }
    assert!(reached >= 10 && missed >= 10, "{reached} reached, {missed} missed");
}

/// Asserts that all lines of the text stand at whole distances from one another.
fn on_the_grid(typeset: &TypesetIssue) {
    let pages = page_items(&typeset.pages);
    let text: Vec<_> =
        runs(&pages).into_iter().filter(|run| run.field.starts_with("articles.") && run.size > 15.0).collect();
    let mut steps: Vec<_> = text
        .windows(2)
        .filter(|pair| pair[0].page == pair[1].page)
        .map(|pair| pair[1].baseline - pair[0].baseline)
        .collect();
    steps.retain(|step| *step > 0.1);
    let pitch = steps.iter().copied().fold(f64::MAX, f64::min);
    assert!(steps.iter().all(|step| (step / pitch - (step / pitch).round()).abs() < 0.001), "{steps:?}");
}

/// Asserts that no change is larger than its bound.
fn within_bounds<'c>(changes: impl Iterator<Item = &'c Change>) {
    for change in changes {
        match change {
            Change::DrawIn { tracking, .. } => assert!((0.0..=0.0301).contains(tracking), "{tracking}"),
            Change::LowerPicture { lines, .. } => assert!(*lines <= 3),
            Change::FewerTitleLines { .. } | Change::CloseTitles => {}
        }
    }
}

#[test]
fn no_change_could_be_left_out() {
    let mut tried = 0;
    for seed in 0..50 {
        let (plain, _) = pages(&generated(seed, ""));
        let page = last_text_page(&field_positions(&plain.pages));
        let yaml = generated(seed, &format!("fit: {{pages: {}}}\n", page - 1));
        let (fitted, _) = pages(&yaml);
        let Some(Outcome::Reached(made)) = fitted.fitted.map(|fitted| fitted.outcome) else { continue };
        // With the words of one change made longer again the text runs on to the next page.
        for left_out in 0..made.len() {
            let mut document = plain.document.clone();
            let jianbao::typeset::document::LayoutData::Issue(data) = &mut document.data else { unreachable!() };
            for (index, made) in made.iter().enumerate() {
                if index != left_out {
                    made.change.apply(data);
                }
            }
            let pages = jianbao::typeset::compile::compile(crate::support::engine(), &document).unwrap().value;
            assert_eq!(last_text_page(&field_positions(&pages)), page, "{seed}: {:?}", made[left_out]);
        }
        tried += 1;
        if tried == 8 {
            return;
        }
    }
    panic!("only {tried} issues could be fitted");
}

#[test]
fn an_issue_that_ends_there_of_itself_is_not_changed() {
    for seed in 0..3 {
        let (plain, _) = pages(&generated(seed, ""));
        let page = last_text_page(&field_positions(&plain.pages));
        for fit in [format!("{{pages: {page}}}"), format!("{{multiple-of: {page}}}")] {
            let (fitted, findings) = pages(&generated(seed, &format!("fit: {fit}\n")));
            assert!(matches!(fitted.fitted.unwrap().outcome, Outcome::AsItIs));
            assert!(!findings.iter().any(|finding| finding.code == Code::Fitted));
            assert_eq!(format!("{:?}", page_items(&plain.pages)), format!("{:?}", page_items(&fitted.pages)));
        }
    }
}

/// A project with a generated issue.
fn project(seed: u64, fit: &str) -> TestProject {
    TestProject::new().issue("1.yaml", generated(seed, fit))
}

#[test]
fn what_was_done_is_told_by_article_and_paragraph() {
    let seed = first(|outcome| matches!(outcome, Outcome::Reached(made) if made.len() > 1));
    project(seed, "").run(["fit", "1", "--lang", "zh"]).code(0).stdout(str![[r#"
issues/1.yaml：正文 7 页，收到第 6 页为止，调整如下：
  第 1 篇第 2 段（1.yaml 第 13 行）：收进 1 行
  第 1 篇第 7 段（1.yaml 第 23 行）：收进 1 行
  第 1 篇第 9 段（1.yaml 第 27 行）：收进 1 行
要照此排印，在稿件里写 fit: {pages: 6}

"#]]);
    project(seed, "").run(["fit", "1", "--lang", "en"]).code(0).stdout(str![[r#"
issues/1.yaml: the text takes 7 pages; it ends on page 6 with these changes:
  article 1, paragraph 2 (1.yaml, line 13): drawn in by 1 line
  article 1, paragraph 7 (1.yaml, line 23): drawn in by 1 line
  article 1, paragraph 9 (1.yaml, line 27): drawn in by 1 line
To have it printed so, write fit: {pages: 6} into the issue

"#]]);
}

#[test]
fn a_wish_that_fails_says_by_how_many_lines_and_where_to_cut() {
    let seed = first(|outcome| matches!(outcome, Outcome::Missed { .. }));
    project(seed, "").run(["fit", "1", "--lang", "zh"]).code(1).stdout(str![[r#"
issues/1.yaml：正文 8 页，收不到第 7 页为止：所有办法都用上，还多 2 行
这几段删几个字就能少一行：
  第 1 篇第 11 段（1.yaml 第 31 行）：删 10 个字
  第 1 篇第 12 段（1.yaml 第 33 行）：删 14 个字
  第 1 篇第 8 段（1.yaml 第 25 行）：删 14 个字
  第 1 篇第 4 段（1.yaml 第 17 行）：删 17 个字
  第 1 篇第 1 段（1.yaml 第 11 行）：删 18 个字

"#]]);
    project(seed, "").run(["fit", "1", "--lang", "en"]).code(1).stdout(str![[r#"
issues/1.yaml: the text takes 8 pages and can't be made to end on page 7: with everything tried, 2 lines are too many
These paragraphs lose a line with the fewest characters less:
  article 1, paragraph 11 (1.yaml, line 31): 10 characters less
  article 1, paragraph 12 (1.yaml, line 33): 14 characters less
  article 1, paragraph 8 (1.yaml, line 25): 14 characters less
  article 1, paragraph 4 (1.yaml, line 17): 17 characters less
  article 1, paragraph 1 (1.yaml, line 11): 18 characters less

"#]]);
}

/// The first seed whose issue fares so when it is to take a page less.
fn first(fares: impl Fn(&Outcome) -> bool) -> u64 {
    let outcome = |seed: &u64| {
        let (plain, _) = pages(&generated(*seed, ""));
        let page = last_text_page(&field_positions(&plain.pages));
        let (fitted, _) = pages(&generated(*seed, &format!("fit: {{pages: {}}}\n", page - 1)));
        fares(&fitted.fitted.unwrap().outcome)
    };
    (0..50).find(outcome).unwrap()
}

#[test]
fn build_tells_what_became_of_the_wish() {
    let seed = first(|outcome| matches!(outcome, Outcome::Reached(_)));
    project(seed, "fit: {pages: even}\n").run(["check", "--lang", "zh"]).code(0).stderr(str![]);
    project(seed, "fit: {pages: 99}\n").run(["check", "--lang", "zh"]).code(0).stderr(str![[r#"
提醒[fit-short]: 正文只有 8 页，到不了 fit 要的页数，没有调整
 --> issues/1.yaml:6:14
  |
6 | fit: {pages: 99}
  |              ^^
  |
  = 办法: 请改 fit 的页数，或者增加稿件；要用空白页补足，写 pages


"#]]);
    project(seed, "fit: {pages: odd}\n").run(["check", "--lang", "zh"]).code(1).stderr(str![[r#"
错误[wrong-value]: “odd”不符合要求，应为页数（1 以上的整数），或 even（偶数页）
 --> issues/1.yaml:6:14
  |
6 | fit: {pages: odd}
  |              ^^^
  |
  = 办法: 请照着改；每一项怎样写，可用“jianbao new”生成底稿来看


"#]]);
}

#[test]
fn a_last_page_of_two_lines_is_told_with_the_remedy() {
    let short = (0..200).find(|seed| {
        let (_, findings) = pages(&generated(*seed, ""));
        findings.iter().any(|finding| finding.code == Code::LastPageShort)
    });
    project(short.unwrap(), "").run(["check", "--lang", "zh"]).code(0).stderr(str![[r#"
提醒[last-page-short]: 最后一页（第 8 页）只有 2 行正文
  --> issues/1.yaml:37:11
   |
37 | ...   今年以来取得实效积极参与，取得实效，志愿服务志愿服务积极参与，全市各地取得实效。深入开展取得实效，志愿服务走进社区。形成合力志愿服务，广大群众走进社区积极参与深入开展，广大群众。取得实效深入开展形成合力，走进社区走进社区深入开展。广大群众积极参与走进社区文明实践，走进社区取得实效积极参与，积极参与志愿服务广大群众，取得实效积极参与深入开展文明实践，形成合力志愿服务，广大群众文明实践形成合力广大群众走进社区深入开展文明实践文明实践文明实践，文明实践，深入开展取得实效志愿服务形成合力，走进社区文明实践深入开展全市各地走进社区广大群众，广大群众文明实践，走进社区积极参与形成合力志愿服务志愿服务形成合力。志愿服务，取得实效文明实践走进社区，文明实践。
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = 办法: 写 fit: {pages: 7} 收到前一页；先用“jianbao fit”看要调整哪几段


"#]]);
    project(short.unwrap(), "").run(["check", "--lang", "en"]).code(0).stderr(str![[r#"
warning[last-page-short]: the last page (page 8) has only 2 lines of text
  --> issues/1.yaml:37:11
   |
37 | ...   今年以来取得实效积极参与，取得实效，志愿服务志愿服务积极参与，全市各地取得实效。深入开展取得实效，志愿服务走进社区。形成合力志愿服务，广大群众走进社区积极参与深入开展，广大群众。取得实效深入开展形成合力，走进社区走进社区深入开展。广大群众积极参与走进社区文明实践，走进社区取得实效积极参与，积极参与志愿服务广大群众，取得实效积极参与深入开展文明实践，形成合力志愿服务，广大群众文明实践形成合力广大群众走进社区深入开展文明实践文明实践文明实践，文明实践，深入开展取得实效志愿服务形成合力，走进社区文明实践深入开展全市各地走进社区广大群众，广大群众文明实践，走进社区积极参与形成合力志愿服务志愿服务形成合力。志愿服务，取得实效文明实践走进社区，文明实践。
   |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: write fit: {pages: 7} to end on the page before; “jianbao fit” shows which paragraphs that takes


"#]]);
}
