//! The words of `jianbao new`.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct New {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long)]
    pub all: bool,
}
