//! The state of the preview: the issues of the project, laid out again whenever something is saved.
//!
//! One thread lays issues out, first those that a browser shows, then the others. Only the findings and the fingerprints
//! of the others are kept. A request is answered with what is known at the moment. Nothing here knows of HTTP.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::watch;

use super::entry::{ComparedWith, Entry};
use crate::build::record::Records;
use crate::check::siblings::sibling_findings;
use crate::diagnostic::{Checked, Diagnostic, Findings};
use crate::pdf::make::make_pdf;
use crate::preview::ink::preview_inks;
use crate::preview::page_image::page_images;
use crate::project::year::{ReadIssue, read_issues};
use crate::project::{Job, Project};
use crate::report::display_path;
use crate::revision::diff::{Passage, differences, passages};
use crate::revision::release::{self, Release};
use crate::typeset::compile::forget;
use crate::typeset::fingerprint::{Changes, fingerprints};
use crate::typeset::guard::{catch_panic, run_guarded};
use crate::typeset::pipeline::{TypesetIssue, typeset_despite_errors, typeset_guarded};
use crate::typeset::trial::try_in_child;
use crate::typeset::world::{Engine, load_engine, load_layouts};

/// The number of issues whose pages are kept in memory.
const MAX_SHOWN_ISSUES: usize = 12;

/// Everything that is known.
#[derive(Default)]
pub struct State {
    /// The issues, the latest first.
    pub entries: Vec<Entry>,
    /// What is wrong with layouts or faces.
    pub engine_findings: Vec<Diagnostic>,
    /// What is wrong with the list of issues.
    pub list_findings: Vec<Diagnostic>,
    /// A number that grows with every change.
    pub version: u64,
    /// Whether the list of issues is up to date.
    is_listed: bool,
    /// Whether the engine has the layouts and faces as they are.
    has_engine: bool,
    /// The number of the last issue that was found.
    last_id: usize,
}

/// The state of the preview, shared between the worker and the server.
pub struct PreviewState {
    /// The project.
    pub project: Project,
    /// The files and folders that the user has named.
    paths: Vec<PathBuf>,
    /// Whether faces of the machine may be used.
    system_fonts: bool,
    /// Everything that is known.
    state: Mutex<State>,
    /// The engine, once it could be made.
    engine: Mutex<Option<Arc<Engine>>>,
    /// Wakes the worker.
    work_waits: Condvar,
    /// Sends the version of the state to the requests that wait for news.
    version: watch::Sender<u64>,
}

/// A PDF for the browser.
pub struct Download {
    /// The file's name.
    pub name: String,
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

/// What the worker does next.
enum Task {
    /// Make the engine.
    MakeEngine,
    /// List the issues.
    ListIssues,
    /// Typeset an issue.
    Typeset(Box<Entry>),
}

impl PreviewState {
    /// Makes the state for the issues at some paths. Nothing is known of them yet.
    pub fn new(project: Project, paths: Vec<PathBuf>, system_fonts: bool) -> Self {
        let (version, _) = watch::channel(0);
        let (state, engine) = (Mutex::default(), Mutex::default());
        Self { project, paths, system_fonts, state, engine, work_waits: Condvar::new(), version }
    }

    /// Returns everything that is known at the moment.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the stamp of an issue.
    pub fn stamp(&self, id: usize) -> Option<u64> {
        self.state().entries.iter().find(|entry| entry.id == id).map(|entry| entry.stamp)
    }

    /// Returns what receives the version of the state whenever it changes.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    /// Notes that something was saved. If it was a layout or a face, the engine is made anew.
    pub fn note_saved(&self, is_of_engine: bool) {
        let mut state = self.state();
        state.is_listed = false;
        state.has_engine &= !is_of_engine;
        self.work_waits.notify_one();
    }

    /// Notes that a browser shows an issue, so that its pages are needed.
    pub fn request_pages(&self, id: usize) {
        let mut state = self.state();
        if let Some(entry) = state.entries.iter_mut().find(|entry| entry.id == id) {
            entry.wanted = Some(Instant::now());
            if entry.waits() {
                self.work_waits.notify_one();
            }
        }
    }

    /// Makes the PDF of an issue for the browser. Returns `None` if there is no such issue.
    pub fn pdf(&self, id: usize) -> Option<Result<Download, Findings>> {
        let entry = self.state().entries.iter().find(|entry| entry.id == id)?.clone();
        let made = self.make_pdf(&entry)?;
        Some(made.map(|(typeset, bytes)| {
            let target = entry.job.target(typeset.document.profile, typeset.document.print_setup.own_profile);
            let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Download { name, bytes }
        }))
    }

    /// Makes the pages and the PDF of an issue as `build` does. Returns `None` while there is no engine.
    pub fn make_pdf(&self, entry: &Entry) -> Option<Result<(TypesetIssue, Vec<u8>), Findings>> {
        if entry.across.iter().any(Diagnostic::is_error) {
            return Some(Err(entry.across.clone().into()));
        }
        let engine = self.engine()?;
        let typeset = match typeset_guarded(&engine, &self.project, &entry.job) {
            Ok(typeset) => typeset.value,
            Err(findings) => return Some(Err(findings)),
        };
        let work = || make_pdf(&engine, &typeset.document, &typeset.pages, None);
        let bytes = run_guarded(Some(&entry.job.issue), work);
        forget();
        Some(bytes.map(|bytes| (typeset, bytes.value)))
    }

    /// Works as long as the program runs.
    pub fn work(&self) {
        loop {
            let task = self.next();
            // A crash in one task doesn't stop the next.
            let _ = catch_panic(None, || match task {
                Task::MakeEngine => self.make_engine(),
                Task::ListIssues => self.list_issues(),
                Task::Typeset(entry) => self.typeset(*entry),
            });
        }
    }

    /// Waits until there is something to do, and returns it.
    fn next(&self) -> Task {
        let mut state = self.state();
        loop {
            if !state.has_engine {
                state.has_engine = true;
                return Task::MakeEngine;
            }
            if !state.is_listed {
                state.is_listed = true;
                return Task::ListIssues;
            }
            // The issue that a browser has asked for last comes first.
            let waiting = state.entries.iter().filter(|entry| entry.waits());
            if let Some(entry) = waiting.max_by_key(|entry| entry.wanted) {
                return Task::Typeset(Box::new(entry.clone()));
            }
            state = self.work_waits.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Returns the engine, once it could be made.
    fn engine(&self) -> Option<Arc<Engine>> {
        self.engine.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes the state, and notifies the browsers.
    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state();
        state.version += 1;
        change(&mut state);
        self.version.send_replace(state.version);
    }

    /// Makes the engine anew. If layouts or faces have errors, these are shown, and the previous engine stays.
    fn make_engine(&self) {
        let engine =
            load_layouts(&self.project).and_then(|layouts| load_engine(&self.project, layouts, self.system_fonts));
        let (engine, findings) = match engine {
            Ok(Checked { value, warnings }) => (Some(value), warnings),
            Err(findings) => (None, findings.into_iter().collect()),
        };
        let is_new = engine.is_some();
        if let Some(mut engine) = engine {
            try_in_child(&mut engine, &self.project, self.system_fonts);
            *self.engine.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(engine));
        }
        self.change(|state| {
            state.engine_findings = findings;
            for entry in &mut state.entries {
                entry.is_fresh &= !is_new;
                // What is said of its pages depends on these findings.
                entry.stamp = state.version;
            }
        });
    }

    /// Lists the issues, and notes which of them have changed.
    fn list_issues(&self) {
        let jobs = match self.project.jobs(&self.paths, None) {
            Ok(jobs) => jobs,
            Err(findings) => return self.change(|state| state.list_findings = findings.into_iter().collect()),
        };
        let loaded = read_issues(&jobs);
        let head = |ReadIssue { issue, .. }: &ReadIssue| (issue.number.value.clone(), issue.date.value);
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
            let release = release::read_last(&self.project, &job);
            entries.push(compare(Entry { job, name, head: head.or(entry.head.clone()), across, ..entry }, &release));
        }
        // Unreadable issues come first: they are being edited or need attention.
        entries.sort_by_key(|entry| {
            let head = entry.head.as_ref();
            let head = head.map(|(number, date)| (*date, number.numbers, number.series.clone()));
            std::cmp::Reverse((head.is_none(), head, entry.job.issue.clone()))
        });
        self.change(|state| {
            state.list_findings.clear();
            // A browser may have asked meanwhile.
            let wanted: HashMap<_, _> = state.entries.iter().map(|entry| (entry.id, entry.wanted)).collect();
            for entry in &mut entries {
                let known = known.get(entry.job.issue.as_path());
                entry.wanted = wanted.get(&entry.id).copied().flatten();
                if known.is_none_or(|known| known.listed() != entry.listed()) {
                    entry.stamp = state.version;
                }
                // After a new release the words are compared again.
                entry.is_fresh &= known.is_none_or(|known| known.release_identity == entry.release_identity);
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

    /// Lays an issue out. Keeps its pages if a browser shows it.
    fn typeset(&self, entry: Entry) {
        let is_drawn = entry.wanted.is_some();
        let Some(engine) = self.engine() else {
            // Without an engine there are no pages. The reason is among the engine's findings.
            return self.change(|state| state.store(Entry { is_fresh: true, is_drawn, ..entry }));
        };
        let work = || {
            let (typeset, findings) = typeset_despite_errors(&engine, &self.project, &entry.job);
            let images = |typeset: &TypesetIssue| is_drawn.then(|| Arc::new(page_images(typeset)));
            (typeset.map(|typeset| (fingerprints(&typeset.pages), images(&typeset), typeset)), findings)
        };
        let (pages, findings) = catch_panic(Some(&entry.job.issue), work).unwrap_or_else(|crash| (None, vec![crash]));
        let mut entry = Entry { findings: Some(findings), is_fresh: true, is_drawn, ..entry };
        match pages {
            Some((fingerprints, page_images, typeset)) if !entry.is_wrong() => {
                entry.inks = Arc::new(preview_inks(&typeset.document));
                entry.first.get_or_insert_with(|| fingerprints.clone());
                let release = release::read_last(&self.project, &entry.job);
                if is_drawn {
                    let last = release.as_ref().ok().and_then(Option::as_ref);
                    diff_with_release(&engine, &mut entry, last, &typeset);
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
        self.change(|state| state.store(entry));
    }
}

/// Notes which words of an issue were changed since its last release.
fn diff_with_release(engine: &Engine, entry: &mut Entry, release: Option<&Release>, typeset: &TypesetIssue) {
    let released = catch_panic(Some(&entry.job.issue), || released_passages(engine, entry, release));
    entry.released_passages = released.ok().flatten();
    let changed = entry.released_passages.as_ref().map(|(_, before)| {
        let after = passages(&typeset.document, &typeset.pages);
        differences(before, &after)
    });
    entry.differences = Arc::new(changed.unwrap_or_default());
}

/// Returns the identity and the passages of an issue's last release, which is laid out once for that.
fn released_passages(engine: &Engine, entry: &Entry, release: Option<&Release>) -> Option<(String, Arc<Vec<Passage>>)> {
    let release = release?;
    let known = entry.released_passages.as_ref();
    if let Some(known) = known.filter(|(identity, _)| *identity == release.identity()) {
        return Some(known.clone());
    }
    let (project, job) = release.issue().ok()?;
    let typeset = typeset_despite_errors(engine, &project, &job).0?;
    Some((release.identity(), Arc::new(passages(&typeset.document, &typeset.pages))))
}

/// Compares the pages of an issue with those of its last release, or with those of its last PDF if it has no release.
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
    Entry { released, release_identity: last.map(Release::identity), changes, ..entry }
}

impl State {
    /// Stores what was found about an issue. If it has changed again meanwhile, the next list notes that.
    fn store(&mut self, found: Entry) {
        let version = self.version;
        let Some(entry) = self.entries.iter_mut().find(|entry| entry.id == found.id) else { return };
        *entry = Entry { stamp: version, wanted: entry.wanted, across: std::mem::take(&mut entry.across), ..found };
        let mut shown: Vec<_> = self.entries.iter_mut().filter(|entry| entry.page_images.is_some()).collect();
        shown.sort_by_key(|entry| std::cmp::Reverse(entry.wanted));
        for entry in shown.into_iter().skip(MAX_SHOWN_ISSUES) {
            (entry.page_images, entry.released_passages, entry.differences) = (None, None, Arc::default());
            (entry.is_drawn, entry.wanted) = (false, None);
        }
    }
}
