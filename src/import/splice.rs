//! Puts articles into an issue that is there, without touching another byte.
//!
//! The new text is read again and has to say what the old one did, and one article more. Else nothing is changed.

use std::sync::Arc;

use super::recognise::figures::packed;
use super::write::indented;
use crate::diagnostic::{Code, Diagnostic, Place, Source};
use crate::input::yaml::parse;
use crate::issue::{Article, Issue, Section};

/// Where articles go.
#[derive(Debug, Clone, Default)]
pub struct Spot {
    /// The section.
    pub section: String,
    /// Whether the section is made if it isn't there.
    pub is_new: bool,
    /// The title of the article before which they go.
    pub before: Option<String>,
    /// The title of the article behind which they go.
    pub after: Option<String>,
}

/// Puts articles, written as a list, into the text of an issue. Returns the new text.
///
/// # Errors
/// The section or the neighbour isn't there, the section's articles stand in brackets, or no place keeps everything else.
pub fn insert(source: &Arc<Source>, raw: &str, items: &str, count: usize, spot: &Spot) -> Result<String, Diagnostic> {
    let issue: Issue = parse(source)?;
    let Some(index) = issue.sections.iter().position(|section| packed(&section.title) == packed(&spot.section)) else {
        return if spot.is_new {
            new_section(source, raw, &issue, items, count, spot)
        } else {
            Err(unknown(source, &issue, spot))
        };
    };
    let section = &issue.sections[index];
    let neighbour = neighbour(section, spot)?;
    let list = Lines::of(raw);
    let titles: Vec<usize> =
        section.articles.iter().map(|article| list.of_text(&source.text, article.title.place.range.start)).collect();
    // Articles in brackets begin on the line of their key, or their lines begin with no dash.
    let Some(column) = titles.first().and_then(|line| list.item_column(*line)) else {
        let place =
            section.articles.first().map_or_else(|| section.title.place.clone(), |article| article.title.place.clone());
        return Err(Diagnostic::new(Code::ImportFlow).at(place));
    };
    let starts: Vec<usize> = titles.iter().map(|line| list.item_start(*line, column)).collect();
    let (position, candidates) = match neighbour {
        Some((at, true)) => (at, list.before(starts[at], column)),
        Some((at, false)) => (at + 1, list.behind(starts[at], column)),
        None => (starts.len(), list.behind(starts[starts.len() - 1], column)),
    };
    let meant = |read: &Issue| {
        let sections = issue.sections.iter().zip(&read.sections).enumerate();
        read.sections.len() == issue.sections.len()
            && sections.into_iter().all(|(at, (old, new))| {
                if at == index { with_more(old, new, position, count) } else { is_same_section(old, new) }
            })
    };
    list.try_all(raw, &candidates, &indented(items, column), &issue, &meant)
        .ok_or_else(|| Diagnostic::new(Code::ImportSplice).at(section.title.place.clone()))
}

/// Makes a section behind the last one.
fn new_section(
    source: &Arc<Source>,
    raw: &str,
    issue: &Issue,
    items: &str,
    count: usize,
    spot: &Spot,
) -> Result<String, Diagnostic> {
    let list = Lines::of(raw);
    let failed = || Diagnostic::new(Code::ImportSplice).at(source.whole());
    let last = issue.sections.last().ok_or_else(failed)?;
    let line = list.of_text(&source.text, last.title.place.range.start);
    let column =
        list.item_column(line).ok_or_else(|| Diagnostic::new(Code::ImportFlow).at(last.title.place.clone()))?;
    let candidates = list.behind(list.item_start(line, column), column);
    let text = format!(
        "- title: {}\n  articles:\n{}",
        super::write::scalar::plain_or_quoted(&spot.section),
        indented(items, 4)
    );
    let meant = |read: &Issue| {
        let known = issue.sections.len();
        read.sections.len() == known + 1
            && issue.sections.iter().zip(&read.sections).all(|(old, new)| is_same_section(old, new))
            && read.sections[known].articles.len() == count
    };
    list.try_all(raw, &candidates, &indented(&text, column), issue, &meant).ok_or_else(failed)
}

/// Returns the finding for a section that isn't there.
fn unknown(source: &Arc<Source>, issue: &Issue, spot: &Spot) -> Diagnostic {
    let known: Vec<String> = issue.sections.iter().map(|section| section.title.trim().to_owned()).collect();
    Diagnostic::new(Code::SectionUnknown)
        .with("name", spot.section.as_str())
        .with("known", known)
        .at(Place { source: source.clone(), range: 0..0 })
}

/// Returns the neighbour of the new articles, and whether they go before it.
fn neighbour(section: &Section, spot: &Spot) -> Result<Option<(usize, bool)>, Diagnostic> {
    let wanted = spot.before.as_ref().map(|title| (title, true)).or(spot.after.as_ref().map(|title| (title, false)));
    let Some((title, is_before)) = wanted else { return Ok(None) };
    let named = section.articles.iter().enumerate().filter(|(_, article)| packed(&article.title) == packed(title));
    let named: Vec<usize> = named.map(|(at, _)| at).collect();
    match named.as_slice() {
        [one] => Ok(Some((*one, is_before))),
        _ => Err(Diagnostic::new(Code::ImportNeighbour).with("title", title.as_str()).at(section.title.place.clone())),
    }
}

/// Returns whether a section has all its articles as before, and new ones at a position.
fn with_more(old: &Section, new: &Section, position: usize, count: usize) -> bool {
    let same = |old: &[Article], new: &[Article]| old.iter().zip(new).all(|(old, new)| sign(old) == sign(new));
    new.articles.len() == old.articles.len() + count
        && old.title.value == new.title.value
        && same(&old.articles[..position], &new.articles[..position])
        && same(&old.articles[position..], &new.articles[position + count..])
}

/// Returns whether two sections say the same.
fn is_same_section(old: &Section, new: &Section) -> bool {
    old.title.value == new.title.value
        && old.articles.len() == new.articles.len()
        && old.articles.iter().zip(&new.articles).all(|(old, new)| sign(old) == sign(new))
}

/// Returns what an article says, without places. Line ends at the end of texts don't count.
fn sign(article: &Article) -> String {
    let text = |text: &str| text.trim_end().to_owned();
    let source = article.source.as_ref().map(|source| without_places(&format!("{:?}", source.value)));
    let table = article.table.as_ref().map(|table| without_places(&format!("{table:?}")));
    let statistics = article.statistics.as_ref().map(|own| without_places(&format!("{own:?}")));
    format!(
        "{}|{source:?}|{:?}|{table:?}|{statistics:?}",
        text(&article.title),
        article.body.as_ref().map(|body| text(body))
    )
}

/// Returns the words of a value as they are printed for programmers, without their places in the file.
fn without_places(debug: &str) -> String {
    let mut kept = String::new();
    for part in debug.split("place: Place {") {
        kept.push_str(if kept.is_empty() {
            part
        } else {
            part.split_once("range: ").and_then(|(_, rest)| rest.split_once('}')).map_or("", |(_, rest)| rest)
        });
    }
    kept
}

/// The lines of a file with their ends.
struct Lines<'t> {
    /// Each line: the byte at which it begins, and its words without the end.
    lines: Vec<(usize, &'t str)>,
    /// The line end of the file.
    end: &'static str,
}

impl<'t> Lines<'t> {
    /// Divides a file's text.
    fn of(raw: &'t str) -> Self {
        let mut at = 0;
        let lines = raw.split_inclusive('\n').map(|line| {
            let start = at;
            at += line.len();
            (start, line.trim_end_matches(['\n', '\r']))
        });
        let lines = lines.collect();
        let first = raw.split_inclusive('\n').next().unwrap_or_default();
        Self { lines, end: if first.ends_with("\r\n") { "\r\n" } else { "\n" } }
    }

    /// Returns the line of a byte of the text as it was read, without mark and carriage returns.
    fn of_text(&self, text: &str, byte: usize) -> usize {
        text[..byte].matches('\n').count().min(self.lines.len().saturating_sub(1))
    }

    /// Returns the words of a line without the file's mark.
    fn words(&self, line: usize) -> &str {
        self.lines.get(line).map_or("", |(_, words)| words.trim_start_matches('\u{feff}'))
    }

    /// Returns the column of the dash that a line begins with.
    fn dash(&self, line: usize) -> Option<usize> {
        let words = self.words(line);
        let rest = words.trim_start_matches(' ');
        (rest == "-" || rest.starts_with("- ")).then(|| words.len() - rest.len())
    }

    /// Returns the column of the dash of the item that a line is a part of.
    fn item_column(&self, line: usize) -> Option<usize> {
        if let Some(column) = self.dash(line) {
            return Some(column);
        }
        let own = self.indent(line);
        (0..line)
            .rev()
            .find_map(|above| {
                let column = self.dash(above)?;
                (column < own).then_some(column)
            })
            .filter(|_| {
                !self.words(line).trim_start().starts_with(['[', '{']) && !self.words(line).contains("articles: [")
            })
    }

    /// Returns the line of the dash of the item that a line is a part of.
    fn item_start(&self, line: usize, column: usize) -> usize {
        (0..=line).rev().find(|above| self.dash(*above) == Some(column)).unwrap_or(line)
    }

    /// Returns the number of blanks before a line's words.
    fn indent(&self, line: usize) -> usize {
        let words = self.words(line);
        words.len() - words.trim_start_matches(' ').len()
    }

    /// Returns the byte at which a line begins.
    fn start(&self, line: usize, raw_end: usize) -> usize {
        self.lines.get(line).map_or(raw_end, |(start, _)| *start)
    }

    /// Returns the candidates behind an item: behind its last line, and behind the blank lines that follow.
    fn behind(&self, start: usize, column: usize) -> Vec<usize> {
        let is_own = |line: usize| self.words(line).trim().is_empty() || self.indent(line) > column;
        let end = (start + 1..self.lines.len()).find(|line| !is_own(*line)).unwrap_or(self.lines.len());
        let last = (start..end).rev().find(|line| !self.words(*line).trim().is_empty()).map_or(end, |last| last + 1);
        if last == end { vec![last] } else { vec![last, end] }
    }

    /// Returns the candidates before an item: before the remarks right above it, and at its line.
    fn before(&self, start: usize, column: usize) -> Vec<usize> {
        let is_remark = |line: usize| self.words(line).trim_start().starts_with('#') && self.indent(line) <= column;
        let first = (0..start).rev().take_while(|line| is_remark(*line)).last().unwrap_or(start);
        if first == start { vec![start] } else { vec![first, start] }
    }

    /// Returns the first text that says what is meant, with new lines at one of the candidates.
    fn try_all(
        &self,
        raw: &str,
        candidates: &[usize],
        text: &str,
        old: &Issue,
        meant: &dyn Fn(&Issue) -> bool,
    ) -> Option<String> {
        let text = text.replace('\n', self.end);
        candidates.iter().find_map(|line| {
            let at = self.start(*line, raw.len());
            let glue = if raw[..at].ends_with('\n') || at == 0 { "" } else { self.end };
            let new = format!("{}{glue}{text}{}", &raw[..at], &raw[at..]);
            let read: Issue = parse(&Source::new("", &new)).ok()?;
            let heads = |issue: &Issue| {
                (
                    issue.number.value.clone(),
                    issue.date.value.to_string(),
                    issue.note.as_ref().map(|note| note.value.clone()),
                )
            };
            (heads(&read) == heads(old) && meant(&read)).then_some(new)
        })
    }
}
