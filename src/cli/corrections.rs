//! `jianbao import --corrections`: lists the corrections of a Word file that was exported, and writes those that are chosen
//! into the issue.

use std::path::Path;

use serde_json::json;

use super::{Cli, Exit};
pub use crate::correct::Comments;
use crate::correct::{Corrected, Correction, CorrectionKind, Remarked, Request, correct};
use crate::diagnostic::{Arg, Code, Diagnostic, Place};
use crate::import::choice::{Chosen, Which};
use crate::input::file::read_limited;
use crate::output::rewrite;
use crate::project::Job;
use crate::report::display_path;

/// The largest Word file in bytes.
const MAX_BYTES: u64 = 64 << 20;
/// The most characters of a correction's words that are shown.
const MAX_SHOWN: usize = 60;

/// What the command line says about the corrections of a file.
pub struct Options<'o> {
    /// The Word file.
    pub file: &'o Path,
    /// The issue that it was exported from.
    pub issue: &'o Path,
    /// The corrections that are taken.
    pub accept: &'o [Which],
    /// The corrections that aren't.
    pub reject: &'o [Which],
    /// What becomes of comments.
    pub comments: Option<Comments>,
}

/// Lists the corrections of a file, and writes those that are chosen.
pub fn run(cli: &mut Cli, options: &Options) -> Exit {
    let file = cli.project.path(options.file);
    let (job, engine) = match cli.issue(options.issue, false) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let before = read_limited(&job.issue, MAX_BYTES).ok();
    let bytes = match read_limited(&file, MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(finding) => return cli.fail(finding.at(Place::file(&file))),
    };
    let request =
        Request { accept: options.accept.to_vec(), reject: options.reject.to_vec(), comments: options.comments };
    let place = Place::file(&file);
    let project = cli.project.clone();
    let done =
        crate::typeset::guard::run_guarded(Some(&file), || correct(&engine, &project, &job, (&place, bytes), &request));
    let corrected = match done {
        Ok(corrected) => corrected,
        Err(findings) => return cli.fail(findings),
    };
    cli.printer.findings(&corrected.warnings);
    print_list(cli, &file, &corrected);
    if corrected.is_open {
        print_choices(cli, &corrected, options);
        return Exit::Input;
    }
    write(cli, &job, before, &corrected)
}

/// Writes the issue, unless it stays as it is.
fn write(cli: &mut Cli, job: &Job, before: Option<Vec<u8>>, corrected: &Corrected) -> Exit {
    let count = |wanted: Chosen| corrected.corrections.iter().filter(|(_, chosen)| *chosen == wanted).count();
    let args = [
        ("file", Arg::Text(display_path(&job.issue))),
        ("accepted", Arg::from(count(Chosen::Yes))),
        ("rejected", Arg::from(count(Chosen::No))),
    ];
    let Some(text) = &corrected.text else {
        if !cli.printer.is_json() {
            cli.printer.result(&cli.lang.text("corrections-unchanged", &args));
        }
        return Exit::Done;
    };
    if read_limited(&job.issue, MAX_BYTES).ok() != before {
        return cli.fail(Diagnostic::new(Code::InputChanged).at(Place::file(&job.issue)));
    }
    if let Err(finding) = rewrite(&job.issue, text.as_bytes()) {
        return cli.fail(finding);
    }
    if !cli.printer.is_json() {
        cli.printer.result(&cli.lang.text("corrections-written", &args));
    }
    Exit::Done
}

/// Prints the corrections and comments.
fn print_list(cli: &Cli, file: &Path, corrected: &Corrected) {
    let name = ("file", Arg::Text(display_path(file)));
    if cli.printer.is_json() {
        let corrections: Vec<_> =
            corrected.corrections.iter().map(|(one, chosen)| correction_json(one, *chosen)).collect();
        let comments: Vec<_> = corrected.comments.iter().map(comment_json).collect();
        let line = json!({
            "file": display_path(file), "corrections": corrections, "comments": comments,
            "written": !corrected.is_open && corrected.text.is_some(),
        });
        return cli.printer.result(&line.to_string());
    }
    if corrected.corrections.is_empty() {
        cli.printer.result(&cli.lang.text("corrections-none", &[name]));
    } else {
        let count = corrected.corrections.len();
        cli.printer.result(&cli.lang.text("corrections-head", &[name, ("count", Arg::from(count))]));
    }
    for (correction, chosen) in &corrected.corrections {
        cli.printer.result(&correction_line(cli, correction, *chosen));
    }
    if !corrected.comments.is_empty() {
        let count = corrected.comments.len();
        cli.printer.result(&cli.lang.text("corrections-comments", &[("count", Arg::from(count))]));
    }
    for Remarked { by, date, text, on, place } in &corrected.comments {
        cli.printer.result(&format!("     {by} {date}  {}  【{}】{text}", at(place.as_ref()), cut(on)));
    }
}

/// Prints how to choose.
fn print_choices(cli: &Cli, corrected: &Corrected, options: &Options) {
    if cli.printer.is_json() {
        return;
    }
    if corrected.corrections.iter().any(|(_, chosen)| *chosen == Chosen::Open) {
        cli.printer.result(&cli.lang.say("corrections-choose"));
    }
    if !corrected.comments.is_empty() && options.comments.is_none() {
        cli.printer.result(&cli.lang.say("corrections-choose-comments"));
    }
}

/// Returns a correction in a line.
fn correction_line(cli: &Cli, correction: &Correction, chosen: Chosen) -> String {
    let Correction { number, by, date, kind, was, now, around, place } = correction;
    let who = match kind {
        CorrectionKind::Untracked => cli.lang.say("correction-nobody"),
        CorrectionKind::Tracked(_) => format!("{by} {date}"),
    };
    let words = match (was.is_empty(), now.is_empty()) {
        (false, false) => format!("{}→{}", cut(was), cut(now)),
        (true, _) => format!("＋{}", cut(now)),
        (false, true) => format!("－{}", cut(was)),
    };
    let kind = cli.lang.say(&format!("correction-kind-{}", kind.as_str()));
    let chosen = match chosen {
        Chosen::Yes => format!("  {}", cli.lang.say("correction-accepted")),
        Chosen::No => format!("  {}", cli.lang.say("correction-rejected")),
        Chosen::Open | Chosen::Both => String::new(),
    };
    let (before, behind) = around;
    format!("{number:>4}  {who}  {}  {kind}  …{before}【{words}】{behind}…{chosen}", at(place.as_ref()))
        .replace('\n', "↵")
}

/// Returns a place as an editor takes it: `36.yaml:12:5`.
fn at(place: Option<&Place>) -> String {
    let Some(place) = place else { return "—".to_owned() };
    let (line, column) = place.position().unwrap_or((1, 1));
    format!("{}:{line}:{column}", display_path(&place.source.path))
}

/// Returns the beginning of long words.
fn cut(words: &str) -> String {
    if words.chars().count() <= MAX_SHOWN {
        return words.to_owned();
    }
    words.chars().take(MAX_SHOWN).chain(['…']).collect()
}

fn correction_json(correction: &Correction, chosen: Chosen) -> serde_json::Value {
    let chosen = match chosen {
        Chosen::Yes => Some("accepted"),
        Chosen::No => Some("rejected"),
        Chosen::Open | Chosen::Both => None,
    };
    json!({
        "n": correction.number, "by": correction.by, "date": correction.date, "kind": correction.kind.as_str(),
        "was": correction.was, "now": correction.now, "before": correction.around.0, "behind": correction.around.1,
        "target": target(correction.place.as_ref()), "chosen": chosen,
    })
}

fn comment_json(comment: &Remarked) -> serde_json::Value {
    json!({
        "by": comment.by, "date": comment.date, "text": comment.text, "on": comment.on,
        "target": target(comment.place.as_ref()),
    })
}

/// Returns the line and column of a place.
fn target(place: Option<&Place>) -> Option<serde_json::Value> {
    let (line, column) = place?.position()?;
    Some(json!({ "file": display_path(&place?.source.path), "line": line, "column": column }))
}
