//! Runs of numbers that follow one another.

/// Returns the first and the last number of each run of numbers that follow one another.
pub fn runs(numbers: &[usize]) -> Vec<(usize, usize)> {
    numbers.chunk_by(|a, b| a + 1 == *b).map(|run| (run[0], run[run.len() - 1])).collect()
}
