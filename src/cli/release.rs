//! `jianbao release`: keeps what goes to print (付印稿).

use super::args::Release as Args;
use super::{Cli, Exit};
use crate::diagnostic::{Arg, Checked, Code, Diagnostic, Findings, Place};
use crate::input::file::read_limited;
use crate::pdf::make::make_pdf;
use crate::project::Job;
use crate::project::input::MAX_INPUT_BYTES;
use crate::report::display_path;
use crate::revision::release::{self, NewRelease, Release};
use crate::typeset::fingerprint::fingerprints;
use crate::typeset::guard::run_guarded;
use crate::typeset::world::Engine;

/// Runs `release`.
pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let (job, engine) = match cli.issue(&args.issue, args.system_fonts) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    match keep(cli, &engine, &job) {
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

/// Releases an issue, unless its last release holds the same. Returns the release and whether it is a new one.
fn keep(cli: &Cli, engine: &Engine, job: &Job) -> Result<(Release, bool), Findings> {
    let typeset = cli.typeset(engine, job)?;
    let fingerprints = fingerprints(&typeset.pages);
    if let Some(release) = release::read_same(&cli.project, job, &fingerprints, &typeset.inputs) {
        return Ok((release, false));
    }
    let Checked { value: pdf, warnings } =
        run_guarded(Some(&job.issue), || make_pdf(engine, &typeset.document, &typeset.pages, None))?;
    cli.printer.findings(&warnings.into_iter().map(|warning| warning.at(Place::file(&job.issue))).collect::<Vec<_>>());
    let profile = typeset.document.profile;
    let new = NewRelease { pdf: &pdf, profile, fingerprints, inputs: &typeset.inputs };
    let (release, is_new) = release::create(&cli.project, job, new)?;
    let output = job.target(profile, typeset.document.print_setup.own_profile);
    // The PDF in the output folder may be the one that went to the print shop.
    if read_limited(&output, MAX_INPUT_BYTES).is_ok_and(|bytes| bytes != pdf) {
        let finding = Diagnostic::new(Code::ReleaseOther).with("file", display_path(&release.pdf()));
        cli.printer.findings(&[finding.at(Place::file(&output))]);
    }
    Ok((release, is_new))
}
