//! Finds JPEGs whose data end before the picture does. Readers silently fill the rest with grey.
//!
//! It knows how JPEGs are coded (ITU-T T.81). What becomes of such a picture is for the caller.

use typst::foundations::Bytes;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The bytes of each padding. A reader that lacks data takes them for its data, and a few already change the picture.
const PADDING_BYTES: usize = 1 << 16;
/// The two paddings. Neither byte begins a marker.
const PADDINGS: [u8; 2] = [0x00, 0xb5];

/// Returns whether the data of a JPEG reach to the end of the picture. No side is longer than `max_side`.
///
/// Where data are missing, what is put before the end marker becomes a part of the picture. So the picture is read with two
/// paddings there. If it is the same both times, it is whole.
#[comemo::memoize]
pub fn is_whole(bytes: Bytes, max_side: usize) -> bool {
    let last = |marker: u8| bytes.windows(2).rposition(|pair| pair == [0xff, marker]);
    // The end marker stands behind the last scan (B.1.1.3).
    let (Some(scan), Some(end)) = (last(0xda), last(0xd9)) else { return false };
    let [first, second] = PADDINGS.map(|padding| {
        let padded = [&bytes[..end], &[padding; PADDING_BYTES], &[0xff, 0xd9]].concat();
        decode(&padded, max_side)
    });
    scan < end && first == second
}

/// Returns the pixels of a JPEG, in shades of grey if that is less work, or `None` if it can't be read.
fn decode(bytes: &[u8], max_side: usize) -> Option<Vec<u8>> {
    let options = DecoderOptions::default().set_max_width(max_side).set_max_height(max_side);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    if matches!(decoder.input_colorspace(), Some(ColorSpace::YCbCr | ColorSpace::Luma)) {
        decoder.set_options(options.jpeg_set_out_colorspace(ColorSpace::Luma));
    }
    decoder.decode().ok()
}

#[cfg(test)]
mod tests {
    use image::codecs::jpeg::JpegEncoder;

    use super::*;

    /// A picture of many tones, coded sequentially.
    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let picture =
            image::RgbImage::from_fn(width, height, |x, y| image::Rgb([x * 7, y * 5, x * y].map(|c| c as u8)));
        let mut bytes = Vec::new();
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 90)).unwrap();
        bytes
    }

    fn is_whole_file(bytes: &[u8]) -> bool {
        is_whole(Bytes::new(bytes.to_vec()), 30_000)
    }

    #[test]
    fn whole_pictures_of_any_size_are_whole() {
        for (width, height) in [(1, 1), (8, 8), (16, 16), (17, 31), (640, 479), (3, 200)] {
            assert!(is_whole_file(&jpeg(width, height)), "{width} × {height}");
        }
    }

    #[test]
    fn a_flat_picture_is_whole() {
        let mut bytes = Vec::new();
        let white = image::GrayImage::from_pixel(40, 400, image::Luma([255]));
        white.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 90)).unwrap();
        assert!(is_whole_file(&bytes) && is_whole_file(&[&bytes[..], b"words behind it"].concat()));
    }

    #[test]
    fn half_a_picture_with_an_end_marker_is_not_whole() {
        let mut half = jpeg(320, 240);
        for share in [50, 90, 98] {
            half.truncate(jpeg(320, 240).len() * share / 100);
            half.extend([0xff, 0xd9]);
            assert!(!is_whole_file(&half), "{share} %");
            half = jpeg(320, 240);
        }
    }

    #[test]
    fn a_head_that_promises_more_lines_is_found() {
        let mut taller = jpeg(320, 240);
        let frame = taller.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
        taller[frame + 5..frame + 7].copy_from_slice(&2400u16.to_be_bytes());
        assert!(!is_whole_file(&taller));
    }
}
