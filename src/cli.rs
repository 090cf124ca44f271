//! The command line. Each command has a file; `args`, `depfile`, `pages`, `printer` and `watcher` serve several. `printer`
//! alone prints.
//!
//! It takes the words of the command line, calls the other modules, and gives an exit status.

mod args;
mod build;
mod check;
mod completions;
mod corrections;
mod depfile;
mod diff;
mod dispatch;
mod export;
mod fit;
mod fonts;
mod help;
mod impose;
mod import;
mod inspect;
mod licenses;
mod man;
mod new;
mod pages;
mod plates;
mod preflight;
mod preview;
mod printer;
mod release;
mod schema;
mod statistics;
mod typst;
mod volume;
mod watch;
mod watcher;

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use self::args::{Args, Color, Command, Common, Format};
pub use self::help::command;
use self::printer::Printer;
use crate::asset::layout::Layouts;
use crate::diagnostic::message::Lang;
use crate::diagnostic::{Arg, Cause, Code, Diagnostic, Findings, Place};
use crate::pdf::apart::{ChildLine, ChildWatch, Task, run_task};
use crate::process::CHILD_WORD;
use crate::project::{Job, Project, only_job};
use crate::typeset::guard::catch_panic;
use crate::typeset::pipeline::{TypesetIssue, typeset_guarded};
use crate::typeset::trial::{TRIAL_WORD, run_in_child, try_in_child};
use crate::typeset::world::{Engine, load_engine, load_layouts};

/// The exit status of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// The work is done.
    Done = 0,
    /// Something is wrong in an input file.
    Input = 1,
    /// Something is wrong with the command line or the machine.
    Machine = 2,
}

impl Exit {
    /// Returns the exit status that findings call for.
    fn of(findings: &[Diagnostic]) -> Self {
        let errors = findings.iter().filter(|finding| finding.is_error());
        let exit = errors.map(|finding| match finding.code.cause() {
            Cause::Input => Self::Input,
            Cause::Machine => Self::Machine,
        });
        exit.max().unwrap_or(Self::Done)
    }
}

impl Exit {
    /// Returns the exit status that a child process has given.
    fn from_status(code: i32) -> Self {
        match code {
            0 => Self::Done,
            1 => Self::Input,
            _ => Self::Machine,
        }
    }
}

/// Whether Ctrl-C was pressed. Then no further issue is begun.
static STOP: AtomicBool = AtomicBool::new(false);

/// Runs the program with the words of its command line.
pub fn run(words: Vec<OsString>) -> ExitCode {
    std::panic::set_hook(Box::new(|_| {}));
    // A second Ctrl-C ends the program at once.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Machine as i32);
        }
    });
    if let [_, first, second, trial @ ..] = words.as_slice()
        && first == CHILD_WORD
        && second == TRIAL_WORD
    {
        return ExitCode::from(if run_in_child(trial) { Exit::Done } else { Exit::Input } as u8);
    }
    let child = match words.get(1) {
        Some(word) if word == CHILD_WORD => ChildLine::parse(&words[2..]),
        _ => None,
    };
    if let Some(child) = child {
        return ExitCode::from(run_as_child(child) as u8);
    }
    let is_renamed = asks_for_press(&words);
    let exit = match help::parse(words.clone()) {
        Ok(args) => {
            let lang = args.common.lang();
            if is_renamed {
                let finding = Diagnostic::new(Code::ProfileRenamed);
                printer::note(&format!(
                    "{}: {} ({})",
                    lang.say("severity-warning"),
                    lang.message(&finding),
                    lang.help(&finding)
                ));
            }
            catch_panic(None, || dispatch(args, words, None)).unwrap_or_else(|crash| {
                printer::error(lang, &lang.message(&crash));
                Exit::Machine
            })
        }
        Err(exit) => exit,
    };
    ExitCode::from(exit as u8)
}

/// Does what the parent process asks for.
fn run_as_child(child: ChildLine) -> Exit {
    child.set_bounds();
    let done = |printed: Result<String, ()>| {
        printed.map_or(Exit::Machine, |text| {
            printer::plain(&text);
            Exit::Done
        })
    };
    match child.task {
        Task::Command { file, columns, words } => {
            // The parent takes the colours off where they aren't wanted.
            anstream::ColorChoice::Always.write_global();
            let own = Own { file, columns, watch: child.watch };
            help::parse(words.clone()).map_or_else(|exit| exit, |args| dispatch(args, words, Some(own)))
        }
        Task::Words(path) => done(diff::print_words(&path, &child.watch)),
        Task::Proof(path) => done(if diff::is_proof_file(&path) { Ok(String::new()) } else { Err(()) }),
    }
}

/// Returns whether a command line asks for a profile by its former name.
fn asks_for_press(words: &[OsString]) -> bool {
    let is_pair = |pair: &[OsString]| pair[0] == "--profile" && pair[1] == "press";
    words.windows(2).any(is_pair) || words.iter().any(|word| word == "--profile=press")
}

/// Runs the command of a command line.
///
/// `child` says in a child process which of the files is its own.
fn dispatch(args: Args, words: Vec<OsString>, child: Option<Own>) -> Exit {
    let lang = args.common.lang();
    match args.common.color {
        _ if child.is_some() => {}
        Color::Auto => {}
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
    let project = args.common.project.as_deref().map_or_else(Project::find, Project::at);
    let format = args.common.format;
    if format == Format::Csv && !matches!(args.command, Command::Statistics(_)) {
        printer::error(lang, &lang.say("usage-csv"));
        return Exit::Machine;
    }
    let columns = child.as_ref().map(|own| own.columns);
    let mut cli = Cli { lang, format, printer: Printer::new(lang, format, columns), project, words, child };
    if !cli.project.root().is_dir() {
        let place = Place::file(cli.project.root());
        return cli.fail(vec![Diagnostic::new(Code::ProjectMissing).at(place)]);
    }
    let exit = match args.command {
        Command::Build(args) => build::run(&mut cli, &args),
        Command::Watch(args) => watch::run(&mut cli, &args),
        Command::Preview(args) => preview::run(&mut cli, &args),
        Command::Check(args) => check::run(&mut cli, &args),
        Command::Impose(args) => impose::run(&mut cli, &args),
        Command::Preflight(args) => preflight::run(&mut cli, &args),
        Command::Inspect(args) => inspect::run(&mut cli, &args),
        Command::Plates(args) => plates::run(&mut cli, &args),
        Command::Statistics(args) => statistics::run(&mut cli, &args),
        Command::Dispatch(args) => dispatch::run(&mut cli, &args),
        Command::Volume(args) => volume::run(&mut cli, &args),
        Command::Release(args) => release::run(&mut cli, &args),
        Command::Diff(args) => diff::run(&mut cli, &args),
        Command::Export(args) => export::run(&mut cli, &args),
        Command::Fit(args) => fit::run(&mut cli, &args),
        Command::New(args) => new::run(&mut cli, &args),
        Command::Import(args) => import::run(&mut cli, &args),
        Command::Typst(args) => typst::run(&mut cli, &args),
        Command::Fonts(args) => fonts::run(&mut cli, &args),
        Command::Schema(args) => schema::run(&mut cli, &args),
        Command::Licenses(args) => licenses::run(&mut cli, &args),
        Command::Completions(args) => completions::run(&cli, &args),
        Command::Man(args) => man::run(&mut cli, &args),
        Command::Help(args) => help::run(&cli, &args),
    };
    if cli.printer.is_broken() { cli.fail(vec![Diagnostic::new(Code::OutputStream)]) } else { exit }
}

/// What every command needs.
struct Cli {
    /// The user's language.
    lang: Lang,
    /// The format of results.
    format: Format,
    /// What prints.
    printer: Printer,
    /// The project that the current folder belongs to, or the one that the user has named.
    project: Project,
    /// The words of the command line.
    words: Vec<OsString>,
    /// In a child process, the file that it works on.
    child: Option<Own>,
}

/// The part of a command that a child process does.
struct Own {
    /// The index of the file that it works on.
    file: usize,
    /// The columns of the user's terminal.
    columns: usize,
    /// The watch that speaks to the parent.
    watch: ChildWatch,
}

impl Cli {
    /// Prints findings that belong to no issue, and returns the exit status that they call for.
    fn fail(&mut self, findings: impl Into<Findings>) -> Exit {
        let findings = findings.into();
        self.printer.findings(&findings);
        Exit::of(&findings)
    }

    /// Does this command's work on a file in a child process, and prints what the child has printed. `file` is the index of
    /// the file among those of the command line.
    fn run_in_child(&mut self, file: usize, path: &Path) -> Exit {
        let task = Task::Command { file, columns: self.printer.columns(), words: self.words.clone() };
        match run_task(path, &task) {
            Ok(done) => {
                self.printer.relay(&done.out, &done.err);
                Exit::from_status(done.code)
            }
            Err(finding) => self.fail(finding),
        }
    }

    /// Loads the layouts of the project and the built-in ones. Prints what is wrong with them.
    fn layouts(&mut self) -> Result<Layouts, Exit> {
        load_layouts(&self.project).map_err(|findings| self.fail(findings))
    }

    /// Finds the one issue that a command is for, and makes the engine for it. Prints what is wrong.
    fn issue(&mut self, path: &Path, system_fonts: bool) -> Result<(Job, Engine), Exit> {
        let job = self.one_issue(path)?;
        let layouts = self.layouts()?;
        Ok((job, self.engine(layouts, system_fonts)?))
    }

    /// Finds the one issue that a command is for. Prints what is wrong.
    fn one_issue(&mut self, path: &Path) -> Result<Job, Exit> {
        let jobs = self.project.jobs(&[path.to_owned()], None).map_err(|findings| self.fail(findings))?;
        self.only(jobs)
    }

    /// Returns the only job. Prints an error if there are several.
    fn only(&mut self, jobs: Vec<Job>) -> Result<Job, Exit> {
        only_job(jobs).map_err(|finding| self.fail(finding))
    }

    /// Returns how many threads work: as many as the user asks for, or as many as the machine has.
    fn threads(wish: Option<NonZeroUsize>) -> usize {
        wish.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
    }

    /// Prints that a run was stopped, and how many issues were left.
    fn stopped(&self, left: usize) -> Exit {
        if self.printer.is_closed() {
            return Exit::Done;
        }
        printer::note(&self.lang.text("stopped", &[("left", Arg::from(left))]));
        Exit::Machine
    }

    /// Makes the engine with the faces of the project. Prints what is wrong with them.
    fn engine(&mut self, layouts: Layouts, system_fonts: bool) -> Result<Engine, Exit> {
        let engine = load_engine(&self.project, layouts, system_fonts).map_err(|findings| self.fail(findings))?;
        self.printer.findings(&engine.warnings);
        let mut engine = engine.value;
        try_in_child(&mut engine, &self.project, system_fonts);
        Ok(engine)
    }

    /// Typesets an issue and prints its warnings.
    ///
    /// # Errors
    /// Everything that is wrong with the issue. None of it is printed yet.
    fn typeset(&self, engine: &Engine, job: &Job) -> Result<TypesetIssue, Findings> {
        let typeset = typeset_guarded(engine, &self.project, job)?;
        self.printer.findings(&typeset.warnings);
        Ok(typeset.value)
    }
}

impl Common {
    /// Returns the language that is asked for, or that of the machine.
    fn lang(&self) -> Lang {
        self.lang.unwrap_or_else(Lang::of_locale)
    }
}
