//! Colour spaces, and how much of a colour each plate prints.

use lopdf::{Dictionary, Object};

use super::file::{File, as_name};
pub use crate::asset::ink::PROCESS;

/// How deep spaces may stand in one another.
const MAX_DEPTH: usize = 8;
/// The most inks of one space (PDF 1.7 annex C).
const MAX_INKS: usize = 32;
/// The most bytes of a table of colours.
const MAX_TABLE_BYTES: usize = 64 << 10;
/// The least share of an ink that counts. A press doesn't print less.
const LEAST_SHARE: f32 = 0.002;
/// The colorant of registration marks, which is on every plate (PDF 2.0 8.6.6.4).
pub const ALL: &str = "All";
/// The colorant that prints nothing (PDF 2.0 8.6.6.4).
const NONE: &str = "None";

/// An ink's share of a colour.
#[derive(Debug, Clone, PartialEq)]
pub struct InkShare {
    /// The ink's name in PDF.
    pub ink: String,
    /// The share, 0 to 1.
    pub share: f32,
}

/// A colour space that is defined by measurement, which the RIP converts to inks (PDF 2.0 8.6.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CieSpace {
    /// Grey by an ICC profile.
    IccGray,
    /// RGB by an ICC profile.
    IccRgb,
    /// CMYK by an ICC profile.
    IccCmyk,
    /// Calibrated grey.
    CalGray,
    /// Calibrated RGB.
    CalRgb,
    /// L*a*b*.
    Lab,
    /// A JPEG 2000 picture that brings its space along, which isn't read.
    Jpeg2000,
}

impl CieSpace {
    /// Returns the name for reports.
    fn name(self) -> &'static str {
        match self {
            Self::IccGray => "ICCBased, grey",
            Self::IccRgb => "ICCBased, RGB",
            Self::IccCmyk => "ICCBased, CMYK",
            Self::CalGray => "CalGray",
            Self::CalRgb => "CalRGB",
            Self::Lab => "Lab",
            Self::Jpeg2000 => "JPEG 2000",
        }
    }

    /// Returns how many numbers make a colour.
    fn components(self) -> usize {
        match self {
            Self::IccGray | Self::CalGray => 1,
            Self::IccRgb | Self::CalRgb | Self::Lab | Self::Jpeg2000 => 3,
            Self::IccCmyk => 4,
        }
    }
}

/// A colour space (PDF 2.0 8.6).
#[derive(Debug, Clone, PartialEq)]
pub enum Space {
    /// DeviceGray: K alone.
    Gray,
    /// DeviceRGB: the RIP makes process inks of it in its own way.
    Rgb,
    /// DeviceCMYK.
    Cmyk,
    /// A space by measurement.
    CieBased(CieSpace),
    /// Separation and DeviceN: inks by name, and the space that stands in for them.
    Separation(Vec<String>, Box<Space>),
    /// A table of colours of another space, as bytes.
    Indexed(Box<Space>, Vec<u8>),
    /// A pattern, perhaps in a colour of another space.
    Pattern(Option<Box<Space>>),
}

/// Reads a space and those inside it.
struct SpaceReader<'r> {
    /// The file that holds the objects.
    file: &'r File,
    /// The resources that names lead to, and that may replace the spaces of devices.
    resources: Option<&'r Dictionary>,
    /// Whether names lead to the resources. Inside of arrays they don't.
    is_named: bool,
    /// Whether the resources may replace the spaces of devices. In a space that does that they don't.
    is_replaced: bool,
    /// How many spaces this one stands in.
    depth: usize,
}

impl SpaceReader<'_> {
    /// Reads a name, or an array that begins with the family's name.
    fn read(&self, object: &Object) -> Option<Space> {
        if self.depth > MAX_DEPTH {
            return None;
        }
        let object = self.file.follow(object);
        match as_name(object) {
            Some(name) => self.read_named(name),
            None => self.read_family(object.as_array().ok()?),
        }
    }

    /// Reads a space that stands inside this one.
    fn read_inner(&self, object: Option<&Object>) -> Option<Box<Space>> {
        Self { depth: self.depth + 1, is_named: false, ..*self }.read(object?).map(Box::new)
    }

    /// Reads a space by its name. Inline pictures use short names (PDF 2.0 table 92).
    fn read_named(&self, name: &str) -> Option<Space> {
        match name {
            "DeviceGray" | "DeviceRGB" | "DeviceCMYK" => self.read_device(name),
            "G" => self.read_resource(name).or_else(|| self.read_device("DeviceGray")),
            "RGB" => self.read_resource(name).or_else(|| self.read_device("DeviceRGB")),
            "CMYK" => self.read_resource(name).or_else(|| self.read_device("DeviceCMYK")),
            "Pattern" => Some(Space::Pattern(None)),
            name => self.read_resource(name),
        }
    }

    /// Reads a space of a device, or the one that the resources put in its place (PDF 2.0 8.6.5.6).
    fn read_device(&self, name: &str) -> Option<Space> {
        let (space, replacement) = match name {
            "DeviceGray" => (Space::Gray, "DefaultGray"),
            "DeviceRGB" => (Space::Rgb, "DefaultRGB"),
            _ => (Space::Cmyk, "DefaultCMYK"),
        };
        let replaced = self.find(replacement).filter(|_| self.is_replaced);
        let inner = Self { depth: self.depth + 1, is_named: false, is_replaced: false, ..*self };
        replaced.and_then(|replaced| inner.read(replaced)).or(Some(space))
    }

    /// Reads a space of the resources.
    fn read_resource(&self, name: &str) -> Option<Space> {
        let space = self.find(name).filter(|_| self.is_named)?;
        Self { depth: self.depth + 1, is_named: false, ..*self }.read(space)
    }

    /// Finds a space of the resources.
    fn find(&self, name: &str) -> Option<&Object> {
        self.file.get(self.file.dict(self.resources?, "ColorSpace")?, name)
    }

    /// Reads an array by the family's name at its beginning (PDF 2.0 8.6.3).
    fn read_family(&self, parts: &[Object]) -> Option<Space> {
        let part = |index: usize| parts.get(index).map(|part| self.file.follow(part));
        Some(match as_name(part(0)?)? {
            "ICCBased" => Space::CieBased(self.read_icc_based(part(1)?)?),
            "CalGray" => Space::CieBased(CieSpace::CalGray),
            "CalRGB" => Space::CieBased(CieSpace::CalRgb),
            "Lab" => Space::CieBased(CieSpace::Lab),
            "Separation" => Space::Separation(vec![ink_name(part(1)?)?], self.read_inner(parts.get(2))?),
            "DeviceN" => {
                let names = part(1)?.as_array().ok().filter(|names| names.len() <= MAX_INKS)?;
                let names = names.iter().map(|name| ink_name(self.file.follow(name)));
                Space::Separation(names.collect::<Option<_>>()?, self.read_inner(parts.get(2))?)
            }
            "Indexed" | "I" => {
                let base = self.read_inner(parts.get(1))?;
                let mut table = self.read_table(part(3)?)?;
                table.truncate(256 * base.components());
                Space::Indexed(base, table)
            }
            "Pattern" => Space::Pattern(self.read_inner(parts.get(1))),
            device @ ("DeviceGray" | "DeviceRGB" | "DeviceCMYK") => return self.read_device(device),
            _ => return None,
        })
    }

    /// Reads the kind of an ICC-based space from the stream of its profile (PDF 2.0 8.6.5.5).
    fn read_icc_based(&self, profile: &Object) -> Option<CieSpace> {
        let profile = profile.as_stream().ok()?;
        Some(match self.file.get(&profile.dict, "N")?.as_i64().ok()? {
            1 => CieSpace::IccGray,
            4 => CieSpace::IccCmyk,
            _ => CieSpace::IccRgb,
        })
    }

    /// Reads the table of an indexed space (PDF 2.0 8.6.6.3), which is a string or a stream.
    fn read_table(&self, object: &Object) -> Option<Vec<u8>> {
        match object {
            Object::String(bytes, _) => Some(bytes.clone()),
            Object::Stream(stream) => self.file.content(stream, MAX_TABLE_BYTES),
            _ => None,
        }
    }
}

impl Space {
    /// Reads a space, by name from the resources or as an array. Returns `None` if it isn't one.
    pub fn read(file: &File, object: &Object, resources: Option<&Dictionary>) -> Option<Self> {
        SpaceReader { file, resources, is_named: true, is_replaced: true, depth: 0 }.read(object)
    }

    /// Returns how many numbers make a colour.
    pub fn components(&self) -> usize {
        match self {
            Self::Gray | Self::Indexed(..) => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
            Self::CieBased(space) => space.components(),
            Self::Separation(names, _) => names.len(),
            Self::Pattern(base) => base.as_ref().map_or(0, |base| base.components()),
        }
    }

    /// Returns the colour that holds until the contents set one (PDF 2.0 8.6.8).
    pub fn initial(&self) -> Vec<f32> {
        match self {
            Self::Cmyk => vec![0.0, 0.0, 0.0, 1.0],
            Self::Separation(names, _) => vec![1.0; names.len()],
            other => vec![0.0; other.components()],
        }
    }

    /// Shows the names of the device and measured spaces that this space comes down to.
    pub fn families(&self, see: &mut dyn FnMut(&'static str)) {
        match self {
            Self::Gray => see("DeviceGray"),
            Self::Rgb => see("DeviceRGB"),
            Self::Cmyk => see("DeviceCMYK"),
            Self::CieBased(space) => see(space.name()),
            Self::Separation(_, base) | Self::Indexed(base, _) | Self::Pattern(Some(base)) => base.families(see),
            Self::Pattern(None) => {}
        }
    }

    /// Shows the names of the spaces whose colours the RIP converts to inks (GWG 2022 R0027). Lab may stand in for an ink by
    /// name, because it describes that ink.
    pub fn conversions(&self, see: &mut dyn FnMut(&'static str)) {
        match self {
            Self::Gray | Self::Cmyk | Self::Pattern(None) => {}
            Self::Separation(_, base) if **base == Self::CieBased(CieSpace::Lab) => {}
            Self::Rgb | Self::CieBased(_) => self.families(see),
            Self::Separation(_, base) | Self::Indexed(base, _) | Self::Pattern(Some(base)) => base.conversions(see),
        }
    }

    /// Returns a colour of a table or a picture from its bytes.
    pub fn colour(&self, bytes: &[u8]) -> Vec<f32> {
        let full = if matches!(self, Self::CieBased(CieSpace::Lab)) { 100.0 } else { 1.0 };
        bytes.iter().map(|byte| f32::from(*byte) / 255.0 * full).collect()
    }

    /// Returns all plates that colours of this space can print on.
    pub fn plates(&self) -> Vec<String> {
        match self {
            Self::Gray => vec!["Black".to_owned()],
            Self::Separation(names, _) => names.iter().filter(|name| *name != NONE).cloned().collect(),
            Self::Indexed(base, _) | Self::Pattern(Some(base)) => base.plates(),
            Self::Pattern(None) => Vec::new(),
            Self::Rgb | Self::Cmyk | Self::CieBased(_) => PROCESS.map(str::to_owned).to_vec(),
        }
    }

    /// Returns the share of each plate in a colour, without the plates that stay empty.
    ///
    /// A colour that the RIP converts is taken as it would be without a profile: C, M and Y for what is missing of R, G and
    /// B, and K for what is missing of all three.
    pub fn shares(&self, colour: &[f32]) -> Vec<InkShare> {
        let at = |index: usize| colour.get(index).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        let shares = match self {
            Self::Gray => vec![InkShare { ink: "Black".to_owned(), share: 1.0 - at(0) }],
            Self::Cmyk | Self::CieBased(CieSpace::IccCmyk) => process_shares([at(0), at(1), at(2), at(3)]),
            Self::CieBased(CieSpace::Lab) => {
                let light = (colour.first().copied().unwrap_or(0.0) / 100.0).clamp(0.0, 1.0);
                rgb_shares([light; 3])
            }
            Self::CieBased(CieSpace::IccGray | CieSpace::CalGray) => rgb_shares([at(0); 3]),
            Self::Rgb | Self::CieBased(_) => rgb_shares([at(0), at(1), at(2)]),
            Self::Separation(names, _) => {
                let share = |(index, name): (usize, &String)| InkShare { ink: name.clone(), share: at(index) };
                names.iter().enumerate().map(share).collect()
            }
            Self::Indexed(base, table) => {
                let count = base.components();
                let index = colour.first().copied().unwrap_or(0.0).max(0.0) as usize;
                let entry = table.get(index.saturating_mul(count)..).unwrap_or_default();
                return base.shares(&base.colour(&entry[..count.min(entry.len())]));
            }
            Self::Pattern(_) => Vec::new(),
        };
        shares.into_iter().filter(|InkShare { ink, share }| *share > LEAST_SHARE && ink != NONE).collect()
    }
}

/// Returns shares of C, M, Y and K by the names of the inks.
fn process_shares(shares: [f32; 4]) -> Vec<InkShare> {
    PROCESS.iter().zip(shares).map(|(ink, share)| InkShare { ink: (*ink).to_owned(), share }).collect()
}

/// Returns the shares of the process inks in a colour of light, as they would be without a profile.
fn rgb_shares([r, g, b]: [f32; 3]) -> Vec<InkShare> {
    process_shares([1.0 - r, 1.0 - g, 1.0 - b, 1.0 - r.max(g).max(b)])
}

/// Returns an ink's name. Bytes that are no UTF-8 become replacement characters.
fn ink_name(object: &Object) -> Option<String> {
    Some(String::from_utf8_lossy(object.as_name().ok()?).into_owned())
}
