//! Notices what is saved in the project's folders while the program runs.

use std::cell::RefCell;
use std::io;
use std::path::{Path, PathBuf};
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

/// The folders that are watched, and what a change in each means.
const WATCHED: [(&str, Change); 3] = [(ISSUES, Change::Issue), ("layouts", Change::Engine), ("fonts", Change::Engine)];

/// Watches the project's folders until it is dropped.
///
/// The system watches a folder as it is now. One that is removed and made anew is another, so that the project's own
/// folder is watched, too, for folders that come.
pub struct Watcher {
    /// Gets what happened.
    receiver: Receiver<Seen>,
    /// The project's folder.
    root: PathBuf,
    /// Watches as long as it isn't dropped.
    watcher: RefCell<RecommendedWatcher>,
}

/// What the system reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    /// What was saved.
    change: Change,
    /// Whether a watched folder itself came or went.
    is_folder: bool,
}

impl Watcher {
    /// Starts to watch the folders of issues, layouts and faces. Prints an error if the system can't.
    pub fn begin(cli: &Cli) -> Result<Self, Exit> {
        let (sender, receiver) = channel();
        let root = cli.project.root().canonicalize().unwrap_or_else(|_| cli.project.root().to_owned());
        let of = root.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // Nobody receives changes while the program ends.
            event.iter().filter_map(|event| seen(event, &of)).for_each(|seen| sender.send(seen).unwrap_or(()));
        });
        let watched = watcher.and_then(|mut watcher| {
            watcher.watch(&root, RecursiveMode::NonRecursive)?;
            watch_folders(&mut watcher, &root)?;
            Ok(Self { receiver, root, watcher: RefCell::new(watcher) })
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
                Ok(seen) => {
                    let is_of_engine = all == Some(Change::Engine) || seen.change == Change::Engine;
                    all = Some(if is_of_engine { Change::Engine } else { Change::Issue });
                    if seen.is_folder {
                        // What can't be watched just now may have gone again, which is an event of its own.
                        let _ = watch_folders(&mut self.watcher.borrow_mut(), &self.root);
                    }
                }
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

/// Watches the folders that there are, those that were watched before, too.
fn watch_folders(watcher: &mut RecommendedWatcher, root: &Path) -> notify::Result<()> {
    let folders = WATCHED.iter().map(|(name, _)| root.join(name)).filter(|folder| folder.is_dir());
    folders.into_iter().try_for_each(|folder| {
        let _ = watcher.unwatch(&folder);
        watcher.watch(&folder, RecursiveMode::Recursive)
    })
}

/// Returns what an event means, or `None` if nothing was saved, as when a file is only read. `root` is the project's folder.
fn seen(event: &Event, root: &Path) -> Option<Seen> {
    let is_change = match event.kind {
        EventKind::Create(_) | EventKind::Remove(_) => true,
        EventKind::Modify(kind) => !matches!(kind, ModifyKind::Metadata(_)),
        EventKind::Any | EventKind::Access(_) | EventKind::Other => false,
    };
    // Editors write temporary files beside the issues. Of what stands in the project's folder only three folders matter.
    let matters = |path: &&PathBuf| {
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
        !is_hidden && (path.parent() != Some(root) || watched_folder(path, root).is_some()) && *path != root
    };
    let paths: Vec<_> = event.paths.iter().filter(matters).collect();
    if !is_change || paths.is_empty() {
        return None;
    }
    let folders: Vec<_> = paths.iter().filter_map(|path| watched_folder(path, root)).collect();
    let is_of_engine = |path: &&PathBuf| {
        path.extension()
            .is_some_and(|kind| ["typ", "ttf", "otf", "ttc"].iter().any(|known| kind.eq_ignore_ascii_case(known)))
    };
    let is_engine = paths.iter().any(is_of_engine) || folders.contains(&Change::Engine);
    Some(Seen { change: if is_engine { Change::Engine } else { Change::Issue }, is_folder: !folders.is_empty() })
}

/// Returns what a change in a watched folder means if the path is that folder itself.
fn watched_folder(path: &Path, root: &Path) -> Option<Change> {
    WATCHED.iter().find(|(name, _)| path == root.join(name)).map(|(_, change)| *change)
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
