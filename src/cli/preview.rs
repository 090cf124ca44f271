//! `jianbao preview`: shows the pages in a browser while somebody writes.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::num::NonZeroU16;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::args::Preview as Args;
use super::watcher::{Change, Watcher};
use super::{Cli, Exit, printer};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::input::file::io_reason;
use crate::preview::{Editor, MAX_PDFS, PreviewState, Server};
use crate::typeset::guard::STACK_BYTES;

/// The port that is tried first, so that bookmarks keep working.
const PORT: u16 = 4236;
/// The number of ports that are tried one after another, where others are taken.
const PORTS_TRIED: u16 = 20;

/// Runs `preview` until Ctrl-C.
pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    // Watching begins before the first reading, so that no change is missed.
    let watcher = match Watcher::begin(cli) {
        Ok(watcher) => watcher,
        Err(exit) => return exit,
    };
    let (state, port) = match begin(cli, args) {
        Ok(begun) => begun,
        Err(findings) => return cli.fail(findings),
    };
    let address = format!("http://127.0.0.1:{port}/");
    if cli.printer.is_json() {
        cli.printer.result(&serde_json::json!({ "address": address }).to_string());
    } else {
        // The address has a line of its own, so that it is easily copied.
        cli.printer.result(&format!("{}\n{address}", cli.lang.say("preview-ready")));
    }
    if args.open && open::that_detached(&address).is_err() {
        printer::note(&cli.lang.say("preview-no-browser"));
    }
    while let Some(change) = watcher.next() {
        state.note_saved(change == Change::Engine);
    }
    Exit::Done
}

/// Starts the worker and the server, and returns the port.
fn begin(cli: &Cli, args: &Args) -> Result<(Arc<PreviewState>, u16), Findings> {
    let editor = args.open_editor.as_deref().map(Editor::of).transpose()?;
    // Wrong paths are reported before anything starts.
    cli.project.jobs(&args.paths, None)?;
    let failed = |error: io::Error| {
        let port = args.port.map_or(PORT, NonZeroU16::get).to_string();
        Diagnostic::new(Code::PreviewPort).with("port", port).with("reason", io_reason(&error))
    };
    let (listener, port) = listen(args.port).map_err(failed)?;
    let state = Arc::new(PreviewState::new(cli.project.clone(), args.paths.clone(), args.system_fonts));
    let worker = state.clone();
    std::thread::Builder::new().stack_size(STACK_BYTES).spawn(move || worker.work()).map_err(failed)?;
    let pdfs = Arc::new(Semaphore::new(MAX_PDFS));
    let plates = Arc::default();
    Server { state: state.clone(), editor, lang: cli.lang, port, pdfs, plates }.begin(listener).map_err(failed)?;
    Ok((state, port))
}

/// Listens on a port that only this machine can reach.
fn listen(wish: Option<NonZeroU16>) -> io::Result<(TcpListener, u16)> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let listener = match wish {
        Some(port) => bind(port.get()),
        None => (PORT..PORT + PORTS_TRIED).find_map(|port| bind(port).ok()).map_or_else(|| bind(0), Ok),
    }?;
    let port = listener.local_addr()?.port();
    Ok((listener, port))
}
