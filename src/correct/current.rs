//! The issue as it is now: its paragraphs as they were exported, and where each character stands in the YAML.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::text::{Kind, Look};
use super::with_text;
use crate::diagnostic::{Findings, Place, Source};
use crate::export::{Line, NOTE, Part, Piece, Segment, Style, compose};
use crate::input::file::read_limited;
use crate::input::look_alike::may_stand_for;
use crate::issue::Issue;
use crate::project::input::MAX_INPUT_BYTES;
use crate::project::year::{ReadIssue, read_issue};
use crate::project::{Job, Project};
use crate::typeset::document::{Anchor, document};
use crate::typeset::field::Field;
use crate::typeset::pipeline::check_loaded;
use crate::typeset::world::Engine;

/// The most bytes of Markdown between two characters of a text.
const MAX_SKIPPED_BYTES: usize = 200;

/// An issue with the places of its characters.
pub struct Current {
    /// The bytes of its file.
    pub bytes: Vec<u8>,
    /// Its file.
    pub source: Arc<Source>,
    /// Its paragraphs and footnotes in order.
    pub lines: Vec<CurrentLine>,
    /// The number of errors that a check finds in it.
    pub errors: usize,
}

/// A paragraph of the issue.
#[derive(Debug, Clone)]
pub struct CurrentLine {
    /// What it is.
    pub style: Style,
    /// Its fields with their words. The program's own words have no field.
    pub segments: Vec<(Option<Field>, String)>,
    /// Its characters.
    pub characters: Vec<Placed>,
    /// Where each of its segments was typed. The program's own words weren't.
    pub blocks: Vec<Option<BlockPlace>>,
}

/// A character and where it was typed.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The character.
    pub c: char,
    /// How it looks.
    pub look: Look,
    /// Its segment of the paragraph.
    pub segment: usize,
    /// Where it was typed, in bytes of the issue's source.
    pub at: Option<Range<usize>>,
}

/// Where a field was typed.
#[derive(Debug, Clone)]
pub struct BlockPlace {
    /// The byte at which it begins, with the marks of a heading or an item.
    pub start: usize,
    /// The byte at which its words begin.
    pub words: usize,
    /// The byte at which it ends.
    pub end: usize,
    /// The place of the whole value.
    pub value: Place,
    /// The byte at which the line with the value's key begins.
    pub key_line: usize,
    /// The indentation of the value's lines, if it is a literal block.
    pub indent: Option<usize>,
    /// Whether it is Markdown.
    pub is_markdown: bool,
    /// Whether it is typed in the issue's own file.
    pub is_own: bool,
}

impl Current {
    /// Reads an issue.
    ///
    /// # Errors
    /// The issue can't be read.
    pub fn read(engine: &Engine, project: &Project, job: &Job) -> Result<Self, Findings> {
        let bytes = read_limited(&job.issue, MAX_INPUT_BYTES)?;
        Ok(Self::of(engine, project, job, read_issue(job)?, bytes))
    }

    /// Reads the issue as it is with another text.
    ///
    /// # Errors
    /// The text can't be read.
    pub fn of_text(engine: &Engine, project: &Project, job: &Job, text: &str) -> Result<Self, Findings> {
        let mut read = read_issue(job)?;
        let source = with_text(&read.sources[0], text);
        read.issue = Issue::read(&source, read.sources.get(1))?;
        read.sources[0] = source;
        Ok(Self::of(engine, project, job, read, Vec::new()))
    }

    fn of(engine: &Engine, project: &Project, job: &Job, read: ReadIssue, bytes: Vec<u8>) -> Self {
        let source = read.sources[0].clone();
        let mut findings = Vec::new();
        let (checked, _) = check_loaded(engine, project, job, read, &mut findings);
        let document = document(&checked, &engine.faces, 1);
        let manuscript = compose(&document, &job.issue);
        let placer = Placer { anchors: document.anchors, source: source.clone() };
        let mut lines = Vec::new();
        for line in manuscript.parts.iter().flat_map(Part::lines) {
            placer.add(line, &mut lines);
        }
        let errors = findings.iter().filter(|finding| finding.is_error()).count();
        Self { bytes, source, lines, errors }
    }

    /// Returns the bytes of the file with a new text: with its byte-order mark and its ends of lines.
    pub fn to_file(&self, text: &str) -> String {
        let old = String::from_utf8_lossy(&self.bytes);
        let text = if old.contains("\r\n") { text.replace('\n', "\r\n") } else { text.to_owned() };
        if old.starts_with('\u{feff}') { format!("\u{feff}{text}") } else { text }
    }
}

impl CurrentLine {
    /// Returns what it is as running text.
    pub fn kind(&self) -> Kind {
        match &self.style {
            Style::Heading(level) => Kind::Heading((*level).min(2)),
            Style::Item(item) => Kind::Item(item.depth, !item.marker.starts_with(['•', '◦', '▪'])),
            _ => Kind::Plain,
        }
    }

    /// Returns where its first field was typed.
    pub fn first_block(&self) -> Option<&BlockPlace> {
        self.blocks.iter().flatten().next()
    }

    /// Returns its first field.
    pub fn field(&self) -> Option<&Field> {
        self.segments.iter().find_map(|(field, _)| field.as_ref())
    }
}

/// Finds where characters were typed.
struct Placer {
    /// Where each field was typed.
    anchors: BTreeMap<Field, Anchor>,
    /// The issue's file.
    source: Arc<Source>,
}

impl Placer {
    /// Adds a paragraph, and its footnotes as paragraphs.
    fn add(&self, line: &Line, lines: &mut Vec<CurrentLine>) {
        let mut characters = Vec::new();
        for (index, segment) in line.segments.iter().enumerate() {
            characters.extend(self.characters(index, segment, &line.style));
        }
        let block = |segment: &Segment| {
            let field = segment.field.as_ref()?;
            Some(self.block(field, self.anchors.get(field)?, &line.style))
        };
        lines.push(CurrentLine {
            style: line.style.clone(),
            segments: line.segments.iter().map(|segment| (segment.field.clone(), segment.text())).collect(),
            characters,
            blocks: line.segments.iter().map(block).collect(),
        });
        for note in line.segments.iter().flat_map(Segment::footnotes) {
            self.add(&Line::new(Style::Footnote, vec![note.clone()]), lines);
        }
    }

    /// Returns the characters of a segment with their places.
    fn characters(&self, index: usize, segment: &Segment, style: &Style) -> Vec<Placed> {
        let mut placed = Vec::new();
        let mut push = |c: char, look: Look| placed.push(Placed { c, look, segment: index, at: None });
        for piece in &segment.pieces {
            match piece {
                Piece::Words { text, strong, emphasis } => {
                    text.chars().for_each(|c| push(c, Look { strong: *strong, emphasis: *emphasis }));
                }
                Piece::Break { .. } => push('\n', Look::default()),
                Piece::Tab => push('\t', Look::default()),
                Piece::Page { number, .. } => number.to_string().chars().for_each(|c| push(c, Look::default())),
                Piece::Footnote(_) => push(NOTE, Look::default()),
            }
        }
        // The contents follow the titles, and are corrected there.
        let field = segment.field.as_ref().filter(|field| !field.repeats_a_title());
        let anchor = field.and_then(|field| self.anchors.get(field));
        if let Some(anchor) = anchor.filter(|anchor| self.is_own(anchor)) {
            self.place(anchor, style, &mut placed);
        }
        placed
    }

    /// Returns whether a field was typed in the issue's own file.
    fn is_own(&self, anchor: &Anchor) -> bool {
        anchor.value_place().source.path == self.source.path
    }

    /// Finds where characters were typed: they are walked beside what was typed, and signs of Markdown are skipped.
    fn place(&self, anchor: &Anchor, style: &Style, placed: &mut [Placed]) {
        let typed = anchor.words();
        let mut at = words_start(typed, style);
        for one in placed.iter_mut() {
            let rest = &typed[at..];
            if one.c == NOTE {
                let Some(start) = rest.find("[^") else { continue };
                let Some(length) = rest[start..].find(']') else { continue };
                let first = anchor.place_of(at + start).range.start;
                let last = anchor.place_of(at + start + length).range.end;
                one.at = (last - first == length + 1).then_some(first..last);
                at += start + length + 1;
            } else if !one.c.is_whitespace() {
                let mut near = rest.char_indices().take_while(|(skipped, _)| *skipped < MAX_SKIPPED_BYTES);
                let Some((skipped, c)) = near.find(|(_, c)| *c == one.c || may_stand_for(*c, one.c)) else { continue };
                let place = anchor.place_of(at + skipped);
                one.at = place.text().starts_with(c).then(|| place.range.start..place.range.start + c.len_utf8());
                at += skipped + c.len_utf8();
            }
        }
        // Blanks and ends of lines stand between their neighbours.
        for index in 1..placed.len().saturating_sub(1) {
            if placed[index].c.is_whitespace() && placed[index].at.is_none() {
                let next = placed[index + 1..].iter().find_map(|one| one.at.clone());
                if let (Some(before), Some(next)) = (placed[index - 1].at.clone(), next) {
                    placed[index].at = self.blank_between(placed[index].c, before.end, next.start);
                }
            }
        }
    }

    /// Returns where a blank or an end of line was typed between two bytes.
    fn blank_between(&self, c: char, start: usize, end: usize) -> Option<Range<usize>> {
        let between = self.source.text.get(start..end)?;
        if c == '\n' {
            return between.contains('\n').then_some(start..end);
        }
        let (at, own) = between.char_indices().find(|(_, own)| own.is_whitespace())?;
        Some(start + at..start + at + own.len_utf8())
    }

    /// Returns where a field was typed.
    fn block(&self, field: &Field, anchor: &Anchor, style: &Style) -> BlockPlace {
        let place = anchor.place();
        let value = anchor.value_place();
        let text = &value.source.text;
        let header = header_line(&value);
        let words_at = value.range.start + value.text().find(|c: char| !c.is_whitespace()).unwrap_or(0);
        let indent = header.map(|_| words_at - text[..words_at].rfind('\n').map_or(0, |at| at + 1));
        let key_line = header.unwrap_or_else(|| text[..value.range.start].rfind('\n').map_or(0, |at| at + 1));
        let is_whole = place.range == value.range;
        let (mut start, end) =
            if is_whole { whole_words(anchor, &value) } else { (place.range.start, place.range.end) };
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let before = &text[line_start..start];
        if !is_whole && matches!(style, Style::Item(_)) && is_item_mark(before.trim()) {
            start = line_start + before.len() - before.trim_start().len();
        }
        let words = words_start(anchor.words(), style);
        let words = if words > 0 { anchor.place_of(words).range.start } else { place.range.start.max(start) };
        let is_markdown = matches!(field, Field::Block { .. });
        let is_own = self.is_own(anchor);
        BlockPlace { start, words: words.max(start), end, value, key_line, indent, is_markdown, is_own }
    }
}

/// Returns the byte at which the line with a block's indicator (`|`) begins. The place of a block begins on the line behind.
fn header_line(value: &Place) -> Option<usize> {
    let before = value.source.text[..value.range.start].trim_end();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let is_behind = value.source.text[before.len()..value.range.start].contains('\n');
    let line = before[start..].split(" #").next().unwrap_or_default().trim_end();
    let line = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    (is_behind && line.ends_with(['|', '>'])).then_some(start)
}

/// Returns the bytes of a value without its quotes or the line of its block indicator.
fn whole_words(anchor: &Anchor, value: &Place) -> (usize, usize) {
    let words = anchor.words();
    let trimmed = words.trim_start();
    let first = words.len() - trimmed.len();
    let last = words.trim_end().char_indices().next_back().map(|(at, _)| at);
    match last {
        Some(last) => (anchor.place_of(first).range.start, anchor.place_of(last).range.end),
        None => (value.range.start, value.range.end),
    }
}

/// Returns whether a text is the mark of a list's item.
fn is_item_mark(text: &str) -> bool {
    let number = text.trim_end_matches(['.', ')', '）', '、']);
    matches!(text, "-" | "*" | "+" | "•") || number.len() < text.len() && number.bytes().all(|b| b.is_ascii_digit())
}

/// Returns the byte of what was typed at which the words begin, behind the marks of a heading, an item or a note.
fn words_start(typed: &str, style: &Style) -> usize {
    let rest = match style {
        Style::Heading(_) => typed.trim_start().trim_start_matches('#'),
        Style::Footnote => match typed.trim_start().strip_prefix("[^").and_then(|rest| rest.split_once("]:")) {
            Some((_, rest)) => rest,
            None => typed,
        },
        Style::Item(item) if !item.marker.is_empty() => {
            let trimmed = typed.trim_start();
            let mark = trimmed.split_whitespace().next().unwrap_or_default();
            if is_item_mark(mark) { &trimmed[mark.len()..] } else { typed }
        }
        Style::Caption => typed.trim_start().strip_prefix("![").unwrap_or(typed),
        _ => typed,
    };
    typed.len() - rest.trim_start().len()
}
