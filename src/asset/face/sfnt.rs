//! Checks that a file of faces is whole, before anything else reads it: its counts are possible and its tables lie within it.
//!
//! A file that was cut short still has its names and its map of characters, so that its text would be set and not seen. It
//! knows the frame of OpenType files (ISO/IEC 14496-22, 4.5 and 4.6) and nothing of what the tables hold.

mod count;

use self::count::{are_possible_names, is_possible_map, u16_at};

/// The most faces of a collection. The largest known one has 36.
const MAX_FACES: usize = 64;
/// The most tables of a face. There are some 60 kinds.
const MAX_TABLES: usize = 128;
/// The bytes of a table's record: tag, checksum, offset, length.
const RECORD_BYTES: usize = 16;

/// Returns whether a file holds one face or a collection of faces with all of their tables.
pub fn is_whole(file: &[u8]) -> bool {
    if !file.starts_with(b"ttcf") {
        return is_whole_face(file, 0);
    }
    let Some(count) = u32_at(file, 8) else { return false };
    (1..=MAX_FACES).contains(&count)
        && (0..count).all(|face| u32_at(file, 12 + 4 * face).is_some_and(|start| is_whole_face(file, start)))
}

/// Returns whether the face that starts at a byte has all of its tables within the file.
fn is_whole_face(file: &[u8], start: usize) -> bool {
    let known = [&[0, 1, 0, 0], b"OTTO", b"true"];
    let Some(face) = file.get(start..) else { return false };
    let count = usize::from(u16_at(face, 4).unwrap_or(0));
    let is_whole_table = |table: usize| {
        let record = 12 + RECORD_BYTES * table;
        let [Some(offset), Some(length)] = [8, 12].map(|field| u32_at(face, record + field)) else { return false };
        let Some(bytes) = offset.checked_add(length).and_then(|end| file.get(offset..end)) else { return false };
        match &face[record..record + 4] {
            b"cmap" => is_possible_map(bytes),
            b"name" => are_possible_names(bytes),
            _ => true,
        }
    };
    known.iter().any(|version| face.starts_with(*version))
        && (1..=MAX_TABLES).contains(&count)
        && (0..count).all(is_whole_table)
}

/// Returns the number at a byte of the file.
fn u32_at(file: &[u8], at: usize) -> Option<usize> {
    count::u32_at(file, at).and_then(|number| usize::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A face of one table of four bytes.
    fn face() -> Vec<u8> {
        let mut face = b"OTTO\x00\x01\x00\x00\x00\x00\x00\x00cmap\x00\x00\x00\x00".to_vec();
        face.extend([0, 0, 0, 28, 0, 0, 0, 4]);
        face.extend(b"DATA");
        face
    }

    #[test]
    fn a_face_that_was_cut_short_is_not_whole() {
        let face = face();
        assert!(is_whole(&face));
        assert!((0..face.len()).all(|length| !is_whole(&face[..length])));
    }

    #[test]
    fn a_collection_of_very_many_faces_is_not_whole() {
        let collection = |count: [u8; 4]| [b"ttcf\x00\x01\x00\x00".as_slice(), &count, &[0; 4096]].concat();
        assert!(
            !is_whole(&collection([0xff; 4])) && !is_whole(&collection([0; 4])) && !is_whole(&collection([0, 0, 0, 1]))
        );
    }
}
