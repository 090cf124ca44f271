//! Work on PDFs of others, which may be hostile: it is done by a child process, so that it costs that file alone.
//!
//! The program of the child is the one that runs. It hands a command line that begins with [`CHILD_WORD`] to `cli::run`.
//! A step that meets a bound is left out in another try. What was left out is said. PDFs that the program has made itself
//! are examined without a child.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::file::stamp;
use crate::pdf::preflight::ranges;
use crate::pdf::preflight::watch::{Step, Watch};
pub use crate::process::CHILD_WORD;
use crate::process::{Bounds, Breach, End, Usage, announce, bound_own_memory, run_child};

/// The most computing time of a page, in seconds.
pub const PAGE_SECONDS: u64 = 10;
/// The most memory of a page, in MB.
pub const PAGE_MB: u64 = 300;
/// The most computing time of a file, in seconds.
const FILE_SECONDS: u64 = 300;
/// The most memory of a file in MB, besides what its bytes take.
const FILE_MB: u64 = 600;
/// How many times its length a file may take in memory when it is read.
const FILE_FACTOR: u64 = 8;
/// The most address space of a child in MB, besides what the bytes of the file take. It is more than the memory, because
/// the stacks of threads and the program itself stand in it.
const ADDRESS_MB: u64 = 2048;
/// The most steps that are left out one after another. Each costs another try.
const MAX_REFUSED: usize = 3;

/// A step that is left out, and the bound that it met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// The step.
    pub step: Step,
    /// The bound.
    pub breach: Breach,
}

/// The watch in a child: it says each step to the parent, and leaves out those that have met a bound before.
#[derive(Debug, Default)]
pub struct ChildWatch {
    /// The steps that are left out.
    pub refused: Vec<Refused>,
}

impl Watch for ChildWatch {
    fn begin(&self, step: Step) -> bool {
        announce(&step.to_string());
        self.refused.iter().all(|refused| refused.step != step)
    }
}

/// What a child process is asked to do.
#[derive(Debug)]
pub enum Task {
    /// To run a command for one of the files that it names.
    Command {
        /// The file's index.
        file: usize,
        /// The columns of the user's terminal.
        columns: usize,
        /// The words of the whole command line.
        words: Vec<OsString>,
    },
    /// To read the words of a PDF, and what its pages look like.
    Words(PathBuf),
    /// To say whether a PDF is a proof to be signed.
    Proof(PathBuf),
}

/// A child process's command line: what it is asked to do, and within which bounds.
#[derive(Debug)]
pub struct ChildLine {
    /// The task.
    pub task: Task,
    /// The most address space in MB.
    address_mb: u64,
    /// The watch.
    pub watch: ChildWatch,
}

impl ChildLine {
    /// Reads the words after the one that marks a child.
    pub fn parse(words: &[OsString]) -> Option<Self> {
        let text = |index: usize| words.get(index).and_then(|word| word.to_str());
        let refused = text(1)?.split(';').filter(|part| !part.is_empty()).map(parse_refused).collect::<Option<_>>()?;
        let task = match text(2)? {
            "command" => Task::Command {
                file: text(3)?.parse().ok()?,
                columns: text(4)?.parse().ok()?,
                words: words[5..].to_vec(),
            },
            "words" => Task::Words(words.get(3)?.into()),
            "proof" => Task::Proof(words.get(3)?.into()),
            _ => return None,
        };
        Some(Self { task, address_mb: text(0)?.parse().ok()?, watch: ChildWatch { refused } })
    }

    /// Sets the bounds that a child can set itself.
    pub fn set_bounds(&self) {
        bound_own_memory(self.address_mb << 20);
    }
}

impl Task {
    /// Returns the words of the command line.
    fn words(&self) -> Vec<OsString> {
        match self {
            Self::Command { file, columns, words } => {
                let own = ["command".into(), file.to_string().into(), columns.to_string().into()];
                own.into_iter().chain(words.iter().cloned()).collect()
            }
            Self::Words(path) => vec!["words".into(), path.into()],
            Self::Proof(path) => vec!["proof".into(), path.into()],
        }
    }
}

/// Writes a step that is left out, as [`parse_refused`] reads it.
fn refused_word(Refused { step, breach }: &Refused) -> String {
    format!("{step}={}", breach_word(*breach))
}

/// Reads a step that is left out.
fn parse_refused(text: &str) -> Option<Refused> {
    let (step, word) = text.split_once('=')?;
    let breach = [Breach::Time, Breach::Memory, Breach::Crash].into_iter().find(|one| breach_word(*one) == word)?;
    Some(Refused { step: step.parse().ok()?, breach })
}

/// Returns the word for a bound, which the catalogue's sentence tells apart.
fn breach_word(breach: Breach) -> &'static str {
    match breach {
        Breach::Time => "time",
        Breach::Memory => "memory",
        Breach::Crash => "crash",
    }
}

/// The result of a child.
#[derive(Debug)]
pub struct Done {
    /// The exit status.
    pub code: i32,
    /// What it printed on standard output.
    pub out: Vec<u8>,
    /// What it printed on standard error.
    pub err: Vec<u8>,
    /// The steps that were left out.
    pub refused: Vec<Refused>,
    /// What all tries took.
    pub usage: Usage,
}

/// Lets a child do a task about a file of others.
///
/// # Errors
/// The file could not be examined, even without the steps that met a bound.
pub fn run_task(path: &Path, task: &Task) -> Result<Done, Diagnostic> {
    let file_mb = stamp(path).map_or(0, |file| (file.size >> 20) * FILE_FACTOR);
    let bounds = Bounds {
        step_time: Duration::from_secs(PAGE_SECONDS),
        step_bytes: PAGE_MB << 20,
        first_bytes: file_mb << 20,
        whole_time: Duration::from_secs(FILE_SECONDS),
        whole_bytes: (FILE_MB + file_mb) << 20,
    };
    let address = (ADDRESS_MB + file_mb).to_string();
    let (mut refused, mut usage): (Vec<Refused>, _) = (Vec::new(), Usage::default());
    loop {
        let listed = refused.iter().map(refused_word).collect::<Vec<_>>().join(";");
        let words = [address.clone().into(), listed.into()].into_iter().chain(task.words());
        let Ok(ended) = run_child(words, &bounds) else { return Err(not_examined(path, Breach::Crash)) };
        usage.add(ended.usage);
        let (breach, step, is_whole) = match ended.end {
            End::Exit(code) => return Ok(Done { code, out: ended.out, err: ended.err, refused, usage }),
            End::Broken { breach, step, is_whole } => (breach, step.parse().ok(), is_whole),
        };
        let is_last = is_whole || refused.len() >= MAX_REFUSED;
        match step {
            Some(Step::Ink(_)) if is_last => refused.push(Refused { step: Step::Plates, breach }),
            Some(Step::Page(_) | Step::Ink(_)) if is_last => return Err(not_examined(path, breach)),
            Some(step @ (Step::Page(_) | Step::Ink(_) | Step::Plates))
                if refused.iter().all(|known| known.step != step) =>
            {
                refused.push(Refused { step, breach });
            }
            _ => return Err(not_examined(path, breach)),
        }
    }
}

/// Returns the finding that a file wasn't examined.
fn not_examined(path: &Path, breach: Breach) -> Diagnostic {
    refusal("file", &[], breach).at(Place::file(path))
}

/// Returns the findings on the steps that were left out, those with the same bound in one.
pub fn refusals(refused: &[Refused]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for breach in [Breach::Time, Breach::Memory, Breach::Crash] {
        let own = || refused.iter().filter(|one| one.breach == breach).map(|one| one.step);
        let mut pages: Vec<_> =
            own().filter_map(|step| if let Step::Page(n) = step { Some(n) } else { None }).collect();
        let mut inks: Vec<_> = own().filter_map(|step| if let Step::Ink(n) = step { Some(n) } else { None }).collect();
        for list in [&mut pages, &mut inks] {
            list.sort_unstable();
            list.dedup();
        }
        let of_pages = (!pages.is_empty()).then(|| refusal("page", &pages, breach));
        let of_ink = match own().any(|step| step == Step::Plates) {
            true => Some(refusal("plates", &[], breach)),
            false => (!inks.is_empty()).then(|| refusal("ink", &inks, breach)),
        };
        findings.extend(of_pages.into_iter().chain(of_ink));
    }
    findings
}

/// Returns the finding that something wasn't examined: `file`, `page`, `ink` or `plates`.
fn refusal(what: &str, pages: &[usize], breach: Breach) -> Diagnostic {
    Diagnostic::new(Code::PdfNotExamined)
        .with("what", what)
        .with("page", ranges(pages))
        .with("reason", breach_word(breach))
        .with("seconds", PAGE_SECONDS)
        .with("megabytes", PAGE_MB)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_childs_words_are_read_as_they_are_written() {
        let refused = [(Step::Page(3), Breach::Time), (Step::Plates, Breach::Memory), (Step::Ink(1), Breach::Crash)];
        let refused = refused.map(|(step, breach)| Refused { step, breach });
        let listed = refused.iter().map(refused_word).collect::<Vec<_>>().join(";");
        let task = Task::Command { file: 2, columns: 80, words: vec!["jianbao".into(), "preflight".into()] };
        let words: Vec<_> = ["64".into(), listed.into()].into_iter().chain(task.words()).collect();
        let line = ChildLine::parse(&words).unwrap();
        assert_eq!((line.watch.refused.as_slice(), line.address_mb), (&refused[..], 64));
        assert!(matches!(line.task, Task::Command { file: 2, columns: 80, words } if words.len() == 2));
        assert!(ChildLine::parse(&words[..3]).is_none());
    }
}
