//! Where the items of lists stand: the column of their markers and where their words begin.
//!
//! The rules are those of the layout (`layouts/bulletin/list.typ`), in whole characters.

use crate::issue::markdown::is_wide;

/// Where the words of a list that lies in no other begin without its markers, in characters.
const INDENT: usize = 2;
/// Where the words of the deepest list begin at most, in characters: half of a line.
const MOST: usize = 14;

/// The lists around an item, each with its depth and the width of its column of markers in characters.
#[derive(Debug, Default)]
pub struct Columns {
    /// The open lists, the innermost last: the list, its depth, the width of its column.
    open: Vec<(usize, usize, usize)>,
}

impl Columns {
    /// Returns where the words of an item begin and how wide the column of its markers is. `markers` are those of its list.
    pub fn place<'m>(&mut self, list: usize, depth: usize, markers: impl Iterator<Item = &'m str>) -> (usize, usize) {
        self.open.retain(|(own, own_depth, _)| *own == list || *own_depth < depth);
        if self.open.last().is_none_or(|(own, ..)| *own != list) {
            self.open.push((list, depth, markers.map(width).max().unwrap_or(1)));
        }
        let column = self.open.last().map_or(1, |(.., column)| *column);
        let words = INDENT + self.open.iter().map(|(.., column)| column).sum::<usize>();
        (words.min(MOST), column)
    }
}

/// Returns the width of a marker's column in characters. A half-width sign at its end has a gap behind it, a bracket the
/// white of its other half.
fn width(marker: &str) -> usize {
    // In quarters of a character.
    let quarters_of = |c: char| match c {
        '.' => 1,
        c if is_wide(c) || u32::from(c) > 0x2000 => 4,
        _ => 2,
    };
    let quarters: usize = marker.chars().map(quarters_of).sum();
    let gap = usize::from(marker.ends_with(|c: char| c.is_ascii_graphic()));
    (quarters + gap).div_ceil(4).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_behind_the_columns_of_all_lists_around() {
        let mut columns = Columns::default();
        let place =
            |columns: &mut Columns, list, depth, markers: &[&str]| columns.place(list, depth, markers.iter().copied());
        assert_eq!(place(&mut columns, 0, 0, &["1.", "2."]), (3, 1));
        assert_eq!(place(&mut columns, 1, 1, &["•"]), (4, 1));
        assert_eq!(place(&mut columns, 0, 0, &["1.", "2."]), (3, 1));
        assert_eq!(place(&mut columns, 2, 1, &["（1）"]), (6, 3));
        assert_eq!(place(&mut Columns::default(), 0, 0, &["9.", "10."]), (4, 2));
    }
}
