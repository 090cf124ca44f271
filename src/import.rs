//! Drafts in: Word files, sheets and texts become articles and issues in YAML.
//!
//! Takes bytes and choices, gives YAML and a report. Nothing of a draft is lost without being named in the report.

pub mod article;
pub mod choice;
pub mod convert;
pub mod docx;
pub mod draft;
pub mod fault;
pub mod html;
pub mod markdown;
pub mod package;
pub mod reading;
pub mod recognise;
pub mod report;
pub mod sheet;
pub mod source_file;
pub mod splice;
pub mod text;
pub mod verify;
pub mod write;
pub mod xml;

use self::article::{Article, Block, Issue, Key};
use self::choice::{Chosen, Which, chosen};
use self::draft::{At, Draft, Piece};
use self::reading::Input;
use self::recognise::Knowledge;
use self::report::{Failure, Remark, Report, Weight};
use crate::diagnostic::message::Lang;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::issue::Publication;

/// What the user has chosen.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the file is, if that was said.
    pub is_issue: Option<bool>,
    /// The number of a new issue.
    pub number: Option<u32>,
    /// The date of a new issue, as `2025-11-18`.
    pub date: Option<String>,
    /// The changes that are accepted.
    pub accept: Vec<Which>,
    /// The changes that are rejected.
    pub reject: Vec<Which>,
    /// Whether comments are kept in the YAML.
    pub comments: Option<bool>,
    /// The losses that are consented to.
    pub leave_out: Vec<Which>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether LibreOffice may convert old files.
    pub may_convert: bool,
    /// Whether the draft comes from the clipboard.
    pub is_clipboard: bool,
}

/// What a draft became.
#[derive(Debug)]
pub enum Recognised {
    /// An article.
    Article(Box<Article>),
    /// A whole issue.
    Issue(Box<Issue>),
}

/// An imported draft.
#[derive(Debug)]
pub struct Imported {
    /// What it became.
    pub recognised: Recognised,
    /// What is to be said.
    pub report: Report,
    /// How much it was.
    pub counts: Counts,
}

/// How much a draft is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// The paragraphs with words.
    pub paragraphs: usize,
    /// The characters that aren't blanks.
    pub characters: usize,
    /// The tables.
    pub tables: usize,
    /// The notes.
    pub notes: usize,
}

/// Imports a file.
///
/// # Errors
/// The file can't be read, what it is isn't clear, or the import would lose something.
pub fn import(input: Input, publication: &Publication, options: &Options, lang: Lang) -> Result<Imported, Failure> {
    let stem = input.stem.clone();
    let reading = source_file::read(input, options)?;
    let (draft, mut report) = (reading.draft, reading.report);
    let counts = counts(&draft);
    let failed = |finding: Diagnostic, report: &Report| Failure { findings: vec![finding], report: report.clone() };
    if counts.characters == 0
        && !draft.pieces.iter().any(|piece| matches!(piece, Piece::Picture(_)))
        && !report.is_open()
    {
        return Err(failed(Diagnostic::new(Code::ImportNoText), &report));
    }
    if report.count(Remark::SheetUndecided) > 0 {
        return Err(Failure { findings: Vec::new(), report });
    }
    let recognised = recognise(&draft, &stem, (publication, options, lang), &mut report);
    let (mut recognised, known) = recognised.map_err(|finding| failed(finding, &report))?;
    decide_losses(&mut report, options).map_err(|finding| failed(finding, &report))?;
    let yaml = {
        let words = words(lang);
        match &recognised {
            Recognised::Article(article) => write::article(article, &words),
            Recognised::Issue(issue) => write::issue(issue, &words),
        }
    };
    verify::nothing_lost(&draft, &yaml, &report, &known).map_err(|finding| failed(finding, &report))?;
    match &mut recognised {
        Recognised::Article(article) => remark_in_yaml(&mut [article], &report, lang),
        Recognised::Issue(issue) => {
            let mut all: Vec<&mut Article> =
                issue.sections.iter_mut().flat_map(|section| &mut section.articles).collect();
            remark_in_yaml(&mut all, &report, lang);
        }
    }
    Ok(Imported { recognised, report, counts })
}

/// Recognises what a draft is. Returns it with the words that its parts were read from.
fn recognise(
    draft: &Draft,
    stem: &str,
    (publication, options, lang): (&Publication, &Options, Lang),
    report: &mut Report,
) -> Result<(Recognised, String), Diagnostic> {
    let cities = publication.cities.clone().unwrap_or_default();
    let knowledge = Knowledge { cities: &cities, name: stem };
    if !recognise::bulletin::is_issue(draft, publication, options.is_issue)? {
        if options.is_issue.is_none() && recognise::has_second_title(draft) {
            let sign = Arg::Message("import-sign-two-articles");
            return Err(Diagnostic::new(Code::ImportUnclear).with("sign", sign));
        }
        let mut article = recognise::article(draft, &knowledge, report);
        keep_comments(&mut [&mut article], draft, options, lang);
        let known = article.consumed.clone();
        return Ok((Recognised::Article(Box::new(article)), known));
    }
    let mut found = recognise::bulletin::issue(draft, publication, &knowledge, report);
    let mut known = std::mem::take(&mut found.consumed);
    let sections = found.issue.sections.iter_mut();
    let mut articles: Vec<&mut Article> = sections.flat_map(|section| &mut section.articles).collect();
    articles.iter().for_each(|article| known += &article.consumed);
    keep_comments(&mut articles, draft, options, lang);
    Ok((Recognised::Issue(Box::new(found.issue)), known))
}

/// Returns the words of remarks in a language.
pub fn words(lang: Lang) -> write::Words {
    write::Words { start: lang.say("import-yaml-start"), source: lang.say("import-yaml-source") }
}

/// Counts what a draft holds.
fn counts(draft: &Draft) -> Counts {
    let mut counts = Counts { notes: draft.notes.len(), ..Counts::default() };
    for piece in &draft.pieces {
        match piece {
            Piece::Paragraph(own) => {
                counts.paragraphs += usize::from(!own.is_empty());
                counts.characters += draft::counted(&own.text()).count();
            }
            Piece::Table(table) => {
                counts.tables += 1;
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                counts.characters += cells.map(|cell| draft::counted(&cell.text()).count()).sum::<usize>();
            }
            Piece::Picture(_) => {}
        }
    }
    counts
}

/// Makes warnings of the losses that were consented to.
fn decide_losses(report: &mut Report, options: &Options) -> Result<(), Diagnostic> {
    let mut number = 0;
    for entry in report.entries.iter_mut().filter(|entry| entry.remark.is_refusal()) {
        number += 1;
        entry.number = Some(number);
        if chosen(&options.leave_out, &[], number, "") == Chosen::Yes {
            entry.weight = Weight::Warning;
        }
    }
    match choice::beyond(&options.leave_out, number) {
        Some(beyond) => Err(Diagnostic::new(Code::ImportChoice).with("number", beyond).with("count", number)),
        None => Ok(()),
    }
}

/// Returns the article that a place belongs to, and the key.
fn home(articles: &[&mut Article], at: &At) -> Option<(usize, Key)> {
    articles.iter().enumerate().find_map(|(index, article)| {
        if article.title_places.contains(at) {
            return Some((index, Key::Title));
        }
        let table = |at: &At| matches!(at, At::Cell { .. }) && article.table.is_some();
        article.places.contains(at).then(|| (index, if table(at) { Key::Table } else { Key::Body }))
    })
}

/// Keeps comments as remarks above the keys whose words they are on.
fn keep_comments(articles: &mut [&mut Article], draft: &Draft, options: &Options, lang: Lang) {
    if options.comments != Some(true) {
        return;
    }
    for (index, comment) in draft.comments.iter().enumerate() {
        let (article, key) = home(articles, &comment.at).unwrap_or((0, Key::Body));
        let Some(article) = articles.get_mut(article) else { continue };
        let key = if key == Key::Body && article.body.is_empty() { Key::Title } else { key };
        let resolved = if comment.is_resolved { lang.say("import-yaml-resolved") } else { String::new() };
        let place = lang.say(if comment.is_stretch { "import-yaml-on" } else { "import-yaml-at" });
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = format!(
            "# {} {} ({}, {}{resolved}) {place} “{}”: {}",
            lang.say("import-yaml-comment"),
            index + 1,
            comment.by,
            comment.date,
            line(&comment.on),
            line(&comment.text)
        );
        article.remarks.push((key, text));
        for answer in &comment.answers {
            let text = format!(
                "#   {} ({}, {}): {}",
                lang.say("import-yaml-answer"),
                answer.by,
                answer.date,
                line(&answer.text)
            );
            article.remarks.push((key, text));
        }
    }
}

/// Writes each guess and consented loss above the key that it is about.
fn remark_in_yaml(articles: &mut [&mut Article], report: &Report, lang: Lang) {
    let warnings = report.entries.iter().filter(|entry| entry.weight == Weight::Warning);
    for entry in warnings.filter(|entry| !is_kept_elsewhere(entry)) {
        let at = entry.places.first().map(|(at, _)| at.clone()).unwrap_or_default();
        let Some((article, key)) = home(articles, &at).or_else(|| (articles.len() == 1).then_some((0, Key::Body)))
        else {
            continue;
        };
        let Some(article) = articles.get_mut(article) else { continue };
        let key = match entry.remark {
            Remark::GuessTitle | Remark::GuessLines => Key::Title,
            _ if key == Key::Body && article.body.is_empty() => {
                if article.table.is_some() {
                    Key::Table
                } else {
                    Key::Title
                }
            }
            _ if key == Key::Table && article.table.is_none() => Key::Body,
            _ => key,
        };
        let text = message(entry, lang);
        if !article.remarks.contains(&(key, text.clone())) {
            article.remarks.push((key, text));
        }
    }
}

/// Returns whether a warning stands in the YAML already, or not at all.
fn is_kept_elsewhere(entry: &report::Entry) -> bool {
    matches!(entry.remark, Remark::GuessSource | Remark::ChangedConverted)
        || matches!(
            entry.detail.as_str(),
            "note-of-title" | "note-of-cell" | "masthead" | "imprint" | "before-articles"
        )
}

/// Returns what an entry says in a language.
pub fn message(entry: &report::Entry, lang: Lang) -> String {
    let words = entry.places.first().map(|(_, words)| shortened(words)).unwrap_or_default();
    let detail = if entry.detail.is_empty() { "none".to_owned() } else { entry.detail.clone() };
    lang.text(
        entry.remark.as_str(),
        &[("words", Arg::Text(words)), ("detail", Arg::Text(detail)), ("count", entry.count.into())],
    )
}

/// Returns the beginning of long words.
pub fn shortened(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > 24 { words.chars().take(23).chain(['…']).collect() } else { words }
}

/// Names the pictures of articles, and returns their files: each with its path from the issue, and its bytes. `is_taken`
/// says which names are taken by other files.
pub fn name_pictures(
    articles: &mut [&mut Article],
    folder: &str,
    stem: &str,
    is_taken: &dyn Fn(&str, &[u8]) -> bool,
) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut number = 0;
    for block in articles.iter_mut().flat_map(|article| &mut article.body) {
        let Block::Picture(figure) = block else { continue };
        if figure.bytes.is_empty() {
            continue;
        }
        if let Some((path, _)) = files.iter().find(|(_, bytes)| *bytes == figure.bytes) {
            figure.path.clone_from(path);
            continue;
        }
        loop {
            number += 1;
            let name = if stem.is_empty() { number.to_string() } else { format!("{stem}-{number}") };
            figure.path = format!("{folder}/{name}.{}", figure.extension);
            if !is_taken(&figure.path, &figure.bytes) {
                break;
            }
        }
        files.push((figure.path.clone(), figure.bytes.clone()));
    }
    files
}
