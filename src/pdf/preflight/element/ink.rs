//! The ink of an element: which inks it prints, and what it leaves of those below.

use crate::pdf::preflight::ground::{BLACK, COLOUR, EVERY, SPOT};
use crate::pdf::preflight::space::{ALL, InkShare, PROCESS, Space};
use crate::pdf::preflight::state::State;

/// The share of black from which text of several inks is black (GWG 2022 R0015).
pub(super) const RICH_BLACK: f32 = 0.85;

/// How the colour of an element was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// DeviceGray.
    Gray,
    /// DeviceCMYK.
    Cmyk,
    /// Inks by name: Separation and DeviceN.
    Named,
    /// Any other space, which the RIP converts.
    Converted,
}

impl Model {
    /// Returns the model of a space.
    fn of(space: &Space) -> Self {
        match space {
            Space::Gray => Self::Gray,
            Space::Cmyk => Self::Cmyk,
            Space::Separation(..) => Self::Named,
            Space::Indexed(base, _) | Space::Pattern(Some(base)) => Self::of(base),
            Space::Rgb | Space::CieBased(_) | Space::Pattern(None) => Self::Converted,
        }
    }
}

/// The ink of an element.
#[derive(Debug, Clone)]
pub struct Ink {
    /// The inks and their shares. A pattern has none.
    pub shares: Vec<InkShare>,
    /// The kinds of ink on the ground.
    pub kinds: u8,
    /// How the colour was given.
    pub model: Model,
    /// Whether it prints over what is below.
    pub overprints: bool,
    /// Whether an ink of DeviceCMYK that is 0 leaves what is below when it overprints.
    pub keeps_zero: bool,
    /// Whether it lets through what is below by transparency.
    pub is_transparent: bool,
}

impl Ink {
    /// Makes the ink of an area, or of a line, in a graphics state.
    pub fn new(space: &Space, shares: Vec<InkShare>, state: &State, strokes: bool) -> Self {
        let lets_through = if strokes { state.transparent_stroke } else { state.transparent_fill };
        Self {
            kinds: kinds_of(&shares),
            shares,
            model: Model::of(space),
            overprints: if strokes { state.overprint_stroke } else { state.overprint_fill },
            keeps_zero: state.overprint_keeps_zero,
            is_transparent: lets_through || state.blends || state.masked,
        }
    }

    /// Makes the ink of everything that a space can print, as in a picture.
    pub fn every(space: &Space, state: &State) -> Self {
        let shares = space.plates().into_iter().map(|ink| InkShare { ink, share: 1.0 }).collect();
        Self { keeps_zero: false, ..Self::new(space, shares, state, false) }
    }

    /// Makes the ink of a pattern, of which only the kinds of ink are known.
    pub fn pattern(kinds: u8) -> Self {
        let model = Model::Converted;
        Self { shares: Vec::new(), kinds, model, overprints: false, keeps_zero: false, is_transparent: true }
    }

    /// Returns the kinds of ink below that it leaves (PDF 2.0 table 148).
    pub(super) fn keeps(&self) -> u8 {
        match self.model {
            _ if self.is_transparent => EVERY,
            _ if !self.overprints => 0,
            Model::Named => EVERY,
            Model::Cmyk if self.keeps_zero => EVERY,
            Model::Gray | Model::Cmyk | Model::Converted => SPOT,
        }
    }

    /// Whether nothing is printed (GWG 2022 D0010).
    pub(super) fn is_white(&self) -> bool {
        self.shares.is_empty() && self.model != Model::Converted
    }

    /// Whether black is printed full and alone (GWG 2022 D0013 to D0015).
    pub(super) fn is_black(&self) -> bool {
        let is_full = matches!(self.shares.as_slice(), [only] if only.ink == "Black" && only.share > 0.998);
        is_full && !self.is_transparent && self.model != Model::Converted
    }

    /// Whether it is grey or black in DeviceGray.
    pub(super) fn is_gray(&self) -> bool {
        self.model == Model::Gray && !self.shares.is_empty()
    }

    /// Whether black lies on other inks in such a way that they end at its edge.
    pub(super) fn knocks_out(&self) -> bool {
        match self.model {
            Model::Cmyk => !(self.overprints && self.keeps_zero),
            _ => !self.overprints,
        }
    }

    /// Whether several inks print black: K nearly full with something else, or C, M and Y all nearly full.
    pub(super) fn is_rich_black(&self) -> bool {
        let of = |name: &str| self.share_of(name);
        let colours = [of("Cyan"), of("Magenta"), of("Yellow")];
        (of("Black") > RICH_BLACK && colours.iter().any(|share| *share > 0.02))
            || colours.iter().all(|share| *share > RICH_BLACK)
    }

    /// Returns the share of an ink.
    pub(super) fn share_of(&self, name: &str) -> f32 {
        self.shares.iter().find(|share| share.ink == name).map_or(0.0, |share| share.share)
    }

    /// Returns the sum of the process inks.
    pub(super) fn process_sum(&self) -> f64 {
        PROCESS.iter().map(|name| f64::from(self.share_of(name))).sum()
    }
}

/// Returns the kinds of ink on the ground.
fn kinds_of(shares: &[InkShare]) -> u8 {
    let kind = |share: &InkShare| match share.ink.as_str() {
        ALL => EVERY,
        "Black" => BLACK,
        name if PROCESS.contains(&name) => COLOUR,
        _ => SPOT,
    };
    shares.iter().fold(0, |kinds, share| kinds | kind(share))
}
