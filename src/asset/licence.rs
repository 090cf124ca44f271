//! The licences of what is compiled into the program: the bundled faces and the libraries.
//!
//! Some ask that every copy carries their text. `licence/libraries.txt` and `licence/texts.z` are generated from the
//! packages themselves: `JIANBAO_ACCEPT=1 cargo test the_list_of_libraries`. It doesn't know how they are printed.

use lopdf::{Stream, dictionary};

/// The libraries, one a line: name, version, terms and the numbers of their texts, with tabs between. Behind an empty line
/// stand the packages that only build and test the program.
const LIBRARIES: &str = include_str!("licence/libraries.txt");
/// The texts, deflated, with [`SEPARATOR`] between them.
const TEXTS: &[u8] = include_bytes!("licence/texts.z");
/// What stands between two texts.
pub const SEPARATOR: char = '\u{1e}';

/// The program's own licence. Its user may take Apache-2.0 instead.
pub const OWN: &str = include_str!("../../LICENSE");

/// Bundled faces under one licence.
#[derive(Debug, Clone, Copy)]
pub struct FaceLicence {
    /// Their files in `fonts/`.
    pub files: &'static [&'static str],
    /// The terms, by their SPDX identifier.
    pub terms: &'static str,
    /// The text with the notice of copyright, and with what was changed in the files.
    pub text: &'static str,
}

/// The licences of the bundled faces.
pub const FACES: &[FaceLicence] = &[
    FaceLicence {
        files: &[
            "NotoSerifCJKsc-Black-TGH.otf",
            "NotoSerifCJKsc-Bold-TGH.otf",
            "NotoSerifCJKsc-Regular-GB18030.otf",
            "NotoSansCJKsc-Medium-TGH.otf",
        ],
        terms: "OFL-1.1",
        text: include_str!("../../fonts/licenses/OFL-NotoCJK.txt"),
    },
    FaceLicence {
        files: &["ZhuqueFangsong-Regular.ttf"],
        terms: "OFL-1.1",
        text: include_str!("../../fonts/licenses/OFL-ZhuqueFangsong.txt"),
    },
    FaceLicence {
        files: &["gkai00mp.ttf"],
        terms: "Arphic-1999",
        text: include_str!("../../fonts/licenses/ARPHICPL.TXT"),
    },
    FaceLicence {
        files: &["LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"],
        terms: "OFL-1.1",
        text: include_str!("../../fonts/licenses/OFL-Liberation-debian-copyright.txt"),
    },
    FaceLicence {
        files: &["HanaMinB.ttf"],
        terms: "OFL-1.1",
        text: include_str!("../../fonts/licenses/Hanazono-debian-copyright.txt"),
    },
];

/// A library that is compiled into the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// The name of its package.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Its terms, as an SPDX expression.
    pub terms: &'static str,
    /// Which of [`texts`] it brings along, from 0.
    pub texts: Vec<usize>,
}

/// Returns the libraries, by name.
pub fn libraries() -> Vec<Library> {
    let line = |line: &'static str| {
        let mut parts = line.split('\t');
        let (name, version, terms) = (parts.next()?, parts.next()?, parts.next()?);
        let texts = parts.next()?.split(' ').filter_map(|number| number.parse().ok()).collect();
        Some(Library { name, version, terms, texts })
    };
    LIBRARIES.lines().take_while(|line| !line.is_empty()).filter_map(line).collect()
}

/// Returns the packages that only build and test the program, as names with versions. No part of them is in it.
pub fn tools() -> impl Iterator<Item = (&'static str, &'static str)> {
    LIBRARIES.lines().skip_while(|line| !line.is_empty()).filter_map(|line| line.split_once('\t'))
}

/// Returns the texts of the libraries' licences, each once.
pub fn texts() -> Vec<String> {
    let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, TEXTS.to_vec());
    let plain = stream.decompressed_content().unwrap_or_default();
    String::from_utf8_lossy(&plain).split(SEPARATOR).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_face_has_a_licence() {
        let mut licensed: Vec<_> = FACES.iter().flat_map(|licence| licence.files).map(ToString::to_string).collect();
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts")).unwrap();
        let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut bundled: Vec<_> = names.filter(|name| name.ends_with(".ttf") || name.ends_with(".otf")).collect();
        licensed.sort_unstable();
        bundled.sort_unstable();
        assert_eq!(licensed, bundled);
    }
}
