//! The operators that set colours, and the inks that a colour prints.

use lopdf::Object;
use lopdf::content::Operation;

use super::{PaintTarget, StreamWalk};
use crate::pdf::preflight::element::Ink;
use crate::pdf::preflight::file::as_name;
use crate::pdf::preflight::space::Space;
use crate::pdf::preflight::state::Colour;

impl StreamWalk<'_, '_> {
    /// Sets the colour of areas or lines, if the operator is one that does (PDF 2.0 8.6.8).
    pub(super) fn set_colour(&mut self, operation: &Operation, target: &mut PaintTarget) {
        let operator = operation.operator.as_str();
        let numbers: Vec<f32> = operation.operands.iter().filter_map(|o| o.as_float().ok()).collect();
        let strokes = operator.starts_with(|c: char| c.is_ascii_uppercase());
        let set = match operator {
            "g" | "G" => Some(Colour::new(self.device_space("DeviceGray"), numbers)),
            "rg" | "RG" => Some(Colour::new(self.device_space("DeviceRGB"), numbers)),
            "k" | "K" => Some(Colour::new(self.device_space("DeviceCMYK"), numbers)),
            "cs" | "CS" => {
                let name = operation.operands.first();
                let space = name.and_then(|name| Space::read(self.walker.file, name, self.resources));
                target.paint.whole &= space.is_some();
                space.map(|space| {
                    let initial = space.initial();
                    Colour::new(space, initial)
                })
            }
            "sc" | "SC" | "scn" | "SCN" => {
                let before = if strokes { &self.state.stroke } else { &self.state.fill };
                let pattern = operation.operands.last().and_then(as_name).map(str::to_owned);
                Some(Colour { space: before.space.clone(), parts: numbers, pattern })
            }
            _ => None,
        };
        match set {
            Some(colour) if strokes => self.state.stroke = colour,
            Some(colour) => self.state.fill = colour,
            None => {}
        }
    }

    /// Returns a space of a device, or the space that the resources put in its place.
    fn device_space(&self, name: &str) -> Space {
        Space::read(self.walker.file, &Object::Name(name.into()), self.resources).unwrap_or(Space::Gray)
    }

    /// Notes what the colour of areas or lines prints, and returns its ink.
    pub(super) fn note_ink(&mut self, strokes: bool, target: &mut PaintTarget) -> Ink {
        let colour = if strokes { &self.state.stroke } else { &self.state.fill };
        target.paint.note_space(&colour.space);
        if let (Space::Pattern(base), Some(pattern)) = (&*colour.space, colour.pattern.clone()) {
            let base = base.as_ref().map(|base| Colour::new((**base).clone(), colour.parts.clone()));
            return Ink::pattern(self.paint_pattern(&pattern, base, target));
        }
        let ink = Ink::new(&colour.space, colour.space.shares(&colour.parts), &self.state, strokes);
        target.paint.note_inks(&ink.shares, ink.overprints);
        ink
    }
}
