//! Reads the pictures of an issue and converts them to the inks that they are printed in.

use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;

use super::{Checker, PrintSetup};
use crate::asset::greyscale::{self, ToneCurve};
use crate::asset::picture::Picture;
use crate::diagnostic::{Arg, Code, Diagnostic, Place};
use crate::input::file::list_folder;
use crate::input::yaml::Locator;
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

    /// Reads the picture of a block and counts its pixels. Once there are too many, no further picture is read.
    pub(super) fn read_picture(&mut self, body: &Locator, block: &Block, path: &str) -> Option<Picture> {
        if self.pixels > MAX_PIXELS {
            return None;
        }
        let picture = Picture::read(self.dirs.root, self.dirs.folder, path).and_then(|picture| {
            self.pixels = self.pixels.saturating_add(picture.pixels);
            let too_many = || Diagnostic::new(Code::PicturesTooLarge).with("limit", MAX_PIXELS / 1_000_000);
            if self.pixels > MAX_PIXELS { Err(too_many()) } else { Ok(picture) }
        });
        let picture = picture.map_err(|finding| match finding.code {
            Code::PictureMissing => {
                let near = near_name(self.dirs.folder, path).unwrap_or_default();
                // 0: no such name, 1: another one, 2: one that nobody can tell from it by looking.
                let found = if near.is_empty() { 0 } else { 1 + usize::from(looks_the_same(&near, path)) };
                finding.with("near", near).with("found", found)
            }
            _ => finding,
        });
        picture.map_err(|finding| self.findings.push(finding.at(body.locate(block.range.clone())))).ok()
    }
}

/// Returns the name of a picture in the folder of a path that is nearly the same: with another ending, other blanks or
/// brackets, or a few other characters.
fn near_name(folder: &Path, path: &str) -> Option<String> {
    /// The least likeness of a name that is proposed, from 0 to 1.
    const LEAST_LIKENESS: f64 = 0.6;
    /// The most names that are compared.
    const MAX_NAMES: usize = 1_000;
    let wanted = folder.join(path.replace('\\', "/"));
    let name = wanted.file_name()?.to_str()?;
    let entries = list_folder(wanted.parent()?).ok()?;
    let names = entries.iter().take(MAX_NAMES).filter_map(|entry| entry.path.file_name()?.to_str());
    let pictures = names.filter(|name| {
        let end = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        ["jpg", "jpeg", "png", "gif", "webp"].contains(&end.as_str())
    });
    let likeness = |other: &str| strsim::normalized_damerau_levenshtein(&bare_name(name), &bare_name(other));
    let rated = pictures.map(|other| (likeness(other), other)).filter(|(likeness, _)| *likeness > LEAST_LIKENESS);
    rated.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, other)| other.to_owned())
}

/// Returns whether a file's name is that of a path but for the way in which accents are stored (NFC or NFD in Unicode).
fn looks_the_same(name: &str, path: &str) -> bool {
    let typed = path.rsplit(['/', '\\']).next().unwrap_or(path);
    typed != name && typed.nfc().eq(name.nfc())
}

/// Returns a file's name without its ending, in lower case, without blanks, and with accents (NFC), letters and brackets in
/// one form.
fn bare_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let half = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    stem.nfc().filter(|c| !c.is_whitespace()).map(half).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_its_accent_stored_apart_looks_the_same() {
        assert!(looks_the_same("cafe\u{301}.png", "图片/caf\u{e9}.png"));
        assert!(!looks_the_same("cafe.png", "图片/caf\u{e9}.png"));
        assert!(!looks_the_same("caf\u{e9}.png", "图片/caf\u{e9}.png"));
    }

    #[test]
    fn a_name_that_nearly_fits_is_found() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["现场照片.jpg", "合影（1）.png", "说明.docx"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        for (typed, found) in [
            ("现场照片.png", Some("现场照片.jpg")),
            ("现场照.jpg", Some("现场照片.jpg")),
            ("合影 (1).PNG", Some("合影（1）.png")),
            ("说明.jpg", None),
            ("别的.jpg", None),
            ("没有/现场照片.jpg", None),
        ] {
            assert_eq!(near_name(folder.path(), typed).as_deref(), found, "{typed}");
        }
    }
}
