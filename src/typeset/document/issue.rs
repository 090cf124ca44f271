//! The data of an issue: masthead, contents, articles and imprint. Its blocks are made in `block`.

use std::collections::BTreeMap;

use typst::foundations::Bytes;

use super::anchor::Anchor;
use super::data::{
    ArticleData, Contents, ContentsEntry, ContentsSection, DocumentInfo, Imprint, ImprintEntry, IssueData, Masthead,
    PageCount, Words,
};
use super::line::{Setting, joined_places, prepare};
use super::printed::{printed, printed_date, printed_number};
use super::word::join_words;
use super::{Document, LayoutData, base, lines, one_line};
use crate::asset::face::Faces;
use crate::check::CheckedIssue;
use crate::diagnostic::Place;
use crate::input::yaml::Text;
use crate::issue::{Article, Footer, Issue, MOST_PAGES, Section, Table};
use crate::typeset::field::{Field, RunningText};
use crate::typeset::title::ways_to_break;

/// Returns the document of a checked issue. Blank pages make the number of its pages a multiple of `multiple`.
pub fn document(checked: &CheckedIssue, faces: &Faces, multiple: u32) -> Document {
    let issue = &checked.issue;
    let mut builder = Builder::default();
    let title = issue.title.as_ref().map_or("", |title| title.as_str());
    let name = printed("name", &[("title", title.into()), ("number", issue.number.value.to_string().into())]);
    let author = issue.issuer.as_ref().map_or("", |issuer| issuer.as_str()).to_owned();
    let data = IssueData {
        base: base(faces, checked.print_setup.profile, &checked.print_setup),
        document: DocumentInfo { title: name.clone(), author, date: issue.date.value.into() },
        pages: page_count(issue, multiple),
        masthead: builder.masthead(issue),
        contents: builder.contents(issue),
        note: builder.blocks(RunningText::Note, issue.note.as_ref(), &checked.note),
        articles: builder.articles(checked),
        imprint: builder.imprint(issue),
    };
    Document {
        layout: issue.layout_name().to_owned(),
        data: LayoutData::Issue(data),
        pictures: builder.pictures,
        attachments: BTreeMap::new(),
        date: issue.date.value,
        name,
        profile: checked.print_setup.profile,
        print_setup: checked.print_setup.clone(),
        fit: issue.fit.clone(),
        anchors: builder.anchors,
    }
}

/// Returns how many pages the issue takes. The issue asks for a multiple of its own, and both multiples have to hold.
fn page_count(issue: &Issue, multiple: u32) -> PageCount {
    let pages = issue.pages.as_ref();
    let own =
        pages.and_then(|pages| pages.multiple_of.as_ref()).map_or(1, |multiple| multiple.value.get().min(MOST_PAGES));
    let footer = pages.and_then(|pages| pages.footer.as_ref()).map_or(Footer::Last, |footer| footer.value);
    let common = (own..=own.saturating_mul(multiple)).step_by(own as usize).find(|number| number % multiple == 0);
    PageCount { multiple_of: common.unwrap_or(own), footer: footer.name() }
}

/// Makes the data of an issue, and remembers where each field was typed.
#[derive(Default)]
pub(super) struct Builder {
    /// Where each field was typed.
    pub(super) anchors: BTreeMap<Field, Anchor>,
    /// The pictures by their names in the document.
    pub(super) pictures: BTreeMap<String, Bytes>,
}

impl Builder {
    /// Remembers where a field was typed. Returns its words for the layout.
    pub(super) fn field(&mut self, field: &Field, text: &Text) -> String {
        self.field_in(field, text, Setting::FULL)
    }

    /// Remembers where a field was typed. Returns its words for the layout, which sets them into a place.
    pub(super) fn field_in(&mut self, field: &Field, text: &Text, setting: Setting) -> String {
        self.anchors.insert(field.clone(), Anchor::whole(text));
        prepare(&one_line(text), setting)
    }

    /// Remembers where a number or date was typed.
    fn value(&mut self, field: Field, value: impl ToString, place: &Place) {
        let text = Text { value: value.to_string(), place: place.clone() };
        self.anchors.insert(field, Anchor::whole(&text));
    }

    /// Returns the words of the masthead.
    fn masthead(&mut self, issue: &Issue) -> Masthead {
        self.value(Field::Number, issue.number.value, &issue.number.place);
        self.value(Field::Date, issue.date.value, &issue.date.place);
        let mut words = |field: Field, text: &Option<Text>| {
            text.as_ref().map(|text| self.field_in(&field, text, Setting::ONE_LINE))
        };
        let title = words(Field::Title, &issue.title);
        let notice = words(Field::Notice, &issue.notice);
        let issuer = words(Field::Issuer, &issue.issuer);
        let total_number = issue.total_number.as_ref().map(|total| {
            self.value(Field::TotalNumber, total.value, &total.place);
            printed_number("total-number", total.value)
        });
        let (number, date) = (printed_number("number", issue.number.value), printed_date(issue.date.value));
        Masthead { title, notice, issuer, number, total_number, date }
    }

    /// Returns the contents.
    fn contents(&mut self, issue: &Issue) -> Contents {
        let page_numbers = issue.contents.as_ref().and_then(|contents| contents.page_numbers.as_ref());
        let mut articles = 0..;
        let mut sections = Vec::with_capacity(issue.sections.len());
        for (index, section) in issue.sections.iter().enumerate() {
            sections.push(self.contents_section(index, section, &mut articles));
        }
        Contents { page_numbers: page_numbers.is_some_and(|on| on.value), sections }
    }

    /// Returns a section of the contents. `numbers` counts the articles of all sections.
    fn contents_section(
        &mut self,
        index: usize,
        section: &Section,
        numbers: &mut impl Iterator<Item = usize>,
    ) -> ContentsSection {
        let at = Field::Contents { section: index, article: None };
        let title = self.field(&at, &section.title);
        let entry = |(article, number): (&Article, usize)| {
            let at = Field::Contents { section: index, article: Some(number) };
            let title = join_words(&self.field(&at, &article.title));
            ContentsEntry { at, title, article: label(number) }
        };
        let entries = section.articles.iter().zip(numbers).map(entry).collect();
        let heading = printed("section", &[("title", title.as_str().into())]);
        ContentsSection { at, title, heading, entries }
    }

    /// Returns all articles.
    fn articles(&mut self, checked: &CheckedIssue) -> Vec<ArticleData> {
        let mut articles = Vec::new();
        let names = checked.issue.names();
        for (index, (article, body)) in checked.issue.articles().zip(&checked.bodies).enumerate() {
            let at = Field::ArticleTitle(index);
            self.field(&at, &article.title);
            articles.push(ArticleData {
                at,
                label: label(index),
                title: lines(&article.title).map(|line| prepare(line, Setting::FULL)).collect(),
                title_lines: lines(&article.title).map(|line| prepared_ways(line, &names)).collect(),
                fewest_lines: false,
                close: false,
                blocks: self.blocks(RunningText::Article(index), article.body.as_ref(), body),
                table: article.table.as_ref().map(|table| self.table(index, table)),
                total: article.table.as_ref().and_then(|table| self.total(index, table)),
            });
        }
        articles
    }

    /// Returns the sum of an article's table.
    fn total(&mut self, article: usize, table: &Table) -> Option<Words> {
        let total = table.printed_total()?;
        let unit = table.unit.as_ref().map_or("", |unit| unit.as_str());
        let at = Field::ArticleTotal(article);
        self.value(at.clone(), &total.value.text, &total.place);
        let text = printed("total", &[("number", total.value.text.as_str().into()), ("unit", unit.into())]);
        Some(Words { at, text })
    }

    /// Returns the imprint.
    fn imprint(&mut self, issue: &Issue) -> Imprint {
        let mut entries = Vec::new();
        for (index, entry) in issue.distribution.iter().flatten().enumerate() {
            let at = Field::Imprint { entry: index, line: None };
            let label = printed("imprint-label", &[("label", self.field(&at, &entry.label).into())]);
            let line = |(line, text): (usize, &Text)| {
                let at = Field::Imprint { entry: index, line: Some(line) };
                let text = self.field(&at, text);
                Words { at, text }
            };
            let lines = entry.to.iter().enumerate().map(line).collect();
            entries.push(ImprintEntry { at, label, lines });
        }
        Imprint { entries, serial: self.serial(issue) }
    }

    /// Returns serial number and copies. They stand in brackets, together or alone.
    fn serial(&mut self, issue: &Issue) -> Vec<Words> {
        let mut parts = Vec::new();
        if let Some(serial) = &issue.serial {
            parts.push((Field::Serial, self.field(&Field::Serial, serial)));
        }
        if let Some(copies) = &issue.copies {
            self.value(Field::Copies, copies.value, &copies.place);
            parts.push((Field::Copies, printed_number("copies", copies.value)));
        }
        let last = parts.len().saturating_sub(1);
        let part = |(index, (at, text)): (usize, (Field, String))| {
            let (before, after) = (if index == 0 { "（" } else { "　" }, if index == last { "）" } else { "" });
            Words { at, text: format!("{before}{text}{after}") }
        };
        parts.into_iter().enumerate().map(part).collect()
    }
}

/// Returns the ways to break a line of a title, prepared for the engine.
fn prepared_ways(line: &str, names: &[&str]) -> Vec<Vec<String>> {
    let prepared = |way: Vec<String>| way.iter().map(|line| prepare(line, Setting::FULL)).collect();
    let joined = joined_places(line);
    ways_to_break(line, names, &joined).into_iter().map(prepared).collect()
}

/// Returns the label of an article's heading.
fn label(article: usize) -> String {
    format!("article-{}", article + 1)
}
