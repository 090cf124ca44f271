//! The parts of a bulletin, found by where they stand and what they look like.
//!
//! Nothing is known beforehand: neither marks of a layout nor the issue. What isn't found is left out.

use kurbo::Rect;

use super::line::{Line, is_hanzi, main_size, read_lines};
use super::row::Spot;
use super::sheet::{Bar, MM_PER_PT, Sheets};

/// The share of the text's size from which a line is a title.
const TITLE: f64 = 1.25;
/// The share of the text's size from which a red line is the masthead's title.
const MASTHEAD: f64 = 1.4;
/// How far a size may be from that of the text and still be the same, as a share.
const SAME_SIZE: f64 = 0.03;
/// The share of a page's lines that have to begin or end at an edge of the type area.
const AT_EDGE: f64 = 0.03;
/// The length in mm from which a rule goes over the width of the type area.
const LONG_RULE_MM: f64 = 100.0;
/// The least width of the type area that text tells, as a share of the paper's.
const LEAST_WIDTH: f64 = 0.6;
/// How much wider in mm the type area has to be on the other pages, so that it counts on these, too.
const ROOM_MM: f64 = 1.0;
/// The thickness in mm up to which a rule is one of tables and imprint.
const THIN_RULE_MM: f64 = 0.6;
/// The lengths in mm of a rule above footnotes.
const NOTE_RULE_MM: std::ops::Range<f64> = 20.0..90.0;
/// How far below a picture its caption may stand, in mm.
const CAPTION_MM: f64 = 12.0;
/// The share of a page's height below which the page number stands.
const FOOT: f64 = 0.86;

/// The edges of the type area on odd or on even pages, in mm.
#[derive(Debug, Clone, Copy)]
pub struct Edges {
    /// The left edge.
    pub left: f64,
    /// The right edge.
    pub right: f64,
}

/// The masthead.
#[derive(Debug, Default)]
pub struct Masthead {
    /// The lines of the title.
    pub title: Vec<Line>,
    /// The red rule.
    pub rule: Option<Bar>,
    /// What stands above the title.
    pub notice: Vec<Line>,
    /// The line above that of issuer and date.
    pub number: Option<Line>,
    /// The line above the rule, on the left.
    pub issuer: Option<Line>,
    /// The line above the rule, on the right.
    pub date: Option<Line>,
}

/// The imprint.
#[derive(Debug, Default)]
pub struct Imprint {
    /// The page, from 0.
    pub page: usize,
    /// The rules, from above.
    pub rules: Vec<Bar>,
    /// The lines between the rules, and below them.
    pub lines: Vec<Line>,
}

/// All parts.
#[derive(Debug, Default)]
pub struct Parts {
    /// The size of the text in points.
    pub size: f64,
    /// The edges of the type area on odd pages, and on even pages.
    pub edges: [Option<Edges>; 2],
    /// The masthead.
    pub masthead: Masthead,
    /// The names of sections in the contents.
    pub sections: Vec<Line>,
    /// The titles in the contents.
    pub entries: Vec<Line>,
    /// The lines of titles.
    pub titles: Vec<Line>,
    /// Headings of the first level: 一、
    pub first_headings: Vec<Line>,
    /// Headings of the second level: （一）
    pub second_headings: Vec<Line>,
    /// The lines of text in the text's size, headings among them.
    pub body: Vec<Line>,
    /// The lines within tables.
    pub cells: Vec<Line>,
    /// The lines of footnotes.
    pub notes: Vec<Line>,
    /// The lines of captions.
    pub captions: Vec<Line>,
    /// The page number of each page.
    pub numbers: Vec<Option<Line>>,
    /// The imprint.
    pub imprint: Option<Imprint>,
}

impl Parts {
    /// Finds the parts; `None` if there is no text on the pages.
    pub fn find(sheets: &Sheets) -> Option<Self> {
        let mut lines: Vec<Vec<Line>> = (0..sheets.pages.len()).map(|page| read_lines(sheets, page)).collect();
        let hanzi = lines.iter().flatten().flat_map(|line| &line.glyphs);
        let hanzi: Vec<_> = hanzi.filter(|glyph| glyph.character().is_some_and(is_hanzi)).collect();
        let all = lines.iter().flatten().flat_map(|line| &line.glyphs);
        let size = if hanzi.is_empty() { main_size(all) } else { main_size(hanzi) };
        if size <= 0.0 {
            return None;
        }
        let mut parts = Self { size, ..Self::default() };
        parts.numbers =
            lines.iter_mut().zip(&sheets.pages).map(|(lines, sheet)| take_number(lines, sheet.height)).collect();
        parts.take_imprint(sheets, &mut lines);
        parts.take_masthead(sheets, &mut lines);
        parts.take_small(sheets, &mut lines);
        for line in lines.into_iter().flatten() {
            if line.in_table {
                parts.cells.push(line);
            } else if line.size > TITLE * size && !line.is_red() {
                parts.titles.push(line);
            } else if parts.is_body_size(&line) {
                parts.body.push(line);
            }
        }
        let width = sheets.pages.first().map_or(0.0, |sheet| sheet.width);
        let of_text = |parity| parts.find_edges(parity).filter(|edges| edges.right - edges.left > LEAST_WIDTH * width);
        parts.edges = mirror_edges([of_text(0), of_text(1)], width);
        if parts.edges[0].is_none() {
            parts.edges = mirror_edges([parts.edges_of_rules(0), parts.edges_of_rules(1)], width);
        }
        parts.take_contents();
        parts.find_headings();
        Some(parts)
    }

    /// Returns the size of the text in mm.
    pub fn size_mm(&self) -> f64 {
        self.size * MM_PER_PT
    }

    /// Returns the edges of the type area on a page, from 0.
    pub fn edges_of(&self, page: usize) -> Option<Edges> {
        self.edges[page % 2]
    }

    /// Returns whether a line has the size of the text.
    fn is_body_size(&self, line: &Line) -> bool {
        (line.size / self.size - 1.0).abs() < SAME_SIZE
    }

    /// Returns the edges on the pages of a parity, 0 for odd pages: the outermost places where several lines begin and end.
    /// A mark there may have half of its white outside.
    fn find_edges(&self, parity: usize) -> Option<Edges> {
        let own = || self.body.iter().filter(|line| line.page % 2 == parity);
        let left = outermost(own().filter_map(Line::flush_start).map(|start| -start))?;
        let right = outermost(own().filter_map(Line::flush_end))?;
        Some(Edges { left: -left, right })
    }

    /// Returns the edges on the pages of a parity, as the rules have them that go over the whole width. They serve where there
    /// is too little text.
    fn edges_of_rules(&self, parity: usize) -> Option<Edges> {
        let masthead = self.masthead.rule.filter(|_| parity == 0);
        let imprint = self.imprint.as_ref().filter(|imprint| imprint.page % 2 == parity);
        let imprint = imprint.and_then(|imprint| imprint.rules.first().copied());
        masthead.or(imprint).map(|rule| Edges { left: rule.bounds.x0, right: rule.bounds.x1 })
    }

    /// Takes the masthead from the first page: the largest red line, the red rule, and what stands around them.
    fn take_masthead(&mut self, sheets: &Sheets, lines: &mut [Vec<Line>]) {
        let (Some(sheet), Some(first)) = (sheets.pages.first(), lines.first_mut()) else { return };
        let masthead = &mut self.masthead;
        // The rule is red; one that should be is thick.
        let is_rule = |bar: &&Bar| {
            let (wide, high) = (bar.bounds.width() > LONG_RULE_MM / 2.0, bar.bounds.y1 < sheet.height / 2.0);
            bar.is_level() && wide && (bar.red || high && bar.thickness() > THIN_RULE_MM)
        };
        let rank = |bar: &&Bar| (bar.red, (bar.bounds.width() * 100.0) as i64);
        masthead.rule = sheet.bars.iter().filter(is_rule).max_by_key(rank).copied();
        let size = self.size;
        let below = masthead.rule.map_or(0.0, |rule| rule.bounds.y0);
        masthead.title = take(first, |line| line.size > MASTHEAD * size && (line.is_red() || line.baseline < below));
        let top = masthead.title.iter().map(Line::top).reduce(f64::min);
        let Some(rule) = masthead.rule else { return };
        let mut above = take(first, |line| line.bottom() < rule.bounds.y1);
        masthead.notice = take(&mut above, |line| top.is_some_and(|top| line.bottom() < top + 1.0));
        let Some(lowest) = above.iter().map(|line| line.baseline).reduce(f64::max) else { return };
        let mut last = take(&mut above, |line| lowest - line.baseline < 1.0);
        last.sort_by(|a, b| a.left().total_cmp(&b.left()));
        if last.len() > 1 {
            masthead.date = last.pop();
        }
        masthead.issuer = last.into_iter().next();
        masthead.number = above.into_iter().max_by(|a, b| a.baseline.total_cmp(&b.baseline));
    }

    /// Takes the imprint: the last rules over the width of the type area that belong to no table, and all lines below the
    /// first of them.
    fn take_imprint(&mut self, sheets: &Sheets, lines: &mut [Vec<Line>]) {
        for (page, sheet) in sheets.pages.iter().enumerate().rev() {
            let touches = |bar: &Bar, wall: &Bar| {
                let (bar, wall) = (bar.bounds.inflate(0.5, 0.5), wall.bounds);
                wall.x1 > bar.x0 && wall.x0 < bar.x1 && wall.y1 > bar.y0 && wall.y0 < bar.y1
            };
            let walls: Vec<&Bar> = sheet.bars.iter().filter(|bar| !bar.is_level()).take(2000).collect();
            let is_rule = |bar: &&Bar| {
                let long = bar.is_level() && !bar.red && bar.bounds.width() > LONG_RULE_MM;
                long && !walls.iter().any(|wall| touches(bar, wall))
            };
            let mut rules: Vec<Bar> = sheet.bars.iter().filter(is_rule).copied().collect();
            rules.sort_by(|a, b| a.bounds.y0.total_cmp(&b.bounds.y0));
            let Some(first) = rules.first().filter(|_| rules.len() > 1) else { continue };
            let top = first.bounds.y0;
            let lines = take(&mut lines[page], |line| line.top() > top - 1.0);
            self.imprint = Some(Imprint { page, rules, lines });
            return;
        }
    }

    /// Takes the lines that are smaller than the text: those below a short rule are footnotes, those below a picture captions.
    fn take_small(&mut self, sheets: &Sheets, lines: &mut [Vec<Line>]) {
        let size = self.size;
        for (sheet, lines) in sheets.pages.iter().zip(lines) {
            let is_note_rule = |bar: &&Bar| bar.is_level() && NOTE_RULE_MM.contains(&bar.bounds.width());
            let rule = sheet.bars.iter().filter(is_note_rule).map(|bar| bar.bounds.y0).reduce(f64::max);
            let small = |line: &Line| line.size < size * (1.0 - SAME_SIZE) && !line.in_table;
            let is_caption = |line: &Line| {
                sheet.pictures.iter().any(|picture: &Rect| {
                    line.top() > picture.y1 - 1.0
                        && line.top() < picture.y1 + CAPTION_MM
                        && line.middle() > picture.x0
                        && line.middle() < picture.x1
                })
            };
            self.captions.extend(take(lines, |line| small(line) && is_caption(line)));
            self.notes.extend(take(lines, |line| small(line) && rule.is_some_and(|rule| line.top() > rule)));
        }
    }

    /// Takes the contents from the first page, if a section's name stands there: 【…】.
    fn take_contents(&mut self) {
        if !self.body.iter().any(|line| line.page == 0 && line.first() == Some('【')) {
            return;
        }
        let title = self.titles.iter().filter(|line| line.page == 0).map(|line| line.baseline).reduce(f64::min);
        let own = take(&mut self.body, |line| line.page == 0 && title.is_none_or(|title| line.baseline < title));
        (self.sections, self.entries) = own.into_iter().partition(|line| line.first() == Some('【'));
    }

    /// Finds the headings among the lines of text: 一、 and （一） at the indent, in a line that doesn't go on.
    fn find_headings(&mut self) {
        for line in &self.body {
            let Some(edges) = self.edges_of(line.page) else { continue };
            let indent = (line.left() - edges.left) / self.size_mm();
            let is_short = edges.right - line.right() > 1.5 * self.size_mm();
            let ends = line.last().is_some_and(|c| matches!(c, '。' | '；' | '：' | '，'));
            if !(1.3..2.6).contains(&indent) || !is_short || ends {
                continue;
            }
            let text = line.text();
            let numeral = |c: char| "一二三四五六七八九十".contains(c);
            let rest = text.trim_start_matches(numeral);
            let inner = text.strip_prefix('（').map(|inner| (inner, inner.trim_start_matches(numeral)));
            if rest.len() < text.len() && rest.starts_with('、') {
                self.first_headings.push(line.clone());
            } else if inner.is_some_and(|(inner, rest)| rest.len() < inner.len() && rest.starts_with('）')) {
                self.second_headings.push(line.clone());
            }
        }
    }
}

/// Returns the edges on odd and on even pages of a width in mm. Where few lines tell an edge, the other pages do: the margins
/// are mirrored.
fn mirror_edges(edges: [Option<Edges>; 2], width: f64) -> [Option<Edges>; 2] {
    let mirrored = |edges: Edges| Edges { left: width - edges.right, right: width - edges.left };
    let room = |edges: Option<Edges>| edges.map_or(0.0, |edges| edges.right - edges.left);
    let better = |own: Option<Edges>, other: Option<Edges>| {
        if room(other) > room(own) + ROOM_MM { other.map(mirrored) } else { own }
    };
    [better(edges[0], edges[1]), better(edges[1], edges[0])]
}

/// Takes the lines that fit out of a list.
fn take(lines: &mut Vec<Line>, fits: impl Fn(&Line) -> bool) -> Vec<Line> {
    let (taken, left) = std::mem::take(lines).into_iter().partition(|line| fits(line));
    *lines = left;
    taken
}

/// Takes the page number out of the lines of a page of a height in mm: the lowest line, if it is a number at the foot.
fn take_number(lines: &mut Vec<Line>, height: f64) -> Option<Line> {
    let (index, lowest) = lines.iter().enumerate().max_by(|(_, a), (_, b)| a.baseline.total_cmp(&b.baseline))?;
    let text = lowest.text();
    let figures = text.trim_matches(|c: char| is_dash(c) || c == '第' || c == '页');
    let is_number = !figures.is_empty() && figures.len() < 5 && figures.chars().all(|c| c.is_ascii_digit());
    (is_number && lowest.baseline > FOOT * height).then(|| lines.remove(index))
}

/// Returns whether a character is a dash beside a page number.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '－' | '一' | '―' | '─')
}

/// Returns the greatest number that several of them have, to a twentieth of a mm.
fn outermost(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    let enough = (numbers.len() as f64 * AT_EDGE).ceil().max(2.0) as usize;
    let several = numbers.chunk_by(|a, b| b - a < 0.05).rfind(|run| run.len() >= enough);
    several.map(|run| run[run.len() / 2])
}

/// Returns the place of a line.
pub fn spot(line: &Line) -> Spot {
    Spot { page: line.page, bounds: line.bounds() }
}
