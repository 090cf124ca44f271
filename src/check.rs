//! Whether an issue makes sense: every rule runs, all findings are told at once.

mod distribution;
mod limit;
mod punctuation;
mod table;

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::issue::{Article, Contributor, Issue, Section};
use crate::layout::Layouts;
use crate::markup::{self, Block, BlockKind};
use crate::picture::Picture;
use crate::place::Place;
use crate::yaml::{Located, Text};

/// An issue whose bodies are read and whose pictures are loaded.
#[derive(Debug)]
pub struct Checked {
    /// The issue.
    pub issue: Issue,
    /// The blocks of the editor's note.
    pub note: Vec<CheckedBlock>,
    /// The blocks of each article.
    pub bodies: Vec<Vec<CheckedBlock>>,
}

/// A block, with its picture if it is one and could be read.
#[derive(Debug)]
pub struct CheckedBlock {
    /// The block.
    pub block: Block,
    /// The picture.
    pub picture: Option<Picture>,
}

/// Where an issue stands: its pictures are looked for beside it and within the project.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'g> {
    /// The project's folder.
    pub root: &'g Path,
    /// The issue's folder.
    pub folder: &'g Path,
}

/// Checks an issue; what is found stands in `findings`, and an error among them keeps it from being typeset.
pub fn check(
    issue: Issue,
    source: Place,
    ground: Ground,
    layouts: &Layouts,
    findings: &mut Vec<Diagnostic>,
) -> Checked {
    let mut checker = Checker { ground, findings };
    checker.layout(&issue, layouts);
    checker.texts(&issue);
    if issue.sections.is_empty() {
        checker.report(Code::NoSection, &source);
    }
    limit::articles(&issue, checker.findings);
    limit::titles(&issue, checker.findings);
    distribution::check(&issue, checker.findings);
    let note = issue.note.as_ref().map(|note| checker.body(note)).unwrap_or_default();
    let mut bodies = Vec::new();
    for section in &issue.sections {
        checker.section(section);
        bodies.extend(section.articles.iter().map(|article| checker.article(article)));
    }
    let blocks: Vec<_> = bodies.iter().flatten().chain(&note).map(|checked| &checked.block).collect();
    limit::blocks(&issue, &blocks, &source, checker.findings);
    Checked { issue, note, bodies }
}

struct Checker<'c> {
    ground: Ground<'c>,
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
                self.not_empty(key, text);
            }
        }
    }

    fn not_empty(&mut self, key: &'static str, text: &Text) {
        if text.trim().is_empty() {
            self.findings.push(Diagnostic::new(Code::EmptyText).with("key", key).at(text.place.clone()));
        }
    }

    fn section(&mut self, section: &Section) {
        self.not_empty("title", &section.title);
        if section.articles.is_empty() {
            self.report(Code::NoArticle, &section.title.place);
        }
    }

    fn article(&mut self, article: &Article) -> Vec<CheckedBlock> {
        self.not_empty("title", &article.title);
        punctuation::check(&article.title, &article.title, self.findings);
        if let Some(contributor) = &article.source {
            self.contributor(contributor);
        }
        if let Some(table) = &article.table {
            table::check(table, &article.title.place, self.findings);
        }
        match &article.body {
            Some(body) => {
                self.not_empty("body", body);
                self.body(body)
            }
            None => {
                if article.table.is_none() {
                    self.report(Code::NoBody, &article.title.place);
                }
                Vec::new()
            }
        }
    }

    fn contributor(&mut self, contributor: &Located<Contributor>) {
        let Contributor::Office(office) = &contributor.value else { return };
        let clear =
            matches!((&office.city, &office.county, &office.sector), (Some(_), _, None) | (None, None, Some(_)));
        if !clear {
            self.report(Code::ContributorUnclear, &contributor.place);
        }
        let named = [("city", &office.city), ("county", &office.county), ("sector", &office.sector)];
        for (key, text) in named {
            if let Some(text) = text {
                self.not_empty(key, text);
            }
        }
    }

    fn body(&mut self, body: &Text) -> Vec<CheckedBlock> {
        let blocks = markup::read(body, self.findings);
        limit::paragraphs(body, &blocks, self.findings);
        let mut checked = Vec::with_capacity(blocks.len());
        for block in blocks {
            if let Some(words) = body.value.get(block.range.clone()) {
                punctuation::check(body, words, self.findings);
            }
            let picture = match &block.kind {
                BlockKind::Picture { path, .. } => self.picture(body, &block, path),
                _ => None,
            };
            checked.push(CheckedBlock { block, picture });
        }
        checked
    }

    fn picture(&mut self, body: &Text, block: &Block, path: &str) -> Option<Picture> {
        Picture::read(self.ground.root, self.ground.folder, path)
            .map_err(|finding| self.findings.push(finding.at(body.locate(block.range.clone()))))
            .ok()
    }
}
