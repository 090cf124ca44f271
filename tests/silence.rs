//! Nothing in silence: every character that was typed is on the page in reading order, or it is markup that the manual names,
//! or a finding names it. A blank that is printed was typed, and a line that was typed is a line.
//!
//! Issues are generated with all kinds of texts in all fields and in all of YAML's notations, and are then damaged. Each hanzi
//! stands once, so that what is lost, moved or joined is seen. `JIANBAO_CASES=10000 cargo test silence` tries that many.

#![expect(clippy::print_stdout, reason = "the counts are what one wants to know")]

use std::collections::HashMap;
use std::fmt::Write;

use jianbao::diagnostic::{Arg, Diagnostic};

use crate::support::{Run, folder, runs, told, typeset_in_test};

/// Characters that show nothing, which the manual says aren't printed, and those that the program puts in to keep words
/// together.
const INVISIBLE: [char; 4] = ['\u{200b}', '\u{feff}', '\u{ad}', '\u{2060}'];

/// Pieces of text that are errors in most places. Each 字 becomes a hanzi of its own.
const HARSH: &[&str] = &[
    "字\"字\"",
    "\"字\"",
    "字: 字",
    "`字",
    "&字",
    "!字",
    "@字",
    "%字",
    "<字>",
    "{字}",
    "字|字",
    "> 字",
    "字*字",
    "字==字==",
    "字~~字~~",
    "'字",
    "\"字",
    "? 字",
    "[字]: 字",
    "[字]",
    "*字字*",
    "**字。**字",
    "- 字",
];

/// Pieces of text that are printed.
const PIECES: &[&str] = &[
    "字字，字",
    "字。",
    "字~字",
    "字_字",
    "____",
    "字__字",
    "字•字",
    "字－字",
    "3~5字",
    "2021－2025年",
    "1,234",
    "12:30",
    "2022.10",
    "0123",
    "1_000",
    "字：字",
    "字 #字",
    "#字字",
    "字“字”",
    "字\"字\"",
    "（字）",
    "(字)",
    "【字】",
    "字 字",
    "字　字",
    "字  字",
    "ABC 字",
    "a b",
    "二○二二年",
    "⽅字",
    "⻓字",
    "ni\u{30c}字",
    "字\u{200b}字",
    "字\u{feff}字",
    "\u{e863}字",
    "字\\字",
    "\\\\字\\字",
    "字\\*字",
    "* 字",
    "+ 字",
    "1. 字",
    "字?",
    "字!",
    "~",
    "字……字",
    "字——字",
    "字&lt;字",
    "字&字",
    "字℃",
    "95%",
    "￥1,280",
    "①字",
    "字①",
    "一、字",
    "※字",
    "→字",
    "字/字",
    "https://a.cn/a_b",
    "null",
    "yes",
    "2022-10-10",
    "0x1F",
    "=字",
    "字''字",
    "，字",
    "字，",
    "字\u{a0}字",
];

/// Numbers that look random and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..8 {
            random.below(2);
        }
        random
    }

    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 8) % most.max(1) as u64).unwrap()
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// A text that was typed in a field.
struct Typed {
    /// The field's name on the page: all names that begin so belong to it.
    field: String,
    /// What was typed, with `\n` between lines.
    text: String,
    /// Whether it is Markdown.
    is_body: bool,
    /// Whether YAML joins its lines.
    is_folded: bool,
}

/// An issue as it was typed.
struct Issue {
    yaml: String,
    texts: Vec<Typed>,
}

/// Makes issues. Every hanzi is another one.
struct Maker {
    random: Random,
    next: u32,
    texts: Vec<Typed>,
}

impl Maker {
    /// Returns hanzi that weren't used before.
    fn hanzi(&mut self, count: usize) -> String {
        let fresh = |_| {
            self.next += 1;
            char::from_u32(0x4e00 + self.next).unwrap()
        };
        (0..count).map(fresh).collect()
    }

    /// Replaces each 字 of a piece with hanzi of its own.
    fn fresh(&mut self, piece: &str) -> String {
        piece.chars().map(|c| if c == '字' { self.hanzi(1) } else { c.to_string() }).collect()
    }

    /// Returns a piece of text without a line end.
    fn piece(&mut self) -> String {
        let piece = match self.random.below(24) {
            0..=7 => "字字字",
            8 => self.random.pick(HARSH),
            _ => self.random.pick(PIECES),
        };
        self.fresh(piece)
    }

    /// Returns a line of text.
    fn line(&mut self, most: usize) -> String {
        let count = 1 + self.random.below(most);
        let mut line: String = (0..count).map(|_| self.piece()).collect();
        // Blanks at both ends aren't text.
        line = line.trim_matches([' ', '　', '\u{a0}', '\u{200b}', '\u{feff}']).to_owned();
        if line.is_empty() { self.hanzi(1) } else { line }
    }

    /// Returns the lines of a body.
    fn body(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        for _ in 0..1 + self.random.below(6) {
            match self.random.below(14) {
                0 => lines.push(String::new()),
                1 => lines.extend(["", "## 字字", ""].map(|line| self.fresh(line))),
                2 => lines.extend(["- 字字", "- 字", "字字字"].map(|line| self.fresh(line))),
                3 => lines.extend(["1. 字字", "   字字", "  - 字", "2. 字。"].map(|line| self.fresh(line))),
                4 => lines.extend(["字字[^1]字", "", "[^1]: 字字，字。", "字字"].map(|line| self.fresh(line))),
                5 => lines.extend(["", "| 字 | 字 |", "|---|---|", "| 字 | 字 |", "字字"].map(|line| self.fresh(line))),
                6 => lines.extend(["字\t字", "字\t字"].map(|line| self.fresh(line))),
                7 => {
                    // Wrapped by hand.
                    let rows = 2 + self.random.below(2);
                    (0..rows).for_each(|_| lines.push(self.hanzi(24)));
                    lines.push(self.hanzi(5) + "。");
                }
                8 => lines.extend(["字字：字", "字字：字字字", "①字字", "②字"].map(|line| self.fresh(line))),
                9 => lines.push(self.fresh("　　字字字")),
                _ => {
                    let line = self.line(5);
                    lines.push(line);
                }
            }
        }
        lines.push(self.hanzi(2) + "。");
        lines
    }

    /// Writes a text of one line in one of YAML's notations, and takes it down. `indent` is that of its key.
    fn value(&mut self, field: &str, indent: usize, most: usize) -> String {
        let text = self.line(most);
        self.texts.push(Typed { field: field.to_owned(), text: text.clone(), is_body: false, is_folded: false });
        let inner = " ".repeat(indent + 2);
        match self.random.below(8) {
            0..=2 if !text.starts_with('"') => text,
            3 => serde_json::to_string(&text).unwrap(),
            4 => format!("'{}'", text.replace('\'', "''")),
            5 => {
                let second = self.hanzi(2);
                let typed = self.texts.last_mut().unwrap();
                let _ = write!(typed.text, "\n{second}");
                format!("|\n{inner}{text}\n{inner}{second}")
            }
            6 => {
                let second = self.hanzi(2);
                let typed = self.texts.last_mut().unwrap();
                let _ = write!(typed.text, "\n{second}");
                format!("{text}\n{inner}{second}")
            }
            _ => {
                let second = self.hanzi(2);
                let typed = self.texts.last_mut().unwrap();
                let _ = write!(typed.text, "\n{second}");
                format!(">\n{inner}{text}\n{inner}{second}")
            }
        }
    }

    /// Writes a body.
    fn body_value(&mut self, field: &str, indent: usize) -> String {
        let lines = self.body();
        let style = self.random.below(6);
        self.texts.push(Typed {
            field: field.to_owned(),
            text: lines.join("\n"),
            is_body: true,
            is_folded: style == 0,
        });
        let inner = " ".repeat(indent + 2);
        let text: String = lines.iter().map(|line| format!("\n{inner}{line}")).collect();
        match style {
            0 => format!(">{text}"),
            1 => serde_json::to_string(&lines.join("\n")).unwrap(),
            _ => format!("|{text}"),
        }
    }

    /// Writes a cell of a list in brackets, and takes it down.
    fn cell(&mut self, field: &str) -> String {
        let text = self.line(2);
        self.texts.push(Typed { field: field.to_owned(), text: text.clone(), is_body: false, is_folded: false });
        // A comma in such a list parts its cells, as the manual says, unless it stands in a figure. Quotes around all of a text
        // are YAML's.
        let figure = |(_, rest): (&str, &str)| rest.bytes().take_while(u8::is_ascii_digit).count() == 3;
        let is_figure = text.split_once(',').is_none_or(figure) && text.matches(',').count() < 2;
        let is_bare = self.random.below(2) == 0 && is_figure && !text.contains(['[', ']', '{', '}', '"']);
        if is_bare { text } else { serde_json::to_string(&text).unwrap() }
    }
}

/// Makes an issue.
fn make(seed: u64) -> Issue {
    let mut maker = Maker { random: Random::new(seed), next: 0, texts: Vec::new() };
    let mut yaml = "number: 1\ndate: 2022-12-28\n".to_owned();
    for key in ["title", "notice", "issuer", "serial"] {
        let value = if maker.random.below(2) == 0 { maker.value(key, 0, 2) } else { maker.hanzi(3) };
        let _ = writeln!(yaml, "{key}: {value}");
    }
    let _ = writeln!(yaml, "copies: 400");
    if maker.random.below(2) == 0 {
        let _ = writeln!(yaml, "note: {}", maker.body_value("note.", 0));
    }
    let label = maker.hanzi(1);
    let to: Vec<_> = (0..2).map(|line| maker.cell(&format!("imprint.0.{line}"))).collect();
    let _ = writeln!(yaml, "distribution:\n  - label: {label}\n    to: [{}]", to.join(", "));
    let _ = writeln!(yaml, "sections:\n  - title: {}\n    articles:", maker.value("contents.0", 4, 2));
    for article in 0..1 + maker.random.below(2) {
        let _ = writeln!(yaml, "      - title: {}", maker.value(&format!("articles.{article}.title"), 8, 3));
        let _ = writeln!(yaml, "        body: {}", maker.body_value(&format!("articles.{article}."), 8));
        if maker.random.below(3) == 0 {
            let table = format!("articles.{article}.table");
            let _ = writeln!(yaml, "        table:");
            for (key, part) in [("caption", "caption"), ("unit-line", "unit-line"), ("notes", "notes-0")] {
                if maker.random.below(2) == 0 {
                    let _ = writeln!(yaml, "          {key}: {}", maker.cell(&format!("{table}.{part}")));
                }
            }
            let mut head = |row: &str| (0..3).map(|c| maker.cell(&format!("{table}.{row}.{c}"))).collect::<Vec<_>>();
            let (first, second) = (head("columns"), head("head-1"));
            if maker.random.below(2) == 0 {
                let _ = writeln!(
                    yaml,
                    "          head: [[{}], [{}]]\n          rows:",
                    first.join(", "),
                    second.join(", ")
                );
            } else {
                maker.texts.truncate(maker.texts.len() - 3);
                let _ = writeln!(yaml, "          columns: [{}]\n          rows:", first.join(", "));
            }
            for row in 0..2 {
                let row: Vec<_> = (0..3).map(|c| maker.cell(&format!("articles.{article}.table.{row}.{c}"))).collect();
                let _ = writeln!(yaml, "            - [{}]", row.join(", "));
            }
        }
        around_article(&mut maker, article, &mut yaml);
    }
    Issue { yaml, texts: maker.texts }
}

/// Adds what may stand around the text of an article.
fn around_article(maker: &mut Maker, article: usize, yaml: &mut String) {
    for key in ["note", "afterword"] {
        if maker.random.below(4) == 0 {
            let _ = writeln!(yaml, "        {key}: {}", maker.body_value(&format!("articles.{article}.{key}."), 8));
        }
    }
    for key in ["addressee", "remark", "credit"] {
        if maker.random.below(4) == 0 {
            let _ = writeln!(yaml, "        {key}: {}", maker.value(&format!("articles.{article}.{key}"), 8, 2));
        }
    }
    if maker.random.below(4) == 0 {
        let by: Vec<_> = (0..2).map(|office| maker.cell(&format!("articles.{article}.sign-off.{office}"))).collect();
        let _ = writeln!(yaml, "        sign-off:\n          by: [{}]", by.join(", "));
    }
}

/// What became of an issue: nothing is printed of one with errors.
struct Outcome {
    runs: Option<Vec<Run>>,
    findings: Vec<Diagnostic>,
}

fn print(yaml: &str) -> Outcome {
    let (_folder, project, job) = folder(yaml);
    let (typeset, findings) = typeset_in_test(&project, &job);
    let pages = typeset.map(|typeset| runs(&jianbao::typeset::inspect::page_items(&typeset.pages)));
    // What the engine keeps of each issue would fill the memory.
    jianbao::typeset::compile::forget();
    assert!(pages.is_some() || findings.iter().any(Diagnostic::is_error), "refused without an error");
    Outcome { runs: pages, findings }
}

/// Returns the first thing about an issue that happened in silence.
fn silent(issue: &Issue, outcome: &Outcome) -> Option<String> {
    let runs = outcome.runs.as_ref()?;
    issue.texts.iter().find_map(|typed| silent_in(typed, runs, &outcome.findings))
}

/// Returns the first thing about a text that happened in silence.
fn silent_in(typed: &Typed, runs: &[Run], findings: &[Diagnostic]) -> Option<String> {
    let own: Vec<&Run> =
        runs.iter().filter(|run| run.field.starts_with(&typed.field) && is_own(typed, &run.field)).collect();
    let is_note = |run: &&Run| run.field.contains(".note-");
    let (notes, text): (Vec<&Run>, Vec<&Run>) = own.iter().copied().partition(is_note);
    let printed: Vec<char> =
        text.iter().chain(&notes).flat_map(|run| run.text.chars()).filter(|c| !INVISIBLE.contains(c)).collect();
    let printed_solid: Vec<char> = printed.iter().copied().filter(|c| !c.is_whitespace()).collect();
    let signs = Signs::of(typed, findings);
    if !signs.explain(&printed_solid) {
        let shown: String = printed.iter().collect();
        return Some(format!("{}: typed {:?}, printed {shown:?}", typed.field, typed.text));
    }
    invented_blank(typed, &printed).or_else(|| joined_lines(typed, &own, findings))
}

/// Returns whether a field that begins with the name of a text is its own.
fn is_own(typed: &Typed, field: &str) -> bool {
    let rest = &field[typed.field.len()..];
    if typed.is_body { rest.starts_with(|c: char| c.is_ascii_digit()) } else { rest.is_empty() }
}

/// The characters of a text that needn't be printed as they are.
struct Signs {
    /// The characters that were typed, without blanks, each with whether it may be a sign of markup or is named by a finding.
    typed: Vec<(char, bool)>,
    /// What a finding says was set in the place of what.
    replaced: Vec<(String, String)>,
}

impl Signs {
    fn of(typed: &Typed, findings: &[Diagnostic]) -> Self {
        let fact = |finding: &Diagnostic, name: &str| {
            finding.args.iter().find_map(|(other, arg)| match arg {
                Arg::Text(text) if *other == name => Some(text.clone()),
                _ => None,
            })
        };
        let replaced = findings.iter().filter(|finding| matches!(finding.code.as_str(), "look-alike" | "mark-kind"));
        let pair = |finding: &Diagnostic| {
            Some((fact(finding, "typed").or_else(|| fact(finding, "mark"))?, fact(finding, "right")?))
        };
        let replaced = replaced.filter_map(pair).collect();
        let named: Vec<String> = findings
            .iter()
            .filter(|finding| names_lost_text(finding))
            .filter_map(|finding| finding.place.as_ref().map(|place| place.text().to_owned()))
            .collect();
        let mut all = Vec::new();
        // The notes stand behind the text.
        let (notes, text): (Vec<&str>, Vec<&str>) =
            typed.text.split('\n').partition(|line| typed.is_body && line.starts_with("[^"));
        for line in text.into_iter().chain(notes) {
            let is_named = |at: usize| {
                named.iter().any(|words| {
                    line.find(words.as_str()).is_some_and(|from| (from..from + words.len()).contains(&at))
                        || words.contains(line.trim())
                })
            };
            let markup = if typed.is_body { markup(line) } else { Vec::new() };
            let free = line.char_indices().filter(|(_, c)| !c.is_whitespace() && !INVISIBLE.contains(c));
            all.extend(free.map(|(at, c)| (c, markup.contains(&at) || is_named(at))));
        }
        Self { typed: all, replaced }
    }

    /// Returns whether the printed characters are those that were typed, apart from signs of markup, from what findings
    /// name, and from what the program puts in: • before items, the numbers of notes.
    fn explain(&self, printed: &[char]) -> bool {
        let (rows, columns) = (self.typed.len(), printed.len());
        let mut reached = vec![vec![false; columns + 1]; rows + 1];
        reached[0][0] = true;
        for row in 0..=rows {
            for column in 0..=columns {
                if !reached[row][column] {
                    continue;
                }
                if let Some(c) = printed.get(column) {
                    let is_put_in = "•[]<（）【】：".contains(*c) || c.is_ascii_digit();
                    reached[row][column + 1] |= is_put_in;
                }
                let Some((typed, may_go)) = self.typed.get(row) else { continue };
                reached[row + 1][column] |= *may_go || self.goes(*typed);
                if let Some(c) = printed.get(column) {
                    reached[row + 1][column + 1] |= typed == c || self.becomes(*typed, *c);
                }
            }
        }
        reached[rows][columns]
    }

    /// Returns whether a finding says that a character became another.
    fn becomes(&self, typed: char, printed: char) -> bool {
        self.replaced.iter().any(|(from, to)| from.contains(typed) && to.contains(printed))
    }

    /// Returns whether a finding says that a character became a part of another, as a loose tone mark does.
    fn goes(&self, typed: char) -> bool {
        self.replaced.iter().any(|(from, to)| from.chars().count() > to.chars().count() && from.contains(typed))
    }
}

/// Returns whether a finding says that words aren't printed.
fn names_lost_text(finding: &Diagnostic) -> bool {
    matches!(finding.code.as_str(), "comment-lost" | "footnote-unused" | "figure-divided-maybe" | "text-not-printed")
}

/// Returns the bytes of a line of a body that the manual calls markup.
fn markup(line: &str) -> Vec<usize> {
    let mut signs = Vec::new();
    let words = line.trim_start();
    let start = line.len() - words.len();
    let mut add = |from: usize, length: usize| signs.extend(from..from + length);
    for (sign, length) in [("- ", 1), ("* ", 1), ("+ ", 1), ("> ", 1), ("## ", 2), ("### ", 3)] {
        if words.starts_with(sign) {
            add(start, length);
        }
    }
    if words.starts_with('|') {
        let is_rule = words.chars().all(|c| "|-: ".contains(c));
        words.char_indices().filter(|(_, c)| *c == '|' || is_rule).for_each(|(at, _)| add(start + at, 1));
    }
    for (at, _) in line.match_indices("[^") {
        if let Some(end) = line[at..].find(']') {
            let colon = usize::from(line[at + end + 1..].starts_with(':'));
            add(at, end + 1 + colon);
        }
    }
    for (at, c) in line.char_indices() {
        let next = line[at + c.len_utf8()..].chars().next();
        match c {
            '*' if line.matches('*').count() > 1 => add(at, 1),
            '\\' if next.is_none_or(|next| next.is_ascii_punctuation() && next != '\\')
                && !line[..at].ends_with('\\') =>
            {
                add(at, 1);
            }
            '&' if line[at..].starts_with("&lt;") => add(at, 4),
            _ => {}
        }
    }
    signs
}

/// Returns a blank that was printed between two hanzi and that nobody typed.
fn invented_blank(typed: &Typed, printed: &[char]) -> Option<String> {
    let typed_chars: Vec<char> = typed.text.chars().collect();
    let places: HashMap<char, usize> = typed_chars.iter().copied().enumerate().map(|(at, c)| (c, at)).collect();
    let solid: Vec<usize> = (0..printed.len()).filter(|at| !printed[*at].is_whitespace()).collect();
    for pair in solid.windows(2) {
        let [before, after] = [pair[0], pair[1]];
        let is_fresh = |c: char| ('丁'..'\u{6000}').contains(&c);
        if after - before < 2 || !is_fresh(printed[before]) || !is_fresh(printed[after]) {
            continue;
        }
        let (Some(from), Some(to)) = (places.get(&printed[before]), places.get(&printed[after])) else { continue };
        if from < to && !typed_chars[*from..*to].iter().any(|c| c.is_whitespace() && *c != '\n') {
            let shown: String = printed.iter().collect();
            return Some(format!("{}: a blank behind {}: {shown:?}", typed.field, printed[before]));
        }
    }
    None
}

/// Returns two lines that were typed in a body and printed as one.
fn joined_lines(typed: &Typed, own: &[&Run], findings: &[Diagnostic]) -> Option<String> {
    let is_told = |finding: &Diagnostic| matches!(finding.code.as_str(), "lines-joined" | "lines-folded");
    if !typed.is_body || typed.is_folded || findings.iter().any(is_told) {
        return None;
    }
    let field_of = |c: char| own.iter().find(|run| run.text.contains(c)).map(|run| run.field.as_str());
    let is_fresh = |c: &char| ('丁'..'\u{6000}').contains(c);
    let lines: Vec<&str> = typed.text.split('\n').collect();
    lines.windows(2).find_map(|pair| {
        let (last, first) = (pair[0].chars().rfind(is_fresh)?, pair[1].chars().find(is_fresh)?);
        let (before, after) = (field_of(last)?, field_of(first)?);
        let breaks = pair[0].ends_with('\\');
        (before == after && !breaks).then(|| format!("{}: {:?} and {:?} are one line", typed.field, pair[0], pair[1]))
    })
}

/// How many issues are tried: `few`, or as many as are asked for.
fn cases(few: u64) -> u64 {
    std::env::var("JIANBAO_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(few)
}

/// Tries issues on all processors, and returns what is wrong with the first few that fail.
fn try_all(count: u64, attempt: &(dyn Fn(u64) -> Option<String> + Sync)) -> (u64, Vec<String>) {
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let next = std::sync::atomic::AtomicU64::new(0);
    let failures = std::sync::Mutex::new((0, Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if seed >= count {
                        return;
                    }
                    if let Some(failure) = attempt(seed) {
                        let mut failures = failures.lock().unwrap();
                        failures.0 += 1;
                        if failures.1.len() < 12 {
                            failures.1.push(format!("seed {seed}: {failure}"));
                        }
                    }
                }
            });
        }
    });
    failures.into_inner().unwrap()
}

#[test]
fn nothing_of_a_generated_issue_happens_in_silence() {
    let built = std::sync::atomic::AtomicU64::new(0);
    let count = cases(300);
    let (failed, shown) = try_all(count, &|seed| {
        let issue = make(seed);
        let outcome = print(&issue.yaml);
        if outcome.runs.is_some() {
            built.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
        silent(&issue, &outcome).map(|failure| format!("{failure}\n{}\n{}", issue.yaml, told(&outcome.findings)))
    });
    let built = built.into_inner();
    println!("{count} issues, {built} printed, {failed} with something in silence");
    assert!(built * 10 > count, "too few issues are printed: {built}");
    assert!(failed == 0, "{failed} of {count}:\n{}", shown.join("\n\n"));
}

/// Damages an issue: pieces are put in, parts are taken out or written twice.
fn damage(yaml: &str, random: &mut Random) -> String {
    const PIECES: &[&str] = &[
        "\n", " ", "  ", "\t", "\u{3000}", "#", " #", ": ", ":", "：", "- ", "|", "｜", ">", "*", "**", "_", "~", "`",
        "\"", "'", "[", "]", "{", "}", "(", ")", "!", "&", "%", "@", "\\", "<", ",", "，", "•", "－", "○", "1,234",
        "[^1]", "[^1]: ", "![", "](", "]: ", "\u{200b}", "\u{feff}", "\u{2028}", "\u{b}", "\r", "---\n", "## ", "<!--",
        "-->", "&lt;", "\\\n", "⽅", "\u{30c}", "\u{e816}", "\u{fe01}", "\u{200d}", "\u{f900}", "null", "=", "1. ",
    ];
    let mut chars: Vec<char> = yaml.chars().collect();
    for _ in 0..1 + random.below(2) {
        // Texts are damaged more often than keys.
        let hanzi: Vec<usize> = (0..chars.len()).filter(|at| chars[*at] > '\u{2fff}').collect();
        let at = if random.below(6) == 0 || hanzi.is_empty() {
            random.below(chars.len())
        } else {
            hanzi[random.below(hanzi.len())]
        };
        let length = random.below(4);
        let end = (at + length).min(chars.len());
        match random.below(5) {
            0 => drop(chars.drain(at..end)),
            1 => {
                let copy = chars[at..end].to_vec();
                drop(chars.splice(end..end, copy));
            }
            _ => drop(chars.splice(at..at, random.pick(PIECES).chars())),
        }
    }
    chars.into_iter().collect()
}

/// Returns the hanzi of a file that are printed less often than they were typed, and that neither stand in a remark of YAML
/// nor are named by a finding.
fn lost_in_silence(yaml: &str, outcome: &Outcome) -> Option<String> {
    let runs = outcome.runs.as_ref()?;
    let is_hanzi = |c: &char| ('一'..'\u{a000}').contains(c);
    let mut printed: HashMap<char, usize> = HashMap::new();
    // An article's title stands in the contents, too.
    let own = runs.iter().filter(|run| !(run.field.starts_with("contents.") && run.field.matches('.').count() == 2));
    own.flat_map(|run| run.text.chars()).for_each(|c| *printed.entry(c).or_default() += 1);
    let named =
        outcome.findings.iter().filter_map(|finding| finding.place.as_ref()).map(|place| place.text().to_owned());
    let named: Vec<String> = named.collect();
    let mut lost = String::new();
    for line in yaml.lines() {
        // A remark of YAML has a blank behind its sign.
        let words = line.split(" # ").next().unwrap_or_default();
        if words.trim_start().starts_with("# ") {
            continue;
        }
        for c in words.chars().filter(is_hanzi) {
            match printed.get_mut(&c) {
                Some(count) if *count > 0 => *count -= 1,
                _ if named.iter().any(|words| words.contains(c)) => {}
                _ => lost.push(c),
            }
        }
    }
    let shown: String = runs.iter().map(|run| format!("{}={} ", run.field, run.text)).collect();
    (!lost.is_empty()).then(|| format!("{lost} of\n{yaml}\n{shown}"))
}

#[test]
fn nothing_of_a_damaged_issue_is_lost_in_silence() {
    let built = std::sync::atomic::AtomicU64::new(0);
    let count = cases(300);
    let (failed, shown) = try_all(count, &|seed| {
        let yaml = damage(&make(seed).yaml, &mut Random::new(seed + 1_000_000));
        let outcome = print(&yaml);
        if outcome.runs.is_some() {
            built.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
        lost_in_silence(&yaml, &outcome).map(|lost| format!("{lost}\n{}", told(&outcome.findings)))
    });
    println!("{count} damaged issues, {} printed, {failed} with something in silence", built.into_inner());
    assert!(failed == 0, "{failed} of {count}:\n{}", shown.join("\n\n"));
}

/// The control: whatever is taken from the pages, put in as a blank, or moved, is seen.
#[test]
fn what_is_dropped_from_a_page_is_seen() {
    let (mut tried, mut seen) = (0, 0);
    for seed in 0..40 {
        let issue = make(seed);
        let outcome = print(&issue.yaml);
        let Some(runs) = &outcome.runs else { continue };
        assert_eq!(silent(&issue, &outcome), None);
        let own = |run: &Run| {
            issue.texts.iter().any(|typed| run.field.starts_with(&typed.field) && is_own(typed, &run.field))
        };
        for index in (0..runs.len()).filter(|index| own(&runs[*index])).step_by(5) {
            let is_word = |c: char| ('丁'..'\u{6000}').contains(&c) || "_~，。：".contains(c);
            let Some((at, c)) = runs[index].text.char_indices().find(|(_, c)| is_word(*c)) else { continue };
            let mut dropped = runs.clone();
            dropped[index].text.replace_range(at..at + c.len_utf8(), "");
            let without = Outcome { runs: Some(dropped), findings: outcome.findings.clone() };
            tried += 1;
            seen += usize::from(silent(&issue, &without).is_some());
        }
    }
    println!("{seen} of {tried} dropped characters are seen");
    assert!(tried > 100 && seen == tried, "{seen} of {tried}");
}
