//! How much ink each plate prints. Each plate is the document with every colour space replaced by one that shows that
//! ink alone as grey; it is rasterised, and its mean darkness is the share of the paper that the ink covers.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{RenderCache, RenderSettings, render};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::Preflight;
use super::file::{File, MAX_CONTENT, as_dict, as_name};
use super::operator::operations;
use super::space::{ALL, PROCESS, Space};
use crate::diagnostic::Code;

/// Pixels of a page's longer side: the mean of a plate doesn't need many.
const PIXELS: f32 = 600.0;
/// The most pages of which the ink is measured.
const MAX_PAGES: usize = 500;
/// The most plates that are measured.
const MAX_PLATES: usize = 12;
/// How deep objects may stand in one another.
const MAX_DEPTH: usize = 32;

/// The share of each page that each plate covers with ink, 0 to 1, in the order of the plates of the preflight;
/// nothing where a plate can't be rasterised, nor of a file that couldn't be examined as a whole.
pub fn ink(bytes: &[u8], found: &Preflight) -> Vec<Option<Vec<f32>>> {
    let whole = found.findings.iter().all(|finding| finding.code != Code::PdfTooMuch);
    let coverage = |plate: &str| {
        let file = File::open(bytes).ok()?;
        let plate = Separation { file: &file, plate, document: file.document.clone() }.run()?;
        rasterised(plate)
    };
    // Any file can be examined, and a rasteriser may break down on one.
    let guarded = |plate: &str| catch_unwind(AssertUnwindSafe(|| coverage(plate))).ok()?;
    let plates = found.plates.iter().enumerate();
    plates.map(|(index, (plate, _))| (whole && index < MAX_PLATES).then(|| guarded(plate))?).collect()
}

/// The mean darkness of each page.
fn rasterised(plate: Vec<u8>) -> Option<Vec<f32>> {
    let pdf = Pdf::new(plate).ok()?;
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    let mut coverage = Vec::new();
    for page in pdf.pages().iter().take(MAX_PAGES) {
        let (width, height) = page.render_dimensions();
        let scale = (PIXELS / width.max(height)).min(1.0);
        let white = hayro::vello_cpu::color::palette::css::WHITE;
        let size = RenderSettings { x_scale: scale, y_scale: scale, bg_color: white, ..RenderSettings::default() };
        let pixels = render(page, &cache, &settings, &size);
        let dark: u64 = pixels.data().iter().map(|pixel| u64::from(255 - pixel.g)).sum();
        coverage.push(dark as f32 / 255.0 / pixels.data().len().max(1) as f32);
    }
    Some(coverage)
}

/// The way from a document to one of its plates.
struct Separation<'s> {
    file: &'s File,
    plate: &'s str,
    document: Document,
}

/// The operators that set colours of a device, what its space is called, and what stands for it here.
const DEVICES: [(&str, &str, &str, &str); 3] = [
    ("g", "G", "DeviceGray", "PlateOfGray"),
    ("rg", "RG", "DeviceRGB", "PlateOfRGB"),
    ("k", "K", "DeviceCMYK", "PlateOfCMYK"),
];

/// What stands for a space that contents name, which may be short in inline images.
fn standing_for(space: &str) -> &str {
    let long = match space {
        "G" => "DeviceGray",
        "RGB" => "DeviceRGB",
        "CMYK" => "DeviceCMYK",
        space => space,
    };
    DEVICES.iter().find(|(_, _, device, _)| *device == long).map_or(space, |(.., name)| name)
}

impl Separation<'_> {
    /// The document as the plate prints it, black for full ink.
    fn run(mut self) -> Option<Vec<u8>> {
        let file = self.file;
        let masks = soft_masks(file);
        for (id, object) in &file.document.objects {
            let mut object = object.clone();
            if !masks.contains(id) {
                self.object(&mut object, 0);
            }
            self.document.objects.insert(*id, object);
        }
        for id in &file.pages {
            self.page(*id)?;
        }
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).ok()?;
        Some(bytes)
    }

    fn page(&mut self, id: ObjectId) -> Option<()> {
        let file = self.file;
        let page = file.page(id)?;
        let content = self.contents(&file.page_content(page)?, true)?;
        let content = self.document.add_object(Stream::new(Dictionary::new(), content));
        let mut resources = file.inherited(page, "Resources").and_then(as_dict).cloned().unwrap_or_default();
        self.resources(&mut resources);
        let page = self.document.get_dictionary_mut(id).ok()?;
        page.set("Contents", content);
        page.set("Resources", resources);
        page.remove(b"Annots");
        // What is cut off covers no paper.
        if let Ok(trim) = page.get(b"TrimBox").cloned() {
            page.set("CropBox", trim);
        }
        Some(())
    }

    /// Replaces the colour spaces in an object, and in the contents of forms and patterns.
    fn object(&mut self, object: &mut Object, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match object {
            Object::Array(parts) if parts.first().and_then(as_name).is_some_and(is_family) => self.replace(object),
            Object::Array(parts) => parts.iter_mut().for_each(|part| self.object(part, depth + 1)),
            Object::Dictionary(dict) => self.dict(dict, depth),
            Object::Stream(stream) => {
                let resources = self.file.dict(&stream.dict, "Resources").cloned();
                self.dict(&mut stream.dict, depth);
                self.form(stream, resources);
            }
            _ => {}
        }
    }

    fn dict(&mut self, dict: &mut Dictionary, depth: usize) {
        for (key, value) in dict.iter_mut() {
            match (key.as_slice(), value) {
                (b"ColorSpace", value @ (Object::Name(_) | Object::Reference(_))) => self.replace(value),
                (_, value) => self.object(value, depth + 1),
            }
        }
    }

    /// Resources: the spaces that contents name, and those that stand for the devices'.
    fn resources(&mut self, resources: &mut Dictionary) {
        let named = self.file.dict(resources, "ColorSpace").cloned().unwrap_or_default();
        self.dict(resources, 0);
        let mut spaces = Dictionary::new();
        for (name, space) in named.iter() {
            let mut space = self.file.follow(space).clone();
            self.replace(&mut space);
            spaces.set(name.clone(), space);
        }
        for (_, _, device, name) in DEVICES {
            let mut space = Object::Name(device.into());
            self.replace(&mut space);
            spaces.set(name, space);
        }
        resources.set("ColorSpace", spaces);
    }

    /// Forms and the cells of patterns are drawn by contents of their own.
    fn form(&mut self, stream: &mut Stream, resources: Option<Dictionary>) {
        let colours_itself = stream.dict.get(b"PaintType").is_ok_and(|kind| kind.as_i64().is_ok_and(|kind| kind == 1));
        let is_form = stream.dict.get(b"Subtype").ok().and_then(as_name) == Some("Form");
        if !is_form && !stream.dict.has(b"PaintType") {
            return;
        }
        if let Some(content) =
            self.file.content(stream, MAX_CONTENT).and_then(|bytes| self.contents(&bytes, colours_itself))
        {
            stream.set_plain_content(content);
        }
        if let Some(mut resources) = resources {
            self.resources(&mut resources);
            stream.dict.set("Resources", resources);
        }
    }

    /// Contents in which colours of devices go through the spaces that stand for them; `fresh` where none is set yet,
    /// which means black.
    fn contents(&self, bytes: &[u8], fresh: bool) -> Option<Vec<u8>> {
        let name = |name: &str| Object::Name(name.into());
        let mut replaced = Vec::new();
        if fresh {
            for (cs, scn) in [("cs", "scn"), ("CS", "SCN")] {
                replaced.push(Operation::new(cs, vec![name(DEVICES[0].3)]));
                replaced.push(Operation::new(scn, vec![0.into()]));
            }
        }
        let whole = operations(bytes, true, &mut |mut operation| {
            let operator = operation.operator.clone();
            let set = DEVICES.iter().find(|(fill, stroke, ..)| *fill == operator || *stroke == operator);
            if let Some((fill, _, _, space)) = set {
                let (cs, scn) = if *fill == operator { ("cs", "scn") } else { ("CS", "SCN") };
                replaced.push(Operation::new(cs, vec![name(space)]));
                operation.operator = scn.to_owned();
            } else if let ("cs" | "CS", Some(Object::Name(space))) = (operator.as_str(), operation.operands.first_mut())
            {
                *space = standing_for(std::str::from_utf8(space).unwrap_or_default()).into();
            } else if let ("BI", Some(Object::Stream(image))) = (operator.as_str(), operation.operands.first_mut()) {
                for key in ["CS", "ColorSpace"] {
                    if let Ok(Object::Name(space)) = image.dict.get_mut(key.as_bytes()) {
                        *space = standing_for(std::str::from_utf8(space).unwrap_or_default()).into();
                    }
                }
            }
            replaced.push(operation);
            true
        });
        if whole { Content { operations: replaced }.encode().ok() } else { None }
    }

    fn replace(&mut self, object: &mut Object) {
        if let Some(space) = Space::read(self.file, object, None) {
            *object = self.space(&space).unwrap_or_else(|| object.clone());
        }
    }

    /// A space with as many components that shows the plate's share as grey; nothing where it may stay as it is.
    fn space(&mut self, space: &Space) -> Option<Object> {
        let count = space.components();
        let at = PROCESS.iter().position(|ink| *ink == self.plate);
        // The share is one of the components; the light is, where the RIP mixes; the lightest is, for its black.
        let share = |index: usize| format!("{}1 exch sub", picked(index, count));
        let paper = || format!("{}1", "pop ".repeat(count));
        let grey = match (space, at) {
            (Space::Gray, Some(3)) | (Space::Pattern(None), _) | (Space::Measured("Lab", _), Some(_)) => return None,
            (Space::Cmyk | Space::Measured(_, 4), Some(ink)) => share(ink),
            (Space::Rgb | Space::Measured(_, 3), Some(3)) => "2 copy lt {exch} if pop ".repeat(2),
            (Space::Rgb | Space::Measured(_, 3), Some(ink)) => picked(ink, count),
            (Space::Measured(..), Some(_)) => String::new(),
            (Space::Inks(names, _), _) => match names.iter().position(|name| name == self.plate || name == ALL) {
                Some(index) => share(index),
                None => paper(),
            },
            (Space::Gray | Space::Rgb | Space::Cmyk | Space::Measured(..), _) => paper(),
            (Space::Indexed(base, table), _) => return Some(self.table(base, table)),
            (Space::Pattern(Some(base)), _) => {
                return Some(Object::Array(vec!["Pattern".into(), self.space(base)?]));
            }
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

    /// The table of an indexed space in grey.
    fn table(&self, base: &Space, table: &[u8]) -> Object {
        let grey = |entry: &[u8]| {
            let shares = base.shares(&base.colour(entry));
            let own = shares.iter().find(|(name, _)| name == self.plate || name == ALL);
            (255.0 * (1.0 - own.map_or(0.0, |(_, share)| *share))).round() as u8
        };
        let grey: Vec<u8> = table.chunks_exact(base.components().max(1)).map(grey).collect();
        let last = grey.len().saturating_sub(1) as i64;
        let grey = Object::String(grey, StringFormat::Hexadecimal);
        Object::Array(vec!["Indexed".into(), "DeviceGray".into(), last.into(), grey])
    }
}

/// Leaves one of so many numbers on the stack (PDF 2.0 7.10.5).
fn picked(index: usize, count: usize) -> String {
    "pop ".repeat(count - 1 - index) + &"exch pop ".repeat(index)
}

/// The groups from which soft masks are made: what they paint is no ink.
fn soft_masks(file: &File) -> HashSet<ObjectId> {
    let mut masks = HashSet::new();
    file.each_dict(&mut |dict| {
        if matches!(file.name(dict, "S"), Some("Luminosity" | "Alpha"))
            && let Ok(Object::Reference(id)) = dict.get(b"G")
        {
            masks.insert(*id);
        }
    });
    masks
}

fn is_family(name: &str) -> bool {
    ["ICCBased", "CalGray", "CalRGB", "Lab", "Separation", "DeviceN", "Indexed", "Pattern"].contains(&name)
}
