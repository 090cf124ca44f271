//! `jianbao impose`: puts the pages of issues on sheets to be folded.

use super::args::Impose;
use super::build::{RunOptions, run_jobs};
use super::pages::{self, Selection};
use super::{Cli, Exit};
use crate::build::batch::Task;
use crate::pdf::imposition::Imposition;
use crate::project::Job;

/// Runs `impose`.
pub fn run(cli: &mut Cli, args: &Impose) -> Exit {
    let jobs = match cli.project.jobs(&args.paths, args.output.as_deref()) {
        Ok(jobs) => jobs.into_iter().map(|job| Job { profile: args.profile, imposed: true, ..job }).collect::<Vec<_>>(),
        Err(findings) => return cli.fail(findings),
    };
    let collisions: Vec<_> =
        jobs.iter().filter(|job| job.named).filter_map(|job| cli.project.pdf_collision(&job.output)).collect();
    if !collisions.is_empty() {
        return cli.fail(collisions);
    }
    let imposition = Imposition { arrangement: args.arrangement, creep: args.creep, marks: !args.bare };
    if let Some(pages) = &args.pages {
        let (imposition, system_fonts) = (Some(imposition), args.system_fonts);
        return match cli.only(jobs) {
            Ok(job) => pages::run(cli, &job, &Selection { pages, both_sides: false, imposition, system_fonts }),
            Err(exit) => exit,
        };
    }
    let profile = args.profile.map_or("", |profile| profile.name());
    let variant = format!("{}{profile}", imposition.name());
    let jobs: Vec<_> = jobs.into_iter().map(|job| job.with_variant(&variant)).collect();
    let task = Task::Build { force: args.force, imposition: Some(imposition) };
    let options =
        RunOptions { task, threads: args.jobs, system_fonts: args.system_fonts, depfile: None, is_quiet: false };
    run_jobs(cli, &jobs, &options)
}
