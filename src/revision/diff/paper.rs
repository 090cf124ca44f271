//! Any PDF as its reader sees it: pages drawn at 100 dpi, and the words of each page.

use hayro::vello_cpu::Pixmap;

use super::unit::{Passage, count};
use crate::diagnostic::Diagnostic;
use crate::issue::Profile;
use crate::pdf::preflight::{Claim, File, Metadata, PdfX, read_claims};
use crate::pdf::raster::rasterise;
use crate::typeset::fingerprint::Fingerprint;

/// Pixels for each point.
const SCALE: f32 = 100.0 / 72.0;
/// The most pixels of a page's longer side.
const PIXELS: f32 = 4700.0;
/// The most pages that are drawn; of others only the words count.
const MOST_DRAWN: usize = 1000;

/// The looks and words of a PDF's pages.
///
/// # Errors
/// It is no PDF, is broken, or opens with a password only.
pub fn paper(bytes: &[u8]) -> Result<(Vec<Fingerprint>, Vec<Passage>), Diagnostic> {
    let file = File::open(bytes)?;
    let words = |number: usize| closed(&file.document.extract_text(&[number as u32]).unwrap_or_default());
    let words: Vec<_> = (1..=file.pages.len()).map(words).collect();
    let drawn = drawn(bytes);
    let look = |(index, words): (usize, &String)| match drawn.get(index) {
        Some(look) => look.clone(),
        None => Fingerprint::of_bytes(words.as_bytes()),
    };
    let fingerprints = words.iter().enumerate().map(look).collect();
    Ok((fingerprints, sentences(&words)))
}

/// The profile that a PDF of ours was made in, by the standards that it claims.
pub fn profile(bytes: &[u8]) -> Option<Profile> {
    let file = File::open(bytes).ok()?;
    let claims = read_claims(&file, &Metadata::of(&file));
    let profile = |claim: &Claim| match claim {
        Claim::X(PdfX::X4) => Some(Profile::Print),
        Claim::X(PdfX::X1a2003) => Some(Profile::PrintX1a),
        Claim::A(3, _) => Some(Profile::Archive),
        Claim::Ua(_) => Some(Profile::Screen),
        _ => None,
    };
    claims.iter().find_map(profile)
}

/// The words of a page without blanks, which every program puts elsewhere, and without the page number; but the figures
/// of two cells stay apart.
fn closed(text: &str) -> String {
    let mut closed = String::new();
    for part in text.split_whitespace() {
        let is_figure = |c: char| c.is_ascii_alphanumeric();
        if closed.ends_with(is_figure) && part.starts_with(is_figure) {
            closed.push(' ');
        }
        closed.push_str(part);
    }
    let dash = ['—', '–', '-'];
    let before = closed.strip_suffix(dash).map(|rest| rest.trim_end_matches(|c: char| c.is_ascii_digit()));
    match before.and_then(|rest| rest.strip_suffix(dash)) {
        Some(rest) => rest.to_owned(),
        None => closed,
    }
}

/// The sentences of all pages, wherever a page ends.
fn sentences(pages: &[String]) -> Vec<Passage> {
    let mut sentences: Vec<Passage> = Vec::new();
    let mut is_open = false;
    for (page, words) in (1..).zip(pages) {
        for part in words.split_inclusive(['。', '！', '？', '；']) {
            let pages = vec![page; count(part)];
            match sentences.last_mut() {
                Some(unit) if is_open => {
                    unit.cells[0].push_str(part);
                    unit.pages.extend(pages);
                }
                _ => sentences.push(Passage {
                    page,
                    pages,
                    fields: Vec::new(),
                    place: None,
                    cells: vec![part.to_owned()],
                    picture: None,
                    typed: String::new(),
                    repeats: false,
                }),
            }
            is_open = !part.ends_with(['。', '！', '？', '；']);
        }
    }
    sentences
}

fn drawn(bytes: &[u8]) -> Vec<Fingerprint> {
    let scale = |width: f32, height: f32| SCALE.min(PIXELS / width.max(height));
    let fingerprint = |page: &Pixmap| Fingerprint::of_bytes(page.data_as_u8_slice());
    rasterise(bytes.to_vec(), MOST_DRAWN, scale, fingerprint).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stay_apart_and_page_numbers_go() {
        assert_eq!(closed("南京市 \n7\n4\n2022 \n年 \n—\n10 \n—\n"), "南京市7 4 2022年");
        assert_eq!(closed("到 10 - 12 "), "到10-12");
    }

    #[test]
    fn a_sentence_goes_over_pages() {
        let sentences = sentences(&["甲。乙".to_owned(), "丙。丁".to_owned(), String::new()]);
        let told: Vec<_> = sentences.iter().map(|unit| (unit.page, unit.cells[0].as_str())).collect();
        assert_eq!(told, [(1, "甲。"), (1, "乙丙。"), (2, "丁")]);
    }
}
