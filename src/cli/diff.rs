//! `jianbao diff`: what has changed since the last release.

mod against;
mod signed;

use std::path::Path;

use serde_json::{Value, json};

use self::against::{MAX_PDF, against, state};
use self::signed::signable;
use super::args::Diff as Args;
use super::{Cli, Exit, printer};
use crate::diagnostic::Place;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::input::file::read_limited;
use crate::output::write;
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
    /// What it is compared with.
    name: String,
    changes: Changes,
    differences: Vec<Difference>,
    /// The differences that the contents page repeats.
    repeated: Vec<Difference>,
    /// Pages that changed without a word of their own, with the reason.
    besides: Vec<(String, String)>,
    /// The names of style markers.
    names: Names,
}

pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let (job, engine) = match cli.issue(&args.issue, args.system_fonts) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    match compared(cli, &engine, &job, args) {
        Ok(()) => Exit::Done,
        Err(findings) => cli.fail(findings),
    }
}

fn compared(cli: &Cli, engine: &Engine, job: &Job, args: &Args) -> Result<(), Vec<Diagnostic>> {
    let target = args.proof.as_deref().map(|path| cli.project.path(path));
    if let Some(path) = target.as_ref().filter(|path| !may_be_proof(cli, path)) {
        return Err(vec![Diagnostic::new(Code::ProofName).at(Place::file(path))]);
    }
    let new = state(engine, &cli.project, job)?;
    let (name, old, new) = against(cli, engine, job, args.against.as_deref(), new)?;
    let has_words = old.passages.iter().any(|unit| unit.cells.iter().any(|words| !words.is_empty()));
    let differences = if has_words { differences(&old.passages, &new.passages) } else { Vec::new() };
    let told = told(cli, name, Changes::between(&old.fingerprints, &new.fingerprints), differences);
    if cli.printer.is_json() {
        cli.printer.result(&as_json(job, &told).to_string());
    } else {
        tell(cli, job, &told, has_words);
    }
    let Some(path) = target else { return Ok(()) };
    let Some(old) = &old.typeset else {
        return Err(vec![Diagnostic::new(Code::ProofOfPdf).at(Place::file(&path))]);
    };
    if told.changes.is_empty() && told.differences.is_empty() {
        printer::remark(&cli.lang.text("proof-nothing", &[("file", Arg::Text(display_path(&path)))]));
        return Ok(());
    }
    let bytes = signable(cli, engine, job, old, &told)?;
    write(&path, &bytes).map_err(|finding| vec![finding])?;
    if !cli.printer.is_json() {
        cli.printer.written("new-done", &path);
    }
    Ok(())
}

/// Checks that a proof may be written to a path: it may replace an older proof and nothing else.
fn may_be_proof(cli: &Cli, path: &Path) -> bool {
    let is_older =
        || read_limited(path, MAX_PDF).is_ok_and(|bytes| with_large_stack(|| is_proof(&bytes)) == Some(true));
    is_pdf(path) && cli.project.pdf_collision(path).is_none() && (!path.exists() || is_older())
}

/// Collects what is reported. Where the contents page repeats a changed title, that is said once and not word by word.
fn told(cli: &Cli, name: String, changes: Changes, differences: Vec<Difference>) -> DiffReport {
    let others = reflowed_pages(&changes, &differences);
    let (repeated, differences): (Vec<_>, Vec<_>) = differences.into_iter().partition(Difference::is_repeated);
    let mut contents: Vec<_> = repeated.iter().filter_map(|d| d.page().or(d.page_before())).collect();
    contents.dedup();
    let besides = [(contents, "diff-contents"), (others, "diff-followed")];
    let besides = besides.into_iter().filter(|(pages, _)| !pages.is_empty());
    let besides = besides.map(|(pages, key)| (cli.printer.listed(&pages), cli.lang.say(key))).collect();
    DiffReport { name, changes, differences, repeated, besides, names: cli.printer.names() }
}

fn tell(cli: &Cli, job: &Job, told: &DiffReport, has_words: bool) {
    cli.printer.result(&cli.printer.changes(&job.issue, &told.changes));
    if !has_words {
        return cli.printer.result(&cli.lang.say("diff-no-text"));
    }
    told.differences.iter().for_each(|difference| show(cli, difference, &told.names));
    for (pages, words) in &told.besides {
        let args = [("pages", Arg::from(pages.as_str())), ("words", Arg::from(words.as_str()))];
        cli.printer.result(&cli.lang.text("diff-besides", &args));
    }
}

/// Where, and both states in a line each, what changed between 【 and 】.
fn show(cli: &Cli, difference: &Difference, names: &Names) {
    let (old, new) = (difference.page_before().unwrap_or(0), difference.page().unwrap_or(0));
    let place = difference.new.as_ref().and_then(|unit| unit.place.as_ref());
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
        return cli.printer.result(&format!("  {}  {}", cli.lang.say("diff-moved"), side(&pieces, false)));
    }
    if difference.old.is_some() {
        cli.printer.result(&format!("  {}  {}", cli.lang.say("diff-old"), side(&pieces, true)));
    }
    if difference.new.is_some() {
        cli.printer.result(&format!("  {}  {}", cli.lang.say("diff-new"), side(&pieces, false)));
    }
}

/// One of the two states in a line.
fn side(pieces: &[Piece], is_old: bool) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Same(text) => text.clone(),
        Piece::Removed(text) if is_old => format!("【{text}】"),
        Piece::Added(text) if !is_old => format!("【{text}】"),
        _ => String::new(),
    };
    pieces.iter().map(piece).collect()
}

fn as_json(job: &Job, told: &DiffReport) -> Value {
    let DiffReport { name, changes, differences, names, .. } = told;
    let difference = |difference: &Difference| {
        let place = difference.new.as_ref().and_then(|unit| unit.place.as_ref());
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
