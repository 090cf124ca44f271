//! How plates are drawn, on the command line.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::issue::{CopyNumbers, InkPlate};
use crate::pdf::plate::PictureKind;

/// Reads the kind of a plate's picture, also by the end of its file's name.
pub fn read_kind(text: &str) -> Result<PictureKind, String> {
    let kind = match text {
        "tif" => "tiff",
        other => other,
    };
    PictureKind::ALL.iter().copied().find(|known| known.name() == kind).ok_or_else(|| text.to_owned())
}

/// Reads the resolution of plates in pixels to the inch, from that of a screen to that of a fine proof.
pub fn read_resolution(text: &str) -> Result<f32, String> {
    let dpi = text.strip_suffix("dpi").unwrap_or(text).trim().parse::<f32>().map_err(|error| error.to_string())?;
    if (20.0..=1200.0).contains(&dpi) { Ok(dpi) } else { Err(text.to_owned()) }
}

/// Reads the numbers of copies, such as `1-50`.
pub fn read_copies(text: &str) -> Result<CopyNumbers, String> {
    CopyNumbers::parse(text).ok_or_else(|| text.to_owned())
}

impl ValueEnum for InkPlate {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}
