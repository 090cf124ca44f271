//! `jianbao check`: everything that `build` would find, without writing.

use super::args::Check;
use super::{Cli, Exit, build};
use crate::press::Task;

pub fn run(cli: &mut Cli, args: &Check) -> Exit {
    match cli.project.jobs(&args.paths, None) {
        Ok(jobs) => build::work(cli, &jobs, Task::Check, args.jobs, args.system_fonts),
        Err(findings) => cli.fail(findings),
    }
}
