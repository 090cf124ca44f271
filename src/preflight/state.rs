//! The graphics state, as far as the plates depend on it (PDF 2.0 8.4).

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
    pub space: Space,
    pub parts: Vec<f32>,
    /// The name of a pattern in its place.
    pub pattern: Option<String>,
}

impl Colour {
    pub fn new(space: Space, parts: Vec<f32>) -> Self {
        Self { space, parts, pattern: None }
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
    pub font: Option<String>,
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
