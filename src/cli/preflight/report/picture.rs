//! The pictures of a report: which pages are shown, and what they look like.

use std::collections::{BTreeMap, BTreeSet};

use kurbo::Rect;
use typst::foundations::Bytes;

use crate::diagnostic::Diagnostic;
use crate::issue::Date;
use crate::pdf::plate::{PictureKind, PlateScale, rasterise_plate, rasterise_sheets};
use crate::pdf::preflight::ink::Area;
use crate::pdf::preflight::watch::{Step, Watch};
use crate::pdf::preflight::{File, Preflight};

/// The most pages that are shown as plates print them.
const MAX_SEPARATED_PAGES: usize = 16;
/// The most pages that are shown with their findings.
const MAX_FINDING_PAGES: usize = 9;
/// The resolution of pictures of plates in pixels to the inch.
const PLATE_DPI: f32 = 40.0;
/// The pixels of the longer side of a page with findings.
const PAGE_PX: f32 = 700.0;
/// The difference in points up to which boxes are the same, because numbers in a PDF are rounded.
const SAME_PT: f64 = 0.05;
/// The date of a report on a PDF that has none.
const NO_DATE: Date = Date { year: 2000, month: 1, day: 1 };

/// The pictures of a report, as PNG.
pub struct ReportPictures {
    /// Pages by their numbers, from 1.
    pages: BTreeMap<usize, Vec<u8>>,
    /// Pages as plates print them, by the page and the index of the plate.
    pub plates: BTreeMap<(usize, usize), Vec<u8>>,
    /// The date of the PDF.
    pub date: Date,
}

impl ReportPictures {
    /// Draws the pictures that a report shows.
    pub fn draw(file: &File, found: &Preflight, watch: &dyn Watch) -> Self {
        let shown: BTreeSet<usize> = finding_pages(found).0.into_iter().chain(first_pages(found)).collect();
        let mut pages = BTreeMap::new();
        rasterise_sheets(
            file,
            PAGE_PX,
            |number| shown.contains(&number) && watch.begin(Step::Ink(number)),
            |number, png| {
                pages.insert(number, png);
            },
        );
        let separated = separated_pages(found);
        let scale = PlateScale { dpi: PLATE_DPI, area: Area::Sheet };
        let mut plates = BTreeMap::new();
        for (index, plate) in found.plates.iter().enumerate() {
            rasterise_plate(
                file,
                &plate.name,
                scale,
                |number| separated.contains(&number),
                watch,
                |number, image| {
                    if !image.is_blank() {
                        plates.extend(PictureKind::Png.encode(&image, PLATE_DPI).map(|png| ((number, index), png)));
                    }
                },
            );
        }
        let date = file.info().and_then(|info| file.text(info, "CreationDate"));
        Self { pages, plates, date: date.and_then(|date| read_date(&date)).unwrap_or(NO_DATE) }
    }
}

/// Reads the day of a date as PDF writes it: `D:20221228…` (PDF 2.0 7.9.4).
fn read_date(text: &str) -> Option<Date> {
    let digits = text.strip_prefix("D:")?;
    let part = |range| digits.get(range);
    Date::parse(&format!("{}-{}-{}", part(0..4)?, part(4..6)?, part(6..8)?))
}

/// Returns the pages that are shown as plates print them.
pub fn separated_pages(found: &Preflight) -> Vec<usize> {
    (1..=found.pages.len().min(MAX_SEPARATED_PAGES)).collect()
}

/// Returns the pages that are shown with their findings, those with places first to be chosen, and how many there are.
pub fn finding_pages(found: &Preflight) -> (Vec<usize>, usize) {
    let placed: BTreeSet<usize> = found.areas.iter().map(|area| area.page).collect();
    let all: BTreeSet<usize> = found.findings.iter().flat_map(Diagnostic::pages).collect();
    let count = all.union(&placed).count();
    let others = all.difference(&placed).copied();
    let mut chosen: Vec<usize> = placed.iter().copied().chain(others).take(MAX_FINDING_PAGES).collect();
    chosen.retain(|number| (1..=found.pages.len()).contains(number));
    chosen.sort_unstable();
    (chosen, count)
}

/// Returns the first page of each size.
fn first_pages(found: &Preflight) -> Vec<usize> {
    group_sizes(found).into_iter().filter_map(|pages| pages.first().copied()).collect()
}

/// Returns the pages, from 1, by their boxes.
pub fn group_sizes(found: &Preflight) -> Vec<Vec<usize>> {
    let same = |a: Option<Rect>, b: Option<Rect>| match (a, b) {
        (Some(a), Some(b)) => {
            let [x0, y0, x1, y1] = [a.x0 - b.x0, a.y0 - b.y0, a.x1 - b.x1, a.y1 - b.y1];
            [x0, y0, x1, y1].into_iter().all(|difference| difference.abs() < SAME_PT)
        }
        (a, b) => a.is_none() && b.is_none(),
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, page) in found.pages.iter().enumerate() {
        let is_same = |group: &&mut Vec<usize>| {
            let other = &found.pages[group[0] - 1];
            same(page.media, other.media) && same(page.bleed, other.bleed) && same(page.trim, other.trim)
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(index + 1),
            None => groups.push(vec![index + 1]),
        }
    }
    groups
}

impl ReportPictures {
    /// Returns the pictures by their names in the document.
    pub fn files(&self) -> BTreeMap<String, Bytes> {
        let pages = self.pages.iter().map(|(page, png)| (page_name(*page), png));
        let plates = self.plates.iter().map(|((page, plate), png)| (plate_name(*page, *plate), png));
        pages.chain(plates).map(|(name, png)| (name, Bytes::new(png.clone()))).collect()
    }

    /// Returns the name of a page's picture, if there is one.
    pub fn page(&self, page: usize) -> Option<String> {
        self.pages.contains_key(&page).then(|| page_name(page))
    }
}

/// Returns the name of a page's picture in the document.
pub fn page_name(page: usize) -> String {
    format!("pictures/page-{page}.png")
}

/// Returns the name of a plate's picture in the document.
pub fn plate_name(page: usize, plate: usize) -> String {
    format!("pictures/plate-{page}-{plate}.png")
}
