//! `jianbao dispatch`: writes the list of an issue's receivers with their copies, as PDF and CSV, and address labels.

use std::path::PathBuf;

use super::args::Dispatch as Args;
use super::{Cli, Exit};
use crate::asset::ink::PrintSetup;
use crate::diagnostic::{Code, Diagnostic, Findings, Place};
use crate::issue::Issue;
use crate::output::write;
use crate::pdf::make::make_pdf;
use crate::project::Job;
use crate::project::year::read_issue;
use crate::typeset::compile::compile;
use crate::typeset::document::{dispatch, dispatch_heads, dispatch_receivers};
use crate::typeset::guard::run_guarded;
use crate::typeset::world::Engine;

/// Runs `dispatch`.
pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let (job, engine) = match cli.issue(&args.issue, false) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    match make_files(&engine, &job) {
        Ok((files, warnings)) => {
            cli.printer.findings(&warnings);
            for (path, bytes) in files {
                if let Err(finding) = write(&path, &bytes) {
                    return cli.fail(finding);
                }
                cli.printer.written("new-done", &path);
            }
            Exit::Done
        }
        Err(findings) => cli.fail(findings),
    }
}

/// A file to be written: its path and its bytes.
type NewFile = (PathBuf, Vec<u8>);

/// Makes the three files of an issue, beside its PDF. Returns them with what is worth saying about the receivers.
fn make_files(engine: &Engine, job: &Job) -> Result<(Vec<NewFile>, Vec<Diagnostic>), Findings> {
    let issue = read_issue(job)?.issue;
    let mut findings = Vec::new();
    crate::check::check_distribution(&issue, &mut findings);
    if issue.distribution.iter().flatten().all(|entry| entry.to.is_empty()) {
        findings.push(Diagnostic::new(Code::NoReceiver).at(Place::file(&job.issue)));
    }
    if findings.iter().any(Diagnostic::is_error) {
        return Err(findings.into());
    }
    let stem = job.output.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let path = |ending: &str| job.output.with_file_name(format!("{stem}-{ending}"));
    let pdf = |labels: bool| {
        let document = dispatch(&issue, PrintSetup::for_screen(), &engine.faces, labels);
        run_guarded(Some(&job.issue), || {
            let pages = compile(engine, &document)?.value;
            Ok(make_pdf(engine, &document, &pages, None)?.value)
        })
    };
    let files = vec![
        (path("dispatch.pdf"), pdf(false)?),
        (path("dispatch.csv"), to_csv(&issue)),
        (path("labels.pdf"), pdf(true)?),
    ];
    Ok((files, findings))
}

/// Returns the list as CSV. Spreadsheets recognise UTF-8 by the byte-order mark.
fn to_csv(issue: &Issue) -> Vec<u8> {
    let mut csv = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    // Writing to memory doesn't fail.
    drop(csv.write_record(dispatch_heads()));
    for (index, receiver) in dispatch_receivers(issue).into_iter().enumerate() {
        drop(csv.write_record([(index + 1).to_string(), receiver.label, receiver.name, receiver.copies]));
    }
    csv.into_inner().unwrap_or_default()
}
