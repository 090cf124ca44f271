//! The graphics state, as far as the plates depend on it (PDF 2.0 8.4).

use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::file::{File, as_name};
use super::space::Space;

/// A transformation: a, b, c, d, e, f (PDF 2.0 8.3.4).
pub type Matrix = [f32; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
pub fn times(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// By how much lengths grow, on the average of both directions.
pub fn scale(matrix: &Matrix) -> f32 {
    (matrix[0] * matrix[3] - matrix[1] * matrix[2]).abs().sqrt()
}

/// A colour that is set.
#[derive(Debug, Clone)]
pub struct Colour {
    pub space: Rc<Space>,
    pub parts: Vec<f32>,
    /// The name of a pattern in its place.
    pub pattern: Option<String>,
}

impl Colour {
    pub fn new(space: Space, parts: Vec<f32>) -> Self {
        Self { space: Rc::new(space), parts, pattern: None }
    }
}

/// What `q` saves.
#[derive(Debug, Clone)]
pub struct State {
    pub matrix: Matrix,
    pub fill: Colour,
    pub stroke: Colour,
    /// Of lines, in units of the matrix.
    pub width: f32,
    pub overprint_fill: bool,
    pub overprint_stroke: bool,
    pub text_matrix: Matrix,
    pub text_mode: i32,
    /// Of text, in units of its matrix.
    pub size: f32,
    pub font: Option<Object>,
}

impl Default for State {
    fn default() -> Self {
        let black = Colour::new(Space::Gray, vec![0.0]);
        Self {
            matrix: IDENTITY,
            fill: black.clone(),
            stroke: black,
            width: 1.0,
            overprint_fill: false,
            overprint_stroke: false,
            text_matrix: IDENTITY,
            text_mode: 0,
            size: 0.0,
            font: None,
        }
    }
}

impl State {
    /// Takes over what a graphics state parameter dictionary says (PDF 2.0 table 57).
    pub fn change(&mut self, file: &File, dict: &Dictionary) {
        let flag = |key| file.get(dict, key).and_then(|object| object.as_bool().ok());
        let number = |key| file.get(dict, key).and_then(|object| object.as_float().ok());
        self.overprint_stroke = flag("OP").unwrap_or(self.overprint_stroke);
        // Without a word of its own, filling does as stroking does.
        self.overprint_fill = flag("op").or(flag("OP")).unwrap_or(self.overprint_fill);
        self.width = number("LW").unwrap_or(self.width);
        if let Some([font, size]) = file.get(dict, "Font").and_then(|font| font.as_array().ok()).map(Vec::as_slice) {
            self.font = Some(font.clone());
            self.size = file.follow(size).as_float().unwrap_or(self.size);
        }
    }
}

/// Whether what is painted in a graphics state lets through what is below.
pub fn is_transparent(file: &File, dict: &Dictionary) -> bool {
    let number = |key| file.get(dict, key).and_then(|object| object.as_float().ok());
    let see_through = ["CA", "ca"].into_iter().any(|key| number(key).is_some_and(|alpha| alpha < 1.0));
    let mode = match file.get(dict, "BM") {
        Some(Object::Array(modes)) => modes.first().and_then(as_name),
        Some(mode) => as_name(mode),
        None => None,
    };
    let blended = mode.is_some_and(|mode| mode != "Normal" && mode != "Compatible");
    let masked = file.get(dict, "SMask").is_some_and(|mask| as_name(mask) != Some("None"));
    see_through || blended || masked
}

/// Whether a graphics state changes the ink on the way to the plate. The older key isn't allowed at all.
pub fn has_transfer(file: &File, dict: &Dictionary) -> bool {
    let default = |object: &Object| as_name(object) == Some("Default");
    let newer = ["TR2", "HTP"].into_iter().any(|key| file.get(dict, key).is_some_and(|object| !default(object)));
    newer || file.get(dict, "TR").is_some()
}
