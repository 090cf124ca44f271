//! Overprint on a plate: what an element in other inks paints there.
//!
//! An element that overprints leaves a plate alone that its colour doesn't name (PDF 2.0 8.6.7, table 148). Its painting
//! operators are taken out of the contents of that plate.

use std::rc::Rc;

use lopdf::content::Operation;
use lopdf::{Dictionary, Object};

use crate::pdf::preflight::file::{File, as_dict, as_name};
use crate::pdf::preflight::space::{ALL, PROCESS, Space};

/// The most states that are saved at a time.
const MAX_STATES: usize = 10_000;
/// The share of an ink in DeviceCMYK up to which it isn't painted in the mode that keeps zeros (OPM 1).
const ZERO: f32 = 0.0;

/// A colour in force.
#[derive(Debug, Clone)]
struct Current {
    /// Its space; `None` if it isn't known.
    space: Option<Rc<Space>>,
    /// Its components.
    parts: Vec<f32>,
}

impl Current {
    /// Makes a colour.
    fn new(space: Option<Space>, parts: Vec<f32>) -> Self {
        Self { space: space.map(Rc::new), parts }
    }
}

/// The part of the graphics state that overprint depends on.
#[derive(Debug, Clone)]
struct State {
    /// The colour of areas.
    fill: Current,
    /// The colour of lines.
    stroke: Current,
    /// Whether areas overprint.
    fill_overprints: bool,
    /// Whether lines overprint.
    stroke_overprints: bool,
    /// Whether an ink of DeviceCMYK that is 0 leaves the plate alone (OPM 1).
    keeps_zero: bool,
    /// How text is painted (PDF 2.0 table 104).
    text_mode: i64,
}

/// Takes out of contents what leaves a plate alone.
pub struct OverprintFilter<'o> {
    /// The file that holds the objects.
    file: &'o File,
    /// The resources that the contents' names lead to, as the file has them.
    resources: Option<&'o Dictionary>,
    /// The name of the plate's ink.
    plate: &'o str,
    /// The state in force.
    state: State,
    /// The states that `q` saved.
    saved: Vec<State>,
}

impl<'o> OverprintFilter<'o> {
    /// Begins with contents that paint black and overprint nothing.
    pub fn new(file: &'o File, resources: Option<&'o Dictionary>, plate: &'o str) -> Self {
        let black = Current::new(Some(Space::Gray), vec![0.0]);
        let state = State {
            fill: black.clone(),
            stroke: black,
            fill_overprints: false,
            stroke_overprints: false,
            keeps_zero: false,
            text_mode: 0,
        };
        Self { file, resources, plate, state, saved: Vec::new() }
    }

    /// Returns the operations that stand for one: itself, one that paints less, or none.
    pub fn filter(&mut self, operation: Operation) -> Vec<Operation> {
        self.follow(&operation);
        let operator = operation.operator.as_str();
        if !self.state.fill_overprints && !self.state.stroke_overprints {
            return vec![operation];
        }
        match operator {
            "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" => vec![self.filter_path(operation)],
            "Tj" | "TJ" | "'" | "\"" => self.filter_text(operation),
            "Do" | "sh" | "BI" if self.leaves_object(&operation) => Vec::new(),
            _ => vec![operation],
        }
    }

    /// Follows an operator that changes the state.
    fn follow(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        let numbers = || operands.iter().filter_map(|operand| operand.as_float().ok()).collect::<Vec<f32>>();
        let device = |space| Current::new(Some(space), numbers());
        match operation.operator.as_str() {
            "q" if self.saved.len() < MAX_STATES => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            "g" => self.state.fill = device(Space::Gray),
            "G" => self.state.stroke = device(Space::Gray),
            "rg" => self.state.fill = device(Space::Rgb),
            "RG" => self.state.stroke = device(Space::Rgb),
            "k" => self.state.fill = device(Space::Cmyk),
            "K" => self.state.stroke = device(Space::Cmyk),
            "cs" | "CS" => {
                let space = operands.first().and_then(|name| Space::read(self.file, name, self.resources));
                let parts = space.as_ref().map(Space::initial).unwrap_or_default();
                *self.current(operation.operator == "CS") = Current::new(space, parts);
            }
            "sc" | "scn" => self.state.fill.parts = numbers(),
            "SC" | "SCN" => self.state.stroke.parts = numbers(),
            "Tr" => self.state.text_mode = operands.first().and_then(|mode| mode.as_i64().ok()).unwrap_or(0),
            "gs" => self.set_parameters(operands.first()),
            _ => {}
        }
    }

    /// Returns the colour of areas or of lines.
    fn current(&mut self, strokes: bool) -> &mut Current {
        if strokes { &mut self.state.stroke } else { &mut self.state.fill }
    }

    /// Takes over what a graphics state resource sets.
    fn set_parameters(&mut self, name: Option<&Object>) {
        let Some(dict) = self.resource("ExtGState", name).and_then(as_dict) else { return };
        let flag = |key| self.file.get(dict, key).and_then(|value| value.as_bool().ok());
        let (stroke, fill) = (flag("OP"), flag("op").or(flag("OP")));
        let mode = self.file.number(dict, "OPM");
        self.state.stroke_overprints = stroke.unwrap_or(self.state.stroke_overprints);
        self.state.fill_overprints = fill.unwrap_or(self.state.fill_overprints);
        self.state.keeps_zero = mode.map_or(self.state.keeps_zero, |mode| mode == 1.0);
    }

    /// Returns a resource by its name.
    fn resource(&self, kind: &str, name: Option<&Object>) -> Option<&'o Object> {
        self.file.get(self.file.dict(self.resources?, kind)?, name.and_then(as_name)?)
    }

    /// Whether the colour in force leaves the plate alone.
    fn leaves(&self, strokes: bool) -> bool {
        let (overprints, current) = match strokes {
            true => (self.state.stroke_overprints, &self.state.stroke),
            false => (self.state.fill_overprints, &self.state.fill),
        };
        let Some(space) = &current.space else { return false };
        if !overprints {
            return false;
        }
        let process = PROCESS.iter().position(|name| *name == self.plate);
        match (&**space, process) {
            (Space::Cmyk, Some(ink)) if self.state.keeps_zero => {
                current.parts.get(ink).is_some_and(|share| *share <= ZERO)
            }
            _ => self.leaves_space(space),
        }
    }

    /// Whether everything in a space leaves the plate alone.
    fn leaves_space(&self, space: &Space) -> bool {
        match space {
            Space::Gray | Space::Rgb | Space::Cmyk | Space::CieBased(_) => !PROCESS.contains(&self.plate),
            Space::Separation(names, _) => !names.iter().any(|name| name == self.plate || name == ALL),
            Space::Indexed(base, _) => self.leaves_space(base),
            Space::Pattern(_) => false,
        }
    }

    /// Returns the operator for a path that paints what doesn't leave the plate alone.
    fn filter_path(&self, operation: Operation) -> Operation {
        let operator = operation.operator.as_str();
        let fills = !matches!(operator, "S" | "s") && !self.leaves(false);
        let strokes = !matches!(operator, "f" | "F" | "f*") && !self.leaves(true);
        let both = matches!(operator, "B" | "B*" | "b" | "b*");
        let less = match (fills, strokes) {
            (true, false) if both => {
                if operator.ends_with('*') {
                    "f*"
                } else {
                    "f"
                }
            }
            (false, true) if both => {
                if operator.starts_with('b') {
                    "s"
                } else {
                    "S"
                }
            }
            (false, false) => "n",
            _ => return operation,
        };
        Operation::new(less, Vec::new())
    }

    /// Returns text that paints what doesn't leave the plate alone. It moves on all the same.
    fn filter_text(&self, operation: Operation) -> Vec<Operation> {
        let mode = self.state.text_mode;
        let fills = matches!(mode, 0 | 2 | 4 | 6) && !self.leaves(false);
        let strokes = matches!(mode, 1 | 2 | 5 | 6) && !self.leaves(true);
        let painted = match (fills, strokes) {
            (true, true) => 2,
            (true, false) => 0,
            (false, true) => 1,
            (false, false) => 3,
        };
        let less = painted + if mode >= 4 { 4 } else { 0 };
        if less == mode || !(0..=7).contains(&mode) {
            return vec![operation];
        }
        let set = |mode: i64| Operation::new("Tr", vec![mode.into()]);
        vec![set(less), operation, set(mode)]
    }

    /// Whether a picture or a gradient leaves the plate alone. Forms have states of their own.
    fn leaves_object(&self, operation: &Operation) -> bool {
        let operand = operation.operands.first();
        let dict = match (operation.operator.as_str(), operand) {
            ("BI", Some(Object::Stream(image))) => Some(&image.dict),
            ("sh", name) => self.resource("Shading", name).and_then(as_dict),
            (_, name) => self.resource("XObject", name).and_then(as_dict),
        };
        let Some(dict) = dict else { return false };
        let is_form = self.file.name(dict, "Subtype") == Some("Form");
        let mask = self.file.get(dict, "ImageMask").or_else(|| self.file.get(dict, "IM"));
        if is_form || !self.state.fill_overprints {
            return false;
        }
        if mask.is_some_and(|mask| mask.as_bool().unwrap_or(false)) {
            return self.leaves(false);
        }
        let space = self.file.get(dict, "ColorSpace").or_else(|| self.file.get(dict, "CS"));
        let space = space.and_then(|space| Space::read(self.file, space, self.resources));
        space.is_some_and(|space| self.leaves_space(&space))
    }
}
