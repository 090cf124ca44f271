//! `jianbao new`: writes a commented skeleton of an issue that can be built at once.

use std::path::Path;

use super::args::New;
use super::{Cli, Exit};
use crate::diagnostic::message::Lang;
use crate::diagnostic::{Arg, Code, Diagnostic, Place};
use crate::issue::Number;
use crate::output::{make_folder, write};
use crate::project::name::{number_of_file, read_year};
use crate::project::{ISSUES, OutputKind, refuse_kind};
use crate::report::display_path;

/// Runs `new`.
pub fn run(cli: &mut Cli, args: &New) -> Exit {
    let file = cli.project.new_issue(&args.file, today().year());
    if let Some(finding) = refuse_kind(&args.file, &file, OutputKind::Issue) {
        return cli.fail(vec![finding]);
    }
    if file.exists() {
        return cli.fail(vec![Diagnostic::new(Code::OutputExists).at(Place::file(&file))]);
    }
    // The folder needn't exist yet. The first one above that exists shows whether this is within the project.
    let existing = file.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    if !cli.project.contains(existing) {
        return cli.fail(vec![Diagnostic::new(Code::PathOutsideProject).at(Place::file(&file))]);
    }
    let is_publication = file.file_name().is_some_and(|name| name == "publication.yaml");
    let text = if is_publication { publication(cli.lang).to_owned() } else { issue(cli.lang, &file, args.all) };
    let mut files = vec![(file.clone(), text)];
    let is_first = !is_publication && cli.project.publication(&file).is_none();
    if is_first {
        // It stands beside the years' folders, or else beside the issue.
        let folder = file.ancestors().find(|folder| folder.ends_with(ISSUES)).or(file.parent());
        let shared = folder.unwrap_or(Path::new("")).join("publication.yaml");
        files.insert(0, (shared, publication(cli.lang).to_owned()));
    }
    for folder in cli.project.missing_folders() {
        if let Err(finding) = make_folder(&folder) {
            return cli.fail(vec![finding]);
        }
    }
    for (path, text) in &files {
        if let Err(finding) = write(path, text.as_bytes()) {
            return cli.fail(vec![finding]);
        }
        cli.printer.written("new-done", path);
    }
    if !is_publication && !cli.printer.is_json() {
        print_next_step(cli, &file, files.first().map(|(shared, _)| shared.as_path()).filter(|_| is_first));
    }
    Exit::Done
}

/// Prints what to do with a new issue. `shared` is the publication file, if that is new, too.
fn print_next_step(cli: &Cli, file: &Path, shared: Option<&Path>) {
    if let Some(shared) = shared {
        cli.printer.result(&cli.lang.text("new-shared", &[("file", Arg::Text(display_path(shared)))]));
    }
    cli.printer.result(&cli.lang.text("new-next", &[("issue", Arg::Text(display_path(file)))]));
}

/// Returns the skeleton of a publication.
fn publication(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("new/publication.en.yaml"),
        Lang::Zh => include_str!("new/publication.zh.yaml"),
    }
}

/// Returns the skeleton of an issue, short or with `all` keys, with the number in the file's name and today's date.
fn issue(lang: Lang, file: &Path, all: bool) -> String {
    let skeleton = match (lang, all) {
        (Lang::En, false) => include_str!("new/issue.en.yaml"),
        (Lang::Zh, false) => include_str!("new/issue.zh.yaml"),
        (Lang::En, true) => include_str!("new/all.en.yaml"),
        (Lang::Zh, true) => include_str!("new/all.zh.yaml"),
    };
    let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let digits = || stem.split(|c: char| !c.is_ascii_digit()).find_map(|digits| digits.parse().ok().filter(|n| *n > 0));
    let number = number_of_file(stem).or_else(|| digits().map(Number::own)).unwrap_or(Number::own(1));
    let typed = match (&number.series, number.numbers) {
        (Some(series), Some(numbers)) => format!("{series} {numbers}"),
        _ => number.to_string(),
    };
    skeleton.replacen("{number}", &typed, 1).replacen("{date}", &date(file), 1)
}

/// Returns today's date, in the year that the file's folder is named by.
fn date(file: &Path) -> String {
    let today = today();
    let folder = file.parent().and_then(|folder| folder.file_name()).and_then(|name| name.to_str());
    let year = folder.and_then(read_year).unwrap_or(today.year());
    // 29 February is in leap years alone.
    let day = if u8::from(today.month()) == 2 { today.day().min(28) } else { today.day() };
    format!("{year}-{:02}-{day:02}", u8::from(today.month()))
}

/// Returns today's date in China (UTC+8), where bulletins are made, in whatever zone the machine is.
fn today() -> time::Date {
    (time::OffsetDateTime::now_utc() + time::Duration::hours(8)).date()
}
