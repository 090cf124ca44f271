//! `--pages`: only what must be plated again.

use super::args::Pages;
use super::{Cli, Exit};
use crate::diagnostic::Place;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::output::write;
use crate::pdf::imposition::Imposition;
use crate::pdf::make::{make_pdf_of_pages, sheets_with};
use crate::project::Job;
use crate::range::runs;
use crate::report::display_path;
use crate::revision::copyfit::{CorrectedIssue, FitHint, reflowed_pages};
use crate::revision::diff::{differences, passages};
use crate::revision::release::last;
use crate::typeset::fingerprint::{Changes, fingerprints};
use crate::typeset::guard::with_large_stack;
use crate::typeset::pipeline::{TypesetIssue, typeset_guarded};
use crate::typeset::world::Engine;

/// Which pages, and how they are written.
pub struct Selection<'s> {
    /// Those that changed since the last release, or those of these numbers.
    pub pages: &'s Pages,
    /// With the other side of each leaf.
    pub both_sides: bool,
    /// On sheets to be folded.
    pub imposition: Option<Imposition>,
    /// Whether faces of the machine may be used.
    pub system_fonts: bool,
}

pub fn run(cli: &mut Cli, job: &Job, selection: &Selection) -> Exit {
    let engine = match cli.layouts().and_then(|layouts| cli.engine(layouts, selection.system_fonts)) {
        Ok(engine) => engine,
        Err(exit) => return exit,
    };
    let (typeset, findings) = typeset_guarded(&engine, &cli.project, job);
    cli.printer.findings(&findings);
    let Some(typeset) = typeset else { return Exit::of(&findings) };
    match written(cli, &engine, job, &typeset, selection) {
        Ok(()) => Exit::Done,
        Err(findings) => cli.fail(findings),
    }
}

fn written(
    cli: &Cli,
    engine: &Engine,
    job: &Job,
    typeset: &TypesetIssue,
    selection: &Selection,
) -> Result<(), Vec<Diagnostic>> {
    let at = |code| Diagnostic::new(code).at(Place::file(&job.issue));
    if !typeset.document.profile.is_for_plates() {
        return Err(vec![at(Code::PagesNotForPlates).with("profile", typeset.document.profile.name())]);
    }
    let count = typeset.pages.pages().len();
    let (numbers, changes) = choose_pages(cli, engine, job, typeset, selection)?;
    if numbers.is_empty() {
        if cli.printer.is_json() {
            cli.printer.pages_json(job, None, count, changes.as_ref());
        } else {
            cli.printer.result(&cli.lang.say("pages-none"));
        }
        return Ok(());
    }
    let made = with_large_stack(|| {
        make_pdf_of_pages(engine, &typeset.document, &typeset.pages, &numbers, selection.imposition)
    });
    let bytes = made.unwrap_or_else(|| Err(vec![at(Code::Crashed)]))?;
    let (kind, sheets) = match selection.imposition {
        Some(imposition) => {
            let sheets = sheets_with(imposition, count, &numbers);
            (format!("{}-sheets-{}", imposition.name(), named(&sheets)), sheets.len())
        }
        None => (format!("pages-{}", named(&numbers)), 0),
    };
    let output = job.beside(&kind);
    if let Some(finding) = cli.project.pdf_collision(&output).filter(|_| job.named) {
        return Err(vec![finding]);
    }
    write(&output, &bytes).map_err(|finding| vec![finding])?;
    if cli.printer.is_json() {
        cli.printer.pages_json(job, Some(&output), count, changes.as_ref());
    } else {
        let args = [
            ("file", Arg::Text(display_path(&output))),
            ("pages", Arg::Text(cli.printer.listed(&numbers))),
            ("sheets", Arg::from(sheets)),
        ];
        cli.printer.result(&cli.lang.text("pages-done", &args));
    }
    Ok(())
}

/// Returns the numbers of the pages to be written, and how the pages have changed if that was asked for.
fn choose_pages(
    cli: &Cli,
    engine: &Engine,
    job: &Job,
    typeset: &TypesetIssue,
    selection: &Selection,
) -> Result<(Vec<usize>, Option<Changes>), Vec<Diagnostic>> {
    let count = typeset.pages.pages().len();
    let (mut numbers, changes) = match selection.pages {
        Pages::Changed => changed(cli, engine, job, typeset).map(|changes| (changes.pages.clone(), Some(changes)))?,
        Pages::Listed(numbers) => (numbers.clone(), None),
    };
    if let Some(number) = numbers.iter().find(|number| **number > count) {
        let finding = Diagnostic::new(Code::PageMissing).with("page", *number).with("pages", count);
        return Err(vec![finding.at(Place::file(&job.issue))]);
    }
    if selection.both_sides {
        // An odd page and the even one after it share a leaf.
        numbers = (1..=count).filter(|number| numbers.iter().any(|n| n.div_ceil(2) == number.div_ceil(2))).collect();
    }
    Ok((numbers, changes))
}

/// Returns the pages that look different from those of the last release. Where text was pushed to other pages, it
/// prints that first, with what would keep them.
fn changed(cli: &Cli, engine: &Engine, job: &Job, typeset: &TypesetIssue) -> Result<Changes, Vec<Diagnostic>> {
    let none = || vec![Diagnostic::new(Code::ReleaseNone).at(Place::file(&job.issue))];
    let release = last(&cli.project, job).map_err(|finding| vec![finding])?.ok_or_else(none)?;
    let (project, released) = release.issue()?;
    let (old, findings) = typeset_guarded(engine, &project, &Job { imposed: job.imposed, ..released });
    let old = old.ok_or(findings)?;
    // The released pages were not filled up for sheets.
    let own = fingerprints(&old.pages);
    let old_looks = release.fingerprints().filter(|fingerprints| fingerprints.len() == own.len()).unwrap_or(&own);
    let changes = Changes::between(old_looks, &fingerprints(&typeset.pages));
    if cli.printer.is_json() {
        return Ok(changes);
    }
    cli.printer.result(&cli.printer.changes(&job.issue, &changes));
    let differences = differences(&passages(&old.document, &old.pages), &passages(&typeset.document, &typeset.pages));
    let others = reflowed_pages(&changes, &differences);
    if !others.is_empty() && !differences.is_empty() {
        let (project, fingerprints, differences) = (&cli.project, old_looks, differences.as_slice());
        let corrected = CorrectedIssue { engine, project, job, old: &old, fingerprints, new: typeset, differences };
        let room = with_large_stack(|| corrected.room()).flatten();
        told(cli, job, &others, room);
    }
    Ok(changes)
}

/// Prints which other pages a correction changed, and what would keep them.
fn told(cli: &Cli, job: &Job, others: &[usize], room: Option<FitHint>) {
    let file = job.issue.file_name().unwrap_or_default().to_string_lossy();
    let mut args = vec![("others", Arg::Text(cli.printer.listed(others))), ("file", Arg::from(file.as_ref()))];
    let key = match room {
        None => "pages-pushed",
        Some(FitHint { page, line, characters, add }) => {
            let figures = [("page", page), ("line", line), ("characters", characters)];
            args.extend(figures.map(|(name, figure)| (name, Arg::from(figure))));
            if add { "pages-pushed-add" } else { "pages-pushed-cut" }
        }
    };
    cli.printer.result(&cli.lang.text(key, &args));
}

/// Numbers in the name of a file: `3-4,7`.
fn named(numbers: &[usize]) -> String {
    let run =
        |(first, last): &(usize, usize)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    runs(numbers).iter().map(run).collect::<Vec<_>>().join(",")
}
