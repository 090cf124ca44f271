//! Compiles a document to pages, and turns the engine's complaints into findings.

use typst::diag::{Severity, SourceDiagnostic, SourceResult, Warned};
use typst::layout::{Frame, FrameItem};
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};
use typst_layout::PagedDocument;

use crate::diagnostic::{Arg, Checked, Code, Diagnostic, Outcome, Place, Source};
use crate::typeset::clean::clean;
use crate::typeset::document::{Document, check_characters};
use crate::typeset::field::Field;
use crate::typeset::world::{Engine, IssueWorld};

/// How many issues back the engine keeps what it computed. A later issue shares little with an earlier one, and keeping
/// more costs memory.
const KEPT_ISSUES: usize = 2;

/// Typesets a document.
///
/// # Errors
/// A text has characters that the engine must not get. The layout is unknown, stops with an error, or gives other pages
/// on every pass.
pub fn compile(engine: &Engine, document: &Document) -> Outcome<PagedDocument> {
    let unsuitable = check_characters(document);
    if !unsuitable.is_empty() {
        return Err(unsuitable.into());
    }
    if let Some(trial) = &engine.trial {
        trial(engine, document)?;
    }
    let Some(world) = IssueWorld::new(engine, document) else {
        let finding = Diagnostic::new(Code::LayoutError).with("layout", document.layout.as_str());
        return Err(finding.with("reason", Arg::Message("layout-absent")).into());
    };
    let Warned { output, warnings } = compile_world(&world);
    let findings = |diagnostics: &[SourceDiagnostic]| -> Vec<_> {
        diagnostics.iter().map(|diagnostic| finding(engine, document, &world, diagnostic)).collect()
    };
    let warnings = findings(&warnings);
    match output {
        Ok(pages) => Checked::decide(Some(clean(pages)), warnings),
        Err(errors) => Err(findings(&errors).into()),
    }
}

/// Lets the engine lay out a document.
pub fn compile_world(world: &IssueWorld) -> Warned<SourceResult<PagedDocument>> {
    typst::compile::<PagedDocument>(world)
}

/// Lets the engine forget what it computed for all but the last few issues.
pub fn forget() {
    comemo::evict(KEPT_ISSUES);
}

/// Turns a complaint of the engine into a finding.
fn finding(engine: &Engine, document: &Document, world: &IssueWorld, diagnostic: &SourceDiagnostic) -> Diagnostic {
    let message = diagnostic.message.as_str();
    // A layout refuses an issue with `assert(…, message: "code at")`: a code of ours and the name of a field.
    let words = message.strip_prefix("assertion failed: ").unwrap_or(message);
    let (code, field) = words.split_once(' ').unwrap_or((words, ""));
    if let Some(code) = Code::ALL.iter().find(|known| known.as_str() == code) {
        let finding = Diagnostic::new(*code).with("layout", document.layout.as_str());
        return match document.anchors.get(&Field::from(field)) {
            Some(anchor) => finding.at(anchor.place()),
            None => finding,
        };
    }
    let code = match diagnostic.severity {
        Severity::Error => Code::LayoutError,
        Severity::Warning if message.contains("did not converge") => Code::NotConverged,
        // This must be an error, because text without a face vanishes from the page.
        Severity::Warning if message.contains("unknown font family") => Code::LayoutError,
        Severity::Warning => Code::LayoutWarning,
    };
    let hints = diagnostic.hints.iter().map(|hint| hint.v.as_str());
    let reason = std::iter::once(message).chain(hints).collect::<Vec<_>>().join("; ");
    let said = match code {
        Code::LayoutError => "layout-stopped",
        Code::NotConverged => "layout-moving",
        _ => "layout-says",
    };
    let finding =
        Diagnostic::new(code).with("layout", document.layout.as_str()).with("reason", Arg::Detail(said, reason));
    match place(engine, world, diagnostic.span) {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// Returns the place in a layout's file that a complaint points to.
fn place(engine: &Engine, world: &IssueWorld, span: DiagSpan) -> Option<Place> {
    let id = span.id()?;
    let range = world.range(span)?;
    let path = id.vpath().get_without_slash();
    let of_layout = path.strip_prefix("layouts/");
    let source = match of_layout.and_then(|path| engine.layouts.files().find(|(known, _)| *known == path)) {
        Some((_, source)) => source.clone(),
        None => Source::new(path, world.source(id).ok()?.text()),
    };
    Some(Place { source, range })
}

/// Takes items off a frame and off the groups in it.
pub fn strip(frame: &mut Frame, unwanted: fn(&FrameItem) -> bool) {
    frame.retain(|item| {
        if let FrameItem::Group(group) = item {
            strip(&mut group.frame, unwanted);
        }
        !unwanted(item)
    });
}
