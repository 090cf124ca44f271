//! Keeps a crash of the engine from ending the program: threads with a large stack, and crashes as findings.
//!
//! This is the one place that makes the finding `crashed`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Findings, Place};

/// The stack that the engine needs for nested content, in bytes. It was measured to be safe.
pub const STACK_BYTES: usize = 16 << 20;

/// Does work on a thread of its own with a large stack.
///
/// # Errors
/// The work crashed, or there is no thread for it. `file` is what it was about.
pub fn with_large_stack<T: Send>(file: Option<&Path>, work: impl FnOnce() -> T + Send) -> Result<T, Diagnostic> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work);
        thread.ok()?.join().ok()
    })
    .ok_or_else(|| crash(file))
}

/// Does work that may fail on a thread of its own with a large stack.
///
/// # Errors
/// The work failed or crashed.
pub fn run_guarded<T: Send>(
    file: Option<&Path>,
    work: impl FnOnce() -> Result<T, Findings> + Send,
) -> Result<T, Findings> {
    with_large_stack(file, work).unwrap_or_else(|finding| Err(finding.into()))
}

/// Does work on this thread.
///
/// # Errors
/// The work crashed. `file` is what it was about.
pub fn catch_panic<T>(file: Option<&Path>, work: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| crash(file))
}

/// Returns the finding that the program crashed while it worked on a file.
fn crash(file: Option<&Path>) -> Diagnostic {
    let finding = Diagnostic::new(Code::Crashed);
    match file {
        Some(file) => finding.at(Place::file(file)),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_becomes_a_finding() {
        let path = Path::new("issues/36.yaml");
        let crash = || -> Result<(), Findings> { panic!("a crash of the test") };
        let finding = catch_panic(Some(path), crash).unwrap_err();
        assert_eq!((finding.code, finding.place.is_some()), (Code::Crashed, true));
        assert_eq!(run_guarded(Some(path), crash).unwrap_err(), finding.into());
        let finding = with_large_stack(None, crash).unwrap_err();
        assert_eq!((finding.code, finding.place.is_some()), (Code::Crashed, false));
        assert_eq!(run_guarded(None, || Ok(36)), Ok(36));
    }
}
