//! `jianbao diff`: what has changed since the last release.

use std::path::Path;

use serde_json::{Value, json};

use super::args::Diff as Args;
use super::print::shown;
use super::{Cli, Exit};
use crate::change::{Changes, Look, looks};
use crate::diagnostic::{Code, Diagnostic, Fact};
use crate::difference::{Difference, Piece, Unit, differences, paper, units};
use crate::place::Place;
use crate::press::made;
use crate::project::{Job, Project};
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
}

pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let prepared = cli.one_issue(&args.issue).and_then(|job| {
        let layouts = cli.layouts()?;
        Ok((job, cli.engine(layouts, args.system_fonts)?))
    });
    let (job, engine) = match prepared {
        Ok(prepared) => prepared,
        Err(exit) => return exit,
    };
    let states = state(&engine, &cli.project, &job)
        .and_then(|(proof, new)| against(cli, &engine, &job, args.against.as_deref(), &proof, new));
    match states {
        Ok((name, old, new)) => {
            let changes = Changes::between(&old.looks, &new.looks);
            let silent = |state: &State| state.units.iter().all(|unit| unit.cells.iter().all(String::is_empty));
            let has_words = !silent(&old);
            let mut differences = if has_words { differences(&old.units, &new.units) } else { Vec::new() };
            differences.retain(|difference| {
                ![&difference.old, &difference.new].into_iter().flatten().any(|unit| unit.repeats)
            });
            if cli.printer.is_json() {
                cli.printer.result(&as_json(&job, &name, &changes, &differences).to_string());
            } else {
                cli.printer.result(&cli.printer.changes(&job.issue, &changes));
                if !has_words {
                    cli.printer.result(&cli.lang.say("diff-no-text"));
                }
                differences.iter().for_each(|difference| show(cli, difference));
            }
            Exit::Done
        }
        Err(findings) => cli.fail(findings),
    }
}

/// The state of an issue as its files are.
fn state(engine: &Engine, project: &Project, job: &Job) -> Result<(Proof, State), Vec<Diagnostic>> {
    let (proof, findings) = guarded(engine, project, job);
    let proof = proof.ok_or(findings)?;
    let state = State { looks: looks(&proof.pages), units: units(&proof.document, &proof.pages) };
    Ok((proof, state))
}

/// What to compare with, by its name, and both states as they can be compared.
fn against(
    cli: &Cli,
    engine: &Engine,
    job: &Job,
    wish: Option<&str>,
    proof: &Proof,
    new: State,
) -> Result<(String, State, State), Vec<Diagnostic>> {
    let one = |finding| vec![finding];
    let none = || one(Diagnostic::new(Code::ReleaseNone).at(Place::file(&job.issue)));
    let release = match wish {
        None => last(&cli.project, job).map_err(one)?.ok_or_else(none)?,
        Some(name) if is_name(name) => named(&cli.project, job, name).map_err(one)?,
        Some(file) => {
            let path = cli.project.path(Path::new(file));
            let is_pdf = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
            if is_pdf {
                let (old, new) = papers(engine, &path, proof)?;
                return Ok((shown(&path), old, new));
            }
            let jobs = cli.project.jobs(&[Path::new(file).to_owned()], None)?;
            let [other] = jobs.as_slice() else {
                return Err(one(Diagnostic::new(Code::OneIssue).with("issues", jobs.len()).at(Place::file(&path))));
            };
            return Ok((shown(&path), state(engine, &cli.project, other)?.1, new));
        }
    };
    let (project, old) = release.issue()?;
    let mut old = state(engine, &project, &old)?.1;
    // What was plated counts, where layouts or faces have changed since.
    if let Some(looks) = release.looks() {
        old.looks = looks.to_vec();
    }
    Ok((release.name, old, new))
}

/// A PDF and that of the issue, by what a reader of PDFs makes of both.
fn papers(engine: &Engine, path: &Path, proof: &Proof) -> Result<(State, State), Vec<Diagnostic>> {
    let bytes = read_limited(path, MAX_PDF).map_err(|finding| vec![finding])?;
    let read = |bytes: &[u8]| paper(bytes).map(|(looks, units)| State { looks, units });
    let both = on_stack(|| {
        let old = read(&bytes).map_err(|finding| vec![finding.at(Place::file(path))])?;
        let own = made(engine, &proof.document, &proof.pages, None)?;
        Ok((old, read(&own).map_err(|finding| vec![finding])?))
    });
    both.unwrap_or_else(|| Err(vec![Diagnostic::new(Code::Crashed).at(Place::file(path))]))
}

/// Where, and both states in a line each, what changed between 【 and 】.
fn show(cli: &Cli, difference: &Difference) {
    let number = |unit: Option<&Unit>| unit.map_or(0, |unit| unit.page);
    let (old, new) = (number(difference.old.as_ref()), number(difference.new.as_ref()));
    let line = difference.new.as_ref().and_then(|unit| unit.place.as_ref()?.position()).map_or(0, |(line, _)| line);
    let say = |key, facts: &[(&'static str, Fact)]| cli.lang.text(key, facts);
    let head = if new == 0 {
        say("diff-gone", &[("page", Fact::from(old))])
    } else {
        let moved = if old == new { 0 } else { old };
        say("diff-place", &[("page", Fact::from(new)), ("line", Fact::from(line))])
            + &say("diff-before", &[("page", Fact::from(moved))])
    };
    cli.printer.result(&head);
    if difference.old.is_some() {
        cli.printer.result(&format!("  {}  {}", cli.lang.say("diff-old"), side(&difference.pieces, true)));
    }
    if difference.new.is_some() {
        cli.printer.result(&format!("  {}  {}", cli.lang.say("diff-new"), side(&difference.pieces, false)));
    }
}

/// One of the two states in a line.
fn side(pieces: &[Piece], is_old: bool) -> String {
    let piece = |(index, piece): (usize, &Piece)| match piece {
        Piece::Same(text) => shortened(text, index > 0, index + 1 < pieces.len()),
        Piece::Removed(text) if is_old => format!("【{text}】"),
        Piece::Added(text) if !is_old => format!("【{text}】"),
        _ => String::new(),
    };
    pieces.iter().enumerate().map(piece).collect()
}

/// What both have in common is shown as far as it helps to find the place.
fn shortened(text: &str, after_change: bool, before_change: bool) -> String {
    const NEAR: usize = 12;
    let all: Vec<char> = text.chars().collect();
    let head = if after_change { NEAR } else { 0 };
    let tail = if before_change { NEAR } else { 0 };
    if all.len() <= head + tail + 1 {
        return text.to_owned();
    }
    let (head, tail): (String, String) = (all[..head].iter().collect(), all[all.len() - tail..].iter().collect());
    format!("{head}…{tail}")
}

fn as_json(job: &Job, against: &str, changes: &Changes, differences: &[Difference]) -> Value {
    let difference = |difference: &Difference| {
        let place = difference.new.as_ref().and_then(|unit| unit.place.as_ref());
        let pieces = difference.pieces.iter().map(|piece| match piece {
            Piece::Same(text) => json!({ "same": text }),
            Piece::Removed(text) => json!({ "removed": text }),
            Piece::Added(text) => json!({ "added": text }),
        });
        json!({
            "page": difference.new.as_ref().map(|unit| unit.page),
            "page-before": difference.old.as_ref().map(|unit| unit.page),
            "path": place.map(|place| shown(&place.source.path)),
            "line": place.and_then(Place::position).map(|(line, _)| line),
            "pieces": pieces.collect::<Vec<_>>(),
        })
    };
    let moved = changes.moved.iter().map(|(page, from)| json!({ "page": page, "from": from }));
    json!({
        "issue": shown(&job.issue),
        "against": against,
        "changed-pages": changes.pages,
        "moved-pages": moved.collect::<Vec<_>>(),
        "pages-before": changes.before,
        "pages": changes.after,
        "differences": differences.iter().map(difference).collect::<Vec<_>>(),
    })
}
