//! Marks and signs on finished pages: how wide they are, what stands between them, and from which face they come.

use std::sync::Arc;

use jianbao::asset::face::{Coverage, Faces, Role};

use crate::support::{Run, TestProject, issue, near, pages_of, root, runs};

const S: f64 = 156.0 / 28.0;
const FANG: &str = "Zhuque Fangsong (technical preview)";
const KAI: &str = "AR PL KaitiM GB";
const SONG: &str = "Noto Serif CJK SC GB18030";

/// The runs of the paragraphs of an article, by the index of the paragraph.
fn paragraphs(texts: &[String]) -> Vec<Vec<Run>> {
    let body: String = texts.iter().map(|text| format!("\n\n  {text}")).collect();
    let runs = runs(&pages_of(&issue(&format!("title: 标题\nbody: |{body}\n"))));
    let of = |index: usize| runs.iter().filter(|run| run.field == format!("articles.0.{index}")).cloned().collect();
    (0..texts.len()).map(of).collect()
}

fn paragraph(text: &str) -> Vec<Run> {
    paragraphs(&[text.to_owned()]).remove(0)
}

/// Where a run of these words begins, counted in characters from the margin of its page.
fn column(runs: &[Run], text: &str) -> f64 {
    let run = runs.iter().find(|run| run.text.starts_with(text)).unwrap_or_else(|| panic!("{text}: {runs:#?}"));
    (run.left - if run.page % 2 == 1 { 28.0 } else { 26.0 }) / S
}

/// GB/T 15834-2011 5.1.2: two marks of exclamation or question take one character, three take two.
#[test]
fn two_marks_of_exclamation_take_one_character() {
    for pair in ["？！", "！！", "？？", "！？"] {
        let runs = paragraph(&format!("甲乙{pair}丙丁"));
        assert!(near(column(&runs, "丙") - column(&runs, pair), 1.0, 0.001), "{pair}: {runs:#?}");
    }
    let runs = paragraph("甲乙！！！丙丁");
    let whole = runs.iter().map(|run| run.right).fold(0.0, f64::max) - runs[0].left;
    assert!(near(whole / S, 6.0, 0.001), "{runs:#?}");
    // Before a closing quote the pair stays as it is.
    let runs = paragraph("“甲乙？！”丙丁");
    assert!(near(column(&runs, "”") - column(&runs, "？"), 1.0, 0.001), "{runs:#?}");
}

/// GB/T 15834-2011 5.1.9: a solidus takes half a character; its ink stays within.
#[test]
fn a_solidus_takes_half_a_character() {
    for text in ["甲／丙丁", "**甲**／丙丁"] {
        let runs = paragraph(text);
        let before = runs.iter().find(|run| run.text.contains('甲')).unwrap().right;
        let after = runs.iter().find(|run| run.text.contains('丙')).unwrap().left;
        assert!(near((after - before) / S, 0.5, 0.001), "{runs:#?}");
        let ink = runs.iter().find(|run| run.text == "／").unwrap().ink.unwrap();
        assert!(
            near((ink[0] + ink[1]) / 2.0, (before + after) / 2.0, 0.1) && ink[0] > before && ink[1] < after,
            "{ink:?}"
        );
    }
}

/// clreq 6.3.2.3: a bracket or quote at a paragraph's start is half as wide, so that its ink begins at two characters,
/// in lines of every width.
#[test]
fn an_opening_mark_at_the_start_of_a_paragraph_has_its_ink_at_the_indent() {
    for mark in ['“', '‘', '（', '《', '「', '【'] {
        let close = ['”', '’', '）', '》', '」', '】']["“‘（《「【".chars().position(|c| c == mark).unwrap()];
        let texts: Vec<_> =
            (0..28).map(|more| format!("{mark}甲{close}{}，国国国国", "国".repeat(18 + more))).collect();
        for runs in paragraphs(&texts) {
            assert!(near(column(&runs, &mark.to_string()), 1.5, 0.001), "{mark}: {:?}", runs[0]);
            assert!(near(column(&runs, "甲"), 2.5, 0.001), "{mark}: {runs:#?}");
            let ink = runs[0].ink.unwrap()[0] - if runs[0].page % 2 == 1 { 28.0 } else { 26.0 };
            assert!((2.0 * S - 0.1..2.5 * S).contains(&ink), "{mark}: {ink} {:?}", runs[0]);
        }
    }
}

/// clreq 6.3.2.2: marks that meet take a character and a half at most, across the end of a bold lead-in, too; in tight
/// lines one character, and never less.
#[test]
fn marks_that_meet_at_the_end_of_a_lead_in_are_halved() {
    for (last, first) in [("。", "“"), ("：", "《"), ("”", "（"), ("。", "‘")] {
        let open = if last == "”" { "“" } else { "" };
        let texts: Vec<_> = (0..28)
            .map(|more| format!("**{open}国国国{last}**{first}甲乙国{}，国国，国国国国国国国", "国".repeat(14 + more)))
            .collect();
        for runs in paragraphs(&texts) {
            let last = runs.iter().find(|run| run.text == last).unwrap_or_else(|| panic!("{runs:#?}"));
            let first = runs.iter().find(|run| run.text.starts_with(first)).unwrap();
            assert!(last.bold && !first.bold, "{runs:#?}");
            // A quote that is squeezed in a tight line is moved to the left under its own blank half.
            let gap = first.ink.unwrap()[0] - last.ink.unwrap()[1];
            assert!(gap > 0.1, "{gap}: {last:?} {first:?}");
            assert!(near((first.left - last.left) / S, 0.5, 0.001), "{last:?} {first:?}");
        }
    }
}

/// The space between Chinese and Latin is a quarter of a character; there is none beside marks, and none twice.
#[test]
fn blanks_beside_marks_and_doubled_blanks_are_not_set() {
    let width = |text: &str| {
        let runs = paragraph(text);
        let right = runs.iter().map(|run| run.right).fold(0.0, f64::max);
        (right - runs[0].left) / S
    };
    assert!(near(width("有，36，的"), width("有， 36 ，的"), 0.001));
    assert!(near(width("有（GDP）的"), width("有 （ GDP ） 的"), 0.001));
    assert!(near(width("有 36 的"), width("有  36  的"), 0.001));
    assert!(near(width("有36的"), width("有 36 的"), 0.01));
    // Signs of figures have it, too.
    assert!(near(width("有90°左右") - width("有90°"), 2.25, 0.001));
    assert!(near(width("有补助¥1,280") - width("¥1,280"), 3.25, 0.001));
    assert!(near(width("约翰·国国"), width("约翰 · 国国"), 0.001));
}

/// The family of each character of a text.
fn families(runs: &[Run]) -> Vec<(char, &str)> {
    runs.iter().flat_map(|run| run.text.chars().map(|c| (c, run.family.as_str()))).collect()
}

#[test]
fn quotes_come_from_the_face_of_the_text() {
    let runs = paragraph("他说“学‘思’践”和*“学‘思’践”*，it's好。");
    for (c, family) in families(&runs[..]) {
        if "“”‘’".contains(c) {
            assert!([FANG, KAI].contains(&family), "{c}: {family}");
        }
    }
    assert_eq!(families(&runs).iter().filter(|(c, family)| "“”‘’".contains(*c) && *family == KAI).count(), 4);
    // They are as wide as a hanzi, and halved where they meet.
    let width = |text: &str| {
        let runs = paragraph(text);
        (runs.iter().map(|run| run.right).fold(0.0, f64::max) - runs[0].left) / S
    };
    assert!(near(width("国“国”国"), 5.0, 0.001));
    assert!(near(width("国“国”，国"), 5.5, 0.001));
    assert!(near(width("国“‘国’”国"), 6.0, 0.001));
}

#[test]
fn signs_among_hanzi_are_one_character_wide() {
    let signs = "○□■●▲△◆◇→←↑↓★☆※①Ⅱ≥≤≈";
    for text in [format!("国{signs}国"), format!("*国{signs}国*")] {
        let runs = paragraph(&text);
        let count = signs.chars().count() as f64;
        let right = runs.iter().map(|run| run.right).fold(0.0, f64::max);
        let gaps = 0.25; // behind Ⅱ, which the engine takes for a letter
        assert!(near((right - runs[0].left) / S, count + 2.0, gaps + 0.001), "{runs:#?}");
        for (c, family) in families(&runs).into_iter().filter(|(c, _)| signs.contains(*c)) {
            assert!([SONG, KAI, FANG].contains(&family), "{c}: {family}");
        }
    }
}

/// The user's face sets the quotes, too, if they are as wide as a hanzi in it.
#[test]
fn the_quotes_of_a_users_face_count_if_they_are_wide() {
    let of = |bundled: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(root().join("fonts").join(bundled), folder.path().join("仿宋_GB2312.ttf")).unwrap();
        let (faces, _) = Faces::load(Some(folder.path()), false);
        let faces = Arc::new(faces);
        faces.chains()[&Role::Fang].families[2].covers
    };
    assert_eq!(of("ZhuqueFangsong-Regular.ttf"), Coverage::All);
    assert_eq!(of("LiberationSerif-Bold.ttf"), Coverage::AllButQuotes);
}

/// What rules the lines can't be copied, searched or read aloud: it is in no text and in no bookmark of the PDF.
#[test]
fn a_pdf_holds_nothing_of_what_rules_its_lines() {
    let text = issue(
        "title: “学‘思’践”在2022年的北京—上海\nbody: |\n  ## 一、“学‘思’践”在2022年\n\n  （一）他／她说“学‘思’践”？！共36 ℃[^1]。\n\n  [^1]: 注‘文’36年。",
    );
    let project = TestProject::new().issue("1.yaml", text);
    for profile in ["print", "screen"] {
        project.run(["build", "--force", "--profile", profile, "-o", "a.pdf"]).code(0);
        let document = lopdf::Document::load(project.path("a.pdf")).unwrap();
        let mut titles = Vec::new();
        let mut maps = 0;
        for object in document.objects.values() {
            if let Ok(title) = object.as_dict().and_then(|dict| dict.get(b"Title")).and_then(lopdf::decode_text_string)
            {
                titles.push(title);
            }
            let Ok(stream) = object.as_stream() else { continue };
            let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            let content = String::from_utf8_lossy(&content);
            if content.contains("begincmap") {
                maps += 1;
                assert!(
                    !["2060", "200b", "200B", "fe01", "FE01"].iter().any(|sign| content.contains(sign)),
                    "{content}"
                );
            }
        }
        assert!(maps > 2 && titles.iter().any(|title| title.contains("“学‘思’践”在2022年")), "{titles:?}");
        assert!(!titles.iter().any(|title| title.contains(['\u{2060}', '\u{200b}', '\u{fe01}'])), "{titles:?}");
    }
}

#[test]
fn a_line_that_is_drawn_apart_too_far_is_told_with_its_place() {
    let word = "a".repeat(30);
    let text = issue(&format!("title: 标题\nbody: {}{word}国国", "国".repeat(20)));
    let ran = TestProject::new().issue("1.yaml", text).run(["check"]);
    assert!(ran.err.contains("[line-loose]"), "{}", ran.err);
}
