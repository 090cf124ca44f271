//! The preview's one page, and the state that it shows.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::entry::{ComparedWith, Entry};
use super::state::PreviewState;
use crate::diagnostic::Place;
use crate::diagnostic::message::Lang;
use crate::diagnostic::{Arg, Diagnostic};
use crate::preview::page_image::{PageImage, Word};
use crate::report::{Reporter, display_path};
use crate::revision::diff::{Difference, Piece};
use crate::typeset::fingerprint::Changes;

const PAGE: &str = include_str!("page.html");
/// The style sheet of the page.
pub const STYLE: &str = include_str!("style.css");
/// The script of the page.
pub const SCRIPT: &str = include_str!("script.js");

/// The messages that the script shows. It puts figures into their braces.
const SAID: &[&str] = &["place", "no-place", "opened", "lost", "no-findings", "reading", "download"];

/// The page in a language.
pub fn html(lang: Lang, opens: bool) -> String {
    let say = |key: &str| {
        let args = ["file", "line", "column"].map(|name| (name, Arg::Text(format!("{{{name}}}"))));
        lang.text(&format!("preview-{key}"), &args)
    };
    let said: serde_json::Map<_, _> = SAID.iter().map(|key| ((*key).to_owned(), json!(say(key)))).collect();
    let settings = json!({ "lang": code(lang), "opens": opens, "said": said });
    let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
    let keys = ["title", "issues", "findings", "differences", "hint", "language", "next"];
    let page =
        PAGE.replace("{{lang}}", if lang == Lang::Zh { "zh-CN" } else { "en" }).replace("{{other}}", code(other));
    let page = keys.iter().fold(page, |page, key| page.replace(&format!("{{{{{key}}}}}"), &escaped(&say(key))));
    // Without `<`, no message can end the script element.
    page.replace("{{settings}}", &settings.to_string().replace('<', "\\u003c"))
}

fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The state as the script reads it: the list of issues; of the issue that is shown everything, unless the page has
/// it already, which the stamp tells.
pub fn state(desk: &PreviewState, lang: Lang, issue: Option<usize>, stamp: Option<u64>) -> Value {
    let teller = StateView { lang, reporter: Reporter { lang } };
    let state = desk.state();
    let entry = |entry: &Entry| teller.line(entry);
    let wrong = state.ground.iter().chain(&state.list).map(|finding| teller.reporter.finding_json(finding));
    let shown = state.entries.iter().find(|entry| Some(entry.id) == issue && Some(entry.stamp) != stamp);
    json!({
        "version": state.version,
        "wrong": wrong.collect::<Vec<_>>(),
        "issues": state.entries.iter().map(entry).collect::<Vec<_>>(),
        "issue": shown.map(|entry| teller.issue(entry)),
    })
}

/// Returns one of the files that an issue was typed in, by its number.
pub fn file(desk: &PreviewState, issue: usize, number: usize) -> Option<PathBuf> {
    let state = desk.state();
    files(state.entries.iter().find(|entry| entry.id == issue)?).into_iter().nth(number)
}

/// The files that an issue was typed in: the issue, what it shares with others, layouts with mistakes.
fn files(entry: &Entry) -> BTreeSet<PathBuf> {
    let own = std::iter::once(&entry.job.issue).chain(&entry.job.publication);
    let found = entry.all_findings().filter_map(|finding| Some(&finding.place.as_ref()?.source.path));
    own.chain(found).filter(|path| path.is_file()).cloned().collect()
}

/// Puts the state into JSON, in a language.
struct StateView {
    lang: Lang,
    reporter: Reporter,
}

impl StateView {
    fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.lang.text(&format!("preview-{key}"), args)
    }

    /// An issue in the list.
    fn line(&self, entry: &Entry) -> Value {
        let (label, date) = match entry.head {
            Some((number, date)) => (self.say("number", &[("number", Arg::from(number as usize))]), date.to_string()),
            None => (entry.job.issue.file_stem().unwrap_or_default().to_string_lossy().into_owned(), String::new()),
        };
        let (state, told) = self.condition(entry);
        json!({
            "id": entry.id,
            "name": entry.name,
            "label": label,
            "date": date,
            "year": date.get(..4),
            "state": state,
            "told": told,
            "print": self.print(entry),
            "corrected": matches!(&entry.changes, Some((ComparedWith::Release(_), changes)) if !changes.is_empty()),
        })
    }

    /// Whether it is fit to be printed.
    fn condition(&self, entry: &Entry) -> (&'static str, String) {
        let count = |is: bool| entry.all_findings().filter(|finding| finding.is_error() == is).count();
        match (&entry.findings, count(true), count(false)) {
            (None, ..) => ("reading", self.say("reading", &[])),
            (_, 0, 0) => ("fine", self.say("fine", &[])),
            (_, 0, remarks) => ("remarks", self.say("remarks", &[("count", Arg::from(remarks))])),
            (_, errors, _) => ("wrong", self.say("wrong", &[("count", Arg::from(errors))])),
        }
    }

    /// What went to print, and what has changed since.
    fn print(&self, entry: &Entry) -> String {
        let compared = match (&entry.released, &entry.changes) {
            (None, _) => return if entry.findings.is_some() { self.say("unreleased", &[]) } else { String::new() },
            (Some(None), _) => return self.say("released-damaged", &[]),
            (Some(Some(_)), Some((ComparedWith::Release(_), changes))) => Some(changes),
            (Some(Some(_)), _) => None,
        };
        let name = entry.released.clone().flatten().unwrap_or_default();
        let pages = compared.map_or(&[] as &[usize], |changes| &changes.pages);
        let listed = Arg::Text(self.reporter.listed(pages));
        let args = [("name", Arg::from(name.as_str())), ("count", Arg::from(pages.len())), ("pages", listed)];
        let key = match compared {
            None => "released-before",
            Some(changes) if changes.is_empty() => "released",
            Some(_) => "released-changed",
        };
        self.say(key, &args)
    }

    /// All of an issue.
    fn issue(&self, entry: &Entry) -> Value {
        let files: Vec<_> = files(entry).into_iter().collect();
        let no_leaves = Vec::new();
        let page_images = entry.page_images.as_deref().unwrap_or(&no_leaves);
        let changes = entry.changes.as_ref().map(|(basis, changes)| {
            let args = |name: &str| [("name", Arg::from(name))];
            let basis = match basis {
                ComparedWith::Release(name) => self.say("against-release", &args(name)),
                ComparedWith::Built => self.say("against-built", &[]),
                ComparedWith::Begun => self.say("against-begun", &[]),
            };
            format!("{basis}{}", self.reporter.changed(changes))
        });
        let page = |(index, page_image): (usize, &PageImage)| self.page(entry, &files, index + 1, page_image);
        json!({
            "id": entry.id,
            "stamp": entry.stamp,
            "files": files.iter().map(|path| display_path(path)).collect::<Vec<_>>(),
            "changes": changes,
            "note": self.note(entry),
            "ready": entry.is_ready(),
            "differences": self.differences(entry, &files),
            "findings": entry.all_findings().map(|finding| self.finding(&files, finding)).collect::<Vec<_>>(),
            "pages": page_images.iter().enumerate().map(page).collect::<Vec<_>>(),
            "pdf": entry.is_printable().then(|| format!("pdf/{}.pdf", entry.id)),
        })
    }

    /// Returns the note above the pages of an issue with errors.
    fn note(&self, entry: &Entry) -> Option<String> {
        let key = match &entry.page_images {
            _ if !entry.is_wrong() => return None,
            Some(_) if entry.is_draft => "draft",
            Some(_) => "old",
            None => "no-pages",
        };
        Some(self.say(key, &[]))
    }

    /// Which words were changed since the last release.
    fn differences(&self, entry: &Entry, files: &[PathBuf]) -> Vec<Value> {
        let names = self.reporter.names();
        let own = entry.differences.iter().filter(|difference| !difference.is_repeated());
        let difference = |difference: &Difference| {
            let place = difference.new.as_ref().and_then(|unit| unit.place.as_ref());
            let position = place.and_then(Place::position);
            let (key, page) = match (difference.page(), difference.page_before()) {
                (Some(page), _) => (if difference.is_move() { "here-moved" } else { "page" }, page),
                (None, before) => ("gone", before.unwrap_or_default()),
            };
            json!({
                "label": self.say(key, &[("page", Arg::from(page))]),
                "pieces": difference.display_pieces(&names).iter().map(Piece::json).collect::<Vec<_>>(),
                "file": place.and_then(|place| files.iter().position(|file| *file == place.source.path)),
                "line": position.map(|(line, _)| line),
                "column": position.map(|(_, column)| column),
            })
        };
        own.map(difference).collect()
    }

    fn finding(&self, files: &[PathBuf], finding: &Diagnostic) -> Value {
        let mut json = self.reporter.finding_json(finding);
        let path = finding.place.as_ref().map(|place| &place.source.path);
        json["file"] = json!(files.iter().position(|file| Some(file) == path));
        json
    }

    fn page(&self, entry: &Entry, files: &[PathBuf], number: usize, page_image: &PageImage) -> Value {
        let changes = entry.changes.as_ref().filter(|_| !entry.is_draft).map(|(_, changes)| changes);
        let (kind, mark) = changes.map_or(("", String::new()), |changes| self.mark(changes, number));
        let word = |word: &Word| {
            let round = |points: f64| (points * 100.0).round() / 100.0;
            let mut data = json!([word.text, round(word.at.0), round(word.at.1), round(word.width), round(word.size)]);
            let spot = word.spot.as_ref();
            let spot = spot.and_then(|spot| Some((files.iter().position(|file| *file == spot.path)?, spot)));
            if let (Some((file, spot)), Some(data)) = (spot, data.as_array_mut()) {
                data.extend([file, spot.line, spot.column].map(|figure| json!(figure)));
            }
            data
        };
        json!({
            "label": self.say("page", &[("page", Arg::from(number))]),
            "kind": kind,
            "mark": mark,
            "src": format!("page/{}/{}.svg", entry.id, page_image.hash),
            "size": [page_image.size.0, page_image.size.1],
            "words": page_image.words.iter().map(word).collect::<Vec<_>>(),
        })
    }

    /// Whether a page looks different.
    fn mark(&self, changes: &Changes, number: usize) -> (&'static str, String) {
        if let Some((_, before)) = changes.moved.iter().find(|(page, _)| *page == number) {
            return ("moved", self.say("moved", &[("page", Arg::from(*before))]));
        }
        let is_changed = changes.pages.contains(&number);
        if is_changed { ("changed", self.say("changed", &[])) } else { ("", String::new()) }
    }
}
