//! `--pages`: writes only the pages that need new plates.

use std::sync::Arc;

use super::args::Pages;
use super::{Cli, Exit};
use crate::diagnostic::{Arg, Checked, Code, Diagnostic, Findings, Place};
use crate::output::write;
use crate::pdf::imposition::Imposition;
use crate::pdf::make::{make_pdf_of_pages, sheets_with};
use crate::project::Job;
use crate::range::runs;
use crate::report::display_path;
use crate::revision::copyfit::{CorrectedIssue, FitHint, reflowed_pages};
use crate::revision::diff::{differences, passages};
use crate::revision::release::{self, Release};
use crate::typeset::fingerprint::{Changes, fingerprints};
use crate::typeset::guard::{run_guarded, with_large_stack};
use crate::typeset::pipeline::{TypesetIssue, typeset_guarded};
use crate::typeset::world::Engine;

/// Which pages are written, and how.
pub struct Selection<'s> {
    /// The pages that changed since the last release, or those of these numbers.
    pub pages: &'s Pages,
    /// Whether the page on the other side of each leaf is written, too.
    pub both_sides: bool,
    /// How pages are imposed on sheets to be folded, if they are.
    pub imposition: Option<Imposition>,
    /// Whether faces of the machine may be used.
    pub system_fonts: bool,
}

/// The pages that are written.
struct Chosen {
    /// Their numbers, from 1. Blank pages that fill up the sheets are counted.
    numbers: Vec<usize>,
    /// How the issue has changed since its release, if that was asked for.
    changes: Option<Changes>,
}

/// Runs `build --pages` or `impose --pages`.
pub fn run(cli: &mut Cli, job: &Job, selection: &Selection) -> Exit {
    let engine = match cli.layouts().and_then(|layouts| cli.engine(layouts, selection.system_fonts)) {
        Ok(engine) => engine,
        Err(exit) => return exit,
    };
    match write_selection(cli, &engine, job, selection) {
        Ok(()) => Exit::Done,
        Err(findings) => cli.fail(findings),
    }
}

fn write_selection(cli: &Cli, engine: &Engine, job: &Job, selection: &Selection) -> Result<(), Findings> {
    let typeset = cli.typeset(engine, job)?;
    let chosen = choose_pages(cli, engine, job, &typeset, selection)?;
    write_pages(cli, engine, job, &typeset, selection, &chosen)
}

/// Chooses the pages to be written.
fn choose_pages(
    cli: &Cli,
    engine: &Engine,
    job: &Job,
    typeset: &TypesetIssue,
    selection: &Selection,
) -> Result<Chosen, Findings> {
    let profile = typeset.document.profile;
    if !profile.is_for_plates() {
        let finding = Diagnostic::new(Code::PagesNotForPlates).with("profile", profile.name());
        return Err(finding.at(Place::file(&job.issue)).into());
    }
    let count = typeset.pages.pages().len();
    let mut chosen = match selection.pages {
        Pages::Changed => choose_changed(cli, engine, job, typeset)?,
        Pages::Listed(numbers) => Chosen { numbers: numbers.clone(), changes: None },
    };
    if let Some(number) = chosen.numbers.iter().find(|number| **number > count) {
        let finding = Diagnostic::new(Code::PageMissing).with("page", *number).with("pages", count);
        return Err(finding.at(Place::file(&job.issue)).into());
    }
    if selection.both_sides {
        // An odd page and the even one after it share a leaf.
        let leaf = |number: &usize| number.div_ceil(2);
        let leaves: Vec<_> = chosen.numbers.iter().map(leaf).collect();
        chosen.numbers = (1..=count).filter(|number| leaves.contains(&leaf(number))).collect();
    }
    Ok(chosen)
}

/// Writes the chosen pages of an issue to a file of their own, and prints which they are.
fn write_pages(
    cli: &Cli,
    engine: &Engine,
    job: &Job,
    typeset: &TypesetIssue,
    selection: &Selection,
    chosen: &Chosen,
) -> Result<(), Findings> {
    let Chosen { numbers, changes } = chosen;
    let count = typeset.pages.pages().len();
    let reported_count = changes.as_ref().map_or(count, |changes| changes.after);
    if numbers.is_empty() {
        if cli.printer.is_json() {
            cli.printer.pages_json(job, None, reported_count, changes.as_ref());
        } else {
            cli.printer.result(&cli.lang.say("pages-none"));
        }
        return Ok(());
    }
    let at_issue = |finding: Diagnostic| finding.at(Place::file(&job.issue));
    let made = run_guarded(Some(&job.issue), || {
        make_pdf_of_pages(engine, &typeset.document, &typeset.pages, numbers, selection.imposition)
    });
    let Checked { value: bytes, warnings } =
        made.map_err(|findings| Findings::from(findings.into_iter().map(at_issue).collect::<Vec<_>>()))?;
    cli.printer.findings(&warnings.into_iter().map(at_issue).collect::<Vec<_>>());
    let (kind, sheets) = match selection.imposition {
        Some(imposition) => {
            let sheets = sheets_with(imposition, count, numbers);
            (format!("{}-sheets-{}", imposition.name(), join_numbers(&sheets)), sheets.len())
        }
        None => (format!("pages-{}", join_numbers(numbers)), 0),
    };
    let output = job.beside(&kind);
    if let Some(finding) = cli.project.pdf_collision(&output).filter(|_| job.named) {
        return Err(finding.into());
    }
    write(&output, &bytes)?;
    if cli.printer.is_json() {
        cli.printer.pages_json(job, Some(&output), reported_count, changes.as_ref());
    } else {
        let args = [
            ("file", Arg::Text(display_path(&output))),
            ("pages", Arg::Text(cli.printer.listed(numbers))),
            ("count", Arg::from(numbers.len())),
            ("sheets", Arg::from(sheets)),
        ];
        cli.printer.result(&cli.lang.text("pages-done", &args));
    }
    Ok(())
}

/// Chooses the pages that look different from those of the last release, and prints how the issue has changed.
///
/// For sheets, blank pages fill the issue up and its imprint moves behind them. What is printed doesn't count them, so
/// that it is the same as for pages that aren't imposed.
fn choose_changed(cli: &Cli, engine: &Engine, job: &Job, typeset: &TypesetIssue) -> Result<Chosen, Findings> {
    let none = || Diagnostic::new(Code::ReleaseNone).at(Place::file(&job.issue));
    let release = release::read_last(&cli.project, job)?.ok_or_else(none)?;
    if !job.imposed {
        let changes = report_changes(cli, engine, job, typeset, &release)?;
        return Ok(Chosen { numbers: changes.pages.clone(), changes: Some(changes) });
    }
    let unfilled = Job { imposed: false, profile: Some(typeset.document.profile), ..job.clone() };
    let new = typeset_guarded(engine, &cli.project, &unfilled)?.value;
    let changes = report_changes(cli, engine, &unfilled, &new, &release)?;
    let old = typeset_release(engine, &release, true)?;
    let on_sheets = Changes::between(&fingerprints(&old.pages), &fingerprints(&typeset.pages));
    Ok(Chosen { numbers: on_sheets.pages, changes: Some(changes) })
}

/// Typesets the issue of a release, filled up for sheets or not.
fn typeset_release(engine: &Engine, release: &Release, imposed: bool) -> Result<TypesetIssue, Findings> {
    let (project, released) = release.issue()?;
    Ok(typeset_guarded(engine, &project, &Job { imposed, ..released })?.value)
}

/// Compares an issue with its release, and prints how its pages have changed. Where text was pushed to other pages, it
/// prints what would keep them.
fn report_changes(
    cli: &Cli,
    engine: &Engine,
    job: &Job,
    new: &TypesetIssue,
    release: &Release,
) -> Result<Changes, Findings> {
    let old = typeset_release(engine, release, false)?;
    let own = fingerprints(&old.pages);
    // The released pages count, even if layouts or faces have changed since.
    let released = release.fingerprints().unwrap_or(&own);
    let changes = Changes::between(released, &fingerprints(&new.pages));
    if cli.printer.is_json() {
        return Ok(changes);
    }
    cli.printer.result(&cli.printer.changes(&job.issue, &changes));
    let differences = differences(&passages(&old.document, &old.pages), &passages(&new.document, &new.pages));
    let others = reflowed_pages(&changes, &differences);
    if !others.is_empty() && !differences.is_empty() {
        let (project, fingerprints, differences) = (&cli.project, released, differences.as_slice());
        let years = Arc::default();
        let corrected = CorrectedIssue { engine, project, job, old: &old, fingerprints, new, differences, years };
        let hint = with_large_stack(Some(&job.issue), || corrected.suggest_fit()).ok().flatten();
        print_reflow(cli, job, &others, hint);
    }
    Ok(changes)
}

/// Prints which other pages a correction changed, and what would keep them.
fn print_reflow(cli: &Cli, job: &Job, others: &[usize], hint: Option<FitHint>) {
    let file = job.issue.file_name().unwrap_or_default().to_string_lossy();
    let mut args = vec![("others", Arg::Text(cli.printer.listed(others))), ("file", Arg::from(file.as_ref()))];
    let key = match hint {
        None => "pages-pushed",
        Some(FitHint { page, line, characters, add }) => {
            let figures = [("page", page), ("line", line), ("characters", characters)];
            args.extend(figures.map(|(name, figure)| (name, Arg::from(figure))));
            if add { "pages-pushed-add" } else { "pages-pushed-cut" }
        }
    };
    cli.printer.result(&cli.lang.text(key, &args));
}

/// Joins numbers for the name of a file: `3-4,7`.
fn join_numbers(numbers: &[usize]) -> String {
    let run =
        |(first, last): &(usize, usize)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    runs(numbers).iter().map(run).collect::<Vec<_>>().join(",")
}
