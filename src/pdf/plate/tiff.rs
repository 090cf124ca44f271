//! Writes a plate as TIFF 6.0: grey of 8 bits, packed in runs.

use super::PlateImage;

/// What a picture says about the program that wrote it.
pub const SOFTWARE: &str = "jianbao plates";
/// The most bytes of a run or of a stretch without runs (TIFF 6.0 section 9).
const MAX_RUN: usize = 128;
/// The types of values (TIFF 6.0 section 2).
const ASCII: u16 = 2;
/// A whole number of two bytes.
const SHORT: u16 = 3;
/// A whole number of four bytes.
const LONG: u16 = 4;
/// A fraction of two whole numbers of four bytes.
const RATIONAL: u16 = 5;
/// The bytes of the head, before the directory.
const HEAD_BYTES: usize = 8;
/// The bytes of an entry of the directory.
const ENTRY_BYTES: usize = 12;
/// The number of the directory's entries.
const ENTRIES: usize = 13;
/// What the denominators of fractions are, so that resolutions have decimals.
const PER_UNIT: f32 = 1000.0;

/// Returns a plate as TIFF; `None` if it is larger than a TIFF can be.
pub fn write_tiff(image: &PlateImage, dpi: f32) -> Option<Vec<u8>> {
    let packed = pack(image);
    let number = |value: usize| u32::try_from(value).ok();
    let software = [SOFTWARE.as_bytes(), b"\0"].concat();
    // The values that don't fit into an entry stand behind the directory: the words, the resolution, the pixels.
    let words_at = HEAD_BYTES + 2 + ENTRIES * ENTRY_BYTES + 4;
    let resolution_at = (words_at + software.len()).next_multiple_of(2);
    let pixels_at = resolution_at + 8;
    let (width, height) = (number(image.width_px)?, number(image.height_px)?);
    let entries: [(u16, u16, u32, u32); ENTRIES] = [
        (256, LONG, 1, width),
        (257, LONG, 1, height),
        // 8 bits to the sample, packed in runs, 0 is black, one strip of all rows.
        (258, SHORT, 1, 8),
        (259, SHORT, 1, 32773),
        (262, SHORT, 1, 1),
        (273, LONG, 1, number(pixels_at)?),
        (277, SHORT, 1, 1),
        (278, LONG, 1, height),
        (279, LONG, 1, number(packed.len())?),
        (282, RATIONAL, 1, number(resolution_at)?),
        (283, RATIONAL, 1, number(resolution_at)?),
        // The unit of the resolution is the inch.
        (296, SHORT, 1, 2),
        (305, ASCII, number(software.len())?, number(words_at)?),
    ];
    let mut bytes = b"II*\0".to_vec();
    bytes.extend(number(HEAD_BYTES)?.to_le_bytes());
    bytes.extend((ENTRIES as u16).to_le_bytes());
    for (tag, kind, count, value) in entries {
        bytes.extend([tag, kind].iter().flat_map(|number| number.to_le_bytes()));
        bytes.extend([count, value].iter().flat_map(|number| number.to_le_bytes()));
    }
    // There is no further directory.
    bytes.extend([0; 4]);
    bytes.extend(software);
    bytes.resize(resolution_at, 0);
    bytes.extend([(dpi * PER_UNIT).round() as u32, PER_UNIT as u32].iter().flat_map(|number| number.to_le_bytes()));
    bytes.extend(packed);
    number(bytes.len())?;
    Some(bytes)
}

/// Packs the pixels in runs, row by row (`PackBits`, TIFF 6.0 section 9).
fn pack(image: &PlateImage) -> Vec<u8> {
    let mut packed = Vec::new();
    for row in image.grey.chunks(image.width_px.max(1)) {
        let mut single: &[u8] = &[];
        let mut rest = row;
        while let Some(level) = rest.first() {
            let run = rest.iter().take(MAX_RUN).take_while(|next| *next == level).count();
            let at = row.len() - rest.len();
            if run >= 3 {
                put_single(&mut packed, single);
                single = &[];
                packed.extend([(257 - run) as u8, *level]);
                rest = &rest[run..];
            } else {
                single = &row[at - single.len()..=at];
                rest = &rest[1..];
                if single.len() == MAX_RUN {
                    put_single(&mut packed, single);
                    single = &[];
                }
            }
        }
        put_single(&mut packed, single);
    }
    packed
}

/// Puts a stretch without runs.
fn put_single(packed: &mut Vec<u8>, levels: &[u8]) {
    if !levels.is_empty() {
        packed.push((levels.len() - 1) as u8);
        packed.extend_from_slice(levels);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Unpacks runs as the standard says.
    fn unpack(mut packed: &[u8]) -> Vec<u8> {
        let mut levels = Vec::new();
        while let [head, rest @ ..] = packed {
            packed = match usize::from(*head) {
                count @ 0..128 => {
                    levels.extend_from_slice(&rest[..=count]);
                    &rest[count + 1..]
                }
                count => {
                    levels.extend(std::iter::repeat_n(rest[0], 257 - count));
                    &rest[1..]
                }
            };
        }
        levels
    }

    #[test]
    fn pixels_are_packed_and_come_back() {
        let mixed: Vec<u8> = (0..400u32).map(|at| if at % 7 < 3 { 9 } else { at as u8 }).collect();
        for row in [vec![], vec![1], vec![2; 2], vec![3; 129], vec![4; 1000], mixed, [vec![5, 6], vec![7; 9]].concat()]
        {
            let image = PlateImage { width_px: row.len(), height_px: 1, grey: row.clone() };
            assert_eq!(unpack(&pack(&image)), row);
        }
    }
}
