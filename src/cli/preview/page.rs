//! The preview's one page, and the state that it shows.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::desk::Desk;
use super::entry::{Basis, Entry};
use crate::change::Changes;
use crate::cli::args::Format;
use crate::cli::print::{Printer, shown};
use crate::diagnostic::{Diagnostic, Fact};
use crate::difference::{Difference, Piece};
use crate::message::Lang;
use crate::place::Place;
use crate::preview::{Leaf, Word};

const PAGE: &str = include_str!("page.html");
/// How the page looks.
pub const STYLE: &str = include_str!("style.css");
/// What the page does.
pub const SCRIPT: &str = include_str!("script.js");

/// What the script says, where it can't be said beforehand; it puts the figures into the braces.
const SAID: &[&str] = &["place", "no-place", "opened", "lost", "no-findings", "reading", "download"];

/// The page in a language.
pub fn html(lang: Lang, opens: bool) -> String {
    let say = |key: &str| {
        let facts = ["file", "line", "column"].map(|name| (name, Fact::Text(format!("{{{name}}}"))));
        lang.text(&format!("preview-{key}"), &facts)
    };
    let said: serde_json::Map<_, _> = SAID.iter().map(|key| ((*key).to_owned(), json!(say(key)))).collect();
    let settings = json!({ "lang": code(lang), "opens": opens, "said": said });
    let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
    let keys = ["title", "issues", "findings", "differences", "hint", "language", "next"];
    let page =
        PAGE.replace("{{lang}}", if lang == Lang::Zh { "zh-CN" } else { "en" }).replace("{{other}}", code(other));
    let page = keys.iter().fold(page, |page, key| page.replace(&format!("{{{{{key}}}}}"), &escaped(&say(key))));
    // No sentence can end the script element.
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
pub fn state(desk: &Desk, lang: Lang, issue: Option<usize>, stamp: Option<u64>) -> Value {
    let teller = Teller { lang, printer: Printer::new(lang, Format::Human) };
    let state = desk.state();
    let entry = |entry: &Entry| teller.line(entry);
    let wrong = state.ground.iter().chain(&state.list).map(|finding| teller.printer.finding_json(finding));
    let shown = state.entries.iter().find(|entry| Some(entry.id) == issue && Some(entry.stamp) != stamp);
    json!({
        "version": state.version,
        "wrong": wrong.collect::<Vec<_>>(),
        "issues": state.entries.iter().map(entry).collect::<Vec<_>>(),
        "issue": shown.map(|entry| teller.issue(entry)),
    })
}

/// The file of this number, of those that an issue was typed in.
pub fn file(desk: &Desk, issue: usize, number: usize) -> Option<PathBuf> {
    let state = desk.state();
    files(state.entries.iter().find(|entry| entry.id == issue)?).into_iter().nth(number)
}

/// The files that an issue was typed in: the issue, what it shares with others, layouts with mistakes.
fn files(entry: &Entry) -> BTreeSet<PathBuf> {
    let own = std::iter::once(&entry.job.issue).chain(&entry.job.publication);
    let found = entry.all_findings().filter_map(|finding| Some(&finding.place.as_ref()?.source.path));
    own.chain(found).filter(|path| path.is_file()).cloned().collect()
}

/// Says what is known, in a language.
struct Teller {
    lang: Lang,
    printer: Printer,
}

impl Teller {
    fn say(&self, key: &str, facts: &[(&str, Fact)]) -> String {
        self.lang.text(&format!("preview-{key}"), facts)
    }

    /// An issue in the list.
    fn line(&self, entry: &Entry) -> Value {
        let (label, date) = match entry.head {
            Some((number, date)) => (self.say("number", &[("number", Fact::from(number as usize))]), date.to_string()),
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
            "corrected": matches!(&entry.changes, Some((Basis::Release(_), changes)) if !changes.is_empty()),
        })
    }

    /// Whether it is fit to be printed.
    fn condition(&self, entry: &Entry) -> (&'static str, String) {
        let count = |is: bool| entry.all_findings().filter(|finding| finding.is_error() == is).count();
        match (&entry.findings, count(true), count(false)) {
            (None, ..) => ("reading", self.say("reading", &[])),
            (_, 0, 0) => ("fine", self.say("fine", &[])),
            (_, 0, remarks) => ("remarks", self.say("remarks", &[("count", Fact::from(remarks))])),
            (_, errors, _) => ("wrong", self.say("wrong", &[("count", Fact::from(errors))])),
        }
    }

    /// What went to print, and what has changed since.
    fn print(&self, entry: &Entry) -> String {
        let compared = match (&entry.released, &entry.changes) {
            (None, _) => return if entry.findings.is_some() { self.say("unreleased", &[]) } else { String::new() },
            (Some(None), _) => return self.say("released-damaged", &[]),
            (Some(Some(_)), Some((Basis::Release(_), changes))) => Some(changes),
            (Some(Some(_)), _) => None,
        };
        let name = entry.released.clone().flatten().unwrap_or_default();
        let pages = compared.map_or(&[] as &[usize], |changes| &changes.pages);
        let listed = Fact::Text(self.printer.listed(pages));
        let facts = [("name", Fact::from(name.as_str())), ("count", Fact::from(pages.len())), ("pages", listed)];
        let key = match compared {
            None => "released-before",
            Some(changes) if changes.is_empty() => "released",
            Some(_) => "released-changed",
        };
        self.say(key, &facts)
    }

    /// All of an issue.
    fn issue(&self, entry: &Entry) -> Value {
        let files: Vec<_> = files(entry).into_iter().collect();
        let no_leaves = Vec::new();
        let leaves = entry.leaves.as_deref().unwrap_or(&no_leaves);
        let changes = entry.changes.as_ref().map(|(basis, changes)| {
            let facts = |name: &str| [("name", Fact::from(name))];
            let basis = match basis {
                Basis::Release(name) => self.say("against-release", &facts(name)),
                Basis::Built => self.say("against-built", &[]),
                Basis::Begun => self.say("against-begun", &[]),
            };
            format!("{basis}{}", self.printer.changed(changes))
        });
        let page = |(index, leaf): (usize, &Leaf)| self.page(entry, &files, index + 1, leaf);
        json!({
            "id": entry.id,
            "stamp": entry.stamp,
            "files": files.iter().map(|path| shown(path)).collect::<Vec<_>>(),
            "changes": changes,
            "note": self.note(entry),
            "ready": entry.is_ready(),
            "differences": self.differences(entry, &files),
            "findings": entry.all_findings().map(|finding| self.finding(&files, finding)).collect::<Vec<_>>(),
            "pages": leaves.iter().enumerate().map(page).collect::<Vec<_>>(),
            "pdf": entry.is_printable().then(|| format!("pdf/{}.pdf", entry.id)),
        })
    }

    /// What is to be known of the pages of an issue with errors.
    fn note(&self, entry: &Entry) -> Option<String> {
        let key = match &entry.leaves {
            _ if !entry.is_wrong() => return None,
            Some(_) if entry.is_draft => "draft",
            Some(_) => "old",
            None => "no-pages",
        };
        Some(self.say(key, &[]))
    }

    /// Which words were changed since the last release.
    fn differences(&self, entry: &Entry, files: &[PathBuf]) -> Vec<Value> {
        let names = self.printer.names();
        let own = entry.differences.iter().filter(|difference| !difference.is_repeated());
        let difference = |difference: &Difference| {
            let place = difference.new.as_ref().and_then(|unit| unit.place.as_ref());
            let position = place.and_then(Place::position);
            let (key, page) = match (difference.page(), difference.page_before()) {
                (Some(page), _) => (if difference.is_move() { "here-moved" } else { "page" }, page),
                (None, before) => ("gone", before.unwrap_or_default()),
            };
            json!({
                "label": self.say(key, &[("page", Fact::from(page))]),
                "pieces": difference.shown(&names).iter().map(Piece::json).collect::<Vec<_>>(),
                "file": place.and_then(|place| files.iter().position(|file| *file == place.source.path)),
                "line": position.map(|(line, _)| line),
                "column": position.map(|(_, column)| column),
            })
        };
        own.map(difference).collect()
    }

    fn finding(&self, files: &[PathBuf], finding: &Diagnostic) -> Value {
        let mut json = self.printer.finding_json(finding);
        let path = finding.place.as_ref().map(|place| &place.source.path);
        json["file"] = json!(files.iter().position(|file| Some(file) == path));
        json
    }

    fn page(&self, entry: &Entry, files: &[PathBuf], number: usize, leaf: &Leaf) -> Value {
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
            "label": self.say("page", &[("page", Fact::from(number))]),
            "kind": kind,
            "mark": mark,
            "src": format!("page/{}/{}.svg", entry.id, leaf.hash),
            "size": [leaf.size.0, leaf.size.1],
            "words": leaf.words.iter().map(word).collect::<Vec<_>>(),
        })
    }

    /// Whether a page looks different.
    fn mark(&self, changes: &Changes, number: usize) -> (&'static str, String) {
        if let Some((_, before)) = changes.moved.iter().find(|(page, _)| *page == number) {
            return ("moved", self.say("moved", &[("page", Fact::from(*before))]));
        }
        let is_changed = changes.pages.contains(&number);
        if is_changed { ("changed", self.say("changed", &[])) } else { ("", String::new()) }
    }
}
