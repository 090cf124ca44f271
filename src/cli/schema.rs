//! `jianbao schema`: gives the JSON Schema of the YAML, for editors.

use super::args::Schema;
use super::{Cli, Exit};
use crate::issue::schema::schema;
use crate::output::write;
use crate::project::{OutputKind, refuse_kind};

/// Runs `schema`.
pub fn run(cli: &mut Cli, args: &Schema) -> Exit {
    let schema = format!("{:#}\n", schema(args.subject.into(), cli.lang));
    match &args.output {
        None => cli.printer.result(schema.trim_end()),
        Some(path) => {
            if let Some(finding) = refuse_kind(path, &cli.project.path(path), OutputKind::Json) {
                return cli.fail(finding);
            }
            if let Err(finding) = write(&cli.project.path(path), schema.as_bytes()) {
                return cli.fail(vec![finding]);
            }
        }
    }
    Exit::Done
}
