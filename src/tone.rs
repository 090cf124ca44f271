//! Pictures in black alone: what is light or dark in a picture stays so on the plate of K.
//!
//! How dark a share of K prints is read from the printing condition's own profile, so that a press that fills in gets
//! less ink. Colours are taken for sRGB.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader};
use moxcms::{ColorProfile, Layout, TransformOptions};
use typst::foundations::Bytes;

use crate::picture::Picture;

/// Shades that are told apart on the way; a plate has 256.
const SHADES: usize = 4096;

/// For each shade, from dark to light, the grey level (255 less the share of K) that prints so.
pub struct Tones(Vec<u8>);

impl Tones {
    /// The tones of a printing condition; nothing if its profile can't be used.
    pub fn of(profile: &[u8]) -> Option<Self> {
        let press = ColorProfile::new_from_slice(profile).ok()?;
        let screen = ColorProfile::new_srgb();
        let transform =
            press.create_transform_8bit(Layout::Rgba, &screen, Layout::Rgb, TransformOptions::default()).ok()?;
        let inks: Vec<u8> = (0..=255).flat_map(|k| [0, 0, 0, k]).collect();
        let mut printed = vec![0; 256 * 3];
        transform.transform(&inks, &mut printed).ok()?;
        let light: Vec<f32> = printed.chunks(3).map(|c| luminance(c[0], c[1], c[2])).collect();
        // Paper is white and full K is black, whatever the profile says of their absolute lightness.
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

    /// A picture in shades of K.
    ///
    /// # Errors
    /// The picture can't be decoded or written.
    pub fn in_black(&self, picture: &Picture) -> image::ImageResult<Picture> {
        let mut decoder =
            ImageReader::new(std::io::Cursor::new(&picture.bytes)).with_guessed_format()?.into_decoder()?;
        let orientation = decoder.orientation()?;
        let mut colours = DynamicImage::from_decoder(decoder)?;
        colours.apply_orientation(orientation);
        let colours = colours.into_rgba8();
        let mut grey = GrayImage::new(colours.width(), colours.height());
        for (to, from) in grey.pixels_mut().zip(colours.pixels()) {
            let [r, g, b, alpha] = from.0;
            let paper = |c: u8| (u32::from(c) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
            let light = luminance(paper(r) as u8, paper(g) as u8, paper(b) as u8);
            to.0[0] = self.0[(light * (SHADES - 1) as f32).round() as usize % SHADES];
        }
        let mut bytes = Vec::new();
        let extension = if picture.extension == "jpg" {
            let encoder = JpegEncoder::new_with_quality(&mut bytes, 92);
            encoder.write_image(&grey, grey.width(), grey.height(), image::ExtendedColorType::L8)?;
            "jpg"
        } else {
            grey.write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png)?;
            "png"
        };
        Ok(Picture { path: picture.path.clone(), bytes: Bytes::new(bytes), pixels: picture.pixels, extension })
    }
}

/// The light that an sRGB colour gives, 0 to 1 (IEC 61966-2-1).
fn luminance(r: u8, g: u8, b: u8) -> f32 {
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
        let icc = crate::check::IccProfile::built_in().plain();
        let tones = Tones::of(&icc).unwrap();
        assert_eq!((tones.0[SHADES - 1], tones.0[0]), (255, 0));
        assert!(tones.0.windows(2).all(|pair| pair[0] <= pair[1]));
        // A mid grey of the screen (L* 54) takes about half of K on a press that fills in.
        let middle = tones.0[(luminance(128, 128, 128) * (SHADES - 1) as f32) as usize];
        assert!((90..170).contains(&middle), "{middle}");
    }
}
