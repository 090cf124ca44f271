//! The proof to be signed: its cover's words.

use serde_json::{Value, json};

use super::DiffReport;
use crate::cli::Cli;
use crate::diagnostic::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::issue::Profile;
use crate::pdf::export::export_plain;
use crate::project::Job;
use crate::revision::proof::{entry, marked_proof};
use crate::typeset::document::Correction;
use crate::typeset::guard::with_large_stack;
use crate::typeset::pipeline::{TypesetIssue, typeset_guarded};
use crate::typeset::world::Engine;

/// The PDF, in the colours of a screen.
pub fn signable(
    cli: &Cli,
    engine: &Engine,
    job: &Job,
    old: &TypesetIssue,
    told: &DiffReport,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let job = Job { profile: Some(Profile::Screen), ..job.clone() };
    let (new, findings) = typeset_guarded(engine, &cli.project, &job);
    let new = new.ok_or(findings)?;
    let cover = cover(cli, &format!("{} → {}", told.name, cli.printer.changes(&job.issue, &told.changes)));
    let own = told.differences.iter().map(|difference| entry(difference, &told.names, &cover));
    let besides = told.besides.iter().map(|(pages, words)| {
        let pieces = vec![json!({ "same": words })];
        Correction { page: pages.clone(), pieces }
    });
    let list: Vec<_> = own.chain(besides).collect();
    let marked = [told.differences.as_slice(), &told.repeated].concat();
    let made = with_large_stack(|| {
        let pages = marked_proof(engine, old, &new, &marked, &cover, &list)?;
        export_plain(&new.document, &pages).map_err(|finding| vec![finding])
    });
    made.unwrap_or_else(|| Err(vec![Diagnostic::new(Code::Crashed).at(Place::file(&job.issue))]))
}

fn cover(cli: &Cli, summary: &str) -> Value {
    let say = |key: &str| cli.lang.say(&format!("proof-{key}"));
    json!({
        "title": say("title"),
        "page": say("page"),
        "before": say("before"),
        "change": say("change"),
        "moved": say("moved"),
        "removed": say("removed"),
        "signatures": say("signatures").split(',').collect::<Vec<_>>(),
        "summary": summary,
    })
}
