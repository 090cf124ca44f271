//! `jianbao man`: writes the manual pages.

use clap_mangen::Man as Page;

use super::args::Man;
use super::help::command;
use super::{Cli, Exit};
use crate::diagnostic::message::Lang;
use crate::output::write;
use crate::project::{OutputKind, refuse_kind};

/// Runs `man`.
pub fn run(cli: &mut Cli, args: &Man) -> Exit {
    let command = command(cli.lang);
    let Some(folder) = &args.output else {
        cli.printer.result(String::from_utf8_lossy(&render_page(command, cli.lang)).trim_end());
        return Exit::Done;
    };
    let (named, folder) = (folder, cli.project.path(folder));
    if let Some(finding) = refuse_kind(named, &folder, OutputKind::Folder) {
        return cli.fail(finding);
    }
    let subcommands: Vec<_> = command.get_subcommands().cloned().collect();
    let named = subcommands.into_iter().map(|sub| {
        let name = format!("jianbao-{}", sub.get_name());
        (name.clone(), sub.name(name))
    });
    for (name, command) in named.chain([("jianbao".to_owned(), command.clone())]) {
        if let Err(finding) = write(&folder.join(format!("{name}.1")), &render_page(command, cli.lang)) {
            return cli.fail(vec![finding]);
        }
    }
    Exit::Done
}

/// Returns the manual page of a command.
fn render_page(command: clap::Command, lang: Lang) -> Vec<u8> {
    let mut page = Vec::new();
    // Writing to memory can't fail.
    let _ = Page::new(command).render(&mut page);
    let page = String::from_utf8_lossy(&page);
    let examples = lang.say("heading-examples");
    let line = |line: &str| match line.strip_prefix(".SH ") {
        Some("EXTRA") => Some(format!(".SH {}", lang.say("man-extra"))),
        Some(heading) => {
            let own = lang.find(&format!("man-{}", heading.to_lowercase()));
            Some(format!(".SH {}", own.unwrap_or_else(|| heading.to_owned())))
        }
        // The heading of the section says it already.
        None if line == examples => None,
        None => Some(line.replace("[OPTIONS]", &format!("[{}]", lang.say("value-options")))),
    };
    let lines: Vec<_> = page.lines().filter_map(line).collect();
    (lines.join("\n") + "\n").into_bytes()
}
