//! The words of `jianbao import`.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::ValueEnum;

use crate::import::choice::Which;

#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("place").args(["section", "corrections"])))]
pub struct Import {
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    #[arg(short, long, value_name = "ISSUE", conflicts_with = "into")]
    pub output: Option<PathBuf>,
    #[arg(long, value_name = "ISSUE", requires = "place")]
    pub into: Option<PathBuf>,
    #[arg(long, value_name = "NAME")]
    pub section: Option<String>,
    #[arg(long, requires = "into")]
    pub new_section: bool,
    #[arg(long, value_name = "TITLE", requires = "into", conflicts_with = "after")]
    pub before: Option<String>,
    #[arg(long, value_name = "TITLE", requires = "into")]
    pub after: Option<String>,
    #[arg(long = "as", value_name = "issue|article", hide_possible_values = true)]
    pub as_kind: Option<DraftKind>,
    #[arg(long, value_name = "N")]
    pub number: Option<NonZeroU32>,
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = read_date)]
    pub date: Option<String>,
    #[arg(long, value_name = "WHICH", value_parser = read_which)]
    pub accept: Vec<Which>,
    #[arg(long, value_name = "WHICH", value_parser = read_which)]
    pub reject: Vec<Which>,
    #[arg(long, value_name = "keep|drop", hide_possible_values = true)]
    pub comments: Option<Comments>,
    #[arg(long, value_name = "WHICH", value_parser = read_which)]
    pub leave_out: Vec<Which>,
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    #[arg(long, value_name = "DIR")]
    pub pictures: Option<PathBuf>,
    #[arg(long, requires = "into", conflicts_with_all = ["new_section", "before", "after", "as_kind", "number", "date"])]
    pub corrections: bool,
    #[arg(long)]
    pub no_libreoffice: bool,
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// What a draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DraftKind {
    /// A whole issue.
    Issue,
    /// An article.
    Article,
}

/// What becomes of comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Comments {
    /// They stand in the YAML.
    Keep,
    /// They are left.
    Drop,
}

/// Reads which changes or losses are meant.
fn read_which(text: &str) -> Result<Which, String> {
    text.parse().map_err(|()| text.to_owned())
}

/// Reads a date.
fn read_date(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return Err(text.to_owned()) };
    let wrong = |_| text.to_owned();
    let month = month.parse::<u8>().map_err(wrong)?;
    let month = time::Month::try_from(month).map_err(|_| text.to_owned())?;
    let date = time::Date::from_calendar_date(year.parse().map_err(wrong)?, month, day.parse().map_err(wrong)?);
    let date = date.map_err(|_| text.to_owned())?;
    Ok(format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day()))
}
