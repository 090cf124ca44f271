//! How an issue goes to the press: its inks, its printing condition and the marks around the page.
//!
//! These are resolved settings. Where they come from in the YAML, and which of them are wrong, is for `check`.

mod screen;

use std::path::PathBuf;
use std::sync::LazyLock;

use self::screen::{PaperOnScreen, mix_without_profile};
use crate::issue::{InkPlate, Pictures, Profile};
use lopdf::{Stream, dictionary};

/// The ICC profile of FOGRA39, offset on coated paper, deflated (zlib licence, see src/asset/ink/README.md).
const FOGRA39: &[u8] = include_bytes!("ink/FOGRA39L_coated.icc.z");

/// The process inks in the order of their shares, as PDF names them.
pub const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];

/// The shares of C, M, Y and K in the red of an issue that names none, in percent.
pub const DEFAULT_RED: [f32; 4] = [0.0, 80.0, 80.0, 0.0];
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
    /// The one ink that is printed, if heads are printed beforehand (套打).
    pub plate: Option<InkPlate>,
    /// The inks of pictures.
    pub pictures: Pictures,
    /// Whether pictures below 150 dpi may be printed.
    pub coarse_pictures: bool,
    /// The printing condition.
    pub intent: Intent,
}

impl PrintSetup {
    /// Returns the setup of pages for a screen that belong to no issue.
    pub fn for_screen() -> Self {
        Self {
            own_profile: Profile::Screen,
            profile: Profile::Screen,
            spot: None,
            red: DEFAULT_RED,
            bleed: 0.0,
            marks: false,
            plate: None,
            pictures: Pictures::default(),
            coarse_pictures: false,
            intent: Intent::built_in(),
        }
    }

    /// Returns the names of the plates that the issue may need: black, the inks of red, and all process inks if pictures
    /// keep their colours.
    pub fn names(&self) -> Vec<&str> {
        let four = self.pictures == Pictures::Process;
        let is_mixed = |share: f32| self.spot.is_none() && share > 0.0;
        let colours = PROCESS.iter().zip(self.red).take(BLACK).filter(|(_, share)| four || is_mixed(*share));
        colours.map(|(name, _)| *name).chain(self.spot.as_deref()).chain([PROCESS[BLACK]]).collect()
    }
}

impl PrintSetup {
    /// Returns what the red looks like on paper, as a screen shows it (sRGB). It comes from the ICC profile of the printing
    /// condition, so that it is the red that viewers show of the print file.
    pub fn red_on_screen(&self) -> [u8; 3] {
        static BUILT_IN: LazyLock<Option<PaperOnScreen>> = LazyLock::new(|| PaperOnScreen::of(&IccProfile::built_in()));
        let shown = match &self.intent.profile {
            IccProfile::Deflated(_) => BUILT_IN.as_ref().and_then(|paper| paper.show(self.red)),
            own @ IccProfile::Plain(_) => PaperOnScreen::of(own).and_then(|paper| paper.show(self.red)),
        };
        shown.unwrap_or_else(|| mix_without_profile(self.red))
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

impl Intent {
    /// Returns the printing condition of an issue that names none.
    pub fn built_in() -> Self {
        Self {
            name: "FOGRA39".to_owned(),
            info: "Coated FOGRA39 (ISO 12647-2:2004)".to_owned(),
            profile: IccProfile::built_in(),
            path: None,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The colours are those of lcms2 for FOGRA39: relative colorimetric with black point compensation, to sRGB.
    #[test]
    fn the_red_on_a_screen_is_that_of_the_printing_condition() {
        for (red, expected) in [([0.0, 80.0, 80.0, 0.0], [234, 80, 55]), ([0.0, 100.0, 100.0, 0.0], [228, 9, 22])] {
            let shown = PrintSetup { red, ..PrintSetup::for_screen() }.red_on_screen();
            let far = shown.iter().zip(expected).map(|(a, b)| a.abs_diff(b)).max();
            assert!(far <= Some(3), "{red:?}: {shown:?}");
        }
    }
}
