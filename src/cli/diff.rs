//! `jianbao diff`: what has changed since the last release.

use std::path::Path;

use serde_json::{Value, json};

use super::args::Diff as Args;
use super::print::{moved, shown};
use super::{Cli, Exit};
use crate::change::{Changes, Look, looks};
use crate::correction::marked_proof;
use crate::diagnostic::{Code, Diagnostic, Fact};
use crate::difference::{Difference, Names, Piece, Unit, differences, paper, profile, units};
use crate::export::plain;
use crate::issue::Profile;
use crate::markup::SIGNS;
use crate::message::Lang;
use crate::place::Place;
use crate::press::{made, write};
use crate::project::{Job, Project, is_pdf};
use crate::proof::{Proof, guarded, on_stack};
use crate::release::{is_name, last, named};
use crate::source::read_limited;
use crate::world::Engine;

/// The largest PDF that is compared, in bytes.
const MAX_PDF: u64 = 512 << 20;

/// One of two states: how its pages look, and its words.
struct State {
    looks: Vec<Look>,
    units: Vec<Unit>,
    /// Its pages; nothing of a PDF.
    proof: Option<Proof>,
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
    // None of the PDFs that go to print is lost.
    if let Some(path) = target.as_ref().filter(|path| !is_pdf(path) || cli.project.taken(path).is_some()) {
        return Err(vec![Diagnostic::new(Code::ProofName).at(Place::file(path))]);
    }
    let new = state(engine, &cli.project, job)?;
    let (name, old, new) = against(cli, engine, job, args.against.as_deref(), new)?;
    let changes = Changes::between(&old.looks, &new.looks);
    let has_words = old.units.iter().any(|unit| unit.cells.iter().any(|words| !words.is_empty()));
    let mut differences = if has_words { differences(&old.units, &new.units) } else { Vec::new() };
    let repeats =
        |difference: &Difference| difference.new.as_ref().or(difference.old.as_ref()).is_some_and(|u| u.repeats);
    differences.retain(|difference| !repeats(difference));
    let names = names(cli.lang);
    if cli.printer.is_json() {
        cli.printer.result(&as_json(job, &name, &changes, &differences, &names).to_string());
    } else {
        cli.printer.result(&cli.printer.changes(&job.issue, &changes));
        if !has_words {
            cli.printer.result(&cli.lang.say("diff-no-text"));
        }
        differences.iter().for_each(|difference| show(cli, difference, &names));
    }
    let Some(path) = target else { return Ok(()) };
    let Some(old) = &old.proof else {
        return Err(vec![Diagnostic::new(Code::ProofOfPdf).at(Place::file(&path))]);
    };
    if changes.is_empty() && differences.is_empty() {
        anstream::eprintln!("{}", cli.lang.text("proof-nothing", &[("file", Fact::Text(shown(&path)))]));
        return Ok(());
    }
    let summary = cli.printer.changes(&job.issue, &changes);
    let bytes = signable(cli, engine, job, old, &differences, &format!("{name} → {summary}"))?;
    write(&path, &bytes).map_err(|finding| vec![finding])?;
    if !cli.printer.is_json() {
        cli.printer.written("new-done", &path);
    }
    Ok(())
}

/// The proof to be signed, in the colours of a screen.
fn signable(
    cli: &Cli,
    engine: &Engine,
    job: &Job,
    old: &Proof,
    differences: &[Difference],
    summary: &str,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let job = Job { profile: Some(Profile::Screen), ..job.clone() };
    let (new, findings) = guarded(engine, &cli.project, &job);
    let new = new.ok_or(findings)?;
    let say = |key| cli.lang.say(key);
    let words = json!({
        "title": say("proof-title"),
        "page": say("proof-page"),
        "change": say("proof-change"),
        "removed": say("proof-removed"),
        "signatures": say("proof-signatures").split(',').collect::<Vec<_>>(),
        "summary": summary,
    });
    let names = names(cli.lang);
    let made = on_stack(|| {
        let pages = marked_proof(engine, old, &new, differences, &words, &names)?;
        plain(&new.document, &pages).map_err(|finding| vec![finding])
    });
    made.unwrap_or_else(|| Err(vec![Diagnostic::new(Code::Crashed).at(Place::file(&job.issue))]))
}

/// The state of an issue as its files are.
fn state(engine: &Engine, project: &Project, job: &Job) -> Result<State, Vec<Diagnostic>> {
    let (proof, findings) = guarded(engine, project, job);
    let proof = proof.ok_or(findings)?;
    Ok(State { looks: looks(&proof.pages), units: units(&proof.document, &proof.pages), proof: Some(proof) })
}

/// What to compare with, by its name, and both states as they can be compared.
fn against(
    cli: &Cli,
    engine: &Engine,
    job: &Job,
    wish: Option<&str>,
    new: State,
) -> Result<(String, State, State), Vec<Diagnostic>> {
    let one = |finding| vec![finding];
    let none = || one(Diagnostic::new(Code::ReleaseNone).at(Place::file(&job.issue)));
    let release = match wish {
        None => last(&cli.project, job).map_err(one)?.ok_or_else(none)?,
        Some(name) if is_name(name) => named(&cli.project, job, name).map_err(one)?,
        Some(file) => {
            let path = cli.project.path(Path::new(file));
            if is_pdf(&path) {
                let (old, new) = papers(cli, engine, job, &path, new)?;
                return Ok((shown(&path), old, new));
            }
            let jobs = cli.project.jobs(&[Path::new(file).to_owned()], None)?;
            let [other] = jobs.as_slice() else {
                return Err(one(Diagnostic::new(Code::OneIssue).with("issues", jobs.len()).at(Place::file(&path))));
            };
            return Ok((shown(&path), state(engine, &cli.project, other)?, new));
        }
    };
    let (project, old) = release.issue()?;
    let mut old = state(engine, &project, &old)?;
    // What was plated counts, where layouts or faces have changed since.
    if let Some(looks) = release.looks() {
        old.looks = looks.to_vec();
    }
    Ok((release.name, old, new))
}

/// A PDF and that of the issue in the same profile, by what a reader of PDFs makes of both.
fn papers(cli: &Cli, engine: &Engine, job: &Job, path: &Path, new: State) -> Result<(State, State), Vec<Diagnostic>> {
    let bytes = read_limited(path, MAX_PDF).map_err(|finding| vec![finding])?;
    let read = |bytes: &[u8]| paper(bytes).map(|(looks, units)| State { looks, units, proof: None });
    let crashed = || Err(vec![Diagnostic::new(Code::Crashed).at(Place::file(path))]);
    let old = on_stack(|| read(&bytes).map_err(|finding| vec![finding.at(Place::file(path))]));
    let old = old.unwrap_or_else(crashed)?;
    let wish = on_stack(|| profile(&bytes)).flatten();
    let own = new.proof.filter(|proof| wish.is_none_or(|wish| wish == proof.document.profile));
    let (proof, findings) = match own {
        Some(proof) => (Some(proof), Vec::new()),
        None => guarded(engine, &cli.project, &Job { profile: wish, ..job.clone() }),
    };
    let proof = proof.ok_or(findings)?;
    let new = on_stack(|| {
        let own = made(engine, &proof.document, &proof.pages, None)?;
        read(&own).map_err(|finding| vec![finding])
    });
    Ok((old, new.unwrap_or_else(crashed)?))
}

fn names(lang: Lang) -> Names {
    SIGNS.iter().map(|(sign, key)| (*sign, lang.say(key))).collect()
}

/// Where, and both states in a line each, what changed between 【 and 】.
fn show(cli: &Cli, difference: &Difference, names: &Names) {
    let number = |unit: Option<&Unit>| unit.map_or(0, |unit| unit.page);
    let (old, new) = (number(difference.old.as_ref()), number(difference.new.as_ref()));
    let place = difference.new.as_ref().and_then(|unit| unit.place.as_ref());
    let line = place.and_then(Place::position).map_or(0, |(line, _)| line);
    let file = place.and_then(|place| place.source.path.file_name()).unwrap_or_default().to_string_lossy();
    let say = |key, facts: &[(&'static str, Fact)]| cli.lang.text(key, facts);
    let head = if new == 0 {
        say("diff-gone", &[("page", Fact::from(old))])
    } else {
        let moved = if old == new { 0 } else { old };
        say("diff-place", &[("page", Fact::from(new)), ("line", Fact::from(line)), ("file", Fact::from(file.as_ref()))])
            + &say("diff-before", &[("page", Fact::from(moved))])
    };
    cli.printer.result(&head);
    let pieces = difference.shown(names);
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

fn as_json(job: &Job, against: &str, changes: &Changes, differences: &[Difference], names: &Names) -> Value {
    let difference = |difference: &Difference| {
        let place = difference.new.as_ref().and_then(|unit| unit.place.as_ref());
        json!({
            "page": difference.new.as_ref().map(|unit| unit.page),
            "page-before": difference.old.as_ref().map(|unit| unit.page),
            "path": place.map(|place| shown(&place.source.path)),
            "line": place.and_then(Place::position).map(|(line, _)| line),
            "pieces": difference.pieces.iter().map(|piece| piece.named(names).json()).collect::<Vec<_>>(),
        })
    };
    json!({
        "issue": shown(&job.issue),
        "against": against,
        "changed-pages": changes.pages,
        "moved-pages": moved(changes),
        "pages-before": changes.before,
        "pages": changes.after,
        "differences": differences.iter().map(difference).collect::<Vec<_>>(),
    })
}
