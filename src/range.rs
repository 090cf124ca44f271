//! Runs of numbers that follow one another.

/// The first and last of numbers that follow one another.
pub fn runs(numbers: &[usize]) -> Vec<(usize, usize)> {
    numbers.chunk_by(|a, b| a + 1 == *b).map(|run| (run[0], run[run.len() - 1])).collect()
}
