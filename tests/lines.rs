//! The phase scan: each string of the rules at each place of a line, in each part of an issue, read from finished pages.
//!
//! What is measured of single marks (widths, faces, gaps) stands in `spacing`.

mod case;
mod context;
mod stretch;

use std::collections::BTreeMap;

use jianbao::diagnostic::Diagnostic;
use jianbao::project::year::read_issue;
use jianbao::typeset::document::data::{Block, CellData, IssueData, Run as DataRun, TableData};
use jianbao::typeset::document::sign::without_signs;
use jianbao::typeset::document::{Document, LayoutData};
use jianbao::typeset::inspect::page_items;
use jianbao::typeset::pipeline::{TypesetIssue, check_and_compose, compile_and_inspect};

use self::case::{Case, Rule, cases, notes};
use self::context::Context;
use crate::support::{engine, folder, runs, told};

/// The places of a line.
const PLACES: usize = 28;

/// A string at a place.
struct Probe {
    case: Case,
    /// How many characters stand before it.
    before: usize,
    /// The whole text as it is typed.
    text: String,
}

/// What a scan found.
#[derive(Default)]
struct Scan {
    paragraphs: usize,
    lines: usize,
    /// Breaches by rule, each with the line and what follows it.
    breaches: Vec<(Rule, Context, String)>,
    /// The allowed breaks of each string that were used.
    used: BTreeMap<String, Vec<usize>>,
}

/// Strings at the places of a line; `step` leaves places out.
fn probes(cases: &[Case], context: Context, step: usize) -> Vec<Probe> {
    let mut probes = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        for place in (index % step..PLACES).step_by(step) {
            let before = context.lead() + place;
            // The text ends with the string where its end is what counts.
            let tail = if case.rule == Rule::Last { "" } else { "国国国国国国国国" };
            let text = format!("{}{}{tail}", "国".repeat(before), case.typed());
            probes.push(Probe { case: case.clone(), before, text });
        }
    }
    probes
}

/// Whether the rules are given to the engine.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mechanism {
    On,
    Off,
}

/// Scans a part of an issue.
fn scan(context: Context, probes: &[Probe], mechanism: Mechanism, found: &mut Scan) {
    for probes in probes.chunks(context.per_issue()) {
        let strings: Vec<_> = probes.iter().map(|probe| probe.text.clone()).collect();
        let (issue, fields) = context.issue(&strings);
        let lines = lines_of(&issue, mechanism);
        for (probe, field) in probes.iter().zip(fields) {
            let lines = lines.get(&field).unwrap_or_else(|| panic!("{context:?}: no {field}\n{issue}"));
            judge(context, probe, lines, found);
        }
    }
}

/// The pages of an issue, with the rules or without them.
fn typeset(issue: &str, mechanism: Mechanism) -> TypesetIssue {
    let (folder, project, job) = folder(issue);
    std::fs::write(folder.path().join("issues/a.png"), include_bytes!("data/dot.png")).unwrap();
    let work = || {
        let mut findings: Vec<Diagnostic> = Vec::new();
        let loaded = read_issue(&job).unwrap_or_else(|finding| panic!("{}", told(&[finding])));
        let composed = check_and_compose(engine(), &project, &job, loaded, &mut findings);
        let (mut document, inputs) = composed.unwrap_or_else(|| panic!("{}", told(&findings)));
        if mechanism == Mechanism::Off {
            switch_off(&mut document);
        }
        let typeset = compile_and_inspect(engine(), document, inputs, &mut findings);
        typeset.unwrap_or_else(|| panic!("{}", told(&findings)))
    };
    std::thread::scope(|scope| {
        std::thread::Builder::new().stack_size(64 << 20).spawn_scoped(scope, work).unwrap().join().unwrap()
    })
}

/// Prints what was counted, for `--nocapture`.
#[expect(clippy::print_stdout, reason = "the counts are asked for")]
fn tell(counted: &str) {
    println!("{counted}");
}

/// The lines of each field, without blanks.
fn lines_of(issue: &str, mechanism: Mechanism) -> BTreeMap<String, Vec<String>> {
    let pages = page_items(&typeset(issue, mechanism).pages);
    let mut fields: BTreeMap<String, (Vec<String>, f64, usize)> = BTreeMap::new();
    // The number before a note isn't a part of any text.
    for run in runs(&pages).into_iter().filter(|run| !(run.text.starts_with('[') && run.size > 13.0)) {
        let (lines, right, page) =
            fields.entry(run.field.clone()).or_insert_with(|| (vec![String::new()], 0.0, run.page));
        // A line begins where the text goes back to the left.
        if run.left < *right - 5.0 || run.page != *page {
            lines.push(String::new());
        }
        (*right, *page) = (run.right, run.page);
        lines.last_mut().unwrap().extend(run.text.chars().filter(|c| !c.is_whitespace()));
    }
    fields.into_iter().map(|(field, (lines, ..))| (field, lines)).collect()
}

/// Judges the lines of a text.
fn judge(context: Context, probe: &Probe, lines: &[String], found: &mut Scan) {
    let length: usize = lines.iter().map(|line| line.chars().count()).sum();
    let typed = probe.text.chars().filter(|c| !c.is_whitespace()).count();
    // A list's marker stands before the text, a page number behind it is no part of the field.
    let marker = length.checked_sub(typed).unwrap_or_else(|| panic!("{context:?}: {} became {lines:?}", probe.text));
    assert!(marker <= 2, "{context:?}: {} became {lines:?}", probe.text);
    found.paragraphs += 1;
    found.lines += lines.len();
    let allowed = probe.case.breaks();
    let mut at = 0;
    for pair in lines.windows(2) {
        at += pair[0].chars().count();
        let Some(inside) =
            (at - marker).checked_sub(probe.before).filter(|inside| (1..probe.case.length()).contains(inside))
        else {
            continue;
        };
        if allowed.contains(&inside) {
            found.used.entry(probe.case.marked.clone()).or_default().push(inside);
        } else if probe.case.rule != Rule::Last {
            found.breaches.push((probe.case.rule, context, format!("{} / {}", pair[0], pair[1])));
        }
    }
    let last = lines.last().unwrap();
    let counted = last.chars().filter(|c| c.is_alphanumeric()).count();
    if lines.len() > 1 && counted < 2 {
        found.breaches.push((Rule::Last, context, format!("{} / {last}", lines[lines.len() - 2])));
    }
}

/// Takes what the rules put into the text out of it again.
fn switch_off(document: &mut Document) {
    let LayoutData::Issue(IssueData { articles, contents, note, imprint, .. }) = &mut document.data else { return };
    let plain = |text: &mut String| *text = without_signs(text);
    contents.sections.iter_mut().flat_map(|section| &mut section.entries).for_each(|entry| plain(&mut entry.title));
    imprint.entries.iter_mut().flat_map(|entry| &mut entry.lines).for_each(|line| plain(&mut line.text));
    note.iter_mut().for_each(plain_block);
    for article in articles {
        article.title.iter_mut().for_each(plain);
        article.blocks.iter_mut().for_each(plain_block);
    }
}

fn plain_block(block: &mut Block) {
    let plain_cells = |cells: &mut Vec<CellData>| cells.iter_mut().for_each(|cell| plain_runs(&mut cell.runs));
    match block {
        Block::Text(paragraph) => plain_runs(&mut paragraph.runs),
        Block::Rule(_) => {}
        Block::Heading(heading) => plain_runs(&mut heading.runs),
        Block::Picture(picture) => plain_runs(&mut picture.runs),
        Block::Table(table) => {
            let TableData { columns, rows, .. } = &mut table.table;
            plain_cells(columns);
            rows.iter_mut().for_each(plain_cells);
        }
    }
}

fn plain_runs(runs: &mut [DataRun]) {
    for run in runs {
        match run {
            DataRun::Text(run) => run.text = without_signs(&run.text),
            DataRun::Footnote(note) => plain_runs(&mut note.footnote),
            DataRun::Break(_) => {}
        }
    }
}

/// Texts with marks of notes, which stand in the line they are given in.
fn note_issue(probes: &[Probe]) -> (String, Vec<String>) {
    let mut count = 0;
    let mut body = String::new();
    for probe in probes {
        count += 1;
        body += &format!("\n\n  {}", probe.text.replace('@', &format!("[^{count}]")));
    }
    let notes: String = (1..=count).map(|note| format!("\n\n  [^{note}]: 注文。")).collect();
    let issue = crate::support::issue(&format!("title: 标题\nbody: |{body}{notes}\n"));
    (issue, (0..probes.len()).map(|index| format!("articles.0.{index}")).collect())
}

/// Scans marks of notes. Each is the characters [1] on the page.
fn scan_notes(step: usize, mechanism: Mechanism, found: &mut Scan) {
    for probes in probes(&notes(), Context::Text, step).chunks(9) {
        let (issue, fields) = note_issue(probes);
        let lines = lines_of(&issue, mechanism);
        for (probe, field) in probes.iter().zip(fields) {
            let marked = |line: &String| with_sign_of_note(line);
            let lines: Vec<_> = lines[&field].iter().map(marked).collect();
            judge(Context::Text, probe, &lines, found);
        }
    }
}

/// A line with @ for the mark of a note.
fn with_sign_of_note(line: &str) -> String {
    let mut rest = line;
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once('[') {
        out += before;
        out.push('@');
        rest = after.split_once(']').map_or("", |(_, after)| after);
    }
    out + rest
}

/// How many places are gone on by. In the text each is tried; elsewhere a quarter, unless all are asked for.
fn step(context: Context) -> usize {
    if context == Context::Text || std::env::var_os("JIANBAO_PHASES").is_some() { 1 } else { 4 }
}

#[test]
fn no_line_of_any_part_breaks_the_rules_at_any_place() {
    let mut found = Scan::default();
    let all = cases();
    for context in Context::ALL {
        let step = step(context);
        let before = (found.paragraphs, found.lines, found.breaches.len());
        scan(context, &probes(&all, context, step), Mechanism::On, &mut found);
        tell(&format!(
            "{context:?}: {} strings at {} places, {} texts, {} lines, {} breaches",
            all.len(),
            PLACES / step,
            found.paragraphs - before.0,
            found.lines - before.1,
            found.breaches.len() - before.2
        ));
    }
    scan_notes(1, Mechanism::On, &mut found);
    tell(&format!("all: {} texts, {} lines", found.paragraphs, found.lines));
    assert!(found.breaches.is_empty(), "{} breaches:\n{}", found.breaches.len(), listed(&found.breaches));
    // Single quotes are no obstacle: lines do break before ‘ and behind ’.
    for case in all.iter().filter(|case| case.rule == Rule::Quote) {
        let quotes = case.marked.match_indices(['‘', '’']).count();
        let used: std::collections::BTreeSet<_> = found.used[&case.marked].iter().collect();
        assert!(used.len() >= quotes, "{}: {used:?}", case.marked);
    }
}

fn listed(breaches: &[(Rule, Context, String)]) -> String {
    breaches.iter().take(60).map(|(rule, context, line)| format!("{rule:?} {context:?}: {line}\n")).collect()
}

/// The negative control: without the mechanism the scan sees a breach of each rule that the engine itself doesn't keep.
#[test]
fn the_scan_sees_breaches_where_the_rules_are_switched_off() {
    let mut found = Scan::default();
    scan(Context::Text, &probes(&cases(), Context::Text, 1), Mechanism::Off, &mut found);
    scan_notes(1, Mechanism::Off, &mut found);
    for rule in [Rule::Start, Rule::End, Rule::Figure, Rule::Note, Rule::Last] {
        assert!(found.breaches.iter().any(|(breached, ..)| *breached == rule), "{rule:?}");
    }
    let quotes = cases().into_iter().find(|case| case.rule == Rule::Quote).unwrap();
    let at_quotes = quotes.marked.chars().filter(|c| *c != '^').enumerate().filter(|(_, c)| "‘’".contains(*c));
    let at_quotes: Vec<_> = at_quotes.map(|(at, c)| if c == '‘' { at } else { at + 1 }).collect();
    let used = found.used.get(&quotes.marked).cloned().unwrap_or_default();
    assert!(!used.iter().any(|at| at_quotes.contains(at)), "{used:?}");
    tell(&format!("without the rules: {} breaches", found.breaches.len()));
}

/// The judge itself: lines that break each rule are found, and right ones aren't.
#[test]
fn the_judge_finds_each_breach_and_nothing_else() {
    let mut seen = 0;
    for case in cases() {
        let text: Vec<char> = format!("国国{}国国国", case.typed()).chars().filter(|c| !c.is_whitespace()).collect();
        for at in 3..text.len() - 1 {
            let lines = [text[..at].iter().collect::<String>(), text[at..].iter().collect()];
            let probe = Probe { case: case.clone(), before: 2, text: text.iter().collect() };
            let mut found = Scan::default();
            judge(Context::Text, &probe, &lines, &mut found);
            let inside = (1..case.length()).contains(&(at - 2));
            let is_breach = inside && !case.breaches_nothing(at - 2);
            assert_eq!(!found.breaches.is_empty(), is_breach, "{} at {at}: {lines:?}", case.marked);
            seen += usize::from(is_breach);
        }
    }
    assert!(seen > 100);
}
