//! What a PDF is examined for: the kind of printing, and the spot inks of its job.

use std::collections::BTreeSet;
use std::path::Path;

use crate::asset::ink::PROCESS;
use crate::check::print::resolve_print_setup;
use crate::cli::Cli;
use crate::cli::args::Preflight as Args;
use crate::pdf::preflight::Terms;
use crate::project::year::read_issue;
use crate::project::{IssueDirs, Job};

/// Returns what a file is examined for. Its inks are those of the command line, or those of the issues whose PDF it is.
pub fn find_terms(cli: &Cli, args: &Args, file: &Path) -> Terms {
    let named: Vec<String> = args.inks.iter().map(|ink| ink.trim().to_owned()).filter(|ink| !ink.is_empty()).collect();
    let jobs = cli.project.jobs_of(file);
    let inks = if named.is_empty() { project_inks(cli, &jobs) } else { Some(named) };
    // The program itself puts blank pages where a volume or a sheet needs them.
    let blanks_are_meant = !jobs.is_empty();
    Terms { variant: args.variant.unwrap_or_default(), is_named: args.variant.is_some(), inks, blanks_are_meant }
}

/// Returns the spot inks of the issues that a PDF was made of; `None` if it was made of none.
fn project_inks(cli: &Cli, jobs: &[Job]) -> Option<Vec<String>> {
    let inks: BTreeSet<String> = jobs.iter().filter_map(|job| spot_of(cli, job)).flatten().collect();
    (!jobs.is_empty()).then(|| inks.into_iter().collect())
}

/// Returns the spot inks of an issue. An issue with mistakes in its settings has those that were read.
fn spot_of(cli: &Cli, job: &Job) -> Option<Vec<String>> {
    let read = read_issue(job).ok()?;
    let dirs = IssueDirs { root: cli.project.root(), folder: Path::new("") };
    let setup = resolve_print_setup(&read.issue, dirs, None, &mut Vec::new());
    Some(setup.names().into_iter().filter(|name| !PROCESS.contains(name)).map(str::to_owned).collect())
}
