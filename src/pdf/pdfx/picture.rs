//! Pictures in RGB to CMYK, by the profile of the printing condition.

use std::io::Cursor;

use image::ImageFormat;
use jpeg_encoder::{ColorType, Encoder};
use lopdf::{Document, Object, ObjectId, Stream};
use moxcms::{ColorProfile, Layout, TransformOptions};

use crate::asset::ink::Intent;

/// Whatever a library has to say.
type Trouble = Box<dyn std::error::Error>;

/// Brings every picture in three colours to CMYK; photographs stay JPEG.
///
/// # Errors
/// A picture can't be decoded, or the profile can't be used.
pub fn to_cmyk(document: &mut Document, intent: &Intent) -> Result<(), Trouble> {
    let coloured: Vec<(ObjectId, Option<Vec<u8>>)> =
        document.objects.iter().filter_map(|(id, object)| Some((*id, source_profile(document, object)?))).collect();
    if coloured.is_empty() {
        return Ok(());
    }
    let press = ColorProfile::new_from_slice(&intent.profile.plain())?;
    for (id, profile) in coloured {
        let own = profile.and_then(|bytes| ColorProfile::new_from_slice(&bytes).ok());
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

/// The profile of a picture in three colours, if the object is one.
fn source_profile(document: &Document, object: &Object) -> Option<Option<Vec<u8>>> {
    let stream = object.as_stream().ok()?;
    if stream.dict.get(b"Subtype").ok()?.as_name().ok()? != b"Image" {
        return None;
    }
    let (_, space) = document.dereference(stream.dict.get(b"ColorSpace").ok()?).ok()?;
    match space {
        Object::Name(name) if name == b"DeviceRGB" => Some(None),
        Object::Array(parts) if parts.first()?.as_name().ok()? == b"ICCBased" => {
            let (_, profile) = document.dereference(parts.get(1)?).ok()?;
            let profile = profile.as_stream().ok()?;
            let is_rgb = profile.dict.get(b"N").ok()?.as_i64().ok()? == 3;
            is_rgb.then(|| profile.get_plain_content().ok())
        }
        _ => None,
    }
}

fn store(stream: &mut Stream, cmyk: Vec<u8>, is_photograph: bool) -> Result<(), Trouble> {
    const QUALITY: u8 = 92;
    stream.dict.set("ColorSpace", Object::Name(b"DeviceCMYK".to_vec()));
    if !is_photograph {
        stream.set_plain_content(cmyk);
        stream.compress()?;
        return Ok(());
    }
    let size = |key: &[u8]| stream.dict.get(key)?.as_i64();
    let (width, height) = (size(b"Width")? as u16, size(b"Height")? as u16);
    let mut jpeg = Vec::new();
    Encoder::new(&mut jpeg, QUALITY).encode(&cmyk, width, height, ColorType::Cmyk)?;
    stream.set_content(jpeg);
    // JPEG files in CMYK are written the wrong way round, as the first of their writers did.
    stream.dict.set("Decode", [1, 0, 1, 0, 1, 0, 1, 0].map(Object::Integer).to_vec());
    Ok(())
}
