//! `jianbao impose`: pages of issues on sheets to be folded.

use super::args::Impose;
use super::build::work;
use super::{Cli, Exit};
use crate::press::Task;
use crate::project::Job;
use crate::sheet::Imposition;

pub fn run(cli: &mut Cli, args: &Impose) -> Exit {
    let jobs = match cli.project.jobs(&args.paths, args.output.as_deref()) {
        Ok(jobs) => jobs.into_iter().map(|job| Job { profile: args.profile, imposed: true, ..job }).collect::<Vec<_>>(),
        Err(findings) => return cli.fail(findings),
    };
    let imposition = Imposition { arrangement: args.arrangement, creep: args.creep, marks: !args.bare };
    let task = Task::Build { force: args.force, imposition: Some(imposition) };
    work(cli, &jobs, task, args.jobs, args.system_fonts)
}
