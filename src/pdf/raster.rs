//! Rasterises the pages of any PDF.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

/// Rasterises the first pages of a PDF on white, and hands each to `see`.
///
/// `begin` says of a page, counted from 1, whether it is rasterised. `scale` gives the pixels to the point for a page of a
/// width and height in points. Returns `None` for pages that weren't rasterised, and no list at all if the bytes can't be
/// read as a PDF.
pub fn rasterise<T>(
    bytes: Vec<u8>,
    max_pages: usize,
    begin: impl Fn(usize) -> bool,
    scale: impl Fn(f32, f32) -> f32,
    see: impl Fn(&Pixmap) -> T,
) -> Option<Vec<Option<T>>> {
    let pdf = Pdf::new(bytes).ok()?;
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    let pages = pdf.pages().iter().take(max_pages).enumerate().map(|(index, page)| {
        if !begin(index + 1) {
            return None;
        }
        let (width, height) = page.render_dimensions();
        let scale = scale(width, height);
        let size = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
        Some(see(&render(page, &cache, &settings, &size)))
    });
    Some(pages.collect())
}
