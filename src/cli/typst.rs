//! `jianbao typst`: the Typst document of an issue as a folder that the stock compiler takes.

use std::path::Path;

use super::args::Typst;
use super::print::shown;
use super::{Cli, Exit};
use crate::diagnostic::{Diagnostic, Fact};
use crate::face::Origin;
use crate::inspect::characters_by_face;
use crate::layout::Layouts;
use crate::press::write;
use crate::proof::{Proof, proof};
use crate::world::Engine;

pub fn run(cli: &mut Cli, args: &Typst) -> Exit {
    let jobs = match cli.project.jobs(std::slice::from_ref(&args.issue), None) {
        Ok(jobs) => jobs,
        Err(findings) => return cli.fail(findings),
    };
    let engine = match cli.engine(args.system_fonts) {
        Ok(engine) => engine,
        Err(exit) => return exit,
    };
    if jobs.len() != 1 {
        let finding = Diagnostic::new(crate::diagnostic::Code::OneIssue).with("issues", jobs.len());
        return cli.fail(vec![finding.at(crate::place::Place::file(&args.issue))]);
    }
    let (proof, findings) = proof(&engine, &cli.project, &jobs[0]);
    cli.printer.findings(&findings);
    let Some(proof) = proof else { return Exit::of(&findings) };
    let folder = cli.project.path(&args.output);
    match export(&engine, &proof, &folder) {
        Ok(()) => {
            cli.printer.result(&cli.lang.text("typst-done", &[("folder", Fact::Text(shown(&folder)))]));
            Exit::Done
        }
        Err(finding) => cli.fail(vec![finding]),
    }
}

fn export(engine: &Engine, proof: &Proof, folder: &Path) -> Result<(), Diagnostic> {
    let document = &proof.document;
    write(&folder.join("main.typ"), Layouts::main(&document.layout).as_bytes())?;
    write(&folder.join("issue.json"), &document.data)?;
    for (path, source) in engine.layouts.files() {
        write(&folder.join("layouts").join(path), source.text.as_bytes())?;
    }
    for (name, bytes) in &document.pictures {
        write(&folder.join(name), bytes)?;
    }
    for index in characters_by_face(&engine.faces, &proof.pages).into_keys() {
        let face = &engine.faces.faces()[index];
        let name = match &face.origin {
            Origin::Bundled(file) => (*file).into(),
            Origin::Project(path) | Origin::System(path) => path.file_name().map_or_else(|| index.to_string().into(), |n| n.to_string_lossy()),
        };
        if let Some(bytes) = engine.faces.data(index) {
            write(&folder.join("fonts").join(name.as_ref()), &bytes)?;
        }
    }
    Ok(())
}
