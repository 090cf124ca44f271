//! Prepares pictures for the plates. A picture in black alone becomes shades of K that print as light and dark as it
//! looks. A picture in four colours loses its transparency here. `pdf` converts its colours to CMYK.
//!
//! How dark a share of K prints is read from the ICC profile of the printing condition, so that a press with much dot
//! gain gets less ink. All colours are taken for sRGB. It knows nothing of issues.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, ImageResult, RgbImage, RgbaImage};
use moxcms::{ColorProfile, Layout, TransformOptions};
use typst::foundations::Bytes;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;

use crate::asset::picture::{JPEG_QUALITY, Picture};

/// The number of shades between black and white in the table below. A plate has 256.
const SHADES: usize = 4096;

/// For each shade from dark to light, the grey level that prints as that shade: 255 less the share of K.
pub struct ToneCurve(Vec<u8>);

impl ToneCurve {
    /// Makes the curve of a printing condition. Returns `None` if its ICC profile can't be used.
    pub fn of(profile: &[u8]) -> Option<Self> {
        let press = ColorProfile::new_from_slice(profile).ok()?;
        let screen = ColorProfile::new_srgb();
        let transform =
            press.create_transform_8bit(Layout::Rgba, &screen, Layout::Rgb, TransformOptions::default()).ok()?;
        let inks: Vec<u8> = (0..=255).flat_map(|k| [0, 0, 0, k]).collect();
        let mut printed = vec![0; 256 * 3];
        transform.transform(&inks, &mut printed).ok()?;
        let light: Vec<f32> = printed.chunks(3).map(|c| luminance([c[0], c[1], c[2]])).collect();
        // Paper counts as white and full K as black. Their absolute lightness doesn't matter.
        let (paper, solid) = (light[0], light[255]);
        if paper - solid < 0.1 {
            return None;
        }
        let shade = |index: usize| {
            let wanted = solid + (paper - solid) * index as f32 / (SHADES - 1) as f32;
            let k = light.partition_point(|light| *light > wanted).min(255);
            255 - k as u8
        };
        Some(Self((0..SHADES).map(shade).collect()))
    }

    /// Converts a picture to shades of K.
    ///
    /// # Errors
    /// The picture can't be decoded or written.
    pub fn to_black(&self, picture: &Picture) -> ImageResult<Picture> {
        let colours = decode(picture)?;
        let mut grey = GrayImage::new(colours.width(), colours.height());
        for (to, from) in grey.pixels_mut().zip(colours.pixels()) {
            let light = luminance(on_paper(from.0));
            to.0[0] = self.0[(light * (SHADES - 1) as f32).round() as usize];
        }
        encode(picture, &grey.into())
    }
}

/// Returns whether a picture's file has colour channels.
pub fn is_coloured(picture: &Picture) -> bool {
    let reader = ImageReader::new(Cursor::new(&picture.bytes)).with_guessed_format();
    let decoder = reader.ok().and_then(|reader| reader.into_decoder().ok());
    decoder.is_some_and(|decoder| decoder.color_type().has_color())
}

/// Returns whether a picture is a JPEG in CMYK. Print shops hand out such pictures.
pub fn is_in_four_colours(picture: &Picture) -> bool {
    let mut decoder = JpegDecoder::new(ZCursor::new(picture.bytes.as_slice()));
    let space = decoder.decode_headers().ok().and_then(|()| decoder.input_colorspace());
    picture.extension == "jpg" && matches!(space, Some(ColorSpace::CMYK | ColorSpace::YCCK))
}

/// Converts a picture to RGB on white paper. PDF/X-1a allows no transparency, and the engine takes no CMYK. A JPEG in
/// RGB stays as it is.
///
/// # Errors
/// The picture can't be decoded or written.
pub fn flatten(picture: &Picture) -> ImageResult<Picture> {
    if picture.extension == "jpg" && !is_in_four_colours(picture) {
        return Ok(picture.clone());
    }
    let colours = decode(picture)?;
    let mut flat = RgbImage::new(colours.width(), colours.height());
    for (to, from) in flat.pixels_mut().zip(colours.pixels()) {
        to.0 = on_paper(from.0);
    }
    encode(picture, &flat.into())
}

/// Decodes a picture and turns it upright.
fn decode(picture: &Picture) -> ImageResult<RgbaImage> {
    let mut decoder = ImageReader::new(Cursor::new(&picture.bytes)).with_guessed_format()?.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut colours = DynamicImage::from_decoder(decoder)?;
    colours.apply_orientation(orientation);
    Ok(colours.into_rgba8())
}

/// Encodes a picture: as JPEG if it was one, otherwise as PNG.
fn encode(picture: &Picture, image: &DynamicImage) -> ImageResult<Picture> {
    let mut bytes = Vec::new();
    let extension = if picture.extension == "jpg" {
        image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY))?;
        "jpg"
    } else {
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
        "png"
    };
    Ok(Picture { bytes: Bytes::new(bytes), extension, ..picture.clone() })
}

/// Returns the colour that a transparent colour has on white paper.
fn on_paper([r, g, b, alpha]: [u8; 4]) -> [u8; 3] {
    [r, g, b].map(|c| ((u32::from(c) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255) as u8)
}

/// Returns the relative luminance of an sRGB colour, 0 to 1 (IEC 61966-2-1).
fn luminance([r, g, b]: [u8; 3]) -> f32 {
    use std::sync::OnceLock;
    static LINEAR: OnceLock<[f32; 256]> = OnceLock::new();
    let linear = LINEAR.get_or_init(|| {
        std::array::from_fn(|c| {
            let c = c as f32 / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        })
    });
    let light = |c: u8| linear[usize::from(c)];
    (0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_stays_white_and_tones_grow_evenly_darker() {
        let icc = crate::asset::ink::IccProfile::built_in().plain();
        let tones = ToneCurve::of(&icc).unwrap();
        assert_eq!((tones.0[SHADES - 1], tones.0[0]), (255, 0));
        assert!(tones.0.windows(2).all(|pair| pair[0] <= pair[1]));
        // A mid grey of the screen (L* 54) takes about half of K on a press that fills in.
        let middle = tones.0[(luminance([128; 3]) * (SHADES - 1) as f32) as usize];
        assert!((90..170).contains(&middle), "{middle}");
    }
}
