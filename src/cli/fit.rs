//! `jianbao fit`: shows with which changes an issue ends on a page, or by how much it fails. It writes nothing.

use serde_json::{Value, json};

use super::args::Fit as Args;
use super::{Cli, Exit};
use crate::diagnostic::{Arg, Checked, Findings, Place};
use crate::input::yaml::Located;
use crate::issue::{Fit, FitPages};
use crate::project::Job;
use crate::project::year::{ReadIssue, read_issue};
use crate::report::display_path;
use crate::typeset::document::{Anchor, Document};
use crate::typeset::field::{Field, RunningText};
use crate::typeset::fit::{Change, Fitted, Made, Outcome, ShortEnd, last_text_page, numbers};
use crate::typeset::guard::run_guarded;
use crate::typeset::inspect::field_positions;
use crate::typeset::pipeline::{TypesetIssue, typeset_loaded};
use crate::typeset::world::Engine;

/// Runs `fit`.
pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    let (job, engine) = match cli.issue(&args.issue, args.system_fonts) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let typeset = match typeset_fitted(cli, &engine, &job, args) {
        Ok(typeset) => typeset,
        Err(findings) => return cli.fail(findings),
    };
    let Some(fitted) = &typeset.fitted else { return Exit::Done };
    if cli.printer.is_json() {
        cli.printer.result(&to_json(&job, &typeset.document, fitted).to_string());
    } else {
        print_report(cli, &job, &typeset.document, fitted);
    }
    match fitted.outcome {
        Outcome::AsItIs | Outcome::Reached(_) => Exit::Done,
        Outcome::Missed { .. } | Outcome::TooShort => Exit::Input,
    }
}

/// Typesets the issue with the wish of the command line, else with its own, else so that it takes a page less.
fn typeset_fitted(cli: &Cli, engine: &Engine, job: &Job, args: &Args) -> Result<TypesetIssue, Findings> {
    let mut loaded = read_issue(job)?;
    let place = Place::file(&job.issue);
    if args.pages.is_some() || args.multiple_of.is_some() {
        let pages = args.pages.map(|value| Located { value, place: place.clone() });
        let multiple_of = args.multiple_of.map(|value| Located { value, place: place.clone() });
        loaded.issue.fit = Some(Fit { pages, multiple_of });
    }
    let project = &cli.project;
    let typeset = |loaded: ReadIssue| {
        let guarded = run_guarded(Some(&job.issue), || typeset_loaded(engine, project, job, Ok(loaded)));
        guarded.map(|Checked { value, .. }| value)
    };
    if loaded.issue.fit.is_some() {
        return typeset(loaded);
    }
    let plain = typeset(loaded.clone())?;
    let pages = last_text_page(&field_positions(&plain.pages));
    let before = u32::try_from(pages.saturating_sub(1)).ok().and_then(std::num::NonZeroU32::new);
    let wish = before.map(|number| Located { value: FitPages::Number(number), place });
    loaded.issue.fit = Some(Fit { pages: wish, multiple_of: None });
    typeset(loaded)
}

/// Prints the report in words.
fn print_report(cli: &Cli, job: &Job, document: &Document, fitted: &Fitted) {
    let say = |key, lines: usize| {
        let args = [
            ("issue", Arg::Text(display_path(&job.issue))),
            ("pages", Arg::from(fitted.pages)),
            ("target", Arg::from(fitted.target.unwrap_or(0))),
            ("lines", Arg::from(lines)),
        ];
        cli.printer.result(&cli.lang.text(key, &args));
    };
    match &fitted.outcome {
        Outcome::AsItIs => say("fit-as-it-is", 0),
        Outcome::TooShort => say("fit-too-short", 0),
        Outcome::Reached(made) => {
            say("fit-reached", 0);
            made.iter().for_each(|made| print_change(cli, document, made));
            say("fit-keep", 0);
        }
        Outcome::Missed { lines, nearest } => {
            say("fit-missed-lines", *lines);
            if !nearest.is_empty() {
                cli.printer.result(&cli.lang.say("fit-nearest"));
            }
            for ShortEnd { field, characters, .. } in nearest {
                let args = [("where", Arg::Text(place(cli, document, field))), ("characters", Arg::from(*characters))];
                cli.printer.result(&cli.lang.text("fit-near", &args));
            }
        }
    }
}

/// Prints one change in a line.
fn print_change(cli: &Cli, document: &Document, made: &Made) {
    let key = match made.change {
        Change::DrawIn { .. } => "fit-drawn-in",
        Change::FewerTitleLines { .. } => "fit-title",
        Change::LowerPicture { .. } => "fit-picture",
        Change::CloseTitles => "fit-titles",
    };
    let field = made.change.field();
    let place = field.map_or_else(String::new, |field| place(cli, document, &field));
    cli.printer.result(&cli.lang.text(key, &[("where", Arg::Text(place)), ("lines", Arg::from(made.lines))]));
}

/// Returns where a field stands, for a reader of the pages and for one of the YAML.
fn place(cli: &Cli, document: &Document, field: &Field) -> String {
    let words = match (field, numbers(field, document)) {
        (Field::ArticleTitle(article), _) => cli.lang.text("fit-place-title", &[("article", Arg::from(article + 1))]),
        (_, Some((article, paragraph))) => {
            cli.lang.text("fit-place", &[("article", Arg::from(article)), ("paragraph", Arg::from(paragraph))])
        }
        (Field::Block { text: RunningText::Note, block, .. }, None) => {
            cli.lang.text("fit-place-note", &[("paragraph", Arg::from(block + 1))])
        }
        _ => field.to_string(),
    };
    let place = document.anchors.get(field).map(Anchor::place);
    let Some((place, (line, _))) = place.and_then(|place| Some((place.clone(), place.position()?))) else {
        return words;
    };
    let file = place.source.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    cli.lang.text("fit-line", &[("where", Arg::Text(words)), ("file", Arg::Text(file)), ("line", Arg::from(line))])
}

/// Returns the report as JSON.
fn to_json(job: &Job, document: &Document, fitted: &Fitted) -> Value {
    let line = |field: &Field| document.anchors.get(field).and_then(|anchor| Some(anchor.place().position()?.0));
    let change = |made: &Made| {
        let (kind, tracking) = match &made.change {
            Change::DrawIn { tracking, .. } => ("paragraph", Some(*tracking)),
            Change::FewerTitleLines { .. } => ("title", None),
            Change::LowerPicture { .. } => ("picture", None),
            Change::CloseTitles => ("space-below-titles", None),
        };
        let field = made.change.field();
        json!({
            "kind": kind, "field": field.as_ref().map(ToString::to_string), "line": field.as_ref().and_then(line),
            "lines": made.lines, "tracking": tracking,
        })
    };
    let near = |end: &ShortEnd| json!({ "field": end.field.to_string(), "line": line(&end.field), "characters": end.characters });
    let (status, changes, lines, nearest) = match &fitted.outcome {
        Outcome::AsItIs => ("as-it-is", vec![], 0, vec![]),
        Outcome::TooShort => ("too-short", vec![], 0, vec![]),
        Outcome::Reached(made) => ("reached", made.iter().map(change).collect(), 0, vec![]),
        Outcome::Missed { lines, nearest } => ("missed", vec![], *lines, nearest.iter().map(near).collect()),
    };
    json!({
        "issue": display_path(&job.issue), "pages": fitted.pages, "target": fitted.target, "status": status,
        "changes": changes, "lines": lines, "nearest": nearest, "layouts": fitted.layouts,
    })
}
