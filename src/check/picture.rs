//! Reads the pictures of an issue and converts them to the inks that they are printed in.

use super::{Checker, PrintSetup};
use crate::asset::greyscale::{self, ToneCurve};
use crate::asset::picture::Picture;
use crate::diagnostic::Place;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::input::yaml::Text;
use crate::issue::markdown::Block;
use crate::issue::{Issue, Pictures};

/// The most pixels of all pictures of an issue together. The engine keeps them all in memory.
const MAX_PIXELS: usize = 300_000_000;

impl Checker<'_> {
    /// Converts pictures for the profile. On a screen they are in RGB. For plates they are in K, or in four inks if the
    /// issue sets that, which is then reported.
    pub(super) fn convert_pictures(
        &mut self,
        pictures: Vec<&mut Picture>,
        issue: &Issue,
        print_setup: &PrintSetup,
        source: &Place,
    ) {
        if !print_setup.profile.is_for_plates() {
            let in_print_colours = pictures.into_iter().filter(|picture| greyscale::is_in_four_colours(picture));
            return in_print_colours.for_each(|picture| self.convert(picture, greyscale::flatten, source));
        }
        let coloured = self.convert_for_plates(pictures, print_setup, source);
        if coloured && let Some(place) = issue.print.as_ref().and_then(|print| print.pictures.as_ref()) {
            let count = 4 + usize::from(print_setup.spot.is_some());
            let finding = Diagnostic::new(Code::PlatesFourColour).with("plates", count);
            self.findings.push(finding.at(place.place.clone()));
        }
    }

    /// Converts pictures for plates. Returns whether any of them keeps its colours.
    fn convert_for_plates(&mut self, pictures: Vec<&mut Picture>, print_setup: &PrintSetup, source: &Place) -> bool {
        if pictures.is_empty() {
            return false;
        }
        let Some(tones) = ToneCurve::of(&print_setup.intent.profile.plain()) else {
            let unusable = Diagnostic::new(Code::IntentUnusable).with("path", print_setup.intent.name.as_str());
            self.findings.push(unusable.at(source.clone()));
            return false;
        };
        let mut coloured = false;
        for picture in pictures {
            let keeps_colour = print_setup.pictures == Pictures::Process && greyscale::is_coloured(picture);
            coloured |= keeps_colour;
            let convert = |picture: &Picture| {
                if keeps_colour { greyscale::flatten(picture) } else { tones.to_black(picture) }
            };
            self.convert(picture, convert, source);
        }
        coloured
    }

    /// Converts a picture, or reports that it can't be converted.
    fn convert(
        &mut self,
        picture: &mut Picture,
        convert: impl Fn(&Picture) -> image::ImageResult<Picture>,
        source: &Place,
    ) {
        match convert(picture) {
            Ok(converted) => *picture = converted,
            Err(error) => {
                let name = picture.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let finding = Diagnostic::new(Code::PictureUnreadable).with("path", name);
                self.findings.push(
                    finding.with("reason", Arg::Detail("picture-unconverted", error.to_string())).at(source.clone()),
                );
            }
        }
    }

    /// Reads the picture of a block and counts its pixels.
    pub(super) fn read_picture(&mut self, body: &Text, block: &Block, path: &str) -> Option<Picture> {
        let picture = Picture::read(self.dirs.root, self.dirs.folder, path).and_then(|picture| {
            self.pixels = self.pixels.saturating_add(picture.pixels);
            let fits = self.pixels <= MAX_PIXELS;
            if fits { Ok(picture) } else { Err(Diagnostic::new(Code::PictureTooLarge).with("path", path)) }
        });
        picture.map_err(|finding| self.findings.push(finding.at(body.locate(block.range.clone())))).ok()
    }
}
