//! The data of the layout that draws what stands around pages on the sheets for the press.

use schemars::JsonSchema;
use serde::Serialize;

use super::data::BaseData;
use super::{Document, LayoutData};
use crate::asset::layout::SHEET;

/// The data of the layout `internal/sheet`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SheetsData {
    /// What every layout gets.
    #[serde(flatten)]
    pub base: BaseData,
    /// Masthead and number, for the slug line.
    pub name: String,
    /// The date of the issue, for the slug line.
    pub date: String,
    /// The sides of all sheets.
    pub sheets: Vec<SheetSide>,
}

/// One side of a sheet, or a page by itself.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct SheetSide {
    /// The width within the trim, in mm.
    pub width: f64,
    /// The height within the trim, in mm.
    pub height: f64,
    /// How far marks stand from the trim, in mm.
    pub clear: f64,
    /// Whether the sheet is folded in the middle.
    pub fold: bool,
    /// The pages from the left, from 1; `none` for a blank one.
    pub pages: Vec<Option<usize>>,
    /// Whether pictures are printed in process colours, so that the colour bar needs them.
    pub process: bool,
    /// The sheet's number, from 1; 0 for a page by itself.
    pub number: usize,
    /// Whether it is the back of the sheet.
    pub back: bool,
}

/// Returns the document that draws what stands around the pages of another one.
pub fn sheets(own: &Document, sheets: Vec<SheetSide>) -> Document {
    let data = SheetsData { base: own.data.base().clone(), name: own.name.clone(), date: own.date.to_string(), sheets };
    Document::from_data(
        SHEET,
        LayoutData::Sheets(data),
        own.date,
        own.name.clone(),
        own.profile,
        own.print_setup.clone(),
    )
}
