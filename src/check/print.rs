//! Checks how an issue goes to the press, and resolves the settings with their defaults.
//!
//! It knows inks and printing conditions as they were typed. What becomes of them in a PDF is for `pdf`.

use std::path::Path;

use moxcms::{ColorProfile, DataColorSpace, ProfileClass};

use crate::asset::ink::{DEFAULT_RED, IccProfile, Intent, PrintSetup};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::file::read_limited;
use crate::input::yaml::{Located, Text};
use crate::issue::{Issue, Print, Profile, Red};
use crate::project::IssueDirs;

/// The largest ICC profile that is read, in bytes. Those of print shops have one or two megabytes.
const MAX_BYTES: u64 = 16 << 20;

/// Resolves how an issue goes to the press in a profile, or in its own if none is given. The defaults are FOGRA39 and a
/// red of M 80 Y 80.
pub fn resolve_print_setup(
    issue: &Issue,
    dirs: IssueDirs,
    profile: Option<Profile>,
    findings: &mut Vec<Diagnostic>,
) -> PrintSetup {
    let none = Print::default();
    let print = issue.print.as_ref().unwrap_or(&none);
    let no_red = Red::default();
    let red = print.red.as_ref().unwrap_or(&no_red);
    let intent = print.intent.as_ref().filter(|intent| intent.trim() != "FOGRA39");
    let own_profile = issue.own_profile();
    let profile = profile.unwrap_or(own_profile);
    check_profile_name(print, findings);
    let spot = check_spot(red, findings);
    PrintSetup {
        own_profile,
        profile,
        spot: spot.or_else(|| (profile != Profile::PrintX1a).then(|| DEFAULT_SPOT.to_owned())),
        red: check_shares(red, findings),
        bleed: print.bleed.as_ref().map_or(0.0, |bleed| bleed.value.0),
        marks: value(&print.marks),
        plate: print.plate.as_ref().map(|plate| plate.value),
        pictures: value(&print.pictures),
        coarse_pictures: value(&print.allow_low_resolution),
        intent: intent.and_then(|file| read_intent(file, dirs, findings)).unwrap_or_else(Intent::built_in),
    }
}

/// Reports the former name of a profile, which is still read.
fn check_profile_name(print: &Print, findings: &mut Vec<Diagnostic>) {
    if let Some(profile) = &print.profile
        && profile.place.text().trim_matches(['"', '\'']) == "press"
    {
        findings.push(Diagnostic::new(Code::ProfileRenamed).at(profile.place.clone()));
    }
}

/// The name of the red ink if the print shop's name isn't known.
const DEFAULT_SPOT: &str = "Bulletin Red";

/// Returns the value of a setting, or its default.
fn value<T: Copy + Default>(setting: &Option<Located<T>>) -> T {
    setting.as_ref().map_or_else(T::default, |setting| setting.value)
}

/// Checks the name of the red ink. A RIP shows a Chinese name as percent signs.
fn check_spot(red: &Red, findings: &mut Vec<Diagnostic>) -> Option<String> {
    let spot = red.spot.as_ref()?;
    if spot.trim().is_empty() {
        findings.push(Diagnostic::new(Code::SpotEmpty).at(spot.place.clone()));
        return None;
    }
    let reserved = ["all", "none", "cyan", "magenta", "yellow", "black"];
    if reserved.contains(&spot.trim().to_lowercase().as_str()) {
        findings.push(Diagnostic::new(Code::SpotReserved).with("name", spot.trim()).at(spot.place.clone()));
    } else if !spot.is_ascii() {
        findings.push(Diagnostic::new(Code::SpotNotAscii).with("name", spot.as_str()).at(spot.place.clone()));
    }
    Some(spot.trim().to_owned())
}

/// The least sum of the red's shares in percent. Lighter text can't be read. Such shares were probably typed as parts of
/// one.
const MIN_SHARES: f64 = 20.0;

/// Checks the shares of the red ink.
fn check_shares(red: &Red, findings: &mut Vec<Diagnostic>) -> [f32; 4] {
    let Some(cmyk) = &red.cmyk else { return DEFAULT_RED };
    match cmyk.value.as_slice() {
        &[c, m, y, k] if [c, m, y, k].iter().all(|share| (0.0..=100.0).contains(share)) => {
            if c + m + y + k < MIN_SHARES {
                findings.push(Diagnostic::new(Code::InkFaint).at(cmyk.place.clone()));
            }
            [c, m, y, k].map(|share| share as f32)
        }
        _ => {
            findings.push(Diagnostic::new(Code::InkShares).at(cmyk.place.clone()));
            DEFAULT_RED
        }
    }
}

/// Returns whether a profile is of class prtr and for CMYK (ICC.1 7.2.5, 7.2.6).
fn is_for_press(profile: &ColorProfile) -> bool {
    profile.profile_class == ProfileClass::OutputDevice && profile.color_space == DataColorSpace::Cmyk
}

/// Returns the length in bytes that a profile's head states, if the file is shorter (ICC.1 7.2.2, 7.2.9).
///
/// The head is read here because `moxcms` doesn't tell a profile that was cut short from a file that is none.
fn missing_length(bytes: &[u8]) -> Option<usize> {
    let length = u32::from_be_bytes(*bytes.first_chunk()?) as usize;
    (bytes.get(36..40) == Some(b"acsp") && bytes.len() < length).then_some(length)
}

/// Reads the print shop's own ICC profile. Its path counts from the YAML file that names it.
fn read_intent(file: &Text, dirs: IssueDirs, findings: &mut Vec<Diagnostic>) -> Option<Intent> {
    let found = |code| Diagnostic::new(code).with("path", file.as_str()).at(file.place.clone());
    let mut failed = |finding| {
        findings.push(finding);
        None
    };
    let folder = file.place.source.path.parent().unwrap_or(Path::new(""));
    let path = folder.join(file.trim());
    let Ok(real) = path.canonicalize() else { return failed(found(Code::IntentMissing)) };
    if !dirs.root.canonicalize().is_ok_and(|root| real.starts_with(root)) {
        return failed(found(Code::IntentMissing));
    }
    let Ok(bytes) = read_limited(&real, MAX_BYTES) else { return failed(found(Code::IntentMissing)) };
    if let Some(length) = missing_length(&bytes) {
        return failed(found(Code::IntentIncomplete).with("expected", length).with("found", bytes.len()));
    }
    if !ColorProfile::new_from_slice(&bytes).is_ok_and(|profile| is_for_press(&profile)) {
        return failed(found(Code::IntentUnusable));
    }
    let stem = real.file_stem().unwrap_or_default().to_string_lossy();
    let name: String = stem.chars().map(|c| if c.is_ascii_graphic() { c } else { '_' }).collect();
    Some(Intent { info: name.clone(), name, profile: IccProfile::Plain(bytes), path: Some(real) })
}
