//! Lines of text, put together of the glyphs of a page.

use std::collections::HashMap;

use kurbo::Rect;

use super::sheet::{Glyph, MM_PER_PT, Sheets};

/// How far the em box of hanzi reaches above the baseline, and below it, in em. Faces differ by 0.03 em in this.
pub const ASCENT_EM: f64 = 0.88;
/// The same below the baseline.
pub const DESCENT_EM: f64 = 1.0 - ASCENT_EM;
/// Marks that have white in one half of their em box.
const MARKS: &str = "，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’";
/// Those with white in the right half.
const CLOSING: &str = "，。、；：？！）》〉」』】〕”’";
/// How far a raised mark may reach over the character before it, in mm.
const BEHIND_MM: f64 = 1.0;
/// How far apart baselines of one line may be, in mm.
const BASELINE_MM: f64 = 0.2;
/// The white in em between glyphs that parts a line into pieces, such as the cells of a row.
const PIECE_GAP_EM: f64 = 2.2;
/// The share of its line's size below which a glyph is a raised mark.
const RAISED: f64 = 0.75;

/// Glyphs on one baseline, in their order from left to right.
#[derive(Debug, Clone)]
pub struct Line {
    /// The page, from 0.
    pub page: usize,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
    /// The baseline in mm from the top.
    pub baseline: f64,
    /// The size in points, that of most glyphs.
    pub size: f64,
    /// Whether it stands within a table.
    pub in_table: bool,
    /// The right end of a raised mark behind it, in mm.
    pub mark_end: Option<f64>,
    /// The left end of a raised mark before it, in mm.
    pub mark_start: Option<f64>,
}

impl Line {
    /// Returns the left end, in mm.
    pub fn left(&self) -> f64 {
        self.glyphs.first().map_or(0.0, |glyph| glyph.left)
    }

    /// Returns the right end, in mm.
    pub fn right(&self) -> f64 {
        self.glyphs.last().map_or(0.0, |glyph| glyph.right)
    }

    /// Returns the upper edge of the em boxes, in mm.
    pub fn top(&self) -> f64 {
        self.baseline - ASCENT_EM * self.size * MM_PER_PT
    }

    /// Returns the lower edge of the em boxes, in mm.
    pub fn bottom(&self) -> f64 {
        self.baseline + DESCENT_EM * self.size * MM_PER_PT
    }

    /// Returns where the line begins if it goes to the edge of the type area: before a raised mark, or with a hanzi.
    pub fn flush_start(&self) -> Option<f64> {
        self.mark_start.or_else(|| self.first().filter(|c| is_hanzi(*c)).map(|_| self.left()))
    }

    /// Returns where the line ends if it goes to the edge of the type area: behind a raised mark, and without the white of a
    /// closing mark, which stands outside. `None` behind a letter, which may have any width.
    pub fn flush_end(&self) -> Option<f64> {
        let last = self.last()?;
        if self.mark_end.is_some() || is_hanzi(last) {
            return self.mark_end.or(Some(self.right()));
        }
        CLOSING.contains(last).then(|| self.right() - self.size * MM_PER_PT / 2.0)
    }

    /// Returns the middle between both ends, in mm.
    pub fn middle(&self) -> f64 {
        (self.left() + self.right()) / 2.0
    }

    /// Returns how far the line is off a middle, in mm. A compositor may take off the white of a mark at either end, which
    /// is half an em. Where there is one, the reading that is nearer to the middle counts.
    pub fn off_middle(&self, middle: f64) -> f64 {
        let half = self.size * MM_PER_PT / 2.0;
        let is_mark = |c: Option<char>| c.is_some_and(|c| MARKS.contains(c));
        let ends = |own: f64, other: f64, c: Option<char>| if is_mark(c) { [own, other] } else { [own, own] };
        let lefts = ends(self.left(), self.left() + half, self.first());
        let rights = ends(self.right(), self.right() - half, self.last());
        let offs = lefts.into_iter().flat_map(|left| rights.map(|right| (left + right) / 2.0 - middle));
        offs.min_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(0.0)
    }

    /// Returns the box of its em boxes.
    pub fn bounds(&self) -> Rect {
        Rect::new(self.left(), self.top(), self.right(), self.bottom())
    }

    /// Returns its characters.
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| if glyph.text.is_empty() { "\u{fffd}" } else { &glyph.text }).collect()
    }

    /// Returns the first character.
    pub fn first(&self) -> Option<char> {
        self.glyphs.first()?.character()
    }

    /// Returns the last character.
    pub fn last(&self) -> Option<char> {
        self.glyphs.last()?.text.chars().next_back()
    }

    /// Returns whether most glyphs are red.
    pub fn is_red(&self) -> bool {
        2 * self.glyphs.iter().filter(|glyph| glyph.red).count() > self.glyphs.len()
    }

    /// Returns the face that sets most hanzi of the line, or most glyphs where there are none.
    pub fn face(&self) -> Option<usize> {
        main_face(std::slice::from_ref(self))
    }
}

/// Returns whether a character is a hanzi.
pub fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// Returns the face that sets most hanzi of lines, or most glyphs where there are none.
pub fn main_face<'l>(lines: impl IntoIterator<Item = &'l Line>) -> Option<usize> {
    let mut counts: HashMap<usize, (usize, usize)> = HashMap::new();
    for glyph in lines.into_iter().flat_map(|line| &line.glyphs) {
        let count = counts.entry(glyph.face).or_default();
        count.0 += usize::from(glyph.character().is_some_and(is_hanzi));
        count.1 += 1;
    }
    counts.into_iter().max_by_key(|(face, count)| (*count, std::cmp::Reverse(*face))).map(|(face, _)| face)
}

/// Returns a size to a tenth of a point, so that sizes can be counted.
fn size_key(size: f64) -> i64 {
    (size * 10.0).round() as i64
}

/// Returns the size in points that most glyphs have.
pub fn main_size<'g>(glyphs: impl IntoIterator<Item = &'g Glyph>) -> f64 {
    let mut counts: HashMap<i64, (usize, f64)> = HashMap::new();
    for glyph in glyphs {
        let count = counts.entry(size_key(glyph.size)).or_insert((0, glyph.size));
        count.0 += 1;
    }
    counts.into_iter().max_by_key(|(key, (count, _))| (*count, *key)).map_or(0.0, |(_, (_, size))| size)
}

/// Returns the lines of a page. Raised marks, such as those of footnotes, belong to no line. Upright bars in mm part pieces
/// of a line, as those of a table do.
pub fn read_lines(sheets: &Sheets, page: usize) -> Vec<Line> {
    let Some(sheet) = sheets.pages.get(page) else { return Vec::new() };
    let mut glyphs: Vec<&Glyph> = sheet.glyphs.iter().filter(|glyph| glyph.size > 0.0).collect();
    glyphs.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut walls: Vec<&Rect> = sheet.bars.iter().filter(|bar| !bar.is_level()).map(|bar| &bar.bounds).collect();
    walls.truncate(2000);
    let mut lines = Vec::new();
    for row in glyphs.chunk_by(|a, b| b.baseline - a.baseline < BASELINE_MM) {
        let mut row: Vec<&Glyph> = row.to_vec();
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        let is_parted = |a: &Glyph, b: &Glyph| {
            let wide = b.left - a.right > PIECE_GAP_EM * a.size.max(b.size) * MM_PER_PT;
            let (near, far, level) = (a.right - 0.5, b.left + 0.5, a.baseline - a.size * MM_PER_PT / 3.0);
            let wall = |wall: &&&Rect| {
                let middle = (wall.x0 + wall.x1) / 2.0;
                middle > near && middle < far && wall.y0 < level && wall.y1 > level
            };
            wide || walls.iter().any(|own| wall(&own))
        };
        for piece in row.chunk_by(|a, b| !is_parted(a, b)) {
            let glyphs: Vec<Glyph> = piece.iter().map(|glyph| (*glyph).clone()).collect();
            let (baseline, size) = (glyphs[0].baseline, main_size(&glyphs));
            let middle = (glyphs[0].left + glyphs[glyphs.len() - 1].right) / 2.0;
            let in_table = is_walled(&walls, middle, baseline);
            lines.push(Line { page, glyphs, baseline, size, in_table, mark_end: None, mark_start: None });
        }
    }
    drop_raised(lines)
}

/// Returns whether upright bars stand on both sides of a place.
fn is_walled(walls: &[&Rect], x: f64, y: f64) -> bool {
    let beside = |wall: &&&Rect| wall.y0 < y && wall.y1 > y - 2.0;
    walls.iter().filter(beside).any(|wall| wall.x1 < x) && walls.iter().filter(beside).any(|wall| wall.x0 > x)
}

/// Drops lines of raised marks: small ones whose em box lies within the height of a larger line beside them.
fn drop_raised(lines: Vec<Line>) -> Vec<Line> {
    let near = |line: &Line, other: &Line| {
        let gap = (other.left() - line.right()).max(line.left() - other.right());
        gap < other.size * MM_PER_PT
    };
    let is_mark_of = |line: &Line, other: &Line| {
        line.size < RAISED * other.size
            && line.baseline < other.baseline
            && line.baseline > other.top()
            && near(line, other)
    };
    let (raised, mut kept): (Vec<Line>, Vec<Line>) =
        lines.clone().into_iter().partition(|line| lines.iter().any(|other| is_mark_of(line, other)));
    for line in &mut kept {
        let end = line.right();
        let behind = raised.iter().filter(|mark| is_mark_of(mark, line) && mark.left() > end - BEHIND_MM);
        line.mark_end = behind.map(Line::right).reduce(f64::max);
        let begin = line.left();
        let before = raised.iter().filter(|mark| is_mark_of(mark, line) && mark.right() < begin + BEHIND_MM);
        line.mark_start = before.map(Line::left).reduce(f64::min);
    }
    kept
}
