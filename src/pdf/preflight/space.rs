//! Colour spaces, and which plate prints how much of a colour.

use lopdf::{Dictionary, Object};

use super::file::{File, as_name};
pub use crate::asset::ink::PROCESS;

/// How deep spaces may stand in one another.
const MAX_DEPTH: usize = 8;
/// The most inks of one space (PDF 1.7 annex C).
const MAX_INKS: usize = 32;
/// The most that a table of colours may be, in bytes.
const MAX_TABLE: usize = 64 << 10;
/// The colorant of registration marks, which is on every plate.
pub const ALL: &str = "All";

/// A colour space (PDF 2.0 8.6).
#[derive(Debug, Clone, PartialEq)]
pub enum Space {
    /// DeviceGray: K alone.
    Gray,
    /// DeviceRGB: the RIP makes process inks of it, as it likes.
    Rgb,
    /// DeviceCMYK.
    Cmyk,
    /// By a profile or by measurement (ICCBased, CalGray, CalRGB, Lab), which the RIP converts as well; with so many
    /// components.
    Measured(&'static str, usize),
    /// Separation and DeviceN: inks by name, and what stands in for them.
    Inks(Vec<String>, Box<Space>),
    /// A table of colours of another space.
    Indexed(Box<Space>, Vec<u8>),
    /// A pattern, perhaps in a colour of another space.
    Pattern(Option<Box<Space>>),
}

impl Space {
    /// Reads a space, by name from the resources or as an array.
    pub fn read(file: &File, object: &Object, resources: Option<&Dictionary>) -> Option<Self> {
        Self::nested(file, object, resources, 0)
    }

    fn nested(file: &File, object: &Object, resources: Option<&Dictionary>, depth: usize) -> Option<Self> {
        let object = file.follow(object);
        if depth > MAX_DEPTH {
            return None;
        }
        let named = |name: &str| {
            let named = file.get(file.dict(resources?, "ColorSpace")?, name)?;
            Self::nested(file, named, None, depth + 1)
        };
        if let Some(name) = as_name(object) {
            // Resources may say what stands for a device's own space (PDF 2.0 8.6.5.6).
            return Some(match name {
                "DeviceGray" => named("DefaultGray").unwrap_or(Self::Gray),
                "DeviceRGB" => named("DefaultRGB").unwrap_or(Self::Rgb),
                "DeviceCMYK" => named("DefaultCMYK").unwrap_or(Self::Cmyk),
                "Pattern" => Self::Pattern(None),
                // Inline images have short names (PDF 2.0 table 92).
                name => match (named(name), name) {
                    (Some(space), _) => space,
                    (None, "G") => Self::Gray,
                    (None, "RGB") => Self::Rgb,
                    (None, "CMYK") => Self::Cmyk,
                    (None, _) => return None,
                },
            });
        }
        let parts = object.as_array().ok()?;
        let inner = |index: usize| Self::nested(file, parts.get(index)?, resources, depth + 1).map(Box::new);
        Some(match as_name(file.follow(parts.first()?))? {
            "ICCBased" => {
                let profile = file.follow(parts.get(1)?).as_stream().ok()?;
                match file.get(&profile.dict, "N")?.as_i64().ok()? {
                    1 => Self::Measured("ICCBased, grey", 1),
                    4 => Self::Measured("ICCBased, CMYK", 4),
                    _ => Self::Measured("ICCBased, RGB", 3),
                }
            }
            "CalGray" => Self::Measured("CalGray", 1),
            "CalRGB" => Self::Measured("CalRGB", 3),
            "Lab" => Self::Measured("Lab", 3),
            "Separation" => Self::Inks(vec![ink(file.follow(parts.get(1)?))?], inner(2)?),
            "DeviceN" => {
                let names = file.follow(parts.get(1)?).as_array().ok().filter(|names| names.len() <= MAX_INKS)?;
                let names: Option<Vec<_>> = names.iter().map(|name| ink(file.follow(name))).collect();
                Self::Inks(names?, inner(2)?)
            }
            "Indexed" | "I" => {
                let mut table = match file.follow(parts.get(3)?) {
                    Object::String(bytes, _) => bytes.clone(),
                    Object::Stream(stream) => file.content(stream, MAX_TABLE)?,
                    _ => return None,
                };
                let base = inner(1)?;
                table.truncate(256 * base.components());
                Self::Indexed(base, table)
            }
            "Pattern" => Self::Pattern(inner(1)),
            "DeviceGray" => Self::Gray,
            "DeviceRGB" => Self::Rgb,
            "DeviceCMYK" => Self::Cmyk,
            _ => return None,
        })
    }

    /// How many numbers make a colour.
    pub fn components(&self) -> usize {
        match self {
            Self::Gray | Self::Indexed(..) => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
            Self::Measured(_, count) => *count,
            Self::Inks(names, _) => names.len(),
            Self::Pattern(base) => base.as_ref().map_or(0, |base| base.components()),
        }
    }

    /// The colour before any is set.
    pub fn initial(&self) -> Vec<f32> {
        match self {
            Self::Cmyk => vec![0.0, 0.0, 0.0, 1.0],
            Self::Inks(names, _) => vec![1.0; names.len()],
            other => vec![0.0; other.components()],
        }
    }

    /// What this space and those below it are called in PDF.
    pub fn families(&self, see: &mut dyn FnMut(&'static str)) {
        match self {
            Self::Gray => see("DeviceGray"),
            Self::Rgb => see("DeviceRGB"),
            Self::Cmyk => see("DeviceCMYK"),
            Self::Measured(name, _) => see(name),
            Self::Inks(_, base) | Self::Indexed(base, _) | Self::Pattern(Some(base)) => base.families(see),
            Self::Pattern(None) => {}
        }
    }

    /// A colour of a table or a picture from its bytes.
    pub fn colour(&self, bytes: &[u8]) -> Vec<f32> {
        let full = if matches!(self, Self::Measured("Lab", _)) { 100.0 } else { 1.0 };
        bytes.iter().map(|byte| f32::from(*byte) / 255.0 * full).collect()
    }

    /// All plates that colours of this space can print on.
    pub fn plates(&self) -> Vec<String> {
        match self {
            Self::Gray => vec!["Black".to_owned()],
            Self::Inks(names, _) => names.iter().filter(|name| *name != "None").cloned().collect(),
            Self::Indexed(base, _) | Self::Pattern(Some(base)) => base.plates(),
            Self::Pattern(None) => Vec::new(),
            Self::Rgb | Self::Cmyk | Self::Measured(..) => PROCESS.map(str::to_owned).to_vec(),
        }
    }

    /// The share of each plate in a colour, 0 to 1; nothing for a plate that stays empty. What the RIP converts is
    /// told as it would be without a profile: each of C, M and Y for itself, and K as much as all of them.
    pub fn shares(&self, colour: &[f32]) -> Vec<(String, f32)> {
        let at = |index: usize| colour.get(index).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        let process = |shares: [f32; 4]| PROCESS.iter().map(|name| (*name).to_owned()).zip(shares).collect();
        let mixed = |[r, g, b]: [f32; 3]| process([1.0 - r, 1.0 - g, 1.0 - b, 1.0 - r.max(g).max(b)]);
        let shares: Vec<(String, f32)> = match self {
            Self::Gray => vec![("Black".to_owned(), 1.0 - at(0))],
            Self::Rgb => mixed([at(0), at(1), at(2)]),
            Self::Cmyk | Self::Measured(_, 4) => process([at(0), at(1), at(2), at(3)]),
            Self::Measured("Lab", _) => {
                let light = (colour.first().copied().unwrap_or(0.0) / 100.0).clamp(0.0, 1.0);
                mixed([light; 3])
            }
            Self::Measured(_, 1) => mixed([at(0); 3]),
            Self::Measured(..) => mixed([at(0), at(1), at(2)]),
            Self::Inks(names, _) => names.iter().enumerate().map(|(index, name)| (name.clone(), at(index))).collect(),
            Self::Indexed(base, table) => {
                let count = base.components();
                let index = colour.first().copied().unwrap_or(0.0).max(0.0) as usize;
                let entry = table.get(index.saturating_mul(count)..).unwrap_or_default();
                return base.shares(&base.colour(&entry[..count.min(entry.len())]));
            }
            Self::Pattern(_) => Vec::new(),
        };
        shares.into_iter().filter(|(name, share)| *share > 0.002 && name != "None").collect()
    }
}

/// An ink's name; bytes beyond ASCII as in the file.
fn ink(object: &Object) -> Option<String> {
    Some(String::from_utf8_lossy(object.as_name().ok()?).into_owned())
}
