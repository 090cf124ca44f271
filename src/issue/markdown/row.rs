//! Finds tables that were typed without their rule, and tables that were pasted from Excel with tabs.
//!
//! It looks at lines. What the cells mean is for `read`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::LINE_ENDS;

/// The most columns of a table that is recognised.
const MAX_COLUMNS: usize = 28;

/// The rows of tables that have no rule below their heads.
pub struct Rows<'t> {
    /// The text with a bar in the place of each tab between cells. All other bytes stay where they are.
    pub text: Cow<'t, str>,
    /// The lines of heads, counted from 0, each with its number of columns.
    heads: BTreeMap<usize, usize>,
    /// All lines of these tables.
    rows: BTreeSet<usize>,
    /// The lines that were pasted with tabs.
    pasted: BTreeSet<usize>,
}

/// How a line parts its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cells {
    /// By tabs, this many.
    Tabs(usize),
    /// By bars, with one at the line's beginning.
    Bars(usize),
    /// It is no row.
    None,
}

impl<'t> Rows<'t> {
    /// Looks for tables in a text.
    pub fn find(original: &'t str) -> Self {
        let text = Cow::Borrowed(original);
        let mut found = Self { text, heads: BTreeMap::new(), rows: BTreeSet::new(), pasted: BTreeSet::new() };
        if !original.contains(['\t', '|']) {
            return found;
        }
        let lines: Vec<&str> = original.split_inclusive(LINE_ENDS).collect();
        let cells: Vec<Cells> = lines.iter().map(|line| cells(line)).collect();
        let mut first = 0;
        while first < lines.len() {
            let is_like = |other: &Cells| match (cells[first], other) {
                (Cells::Tabs(_), Cells::Tabs(_)) => true,
                (Cells::Bars(a), Cells::Bars(b)) => a == *b,
                _ => false,
            };
            let count = cells[first..].iter().take_while(|other| is_like(other)).count();
            if count >= 2 {
                found.add(first, &lines[first..first + count], &cells[first..first + count]);
            }
            first += count.max(1);
        }
        if !found.pasted.is_empty() {
            let line = |(index, line): (usize, &&str)| {
                if found.pasted.contains(&index) { line.replace('\t', "|") } else { (*line).to_owned() }
            };
            found.text = Cow::Owned(lines.iter().enumerate().map(line).collect());
        }
        found
    }

    /// Takes down a table that begins at a line, unless it has a rule.
    fn add(&mut self, first: usize, lines: &[&str], cells: &[Cells]) {
        let columns = cells.iter().map(|cells| match cells {
            Cells::Tabs(count) | Cells::Bars(count) => *count,
            Cells::None => 0,
        });
        let columns = columns.max().unwrap_or(0);
        if lines.iter().any(|line| is_rule(line)) || !(2..=MAX_COLUMNS).contains(&columns) {
            return;
        }
        self.heads.insert(first, columns);
        self.rows.extend(first..first + lines.len());
        if matches!(cells[0], Cells::Tabs(_)) {
            self.pasted.extend(first..first + lines.len());
        }
    }

    /// Returns whether a line, counted from 0, is a row of such a table and not its head.
    pub fn continues(&self, line: usize) -> bool {
        self.rows.contains(&line) && !self.heads.contains_key(&line)
    }

    /// Returns whether a line was pasted with tabs.
    pub fn is_pasted(&self, line: usize) -> bool {
        self.pasted.contains(&line)
    }

    /// Returns whether a line is the head of such a table.
    pub fn is_head(&self, line: usize) -> bool {
        self.heads.contains_key(&line)
    }

    /// Returns what follows a line: the bars that a head lacks for its last columns, and the rule below it.
    pub fn rule(&self, line: usize, head: &str) -> Option<(String, String)> {
        let columns = *self.heads.get(&line)?;
        let bars = head.matches('|').count();
        let own = if head.starts_with('|') { bars - usize::from(head.ends_with('|')) } else { bars + 1 };
        let missing = "|".repeat(columns.saturating_sub(own));
        Some((missing, format!("|{}", " --- |".repeat(columns))))
    }
}

/// Says how a line parts its cells.
fn cells(line: &str) -> Cells {
    let words = line.trim_matches([' ', '\u{3000}', '\n', '\u{b}', '\u{2028}', '\r']);
    let bars = words.replace("\\|", "").matches('|').count();
    let tabs = words.matches('\t').count();
    if tabs > 0 && bars == 0 && !words.trim().is_empty() && is_pasted(words) {
        return Cells::Tabs(tabs + 1);
    }
    let is_row = words.starts_with('|') && bars >= 2;
    if is_row { Cells::Bars(bars - usize::from(words.ends_with('|'))) } else { Cells::None }
}

/// Returns whether words with tabs are cells. A tab alone before a paragraph is an indent.
fn is_pasted(words: &str) -> bool {
    let inner = words.trim_start_matches('\t');
    inner.contains('\t')
        || words.starts_with('\t') && !inner.is_empty() && inner.chars().count() <= 20 && !inner.ends_with(['。', '；'])
}

/// Returns whether a line is the rule below a head.
pub fn is_rule(line: &str) -> bool {
    let words = line.trim();
    words.contains('-') && words.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_found_without_their_rule() {
        let rows = Rows::find("文\n| 甲 | 乙 |\n| 1 | 2 |\n文");
        assert!(rows.is_head(1) && rows.continues(2) && !rows.continues(3));
        assert_eq!(rows.rule(1, "| 甲 | 乙 |").unwrap().1, "| --- | --- |");
        let rows = Rows::find("地区\t数\n甲\t1\n\t2\n");
        assert_eq!(rows.text, "地区|数\n甲|1\n|2\n");
        assert!(rows.is_head(0) && rows.continues(2));
        for text in ["| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", "| 甲 | 乙 |", "\t第一段。\n\t第二段。", "甲|乙", "地区\t数"]
        {
            assert!(Rows::find(text).heads.is_empty(), "{text}");
        }
    }
}
