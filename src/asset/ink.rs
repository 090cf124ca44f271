//! How an issue goes to the press: its inks, its printing condition and what stands around the page.
//!
//! These are resolved settings. Where they come from in the YAML, and which of them are wrong, `check` knows.

use std::path::PathBuf;

use lopdf::{Stream, dictionary};

use crate::issue::{Pictures, Profile};

/// FOGRA39, offset on coated paper, deflated (zlib licence; see src/asset/ink/README.md).
const FOGRA39: &[u8] = include_bytes!("ink/FOGRA39L_coated.icc.z");

/// The process inks in the order of their shares, as PDF names them.
pub const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];

/// How an issue goes to the press.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintSetup {
    /// The profile of the issue's own PDF, such as `36.pdf`.
    pub own_profile: Profile,
    /// The profile of the PDF that is made.
    pub profile: Profile,
    /// The name of the red ink at the plant; nothing where it is mixed.
    pub spot: Option<String>,
    /// The red where it is mixed: shares of C, M, Y, K in percent.
    pub red: [f32; 4],
    /// What is printed beyond the trim, in mm.
    pub bleed: f64,
    /// Whether crop and registration marks, slug line and colour bar stand around the page.
    pub marks: bool,
    /// What becomes of pictures.
    pub pictures: Pictures,
    /// Whether pictures may be coarser than is decent.
    pub coarse_pictures: bool,
    /// The printing condition.
    pub intent: Intent,
}

impl PrintSetup {
    /// The plates that the issue may need: black, and red as it is mixed; all process inks for pictures in colour.
    pub fn names(&self) -> Vec<&str> {
        let four = self.pictures == Pictures::Process;
        let mixed = PROCESS.iter().zip(self.red).filter(|(_, share)| four || (self.spot.is_none() && *share > 0.0));
        mixed.map(|(name, _)| *name).chain(self.spot.as_deref()).chain(["Black"]).collect()
    }
}

/// A printing condition with its ICC profile.
#[derive(Debug, Clone, PartialEq)]
pub struct Intent {
    /// Its registered name, or the name of the file.
    pub name: String,
    /// What it is, for people.
    pub info: String,
    /// The profile, of class prtr for CMYK.
    pub profile: IccProfile,
    /// The profile's file, all links followed; nothing for the one that is compiled in.
    pub path: Option<PathBuf>,
}

/// An ICC profile as it is at hand.
#[derive(Debug, Clone, PartialEq)]
pub enum IccProfile {
    /// Compiled in and deflated already.
    Deflated(&'static [u8]),
    /// From a file.
    Plain(Vec<u8>),
}

impl IccProfile {
    /// FOGRA39, offset on coated paper.
    pub fn built_in() -> Self {
        Self::Deflated(FOGRA39)
    }

    /// The profile as a file has it.
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
