//! `jianbao watch`: builds again whenever something is saved. The engine is kept, with what it has computed.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::args::Watch as Args;
use super::build::{RunOptions, jobs, run_jobs_with};
use super::watcher::{Change, Watcher};
use super::{Cli, Exit, STOP};
use crate::asset::layout::Layouts;
use crate::build::batch::Task;
use crate::diagnostic::Arg;
use crate::project::{ISSUES, Job};
use crate::report::display_path;
use crate::typeset::world::Engine;

/// Runs `watch` until Ctrl-C.
pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let watcher = match Watcher::begin(cli) {
        Ok(watcher) => watcher,
        Err(exit) => return exit,
    };
    let mut ready: Option<(Layouts, Option<Engine>)> = None;
    let mut known = Vec::new();
    let mut is_first = true;
    while !STOP.load(Ordering::Relaxed) {
        build(cli, args, &mut ready, &mut known, !is_first);
        if is_first && !cli.printer.is_json() {
            let folder = Arg::Text(display_path(cli.project.folder(ISSUES).as_deref().unwrap_or(Path::new("."))));
            cli.printer.result(&cli.lang.text("watch-waiting", &[("folder", folder)]));
        }
        is_first = false;
        match watcher.next() {
            Some(Change::Engine) => ready = None,
            Some(Change::Issue) => {}
            None => break,
        }
    }
    Exit::Done
}

/// Builds what has changed. Errors are reported, and the last good PDFs stay.
fn build(
    cli: &mut Cli,
    args: &Args,
    ready: &mut Option<(Layouts, Option<Engine>)>,
    known: &mut Vec<Job>,
    is_quiet: bool,
) {
    for gone in known.iter().filter(|job| !job.issue.exists() && job.output.exists() && !cli.printer.is_json()) {
        let args = [("issue", Arg::Text(display_path(&gone.issue))), ("output", Arg::Text(display_path(&gone.output)))];
        cli.printer.result(&cli.lang.text("watch-gone", &args));
    }
    known.retain(|job| job.issue.exists());
    let Ok(jobs) = jobs(cli, &args.paths, args.output.as_deref(), args.profile) else { return };
    known.clone_from(&jobs);
    let (layouts, engine) = match ready {
        Some(ready) => ready,
        None => match cli.layouts() {
            Ok(layouts) => ready.insert((layouts, None)),
            Err(_) => return,
        },
    };
    let task = Task::Build { force: false, imposition: None };
    let options = RunOptions { task, threads: args.jobs, system_fonts: args.system_fonts, depfile: None, is_quiet };
    run_jobs_with(cli, &jobs, &options, layouts, engine);
}
