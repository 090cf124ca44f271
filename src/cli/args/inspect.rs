//! What `inspect` takes on the command line.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Inspect {
    #[arg(value_name = "ISSUE|FILE.pdf")]
    pub subject: PathBuf,
    #[arg(short, long, value_name = "FILE.pdf")]
    pub output: Option<PathBuf>,
    #[arg(long)]
    pub system_fonts: bool,
}
