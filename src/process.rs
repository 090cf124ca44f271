//! A child process of the same program, which works within bounds of time and memory.
//!
//! What can overflow the stack or take all memory runs in such a child, so that the program survives it. The child says
//! which step it begins. A step that takes too much ends the child, and its name is handed back. This file knows nothing of
//! what the steps do.

pub mod office;

use std::collections::HashMap;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

/// The first word of a child's command line.
pub const CHILD_WORD: &str = "__child";
/// The control character that begins the line in which a child names its step, on standard error.
const STEP_MARK: char = '\u{1}';
/// The most bytes of a child's standard output, and of its standard error.
const MAX_OUTPUT_BYTES: u64 = 64 << 20;
/// The shortest and longest time between two looks at a child.
const LOOKS: [Duration; 2] = [Duration::from_millis(1), Duration::from_millis(20)];
/// How much longer than its computing time a step may take by the clock, because other programs compute, too.
const CLOCK_FACTOR: u32 = 12;

/// The bounds of a child.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The most computing time of a step.
    pub step_time: Duration,
    /// The most memory of a step in bytes, more than the child had when it began the step.
    pub step_bytes: u64,
    /// The memory in bytes that the child may take besides before its first step, to read what it works on.
    pub first_bytes: u64,
    /// The most computing time of all steps.
    pub whole_time: Duration,
    /// The most memory of the child in bytes.
    pub whole_bytes: u64,
}

/// Why a child didn't come to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Breach {
    /// It took more time than it may.
    Time,
    /// It took more memory than it may.
    Memory,
    /// It crashed.
    Crash,
}

/// How a child ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// It came to its end, with an exit status.
    Exit(i32),
    /// It was ended, or it crashed.
    Broken {
        /// Why.
        breach: Breach,
        /// The step that it had begun last. It is empty before the first step.
        step: String,
        /// Whether the bound was one of all steps together.
        is_whole: bool,
    },
}

/// What a child has left.
#[derive(Debug)]
pub struct Ended {
    /// How it ended.
    pub end: End,
    /// What it printed on standard output.
    pub out: Vec<u8>,
    /// What it printed on standard error, without the names of its steps.
    pub err: Vec<u8>,
    /// What it has taken, as far as it was looked at.
    pub usage: Usage,
}

/// Says in a child that a step begins. Steps of one name share a bound of time.
pub fn announce(step: &str) {
    let _ = writeln!(io::stderr(), "{STEP_MARK}{step}");
}

/// Keeps a child from asking for more memory than it may, and from leaving a picture of its memory behind.
///
/// Linux alone knows such a bound. On other systems the parent's looks are the only ones.
pub fn bound_own_memory(bytes: u64) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let limit = |most| Rlimit { current: Some(most), maximum: Some(most) };
        let _ = setrlimit(Resource::As, limit(bytes));
        let _ = setrlimit(Resource::Core, limit(0));
    }
    #[cfg(not(target_os = "linux"))]
    let _ = bytes;
}

/// Runs this program with other words, until it ends or a bound is met.
///
/// # Errors
/// The system can't start a process.
pub fn run_child(words: impl IntoIterator<Item = OsString>, bounds: &Bounds) -> io::Result<Ended> {
    let mut command = Command::new(own_program()?);
    command.arg(CHILD_WORD).args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let step = Arc::new(Mutex::new(String::new()));
    let out = child.stdout.take().map(|out| thread::spawn(move || read_all(out)));
    let err = child.stderr.take().map(|err| {
        let step = Arc::clone(&step);
        thread::spawn(move || read_steps(err, &step))
    });
    let mut watch = Watch::new(&child, bounds);
    let end = watch.wait(&mut child, &step);
    if end.is_err() {
        let _ = child.kill();
        let _ = child.wait();
    }
    let joined = |reader: Option<JoinHandle<Vec<u8>>>| reader.and_then(|thread| thread.join().ok()).unwrap_or_default();
    Ok(Ended { out: joined(out), err: joined(err), end: end?, usage: watch.peak })
}

/// Returns the path of this program. On Linux it leads to the program that runs, even if its file was replaced since.
fn own_program() -> io::Result<PathBuf> {
    let own = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && own.exists() { Ok(own) } else { std::env::current_exe() }
}

/// Reads everything, but keeps no more than [`MAX_OUTPUT_BYTES`].
fn read_all(mut from: impl Read) -> Vec<u8> {
    let mut kept = Vec::new();
    let _ = from.by_ref().take(MAX_OUTPUT_BYTES).read_to_end(&mut kept);
    let _ = io::copy(&mut from, &mut io::sink());
    kept
}

/// Reads everything as [`read_all`] does. The lines that name steps are taken out.
fn read_steps(from: impl Read, step: &Mutex<String>) -> Vec<u8> {
    let mut from = BufReader::new(from);
    let (mut kept, mut line) = (Vec::new(), Vec::new());
    while from.by_ref().take(MAX_OUTPUT_BYTES).read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
        match line.strip_prefix(&[STEP_MARK as u8]) {
            Some(name) => {
                let name = String::from_utf8_lossy(name).trim_end().to_owned();
                *step.lock().unwrap_or_else(PoisonError::into_inner) = name;
            }
            None if kept.len() as u64 + line.len() as u64 <= MAX_OUTPUT_BYTES => kept.extend_from_slice(&line),
            None => {}
        }
        line.clear();
    }
    kept
}

/// The watch over a child.
struct Watch<'b> {
    /// The bounds.
    bounds: &'b Bounds,
    /// What asks the system.
    system: System,
    /// The child's number.
    pid: Pid,
    /// The step that the child has begun.
    step: String,
    /// The computing time that steps took, by their names.
    times: HashMap<String, Duration>,
    /// What the child had taken at the last look.
    last: Usage,
    /// The most that it had taken at any look.
    peak: Usage,
    /// The memory of the child when it began the step, in bytes.
    base: u64,
    /// When the child began the step.
    began: Instant,
}

/// What a child has taken.
#[derive(Debug, Clone, Copy, Default)]
pub struct Usage {
    /// The computing time.
    pub time: Duration,
    /// The memory in bytes.
    pub bytes: u64,
}

impl Usage {
    /// Adds what another child has taken after this one.
    pub fn add(&mut self, other: Self) {
        *self = Self { time: self.time + other.time, bytes: self.bytes.max(other.bytes) };
    }
}

impl<'b> Watch<'b> {
    /// Begins to watch.
    fn new(child: &Child, bounds: &'b Bounds) -> Self {
        let (step, times, last) = (String::new(), HashMap::new(), Usage::default());
        let pid = Pid::from_u32(child.id());
        Self {
            bounds,
            system: System::new(),
            pid,
            step,
            times,
            last,
            peak: last,
            base: bounds.first_bytes,
            began: Instant::now(),
        }
    }

    /// Waits until the child ends or a bound is met. The child is ended then.
    fn wait(&mut self, child: &mut Child, step: &Mutex<String>) -> io::Result<End> {
        let mut pause = LOOKS[0];
        loop {
            let ended = child.try_wait()?;
            if let Some(status) = ended {
                return Ok(self.end_of(status, step));
            }
            self.look(step);
            if let Some((breach, is_whole)) = self.breach() {
                child.kill()?;
                child.wait()?;
                return Ok(End::Broken { breach, step: self.step.clone(), is_whole });
            }
            thread::sleep(pause);
            pause = (pause * 2).min(LOOKS[1]);
        }
    }

    /// Returns how a child ended that has an exit status. One that a signal or its bound of memory ended has crashed.
    fn end_of(&self, status: ExitStatus, step: &Mutex<String>) -> End {
        match status.code() {
            Some(code @ 0..=2) => End::Exit(code),
            _ => {
                let step = step.lock().unwrap_or_else(PoisonError::into_inner).clone();
                // A child that its own bound of memory ended had taken much before.
                let is_memory = self.last.bytes > self.base + self.bounds.step_bytes / 2;
                End::Broken { breach: if is_memory { Breach::Memory } else { Breach::Crash }, step, is_whole: false }
            }
        }
    }

    /// Looks at what the child has taken, and at its step.
    fn look(&mut self, step: &Mutex<String>) {
        let kind = ProcessRefreshKind::nothing().with_memory().with_cpu().without_tasks();
        self.system.refresh_processes_specifics(ProcessesToUpdate::Some(&[self.pid]), false, kind);
        let now = self.system.process(self.pid).map_or(self.last, |process| Usage {
            time: Duration::from_millis(process.accumulated_cpu_time()),
            bytes: process.memory(),
        });
        *self.times.entry(self.step.clone()).or_default() += now.time.saturating_sub(self.last.time);
        self.last = now;
        self.peak = Usage { time: now.time, bytes: self.peak.bytes.max(now.bytes) };
        let step = step.lock().unwrap_or_else(PoisonError::into_inner);
        if *step != self.step {
            (self.base, self.began) = (now.bytes, Instant::now());
            self.step.clone_from(&step);
        }
    }

    /// Returns the bound that is met, and whether it is one of all steps.
    fn breach(&self) -> Option<(Breach, bool)> {
        let Usage { time, bytes } = self.last;
        let step_time = self.times.get(&self.step).copied().unwrap_or_default();
        let is_late = self.began.elapsed() > self.bounds.step_time * CLOCK_FACTOR;
        if bytes > self.base + self.bounds.step_bytes {
            Some((Breach::Memory, false))
        } else if step_time > self.bounds.step_time || is_late {
            Some((Breach::Time, false))
        } else if bytes > self.bounds.whole_bytes {
            Some((Breach::Memory, true))
        } else if time > self.bounds.whole_time {
            Some((Breach::Time, true))
        } else {
            None
        }
    }
}
