//! The bound volume (合订本): the pages of a year's issues as they were laid out one by one, on the leaves that the
//! layout `volume` has for them.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use typst::foundations::{Bytes, Smart, StyleChain};
use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem, Point};
use typst::model::{Destination, Document as _, HeadingElem};
use typst_layout::{Page, PagedDocument};

use crate::asset::ink::PrintSetup;
use crate::build::parallel::parallel_in_order;
use crate::diagnostic::Arg;
use crate::diagnostic::Place;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::issue::{Print, Profile};
use crate::project::input::Input;
use crate::project::year::{Year, read_issue};
use crate::project::{Job, Project};
use crate::typeset::compile::{compile, forget};
use crate::typeset::document::{Document, VolumeIssue, volume};
use crate::typeset::field::Field;
use crate::typeset::guard::{catch_panic, with_large_stack};
use crate::typeset::inspect::{field_starts, first_placeholder_page, inspect};
use crate::typeset::pipeline::{check_and_compose, compile_and_inspect};
use crate::typeset::world::Engine;

/// A year's issues, ready to be written as one PDF.
#[derive(Debug)]
pub struct Volume {
    /// What the engine was given for all but the issues.
    pub document: Document,
    /// All pages.
    pub pages: PagedDocument,
    /// Every file of the project that was read.
    pub inputs: Vec<Input>,
}

/// What an issue brings to the volume.
struct Part {
    pages: Vec<Page>,
    titles: Vec<(usize, f64)>,
    attachments: BTreeMap<String, Bytes>,
    inputs: Vec<Input>,
}

/// Lays out the issues of a year on several threads, reports the findings of each in order, and binds them. Returns
/// `None` if an issue has errors or if `stop` was set. All issues get the same print setup and profile.
///
/// # Errors
/// What keeps the volume itself from being laid out.
pub fn bind(
    engine: &Engine,
    project: &Project,
    year: &Year,
    (print_setup, profile): (PrintSetup, Profile),
    (threads, stop): (usize, &AtomicBool),
    tell: &mut dyn FnMut(Vec<Diagnostic>),
) -> Result<Option<Volume>, Vec<Diagnostic>> {
    let print = year.issues.last().and_then(|last| last.print.clone()).unwrap_or_default();
    let mut parts = Vec::new();
    let work = |index: usize| {
        let job = Job { profile: Some(profile), ..year.jobs[index].clone() };
        let made = catch_panic(&job.issue, || part(engine, project, &job, &print));
        forget();
        made
    };
    parallel_in_order(year.jobs.len(), threads, stop, &work, &mut |(part, findings)| {
        parts.extend(part);
        tell(findings);
    });
    if parts.len() < year.jobs.len() {
        return Ok(None);
    }
    with_large_stack(|| bound(engine, year, parts, print_setup, profile))
        .unwrap_or_else(|| Err(vec![Diagnostic::new(Code::Crashed)]))
        .map(Some)
}

/// Lays out one issue as for its own PDF, but with the print setup of the volume.
fn part(engine: &Engine, project: &Project, job: &Job, print: &Print) -> (Option<Part>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let part = (|| {
        let mut loaded = read_issue(job).map_err(|finding| findings.push(finding)).ok()?;
        let issue = &mut loaded.issue;
        let allow_low_resolution = issue.print.take().and_then(|own| own.allow_low_resolution);
        issue.print = Some(Print { allow_low_resolution, ..print.clone() });
        let titles: Vec<_> = issue.articles().map(|article| article.title.place.clone()).collect();
        let (mut document, inputs) = check_and_compose(engine, project, job, loaded, &mut findings)?;
        let attachments = std::mem::take(&mut document.attachments);
        let typeset = compile_and_inspect(engine, document, inputs, &mut findings)?;
        let starts = field_starts(&typeset.pages);
        let mut title = |(index, place): (usize, Place)| {
            let field = Field::ArticleTitle(index);
            let start =
                starts.iter().find(|start| start.field == field).map(|start| (start.page + 1, start.top.to_mm()));
            if start.is_none() {
                let finding = Diagnostic::new(Code::LayoutError).with("layout", typeset.document.layout.as_str());
                findings.push(finding.with("reason", Arg::Detail("layout-no-title", field.to_string())).at(place));
            }
            start
        };
        let titles = titles.into_iter().enumerate().filter_map(&mut title).collect();
        Some(Part { pages: typeset.pages.pages().to_vec(), titles, attachments, inputs: typeset.inputs })
    })();
    diagnostic::sort(&mut findings);
    let fine = findings.iter().all(|finding| !finding.is_error());
    (part.filter(|_| fine), findings)
}

fn bound(
    engine: &Engine,
    year: &Year,
    parts: Vec<Part>,
    print_setup: PrintSetup,
    profile: Profile,
) -> Result<Volume, Vec<Diagnostic>> {
    // Each issue begins on the right.
    let leaves = |part: &Part| part.pages.len().next_multiple_of(2);
    let of_issue = |(issue, part): (_, &Part)| VolumeIssue { issue, pages: leaves(part), titles: part.titles.clone() };
    let all: Vec<_> = year.issues.iter().zip(&parts).map(of_issue).collect();
    let Some(mut document) = volume(&all, print_setup, profile, &engine.faces) else { return Err(Vec::new()) };
    let mut inputs = year.inputs.clone();
    for part in &parts {
        document.attachments.extend(part.attachments.clone());
        inputs.extend(part.inputs.iter().filter(|input| !year.inputs.contains(input)).cloned());
    }
    let (drawn, mut findings) = compile(engine, &document)?;
    findings.extend(inspect(&document, &drawn));
    if findings.iter().any(Diagnostic::is_error) {
        return Err(findings);
    }
    let mut pages = drawn.pages().to_vec();
    let mut leaf = first_placeholder_page(&drawn);
    for (index, part) in parts.into_iter().enumerate() {
        let count = leaves(&part);
        for (page, own) in pages.iter_mut().skip(leaf).zip(part.pages) {
            put(page, own, index, leaf);
        }
        leaf += count;
    }
    Ok(Volume { document, pages: PagedDocument::new(pages.into(), drawn.info().clone()), inputs })
}

/// Puts a page of an issue on its page of the volume. `first` is the page, from 0, on which the issue begins.
fn put(leaf: &mut Page, own: Page, issue: usize, first: usize) {
    let mut frame = own.frame;
    settle(&mut frame, issue, first);
    leaf.frame.set_size(frame.size());
    leaf.frame.push_frame(Point::zero(), frame);
    leaf.fill = match own.fill {
        Smart::Auto => leaf.fill.clone(),
        fill => fill,
    };
}

/// Makes what stands on a page of an issue part of the volume: elements of two issues may have the same location, and
/// headings stand below that of the issue.
fn settle(frame: &mut Frame, issue: usize, first: usize) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => {
                settle(&mut group.frame, issue, first);
                if let Some(parent) = &mut group.parent {
                    parent.location = parent.location.variant(issue);
                }
            }
            FrameItem::Tag(Tag::Start(content, _)) => {
                if let Some(location) = content.location() {
                    content.set_location(location.variant(issue));
                }
                if let Some(heading) = content.to_packed_mut::<HeadingElem>() {
                    let level = heading.resolve_level(StyleChain::default());
                    heading.level.set(Smart::Custom(level.saturating_add(1)));
                }
            }
            FrameItem::Tag(Tag::End(location, ..)) | FrameItem::Link(Destination::Location(location), _) => {
                *location = location.variant(issue);
            }
            FrameItem::Link(Destination::Position(position), _) => {
                position.page = position.page.saturating_add(first);
            }
            _ => {}
        }
        true
    });
}
