//! `jianbao volume`: a year's issues as one PDF, with contents and index.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Instant;

use indicatif::ProgressBar;

use super::args::Volume as Args;
use super::{Cli, Exit, STOP};
use crate::asset::layout::Layouts;
use crate::build::batch::{PdfOutput, Report, write_if_changed};
use crate::build::record::Records;
use crate::build::volume::{Volume, bind};
use crate::check::resolve_print_setup;
use crate::check::siblings::year_findings;
use crate::diagnostic::{Code, Diagnostic};
use crate::pdf::make::make_pdf;
use crate::project::IssueDirs;
use crate::project::Job;
use crate::project::year::{Year, read_year};
use crate::typeset::fingerprint::fingerprints;
use crate::typeset::guard::with_large_stack;
use crate::typeset::world::Engine;

pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let (year, job, remarks) = match prepared(cli, args) {
        Ok(prepared) => prepared,
        Err(findings) => return cli.fail(findings),
    };
    let layouts = match cli.layouts() {
        Ok(layouts) => layouts,
        Err(exit) => return exit,
    };
    cli.printer.findings(&remarks);
    let wishes = format!("volume {:?}", args.profile);
    let records = (!args.system_fonts).then(|| Records::new(&cli.project, &layouts, &wishes));
    let fresh = records.as_ref().filter(|_| !args.force);
    let report = match fresh.and_then(|records| Report::unchanged(records, &cli.project, &job)) {
        Some(report) => report,
        None => match built(cli, args, &year, &job, layouts, records.as_ref()) {
            Ok(report) => report,
            Err(exit) => return exit,
        },
    };
    cli.printer.report(&report);
    Exit::of(&report.findings)
}

/// Reads the year, and returns it with the job of its volume and the remarks on its issues.
fn prepared(cli: &Cli, args: &Args) -> Result<(Year, Job, Vec<Diagnostic>), Vec<Diagnostic>> {
    let year = read_year(&cli.project, args.year)?;
    if year.jobs.is_empty() {
        return Err(vec![Diagnostic::new(Code::YearEmpty).with("year", args.year.to_string())]);
    }
    let findings = year_findings(&year);
    if findings.iter().any(Diagnostic::is_error) {
        return Err(findings);
    }
    let job = cli.project.volume(args.year, &year.folder, args.output.as_deref())?;
    Ok((year, job.in_profile(args.profile), findings))
}

/// Builds the volume, and reports the findings of each issue as soon as they are known.
fn built(
    cli: &mut Cli,
    args: &Args,
    year: &Year,
    job: &Job,
    layouts: Layouts,
    records: Option<&Records>,
) -> Result<Report, Exit> {
    let start = Instant::now();
    let engine = cli.engine(layouts, args.system_fonts)?;
    let mut findings = Vec::new();
    let ground = IssueDirs { root: cli.project.root(), folder: Path::new("") };
    let print_setup = year.issues.last().map(|last| resolve_print_setup(last, ground, args.profile, &mut findings));
    let Some(print_setup) = print_setup.filter(|_| !findings.iter().any(Diagnostic::is_error)) else {
        return Err(cli.fail(findings));
    };
    let profile = args.profile.unwrap_or(print_setup.profile);
    let (mut done, mut told) = (0, Vec::new());
    let bar = (!cli.printer.is_json()).then(|| ProgressBar::new(year.jobs.len() as u64));
    let mut tell = |findings: Vec<Diagnostic>| {
        match &bar {
            Some(bar) => bar.suspend(|| cli.printer.findings(&findings)),
            None => cli.printer.findings(&findings),
        }
        bar.iter().for_each(|bar| bar.inc(1));
        done += 1;
        told.extend(findings);
    };
    let threads = (Cli::threads(args.jobs), &STOP);
    let attempt = bind(&engine, &cli.project, year, (print_setup, profile), threads, &mut tell);
    bar.iter().for_each(ProgressBar::finish_and_clear);
    let blank = Report { remarks: told.len(), ..Report::failed(&job.issue, None) };
    let report = match attempt {
        Ok(Some(volume)) => written(&engine, &volume, job, args.force, records, blank),
        Ok(None) if STOP.load(Ordering::Relaxed) => return Err(cli.stopped(year.jobs.len() - done)),
        Ok(None) => {
            cli.printer.report(&blank);
            return Err(Exit::of(&told));
        }
        Err(findings) => Report { findings, ..blank },
    };
    Ok(Report { time: start.elapsed(), ..report })
}

/// The volume as a PDF, examined and written.
fn written(
    engine: &Engine,
    volume: &Volume,
    job: &Job,
    force: bool,
    records: Option<&Records>,
    blank: Report,
) -> Report {
    let Volume { document, pages, inputs } = volume;
    let report = Report { pages: Some(pages.pages().len()), ..blank };
    match with_large_stack(|| make_pdf(engine, document, pages, None)) {
        Some(Ok(bytes)) => {
            let output = job.target(document.profile, document.print_setup.profile);
            write_if_changed(
                records,
                job,
                PdfOutput { output, bytes, inputs, fingerprints: fingerprints(pages) },
                force,
                report,
            )
        }
        Some(Err(findings)) => Report { findings, ..report },
        None => Report { findings: vec![Diagnostic::new(Code::Crashed)], ..report },
    }
}
