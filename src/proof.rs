//! An issue in memory, from its file to inspected pages: what `build`, `check`, `typst` and `fonts` share.

use std::path::Path;

use typst_layout::PagedDocument;

use crate::check::{Ground, check};
use crate::diagnostic::{self, Diagnostic};
use crate::document::{Document, document};
use crate::inspect::inspect;
use crate::issue::Issue;
use crate::project::{Job, Project};
use crate::source::{Place, Source};
use crate::typeset::typeset;
use crate::world::Engine;

/// An issue that has been typeset.
#[derive(Debug)]
pub struct Proof {
    /// What the engine was given.
    pub document: Document,
    /// The pages.
    pub pages: PagedDocument,
}

/// Reads, checks, typesets and inspects an issue. Warnings are among the findings of a proof, too.
pub fn proof(engine: &Engine, project: &Project, job: &Job) -> (Option<Proof>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let proof = steps(engine, project, job, &mut findings);
    diagnostic::sort(&mut findings);
    let fine = findings.iter().all(|finding| !finding.is_error());
    (proof.filter(|_| fine), findings)
}

fn steps(engine: &Engine, project: &Project, job: &Job, findings: &mut Vec<Diagnostic>) -> Option<Proof> {
    let issue = read(job).map_err(|finding| findings.push(finding)).ok()?;
    let folder = job.issue.parent().unwrap_or(Path::new(""));
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let ground = Ground { root: project.root(), folder };
    let checked = check(issue, Place::file(&job.issue), ground, &engine.layouts, findings);
    // What is wrong in the words doesn't keep the pages from being looked at, so that all is told at once; but
    // without a layout, a picture or within bounds there are no pages.
    let blocked = findings.iter().any(|finding| finding.is_error() && blocks_typesetting(finding));
    if blocked {
        return None;
    }
    let document = document(&checked, &engine.faces);
    let (pages, warnings) = typeset(engine, &document).map_err(|errors| findings.extend(errors)).ok()?;
    findings.extend(warnings);
    findings.extend(inspect(&document, &pages));
    Some(Proof { document, pages })
}

fn read(job: &Job) -> Result<Issue, Diagnostic> {
    let source = Source::read(&job.issue)?;
    let publication = job.publication.as_deref().map(Source::read).transpose()?;
    Issue::read(&source, publication.as_ref())
}

fn blocks_typesetting(finding: &Diagnostic) -> bool {
    use diagnostic::Code;
    !matches!(
        finding.code,
        Code::TotalMismatch
            | Code::ContributorUnclear
            | Code::MarkupHtml
            | Code::MarkupStars
            | Code::MarkupUnsupported
            | Code::HeadingLevel
            | Code::FootnoteUndefined
            | Code::PictureWidth
    )
}
