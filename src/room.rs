//! How much shorter or longer a correction would have to be for the other pages to stay as they were.

use crate::change::{Look, looks};
use crate::difference::{Difference, Piece, Unit, words};
use crate::document::Document;
use crate::issue::Issue;
use crate::place::Source;
use crate::project::{Job, Project};
use crate::proof::{laid_out, prepared};
use crate::source;
use crate::typeset::forget;
use crate::world::Engine;

/// By how many characters at most, some ten lines.
const MOST: usize = 280;
/// Half a line: the right length is met on the way wherever one stands in the line.
const STEP: usize = 14;
/// As many changed paragraphs are tried.
const TRIED: usize = 4;

/// What would keep the other pages.
#[derive(Debug, Clone)]
pub struct Room {
    /// The paragraph that was changed.
    pub unit: Unit,
    /// How many characters it has too many; too few, if `add`.
    pub characters: usize,
    /// Whether something has to be added.
    pub add: bool,
}

/// Pages that look different though no word on them was changed: text was pushed there, or pulled.
pub fn pushed(changed: &[usize], differences: &[Difference]) -> Vec<usize> {
    let is_untouched = |page: &&usize| !differences.iter().any(|difference| difference.touches(**page));
    changed.iter().filter(is_untouched).copied().collect()
}

/// The least cut or addition where one paragraph was changed, after which all pages without a change
/// in their words look as they did; found by trying it out. `document` is the one that has been changed.
pub fn room(
    engine: &Engine,
    project: &Project,
    job: &Job,
    document: &Document,
    old: &[Look],
    differences: &[Difference],
) -> Option<Room> {
    let text = source::read(&job.issue).ok()?;
    let publication = job.publication.as_deref().map(source::read).transpose().ok()?;
    let is_own =
        |difference: &&Difference| difference.new.as_ref().is_some_and(|unit| !unit.repeats && unit.fields.len() == 1);
    let tried: Vec<_> = differences.iter().filter(is_own).take(TRIED).collect();
    let keeps = |difference: &Difference, characters: usize, add: bool| {
        let changed = edited(&text.text, end(document, difference)?, characters, add)?;
        let source = Source::new(&text.path, &changed);
        let issue = Issue::read(&source, publication.as_ref()).ok()?;
        let mut findings = Vec::new();
        let (document, inputs) = prepared(engine, project, job, issue, &[source], &mut findings)?;
        let proof = laid_out(engine, document, inputs, &mut findings)?;
        forget();
        let new = looks(&proof.pages);
        let differs = |index: usize| old[index] != new[index];
        let is_touched = |index: usize| differences.iter().any(|difference| difference.touches(index + 1));
        (old.len() == new.len() && (0..new.len()).all(|index| is_touched(index) || !differs(index))).then_some(())
    };
    let least = |difference: &Difference, add: bool| {
        let hit = (1..=MOST / STEP).map(|steps| steps * STEP).find(|n| keeps(difference, *n, add).is_some())?;
        let (mut no, mut yes) = (hit - STEP, hit);
        while yes - no > 1 {
            let middle = (no + yes) / 2;
            *(if keeps(difference, middle, add).is_some() { &mut yes } else { &mut no }) = middle;
        }
        Some(Room { unit: difference.new.clone()?, characters: yes, add })
    };
    let ways = tried.iter().flat_map(|difference| [(difference, false), (difference, true)]);
    ways.filter_map(|(difference, add)| least(difference, add)).min_by_key(|room| room.characters)
}

/// Where the last change of a paragraph ends in the file.
fn end(document: &Document, difference: &Difference) -> Option<usize> {
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
    let anchor = document.anchors.get(new.fields.first()?)?;
    let before = new.typed[..changed].char_indices().rfind(|(_, c)| !c.is_whitespace());
    Some(before.map_or_else(|| anchor.place_of(0).range.start, |(byte, _)| anchor.place_of(byte).range.end))
}

/// The text with so many characters cut before a place, or that many added there.
fn edited(text: &str, at: usize, characters: usize, add: bool) -> Option<String> {
    if add {
        return Some(format!("{}{}{}", &text[..at], "字".repeat(characters), &text[at..]));
    }
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let cut = text[line..at].char_indices().rev().nth(characters - 1)?.0;
    Some(format!("{}{}", &text[..line + cut], &text[at..]))
}
