//! Any PDF as its reader sees it: pages drawn at 100 dpi, and the words of each page.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{RenderCache, RenderSettings, render};

use super::Unit;
use crate::change::Look;
use crate::diagnostic::Diagnostic;
use crate::preflight::File;

/// Pixels for each point.
const SCALE: f32 = 100.0 / 72.0;
/// The most pixels of a page's longer side.
const PIXELS: f32 = 4700.0;
/// The most pages that are drawn; of others only the words count.
const MOST_DRAWN: usize = 1000;

/// The looks and words of a PDF's pages.
///
/// # Errors
/// It is no PDF, is broken, or opens with a password only.
pub fn paper(bytes: &[u8]) -> Result<(Vec<Look>, Vec<Unit>), Diagnostic> {
    let file = File::open(bytes)?;
    let words = |number: usize| -> String {
        file.document.extract_text(&[number as u32]).unwrap_or_default().split_whitespace().collect()
    };
    let words: Vec<_> = (1..=file.pages.len()).map(words).collect();
    let drawn = drawn(bytes);
    let look = |(index, words): (usize, &String)| match drawn.get(index) {
        Some(look) => look.clone(),
        None => Look::of_bytes(words.as_bytes()),
    };
    let looks = words.iter().enumerate().map(look).collect();
    let unit = |(page, words)| Unit { page, fields: Vec::new(), place: None, cells: vec![words], repeats: false };
    Ok((looks, (1..).zip(words).map(unit).collect()))
}

fn drawn(bytes: &[u8]) -> Vec<Look> {
    let Ok(pdf) = Pdf::new(bytes.to_vec()) else { return Vec::new() };
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    let white = hayro::vello_cpu::color::palette::css::WHITE;
    let look = |page| {
        let page: &hayro::hayro_syntax::page::Page = page;
        let (width, height) = page.render_dimensions();
        let scale = SCALE.min(PIXELS / width.max(height));
        let size = RenderSettings { x_scale: scale, y_scale: scale, bg_color: white, ..RenderSettings::default() };
        Look::of_bytes(render(page, &cache, &settings, &size).data_as_u8_slice())
    };
    pdf.pages().iter().take(MOST_DRAWN).map(look).collect()
}
