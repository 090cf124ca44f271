//! The rows of the table, part by part.

pub mod area;
pub mod foot;
pub mod head;
pub mod ink;
pub mod mark;
pub mod text;

use super::line::{ASCENT_EM, Line, main_face};
use super::part::{Parts, spot};
use super::row::Spot;
use super::sheet::Sheets;

/// What was found in a file.
#[derive(Debug)]
pub struct Found {
    /// The pages.
    pub sheets: Sheets,
    /// The parts.
    pub parts: Parts,
    /// The grid, if there are enough lines to tell it.
    pub grid: Option<area::Grid>,
}

impl Found {
    /// Returns the upper edge of the type area in mm: where the em boxes of the grid's first line begin. That is the line
    /// nearest to where the standard has it.
    pub fn top(&self) -> f64 {
        let Some(grid) = self.grid else { return area::MARGINS_MM[0] };
        let first = grid.baseline - ASCENT_EM * self.parts.size_mm();
        first + ((area::MARGINS_MM[0] - first) / grid.pitch).round() * grid.pitch
    }

    /// Returns the line pitch in mm, that of the standard if it couldn't be measured.
    pub fn pitch(&self) -> f64 {
        self.grid.map_or(area::PITCH_MM, |grid| grid.pitch)
    }

    /// Returns the name of the face that sets most hanzi of lines, with the place of the first of them.
    fn face(&self, lines: &[Line]) -> Vec<(String, Spot)> {
        let face = main_face(lines).and_then(|face| self.sheets.faces.get(face));
        lines.first().zip(face).map(|(line, face)| (face.clone(), spot(line))).into_iter().collect()
    }

    /// Returns the name of the face of each line, with its place.
    fn faces<'l>(&self, lines: impl IntoIterator<Item = &'l Line>) -> Vec<(String, Spot)> {
        let of = |line: &Line| Some((self.sheets.faces.get(line.face()?)?.clone(), spot(line)));
        lines.into_iter().filter_map(of).collect()
    }
}
