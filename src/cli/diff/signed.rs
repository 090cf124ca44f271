//! Makes the proof to be signed (校样), with the words of its cover.

use super::DiffReport;
use crate::cli::Cli;
use crate::diagnostic::Findings;
use crate::issue::Profile;
use crate::pdf::export::export_plain;
use crate::project::Job;
use crate::revision::proof::{CoverWords, cover_entry, marked_proof};
use crate::typeset::document::{Correction, CorrectionPiece, ProofWords};
use crate::typeset::guard::run_guarded;
use crate::typeset::pipeline::{TypesetIssue, typeset_guarded};
use crate::typeset::world::Engine;

/// Makes the proof as a PDF, in the colours of a screen.
pub fn make_proof(
    cli: &Cli,
    engine: &Engine,
    job: &Job,
    old: &TypesetIssue,
    report: &DiffReport,
) -> Result<Vec<u8>, Findings> {
    let job = Job { profile: Some(Profile::Screen), ..job.clone() };
    let new = typeset_guarded(engine, &cli.project, &job)?.value;
    let cover = cover_words(cli, format!("{} → {}", report.name, cli.printer.changes(&job.issue, &report.changes)));
    let own = report.differences.iter().map(|difference| cover_entry(difference, &report.names, &cover));
    let others = report.others.iter().map(|(pages, words)| {
        let pieces = vec![CorrectionPiece::Same(words.clone())];
        Correction { page: pages.clone(), pieces }
    });
    let list: Vec<_> = own.chain(others).collect();
    let marked = [report.differences.as_slice(), &report.repeated].concat();
    run_guarded(Some(&job.issue), || {
        let pages = marked_proof(engine, old, &new, &marked, &cover, &list)?;
        export_plain(&new.document, &pages).map_err(Findings::from)
    })
}

/// Returns the words of the cover in the user's language.
fn cover_words(cli: &Cli, summary: String) -> CoverWords {
    let say = |key: &str| cli.lang.say(&format!("proof-{key}"));
    let layout = ProofWords {
        title: say("title"),
        summary,
        signatures: say("signatures").split(',').map(str::to_owned).collect(),
        page: say("page"),
        change: say("change"),
        removed: say("removed"),
    };
    CoverWords { layout, before: say("before"), moved: say("moved") }
}
