//! The first try of a layout or of faces of one's own, in a child process.
//!
//! A layout is a program. It may go round for ever, take all memory or overflow the stack, which no thread survives. So
//! a child tries it first, within bounds. What the child survives, this process does, too. The built-in layouts with the
//! bundled faces are tried by the tests, and run without a child.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tempfile::TempDir;
use typst::utils::hash128;

use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::issue::Date;
use crate::output::write;
use crate::process::{Bounds, Breach, End, Ended, bound_own_memory, run_child};
use crate::project::Project;
use crate::typeset::compile::compile_world;
use crate::typeset::document::Document;
use crate::typeset::guard::STACK_BYTES;
use crate::typeset::inspect::outline_all;
use crate::typeset::world::{DATA, Engine, IssueWorld, MAIN, load_engine, load_layouts};

/// The word of a child's command line that asks for a trial.
pub const TRIAL_WORD: &str = "trial";
/// The words for a trial of a layout alone, and of the faces with it.
const LAYOUT: &str = "layout";
const FACES: &str = "faces";
/// The word for faces of the system.
const SYSTEM_FONTS: &str = "system-fonts";
/// The most computing time of a document, in seconds.
const SECONDS: u64 = 60;
/// The most memory of a document, in MB.
const MB: u64 = 2048;
/// The most address space of the child in MB. The program itself and the stacks of threads stand in it, too.
const ADDRESS_MB: u64 = 6144;

/// The tries of one project.
#[derive(Debug)]
struct Tries {
    /// The project's folder.
    root: PathBuf,
    /// Whether faces of the system are used.
    system_fonts: bool,
    /// The documents that have been tried already, by their hash.
    done: Mutex<HashSet<u128>>,
    /// What became of the faces from outside of the program. They are tried once, with the first document.
    faces: OnceLock<Result<(), Breach>>,
}

/// Lets a child process try the documents of an engine first.
///
/// The child is this program. It has to hand a command line that begins with the words of a trial to [`run_in_child`].
pub fn try_in_child(engine: &mut Engine, project: &Project, system_fonts: bool) {
    let tries = Tries { root: project.root().to_owned(), system_fonts, done: Mutex::default(), faces: OnceLock::new() };
    engine.trial = Some(Box::new(move |engine, document| tries.run(engine, document)));
}

impl Tries {
    /// Tries the faces of one's own with the first document, and each document that a layout of one's own draws.
    ///
    /// # Errors
    /// The child met a bound, or it crashed.
    fn run(&self, engine: &Engine, document: &Document) -> Result<(), Diagnostic> {
        let broken = |breach| finding(&document.layout, breach);
        if engine.faces.has_own() {
            // Other threads wait here until the faces are known to be harmless.
            self.faces.get_or_init(|| self.run_child(document, FACES)).map_err(broken)?;
        }
        if !engine.layouts.is_own(&document.layout) {
            return Ok(());
        }
        let key = hash128(&(document.main(), document.json(), document.files().collect::<Vec<_>>()));
        let is_known = |done: &HashSet<u128>| done.contains(&key);
        if !is_known(&self.done.lock().unwrap_or_else(PoisonError::into_inner)) {
            self.run_child(document, LAYOUT).map_err(broken)?;
            self.done.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
        }
        Ok(())
    }

    /// Lets a child try a document, and the faces too if that is what is asked for.
    fn run_child(&self, document: &Document, what: &str) -> Result<(), Breach> {
        // Without a child the engine runs unguarded, as it must where the system has none.
        let Some(folder) = write_document(document) else { return Ok(()) };
        let system_fonts = if self.system_fonts { SYSTEM_FONTS } else { "" };
        let root = self.root.canonicalize().unwrap_or_else(|_| self.root.clone());
        let date = document.date.to_string();
        let words: [OsString; 6] =
            [TRIAL_WORD.into(), what.into(), folder.path().into(), root.into(), system_fonts.into(), date.into()];
        match run_child(words, &bounds()) {
            Ok(Ended { end: End::Broken { breach, .. }, .. }) => Err(breach),
            Ok(_) | Err(_) => Ok(()),
        }
    }
}

/// Returns the bounds of a child.
fn bounds() -> Bounds {
    let (time, bytes) = (Duration::from_secs(SECONDS), MB << 20);
    Bounds { step_time: time, step_bytes: bytes, first_bytes: bytes, whole_time: time, whole_bytes: bytes }
}

/// Returns the finding that a layout was ended.
fn finding(layout: &str, breach: Breach) -> Diagnostic {
    let reason = match breach {
        Breach::Time => "breach-time",
        Breach::Memory => "breach-memory",
        Breach::Crash => "breach-crash",
    };
    Diagnostic::new(Code::LayoutBounds)
        .with("layout", layout)
        .with("reason", Arg::Message(reason))
        .with("seconds", SECONDS)
        .with("megabytes", MB)
}

/// Writes the files of a document into a folder of its own.
fn write_document(document: &Document) -> Option<TempDir> {
    let folder = tempfile::tempdir().ok()?;
    let (main, json) = (document.main(), document.json());
    let own = [(MAIN.to_owned(), main.as_bytes()), (DATA.to_owned(), json.as_slice())];
    let files = document.files().map(|(name, bytes)| (name, bytes.as_slice()));
    own.into_iter().chain(files).try_for_each(|(name, bytes)| write(&folder.path().join(name), bytes)).ok()?;
    Some(folder)
}

/// Tries a document in a child process. `words` are those after [`TRIAL_WORD`]. Returns false if they can't be read, or if
/// the engine panics.
///
/// Whatever the engine says of the document, it says again to the parent.
pub fn run_in_child(words: &[OsString]) -> bool {
    let [what, folder, root, system_fonts, date] = words else { return false };
    let Some(date) = date.to_str().and_then(Date::parse) else { return false };
    bound_own_memory(ADDRESS_MB << 20);
    let project = Project::at(Path::new(root));
    let engine =
        load_layouts(&project).and_then(|layouts| load_engine(&project, layouts, system_fonts == SYSTEM_FONTS));
    let Ok(engine) = engine else { return true };
    let work = || {
        let world = IssueWorld::from_folder(&engine.value, Path::new(folder), date)?;
        if what == FACES {
            outline_all(&engine.value.faces);
        }
        compile_world(&world).output.ok().map(drop)
    };
    // The steps after these, which the parent alone takes, need less stack than it has left then.
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES / 2).spawn_scoped(scope, work);
        thread.is_ok_and(|thread| thread.join().is_ok())
    })
}
