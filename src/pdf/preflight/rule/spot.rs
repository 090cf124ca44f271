//! The rules on spot inks: how many, what they are called, and what stands in for them.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use lopdf::Object;
use unicode_normalization::UnicodeNormalization as _;

use super::{Terms, Variant};
use crate::asset::ink::PROCESS;
use crate::diagnostic::{Code, Diagnostic};
use crate::pdf::preflight::file::{File, MAX_STREAM_BYTES};
use crate::pdf::preflight::{Plate, ranges};

/// What may stand at the end of a name behind a space and tells the same ink on different papers apart (GWG 2022 R0021).
const SUFFIXES: [&str; 20] = [
    "C", "CP", "E", "K", "M", "N", "U", "UP", "Z", "CV", "CVU", "CVC", "HC", "PC", "TC", "TCX", "TP", "TPX", "XGC",
    "EC",
];
/// How deep objects of a recipe may stand in one another.
const MAX_DEPTH: usize = 16;
/// The most recipes of a file.
const MAX_RECIPES: usize = 10_000;

/// What stands in for a spot ink: its alternate space and its function, as a fingerprint of the objects.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipe {
    /// The name of the ink.
    name: String,
    /// The fingerprint.
    form: u64,
}

/// The spot inks of a file.
#[derive(Debug, Clone, Default)]
pub struct Spots {
    /// Their names, each with the pages that it prints on, from 1.
    pages: BTreeMap<String, Vec<usize>>,
    /// What stands in for them.
    recipes: BTreeSet<Recipe>,
}

impl Spots {
    /// Reads the spot inks among the plates of a file.
    pub fn read(file: &File, plates: &[Plate]) -> Self {
        let mut spots = Self { pages: BTreeMap::new(), recipes: read_recipes(file) };
        spots.keep(plates);
        spots
    }

    /// Keeps those that are among plates.
    pub fn keep(&mut self, plates: &[Plate]) {
        let spots = plates.iter().filter(|plate| !PROCESS.contains(&plate.name.as_str()));
        self.pages = spots.map(|plate| (plate.name.clone(), plate.pages.clone())).collect();
        self.recipes.retain(|recipe| self.pages.contains_key(&recipe.name));
    }

    /// Returns the first two names that a form makes equal.
    fn equal_by<F: Ord>(&self, form: impl Fn(&str) -> Option<F>) -> Option<(String, String)> {
        let mut forms: Vec<(F, &String)> = self.pages.keys().filter_map(|name| Some((form(name)?, name))).collect();
        forms.sort();
        let equal = forms.windows(2).find(|pair| pair[0].0 == pair[1].0)?;
        Some((equal[0].1.clone(), equal[1].1.clone()))
    }
}

/// Returns the recipes of all spot inks of a file.
fn read_recipes(file: &File) -> BTreeSet<Recipe> {
    let mut recipes = BTreeSet::new();
    for object in file.document.objects.values() {
        collect_recipes(file, object, 0, &mut recipes);
    }
    recipes
}

/// Adds the recipes of the Separation spaces in an object.
fn collect_recipes(file: &File, object: &Object, depth: usize, recipes: &mut BTreeSet<Recipe>) {
    if depth > MAX_DEPTH || recipes.len() >= MAX_RECIPES {
        return;
    }
    match object {
        Object::Array(parts) => {
            if let [family, name, alternate, tint, ..] = parts.as_slice()
                && file.follow(family).as_name().is_ok_and(|family| family == b"Separation")
                && let Ok(name) = file.follow(name).as_name()
            {
                let mut hasher = DefaultHasher::new();
                hash_object(file, alternate, 0, &mut hasher);
                hash_object(file, tint, 0, &mut hasher);
                recipes.insert(Recipe { name: String::from_utf8_lossy(name).into_owned(), form: hasher.finish() });
            }
            parts.iter().for_each(|part| collect_recipes(file, part, depth + 1, recipes));
        }
        Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| collect_recipes(file, value, depth + 1, recipes)),
        Object::Stream(stream) => {
            stream.dict.iter().for_each(|(_, value)| collect_recipes(file, value, depth + 1, recipes));
        }
        _ => {}
    }
}

/// Hashes an object with those that it leads to. How a stream is packed makes no difference.
fn hash_object(file: &File, object: &Object, depth: usize, hasher: &mut DefaultHasher) {
    if depth > MAX_DEPTH {
        return;
    }
    let entries = |dict: &lopdf::Dictionary, hasher: &mut DefaultHasher| {
        let mut keys: Vec<_> = dict.iter().filter(|(key, _)| !PACKING.contains(&key.as_slice())).collect();
        keys.sort_by(|a, b| a.0.cmp(b.0));
        for (key, value) in keys {
            key.hash(hasher);
            hash_object(file, value, depth + 1, hasher);
        }
    };
    match file.follow(object) {
        Object::Integer(number) => (*number as f32).to_bits().hash(hasher),
        Object::Real(number) => number.to_bits().hash(hasher),
        Object::Boolean(value) => value.hash(hasher),
        Object::Name(name) => name.hash(hasher),
        Object::String(text, _) => text.hash(hasher),
        Object::Array(parts) => {
            parts.len().hash(hasher);
            parts.iter().for_each(|part| hash_object(file, part, depth + 1, hasher));
        }
        Object::Dictionary(dict) => entries(dict, hasher),
        Object::Stream(stream) => {
            entries(&stream.dict, hasher);
            file.content(stream, MAX_STREAM_BYTES).unwrap_or_default().hash(hasher);
        }
        Object::Null | Object::Reference(_) => {}
    }
}

/// The keys that say how a stream is packed.
const PACKING: [&[u8]; 4] = [b"Filter", b"DecodeParms", b"Length", b"DL"];

/// Returns a finding with two names of inks.
fn pair(code: Code, pair: Option<(String, String)>) -> Option<Diagnostic> {
    let (first, second) = pair?;
    Some(Diagnostic::new(code).with("first", first).with("second", second))
}

/// Returns a name in one case and one form of Unicode.
fn folded(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// R0020: spot inks that the job doesn't name. Without a list of its inks, a variant without spot colours has none, and
/// the others may have any.
pub fn check_count(spots: &Spots, terms: &Terms) -> Option<Diagnostic> {
    let takes_any = matches!(terms.variant, Variant::SheetSpot | Variant::WebSpot);
    let expected = match &terms.inks {
        Some(inks) => inks.as_slice(),
        None if takes_any => return None,
        None => &[],
    };
    let unknown: Vec<_> = spots.pages.iter().filter(|(name, _)| !expected.contains(name)).collect();
    let pages: BTreeSet<usize> = unknown.iter().flat_map(|(_, pages)| pages.iter().copied()).collect();
    let names: Vec<_> = unknown.into_iter().map(|(name, _)| name.as_str()).collect();
    let pages = ranges(&pages.into_iter().collect::<Vec<_>>());
    let finding = Diagnostic::new(Code::PdfSpotInks).with("plate", names.join(", ")).with("page", pages);
    (!names.is_empty()).then_some(finding)
}

/// R0021: names that differ by their suffix.
pub fn check_suffixes(spots: &Spots, _: &Terms) -> Option<Diagnostic> {
    let stem = |name: &str| {
        let (stem, suffix) = name.rsplit_once(' ')?;
        SUFFIXES.contains(&suffix).then(|| stem.to_lowercase())
    };
    pair(Code::PdfSpotSuffix, spots.equal_by(stem))
}

/// R0022: names that differ by their case or their form in Unicode.
pub fn check_case(spots: &Spots, _: &Terms) -> Option<Diagnostic> {
    pair(Code::PdfSpotCase, spots.equal_by(|name| Some(folded(name))))
}

/// R0023: two names of inks that are mixed from the same. Names that only their case tells apart have a finding of their own.
pub fn check_same(spots: &Spots, _: &Terms) -> Option<Diagnostic> {
    let form = |recipe: &Recipe| (recipe.form, folded(&recipe.name), recipe.name.clone());
    let mut seen: Vec<(u64, String, String)> = spots.recipes.iter().map(form).collect();
    seen.sort();
    let same = seen.windows(2).find(|pair| pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1)?;
    pair(Code::PdfSpotSame, Some((same[0].2.clone(), same[1].2.clone())))
}

/// Reports a spot ink that is mixed in two ways (ISO 19005-2 6.2.4.4).
pub fn check_recipes(spots: &Spots) -> Option<Diagnostic> {
    let recipes: Vec<&Recipe> = spots.recipes.iter().collect();
    let twice = recipes.windows(2).find(|pair| pair[0].name == pair[1].name)?;
    Some(Diagnostic::new(Code::PdfSpotRecipes).with("plate", twice[0].name.as_str()))
}
