//! `jianbao fonts`: prints which face sets what.

use serde_json::json;

use super::args::Fonts;
use super::{Cli, Exit};
use crate::asset::face::{Coverage, Face, Faces, Family, Origin, Role};
use crate::diagnostic::Arg;
use crate::report::display_path;
use crate::typeset::inspect::characters_by_face;

/// Runs `fonts`.
pub fn run(cli: &mut Cli, args: &Fonts) -> Exit {
    let engine = match cli.layouts().and_then(|layouts| cli.engine(layouts, args.system_fonts)) {
        Ok(engine) => engine,
        Err(exit) => return exit,
    };
    let Some(issue) = &args.issue else {
        print_chains(cli, &engine.faces);
        return Exit::Done;
    };
    let jobs = match cli.project.jobs(std::slice::from_ref(issue), None) {
        Ok(jobs) => jobs,
        Err(findings) => return cli.fail(findings),
    };
    let mut exit = Exit::Done;
    for job in &jobs {
        let typeset = match cli.typeset(&engine, job) {
            Ok(typeset) => typeset,
            Err(findings) => {
                exit = exit.max(cli.fail(findings));
                continue;
            }
        };
        for (index, count) in characters_by_face(&engine.faces, &typeset.pages) {
            let face = &engine.faces.faces()[index];
            if cli.printer.is_json() {
                cli.printer.result(&json!({ "issue": display_path(&job.issue), "family": face.family, "weight": face.weight, "file": file(face), "characters": count }).to_string());
            } else {
                let args = [
                    ("family", Arg::Text(face.family.clone())),
                    ("weight", Arg::Number(face.weight.into())),
                    ("file", Arg::Text(file(face))),
                    ("count", Arg::Text(format!("{count:>6}"))),
                ];
                cli.printer.result(&cli.lang.text("fonts-count", &args));
            }
        }
    }
    exit
}

/// Prints each role with its chain of families, in order.
fn print_chains(cli: &Cli, faces: &Faces) {
    for role in Role::ALL {
        let chain = &faces.chains()[role];
        if cli.printer.is_json() {
            let families: Vec<_> = chain.families.iter().map(|family| json!({ "family": family.name, "covers": family.covers, "files": files(faces, family, chain.weight) })).collect();
            cli.printer.result(&json!({ "role": role.name(), "weight": chain.weight, "chain": families }).to_string());
            continue;
        }
        cli.printer.result(&format!("{} ({})", role.name(), cli.lang.say(&format!("role-{}", role.name()))));
        for family in &chain.families {
            let covers = match family.covers {
                Coverage::All => String::new(),
                Coverage::Latin => cli.lang.say("fonts-latin"),
                Coverage::Signs => cli.lang.say("fonts-signs"),
                Coverage::AllButQuotes => cli.lang.say("fonts-no-quotes"),
                Coverage::Matching(pattern) => pattern.trim_matches(['[', ']']).to_owned(),
            };
            cli.printer.result(
                format!("  {}  {}  {covers}", family.name, files(faces, family, chain.weight).join(", ")).trim_end(),
            );
        }
    }
}

/// Returns the file of the family's face that is nearest to a weight.
fn files(faces: &Faces, family: &Family, weight: u16) -> Vec<String> {
    let of_family = faces.faces().iter().filter(|face| face.family == family.name);
    of_family.min_by_key(|face| face.weight.abs_diff(weight)).map(file).into_iter().collect()
}

/// Returns the file of a face, as it is printed.
fn file(face: &Face) -> String {
    match &face.origin {
        Origin::Bundled(file) => format!("jianbao:{file}"),
        Origin::Project(path) | Origin::System(path) => display_path(path),
    }
}
