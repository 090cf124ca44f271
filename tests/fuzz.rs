//! The fuzz targets on stable: some hundred mutations of their seeds, the same in every run.

use std::fs;
use std::panic::catch_unwind;

use crate::support::root;

#[path = "../fuzz/targets.rs"]
mod targets;

/// How many mutations of each seed are tried.
const MUTATIONS: u64 = 120;
/// Pieces that mean something to one of the readers.
const PIECES: [&[u8]; 16] = [
    b"<<",
    b">>",
    b"[",
    b"]",
    b" 0 R",
    b"endobj",
    b"stream\n",
    b"/Length 9999999",
    b"/Kids",
    b"\xff\xd8",
    b"IDAT",
    b"\n  - ",
    b": |\n",
    b"**",
    b"[^1]: ",
    b"\xef\xbb\xbf",
];

/// Numbers that look random and are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most.max(1) as u64).unwrap()
    }
}

/// Changes a seed at some places.
fn mutate(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(6) {
        let (at, other) = (random.below(bytes.len()), random.below(bytes.len()));
        let (start, end) = (at.min(other), at.max(other).min(at.min(other) + 200));
        match random.below(6) {
            _ if bytes.is_empty() => bytes.push(0),
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
            2 => drop(bytes.drain(start..end)),
            3 => drop(bytes.splice(at..at, PIECES[random.below(PIECES.len())].iter().copied())),
            4 => {
                let copy = bytes[start..end].to_vec();
                drop(bytes.splice(at..at, copy));
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}

/// Tries a target on mutations of all of its seeds, and names the first that it panics on.
#[track_caller]
fn try_target(name: &str, target: fn(&[u8])) {
    let folder = root().join("fuzz/seeds").join(name);
    let mut seeds: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    seeds.sort();
    assert!(!seeds.is_empty());
    for path in seeds {
        let seed = fs::read(&path).unwrap();
        target(&seed);
        for number in 1..=MUTATIONS {
            let bytes = mutate(&seed, &mut Random(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
            let ends = catch_unwind(|| target(&bytes));
            assert!(ends.is_ok(), "mutation {number} of {}: {:?}", path.display(), String::from_utf8_lossy(&bytes));
        }
    }
}

#[test]
fn mutations_of_pdfs_are_examined_or_refused() {
    try_target("preflight", targets::preflight);
}

#[test]
fn mutations_of_pdfs_are_measured_or_refused() {
    try_target("inspect", targets::inspect);
}

#[test]
fn mutations_of_issues_are_read_or_refused() {
    try_target("yaml", targets::yaml);
}

#[test]
fn mutations_of_bodies_are_read_or_refused() {
    try_target("markdown", targets::markdown);
}

#[test]
fn mutations_of_pictures_are_read_or_refused() {
    try_target("pictures", targets::pictures);
}
