//! What an issue must say after its corrections, paragraph by paragraph, and whether it does.

use super::current::{Current, CurrentLine};
use super::group::Group;
use super::text::{Kind, Look, MARK};
use crate::export::Style;

/// A paragraph as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// What it is.
    kind: Kind,
    /// Its characters. Those that were there before look as they did.
    characters: Vec<(char, Option<Look>)>,
}

/// Returns what an issue must say. The contents repeat titles and are left out.
pub fn meant(groups: &[Group], current: &Current) -> Vec<Meant> {
    let mut meant: Vec<Vec<Meant>> = current.lines.iter().map(|line| vec![Meant::of(line)]).collect();
    for group in groups.iter().filter(|group| group.is_changed()) {
        let mut slot = group.lines.iter().flatten().next().copied();
        group.lines.iter().flatten().for_each(|line| meant[*line].clear());
        for (line, paragraph) in paragraphs(group, current) {
            slot = line.or(slot);
            if let Some(slot) = slot {
                meant[slot].push(paragraph);
            }
        }
    }
    let is_entry = |index: &usize| current.lines[*index].style == Style::Entry;
    meant.into_iter().enumerate().filter(|(index, _)| !is_entry(index)).flat_map(|(_, lines)| lines).collect()
}

/// Returns whether an issue says what it must.
pub fn says(current: &Current, meant: &[Meant]) -> bool {
    let lines: Vec<_> = current.lines.iter().filter(|line| line.style != Style::Entry).collect();
    lines.len() == meant.len() && lines.iter().zip(meant).all(|(line, meant)| meant.is(line))
}

impl Meant {
    fn of(line: &CurrentLine) -> Self {
        let characters = line.characters.iter().map(|one| (one.c, Some(one.look))).collect();
        Self { kind: line.kind(), characters }
    }

    /// Returns whether a paragraph is this one.
    fn is(&self, line: &CurrentLine) -> bool {
        let is_same = |((c, look), one): (&(char, Option<Look>), &super::current::Placed)| {
            *c == one.c && look.is_none_or(|look| look == one.look)
        };
        self.kind == line.kind()
            && self.characters.len() == line.characters.len()
            && self.characters.iter().zip(&line.characters).all(is_same)
    }
}

/// Returns the paragraphs of a group with the chosen corrections, each with the old one that it begins with. Those that have
/// changed since the export stay as they are now and aren't among them.
fn paragraphs(group: &Group, current: &Current) -> Vec<(Option<usize>, Meant)> {
    let first = group.lines.iter().flatten().next().map(|line| current.lines[*line].kind());
    let mut all = vec![(None, Meant { kind: first.unwrap_or(Kind::Plain), characters: Vec::new() })];
    let mut is_lost = false;
    for (same, one) in &group.result {
        if one.c == MARK {
            all.push((None, Meant { kind: one.next.clone().unwrap_or(Kind::Plain), characters: Vec::new() }));
            continue;
        }
        let Some((line, last)) = all.last_mut() else { continue };
        if let (Some(index), true) = (same, last.characters.is_empty()) {
            // A paragraph that begins with words of an old one is what that was.
            *line = group.lines.get(group.exported[*index].paragraph).copied().flatten();
            is_lost = line.is_none();
            last.kind = line.map_or(Kind::Plain, |line| current.lines[line].kind());
        }
        if same.is_some_and(|index| group.exported[index].character.is_none() || is_lost) {
            continue;
        }
        let placed = same.and_then(|index| group.placed(index, current));
        last.characters.push(placed.map_or((one.c, None), |placed| (placed.c, Some(placed.look))));
    }
    // A paragraph without words is none.
    let is_flow = group.is_flow(current);
    all.retain(|(_, paragraph)| !is_flow || !paragraph.characters.is_empty());
    all
}
