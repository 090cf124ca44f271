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
        let Some(lines) = &group.lines else { continue };
        let Some(first) = lines.first() else { continue };
        lines.iter().for_each(|line| meant[*line].clear());
        meant[*first] = paragraphs(group, current);
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

/// Returns the paragraphs of a group with the chosen corrections.
fn paragraphs(group: &Group, current: &Current) -> Vec<Meant> {
    let first = group.lines.as_ref().and_then(|lines| lines.first()).map(|line| &current.lines[*line]);
    let mut all = vec![Meant { kind: first.map_or(Kind::Plain, CurrentLine::kind), characters: Vec::new() }];
    for (same, one) in &group.result {
        if one.c == MARK {
            all.push(Meant { kind: one.next.clone().unwrap_or(Kind::Plain), characters: Vec::new() });
            continue;
        }
        // A paragraph that begins with words of an old one is what that was.
        let of_old = same.and_then(|index| group.line(index, current)).map(CurrentLine::kind);
        if let (Some(kind), Some(last)) = (of_old, all.last_mut().filter(|last| last.characters.is_empty())) {
            last.kind = kind;
        }
        let known = same.map(|index| &group.exported[index]);
        if known.is_some_and(|known| known.character.is_none()) {
            continue;
        }
        let placed = same.and_then(|index| group.placed(index, current));
        let character = placed.map_or((one.c, None), |placed| (placed.c, Some(placed.look)));
        if let Some(last) = all.last_mut() {
            last.characters.push(character);
        }
    }
    // A paragraph without words is none.
    all.retain(|paragraph| !group.is_flow(current) || !paragraph.characters.is_empty());
    all
}
