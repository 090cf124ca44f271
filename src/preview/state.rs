//! The state of the preview: the issues of the project, laid out again whenever something is saved.
//!
//! One thread lays issues out: first those that a browser shows, then the others. Of the others only the findings and
//! the fingerprints are kept. A request is answered with what is known at the moment.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::watch;

use super::entry::{ComparedWith, Entry};
use crate::build::record::Records;
use crate::check::siblings::sibling_findings;
use crate::diagnostic::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::pdf::make::make_pdf;
use crate::preview::page_image::page_images;
use crate::project::year::{ReadIssue, read_issue};
use crate::project::{Job, Project};
use crate::report::display_path;
use crate::revision::diff::{Passage, differences, passages};
use crate::revision::release::{self, Release};
use crate::typeset::compile::forget;
use crate::typeset::fingerprint::{Changes, fingerprints};
use crate::typeset::guard::{catch_panic, with_large_stack};
use crate::typeset::pipeline::{TypesetIssue, typeset_despite_errors, typeset_guarded};
use crate::typeset::world::Engine;
use crate::typeset::world::{load_engine, load_layouts};

/// The number of issues whose pages are kept in memory.
const MAX_SHOWN_ISSUES: usize = 12;

/// All that is known.
#[derive(Default)]
pub struct State {
    /// The issues, the latest first.
    pub entries: Vec<Entry>,
    /// What is wrong with layouts or faces.
    pub ground: Vec<Diagnostic>,
    /// What is wrong with the list of issues.
    pub list: Vec<Diagnostic>,
    /// Grows with every change.
    pub version: u64,
    is_listed: bool,
    is_grounded: bool,
    last_id: usize,
}

/// The state of the preview, shared between the worker and the server.
pub struct PreviewState {
    /// Where they stand.
    pub project: Project,
    paths: Vec<PathBuf>,
    system_fonts: bool,
    state: Mutex<State>,
    engine: Mutex<Option<Arc<Engine>>>,
    bell: Condvar,
    told: watch::Sender<u64>,
}

/// A PDF for the browser.
pub struct Download {
    /// The file's name.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What is to be done next.
enum Task {
    Engine,
    List,
    Issue(Box<Entry>),
}

impl PreviewState {
    /// For the issues at some paths.
    pub fn new(project: Project, paths: Vec<PathBuf>, system_fonts: bool) -> Self {
        let (told, _) = watch::channel(0);
        let (state, engine) = (Mutex::default(), Mutex::default());
        Self { project, paths, system_fonts, state, engine, bell: Condvar::new(), told }
    }

    /// All that is known at the moment.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The stamp of an issue.
    pub fn stamp(&self, id: usize) -> Option<u64> {
        self.state().entries.iter().find(|entry| entry.id == id).map(|entry| entry.stamp)
    }

    /// Tells the version of the state whenever it changes.
    pub fn told(&self) -> watch::Receiver<u64> {
        self.told.subscribe()
    }

    /// Notes that something was saved. With `is_ground`, layouts or faces were, so that the engine is made anew.
    pub fn saved(&self, is_ground: bool) {
        let mut state = self.state();
        state.is_listed = false;
        state.is_grounded &= !is_ground;
        self.bell.notify_one();
    }

    /// Notes that a browser shows an issue, so that its pages are needed.
    pub fn request_pages(&self, id: usize) {
        let mut state = self.state();
        if let Some(entry) = state.entries.iter_mut().find(|entry| entry.id == id) {
            entry.wanted = Some(Instant::now());
            if entry.waits() {
                self.bell.notify_one();
            }
        }
    }

    /// Makes the PDF of an issue as `build` does. Returns `None` if there is no such issue.
    pub fn pdf(&self, id: usize) -> Option<Result<Download, Vec<Diagnostic>>> {
        let entry = self.state().entries.iter().find(|entry| entry.id == id)?.clone();
        let job = entry.job;
        if entry.across.iter().any(Diagnostic::is_error) {
            return Some(Err(entry.across));
        }
        let engine = self.engine()?;
        let crashed = || Err(vec![Diagnostic::new(Code::Crashed).at(Place::file(&job.issue))]);
        let (typeset, findings) = typeset_guarded(&engine, &self.project, &job);
        let Some(typeset) = typeset else { return Some(Err(findings)) };
        let target = job.target(typeset.document.profile, typeset.document.print_setup.profile);
        let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes =
            with_large_stack(|| make_pdf(&engine, &typeset.document, &typeset.pages, None)).unwrap_or_else(crashed);
        forget();
        Some(bytes.map(|bytes| Download { name, bytes }))
    }

    /// Works as long as the program runs.
    pub fn work(&self) {
        loop {
            let task = self.next();
            // A crash in one task doesn't stop the next.
            let _ = catch_unwind(AssertUnwindSafe(|| match task {
                Task::Engine => self.ground(),
                Task::List => self.list(),
                Task::Issue(entry) => self.look(*entry),
            }));
        }
    }

    fn next(&self) -> Task {
        let mut state = self.state();
        loop {
            if !state.is_grounded {
                state.is_grounded = true;
                return Task::Engine;
            }
            if !state.is_listed {
                state.is_listed = true;
                return Task::List;
            }
            // The issue that somebody has asked for last comes first.
            let waiting = state.entries.iter().filter(|entry| entry.waits());
            if let Some(entry) = waiting.max_by_key(|entry| entry.wanted) {
                return Task::Issue(Box::new(entry.clone()));
            }
            state = self.bell.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn engine(&self) -> Option<Arc<Engine>> {
        self.engine.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes the state, and notifies the browsers.
    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state();
        state.version += 1;
        change(&mut state);
        self.told.send_replace(state.version);
    }

    /// Makes the engine anew. If layouts or faces have errors, these are shown, and the previous engine stays.
    fn ground(&self) {
        let made =
            load_layouts(&self.project).and_then(|layouts| load_engine(&self.project, layouts, self.system_fonts));
        let (ready, findings) =
            made.map_or_else(|findings| (None, findings), |(engine, findings)| (Some(engine), findings));
        let is_ready = ready.is_some();
        if let Some(ready) = ready {
            *self.engine.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(ready));
        }
        self.change(|state| {
            state.ground = findings;
            state.entries.iter_mut().for_each(|entry| entry.is_fresh &= !is_ready);
        });
    }

    /// Lists the issues, and notes which of them have changed.
    fn list(&self) {
        let jobs = match self.project.jobs(&self.paths, None) {
            Ok(jobs) => jobs,
            Err(findings) => return self.change(|state| state.list = findings),
        };
        let loaded: Vec<_> = jobs.iter().map(read_issue).collect();
        let head = |ReadIssue { issue, .. }: &ReadIssue| (issue.number.value.get(), issue.date.value);
        let heads: Vec<_> = loaded.iter().map(|loaded| loaded.as_ref().ok().map(head)).collect();
        let across = sibling_findings(&jobs, &loaded);
        let known = self.state().entries.clone();
        let known: HashMap<_, _> = known.iter().map(|entry| (entry.job.issue.as_path(), entry)).collect();
        let mut entries: Vec<Entry> = Vec::with_capacity(jobs.len());
        for ((job, head), across) in jobs.into_iter().zip(heads).zip(across) {
            let entry = match known.get(job.issue.as_path()) {
                Some(entry) => Entry { is_fresh: self.is_fresh(entry, &job), ..(*entry).clone() },
                None => Entry::new(&job),
            };
            let name = self.project.name(&job.issue).unwrap_or_else(|| display_path(&job.issue));
            let release = release::last(&self.project, &job);
            entries.push(compare(Entry { job, name, head: head.or(entry.head), across, ..entry }, &release));
        }
        // Unreadable issues come first: they are being edited or need attention.
        entries.sort_by_key(|entry| {
            let head = entry.head.map(|(number, date)| (date, number));
            std::cmp::Reverse((head.is_none(), head, entry.job.issue.clone()))
        });
        self.change(|state| {
            state.list.clear();
            // Somebody may have asked meanwhile.
            let wanted: HashMap<_, _> = state.entries.iter().map(|entry| (entry.id, entry.wanted)).collect();
            for entry in &mut entries {
                let known = known.get(entry.job.issue.as_path());
                entry.wanted = wanted.get(&entry.id).copied().flatten();
                if known.is_none_or(|known| known.told() != entry.told()) {
                    entry.stamp = state.version;
                }
                // What was released meanwhile is to be compared with.
                entry.is_fresh &= known.is_none_or(|known| known.mark == entry.mark);
                if known.is_none() {
                    state.last_id += 1;
                    entry.id = state.last_id;
                }
            }
            state.entries = entries;
        });
    }

    /// Returns whether no file of an issue has changed. An issue with errors is never fresh, since its files aren't
    /// known.
    fn is_fresh(&self, entry: &Entry, job: &Job) -> bool {
        entry.is_fresh
            && entry.job == *job
            && !entry.is_wrong()
            && entry.inputs.iter().all(|input| input.is_same(&self.project))
    }

    /// Lays an issue out, and keeps its pages if somebody looks at it.
    fn look(&self, entry: Entry) {
        let is_drawn = entry.wanted.is_some();
        let Some(engine) = self.engine() else {
            // Without an engine there are no pages. Why, has been reported already.
            return self.change(|state| state.settle(Entry { is_fresh: true, is_drawn, ..entry }));
        };
        let (seen, findings) = catch_panic(&entry.job.issue, || {
            let (typeset, findings) = typeset_despite_errors(&engine, &self.project, &entry.job);
            let page_images = |typeset: &TypesetIssue| is_drawn.then(|| Arc::new(page_images(typeset)));
            let seen = typeset.map(|typeset| (fingerprints(&typeset.pages), page_images(&typeset), typeset));
            (seen, findings)
        });
        let mut entry = Entry { findings: Some(findings), is_fresh: true, is_drawn, ..entry };
        match seen {
            Some((fingerprints, page_images, typeset)) if !entry.is_wrong() => {
                entry.first.get_or_insert_with(|| fingerprints.clone());
                let release = release::last(&self.project, &entry.job);
                if is_drawn {
                    let last = release.as_ref().ok().and_then(Option::as_ref);
                    entry.before = catch_panic(&entry.job.issue, || (before(&engine, &entry, last), Vec::new())).0;
                    let before = entry.before.as_ref().map(|(_, before)| before.as_slice());
                    let changed =
                        before.map(|before| differences(before, &passages(&typeset.document, &typeset.pages)));
                    entry.differences = Arc::new(changed.unwrap_or_default());
                }
                let inputs = typeset.inputs;
                entry = compare(
                    Entry { fingerprints: Some(fingerprints), page_images, is_draft: false, inputs, ..entry },
                    &release,
                );
            }
            Some((_, page_images, _)) if entry.is_draft || entry.page_images.is_none() => {
                entry = Entry { page_images, is_draft: true, ..entry };
            }
            _ => {}
        }
        forget();
        self.change(|state| state.settle(entry));
    }
}

/// Returns the passages of an issue's last release, which is laid out once for that.
fn before(engine: &Engine, entry: &Entry, release: Option<&Release>) -> Option<(String, Arc<Vec<Passage>>)> {
    let release = release?;
    if let Some(before) = entry.before.as_ref().filter(|(mark, _)| *mark == release.mark()) {
        return Some(before.clone());
    }
    let (project, job) = release.issue().ok()?;
    let typeset = typeset_despite_errors(engine, &project, &job).0?;
    Some((release.mark(), Arc::new(passages(&typeset.document, &typeset.pages))))
}

/// Compares the pages of an issue with those that went to print; with the last PDF, where none did.
fn compare(entry: Entry, release: &Result<Option<Release>, Diagnostic>) -> Entry {
    let last = release.as_ref().ok().and_then(Option::as_ref);
    let released = if release.is_err() { Some(None) } else { last.map(|release| Some(release.name.clone())) };
    let changes = entry.fingerprints.as_ref().and_then(|fingerprints| {
        let of_release = last.and_then(|last| {
            Some((ComparedWith::Release(last.name.clone()), Changes::between(last.fingerprints()?, fingerprints)))
        });
        of_release
            .or_else(|| Some((ComparedWith::Built, Records::changes(&entry.job, fingerprints)?)))
            .or_else(|| Some((ComparedWith::Begun, Changes::between(entry.first.as_ref()?, fingerprints))))
    });
    Entry { released, mark: last.map(Release::mark), changes, ..entry }
}

impl State {
    /// Stores what was found about an issue. Whether it has changed again meanwhile shows when the list is made.
    fn settle(&mut self, found: Entry) {
        let version = self.version;
        let Some(entry) = self.entries.iter_mut().find(|entry| entry.id == found.id) else { return };
        *entry = Entry { stamp: version, wanted: entry.wanted, across: std::mem::take(&mut entry.across), ..found };
        let mut shown: Vec<_> = self.entries.iter_mut().filter(|entry| entry.page_images.is_some()).collect();
        shown.sort_by_key(|entry| std::cmp::Reverse(entry.wanted));
        for entry in shown.into_iter().skip(MAX_SHOWN_ISSUES) {
            (entry.page_images, entry.before, entry.differences) = (None, None, Arc::default());
            (entry.is_drawn, entry.wanted) = (false, None);
        }
    }
}
