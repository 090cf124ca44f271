//! Sets the safe reading of what was typed by mistake, and says so: characters that only look right, marks of the wrong
//! kind, blanks that YAML puts between folded lines. Also finds what YAML reads as something else without a word.
//!
//! It knows the texts of an issue. What Markdown means is for `markdown`, and whether an issue makes sense is for `check`.

mod mark;
mod yaml;

use std::ops::Range;
use std::sync::Arc;

use super::markdown::{INVISIBLE, begins_block, is_wide};
use super::{Attachment, Credit, Distribution, Issue, Office, PrintedBy, Publication, SignOff, Staff};
use crate::diagnostic::{Code, Diagnostic, Edit, Source};
use crate::input::look_alike::look_alikes;
use crate::input::yaml::{Locator, Text};

/// The most findings of one text. Far fewer are shown.
const MAX_FINDINGS: usize = 1_000;

/// What a text is, as far as its reading depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A text of one line, or of lines that are printed as typed.
    Line,
    /// A text in Markdown.
    Body,
}

/// A part of a text, in bytes, that is set as something else.
struct Repair {
    range: Range<usize>,
    right: String,
    code: Code,
}

/// Repairs the texts that an issue's own file has, and returns what is to be said about them.
pub fn repair(issue: &mut Issue, source: &Arc<Source>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    yaml::check_lists(issue, &mut found);
    yaml::check_numbers(issue, &mut found);
    let mut texts = texts(issue);
    yaml::check_words(source, texts.iter().map(|(_, text)| &**text), &mut found);
    for (role, text) in &mut texts {
        repair_text(text, *role, &mut found);
    }
    found
}

/// Repairs the texts of a publication, and returns what is to be said about them.
pub fn repair_publication(publication: &mut Publication, source: &Arc<Source>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut texts = texts_of_publication(publication);
    yaml::check_words(source, texts.iter().map(|text| &**text), &mut found);
    for text in &mut texts {
        repair_text(text, Role::Line, &mut found);
    }
    found
}

/// Repairs a text that a file beside the issue has, and returns what is to be said about it. Nothing is written there.
pub fn repair_cell(text: &mut Text) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    repair_text(text, Role::Line, &mut found);
    found.into_iter().map(|finding| Diagnostic { edit: None, ..finding }).collect()
}

/// Returns the words of all texts of an issue.
pub fn words(issue: &Issue) -> Vec<String> {
    texts(&mut issue.clone()).into_iter().map(|(_, text)| text.value.clone()).collect()
}

/// Returns the words of all texts of a publication.
pub fn words_of_publication(publication: &Publication) -> Vec<String> {
    texts_of_publication(&mut publication.clone()).into_iter().map(|text| text.value.clone()).collect()
}

/// Returns every text of an issue that is printed or named.
fn texts(issue: &mut Issue) -> Vec<(Role, &mut Text)> {
    let Issue { note, sections, title, notice, issuer, signer, contents, credit, serial, cities, .. } = issue;
    let mut texts: Vec<(Role, &mut Text)> =
        [title, notice, issuer, serial].into_iter().flatten().map(|text| (Role::Line, text)).collect();
    texts.extend(signer.iter_mut().flatten().chain(contents.iter_mut().flat_map(|keys| &mut keys.title)).map(line));
    texts.extend(note.iter_mut().map(|text| (Role::Body, text)));
    texts.extend(credit.iter_mut().filter_map(Credit::words_mut).map(line));
    let entries = [&mut issue.distribution, &mut issue.distribution_more].into_iter().flatten().flatten();
    texts.extend(entries.flat_map(Distribution::texts_mut).map(line));
    texts.extend(imprint_texts(&mut issue.printed_by, &mut issue.staff).map(line));
    texts.extend([&mut issue.addressee, &mut issue.remark].into_iter().flatten().map(line));
    texts.extend(issue.sign_off.iter_mut().flat_map(|sign_off| &mut sign_off.by).map(line));
    texts.extend(issue.attachments.iter_mut().flatten().flat_map(attachment_texts));
    let cities = cities.iter_mut().flatten();
    texts.extend(cities.flat_map(|city| std::iter::once(&mut city.name).chain(&mut city.counties)).map(line));
    for section in sections {
        texts.push(line(&mut section.title));
        for article in &mut section.articles {
            texts.push(line(&mut article.title));
            let bodies = [&mut article.note, &mut article.body, &mut article.afterword].into_iter().flatten();
            texts.extend(bodies.map(|text| (Role::Body, text)));
            texts.extend(article.credit.iter_mut().filter_map(Credit::words_mut).map(line));
            let offices = article.source.iter_mut().flat_map(|source| source.value.offices_mut());
            texts.extend(offices.flat_map(Office::names_mut).map(line));
            texts.extend(article.table.iter_mut().flat_map(|table| table.texts_mut().map(line)));
            texts.extend([&mut article.addressee, &mut article.remark].into_iter().flatten().map(line));
            texts.extend(article.sign_off.iter_mut().flat_map(|SignOff { by, .. }| by).map(line));
            texts.extend(article.attachments.iter_mut().flatten().flat_map(attachment_texts));
        }
    }
    texts
}

/// Returns every text of an attachment.
fn attachment_texts(Attachment { title, body, table }: &mut Attachment) -> impl Iterator<Item = (Role, &mut Text)> {
    let body = body.iter_mut().map(|text| (Role::Body, text));
    std::iter::once(line(title)).chain(body).chain(table.iter_mut().flat_map(|table| table.texts_mut().map(line)))
}

/// Returns the texts of the office that prints, and of the staff.
fn imprint_texts<'i>(
    printed_by: &'i mut Option<PrintedBy>,
    staff: &'i mut Option<Vec<Staff>>,
) -> impl Iterator<Item = &'i mut Text> {
    let staff = staff.iter_mut().flatten();
    let staff = staff.flat_map(|Staff { label, names }| std::iter::once(label).chain(names));
    printed_by.iter_mut().map(|printed| &mut printed.office).chain(staff)
}

/// Returns every text of a publication that is printed or named.
fn texts_of_publication(publication: &mut Publication) -> Vec<&mut Text> {
    let Publication { title, notice, issuer, signer, contents, credit, serial, cities, .. } = publication;
    let mut texts: Vec<&mut Text> = [title, notice, issuer, serial].into_iter().flatten().collect();
    texts.extend(signer.iter_mut().flatten().chain(contents.iter_mut().flat_map(|keys| &mut keys.title)));
    texts.extend(credit.iter_mut().filter_map(Credit::words_mut));
    texts.extend(publication.distribution.iter_mut().flatten().flat_map(Distribution::texts_mut));
    texts.extend(imprint_texts(&mut publication.printed_by, &mut publication.staff));
    let cities = cities.iter_mut().flatten();
    texts.extend(cities.flat_map(|city| std::iter::once(&mut city.name).chain(&mut city.counties)));
    texts
}

/// Returns a text as one of lines.
fn line(text: &mut Text) -> (Role, &mut Text) {
    (Role::Line, text)
}

/// Repairs a text.
fn repair_text(text: &mut Text, role: Role, found: &mut Vec<Diagnostic>) {
    if let Some(finding) = unfold(text, role) {
        found.push(finding);
    }
    if role == Role::Line && text.contains(is_dropped) {
        text.value.retain(|c| !INVISIBLE.contains(&c));
        text.value = text.value.replace('\t', " ").replace(['\u{b}', '\u{2028}', '\u{2029}'], "\n");
    }
    let control = text.char_indices().find(|(_, c)| c.is_control() && !matches!(c, '\n' | '\t' | '\u{b}' | '\u{85}'));
    if let Some((at, c)) = control {
        let finding = Diagnostic::new(Code::ControlCharacter).with("point", format!("U+{:04X}", u32::from(c)));
        found.push(finding.at(text.locate(at..at + c.len_utf8())));
    }
    let repairs = repairs(text, role);
    if repairs.is_empty() {
        return;
    }
    let locator = Locator::new(text);
    found.extend(repairs.iter().take(MAX_FINDINGS).map(|repair| finding(&locator, repair)));
    let mut value = String::with_capacity(text.len());
    let mut done = 0;
    for Repair { range, right, .. } in repairs {
        value.push_str(&text[done..range.start]);
        value.push_str(&right);
        done = range.end;
    }
    value.push_str(&text[done..]);
    text.value = value;
}

/// Returns whether a character isn't printed as such.
fn is_dropped(c: char) -> bool {
    INVISIBLE.contains(&c) || matches!(c, '\t' | '\u{b}' | '\u{2028}' | '\u{2029}')
}

/// Returns the parts of a text that are set as something else, in order.
fn repairs(text: &Text, role: Role) -> Vec<Repair> {
    let kept = if role == Role::Body { addresses(text) } else { Vec::new() };
    let alike = look_alikes(text).into_iter().map(|(range, right)| Repair { range, right, code: Code::LookAlike });
    let marks = mark::wrong_marks(text).into_iter();
    let marks = marks.map(|(range, right)| Repair { range, right: right.to_owned(), code: Code::MarkKind });
    let mut repairs: Vec<_> = alike.chain(marks).collect();
    repairs.sort_by_key(|repair| repair.range.start);
    let mut end = 0;
    let (mut kept, mut kept_end) = (kept.into_iter().peekable(), 0);
    repairs.retain(|repair| {
        while let Some(address) = kept.next_if(|address| address.start <= repair.range.start) {
            kept_end = kept_end.max(address.end);
        }
        let is_apart = repair.range.start >= end.max(kept_end);
        end = if is_apart { repair.range.end } else { end };
        is_apart
    });
    repairs
}

/// Makes the finding for a part of a text. Its edit writes the right characters into the file, if they were typed as they
/// are.
fn finding(text: &Locator, repair: &Repair) -> Diagnostic {
    let typed = &text.text()[repair.range.clone()];
    let place = text.locate(repair.range.clone());
    let is_exact = place.text() == typed;
    let edit = is_exact.then(|| Edit { range: place.range.clone(), text: repair.right.clone() });
    let finding = match repair.code {
        Code::LookAlike => Diagnostic::new(Code::LookAlike)
            .with("typed", typed)
            .with("typed-point", points(typed))
            .with("right", repair.right.as_str())
            .with("right-point", points(&repair.right)),
        code => Diagnostic::new(code).with("mark", typed).with("right", repair.right.as_str()),
    };
    Diagnostic { edit, ..finding.at(place) }
}

/// Returns the code points of characters, such as `U+2F45`.
fn points(words: &str) -> String {
    words.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect::<Vec<_>>().join(" ")
}

/// Returns the paths of pictures and the addresses in a body, which stay as they are.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for sign in ["](", "http://", "https://", "<mailto:"] {
        let is_path = sign == "](";
        let is_end = |c: char| if is_path { matches!(c, ')' | '\n') } else { c.is_whitespace() || is_wide(c) };
        let mut end = 0;
        while let Some(at) = text[end..].find(sign).map(|at| end + at) {
            let begin = at + sign.len();
            end = text[begin..].find(is_end).map_or(text.len(), |length| begin + length);
            found.push(at..end);
        }
    }
    found.sort_by_key(|address| address.start);
    found
}

/// Takes away the blanks that YAML puts between the lines of a text that isn't a literal block. Between Latin words they
/// stay. Lines of a body that begin an item, a heading or a row become lines again, and the finding for that is returned.
fn unfold(text: &mut Text, role: Role) -> Option<Diagnostic> {
    let folds = text.folds();
    let mut value = String::new();
    let (mut done, mut first) = (0, None);
    for fold in &folds {
        value.push_str(&text[done..fold.start]);
        done = fold.end;
        let next = text[fold.end..].split(' ').next().unwrap_or_default();
        let before = value.rsplit('\n').next().unwrap_or_default();
        // A heading and a row have one line, and a note ends with its sentence.
        let ends =
            before.starts_with(['#', '|']) || before.starts_with("[^") && before.ends_with(['。', '；', '！', '？']);
        let begins = role == Role::Body && (ends || begins_block(&text[fold.end..]) || next.starts_with('\u{3000}'));
        if begins {
            first = first.or(Some(fold.end..fold.end + next.len()));
            value.push('\n');
        } else if !(value.ends_with(is_wide) || next.starts_with(is_wide)) {
            value.push_str(&text[fold.clone()]);
        }
    }
    value.push_str(&text[done..]);
    let finding = first.map(|range| Diagnostic::new(Code::LinesFolded).at(text.locate(range)));
    if !folds.is_empty() {
        text.value = value;
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(yaml: &str, role: Role) -> (String, Vec<Code>) {
        let parsed: std::collections::BTreeMap<String, Text> =
            crate::input::yaml::parse(&Source::new("a.yaml", yaml)).unwrap();
        let mut text = parsed["a"].clone();
        let mut found = Vec::new();
        repair_text(&mut text, role, &mut found);
        let codes = found.iter().map(|finding| finding.code).collect();
        // What was typed is found again at its place.
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            assert!(!text.locate(at..at + c.len_utf8()).text().is_empty());
        }
        (text.value, codes)
    }

    #[test]
    fn folded_lines_get_no_blank_between_hanzi() {
        for yaml in ["a: 依托平台\n  构建矩阵\n", "a: \"依托平台\n  构建矩阵\"\n", "a: >-\n  依托平台\n  构建矩阵\n"]
        {
            assert_eq!(repaired(yaml, Role::Line), ("依托平台构建矩阵".to_owned(), Vec::new()), "{yaml}");
        }
        assert_eq!(repaired("a: one\n  two 三 四\n", Role::Line).0, "one two 三 四");
        assert_eq!(repaired("a: |-\n  甲 乙\n  丙\n", Role::Line).0, "甲 乙\n丙");
        let (value, codes) = repaired("a: >-\n  分别是：\n\n  - 东片区\n  - 西片区\n", Role::Body);
        assert_eq!((value.as_str(), codes), ("分别是：\n- 东片区\n- 西片区", vec![Code::LinesFolded]));
    }

    #[test]
    fn characters_are_set_as_the_right_ones() {
        assert_eq!(repaired("a: 各地⽅案\n", Role::Line), ("各地方案".to_owned(), vec![Code::LookAlike]));
        let (value, codes) = repaired("a: 3~5人，阿卜杜•买买提，二○二二年\n", Role::Line);
        assert_eq!((value.as_str(), codes), ("3～5人，阿卜杜·买买提，二〇二二年", vec![Code::MarkKind; 3]));
        assert_eq!(repaired("a: 双\u{feff}减\u{200b}\n", Role::Line).0, "双减");
        let path = "![图](⽅~案.jpg) https://a.cn/3~5";
        assert_eq!(repaired(&format!("a: '{path}'\n"), Role::Body).0, path);
    }

    #[test]
    fn an_edit_has_the_bytes_of_what_was_typed() {
        let source = Source::new("a.yaml", "a: 各地⽅案3~5人\n");
        let parsed: std::collections::BTreeMap<String, Text> = crate::input::yaml::parse(&source).unwrap();
        let mut found = Vec::new();
        repair_text(&mut parsed["a"].clone(), Role::Line, &mut found);
        let edits: Vec<_> = found.into_iter().filter_map(|finding| finding.edit).collect();
        assert_eq!(edits.iter().map(|edit| &source.text[edit.range.clone()]).collect::<Vec<_>>(), ["⽅", "~"]);
        assert_eq!(edits.iter().map(|edit| edit.text.as_str()).collect::<Vec<_>>(), ["方", "～"]);
    }
}
