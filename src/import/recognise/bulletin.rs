//! Recognises a whole issue: masthead, contents, sections, articles, imprint.
//!
//! Whether a draft is one is decided by signs. A number alone isn't enough.

use super::figures::{number_line, packed};
use super::found::{Found, segments};
use super::imprint::{self, Imprint};
use super::masthead;
use super::{Knowledge, body, paragraph, source, split, title};
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::import::article::{Block, Section};
use crate::import::draft::{Draft, Paragraph, Piece};
use crate::import::report::{Remark, Report};
use crate::issue::Publication;

/// The pieces at the beginning among which the number stands.
const HEAD: usize = 30;
/// The pieces at the end among which the imprint stands.
const TAIL: usize = 20;
/// The most pieces of a title.
const MAX_TITLE_PIECES: usize = 4;

/// Returns whether a draft is an issue.
///
/// # Errors
/// `import-unclear` where the signs don't agree.
pub fn is_issue(draft: &Draft, publication: &Publication, wish: Option<bool>) -> Result<bool, Diagnostic> {
    if let Some(wish) = wish {
        return Ok(wish);
    }
    let pieces = flat(draft);
    let lines: Vec<String> = pieces.iter().filter_map(paragraph).map(Paragraph::text).collect();
    let has_number = lines.iter().take(HEAD).any(|line| segments(line).iter().any(|part| number_line(part).is_some()));
    let mut signs = Vec::new();
    let tail = &lines[lines.len().saturating_sub(TAIL)..];
    if tail.iter().any(|line| imprint::copies_line(line).is_some()) {
        signs.push("import-sign-copies");
    }
    if tail.iter().any(|line| imprint::label(line).is_some()) {
        signs.push("import-sign-distribution");
    }
    let is_repeated = |at: usize| {
        let next = lines.get(at + 1).map(|line| packed(line)).filter(|line| line.chars().count() >= 4);
        next.is_some_and(|entry| joins(&lines[at + 2..], &entry))
    };
    if lines.iter().take(60).enumerate().any(|(at, line)| section_name(line).is_some() && is_repeated(at)) {
        signs.push("import-sign-sections");
    }
    let has_title = |own: &&Paragraph| masthead::is_title(own, publication);
    let is_large = |own: &&Paragraph| masthead::is_large_title(own);
    let first: Vec<&Paragraph> = pieces.iter().filter_map(paragraph).filter(|own| !own.is_empty()).take(6).collect();
    if first.iter().any(has_title) || has_number && first.iter().any(is_large) {
        signs.push("import-sign-masthead");
    }
    match (has_number, signs.as_slice()) {
        (true, [_, ..]) => Ok(true),
        (false, []) => Ok(false),
        (true, []) => Err(unclear(&["import-sign-number"])),
        (false, signs) => Err(unclear(signs)),
    }
}

/// Returns the finding for signs that don't agree.
fn unclear(signs: &[&'static str]) -> Diagnostic {
    Diagnostic::new(Code::ImportUnclear).with("sign", Arg::Message(signs[0]))
}

/// Returns whether some successive lines, joined, are an entry.
fn joins(lines: &[String], entry: &str) -> bool {
    (0..lines.len()).any(|start| joined(lines, start, entry).is_some())
}

/// Returns how many successive lines from one on are, joined, the entry. Empty lines between them don't count.
fn joined(lines: &[String], start: usize, entry: &str) -> Option<usize> {
    let mut text = String::new();
    for (count, line) in lines[start..].iter().take(2 * MAX_TITLE_PIECES).enumerate() {
        text += &packed(line);
        if text.is_empty() || !entry.starts_with(&text) {
            return None;
        }
        if text == entry {
            return Some(count + 1);
        }
    }
    None
}

/// Returns the pieces of a draft in which tables that lay out text are paragraphs, with the first page's head before them.
fn flat(draft: &Draft) -> Vec<Piece> {
    let heads = draft.heads.iter().cloned().map(Piece::Paragraph);
    let mut pieces: Vec<Piece> = heads.collect();
    for piece in &draft.pieces {
        match piece {
            Piece::Table(table)
                if !table
                    .rows
                    .iter()
                    .flat_map(|row| &row.cells)
                    .any(|cell| super::figures::is_figure(&cell.text())) =>
            {
                let cells = table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.paragraphs);
                pieces.extend(cells.flat_map(super::join::split_lines).map(Piece::Paragraph));
            }
            other => pieces.extend(split(other)),
        }
    }
    pieces.retain(|piece| paragraph(piece).is_none_or(|own| !own.is_empty()));
    pieces
}

/// Returns the name of a section: 【…】 alone.
pub fn section_name(line: &str) -> Option<String> {
    let inner = line.trim().strip_prefix('【')?.strip_suffix('】')?.trim().to_owned();
    (2..=12).contains(&inner.chars().count()).then_some(inner)
}

/// Returns a line of the contents without the page number that a tab or wide blanks set apart.
fn without_page(line: &str) -> &str {
    let line = line.trim_end();
    let bare = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_apart = bare.ends_with(['\t', '\u{3000}']) || bare.ends_with("  ");
    if bare.len() < line.len() && is_apart { bare.trim_end() } else { line }
}

/// Returns an entry of the contents without its number, leaders and page number.
fn entry(line: &str) -> String {
    let text = packed(without_page(line));
    let text = text.trim_start_matches(['●', '◆', '■', '•', '·', '-', '○', '★']);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let text =
        if digits > 0 && digits <= 2 { text[digits..].strip_prefix(['.', '．', '、']).unwrap_or(text) } else { text };
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || "（）()".contains(c));
    let led = bare.trim_end_matches(['…', '.', '·', '．', '—', '-', '_', '┄']);
    if led.len() < bare.len() { led.to_owned() } else { text.to_owned() }
}

/// An entry of the contents.
#[derive(Debug, Clone)]
struct Entry {
    /// The section that it stands in.
    section: String,
    /// Its words without blanks.
    words: String,
    /// Its words as they were typed.
    typed: String,
}

/// Recognises an issue.
pub fn issue(draft: &Draft, publication: &Publication, knowledge: &Knowledge, report: &mut Report) -> Found {
    let pieces = flat(draft);
    let lines: Vec<String> =
        pieces.iter().map(|piece| paragraph(piece).map_or_else(String::new, Paragraph::text)).collect();
    let mut found = Found::default();
    report.add(Remark::TakenIssue, "", Default::default(), "");
    let tail = imprint::find(&lines);
    let (contents, entries, first) = contents(&lines[..tail]);
    masthead::read(&pieces[..contents], publication, &mut found, report);
    if first > contents {
        report.add(Remark::LeftContents, "", at(&pieces[contents]), &lines[contents..first].join(" "));
    }
    found.consumed += &lines[contents..first].concat();
    let starts = if entries.is_empty() {
        by_looks(&pieces[..tail], contents)
    } else {
        by_entries(&pieces[..tail], &lines, first, &entries, report)
    };
    let begin = starts.first().map_or(tail, |start| start.at);
    note(&pieces[first.min(begin)..begin], draft, &mut found, report);
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(tail, |next| next.at);
        let mut rest: Vec<Piece> = pieces[start.at + start.pieces..end].to_vec();
        rest.retain(|piece| {
            let name = paragraph(piece).and_then(|own| section_name(&own.text()));
            found.consumed += name.as_deref().unwrap_or_default();
            found.consumed += if name.is_some() { "【】" } else { "" };
            name.is_none()
        });
        let mut article = body::article(start.lines.clone(), &rest, draft, report);
        let own: Vec<&Paragraph> = pieces[start.at..start.at + start.pieces].iter().filter_map(paragraph).collect();
        article.title_places = own.iter().map(|own| own.at.clone()).collect();
        body::title_notes(&own, draft, &mut article, report);
        article.source = source::find(&article, knowledge, report);
        match found.issue.sections.last_mut().filter(|section| section.title == start.section) {
            Some(section) => section.articles.push(article),
            None => found.issue.sections.push(Section { title: start.section.clone(), articles: vec![article] }),
        }
    }
    let own = imprint::read(&pieces[tail..]);
    settle_imprint(own, publication, &mut found, report);
    found
}

/// Returns where a piece stands.
fn at(piece: &Piece) -> crate::import::draft::At {
    paragraph(piece).map(|own| own.at.clone()).unwrap_or_default()
}

/// Finds the contents: where they begin, their entries, and where the text behind them begins.
fn contents(lines: &[String]) -> (usize, Vec<Entry>, usize) {
    let begins = |line: &String| {
        section_name(line).is_some() || matches!(packed(line).as_str(), "目录" | "本期目录" | "本期要目")
    };
    let Some(start) = lines.iter().take(60).position(begins) else {
        return (masthead::end(lines), Vec::new(), masthead::end(lines));
    };
    let (mut entries, mut section): (Vec<Entry>, _) = (Vec::new(), String::new());
    for (at, line) in lines.iter().enumerate().skip(start) {
        if let Some(name) = section_name(line) {
            // A section that comes again stands in the text.
            if entries.iter().any(|entry| entry.section == name) {
                return (start, entries, at);
            }
            section = name;
            continue;
        }
        if entries.iter().any(|entry| joined(lines, at, &entry.words).is_some() || is_like(&packed(line), &entry.words))
        {
            return (start, entries, at);
        }
        // A sentence or the editor's note is no entry.
        if !entries.is_empty() && (line.contains('。') || packed(line).starts_with("编者按")) {
            return (start, entries, at);
        }
        let words = entry(line);
        if !words.is_empty() && !begins(line) {
            entries.push(Entry { section: section.clone(), words, typed: without_page(line).trim().to_owned() });
        }
    }
    // No entry stands again: these were no contents.
    (start, Vec::new(), start)
}

/// Returns whether two titles differ in one or two characters.
fn is_like(one: &str, other: &str) -> bool {
    one.chars().count() >= 8 && other.chars().count() >= 8 && strsim::levenshtein(one, other) <= 2
}

/// Where an article begins.
#[derive(Debug)]
struct Start {
    /// The index of its first piece.
    at: usize,
    /// How many pieces its title takes.
    pieces: usize,
    /// The lines of its title.
    lines: Vec<String>,
    /// Its section.
    section: String,
}

/// Finds the articles by the entries of the contents.
fn by_entries(pieces: &[Piece], lines: &[String], first: usize, entries: &[Entry], report: &mut Report) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    let (mut used, mut at) = (vec![false; entries.len()], first);
    while at < pieces.len() {
        let open = || entries.iter().enumerate().filter(|(index, _)| !used[*index]);
        let exact = open().find_map(|(index, entry)| Some((index, joined(lines, at, &entry.words)?)));
        let near = || {
            let mut text = String::new();
            (0..MAX_TITLE_PIECES.min(pieces.len() - at)).find_map(|count| {
                text += &packed(&lines[at + count]);
                open().find(|(_, entry)| is_like(&text, &entry.words)).map(|(index, _)| (index, count + 1))
            })
        };
        let Some((index, count)) = exact.or_else(near) else {
            at += 1;
            continue;
        };
        if exact.is_none() {
            report.add(Remark::GuessTitle, "contents", self::at(&pieces[at]), &lines[at]);
        }
        used[index] = true;
        let parts = lines[at..at + count].iter().flat_map(|line| line.split('\n'));
        let mut own: Vec<String> = parts.map(title::clean_line).filter(|line| !line.is_empty()).collect();
        if let [one] = own.as_slice()
            && let Some(apart) = apart(one, &entries[index].typed)
        {
            report.add(Remark::GuessLines, "", self::at(&pieces[at]), one);
            own = apart;
        }
        starts.push(Start { at, pieces: count, lines: own, section: entries[index].section.clone() });
        at += count;
    }
    for (_, entry) in entries.iter().enumerate().filter(|(index, _)| !used[*index]) {
        report.add(Remark::GuessSection, "entry", Default::default(), &entry.typed);
    }
    starts
}

/// Divides a title at the blanks that its entry in the contents hasn't got.
fn apart(line: &str, entry: &str) -> Option<Vec<String>> {
    let (mut lines, mut rest) = (vec![String::new()], entry.trim());
    for part in line.split_inclusive(' ') {
        let words = part.trim_end();
        rest = rest.strip_prefix(words)?;
        let own = lines.last_mut()?;
        own.push_str(words);
        if part.len() > words.len() {
            match rest.strip_prefix(' ') {
                Some(after) => {
                    own.push(' ');
                    rest = after;
                }
                None => lines.push(String::new()),
            }
        }
    }
    (lines.len() > 1).then_some(lines)
}

/// Finds the articles by how their titles look, and the sections by 【…】 in the text.
fn by_looks(pieces: &[Piece], first: usize) -> Vec<Start> {
    let size = title::text_size(pieces);
    let (mut starts, mut section, mut at): (Vec<Start>, _, _) = (Vec::new(), String::new(), first);
    let is_line = |piece: &Piece| {
        let own = paragraph(piece);
        own.is_some_and(|own| {
            let score = title::score(own, size, own.begins_page);
            section_name(&own.text()).is_none()
                && !title::looks_like_text(own)
                && (score >= title::SURE || own.is_title)
        })
    };
    while at < pieces.len() {
        if let Some(name) = paragraph(&pieces[at]).and_then(|own| section_name(&own.text())) {
            section = name;
            at += 1;
            continue;
        }
        let count = pieces[at..].iter().take(MAX_TITLE_PIECES).take_while(|piece| is_line(piece)).count();
        if count == 0 {
            at += 1;
            continue;
        }
        let texts = pieces[at..at + count].iter().filter_map(paragraph).map(Paragraph::text).collect::<Vec<_>>();
        let lines = texts.iter().flat_map(|text| text.split('\n')).map(title::clean_line);
        starts.push(Start { at, pieces: count, lines: lines.collect(), section: section.clone() });
        at += count;
    }
    starts
}

/// Takes the editor's note before the first article. What else stands there has no place.
fn note(pieces: &[Piece], draft: &Draft, found: &mut Found, report: &mut Report) {
    let mut is_note = false;
    for piece in pieces {
        let Some(own) = paragraph(piece) else { continue };
        let text = own.text();
        if section_name(&text).is_some() {
            found.consumed += &text;
            continue;
        }
        is_note |= packed(&text).starts_with("编者按") || packed(&text).starts_with("【编者按】");
        if is_note {
            let one = body::article(Vec::new(), std::slice::from_ref(piece), draft, report);
            found.issue.note.extend(one.body.into_iter().filter(|block| matches!(block, Block::Paragraph(_))));
        } else {
            report.add(Remark::NoPlace, "before-articles", own.at.clone(), &text);
            found.issue.remarks.push(("sections", text));
        }
    }
}

/// Takes what the imprint says where the publication doesn't say the same.
fn settle_imprint(own: Imprint, publication: &Publication, found: &mut Found, report: &mut Report) {
    found.consumed += &own.consumed;
    for (at, text) in own.others {
        report.add(Remark::NoPlace, "imprint", at, &text);
        found.issue.remarks.push(("sections", text));
    }
    let shared = publication.distribution.as_ref().map(|groups| {
        groups
            .iter()
            .map(|group| (group.label.value.clone(), group.to.iter().map(|to| packed(&to.name)).collect()))
            .collect::<Vec<(String, Vec<String>)>>()
    });
    let packed_groups: Vec<(String, Vec<String>)> =
        own.distribution.iter().map(|(label, to)| (label.clone(), to.iter().map(|to| packed(to)).collect())).collect();
    if !own.distribution.is_empty() && shared.as_ref() != Some(&packed_groups) {
        if shared.is_some() {
            report.add(Remark::DiffersFromPublication, "distribution", own.at.clone(), &own.distribution[0].1.concat());
        }
        found.issue.distribution = Some(own.distribution);
    }
    let serial = publication.serial.as_ref().map(|serial| packed(serial));
    if let Some(text) = own.serial.filter(|text| serial.as_deref() != Some(&packed(text))) {
        if serial.is_some() {
            report.add(Remark::DiffersFromPublication, "serial", own.at.clone(), &text);
        }
        found.issue.serial = Some(text);
    }
    let copies = publication.copies.as_ref().map(|copies| copies.get());
    if let Some(own_copies) = own.copies.filter(|number| copies != Some(*number)) {
        if copies.is_some() {
            report.add(Remark::DiffersFromPublication, "copies", own.at, &own_copies.to_string());
        }
        found.issue.copies = Some(own_copies);
    }
}
