//! Choices about changes, comments and losses: which are meant, and which one counts.
//!
//! A number outranks a name, and a name outranks all.

use std::str::FromStr;

/// What one option names: `all`, numbers of the list, or the changes of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Everything.
    All,
    /// Numbers of the list, each as first and last.
    Numbers(Vec<(usize, usize)>),
    /// Those of a person.
    By(String),
}

impl FromStr for Which {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "all" {
            return Ok(Self::All);
        }
        if let Some(name) = text.strip_prefix("by:") {
            return if name.trim().is_empty() { Err(()) } else { Ok(Self::By(name.trim().to_owned())) };
        }
        let range = |part: &str| {
            let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
            let number = |text: &str| text.trim().parse::<usize>().ok().filter(|number| *number > 0);
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then_some((first, last))
        };
        text.split([',', '，']).map(range).collect::<Option<Vec<_>>>().map(Self::Numbers).ok_or(())
    }
}

impl Which {
    /// Returns how strongly it names something, or `None` if it doesn't.
    fn rank(&self, number: usize, by: &str) -> Option<u8> {
        match self {
            Self::All => Some(1),
            Self::By(name) => (name == by).then_some(2),
            Self::Numbers(ranges) => ranges.iter().any(|(first, last)| (*first..=*last).contains(&number)).then_some(3),
        }
    }

    /// Returns the largest number that it names.
    fn largest(&self) -> usize {
        match self {
            Self::Numbers(ranges) => ranges.iter().map(|(_, last)| *last).max().unwrap_or(0),
            _ => 0,
        }
    }
}

/// What was chosen about one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Nothing.
    Open,
    /// Both with the same rank.
    Both,
}

/// Returns what two lists of options choose about a thing.
pub fn chosen(yes: &[Which], no: &[Which], number: usize, by: &str) -> Chosen {
    let rank = |all: &[Which]| all.iter().filter_map(|which| which.rank(number, by)).max().unwrap_or(0);
    match (rank(yes), rank(no)) {
        (0, 0) => Chosen::Open,
        (yes, no) if yes > no => Chosen::Yes,
        (yes, no) if yes < no => Chosen::No,
        _ => Chosen::Both,
    }
}

/// Returns the first number that the options name and that is larger than `count`, the length of the list.
pub fn beyond(options: &[Which], count: usize) -> Option<usize> {
    options.iter().map(Which::largest).find(|largest| *largest > count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_outranks_a_name_and_a_name_outranks_all() {
        let which = |text: &str| text.parse::<Which>().unwrap();
        let yes = [which("all"), which("2")];
        let no = [which("by:甲"), which("5-6")];
        assert_eq!(chosen(&yes, &no, 1, "乙"), Chosen::Yes);
        assert_eq!(chosen(&yes, &no, 1, "甲"), Chosen::No);
        assert_eq!(chosen(&yes, &no, 2, "甲"), Chosen::Yes);
        assert_eq!(chosen(&yes, &no, 6, "乙"), Chosen::No);
        assert_eq!(chosen(&yes, &[which("2")], 2, "乙"), Chosen::Both);
        assert_eq!(chosen(&[], &no, 1, "乙"), Chosen::Open);
        assert_eq!(beyond(&no, 5), Some(6));
        for text in ["", "0", "3-1", "by:", "x", "1,,2"] {
            assert!(text.parse::<Which>().is_err(), "{text}");
        }
    }
}
