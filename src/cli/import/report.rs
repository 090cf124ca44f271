//! What an import says: for people on standard error, for programs as a line of JSON for each file.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::{Cli, printer};
use super::Draft;
use super::target::Written;
use crate::diagnostic::message::Lang;
use crate::diagnostic::{Arg, Diagnostic};
use crate::import::draft::At;
use crate::import::report::{Entry, Remark, Report, Weight};
use crate::import::{Recognised, message, shortened};
use crate::report::{Reporter, display_path};

/// The most changes that are listed for people.
const MAX_LISTED: usize = 200;

/// What is to be shown.
pub struct Shown<'s> {
    /// The drafts.
    pub drafts: &'s [Draft],
    /// What was written.
    pub written: Option<&'s Written>,
    /// Why nothing was written, if that isn't about a draft.
    pub failure: Option<&'s Diagnostic>,
    /// What `check` says about the issue.
    pub checked: &'s [Diagnostic],
}

impl Shown<'_> {
    /// Prints everything.
    pub fn print(&self, cli: &Cli) {
        if cli.printer.is_json() {
            for draft in self.drafts {
                cli.printer.result(&self.line(draft, cli).to_string());
            }
            return;
        }
        for draft in self.drafts {
            for line in lines(draft, cli) {
                printer::note(&line);
            }
            if let Err(failure) = &draft.result {
                cli.printer.findings(&failure.findings);
            }
        }
        cli.printer.findings(&self.failure.cloned().into_iter().collect::<Vec<_>>());
        cli.printer.findings(self.checked);
        match self.written {
            None => printer::note(&cli.lang.say("import-nothing")),
            Some(Written { printed: Some(yaml), .. }) => cli.printer.result(yaml.trim_end()),
            Some(written) => {
                let issue = written.issue.as_deref().map(display_path).unwrap_or_default();
                for picture in &written.pictures {
                    printer::note(&cli.lang.text("import-written", &[("file", Arg::Text(display_path(picture)))]));
                }
                let line = match &written.section {
                    Some(section) => cli
                        .lang
                        .text("import-into", &[("file", Arg::Text(issue)), ("section", Arg::Text(section.clone()))]),
                    None => cli.lang.text("import-written", &[("file", Arg::Text(issue))]),
                };
                cli.printer.result(&line);
            }
        }
    }

    /// Returns the line of JSON about a draft.
    fn line(&self, draft: &Draft, cli: &Cli) -> Value {
        let reporter = Reporter { lang: cli.lang };
        let (report, kind, counts) = match &draft.result {
            Ok(imported) => {
                let kind = if matches!(imported.recognised, Recognised::Issue(_)) { "issue" } else { "article" };
                (&imported.report, Some(kind), imported.counts)
            }
            Err(failure) => (&failure.report, None, crate::import::Counts::default()),
        };
        let findings = draft.result.as_ref().err().map(|failure| failure.findings.as_slice()).unwrap_or_default();
        let findings = findings.iter().chain(self.failure).map(|finding| {
            json!({
                "code": finding.code.as_str(),
                "severity": "error",
                "message": cli.lang.message(finding),
                "help": cli.lang.help(finding),
                "count": 1,
            })
        });
        let entries = report.entries.iter().map(|entry| entry_json(entry, cli.lang));
        let written = self.written.and_then(|written| written.issue.as_deref()).map(display_path);
        let yaml = self.written.and_then(|written| written.printed.clone());
        let pictures =
            self.written.map(|written| written.pictures.iter().map(|path| display_path(path)).collect::<Vec<_>>());
        json!({
            "file": display_path(&draft.name),
            "as": kind,
            "written": written,
            "yaml": yaml,
            "pictures": pictures.unwrap_or_default(),
            "counts": {
                "paragraphs": counts.paragraphs,
                "characters": counts.characters,
                "tables": counts.tables,
                "notes": counts.notes,
            },
            "entries": findings.chain(entries).collect::<Vec<_>>(),
            "check": self.checked.iter().map(|finding| reporter.finding_json(finding)).collect::<Vec<_>>(),
        })
    }
}

/// Returns an entry as JSON.
fn entry_json(entry: &Entry, lang: Lang) -> Value {
    let place = |(at, words): &(At, String)| at_json(at, words);
    let mut value = json!({
        "code": entry.remark.as_str(),
        "severity": entry.weight.as_str(),
        "count": entry.count,
        "n": entry.number,
        "message": message(entry, lang),
        "detail": entry.detail,
        "at": entry.places.first().map(place),
        "places": entry.places.iter().map(place).collect::<Vec<_>>(),
    });
    if let Some(change) = &entry.change {
        value["by"] = json!(change.by);
        value["date"] = json!(change.date);
        value["kind"] = json!(change.kind);
        value["was"] = json!(change.was);
        value["now"] = json!(change.now);
        value["to"] = change.to.as_ref().map_or(Value::Null, |to| at_json(to, ""));
    }
    value
}

/// Returns a place as JSON.
fn at_json(at: &At, words: &str) -> Value {
    let mut value = match at {
        At::Whole => json!({}),
        At::Paragraph(n) => json!({ "paragraph": n }),
        At::Cell { table, row, cell } => json!({ "table": table, "row": row, "cell": cell }),
        At::Note(n) => json!({ "note": n }),
        At::TextBox(n) => json!({ "box": n }),
        At::Header => json!({ "page": "head" }),
        At::Footer => json!({ "page": "foot" }),
        At::SheetCell(name) => match name.rsplit_once('!') {
            Some((sheet, cell)) => json!({ "sheet": sheet, "cell": cell }),
            None => json!({ "sheet": name }),
        },
        At::Line(line, column) => json!({ "line": line, "column": column }),
    };
    value["words"] = json!(words);
    value["short"] = json!(at.to_string());
    value
}

/// Returns the lines about a draft for people.
fn lines(draft: &Draft, cli: &Cli) -> Vec<String> {
    let lang = cli.lang;
    let name = display_path(&draft.name);
    let (report, mut lines) = match &draft.result {
        Ok(imported) => {
            let key =
                if matches!(imported.recognised, Recognised::Issue(_)) { "import-issue" } else { "import-article" };
            let counts = imported.counts;
            let facts = [
                ("file", Arg::Text(name)),
                ("paragraphs", counts.paragraphs.into()),
                ("tables", counts.tables.into()),
                ("notes", counts.notes.into()),
                ("characters", counts.characters.into()),
            ];
            (&imported.report, vec![lang.text(key, &facts)])
        }
        Err(failure) => (&failure.report, vec![lang.text("import-failed", &[("file", Arg::Text(name))])]),
    };
    undecided(report, Remark::ChangeUndecided, lang, &mut lines);
    undecided(report, Remark::CommentUndecided, lang, &mut lines);
    let is_listed = |entry: &&Entry| matches!(entry.remark, Remark::ChangeUndecided | Remark::CommentUndecided);
    let mut others: Vec<&Entry> = report.entries.iter().filter(|entry| !is_listed(entry)).collect();
    others.sort_by_key(|entry| std::cmp::Reverse(entry.weight));
    for entry in others {
        add_entry(entry, lang, &mut lines);
    }
    if report.entries.iter().any(|entry| entry.remark.is_refusal() && entry.weight == Weight::Error) {
        lines.push(help(lang, "import-help-losses"));
    }
    if report.count(Remark::SheetUndecided) > 0 {
        lines.push(help(lang, "import-help-sheet"));
    }
    lines
}

/// Returns a line of help.
fn help(lang: Lang, key: &str) -> String {
    format!("  = {}: {}", lang.say("severity-help"), lang.say(key))
}

/// Lists what is to be decided, with who did it.
fn undecided(report: &Report, remark: Remark, lang: Lang, lines: &mut Vec<String>) {
    let open: Vec<&Entry> = report.entries.iter().filter(|entry| entry.remark == remark).collect();
    if open.is_empty() {
        return;
    }
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    for change in open.iter().filter_map(|entry| entry.change.as_ref()) {
        *people.entry(&change.by).or_default() += 1;
    }
    let people: Vec<String> = people.iter().map(|(name, count)| format!("{name} ({count})")).collect();
    let key = if remark == Remark::ChangeUndecided { "import-changes" } else { "import-comments" };
    let facts = [("count", Arg::from(open.len())), ("people", Arg::List(people))];
    lines.push(format!("{}[{}]: {}", lang.say("severity-error"), remark.as_str(), lang.text(key, &facts)));
    for entry in open.iter().take(MAX_LISTED) {
        lines.push(change_line(entry, lang));
    }
    if open.len() > MAX_LISTED {
        lines.push(format!("  {}", lang.text("import-more", &[("count", (open.len() - MAX_LISTED).into())])));
    }
    lines.push(help(
        lang,
        if remark == Remark::ChangeUndecided { "import-help-changes" } else { "import-help-comments" },
    ));
}

/// Returns the line about a change or comment.
fn change_line(entry: &Entry, lang: Lang) -> String {
    let Some(change) = &entry.change else { return String::new() };
    let number = entry.number.unwrap_or(0);
    let day = change.date.get(5..).unwrap_or_default();
    let (at, words) = entry.places.first().cloned().unwrap_or_default();
    let kind = lang.say(&format!("import-change-{}", change.kind));
    let middle = match (change.was.is_empty(), change.now.is_empty()) {
        (false, false) if change.kind == "replaced" => format!("【{}→{}】", change.was, change.now),
        (false, _) => format!("【{}】", shortened(&change.was)),
        (true, false) => format!("【{}】", shortened(&change.now)),
        (true, true) => "【¶】".to_owned(),
    };
    let (before, after) = &change.around;
    let words = if words.is_empty() { String::new() } else { format!("“{}” ", shortened(&words)) };
    format!("  {number:>3}  {} {day}  {}  {kind}  {words}{before}{middle}{after}", change.by, place(&at, lang))
}

/// Adds the lines about an entry: what it says, and where.
fn add_entry(entry: &Entry, lang: Lang, lines: &mut Vec<String>) {
    let severity = lang.say(&format!("severity-{}", entry.weight.as_str()));
    let number = entry.number.map(|number| format!("{number}. ")).unwrap_or_default();
    let count = if entry.count > 1 && entry.places.len() > 1 { format!(" ×{}", entry.count) } else { String::new() };
    lines.push(format!("{severity}[{}]: {number}{}{count}", entry.remark.as_str(), message(entry, lang)));
    // What is left is named whole, wherever it stood.
    let is_left = entry.remark.as_str().starts_with("left-")
        && !matches!(entry.remark, Remark::LeftPageNumber | Remark::LeftFormatting);
    let shown = if is_left { entry.places.len() } else { 1 };
    for (at, words) in entry.places.iter().take(shown) {
        let words = if is_left { words.split_whitespace().collect::<Vec<_>>().join(" ") } else { shortened(words) };
        let words = if words.is_empty() { String::new() } else { format!(" “{words}”") };
        let line = format!("  --> {}", format!("{}{words}", place(at, lang)).trim_start());
        if *at != At::Whole || !words.is_empty() {
            lines.push(line.trim_end().to_owned());
        }
    }
}

/// Returns the words for a place.
fn place(at: &At, lang: Lang) -> String {
    let with = |key: &str, n: usize| lang.text(key, &[("n", n.into())]);
    match at {
        At::Whole => String::new(),
        At::Paragraph(n) => with("import-at-paragraph", *n),
        At::Cell { table, row: 0, .. } => with("import-at-table", *table),
        At::Cell { table, row, cell: 0 } => {
            lang.text("import-at-row", &[("n", (*table).into()), ("row", (*row).into())])
        }
        At::Cell { table, row, cell } => {
            lang.text("import-at-cell", &[("n", (*table).into()), ("row", (*row).into()), ("cell", (*cell).into())])
        }
        At::Note(n) => with("import-at-note", *n),
        At::TextBox(n) => with("import-at-box", *n),
        At::Header => lang.say("import-at-header"),
        At::Footer => lang.say("import-at-footer"),
        At::SheetCell(name) => name.clone(),
        At::Line(line, _) => with("import-at-line", *line),
    }
}
