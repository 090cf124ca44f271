//! Text: its size, its inks and its font. The glyphs themselves are not looked at.

use kurbo::{Affine, Rect};
use lopdf::content::Operation;
use lopdf::{Dictionary, Object};

use super::{PaintTarget, StreamWalk, numbers};
use crate::pdf::preflight::file::{File, as_name};
use crate::pdf::preflight::state::scale;

impl<'f> StreamWalk<'_, 'f> {
    /// Follows the operators of the text state (PDF 2.0 9.3, 9.4).
    pub(super) fn set_text_state(&mut self, operation: &Operation, target: &mut PaintTarget) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BT" => self.state.text_matrix = Affine::IDENTITY,
            "Tm" => self.state.text_matrix = Affine::new(numbers(operands)),
            "Td" | "TD" => {
                let [x, y] = numbers(operands);
                self.state.text_matrix *= Affine::translate((x, y));
            }
            "Tr" => {
                let [mode] = numbers(operands);
                self.state.text_mode = mode as i32;
            }
            "Tf" => self.set_font(operands, target),
            _ => {}
        }
    }

    /// Sets the font and its size. The font stays a reference, because a font's object identifies it.
    fn set_font(&mut self, operands: &[Object], target: &mut PaintTarget) {
        let [_, size] = numbers(operands);
        self.state.size = size;
        let name = operands.first().and_then(as_name);
        let fonts = self.resources.and_then(|resources| self.walker.file.dict(resources, "Font"));
        self.find_resource("Font", name, target);
        self.state.font = fonts.zip(name).and_then(|(fonts, name)| fonts.get(name.as_bytes()).ok()).cloned();
    }

    /// Notes text that is shown (PDF 2.0 9.4.3), by its start and its size.
    pub(super) fn paint_text(&mut self, target: &mut PaintTarget) {
        // Modes 3 and 7 print nothing (PDF 2.0 table 104). Scans have words under them in this way.
        let (fills, strokes) = match self.state.text_mode {
            0 | 4 => (true, false),
            1 | 5 => (false, true),
            2 | 6 => (true, true),
            _ => return,
        };
        self.note_font(target);
        let to_page = self.state.matrix * self.state.text_matrix;
        let size = (self.state.size * scale(&to_page)).abs();
        let start = to_page.translation().to_point();
        for (stroke, paints) in [(false, fills), (true, strokes)] {
            if paints {
                let shares = self.note_ink(stroke, target);
                target.note_in_trim(&shares, Rect::from_points(start, start));
                target.paint.note_text(&shares, size);
            }
        }
    }

    /// Notes the font. The glyphs of a new Type 3 font are walked, because they have contents of their own.
    fn note_font(&mut self, target: &mut PaintTarget) {
        let paint = &mut target.paint;
        match &self.state.font {
            Some(Object::Reference(id)) => {
                let font = self.walker.file.document.get_dictionary(*id);
                // A glyph that shows its own font never ends.
                paint.whole &= !target.open_fonts.contains(id);
                if paint.fonts.insert(*id)
                    && let Ok(font) = font
                    && is_type3(self.walker.file, font)
                {
                    target.open_fonts.push(*id);
                    self.walk_glyphs(font, target);
                    target.open_fonts.pop();
                }
            }
            Some(Object::Dictionary(font)) if !paint.loose_fonts.contains(font) => paint.loose_fonts.push(font.clone()),
            _ => {}
        }
    }

    /// Walks the drawings of a Type 3 font's glyphs (PDF 2.0 9.6.4).
    fn walk_glyphs(&mut self, font: &'f Dictionary, target: &mut PaintTarget) {
        let file = self.walker.file;
        let own = file.dict(font, "Resources");
        let glyphs = file.dict(font, "CharProcs").into_iter().flatten();
        for (_, glyph) in glyphs {
            if let Ok(glyph) = file.follow(glyph).as_stream() {
                let resources = self.resources;
                self.resources = own.or(resources);
                self.walk_form(glyph, self.state.clone(), target);
                self.resources = resources;
            }
        }
    }
}

/// Whether a font draws its glyphs by content streams.
fn is_type3(file: &File, font: &Dictionary) -> bool {
    file.name(font, "Subtype") == Some("Type3")
}
