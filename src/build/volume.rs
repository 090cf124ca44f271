//! The bound volume (合订本): the pages of a year's issues, each laid out by itself, put on the pages that the layout
//! `volume` keeps free for them.
//!
//! It takes a year, and gives pages and findings. It writes nothing.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use typst::foundations::{Bytes, Smart, StyleChain};
use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem, Point, Size};
use typst::model::{Destination, Document as _, HeadingElem};
use typst_layout::{Page, PagedDocument};

use crate::asset::ink::PrintSetup;
use crate::build::parallel::parallel_in_order;
use crate::diagnostic::{self, Arg, Checked, Code, Diagnostic, Findings, Place};
use crate::issue::Print;
use crate::pdf::imposition::leaf::Leaf;
use crate::project::input::Input;
use crate::project::year::{ReadIssue, Year, left_out_of, read_issues};
use crate::project::{Job, Project};
use crate::typeset::compile::{compile, forget};
use crate::typeset::document::{Document, VolumeIssue, volume};
use crate::typeset::field::Field;
use crate::typeset::guard::{catch_panic, run_guarded};
use crate::typeset::inspect::{field_starts, first_placeholder_page, inspect};
use crate::typeset::pipeline::{check_and_compose, compile_and_inspect};
use crate::typeset::world::Engine;

/// A year's issues, ready to be written as one PDF.
#[derive(Debug)]
pub struct Volume {
    /// What the engine was given for the volume's own pages: cover, contents, index.
    pub document: Document,
    /// All pages.
    pub pages: PagedDocument,
    /// Every file of the project that was read.
    pub inputs: Vec<Input>,
    /// Whether no issue was left out.
    pub is_whole: bool,
}

/// What an issue brings to the volume.
struct Part {
    /// Its pages.
    pages: Vec<Page>,
    /// For each article, the page of its title, from 1, and the title's upper edge in mm.
    titles: Vec<(usize, f64)>,
    /// Files that are attached for the archive, by their names within the project.
    attachments: BTreeMap<String, Bytes>,
    /// Every file that the issue comes from.
    inputs: Vec<Input>,
}

impl Part {
    /// Returns how many pages of the volume it takes. Each issue begins on a right-hand page.
    fn page_count(&self) -> usize {
        self.pages.len().next_multiple_of(2)
    }
}

/// Lays out the issues of a year on several threads and binds them. All get the same print setup.
///
/// The findings of each issue are passed on in order. An issue with errors is left out. Returns `None` if all have errors
/// or if `stop` was set.
///
/// # Errors
/// The volume's own pages can't be laid out.
pub fn bind(
    engine: &Engine,
    project: &Project,
    year: &Year,
    print_setup: PrintSetup,
    (threads, stop): (usize, &AtomicBool),
    receive: &mut dyn FnMut(Vec<Diagnostic>),
) -> Result<Option<Volume>, Findings> {
    let print = year.issues.last().and_then(|last| last.print.clone()).unwrap_or_default();
    let mut parts = Vec::new();
    let issues = read_issues(&year.jobs);
    let work = |index: usize| {
        let job = Job { profile: Some(print_setup.profile), ..year.jobs[index].clone() };
        let part = catch_panic(Some(&job.issue), || typeset_part(engine, project, &job, issues[index].clone(), &print));
        forget();
        part.unwrap_or_else(|crash| (None, vec![crash]))
    };
    parallel_in_order(year.jobs.len(), threads, stop, &work, &mut |(part, mut findings)| {
        if part.is_none() {
            let job = &year.jobs[parts.len()];
            findings.push(left_out_of(job).at(Place::file(&job.issue)));
        }
        parts.push(part);
        receive(findings);
    });
    if parts.len() < year.jobs.len() || parts.iter().all(Option::is_none) {
        return Ok(None);
    }
    run_guarded(Some(&year.folder), || bind_parts(engine, year, parts, print_setup)).map(Some)
}

/// Lays out one issue as for its own PDF, but with the print setup of the volume.
fn typeset_part(
    engine: &Engine,
    project: &Project,
    job: &Job,
    read: Result<ReadIssue, Diagnostic>,
    print: &Print,
) -> (Option<Part>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let part = (|| {
        let mut loaded = read.map_err(|finding| findings.push(finding)).ok()?;
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
        let titles = titles.into_iter().enumerate().filter_map(&mut title);
        // The volume turns a page that lies on its side. Its titles are found at the upper edge.
        let size = |page: usize| typeset.pages.pages()[page - 1].frame.size();
        let titles = titles.map(|(page, top)| (page, if size(page).x > size(page).y { 0.0 } else { top })).collect();
        Some(Part { pages: typeset.pages.pages().to_vec(), titles, attachments, inputs: typeset.inputs })
    })();
    diagnostic::sort(&mut findings);
    let is_fine = findings.iter().all(|finding| !finding.is_error());
    (part.filter(|_| is_fine), findings)
}

/// Lays out the volume's own pages and puts those of the issues among them.
fn bind_parts(
    engine: &Engine,
    year: &Year,
    parts: Vec<Option<Part>>,
    print_setup: PrintSetup,
) -> Result<Volume, Findings> {
    let is_whole = year.left_out.is_empty() && parts.iter().all(Option::is_some);
    let bound = year.issues.iter().zip(&year.jobs).zip(parts);
    let (issues, parts): (Vec<_>, Vec<_>) = bound
        .filter_map(|((issue, job), part)| Some((issue, (job, part?))))
        .map(|(issue, (job, part))| {
            (VolumeIssue { issue, pages: part.page_count(), titles: part.titles.clone() }, (job, part))
        })
        .unzip();
    let empty = || {
        let name = year.folder.file_name().unwrap_or_default().to_string_lossy();
        Diagnostic::new(Code::YearEmpty).with("year", name.as_ref())
    };
    let profile = print_setup.profile;
    let mut document = volume(&issues, print_setup, profile, &engine.faces).ok_or_else(empty)?;
    let mut inputs = year.inputs.clone();
    for (_, part) in &parts {
        document.attachments.extend(part.attachments.clone());
        inputs.extend(part.inputs.iter().filter(|input| !year.inputs.contains(input)).cloned());
    }
    let Checked { value: drawn, warnings } = compile(engine, &document)?;
    let findings = warnings.into_iter().chain(inspect(&document, &engine.faces, &drawn)).collect();
    let drawn = Checked::decide(Some(drawn), findings)?.value;
    let mut pages = drawn.pages().to_vec();
    let mut first = first_placeholder_page(&drawn);
    for (index, (job, part)) in parts.into_iter().enumerate() {
        let count = part.page_count();
        let leaf = Leaf { size: pages.get(first).map_or(Size::zero(), |page| page.frame.size()) };
        leaf.check(&part.pages).map_err(|finding| finding.at(Place::file(&job.issue)))?;
        for (page, own) in pages.iter_mut().skip(first).zip(part.pages) {
            place_page(page, leaf, own, index, first);
        }
        first += count;
    }
    Ok(Volume { document, pages: PagedDocument::new(pages.into(), drawn.info().clone()), inputs, is_whole })
}

/// Puts a page of an issue on its page of the volume. `first` is the page, from 0, on which the issue begins.
fn place_page(page: &mut Page, leaf: Leaf, own: Page, issue: usize, first: usize) {
    let mut frame = own.frame;
    adopt(&mut frame, issue, first);
    leaf.turn(&mut frame);
    page.frame.set_size(frame.size());
    page.frame.push_frame(Point::zero(), frame);
    page.fill = match own.fill {
        Smart::Auto => page.fill.clone(),
        fill => fill,
    };
}

/// Makes a frame of an issue part of the volume.
///
/// Elements of two issues may have the same location, so that each issue gets its own. Its headings stand below that of
/// the issue.
fn adopt(frame: &mut Frame, issue: usize, first: usize) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => {
                adopt(&mut group.frame, issue, first);
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
