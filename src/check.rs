//! Checks whether an issue makes sense. Every rule runs, so that all findings are reported at once.
//!
//! Each rule has a file. A rule knows what was typed, not how it looks on the page.

mod closing;
mod complete;
mod contributor;
mod distribution;
mod limit;
mod number;
mod picture;
mod placeholder;
pub mod print;
mod punctuation;
pub mod siblings;
mod secrecy;
mod sum;
mod table;
mod text;
mod total;
mod typed;

use std::path::PathBuf;

use typst::foundations::Bytes;

pub use self::contributor::check_contributors;
pub use self::distribution::check as check_distribution;
pub use self::print::resolve_print_setup;
use crate::asset::ink::PrintSetup;
use crate::asset::layout::Layouts;
use crate::asset::picture::Picture;
use crate::diagnostic::{Code, Diagnostic, Expected, Place};
use crate::input::yaml::{Locator, Text};
use crate::issue::markdown::{self, Block, BlockKind};
use crate::issue::{Article, Attachment, Issue, MOST_PAGES, Positive, Profile, Section};
use crate::project::IssueDirs;

/// An issue whose bodies are read and whose pictures are loaded.
#[derive(Debug)]
pub struct CheckedIssue {
    /// The issue.
    pub issue: Issue,
    /// The blocks of the editor's note.
    pub note: Vec<CheckedBlock>,
    /// The texts of each article, in the order of the articles.
    pub articles: Vec<CheckedArticle>,
    /// The blocks of each attachment, in the order of [`Issue::attachments`].
    pub attachments: Vec<Vec<CheckedBlock>>,
    /// How it goes to the press, and in which profile.
    pub print_setup: PrintSetup,
    /// The files of its tables, by their paths with all links followed.
    pub files: Vec<(PathBuf, Bytes)>,
}

/// The texts of an article, block by block.
#[derive(Debug, Default)]
pub struct CheckedArticle {
    /// The editor's note above it.
    pub note: Vec<CheckedBlock>,
    /// Its own text.
    pub body: Vec<CheckedBlock>,
    /// The editor's words behind it.
    pub afterword: Vec<CheckedBlock>,
}

impl CheckedArticle {
    /// Returns all its blocks in order.
    fn blocks(&self) -> impl Iterator<Item = &CheckedBlock> {
        self.note.iter().chain(&self.body).chain(&self.afterword)
    }

    /// Returns all its blocks in order, to be changed.
    fn blocks_mut(&mut self) -> impl Iterator<Item = &mut CheckedBlock> {
        self.note.iter_mut().chain(&mut self.body).chain(&mut self.afterword)
    }
}

/// A block whose rules have run.
#[derive(Debug)]
pub struct CheckedBlock {
    /// The block.
    pub block: Block,
    /// The picture, if the block is one and could be read.
    pub picture: Option<Picture>,
}

impl CheckedIssue {
    /// Returns all pictures in order.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        let of_articles = self.articles.iter().flat_map(CheckedArticle::blocks);
        let blocks = self.note.iter().chain(of_articles).chain(self.attachments.iter().flatten());
        blocks.filter_map(|block| block.picture.as_ref())
    }
}

/// Checks an issue for a profile, or for its own if none is given, and adds what is wrong to `findings`. `source` is
/// the place of findings about the issue as a whole.
pub fn check(
    mut issue: Issue,
    source: Place,
    dirs: IssueDirs,
    layouts: &Layouts,
    profile: Option<Profile>,
    findings: &mut Vec<Diagnostic>,
) -> CheckedIssue {
    let print_setup = print::resolve_print_setup(&issue, dirs, profile, findings);
    findings.extend(issue.remarks.iter().cloned());
    let files = complete::complete_tables(&mut issue, dirs, findings);
    let mut checker = Checker { dirs, pixels: 0, findings };
    checker.check_layout(&issue, layouts);
    checker.check_texts(&issue);
    if issue.sections.is_empty() {
        checker.report(Code::NoSection, &source);
    }
    checker.check_pages(&issue);
    number::check(&issue, checker.findings);
    secrecy::check(&issue, checker.findings);
    limit::check_article_count(&issue, checker.findings);
    limit::check_title_lengths(&issue, checker.findings);
    limit::check_line_count(&issue, checker.findings);
    limit::check_masthead(&issue, checker.findings);
    distribution::check(&issue, checker.findings);
    closing::check(&issue, checker.findings);
    check_contributors(&issue, checker.findings);
    let mut note = issue.note.as_ref().map(|note| checker.read_body(note)).unwrap_or_default();
    let mut articles = Vec::new();
    for section in &issue.sections {
        checker.check_section(section);
        articles.extend(section.articles.iter().map(|article| checker.check_article(article)));
    }
    let mut attachments: Vec<_> = issue.attachments().map(|attachment| checker.check_attachment(attachment)).collect();
    let of_articles = articles.iter().flat_map(CheckedArticle::blocks).chain(attachments.iter().flatten());
    let blocks: Vec<_> = of_articles.chain(&note).map(|checked| &checked.block).collect();
    limit::check_block_count(&issue, &blocks, &source, checker.findings);
    let of_articles = articles.iter_mut().flat_map(CheckedArticle::blocks_mut);
    let of_articles = of_articles.chain(attachments.iter_mut().flatten());
    let pictures = note.iter_mut().chain(of_articles).filter_map(|block| block.picture.as_mut());
    checker.convert_pictures(pictures.collect(), &issue, &print_setup, &source);
    CheckedIssue { issue, note, articles, attachments, print_setup, files }
}

/// Runs the rules that need what was read before.
struct Checker<'c> {
    /// Where pictures are looked for.
    dirs: IssueDirs<'c>,
    /// The pixels of all pictures so far.
    pixels: usize,
    /// Where findings are added.
    findings: &'c mut Vec<Diagnostic>,
}

impl Checker<'_> {
    /// Reports a finding without facts.
    fn report(&mut self, code: Code, place: &Place) {
        self.findings.push(Diagnostic::new(code).at(place.clone()));
    }

    /// Reports a layout that doesn't exist.
    fn check_layout(&mut self, issue: &Issue, layouts: &Layouts) {
        let names = layouts.names();
        let known: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        if let Some(layout) = &issue.layout
            && !names.contains(&layout.as_str())
        {
            let finding = Diagnostic::new(Code::LayoutUnknown).with("name", layout.as_str()).with("known", known);
            self.findings.push(finding.at(layout.place.clone()));
        }
    }

    /// Reports a multiple of pages that is too large.
    fn check_pages(&mut self, issue: &Issue) {
        let of_pages = issue.pages.as_ref().and_then(|pages| pages.multiple_of.as_ref());
        let of_fit = issue.fit.as_ref().and_then(|fit| fit.multiple_of.as_ref());
        let too_large = |multiple: &&Positive| multiple.value.get() > MOST_PAGES;
        for multiple in [of_pages, of_fit].into_iter().flatten().filter(too_large) {
            let finding = Diagnostic::new(Code::WrongValue).with("value", multiple.value.get());
            self.findings.push(finding.with("expected", Expected::Multiple).at(multiple.place.clone()));
        }
    }

    /// Checks the texts of the masthead and the imprint, and the editor's note.
    fn check_texts(&mut self, issue: &Issue) {
        let named = [
            ("title", &issue.title),
            ("notice", &issue.notice),
            ("issuer", &issue.issuer),
            ("serial", &issue.serial),
            ("note", &issue.note),
        ];
        let contents = issue.contents.as_ref().and_then(|contents| contents.title.as_ref());
        let named = named.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?)));
        let signers = issue.signer.iter().flatten().map(|name| ("signer", name));
        for (key, text) in named.chain(signers).chain(contents.map(|title| ("title", title))) {
            text::check(key, text, self.findings);
            placeholder::check(text, self.findings);
        }
    }

    /// Checks a section without its articles.
    fn check_section(&mut self, section: &Section) {
        text::check("title", &section.title, self.findings);
        placeholder::check(&section.title, self.findings);
        if section.articles.is_empty() {
            self.report(Code::NoArticle, &section.title.place);
        }
    }

    /// Checks an article and reads its texts.
    fn check_article(&mut self, article: &Article) -> CheckedArticle {
        text::check("title", &article.title, self.findings);
        placeholder::check(&article.title, self.findings);
        punctuation::check(&Locator::new(&article.title), 0..article.title.len(), self.findings);
        if let Some(table) = &article.table {
            table::check(table, &article.title.place, article.statistics.is_none(), self.findings);
            if let (Some(unit), None) = (&table.unit, table.printed_total()) {
                let finding = Diagnostic::new(Code::UnitAlone).with("unit", unit.as_str());
                self.findings.push(finding.at(unit.place.clone()));
            }
        }
        let note = self.read_text("note", article.note.as_ref());
        let body = self.read_text("body", article.body.as_ref());
        if let Some(typed) = &article.body {
            let blocks: Vec<_> = body.iter().map(|checked| &checked.block).collect();
            typed::check(article, &Locator::new(typed), &blocks, self.findings);
        }
        let afterword = self.read_text("afterword", article.afterword.as_ref());
        // An empty body has been reported already. A body of footnotes alone has no words either.
        let is_reported = article.body.as_ref().is_some_and(|body| body.trim().is_empty());
        if body.is_empty() && article.table.is_none() && article.statistics.is_none() && !is_reported {
            self.report(Code::NoBody, &article.title.place);
        }
        CheckedArticle { note, body, afterword }
    }

    /// Checks an attachment and reads its text.
    fn check_attachment(&mut self, attachment: &Attachment) -> Vec<CheckedBlock> {
        let Attachment { title, body, table } = attachment;
        text::check("title", title, self.findings);
        placeholder::check(title, self.findings);
        punctuation::check(&Locator::new(title), 0..title.len(), self.findings);
        if let Some(table) = table {
            table::check(table, &title.place, true, self.findings);
        }
        if body.is_none() && table.is_none() {
            self.report(Code::AttachmentEmpty, &title.place);
        }
        self.read_text("body", body.as_ref())
    }

    /// Checks the text under a key and reads its blocks.
    fn read_text(&mut self, key: &'static str, text: Option<&Text>) -> Vec<CheckedBlock> {
        let Some(text) = text else { return Vec::new() };
        text::check(key, text, self.findings);
        placeholder::check(text, self.findings);
        self.read_body(text)
    }

    /// Reads a body, checks its blocks and reads its pictures.
    fn read_body(&mut self, body: &Text) -> Vec<CheckedBlock> {
        let body = &Locator::new(body);
        let blocks = markdown::read(body, self.findings);
        limit::check_block_sizes(body, &blocks, self.findings);
        table::check_body(body, &blocks, self.findings);
        let reads_pictures = !limit::has_too_many_blocks(&blocks);
        let mut checked = Vec::with_capacity(blocks.len());
        for block in blocks {
            let picture = if let BlockKind::Picture { path, .. } = &block.kind {
                if reads_pictures { self.read_picture(body, &block, path) } else { None }
            } else {
                punctuation::check(body, block.range.clone(), self.findings);
                None
            };
            checked.push(CheckedBlock { block, picture });
        }
        checked
    }
}
