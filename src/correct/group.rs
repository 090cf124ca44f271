//! Paragraphs that are compared together: those of a running text, since corrections may divide and join them, and any other
//! paragraph by itself.

use std::collections::{HashMap, HashSet};

use super::align::{self, Hunk, Paragraph, align, hunks};
use super::current::{Current, CurrentLine, Placed};
use super::matcher::Matcher;
use super::text::{Character, Found, Kind, Look, MARK, characters, paragraphs};
use crate::export::{Identity, IdentityParagraph, SOFT_BREAK, Style};
use crate::import::docx::Word;
use crate::import::draft::At;
use crate::typeset::field::{Field, RunningText};

/// Paragraphs that are compared together.
#[derive(Debug)]
pub struct Group {
    /// The exported paragraphs' bookmarks.
    bookmarks: Vec<String>,
    /// The paragraphs of the issue, as indexes, in the same order. There is none for one that has changed since the export.
    pub lines: Vec<Option<usize>>,
    /// The characters as they were exported, with signs between paragraphs.
    pub exported: Vec<Known>,
    /// The same without changes: what the file would say if all tracked changes were rejected.
    original: Vec<Character>,
    /// Which exported character each of those is.
    original_aligned: Vec<Option<usize>>,
    /// The stretches that were changed without tracking, each with its number in the list of corrections.
    pub untracked: Vec<(Hunk, usize)>,
    /// The text with the chosen corrections. Each character is an exported one or a new one.
    pub result: Vec<(Option<usize>, Character)>,
    /// Whether the result is another text than the exported one.
    is_other: bool,
    /// Where it stands in the file.
    pub at: Vec<At>,
    /// The exported paragraph that its notes belong to: the bookmarks of the notes in order.
    notes: Vec<String>,
    /// The index of the note that it is, in the draft. Other groups have none.
    note_of: Option<String>,
}

/// An exported character.
#[derive(Debug, Clone)]
pub struct Known {
    /// The character.
    pub c: char,
    /// Its paragraph, as an index into the group's.
    pub paragraph: usize,
    /// Its index among the characters of its paragraph of the issue. Breaks of the print have none.
    pub character: Option<usize>,
    /// Whether the program prints it itself, such as a page number, and it may become another one.
    pub is_free: bool,
}

/// Returns the group of each exported paragraph, counted from 0. The paragraphs of a running text that follow one another are
/// one; what a picture or a table parts stays apart.
fn group_indexes(exported: &[IdentityParagraph]) -> Vec<usize> {
    let mut indexes = Vec::with_capacity(exported.len());
    let mut last: Option<(RunningText, usize)> = None;
    for paragraph in exported {
        let own = text_and_block(paragraph);
        let goes_on = matches!((last, own), (Some((a, before)), Some((b, block))) if a == b && block == before + 1);
        let index = indexes.last().map_or(0, |index| index + usize::from(!goes_on));
        indexes.push(index);
        last = own;
    }
    indexes
}

/// Returns the running text that an exported paragraph can be joined with others in, and its block.
fn text_and_block(paragraph: &IdentityParagraph) -> Option<(RunningText, usize)> {
    let field = paragraph.segments.iter().find_map(|(field, _)| field.as_ref())?;
    match field {
        Field::Block { text, block, cell: None, footnote: None } if !paragraph.is_apart => Some((*text, *block)),
        _ => None,
    }
}

impl Group {
    /// Makes the groups of an exported file. `original` is the file with all tracked changes rejected.
    pub fn all(identity: &Identity, original: &Word, current: &Current) -> Vec<Self> {
        let found = paragraphs(&original.draft);
        let matcher = Matcher::new(current);
        let mut groups: Vec<Self> = Vec::new();
        for (paragraph, index) in identity.paragraphs.iter().zip(group_indexes(&identity.paragraphs)) {
            if index == groups.len() {
                groups.push(Self::empty(None));
            }
            groups[index].add(paragraph, matcher.find(paragraph), current);
        }
        let notes: Vec<_> = identity.paragraphs.iter().flat_map(|paragraph| &paragraph.footnotes).collect();
        for note in notes {
            let mut group = Self::empty(Some(note.bookmark.clone()));
            group.add(note, matcher.find(note), current);
            groups.push(group);
        }
        let notes = Notes::of(&groups, original, &found);
        for (group, own) in groups.iter_mut().zip(assign(&identity.paragraphs, &found)) {
            group.set_original(&own);
        }
        for group in groups.iter_mut().filter(|group| group.note_of.is_some()) {
            group.set_original(&notes.paragraphs(group));
        }
        groups
    }

    fn empty(note_of: Option<String>) -> Self {
        Self {
            bookmarks: Vec::new(),
            lines: Vec::new(),
            exported: Vec::new(),
            original: Vec::new(),
            original_aligned: Vec::new(),
            untracked: Vec::new(),
            result: Vec::new(),
            is_other: false,
            at: Vec::new(),
            notes: Vec::new(),
            note_of,
        }
    }

    /// Adds an exported paragraph.
    fn add(&mut self, paragraph: &IdentityParagraph, line: Option<usize>, current: &Current) {
        let index = self.bookmarks.len();
        if index > 0 {
            self.exported.push(Known { c: MARK, paragraph: index, character: None, is_free: false });
        }
        let mut at = 0;
        for (field, text) in &paragraph.segments {
            let is_free = field.is_none() && text.chars().all(|c| c.is_ascii_digit() || c == '\t');
            for c in text.chars() {
                let character = (c != SOFT_BREAK).then_some(at);
                at += usize::from(c != SOFT_BREAK);
                self.exported.push(Known { c, paragraph: index, character, is_free });
            }
        }
        self.bookmarks.push(paragraph.bookmark.clone());
        self.notes.extend(paragraph.footnotes.iter().map(|note| note.bookmark.clone()));
        self.lines.push(line.filter(|line| current.lines[*line].characters.len() >= at));
    }

    /// Returns the exported paragraphs with their bookmarks.
    fn exported_paragraphs(&self) -> Vec<Paragraph<'_>> {
        let mut all: Vec<Paragraph> =
            self.bookmarks.iter().map(|bookmark| (std::slice::from_ref(bookmark), Vec::new())).collect();
        for known in self.exported.iter().filter(|known| known.c != MARK) {
            all[known.paragraph].1.push(known.c);
        }
        all
    }

    /// Compares what was exported with the file without tracked changes.
    fn set_original(&mut self, found: &[&Found]) {
        let new = as_paragraphs(found);
        self.original_aligned = align(&self.exported_paragraphs(), &new);
        self.original = joined(found);
        let is_real = |hunk: &Hunk| {
            let is_free = |known: &Known| known.is_free;
            let new = &self.original[hunk.new.clone()];
            let digits = new.iter().all(|one| one.c.is_ascii_digit() || one.c.is_whitespace());
            !(digits && self.exported[hunk.old.clone()].iter().all(is_free) && self.touches_free(hunk))
        };
        let all = hunks(&self.original_aligned, self.exported.len());
        self.untracked = all.into_iter().filter(is_real).map(|hunk| (hunk, 0)).collect();
        self.at = found.iter().map(|found| found.at.clone()).collect();
    }

    /// Returns whether a stretch stands at words that the program prints itself.
    fn touches_free(&self, hunk: &Hunk) -> bool {
        let near = hunk.old.start.saturating_sub(1)..(hunk.old.end + 1).min(self.exported.len());
        self.exported[near].iter().any(|known| known.is_free)
    }

    /// Takes the file with the chosen corrections. `takes` says of the number of a correction whether it is taken.
    fn set_from(&mut self, found: &[&Found], original: &[&Found], takes: &dyn Fn(usize) -> bool) {
        let (old, new) = (as_paragraphs(original), as_paragraphs(found));
        let aligned = align(&old, &new);
        let characters = joined(found);
        let refused: Vec<&Hunk> =
            self.untracked.iter().filter(|(_, number)| !takes(*number)).map(|(hunk, _)| hunk).collect();
        let is_free = |hunk: &Hunk| !self.untracked.iter().any(|(own, _)| own == hunk);
        let all = hunks(&self.original_aligned, self.exported.len());
        let undone: Vec<&Hunk> = all.iter().filter(|hunk| is_free(hunk) || refused.contains(hunk)).collect();
        let mut result = Vec::new();
        let mut next = 0;
        // Adds what stood in the place of an undone stretch that begins at this character of the original.
        let restore = |at: usize, result: &mut Vec<(Option<usize>, Character)>| {
            for hunk in undone.iter().filter(|hunk| hunk.new.start == at) {
                result.extend(
                    hunk.old
                        .clone()
                        .map(|index| (Some(index), Character::new(self.exported[index].c, Look::default()))),
                );
            }
        };
        for (character, same) in characters.into_iter().zip(aligned) {
            let Some(same) = same else {
                result.push((None, character));
                continue;
            };
            for at in next..=same {
                restore(at, &mut result);
            }
            next = same + 1;
            let is_undone = undone.iter().any(|hunk| hunk.new.contains(&same));
            // Words that became bold, or no longer, are new words.
            let is_same_look = self.original[same].look == character.look;
            match self.original_aligned[same] {
                Some(index) if is_same_look => result.push((Some(index), character)),
                _ if is_undone => {}
                _ => result.push((None, character)),
            }
        }
        for at in next..=self.original.len() {
            restore(at, &mut result);
        }
        self.is_other = result.len() != self.exported.len()
            || result.iter().enumerate().any(|(index, (same, _))| *same != Some(index));
        self.result = result;
    }

    /// Returns whether the chosen corrections change it.
    pub fn is_changed(&self) -> bool {
        self.is_other
    }

    /// Returns whether paragraphs may be divided, joined, inserted and deleted in it.
    pub fn is_flow(&self, current: &Current) -> bool {
        let first = self.lines.iter().flatten().next().map(|line| &current.lines[*line]);
        first.is_some_and(|line| {
            let is_text = matches!(line.field(), Some(Field::Block { cell: None, footnote: None, .. }));
            is_text && line.style != Style::Caption
        })
    }

    /// Returns the paragraph of the issue that an exported character stands in.
    pub fn line<'c>(&self, index: usize, current: &'c Current) -> Option<&'c CurrentLine> {
        let line = self.lines.get(self.exported.get(index)?.paragraph)?;
        current.lines.get((*line)?)
    }

    /// Returns an exported character as the issue has it.
    pub fn placed<'c>(&self, index: usize, current: &'c Current) -> Option<&'c Placed> {
        self.line(index, current)?.characters.get(self.exported[index].character?)
    }

    /// Returns the characters without tracked changes.
    pub fn original(&self) -> &[Character] {
        &self.original
    }
}

/// Takes the chosen text of the file into all groups.
pub fn set_final(
    groups: &mut [Group],
    identity: &Identity,
    original: &Word,
    fin: &Word,
    takes: &dyn Fn(usize) -> bool,
) {
    let (olds, news) = (paragraphs(&original.draft), paragraphs(&fin.draft));
    let (old_notes, new_notes) = (Notes::of(groups, original, &olds), Notes::of(groups, fin, &news));
    let (assigned_old, assigned_new) = (assign(&identity.paragraphs, &olds), assign(&identity.paragraphs, &news));
    let mut index = 0;
    for group in groups {
        if group.note_of.is_some() {
            let (old, new) = (old_notes.paragraphs(group), new_notes.paragraphs(group));
            // A note whose reference went stays as it was.
            let new = if new.is_empty() { old.clone() } else { new };
            group.set_from(&new, &old, takes);
        } else {
            group.set_from(&assigned_new[index], &assigned_old[index], takes);
            index += 1;
        }
    }
}

/// Returns the paragraphs of a file for each group of exported paragraphs, in the groups' order. A paragraph that nobody knows
/// belongs to the running text before it, or else to the one behind it.
fn assign<'f>(exported: &[IdentityParagraph], found: &'f [Found]) -> Vec<Vec<&'f Found>> {
    let indexes = group_indexes(exported);
    let group_of: HashMap<&str, usize> =
        exported.iter().zip(&indexes).map(|(paragraph, index)| (paragraph.bookmark.as_str(), *index)).collect();
    let mut is_flow = vec![false; indexes.last().map_or(0, |last| last + 1)];
    for (paragraph, index) in exported.iter().zip(&indexes) {
        is_flow[*index] |= text_and_block(paragraph).is_some();
    }
    let mut groups: Vec<Vec<&Found>> = vec![Vec::new(); is_flow.len()];
    let known = |found: &Found| found.bookmarks.iter().find_map(|name| group_of.get(name.as_str()).copied());
    let mut last = 0;
    for (index, paragraph) in found.iter().enumerate() {
        let own = known(paragraph).unwrap_or_else(|| {
            let next = found[index..].iter().find_map(known);
            match next {
                Some(next) if !is_flow.get(last).copied().unwrap_or(false) && is_flow[next] => next,
                _ => last,
            }
        });
        if let Some(group) = groups.get_mut(own) {
            group.push(paragraph);
        }
        last = own;
    }
    groups
}

fn as_paragraphs<'f>(found: &[&'f Found]) -> Vec<Paragraph<'f>> {
    let characters = |found: &Found| found.characters.iter().map(|one| one.c).collect();
    found.iter().map(|found| (found.bookmarks.as_slice(), characters(found))).collect()
}

/// Returns the characters of paragraphs, with signs between them.
fn joined(found: &[&Found]) -> Vec<Character> {
    let mut all = Vec::new();
    for (index, found) in found.iter().enumerate() {
        all.extend((index > 0).then(|| Character::mark(found.kind.clone())));
        all.extend(found.characters.iter().cloned());
    }
    debug_assert_eq!(all.len(), align::join(&as_paragraphs(found)).len());
    all
}

/// The notes of a file, by the bookmarks that they were exported with.
struct Notes {
    /// The notes as paragraphs.
    found: HashMap<String, Found>,
}

impl Notes {
    /// Finds the notes of a file by the order of their references in each exported paragraph.
    fn of(groups: &[Group], word: &Word, paragraphs: &[Found]) -> Self {
        let references: HashMap<&str, Vec<usize>> = paragraphs
            .iter()
            .flat_map(|found| {
                let notes: Vec<usize> = found.characters.iter().filter_map(|one| one.note).collect();
                found.bookmarks.iter().map(move |name| (name.as_str(), notes.clone()))
            })
            .collect();
        let mut found = HashMap::new();
        for group in groups.iter().filter(|group| group.note_of.is_none()) {
            let mut seen = HashSet::new();
            let own = group.bookmarks.iter().filter_map(|name| references.get(name.as_str())).flatten();
            let own: Vec<usize> = own.copied().filter(|note| seen.insert(*note)).collect();
            // With another number of notes nobody knows which is which.
            if own.len() != group.notes.len() {
                continue;
            }
            for (bookmark, note) in group.notes.iter().zip(own) {
                let Some(read) = word.draft.notes.get(note) else { continue };
                found.insert(
                    bookmark.clone(),
                    Found {
                        bookmarks: vec![bookmark.clone()],
                        characters: characters(&read.runs),
                        kind: Kind::Plain,
                        at: At::Note(note + 1),
                    },
                );
            }
        }
        Self { found }
    }

    /// Returns the paragraph of a group that is a note.
    fn paragraphs(&self, group: &Group) -> Vec<&Found> {
        group.note_of.iter().filter_map(|bookmark| self.found.get(bookmark)).collect()
    }
}
