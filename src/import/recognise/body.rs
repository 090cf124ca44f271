//! The text of an article: headings, lead-ins, lists, pictures with captions, tables, notes.
//!
//! It works on the pieces behind the title.

use super::figures::total_line;
use super::join::{Enumeration, enumeration};
use super::{paragraph, table};
use crate::import::article::{Article, Block, Figure, Key};
use crate::import::draft::Table;
use crate::import::draft::{Align, At, Draft, Face, Paragraph, Picture, Piece, Run, push_run};
use crate::import::report::{Remark, Report};

/// The most characters of a heading.
const MAX_HEADING: usize = 40;
/// The most characters of a heading that nothing but its number tells.
const MAX_PLAIN_HEADING: usize = 30;
/// The most characters of a caption.
const MAX_CAPTION: usize = 30;

/// Makes an article of the pieces behind its title.
pub fn article(title: Vec<String>, pieces: &[Piece], draft: &Draft, report: &mut Report) -> Article {
    let mut builder = Builder {
        draft,
        report,
        article: Article { title, ..Article::default() },
        numbers: Vec::new(),
        base: base_level(pieces),
    };
    let pieces: Vec<&Piece> =
        pieces.iter().filter(|piece| paragraph(piece).is_none_or(|own| !own.is_empty())).collect();
    let last = table_at_end(&pieces);
    let signed = sign_off(&pieces, draft);
    let mut index = 0;
    while index < pieces.len() {
        index += builder.piece(&pieces, index, last, signed);
    }
    builder.article
}

/// Keeps the notes of a title as remarks, since a title can't have any.
pub fn title_notes(title: &[&Paragraph], draft: &Draft, article: &mut Article, report: &mut Report) {
    for own in title {
        for index in own.runs.iter().filter_map(|run| run.note) {
            let text: String = draft.notes[index].runs.iter().map(|run| run.text.as_str()).collect();
            report.add(Remark::NoPlace, "note-of-title", own.at.clone(), &text);
            article.remarks.push((Key::Title, text));
        }
    }
}

/// Returns the index of the table that ends an article and belongs below its text.
fn table_at_end(pieces: &[&Piece]) -> Option<usize> {
    let is_total = |piece: &&Piece| paragraph(piece).is_some_and(|own| total_line(&own.text()).is_some());
    let at = pieces.iter().rposition(|piece| matches!(piece, Piece::Table(_)))?;
    let Piece::Table(own) = pieces[at] else { return None };
    let ends = pieces[at + 1..].iter().all(is_total);
    let is_alone = pieces[..at].iter().all(is_total);
    (ends && (is_alone || table::has_spans(own))).then_some(at)
}

/// Returns the first of the lines at the end that sign an article: who, and when.
fn sign_off(pieces: &[&Piece], draft: &Draft) -> Option<usize> {
    let line = |index: usize| pieces.get(index).and_then(|piece| paragraph(piece));
    let last = pieces.len().checked_sub(1)?;
    let is_right = |own: &Paragraph| own.align == Align::Right;
    let own = line(last)?;
    let is_date = super::figures::date(&own.text()).is_some();
    if !is_date && !is_right(own) {
        return None;
    }
    let signs = |own: &Paragraph| {
        let text = own.text();
        let is_short = text.trim().chars().count() <= 20 && !text.contains(['。', '；', '，', '：']);
        is_right(own) || is_short && (!draft.has_looks || !own.is_indented) && own.label.is_none()
    };
    let before = last.checked_sub(1).filter(|index| *index > 0 && line(*index).is_some_and(signs));
    Some(before.unwrap_or(last))
}

/// Returns the smallest level of headings by style without a number.
fn base_level(pieces: &[Piece]) -> u8 {
    let levels = pieces.iter().filter_map(paragraph).filter(|own| enumeration(&own.text()).is_none());
    levels.filter_map(|own| own.heading).min().unwrap_or(1)
}

/// The state of making an article.
struct Builder<'b> {
    /// The draft.
    draft: &'b Draft,
    /// What is to be said.
    report: &'b mut Report,
    /// The article so far.
    article: Article,
    /// The notes of the draft that the article has, in the order of their references.
    numbers: Vec<usize>,
    /// The level of headings that becomes the first.
    base: u8,
}

impl Builder<'_> {
    /// Adds a piece. Returns how many pieces were taken.
    fn piece(&mut self, pieces: &[&Piece], index: usize, last: Option<usize>, signed: Option<usize>) -> usize {
        match pieces[index] {
            Piece::Paragraph(own) => {
                self.article.places.push(own.at.clone());
                let is_near_table = last.is_some_and(|table| index + 1 == table || index == table + 1);
                if let (Some((total, unit)), true) = (total_line(&own.text()), is_near_table) {
                    self.article.consumed += &own.text();
                    let grid = self.article.table.get_or_insert_default();
                    (grid.total, grid.unit) = (Some(total), Some(unit));
                    return 1;
                }
                let is_signed = signed.is_some_and(|first| index >= first);
                if signed == Some(index) {
                    let text: Vec<String> =
                        pieces[index..].iter().filter_map(|piece| paragraph(piece)).map(Paragraph::text).collect();
                    self.report.add(Remark::NoPlace, "sign-off", own.at.clone(), &text.join(" "));
                } else if own.align == Align::Right && !is_signed {
                    self.report.add(Remark::NoPlace, "right", own.at.clone(), &own.text());
                }
                self.paragraph(own);
                1
            }
            Piece::Picture(picture) => self.picture(picture, pieces.get(index + 1).and_then(|piece| paragraph(piece))),
            Piece::Table(own) => {
                self.table(own, last == Some(index));
                1
            }
        }
    }

    /// Adds a paragraph.
    fn paragraph(&mut self, own: &Paragraph) {
        let label = own.label.clone().map(Run::plain);
        let mut runs = trimmed(label.into_iter().chain(own.runs.iter().cloned()).collect());
        for run in &mut runs {
            for _ in run.text.matches('\t') {
                self.report.add(Remark::ChangedTab, "", own.at.clone(), &own.text());
            }
            run.text = run.text.replace('\t', " ").replace('\n', "");
        }
        if let Some(level) = self.heading(own) {
            let runs = runs.into_iter().map(|run| Run { bold: false, emphasis: false, face: Face::Other, ..run });
            let runs = self.with_notes(merged(runs));
            return self.article.body.push(Block::Heading(level, runs));
        }
        for words in own.coloured.iter().filter(|_| !own.is_red || own.text().contains('。')) {
            self.report.add(Remark::LeftFormatting, "colour", own.at.clone(), words);
        }
        let is_by_face = |run: &Run| run.bold && run.face == Face::Hei || run.emphasis && run.face == Face::Kai;
        if runs.iter().any(|run| is_by_face(run) && !run.text.trim().is_empty()) {
            self.report.add(Remark::ChangedFont, "", own.at.clone(), &own.text());
        }
        let runs = self.lead_ins(merged(runs.into_iter().map(|run| Run { face: Face::Other, ..run })), own);
        let runs = self.with_notes(runs);
        self.article.body.push(match own.bullet {
            Some(depth) => Block::Item(depth.min(2), None, runs),
            None => Block::Paragraph(runs),
        });
    }

    /// Takes the mark behind bold words into them.
    fn lead_ins(&mut self, mut runs: Vec<Run>, own: &Paragraph) -> Vec<Run> {
        for index in 1..runs.len() {
            let mark = runs[index].text.chars().next().filter(|c| "。！？：；".contains(*c));
            let is_behind = runs[index - 1].bold && !runs[index].bold && runs[index - 1].note.is_none();
            let ends = runs[index - 1].text.ends_with(|c: char| "。！？：；".contains(c));
            if let Some(mark) = mark.filter(|_| is_behind && !ends) {
                runs[index - 1].text.push(mark);
                runs[index].text.remove(0);
                let words = runs[index - 1].text.clone();
                self.report.add(Remark::ChangedLeadIn, "", own.at.clone(), &words);
            }
        }
        runs.retain(|run| run.note.is_some() || !run.text.is_empty());
        runs
    }

    /// Returns the level of a heading.
    fn heading(&mut self, own: &Paragraph) -> Option<u8> {
        let text = own.text();
        let text = text.trim();
        let length = text.chars().count();
        let ends_open = !text.ends_with(|c: char| "。！；：，、…,.;:!".contains(c));
        if length > MAX_HEADING || !ends_open || own.bullet.is_some() {
            return None;
        }
        let level = match enumeration(text) {
            Some(Enumeration::First) => 1,
            Some(Enumeration::Second) => 2,
            Some(Enumeration::Lower) => return None,
            None => return own.heading.map(|level| if level > self.base { 2 } else { 1 }),
        };
        let mut words = own.runs.iter().filter(|run| !run.text.trim().is_empty()).peekable();
        let is_marked = words.peek().is_some()
            && words.all(|run| run.bold || run.emphasis || matches!(run.face, Face::Hei | Face::Kai));
        if own.heading.is_some() || is_marked {
            return Some(level);
        }
        if self.draft.has_looks || length > MAX_PLAIN_HEADING {
            return None;
        }
        self.report.add(Remark::GuessHeading, "", own.at.clone(), text);
        Some(level)
    }

    /// Gives the notes of runs their numbers in the article.
    fn with_notes(&mut self, runs: Vec<Run>) -> Vec<Run> {
        let number = |run: Run| match run.note {
            Some(index) => {
                let own = self.numbers.iter().position(|known| *known == index).unwrap_or_else(|| {
                    self.numbers.push(index);
                    let runs = self.draft.notes[index].runs.iter().cloned();
                    let runs =
                        runs.map(|run| Run { face: Face::Other, text: run.text.replace(['\n', '\t'], " "), ..run });
                    self.article.notes.push(trimmed(merged(runs)));
                    self.numbers.len() - 1
                });
                Run { note: Some(own), ..run }
            }
            None => run,
        };
        runs.into_iter().map(number).collect()
    }

    /// Adds a picture. Returns how many pieces were taken: its caption is the next paragraph.
    fn picture(&mut self, picture: &Picture, next: Option<&Paragraph>) -> usize {
        self.article.places.push(picture.at.clone());
        if picture.is_amid {
            self.report.add(Remark::GuessPicturePlace, "", picture.at.clone(), "");
        }
        let caption = next.filter(|own| is_caption(own));
        let words = match caption {
            Some(own) => {
                self.report.add(Remark::GuessCaption, "", own.at.clone(), &own.text());
                let runs = own.runs.iter().map(|run| Run::plain(run.text.replace(['\n', '\t'], " ")));
                trimmed(merged(runs))
            }
            None if picture.description.is_empty() => Vec::new(),
            None => vec![Run::plain(picture.description.clone())],
        };
        self.article.body.push(Block::Picture(Figure {
            path: picture.path.clone().unwrap_or_default(),
            bytes: picture.bytes.clone(),
            extension: picture.extension,
            caption: words,
            width: picture.width,
        }));
        1 + usize::from(caption.is_some())
    }

    /// Adds a table: below the text, or in it.
    fn table(&mut self, own: &Table, is_below: bool) {
        let (caption, own) = table::caption(own);
        if let Some(caption) = caption {
            self.paragraph(&caption);
        }
        let places = own.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.paragraphs);
        let mut places: Vec<At> = places.map(|paragraph| paragraph.at.clone()).collect();
        places.push(own.at.clone());
        self.article.places.extend(places);
        let notes = own.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.paragraphs);
        for (index, at) in notes.flat_map(|own| own.runs.iter().filter_map(|run| Some((run.note?, own.at.clone())))) {
            let text: String = self.draft.notes[index].runs.iter().map(|run| run.text.as_str()).collect();
            self.report.add(Remark::NoPlace, "note-of-cell", at, &text);
            self.article.remarks.push((if is_below { Key::Table } else { Key::Body }, text));
        }
        let grid = table::grid(&own, is_below, self.report);
        if is_below {
            let before = self.article.table.take().unwrap_or_default();
            self.article.table = Some(crate::import::article::Grid { unit: before.unit, total: before.total, ..grid });
        } else {
            self.article.body.push(Block::Grid(grid));
        }
    }
}

/// Returns whether a paragraph is the caption of the picture before it.
fn is_caption(own: &Paragraph) -> bool {
    let text = own.text();
    let text = text.trim();
    let number = text.strip_prefix('图').map(str::trim_start);
    let is_numbered = number.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
            && text.chars().count() <= 60
    });
    let is_centred = own.align == Align::Centre && text.chars().count() <= MAX_CAPTION && !text.contains('。');
    is_numbered && !text.ends_with('。') || is_centred
}

/// Returns runs joined where they look the same.
pub fn merged(runs: impl IntoIterator<Item = Run>) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::new();
    for run in runs {
        if run.note.is_some() { all.push(run) } else { push_run(&mut all, run) }
    }
    // Blanks at the edges of bold words go outside.
    let mut apart = Vec::new();
    for run in all {
        let words = run.text.trim();
        if (run.bold || run.emphasis) && run.note.is_none() && words.len() < run.text.len() {
            let start = run.text.len() - run.text.trim_start().len();
            push_run(&mut apart, Run::plain(&run.text[..start]));
            push_run(&mut apart, Run { text: words.to_owned(), ..run.clone() });
            push_run(&mut apart, Run::plain(&run.text[start + words.len()..]));
        } else if run.note.is_some() {
            apart.push(run);
        } else {
            push_run(&mut apart, run);
        }
    }
    apart
}

/// Returns runs without the blanks at both ends.
pub fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    while let Some(first) = runs.first_mut().filter(|run| run.note.is_none()) {
        first.text = first.text.trim_start().to_owned();
        if !first.text.is_empty() {
            break;
        }
        runs.remove(0);
    }
    while let Some(last) = runs.last_mut().filter(|run| run.note.is_none()) {
        last.text = last.text.trim_end().to_owned();
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
    runs
}
