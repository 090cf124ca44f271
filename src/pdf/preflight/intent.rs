//! Output intents (输出意图): the printing condition that a file is made for (PDF 2.0 14.11.5).

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId};

use super::file::{File, MAX_STREAM_BYTES, as_dict};

/// An output intent.
#[derive(Debug, Clone)]
pub struct Intent {
    /// The standard that it belongs to, such as `GTS_PDFX` or `GTS_PDFA1`.
    pub kind: String,
    /// The name of the printing condition.
    pub identifier: String,
    /// The registry of that name.
    pub registry: String,
    /// The profile, if the file names one.
    pub profile: Option<Profile>,
    /// The object of the profile.
    pub profile_id: Option<ObjectId>,
    /// Whether the profile is one that lies elsewhere.
    pub is_elsewhere: bool,
}

/// The head of an ICC profile (ICC.1 7.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The class: `prtr` for presses, `mntr` for screens; empty if the stream is no profile.
    pub class: String,
    /// The colour space: `CMYK`, `GRAY` or `RGB`.
    pub space: String,
    /// The version of the ICC's format, such as 4; 0 if the stream is no profile.
    pub version: u8,
    /// The number of components that the stream states.
    pub components: i64,
}

/// Reads all output intents of the catalog, or of a page. A profile that several share is read once.
pub fn read_intents(file: &File, dict: &Dictionary) -> Vec<Intent> {
    let mut known: HashMap<ObjectId, Profile> = HashMap::new();
    let list = file.get(dict, "OutputIntents").and_then(|list| list.as_array().ok());
    let dicts = list.into_iter().flatten().filter_map(|intent| as_dict(file.follow(intent)));
    let read = dicts.map(|dict| {
        let text = |key| file.text(dict, key).unwrap_or_default();
        let profile = match dict.get(b"DestOutputProfile") {
            Ok(Object::Reference(id)) => Some(
                known.entry(*id).or_insert_with(|| Profile::read(file, file.document.get_object(*id).ok())).clone(),
            ),
            Ok(_) => Some(Profile::read(file, None)),
            Err(_) => None,
        };
        let profile_id = dict.get(b"DestOutputProfile").and_then(Object::as_reference).ok();
        let is_elsewhere = dict.has(b"DestOutputProfileRef");
        let kind = file.name(dict, "S").unwrap_or_default().to_owned();
        let (identifier, registry) = (text("OutputConditionIdentifier"), text("RegistryName"));
        Intent { kind, identifier, registry, profile, profile_id, is_elsewhere }
    });
    read.collect()
}

impl Profile {
    /// Reads the head of a profile's stream. The fields are empty if the stream holds no whole profile.
    fn read(file: &File, object: Option<&Object>) -> Self {
        let none = Self { class: String::new(), space: String::new(), version: 0, components: 0 };
        let Some(stream) = object.and_then(|object| object.as_stream().ok()) else { return none };
        // The head states the length.
        let is_whole = |bytes: &Vec<u8>| {
            let length = bytes.first_chunk().map_or(0, |length| u32::from_be_bytes(*length)) as usize;
            bytes.get(36..40) == Some(b"acsp") && bytes.len() >= length
        };
        let Some(bytes) = file.content(stream, MAX_STREAM_BYTES).filter(is_whole) else { return none };
        let word = |at: usize| String::from_utf8_lossy(&bytes[at..at + 4]).trim_end().to_owned();
        let components = file.get(&stream.dict, "N").and_then(|n| n.as_i64().ok()).unwrap_or(0);
        Self { class: word(12), space: word(16), version: bytes[8], components }
    }

    /// Whether the stream has as many components as the profile's space.
    pub fn is_whole(&self) -> bool {
        let expected = match self.space.as_str() {
            "CMYK" => 4,
            "RGB" => 3,
            "GRAY" => 1,
            _ => return false,
        };
        self.components == expected
    }
}
