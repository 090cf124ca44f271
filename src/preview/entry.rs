//! What the preview knows of an issue. It is plain data.

use std::sync::Arc;
use std::time::Instant;

use crate::diagnostic::Diagnostic;
use crate::issue::{Date, Number};
use crate::preview::ink::PreviewInk;
use crate::preview::page_image::PageImage;
use crate::project::Job;
use crate::project::input::Input;
use crate::revision::diff::{Difference, Passage};
use crate::typeset::fingerprint::{Changes, Fingerprint};

/// What pages are compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComparedWith {
    /// The last release, by its name.
    Release(String),
    /// The pages of the last PDF.
    Built,
    /// The pages as they were when the preview began.
    Begun,
}

/// What is known of an issue.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The issue's number in this run of the program.
    pub id: usize,
    /// Its file and its output.
    pub job: Job,
    /// The file's name within the project.
    pub name: String,
    /// Its number and date, once it could be read.
    pub head: Option<(Number, Date)>,
    /// Its findings, once it was laid out.
    pub findings: Option<Vec<Diagnostic>>,
    /// Its findings from comparing it with the others.
    pub across: Vec<Diagnostic>,
    /// Its last release: the name, or `Some(None)` if the release is damaged.
    pub released: Option<Option<String>>,
    /// What tells that release from another one of the same name.
    pub release_identity: Option<String>,
    /// How its last good pages differ, and from which state.
    pub changes: Option<(ComparedWith, Changes)>,
    /// The inks of its last good pages; none if they aren't for plates.
    pub inks: Arc<Vec<PreviewInk>>,
    /// Pages to show: the last ones without errors, else a draft with errors. `None` while no browser shows the issue.
    pub page_images: Option<Arc<Vec<PageImage>>>,
    /// Whether these pages are a draft with errors.
    pub is_draft: bool,
    /// The words that changed since the last release, while a browser shows the issue.
    pub differences: Arc<Vec<Difference>>,
    /// The identity of the release that it was last compared with, and the words of that release.
    pub released_passages: Option<(String, Arc<Vec<Passage>>)>,
    /// A number that changes with the pages and the findings.
    pub stamp: u64,
    /// The fingerprints of its last good pages.
    pub fingerprints: Option<Vec<Fingerprint>>,
    /// The fingerprints of its first good pages in this run.
    pub first: Option<Vec<Fingerprint>>,
    /// The files that the last good pages come from.
    pub inputs: Vec<Input>,
    /// Whether it needn't be laid out again, as far as is known.
    pub is_fresh: bool,
    /// Whether its pages were kept when it was last laid out.
    pub is_drawn: bool,
    /// When a browser last asked for its pages.
    pub wanted: Option<Instant>,
}

impl Entry {
    /// Makes the entry of an issue that hasn't been read yet.
    pub fn new(job: &Job) -> Self {
        Self {
            id: 0,
            job: job.clone(),
            name: String::new(),
            head: None,
            findings: None,
            across: Vec::new(),
            released: None,
            release_identity: None,
            changes: None,
            inks: Arc::default(),
            page_images: None,
            is_draft: false,
            differences: Arc::default(),
            released_passages: None,
            stamp: 0,
            fingerprints: None,
            first: None,
            inputs: Vec::new(),
            is_fresh: false,
            is_drawn: false,
            wanted: None,
        }
    }

    /// Returns whether it has errors of its own, so that its pages aren't fit to be printed.
    pub fn is_wrong(&self) -> bool {
        self.findings.iter().flatten().any(Diagnostic::is_error)
    }

    /// Returns whether `build` would make a PDF of it.
    pub fn is_printable(&self) -> bool {
        self.findings.is_some() && !self.all_findings().any(Diagnostic::is_error)
    }

    /// Returns whether everything that a browser shows is there.
    pub fn is_ready(&self) -> bool {
        self.findings.is_some() && self.is_drawn
    }

    /// Returns all its findings: its own, and those from comparing it with the others.
    pub fn all_findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().flatten().chain(&self.across)
    }

    /// Returns what the list shows of it, to notice changes.
    pub fn listed(&self) -> impl PartialEq {
        let release = (self.released.clone(), self.release_identity.clone());
        (self.name.clone(), self.across.clone(), release, self.changes.clone())
    }

    /// Returns whether it has to be laid out.
    pub fn waits(&self) -> bool {
        !self.is_fresh || (self.wanted.is_some() && !self.is_drawn)
    }
}
