//! Tries the preflight on a folder of PDFs: `cargo run --release --example corpus DIR [JOBS]`.
//!
//! Each file is examined by a child process, as `jianbao preflight` does it. Printed are the files that crashed, that took
//! much time or memory, and the verdicts on each clause. A verdict is known where a file is named as those of the veraPDF
//! corpus are: `…-pass-….pdf` keeps to its standard, `…-fail-….pdf` breaks the clause that its folder is about.

#![expect(clippy::print_stdout, reason = "an example prints what it finds")]

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;

use jianbao::input::file::list_folder;
use jianbao::pdf::apart::{CHILD_WORD, Task, run_task};
use serde_json::Value;

/// The most computing time that a file should take, in seconds.
const MAX_SECONDS: u64 = 20;
/// The most memory that a file should take, in MB.
const MAX_MB: u64 = 600;
/// The columns of messages, which nobody sees.
const COLUMNS: usize = 100;

/// Parts of folders' names in the veraPDF corpus, with the clause that those files are about.
const CLAUSES: &[(&str, &str)] = &[
    ("File header", "pdf-header"),
    ("File trailer", "pdf-id pdf-encrypted pdf-header pdf-info"),
    ("Output intent", "pdf-intent-profile"),
    ("Uncalibrated", "pdf-colour"),
    ("Indexed and Pattern colour", "pdf-colour"),
    ("Extended graphics state", "pdf-transfer pdf-halftone pdf-rendering-intent"),
    ("Rendering intents", "pdf-rendering-intent"),
    ("PDF_A-1b/6.4 Transparency", "pdf-transparency"),
    ("6.1.10 Filters", "pdf-lzw"),
    ("6.1.6.2 Filters", "pdf-lzw"),
    ("Inline image dictionaries", "pdf-lzw"),
    ("ersion and conformance level identification", "pdf-metadata"),
    ("Version identification", "pdf-metadata"),
    ("Action/6.5.1 General", "pdf-action"),
    ("Action/6.6.1 General", "pdf-action"),
    ("Actions/6.6.1 General", "pdf-action"),
    ("Trigger events", "pdf-action"),
    ("6.2.5 Form XObjects", "pdf-foreign"),
    ("Form XObjects", "pdf-foreign"),
    ("Reference XObjects", "pdf-foreign"),
    ("PostScript XObjects", "pdf-foreign"),
    ("Mark information dictionary", "pdf-tags"),
];

/// What became of a file.
enum Outcome {
    /// It was examined: its clauses with whether each is met, and its findings.
    Examined {
        /// Each clause, with whether it is met.
        clauses: BTreeMap<String, bool>,
        /// The codes of its findings.
        codes: BTreeSet<String>,
    },
    /// It can't be read as a PDF.
    Refused(String),
    /// What the program said makes no sense, or it crashed.
    Broken(String),
}

/// A file that was tried.
struct Trial {
    /// The file.
    path: PathBuf,
    /// What became of it.
    outcome: Outcome,
    /// The computing time.
    time: Duration,
    /// The most memory in MB.
    megabytes: u64,
}

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    if words.get(1).is_some_and(|word| word == CHILD_WORD) {
        return jianbao::cli::run(words);
    }
    let Some(folder) = words.get(1) else {
        println!("usage: corpus DIR [JOBS]");
        return ExitCode::from(2);
    };
    let jobs = words.get(2).and_then(|jobs| jobs.to_str()?.parse().ok()).unwrap_or(1);
    let mut files = Vec::new();
    collect(Path::new(folder), &mut files);
    let trials = try_all(&files, jobs);
    print_summary(&trials);
    print_verdicts(&trials);
    ExitCode::SUCCESS
}

/// Collects the PDFs below a folder.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in list_folder(folder).unwrap_or_default() {
        if entry.is_folder {
            collect(&entry.path, files);
        } else if entry.path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("pdf")) {
            files.push(entry.path);
        }
    }
}

/// Tries all files, several at a time.
fn try_all(files: &[PathBuf], jobs: usize) -> Vec<Trial> {
    let (next, trials) = (Mutex::new(files.iter()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                loop {
                    let Some(path) = next.lock().expect("no thread panics").next() else { return };
                    let trial = try_file(path);
                    trials.lock().expect("no thread panics").push(trial);
                }
            });
        }
    });
    let mut trials = trials.into_inner().expect("no thread panics");
    trials.sort_by(|a, b| a.path.cmp(&b.path));
    trials
}

/// Tries a file.
fn try_file(path: &Path) -> Trial {
    let words = ["jianbao", "--lang", "en", "--format", "json", "preflight"].map(OsString::from);
    let words = words.into_iter().chain([path.into()]).collect();
    let (outcome, usage) = match run_task(path, &Task::Command { file: 0, columns: COLUMNS, words }) {
        Ok(done) => (outcome(&done.out), done.usage),
        Err(finding) => {
            let reason = finding.args.iter().map(|(name, fact)| format!("{name} {fact:?}")).collect::<Vec<_>>();
            (Outcome::Refused(format!("{} {}", finding.code, reason.join(", "))), Default::default())
        }
    };
    Trial { path: path.to_owned(), outcome, time: usage.time, megabytes: usage.bytes >> 20 }
}

/// Reads what the program said of a file.
fn outcome(out: &[u8]) -> Outcome {
    let Ok(value) = serde_json::from_slice::<Value>(out) else {
        return Outcome::Broken(String::from_utf8_lossy(out).chars().take(200).collect());
    };
    let list = |key: &str| value[key].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let codes: BTreeSet<_> = list("diagnostics").iter().map(|finding| text(&finding["code"])).collect();
    if codes.contains("crashed") {
        return Outcome::Broken("crashed".to_owned());
    }
    if value.get("clauses").is_none() {
        return Outcome::Refused(codes.into_iter().collect::<Vec<_>>().join(" "));
    }
    let clause = |clause: &Value| (text(&clause["clause"]), clause["met"].as_bool().unwrap_or(false));
    Outcome::Examined { clauses: list("clauses").iter().map(clause).collect(), codes }
}

/// Prints what crashed, what was refused, and what took much.
fn print_summary(trials: &[Trial]) {
    println!("files: {}", trials.len());
    for trial in trials {
        match &trial.outcome {
            Outcome::Broken(text) => println!("BROKEN {}: {text}", trial.path.display()),
            Outcome::Refused(codes) => println!("refused {}: {codes}", trial.path.display()),
            Outcome::Examined { codes, .. } if codes.contains("pdf-not-examined") || codes.contains("pdf-too-much") => {
                println!("in part {}: {codes:?}", trial.path.display());
            }
            Outcome::Examined { .. } => {}
        }
        if trial.time.as_secs() >= MAX_SECONDS || trial.megabytes >= MAX_MB {
            println!("MUCH {}: {:.1} s, {} MB", trial.path.display(), trial.time.as_secs_f64(), trial.megabytes);
        }
    }
    let seconds: f64 = trials.iter().map(|trial| trial.time.as_secs_f64()).sum();
    let most = trials.iter().map(|trial| trial.megabytes).max().unwrap_or(0);
    let slowest = trials.iter().map(|trial| trial.time).max().unwrap_or_default();
    let broken = trials.iter().filter(|trial| matches!(trial.outcome, Outcome::Broken(_))).count();
    println!("broken: {broken}; {seconds:.0} s in all; slowest {:.1} s; most memory {most} MB", slowest.as_secs_f64());
}

/// Prints the verdicts on each clause, for the files whose names say what is right.
fn print_verdicts(trials: &[Trial]) {
    // For each clause: missed, caught, false alarms, passes.
    let mut counts: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    let (mut pass_files, mut false_files) = (0, 0);
    for trial in trials {
        let Outcome::Examined { clauses, .. } = &trial.outcome else { continue };
        let path = trial.path.to_string_lossy();
        let name = trial.path.file_name().unwrap_or_default().to_string_lossy();
        if name.contains("-pass-") {
            let broken: Vec<_> = clauses.iter().filter(|(_, met)| !**met).map(|(clause, _)| clause).collect();
            pass_files += 1;
            false_files += usize::from(!broken.is_empty());
            for (clause, met) in clauses {
                let count = counts.entry(clause.clone()).or_default();
                count[3] += 1;
                count[2] += usize::from(!met);
            }
            if !broken.is_empty() {
                println!("false alarm {path}: {broken:?}");
            }
        } else if name.contains("-fail-")
            && let Some((_, expected)) = CLAUSES.iter().find(|(part, _)| path.contains(part))
        {
            let is_caught = expected.split(' ').any(|clause| clauses.get(clause) == Some(&false));
            let group = counts.entry((*expected).to_owned()).or_default();
            group[usize::from(is_caught)] += 1;
            if !is_caught {
                let broken: Vec<_> = clauses.iter().filter(|(_, met)| !**met).map(|(clause, _)| clause).collect();
                println!("missed {path}: {expected}, told {broken:?}");
            }
        }
    }
    println!("{:55} {:>7} {:>7} {:>7} {:>7}", "clause", "missed", "caught", "false", "passes");
    for (clause, [missed, caught, alarms, passes]) in counts {
        println!("{clause:55} {missed:7} {caught:7} {alarms:7} {passes:7}");
    }
    println!("false alarms in {false_files} of {pass_files} files that keep to their standard");
}
