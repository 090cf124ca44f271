//! Pages on the command line.

/// Which pages of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pages {
    /// The pages that look different from those of the last release.
    Changed,
    /// The pages of these numbers, from 1, in order.
    Listed(Vec<usize>),
}

/// Reads `changed`, or the numbers of pages.
pub fn read_pages(text: &str) -> Result<Pages, String> {
    if text == "changed" {
        return Ok(Pages::Changed);
    }
    read_page_numbers(text).map(|PageNumbers(numbers)| Pages::Listed(numbers))
}

/// The pages of a PDF by their numbers, from 1, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageNumbers(pub Vec<usize>);

/// Reads numbers as `3`, `3-4`, `1,3-4`, with any dash or comma that a keyboard has.
pub fn read_page_numbers(text: &str) -> Result<PageNumbers, String> {
    const MAX_PAGE: usize = 9999;
    let mut numbers = std::collections::BTreeSet::new();
    for part in text.split([',', '，', '、']) {
        let (first, last) = part.split_once(['-', '–', '—', '－', '～', '~']).unwrap_or((part, part));
        let number = |text: &str| text.trim().parse::<usize>().ok().filter(|number| (1..=MAX_PAGE).contains(number));
        let (first, last) = number(first).zip(number(last)).filter(|(a, b)| a <= b).ok_or_else(|| text.to_owned())?;
        numbers.extend(first..=last);
    }
    Ok(PageNumbers(numbers.into_iter().collect()))
}
