//! Keeps a crash of the engine from ending the program: threads with a large stack, and crashes as findings.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};

/// The stack that the engine needs for nested content, in bytes. It was measured to be safe.
pub const STACK_BYTES: usize = 16 << 20;

/// Does work on a thread of its own with a large stack. Returns `None` if it crashed.
pub fn with_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work);
        thread.ok()?.join().ok()
    })
}

/// Does work for an issue on this thread. A crash becomes a finding.
pub fn catch_panic<T>(
    issue: &Path,
    work: impl FnOnce() -> (Option<T>, Vec<Diagnostic>),
) -> (Option<T>, Vec<Diagnostic>) {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| (None, vec![crash(issue)]))
}

/// Returns the finding that the engine crashed on an issue.
pub fn crash(issue: &Path) -> Diagnostic {
    Diagnostic::new(Code::Crashed).at(Place::file(issue))
}
