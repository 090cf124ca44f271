//! Notices what is saved in the project's folders while the program runs.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{Cli, Exit, STOP, printer};
use crate::diagnostic::Arg;
use crate::input::file::io_reason;
use crate::project::ISSUES;

/// How long no event may come before a build begins. Editors save in several steps.
const DEBOUNCE: Duration = Duration::from_millis(30);
/// The longest wait for quiet while files are written all the time.
const MAX_DEBOUNCE: Duration = Duration::from_secs(1);
/// How often Ctrl-C is checked for.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

/// What was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// An issue, a publication or a picture.
    Issue,
    /// A layout or a face. The engine has to be made anew.
    Engine,
}

/// Watches the project's folders until it is dropped.
pub struct Watcher {
    /// Gets a message for each change.
    receiver: Receiver<Change>,
    /// Watches as long as it isn't dropped.
    _watcher: RecommendedWatcher,
}

impl Watcher {
    /// Starts to watch the folders of issues, layouts and faces. Prints an error if the system can't.
    pub fn begin(cli: &Cli) -> Result<Self, Exit> {
        let (sender, receiver) = channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // Nobody receives changes while the program ends.
            event.iter().filter_map(change).for_each(|change| sender.send(change).unwrap_or(()));
        });
        let folders = [ISSUES, "layouts", "fonts"].map(|name| cli.project.folder(name));
        let watched = watcher.and_then(|mut watcher| {
            folders.iter().flatten().try_for_each(|folder| watcher.watch(folder, RecursiveMode::Recursive))?;
            Ok(Self { receiver, _watcher: watcher })
        });
        watched.map_err(|error| {
            let text = cli.lang.text("watch-failed", &[("reason", watch_reason(&error))]);
            printer::error(cli.lang, &text);
            Exit::Machine
        })
    }

    /// Waits until something was saved and all is quiet again. Returns `None` after Ctrl-C.
    pub fn next(&self) -> Option<Change> {
        let mut all = None;
        let mut begun = Instant::now();
        while !STOP.load(Ordering::Relaxed) {
            match all {
                None => begun = Instant::now(),
                Some(_) if begun.elapsed() > MAX_DEBOUNCE => return all,
                Some(_) => {}
            }
            match self.receiver.recv_timeout(if all.is_some() { DEBOUNCE } else { POLL_INTERVAL }) {
                Ok(change) if all == Some(Change::Engine) || change == Change::Engine => all = Some(Change::Engine),
                Ok(change) => all = Some(change),
                Err(RecvTimeoutError::Timeout) if all.is_some() => return all,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        None
    }
}

/// Returns why changes can't be watched, in words of the catalogue where the system says it.
fn watch_reason(error: &notify::Error) -> Arg {
    match &error.kind {
        ErrorKind::Io(error) => io_reason(error),
        ErrorKind::PathNotFound => io_reason(&io::ErrorKind::NotFound.into()),
        _ => io_reason(&io::Error::other(error.to_string())),
    }
}

/// Returns what an event means, or `None` if nothing was saved, as when a file is only read.
fn change(event: &Event) -> Option<Change> {
    let is_change = match event.kind {
        EventKind::Create(_) | EventKind::Remove(_) => true,
        EventKind::Modify(kind) => !matches!(kind, ModifyKind::Metadata(_)),
        EventKind::Any | EventKind::Access(_) | EventKind::Other => false,
    };
    let is_of_engine = |path: &PathBuf| {
        path.extension()
            .is_some_and(|kind| ["typ", "ttf", "otf", "ttc"].iter().any(|known| kind.eq_ignore_ascii_case(known)))
    };
    // Editors write temporary files beside the issues.
    let is_hidden =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
    let is_change = is_change && !event.paths.iter().all(is_hidden);
    is_change.then(|| if event.paths.iter().any(is_of_engine) { Change::Engine } else { Change::Issue })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_in_words_of_the_catalogue() {
        let denied = notify::Error::io(io::ErrorKind::PermissionDenied.into());
        assert_eq!(watch_reason(&denied), Arg::Message("io-denied"));
        assert_eq!(watch_reason(&notify::Error::path_not_found()), Arg::Message("io-missing"));
        assert!(matches!(watch_reason(&notify::Error::generic("other")), Arg::Detail("io-other", _)));
    }
}
