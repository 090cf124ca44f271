//! What a page uses that the standards for archives (PDF/A) ask about, and a print shop doesn't.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object};

use super::file::{File, as_dict, as_name};
use super::space::{CieSpace, Space};

/// The rendering intents that a reader knows (PDF 2.0 table 69).
const RENDERING_INTENTS: [&str; 4] = ["RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"];
/// The colorants whose halftone has no transfer function of its own (PDF 2.0 10.6.5.6).
const PRIMARIES: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];

/// The filters of PDF that the standards allow, with their short names in pictures within the contents of a page
/// (PDF 2.0 tables 6 and 92). LZW isn't among them (PDF 2.0 7.4.4).
const FILTERS: [&str; 15] = [
    "ASCIIHexDecode",
    "ASCII85Decode",
    "FlateDecode",
    "RunLengthDecode",
    "CCITTFaxDecode",
    "JBIG2Decode",
    "DCTDecode",
    "JPXDecode",
    "Crypt",
    "AHx",
    "A85",
    "Fl",
    "RL",
    "CCF",
    "DCT",
];

/// What a page uses, as far as PDF/A alone asks about it.
#[derive(Debug, Clone, Default)]
pub struct Archival {
    /// A filter of a picture within the contents that the standards don't allow.
    pub filter: Option<String>,
    /// Whether marked contents name their language.
    pub language: bool,
    /// Whether a graphics state has a halftone that a device has to know.
    pub halftone: bool,
    /// A rendering intent that no reader knows.
    pub rendering_intent: Option<String>,
    /// The spaces of devices that were painted in where no group blends in a measured space of that kind.
    pub unblended: BTreeSet<&'static str>,
    /// The spaces that groups blend in.
    pub groups: BTreeSet<&'static str>,
    /// The space that the group blends in which is being painted.
    blend: Option<Space>,
}

impl Archival {
    /// Notes a space that is painted in, by its names.
    pub fn note_family(&mut self, family: &'static str) {
        let is_blended = match &self.blend {
            // Grey is well defined by an output intent alone.
            Some(Space::CieBased(blend)) => match family {
                "DeviceRGB" => matches!(blend, CieSpace::IccRgb | CieSpace::CalRgb),
                "DeviceCMYK" => *blend == CieSpace::IccCmyk,
                _ => false,
            },
            _ => false,
        };
        if family.starts_with("Device") && !is_blended {
            self.unblended.insert(family);
        }
    }

    /// Enters a group (PDF 2.0 11.6.6), and returns the space that was blended in before it.
    pub fn enter_group(&mut self, file: &File, group: &Dictionary, resources: Option<&Dictionary>) -> Option<Space> {
        let before = self.blend.clone();
        let space = file.get(group, "CS").and_then(|space| Space::read(file, space, resources));
        if let Some(space) = space.filter(|_| file.name(group, "S") == Some("Transparency")) {
            space.families(&mut |family| {
                self.groups.insert(family);
                self.note_family(family);
            });
            // A group in a space of a device is one in the measured space around it.
            if matches!(space, Space::CieBased(_)) {
                self.blend = Some(space);
            }
        }
        before
    }

    /// Leaves a group.
    pub fn leave_group(&mut self, before: Option<Space>) {
        self.blend = before;
    }

    /// Notes the parameters of a graphics state (PDF 2.0 table 57).
    pub fn note_state(&mut self, file: &File, dict: &Dictionary) {
        self.note_rendering_intent(file.get(dict, "RI"));
        let halftone = file.get(dict, "HT").and_then(as_dict);
        self.halftone |= dict.has(b"HTO") || halftone.is_some_and(|halftone| is_custom(file, halftone));
    }

    /// Notes a rendering intent, if one is named.
    pub fn note_rendering_intent(&mut self, name: Option<&Object>) {
        let unknown = name.and_then(as_name).filter(|name| !RENDERING_INTENTS.contains(name));
        self.rendering_intent = self.rendering_intent.take().or(unknown.map(str::to_owned));
    }

    /// Notes a picture by its dictionary, whose keys may be short in an inline picture (PDF 2.0 table 91).
    pub fn note_picture(&mut self, file: &File, dict: &Dictionary) {
        self.note_rendering_intent(file.get(dict, "Intent"));
        let filter = file.get(dict, "F").or_else(|| file.get(dict, "Filter"));
        self.filter = self.filter.take().or_else(|| forbidden_filter(file, filter?));
    }
}

/// Returns the first of one or several filters that the standards don't allow.
pub fn forbidden_filter(file: &File, filters: &Object) -> Option<String> {
    let name = |filter| as_name(file.follow(filter)).filter(|name| !FILTERS.contains(name)).map(str::to_owned);
    match filters {
        Object::Array(list) => list.iter().find_map(name),
        filter => name(filter),
    }
}

/// Whether a halftone isn't one that PDF/A allows (ISO 19005-2 6.2.5): type 1 or 5, without a name, and with a transfer
/// function for those colorants alone that aren't primary ones.
fn is_custom(file: &File, halftone: &Dictionary) -> bool {
    let kind = file.get(halftone, "HalftoneType").and_then(|kind| kind.as_i64().ok());
    let is_wrong = |halftone: &Dictionary, needs_transfer: bool| {
        file.get(halftone, "HalftoneName").is_some()
            || file.get(halftone, "TransferFunction").is_some() != needs_transfer
    };
    match kind {
        Some(1) => is_wrong(halftone, false),
        Some(5) => halftone.iter().any(|(name, part)| {
            let name = std::str::from_utf8(name).unwrap_or_default();
            let part = as_dict(file.follow(part)).filter(|_| name != "Type");
            part.is_some_and(|part| {
                let kind = file.get(part, "HalftoneType").and_then(|kind| kind.as_i64().ok());
                let needs_transfer = match name {
                    "Default" => file.get(part, "TransferFunction").is_some(),
                    name => !PRIMARIES.contains(&name),
                };
                kind != Some(1) || is_wrong(part, needs_transfer)
            })
        }),
        _ => true,
    }
}
