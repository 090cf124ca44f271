//! What Word does to a file when somebody corrects it with tracked changes.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;

const WHO: &str = "w:author=\"审稿甲\" w:date=\"2026-01-05T09:00:00Z\"";

/// Changes a part by its name. `None` leaves the part out.
type ChangePart<'c> = dyn FnMut(&str, Vec<u8>) -> Option<Vec<u8>> + 'c;

/// Rewrites a package: each part is given to a function, which may leave it out.
fn rewrite(bytes: &[u8], change: &mut ChangePart, more: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if let Some(content) = change(&name, content) {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(&content).unwrap();
        }
    }
    for (name, content) in more {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Changes a part.
pub fn with_part(bytes: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut change_part = |name: &str, content: Vec<u8>| {
        Some(if name == part { change(&String::from_utf8(content).unwrap()).into_bytes() } else { content })
    };
    rewrite(bytes, &mut change_part, &[])
}

/// Changes the text.
pub fn with_text(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    with_part(bytes, "word/document.xml", change)
}

/// Takes out a part.
pub fn without_part(bytes: &[u8], part: &str) -> Vec<u8> {
    rewrite(bytes, &mut |name, content| (name != part).then_some(content), &[])
}

/// A run with words: where it stands, its properties, its words.
fn run(xml: &str, words: &str) -> (std::ops::Range<usize>, String, String) {
    // Contents come before articles, so that the last place is the one in the text.
    let at = xml.rfind(words).unwrap_or_else(|| panic!("no “{words}” in the text"));
    let at = at + usize::from(words.starts_with('>'));
    let start = xml[..at].rfind("<w:r>").unwrap();
    let end = at + xml[at..].find("</w:r>").unwrap() + "</w:r>".len();
    let run = &xml[start..end];
    let text_start = run.find("<w:t ").unwrap();
    let properties = run["<w:r>".len()..text_start].to_owned();
    let text = &run[text_start..];
    let text = &text[text.find('>').unwrap() + 1..text.find("</w:t>").unwrap()];
    (start..end, properties, text.to_owned())
}

fn plain(properties: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("<w:r>{properties}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    }
}

fn inserted(properties: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("<w:ins w:id=\"901\" {WHO}>{}</w:ins>", plain(properties, text))
    }
}

fn deleted(properties: &str, text: &str) -> String {
    let run = plain(properties, text).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>");
    if text.is_empty() { String::new() } else { format!("<w:del w:id=\"902\" {WHO}>{run}</w:del>") }
}

/// Replaces some words of the run that has `context`.
pub fn edit_text(xml: &str, context: &str, from: &str, to: &str) -> String {
    let (place, properties, text) = run(xml, context);
    let bare = context.trim_matches(['<', '>']);
    let base = text.find(bare).unwrap_or(0);
    let at = base + text[base..].find(from).unwrap_or_else(|| panic!("no “{from}” in “{text}”"));
    let (before, after) = (&text[..at], &text[at + from.len()..]);
    let new =
        [plain(&properties, before), deleted(&properties, from), inserted(&properties, to), plain(&properties, after)];
    format!("{}{}{}", &xml[..place.start], new.concat(), &xml[place.end..])
}

/// Inserts words behind some characters of `context`.
pub fn insert(xml: &str, context: &str, behind: usize, words: &str) -> String {
    let (place, properties, text) = run(xml, context);
    let bare = context.trim_matches(['<', '>']);
    let start = text.find(bare).unwrap();
    let at = start + bare.char_indices().nth(behind).map_or(bare.len(), |(at, _)| at);
    let new = [plain(&properties, &text[..at]), inserted(&properties, words), plain(&properties, &text[at..])];
    format!("{}{}{}", &xml[..place.start], new.concat(), &xml[place.end..])
}

/// Deletes words.
pub fn delete(xml: &str, words: &str) -> String {
    edit_text(xml, words, words, "")
}

/// The paragraph that has some words.
fn paragraph(xml: &str, words: &str) -> std::ops::Range<usize> {
    let at = xml.rfind(words).unwrap_or_else(|| panic!("no “{words}” in the text"));
    let start = xml[..at].rfind("<w:p>").unwrap();
    start..at + xml[at..].find("</w:p>").unwrap() + "</w:p>".len()
}

fn with_mark(paragraph: &str, mark: &str) -> String {
    paragraph.replacen("</w:pPr>", &format!("<w:rPr><w:{mark} w:id=\"903\" {WHO}/></w:rPr></w:pPr>"), 1)
}

/// Inserts a paragraph behind the one that has some words.
pub fn insert_paragraph(xml: &str, words: &str, new: &str) -> String {
    let place = paragraph(xml, words);
    let added = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr>{}</w:p>",
        inserted("<w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr>", new)
    );
    format!("{}{}{}", &xml[..place.end], with_mark(&added, "ins"), &xml[place.end..])
}

/// Deletes the paragraph that has some words.
pub fn delete_paragraph(xml: &str, words: &str) -> String {
    let place = paragraph(xml, words);
    let own = &xml[place.clone()];
    let own = own.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>");
    let own = own.replace("<w:r>", &format!("<w:del w:id=\"902\" {WHO}><w:r>")).replace("</w:r>", "</w:r></w:del>");
    format!("{}{}{}", &xml[..place.start], with_mark(&own, "del"), &xml[place.end..])
}

/// Divides a paragraph behind some words.
pub fn divide(xml: &str, first: &str, behind: &str) -> String {
    let place = paragraph(xml, first);
    let own = &xml[place.clone()];
    let at = own.find(behind).unwrap() + behind.len();
    let properties = &own[own.find("<w:pPr>").unwrap()..own.find("</w:pPr>").unwrap() + "</w:pPr>".len()];
    let run = "<w:r><w:t xml:space=\"preserve\">";
    let before = with_mark(&format!("{}</w:t></w:r></w:p>", &own[..at]), "ins");
    format!("{}{before}<w:p>{properties}{run}{}{}", &xml[..place.start], &own[at..], &xml[place.end..])
}

/// Joins a paragraph with the next one.
pub fn join_with_next(xml: &str, words: &str) -> String {
    let place = paragraph(xml, words);
    format!("{}{}{}", &xml[..place.start], with_mark(&xml[place.clone()], "del"), &xml[place.end..])
}

/// Deletes the reference to a footnote.
pub fn delete_note(xml: &str) -> String {
    let at = xml.find("<w:footnoteReference").unwrap();
    let start = xml[..at].rfind("<w:r>").unwrap();
    let end = at + xml[at..].find("</w:r>").unwrap() + "</w:r>".len();
    format!("{}<w:del w:id=\"904\" {WHO}>{}</w:del>{}", &xml[..start], &xml[start..end], &xml[end..])
}

/// Adds a comment on some words.
pub fn comment(bytes: &[u8], words: &str, by: &str, text: &str) -> Vec<u8> {
    let namespace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let comments = format!(
        "<w:comments {namespace}><w:comment w:id=\"1\" w:author=\"{by}\" w:date=\"2026-01-05T09:00:00Z\"><w:p><w:r>\
         <w:t>{text}</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let mut change = |name: &str, content: Vec<u8>| {
        let text = || String::from_utf8(content.clone()).unwrap();
        Some(match name {
            "word/document.xml" => {
                let xml = text();
                let (place, ..) = run(&xml, words);
                let mark = "<w:r><w:commentReference w:id=\"1\"/></w:r>";
                format!(
                    "{}<w:commentRangeStart w:id=\"1\"/>{}<w:commentRangeEnd w:id=\"1\"/>{mark}{}",
                    &xml[..place.start],
                    &xml[place.clone()],
                    &xml[place.end..]
                )
                .into_bytes()
            }
            "word/_rels/document.xml.rels" => {
                let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
                let relation =
                    format!("<Relationship Id=\"rId99\" Type=\"{kind}\" Target=\"comments.xml\"/></Relationships>");
                text().replace("</Relationships>", &relation).into_bytes()
            }
            _ => content,
        })
    };
    rewrite(bytes, &mut change, &[("word/comments.xml", comments)])
}
