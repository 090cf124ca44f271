//! `jianbao import`: takes drafts in, as articles or as a whole issue, and says what was guessed, changed and left.

mod report;
mod target;

use std::path::{Path, PathBuf};

use self::report::Shown;
use self::target::{Written, put};
use super::args::import::{Comments, DraftKind, Import};
use super::{Cli, Exit, corrections, printer};
use crate::check::check;
use crate::diagnostic::{Cause, Code, Diagnostic, Place};
use crate::import::choice::Which;
use crate::import::reading::Input;
use crate::import::report::Failure;
use crate::import::{Imported, Options, import};
use crate::input::file::{self, list_folder, read_limited, read_stdin};
use crate::issue::Publication;
use crate::project::IssueDirs;
use crate::project::year::read_issue;
use crate::typeset::guard::with_large_stack;

/// The largest file that is imported, in bytes.
const MAX_FILE_BYTES: u64 = 64 << 20;
/// The most files at a time.
const MAX_FILES: usize = 200;
/// The ends of the names of drafts that are taken from a folder.
const ENDINGS: [&str; 14] =
    ["docx", "docm", "doc", "wps", "rtf", "md", "markdown", "txt", "xlsx", "xls", "et", "csv", "tsv", "odt"];

/// A draft that was imported, or why it wasn't.
struct Draft {
    /// Its name as the user sees it.
    name: PathBuf,
    /// What came of it.
    result: Result<Imported, Failure>,
}

/// Runs `import`.
pub fn run(cli: &mut Cli, args: &Import) -> Exit {
    if args.corrections {
        return take_corrections(cli, args);
    }
    let files = match files(cli, &args.files) {
        Ok(files) => files,
        Err(finding) => return cli.fail(finding),
    };
    let by_number = |which: &&Which| matches!(which, Which::Numbers(_));
    if files.len() > 1 && args.accept.iter().chain(&args.reject).chain(&args.leave_out).any(|which| by_number(&which)) {
        printer::error(cli.lang, &cli.lang.say("import-usage-many"));
        return Exit::Machine;
    }
    let publication = match publication(cli, args, &files) {
        Ok(publication) => publication,
        Err(finding) => return cli.fail(finding),
    };
    let drafts: Vec<Draft> = files.iter().map(|file| read(cli, args, file, &publication)).collect();
    let is_open = |draft: &Draft| draft.result.as_ref().map_or(true, |imported| imported.report.is_open());
    let written = if drafts.iter().any(is_open) { Ok(None) } else { put(cli, args, &drafts).map(Some) };
    let (written, failure) = match written {
        Ok(written) => (written, None),
        Err(finding) => (None, Some(finding)),
    };
    let checked = written.as_ref().and_then(|written| written.issue.as_deref()).map(|issue| check_issue(cli, issue));
    let shown = Shown {
        drafts: &drafts,
        written: written.as_ref(),
        failure: failure.as_ref(),
        checked: &checked.unwrap_or_default(),
    };
    shown.print(cli);
    exit(&drafts, written.as_ref(), failure.as_ref())
}

/// Takes the corrections of a file that was exported.
fn take_corrections(cli: &mut Cli, args: &Import) -> Exit {
    let ([file], Some(issue)) = (args.files.as_slice(), &args.into) else {
        printer::error(cli.lang, &cli.lang.say("corrections-one-file"));
        return Exit::Machine;
    };
    let comments = args.comments.map(|comments| match comments {
        Comments::Keep => corrections::Comments::Keep,
        Comments::Drop => corrections::Comments::Drop,
    });
    let options = corrections::Options { file, issue, accept: &args.accept, reject: &args.reject, comments };
    corrections::run(cli, &options)
}

/// Returns the exit status.
fn exit(drafts: &[Draft], written: Option<&Written>, failure: Option<&Diagnostic>) -> Exit {
    let findings = drafts.iter().filter_map(|draft| draft.result.as_ref().err()).flat_map(|failure| &failure.findings);
    let is_machine = |finding: &Diagnostic| finding.code.cause() == Cause::Machine;
    match written {
        Some(_) => Exit::Done,
        None if findings.chain(failure).any(is_machine) => Exit::Machine,
        None => Exit::Input,
    }
}

/// Returns the files that are meant: those that were named, and those of folders in the order of their names.
fn files(cli: &Cli, named: &[PathBuf]) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut files = Vec::new();
    for name in named {
        let path = cli.project.path(name);
        if name.as_os_str() == "-" {
            files.push(name.clone());
        } else if path.is_dir() {
            let entries = list_folder(&path).map_err(|error| file_error(&path, &error))?;
            let is_draft = |path: &Path| {
                let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
                !hidden && ENDINGS.contains(&extension(path).as_str())
            };
            files.extend(
                entries.into_iter().filter(|entry| entry.is_file && is_draft(&entry.path)).map(|entry| entry.path),
            );
        } else {
            files.push(path);
        }
    }
    match files.as_slice() {
        [] => Err(Diagnostic::new(Code::FileMissing).at(Place::file(&named[0]))),
        all if all.len() > MAX_FILES => {
            Err(Diagnostic::new(Code::ImportTooLarge).with("part", "").at(Place::file(&named[0])))
        }
        _ => Ok(files),
    }
}

/// Returns the finding for a folder that can't be read.
fn file_error(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::PathUnreadable).with("reason", file::io_reason(error)).at(Place::file(path))
}

/// Returns the end of a file's name in small letters.
fn extension(path: &Path) -> String {
    path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Reads the publication of the issue that is written, or else that beside the draft.
fn publication(cli: &Cli, args: &Import, files: &[PathBuf]) -> Result<Publication, Diagnostic> {
    let target = args.output.as_ref().or(args.into.as_ref()).map(|issue| target::issue_path(cli, issue));
    let of_target = target.as_deref().and_then(|issue| cli.project.publication(issue));
    let of_draft = || cli.project.publication(&files[0]);
    let of_project = || cli.project.publication(&cli.project.file("issues/new.yaml"));
    let Some(path) = of_target.or_else(of_draft).or_else(of_project) else { return Ok(Publication::default()) };
    Ok(Publication::read(&file::read(&path)?)?.0)
}

/// Reads a draft.
fn read(cli: &Cli, args: &Import, path: &Path, publication: &Publication) -> Draft {
    let is_clipboard = path.as_os_str() == "-";
    let bytes = if is_clipboard { read_stdin(MAX_FILE_BYTES) } else { read_limited(path, MAX_FILE_BYTES) };
    let result = bytes.map_err(Failure::from).and_then(|bytes| {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let stem = if is_clipboard { cli.lang.say("import-clipboard-title") } else { stem };
        let input = Input { stem, extension: extension(path), bytes };
        let options = options(args, is_clipboard);
        let lang = cli.lang;
        let work = || import(input, publication, &options, lang);
        with_large_stack(Some(path), work).unwrap_or_else(|crash| Err(crash.into()))
    });
    let result = result.map_err(|mut failure| {
        for finding in &mut failure.findings {
            finding.place.get_or_insert_with(|| Place::file(path));
        }
        failure
    });
    Draft { name: path.to_owned(), result }
}

/// Returns the choices of the command line.
fn options(args: &Import, is_clipboard: bool) -> Options {
    Options {
        is_issue: args.as_kind.map(|kind| kind == DraftKind::Issue),
        number: args.number.map(std::num::NonZeroU32::get),
        date: args.date.clone(),
        accept: args.accept.clone(),
        reject: args.reject.clone(),
        comments: args.comments.map(|comments| comments == Comments::Keep),
        leave_out: args.leave_out.clone(),
        sheet: args.sheet.clone(),
        may_convert: !args.no_libreoffice,
        is_clipboard,
    }
}

/// Finds what `check` says about an issue that was written.
fn check_issue(cli: &mut Cli, issue: &Path) -> Vec<Diagnostic> {
    let Ok(jobs) = cli.project.jobs(&[issue.to_owned()], None) else { return Vec::new() };
    let (Some(job), Ok(layouts)) = (jobs.first(), cli.layouts()) else { return Vec::new() };
    let mut findings = Vec::new();
    match read_issue(job) {
        Ok(read) => {
            let folder = job.issue.parent().unwrap_or(Path::new("."));
            let dirs = IssueDirs { root: cli.project.root(), folder };
            check(read.issue, Place::file(&job.issue), dirs, &layouts, None, &mut findings);
        }
        Err(finding) => findings.push(finding),
    }
    crate::diagnostic::sort(&mut findings);
    findings
}
