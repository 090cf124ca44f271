//! `jianbao new`: a commented skeleton of an issue, that builds at once.

use std::path::Path;

use super::args::New;
use super::print::shown;
use super::{Cli, Exit};
use crate::diagnostic::{Code, Diagnostic, Fact};
use crate::message::Lang;
use crate::place::Place;
use crate::press::write;

pub fn run(cli: &mut Cli, args: &New) -> Exit {
    let file = cli.project.path(&args.file);
    let is_yaml = file.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let file = if is_yaml { file } else { file.with_extension("yaml") };
    if file.exists() {
        return cli.fail(vec![Diagnostic::new(Code::OutputExists).at(Place::file(&file))]);
    }
    let mut written = Vec::new();
    if cli.project.publication(&file).is_none() {
        let folder = if file.components().count() > 2 { file.parent().and_then(Path::parent) } else { file.parent() };
        let shared = folder.unwrap_or(Path::new("")).join("publication.yaml");
        if let Err(finding) = write(&shared, publication(cli.lang).as_bytes()) {
            return cli.fail(vec![finding]);
        }
        written.push(shared);
    }
    if let Err(finding) = write(&file, issue(cli.lang, &file).as_bytes()) {
        return cli.fail(vec![finding]);
    }
    written.push(file);
    for path in written {
        cli.printer.result(&cli.lang.text("new-done", &[("file", Fact::Text(shown(&path)))]));
    }
    Exit::Done
}

fn publication(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("../message/publication.en.yaml"),
        Lang::Zh => include_str!("../message/publication.zh.yaml"),
    }
}

/// The skeleton with the number that the file's name says, and today's date.
fn issue(lang: Lang, file: &Path) -> String {
    let skeleton = match lang {
        Lang::En => include_str!("../message/issue.en.yaml"),
        Lang::Zh => include_str!("../message/issue.zh.yaml"),
    };
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let number = stem.parse::<u32>().ok().filter(|number| *number > 0).unwrap_or(1);
    skeleton.replace("{number}", &number.to_string()).replace("{date}", &today())
}

/// Today in China (UTC+8), where bulletins are made, whatever the machine's clock is set to.
fn today() -> String {
    let now = time::OffsetDateTime::now_utc() + time::Duration::hours(8);
    format!("{}-{:02}-{:02}", now.year(), u8::from(now.month()), now.day())
}
