//! `jianbao check`: finds everything that `build` would find, and writes nothing.

use super::args::Check;
use super::build::RunOptions;
use super::{Cli, Exit, build};
use crate::build::batch::Task;

/// Runs `check`.
pub fn run(cli: &mut Cli, args: &Check) -> Exit {
    match cli.project.jobs(&args.paths, None) {
        Ok(jobs) => {
            let (threads, system_fonts) = (args.jobs, args.system_fonts);
            build::run_jobs(
                cli,
                &jobs,
                &RunOptions { task: Task::Check, threads, system_fonts, depfile: None, is_quiet: false },
            )
        }
        Err(findings) => cli.fail(findings),
    }
}
