//! Runs of numbers that follow one another.

use std::fmt;

/// Returns the first and the last number of each run of numbers that follow one another.
pub fn runs(numbers: &[usize]) -> Vec<(usize, usize)> {
    numbers.chunk_by(|a, b| a + 1 == *b).map(|run| (run[0], run[run.len() - 1])).collect()
}

/// The numbers of pages, from 1, in order. They are shown as `1–3, 5`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageRanges(pub Vec<usize>);

impl PageRanges {
    /// Returns each run of pages: `1–3` and `5`.
    pub fn runs(&self) -> Vec<String> {
        let run =
            |(first, last): (usize, usize)| if first == last { first.to_string() } else { format!("{first}–{last}") };
        runs(&self.0).into_iter().map(run).collect()
    }
}

impl fmt::Display for PageRanges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.runs().join(", "))
    }
}
