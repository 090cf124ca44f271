//! jianbao (简报): structured YAML issues of a bulletin in, print-ready A4 PDF out, through Typst.
//!
//! A project is a folder with `issues/`. Its issues become PDFs in four calls:
//!
//! ```no_run
//! use jianbao::{Jianbao, Profile};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let project = Jianbao::open(".")?;
//! let pages = project.issue("issues/2022/36.yaml")?.typeset()?;
//! std::fs::write("36.pdf", pages.pdf(Profile::Print)?)?;
//! # Ok(())
//! # }
//! ```
//!
//! An issue may come from memory, too. Whatever is wrong with it is an error that says where and what to do:
//!
//! ```
//! use jianbao::{Jianbao, Profile};
//!
//! # fn main() -> Result<(), jianbao::Findings> {
//! let yaml = "
//! title: 某省工作简报
//! issuer: 某省某办
//! number: 1
//! date: 2022-12-28
//! sections:
//!   - title: 工作交流
//!     articles:
//!       - title: 一篇来稿
//!         body: 今年以来，某市把志愿服务作为主要抓手。
//! ";
//! let jianbao = Jianbao::built_in();
//! let pages = jianbao.issue_from_str(yaml)?.typeset()?;
//! assert_eq!(pages.count(), 2);
//! assert!(pages.pdf(Profile::Print)?.starts_with(b"%PDF-"));
//!
//! let error = jianbao.issue_from_str(&yaml.replace("issuer:", "isuer:")).err().unwrap();
//! assert!(error.to_string().contains(":3:1: unknown-key: "), "{error}");
//! # Ok(())
//! # }
//! ```
//!
//! The modules stand in the order of the data's way, and each uses only those before it (`tests/order.rs`). Files are
//! read by `input` and written by `output` alone, and only `cli` prints (`tests/source.rs`). Every other step takes values
//! and returns values and findings.

#![deny(missing_docs)]
#![forbid(unsafe_code)]
// A function fits on a screen: 50 lines, in `clippy.toml`. Tests may show longer outputs.
#![warn(clippy::too_many_lines)]

mod range;
pub mod diagnostic;
pub mod input;
pub mod output;
pub mod process;
pub mod issue;
pub mod asset;
pub mod project;
pub mod check;
pub mod typeset;
pub mod pdf;
mod library;
pub mod build;
pub mod export;
pub mod revision;
pub mod import;
pub mod report;
pub mod preview;
pub mod correct;
pub mod cli;

pub use diagnostic::message::Lang;
pub use diagnostic::{Code, Diagnostic, Findings, Severity};
pub use issue::Profile;
pub use library::{Jianbao, LoadedIssue, Pages};
