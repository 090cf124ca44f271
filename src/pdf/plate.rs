//! Pictures of plates (印版): each page as one ink prints it, in grey. Full ink is black, as RIPs show it.
//!
//! It takes any PDF and gives pixels, and the bytes of picture files. It writes no file.

mod file;
mod name;
mod tiff;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::vello_cpu::Pixmap;
use image::{ImageFormat, RgbImage};

pub use self::file::{PictureKind, is_plate_picture};
pub use self::name::ink_file_names;
use super::preflight::File;
use super::preflight::ink::{Area, separate};
use super::preflight::watch::{Step, Watch};
use super::raster::rasterise;

/// The pixels to the point at 1 dpi.
const PER_DPI: f32 = 1.0 / 72.0;

/// A page as a plate prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlateImage {
    /// The width in pixels.
    pub width_px: usize,
    /// The height in pixels.
    pub height_px: usize,
    /// The pixels row by row from the upper left corner: 0 for full ink, 255 for none.
    pub grey: Vec<u8>,
}

impl PlateImage {
    /// Takes the grey of a rasterised plate.
    fn of(page: &Pixmap) -> Self {
        let grey = page.data().iter().map(|pixel| pixel.g).collect();
        Self { width_px: page.width().into(), height_px: page.height().into(), grey }
    }

    /// Returns whether there is no ink on it.
    pub fn is_blank(&self) -> bool {
        self.grey.iter().all(|level| *level == u8::MAX)
    }

    /// Returns the share of the paper that the ink covers, 0 to 1.
    pub fn share(&self) -> f64 {
        let dark: u64 = self.grey.iter().map(|level| u64::from(u8::MAX - level)).sum();
        dark as f64 / f64::from(u8::MAX) / self.grey.len().max(1) as f64
    }
}

/// How plates are rasterised.
#[derive(Debug, Clone, Copy)]
pub struct PlateScale {
    /// The resolution in pixels to the inch.
    pub dpi: f32,
    /// The part of each page that is shown.
    pub area: Area,
}

/// A document as one of its plates prints it.
pub struct SeparatedPages(Vec<u8>);

impl SeparatedPages {
    /// Separates a file for the plate of an ink. Returns `None` if that can't be made.
    pub fn new(file: &File, ink: &str, area: Area) -> Option<Self> {
        // The file may come from an unknown source.
        catch_unwind(AssertUnwindSafe(|| separate(file, ink, area))).ok()?.map(Self)
    }

    /// Rasterises the pages that are `wanted`, by their numbers from 1, and hands each to `see`. Returns `None` for pages
    /// that weren't rasterised, and no list at all if the plate can't be read.
    pub fn rasterise<T>(
        &self,
        dpi: f32,
        wanted: impl Fn(usize) -> bool,
        mut see: impl FnMut(usize, PlateImage) -> T,
    ) -> Option<Vec<Option<T>>> {
        let work = || {
            rasterise(
                self.0.clone(),
                usize::MAX,
                wanted,
                |_, _| dpi * PER_DPI,
                |number, page| see(number, PlateImage::of(page)),
            )
        };
        catch_unwind(AssertUnwindSafe(work)).ok()?
    }
}

/// Rasterises a plate of a file. What watches over it hears of each page, and may refuse it.
///
/// The result has what `see` makes of each page, and `None` for pages that aren't wanted or can't be rasterised. There is
/// none if the plate can't be made.
pub fn rasterise_plate<T>(
    file: &File,
    ink: &str,
    scale: PlateScale,
    wanted: impl Fn(usize) -> bool,
    watch: &dyn Watch,
    see: impl FnMut(usize, PlateImage) -> T,
) -> Option<Vec<Option<T>>> {
    if !watch.begin(Step::Plates) {
        return None;
    }
    let pages = SeparatedPages::new(file, ink, scale.area)?;
    pages.rasterise(scale.dpi, |number| wanted(number) && watch.begin(Step::Ink(number)), see)
}

/// Rasterises whole sheets of a file as a screen shows them. `see` gets the number of each sheet and its picture as PNG.
///
/// The longer side of a picture has `longer_side_px` pixels. `see` isn't called if the file can't be drawn.
pub fn rasterise_sheets(
    file: &File,
    longer_side_px: f32,
    wanted: impl Fn(usize) -> bool,
    mut see: impl FnMut(usize, Vec<u8>),
) {
    let work = || {
        let bytes = with_whole_sheets(file)?;
        let scale = |width: f32, height: f32| longer_side_px / width.max(height).max(1.0);
        rasterise(bytes, usize::MAX, wanted, scale, |number, page| {
            let rgb = page.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
            let image = RgbImage::from_raw(page.width().into(), page.height().into(), rgb);
            let mut png = Cursor::new(Vec::new());
            if image.is_some_and(|image| image.write_to(&mut png, ImageFormat::Png).is_ok()) {
                see(number, png.into_inner());
            }
        })
    };
    let _ = catch_unwind(AssertUnwindSafe(work));
}

/// Returns a file whose pages are shown with their whole sheets.
fn with_whole_sheets(file: &File) -> Option<Vec<u8>> {
    let mut document = file.document.clone();
    for id in &file.pages {
        let sheet = file.page(*id).and_then(|page| file.inherited(page, "MediaBox")).cloned();
        if let (Ok(page), Some(sheet)) = (document.get_dictionary_mut(*id), sheet) {
            page.set("CropBox", sheet);
        }
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).ok()?;
    Some(bytes)
}
