//! `jianbao new`: writes a commented skeleton of an issue that can be built at once.

use std::path::Path;

use super::args::New;
use super::{Cli, Exit};
use crate::diagnostic::message::Lang;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::output::write;
use crate::project::is_yaml;

/// Runs `new`.
pub fn run(cli: &mut Cli, args: &New) -> Exit {
    let file = cli.project.path(&args.file);
    let file = if is_yaml(&file) { file } else { file.with_added_extension("yaml") };
    if file.exists() {
        return cli.fail(vec![Diagnostic::new(Code::OutputExists).at(Place::file(&file))]);
    }
    // The folder needn't exist yet. The first one above that exists shows whether this is within the project.
    let existing = file.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    if !cli.project.contains(existing) {
        return cli.fail(vec![Diagnostic::new(Code::PathOutsideProject).at(Place::file(&file))]);
    }
    let is_publication = file.file_name().is_some_and(|name| name == "publication.yaml");
    let text = if is_publication { publication(cli.lang).to_owned() } else { issue(cli.lang, &file) };
    let mut files = vec![(file.clone(), text)];
    if !is_publication && cli.project.publication(&file).is_none() {
        // It stands beside the years' folders, or else beside the issue.
        let folder = file.ancestors().find(|folder| folder.ends_with("issues")).or(file.parent());
        let shared = folder.unwrap_or(Path::new("")).join("publication.yaml");
        files.insert(0, (shared, publication(cli.lang).to_owned()));
    }
    for (path, text) in files {
        if let Err(finding) = write(&path, text.as_bytes()) {
            return cli.fail(vec![finding]);
        }
        cli.printer.written("new-done", &path);
    }
    Exit::Done
}

/// Returns the skeleton of a publication.
fn publication(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("new/publication.en.yaml"),
        Lang::Zh => include_str!("new/publication.zh.yaml"),
    }
}

/// Returns the skeleton of an issue with the number in the file's name and today's date.
fn issue(lang: Lang, file: &Path) -> String {
    let skeleton = match lang {
        Lang::En => include_str!("new/issue.en.yaml"),
        Lang::Zh => include_str!("new/issue.zh.yaml"),
    };
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let digits = stem.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty());
    let number = digits.and_then(|digits| digits.parse::<u32>().ok()).filter(|number| *number > 0).unwrap_or(1);
    skeleton.replace("{number}", &number.to_string()).replace("{date}", &today())
}

/// Returns today's date in China (UTC+8), where bulletins are made, in whatever zone the machine is.
fn today() -> String {
    let now = time::OffsetDateTime::now_utc() + time::Duration::hours(8);
    format!("{}-{:02}-{:02}", now.year(), u8::from(now.month()), now.day())
}
