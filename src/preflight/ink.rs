//! How much ink each plate prints. Each plate is the document with every colour space replaced by one that shows that
//! ink alone as grey; it is rasterised, and its mean darkness is the share of the paper that the ink covers.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::{RenderCache, RenderSettings, render};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::Preflight;
use super::file::{File, as_name};
use super::space::{ALL, PROCESS, Space};

/// Pixels of a page's longer side: the mean of a plate doesn't need many.
const PIXELS: f32 = 600.0;
/// The most pages of which the ink is measured.
const MAX_PAGES: usize = 500;
/// How deep objects may stand in one another.
const MAX_DEPTH: usize = 32;

/// The share of each page that each plate covers with ink, 0 to 1, in the order of the plates of the preflight;
/// nothing where a plate can't be rasterised.
pub fn ink(bytes: &[u8], found: &Preflight) -> Vec<Option<Vec<f32>>> {
    let coverage = |plate: &str| {
        let file = File::open(bytes).ok()?;
        let plate = Separation { file: &file, plate, document: file.document.clone() }.run()?;
        // Any file can be examined, and a rasteriser may break down on one.
        catch_unwind(AssertUnwindSafe(|| rasterised(plate))).ok()?
    };
    found.plates.iter().map(|(plate, _)| coverage(plate)).collect()
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

impl Separation<'_> {
    /// The document as the plate prints it, black for full ink.
    fn run(mut self) -> Option<Vec<u8>> {
        let file = self.file;
        for (id, object) in &file.document.objects {
            let mut object = object.clone();
            self.object(&mut object, 0);
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
        let content = self.contents(&file.page_content(id)?, true)?;
        let content = self.document.add_object(Stream::new(Dictionary::new(), content));
        let mut resources = file.inherited(page, "Resources")?.as_dict().ok()?.clone();
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
        if let Some(content) = self.file.content(stream).and_then(|bytes| self.contents(&bytes, colours_itself)) {
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
        let mut operations = Vec::new();
        if fresh {
            let (fill, stroke) = (Operation::new("g", vec![0.into()]), Operation::new("G", vec![0.into()]));
            operations.extend([fill, stroke]);
        }
        operations.extend(Content::decode(bytes).ok()?.operations);
        let mut replaced = Vec::with_capacity(operations.len());
        for operation in operations {
            let operator = operation.operator.as_str();
            let first = operation.operands.first().and_then(as_name);
            let set = DEVICES.iter().find(|(fill, stroke, ..)| *fill == operator || *stroke == operator);
            let named = DEVICES.iter().find(|(_, _, device, _)| first == Some(*device));
            match (operator, set, named) {
                (_, Some((fill, _, _, space)), _) => {
                    let (cs, scn) = if *fill == operator { ("cs", "scn") } else { ("CS", "SCN") };
                    replaced.push(Operation::new(cs, vec![name(space)]));
                    replaced.push(Operation::new(scn, operation.operands));
                }
                ("cs" | "CS", _, Some((.., space))) => replaced.push(Operation::new(operator, vec![name(space)])),
                _ => replaced.push(operation),
            }
        }
        Content { operations: replaced }.encode().ok()
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
            (Space::Gray, Some(3)) | (Space::Pattern(None), _) | (Space::Measured("Lab", _), _) => return None,
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
            let colour: Vec<f32> = entry.iter().map(|byte| f32::from(*byte) / 255.0).collect();
            let shares = base.shares(&colour);
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

fn is_family(name: &str) -> bool {
    ["ICCBased", "CalGray", "CalRGB", "Lab", "Separation", "DeviceN", "Indexed", "Pattern"].contains(&name)
}
