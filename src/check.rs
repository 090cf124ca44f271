//! Whether an issue makes sense: every rule runs, all findings are told at once.

mod contributor;
mod distribution;
mod limit;
mod picture;
mod print;
mod punctuation;
pub mod siblings;
mod table;
mod text;

pub use self::contributor::check as sources;
pub use self::print::resolve_print_setup;
use crate::asset::ink::PrintSetup;
use crate::asset::layout::Layouts;
use crate::asset::picture::Picture;
use crate::diagnostic::Place;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::input::yaml::Text;
use crate::issue::markdown::{self, Block, BlockKind};
use crate::issue::{Article, Issue, MOST_PAGES, Profile, Section};
use crate::project::IssueDirs;

/// An issue whose bodies are read and whose pictures are loaded.
#[derive(Debug)]
pub struct CheckedIssue {
    /// The issue.
    pub issue: Issue,
    /// The blocks of the editor's note.
    pub note: Vec<CheckedBlock>,
    /// The blocks of each article.
    pub bodies: Vec<Vec<CheckedBlock>>,
    /// How it goes to the press.
    pub print_setup: PrintSetup,
}

/// A block, with its picture if it is one and could be read.
#[derive(Debug)]
pub struct CheckedBlock {
    /// The block.
    pub block: Block,
    /// The picture.
    pub picture: Option<Picture>,
}

impl CheckedIssue {
    /// All pictures in order.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.note.iter().chain(self.bodies.iter().flatten()).filter_map(|block| block.picture.as_ref())
    }
}

/// Checks an issue; what is found stands in `findings`, and an error among them keeps it from being typeset.
pub fn check(
    issue: Issue,
    source: Place,
    ground: IssueDirs,
    layouts: &Layouts,
    profile: Option<Profile>,
    findings: &mut Vec<Diagnostic>,
) -> CheckedIssue {
    let print_setup = print::resolve_print_setup(&issue, ground, profile, findings);
    let mut checker = Checker { ground, pixels: 0, findings };
    checker.layout(&issue, layouts);
    checker.texts(&issue);
    if issue.sections.is_empty() {
        checker.report(Code::NoSection, &source);
    }
    checker.pages(&issue);
    limit::articles(&issue, checker.findings);
    limit::titles(&issue, checker.findings);
    distribution::check(&issue, checker.findings);
    contributor::check(&issue, checker.findings);
    let mut note = issue.note.as_ref().map(|note| checker.body(note)).unwrap_or_default();
    let mut bodies = Vec::new();
    for section in &issue.sections {
        checker.section(section);
        bodies.extend(section.articles.iter().map(|article| checker.article(article)));
    }
    let blocks: Vec<_> = bodies.iter().flatten().chain(&note).map(|checked| &checked.block).collect();
    limit::blocks(&issue, &blocks, &source, checker.findings);
    let pictures = note.iter_mut().chain(bodies.iter_mut().flatten()).filter_map(|block| block.picture.as_mut());
    checker.colours(pictures.collect(), &issue, &print_setup, &source);
    CheckedIssue { issue, note, bodies, print_setup }
}

struct Checker<'c> {
    ground: IssueDirs<'c>,
    pixels: usize,
    findings: &'c mut Vec<Diagnostic>,
}

impl Checker<'_> {
    fn report(&mut self, code: Code, place: &Place) {
        self.findings.push(Diagnostic::new(code).at(place.clone()));
    }

    fn layout(&mut self, issue: &Issue, layouts: &Layouts) {
        let names = layouts.names();
        if let Some(layout) = &issue.layout
            && !names.contains(&layout.as_str())
        {
            let finding =
                Diagnostic::new(Code::LayoutUnknown).with("name", layout.as_str()).with("known", names.join(", "));
            self.findings.push(finding.at(layout.place.clone()));
        }
    }

    fn pages(&mut self, issue: &Issue) {
        if let Some(multiple) = issue.pages.as_ref().and_then(|pages| pages.multiple_of.as_ref())
            && multiple.value.get() > MOST_PAGES
        {
            let finding = Diagnostic::new(Code::WrongValue).with("value", multiple.value.get());
            self.findings.push(finding.with("expected", Arg::Message("expected-multiple")).at(multiple.place.clone()));
        }
    }

    fn texts(&mut self, issue: &Issue) {
        let named = [
            ("title", &issue.title),
            ("notice", &issue.notice),
            ("issuer", &issue.issuer),
            ("serial", &issue.serial),
            ("note", &issue.note),
        ];
        for (key, text) in named {
            if let Some(text) = text {
                text::check(key, text, self.findings);
            }
        }
    }

    fn section(&mut self, section: &Section) {
        text::check("title", &section.title, self.findings);
        if section.articles.is_empty() {
            self.report(Code::NoArticle, &section.title.place);
        }
    }

    fn article(&mut self, article: &Article) -> Vec<CheckedBlock> {
        text::check("title", &article.title, self.findings);
        punctuation::check(&article.title, 0..article.title.len(), self.findings);
        if let Some(table) = &article.table {
            table::check(table, &article.title.place, article.statistics.is_none(), self.findings);
        }
        let mut blocks = Vec::new();
        if let Some(body) = &article.body {
            text::check("body", body, self.findings);
            blocks = self.body(body);
        }
        // A body that is empty has been told of; one of footnotes alone has no words either.
        let told = article.body.as_ref().is_some_and(|body| body.trim().is_empty());
        if blocks.is_empty() && article.table.is_none() && article.statistics.is_none() && !told {
            self.report(Code::NoBody, &article.title.place);
        }
        blocks
    }

    fn body(&mut self, body: &Text) -> Vec<CheckedBlock> {
        let blocks = markdown::read(body, self.findings);
        limit::paragraphs(body, &blocks, self.findings);
        let mut checked = Vec::with_capacity(blocks.len());
        for block in blocks {
            let picture = if let BlockKind::Picture { path, .. } = &block.kind {
                self.picture(body, &block, path)
            } else {
                punctuation::check(body, block.range.clone(), self.findings);
                None
            };
            checked.push(CheckedBlock { block, picture });
        }
        checked
    }
}
