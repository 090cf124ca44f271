//! Rasterises the pages of any PDF.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

/// Rasterises the first pages of a PDF on white, and hands each with its number, from 1, to `see`.
///
/// `begin` says of a page, counted from 1, whether it is rasterised. `scale` gives the pixels to the point for a page of a
/// width and height in points. Returns `None` for pages that weren't rasterised, and no list at all if the bytes can't be
/// read as a PDF. A page that has more pixels to a side than a picture can have isn't rasterised either.
pub fn rasterise<T>(
    bytes: Vec<u8>,
    max_pages: usize,
    begin: impl Fn(usize) -> bool,
    scale: impl Fn(f32, f32) -> f32,
    mut see: impl FnMut(usize, &Pixmap) -> T,
) -> Option<Vec<Option<T>>> {
    let pdf = Pdf::new(bytes).ok()?;
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    let pages = pdf.pages().iter().take(max_pages).enumerate().map(|(index, page)| {
        let (width, height) = page.render_dimensions();
        let scale = scale(width, height);
        if width.max(height) * scale > f32::from(u16::MAX) || !begin(index + 1) {
            return None;
        }
        let pixels = |points: f32| Some((points * scale).round().max(1.0) as u16);
        let (width, height) = (pixels(width), pixels(height));
        let size = RenderSettings { x_scale: scale, y_scale: scale, width, height, bg_color: WHITE };
        Some(see(index + 1, &render(page, &cache, &settings, &size)))
    });
    Some(pages.collect())
}
