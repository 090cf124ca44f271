//! `jianbao completions`: prints the script by which a shell completes commands and options.

use super::args::Completions;
use super::help::command;
use super::{Cli, Exit};

/// Runs `completions`.
pub fn run(cli: &Cli, args: &Completions) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(cli.lang), "jianbao", &mut script);
    cli.printer.result(String::from_utf8_lossy(&script).trim_end());
    Exit::Done
}
