//! Pictures on a plate: their samples are converted to grey directly.
//!
//! A function at each pixel would cost some 0.7 s for a million pixels. What isn't understood here, such as JPEG 2000, is
//! left to the function of the colour space.

use lopdf::{Object, Stream};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::pdf::preflight::file::{File, as_name};
use crate::pdf::preflight::space::Space;

/// The most pixels of a picture that is converted.
const MAX_PIXELS: usize = 25_000_000;

/// How a colour's grey on a plate follows from its components. White is no ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grey {
    /// A component is the ink's share.
    Share(usize),
    /// A component is the light that the ink leaves.
    Light(usize),
    /// The lightest component is the light that the ink leaves.
    Lightest,
    /// There is no ink.
    Paper,
}

impl Grey {
    /// Returns the operators of a calculator function that leaves the grey of `count` components (PDF 2.0 7.10.5).
    pub fn function(self, count: usize) -> String {
        let pick = |index: usize| "pop ".repeat(count - 1 - index) + &"exch pop ".repeat(index);
        match self {
            Self::Share(index) => format!("{}1 exch sub", pick(index)),
            Self::Light(index) => pick(index),
            Self::Lightest => "2 copy lt {exch} if pop ".repeat(count.saturating_sub(1)),
            Self::Paper => format!("{}1", "pop ".repeat(count)),
        }
    }

    /// Returns the grey of a pixel.
    fn of(self, pixel: &[u8]) -> u8 {
        match self {
            Self::Share(index) => 255 - pixel[index],
            Self::Light(index) => pixel[index],
            Self::Lightest => pixel.iter().copied().max().unwrap_or(255),
            Self::Paper => 255,
        }
    }
}

/// Converts a picture to the grey of a plate. Returns `None` if its samples can't be read here.
pub fn convert(file: &File, stream: &Stream, space: &Space, grey: Grey) -> Option<Stream> {
    let dict = &stream.dict;
    let number = |key| file.get(dict, key).and_then(|number| number.as_i64().ok());
    let length = |key| number(key).and_then(|length| usize::try_from(length).ok()).filter(|length| *length > 0);
    // A mask by colours names colours of the space that is replaced.
    let has_colour_mask = matches!(file.get(dict, "Mask"), Some(Object::Array(_)));
    if has_colour_mask || number("BitsPerComponent").is_some_and(|bits| bits != 8) {
        return None;
    }
    let (width, height, count) = (length("Width")?, length("Height")?, space.components());
    let pixels = width.checked_mul(height).filter(|pixels| *pixels <= MAX_PIXELS)?;
    let tables = decode_tables(file.numbers(dict, "Decode"), count)?;
    let mut samples = read_samples(file, stream, [width, height, count])?;
    if samples.len() < pixels * count {
        return None;
    }
    let mut greys = Vec::with_capacity(pixels);
    for pixel in samples.chunks_exact_mut(count).take(pixels) {
        if let Some(tables) = &tables {
            pixel.iter_mut().zip(tables).for_each(|(sample, table)| *sample = table[usize::from(*sample)]);
        }
        greys.push(grey.of(pixel));
    }
    let mut dict = dict.clone();
    for key in ["Filter", "DecodeParms", "Decode", "Intent", "Length"] {
        dict.remove(key.as_bytes());
    }
    dict.set("ColorSpace", "DeviceGray");
    dict.set("BitsPerComponent", 8);
    Some(Stream::new(dict, greys))
}

/// Returns a table for each component from a sample to its value, if the picture has others than the usual ones
/// (PDF 2.0 8.9.5.2). Returns `None` if they make no sense.
fn decode_tables(decode: Option<Vec<f64>>, count: usize) -> Option<Option<Vec<[u8; 256]>>> {
    let Some(decode) = decode else { return Some(None) };
    let (pairs, rest) = decode.as_chunks::<2>();
    if pairs.len() != count || !rest.is_empty() {
        return None;
    }
    if pairs.iter().all(|pair| *pair == [0.0, 1.0]) {
        return Some(None);
    }
    let table = |[low, high]: &[f64; 2]| {
        std::array::from_fn(|sample| {
            ((low + (high - low) * sample as f64 / 255.0).clamp(0.0, 1.0) * 255.0).round() as u8
        })
    };
    Some(Some(pairs.iter().map(table).collect()))
}

/// Reads a picture's samples, of a width, a height and a number of components.
fn read_samples(file: &File, stream: &Stream, [width, height, count]: [usize; 3]) -> Option<Vec<u8>> {
    let filters = match file.get(&stream.dict, "Filter") {
        None => return (stream.content.len() >= width * height * count).then(|| stream.content.clone()),
        Some(Object::Array(list)) => list.iter().map(|name| as_name(file.follow(name))).collect::<Option<Vec<_>>>()?,
        Some(name) => vec![as_name(name)?],
    };
    let is_plain = |name: &&str| ["FlateDecode", "LZWDecode", "ASCIIHexDecode", "ASCII85Decode"].contains(name);
    match filters.as_slice() {
        ["DCTDecode"] if !stream.dict.has(b"DecodeParms") => read_jpeg(&stream.content, [width, height, count]),
        filters if filters.iter().all(is_plain) => file.content(stream, MAX_PIXELS * count),
        _ => None,
    }
}

/// Reads the samples of a JPEG whose head agrees with the picture's dictionary.
fn read_jpeg(bytes: &[u8], [width, height, count]: [usize; 3]) -> Option<Vec<u8>> {
    let limits = DecoderOptions::default().set_max_width(width).set_max_height(height);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), limits);
    decoder.decode_headers().ok()?;
    let space = match (decoder.input_colorspace()?, count) {
        (ColorSpace::YCbCr | ColorSpace::RGB, 3) => ColorSpace::RGB,
        (ColorSpace::Luma, 1) => ColorSpace::Luma,
        (ColorSpace::CMYK, 4) => ColorSpace::CMYK,
        _ => return None,
    };
    if decoder.dimensions()? != (width, height) {
        return None;
    }
    decoder.set_options(limits.jpeg_set_out_colorspace(space));
    decoder.decode().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pixel_is_as_grey_as_the_ink_leaves_it() {
        assert_eq!(Grey::Share(1).of(&[10, 20, 30, 40]), 235);
        assert_eq!(Grey::Light(2).of(&[10, 20, 30]), 30);
        assert_eq!(Grey::Lightest.of(&[10, 200, 30]), 200);
        assert_eq!(Grey::Paper.of(&[10]), 255);
    }

    #[test]
    fn a_turned_decode_array_turns_the_samples() {
        let tables = decode_tables(Some(vec![1.0, 0.0]), 1).unwrap().unwrap();
        assert_eq!([tables[0][0], tables[0][200], tables[0][255]], [255, 55, 0]);
        assert_eq!(decode_tables(Some(vec![0.0, 1.0]), 1), Some(None));
        assert_eq!(decode_tables(Some(vec![0.0, 1.0, 0.5]), 1), None);
    }
}
