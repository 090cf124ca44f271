//! Counts what the tables of a face promise, so that a small file can't promise more than any machine holds.
//!
//! It knows the tables `cmap` and `name` (ISO/IEC 14496-22, 5.2.1 and 5.4) as far as they hold counts.

/// The most characters that all maps of a face together may promise. Unicode has 1.1 million.
const MAX_CHARACTERS: u64 = 4_000_000;
/// The most bytes that all names of a face together may promise.
const MAX_NAME_BYTES: u64 = 4 << 20;

/// Returns whether the maps of characters are of a possible size.
pub fn is_possible_map(table: &[u8]) -> bool {
    let records = u16_at(table, 2).unwrap_or(0);
    let mut characters = 0;
    for record in 0..usize::from(records) {
        let subtable = u32_at(table, 4 + 8 * record + 4).and_then(|offset| table.get(offset as usize..));
        characters += subtable.map_or(0, |subtable| characters_of(subtable, MAX_CHARACTERS - characters));
        if characters >= MAX_CHARACTERS {
            return false;
        }
    }
    true
}

/// Returns how many characters a map promises, or at least `enough`.
fn characters_of(map: &[u8], enough: u64) -> u64 {
    match u16_at(map, 0) {
        Some(4) => {
            let segments = usize::from(u16_at(map, 6).unwrap_or(0) / 2);
            let ranges = (0..segments).map_while(|segment| {
                let end = u16_at(map, 14 + 2 * segment)?;
                Some((u64::from(u16_at(map, 16 + 2 * (segments + segment))?), u64::from(end)))
            });
            sum(ranges, enough)
        }
        Some(8) => sum(groups(map, 8204, 8208), enough),
        Some(12 | 13) => sum(groups(map, 12, 16), enough),
        Some(10) => u64::from(u32_at(map, 16).unwrap_or(0)),
        _ => u64::from(u16::MAX),
    }
}

/// Returns the first and last characters of groups, whose number stands at a byte and which begin at another.
fn groups(map: &[u8], count: usize, start: usize) -> impl Iterator<Item = (u64, u64)> {
    let count = u32_at(map, count).unwrap_or(0) as usize;
    (0..count).map_while(move |group| {
        let at = start + 12 * group;
        Some((u64::from(u32_at(map, at)?), u64::from(u32_at(map, at + 4)?)))
    })
}

/// Returns how many characters ranges hold, or at least `enough`.
fn sum(ranges: impl Iterator<Item = (u64, u64)>, enough: u64) -> u64 {
    let mut sum = 0;
    for (first, last) in ranges {
        sum += (last + 1).saturating_sub(first);
        if sum >= enough {
            break;
        }
    }
    sum
}

/// Returns whether the names are of a possible size.
pub fn are_possible_names(table: &[u8]) -> bool {
    let records = usize::from(u16_at(table, 2).unwrap_or(0));
    let lengths = (0..records).map_while(|record| u16_at(table, 6 + 12 * record + 8)).map(u64::from);
    lengths.sum::<u64>() <= MAX_NAME_BYTES
}

/// Returns the 16-bit number at a byte.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Returns the 32-bit number at a byte.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_of_all_numbers_is_impossible() {
        let map = |end: [u8; 4], count: u8| {
            let head = [0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, count];
            let group = [[0; 4], end, [0; 4]].concat();
            [&head[..], &group.repeat(usize::from(count))].concat()
        };
        assert!(is_possible_map(&map([0, 0x10, 0xff, 0xff], 1)) && is_possible_map(&[]));
        assert!(!is_possible_map(&map([0xff; 4], 1)) && !is_possible_map(&map([0, 0x10, 0xff, 0xff], 200)));
    }

    #[test]
    fn names_without_end_are_impossible() {
        let names = |count: u16| {
            let record = [0, 3, 0, 1, 4, 9, 0, 1, 0xff, 0xff, 0, 0];
            [&[0, 0][..], &count.to_be_bytes(), &[0, 6], &record.repeat(usize::from(count))].concat()
        };
        assert!(are_possible_names(&names(10)) && !are_possible_names(&names(1000)));
    }
}
