//! `jianbao typst`: writes the Typst document of an issue to a folder, for the stock compiler.

use std::path::Path;

use serde_json::Value;

use super::args::Typst;
use super::{Cli, Exit};
use crate::asset::face::Origin;
use crate::diagnostic::Diagnostic;
use crate::output::write;
use crate::typeset::inspect::characters_by_face;
use crate::typeset::pipeline::TypesetIssue;
use crate::typeset::world::Engine;

/// Runs `typst`.
pub fn run(cli: &mut Cli, args: &Typst) -> Exit {
    let (job, engine) = match cli.issue(&args.issue, args.system_fonts) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let typeset = match cli.typeset(&engine, &job) {
        Ok(typeset) => typeset,
        Err(findings) => return cli.fail(findings),
    };
    let folder = cli.project.path(&args.output);
    match export(&engine, &typeset, &folder) {
        Ok(()) => {
            cli.printer.written("typst-done", &folder);
            Exit::Done
        }
        Err(finding) => cli.fail(finding),
    }
}

/// Writes the document with its layouts, pictures and faces.
fn export(engine: &Engine, typeset: &TypesetIssue, folder: &Path) -> Result<(), Diagnostic> {
    let document = &typeset.document;
    write(&folder.join("main.typ"), document.main().as_bytes())?;
    let used = characters_by_face(&engine.faces, &typeset.pages);
    write(&folder.join("issue.json"), &with_families(&document.data, engine, used.keys().copied()))?;
    for (path, source) in engine.layouts.files() {
        write(&folder.join("layouts").join(path), source.text.as_bytes())?;
    }
    for (name, bytes) in document.files() {
        write(&folder.join(name), bytes)?;
    }
    for index in used.into_keys() {
        let face = &engine.faces.faces()[index];
        let name: std::borrow::Cow<str> = match &face.origin {
            Origin::Bundled(file) => (*file).into(),
            // Two folders may each have a file of this name.
            Origin::Project(path) | Origin::System(path) => {
                format!("{index}-{}", path.file_name().unwrap_or_default().to_string_lossy()).into()
            }
        };
        if let Some(bytes) = engine.faces.data(index) {
            write(&folder.join("fonts").join(name.as_ref()), &bytes)?;
        }
    }
    Ok(())
}

/// Returns the data with only those families that the pages use. The stock compiler has no others.
fn with_families(data: &[u8], engine: &Engine, used: impl Iterator<Item = usize>) -> Vec<u8> {
    let used: Vec<&str> = used.map(|index| engine.faces.faces()[index].family.as_str()).collect();
    let Ok(mut data) = serde_json::from_slice::<Value>(data) else { return data.to_vec() };
    for chain in data["faces"].as_object_mut().into_iter().flat_map(|chains| chains.values_mut()) {
        if let Some(families) = chain["families"].as_array_mut() {
            let is_used = |family: &Value| family["name"].as_str().is_some_and(|name| used.contains(&name));
            // A role that the issue doesn't use keeps its chain, because the layout needs one.
            if families.iter().any(is_used) {
                families.retain(is_used);
            }
        }
    }
    serde_json::to_vec(&data).unwrap_or_default()
}
