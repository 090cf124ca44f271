//! The search for the fewest and gentlest changes with which a text ends on a page.

use typst::layout::Abs;

use super::change::Change;
use super::measure::{MOST_TRACKING, ShortEnd, TRACKING_STEP, last_text_page, line_count, missing_lines, short_ends};
use super::{Fitted, MOST_LAYOUTS, Made, Outcome};
use crate::issue::Fit;
use crate::typeset::compile::{compile, forget};
use crate::typeset::document::data::{Block, IssueData};
use crate::typeset::document::{Document, LayoutData};
use crate::typeset::inspect::{FieldPositions, Geometry, field_positions};
use crate::typeset::world::Engine;

/// The most layouts that find out with how much tracking paragraphs take a line less.
const TRACKING_LAYOUTS: usize = 6;
/// The most lines that a picture loses.
const MOST_PICTURE_LINES: u32 = 3;
/// The paragraphs that are named where a wish can't be fulfilled.
const NEAREST: usize = 5;

/// A search in an issue.
pub struct Search<'e> {
    engine: &'e Engine,
    /// The document without changes.
    document: Document,
    /// Where everything stands without changes.
    positions: FieldPositions,
    /// The lower edge of the type area; infinite if the layout doesn't tell it.
    bottom: Abs,
    /// How many layouts were made.
    layouts: usize,
}

impl<'e> Search<'e> {
    /// Lays an issue out as it is. Returns `None` if that can't be done.
    pub fn begin(engine: &'e Engine, document: &Document) -> Option<Self> {
        let positions = FieldPositions::new();
        let mut search = Self { engine, document: document.clone(), positions, bottom: Abs::inf(), layouts: 0 };
        search.positions = search.lay_out(&[])?;
        Some(search)
    }

    /// Finds the changes and makes them in the document.
    pub fn run(mut self, fit: &Fit, document: &mut Document) -> Option<Fitted> {
        let pages = last_text_page(&self.positions);
        let target = fit.target(pages);
        let fitted = |outcome, layouts| Some(Fitted { pages, target, outcome, layouts });
        let Some(target) = target else { return fitted(Outcome::TooShort, self.layouts) };
        if target == pages {
            return fitted(Outcome::AsItIs, self.layouts);
        }
        let LayoutData::Issue(data) = &self.document.data else { return None };
        let ends = short_ends(data, &self.positions);
        let others = other_changes(data);
        let mut changes = self.drawn_in(&ends);
        let nearest = nearest(&ends, &changes);
        changes.extend(others);
        let all = self.lay_out(&changes)?;
        if last_text_page(&all) > target {
            let lines = missing_lines(&all, target, self.bottom);
            return fitted(Outcome::Missed { lines, nearest }, self.layouts);
        }
        let enough = self.shortest_start(&changes, target);
        let needed = self.without_needless(changes[..enough].to_vec(), target);
        if let LayoutData::Issue(data) = &mut document.data {
            needed.iter().for_each(|change| change.apply(data));
        }
        let after = self.lay_out_always(&needed)?;
        let made = needed.into_iter().map(|change| Made { lines: self.lines_less(&change, &after), change });
        let mut made: Vec<_> = made.collect();
        // They are told in the order of the pages, with what concerns all titles last.
        made.sort_by_key(|made: &Made| made.change.field().map_or((1, None), |field| (0, Some(field))));
        fitted(Outcome::Reached(made), self.layouts)
    }

    /// Lays the issue out with changes. Returns `None` if that can't be done, or if too many layouts were made.
    fn lay_out(&mut self, changes: &[Change]) -> Option<FieldPositions> {
        if self.layouts >= MOST_LAYOUTS - 1 { None } else { self.lay_out_always(changes) }
    }

    /// Lays the issue out with changes, however many layouts were made. The last one has to be possible.
    fn lay_out_always(&mut self, changes: &[Change]) -> Option<FieldPositions> {
        self.layouts += 1;
        let mut document = self.document.clone();
        if let LayoutData::Issue(data) = &mut document.data {
            changes.iter().for_each(|change| change.apply(data));
        }
        let pages = compile(self.engine, &document).ok()?.value;
        if let (Some(geometry), Some(page)) = (Geometry::of(&pages), pages.pages().first()) {
            self.bottom = geometry.area(1, page.frame.size()).bottom;
        }
        forget();
        Some(field_positions(&pages))
    }

    /// Returns whether the text ends on the page with changes, and not behind it.
    fn reaches(&mut self, changes: &[Change], target: usize) -> bool {
        self.lay_out(changes).is_some_and(|positions| last_text_page(&positions) <= target)
    }

    /// Returns the changes that draw in a paragraph by a line, the gentlest first. Tracking that isn't enough grows from
    /// layout to layout, up to its bound.
    fn drawn_in(&mut self, ends: &[ShortEnd]) -> Vec<Change> {
        let first = |end: &ShortEnd| (end.tracking / TRACKING_STEP).ceil().max(1.0) * TRACKING_STEP;
        let mut open: Vec<_> = ends.iter().map(|end| (end, first(end))).collect();
        let mut done: Vec<(f64, Change)> = Vec::new();
        for _ in 0..TRACKING_LAYOUTS {
            open.retain(|(_, tracking)| *tracking <= MOST_TRACKING + TRACKING_STEP / 2.0);
            if open.is_empty() {
                break;
            }
            let change =
                |(end, tracking): &(&ShortEnd, f64)| Change::DrawIn { field: end.field.clone(), tracking: *tracking };
            let changes: Vec<_> = open.iter().map(change).collect();
            let Some(positions) = self.lay_out(&changes) else { break };
            let mut still_open = Vec::new();
            for ((end, tracking), change) in open.into_iter().zip(changes) {
                if line_count(&positions, &end.field) < end.lines {
                    done.push((tracking, change));
                } else {
                    still_open.push((end, tracking + TRACKING_STEP));
                }
            }
            open = still_open;
        }
        done.sort_by(|a, b| a.0.total_cmp(&b.0));
        done.into_iter().map(|(_, change)| change).collect()
    }

    /// Returns how many of the changes are enough, counted from the gentlest. All of them are.
    fn shortest_start(&mut self, changes: &[Change], target: usize) -> usize {
        let (mut too_few, mut enough) = (0, changes.len());
        while enough - too_few > 1 {
            let middle = (too_few + enough) / 2;
            let is_enough = self.reaches(&changes[..middle], target);
            *(if is_enough { &mut enough } else { &mut too_few }) = middle;
        }
        enough
    }

    /// Leaves out every change that isn't needed, the least gentle first.
    fn without_needless(&mut self, mut changes: Vec<Change>, target: usize) -> Vec<Change> {
        // The last of them is needed: without it the start would be shorter.
        let mut at = changes.len().saturating_sub(1);
        while at > 0 {
            at -= 1;
            let mut fewer = changes.clone();
            fewer.remove(at);
            if self.reaches(&fewer, target) {
                changes = fewer;
            }
        }
        changes
    }

    /// Returns how many lines less a change takes on the pages.
    fn lines_less(&self, change: &Change, after: &FieldPositions) -> usize {
        match change {
            Change::LowerPicture { lines, .. } => *lines as usize,
            Change::CloseTitles => match &self.document.data {
                LayoutData::Issue(data) => data.articles.len(),
                _ => 0,
            },
            Change::DrawIn { .. } | Change::FewerTitleLines { .. } => change
                .field()
                .map_or(0, |field| line_count(&self.positions, &field).saturating_sub(line_count(after, &field))),
        }
    }
}

/// Returns the changes of titles and pictures.
fn other_changes(data: &IssueData) -> Vec<Change> {
    let has_ways = |lines: &Vec<Vec<Vec<String>>>| lines.iter().any(|ways| ways.len() > 2);
    let titles = data.articles.iter().enumerate().filter(|(_, article)| has_ways(&article.title_lines));
    let titles = titles.map(|(article, _)| Change::FewerTitleLines { article });
    let pictures: Vec<_> =
        data.running_blocks().filter(|block| matches!(block, Block::Picture(_))).map(Block::at).collect();
    let lower = (1..=MOST_PICTURE_LINES)
        .flat_map(|lines| pictures.iter().map(move |field| Change::LowerPicture { field: (*field).clone(), lines }));
    titles.chain(lower).chain([Change::CloseTitles]).collect()
}

/// Returns the paragraphs that would lose a line with the fewest characters less, without those that are drawn in.
fn nearest(ends: &[ShortEnd], drawn_in: &[Change]) -> Vec<ShortEnd> {
    let is_drawn_in = |end: &&ShortEnd| drawn_in.iter().any(|change| change.field().as_ref() == Some(&end.field));
    let mut ends: Vec<_> = ends.iter().filter(|end| !is_drawn_in(end)).cloned().collect();
    ends.sort_by_key(|end| end.characters);
    ends.truncate(NEAREST);
    ends
}
