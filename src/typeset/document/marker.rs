//! The lists of a text, and their markers as they are printed: 1. then （1） then ①, and bullets by level.
//!
//! It knows how deep an item lies. Where a marker stands on the page is for the layout.

use crate::issue::markdown::BlockKind;

/// The bullets of the levels. A deeper list has the last one.
const BULLETS: [&str; 3] = ["•", "◦", "▪"];

/// The level from which on numbers stand in circles, from 0 (GB/T 9704-2012 7.3.3 names no level below （1）).
const CIRCLED_LEVEL: usize = 2;

/// The kinds of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// With bullets.
    Bullets,
    /// Typed as `1.`, and numbered by level.
    Numbers,
    /// Typed as another number, such as `1)`, which stays as it was typed.
    AsTyped,
}

/// A list, with its items wherever they stand.
struct List {
    kind: Kind,
    /// How deep it lies in other lists.
    depth: usize,
    /// The number of lists of its own kind around it.
    level: usize,
    /// The items, as indexes of blocks.
    items: Vec<usize>,
}

/// An item as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListItem {
    /// The marker. It is empty for a further paragraph of an item.
    pub marker: String,
    /// The list, counted through the text from 0.
    pub list: usize,
}

/// Returns the items among a text's blocks; `None` for a block that is no item.
pub(super) fn list_items<'b>(blocks: impl IntoIterator<Item = &'b BlockKind>) -> Vec<Option<ListItem>> {
    let mut items: Vec<Option<ListItem>> = Vec::new();
    let mut lists: Vec<List> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (index, block) in blocks.into_iter().enumerate() {
        let BlockKind::Item { depth, marker, .. } = block else {
            items.push(None);
            open.clear();
            continue;
        };
        let kind = (!marker.is_empty()).then(|| kind(marker));
        open.retain(|list| {
            let List { depth: own, kind: own_kind, .. } = lists[*list];
            own < *depth || own == *depth && kind.is_none_or(|kind| kind == own_kind)
        });
        let begins = |list: &usize| lists[*list].depth < *depth;
        if let Some(kind) = kind.filter(|_| open.last().is_none_or(begins)) {
            let level = open.iter().filter(|list| lists[**list].kind == kind).count();
            open.push(lists.len());
            lists.push(List { kind, depth: *depth, level, items: Vec::new() });
        }
        let list = open.last().copied();
        if let Some(list) = list.filter(|_| kind.is_some()) {
            lists[list].items.push(index);
        }
        items.push(list.map(|list| ListItem { marker: marker.clone(), list }));
    }
    for list in &lists {
        let own = |item: &usize| items[*item].as_ref().map(|item| item.marker.clone());
        let printed = list.markers(&list.items.iter().filter_map(own).collect::<Vec<_>>());
        for (index, marker) in list.items.iter().zip(printed) {
            if let Some(item) = &mut items[*index] {
                item.marker = marker;
            }
        }
    }
    items
}

/// Returns the kind of list that a typed marker belongs to.
fn kind(marker: &str) -> Kind {
    match marker.strip_suffix('.') {
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => Kind::Numbers,
        _ if marker.starts_with(|c: char| c.is_ascii_digit()) => Kind::AsTyped,
        _ => Kind::Bullets,
    }
}

impl List {
    /// Returns the markers of the list for those that were typed. All are of one form: where one number is too great for
    /// a circle, none stands in one.
    fn markers(&self, typed: &[String]) -> Vec<String> {
        let numbers = || typed.iter().map(|marker| marker.trim_end_matches('.'));
        match self.kind {
            Kind::AsTyped => typed.to_vec(),
            Kind::Bullets => {
                let bullet = BULLETS.get(self.level).or(BULLETS.last()).copied().unwrap_or_default();
                typed.iter().map(|_| bullet.to_owned()).collect()
            }
            Kind::Numbers if self.level == 0 => typed.to_vec(),
            Kind::Numbers if self.level < CIRCLED_LEVEL => numbers().map(|number| format!("（{number}）")).collect(),
            Kind::Numbers if self.level == CIRCLED_LEVEL => {
                let circled: Option<Vec<_>> = numbers().map(circled).collect();
                circled.unwrap_or_else(|| numbers().map(|number| format!("{number}）")).collect())
            }
            Kind::Numbers => numbers().map(|number| format!("{number}）")).collect(),
        }
    }
}

/// Returns a number in a circle; `None` if Unicode has none for it. The circles for 0, 1 to 20, 21 to 35 and 36 to 50
/// stand apart there.
fn circled(number: &str) -> Option<String> {
    let number: u32 = number.parse().ok()?;
    let code = match number {
        0 => 0x24ea,
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        36..=50 => 0x32b1 + number - 36,
        _ => return None,
    };
    char::from_u32(code).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(items: &[(usize, &str)]) -> String {
        let item = |(depth, marker): &(usize, &str)| BlockKind::Item {
            depth: *depth,
            marker: (*marker).to_owned(),
            inlines: Vec::new(),
        };
        let blocks: Vec<_> = items.iter().map(item).collect();
        list_items(&blocks).into_iter().flatten().map(|item| item.marker).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_and_bullets_follow_their_level() {
        let levels = [(0, "1."), (1, "1."), (1, ""), (2, "1."), (2, "2."), (3, "1."), (1, "2."), (0, "2.")];
        assert_eq!(printed(&levels), "1. （1）  ① ② 1） （2） 2.");
        assert_eq!(printed(&[(0, "•"), (1, "•"), (2, "•"), (3, "•"), (0, "•")]), "• ◦ ▪ ▪ •");
    }

    #[test]
    fn levels_count_lists_of_their_own_kind() {
        assert_eq!(printed(&[(0, "•"), (1, "1."), (2, "•"), (2, "1.")]), "• 1. ◦ （1）");
        assert_eq!(printed(&[(0, "1)"), (1, "1."), (1, "2)"), (2, "1.")]), "1) 1. 2) 1.");
    }

    #[test]
    fn a_list_goes_on_behind_the_lists_within_it() {
        let kinds = [(0, "1."), (1, "1."), (1, ""), (0, ""), (0, "2."), (0, "•")];
        let item =
            |(depth, marker): (usize, &str)| BlockKind::Item { depth, marker: marker.into(), inlines: Vec::new() };
        let mut blocks: Vec<_> = kinds.into_iter().map(item).collect();
        blocks.push(BlockKind::Paragraph(Vec::new()));
        blocks.push(item((0, "1.")));
        let lists: Vec<_> = list_items(&blocks).into_iter().map(|item| item.map(|item| item.list)).collect();
        assert_eq!(lists, [Some(0), Some(1), Some(1), Some(0), Some(0), Some(2), None, Some(3)]);
    }

    #[test]
    fn a_list_has_one_form_of_numbers() {
        let list = |from: usize, to: usize| {
            let own: Vec<_> = (from..=to).map(|number| format!("{number}.")).collect();
            let around = [(0, "1."), (1, "1.")].into_iter();
            printed(&around.chain(own.iter().map(|marker| (2, marker.as_str()))).collect::<Vec<_>>())
        };
        assert_eq!(list(19, 22), "1. （1） ⑲ ⑳ ㉑ ㉒");
        assert_eq!(list(35, 36), "1. （1） ㉟ ㊱");
        assert_eq!(list(49, 51), "1. （1） 49） 50） 51）");
        assert_eq!(list(0, 1), "1. （1） ⓪ ①");
    }
}
