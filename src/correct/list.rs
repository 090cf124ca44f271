//! The list of corrections and comments that a file holds, each with its place in the YAML.

use super::align::Hunk;
use super::current::Current;
use super::group::Group;
use super::text::{Character, MARK};
use crate::diagnostic::Place;
use crate::export::NOTE;
use crate::import::docx::Word;
use crate::import::docx::change::{Change, ChangeKind};
use crate::import::draft::At;

/// How many characters before and behind a correction are shown.
const CONTEXT: usize = 8;

/// A correction.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// Its number in the list, from 1.
    pub number: usize,
    /// The person. Nobody is known for words that were changed without tracking.
    pub by: String,
    /// The day, such as `2026-01-05`.
    pub date: String,
    /// The kind.
    pub kind: CorrectionKind,
    /// The words that go.
    pub was: String,
    /// The words that come.
    pub now: String,
    /// The words before and behind.
    pub around: (String, String),
    /// The place in the YAML.
    pub place: Option<Place>,
}

/// The kinds of corrections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CorrectionKind {
    /// A change that Word has tracked.
    Tracked(ChangeKind),
    /// Words that differ from the exported ones although no change was tracked.
    Untracked,
}

impl CorrectionKind {
    /// Returns its stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tracked(kind) => kind.as_str(),
            Self::Untracked => "untracked",
        }
    }
}

/// A comment.
#[derive(Debug, Clone, PartialEq)]
pub struct Remarked {
    /// The person.
    pub by: String,
    /// The day.
    pub date: String,
    /// What it says, with the answers to it.
    pub text: String,
    /// The words that it is on.
    pub on: String,
    /// The place in the YAML.
    pub place: Option<Place>,
}

/// Returns the corrections of a file: the tracked ones in their order, then those that weren't tracked. The latter get their
/// numbers in the groups, too.
pub fn corrections(original: &Word, groups: &mut [Group], current: &Current) -> Vec<Correction> {
    let tracked = |change: &Change| Correction {
        number: change.number,
        by: change.by.clone(),
        date: change.date.clone(),
        kind: CorrectionKind::Tracked(change.kind),
        was: change.was.clone(),
        now: change.now.clone(),
        around: change.around.clone(),
        place: place_of(&change.at, &change.around.0, &change.was, groups, current),
    };
    let mut all: Vec<Correction> = original.changes.iter().map(tracked).collect();
    let mut number = original.changes.iter().map(|change| change.number).max().unwrap_or(0);
    for group in groups {
        let hunks: Vec<Hunk> = group.untracked.iter().map(|(hunk, _)| hunk.clone()).collect();
        for (index, hunk) in hunks.into_iter().enumerate() {
            number += 1;
            group.untracked[index].1 = number;
            all.push(untracked(number, group, &hunk, current));
        }
    }
    all
}

/// Returns the correction that an untracked stretch is.
fn untracked(number: usize, group: &Group, hunk: &Hunk, current: &Current) -> Correction {
    let exported = |range: std::ops::Range<usize>| shown(group.exported[range].iter().map(|known| known.c));
    let (start, end) = (hunk.old.start, hunk.old.end);
    let before = exported(start.saturating_sub(CONTEXT)..start);
    let behind = exported(end..(end + CONTEXT).min(group.exported.len()));
    Correction {
        number,
        by: String::new(),
        date: String::new(),
        kind: CorrectionKind::Untracked,
        was: exported(hunk.old.clone()),
        now: shown(group.original()[hunk.new.clone()].iter().map(|one: &Character| one.c)),
        around: (before, behind),
        place: place_near(group, start, current),
    }
}

/// Returns characters as they are shown.
fn shown(characters: impl Iterator<Item = char>) -> String {
    characters.filter(|c| *c != NOTE).map(|c| if c == MARK { '¶' } else { c }).collect()
}

/// Returns the comments of a file.
pub fn comments(original: &Word, groups: &[Group], current: &Current) -> Vec<Remarked> {
    let remarked = |comment: &crate::import::draft::Comment| {
        let answers = comment.answers.iter().map(|answer| format!(" {}：{}", answer.by, answer.text));
        Remarked {
            by: comment.by.clone(),
            date: comment.date.clone(),
            text: std::iter::once(comment.text.clone()).chain(answers).collect(),
            on: comment.on.clone(),
            place: place_of(&comment.at, "", &comment.on, groups, current),
        }
    };
    original.draft.comments.iter().map(remarked).collect()
}

/// Returns the place in the YAML of words in a paragraph of the file, which stand behind others.
fn place_of(at: &At, before: &str, words: &str, groups: &[Group], current: &Current) -> Option<Place> {
    let exactly = groups.iter().find(|group| group.at.contains(at));
    let group = exactly.or_else(|| {
        // A paragraph that is new stands behind another one.
        let before = |group: &&Group| group.at.iter().filter(|own| is_paragraph(own) && *own <= at).max().cloned();
        groups.iter().filter(|group| before(group).is_some()).max_by_key(before)
    })?;
    let characters: Vec<char> = group.exported.iter().map(|known| known.c).collect();
    let wanted: Vec<char> = before.chars().chain(words.chars()).collect();
    let start = characters.windows(wanted.len().max(1)).position(|window| window == wanted.as_slice());
    place_near(group, start.map_or(0, |start| start + before.chars().count()), current)
}

fn is_paragraph(at: &At) -> bool {
    matches!(at, At::Paragraph(_))
}

/// Returns the place in the YAML of an exported character, or of the nearest one that was typed.
pub fn place_near(group: &Group, index: usize, current: &Current) -> Option<Place> {
    let typed = |index: usize| group.placed(index, current)?.at.clone();
    let range = (index..group.exported.len()).find_map(typed).or_else(|| (0..index).rev().find_map(typed));
    let block = || {
        let line = group.lines.iter().flatten().next()?;
        Some(current.lines[*line].first_block()?.value.clone())
    };
    match range {
        Some(range) => Some(Place { source: current.source.clone(), range }),
        None => block(),
    }
}
