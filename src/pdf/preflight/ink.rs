//! How much ink each plate prints.
//!
//! To make a plate, every colour space of the document is replaced by one that shows that ink alone as grey. The plate is
//! rasterised. Its mean darkness is the share of the paper that the ink covers.

mod coverage;
mod device;
mod overprint;
mod picture;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::vello_cpu::Pixmap;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use self::coverage::{InkMap, TotalInk};
use self::device::{DEVICES, GRAY, replace_colour};
use self::overprint::OverprintFilter;
use self::picture::Grey;
use super::content::annotation::is_printed;
use super::file::{File, MAX_CONTENT_BYTES, as_dict, as_name};
use super::operator::operations;
use super::space::{ALL, CieSpace, PROCESS, Space};
use super::watch::{Step, Unwatched, Watch};
use super::{Plate, Preflight};
use crate::pdf::raster::rasterise;

/// The pixels of the longer side of an A4 page, so that a rule of 0.25 mm is wider than a pixel. A finer rule is drawn a
/// pixel wide by the rasteriser, which would count as more ink than there is.
const LONGER_SIDE_PX: f32 = 1500.0;
/// The most pixels of a point, for pages that are smaller.
const MAX_PX_PER_PT: f32 = 2.0;
/// The most pages whose ink is measured.
const MAX_PAGES: usize = 500;
/// The index of black among the process inks.
const BLACK: usize = 3;
/// The most plates whose ink is measured.
const MAX_PLATES: usize = 12;
/// How deep objects may stand in one another.
const MAX_DEPTH: usize = 32;

/// The share of each page that a plate covers with ink, 0 to 1. It is `None` for a page that wasn't measured, and for all
/// pages if the plate couldn't be made.
pub type Coverage = Option<Vec<Option<f32>>>;

/// The ink of a file.
#[derive(Debug, Default)]
pub struct Measured {
    /// The ink of each plate, in the order of the plates of the preflight.
    pub plates: Vec<Coverage>,
    /// The mean of the process inks in the densest square of each page, in percent.
    pub densest_percent: Vec<f64>,
}

/// Measures the ink of each plate, in the order of the plates of the preflight.
///
/// A plate that can't be rasterised isn't measured, nor is a page that couldn't be examined as a whole.
pub fn measure_ink(file: &File, found: &Preflight) -> Vec<Coverage> {
    measure_ink_watched(file, found, &Unwatched).plates
}

/// Measures the ink of each plate as [`measure_ink`] does, and the densest squares. What watches over it hears of each page,
/// and may refuse it.
pub fn measure_ink_watched(file: &File, found: &Preflight, watch: &dyn Watch) -> Measured {
    let mut total = TotalInk::default();
    let mut plates = Vec::new();
    for (index, plate) in found.plates.iter().enumerate() {
        let mut measured = None;
        if index < MAX_PLATES && watch.begin(Step::Plates) {
            // The rasteriser may crash on a file from an unknown source.
            measured = catch_unwind(AssertUnwindSafe(|| measure_plate(file, found, plate, watch))).ok().flatten();
        }
        plates.push(measured.map(|pages| {
            let (shares, maps) = pages.into_iter().map(Option::unzip).unzip();
            total.add(&plate.name, maps);
            shares
        }));
    }
    let longer_mm = |index: usize| {
        let page = found.pages.get(index).and_then(|page| page.trim.or(page.media)).unwrap_or_default();
        page.width().max(page.height()) * 25.4 / 72.0
    };
    Measured { plates, densest_percent: total.densest_percent(longer_mm) }
}

/// Measures the ink of a plate. Pages that it doesn't print on needn't be rasterised.
fn measure_plate(
    file: &File,
    found: &Preflight,
    plate: &Plate,
    watch: &dyn Watch,
) -> Option<Vec<Option<(f32, InkMap)>>> {
    let is_printed = |number: usize| plate.pages.binary_search(&number).is_ok() || found.pages[number - 1].every_plate;
    let is_measured = |number: usize| found.pages.get(number - 1).is_some_and(|page| page.whole);
    let begin = |number: usize| is_measured(number) && is_printed(number) && watch.begin(Step::Ink(number));
    let scale = |width: f32, height: f32| (LONGER_SIDE_PX / width.max(height)).min(MAX_PX_PER_PT);
    let separation = separate(file, &plate.name, Area::Trim)?;
    let see = |_, page: &Pixmap| (mean_darkness(page), InkMap::of(page));
    let mut pages = rasterise(separation, MAX_PAGES, begin, scale, see)?;
    for (number, page) in (1..).zip(&mut pages) {
        if is_measured(number) && !is_printed(number) {
            *page = Some((0.0, InkMap::default()));
        }
    }
    Some(pages)
}

/// Returns the mean darkness of a page in grey, 0 to 1.
fn mean_darkness(page: &Pixmap) -> f32 {
    let dark: u64 = page.data().iter().map(|pixel| u64::from(255 - pixel.g)).sum();
    dark as f32 / 255.0 / page.data().len().max(1) as f32
}

/// The part of each page that a plate shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// The page after cutting (TrimBox), or what viewers show if it has none.
    Trim,
    /// The whole sheet (MediaBox), with bleed and marks.
    Sheet,
}

/// Returns a PDF whose pages look as the plate of an ink prints them, black for full ink; `None` if that can't be made.
pub fn separate(file: &File, plate: &str, area: Area) -> Option<Vec<u8>> {
    Separation { file, plate, area, document: file.document.clone() }.make_plate()
}

/// A document on its way to one of its plates.
struct Separation<'s> {
    /// The file as it is.
    file: &'s File,
    /// The name of the plate's ink.
    plate: &'s str,
    /// The part of each page that is shown.
    area: Area,
    /// The copy in which colours are replaced.
    document: Document,
}

impl Separation<'_> {
    /// Returns the document as the plate prints it, black for full ink.
    fn make_plate(mut self) -> Option<Vec<u8>> {
        let file = self.file;
        let masks = soft_masks(file);
        for (id, object) in &file.document.objects {
            let mut object = object.clone();
            if !masks.contains(id) {
                self.replace_in_object(&mut object, 0);
            }
            self.document.objects.insert(*id, object);
        }
        for id in &file.pages {
            self.replace_in_page(*id)?;
        }
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Replaces the colours in a page's contents and resources. Annotations that aren't printed are left out.
    fn replace_in_page(&mut self, id: ObjectId) -> Option<()> {
        let file = self.file;
        let page = file.page(id)?;
        let mut resources = file.inherited(page, "Resources").and_then(as_dict).cloned().unwrap_or_default();
        let content = self.replace_in_contents(&file.page_content(page)?, true, Some(&resources))?;
        let content = self.document.add_object(Stream::new(Dictionary::new(), content));
        self.replace_in_resources(&mut resources);
        let annotations = file.get(page, "Annots").and_then(|list| list.as_array().ok()).into_iter().flatten();
        let is_printed = |one: &&Object| as_dict(file.follow(one)).is_some_and(|one| is_printed(file, one));
        let annotations: Vec<Object> = annotations.filter(is_printed).cloned().collect();
        let media = file.inherited(page, "MediaBox").cloned();
        let page = self.document.get_dictionary_mut(id).ok()?;
        page.set("Contents", content);
        page.set("Resources", resources);
        page.set("Annots", annotations);
        let shown = match self.area {
            // Ink that is cut off covers no paper.
            Area::Trim => page.get(b"TrimBox").ok().cloned(),
            Area::Sheet => media,
        };
        if let Some(shown) = shown {
            page.set("CropBox", shown);
        }
        Some(())
    }

    /// Replaces the colour spaces in an object, and in the contents of forms and patterns.
    fn replace_in_object(&mut self, object: &mut Object, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match object {
            Object::Array(parts) if parts.first().and_then(as_name).is_some_and(is_family) => {
                self.replace_space(object);
            }
            Object::Array(parts) => parts.iter_mut().for_each(|part| self.replace_in_object(part, depth + 1)),
            Object::Dictionary(dict) => self.replace_in_dict(dict, depth),
            Object::Stream(stream) => {
                if self.replace_picture(stream) {
                    return;
                }
                let resources = self.file.dict(&stream.dict, "Resources").cloned();
                self.replace_in_dict(&mut stream.dict, depth);
                self.replace_in_form(stream, resources);
            }
            _ => {}
        }
    }

    /// Replaces the colour spaces in the values of a dictionary.
    fn replace_in_dict(&mut self, dict: &mut Dictionary, depth: usize) {
        for (key, value) in dict.iter_mut() {
            match (key.as_slice(), value) {
                (b"ColorSpace", value @ (Object::Name(_) | Object::Reference(_))) => self.replace_space(value),
                (_, value) => self.replace_in_object(value, depth + 1),
            }
        }
    }

    /// Replaces the spaces that contents name, and adds the resources that replace those of the devices.
    fn replace_in_resources(&mut self, resources: &mut Dictionary) {
        let named = self.file.dict(resources, "ColorSpace").cloned().unwrap_or_default();
        self.replace_in_dict(resources, 0);
        let mut spaces = Dictionary::new();
        for (name, space) in &named {
            let mut space = self.file.follow(space).clone();
            self.replace_space(&mut space);
            spaces.set(name.clone(), space);
        }
        for device in DEVICES {
            let mut space = Object::Name(device.space.into());
            self.replace_space(&mut space);
            spaces.set(device.replacement, space);
        }
        resources.set("ColorSpace", spaces);
    }

    /// Replaces the colours in the contents of a form or of a pattern's cell.
    fn replace_in_form(&mut self, stream: &mut Stream, resources: Option<Dictionary>) {
        let colours_itself = stream.dict.get(b"PaintType").is_ok_and(|kind| kind.as_i64().is_ok_and(|kind| kind == 1));
        let is_form = stream.dict.get(b"Subtype").ok().and_then(as_name) == Some("Form");
        if !is_form && !stream.dict.has(b"PaintType") {
            return;
        }
        if let Some(content) = self
            .file
            .content(stream, MAX_CONTENT_BYTES)
            .and_then(|bytes| self.replace_in_contents(&bytes, colours_itself, resources.as_ref()))
        {
            stream.set_plain_content(content);
        }
        if let Some(mut resources) = resources {
            self.replace_in_resources(&mut resources);
            stream.dict.set("Resources", resources);
        }
    }

    /// Returns contents in which colours of devices go through the resources that replace their spaces.
    ///
    /// `fresh` contents begin with no colour set. PDF paints black then, which is set here first. What overprints and leaves
    /// the plate alone is taken out.
    fn replace_in_contents(&self, bytes: &[u8], fresh: bool, resources: Option<&Dictionary>) -> Option<Vec<u8>> {
        let name = |name: &str| Object::Name(name.into());
        let mut replaced = Vec::new();
        if fresh {
            for (cs, scn) in [("cs", "scn"), ("CS", "SCN")] {
                replaced.push(Operation::new(cs, vec![name(GRAY.replacement)]));
                replaced.push(Operation::new(scn, vec![0.into()]));
            }
        }
        let mut filter = OverprintFilter::new(self.file, resources, self.plate);
        let whole = operations(bytes, &mut |operation| {
            replaced.extend(filter.filter(operation).into_iter().flat_map(replace_colour));
            true
        });
        if whole { Content { operations: replaced }.encode().ok() } else { None }
    }

    /// Replaces a colour space. An object that is none stays.
    fn replace_space(&mut self, object: &mut Object) {
        if let Some(space) = Space::read(self.file, object, None) {
            *object = self.make_grey_space(&space).unwrap_or_else(|| object.clone());
        }
    }

    /// Returns a space with as many components that shows the plate's share as grey; `None` if the space may stay.
    fn make_grey_space(&mut self, space: &Space) -> Option<Object> {
        let count = space.components();
        let grey = match space {
            Space::Indexed(base, table) => return Some(self.make_grey_table(base, table)),
            Space::Pattern(Some(base)) => {
                return Some(Object::Array(vec!["Pattern".into(), self.make_grey_space(base)?]));
            }
            space => self.grey(space)?.function(count),
        };
        let function = dictionary! {
            "FunctionType" => 4,
            "Domain" => [0, 1].repeat(count).into_iter().map(Object::Integer).collect::<Vec<_>>(),
            "Range" => vec![0.into(), 1.into()],
        };
        let function = self.document.add_object(Stream::new(function, format!("{{ {grey} }}").into_bytes()));
        let names: Vec<Object> = (0..count).map(|index| Object::Name(format!("Ink{index}").into_bytes())).collect();
        Some(Object::Array(vec!["DeviceN".into(), names.into(), "DeviceGray".into(), function.into()]))
    }

    /// Returns how grey the colours of a space are on the plate; `None` if the space may stay.
    fn grey(&self, space: &Space) -> Option<Grey> {
        let at = PROCESS.iter().position(|ink| *ink == self.plate);
        Some(match (space, at) {
            (Space::Gray, Some(BLACK)) | (Space::Pattern(_) | Space::Indexed(..), _) => return None,
            (Space::CieBased(CieSpace::Lab), Some(_)) => return None,
            (Space::Cmyk | Space::CieBased(CieSpace::IccCmyk), Some(ink)) => Grey::Share(ink),
            (Space::CieBased(CieSpace::IccGray | CieSpace::CalGray), Some(_)) => Grey::Light(0),
            // Where the RIP makes inks of light, C, M and Y are what is missing of it, and K what is missing of the lightest.
            (Space::Rgb | Space::CieBased(_), Some(BLACK)) => Grey::Lightest,
            (Space::Rgb | Space::CieBased(_), Some(ink)) => Grey::Light(ink),
            (Space::Separation(names, _), _) => {
                names.iter().position(|name| name == self.plate || name == ALL).map_or(Grey::Paper, Grey::Share)
            }
            (Space::Gray | Space::Rgb | Space::Cmyk | Space::CieBased(_), _) => Grey::Paper,
        })
    }

    /// Converts a picture to the plate's grey. Returns whether it could be done.
    fn replace_picture(&self, stream: &mut Stream) -> bool {
        let dict = &stream.dict;
        if self.file.name(dict, "Subtype") != Some("Image") || dict.has(b"ImageMask") {
            return false;
        }
        let space = self.file.get(dict, "ColorSpace").and_then(|space| Space::read(self.file, space, None));
        let Some((space, grey)) = space.and_then(|space| self.grey(&space).map(|grey| (space, grey))) else {
            return false;
        };
        picture::convert(self.file, stream, &space, grey).map(|converted| *stream = converted).is_some()
    }

    /// Returns the table of an indexed space in grey.
    fn make_grey_table(&self, base: &Space, table: &[u8]) -> Object {
        let grey = |entry: &[u8]| {
            let shares = base.shares(&base.colour(entry));
            let own = shares.iter().find(|share| share.ink == self.plate || share.ink == ALL);
            (255.0 * (1.0 - own.map_or(0.0, |own| own.share))).round() as u8
        };
        let grey: Vec<u8> = table.chunks_exact(base.components().max(1)).map(grey).collect();
        let last = grey.len().saturating_sub(1) as i64;
        let grey = Object::String(grey, StringFormat::Hexadecimal);
        Object::Array(vec!["Indexed".into(), "DeviceGray".into(), last.into(), grey])
    }
}

/// Returns the groups and pictures that soft masks are made from. They paint no ink.
fn soft_masks(file: &File) -> HashSet<ObjectId> {
    let mut masks = HashSet::new();
    file.each_dict(&mut |dict| {
        if matches!(file.name(dict, "S"), Some("Luminosity" | "Alpha"))
            && let Ok(Object::Reference(id)) = dict.get(b"G")
        {
            masks.insert(*id);
        }
        for key in ["SMask", "Mask"] {
            if file.name(dict, "Subtype") == Some("Image")
                && let Ok(Object::Reference(id)) = dict.get(key.as_bytes())
            {
                masks.insert(*id);
            }
        }
    });
    masks
}

/// Whether a name at the beginning of an array makes it a colour space.
fn is_family(name: &str) -> bool {
    ["ICCBased", "CalGray", "CalRGB", "Lab", "Separation", "DeviceN", "Indexed", "Pattern"].contains(&name)
}
