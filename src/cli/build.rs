//! `jianbao build`: issues to PDFs.

use std::num::NonZeroUsize;
use std::sync::atomic::Ordering;

use super::args::Build;
use super::{Cli, Exit, STOP};
use crate::diagnostic::Fact;
use crate::press::{Status, Task, press};
use crate::project::Job;

pub fn run(cli: &mut Cli, args: &Build) -> Exit {
    let jobs = match cli.project.jobs(&args.paths, args.output.as_deref()) {
        Ok(jobs) => jobs.into_iter().map(|job| Job { profile: args.profile, ..job }).collect::<Vec<_>>(),
        Err(findings) => return cli.fail(findings),
    };
    work(cli, &jobs, Task::Build { force: args.force, imposition: None }, args.jobs, args.system_fonts)
}

/// Works through jobs, tells of each, and sums up where there were several.
pub fn work(cli: &mut Cli, jobs: &[Job], task: Task, threads: Option<NonZeroUsize>, system_fonts: bool) -> Exit {
    let engine = match cli.engine(system_fonts) {
        Ok(engine) => engine,
        Err(exit) => return exit,
    };
    let threads = threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let mut exit = Exit::Done;
    let mut counts = [0; 3];
    press(&engine, &cli.project, jobs, task, threads, &STOP, &mut |report| {
        cli.printer.report(&report);
        exit = exit.max(Exit::of(&report.findings));
        counts[match report.status {
            Status::Built | Status::Checked => 0,
            Status::Unchanged => 1,
            Status::Failed => 2,
        }] += 1;
    });
    if STOP.load(Ordering::Relaxed) && counts.iter().sum::<usize>() < jobs.len() {
        anstream::eprintln!("{}", cli.lang.say("stopped"));
        exit = Exit::Machine;
    }
    if jobs.len() > 1 && !cli.printer.is_json() {
        let [done, unchanged, failed] = counts.map(|count| Fact::Number(count as i64));
        let key = if task == Task::Check { "summary-check" } else { "summary-build" };
        cli.printer.result(&cli.lang.text(key, &[("done", done), ("unchanged", unchanged), ("failed", failed)]));
    }
    exit
}
