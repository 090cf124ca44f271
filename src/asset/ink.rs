//! How an issue goes to the press: its inks, its printing condition and the marks around the page.
//!
//! These are resolved settings. Where they come from in the YAML, and which of them are wrong, is for `check`.

use std::path::PathBuf;

use lopdf::{Stream, dictionary};

use crate::issue::{Pictures, Profile};

/// The ICC profile of FOGRA39, offset on coated paper, deflated (zlib licence, see src/asset/ink/README.md).
const FOGRA39: &[u8] = include_bytes!("ink/FOGRA39L_coated.icc.z");

/// The process inks in the order of their shares, as PDF names them.
pub const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];

/// The place of black among the process inks.
const BLACK: usize = 3;

/// How an issue goes to the press.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintSetup {
    /// The profile of the issue's own PDF, such as `36.pdf`.
    pub own_profile: Profile,
    /// The profile of the PDF that is made.
    pub profile: Profile,
    /// The name of the red ink at the print shop. There is none if red is mixed from process inks.
    pub spot: Option<String>,
    /// How red is mixed: the shares of C, M, Y and K in percent.
    pub red: [f32; 4],
    /// The bleed in mm.
    pub bleed: f64,
    /// Whether crop and register marks, slug line and colour bar stand around the page.
    pub marks: bool,
    /// The inks of pictures.
    pub pictures: Pictures,
    /// Whether pictures below 150 dpi may be printed.
    pub coarse_pictures: bool,
    /// The printing condition.
    pub intent: Intent,
}

impl PrintSetup {
    /// Returns the names of the plates that the issue may need: black, the inks of red, and all process inks if pictures
    /// keep their colours.
    pub fn names(&self) -> Vec<&str> {
        let four = self.pictures == Pictures::Process;
        let is_mixed = |share: f32| self.spot.is_none() && share > 0.0;
        let colours = PROCESS.iter().zip(self.red).take(BLACK).filter(|(_, share)| four || is_mixed(*share));
        colours.map(|(name, _)| *name).chain(self.spot.as_deref()).chain([PROCESS[BLACK]]).collect()
    }
}

/// An output intent (输出意图): a printing condition with its ICC profile.
#[derive(Debug, Clone, PartialEq)]
pub struct Intent {
    /// Its registered name, or the name of the profile's file.
    pub name: String,
    /// What it is, in words for people.
    pub info: String,
    /// The profile, which is of class prtr and for CMYK.
    pub profile: IccProfile,
    /// The profile's file with all links followed. The built-in profile has none.
    pub path: Option<PathBuf>,
}

/// The bytes of an ICC profile.
#[derive(Debug, Clone, PartialEq)]
pub enum IccProfile {
    /// Compiled into the program, deflated.
    Deflated(&'static [u8]),
    /// Read from a file.
    Plain(Vec<u8>),
}

impl IccProfile {
    /// Returns FOGRA39, offset on coated paper.
    pub fn built_in() -> Self {
        Self::Deflated(FOGRA39)
    }

    /// Returns the profile as a file holds it.
    pub fn plain(&self) -> Vec<u8> {
        match self {
            Self::Plain(bytes) => bytes.clone(),
            Self::Deflated(bytes) => {
                let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, bytes.to_vec());
                stream.decompressed_content().unwrap_or_default()
            }
        }
    }
}
