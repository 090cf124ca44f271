//! The words of `jianbao fit`.

use std::num::NonZeroU32;
use std::path::PathBuf;

use crate::issue::FitPages;

#[derive(Debug, clap::Args)]
pub struct Fit {
    #[arg(value_name = "ISSUE")]
    pub issue: PathBuf,
    #[arg(long, value_name = "8|even", value_parser = read_fit_pages)]
    pub pages: Option<FitPages>,
    #[arg(long, value_name = "N")]
    pub multiple_of: Option<NonZeroU32>,
    #[arg(long)]
    pub system_fonts: bool,
}

/// Reads a page that a text is to end on, or `even`.
fn read_fit_pages(text: &str) -> Result<FitPages, String> {
    FitPages::parse(text).ok_or_else(|| text.to_owned())
}
