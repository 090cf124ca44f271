//! `jianbao volume`: binds a year's issues to one PDF, with contents and index.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Instant;

use super::args::Volume as Args;
use super::printer::{PrintedFindings, Progress};
use super::{Cli, Exit, STOP};
use crate::asset::layout::Layouts;
use crate::build::batch::{PdfOutput, Report, write_if_changed};
use crate::build::record::Records;
use crate::build::volume::{Volume, bind};
use crate::check::resolve_print_setup;
use crate::check::siblings::year_findings;
use crate::diagnostic::{Checked, Code, Diagnostic, Findings, Place};
use crate::pdf::make::make_pdf;
use crate::project::IssueDirs;
use crate::project::Job;
use crate::project::year::{Year, read_year};
use crate::typeset::fingerprint::fingerprints;
use crate::typeset::guard::run_guarded;
use crate::typeset::world::Engine;

/// Runs `volume`.
pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let (year, job, warnings) = match prepare(cli, args) {
        Ok(prepared) => prepared,
        Err(findings) => return cli.fail(findings),
    };
    let layouts = match cli.layouts() {
        Ok(layouts) => layouts,
        Err(exit) => return exit,
    };
    cli.printer.findings(&warnings);
    let options = format!("volume {:?}", args.profile);
    let records = (!args.system_fonts).then(|| Records::new(&cli.project, &layouts, &options));
    let usable = records.as_ref().filter(|_| !args.force);
    let (report, exit) = match usable.and_then(|records| Report::unchanged(records, &cli.project, &job)) {
        Some(report) => (report, Exit::Done),
        None => match build(cli, args, &year, &job, layouts, records.as_ref()) {
            Ok(built) => built,
            Err(exit) => return exit,
        },
    };
    cli.printer.report(&report);
    Exit::of(&report.findings).max(Exit::of(&warnings)).max(exit)
}

/// Reads the year, and returns it with the job of its volume and the warnings on its issues.
fn prepare(cli: &Cli, args: &Args) -> Result<(Year, Job, Vec<Diagnostic>), Findings> {
    let year = read_year(&cli.project, args.year)?;
    if year.jobs.is_empty() {
        return Err(Diagnostic::new(Code::YearEmpty).with("year", args.year.to_string()).into());
    }
    let mut findings = year_findings(&year);
    if findings.iter().any(Diagnostic::is_error) {
        return Err(findings.into());
    }
    findings.splice(0..0, year.left_out_findings());
    let job = cli.project.volume(args.year, &year.folder, args.output.as_deref())?;
    Ok((year, job.in_profile(args.profile), findings))
}

/// Builds the volume, and reports the findings of each issue as soon as they are known.
fn build(
    cli: &mut Cli,
    args: &Args,
    year: &Year,
    job: &Job,
    layouts: Layouts,
    records: Option<&Records>,
) -> Result<(Report, Exit), Exit> {
    let start = Instant::now();
    let engine = cli.engine(layouts, args.system_fonts)?;
    let mut findings = Vec::new();
    let dirs = IssueDirs { root: cli.project.root(), folder: Path::new("") };
    let print_setup = year.issues.last().map(|last| resolve_print_setup(last, dirs, args.profile, &mut findings));
    let Some(print_setup) = print_setup.filter(|_| !findings.iter().any(Diagnostic::is_error)) else {
        return Err(cli.fail(findings));
    };
    let (mut done, mut printed) = (0, Vec::new());
    let progress = if cli.printer.is_json() { Progress::default() } else { Progress::begin(year.jobs.len()) };
    let mut known = PrintedFindings::default();
    let mut print = |findings: Vec<Diagnostic>| {
        let findings = known.take_new(Path::new(""), findings);
        progress.advance(|| cli.printer.findings(&findings));
        done += 1;
        printed.extend(findings);
    };
    let threads = (Cli::threads(args.jobs), &STOP);
    let volume = bind(&engine, &cli.project, year, print_setup, threads, &mut print);
    progress.finish();
    let failed = Report { warnings: printed.len(), ..Report::failed(&job.issue, None) };
    let report = match volume {
        // What lacks an issue isn't up to date.
        Ok(Some(volume)) => {
            write_volume(&engine, &volume, job, args.force, records.filter(|_| volume.is_whole), failed)
        }
        Ok(None) if STOP.load(Ordering::Relaxed) => return Err(cli.stopped(year.jobs.len() - done)),
        Ok(None) => {
            cli.printer.report(&failed);
            return Err(Exit::of(&printed));
        }
        Err(findings) => Report { findings: findings.into_iter().collect(), ..failed },
    };
    Ok((Report { time: start.elapsed(), ..report }, Exit::of(&printed)))
}

/// Makes the PDF of a volume, examines it and writes it. Completes the report, which starts as failed.
fn write_volume(
    engine: &Engine,
    volume: &Volume,
    job: &Job,
    force: bool,
    records: Option<&Records>,
    report: Report,
) -> Report {
    let Volume { document, pages, inputs, .. } = volume;
    let report = Report { pages: Some(pages.pages().len()), ..report };
    match run_guarded(Some(&job.issue), || make_pdf(engine, document, pages, None)) {
        Ok(Checked { value: bytes, warnings }) => {
            let findings = warnings.into_iter().map(|warning| warning.at(Place::file(&job.issue))).collect();
            let report = Report { findings, ..report };
            let output = job.target(document.profile, document.print_setup.own_profile);
            let pdf = PdfOutput { output, bytes, inputs, fingerprints: fingerprints(pages) };
            write_if_changed(records, job, pdf, force, report)
        }
        Err(findings) => Report { findings: findings.into_iter().collect(), ..report },
    }
}
