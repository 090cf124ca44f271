//! Copyfitting: by how many characters a correction would have to be shorter or longer for the other pages to stay.
//!
//! It takes two states of an issue, tries other lengths of the text in memory, and gives a hint. It writes nothing.

use std::sync::Arc;

use crate::diagnostic::{Place, Source};
use crate::input::file;
use crate::issue::Issue;
use crate::issue::markdown::Reading;
use crate::project::year::{ReadIssue, ReadYears};
use crate::project::{Job, Project};
use crate::revision::diff::{Difference, Passage, Piece, diff_words};
use crate::typeset::compile::forget;
use crate::typeset::fingerprint::{Changes, Fingerprint, fingerprints};
use crate::typeset::inspect::{FieldPositions, field_positions};
use crate::typeset::pipeline::{TypesetIssue, check_and_compose, compile_and_inspect};
use crate::typeset::world::Engine;

/// The largest number of characters that are cut or added, some ten lines.
const MAX_EDIT_CHARS: usize = 280;
/// The number of characters of a full line, and a few more.
const LINE_CHARS: usize = 32;
/// The largest number of changed paragraphs that are tried.
const MAX_PARAGRAPHS: usize = 4;
/// Characters that mean something else than themselves in Markdown. Nothing is cut beyond them.
const MARKDOWN_CHARS: &[char] = &['*', '_', '[', ']', '^', '#', '|', '`', '\\', '!', '<', '\n'];

/// What would keep the other pages.
#[derive(Debug, Clone)]
pub struct FitHint {
    /// The page on which the change begins, from 1.
    pub page: usize,
    /// The line on which its paragraph begins in the YAML, from 1, or 0 if that isn't known.
    pub line: usize,
    /// The number of characters to cut, or to add.
    pub characters: usize,
    /// Whether they are to be added.
    pub add: bool,
}

/// Returns the pages that look different though no word on them was changed and the page wasn't moved. Text was pushed
/// there, or pulled from there.
pub fn reflowed_pages(changes: &Changes, differences: &[Difference]) -> Vec<usize> {
    let is_moved = |page: usize| changes.moved.iter().any(|(moved, _)| *moved == page);
    let is_untouched = |page: &&usize| !differences.iter().any(|difference| difference.touches(**page));
    changes.pages.iter().filter(is_untouched).copied().filter(|page| !is_moved(*page)).collect()
}

/// A corrected issue, with the state before the correction.
pub struct CorrectedIssue<'c> {
    /// Faces and layouts.
    pub engine: &'c Engine,
    /// The project of the issue.
    pub project: &'c Project,
    /// The issue.
    pub job: &'c Job,
    /// The issue before the correction.
    pub old: &'c TypesetIssue,
    /// The fingerprints of its pages before the correction.
    pub fingerprints: &'c [Fingerprint],
    /// The issue after the correction.
    pub new: &'c TypesetIssue,
    /// The differences between the two.
    pub differences: &'c [Difference],
    /// The years that its statistics are counted from.
    pub years: Arc<ReadYears>,
}

impl CorrectedIssue<'_> {
    /// Returns the least cut or addition in a changed paragraph after which every page without a changed word looks as
    /// it did. It is found by trying.
    pub fn suggest_fit(&self) -> Option<FitHint> {
        // With `fit` every trial would be a search of its own, and the pages move anyway.
        if self.new.document.fit.is_some() {
            return None;
        }
        let positions = field_positions(&self.new.pages);
        let added = self.added_lines(&positions);
        let ways = [(false, added >= 0), (true, added <= 0)].into_iter().filter(|(_, helps)| *helps);
        let ways: Vec<_> = ways.map(|(add, _)| add).collect();
        let paragraphs = self.differences.iter().filter(|difference| is_paragraph(difference)).take(MAX_PARAGRAPHS);
        let trials = paragraphs.flat_map(|difference| ways.iter().map(move |add| (difference, *add)));
        let hints = trials.filter_map(|(difference, add)| {
            let lines = line_count(difference.new.as_ref()?, &positions).checked_add_signed(-added)?;
            self.find_least(difference, lines, add)
        });
        hints.min_by_key(|hint| hint.characters)
    }

    /// Returns how many lines the changed paragraphs have more than before, all together.
    fn added_lines(&self, positions: &FieldPositions) -> isize {
        let before = field_positions(&self.old.pages);
        let count = |passage: &Option<Passage>, positions| {
            passage.as_ref().map_or(0, |passage| line_count(passage, positions) as isize)
        };
        let own = self.differences.iter().filter(|difference| !difference.is_repeated());
        own.map(|difference| count(&difference.new, positions) - count(&difference.old, &before)).sum()
    }

    /// Finds the least number of characters to cut or to add with which a paragraph has as many lines as wanted and all
    /// other pages look as they did.
    fn find_least(&self, difference: &Difference, lines: usize, add: bool) -> Option<FitHint> {
        let (passage, end) = (difference.new.as_ref()?, self.end_of_change(difference)?);
        let (text, at) = (&end.source.text, end.range.end);
        let start = passage.place.as_ref()?.range.start.min(at);
        let before = text[start..at].chars().rev().take(MAX_EDIT_CHARS);
        let most = if add { MAX_EDIT_CHARS } else { before.take_while(|c| !MARKDOWN_CHARS.contains(c)).count() };
        let publication = self.job.publication.as_deref().map(file::read).transpose().ok()?;
        let attempt =
            |characters: usize| self.try_text(passage, &edit_text(text, at, characters, add), publication.as_ref());
        let is_enough = |now: usize| if add { now >= lines } else { now <= lines };
        let (mut too_few, mut enough) = (0, most + 1);
        while enough - too_few > 1 {
            let middle = (too_few + enough) / 2;
            // If the shortened text no longer parses, too much was cut.
            let is_reached = attempt(middle).is_none_or(|(now, _)| is_enough(now));
            *(if is_reached { &mut enough } else { &mut too_few }) = middle;
        }
        // For a paragraph split over pages, the break must also fall at the same word.
        let is_split = passage.pages.first() != passage.pages.last();
        let mut candidates = enough..=most.min(enough + if is_split { LINE_CHARS } else { 0 });
        let fits = |characters: &usize| attempt(*characters).is_some_and(|(now, keeps)| now == lines && keeps);
        let characters = candidates.find(fits)?;
        let line = passage.place.as_ref().and_then(Place::position).map_or(0, |(line, _)| line);
        Some(FitHint { page: difference.page()?, line, characters, add })
    }

    /// Typesets the issue with another text. Returns how many lines the paragraph has, and whether every page without a
    /// changed word looks as it did before the correction.
    fn try_text(&self, passage: &Passage, text: &str, publication: Option<&Arc<Source>>) -> Option<(usize, bool)> {
        let source = Source::new(&self.job.issue, text);
        let issue = Issue::read(&source, publication).ok()?;
        let mut findings = Vec::new();
        let loaded = ReadIssue { issue, sources: vec![source], years: self.years.clone() };
        let (document, inputs) = check_and_compose(self.engine, self.project, self.job, loaded, &mut findings)?;
        let typeset = compile_and_inspect(self.engine, document, inputs, &mut findings)?;
        forget();
        let new = fingerprints(&typeset.pages);
        let is_touched = |index: usize| self.differences.iter().any(|difference| difference.touches(index + 1));
        let stays = |index: usize| is_touched(index) || self.fingerprints[index] == new[index];
        let keeps = self.fingerprints.len() == new.len() && (0..new.len()).all(stays);
        Some((line_count(passage, &field_positions(&typeset.pages)), keeps))
    }

    /// Returns where the last change of a paragraph ends in the issue's file. A paragraph of the publication has no
    /// such place.
    fn end_of_change(&self, difference: &Difference) -> Option<Place> {
        let new = difference.new.as_ref()?;
        let old = difference.old.as_ref().map_or("", |passage| &passage.typed);
        let (mut end, mut end_of_change) = (0, 0);
        for piece in diff_words(&Reading::from(old), &Reading::from(new.typed.as_str())) {
            let length = piece.text().len();
            match piece {
                Piece::Same(_) => end += length,
                Piece::Added(_) => {
                    end += length;
                    end_of_change = end;
                }
                Piece::Removed(_) => end_of_change = end,
            }
        }
        let anchor = self.new.document.anchors.get(new.fields.first()?)?;
        let before = new.typed[..end_of_change].char_indices().rfind(|(_, c)| !c.is_whitespace());
        let mut place = anchor.place_of(before.map_or(0, |(byte, _)| byte));
        if before.is_none() {
            place.range.end = place.range.start;
        }
        Some(place).filter(|place| place.source.path == self.job.issue)
    }
}

/// Returns whether words of a paragraph of running text were changed. Such words can be cut or added to.
fn is_paragraph(difference: &Difference) -> bool {
    let is_plain = |passage: &Passage| {
        !passage.repeats && !passage.is_note() && passage.fields.len() == 1 && passage.picture.is_none()
    };
    !difference.is_move() && difference.new.as_ref().is_some_and(is_plain)
}

/// Returns how many lines a passage has. A row of a table counts as one.
fn line_count(passage: &Passage, positions: &FieldPositions) -> usize {
    let position = passage.fields.first().and_then(|field| positions.get(field)?.first());
    if passage.fields.len() > 1 { 1 } else { position.map_or(0, |position| position.lines().count()) }
}

/// Returns the text with a number of characters cut before a byte, or added there.
fn edit_text(text: &str, at: usize, characters: usize, add: bool) -> String {
    let more = if add { "字".repeat(characters) } else { String::new() };
    let cut = if add { 0 } else { text[..at].chars().rev().take(characters).map(char::len_utf8).sum() };
    format!("{}{more}{}", &text[..at - cut], &text[at..])
}
