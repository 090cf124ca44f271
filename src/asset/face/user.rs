//! Reads faces from outside: those of the project's `fonts/`, and those of the system if the user asks for them.
//!
//! It knows files and names. Which face sets which character is for the chains.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fontdb::{Database, FaceInfo, Source};
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};

use super::sfnt::is_whole;
use super::{Origin, Role, bundled};
use crate::diagnostic::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::file::{list_folder, read_limited};

/// The largest file of faces that is read, in bytes. A collection of four faces has some 20 MB.
const MAX_BYTES: u64 = 200 << 20;

/// A face that could be read.
pub struct Found {
    /// The face.
    pub font: Font,
    /// What the engine must know of it.
    pub info: FontInfo,
    /// Its file.
    pub origin: Origin,
    /// The roles that its names tell. There are none if the names aren't known.
    pub roles: Vec<Role>,
}

/// Reads all faces of a folder, in the order of file names. A file that isn't a face becomes a finding.
pub fn of_folder(folder: &Path, findings: &mut Vec<Diagnostic>) -> Vec<Found> {
    let mut found = Vec::new();
    for path in files(folder).into_iter().filter(|path| !bundled::is_copy(path)) {
        match of_file(&path) {
            Ok(faces) => {
                if faces.iter().all(|face| face.roles.is_empty()) {
                    findings.push(Diagnostic::new(Code::FaceUnknown).at(Place::file(&path)));
                }
                found.extend(faces);
            }
            Err(finding) => findings.push(finding),
        }
    }
    found
}

/// Reads the faces of the system whose names tell a role.
pub fn of_system() -> Vec<Found> {
    let mut database = Database::new();
    database.load_system_fonts();
    let known = database.faces().filter(|face| !roles(face).is_empty());
    let paths: BTreeSet<PathBuf> = known.filter_map(path_of).collect();
    let faces = paths.iter().filter_map(|path| of_file(path).ok()).flatten();
    faces
        .filter(|found| !found.roles.is_empty())
        .map(|found| match found.origin {
            Origin::Project(path) => Found { origin: Origin::System(path), ..found },
            _ => found,
        })
        .collect()
}

/// Returns whether the quotes of a face are as wide as a hanzi, or whether it has such a form of them (U+FE01). The engine
/// compresses no others. A face without quotes has none that are narrow.
pub fn has_wide_quotes(font: &Font) -> bool {
    let Ok(face) = ttf_parser::Face::parse(font.data(), font.index()) else { return false };
    ['“', '”', '‘', '’'].into_iter().all(|quote| {
        let glyph = face.glyph_variation_index(quote, '\u{fe01}').or_else(|| face.glyph_index(quote));
        glyph.is_none_or(|glyph| face.glyph_hor_advance(glyph) == Some(face.units_per_em()))
    })
}

/// Returns the files of a folder that may hold faces, by their extensions.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = list_folder(folder).into_iter().flatten().map(|entry| entry.path);
    let is_face = |path: &PathBuf| {
        let extension = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        matches!(extension.as_deref(), Some("ttf" | "otf" | "ttc" | "otc"))
    };
    entries.filter(is_face).collect()
}

/// Reads all faces of a file.
fn of_file(path: &Path) -> Result<Vec<Found>, Diagnostic> {
    let bytes = Bytes::new(read_limited(path, MAX_BYTES)?);
    if !is_whole(&bytes) {
        return Err(Diagnostic::new(Code::FaceUnloadable).at(Place::file(path)));
    }
    let mut database = Database::new();
    let ids = database.load_font_source(Source::Binary(std::sync::Arc::new(bytes.clone())));
    let faces = ids.iter().filter_map(|id| database.face(*id)).filter_map(|face| {
        let font = Font::new(bytes.clone(), face.index)?;
        let info = font.info().clone();
        let mut roles = roles(face);
        if roles.is_empty() {
            roles = Role::of_names(path.file_stem().and_then(|stem| stem.to_str()));
        }
        Some(Found { font, info, origin: Origin::Project(path.to_owned()), roles })
    });
    let faces: Vec<_> = faces.collect();
    if faces.iter().any(|face| is_restricted(&bytes, face.font.index())) {
        return Err(Diagnostic::new(Code::FaceRestricted).at(Place::file(path)));
    }
    if faces.is_empty() {
        return Err(Diagnostic::new(Code::FaceUnloadable).at(Place::file(path)));
    }
    Ok(faces)
}

/// Returns whether the licence of a face forbids embedding it (`fsType` of its table OS/2).
fn is_restricted(bytes: &[u8], index: u32) -> bool {
    let face = ttf_parser::Face::parse(bytes, index);
    face.is_ok_and(|face| face.permissions() == Some(ttf_parser::Permissions::Restricted))
}

/// Returns the roles that a face's names tell.
fn roles(face: &FaceInfo) -> Vec<Role> {
    Role::of_names(face.families.iter().map(|(name, _)| name.as_str()).chain([face.post_script_name.as_str()]))
}

/// Returns the file of a face.
fn path_of(face: &FaceInfo) -> Option<PathBuf> {
    match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => Some(path.clone()),
        Source::Binary(_) => None,
    }
}
