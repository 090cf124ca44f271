//! Faces (字体): which face sets which character in which role.
//!
//! Each role has a chain of families. The first family of the chain that has a character sets it. Faces of the project
//! come before the bundled ones, and every chain ends with the bundled face that has the most characters. It knows
//! nothing of pages.

mod bundled;
mod role;
mod sfnt;
mod user;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};
use typst_kit::fonts::FontStore;

use self::role::{BOTTOM, Link};
pub use self::role::{Coverage, Role};
use crate::diagnostic::Diagnostic;

/// Where a face comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Compiled into the program, with the name of its file.
    Bundled(&'static str),
    /// A file of the project's `fonts/`, with its path.
    Project(PathBuf),
    /// A file of the system, with its path. It is taken on request only.
    System(PathBuf),
}

/// A face that can be used.
#[derive(Debug, Clone)]
pub struct Face {
    /// The family as the engine names it.
    pub family: String,
    /// The weight: 400 regular, 700 bold, 900 black.
    pub weight: u16,
    /// Where it comes from.
    pub origin: Origin,
}

/// The chain of a role, as layouts are given it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Chain {
    /// The weight of its faces.
    pub weight: u16,
    /// The families in order.
    pub families: Vec<Family>,
}

/// A family of a chain, and the characters it may set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Family {
    /// The family's name.
    pub name: String,
    /// The characters that it may set, as a regular expression; all characters if there is no such key.
    #[serde(skip_serializing_if = "Coverage::is_all")]
    #[schemars(with = "Option<String>")]
    pub covers: Coverage,
}

/// All faces, and the chain of each role.
pub struct Faces {
    /// The faces as the engine takes them.
    store: FontStore,
    /// What is known of each face, in the same order.
    faces: Vec<Face>,
    /// The chain of each role.
    chains: BTreeMap<Role, Chain>,
}

impl Faces {
    /// Takes the bundled faces alone.
    pub fn bundled() -> Self {
        Self::assemble(Vec::new())
    }

    /// Reads the faces of a folder and, if `system` is set, those of the system. The bundled ones come last.
    ///
    /// A file of the folder that isn't a face becomes a finding.
    pub fn load(folder: Option<&Path>, system: bool) -> (Self, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let mut found = folder.map(|folder| user::of_folder(folder, &mut findings)).unwrap_or_default();
        if system {
            found.extend(user::of_system());
        }
        (Self::assemble(found), findings)
    }

    /// Puts the user's faces before the bundled ones and makes the chains.
    fn assemble(user: Vec<user::Found>) -> Self {
        let mut faces = Self { store: FontStore::new(), faces: Vec::new(), chains: BTreeMap::new() };
        let mut families: BTreeMap<Role, Vec<(String, bool)>> = BTreeMap::new();
        for found in user {
            let has_wide_quotes = user::has_wide_quotes(&found.font);
            for role in &found.roles {
                let of_role = families.entry(*role).or_default();
                if !of_role.iter().any(|(family, _)| *family == found.info.family) {
                    of_role.push((found.info.family.clone(), has_wide_quotes));
                }
            }
            faces.push(found.font, found.info, found.origin);
        }
        for (source, info) in bundled::faces() {
            let origin = Origin::Bundled(source.file);
            faces.push(source, info, origin);
        }
        for role in Role::ALL {
            let chain = chain(*role, families.get(role).map_or(&[], Vec::as_slice));
            faces.chains.insert(*role, chain);
        }
        faces
    }

    /// Adds a face.
    fn push(&mut self, source: impl typst_kit::fonts::FontSource, info: FontInfo, origin: Origin) {
        let weight = info.variant.weight.to_number();
        self.faces.push(Face { family: info.family.clone(), weight, origin });
        self.store.push((source, info));
    }

    /// Returns the faces as the engine takes them.
    pub fn store(&self) -> &FontStore {
        &self.store
    }

    /// Loads the faces that pages usually need and hashes their files. It runs on a thread of its own while an issue is
    /// read, so that the engine finds both done.
    ///
    /// The engine hashes the whole file of each face that it meets, once in a run. That is some 8 % of the processor time
    /// of a cold run. A hash that is known at compile time can't be passed to it: `Bytes` of Typst 0.15 computes its own.
    pub fn warm(&self) {
        let usual = self.faces.iter().enumerate().filter(|(_, face)| face.family != role::RARE);
        for (index, _) in usual {
            typst::utils::hash128(&self.store.font(index));
        }
    }

    /// Returns all faces, those of the user first. The order is that of the engine's book.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// Returns the chain of each role.
    pub fn chains(&self) -> &BTreeMap<Role, Chain> {
        &self.chains
    }

    /// Returns whether there are faces from outside of the program.
    pub fn has_own(&self) -> bool {
        self.faces.iter().any(|face| !matches!(face.origin, Origin::Bundled(_)))
    }

    /// Returns the faces from outside of the program as the engine takes them.
    pub fn own(&self) -> impl Iterator<Item = Font> {
        let is_own = |index: &usize| !matches!(self.faces[*index].origin, Origin::Bundled(_));
        (0..self.faces.len()).filter(is_own).filter_map(|index| self.store.font(index))
    }

    /// Returns the face that is a font of laid-out pages.
    pub fn face_of(&self, font: &Font) -> Option<&Face> {
        let same = |index: &usize| self.store.font(*index).is_some_and(|known| known == *font);
        (0..self.faces.len())
            .filter(|index| self.faces[*index].family == font.info().family)
            .find(same)
            .map(|index| &self.faces[index])
    }

    /// Returns the file outside of the program that a font of laid-out pages comes from.
    pub fn file_of(&self, font: &Font) -> Option<&Path> {
        match &self.face_of(font)?.origin {
            Origin::Bundled(_) => None,
            Origin::Project(path) | Origin::System(path) => Some(path),
        }
    }

    /// Returns the file of the face at an index of [`Faces::faces`].
    pub fn data(&self, index: usize) -> Option<Bytes> {
        self.store.font(index).map(|font| font.data().clone())
    }
}

/// Makes a role's chain, with the user's families at their place. Each is given with whether its quotes are wide.
fn chain(role: Role, user: &[(String, bool)]) -> Chain {
    let mut families = Vec::new();
    let mut add = |name: &str, covers| {
        if !families.iter().any(|family: &Family| family.name == name && family.covers == covers) {
            families.push(Family { name: name.to_owned(), covers });
        }
    };
    for link in role.links().iter().chain(BOTTOM) {
        match link {
            Link::User => user.iter().for_each(|(name, wide)| add(name, role.user_covers(*wide))),
            Link::Bundled { family, covers } => add(family, *covers),
        }
    }
    Chain { weight: role.weight(), families }
}
