//! Writes the safe readings of what was typed by mistake into the YAML: only the bytes concerned, and a file as a whole or
//! not at all.
//!
//! It takes the edits of findings. What is a mistake is for `issue` and `input`. It prints nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Edit, Place, Source};
use crate::input::file::{MAX_BYTES, read, read_limited};
use crate::issue::{Issue, Publication};
use crate::output::rewrite;
use crate::project::Job;

/// The most rounds of reading and writing one file. An error of the YAML hides those behind it.
const MAX_ROUNDS: usize = 200;

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The kind of finding that it removes.
    pub code: Code,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What was typed.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// A file that was changed.
#[derive(Debug)]
pub struct FixedFile {
    /// Its path.
    pub path: PathBuf,
    /// The changes in the order of their places.
    pub changes: Vec<Change>,
}

/// What a file holds, as far as it decides whether an edit was right.
#[derive(Debug, PartialEq, Eq)]
enum Content {
    /// The words of all texts, with commas between them.
    Words(String),
    /// The file can't be read, because of this slip at this byte.
    Error(usize, Code),
}

/// Corrects the files of issues and the publication that they share. Files without anything to correct aren't touched.
///
/// What can't be corrected is passed on in the list of findings.
pub fn fix(jobs: &[Job]) -> (Vec<FixedFile>, Vec<Diagnostic>) {
    let (mut fixed, mut findings, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    let mut add = |path: &Path, publication: Option<&Path>, is_issue: bool| {
        if seen.iter().any(|other| other == path) {
            return;
        }
        seen.push(path.to_owned());
        match fix_file(path, publication, is_issue, &|| ()) {
            Ok(changes) if changes.is_empty() => {}
            Ok(changes) => fixed.push(FixedFile { path: path.to_owned(), changes }),
            Err(finding) => findings.push(finding),
        }
    };
    // The publication comes first, since an issue can't be read without it.
    for job in jobs {
        job.publication.iter().for_each(|path| add(path, None, false));
        add(&job.issue, job.publication.as_deref(), true);
    }
    (fixed, findings)
}

/// Corrects a file and returns the changes. `before_writing` is called when everything is ready to be written.
///
/// # Errors
/// The file changed since it was read, or it can't be written. A file that can't be read is no error here: `check` says so.
fn fix_file(
    path: &Path,
    publication: Option<&Path>,
    is_issue: bool,
    before_writing: &dyn Fn(),
) -> Result<Vec<Change>, Diagnostic> {
    let Ok(original) = read_limited(path, MAX_BYTES) else { return Ok(Vec::new()) };
    // The reader's own rules about encodings hold.
    let (Ok(_), Ok(mut text)) = (read(path), String::from_utf8(original.clone())) else { return Ok(Vec::new()) };
    let shared = publication.and_then(|path| read(path).ok());
    let examine = |text: &str| {
        let source = Source::new(path, text);
        if is_issue { examine_issue(&source, shared.as_ref()) } else { examine_publication(&source) }
    };
    let mut changes = Vec::new();
    for _ in 0..MAX_ROUNDS {
        let (content, findings) = examine(&text);
        let Some((changed, made)) = apply(path, &text, &content, &findings, &examine) else { break };
        changes.extend(made);
        text = changed;
    }
    if changes.is_empty() {
        return Ok(changes);
    }
    before_writing();
    if read_limited(path, MAX_BYTES).ok().as_ref() != Some(&original) {
        return Err(Diagnostic::new(Code::InputChanged).at(Place::file(path)));
    }
    rewrite(path, text.as_bytes())?;
    changes.sort_by_key(|change| (change.line, change.column));
    Ok(changes)
}

/// Returns the corrected text and the list of its changes. Returns `None` if nothing was changed.
///
/// The edits are tried together. If the file then says something else, the first edit that is right alone is made.
fn apply(
    path: &Path,
    text: &str,
    content: &Content,
    findings: &[Diagnostic],
    examine: &dyn Fn(&str) -> (Content, Vec<Diagnostic>),
) -> Option<(String, Vec<Change>)> {
    let mut edits: Vec<(&Edit, &Diagnostic)> = Vec::new();
    for finding in findings {
        let is_own = finding.place.as_ref().is_some_and(|place| place.source.path == path);
        edits.extend(finding.edit.as_ref().filter(|_| is_own).map(|edit| (edit, finding)));
    }
    edits.sort_by_key(|(edit, _)| edit.range.start);
    edits.dedup_by(|next, before| next.0.range.start < before.0.range.end);
    let try_edits = |edits: &[(&Edit, &Diagnostic)]| {
        let changed = with_edits(text, edits.iter().map(|(edit, _)| *edit))?;
        is_right(content, &examine(&changed).0).then_some(changed)
    };
    let (changed, made) = match try_edits(&edits) {
        _ if edits.is_empty() => return None,
        Some(changed) => (changed, edits),
        // One of them may be wrong. The first that is right alone is made, and the next round tries the others.
        None => edits.chunks(1).find_map(|edit| Some((try_edits(edit)?, edit.to_vec())))?,
    };
    let changes = made.into_iter().map(|(edit, finding)| change(edit, finding)).collect();
    Some((changed, changes))
}

/// Returns a change as it is reported.
fn change(edit: &Edit, finding: &Diagnostic) -> Change {
    let source = finding.place.as_ref().map(|place| &place.source);
    let (line, column) = source.map_or((0, 0), |source| source.line_column(edit.range.start));
    let before = source.and_then(|source| source.text.get(edit.range.clone())).unwrap_or_default().to_owned();
    Change { code: finding.code, line, column, before, after: edit.text.clone() }
}

/// Returns whether edits may be kept. A file that could be read has the same words after them. One that couldn't be read can
/// be read now, or has another error. That error may stand above the old one, since YAML notices some slips late.
fn is_right(before: &Content, after: &Content) -> bool {
    match (before, after) {
        (Content::Words(before), Content::Words(after)) => before == after,
        (Content::Error(..), Content::Error(..)) => before != after,
        (Content::Error(..), Content::Words(_)) => true,
        (Content::Words(_), Content::Error(..)) => false,
    }
}

/// Reads an issue.
fn examine_issue(source: &Arc<Source>, publication: Option<&Arc<Source>>) -> (Content, Vec<Diagnostic>) {
    match Issue::read(source, publication) {
        Ok(issue) => (Content::Words(issue.words().join(",")), issue.remarks),
        Err(finding) => failed(source, finding),
    }
}

/// Reads a publication.
fn examine_publication(source: &Arc<Source>) -> (Content, Vec<Diagnostic>) {
    match Publication::read(source) {
        Ok((publication, remarks)) => (Content::Words(publication.words().join(",")), remarks),
        Err(finding) => failed(source, finding),
    }
}

/// Returns what a file that can't be read holds.
fn failed(source: &Source, finding: Diagnostic) -> (Content, Vec<Diagnostic>) {
    let place = finding.place.as_ref().filter(|place| place.source.path == source.path);
    (Content::Error(place.map_or(usize::MAX, |place| place.range.start), finding.code), vec![finding])
}

/// Returns the text of a file with its edits. All other bytes stay. Returns `None` if an edit doesn't fit the text.
///
/// The places of the edits count in bytes of the source, which has no byte-order mark and ends its lines in LF.
fn with_edits<'e>(text: &str, edits: impl Iterator<Item = &'e Edit>) -> Option<String> {
    let mut changed = String::with_capacity(text.len());
    let mut done = 0;
    // The byte of the file and the byte of the source up to which was counted.
    let mut at = (text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len(), 0);
    let mut raw = |byte: usize| -> Option<usize> {
        while at.1 < byte {
            let rest = text.get(at.0..)?;
            let step = if rest.starts_with("\r\n") {
                (2, 1)
            } else {
                rest.chars().next().map(|c| (c.len_utf8(), c.len_utf8()))?
            };
            at = (at.0 + step.0, at.1 + step.1);
        }
        (at.1 == byte).then_some(at.0)
    };
    for edit in edits {
        let (start, end) = (raw(edit.range.start)?, raw(edit.range.end)?);
        changed.push_str(text.get(done..start)?);
        changed.push_str(&edit.text);
        done = end;
    }
    changed.push_str(&text[done..]);
    Some(changed)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_the_bytes_concerned_change() {
        let edit = |range, text: &str| Edit { range, text: text.to_owned() };
        let text = "\u{feff}a: ⽅\r\nb: 3~5\r\n";
        let edits = [edit(3..6, "方"), edit(11..12, "～")];
        assert_eq!(with_edits(text, edits.iter()).unwrap(), "\u{feff}a: 方\r\nb: 3～5\r\n");
        assert_eq!(with_edits("a", [edit(5..6, "b")].iter()), None);
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.yaml");
        let text =
            "number: 1\ndate: 2022-06-01\ntitle: 简报\nissuer: 办\nsections:\n  - title: ⽅案\n    articles: []\n";
        fs::write(&path, text).unwrap();
        let other = format!("# 改过\n{text}");
        let error = fix_file(&path, None, true, &|| fs::write(&path, &other).unwrap()).unwrap_err();
        assert_eq!(error.code, Code::InputChanged);
        assert_eq!(fs::read_to_string(&path).unwrap(), other);
        let changes = fix_file(&path, None, true, &|| ()).unwrap();
        assert_eq!((changes[0].line, changes[0].after.as_str()), (7, "方"));
        assert_eq!(fs::read_to_string(&path).unwrap(), other.replace('⽅', "方"));
        assert_eq!(fix_file(&path, None, true, &|| panic!("nothing is written")).unwrap(), []);
    }
}
