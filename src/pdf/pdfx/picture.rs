//! Converts pictures from RGB to CMYK, by the profile of the printing condition.

use std::io::Cursor;

use image::ImageFormat;
use jpeg_encoder::{ColorType, Encoder};
use lopdf::{Document, Object, ObjectId, Stream};
use moxcms::{ColorProfile, Layout, TransformOptions};

use super::BoxError;
use crate::asset::ink::Intent;
use crate::asset::picture::JPEG_QUALITY;

/// Converts every picture in RGB to CMYK. Photographs stay JPEG.
///
/// # Errors
/// A picture can't be decoded, or the profile can't be used.
pub fn convert_to_cmyk(document: &mut Document, intent: &Intent) -> Result<(), BoxError> {
    let coloured: Vec<(ObjectId, RgbSource)> =
        document.objects.iter().filter_map(|(id, object)| Some((*id, rgb_source(document, object)?))).collect();
    if coloured.is_empty() {
        return Ok(());
    }
    let press = ColorProfile::new_from_slice(&intent.profile.plain())?;
    for (id, source) in coloured {
        let own = match source {
            RgbSource::Icc(Some(bytes)) => ColorProfile::new_from_slice(&bytes).ok(),
            RgbSource::Icc(None) | RgbSource::Device => None,
        };
        let source = own.unwrap_or_else(ColorProfile::new_srgb);
        let transform = source.create_transform_8bit(Layout::Rgb, &press, Layout::Rgba, TransformOptions::default())?;
        let stream = document.get_object_mut(id)?.as_stream_mut()?;
        let is_photograph = stream.filters().is_ok_and(|filters| filters == [b"DCTDecode"]);
        let rgb = if is_photograph {
            image::load(Cursor::new(&stream.content), ImageFormat::Jpeg)?.into_rgb8().into_raw()
        } else {
            stream.decompressed_content()?
        };
        let mut cmyk = vec![0; rgb.len() / 3 * 4];
        transform.transform(&rgb[..rgb.len() / 3 * 3], &mut cmyk)?;
        store(stream, cmyk, is_photograph)?;
    }
    Ok(())
}

/// The colours of a picture in RGB.
enum RgbSource {
    /// By an ICC profile. It may be unreadable.
    Icc(Option<Vec<u8>>),
    /// DeviceRGB, which is taken as sRGB.
    Device,
}

/// Returns the colours of a picture in RGB; `None` for any other object.
fn rgb_source(document: &Document, object: &Object) -> Option<RgbSource> {
    let stream = object.as_stream().ok()?;
    if stream.dict.get(b"Subtype").ok()?.as_name().ok()? != b"Image" {
        return None;
    }
    let (_, space) = document.dereference(stream.dict.get(b"ColorSpace").ok()?).ok()?;
    match space {
        Object::Name(name) if name == b"DeviceRGB" => Some(RgbSource::Device),
        Object::Array(parts) if parts.first()?.as_name().ok()? == b"ICCBased" => {
            let (_, profile) = document.dereference(parts.get(1)?).ok()?;
            let profile = profile.as_stream().ok()?;
            let is_rgb = profile.dict.get(b"N").ok()?.as_i64().ok()? == 3;
            is_rgb.then(|| RgbSource::Icc(profile.get_plain_content().ok()))
        }
        _ => None,
    }
}

/// Puts the pixels in CMYK back into the stream.
fn store(stream: &mut Stream, cmyk: Vec<u8>, is_photograph: bool) -> Result<(), BoxError> {
    stream.dict.set("ColorSpace", Object::Name(b"DeviceCMYK".to_vec()));
    if !is_photograph {
        stream.set_plain_content(cmyk);
        stream.compress()?;
        return Ok(());
    }
    let size = |key: &[u8]| stream.dict.get(key)?.as_i64();
    let (width, height) = (size(b"Width")? as u16, size(b"Height")? as u16);
    let mut jpeg = Vec::new();
    Encoder::new(&mut jpeg, JPEG_QUALITY).encode(&cmyk, width, height, ColorType::Cmyk)?;
    stream.set_content(jpeg);
    // JPEG files in CMYK hold inverted values. The first program that wrote them did so, and all others followed.
    stream.dict.set("Decode", [1, 0, 1, 0, 1, 0, 1, 0].map(Object::Integer).to_vec());
    Ok(())
}
