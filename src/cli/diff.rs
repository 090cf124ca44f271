//! `jianbao diff`: prints what has changed since the last release, and makes the proof to be signed.

mod against;
mod signed;

use std::path::Path;

use serde_json::{Value, json};

pub use self::against::print_words;
use self::against::{pair_states, typeset_state};
use self::signed::make_proof;
use super::args::Diff as Args;
use super::{Cli, Exit, printer};
use crate::diagnostic::{Arg, Code, Diagnostic, Findings, Place};
use crate::output::write;
use crate::pdf::apart::{Task, run_task};
use crate::pdf::read_pdf_file;
use crate::project::{Job, is_pdf};
use crate::report::{display_path, moved};
use crate::revision::copyfit::reflowed_pages;
use crate::revision::diff::{Difference, Names, Piece, differences};
use crate::revision::proof::is_proof;
use crate::typeset::fingerprint::Changes;
use crate::typeset::guard::with_large_stack;
use crate::typeset::world::Engine;

/// The differences of an issue, as they are reported.
struct DiffReport {
    /// The name of the release or file that it is compared with.
    name: String,
    /// Which pages look different.
    changes: Changes,
    /// The differences, without those on the contents page.
    differences: Vec<Difference>,
    /// The differences that the contents page repeats.
    repeated: Vec<Difference>,
    /// Pages that changed though no word of their own did, each list with the reason in the user's words.
    others: Vec<(String, String)>,
    /// The names of style markers.
    names: Names,
}

/// Runs `diff`.
pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let (job, engine) = match cli.issue(&args.issue, args.system_fonts) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    match compare(cli, &engine, &job, args) {
        Ok(()) => Exit::Done,
        Err(findings) => cli.fail(findings),
    }
}

/// Compares the issue, prints the report and writes the proof if that is asked for.
fn compare(cli: &Cli, engine: &Engine, job: &Job, args: &Args) -> Result<(), Findings> {
    let target = args.proof.as_deref().map(|path| cli.project.path(path));
    if let Some(path) = target.as_ref().filter(|path| !may_be_proof(cli, path)) {
        return Err(Diagnostic::new(Code::ProofName).at(Place::file(path)).into());
    }
    let new = typeset_state(engine, &cli.project, job)?;
    let (name, old, new) = pair_states(cli, engine, job, args.against.as_deref(), new)?;
    let has_words = old.passages.iter().any(|passage| passage.cells.iter().any(|words| !words.is_empty()));
    let differences = if has_words { differences(&old.passages, &new.passages) } else { Vec::new() };
    let report = collect_report(cli, name, Changes::between(&old.fingerprints, &new.fingerprints), differences);
    if cli.printer.is_json() {
        cli.printer.result(&to_json(job, &report).to_string());
    } else {
        print_report(cli, job, &report, has_words);
    }
    let Some(path) = target else { return Ok(()) };
    let Some(old) = &old.typeset else {
        return Err(Diagnostic::new(Code::ProofOfPdf).at(Place::file(&path)).into());
    };
    if report.changes.is_empty() && report.differences.is_empty() {
        printer::note(&cli.lang.text("proof-nothing", &[("file", Arg::Text(display_path(&path)))]));
        return Ok(());
    }
    let bytes = make_proof(cli, engine, job, old, &report)?;
    write(&path, &bytes)?;
    if !cli.printer.is_json() {
        cli.printer.written("new-done", &path);
    }
    Ok(())
}

/// Checks that a proof may be written to a path: it may replace an older proof and nothing else.
fn may_be_proof(cli: &Cli, path: &Path) -> bool {
    // What lies there may be a PDF of others.
    let is_older = || run_task(path, &Task::Proof(path.to_owned())).is_ok_and(|done| done.code == 0);
    is_pdf(path) && cli.project.pdf_collision(path).is_none() && (!path.exists() || is_older())
}

/// Returns whether a file is a proof to be signed, in the child process.
pub fn is_proof_file(path: &Path) -> bool {
    let bytes = read_pdf_file(path);
    bytes.is_ok_and(|bytes| with_large_stack(Some(path), || is_proof(&bytes)).unwrap_or(false))
}

/// Collects what is reported. Where the contents page repeats a changed title, that is said once and not word by word.
fn collect_report(cli: &Cli, name: String, changes: Changes, differences: Vec<Difference>) -> DiffReport {
    let others = reflowed_pages(&changes, &differences);
    let (repeated, differences): (Vec<_>, Vec<_>) = differences.into_iter().partition(Difference::is_repeated);
    let mut contents: Vec<_> = repeated.iter().filter_map(|d| d.page().or(d.page_before())).collect();
    contents.dedup();
    let others = [(contents, "diff-contents"), (others, "diff-followed")];
    let others = others.into_iter().filter(|(pages, _)| !pages.is_empty());
    let others = others.map(|(pages, key)| (cli.printer.listed(&pages), cli.lang.say(key))).collect();
    DiffReport { name, changes, differences, repeated, others, names: cli.printer.names() }
}

/// Prints the report in words.
fn print_report(cli: &Cli, job: &Job, report: &DiffReport, has_words: bool) {
    cli.printer.result(&cli.printer.changes(&job.issue, &report.changes));
    if !has_words {
        return cli.printer.result(&cli.lang.say("diff-no-text"));
    }
    report.differences.iter().for_each(|difference| print_difference(cli, difference, &report.names));
    for (pages, words) in &report.others {
        let args = [("pages", Arg::from(pages.as_str())), ("words", Arg::from(words.as_str()))];
        cli.printer.result(&cli.lang.text("diff-besides", &args));
    }
}

/// Prints where a difference is, and both states in a line each. What changed stands between 【 and 】.
fn print_difference(cli: &Cli, difference: &Difference, names: &Names) {
    let (old, new) = (difference.page_before().unwrap_or(0), difference.page().unwrap_or(0));
    let place = difference.new.as_ref().and_then(|passage| passage.place.as_ref());
    let line = place.and_then(Place::position).map_or(0, |(line, _)| line);
    let file = place.and_then(|place| place.source.path.file_name()).unwrap_or_default().to_string_lossy();
    let say = |key, args: &[(&'static str, Arg)]| cli.lang.text(key, args);
    let head = if new == 0 {
        say("diff-gone", &[("page", Arg::from(old))])
    } else {
        let moved = if old == new { 0 } else { old };
        say("diff-place", &[("page", Arg::from(new)), ("line", Arg::from(line)), ("file", Arg::from(file.as_ref()))])
            + &say("diff-before", &[("page", Arg::from(moved))])
    };
    cli.printer.result(&head);
    let pieces = difference.display_pieces(names);
    if difference.is_move() {
        return cli.printer.result(&format!("  {}  {}", cli.lang.say("diff-moved"), state_line(&pieces, false)));
    }
    if difference.old.is_some() {
        cli.printer.result(&format!("  {}  {}", cli.lang.say("diff-old"), state_line(&pieces, true)));
    }
    if difference.new.is_some() {
        cli.printer.result(&format!("  {}  {}", cli.lang.say("diff-new"), state_line(&pieces, false)));
    }
}

/// Returns one of the two states in a line.
fn state_line(pieces: &[Piece<String>], is_old: bool) -> String {
    let piece = |piece: &Piece<String>| match piece {
        Piece::Same(text) => text.clone(),
        Piece::Removed(text) if is_old => format!("【{text}】"),
        Piece::Added(text) if !is_old => format!("【{text}】"),
        _ => String::new(),
    };
    pieces.iter().map(piece).collect()
}

/// Returns the report as a line of JSON.
fn to_json(job: &Job, report: &DiffReport) -> Value {
    let DiffReport { name, changes, differences, names, .. } = report;
    let difference = |difference: &Difference| {
        let place = difference.new.as_ref().and_then(|passage| passage.place.as_ref());
        json!({
            "page": difference.page(),
            "page-before": difference.page_before(),
            "path": place.map(|place| display_path(&place.source.path)),
            "line": place.and_then(Place::position).map(|(line, _)| line),
            "pieces": difference.pieces.iter().map(|piece| piece.named(names).json()).collect::<Vec<_>>(),
        })
    };
    json!({
        "issue": display_path(&job.issue),
        "against": name,
        "changed-pages": changes.pages,
        "moved-pages": moved(changes),
        "pages-before": changes.before,
        "pages": changes.after,
        "differences": differences.iter().map(difference).collect::<Vec<_>>(),
    })
}
