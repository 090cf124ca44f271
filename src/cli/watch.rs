//! `jianbao watch`: builds again whenever something is saved. The engine stays, and with it what it has computed.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::event::ModifyKind;
use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::args::Watch as Args;
use super::build::{Order, jobs, round};
use super::print::shown;
use super::{Cli, Exit, STOP};
use crate::diagnostic::Fact;
use crate::layout::Layouts;
use crate::press::Task;
use crate::project::ISSUES;
use crate::world::Engine;

/// Editors save in several steps; so long nothing more may happen before the build begins.
const QUIET: Duration = Duration::from_millis(30);
/// How often it is looked whether Ctrl-C was pressed.
const GLANCE: Duration = Duration::from_millis(200);

/// What was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Saved {
    /// An issue, a publication, a picture.
    Issue,
    /// A layout or a face, which the engine has to be made ready with again.
    Ground,
}

pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let (sender, receiver) = channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // The other end is there as long as the program is.
        event.iter().filter_map(saved).for_each(|saved| sender.send(saved).unwrap_or(()));
    });
    let folders = [ISSUES, "layouts", "fonts"].map(|name| cli.project.folder(name));
    let watched = watcher.and_then(|mut watcher| {
        folders.iter().flatten().try_for_each(|folder| watcher.watch(folder, RecursiveMode::Recursive))?;
        Ok(watcher)
    });
    let _watcher = match watched {
        Ok(watcher) => watcher,
        Err(error) => {
            let reason = Fact::Text(error.to_string());
            anstream::eprintln!(
                "{}: {}",
                cli.lang.say("severity-error"),
                cli.lang.text("watch-failed", &[("reason", reason)])
            );
            return Exit::Machine;
        }
    };
    let mut ready: Option<(Layouts, Option<Engine>)> = None;
    let mut is_first = true;
    while !STOP.load(Ordering::Relaxed) {
        build(cli, args, &mut ready, !is_first);
        if is_first && !cli.printer.is_json() {
            let folder = Fact::Text(shown(cli.project.folder(ISSUES).as_deref().unwrap_or(Path::new("."))));
            cli.printer.result(&cli.lang.text("watch-waiting", &[("folder", folder)]));
        }
        is_first = false;
        match next(&receiver) {
            Some(Saved::Ground) => ready = None,
            Some(Saved::Issue) => {}
            None => break,
        }
    }
    Exit::Done
}

/// Builds what has changed. What is wrong is told, and waited on until it is mended; the last good PDFs stay.
fn build(cli: &mut Cli, args: &Args, ready: &mut Option<(Layouts, Option<Engine>)>, is_quiet: bool) {
    let Ok(jobs) = jobs(cli, &args.paths, args.output.as_deref(), args.profile) else { return };
    let (layouts, engine) = match ready {
        Some(ready) => ready,
        None => match cli.layouts() {
            Ok(layouts) => ready.insert((layouts, None)),
            Err(_) => return,
        },
    };
    let task = Task::Build { force: false, imposition: None };
    let order = Order { task, threads: args.jobs, system_fonts: args.system_fonts, depfile: None, is_quiet };
    round(cli, &jobs, &order, layouts, engine);
}

/// Waits until something was saved and all is quiet again; nothing after Ctrl-C.
fn next(receiver: &Receiver<Saved>) -> Option<Saved> {
    let mut all = None;
    while !STOP.load(Ordering::Relaxed) {
        match receiver.recv_timeout(if all.is_some() { QUIET } else { GLANCE }) {
            Ok(saved) if all == Some(Saved::Ground) || saved == Saved::Ground => all = Some(Saved::Ground),
            Ok(saved) => all = Some(saved),
            Err(RecvTimeoutError::Timeout) if all.is_some() => return all,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    None
}

/// What an event means; reading a file is one, too, and means nothing.
fn saved(event: &Event) -> Option<Saved> {
    let is_change = match event.kind {
        EventKind::Create(_) | EventKind::Remove(_) => true,
        EventKind::Modify(kind) => !matches!(kind, ModifyKind::Metadata(_)),
        EventKind::Any | EventKind::Access(_) | EventKind::Other => false,
    };
    let is_ground = |path: &std::path::PathBuf| {
        path.extension()
            .is_some_and(|kind| ["typ", "ttf", "otf", "ttc"].iter().any(|known| kind.eq_ignore_ascii_case(known)))
    };
    is_change.then(|| if event.paths.iter().any(is_ground) { Saved::Ground } else { Saved::Issue })
}
