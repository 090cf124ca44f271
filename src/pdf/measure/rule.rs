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

/// How far apart places may be that agree on where the type area begins, in mm.
const AGREEING_MM: f64 = 0.3;

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
    /// Returns the upper edge of the type area in mm, to which the places of other things are held: as most of them have it,
    /// or else the grid. Pages that are shifted as a whole are then told by their margin alone.
    pub fn top(&self) -> f64 {
        let (grid, pitch) = (self.grid_top(), self.pitch());
        let parts = &self.parts;
        let number = parts.numbers.iter().flatten().next().and_then(foot::number_top);
        let places = [
            head::title_place(&parts.masthead),
            parts.masthead.rule.map(|rule| rule.bounds.y1 - head::RULE_LINES * pitch),
            number.map(|top| top - foot::BELOW_MM - area::AREA_MM[1]),
            parts.imprint.as_ref().and_then(foot::imprint_end).map(|end| end.bounds.y1 - area::AREA_MM[1]),
        ];
        let mut places: Vec<f64> = places.into_iter().flatten().collect();
        places.sort_by(|a, b| (b - grid).abs().total_cmp(&(a - grid).abs()));
        let agreeing = |place: &f64| places.iter().filter(|other| (*other - place).abs() < AGREEING_MM).count();
        let most = places.iter().max_by_key(|place| agreeing(place)).filter(|place| agreeing(place) > 1);
        most.copied().unwrap_or(grid)
    }

    /// Returns where the em boxes of the grid's first line begin, in mm. That is the line nearest to where the standard has
    /// it.
    pub fn grid_top(&self) -> f64 {
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
