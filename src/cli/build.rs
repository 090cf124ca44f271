//! `jianbao build`: issues to PDFs.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use indicatif::ProgressBar;

use super::args::Build;
use super::depfile::depfile;
use super::pages::{self, Selection};
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
use crate::project::year::read_issue;
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
    /// The file that names what each PDF was made from, for Make.
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

pub fn run(cli: &mut Cli, args: &Build) -> Exit {
    let jobs = match jobs(cli, &args.paths, args.output.as_deref(), args.profile) {
        Ok(jobs) => jobs,
        Err(exit) => return exit,
    };
    if let Some(pages) = &args.pages {
        let (both_sides, system_fonts) = (args.sheets, args.system_fonts);
        return match cli.only(jobs) {
            Ok(job) => pages::run(cli, &job, &Selection { pages, both_sides, imposition: None, system_fonts }),
            Err(exit) => exit,
        };
    }
    let order = RunOptions {
        task: Task::Build { force: args.force, imposition: None },
        threads: args.jobs,
        system_fonts: args.system_fonts,
        depfile: args.depfile.as_deref(),
        is_quiet: false,
    };
    let exit = work(cli, &jobs, &order);
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

/// The jobs for paths, in the profile that is asked for.
pub fn jobs(
    cli: &mut Cli,
    paths: &[PathBuf],
    output: Option<&Path>,
    profile: Option<Profile>,
) -> Result<Vec<Job>, Exit> {
    let jobs = cli.project.jobs(paths, output).map_err(|findings| cli.fail(findings))?;
    Ok(jobs.into_iter().map(|job| job.in_profile(profile)).collect())
}

/// Works through jobs, reports each, and sums up where there were several.
pub fn work(cli: &mut Cli, jobs: &[Job], order: &RunOptions) -> Exit {
    match cli.layouts() {
        Ok(layouts) => round(cli, jobs, order, &layouts, &mut None),
        Err(exit) => exit,
    }
}

/// Works through jobs as [`work`] does, with an engine that is made when it is first needed and kept for the next
/// round.
pub fn round(cli: &mut Cli, jobs: &[Job], order: &RunOptions, layouts: &Layouts, engine: &mut Option<Engine>) -> Exit {
    let imposition = match order.task {
        Task::Build { imposition, .. } => imposition,
        Task::Check => None,
    };
    // `--force` isn't among them: it changes when PDFs are made, not what they are.
    let wishes = format!("{imposition:?} {:?}", jobs.first().map(|job| job.profile));
    // With faces of the machine there are no records, since those may change unnoticed.
    let records = (!order.system_fonts).then(|| Records::new(&cli.project, layouts, &wishes));
    let loaded: Vec<_> = jobs.iter().map(read_issue).collect();
    let across = sibling_findings(jobs, &loaded);
    let fresh = records.as_ref().filter(|_| matches!(order.task, Task::Build { force: false, .. }));
    let known: Vec<_> = jobs
        .iter()
        .zip(&across)
        .map(|(job, across)| {
            let refused = across.iter().any(Diagnostic::is_error);
            let refused = refused.then(|| Report::failed(&job.issue, None));
            refused.or_else(|| {
                let report = Report::unchanged(fresh?, &cli.project, job)?;
                Some(Report { sheets: order.sheets(report.pages.unwrap_or(0)), ..report })
            })
        })
        .collect();
    let mut tally = Summary { is_quiet: order.is_quiet, ..Summary::default() };
    if known.iter().all(Option::is_some) {
        // Nothing needs the engine.
        for (mut report, across) in known.into_iter().flatten().zip(across) {
            report.findings.extend(across);
            tally.see(cli, report);
        }
    } else {
        let engine = match engine {
            Some(engine) => engine,
            None => match cli.engine(layouts.clone(), order.system_fonts) {
                Ok(fresh) => engine.insert(fresh),
                Err(exit) => return exit,
            },
        };
        // Nothing is drawn where standard error is no terminal.
        tally.bar = (jobs.len() > 1 && !cli.printer.is_json()).then(|| ProgressBar::new(jobs.len() as u64));
        let records = records.as_ref();
        let run = Batch { engine, project: &cli.project, task: order.task, records, loaded: &loaded, across: &across };
        run_batch(&run, jobs, &known, Cli::threads(order.threads), &STOP, &mut |report| tally.see(cli, report));
    }
    tally.finish(cli, jobs.len(), order)
}

/// The reports so far, summed up.
#[derive(Default)]
struct Summary {
    counts: [usize; 3],
    is_quiet: bool,
    exit: Option<Exit>,
    /// How far the run has come, on a terminal.
    bar: Option<ProgressBar>,
    /// PDFs with the files that they come from.
    made: Vec<(PathBuf, Vec<String>)>,
}

impl Summary {
    fn see(&mut self, cli: &Cli, report: Report) {
        match &self.bar {
            _ if self.is_quiet && report.status == Status::Unchanged => {}
            Some(bar) => bar.suspend(|| cli.printer.report(&report)),
            None => cli.printer.report(&report),
        }
        self.bar.iter().for_each(|bar| bar.inc(1));
        self.exit = self.exit.max(Some(Exit::of(&report.findings)));
        self.counts[match report.status {
            Status::Built | Status::Checked => 0,
            Status::Unchanged => 1,
            Status::Failed => 2,
        }] += 1;
        if let (Some(output), true) = (report.output, report.status != Status::Failed) {
            self.made.push((output, report.inputs));
        }
    }

    fn finish(self, cli: &mut Cli, jobs: usize, order: &RunOptions) -> Exit {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
        let mut exit = self.exit.unwrap_or(Exit::Done);
        if STOP.load(Ordering::Relaxed) && self.counts.iter().sum::<usize>() < jobs {
            exit = cli.stopped(jobs - self.counts.iter().sum::<usize>());
        }
        if jobs > 1 && !cli.printer.is_json() && !order.is_quiet {
            let [done, unchanged, failed] = self.counts.map(|count| Arg::Number(count as i64));
            let key = if order.task == Task::Check { "summary-check" } else { "summary-build" };
            cli.printer.result(&cli.lang.text(key, &[("done", done), ("unchanged", unchanged), ("failed", failed)]));
        }
        if order.is_quiet && self.counts[0] + self.counts[2] == 0 && !cli.printer.is_json() {
            cli.printer.result(&cli.lang.say("watch-same"));
        }
        // After a failure an older file stays, since it still names what the failed issue is made from.
        let failed = self.counts[2] > 0;
        if let Some(path) = order.depfile.filter(|path| !failed || !cli.project.path(path).exists()) {
            let text = depfile(&cli.project, &self.made);
            if let Err(finding) = write(&cli.project.path(path), text.as_bytes()) {
                exit = exit.max(cli.fail(vec![finding]));
            }
        }
        exit
    }
}
