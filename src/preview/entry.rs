//! What the preview knows of an issue.

use std::sync::Arc;
use std::time::Instant;

use crate::diagnostic::Diagnostic;
use crate::issue::Date;
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
    /// The last PDF.
    Built,
    /// What was there when the preview began.
    Begun,
}

/// What is known of an issue.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Stays the same as long as the program runs.
    pub id: usize,
    /// Where it stands.
    pub job: Job,
    /// The file's name within the project.
    pub name: String,
    /// Its number and date; nothing as long as it can't be read.
    pub head: Option<(u32, Date)>,
    /// What is wrong with it; nothing as long as it wasn't looked at.
    pub findings: Option<Vec<Diagnostic>>,
    /// What is wrong with it beside the others.
    pub across: Vec<Diagnostic>,
    /// Its last release: its name, or nothing where it can't be read.
    pub released: Option<Option<String>>,
    /// What tells that release from another of the same name.
    pub mark: Option<String>,
    /// How its last good pages differ, and from what.
    pub changes: Option<(ComparedWith, Changes)>,
    /// Its last good pages; where there are none, those that it has in spite of its errors; of an issue that nobody
    /// looks at, nothing.
    pub page_images: Option<Arc<Vec<PageImage>>>,
    /// Whether those have errors.
    pub is_draft: bool,
    /// Which words were changed since the last release, where somebody looks at it.
    pub differences: Arc<Vec<Difference>>,
    /// The mark of the last release that it was compared with, and that one's words.
    pub before: Option<(String, Arc<Vec<Passage>>)>,
    /// Changes whenever the pages or the findings do.
    pub stamp: u64,
    /// How its last good pages look.
    pub fingerprints: Option<Vec<Fingerprint>>,
    /// How its first ones did.
    pub first: Option<Vec<Fingerprint>>,
    /// The files that the last good pages come from.
    pub inputs: Vec<Input>,
    /// Whether nothing of it has changed since it was laid out, as far as is known.
    pub is_fresh: bool,
    /// Whether its pages were kept when it was last laid out, if there were any.
    pub is_drawn: bool,
    /// When somebody asked for its pages last.
    pub wanted: Option<Instant>,
}

impl Entry {
    /// Of which nothing is known yet.
    pub fn new(job: &Job) -> Self {
        Self {
            id: 0,
            job: job.clone(),
            name: String::new(),
            head: None,
            findings: None,
            across: Vec::new(),
            released: None,
            mark: None,
            changes: None,
            page_images: None,
            is_draft: false,
            differences: Arc::default(),
            before: None,
            stamp: 0,
            fingerprints: None,
            first: None,
            inputs: Vec::new(),
            is_fresh: false,
            is_drawn: false,
            wanted: None,
        }
    }

    /// Whether it has errors by itself, so that its pages aren't what was typed, or not fit to be printed.
    pub fn is_wrong(&self) -> bool {
        self.findings.iter().flatten().any(Diagnostic::is_error)
    }

    /// Whether `build` would make a PDF of it.
    pub fn is_printable(&self) -> bool {
        self.findings.is_some() && !self.all_findings().any(Diagnostic::is_error)
    }

    /// Whether there is what a browser wants to show.
    pub fn is_ready(&self) -> bool {
        self.findings.is_some() && self.is_drawn
    }

    /// What is wrong with it, by itself and beside the others.
    pub fn all_findings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().flatten().chain(&self.across)
    }

    /// What is told of it besides its pages and what is wrong with them.
    pub fn told(&self) -> impl PartialEq {
        (self.name.clone(), self.across.clone(), self.released.clone(), self.mark.clone(), self.changes.clone())
    }

    /// Whether it has to be laid out.
    pub fn waits(&self) -> bool {
        !self.is_fresh || (self.wanted.is_some() && !self.is_drawn)
    }
}
