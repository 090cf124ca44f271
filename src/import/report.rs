//! What an import has to say: what was guessed, changed, left or refused, and where.
//!
//! It holds facts. Their words stand in the catalogue, under the names of the remarks.

use super::draft::At;
use crate::diagnostic::Diagnostic;

/// How much a remark weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It is worth knowing.
    Note,
    /// It has to be looked at.
    Warning,
    /// It has to be decided. Nothing is written until then.
    Error,
}

impl Weight {
    /// Returns its stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! remarks {
    ($($name:ident $code:literal $weight:ident,)*) => {
        /// A kind of remark. Its name in kebab-case never changes and is the key of its message in the catalogue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each remark is explained by its message in src/diagnostic/message/en.ftl")]
        pub enum Remark { $($name,)* }

        impl Remark {
            /// All remarks.
            pub const ALL: &'static [Remark] = &[$(Remark::$name,)*];

            /// Returns its name, which never changes.
            pub fn as_str(self) -> &'static str {
                match self { $(Remark::$name => $code,)* }
            }

            /// Returns its weight, before any choice.
            pub fn weight(self) -> Weight {
                match self { $(Remark::$name => Weight::$weight,)* }
            }
        }
    };
}

remarks! {
    ChangeUndecided "change-undecided" Error,
    CommentUndecided "comment-undecided" Error,
    SheetUndecided "sheet-undecided" Error,
    RefusedPicture "refused-picture" Error,
    RefusedLinked "refused-linked" Error,
    RefusedObject "refused-object" Error,
    RefusedFormula "refused-formula" Error,
    RefusedFormulaValue "refused-formula-value" Error,
    RefusedCellError "refused-cell-error" Error,
    RefusedSymbol "refused-symbol" Error,
    RefusedHtml "refused-html" Error,
    RefusedChange "refused-change" Error,
    RefusedUnknown "refused-unknown" Error,
    GuessTitle "guess-title" Warning,
    GuessLines "guess-lines" Warning,
    GuessSection "guess-section" Warning,
    GuessSource "guess-source" Warning,
    GuessHeading "guess-heading" Warning,
    GuessLeadIn "guess-lead-in" Warning,
    GuessJoined "guess-joined" Warning,
    GuessSpan "guess-span" Warning,
    GuessHead "guess-head" Warning,
    GuessRows "guess-rows" Warning,
    GuessNumber "guess-number" Warning,
    GuessFormat "guess-format" Warning,
    GuessEncoding "guess-encoding" Warning,
    GuessScript "guess-script" Warning,
    GuessStruck "guess-struck" Warning,
    GuessTextBox "guess-text-box" Warning,
    GuessCaption "guess-caption" Warning,
    GuessPicturePlace "guess-picture-place" Warning,
    NoPlace "no-place" Warning,
    DiffersFromPublication "differs-from-publication" Warning,
    ChangedConverted "changed-converted" Warning,
    ChangedSpaced "changed-spaced" Note,
    ChangedWidth "changed-width" Note,
    ChangedEncoding "changed-encoding" Note,
    ChangedFont "changed-font" Note,
    ChangedLeadIn "changed-lead-in" Note,
    ChangedNote "changed-note" Note,
    ChangedCell "changed-cell" Note,
    ChangedTab "changed-tab" Note,
    ChangedField "changed-field" Note,
    ChangedSymbol "changed-symbol" Note,
    ChangedScript "changed-script" Note,
    ChangedEnclosed "changed-enclosed" Note,
    LeftPageNumber "left-page-number" Note,
    LeftRunningHead "left-running-head" Note,
    LeftRepeated "left-repeated" Note,
    LeftContents "left-contents" Note,
    LeftHidden "left-hidden" Note,
    LeftNote "left-note" Note,
    LeftLink "left-link" Note,
    LeftRuby "left-ruby" Note,
    LeftDescription "left-description" Note,
    LeftFormatting "left-formatting" Note,
    LeftExternal "left-external" Note,
    LeftMacro "left-macro" Note,
    TakenIssue "taken-issue" Note,
    TakenNumber "taken-number" Note,
    TakenFormula "taken-formula" Note,
}

impl Remark {
    /// Returns whether `--leave-out` consents to it.
    pub fn is_refusal(self) -> bool {
        self.as_str().starts_with("refused-")
    }
}

/// A remark, and where it applies.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its kind.
    pub remark: Remark,
    /// Its weight, after the choices.
    pub weight: Weight,
    /// What tells it from others of its kind, such as `underline` or the name of an element. It may be empty.
    pub detail: String,
    /// The places, each with the words that it is about.
    pub places: Vec<(At, String)>,
    /// How often it applies.
    pub count: usize,
    /// Its number in the list that choices name, from 1.
    pub number: Option<usize>,
    /// The facts of a tracked change or comment.
    pub change: Option<ChangeFacts>,
}

/// Who changed what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChangeFacts {
    /// The person.
    pub by: String,
    /// The day, such as `2026-01-05`.
    pub date: String,
    /// The kind in kebab-case, such as `replaced`.
    pub kind: &'static str,
    /// The words that go.
    pub was: String,
    /// The words that come.
    pub now: String,
    /// The words before and behind.
    pub around: (String, String),
    /// Where moved words go.
    pub to: Option<At>,
}

/// The remarks of an import, in the order in which they were met.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The remarks.
    pub entries: Vec<Entry>,
}

impl Report {
    /// Adds a remark. Notes of one kind and detail are one entry with a count.
    pub fn add(&mut self, remark: Remark, detail: &str, at: At, words: &str) {
        let is_same = |entry: &&mut Entry| entry.remark == remark && entry.detail == detail;
        if remark.weight() == Weight::Note
            && let Some(entry) = self.entries.iter_mut().find(is_same)
        {
            entry.count += 1;
            entry.places.push((at, words.to_owned()));
            return;
        }
        let number =
            remark.is_refusal().then(|| self.entries.iter().filter(|entry| entry.remark.is_refusal()).count() + 1);
        self.entries.push(Entry {
            remark,
            weight: remark.weight(),
            detail: detail.to_owned(),
            places: vec![(at, words.to_owned())],
            count: 1,
            number,
            change: None,
        });
    }

    /// Adds everything that another report says.
    pub fn append(&mut self, other: Self) {
        for entry in other.entries {
            let is_same = |own: &&mut Entry| own.remark == entry.remark && own.detail == entry.detail;
            match self.entries.iter_mut().find(is_same) {
                Some(own) if entry.weight == Weight::Note => {
                    own.count += entry.count;
                    own.places.extend(entry.places);
                }
                _ => self.entries.push(entry),
            }
        }
    }

    /// Returns whether something has to be decided.
    pub fn is_open(&self) -> bool {
        self.entries.iter().any(|entry| entry.weight == Weight::Error)
    }

    /// Returns how often a remark applies.
    pub fn count(&self, remark: Remark) -> usize {
        self.entries.iter().filter(|entry| entry.remark == remark).map(|entry| entry.count).sum()
    }
}

/// Why an import came to nothing: a finding, and what had been remarked until then.
#[derive(Debug)]
pub struct Failure {
    /// The findings.
    pub findings: Vec<Diagnostic>,
    /// The remarks.
    pub report: Report,
}

impl From<Diagnostic> for Failure {
    fn from(finding: Diagnostic) -> Self {
        Self { findings: vec![finding], report: Report::default() }
    }
}

impl Report {
    /// Adds a remark, or adds the words to the last place of the same remark if they go on there.
    pub fn add_or_extend(&mut self, remark: Remark, detail: &str, at: At, words: &str, is_going_on: bool) {
        let is_same = |entry: &&mut Entry| entry.remark == remark && entry.detail == detail;
        let last = self.entries.iter_mut().rev().find(is_same).and_then(|entry| entry.places.last_mut());
        match last {
            Some((_, before)) if is_going_on => before.push_str(words),
            _ => self.add(remark, detail, at, words),
        }
    }
}
