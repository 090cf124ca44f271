//! Finds characters that are set and have no shape, so that nothing would be printed where they stand.
//!
//! It looks at faces from outside of the program only. A test holds that the bundled ones are whole.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use ttf_parser::{Face, GlyphId, OutlineBuilder};
use typst::text::TextItem;

use crate::asset::face::Faces;
use crate::diagnostic::{Code, Diagnostic};

/// Which glyphs of which faces have a shape.
pub struct GlyphShapes<'f> {
    /// All faces.
    faces: &'f Faces,
    /// The file of each face from outside, by the address of the face's data and its index in the file. Other faces have none.
    files: HashMap<(usize, u32), Option<&'f Path>>,
    /// Whether a glyph of a face has a shape, by the same and the glyph.
    shapes: HashMap<(usize, u32, u16), bool>,
}

impl<'f> GlyphShapes<'f> {
    /// Knows no glyph yet.
    pub fn new(faces: &'f Faces) -> Self {
        Self { faces, files: HashMap::new(), shapes: HashMap::new() }
    }

    /// Returns the first character of a run that should be seen and has no shape, with its finding.
    pub fn missing(&mut self, item: &TextItem) -> Option<(char, Diagnostic)> {
        let font = item.font.font();
        let key = (font.data().as_ptr() as usize, font.index());
        let file = (*self.files.entry(key).or_insert_with(|| self.faces.file_of(font)))?;
        let mut at = 0;
        while let Some(first) = item.glyphs.get(at) {
            let range: Range<usize> = first.range();
            let count = item.glyphs[at..].iter().take_while(|glyph| glyph.range() == range).count();
            let glyphs = &item.glyphs[at..at + count];
            at += count;
            let Some(character) = item.text.get(range).and_then(|text| text.chars().find(|c| is_seen(*c))) else {
                continue;
            };
            let mut has_shape = |glyph: u16| {
                *self.shapes.entry((key.0, key.1, glyph)).or_insert_with(|| has_shape(item.font.ttf(), GlyphId(glyph)))
            };
            // Glyph 0 has a finding of its own.
            if !glyphs.iter().any(|glyph| glyph.id == 0 || has_shape(glyph.id)) {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let finding = Diagnostic::new(Code::GlyphEmpty).with("file", name);
                return Some((character, finding.with("character", character.to_string())));
            }
        }
        None
    }
}

/// Returns whether a glyph has an outline or a picture.
fn has_shape(face: &Face, glyph: GlyphId) -> bool {
    face.outline_glyph(glyph, &mut NoOutline).is_some()
        || face.glyph_raster_image(glyph, u16::MAX).is_some()
        || face.glyph_svg_image(glyph).is_some()
        || face.is_color_glyph(glyph)
}

/// Returns whether a character leaves ink: no blank, and none that only says how others are set (Unicode's property
/// `Default_Ignorable_Code_Point`).
fn is_seen(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_control()
        && !matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Takes an outline and keeps nothing of it.
struct NoOutline;

impl OutlineBuilder for NoOutline {
    fn move_to(&mut self, _: f32, _: f32) {}

    fn line_to(&mut self, _: f32, _: f32) {}

    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}

    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}

    fn close(&mut self) {}
}
