//! How much shorter or longer a correction would have to be for the other pages to stay as they were.

use std::sync::Arc;

use crate::diagnostic::{Place, Source};
use crate::input::file;
use crate::issue::Issue;
use crate::project::year::ReadIssue;
use crate::project::{Job, Project};
use crate::revision::diff::{Difference, Passage, Piece, words};
use crate::typeset::compile::forget;
use crate::typeset::fingerprint::{Changes, Fingerprint, fingerprints};
use crate::typeset::inspect::{FieldPositions, field_positions};
use crate::typeset::pipeline::{TypesetIssue, check_and_compose, compile_and_inspect};
use crate::typeset::world::Engine;

/// By how many characters at most, some ten lines.
const MOST: usize = 280;
/// A full line and a little more.
const LINE: usize = 32;
/// As many changed paragraphs are tried.
const TRIED: usize = 4;
/// What means something else than words in Markdown.
const MARKS: &[char] = &['*', '_', '[', ']', '^', '#', '|', '`', '\\', '!', '<', '\n'];

/// What would keep the other pages.
#[derive(Debug, Clone)]
pub struct FitHint {
    /// The page on which the change begins, from 1.
    pub page: usize,
    /// The line on which its paragraph begins in the YAML, from 1; 0 if that isn't known.
    pub line: usize,
    /// How many characters it has too many; too few, if `add`.
    pub characters: usize,
    /// Whether something has to be added.
    pub add: bool,
}

/// Pages that look different though no word on them was changed, and that weren't merely moved: text was pushed there,
/// or pulled.
pub fn reflowed_pages(changes: &Changes, differences: &[Difference]) -> Vec<usize> {
    let is_moved = |page: usize| changes.moved.iter().any(|(moved, _)| *moved == page);
    let is_untouched = |page: &&usize| !differences.iter().any(|difference| difference.touches(**page));
    changes.pages.iter().filter(is_untouched).copied().filter(|page| !is_moved(*page)).collect()
}

/// A corrected issue beside what it was.
pub struct CorrectedIssue<'c> {
    /// Faces and layouts.
    pub engine: &'c Engine,
    /// Where it stands.
    pub project: &'c Project,
    /// The issue.
    pub job: &'c Job,
    /// Its pages as they were.
    pub old: &'c TypesetIssue,
    /// How those looked.
    pub fingerprints: &'c [Fingerprint],
    /// Its pages as they are.
    pub new: &'c TypesetIssue,
    /// What was changed.
    pub differences: &'c [Difference],
}

impl CorrectedIssue<'_> {
    /// The least cut or addition where one paragraph was changed, after which all pages without a change in their words
    /// look as they did; found by trying it out.
    pub fn room(&self) -> Option<FitHint> {
        let now = field_positions(&self.new.pages);
        let more = self.lines_more(&now);
        let ways = [(false, more >= 0), (true, more <= 0)].into_iter().filter(|(_, helps)| *helps);
        let ways: Vec<_> = ways.map(|(add, _)| add).collect();
        let tried = self.differences.iter().filter(|difference| is_paragraph(difference)).take(TRIED);
        let tried = tried.flat_map(|difference| ways.iter().map(move |add| (difference, *add)));
        let rooms = tried.filter_map(|(difference, add)| {
            let lines = line_count(difference.new.as_ref()?, &now).checked_add_signed(-more)?;
            self.least(difference, lines, add)
        });
        rooms.min_by_key(|room| room.characters)
    }

    /// How many lines more all changed paragraphs have than before.
    fn lines_more(&self, now: &FieldPositions) -> isize {
        let before = field_positions(&self.old.pages);
        let count = |unit: &Option<Passage>, stands| unit.as_ref().map_or(0, |unit| line_count(unit, stands) as isize);
        let own = self.differences.iter().filter(|difference| !difference.is_repeated());
        own.map(|difference| count(&difference.new, now) - count(&difference.old, &before)).sum()
    }

    /// The least number of characters with which a paragraph has so many lines, and all other pages look as they did.
    fn least(&self, difference: &Difference, lines: usize, add: bool) -> Option<FitHint> {
        let (unit, end) = (difference.new.as_ref()?, self.end(difference)?);
        let (text, at) = (&end.source.text, end.range.end);
        let start = unit.place.as_ref()?.range.start.min(at);
        let before = text[start..at].chars().rev();
        let most = if add { MOST } else { before.take(MOST).take_while(|c| !MARKS.contains(c)).count() };
        let publication = self.job.publication.as_deref().map(file::read).transpose().ok()?;
        let tried = |characters: usize| self.tried(unit, &edited(text, at, characters, add), publication.as_ref());
        let is_enough = |now: usize| if add { now >= lines } else { now <= lines };
        let (mut no, mut yes) = (0, most + 1);
        while yes - no > 1 {
            let middle = (no + yes) / 2;
            // What can't be read any more has lost too much.
            let reached = tried(middle).is_none_or(|(now, _)| is_enough(now));
            *(if reached { &mut yes } else { &mut no }) = middle;
        }
        // Where the paragraph goes on on the next page, its line there has to begin with the same word, too.
        let goes_on = unit.pages.first() != unit.pages.last();
        let range = yes..=most.min(yes + if goes_on { LINE } else { 0 });
        let fits = |characters: &usize| tried(*characters).is_some_and(|(now, keeps)| now == lines && keeps);
        let characters = range.into_iter().find(fits)?;
        let line = unit.place.as_ref().and_then(|place| place.position()).map_or(0, |(line, _)| line);
        Some(FitHint { page: difference.page()?, line, characters, add })
    }

    /// How many lines a paragraph has with another text of the issue, and whether all other pages look as they did.
    fn tried(&self, unit: &Passage, text: &str, publication: Option<&Arc<Source>>) -> Option<(usize, bool)> {
        let source = Source::new(&self.job.issue, text);
        let issue = Issue::read(&source, publication).ok()?;
        let mut findings = Vec::new();
        let loaded = ReadIssue { issue, sources: vec![source] };
        let (document, inputs) = check_and_compose(self.engine, self.project, self.job, loaded, &mut findings)?;
        let typeset = compile_and_inspect(self.engine, document, inputs, &mut findings)?;
        forget();
        let new = fingerprints(&typeset.pages);
        let is_touched = |index: usize| self.differences.iter().any(|difference| difference.touches(index + 1));
        let stays = |index: usize| is_touched(index) || self.fingerprints[index] == new[index];
        let keeps = self.fingerprints.len() == new.len() && (0..new.len()).all(stays);
        Some((line_count(unit, &field_positions(&typeset.pages)), keeps))
    }

    /// Where the last change of a paragraph ends in the issue's file; nothing of what all issues share.
    fn end(&self, difference: &Difference) -> Option<Place> {
        let new = difference.new.as_ref()?;
        let old = difference.old.as_ref().map_or("", |unit| &unit.typed);
        let (mut passed, mut changed) = (0, 0);
        for piece in words(old, &new.typed) {
            match piece {
                Piece::Same(words) => passed += words.len(),
                Piece::Added(words) => {
                    passed += words.len();
                    changed = passed;
                }
                Piece::Removed(_) => changed = passed,
            }
        }
        let anchor = self.new.document.anchors.get(new.fields.first()?)?;
        let before = new.typed[..changed].char_indices().rfind(|(_, c)| !c.is_whitespace());
        let mut place = anchor.place_of(before.map_or(0, |(byte, _)| byte));
        if before.is_none() {
            place.range.end = place.range.start;
        }
        Some(place).filter(|place| place.source.path == self.job.issue)
    }
}

/// Whether words of a paragraph in the text were changed, which can be made fewer or more.
fn is_paragraph(difference: &Difference) -> bool {
    let own = |unit: &Passage| !unit.repeats && !unit.is_note() && unit.fields.len() == 1 && unit.picture.is_none();
    !difference.is_move() && difference.new.as_ref().is_some_and(own)
}

/// How many lines a unit has; a row of a table counts as one.
fn line_count(unit: &Passage, stands: &FieldPositions) -> usize {
    let stand = unit.fields.first().and_then(|field| stands.get(field)?.first());
    if unit.fields.len() > 1 { 1 } else { stand.map_or(0, |stand| stand.lines().count()) }
}

/// The text with so many characters cut before a place, or that many added there.
fn edited(text: &str, at: usize, characters: usize, add: bool) -> String {
    let more = if add { "字".repeat(characters) } else { String::new() };
    let cut = if add { 0 } else { text[..at].chars().rev().take(characters).map(char::len_utf8).sum() };
    format!("{}{more}{}", &text[..at - cut], &text[at..])
}
