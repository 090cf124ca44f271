//! The graphics state, as far as the plates depend on it (PDF 2.0 8.4).

use std::rc::Rc;

use kurbo::{Affine, Rect};
use lopdf::{Dictionary, Object};

use super::file::{File, as_name};
use super::space::Space;

/// The alpha from which paint is opaque, because numbers in a PDF are rounded.
const OPAQUE: f64 = 1.0 - 1e-5;

/// Returns the factor by which a matrix lengthens lines, on the average of both directions.
pub fn scale(matrix: &Affine) -> f64 {
    matrix.determinant().abs().sqrt()
}

/// A colour that is set for filling or stroking.
#[derive(Debug, Clone)]
pub struct Colour {
    /// Its space.
    pub space: Rc<Space>,
    /// Its components.
    pub parts: Vec<f32>,
    /// The name of the pattern that paints instead of the components.
    pub pattern: Option<String>,
}

impl Colour {
    /// Makes a colour of a space's components.
    pub fn new(space: Space, parts: Vec<f32>) -> Self {
        Self { space: Rc::new(space), parts, pattern: None }
    }
}

/// What places glyphs besides the text matrix (PDF 2.0 9.3).
#[derive(Debug, Clone)]
pub struct TextState {
    /// The matrix at the beginning of the line, from the units of text to those of the contents.
    pub line_matrix: Affine,
    /// What is added to the advance of each glyph, in units of text (Tc).
    pub character_spacing: f64,
    /// What is added to the advance of each space, in units of text (Tw).
    pub word_spacing: f64,
    /// The factor by which glyphs are widened (Tz, 1 for 100).
    pub widening: f64,
    /// The distance of lines, in units of text (TL).
    pub leading: f64,
    /// How much glyphs are raised, in units of text (Ts).
    pub rise: f64,
}

impl Default for TextState {
    fn default() -> Self {
        Self {
            line_matrix: Affine::IDENTITY,
            character_spacing: 0.0,
            word_spacing: 0.0,
            widening: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// The part of the graphics state that the operator `q` saves.
#[derive(Debug, Clone)]
pub struct State {
    /// From the units of the contents to points.
    pub matrix: Affine,
    /// The colour of areas and text.
    pub fill: Colour,
    /// The colour of lines.
    pub stroke: Colour,
    /// The width of lines, in units of the contents.
    pub line_width: f64,
    /// Whether areas print over what is below.
    pub overprint_fill: bool,
    /// Whether lines print over what is below.
    pub overprint_stroke: bool,
    /// Whether a process ink of a colour in DeviceCMYK that is 0 leaves what is below when it overprints (OPM 1, PDF 2.0
    /// 8.6.7).
    pub overprint_keeps_zero: bool,
    /// Whether areas let through what is below.
    pub transparent_fill: bool,
    /// Whether lines let through what is below.
    pub transparent_stroke: bool,
    /// Whether the blend mode isn't Normal.
    pub blends: bool,
    /// Whether there is a soft mask.
    pub masked: bool,
    /// The box in points outside of which nothing is painted; `None` if all of the page is painted on.
    pub clip: Option<Rect>,
    /// The state of text.
    pub text: TextState,
    /// From the units of text to those of the contents.
    pub text_matrix: Affine,
    /// How text is painted (PDF 2.0 table 104).
    pub text_mode: i32,
    /// The size of text, in units of its matrix.
    pub size: f64,
    /// The font, or a reference to it.
    pub font: Option<Object>,
}

impl Default for State {
    fn default() -> Self {
        let black = Colour::new(Space::Gray, vec![0.0]);
        Self {
            matrix: Affine::IDENTITY,
            fill: black.clone(),
            stroke: black,
            line_width: 1.0,
            overprint_fill: false,
            overprint_stroke: false,
            overprint_keeps_zero: false,
            transparent_fill: false,
            transparent_stroke: false,
            blends: false,
            masked: false,
            clip: None,
            text: TextState::default(),
            text_matrix: Affine::IDENTITY,
            text_mode: 0,
            size: 0.0,
            font: None,
        }
    }
}

impl State {
    /// Takes over what a graphics state parameter dictionary sets (PDF 2.0 table 57).
    pub fn change(&mut self, file: &File, dict: &Dictionary) {
        let flag = |key| file.get(dict, key).and_then(|object| object.as_bool().ok());
        self.overprint_stroke = flag("OP").unwrap_or(self.overprint_stroke);
        // Filling follows stroking unless it is set by itself.
        self.overprint_fill = flag("op").or(flag("OP")).unwrap_or(self.overprint_fill);
        self.overprint_keeps_zero = file.number(dict, "OPM").map_or(self.overprint_keeps_zero, |mode| mode == 1.0);
        let lets_through = |key| file.number(dict, key).map(|alpha| alpha < OPAQUE);
        self.transparent_fill = lets_through("ca").unwrap_or(self.transparent_fill);
        self.transparent_stroke = lets_through("CA").unwrap_or(self.transparent_stroke);
        self.blends = blend_mode(file, dict).map_or(self.blends, |mode| mode != "Normal" && mode != "Compatible");
        self.masked = file.get(dict, "SMask").map_or(self.masked, |mask| as_name(mask) != Some("None"));
        self.line_width = file.number(dict, "LW").unwrap_or(self.line_width);
        if let Some([font, size]) = file.get(dict, "Font").and_then(|font| font.as_array().ok()).map(Vec::as_slice) {
            self.font = Some(font.clone());
            self.size = file.follow(size).as_float().map_or(self.size, f64::from);
        }
    }
}

/// Returns the blend mode that a graphics state sets, the first one if there are several.
fn blend_mode<'f>(file: &'f File, dict: &'f Dictionary) -> Option<&'f str> {
    match file.get(dict, "BM")? {
        Object::Array(modes) => modes.first().and_then(as_name),
        mode => as_name(mode),
    }
}

/// Whether painting in a graphics state lets through what is below.
pub fn is_transparent(file: &File, dict: &Dictionary) -> bool {
    let see_through = ["CA", "ca"].into_iter().any(|key| file.number(dict, key).is_some_and(|alpha| alpha < OPAQUE));
    let blended = blend_mode(file, dict).is_some_and(|mode| mode != "Normal" && mode != "Compatible");
    let masked = file.get(dict, "SMask").is_some_and(|mask| as_name(mask) != Some("None"));
    see_through || blended || masked
}

/// Whether a graphics state changes the ink on the way to the plate. The older key `TR` isn't allowed at all.
pub fn has_transfer(file: &File, dict: &Dictionary) -> bool {
    let default = |object: &Object| as_name(object) == Some("Default");
    let newer = ["TR2", "HTP"].into_iter().any(|key| file.get(dict, key).is_some_and(|object| !default(object)));
    newer || file.get(dict, "TR").is_some()
}
