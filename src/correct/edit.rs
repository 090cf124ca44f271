//! Writes corrections into the text of the issue: only the bytes concerned change.
//!
//! Words are replaced from the end of the character before to the start of the character behind, so that the signs of bold
//! words between them are written anew, and what stays the same at both ends is no part of the edit.

use std::ops::Range;

use super::align::{Hunk, hunks};
use super::current::{BlockPlace, Current, CurrentLine};
use super::group::Group;
use super::list::Remarked;
use super::text::{Character, Kind, Look, MARK};
use super::writer::Writer;
use crate::diagnostic::{Code, Diagnostic, Edit, Findings, Place};
use crate::export::NOTE;

/// Characters with which no plain scalar begins.
const NOT_FIRST: &[char] =
    &['-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`'];

/// Returns the text of the file with the corrections of groups, and with comments above the values that they are on.
///
/// # Errors
/// A correction is one of words that the program prints itself, of another file, or of a kind that the YAML has no place for.
pub fn apply(groups: &[&Group], comments: &[Remarked], current: &Current) -> Result<String, Findings> {
    let mut edits = Vec::new();
    let mut findings = Vec::new();
    for group in groups {
        match edits_of(group, current) {
            Ok(own) => edits.extend(own),
            Err(finding) => findings.push(finding),
        }
    }
    if !findings.is_empty() {
        return Err(findings.into());
    }
    quote_plain_values(&mut edits, groups, current);
    edits.extend(comments.iter().filter_map(|comment| comment_edit(comment, current)));
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut text = String::new();
    let mut done = 0;
    for edit in &edits {
        if edit.range.start < done {
            let place = Place { source: current.source.clone(), range: edit.range.clone() };
            return Err(Diagnostic::new(Code::CorrectionCannot).with("words", edit.text.as_str()).at(place).into());
        }
        text.push_str(&current.source.text[done..edit.range.start]);
        text.push_str(&edit.text);
        done = edit.range.end;
    }
    text.push_str(&current.source.text[done..]);
    Ok(text)
}

/// Returns the edits of a group.
fn edits_of(group: &Group, current: &Current) -> Result<Vec<Edit>, Diagnostic> {
    let aligned: Vec<Option<usize>> = group.result.iter().map(|(same, _)| *same).collect();
    let mut edits = Vec::new();
    for hunk in hunks(&aligned, group.exported.len()) {
        let new: Vec<Character> = group.result[hunk.new.clone()].iter().map(|(_, one)| one.clone()).collect();
        let words: String = new.iter().map(|one| one.c).filter(|c| *c != NOTE).collect();
        let refuse = |code: Code| {
            let place = super::list::place_near(group, hunk.old.start, current);
            let finding = Diagnostic::new(code).with("words", words.clone());
            place.map_or_else(|| finding.clone(), |place| finding.clone().at(place))
        };
        let edit = Region::of(group, &hunk, current).and_then(|region| region.edit(group, &hunk, &new, current));
        edits.push(edit.map_err(refuse)?);
    }
    Ok(edits)
}

/// What an edit replaces.
struct Region<'c> {
    /// The bytes.
    range: Range<usize>,
    /// Where the value stands.
    block: &'c BlockPlace,
    /// The paragraph that it begins in.
    line: &'c CurrentLine,
    /// How the character before looks, if it stands in the same paragraph.
    before: Look,
    /// How the character behind looks, if it stands in the same paragraph.
    behind: Look,
    /// Whether it begins before the marks of a paragraph, so that new words need marks of their own.
    begins_block: bool,
    /// Whether it ends before the marks of a paragraph.
    ends_at_block: bool,
}

impl<'c> Region<'c> {
    /// Finds what a stretch of exported characters is in the file.
    fn of(group: &Group, hunk: &Hunk, current: &'c Current) -> Result<Self, Code> {
        let exported = &group.exported;
        let Range { start, end } = hunk.old;
        let in_paragraph =
            |index: Option<usize>| index.filter(|index| exported.get(*index).is_some_and(|one| one.c != MARK));
        let (before, behind) = (in_paragraph(start.checked_sub(1)), in_paragraph(Some(end)));
        let (first_paragraph, last_paragraph) = paragraphs_of(group, hunk, before);
        let near = hunk.old.clone().chain(before).chain(behind);
        let line = |paragraph: usize| {
            let line = group.lines.get(paragraph).copied().flatten().and_then(|line| current.lines.get(line));
            let line = line.ok_or(Code::CorrectionPlaceChanged)?;
            // A paragraph may hold several fields. The nearest one is meant.
            let own =
                near.clone().filter(|index| exported[*index].paragraph == paragraph && exported[*index].c != MARK);
            let segments = own.filter_map(|index| Some(group.placed(index, current)?.segment));
            let block = segments.filter_map(|segment| line.blocks.get(segment)?.as_ref()).next();
            Ok((line, block.or_else(|| line.first_block()).ok_or(Code::CorrectionFixed)?))
        };
        let (first, first_block) = line(first_paragraph)?;
        let (_, last_block) = line(last_paragraph)?;
        if !first_block.is_own || !last_block.is_own {
            return Err(Code::CorrectionShared);
        }
        let placed = |index: usize| group.placed(index, current).and_then(|one| Some((one.at.clone()?, one.look)));
        let crosses = first_paragraph != last_paragraph;
        let begins_block =
            before.is_none() && (crosses || start == end && behind.is_some() && hunk_inserts_before(group, hunk));
        let ends_at_block = behind.is_some() && before_is_mark(group, end) && begins_block;
        let edges = Edges { before, behind, begins_block, ends_at_block };
        let ((from, before_look), (to, behind_look)) = edges.find(group, hunk, (first_block, last_block), current)?;
        let is_typed =
            |index: usize| exported[index].c == MARK || exported[index].character.is_none() || placed(index).is_some();
        if from > to || !hunk.old.clone().all(is_typed) {
            return Err(Code::CorrectionFixed);
        }
        Ok(Self {
            range: from..to,
            block: first_block,
            line: first,
            before: before_look,
            behind: behind_look,
            begins_block,
            ends_at_block,
        })
    }

    /// Returns the edit that writes new characters.
    fn edit(&self, group: &Group, hunk: &Hunk, new: &[Character], current: &Current) -> Result<Edit, Code> {
        let breaks = new.iter().any(|one| one.c == MARK);
        if new.iter().any(|one| one.c == NOTE) || hunk.old.clone().any(|index| group.exported[index].c == NOTE) {
            return Err(Code::CorrectionNote);
        }
        let has_mark = breaks || hunk.old.clone().any(|index| group.exported[index].c == MARK);
        if has_mark && !group.is_flow(current) {
            return Err(Code::CorrectionCannot);
        }
        let has_lines = breaks || new.iter().any(|one| one.c == '\n');
        if has_lines && self.block.indent.is_none() {
            return Err(Code::CorrectionCannot);
        }
        let mut writer = Writer {
            block: self.block,
            line: self.line,
            before: self.before,
            written: String::new(),
            look: self.before,
        };
        if self.begins_block && !(self.ends_at_block && new.is_empty()) {
            writer.mark(&kind_before(group, hunk));
        }
        for (index, one) in new.iter().enumerate() {
            let is_last = index + 1 == new.len();
            writer.add(one, is_last && self.ends_at_block);
        }
        writer.turn(self.behind);
        let old = &current.source.text[self.range.clone()];
        Ok(trimmed(&self.range, old, &writer.written))
    }
}

/// What stands beside a stretch of exported characters.
struct Edges {
    /// The character before, if it stands in the same paragraph.
    before: Option<usize>,
    /// The character behind, if it stands in the same paragraph.
    behind: Option<usize>,
    /// Whether the stretch begins before the marks of a paragraph.
    begins_block: bool,
    /// Whether it ends before the marks of a paragraph.
    ends_at_block: bool,
}

/// A byte of the file, and how the character there looks.
type Edge = (usize, Look);

impl Edges {
    /// Finds the bytes at which what is replaced begins and ends. `blocks` are those of the first and the last paragraph.
    fn find(
        &self,
        group: &Group,
        hunk: &Hunk,
        blocks: (&BlockPlace, &BlockPlace),
        current: &Current,
    ) -> Result<(Edge, Edge), Code> {
        let Self { before, behind, begins_block, ends_at_block } = *self;
        let (first_block, last_block) = blocks;
        let placed = |index: usize| group.placed(index, current).and_then(|one| Some((one.at.clone()?, one.look)));
        // Beside words that the program prints itself, the stretch's own characters say where it is.
        let own = hunk.old.clone().find_map(placed).zip(hunk.old.clone().rev().find_map(placed));
        let neighbours = [
            before.and_then(|index| neighbour(group, index, current, false)),
            behind.and_then(|index| neighbour(group, index, current, true)),
        ];
        let from = match before {
            Some(_) => match (&neighbours, &own) {
                ([Some((at, look)), _], _) => (at.end, *look),
                (_, Some(((at, look), _))) => (at.start, *look),
                ([_, Some((at, look))], _) => (at.start, *look),
                _ => return Err(Code::CorrectionFixed),
            },
            None if begins_block => (first_block.start, Look::default()),
            None => (first_block.words, Look::default()),
        };
        let to = match behind {
            Some(_) if ends_at_block => (last_block.start, Look::default()),
            Some(_) if before_is_mark(group, hunk.old.end) => (last_block.words, Look::default()),
            Some(_) => match (&neighbours, &own) {
                ([_, Some((at, look))], _) => (at.start, *look),
                (_, Some((_, (at, look)))) => (at.end, *look),
                _ => from,
            },
            None => (last_block.end, Look::default()),
        };
        Ok((from, to))
    }
}

/// Returns the first and the last paragraph that a stretch concerns. `before` is the character before in the same paragraph.
fn paragraphs_of(group: &Group, hunk: &Hunk, before: Option<usize>) -> (usize, usize) {
    let exported = &group.exported;
    let end_of_all = || exported.last().map_or(0, |known| known.paragraph);
    // The sign between two paragraphs counts as one of the second.
    let own = |index: usize| {
        exported.get(index).map_or_else(end_of_all, |known| known.paragraph - usize::from(known.c == MARK))
    };
    let first = before.map_or_else(|| own(hunk.old.start), |before| exported[before].paragraph);
    (first, own(hunk.old.end))
}

/// Returns whether new characters at the beginning of a paragraph stand in a paragraph of their own before it.
fn hunk_inserts_before(group: &Group, hunk: &Hunk) -> bool {
    group.result[hunk.new.clone()].last().is_some_and(|(_, one)| one.c == MARK)
}

/// Returns whether a character begins a paragraph that isn't the first.
fn before_is_mark(group: &Group, index: usize) -> bool {
    index == 0 || group.exported.get(index - 1).is_some_and(|known| known.c == MARK)
}

/// Returns the place of a character that was typed: this one, or the next one in a direction if it is a break of the print.
fn neighbour(group: &Group, index: usize, current: &Current, forward: bool) -> Option<(Range<usize>, Look)> {
    let mut at = index;
    while group.exported.get(at)?.character.is_none() && group.exported[at].c != MARK {
        at = if forward { at + 1 } else { at.checked_sub(1)? };
    }
    let placed = group.placed(at, current)?;
    Some((placed.at.clone()?, placed.look))
}

/// Returns what the paragraph is that new characters begin.
fn kind_before(group: &Group, hunk: &Hunk) -> Kind {
    let before = hunk.new.start.checked_sub(1).and_then(|index| group.result[index].1.next.clone());
    before.unwrap_or(Kind::Plain)
}

/// Returns the edit without what stays the same at both ends.
fn trimmed(range: &Range<usize>, old: &str, new: &str) -> Edit {
    let start: usize = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let pairs = old_rest.chars().rev().zip(new_rest.chars().rev());
    let end: usize = pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    Edit { range: range.start + start..range.end - end, text: new_rest[..new_rest.len() - end].to_owned() }
}

/// Puts plain values into quotes that couldn't stay plain with their edits.
fn quote_plain_values(edits: &mut Vec<Edit>, groups: &[&Group], current: &Current) {
    let lines = groups.iter().flat_map(|group| &group.lines).flatten();
    let mut values: Vec<Range<usize>> = lines
        .flat_map(|line| current.lines[*line].blocks.iter().flatten())
        .filter(|block| {
            block.is_own && block.indent.is_none() && !block.value.text().starts_with(['"', '\'', '|', '>'])
        })
        .map(|block| block.value.range.clone())
        .collect();
    values.sort_by_key(|range| range.start);
    values.dedup();
    for value in values {
        let is_inside = |edit: &Edit| value.start <= edit.range.start && edit.range.end <= value.end;
        let mut own: Vec<Edit> = edits.iter().filter(|edit| is_inside(edit)).cloned().collect();
        if own.is_empty() {
            continue;
        }
        own.sort_by_key(|edit| edit.range.start);
        let old = &current.source.text[value.clone()];
        let mut new = old.to_owned();
        for edit in own.iter().rev() {
            new.replace_range(edit.range.start - value.start..edit.range.end - value.start, &edit.text);
        }
        if !can_be_plain(&new, old) {
            edits.retain(|edit| !is_inside(edit));
            let escaped = new.replace('\\', "\\\\").replace('"', "\\\"");
            edits.push(Edit { range: value.clone(), text: format!("\"{escaped}\"") });
        }
    }
}

/// Returns whether a value can be written without quotes, as the old one was.
fn can_be_plain(new: &str, old: &str) -> bool {
    let is_figure = |text: &str| text.chars().all(|c| c.is_ascii_digit() || ".+-eExX_:".contains(c));
    let is_word =
        ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"].contains(&new.to_ascii_lowercase().as_str());
    !new.is_empty()
        && new.trim() == new
        && !new.starts_with(NOT_FIRST)
        && !new.contains([',', '[', ']', '{', '}', '\n', '\t'])
        && !new.contains(": ")
        && !new.contains(" #")
        && !new.ends_with(':')
        && !is_word
        && (!is_figure(new) || is_figure(old))
}

/// Returns the edit that writes a comment above the line on which its value begins.
fn comment_edit(comment: &Remarked, current: &Current) -> Option<Edit> {
    let place = comment.place.as_ref().filter(|place| place.source.path == current.source.path)?;
    let blocks = current.lines.iter().flat_map(|line| line.blocks.iter().flatten());
    let mut blocks = blocks
        .filter(|block| block.is_own)
        .filter(|block| block.value.range.start <= place.range.start && place.range.end <= block.value.range.end);
    let line_start = blocks.next()?.key_line;
    let line = &current.source.text[line_start..];
    let indent = &line[..line.len() - line.trim_start_matches([' ', '-']).len()];
    let indent = if indent.contains('-') { indent.split('-').next().unwrap_or_default() } else { indent };
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace(char::is_control, "");
    let remark = format!("{indent}# {} {}：{}", words(&comment.by), comment.date, words(&comment.text));
    let on = if comment.on.trim().is_empty() { String::new() } else { format!("（{}）", words(&comment.on)) };
    Some(Edit { range: line_start..line_start, text: format!("{remark}{on}\n") })
}
