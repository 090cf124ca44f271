//! `jianbao build`: makes the PDFs of issues. `watch`, `check` and `impose` run their jobs in the same way.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use super::args::Build;
use super::depfile::depfile;
use super::pages::{self, Selection};
use super::printer::{PrintedFindings, Progress};
use super::{Cli, Exit, STOP};
use crate::asset::layout::Layouts;
use crate::build::batch::{Batch, Report, Status, Task, run_batch};
use crate::build::record::{Records, orphans};
use crate::check::siblings::sibling_findings;
use crate::diagnostic::{Arg, Diagnostic};
use crate::issue::Profile;
use crate::output::write;
use crate::project::Job;
use crate::project::PAGES_PER_SHEET;
use crate::project::year::read_issues;
use crate::report::display_path;
use crate::typeset::world::Engine;

/// The options of a run.
pub struct RunOptions<'o> {
    /// What to do.
    pub task: Task,
    /// The number of threads, if the user has set one.
    pub threads: Option<NonZeroUsize>,
    /// Whether faces of the machine may be used.
    pub system_fonts: bool,
    /// The file for Make that lists what each PDF was made from.
    pub depfile: Option<&'o Path>,
    /// Whether unchanged issues go unmentioned.
    pub is_quiet: bool,
}

impl RunOptions<'_> {
    /// Returns the number of sheets that pages take, or 0 where they aren't imposed.
    fn sheets(&self, pages: usize) -> usize {
        let imposed = matches!(self.task, Task::Build { imposition: Some(_), .. });
        if imposed { pages.div_ceil(PAGES_PER_SHEET) } else { 0 }
    }
}

/// Runs `build`.
pub fn run(cli: &mut Cli, args: &Build) -> Exit {
    let jobs = match jobs(cli, &args.paths, args.output.as_deref(), args.profile) {
        Ok(jobs) => jobs.into_iter().map(|job| job.on_plate(args.plate).with_copies(args.copies)).collect::<Vec<_>>(),
        Err(exit) => return exit,
    };
    if let Some(pages) = &args.pages {
        let (both_sides, system_fonts) = (args.sheets, args.system_fonts);
        return match cli.only(jobs) {
            Ok(job) => pages::run(cli, &job, &Selection { pages, both_sides, imposition: None, system_fonts }),
            Err(exit) => exit,
        };
    }
    let options = RunOptions {
        task: Task::Build { force: args.force, imposition: None },
        threads: args.jobs,
        system_fonts: args.system_fonts,
        depfile: args.depfile.as_deref(),
        is_quiet: false,
    };
    let exit = run_jobs(cli, &jobs, &options);
    if let (true, [job, ..]) = (args.paths.is_empty(), jobs.as_slice()) {
        report_orphans(cli, job);
    }
    exit
}

/// Names the PDFs whose issues don't exist any more. They are left where they are.
fn report_orphans(cli: &Cli, job: &Job) {
    if cli.printer.is_json() {
        return;
    }
    for (issue, pdf) in orphans(&cli.project, job) {
        let args = [("issue", Arg::Text(issue)), ("output", Arg::Text(display_path(&pdf)))];
        cli.printer.result(&cli.lang.text("watch-gone", &args));
    }
}

/// Returns the jobs for paths, in the profile (用途) that is asked for. Prints what is wrong with the paths.
pub fn jobs(
    cli: &mut Cli,
    paths: &[PathBuf],
    output: Option<&Path>,
    profile: Option<Profile>,
) -> Result<Vec<Job>, Exit> {
    let jobs = cli.project.jobs(paths, output).map_err(|findings| cli.fail(findings))?;
    Ok(jobs.into_iter().map(|job| job.in_profile(profile)).collect())
}

/// Works through jobs and prints what became of each. Sums up if there were several.
pub fn run_jobs(cli: &mut Cli, jobs: &[Job], options: &RunOptions) -> Exit {
    match cli.layouts() {
        Ok(layouts) => run_jobs_with(cli, jobs, options, &layouts, &mut None),
        Err(exit) => exit,
    }
}

/// Works through jobs as [`run_jobs`] does, with an engine that is made when it is first needed and kept for the next
/// run.
pub fn run_jobs_with(
    cli: &mut Cli,
    jobs: &[Job],
    options: &RunOptions,
    layouts: &Layouts,
    engine: &mut Option<Engine>,
) -> Exit {
    let imposition = match options.task {
        Task::Build { imposition, .. } => imposition,
        Task::Check => None,
    };
    // `--force` isn't among them: it changes when PDFs are made, not what they are.
    let changing = format!("{imposition:?} {:?}", jobs.first().map(|job| job.profile));
    let changing = jobs.first().map_or(changing.clone(), |job| options_of(job, changing));
    // With faces of the machine there are no records, since those may change unnoticed.
    let records = (!options.system_fonts).then(|| Records::new(&cli.project, layouts, &changing));
    let loaded = read_issues(jobs);
    let across = sibling_findings(jobs, &loaded);
    let known = known_reports(cli, jobs, &across, options, records.as_ref());
    let mut summary = Summary { is_quiet: options.is_quiet, ..Summary::default() };
    if known.iter().all(Option::is_some) {
        // Nothing needs the engine.
        for (mut report, across) in known.into_iter().flatten().zip(across) {
            report.findings.extend(across);
            summary.add(cli, report);
        }
    } else {
        let engine = match engine {
            Some(engine) => engine,
            None => match cli.engine(layouts.clone(), options.system_fonts) {
                Ok(new) => engine.insert(new),
                Err(exit) => return exit,
            },
        };
        if jobs.len() > 1 && !cli.printer.is_json() {
            summary.progress = Progress::begin(jobs.len());
        }
        let (task, records) = (options.task, records.as_ref());
        let batch = Batch { engine, project: &cli.project, task, records, loaded: &loaded, across: &across };
        run_batch(&batch, jobs, &known, Cli::threads(options.threads), &STOP, &mut |report| summary.add(cli, report));
    }
    summary.finish(cli, jobs.len(), options)
}

/// Returns the options that change PDFs, with the ink and the copies if they were asked for.
fn options_of(job: &Job, changing: String) -> String {
    let plate = job.plate.map(|plate| format!(" {}", plate.name())).unwrap_or_default();
    let copies = job.copies.map(|copies| format!(" {}", copies.0)).unwrap_or_default();
    changing + &plate + &copies
}

/// Returns the reports that need no work: of issues with errors beside the others, and of PDFs that are up to date.
fn known_reports(
    cli: &Cli,
    jobs: &[Job],
    across: &[Vec<Diagnostic>],
    options: &RunOptions,
    records: Option<&Records>,
) -> Vec<Option<Report>> {
    let usable = records.filter(|_| matches!(options.task, Task::Build { force: false, .. }));
    let known = |(job, across): (&Job, &Vec<Diagnostic>)| {
        if across.iter().any(Diagnostic::is_error) {
            return Some(Report::failed(&job.issue, None));
        }
        let report = Report::unchanged(usable?, &cli.project, job)?;
        Some(Report { sheets: options.sheets(report.pages.unwrap_or(0)), ..report })
    };
    jobs.iter().zip(across).map(known).collect()
}

/// The sum of all reports so far.
#[derive(Default)]
struct Summary {
    /// How many issues were built or checked, how many were unchanged, how many failed.
    counts: [usize; 3],
    /// Whether unchanged issues go unmentioned.
    is_quiet: bool,
    /// The exit status that the findings call for.
    exit: Option<Exit>,
    /// How far the run has come.
    progress: Progress,
    /// The findings that were printed.
    printed: PrintedFindings,
    /// How many issues failed for nothing but what had been printed.
    failed_alike: usize,
    /// The PDFs, each with the files that it comes from.
    outputs: Vec<(PathBuf, Vec<String>)>,
}

impl Summary {
    /// Prints a report and adds it to the sum. Where an issue failed for nothing but what others failed for, it is only
    /// counted.
    fn add(&mut self, cli: &Cli, mut report: Report) {
        self.exit = self.exit.max(Some(Exit::of(&report.findings)));
        let mut is_silent = self.is_quiet && report.status == Status::Unchanged;
        if !cli.printer.is_json() {
            let count = report.findings.len();
            let findings = self.printed.take_new(&report.issue, std::mem::take(&mut report.findings));
            if report.status == Status::Failed && count > 0 && findings.is_empty() {
                self.failed_alike += 1;
                is_silent = true;
            }
            report.findings = findings;
        }
        self.progress.advance(|| {
            if !is_silent {
                cli.printer.report(&report);
            }
        });
        self.counts[match report.status {
            Status::Built | Status::Checked => 0,
            Status::Unchanged => 1,
            Status::Failed => 2,
        }] += 1;
        if let (Some(output), true) = (report.output, report.status != Status::Failed) {
            self.outputs.push((output, report.inputs));
        }
    }

    /// Prints the sum, writes the file for Make, and returns the exit status.
    fn finish(self, cli: &mut Cli, jobs: usize, options: &RunOptions) -> Exit {
        self.progress.finish();
        let mut exit = self.exit.unwrap_or(Exit::Done);
        if self.failed_alike > 0 {
            cli.printer.result(&cli.lang.text("summary-alike", &[("count", Arg::from(self.failed_alike))]));
        }
        if STOP.load(Ordering::Relaxed) && self.counts.iter().sum::<usize>() < jobs {
            exit = exit.max(cli.stopped(jobs - self.counts.iter().sum::<usize>()));
        }
        if jobs > 1 && !cli.printer.is_json() && !options.is_quiet {
            let [done, unchanged, failed] = self.counts.map(|count| Arg::Number(count as i64));
            let key = if options.task == Task::Check { "summary-check" } else { "summary-build" };
            cli.printer.result(&cli.lang.text(key, &[("done", done), ("unchanged", unchanged), ("failed", failed)]));
        }
        if options.is_quiet && self.counts[0] + self.counts[2] == 0 && !cli.printer.is_json() {
            cli.printer.result(&cli.lang.say("watch-same"));
        }
        // After a failure an older file stays, since it still names what the failed issue is made from.
        let failed = self.counts[2] > 0;
        if let Some(path) = options.depfile.filter(|path| !failed || !cli.project.path(path).exists()) {
            let text = depfile(&cli.project, &self.outputs);
            if let Err(finding) = write(&cli.project.path(path), text.as_bytes()) {
                exit = exit.max(cli.fail(vec![finding]));
            }
        }
        exit
    }
}
