//! The arguments of `jianbao build`.

use std::path::PathBuf;

use super::page::{Pages, read_pages};
use super::plate::read_copies;
use crate::issue::{CopyNumbers, InkPlate, Profile};

#[derive(Debug, clap::Args)]
pub struct Build {
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    #[arg(long, value_name = "print|print-x1a|screen|archive", hide_possible_values = true)]
    pub profile: Option<Profile>,
    #[arg(long, value_name = "1-50", value_parser = read_copies)]
    pub copies: Option<CopyNumbers>,
    #[arg(long, value_name = "red|black", hide_possible_values = true)]
    pub plate: Option<InkPlate>,
    #[arg(long)]
    pub force: bool,
    #[arg(long, value_name = "FILE")]
    pub depfile: Option<PathBuf>,
    #[arg(long, value_name = "changed|3-4", value_parser = read_pages)]
    pub pages: Option<Pages>,
    #[arg(long, requires = "pages")]
    pub sheets: bool,
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    #[arg(long)]
    pub system_fonts: bool,
}
