//! The data of an issue: masthead, contents, articles and imprint. Its blocks are made in `block`.

use std::collections::BTreeMap;

use typst::foundations::Bytes;

use super::anchor::Anchor;
use super::closing::Attachments;
use super::data::{
    ArticleData, Contents, ContentsEntry, ContentsSection, DocumentInfo, IssueData, Masthead, PageCount, Signers, Words,
};
use super::line::{Setting, joined_places, prepare};
use super::number::{PrintedNumber, issue_label, masthead_number};
use super::printed::{printed, printed_date};
use super::word::join_words;
use super::{Document, LayoutData, base, lines, one_line};
use crate::asset::face::Faces;
use crate::check::{CheckedBlock, CheckedIssue};
use crate::diagnostic::Place;
use crate::input::yaml::{Located, Text};
use crate::issue::{Article, Footer, Issue, MOST_PAGES, Secrecy, Section, SectionNames, Table};
use crate::typeset::field::{Field, RunningText};
use crate::typeset::title::ways_to_break;

/// Returns the document of a checked issue. Blank pages make the number of its pages a multiple of `multiple`.
pub fn document(checked: &CheckedIssue, faces: &Faces, multiple: u32) -> Document {
    let issue = &checked.issue;
    let mut builder = Builder::default();
    let title = issue.title.as_ref().map_or("", |title| title.as_str());
    let name = printed("name", &[("title", one_line(title).into()), ("number", issue_label(issue).into())]);
    let author = issue.issuer.as_ref().map_or("", |issuer| issuer.as_str()).to_owned();
    let data = IssueData {
        base: base(faces, checked.print_setup.profile, &checked.print_setup),
        document: DocumentInfo { title: name.clone(), author, date: issue.date.value.into() },
        pages: page_count(issue, multiple),
        masthead: builder.masthead(issue),
        contents: builder.contents(issue),
        note: builder.blocks(RunningText::Note, issue.note.as_ref(), &checked.note),
        articles: builder.articles(checked),
        attachments: builder.attachments(checked),
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
        copies: issue.copy_numbers.as_ref().map(|copies| copies.value),
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

/// The title, the text and the table of an article as they were typed.
pub(super) struct TypedText<'t> {
    /// The title.
    pub(super) title: &'t Text,
    /// The text.
    pub(super) body: Option<&'t Text>,
    /// The table.
    pub(super) table: Option<&'t Table>,
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
    pub(super) fn value(&mut self, field: Field, value: impl ToString, place: &Place) {
        let text = Text { value: value.to_string(), place: place.clone() };
        self.anchors.insert(field, Anchor::whole(&text));
    }

    /// Returns the words of the masthead.
    fn masthead(&mut self, issue: &Issue) -> Masthead {
        self.value(Field::Number, &issue.number.value, &issue.number.place);
        self.value(Field::Date, issue.date.value, &issue.date.place);
        let mut words = |field: Field, text: &Option<Text>| {
            text.as_ref().map(|text| self.field_in(&field, text, Setting::ONE_LINE))
        };
        let title = words(Field::Title, &issue.title);
        let typed_lines = issue.title.iter().flat_map(|title| lines(title));
        let typed_lines: Vec<_> = typed_lines.map(|line| prepare(line, Setting::ONE_LINE)).collect();
        let notice = words(Field::Notice, &issue.notice);
        let issuer = words(Field::Issuer, &issue.issuer);
        if let Some(total) = &issue.total_number {
            self.value(Field::TotalNumber, total.value, &total.place);
        }
        let PrintedNumber { number, total: total_number } = masthead_number(issue);
        let date = printed_date(issue.date.value);
        let corner = self.corner(issue);
        let title_lines = if typed_lines.len() > 1 { typed_lines } else { Vec::new() };
        let signers = self.signers(issue);
        Masthead { title, title_lines, notice, issuer, signers, number, total_number, date, ..corner }
    }

    /// Returns what stands in the corner of the masthead. All else is empty.
    fn corner(&mut self, issue: &Issue) -> Masthead {
        let copy_number = issue.copy_numbers.as_ref().and_then(|copies| {
            let first = copies.value.printed().next()?;
            self.value(Field::CopyNumber, &first, &copies.place);
            Some(first)
        });
        let secrecy = issue.secrecy.as_ref().map(|typed| {
            let Secrecy { level, term } = &typed.value.0;
            let term = term.as_ref().map(|term| format!("★{}", term.split_whitespace().collect::<String>()));
            let words = format!("{}{}", level.name(), term.unwrap_or_default());
            self.value(Field::Secrecy, &words, &typed.place);
            prepare(&words, Setting::ONE_LINE)
        });
        let urgency = issue.urgency.as_ref().map(|urgency| {
            self.value(Field::Urgency, urgency.value.name(), &urgency.place);
            urgency.value.name().to_owned()
        });
        Masthead { copy_number, secrecy, urgency, ..Masthead::default() }
    }

    /// Returns the people who signed the issue for printing.
    fn signers(&mut self, issue: &Issue) -> Option<Signers> {
        let name = |(index, text): (usize, &Text)| {
            let at = Field::Signer(index);
            let text = self.field_in(&at, text, Setting::ONE_LINE);
            Words { at, text }
        };
        let names: Vec<_> = issue.signer.as_ref()?.iter().enumerate().map(name).collect();
        (!names.is_empty()).then(|| Signers { label: printed("signer", &[]), names })
    }

    /// Returns the contents.
    fn contents(&mut self, issue: &Issue) -> Contents {
        let page_numbers = issue.contents.as_ref().and_then(|contents| contents.page_numbers.as_ref());
        let mut articles = 0..;
        let mut sections = Vec::with_capacity(issue.sections.len());
        for (index, section) in issue.sections.iter().enumerate() {
            sections.push(self.contents_section(index, section, &mut articles));
        }
        let keys = issue.contents.as_ref();
        let title = keys.and_then(|contents| contents.title.as_ref()).map(|title| {
            let text = self.field(&Field::ContentsTitle, title);
            Words { at: Field::ContentsTitle, text }
        });
        Contents {
            title,
            page_numbers: page_numbers.is_some_and(|on| on.value),
            section_page_numbers: keys.and_then(|keys| keys.sections.as_ref()).is_some_and(|on| on.value),
            no_section_names: section_names(issue) == SectionNames::Text,
            sections,
        }
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
        let count = checked.articles.len();
        let starts = section_starts(&checked.issue);
        let mut attachments = Attachments::of(&checked.issue);
        for (index, (article, texts)) in checked.issue.articles().zip(&checked.articles).enumerate() {
            let start = starts.get(&index).copied();
            let is_on = |key: &Option<Located<bool>>| key.as_ref().is_some_and(|on| on.value);
            let new_page = is_on(&article.new_page) || start.is_some_and(|(_, section)| is_on(&section.new_page));
            let has_name = section_names(&checked.issue) != SectionNames::Contents;
            let section = start.filter(|_| has_name).map(|(number, section)| {
                let at = Field::SectionName(number);
                let title = self.field(&at, &section.title);
                Words { at, text: printed("section", &[("title", title.into())]) }
            });
            let text = TypedText { title: &article.title, body: article.body.as_ref(), table: article.table.as_ref() };
            let data = self.article(index, &text, &texts.body, &names);
            let addressee = article.addressee.as_ref().map(|words| (Some(index), words));
            let of_issue = checked.issue.addressee.as_ref().filter(|_| index == 0).map(|words| (None, words));
            articles.push(ArticleData {
                new_page,
                section,
                addressee: addressee.or(of_issue).map(|(article, words)| self.addressee(article, words)),
                note: self.blocks(RunningText::ArticleNote(index), article.note.as_ref(), &texts.note),
                closings: self.closings(&checked.issue, index, article, index + 1 == count, &mut attachments),
                credit: self.credit(index, article, checked.issue.credit.as_ref()),
                afterword: self.blocks(RunningText::Afterword(index), article.afterword.as_ref(), &texts.afterword),
                ..data
            });
        }
        articles
    }

    /// Returns the title, the text and the table of an article, or of an attachment.
    pub(super) fn article(
        &mut self,
        index: usize,
        typed: &TypedText,
        body: &[CheckedBlock],
        names: &[&str],
    ) -> ArticleData {
        let at = Field::ArticleTitle(index);
        self.field(&at, typed.title);
        ArticleData {
            at,
            label: label(index),
            new_page: false,
            section: None,
            title: lines(typed.title).map(|line| prepare(line, Setting::FULL)).collect(),
            title_lines: lines(typed.title).map(|line| prepared_ways(line, names)).collect(),
            fewest_lines: false,
            close: false,
            addressee: None,
            note: Vec::new(),
            blocks: self.blocks(RunningText::Article(index), typed.body, body),
            table: typed.table.map(|table| self.table(index, table)),
            total: typed.table.and_then(|table| self.total(index, table)),
            closings: Vec::new(),
            credit: None,
            afterword: Vec::new(),
        }
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
}

/// Returns where the names of the sections stand.
fn section_names(issue: &Issue) -> SectionNames {
    issue.section_names.as_ref().map_or_else(SectionNames::default, |names| names.value)
}

/// Returns the sections by the index of their first article, each with its own index.
fn section_starts(issue: &Issue) -> BTreeMap<usize, (usize, &Section)> {
    let mut first = 0;
    let start = |(index, section): (usize, &'_ Section)| {
        let start = first;
        first += section.articles.len();
        (start, index)
    };
    let starts: Vec<_> = issue.sections.iter().enumerate().map(start).collect();
    let with_section = |(at, index): (usize, usize)| (at, (index, &issue.sections[index]));
    let has_articles = |(_, index): &(usize, usize)| !issue.sections[*index].articles.is_empty();
    starts.into_iter().filter(has_articles).map(with_section).collect()
}

/// Returns the ways to break a line of a title, prepared for the engine.
fn prepared_ways(line: &str, names: &[&str]) -> Vec<Vec<String>> {
    let prepared = |way: Vec<String>| way.iter().map(|line| prepare(line, Setting::FULL)).collect();
    let joined = joined_places(line);
    ways_to_break(line, names, &joined).into_iter().map(prepared).collect()
}

/// Returns the label of an article's heading.
pub(super) fn label(article: usize) -> String {
    format!("article-{}", article + 1)
}
