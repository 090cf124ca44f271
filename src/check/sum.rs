//! Which rows or columns of a table a total adds up, and the sums of their figures.
//!
//! It knows labels and figures, not tables.

use crate::issue::figure::{Decimal, Figure};

/// What a row or a column of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A part, which totals add.
    Part,
    /// 其中: a part of the part above it, which isn't added again.
    PartOfPart,
    /// A total. One of a higher rank adds the parts below those of lower ranks, too.
    Total(u8),
    /// Something else, such as the numbers of the rows.
    Nothing,
}

impl Line {
    /// Reads the label of a row or a column.
    pub fn of_label(label: &str) -> Self {
        /// The longest label of a total, such as 全省各设区市合计.
        const MAX_CHARS: usize = 12;
        let bare = label.split(['（', '(', '：', ':', '/']).next().unwrap_or_default();
        let bare: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
        if label.trim_start().starts_with("其中") {
            return Self::PartOfPart;
        }
        let rank = match () {
            () if bare.ends_with("小计") => 1,
            () if bare.ends_with("合计") || bare.ends_with("共计") || bare.ends_with("合计数") => 2,
            () if bare.ends_with("总计") => 3,
            () => return Self::Part,
        };
        if bare.chars().count() > MAX_CHARS || bare.ends_with("累计") { Self::Part } else { Self::Total(rank) }
    }
}

/// Returns the lines that a total may add, the likeliest first. Each list also comes with the parts of parts.
///
/// A total adds those since the last total of its rank, or all before it. In a table that begins with a total it is the
/// other way round.
pub fn members(lines: &[Line], total: usize) -> Vec<Vec<usize>> {
    let Some(Line::Total(rank)) = lines.get(total).copied() else { return Vec::new() };
    let is_end = |line: &Line| matches!(line, Line::Total(other) if *other >= rank);
    let since = lines[..total].iter().rposition(is_end).map_or(0, |last| last + 1);
    let until = lines[total + 1..].iter().position(is_end).map_or(lines.len(), |next| total + 1 + next);
    let mut ranges = [since..total, 0..total, total + 1..until, total + 1..lines.len()];
    if matches!(lines.iter().find(|line| **line != Line::Nothing), Some(Line::Total(_))) {
        ranges.rotate_left(2);
    }
    let takes = |range: &std::ops::Range<usize>, line: Line| range.clone().filter(move |index| lines[*index] == line);
    let mut found: Vec<Vec<usize>> = Vec::new();
    for range in &ranges {
        let parts: Vec<usize> = takes(range, Line::Part).collect();
        if parts.is_empty() || found.contains(&parts) {
            continue;
        }
        let parts_of_parts: Vec<usize> = takes(range, Line::PartOfPart).collect();
        found.push(parts.clone());
        if !parts_of_parts.is_empty() {
            found.push([parts, parts_of_parts].concat());
        }
    }
    found
}

/// The sums of some figures.
#[derive(Debug, Default)]
pub struct Sums {
    /// The sum of the amounts, in units.
    amount: Decimal,
    /// The number of amounts.
    amounts: usize,
    /// The sum of the shares.
    share: Decimal,
    /// The number of shares.
    shares: usize,
}

impl Sums {
    /// Adds figures. `scale` is the power of ten of those that name none.
    pub fn of<'f>(figures: impl Iterator<Item = &'f Figure> + Clone, scale: u32) -> Self {
        let shares = figures.clone().filter(|figure| figure.is_share);
        let amounts = figures.filter(|figure| !figure.is_share);
        Self {
            amount: amounts.clone().map(|figure| figure.amount(scale)).sum(),
            amounts: amounts.count(),
            share: shares.clone().map(|figure| figure.number).sum(),
            shares: shares.count(),
        }
    }

    /// Returns the number of figures of a kind.
    pub fn count(&self, shares: bool) -> usize {
        if shares { self.shares } else { self.amounts }
    }

    /// Returns whether a total agrees. Shares that were rounded may differ from 100 % by half a place each.
    pub fn agrees(&self, total: &Figure, scale: u32) -> bool {
        if !total.is_share {
            return total.amount(scale) == self.amount;
        }
        let slack = self.share.distance(total.number);
        slack == Decimal::default() || total.number == Decimal::from(100) && slack <= Decimal::from(1)
    }

    /// Returns the sum as it is shown beside a total, in the total's unit.
    pub fn shown(&self, total: &Figure, scale: u32) -> String {
        if total.is_share {
            return format!("{}%", self.share);
        }
        let own = total.scale.unwrap_or(scale);
        let word = match total.scale {
            Some(2) => "百",
            Some(3) => "千",
            Some(4) => "万",
            Some(8) => "亿",
            _ => "",
        };
        let own = if total.scale.is_some() && word.is_empty() { 0 } else { own };
        format!("{}{word}", self.amount.in_scale(own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_totals_are_known() {
        for (label, line) in [
            ("合计", Line::Total(2)),
            ("合 计", Line::Total(2)),
            ("合　计（篇）", Line::Total(2)),
            ("小计", Line::Total(1)),
            ("总 计：", Line::Total(3)),
            ("全省合计", Line::Total(2)),
            ("共计", Line::Total(2)),
            ("其中：江宁", Line::PartOfPart),
            ("累计", Line::Part),
            ("南京市", Line::Part),
            ("会计", Line::Part),
            ("统计", Line::Part),
            ("设计", Line::Part),
            ("", Line::Part),
        ] {
            assert_eq!(Line::of_label(label), line, "{label}");
        }
    }

    #[test]
    fn a_total_adds_the_parts_of_its_rank() {
        let [part, sub, all] = [Line::Part, Line::Total(1), Line::Total(2)];
        assert_eq!(members(&[part, part, sub, part, sub, all], 4)[0], [3]);
        assert_eq!(members(&[part, part, sub, part, sub, all], 5)[0], [0, 1, 3]);
        assert_eq!(members(&[all, part, part], 0)[0], [1, 2]);
        assert_eq!(members(&[sub, part, part, sub, part], 3)[0], [4]);
        assert_eq!(members(&[part, all, part, all], 3)[0], [2]);
        assert_eq!(members(&[part, all, part, all], 3)[1], [0, 2]);
        assert_eq!(members(&[part, Line::PartOfPart, all], 2), [vec![0], vec![0, 1]]);
        assert!(members(&[all], 0).is_empty());
    }
}
