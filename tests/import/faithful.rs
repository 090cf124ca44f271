//! Any words survive writing and reading: random articles are written as YAML and read back.

use jianbao::import::article::{Article, Block, Grid, GridCell};
use jianbao::import::draft::Run;
use jianbao::import::recognise::body::{merged, trimmed};
use jianbao::import::verify;
use jianbao::import::write::{self, Words};

/// Numbers that look random and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    /// A number below a bound.
    pub fn roll(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }
}

/// Signs of Markdown and YAML among hanzi, marks, letters and figures.
const SIGNS: &[&str] = &[
    "*",
    "**",
    "_",
    "__",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "&",
    "&amp;",
    "#",
    "##",
    "+",
    "-",
    "---",
    "=",
    "|",
    "`",
    "```",
    "~~~",
    "\\",
    "\\\\",
    "!",
    "![",
    "](",
    "[^1]",
    "[^1]:",
    "1.",
    "1)",
    ". ",
    ": ",
    " #",
    "\"",
    "'",
    "甲",
    "乙丙",
    "文。",
    "，",
    "：",
    "；",
    "“",
    "”",
    "（一）",
    "一、",
    "a",
    "B",
    "7",
    "3.5",
    " ",
    "  ",
    "　",
    "·",
    "…",
    "—",
    "%",
    "@",
    "{",
    "}",
    "yes",
    "null",
    "~",
    "<b>",
    "&lt;",
    "&#42;",
    "http://a.cn",
];

fn words(dice: &mut Dice) -> String {
    (0..1 + dice.roll(8)).map(|_| SIGNS[dice.roll(SIGNS.len())]).collect()
}

fn runs(dice: &mut Dice, with_looks: bool) -> Vec<Run> {
    let count = if with_looks { 1 + dice.roll(3) } else { 1 };
    let run = |dice: &mut Dice| Run { text: words(dice), bold: with_looks && dice.roll(3) == 0, ..Run::default() };
    let all: Vec<Run> = (0..count).map(|_| run(dice)).collect();
    let all = trimmed(merged(all));
    if all.iter().all(|run| run.text.trim().is_empty()) { vec![Run::plain("文")] } else { all }
}

#[test]
fn any_words_survive_writing_and_reading() {
    let mut dice = Dice(20_251_127);
    let notes = Words { start: "# import: ".to_owned(), source: "from the title".to_owned() };
    let (mut failed, cases) = (Vec::new(), 3000);
    for _ in 0..cases {
        let text = |dice: &mut Dice| runs(dice, false).iter().map(|run| run.text.trim()).collect::<String>();
        let with_looks = dice.roll(4) == 0;
        let mut article = Article { title: vec![text(&mut dice)], ..Article::default() };
        for _ in 0..1 + dice.roll(3) {
            let words = runs(&mut dice, with_looks);
            article.body.push(match dice.roll(5) {
                0 => Block::Heading(1, runs(&mut dice, false)),
                1 => Block::Item(0, None, words),
                2 => {
                    let cell = |dice: &mut Dice| GridCell { text: text(dice), span: 1 };
                    let rows = (0..2).map(|_| vec![cell(&mut dice), cell(&mut dice)]).collect();
                    Block::Grid(Grid { columns: vec!["甲".to_owned(), text(&mut dice)], rows, ..Grid::default() })
                }
                _ => Block::Paragraph(words),
            });
        }
        let yaml = write::article(&article, &notes);
        if let Err(finding) = verify::article(&yaml, &article) {
            failed.push(format!("{yaml}\n{:?}", finding.args));
        }
    }
    assert!(failed.is_empty(), "{} of {cases}: {}", failed.len(), failed[..failed.len().min(5)].join("\n=====\n"));
}
