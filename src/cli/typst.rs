//! `jianbao typst`: writes the Typst document of an issue to a folder, for the stock compiler.

use std::path::Path;

use super::args::Typst;
use super::{Cli, Exit};
use crate::asset::face::{Family, Origin};
use crate::diagnostic::Diagnostic;
use crate::output::write;
use crate::project::{OutputKind, refuse_kind};
use crate::typeset::document::Document;
use crate::typeset::document::LayoutData;
use crate::typeset::inspect::characters_by_face;
use crate::typeset::pipeline::TypesetIssue;
use crate::typeset::world::Engine;

/// Runs `typst`.
pub fn run(cli: &mut Cli, args: &Typst) -> Exit {
    let folder = cli.project.path(&args.output);
    if let Some(finding) = refuse_kind(&args.output, &folder, OutputKind::Folder) {
        return cli.fail(finding);
    }
    let (job, engine) = match cli.issue(&args.issue, args.system_fonts) {
        Ok(ready) => ready,
        Err(exit) => return exit,
    };
    let typeset = match cli.typeset(&engine, &job) {
        Ok(typeset) => typeset,
        Err(findings) => return cli.fail(findings),
    };
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
    let used = characters_by_face(&engine.faces, &typeset.pages);
    let mut document: Document = typeset.document.clone();
    keep_families(&mut document.data, engine, used.keys().copied());
    write(&folder.join("main.typ"), document.main().as_bytes())?;
    write(&folder.join("issue.json"), &document.json())?;
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

/// Takes the families that the pages don't use out of the data. The stock compiler hasn't got them.
fn keep_families(data: &mut LayoutData, engine: &Engine, used: impl Iterator<Item = usize>) {
    let used: Vec<&str> = used.map(|index| engine.faces.faces()[index].family.as_str()).collect();
    let is_used = |family: &Family| used.contains(&family.name.as_str());
    for chain in data.base_mut().faces.values_mut() {
        // A role that the issue doesn't use keeps its chain, because the layout needs one.
        if chain.families.iter().any(is_used) {
            chain.families.retain(is_used);
        }
    }
}
