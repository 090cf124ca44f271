//! The files of plate pictures: PNG and TIFF in grey, with the resolution. They say which program wrote them, so that one of
//! another source is never taken for a plate.

use super::PlateImage;
use super::tiff::{SOFTWARE, write_tiff};

/// How far from the beginning of a file these words stand, in bytes.
const HEAD_BYTES: usize = 1024;
/// The length of an inch in metres.
const METRES_PER_INCH: f64 = 0.0254;

/// The kind of a picture's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// PNG, which every program shows.
    Png,
    /// TIFF, as RIPs write it.
    Tiff,
}

impl PictureKind {
    /// All kinds.
    pub const ALL: &[Self] = &[Self::Png, Self::Tiff];

    /// Returns its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Tiff => "tiff",
        }
    }

    /// Returns the end of its files' names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Tiff => "tif",
        }
    }

    /// Returns the bytes of a plate's picture; `None` if it is too large for its kind.
    pub fn encode(self, image: &PlateImage, dpi: f32) -> Option<Vec<u8>> {
        match self {
            Self::Png => write_png(image, dpi),
            Self::Tiff => write_tiff(image, dpi),
        }
    }
}

/// Returns whether the bytes of a file are a plate's picture that this program has written.
pub fn is_plate_picture(bytes: &[u8]) -> bool {
    let is_picture = bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"II*\0");
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    is_picture && head.windows(SOFTWARE.len()).any(|words| words == SOFTWARE.as_bytes())
}

/// Returns a plate as PNG.
fn write_png(image: &PlateImage, dpi: f32) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let size = [image.width_px, image.height_px].map(u32::try_from);
    let mut encoder = png::Encoder::new(&mut bytes, size[0].ok()?, size[1].ok()?);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let per_metre = (f64::from(dpi) / METRES_PER_INCH).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit: png::Unit::Meter }));
    encoder.add_text_chunk("Software".to_owned(), SOFTWARE.to_owned()).ok()?;
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&image.grey).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A plate of two rows: full ink, half, and runs of paper.
    fn plate() -> PlateImage {
        let row = [[0, 128, 7].as_slice(), &[255; 300], &[3, 4, 4]].concat();
        PlateImage { width_px: row.len(), height_px: 2, grey: row.repeat(2) }
    }

    #[test]
    fn a_picture_has_the_pixels_of_its_plate_and_says_who_wrote_it() {
        for kind in PictureKind::ALL {
            let bytes = kind.encode(&plate(), 150.0).unwrap();
            assert!(is_plate_picture(&bytes), "{}", kind.name());
        }
        let png = PictureKind::Png.encode(&plate(), 150.0).unwrap();
        assert_eq!(image::load_from_memory(&png).unwrap().into_luma8().into_raw(), plate().grey);
        let other = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 40]].concat();
        assert!(!is_plate_picture(&other) && !is_plate_picture(SOFTWARE.as_bytes()));
    }

    #[test]
    fn the_share_of_a_plate_is_its_mean_darkness() {
        let image = PlateImage { width_px: 2, height_px: 2, grey: vec![0, 255, 255, 255] };
        assert!((image.share() - 0.25).abs() < 1e-9 && !image.is_blank());
        assert!(PlateImage { width_px: 1, height_px: 1, grey: vec![255] }.is_blank());
    }
}
