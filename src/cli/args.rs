//! The grammar of the command line.
//!
//! What each option means is said in the catalogue, under `help-COMMAND-OPTION`, because it is said in two languages.

mod build;
mod fit;
pub mod import;
mod inspect;
mod new;
mod page;
mod plate;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub use self::build::Build;
pub use self::fit::Fit;
use self::import::Import;
pub use self::inspect::Inspect;
pub use self::new::New;
pub use self::page::{PageNumbers, Pages};
use self::page::{read_page_numbers, read_pages};
use self::plate::{read_kind, read_resolution};
use crate::diagnostic::message::Lang;
use crate::issue::Profile;
use crate::pdf::imposition::Arrangement;
use crate::pdf::plate::PictureKind;
use crate::pdf::preflight::Variant;
use crate::project::name::read_year;

#[derive(Debug, Parser)]
#[command(
    name = "jianbao",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub struct Args {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, clap::Args)]
pub struct Common {
    #[arg(long, global = true, value_name = "DIR")]
    pub project: Option<PathBuf>,
    #[arg(long, global = true, value_name = "zh|en", hide_possible_values = true)]
    pub lang: Option<Lang>,
    #[arg(
        long,
        global = true,
        value_name = "human|json|csv",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: Format,
    #[arg(
        long,
        global = true,
        value_name = "auto|always|never",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub color: Color,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Build(Build),
    Watch(Watch),
    Preview(Preview),
    Check(Check),
    Impose(Impose),
    Preflight(Preflight),
    Inspect(Inspect),
    Plates(Plates),
    Statistics(Statistics),
    Dispatch(Dispatch),
    Volume(Volume),
    Release(Release),
    Diff(Diff),
    Export(Export),
    Fit(Fit),
    New(New),
    Import(Import),
    Typst(Typst),
    Fonts(Fonts),
    Schema(Schema),
    Licenses(Licenses),
    Completions(Completions),
    Man(Man),
    Help(Help),
}

#[derive(Debug, clap::Args)]
pub struct Watch {
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    #[arg(long, value_name = "print|print-x1a|screen|archive", hide_possible_values = true)]
    pub profile: Option<Profile>,
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    #[arg(long)]
    pub system_fonts: bool,
}

#[derive(Debug, clap::Args)]
pub struct Preview {
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(long)]
    pub open: bool,
    #[arg(long, value_name = "EDITOR", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub open_editor: Option<String>,
    #[arg(long, value_name = "N")]
    pub port: Option<std::num::NonZeroU16>,
    #[arg(long)]
    pub system_fonts: bool,
}

#[derive(Debug, clap::Args)]
pub struct Check {
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(long)]
    pub fix: bool,
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    #[arg(long)]
    pub system_fonts: bool,
}

#[derive(Debug, clap::Args)]
pub struct Impose {
    #[arg(value_name = "ISSUE", required = true)]
    pub paths: Vec<PathBuf>,
    #[arg(long = "as", value_name = "booklet|two-up", hide_possible_values = true)]
    pub arrangement: Arrangement,
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    #[arg(long, value_name = "MM", default_value = "0.1mm", hide_default_value = true, value_parser = read_creep)]
    pub creep: f64,
    #[arg(long)]
    pub bare: bool,
    #[arg(long, value_name = "changed|3-4", value_parser = read_pages)]
    pub pages: Option<Pages>,
    #[arg(long, value_name = "print|print-x1a", value_parser = read_plate_profile)]
    pub profile: Option<Profile>,
    #[arg(long)]
    pub force: bool,
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    #[arg(long)]
    pub system_fonts: bool,
}

#[derive(Debug, clap::Args)]
pub struct Preflight {
    #[arg(value_name = "FILE.pdf", required = true)]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "FILE.pdf")]
    pub report: Option<PathBuf>,
    #[arg(long = "for", value_name = "sheetspot|sheetcmyk|webspot|…", hide_possible_values = true, ignore_case = true)]
    pub variant: Option<Variant>,
    #[arg(long, value_name = "INK", value_delimiter = ',')]
    pub inks: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub struct Plates {
    #[arg(value_name = "FILE.pdf", required = true)]
    pub files: Vec<PathBuf>,
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    #[arg(long = "as", value_name = "png|tiff", default_value = "png", hide_default_value = true, value_parser = read_kind)]
    pub kind: PictureKind,
    #[arg(long, value_name = "DPI", default_value = "150", hide_default_value = true, value_parser = read_resolution)]
    pub resolution: f32,
    #[arg(long, value_name = "3-4", value_parser = read_page_numbers)]
    pub pages: Option<PageNumbers>,
}

#[derive(Debug, clap::Args)]
pub struct Statistics {
    #[arg(value_name = "YEAR", value_parser = read_year_name)]
    pub year: i32,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Volume {
    #[arg(value_name = "YEAR", value_parser = read_year_name)]
    pub year: i32,
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    #[arg(long, value_name = "print|print-x1a|screen|archive", hide_possible_values = true)]
    pub profile: Option<Profile>,
    #[arg(long)]
    pub force: bool,
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    #[arg(long)]
    pub system_fonts: bool,
}

#[derive(Debug, clap::Args)]
pub struct Dispatch {
    #[arg(value_name = "ISSUE")]
    pub issue: PathBuf,
}

#[derive(Debug, clap::Args)]
pub struct Release {
    #[arg(value_name = "ISSUE")]
    pub issue: PathBuf,
    #[arg(long)]
    pub system_fonts: bool,
}

#[derive(Debug, clap::Args)]
pub struct Diff {
    #[arg(value_name = "ISSUE")]
    pub issue: PathBuf,
    #[arg(long, value_name = "r1|FILE")]
    pub against: Option<String>,
    #[arg(long, value_name = "FILE.pdf")]
    pub proof: Option<PathBuf>,
    #[arg(long)]
    pub system_fonts: bool,
}

#[derive(Debug, clap::Args)]
pub struct Export {
    #[arg(value_name = "ISSUE")]
    pub issue: PathBuf,
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    #[arg(long)]
    pub system_fonts: bool,
}

#[derive(Debug, clap::Args)]
pub struct Typst {
    #[arg(value_name = "ISSUE")]
    pub issue: PathBuf,
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    #[arg(long)]
    pub system_fonts: bool,
}

#[derive(Debug, clap::Args)]
pub struct Fonts {
    #[arg(long, value_name = "ISSUE")]
    pub issue: Option<PathBuf>,
    #[arg(long)]
    pub system_fonts: bool,
}

#[derive(Debug, clap::Args)]
pub struct Schema {
    #[arg(
        value_name = "issue|publication",
        default_value = "issue",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub subject: Subject,
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Licenses {
    #[arg(long)]
    pub faces: bool,
    #[arg(long)]
    pub libraries: bool,
}

#[derive(Debug, clap::Args)]
pub struct Completions {
    #[arg(value_name = "bash|zsh|fish|powershell|elvish", hide_possible_values = true)]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub struct Man {
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct Help {
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Human,
    Json,
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Subject {
    Issue,
    Publication,
}

impl ValueEnum for Profile {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let value = clap::builder::PossibleValue::new(self.name());
        Some(if *self == Self::PrintX1a { value.alias("press") } else { value })
    }
}

impl ValueEnum for Variant {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.name()))
    }
}

impl ValueEnum for Arrangement {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.name()))
    }
}

/// Reads the thickness of paper that can be folded, at most half a millimetre.
fn read_creep(text: &str) -> Result<f64, String> {
    let length = text.strip_suffix("mm").unwrap_or(text).trim().parse::<f64>().map_err(|error| error.to_string())?;
    if (0.0..=0.5).contains(&length) { Ok(length) } else { Err(text.to_owned()) }
}

/// Reads a year as people name it: `2022`, `2022年`, `issues/2022`.
fn read_year_name(text: &str) -> Result<i32, String> {
    read_year(text).ok_or_else(|| text.to_owned())
}

/// Reads a profile (用途) that plates are made for.
fn read_plate_profile(text: &str) -> Result<Profile, String> {
    Profile::of_word(text).filter(|profile| profile.is_for_plates()).ok_or_else(|| text.to_owned())
}

impl ValueEnum for Lang {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Zh, Self::En]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(match self {
            Self::Zh => "zh",
            Self::En => "en",
        }))
    }
}

impl From<Subject> for crate::issue::schema::Subject {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Issue => Self::Issue,
            Subject::Publication => Self::Publication,
        }
    }
}
