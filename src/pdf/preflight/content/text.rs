//! Text: its size, its inks, its place and its font. The outlines of glyphs are not looked at.

use std::rc::Rc;

use kurbo::{Affine, BezPath, Rect};
use lopdf::content::Operation;
use lopdf::{Dictionary, Object};

use super::{PaintTarget, StreamWalk, numbers};
use crate::pdf::preflight::element::{Kind, outline_of};
use crate::pdf::preflight::file::{File, as_name};
use crate::pdf::preflight::font::Font;
use crate::pdf::preflight::glyph::Glyphs;

/// How far up glyphs reach from their baseline, as a part of the size. Letters hardly reach further, and text in the line
/// above never reaches down to it.
const GLYPH_HEIGHT: f64 = 0.7;

impl<'f> StreamWalk<'_, 'f> {
    /// Follows the operators of the text state (PDF 2.0 9.3, 9.4).
    pub(super) fn set_text_state(&mut self, operation: &Operation, target: &mut PaintTarget) {
        let operands = &operation.operands;
        let [number] = numbers(operands);
        let text = &mut self.state.text;
        match operation.operator.as_str() {
            "BT" => self.set_line(Affine::IDENTITY),
            "Tm" => self.set_line(Affine::new(numbers(operands))),
            "Td" | "TD" => {
                let [x, y] = numbers(operands);
                if operation.operator == "TD" {
                    text.leading = -y;
                }
                self.move_line(x, y);
            }
            "T*" => self.move_line(0.0, -self.state.text.leading),
            "TL" => text.leading = number,
            "Tc" => text.character_spacing = number,
            "Tw" => text.word_spacing = number,
            "Tz" => text.widening = number / 100.0,
            "Ts" => text.rise = number,
            "Tr" => self.state.text_mode = number as i32,
            _ => self.set_font(operands, target),
        }
    }

    /// Begins a line at a matrix.
    fn set_line(&mut self, matrix: Affine) {
        (self.state.text.line_matrix, self.state.text_matrix) = (matrix, matrix);
    }

    /// Begins a line at a distance from the last one, in units of text.
    fn move_line(&mut self, x: f64, y: f64) {
        self.set_line(self.state.text.line_matrix * Affine::translate((x, y)));
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

    /// Paints text that is shown (PDF 2.0 9.4.3), as boxes in the place of its glyphs.
    pub(super) fn paint_text(&mut self, operation: &Operation, target: &mut PaintTarget) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "'" => self.move_line(0.0, -self.state.text.leading),
            "\"" => {
                [self.state.text.word_spacing, self.state.text.character_spacing] = numbers(operands);
                self.move_line(0.0, -self.state.text.leading);
            }
            _ => {}
        }
        let to_page = self.state.matrix * self.state.text_matrix;
        let shown = operands.last().and_then(|last| last.as_array().ok());
        let outline = to_page * self.advance(shown.map_or(operands, Vec::as_slice), target);
        // Modes 3 and 7 print nothing (PDF 2.0 table 104). Scans have words under them in this way.
        let (fills, strokes) = match self.state.text_mode {
            0 | 4 => (true, false),
            1 | 5 => (false, true),
            2 | 6 => (true, true),
            _ => return,
        };
        if outline.elements().is_empty() {
            return;
        }
        let Some(bounds) = self.seen(outline.control_box()) else { return };
        self.note_font(target);
        let size_pt = self.size_on_page(&to_page);
        for (strokes, paints) in [(false, fills), (true, strokes)] {
            if paints {
                let ink = self.note_ink(strokes, target);
                target.paint.note_text(&ink.shares, size_pt);
                let clip = self.state.clip;
                let kind = Kind::Text { size_pt, strokes };
                target.paint_element(kind, &ink, bounds, |canvas| canvas.area(&outline, true, clip));
            }
        }
    }

    /// Returns the size of text in points, measured across its line.
    fn size_on_page(&self, to_page: &Affine) -> f64 {
        let [a, b, ..] = to_page.as_coeffs();
        let along = a.hypot(b);
        if along > 0.0 { (self.state.size * to_page.determinant() / along).abs() } else { 0.0 }
    }

    /// Moves on behind texts and gaps that are shown, and returns the boxes of the glyphs in units of text, from where
    /// they began.
    fn advance(&mut self, shown: &[Object], target: &mut PaintTarget) -> BezPath {
        let glyphs = self.find_glyphs();
        let (size, text) = (self.state.size, self.state.text.clone());
        let mut outline = BezPath::new();
        let (mut along, mut is_missing) = (0.0, false);
        let is_vertical = glyphs.as_ref().is_some_and(|glyphs| glyphs.is_vertical);
        for part in shown {
            if let Object::String(bytes, _) = part {
                let start = along;
                for glyph in glyphs.iter().flat_map(|glyphs| glyphs.read_text(bytes)) {
                    is_missing |= glyph.is_missing;
                    let word = if glyph.is_space { text.word_spacing } else { 0.0 };
                    let widening = if is_vertical { -1.0 } else { text.widening };
                    along += (glyph.advance * size + text.character_spacing + word) * widening;
                }
                // Text of a font that can't be read, or without widths, is there all the same.
                let end = if along == start { start + size / 2.0 } else { along };
                if !bytes.is_empty() {
                    outline.extend(&outline_of(glyph_box(start, end, size, text.rise, is_vertical)));
                }
            } else if let Ok(gap) = part.as_float() {
                along -= f64::from(gap) / 1000.0 * size * if is_vertical { 1.0 } else { text.widening };
            }
        }
        if is_missing && !matches!(self.state.text_mode, 3 | 7) {
            target.paint.missing_glyph.get_or_insert_with(|| self.font_name());
        }
        let step = if is_vertical { (0.0, along) } else { (along, 0.0) };
        self.state.text_matrix *= Affine::translate(step);
        outline
    }

    /// Returns the dictionary of the font.
    fn font(&self) -> Option<&Dictionary> {
        match self.state.font.as_ref()? {
            Object::Reference(id) => self.walker.file.document.get_dictionary(*id).ok(),
            Object::Dictionary(font) => Some(font),
            _ => None,
        }
    }

    /// Returns the name of the font.
    fn font_name(&self) -> String {
        self.font().map(|font| Font::of(self.walker.file, font).name).unwrap_or_default()
    }

    /// Returns the glyphs of the font. Those of a font that is an object are read once.
    fn find_glyphs(&mut self) -> Option<Rc<Glyphs>> {
        let file = self.walker.file;
        let Some(Object::Reference(id)) = self.state.font else {
            return self.font().map(|font| Rc::new(Glyphs::read(file, font)));
        };
        let font = file.document.get_dictionary(id).ok()?;
        let known = self.walker.glyphs.entry(id).or_insert_with(|| Rc::new(Glyphs::read(file, font)));
        Some(Rc::clone(known))
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
                self.walk_elsewhere(glyph, self.state.clone(), target);
                self.resources = resources;
            }
        }
    }
}

/// Returns the box of glyphs between two places along a line, in units of text.
fn glyph_box(start: f64, end: f64, size: f64, rise: f64, is_vertical: bool) -> Rect {
    if is_vertical {
        return Rect::new(-size / 2.0, start, size / 2.0, end).abs();
    }
    Rect::new(start, rise, end, rise + size * GLYPH_HEIGHT).abs()
}

/// Whether a font draws its glyphs by content streams.
fn is_type3(file: &File, font: &Dictionary) -> bool {
    file.name(font, "Subtype") == Some("Type3")
}
