//! What a file is, by its first bytes, and the draft that is read from it.
//!
//! Its name says nothing. It doesn't open files.

use super::choice::{Chosen, Which, beyond, chosen};
use super::docx::{self, change::Choices};
use super::draft::{At, Draft};
use super::package::Package;
use super::reading::{Input, Reading};
use super::report::{ChangeFacts, Entry, Failure, Remark, Report, Weight};
use super::{Options, convert, html, markdown, sheet, text};
use crate::diagnostic::{Code, Diagnostic};

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A zip file.
    Zip,
    /// A file of old programs.
    Compound,
    /// Rich text.
    RichText,
    /// A PDF.
    Pdf,
    /// A picture or another file that is no text.
    Binary,
    /// A web page.
    Html,
    /// Text.
    Text,
}

/// Returns what a file is.
fn kind(bytes: &[u8]) -> Kind {
    let start = &bytes[..bytes.len().min(1024)];
    let is_wide = start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]);
    if start.starts_with(b"PK") {
        Kind::Zip
    } else if start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        Kind::Compound
    } else if start.starts_with(b"{\\rtf") {
        Kind::RichText
    } else if start.starts_with(b"%PDF") {
        Kind::Pdf
    } else if html::is_html(start) {
        Kind::Html
    } else if start.contains(&0) && !is_wide || start.starts_with(&[0xff, 0xd8, 0xff]) {
        Kind::Binary
    } else {
        Kind::Text
    }
}

/// Reads a file into a draft.
///
/// # Errors
/// The file can't be read, or something in it has to be decided first.
pub fn read(input: Input, options: &Options) -> Result<Reading, Failure> {
    if input.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Diagnostic::new(Code::FileEmpty).into());
    }
    match kind(&input.bytes) {
        Kind::Zip => read_package(input, options),
        Kind::Compound if is_encrypted(&input.bytes) => Err(Diagnostic::new(Code::ImportPassword).into()),
        Kind::Compound | Kind::RichText => {
            let mut report = Report::default();
            let converted = convert::convert(&input, options)?;
            report.add(Remark::ChangedConverted, &converted.program, At::Whole, "");
            let input = Input { bytes: converted.bytes, ..input };
            let mut reading = read_package(input, options)?;
            report.append(std::mem::take(&mut reading.report));
            Ok(Reading { report, ..reading })
        }
        Kind::Pdf => Err(unknown("import-kind-pdf")),
        Kind::Html if options.is_clipboard => Ok(html::read(&input, options)?),
        Kind::Html => Err(unknown("import-kind-html")),
        Kind::Binary => Err(unknown("import-kind-binary")),
        Kind::Text => read_text(&input, options),
    }
}

/// Returns the finding for a file of another kind.
fn unknown(kind: &'static str) -> Failure {
    Diagnostic::new(Code::ImportUnknownFormat).with("kind", crate::diagnostic::Arg::Message(kind)).into()
}

/// Returns whether a compound file holds an encrypted package.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Reads a text: a table of a spreadsheet, Markdown, or plain text.
fn read_text(input: &Input, options: &Options) -> Result<Reading, Failure> {
    let mut report = Report::default();
    let decoded = text::decode(&input.bytes, &mut report)?;
    let draft = match input.extension.as_str() {
        "csv" | "tsv" => sheet::csv(&decoded)?,
        "md" | "markdown" => markdown::read(&decoded, &mut report)?,
        _ if options.is_clipboard && sheet::is_tabbed(&decoded) => sheet::csv(&decoded)?,
        _ => text::read(&decoded, &mut report),
    };
    Ok(Reading { draft, report })
}

/// Reads a package: a Word file or a workbook.
fn read_package(input: Input, options: &Options) -> Result<Reading, Failure> {
    let is_workbook = |main: &str| main.to_lowercase().ends_with("workbook.xml");
    let mut package = Package::open(input.bytes)?;
    let main = package.main_part()?.ok_or_else(|| unknown("import-kind-zip"))?;
    if is_workbook(&main) {
        return sheet::read(&mut package, &main, options);
    }
    let is_document = package.text(&main)?.is_some_and(|text| text.contains("document"));
    if !is_document {
        return Err(unknown("import-kind-zip"));
    }
    let choose = |changes: &[docx::change::Change]| {
        let mut choices = Choices::default();
        for change in changes {
            let own = chosen(&options.accept, &options.reject, change.number, &change.by);
            choices.choose(change, own != Chosen::No);
        }
        choices
    };
    let word = docx::read(&mut package, &main, &choose)?;
    let mut report = Report::default();
    list_changes(&word.changes, options, &mut report)?;
    list_comments(&word.draft, options, &mut report);
    report.append(word.report);
    Ok(Reading { draft: word.draft, report })
}

/// Lists the changes that aren't decided.
fn list_changes(changes: &[docx::change::Change], options: &Options, report: &mut Report) -> Result<(), Failure> {
    let numbers: Vec<Which> = options.accept.iter().chain(&options.reject).cloned().collect();
    if let Some(number) = beyond(&numbers, changes.len()) {
        return Err(Diagnostic::new(Code::ImportChoice).with("number", number).with("count", changes.len()).into());
    }
    for change in changes {
        match chosen(&options.accept, &options.reject, change.number, &change.by) {
            Chosen::Yes | Chosen::No => {}
            Chosen::Both => {
                let finding = Diagnostic::new(Code::ImportChoice).with("number", change.number);
                return Err(finding.with("count", changes.len()).into());
            }
            Chosen::Open => report.entries.push(Entry {
                remark: Remark::ChangeUndecided,
                weight: Weight::Error,
                detail: change.kind.as_str().to_owned(),
                places: vec![(change.at.clone(), String::new())],
                count: 1,
                number: Some(change.number),
                change: Some(ChangeFacts {
                    by: change.by.clone(),
                    date: change.date.clone(),
                    kind: change.kind.as_str(),
                    was: change.was.clone(),
                    now: change.now.clone(),
                    around: change.around.clone(),
                    to: change.to.clone(),
                }),
            }),
        }
    }
    Ok(())
}

/// Lists the comments if nothing was chosen about them.
fn list_comments(draft: &Draft, options: &Options, report: &mut Report) {
    if options.comments.is_some() {
        return;
    }
    for (index, comment) in draft.comments.iter().enumerate() {
        report.entries.push(Entry {
            remark: Remark::CommentUndecided,
            weight: Weight::Error,
            detail: String::new(),
            places: vec![(comment.at.clone(), comment.on.clone())],
            count: 1,
            number: Some(index + 1),
            change: Some(ChangeFacts {
                by: comment.by.clone(),
                date: comment.date.clone(),
                kind: "comment",
                now: comment.text.clone(),
                ..ChangeFacts::default()
            }),
        });
    }
}
