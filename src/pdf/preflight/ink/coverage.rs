//! The total ink of a page: the densest square (GWG 2022 R0026).

use hayro::vello_cpu::Pixmap;

use crate::pdf::preflight::space::PROCESS;

/// The side of the square whose mean counts, in mm.
const SQUARE_MM: f64 = 15.0;
/// The side of a block of pixels whose mean is kept, in pixels.
const BLOCK_PX: usize = 8;
/// The most blocks of all pages that are kept.
const MAX_BLOCKS: usize = 32 << 20;

/// The ink of a page on one plate, by blocks of pixels.
#[derive(Debug, Clone, Default)]
pub struct InkMap {
    /// The number of blocks in a row.
    columns: usize,
    /// The ink of each block, 0 to 255.
    blocks: Vec<u8>,
}

impl InkMap {
    /// Makes the map of a page in grey.
    pub fn of(page: &Pixmap) -> Self {
        let (width, height) = (usize::from(page.width()), usize::from(page.height()));
        let columns = width / BLOCK_PX;
        let data = page.data();
        let block = |row: usize, column: usize| {
            let pixels = (0..BLOCK_PX * BLOCK_PX)
                .map(|at| (row * BLOCK_PX + at / BLOCK_PX) * width + column * BLOCK_PX + at % BLOCK_PX);
            let sum: usize = pixels.map(|at| usize::from(255 - data[at].g)).sum();
            (sum / (BLOCK_PX * BLOCK_PX)) as u8
        };
        let rows = 0..height / BLOCK_PX;
        let blocks = rows.flat_map(|row| (0..columns).map(move |column| (row, column)));
        Self { columns, blocks: blocks.map(|(row, column)| block(row, column)).collect() }
    }
}

/// The sum of the process inks on each page.
#[derive(Debug, Default)]
pub struct TotalInk {
    /// The sums by blocks, of the pages that were measured.
    pages: Vec<Option<(usize, Vec<u16>)>>,
}

impl TotalInk {
    /// Adds the maps of a plate's pages, if it is one of the process inks.
    pub fn add(&mut self, plate: &str, maps: Vec<Option<InkMap>>) {
        if !PROCESS.contains(&plate) {
            return;
        }
        self.pages.resize(self.pages.len().max(maps.len()), None);
        let mut kept: usize = self.pages.iter().flatten().map(|(_, sums)| sums.len()).sum();
        for (page, map) in self.pages.iter_mut().zip(maps) {
            let Some(map) = map.filter(|map| !map.blocks.is_empty()) else { continue };
            if page.is_none() {
                kept += map.blocks.len();
                if kept > MAX_BLOCKS {
                    break;
                }
            }
            let (columns, sums) = page.get_or_insert_with(|| (map.columns, vec![0; map.blocks.len()]));
            if *columns == map.columns && sums.len() == map.blocks.len() {
                sums.iter_mut().zip(map.blocks).for_each(|(sum, block)| *sum += u16::from(block));
            }
        }
    }

    /// Returns the mean of the densest square on each page in percent, 0 where nothing was measured. `longer_mm` gives the
    /// longer side of each page after cutting, in mm.
    pub fn densest_percent(&self, longer_mm: impl Fn(usize) -> f64) -> Vec<f64> {
        let page = |(index, page): (usize, &Option<(usize, Vec<u16>)>)| {
            let Some((columns, sums)) = page else { return 0.0 };
            let rows = sums.len() / columns;
            let side = (SQUARE_MM / longer_mm(index) * rows.max(*columns) as f64).round() as usize;
            densest(*columns, sums, side.clamp(1, rows.min(*columns))) / 255.0 * 100.0
        };
        self.pages.iter().enumerate().map(page).collect()
    }
}

/// Returns the mean of the densest square of a side in blocks.
fn densest(columns: usize, sums: &[u16], side: usize) -> f64 {
    let rows = sums.len() / columns;
    // The sum of everything above and to the left.
    let width = columns + 1;
    let mut above = vec![0_u64; width * (rows + 1)];
    for row in 0..rows {
        let mut line = 0;
        for column in 0..columns {
            line += u64::from(sums[row * columns + column]);
            above[(row + 1) * width + column + 1] = above[row * width + column + 1] + line;
        }
    }
    let square = |row: usize, column: usize| {
        let at = |row: usize, column: usize| above[row * width + column];
        at(row + side, column + side) + at(row, column) - at(row, column + side) - at(row + side, column)
    };
    let places = (0..=rows - side).flat_map(|row| (0..=columns - side).map(move |column| (row, column)));
    let most = places.map(|(row, column)| square(row, column)).max().unwrap_or(0);
    most as f64 / (side * side) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(columns: usize, rows: usize, ink: impl Fn(usize, usize) -> u8) -> InkMap {
        let blocks = (0..rows * columns).map(|at| ink(at % columns, at / columns)).collect();
        InkMap { columns, blocks }
    }

    #[test]
    fn the_densest_square_is_found_wherever_it_lies() {
        let mut total = TotalInk::default();
        let dense = |x: usize, y: usize| if (50..60).contains(&x) && (30..40).contains(&y) { 255 } else { 0 };
        for plate in ["Cyan", "Magenta", "Yellow", "Black"] {
            total.add(plate, vec![Some(map(100, 200, dense)), None]);
        }
        total.add("Bulletin Red", vec![Some(map(100, 200, |_, _| 255))]);
        // A block is 1.5 mm, so that the square of ten blocks is just the dense one.
        let densest = total.densest_percent(|_| 300.0);
        assert!((densest[0] - 400.0).abs() < 0.01 && densest[1] == 0.0, "{densest:?}");
    }

    #[test]
    fn a_spot_of_full_ink_smaller_than_the_square_is_thinned_by_paper() {
        let mut total = TotalInk::default();
        let dense = |x: usize, y: usize| if (50..55).contains(&x) && (30..40).contains(&y) { 255 } else { 0 };
        for plate in ["Cyan", "Magenta", "Yellow", "Black"] {
            total.add(plate, vec![Some(map(100, 200, dense))]);
        }
        assert!((total.densest_percent(|_| 300.0)[0] - 200.0).abs() < 0.01);
    }
}
