//! `jianbao release`: keeps what goes to print.

use std::fs;

use super::args::Release as Args;
use super::{Cli, Exit};
use crate::diagnostic::Place;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::pdf::make::make_pdf;
use crate::project::Job;
use crate::report::display_path;
use crate::revision::release::{Print, Release, create, last};
use crate::typeset::fingerprint::fingerprints;
use crate::typeset::guard::with_large_stack;
use crate::typeset::pipeline::typeset_guarded;
use crate::typeset::world::Engine;

pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let (job, engine) = match cli.issue(&args.issue, args.system_fonts) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    match released(cli, &engine, &job) {
        Ok((release, is_new)) => {
            let key = if is_new { "release-done" } else { "release-same" };
            let args =
                [("name", Arg::from(release.name.as_str())), ("folder", Arg::Text(display_path(&release.folder)))];
            if cli.printer.is_json() {
                cli.printer.written(key, &release.folder);
            } else {
                cli.printer.result(&cli.lang.text(key, &args));
            }
            Exit::Done
        }
        Err(findings) => cli.fail(findings),
    }
}

/// The release, and whether it is a new one.
fn released(cli: &Cli, engine: &Engine, job: &Job) -> Result<(Release, bool), Vec<Diagnostic>> {
    let (typeset, findings) = typeset_guarded(engine, &cli.project, job);
    let Some(typeset) = typeset else { return Err(findings) };
    cli.printer.findings(&findings);
    let one = |finding| vec![finding];
    let fingerprints = fingerprints(&typeset.pages);
    // A damaged release is ignored, and the next number is used.
    if let Ok(Some(release)) = last(&cli.project, job)
        && release.issue().is_ok()
        && release.is_of(&fingerprints, &typeset.inputs)
    {
        return Ok((release, false));
    }
    let broken = || Err(vec![Diagnostic::new(Code::Crashed).at(Place::file(&job.issue))]);
    let pdf = with_large_stack(|| make_pdf(engine, &typeset.document, &typeset.pages, None)).unwrap_or_else(broken)?;
    let print = Print { pdf: &pdf, profile: typeset.document.profile, fingerprints, inputs: &typeset.inputs };
    let release = create(&cli.project, job, print).map_err(one)?;
    let output = job.target(typeset.document.profile, typeset.document.print_setup.profile);
    // The PDF that is there may be the one that went to the print shop.
    if fs::read(&output).is_ok_and(|bytes| bytes != pdf) {
        let finding = Diagnostic::new(Code::ReleaseOther).with("file", display_path(&release.pdf()));
        cli.printer.findings(&[finding.at(Place::file(&output))]);
    }
    Ok((release, true))
}
