//! An issue as the Typst document that draws it: the layout's name, the words as JSON, the pictures.
//!
//! Text reaches the engine as data under fixed names, never pasted into markup. Each field carries a name
//! (`at`) that the layout puts around what it draws, so that what is found on the pages leads back to the YAML.

mod block;
mod chart;
mod proof;
mod volume;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde_json::{Map, Value, json};
use typst::foundations::Bytes;

pub use self::chart::chart;
pub use self::proof::{Correction, KEYWORD, Marks, corrections};
pub use self::volume::{VolumeIssue, volume};
use crate::asset::face::Faces;
use crate::asset::ink::PrintSetup;
use crate::check::CheckedIssue;
use crate::diagnostic::Place;
use crate::input::yaml::{Places, Text};
use crate::issue::markdown::Reading;
use crate::issue::{Article, Date, Footer, Issue, MOST_PAGES, Profile, Section};
use crate::typeset::field::{Field, RunningText};

/// What the engine is given for one issue.
#[derive(Debug, Clone)]
pub struct Document {
    /// The layout's name.
    pub layout: String,
    /// `issue.json`: faces, inks and every word.
    pub data: Vec<u8>,
    /// Pictures by their names in the document, such as `pictures/1.jpg`.
    pub pictures: BTreeMap<String, Bytes>,
    /// Files attached for the archive, by their names within the project.
    pub attachments: BTreeMap<String, Bytes>,
    /// The issue's date, which is the document's.
    pub date: Date,
    /// The masthead and number, which name the document.
    pub name: String,
    /// For whom it is made.
    pub profile: Profile,
    /// How it goes to the press.
    pub print_setup: PrintSetup,
    /// Where each field was typed.
    pub anchors: BTreeMap<Field, Anchor>,
}

/// A field's place, found when it is asked for.
#[derive(Debug, Clone)]
pub struct Anchor {
    value: Arc<Typed>,
    range: Range<usize>,
    /// The words as they are read, of Markdown.
    reading: Option<Reading>,
    /// The picture that it shows, by its name in the document.
    pub picture: Option<String>,
}

/// A value that fields are parts of.
#[derive(Debug)]
struct Typed {
    text: Text,
    /// Where its characters stand, once somebody asks.
    places: OnceLock<Places>,
}

impl Typed {
    fn new(text: &Text) -> Arc<Self> {
        Arc::new(Self { text: text.clone(), places: OnceLock::new() })
    }

    fn locate(&self, range: Range<usize>) -> Place {
        self.places.get_or_init(|| self.text.places()).locate(&self.text, range)
    }
}

impl Anchor {
    fn whole(text: &Text) -> Self {
        Self::part(&Typed::new(text), 0..text.value.len())
    }

    fn part(value: &Arc<Typed>, range: Range<usize>) -> Self {
        Self { value: value.clone(), range, reading: None, picture: None }
    }

    /// The place of the whole field.
    pub fn place(&self) -> Place {
        if self.range == (0..self.value.text.value.len()) {
            return self.value.text.place.clone();
        }
        self.value.locate(self.range.clone())
    }

    /// What was typed.
    pub fn words(&self) -> &str {
        self.value.text.value.get(self.range.clone()).unwrap_or_default()
    }

    /// Returns the text as a reader sees it, in one run.
    pub fn reading(&self) -> Reading {
        self.reading.clone().unwrap_or_else(|| one_line(self.words()).as_str().into())
    }

    /// The place of the character that starts at a byte of the words.
    pub fn place_of(&self, byte: usize) -> Place {
        let length = self.words()[byte..].chars().next().map_or(0, char::len_utf8);
        self.value.locate(self.range.start + byte..self.range.start + byte + length)
    }

    /// The place of the first occurrence of some words in the field, or of the whole field.
    pub fn find(&self, words: &str) -> Place {
        match self.words().find(words) {
            Some(at) => self.value.locate(self.range.start + at..self.range.start + at + words.len()),
            None => self.place(),
        }
    }
}

/// Builds the document of a checked issue, whose pages blank ones fill up to a multiple of a number.
pub fn document(checked: &CheckedIssue, faces: &Faces, multiple: u32) -> Document {
    let profile = checked.print_setup.profile;
    let issue = &checked.issue;
    let mut builder = Builder::default();
    let title = issue.title.as_ref().map_or("", |title| title.as_str());
    let name = format!("{title} 第{}期", issue.number.value);
    let data = json!({
        "faces": faces.chains(),
        "inks": inks(profile, &checked.print_setup),
        "document": {
            "title": name,
            "author": issue.issuer.as_ref().map_or("", |issuer| issuer.as_str()),
            "date": { "year": issue.date.year, "month": issue.date.month, "day": issue.date.day },
        },
        "pages": pages(issue, multiple),
        "masthead": builder.masthead(issue),
        "contents": builder.contents(issue),
        "note": builder.blocks(RunningText::Note, issue.note.as_ref(), &checked.note),
        "articles": builder.articles(checked),
        "imprint": builder.imprint(issue),
    });
    Document {
        layout: issue.layout_name().to_owned(),
        data: serde_json::to_vec(&data).unwrap_or_default(),
        pictures: builder.pictures,
        attachments: BTreeMap::new(),
        date: issue.date.value,
        name,
        profile,
        print_setup: checked.print_setup.clone(),
        anchors: builder.anchors,
    }
}

/// Up to which multiple blank pages fill the issue, and on which page its imprint stands.
fn pages(issue: &Issue, multiple: u32) -> Value {
    let pages = issue.pages.as_ref();
    let own =
        pages.and_then(|pages| pages.multiple_of.as_ref()).map_or(1, |multiple| multiple.value.get().min(MOST_PAGES));
    let footer = pages.and_then(|pages| pages.footer.as_ref()).map_or(Footer::Last, |footer| footer.value);
    let common = (own..=own.saturating_mul(multiple)).step_by(own as usize).find(|number| number % multiple == 0);
    json!({ "multiple-of": common.unwrap_or(own), "footer": footer.name() })
}

/// The two inks as the layout is given them. On the way to PDF/X-4 black is a grey and red a spot over RGB, which is
/// what the engine accepts within PDF/A; `plate` makes K and CMYK of them. PDF/X-1a is no PDF/A, so that the engine
/// writes CMYK itself.
fn inks(profile: Profile, print_setup: &PrintSetup) -> Value {
    let [c, m, y, k] = print_setup.red.map(|share| 1.0 - share / 100.0);
    let rgb = [c, m, y].map(|light| (255.0 * light * k).round() as u8);
    let grey = json!({ "grey": 0 });
    match (profile, &print_setup.spot) {
        (Profile::Print, Some(spot)) => json!({ "red": { "spot": spot, "rgb": rgb }, "black": grey }),
        (Profile::PrintX1a, spot) => json!({
            "red": match spot {
                Some(spot) => json!({ "spot": spot, "cmyk": print_setup.red }),
                None => json!({ "cmyk": print_setup.red }),
            },
            "black": { "cmyk": [0, 0, 0, 100] },
        }),
        (Profile::Print | Profile::Screen | Profile::Archive, _) => json!({ "red": { "rgb": rgb }, "black": grey }),
    }
}

impl Document {
    /// What one of our own layouts draws from data alone.
    pub fn drawn(
        layout: &str,
        data: &Value,
        date: Date,
        name: String,
        profile: Profile,
        print_setup: PrintSetup,
    ) -> Self {
        Self {
            layout: layout.to_owned(),
            data: serde_json::to_vec(data).unwrap_or_default(),
            pictures: BTreeMap::new(),
            attachments: BTreeMap::new(),
            date,
            name,
            profile,
            print_setup,
            anchors: BTreeMap::new(),
        }
    }

    /// The Typst file that draws the document and attaches what the archive keeps.
    pub fn main(&self) -> String {
        let mut main = String::new();
        if self.profile.is_for_plates() && self.print_setup.bleed > 0.0 {
            main += &format!("#set page(bleed: {}mm)\n", self.print_setup.bleed);
        }
        main += &crate::asset::layout::Layouts::main(&self.layout);
        for (index, name) in self.attachments.keys().enumerate() {
            let name = name.replace(['\\', '"'], "_");
            let kind = match name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
                "jpg" | "jpeg" => "image/jpeg",
                "png" => "image/png",
                "gif" => "image/gif",
                "webp" => "image/webp",
                _ => "application/yaml",
            };
            let file = attachment(index);
            main += &format!("#pdf.attach(\"{name}\", read(\"/{file}\", encoding: none), relationship: \"source\", ");
            main += &format!("mime-type: \"{kind}\", description: \"{name}\")\n");
        }
        main
    }

    /// All files of the document but the layouts: pictures and attachments by their names in it.
    pub fn files(&self) -> impl Iterator<Item = (String, &Bytes)> {
        let attachments = self.attachments.values().enumerate().map(|(index, bytes)| (attachment(index), bytes));
        self.pictures.iter().map(|(name, bytes)| (name.clone(), bytes)).chain(attachments)
    }
}

/// A name that is the same for every issue; the engine never forgets one.
fn attachment(index: usize) -> String {
    format!("attachments/{}", index + 1)
}

#[derive(Default)]
struct Builder {
    anchors: BTreeMap<Field, Anchor>,
    pictures: BTreeMap<String, Bytes>,
}

impl Builder {
    /// Remembers where a field was typed. Returns its words as the layout is given them.
    fn field(&mut self, field: &Field, text: &Text) -> String {
        self.anchors.insert(field.clone(), Anchor::whole(text));
        with_word_joiners(&one_line(text))
    }

    /// Remembers where a number or date was typed.
    fn value(&mut self, field: Field, value: impl ToString, place: &Place) {
        let text = Text { value: value.to_string(), place: place.clone() };
        self.anchors.insert(field, Anchor::whole(&text));
    }

    fn masthead(&mut self, issue: &Issue) -> Value {
        let mut data = Map::new();
        let texts = [(Field::Title, &issue.title), (Field::Notice, &issue.notice), (Field::Issuer, &issue.issuer)];
        for (field, text) in texts {
            if let Some(text) = text {
                data.insert(field.to_string(), json!(self.field(&field, text)));
            }
        }
        self.value(Field::Number, issue.number.value, &issue.number.place);
        self.value(Field::Date, issue.date.value, &issue.date.place);
        data.insert("number".to_owned(), json!(format!("第{}期", issue.number.value)));
        if let Some(total) = &issue.total_number {
            self.value(Field::TotalNumber, total.value, &total.place);
            data.insert("total-number".to_owned(), json!(format!("（总第{}期）", total.value)));
        }
        let Date { year, month, day } = issue.date.value;
        data.insert("date".to_owned(), json!(format!("{year}年{month}月{day}日")));
        Value::Object(data)
    }

    fn contents(&mut self, issue: &Issue) -> Value {
        let page_numbers = issue.contents.as_ref().and_then(|contents| contents.page_numbers.as_ref());
        let mut articles = 0..;
        let mut section = |(index, section): (usize, &Section)| {
            let at = Field::Contents { section: index, article: None };
            let title = self.field(&at, &section.title);
            let entries: Vec<_> = section
                .articles
                .iter()
                .zip(&mut articles)
                .map(|(article, number): (&Article, usize)| {
                    let at = Field::Contents { section: index, article: Some(number) };
                    let title = self.field(&at, &article.title);
                    json!({ "at": at, "title": title, "article": label(number) })
                })
                .collect();
            json!({ "at": at, "title": title, "entries": entries })
        };
        let sections: Vec<_> = issue.sections.iter().enumerate().map(&mut section).collect();
        json!({ "page-numbers": page_numbers.is_some_and(|on| on.value), "sections": sections })
    }

    fn articles(&mut self, checked: &CheckedIssue) -> Vec<Value> {
        let articles = checked.issue.articles().zip(&checked.bodies).enumerate();
        articles
            .map(|(index, (article, body))| {
                let lines: Vec<_> = lines(&article.title).collect();
                self.field(&Field::ArticleTitle(index), &article.title);
                let mut data = json!({
                    "at": Field::ArticleTitle(index),
                    "label": label(index),
                    "title": lines,
                    "blocks": self.blocks(RunningText::Article(index), article.body.as_ref(), body),
                });
                if let Some(table) = &article.table {
                    data["table"] = self.table(index, table);
                    if let Some(total) = &table.total {
                        let unit = table.unit.as_ref().map_or("", |unit| unit.as_str());
                        self.value(Field::ArticleTotal(index), total.value, &total.place);
                        data["total"] =
                            json!({ "at": Field::ArticleTotal(index), "text": format!("（共{}{unit}）", total.value) });
                    }
                }
                data
            })
            .collect()
    }

    fn imprint(&mut self, issue: &Issue) -> Value {
        let mut entries = Vec::new();
        for (index, entry) in issue.distribution.iter().flatten().enumerate() {
            let at = Field::Imprint { entry: index, line: None };
            let label = self.field(&at, &entry.label);
            let lines: Vec<_> = entry
                .to
                .iter()
                .enumerate()
                .map(|(line, text)| {
                    let at = Field::Imprint { entry: index, line: Some(line) };
                    let text = self.field(&at, text);
                    json!({ "at": at, "text": text })
                })
                .collect();
            entries.push(json!({ "at": at, "label": label, "lines": lines }));
        }
        let mut data = json!({ "entries": entries });
        // Serial number and copies stand in brackets, together or alone.
        let mut parts = Vec::new();
        if let Some(serial) = &issue.serial {
            parts.push((Field::Serial, self.field(&Field::Serial, serial)));
        }
        if let Some(copies) = &issue.copies {
            self.value(Field::Copies, copies.value, &copies.place);
            parts.push((Field::Copies, format!("共印{}份", copies.value)));
        }
        let last = parts.len().saturating_sub(1);
        let part = |(index, (at, text)): (usize, (Field, String))| {
            let (before, after) = (if index == 0 { "（" } else { "　" }, if index == last { "）" } else { "" });
            json!({ "at": at, "text": format!("{before}{text}{after}") })
        };
        data["serial"] = parts.into_iter().enumerate().map(part).collect();
        data
    }
}

fn label(article: usize) -> String {
    format!("article-{}", article + 1)
}

/// The lines of a title as typed, without blanks at their ends and without empty ones.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Lines in one run: joined without a space where either side is Chinese.
pub fn one_line(text: &str) -> String {
    lines(text).fold(String::new(), |mut run, line| {
        let latin = |c: Option<char>| c.is_some_and(|c| !crate::issue::markdown::is_wide(c));
        if latin(run.chars().next_back()) && latin(line.chars().next()) {
            run.push(' ');
        }
        run + line
    })
}

/// Word joiner: forbids a line break, has no width, and is taken off the pages again after layout.
pub const JOINER: char = '\u{2060}';

fn is_middle(c: char) -> bool {
    matches!(c, '·' | '～')
}

/// Keeps · and ～ from the start of a line (GB/T 15834-2011 5.1.9, 5.1.10), which the engine would allow.
fn with_word_joiners(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars() {
        if is_middle(c) && before.is_some_and(|before| !is_middle(before)) {
            out.push(JOINER);
        }
        out.push(c);
        before = Some(c);
    }
    out
}
