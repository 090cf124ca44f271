//! The faces that are compiled into the program.
//!
//! It knows their files. Which face has which role is for `role`.

use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};
use typst_kit::fonts::FontSource;

/// A bundled face, parsed when it is first used.
pub struct Bundled {
    /// The name of its file in `fonts/`.
    pub file: &'static str,
    /// The file.
    data: &'static [u8],
}

macro_rules! bundle {
    ($($file:literal)*) => {
        /// The bundled faces. `fonts/index.json` has the same order.
        const FACES: &[Bundled] = &[$(Bundled { file: $file, data: include_bytes!(concat!("../../../fonts/", $file)) }),*];
    };
}

// They stand in the order in which the engine needs them for an issue. The imprint is measured first.
bundle! {
    "LiberationSerif-Regular.ttf"
    "ZhuqueFangsong-Regular.ttf"
    "NotoSansCJKsc-Medium-TGH.otf"
    "NotoSerifCJKsc-Regular-GB18030.otf"
    "gkai00mp.ttf"
    "NotoSerifCJKsc-Black-TGH.otf"
    "NotoSerifCJKsc-Bold-TGH.otf"
    "LiberationSerif-Bold.ttf"
    "HanaMinB.ttf"
}

impl FontSource for Bundled {
    fn load(&self) -> Option<Font> {
        Font::new(Bytes::new(self.data), 0)
    }
}

/// Returns the bundled faces with what the engine must know of each before it is parsed.
///
/// To read the character maps of 60 MB of faces takes longer than to typeset an issue. So they are kept in
/// `fonts/index.json`, which a test compares with the faces.
pub fn faces() -> impl Iterator<Item = (Bundled, FontInfo)> {
    let index: Vec<FontInfo> = serde_json::from_str(include_str!("../../../fonts/index.json")).unwrap_or_default();
    let index = if index.len() == FACES.len() { index } else { read_index() };
    FACES.iter().map(|face| Bundled { ..*face }).zip(index)
}

/// Returns whether a file is a copy of a bundled face, as in the folder `fonts/` of jianbao itself. Such a file is left
/// out. Name and length decide, since to compare 60 MB would take longer than to typeset.
pub fn is_copy(path: &std::path::Path) -> bool {
    let same = |face: &&Bundled| path.file_name().is_some_and(|name| name == face.file);
    let face = FACES.iter().find(same);
    face.is_some_and(|face| path.metadata().is_ok_and(|file| file.len() == face.data.len() as u64))
}

/// Reads from the faces what `fonts/index.json` holds.
fn read_index() -> Vec<FontInfo> {
    FACES.iter().filter_map(|face| FontInfo::new(face.data, 0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `JIANBAO_ACCEPT=1 cargo test` writes the index anew after a face has changed.
    #[test]
    fn the_index_says_what_the_faces_hold() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/index.json");
        let real = serde_json::to_string(&read_index()).unwrap();
        if std::env::var_os("JIANBAO_ACCEPT").is_some() {
            std::fs::write(path, real.clone() + "\n").unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap().trim_end(), real);
    }
}
