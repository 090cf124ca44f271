//! The data of the layout that draws what stands around pages on the sheets for the press.

use schemars::JsonSchema;
use serde::Serialize;
use typst::layout::Size;

use super::data::BaseData;
use super::printed::printed;
use super::{Document, LayoutData};
use crate::asset::layout::SHEET;
use crate::diagnostic::Arg;

/// The least distance of marks from the trim, in mm.
const MIN_MARK_DISTANCE_MM: f64 = 3.0;

/// The data of the layout `internal/sheet`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SheetsData {
    /// What every layout gets.
    #[serde(flatten)]
    pub base: BaseData,
    /// The names of the inks that the pages print, process inks first.
    pub printed_inks: Vec<String>,
    /// The sides of all sheets.
    pub sheets: Vec<SheetSide>,
}

/// One side of a sheet, or a page by itself.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SheetSide {
    /// The width within the trim, in mm.
    pub width: f64,
    /// The height within the trim, in mm.
    pub height: f64,
    /// How far marks stand from the trim, in mm.
    pub clear: f64,
    /// Whether the sheet is folded in the middle.
    pub fold: bool,
    /// Whether this is the back of a sheet.
    pub back: bool,
    /// The slug line: publication, number, date and pages.
    pub slug: String,
}

/// The pages on one side of a sheet. Pages and sheets are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A page by itself.
    Page(usize),
    /// The left and the right page on a sheet that is folded.
    Pair {
        /// The sheet.
        sheet: usize,
        /// Whether this is its back.
        is_back: bool,
        /// The pages; `None` for a blank one.
        pages: [Option<usize>; 2],
    },
}

/// Returns the document that draws what stands around the pages of another one. `inks` are the inks that those print, and
/// `sides` all sides of the sheets, each with its size within the trim.
pub fn sheets(own: &Document, inks: Vec<String>, sides: impl IntoIterator<Item = (Size, Side)>) -> Document {
    let side = |(size, side): (Size, Side)| SheetSide {
        width: size.x.to_mm(),
        height: size.y.to_mm(),
        clear: own.print_setup.bleed.max(MIN_MARK_DISTANCE_MM),
        fold: matches!(side, Side::Pair { .. }),
        back: matches!(side, Side::Pair { is_back: true, .. }),
        slug: slug(own, side),
    };
    let data =
        SheetsData { base: own.data.base().clone(), printed_inks: inks, sheets: sides.into_iter().map(side).collect() };
    let (name, print_setup) = (own.name.clone(), own.print_setup.clone());
    Document::from_data(SHEET, LayoutData::Sheets(data), own.date, name, own.profile, print_setup)
}

/// Returns the slug line of a side.
fn slug(own: &Document, side: Side) -> String {
    let mut args = vec![("name", Arg::from(own.name.as_str())), ("date", own.date.to_string().into())];
    match side {
        Side::Page(page) => {
            args.push(("page", page.to_string().into()));
            printed("slug-page", &args)
        }
        Side::Pair { sheet, is_back, pages } => {
            let page = |page: Option<usize>| page.map_or_else(|| printed("blank-page", &[]), |page| page.to_string());
            args.push(("sheet", sheet.to_string().into()));
            args.push(("pages", pages.map(page).join("｜").into()));
            printed(if is_back { "slug-back" } else { "slug-front" }, &args)
        }
    }
}
