//! `jianbao check`: finds everything that `build` would find. With `--fix` it first writes the safe readings into the files.

use serde_json::json;

use super::args::Check;
use super::build::RunOptions;
use super::{Cli, Exit, build};
use crate::build::batch::Task;
use crate::build::fix::{Change, FixedFile, fix};
use crate::diagnostic::Arg;
use crate::project::Job;
use crate::report::display_path;

/// Runs `check`.
pub fn run(cli: &mut Cli, args: &Check) -> Exit {
    let jobs = match cli.project.jobs(&args.paths, None) {
        Ok(jobs) => jobs,
        Err(findings) => return cli.fail(findings),
    };
    let fixed = if args.fix { run_fix(cli, &jobs) } else { Exit::Done };
    let (threads, system_fonts) = (args.jobs, args.system_fonts);
    let options = RunOptions { task: Task::Check, threads, system_fonts, depfile: None, is_quiet: false };
    let checked = build::run_jobs(cli, &jobs, &options);
    if matches!(fixed, Exit::Done) { checked } else { fixed }
}

/// Corrects the files of jobs and prints each change.
fn run_fix(cli: &mut Cli, jobs: &[Job]) -> Exit {
    let (files, findings) = fix(jobs);
    for file in &files {
        if cli.printer.is_json() {
            cli.printer.result(&as_json(file));
        } else {
            file.changes.iter().for_each(|change| cli.printer.result(&in_words(cli, file, change)));
        }
    }
    if !cli.printer.is_json() {
        let count: usize = files.iter().map(|file| file.changes.len()).sum();
        cli.printer.result(&cli.lang.text("fix-summary", &[("count", count.into())]));
    }
    if findings.is_empty() { Exit::Done } else { cli.fail(findings) }
}

/// Returns the line that tells of a change.
fn in_words(cli: &Cli, file: &FixedFile, change: &Change) -> String {
    let args = [
        ("file", Arg::Text(display_path(&file.path))),
        ("line", change.line.into()),
        ("column", change.column.into()),
        ("before", change.before.clone().into()),
        ("after", change.after.clone().into()),
    ];
    let key = if change.before.is_empty() { "fix-inserted" } else { "fix-changed" };
    cli.lang.text(key, &args)
}

/// Returns the line of JSON about a file.
fn as_json(file: &FixedFile) -> String {
    let change = |change: &Change| {
        json!({
            "line": change.line,
            "column": change.column,
            "code": change.code.as_str(),
            "before": change.before,
            "after": change.after,
        })
    };
    let changes: Vec<_> = file.changes.iter().map(change).collect();
    json!({ "fixed": display_path(&file.path), "changes": changes }).to_string()
}
