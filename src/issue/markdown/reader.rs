//! The state of reading one body: what has been read so far, and where in the YAML each node was typed.
//!
//! It holds what reading blocks (`read`) and reading words (`inline`) share. It knows neither of them.

use std::collections::BTreeMap;
use std::ops::Range;

use comrak::nodes::{Node, Sourcepos};

use super::clean::Cleaned;
use super::ledger::Ledger;
use super::{Block, Inline};
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::input::yaml::Locator;

/// The most levels of lists inside lists, and of styles inside styles.
pub const MAX_DEPTH: usize = 12;

/// The most findings that are kept of one body. Far fewer are shown.
const MAX_FINDINGS: usize = 1_000;

/// The text of a footnote.
pub struct Note {
    /// Its words.
    pub inlines: Vec<Inline>,
    /// Where it was typed, in bytes of the body's value.
    pub range: Range<usize>,
    /// Whether the body has referred to it.
    pub used: bool,
}

/// The state of reading one body.
pub struct Reader<'r> {
    /// The body as typed.
    pub body: &'r Locator<'r>,
    /// The Markdown that the body was cleaned to.
    pub cleaned: &'r Cleaned,
    /// Where findings are added.
    findings: &'r mut Vec<Diagnostic>,
    /// The number of findings so far.
    count: usize,
    /// Whether an error is among them.
    failed: bool,
    /// The footnotes by name.
    pub notes: BTreeMap<String, Note>,
    /// The words that have been read so far.
    pub ledger: Ledger,
    /// The blocks that have been read so far.
    pub blocks: Vec<Block>,
    /// How many paragraphs with several pictures have been read.
    pub picture_rows: usize,
    /// Whether a heading of the first level has been read, or one that lacks it was reported.
    pub has_first_level: bool,
}

impl<'r> Reader<'r> {
    /// Makes a reader that has read nothing yet.
    pub fn new(body: &'r Locator<'r>, cleaned: &'r Cleaned, findings: &'r mut Vec<Diagnostic>) -> Self {
        Self {
            body,
            cleaned,
            findings,
            count: 0,
            failed: false,
            notes: BTreeMap::new(),
            ledger: Ledger::default(),
            blocks: Vec::new(),
            picture_rows: 0,
            has_first_level: false,
        }
    }

    /// Returns a range of the body's value without the blanks at both ends.
    pub fn without_blanks(&self, range: Range<usize>) -> Range<usize> {
        let words = self.body.text().get(range.clone()).unwrap_or_default();
        let start = range.start + words.len() - words.trim_start().len();
        start..start + words.trim().len()
    }

    /// Returns where a node was typed, in bytes of the body's value.
    pub fn range(&self, node: Node) -> Range<usize> {
        let Sourcepos { start, end } = node.data().sourcepos;
        self.cleaned.range((start.line, start.column), (end.line, end.column))
    }

    /// Reports a finding at a range of the body's value, in bytes.
    pub fn report(&mut self, finding: Diagnostic, range: Range<usize>) {
        self.failed |= finding.is_error();
        self.count += 1;
        if self.count <= MAX_FINDINGS {
            self.findings.push(finding.at(self.body.locate(range)));
        }
    }

    /// Reports words that were typed and not read. An issue with an error isn't printed, so that nothing is lost then.
    pub fn report_missing(&mut self) {
        let missing = std::mem::take(&mut self.ledger).missing(self.body.text());
        if let Some(range) = missing.filter(|_| !self.failed) {
            let words = self.body.text().get(range.clone()).unwrap_or_default().to_owned();
            self.report(Diagnostic::new(Code::TextLost).with("words", words), range);
        }
    }

    /// Reports a node that can't be printed. `thing` is the catalogue's key of its name.
    pub fn unsupported(&mut self, thing: &'static str, node: Node) {
        let range = self.range(node);
        self.report(Diagnostic::new(Code::MarkupUnsupported).with("thing", Arg::Message(thing)), range);
    }
}
