//! `jianbao export`: writes an issue as a Word file or as Markdown.

use std::path::Path;

use super::args::Export;
use super::{Cli, Exit};
use crate::diagnostic::{Code, Diagnostic, Findings, Place};
use crate::export::{Exportable, Identity, docx, exportable, markdown};
use crate::input::file::read_limited;
use crate::output::write;
use crate::project::Job;
use crate::project::input::MAX_INPUT_BYTES;
use crate::typeset::world::Engine;

/// The kinds of files that an issue is exported to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A Word file.
    Word,
    /// Markdown.
    Markdown,
}

/// Runs `export`.
pub fn run(cli: &mut Cli, args: &Export) -> Exit {
    let output = cli.project.path(&args.output);
    let kind = match kind_of(&args.output, &output) {
        Ok(kind) => kind,
        Err(finding) => return cli.fail(finding),
    };
    let (job, engine) = match cli.issue(&args.issue, args.system_fonts) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    match export(cli, &engine, &job, kind).and_then(|bytes| Ok(write(&output, &bytes)?)) {
        Ok(()) => {
            cli.printer.written("export-done", &output);
            Exit::Done
        }
        Err(findings) => cli.fail(findings),
    }
}

/// Returns the kind of the output by its name. A file that is there may hold corrections, and is never written over.
fn kind_of(named: &Path, output: &Path) -> Result<Kind, Diagnostic> {
    let ending = named.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let kind = match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("docx") => Kind::Word,
        Some("md" | "markdown") => Kind::Markdown,
        _ => return Err(Diagnostic::new(Code::OutputKind).with("kind", "export").at(Place::file(output))),
    };
    if output.exists() {
        return Err(Diagnostic::new(Code::OutputExists).at(Place::file(output)));
    }
    Ok(kind)
}

/// Returns the bytes of the file, and prints the warnings of the issue.
fn export(cli: &Cli, engine: &Engine, job: &Job, kind: Kind) -> Result<Vec<u8>, Findings> {
    let exported = exportable(engine, &cli.project, job)?;
    cli.printer.findings(&exported.warnings);
    let Exportable { issue, manuscript } = exported.value;
    if kind == Kind::Markdown {
        return Ok(markdown(&manuscript, &issue).into_bytes());
    }
    let bytes = read_limited(&job.issue, MAX_INPUT_BYTES)?;
    let name = cli.project.name(&job.issue).unwrap_or_default();
    Ok(docx(&manuscript, &name, &Identity::hash(&bytes)))
}
