//! The preview's one page, and the state that it shows as JSON.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::entry::{ComparedWith, Entry};
use super::ink::PreviewInk;
use super::state::PreviewState;
use crate::diagnostic::message::Lang;
use crate::diagnostic::{Arg, Diagnostic, Place};
use crate::issue::Number;
use crate::preview::page_image::{PageImage, Word};
use crate::report::{Reporter, display_path};
use crate::revision::diff::{Difference, Piece};
use crate::typeset::document::number_label;
use crate::typeset::fingerprint::Changes;

/// The page, with names in double braces for its words.
const PAGE: &str = include_str!("page.html");
/// The style sheet of the page.
pub const STYLE: &str = include_str!("style.css");
/// The script of the page.
pub const SCRIPT: &str = include_str!("script.js");
/// The part of the script that scales and scrolls the pages.
pub const ZOOM_SCRIPT: &str = include_str!("zoom.js");
/// The part of the script that shows single inks.
pub const PLATES_SCRIPT: &str = include_str!("plates.js");

/// The messages that the script shows. It replaces the braces in them.
const SCRIPT_MESSAGES: &[&str] = &[
    "place",
    "no-place",
    "opened",
    "lost",
    "no-findings",
    "reading",
    "download",
    "ink-all",
    "ink-only",
    "ink-here",
    "ink-hint",
    "ink-total",
    "ink-unprintable",
];

/// The messages that stand in the page itself.
const PAGE_MESSAGES: &[&str] = &[
    "title",
    "issues",
    "findings",
    "differences",
    "hint",
    "language",
    "next",
    "tools",
    "inks",
    "zoom-in",
    "zoom-out",
    "fit-width",
    "whole-page",
    "key-width",
    "key-page",
    "key-full",
];

/// Returns the page in a language. `opens` says whether words can be opened in an editor.
pub fn html(lang: Lang, opens: bool) -> String {
    let say = |key: &str| {
        let args = ["file", "line", "column", "ink"].map(|name| (name, Arg::Text(format!("{{{name}}}"))));
        lang.text(&format!("preview-{key}"), &args)
    };
    let messages: serde_json::Map<_, _> =
        SCRIPT_MESSAGES.iter().map(|key| ((*key).to_owned(), json!(say(key)))).collect();
    let settings = json!({ "lang": code(lang), "opens": opens, "messages": messages });
    let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
    let page =
        PAGE.replace("{{lang}}", if lang == Lang::Zh { "zh-CN" } else { "en" }).replace("{{other}}", code(other));
    let page = PAGE_MESSAGES.iter().fold(page, |page, key| page.replace(&format!("{{{{{key}}}}}"), &escape(&say(key))));
    // Without `<`, no message can end the script element.
    page.replace("{{settings}}", &settings.to_string().replace('<', "\\u003c"))
}

/// Returns the word for a language in addresses.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}

/// Returns text as HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Returns the state as the script reads it: the list of issues, and everything of the issue that is shown. `stamp` is
/// that of the issue as the page has it. If it is still the same, the issue is left out.
pub fn state(preview: &PreviewState, lang: Lang, issue: Option<usize>, stamp: Option<u64>) -> Value {
    let state = preview.state();
    let is_engine_wrong = state.engine_findings.iter().any(Diagnostic::is_error);
    let view = StateView { lang, reporter: Reporter { lang }, is_engine_wrong };
    let findings = state.engine_findings.iter().chain(&state.list_findings);
    let wrong = findings.map(|finding| view.reporter.finding_json(finding));
    let shown = state.entries.iter().find(|entry| Some(entry.id) == issue && Some(entry.stamp) != stamp);
    json!({
        "version": state.version,
        "wrong": wrong.collect::<Vec<_>>(),
        "issues": state.entries.iter().map(|entry| view.line(entry)).collect::<Vec<_>>(),
        "issue": shown.map(|entry| view.issue(entry)),
    })
}

/// Returns one of the files that an issue was typed in, by its number.
pub fn file(preview: &PreviewState, issue: usize, number: usize) -> Option<PathBuf> {
    let state = preview.state();
    files(state.entries.iter().find(|entry| entry.id == issue)?).into_iter().nth(number)
}

/// Returns the files that an issue was typed in: the issue, the publication, layouts with mistakes.
fn files(entry: &Entry) -> BTreeSet<PathBuf> {
    let own = std::iter::once(&entry.job.issue).chain(&entry.job.publication);
    let found = entry.all_findings().filter_map(|finding| Some(&finding.place.as_ref()?.source.path));
    own.chain(found).filter(|path| path.is_file()).cloned().collect()
}

/// Puts the state into JSON, in a language.
struct StateView {
    /// The language.
    lang: Lang,
    /// Puts findings into words.
    reporter: Reporter,
    /// Whether a layout or a face has errors, so that pages can't be laid out anew.
    is_engine_wrong: bool,
}

impl StateView {
    /// Returns a message of the preview.
    fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.lang.text(&format!("preview-{key}"), args)
    }

    /// Returns an issue as the list shows it.
    fn line(&self, entry: &Entry) -> Value {
        let stem = || entry.job.issue.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let (label, date) = match &entry.head {
            Some((number, date)) if *number == Number::default() => (stem(), date.to_string()),
            Some((number, date)) => {
                let words = if self.lang == Lang::Zh { number_label(number) } else { number.to_string() };
                (self.say("number", &[("number", Arg::Text(words))]), date.to_string())
            }
            None => (stem(), String::new()),
        };
        let (state, condition) = self.condition(entry);
        json!({
            "id": entry.id,
            "name": entry.name,
            "label": label,
            "date": date,
            "year": date.get(..4),
            "state": state,
            "condition": condition,
            "print": self.release_state(entry),
            "corrected": matches!(&entry.changes, Some((ComparedWith::Release(_), changes)) if !changes.is_empty()),
        })
    }

    /// Returns whether an issue is fit to be printed, as a word for the script and in words for people.
    fn condition(&self, entry: &Entry) -> (&'static str, String) {
        let count = |is: bool| entry.all_findings().filter(|finding| finding.is_error() == is).count();
        match (&entry.findings, count(true), count(false)) {
            (None, ..) => ("reading", self.say("reading", &[])),
            (_, 0, 0) => ("fine", self.say("fine", &[])),
            (_, 0, warnings) => ("warnings", self.say("warnings", &[("count", Arg::from(warnings))])),
            (_, errors, _) => ("wrong", self.say("wrong", &[("count", Arg::from(errors))])),
        }
    }

    /// Returns which release of an issue went to print and how many pages have changed since.
    fn release_state(&self, entry: &Entry) -> String {
        if self.are_last_good(entry) && matches!(entry.released, Some(Some(_))) {
            let name = entry.released.clone().flatten().unwrap_or_default();
            return self.say("released-wrong", &[("name", Arg::from(name.as_str()))]);
        }
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

    /// Returns everything of an issue.
    fn issue(&self, entry: &Entry) -> Value {
        let files: Vec<_> = files(entry).into_iter().collect();
        let no_pages = Vec::new();
        let page_images = entry.page_images.as_deref().unwrap_or(&no_pages);
        let is_wrong = self.are_last_good(entry);
        let changes = entry.changes.as_ref().filter(|_| !is_wrong).map(|(compared_with, changes)| {
            let args = |name: &str| [("name", Arg::from(name))];
            let compared_with = match compared_with {
                ComparedWith::Release(name) => self.say("against-release", &args(name)),
                ComparedWith::Built => self.say("against-built", &[]),
                ComparedWith::Begun => self.say("against-begun", &[]),
            };
            format!("{compared_with}{}", self.reporter.changed(changes))
        });
        let page = |(index, page_image): (usize, &PageImage)| self.page(entry, &files, index + 1, page_image);
        json!({
            "id": entry.id,
            "stamp": entry.stamp,
            "files": files.iter().map(|path| display_path(path)).collect::<Vec<_>>(),
            "changes": changes.or_else(|| self.note(entry)),
            "inks": entry.inks.iter().map(|ink| self.ink(ink)).collect::<Vec<_>>(),
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
            _ if !entry.is_wrong() => return self.is_engine_wrong.then(|| self.say("old-layout", &[])),
            Some(_) if entry.is_draft => "draft",
            Some(_) => "old",
            None => "no-pages",
        };
        Some(self.say(key, &[]))
    }

    /// Returns whether the pages are the last good ones, because the issue, a layout or a face has errors since.
    fn are_last_good(&self, entry: &Entry) -> bool {
        entry.is_wrong() || self.is_engine_wrong
    }

    /// Returns an ink that can be shown alone.
    fn ink(&self, ink: &PreviewInk) -> Value {
        json!({ "name": ink.name, "label": self.say(&format!("ink-{}", ink.key), &[]), "colour": ink.colour })
    }

    /// Returns which words were changed since the last release.
    fn differences(&self, entry: &Entry, files: &[PathBuf]) -> Vec<Value> {
        let names = self.reporter.names();
        let own = entry.differences.iter().filter(|difference| !difference.is_repeated());
        let difference = |difference: &Difference| {
            let place = difference.new.as_ref().and_then(|passage| passage.place.as_ref());
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

    /// Returns a finding, with the number of its file.
    fn finding(&self, files: &[PathBuf], finding: &Diagnostic) -> Value {
        let mut json = self.reporter.finding_json(finding);
        let path = finding.place.as_ref().map(|place| &place.source.path);
        json["file"] = json!(files.iter().position(|file| Some(file) == path));
        json
    }

    /// Returns a page: its picture, its words, whether it has changed.
    fn page(&self, entry: &Entry, files: &[PathBuf], number: usize, page_image: &PageImage) -> Value {
        let changes = entry.changes.as_ref().filter(|_| !entry.is_draft).map(|(_, changes)| changes);
        let (kind, mark) = changes.map_or(("", String::new()), |changes| self.mark(changes, number));
        let word = |word: &Word| {
            let round = |points: f64| (points * 100.0).round() / 100.0;
            let mut data = json!([word.text, round(word.at.0), round(word.at.1), round(word.width), round(word.size)]);
            let source = word.source.as_ref();
            let source = source.and_then(|at| Some((files.iter().position(|file| *file == at.path)?, at)));
            if let (Some((file, at)), Some(data)) = (source, data.as_array_mut()) {
                data.extend([file, at.line, at.column].map(|figure| json!(figure)));
            }
            if let (true, Some(data)) = (word.turned, data.as_array_mut()) {
                data.resize(8, Value::Null);
                data.push(json!(true));
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

    /// Returns whether a page looks different, as a word for the script and in words for people.
    fn mark(&self, changes: &Changes, number: usize) -> (&'static str, String) {
        if let Some((_, before)) = changes.moved.iter().find(|(page, _)| *page == number) {
            return ("moved", self.say("moved", &[("page", Arg::from(*before))]));
        }
        let is_changed = changes.pages.contains(&number);
        if is_changed { ("changed", self.say("changed", &[])) } else { ("", String::new()) }
    }
}
