//! Faces (字体): which face sets which character in which role.
//!
//! A role resolves to a chain: the first face of the chain that has a character sets it. Faces of the project
//! come before the bundled ones, and every chain ends in the widest of those. A chain names families only;
//! the faces themselves are kept here and handed to the engine.

mod bundled;
mod role;
mod user;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};
use typst_kit::fonts::FontStore;

use self::role::{BOTTOM, Link};
pub use self::role::{LATIN_IN_CJK, Role};
use crate::diagnostic::Diagnostic;

/// Where a face comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Compiled into the program; the name of its file.
    Bundled(&'static str),
    /// A file of the project's `fonts/`.
    Project(PathBuf),
    /// A file of the system, taken on request only.
    System(PathBuf),
}

/// One face that can be used.
#[derive(Debug, Clone)]
pub struct Face {
    /// The family as the engine names it.
    pub family: String,
    /// 400 regular, 700 bold, 900 black.
    pub weight: u16,
    /// Where it comes from.
    pub origin: Origin,
}

/// The faces of a role as the layout gets them. The first family that has a character sets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Chain {
    /// The weight to ask for.
    pub weight: u16,
    /// Families in order.
    pub families: Vec<Family>,
}

/// A family of a chain, and the characters it may set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Family {
    /// The family's name.
    pub name: String,
    /// A regular expression, `latin-in-cjk`, or nothing for all characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covers: Option<&'static str>,
}

/// All faces and the chains over them.
pub struct Faces {
    store: FontStore,
    faces: Vec<Face>,
    chains: BTreeMap<Role, Chain>,
}

impl Faces {
    /// The bundled faces alone.
    pub fn bundled() -> Self {
        Self::assemble(Vec::new())
    }

    /// The faces of a folder, those of the system if asked for, and the bundled ones behind them.
    ///
    /// A file of the folder that isn't a face is a finding: text must never vanish.
    pub fn load(folder: Option<&Path>, system: bool) -> (Self, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let mut found = folder.map(|folder| user::of_folder(folder, &mut findings)).unwrap_or_default();
        if system {
            found.extend(user::of_system());
        }
        (Self::assemble(found), findings)
    }

    fn assemble(user: Vec<user::Found>) -> Self {
        let mut faces = Self { store: FontStore::new(), faces: Vec::new(), chains: BTreeMap::new() };
        let mut families: BTreeMap<Role, Vec<String>> = BTreeMap::new();
        for found in user {
            for role in &found.roles {
                let of_role = families.entry(*role).or_default();
                if !of_role.contains(&found.info.family) {
                    of_role.push(found.info.family.clone());
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

    fn push(&mut self, source: impl typst_kit::fonts::FontSource, info: FontInfo, origin: Origin) {
        let weight = info.variant.weight.to_number();
        self.faces.push(Face { family: info.family.clone(), weight, origin });
        self.store.push((source, info));
    }

    /// The engine's view of the faces.
    pub fn store(&self) -> &FontStore {
        &self.store
    }

    /// Loads the faces that pages usually need, and hashes their data, which the engine does when it first meets
    /// one. Called on a thread of its own while an issue is being read, it hides a quarter of a cold run.
    pub fn warm(&self) {
        let usual = self.faces.iter().enumerate().filter(|(_, face)| face.family != role::RARE);
        for (index, _) in usual {
            typst::utils::hash128(&self.store.font(index));
        }
    }

    /// All faces, those of the user first; the order is that of the engine's book.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The chain of each role.
    pub fn chains(&self) -> &BTreeMap<Role, Chain> {
        &self.chains
    }

    /// The face that a font of the laid-out pages is.
    pub fn face_of(&self, font: &Font) -> Option<&Face> {
        let same = |index: &usize| self.store.font(*index).is_some_and(|known| known == *font);
        (0..self.faces.len())
            .filter(|index| self.faces[*index].family == font.info().family)
            .find(same)
            .map(|index| &self.faces[index])
    }

    /// The bytes of the face at an index of [`Faces::faces`].
    pub fn data(&self, index: usize) -> Option<Bytes> {
        self.store.font(index).map(|font| font.data().clone())
    }
}

/// A role's chain with the user's families at their place.
fn chain(role: Role, user: &[String]) -> Chain {
    let mut families = Vec::new();
    let mut add = |name: &str, covers| {
        if !families.iter().any(|family: &Family| family.name == name && family.covers == covers) {
            families.push(Family { name: name.to_owned(), covers });
        }
    };
    for link in role.links().iter().chain(BOTTOM) {
        match link {
            Link::User => user.iter().for_each(|name| add(name, role.user_covers())),
            Link::Bundled { family, covers } => add(family, *covers),
        }
    }
    Chain { weight: role.weight(), families }
}
