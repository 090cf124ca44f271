//! The rows of the table, part by part.

pub mod area;
pub mod foot;
pub mod head;
pub mod ink;
pub mod mark;
pub mod text;

use super::line::{Line, main_face};
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
