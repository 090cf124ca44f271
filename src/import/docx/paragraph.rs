//! Paragraphs of a Word file: their properties, numbers and marks.
//!
//! What stands in them is for `run`.

use super::Node;
use super::building::Building;
use super::change::Met;
use super::reader::{Reader, words};
use super::style::property;
use crate::diagnostic::Diagnostic;
use crate::import::draft::{Align, At, Piece, Run, push_run};
use crate::import::report::Remark;
use crate::import::xml::{attribute, child, switch, value, word_name};

/// How many characters are shown around a change.
const CONTEXT: usize = 8;
/// The most characters of a line that may be a title.
const MAX_TITLE: usize = 40;

impl<'d> Reader<'_, 'd, '_> {
    /// Reads a paragraph.
    pub fn paragraph(&mut self, node: Node<'d>, pieces: &mut Vec<Piece>) -> Result<(), Diagnostic> {
        if self.place.is_none() {
            self.counts[0] += 1;
        }
        let at = self.place.clone().unwrap_or(At::Paragraph(self.counts[0]));
        let own = child(node, "pPr");
        let styles = self.styles.of_paragraph(own);
        let building =
            Building { at: Some(at.clone()), styles, serial: self.building.serial + 1, ..Building::default() };
        let mut outer = std::mem::replace(&mut self.building, building);
        outer.serial += 1;
        let properties = self.chosen_properties(own, node);
        if properties != own {
            self.building.styles = self.styles.of_paragraph(properties);
        }
        self.properties(properties);
        let in_contents = self.fields.is_in_contents();
        node.children().filter(Node::is_element).try_for_each(|child| self.inline(child))?;
        let goes = self.mark(own, node);
        self.fill_contexts();
        let mut built = std::mem::replace(&mut self.building, outer);
        built.paragraph.at = at;
        self.page_ends(&mut built);
        self.position += usize::from(!goes);
        pieces.append(&mut built.before);
        Self::mark_pictures(&mut built.after, &built.paragraph);
        if (in_contents || self.fields.is_in_contents()) && !built.paragraph.is_empty() {
            let text = built.paragraph.text();
            self.report.add(Remark::LeftContents, "", built.paragraph.at.clone(), &text);
            built.paragraph.runs.clear();
        }
        if goes {
            match &mut self.pending {
                Some(pending) => built.paragraph.runs.drain(..).for_each(|run| push_run(&mut pending.runs, run)),
                None if built.paragraph.is_empty() => {}
                None => self.pending = Some(built.paragraph),
            }
        } else {
            let list = self.list(properties, &built.styles);
            self.finish(&mut built, list)?;
            pieces.push(Piece::Paragraph(built.paragraph));
        }
        pieces.append(&mut built.after);
        Ok(())
    }

    /// Passes the end of a page on to the next paragraph with words.
    fn page_ends(&mut self, built: &mut Building<'d>) {
        if built.paragraph.is_empty() {
            self.page_ended |= built.paragraph.begins_page;
        } else {
            built.paragraph.begins_page |= std::mem::take(&mut self.page_ended);
            self.page_ended = built.ends_page;
        }
    }

    /// Completes a paragraph that stays: what was joined with it, its number, its first blanks.
    fn finish(&mut self, built: &mut Building<'d>, list: Option<(String, usize)>) -> Result<(), Diagnostic> {
        let paragraph = &mut built.paragraph;
        if let Some(pending) = self.pending.take() {
            let own = std::mem::replace(&mut paragraph.runs, pending.runs);
            paragraph.bookmarks.splice(0..0, pending.bookmarks);
            own.into_iter().for_each(|run| push_run(&mut paragraph.runs, run));
        }
        let text: String = paragraph.runs.iter().map(|run| run.text.as_str()).collect();
        let blanks = text.chars().take_while(|c| c.is_whitespace()).count();
        let has_wide = text.starts_with('\u{3000}');
        paragraph.is_indented |= blanks >= 2 || has_wide;
        if let Some((list, level)) = list
            && let Some(label) = self.numbers.count(&list, level, self.styles)?
            && !paragraph.is_empty()
        {
            self.report.add(Remark::TakenNumber, "", paragraph.at.clone(), &label.text);
            if label.is_guess {
                self.report.add(Remark::GuessNumber, "", paragraph.at.clone(), &label.text);
            }
            if label.is_bullet {
                paragraph.bullet = Some(label.level);
            } else {
                paragraph.label = Some(label.text);
            }
        }
        let is_text = paragraph.is_indented && blanks < text.chars().count() || text.contains('。');
        self.has_text |= is_text || text.chars().count() > MAX_TITLE;
        Ok(())
    }

    /// Returns the list and level that a paragraph belongs to.
    fn list(&self, properties: Option<Node<'d>>, styles: &[Node<'d>]) -> Option<(String, usize)> {
        let direct = properties.and_then(|properties| child(properties, "numPr"));
        let of_style = property(None, styles, "numPr");
        let id = |node: Option<Node<'d>>| node.and_then(|node| value(node, "numId"));
        let list = id(direct).or_else(|| id(of_style)).filter(|id| *id != "0")?;
        let level =
            |node: Option<Node<'d>>| node.and_then(|node| value(node, "ilvl")).and_then(|level| level.parse().ok());
        let level = level(direct)
            .or_else(|| self.numbers.level_of_style(list, styles, self.styles))
            .or_else(|| level(of_style))
            .unwrap_or(0);
        Some((list.to_owned(), level))
    }

    /// Returns the properties of a paragraph, or the former ones where a change of its style is rejected.
    fn chosen_properties(&mut self, own: Option<Node<'d>>, node: Node<'d>) -> Option<Node<'d>> {
        let change = own.and_then(|own| child(own, "pPrChange"));
        let (Some(own), Some(change)) = (own, change) else { return own };
        let former = child(change, "pPr");
        let style = |properties: Option<Node<'d>>| properties.and_then(|properties| value(properties, "pStyle"));
        let list = |properties: Option<Node<'d>>| {
            let numbers = properties.and_then(|properties| child(properties, "numPr"));
            numbers.map(|numbers| (value(numbers, "numId"), value(numbers, "ilvl")))
        };
        if style(Some(own)) == style(former) && list(Some(own)) == list(former) {
            self.building.last_remark = None;
            self.note_formatting("paragraph-format", "");
            return Some(own);
        }
        self.meet(change, Met::Style, words(node), false);
        if self.accepts(change) { Some(own) } else { former.or(Some(change)) }
    }

    /// Takes what the properties say about how a paragraph looks.
    fn properties(&mut self, own: Option<Node<'d>>) {
        let styles = std::mem::take(&mut self.building.styles);
        let paragraph = &mut self.building.paragraph;
        paragraph.align = match property(own, &styles, "jc").and_then(|node| attribute(node, "val")) {
            Some("center") => Align::Centre,
            Some("right" | "end") => Align::Right,
            _ => Align::Left,
        };
        let indent = property(own, &styles, "ind");
        let is_positive = |name: &str| {
            let value = indent.and_then(|node| attribute(node, name)).and_then(|value| value.parse::<f32>().ok());
            value.is_some_and(|value| value > 0.0)
        };
        paragraph.is_indented = is_positive("firstLine") || is_positive("firstLineChars");
        paragraph.begins_page =
            property(own, &styles, "pageBreakBefore").is_some_and(|node| attribute(node, "val") != Some("0"));
        let names = styles.iter().filter_map(|style| value(*style, "name")).map(str::to_lowercase);
        let names: Vec<String> = names.collect();
        paragraph.is_title = names.iter().any(|name| matches!(name.as_str(), "title" | "标题"));
        let level = |name: &String| {
            let level = name.strip_prefix("heading ").or_else(|| name.strip_prefix("标题 "))?;
            level.trim().parse::<u8>().ok()
        };
        let outline = property(own, &styles, "outlineLvl").and_then(|node| attribute(node, "val")?.parse::<u8>().ok());
        let outline = outline.filter(|level| *level < 9).map(|level| level + 1);
        paragraph.heading = names.iter().find_map(level).or(outline);
        self.building.styles = styles;
    }

    /// Reads the mark at a paragraph's end. Returns whether it goes, so that the next paragraph is joined.
    fn mark(&mut self, own: Option<Node<'d>>, node: Node<'d>) -> bool {
        let Some(mark) = own.and_then(|own| child(own, "rPr")) else { return false };
        let mut goes = switch(mark, "vanish").unwrap_or(false) && !self.is_listing_changes(node);
        let is_whole = !self.building.has_unchanged;
        for change in mark.children() {
            let (met, goes_if_accepted) = match word_name(change) {
                "ins" | "moveTo" => (Met::MarkInserted, false),
                "del" | "moveFrom" => (Met::MarkDeleted, true),
                _ => continue,
            };
            self.meet(change, met, String::new(), is_whole);
            goes |= !self.is_listing && self.accepts(change) == goes_if_accepted;
        }
        goes
    }

    /// Returns whether a paragraph holds changes that are only listed, so that its mark stays for now.
    fn is_listing_changes(&self, node: Node<'d>) -> bool {
        self.is_listing && node.descendants().any(|inner| matches!(word_name(inner), "ins" | "del"))
    }

    /// Gives each change of the paragraph the words around it.
    fn fill_contexts(&mut self) {
        let words: Vec<char> = self.building.words.chars().collect();
        for (event, start, length) in self.building.offsets.drain(..) {
            let start = start.min(words.len());
            let end = (start + length).min(words.len());
            let before = words[start.saturating_sub(CONTEXT)..start].iter().collect();
            let after = words[end..(end + CONTEXT).min(words.len())].iter().collect();
            self.events[event].around = (before, after);
        }
    }

    /// Notes a format that a bulletin doesn't have, with the words that have it.
    pub fn note_formatting(&mut self, kind: &'static str, words: &str) {
        let at = self.here();
        let is_going_on = self.building.last_remark == Some((Remark::LeftFormatting, kind));
        self.building.last_remark = Some((Remark::LeftFormatting, kind));
        self.report.add_or_extend(Remark::LeftFormatting, kind, at, words, is_going_on);
    }

    /// Adds words to the paragraph.
    pub fn push(&mut self, run: Run) {
        self.building.words.push_str(&run.text);
        for (_, comment) in &mut self.open_comments {
            comment.on.push_str(&run.text);
        }
        if self.changes_open == 0 && !run.text.is_empty() {
            self.position += run.text.chars().count();
            self.building.has_unchanged = true;
        }
        self.building.paragraph.push(run);
    }
}
