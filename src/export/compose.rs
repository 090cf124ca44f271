//! Makes the manuscript of an issue: which paragraphs it has, and which fields their words are.
//!
//! It takes a checked issue. Where the paragraphs stand in print is for `place`.

use std::path::Path;

use super::book::{Cell, Item, Line, Manuscript, Part, Picture, Piece, Placement, Row, Segment, Style, Table};
use super::item::Columns;
use crate::check::{CheckedBlock, CheckedIssue};
use crate::issue::markdown::{BlockKind, GridCell, Inline, plain};
use crate::issue::{Article, Issue};
use crate::typeset::document::{lines, list_items, one_line, printed, printed_date, printed_number};
use crate::typeset::field::{self, Field, RunningText};

/// Makes the manuscript of an issue. Its parts have no places yet.
pub fn compose(checked: &CheckedIssue, path: &Path) -> Manuscript {
    let issue = &checked.issue;
    let title = issue.title.as_ref().map_or_else(String::new, |title| one_line(title));
    let number = issue.number.value.to_string();
    let name = printed("name", &[("title", title.into()), ("number", number.into())]);
    let mut composer = Composer { parts: Vec::new(), lists: 0, path };
    composer.masthead(issue);
    composer.contents(issue);
    composer.blocks(RunningText::Note, &checked.note);
    for (index, (article, blocks)) in issue.articles().zip(&checked.bodies).enumerate() {
        composer.article(index, article, blocks);
    }
    composer.imprint(issue);
    Manuscript {
        name,
        issuer: issue.issuer.as_ref().map_or_else(String::new, |issuer| one_line(issuer)),
        date: issue.date.value,
        red: checked.print_setup.red_on_screen(),
        parts: composer.parts,
        pages: 0,
    }
}

/// Puts the parts of an issue together.
struct Composer<'c> {
    /// The parts so far.
    parts: Vec<Part>,
    /// The number of lists so far.
    lists: usize,
    /// The file of the issue.
    path: &'c Path,
}

impl Composer<'_> {
    /// Adds a paragraph.
    fn line(&mut self, style: Style, segments: Vec<Segment>) {
        self.parts.push(Part::Line(Line::new(style, segments)));
    }

    /// Adds the masthead.
    fn masthead(&mut self, issue: &Issue) {
        let texts = [(Style::Notice, Field::Notice, &issue.notice), (Style::Masthead, Field::Title, &issue.title)];
        for (style, field, text) in texts {
            if let Some(text) = text {
                self.line(style, vec![Segment::of(field, one_line(text))]);
            }
        }
        let mut number = around(Field::Number, &issue.number.value.to_string(), |n| printed_number("number", n));
        number.extend(issue.total_number.as_ref().into_iter().flat_map(|total| {
            around(Field::TotalNumber, &total.value.to_string(), |n| printed_number("total-number", n))
        }));
        self.line(Style::Number, number);
        let issuer = issue.issuer.as_ref().map(|issuer| Segment::of(Field::Issuer, one_line(issuer)));
        let tab = Segment { field: None, pieces: vec![Piece::Tab] };
        let date = Segment::of(Field::Date, printed_date(issue.date.value));
        self.line(Style::Issuer, issuer.into_iter().chain([tab, date]).collect());
    }

    /// Adds the contents.
    fn contents(&mut self, issue: &Issue) {
        let has_numbers = issue.contents.as_ref().and_then(|contents| contents.page_numbers.as_ref());
        let has_numbers = has_numbers.is_some_and(|on| on.value);
        let mut number = 0;
        for (section, typed) in issue.sections.iter().enumerate() {
            let at = Field::Contents { section, article: None };
            let title = one_line(&typed.title);
            self.line(Style::Section, around(at, &title, |title| printed("section", &[("title", title.into())])));
            for article in &typed.articles {
                let at = Field::Contents { section, article: Some(number) };
                let mut entry = vec![Segment::of(at, one_line(&article.title))];
                if has_numbers {
                    entry.push(Segment { field: None, pieces: vec![Piece::Tab, Piece::Page { article: number, number: 0 }] });
                }
                self.line(Style::Entry, entry);
                number += 1;
            }
        }
    }

    /// Adds an article.
    fn article(&mut self, index: usize, article: &Article, blocks: &[CheckedBlock]) {
        let mut pieces = Vec::new();
        for line in lines(&article.title) {
            if !pieces.is_empty() {
                pieces.push(Piece::Break { is_typed: true });
            }
            pieces.push(Piece::plain(line));
        }
        self.line(Style::Title, vec![Segment { field: Some(Field::ArticleTitle(index)), pieces }]);
        self.blocks(RunningText::Article(index), blocks);
        let Some(table) = &article.table else { return };
        if let Some(total) = &table.total {
            let unit = table.unit.as_ref().map_or("", |unit| unit.as_str());
            let print = |number: &str| printed("total", &[("number", number.into()), ("unit", unit.into())]);
            self.line(Style::Total, around(Field::ArticleTotal(index), &total.value.text, print));
        }
        let cell = |row: Option<usize>, column: usize, text: &str, span: usize| {
            let at = Field::TableCell(index, field::Cell { row, column });
            let style = if row.is_none() { Style::HeadCell } else { Style::Cell };
            let text = one_line(text);
            Cell { line: Line::new(style, vec![Segment::of(at, text)]), span, is_centred: true }
        };
        let head = table.columns.iter().enumerate().map(|(column, text)| cell(None, column, text, 1)).collect();
        let mut rows = vec![Row { cells: head, lines: 1 }];
        for (y, row) in table.rows.iter().enumerate() {
            let mut room = table.columns.len();
            let mut cells = Vec::new();
            for (x, typed) in row.iter().enumerate().take_while(|(x, _)| *x < table.columns.len()) {
                let span = typed.columns().min(room);
                if span > 0 {
                    cells.push(cell(Some(y), x, &typed.text, span));
                }
                room -= span;
            }
            rows.push(Row { cells, lines: 1 });
        }
        self.table(rows, table.columns.len());
    }

    /// Adds a table. Rows that end before the last column get cells without words.
    fn table(&mut self, mut rows: Vec<Row>, columns: usize) {
        for row in &mut rows {
            let used: usize = row.cells.iter().map(|cell| cell.span).sum();
            let empty = || Cell { line: Line::new(Style::Cell, Vec::new()), span: 1, is_centred: true };
            row.cells.extend((used..columns).map(|_| empty()));
        }
        let widths = vec![1.0 / columns.max(1) as f64; columns];
        self.parts.push(Part::Table(Table { rows, heads: 1, widths, placement: Placement::default() }));
    }

    /// Adds running text.
    fn blocks(&mut self, text: RunningText, blocks: &[CheckedBlock]) {
        let items = list_items(blocks.iter().map(|block| &block.block.kind));
        let markers = |list: usize| {
            let own = items.iter().flatten().filter(move |item| item.list == list);
            own.map(|item| item.marker.as_str())
        };
        let mut columns = Columns::default();
        for (index, (checked, item)) in blocks.iter().zip(&items).enumerate() {
            let at = Field::block(text, index);
            let style = match (&checked.block.kind, item) {
                (BlockKind::Item { depth, .. }, Some(item)) => {
                    let (words_at, column) = columns.place(item.list, *depth, markers(item.list));
                    let (list, marker) = (self.lists + item.list, item.marker.clone());
                    Style::Item(Item { list, depth: *depth, marker, words_at, column })
                }
                (BlockKind::Heading { level, .. }, _) => Style::Heading(*level),
                _ if text == RunningText::Note => Style::Note,
                _ => Style::Body,
            };
            self.block(at, style, checked);
        }
        self.lists += items.iter().flatten().map(|item| item.list + 1).max().unwrap_or(0);
    }

    /// Adds one block of running text.
    fn block(&mut self, at: Field, style: Style, checked: &CheckedBlock) {
        match &checked.block.kind {
            BlockKind::Paragraph(inlines) | BlockKind::Heading { inlines, .. } | BlockKind::Item { inlines, .. } => {
                self.line(style, vec![segment(at, inlines)]);
            }
            BlockKind::Picture { path, caption, width } => {
                let Some(picture) = &checked.picture else { return };
                self.parts.push(Part::Picture(Picture {
                    field: at.clone(),
                    bytes: picture.file.clone(),
                    extension: picture.extension,
                    path: path.clone(),
                    asked_mm: *width,
                    words: plain(caption),
                    size_pt: (0.0, 0.0),
                    placement: Placement::default(),
                    issue: self.path.to_owned(),
                }));
                if !caption.is_empty() {
                    self.line(Style::Caption, vec![segment(at, caption)]);
                }
            }
            BlockKind::Grid { columns, rows } => {
                let row = |row: Option<usize>, cells: &[GridCell]| {
                    let cell = |(column, cell): (usize, &GridCell)| {
                        let style = if row.is_none() { Style::HeadCell } else { Style::Cell };
                        let at = at.with_cell(field::Cell { row, column });
                        Cell { line: Line::new(style, vec![segment(at, &cell.inlines)]), span: 1, is_centred: true }
                    };
                    Row { cells: cells.iter().enumerate().map(cell).collect(), lines: 1 }
                };
                let head = std::iter::once(row(None, columns));
                let rows = head.chain(rows.iter().enumerate().map(|(y, cells)| row(Some(y), cells))).collect();
                self.table(rows, columns.len());
            }
        }
    }

    /// Adds the imprint.
    fn imprint(&mut self, issue: &Issue) {
        for (index, entry) in issue.distribution.iter().flatten().enumerate() {
            let at = Field::Imprint { entry: index, line: None };
            let label = one_line(&entry.label);
            let colon = printed("imprint-label", &[("label", "".into())]);
            let mut segments = vec![Segment::of(at, label), Segment::fixed(colon)];
            for (line, to) in entry.to.iter().enumerate() {
                if line > 0 {
                    segments.push(Segment { field: None, pieces: vec![Piece::Break { is_typed: false }] });
                }
                segments.push(Segment::of(Field::Imprint { entry: index, line: Some(line) }, one_line(to)));
            }
            self.line(Style::Imprint, segments);
        }
        let mut parts = Vec::new();
        parts.extend(issue.serial.as_ref().map(|serial| vec![Segment::of(Field::Serial, one_line(serial))]));
        parts.extend(issue.copies.as_ref().map(|copies| {
            around(Field::Copies, &copies.value.to_string(), |number| printed_number("copies", number))
        }));
        if parts.is_empty() {
            return;
        }
        let mut segments = vec![Segment::fixed("（")];
        for (index, part) in parts.into_iter().enumerate() {
            segments.extend((index > 0).then(|| Segment::fixed("　")));
            segments.extend(part);
        }
        segments.push(Segment::fixed("）"));
        self.line(Style::Serial, segments);
    }
}

/// Returns words with those of the program around them, such as 第36期.
fn around(field: Field, words: &str, print: impl Fn(&str) -> String) -> Vec<Segment> {
    let printed = print(words);
    let (before, after) = printed.split_once(words).unwrap_or_default();
    let fixed = |text: &str| (!text.is_empty()).then(|| Segment::fixed(text));
    [fixed(before), Some(Segment::of(field, words)), fixed(after)].into_iter().flatten().collect()
}

/// Makes the words of a field from inline runs.
fn segment(at: Field, inlines: &[Inline]) -> Segment {
    let piece = |(index, inline): (usize, &Inline)| match inline {
        Inline::Text { text, strong, emphasis } => {
            Piece::Words { text: text.clone(), strong: *strong, emphasis: *emphasis }
        }
        Inline::Break => Piece::Break { is_typed: true },
        Inline::Footnote { inlines, .. } => Piece::Footnote(Box::new(segment(at.with_footnote(index), inlines))),
    };
    let pieces = inlines.iter().enumerate().map(piece).collect();
    Segment { field: Some(at), pieces }
}
