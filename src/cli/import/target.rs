//! Where imported drafts go: to standard output, into a new issue, or into one that is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::Cli;
use super::super::args::import::Import;
use super::Draft;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::import::article::{Article, Issue, Section};
use crate::import::splice::{Spot, insert};
use crate::import::write::articles as write_articles;
use crate::import::{Recognised, name_pictures, verify, words, write};
use crate::input::file::{self, read_limited};
use crate::output::{has_bytes, remove, rewrite, write as write_file};
use crate::project::{OutputKind, refuse_kind};

/// What was written.
#[derive(Debug, Default)]
pub struct Written {
    /// The YAML that is printed, where nothing is written.
    pub printed: Option<String>,
    /// The issue.
    pub issue: Option<PathBuf>,
    /// The section of an issue that was there.
    pub section: Option<String>,
    /// The pictures.
    pub pictures: Vec<PathBuf>,
}

/// Returns the path of an issue that a user names.
pub fn issue_path(cli: &Cli, named: &Path) -> PathBuf {
    let path = cli.project.path(named);
    if path.extension().is_some() || path.is_file() { path } else { path.with_extension("yaml") }
}

/// Writes or prints imported drafts.
///
/// # Errors
/// The command line leaves something open, or a file can't be written.
pub fn put(cli: &Cli, args: &Import, drafts: &[Draft]) -> Result<Written, Diagnostic> {
    let (issues, mut articles) = parts(drafts);
    let target = args.output.as_ref().or(args.into.as_ref()).map(|path| issue_path(cli, path));
    let folder =
        args.pictures.as_ref().map_or("pictures".to_owned(), |folder| folder.to_string_lossy().replace('\\', "/"));
    let base = target.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
    let stem =
        target.as_deref().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut issue = issues.into_iter().next();
    let pictures = {
        let mut all: Vec<&mut Article> = articles.iter_mut().collect();
        if let Some(issue) = &mut issue {
            all.extend(issue.sections.iter_mut().flat_map(|section| &mut section.articles));
        }
        let is_taken = |path: &str, bytes: &[u8]| {
            let path = base.join(path);
            target.is_some() && path.exists() && !has_bytes(&path, bytes)
        };
        name_pictures(&mut all, &folder, &stem, &is_taken)
    };
    match (&args.output, &args.into) {
        (Some(named), _) => {
            let target = target.unwrap_or_default();
            new_issue(cli, args, named, &target, issue, articles)
                .and_then(|text| finish(&target, text.as_bytes(), &base, pictures, write_file))
        }
        (None, Some(_)) => into_issue(cli, args, &target.unwrap_or_default(), &base, &articles, pictures),
        (None, None) => {
            let yaml = printed(cli, issue.as_ref(), &articles)?;
            Ok(Written { printed: Some(yaml), ..Written::default() })
        }
    }
}

/// Divides what was imported into issues and articles.
fn parts(drafts: &[Draft]) -> (Vec<Issue>, Vec<Article>) {
    let (mut issues, mut articles) = (Vec::new(), Vec::new());
    for imported in drafts.iter().filter_map(|draft| draft.result.as_ref().ok()) {
        match &imported.recognised {
            Recognised::Article(article) => articles.push((**article).clone()),
            Recognised::Issue(issue) => issues.push((**issue).clone()),
        }
    }
    (issues, articles)
}

/// Returns the YAML that is printed.
fn printed(cli: &Cli, issue: Option<&Issue>, articles: &[Article]) -> Result<String, Diagnostic> {
    let words = words(cli.lang);
    if let Some(issue) = issue {
        let yaml = write::issue(issue, &words);
        verify::issue(&yaml, issue)?;
        return Ok(yaml);
    }
    if let [one] = articles {
        let yaml = write::article(one, &words);
        verify::article(&yaml, one)?;
        return Ok(yaml);
    }
    let yaml = write_articles(articles, &words);
    verify::articles(&yaml, articles)?;
    Ok(yaml)
}

/// Returns the text of a new issue.
fn new_issue(
    cli: &Cli,
    args: &Import,
    named: &Path,
    target: &Path,
    issue: Option<Issue>,
    articles: Vec<Article>,
) -> Result<String, Diagnostic> {
    if let Some(finding) = refuse_kind(named, target, OutputKind::Issue) {
        return Err(finding);
    }
    let existing = target.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    if !cli.project.contains(existing) {
        return Err(Diagnostic::new(Code::PathOutsideProject).at(Place::file(target)));
    }
    if target.exists() && !args.force {
        return Err(Diagnostic::new(Code::OutputExists).at(Place::file(target)));
    }
    let mut issue = issue.unwrap_or_default();
    if !articles.is_empty() {
        let Some(title) = args.section.clone() else { return Err(Diagnostic::new(Code::ImportSectionNeeded)) };
        match issue.sections.iter_mut().find(|section| section.title == title) {
            Some(section) => section.articles.extend(articles),
            None => issue.sections.push(Section { title, articles }),
        }
    }
    issue.number = args.number.map(std::num::NonZeroU32::get).or(issue.number);
    issue.date = args.date.clone().or(issue.date);
    if issue.number.is_none() {
        return Err(Diagnostic::new(Code::ImportNoNumber).at(Place::file(target)));
    }
    if issue.date.is_none() {
        return Err(Diagnostic::new(Code::ImportNoDate).at(Place::file(target)));
    }
    let yaml = write::issue(&issue, &words(cli.lang));
    verify::issue(&yaml, &issue)?;
    Ok(yaml)
}

/// Puts articles into an issue that is there.
fn into_issue(
    cli: &Cli,
    args: &Import,
    target: &Path,
    base: &Path,
    articles: &[Article],
    pictures: Vec<(String, Vec<u8>)>,
) -> Result<Written, Diagnostic> {
    if articles.is_empty() {
        let sign = crate::diagnostic::Arg::Message("import-sign-number");
        return Err(Diagnostic::new(Code::ImportUnclear).with("sign", sign).at(Place::file(target)));
    }
    if !cli.project.contains(target) && target.exists() {
        return Err(Diagnostic::new(Code::PathOutsideProject).at(Place::file(target)));
    }
    let source = file::read(target)?;
    let bytes = read_limited(target, file::MAX_BYTES)?;
    let raw = String::from_utf8(bytes.clone()).unwrap_or_default();
    let yaml = write_articles(articles, &words(cli.lang));
    verify::articles(&yaml, articles)?;
    let section = args.section.clone().unwrap_or_default();
    let spot = Spot {
        section: section.clone(),
        is_new: args.new_section,
        before: args.before.clone(),
        after: args.after.clone(),
    };
    let new = insert(&source, &raw, &yaml, articles.len(), &spot)?;
    let written = finish(target, new.as_bytes(), base, pictures, |path, new| {
        // Somebody may have saved the file meanwhile.
        if has_bytes(path, &bytes) {
            rewrite(path, new)
        } else {
            Err(Diagnostic::new(Code::InputChanged).at(Place::file(path)))
        }
    })?;
    Ok(Written { section: Some(section), ..written })
}

/// Writes the pictures and then the issue. Pictures that are new go again if the issue can't be written.
fn finish(
    target: &Path,
    bytes: &[u8],
    base: &Path,
    pictures: Vec<(String, Vec<u8>)>,
    write_issue: impl Fn(&Path, &[u8]) -> Result<(), Diagnostic>,
) -> Result<Written, Diagnostic> {
    let mut new: BTreeSet<PathBuf> = BTreeSet::new();
    let mut names = Vec::new();
    let done = pictures.into_iter().try_for_each(|(path, bytes)| {
        let path = base.join(path);
        names.push(path.clone());
        if path.exists() {
            return Ok(());
        }
        write_file(&path, &bytes)?;
        new.insert(path);
        Ok(())
    });
    if let Err(finding) = done.and_then(|()| write_issue(target, bytes)) {
        new.iter().for_each(|path| remove(path));
        return Err(finding);
    }
    Ok(Written { issue: Some(target.to_owned()), pictures: names, ..Written::default() })
}
