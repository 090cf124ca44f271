//! Where the cells of a table stand, since some span rows and columns.
//!
//! It knows counts alone: no words, no YAML, no pages.

/// How many rows and columns a cell spans, each at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spans {
    /// The rows.
    pub rows: usize,
    /// The columns.
    pub columns: usize,
}

/// Where a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacedCell {
    /// Its index in the row that it was typed in.
    pub index: usize,
    /// Its first column, from 0.
    pub column: usize,
    /// The rows that it spans, up to the last one.
    pub rows: usize,
    /// The columns that it spans, up to the last one and to the next cell from above.
    pub columns: usize,
}

/// A cell that doesn't fit in, or a row that has gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// The cell stands behind the last column, or reaches beyond it. The row takes `wide` columns.
    TooWide {
        /// The columns of all cells of the row.
        wide: usize,
    },
    /// The cell spans more rows than there are.
    TooDeep {
        /// The rows that it spans.
        rows: usize,
        /// The rows from its own on.
        left: usize,
    },
    /// The cell spans columns that a cell from above stands in.
    Overlap,
    /// The row has too few cells.
    Gap {
        /// How many columns are without a cell.
        count: usize,
    },
}

/// The cells of a part of a table, in their places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The cells of each row, without those beyond the last column.
    pub rows: Vec<Vec<PlacedCell>>,
    /// What doesn't fit, each with its row and the index of its cell there. A gap has the index behind the last cell.
    pub misfits: Vec<(usize, usize, Misfit)>,
}

/// Puts cells into their places: each takes the first column of its row that no cell from above stands in.
///
/// A row with too few cells is a misfit where `is_full` asks for all. Otherwise its last columns stay empty.
pub fn arrange(rows: &[Vec<Spans>], columns: usize, is_full: bool) -> Arrangement {
    let mut arranged = Arrangement::default();
    // How many further rows a cell from above takes in each column.
    let mut taken = vec![0_usize; columns];
    for (row, cells) in rows.iter().enumerate() {
        let from_above = taken.iter().filter(|rows| **rows > 0).count();
        let own: usize = cells.iter().map(|cell| cell.columns).fold(0, usize::saturating_add);
        let wide = own.saturating_add(from_above);
        let mut placed: Vec<PlacedCell> = Vec::with_capacity(cells.len().min(columns));
        let mut next = 0;
        let mut is_told = false;
        for (index, cell) in cells.iter().enumerate() {
            while taken.get(next).is_some_and(|rows| *rows > 0) {
                next += 1;
            }
            let free = taken[next.min(columns)..].iter().take_while(|rows| **rows == 0).count();
            let fits = cell.columns.min(free);
            if cell.columns > free && !is_told {
                is_told = true;
                let is_above = next + free < columns;
                let misfit = if is_above { Misfit::Overlap } else { Misfit::TooWide { wide } };
                // A row that is too wide as a whole is told at its last cell.
                let at = if is_above { index } else { cells.len() - 1 };
                arranged.misfits.push((row, at, misfit));
            }
            if fits == 0 {
                break;
            }
            let left = rows.len() - row;
            if cell.rows > left {
                arranged.misfits.push((row, index, Misfit::TooDeep { rows: cell.rows, left }));
            }
            placed.push(PlacedCell { index, column: next, rows: cell.rows.min(left), columns: fits });
            next += fits;
        }
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        let is_gap = is_full && wide < columns;
        if is_gap {
            arranged.misfits.push((row, cells.len(), Misfit::Gap { count: columns - wide }));
        }
        for cell in &placed {
            taken[cell.column..cell.column + cell.columns].fill(cell.rows - 1);
        }
        arranged.rows.push(placed);
    }
    arranged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(rows: &[&[(usize, usize)]]) -> Vec<Vec<Spans>> {
        let cell = |(rows, columns): &(usize, usize)| Spans { rows: *rows, columns: *columns };
        rows.iter().map(|row| row.iter().map(cell).collect()).collect()
    }

    fn columns(rows: &[&[(usize, usize)]], count: usize) -> Vec<Vec<usize>> {
        let arranged = arrange(&spans(rows), count, true);
        assert_eq!(arranged.misfits, Vec::new());
        arranged.rows.iter().map(|row| row.iter().map(|cell| cell.column).collect()).collect()
    }

    #[test]
    fn cells_stand_in_the_first_free_column() {
        assert_eq!(columns(&[&[(2, 1), (1, 2)], &[(1, 1), (1, 1)]], 3), [vec![0, 1], vec![1, 2]]);
        assert_eq!(columns(&[&[(1, 1), (2, 1), (1, 1)], &[(1, 1), (1, 1)]], 3), [vec![0, 1, 2], vec![0, 2]]);
        assert_eq!(columns(&[&[(2, 2)], &[], &[(1, 1), (1, 1)]], 2), [vec![0], vec![], vec![0, 1]]);
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_place() {
        let misfits = |rows: &[&[(usize, usize)]], is_full| arrange(&spans(rows), 3, is_full).misfits;
        let two = [&[(1, 1), (2, 1), (1, 1)][..], &[(1, 2)][..]];
        assert_eq!(misfits(&two, false), [(1, 0, Misfit::Overlap)]);
        assert_eq!(misfits(&[&[(1, 2), (1, 1), (1, 1)]], false), [(0, 2, Misfit::TooWide { wide: 4 })]);
        assert_eq!(misfits(&[&[(1, 1), (3, 1)]], false), [(0, 1, Misfit::TooDeep { rows: 3, left: 1 })]);
        assert_eq!(misfits(&[&[(1, 1)]], true), [(0, 1, Misfit::Gap { count: 2 })]);
        assert_eq!(misfits(&[&[(1, 1)]], false), []);
        assert_eq!(misfits(&[&[(1, usize::MAX), (1, usize::MAX)]], false).len(), 1);
        assert_eq!(arrange(&spans(&[&[(1, 1)]]), 0, true).rows, [vec![]]);
    }
}
