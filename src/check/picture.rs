//! Pictures of an issue: found and read, and in the colours in which they are printed.

use super::{Checker, Plates};
use crate::diagnostic::{Code, Diagnostic};
use crate::issue::{Issue, Pictures, Profile};
use crate::markup::Block;
use crate::picture::Picture;
use crate::place::Place;
use crate::tone::{self, Tones};
use crate::yaml::Text;

/// The most pixels of all pictures of an issue together; the engine keeps them all in memory.
const MAX_PIXELS: usize = 300_000_000;

impl Checker<'_> {
    /// Brings pictures to the colours that the profile prints: RGB on a screen; K for the plates, or four inks where
    /// the issue says so, which are then told.
    pub(super) fn colours(
        &mut self,
        pictures: Vec<&mut Picture>,
        issue: &Issue,
        profile: Profile,
        plates: &Plates,
        source: &Place,
    ) {
        if !profile.is_for_plates() {
            let in_print_colours = pictures.into_iter().filter(|picture| tone::is_in_four_colours(picture));
            return in_print_colours.for_each(|picture| self.replace(picture, tone::opaque, source));
        }
        let coloured = self.for_plates(pictures, plates, source);
        if coloured && let Some(place) = issue.print.as_ref().and_then(|print| print.pictures.as_ref()) {
            let count = 4 + usize::from(plates.spot.is_some());
            let finding = Diagnostic::new(Code::PlatesFourColour).with("plates", count);
            self.findings.push(finding.at(place.place.clone()));
        }
    }

    /// Pictures go to the plate of K, or keep four colours where the issue says so; whether any did.
    fn for_plates(&mut self, pictures: Vec<&mut Picture>, plates: &Plates, source: &Place) -> bool {
        if pictures.is_empty() {
            return false;
        }
        let Some(tones) = Tones::of(&plates.intent.profile.plain()) else {
            let unusable = Diagnostic::new(Code::IntentUnusable).with("path", plates.intent.name.as_str());
            self.findings.push(unusable.at(source.clone()));
            return false;
        };
        let mut coloured = false;
        for picture in pictures {
            let keeps_colour = plates.pictures == Pictures::Process && tone::is_coloured(picture);
            coloured |= keeps_colour;
            let ready = |picture: &Picture| {
                if keeps_colour { tone::opaque(picture) } else { tones.in_black(picture) }
            };
            self.replace(picture, ready, source);
        }
        coloured
    }

    /// Puts a picture in the place of itself.
    fn replace(
        &mut self,
        picture: &mut Picture,
        ready: impl Fn(&Picture) -> image::ImageResult<Picture>,
        source: &Place,
    ) {
        match ready(picture) {
            Ok(ready) => *picture = ready,
            Err(error) => {
                let name = picture.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let finding = Diagnostic::new(Code::PictureUnreadable).with("path", name);
                self.findings.push(finding.with("reason", error.to_string()).at(source.clone()));
            }
        }
    }

    pub(super) fn picture(&mut self, body: &Text, block: &Block, path: &str) -> Option<Picture> {
        let picture = Picture::read(self.ground.root, self.ground.folder, path).and_then(|picture| {
            self.pixels = self.pixels.saturating_add(picture.pixels);
            let fits = self.pixels <= MAX_PIXELS;
            if fits { Ok(picture) } else { Err(Diagnostic::new(Code::PictureTooLarge).with("path", path)) }
        });
        picture.map_err(|finding| self.findings.push(finding.at(body.locate(block.range.clone())))).ok()
    }
}
