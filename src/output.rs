//! Bytes out: the one place that writes files. No file is ever half written, and no release is written over.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use crate::diagnostic::{Code, Diagnostic, Place};

/// The folder of all releases.
pub const RELEASES: &str = "releases";
/// The file that makes a folder below that a release. Nothing is written into a release any more.
pub const RELEASE: &str = "release.json";
/// The end of a file's name while it is being written.
const PART_SUFFIX: &str = ".jianbao-part";
/// The age from which on an unfinished file belongs to a run that was killed.
const STALE_PART_AGE: Duration = Duration::from_secs(600);

/// Returns whether a file has just these bytes.
pub fn has_bytes(path: &Path, bytes: &[u8]) -> bool {
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|old| old == bytes)
}

/// Writes a file beside its target and renames it over, so that every reader sees the old or the new file, whole.
///
/// # Errors
/// The folder can't be made or written, the target is a folder, held open or part of a release, the disk is full.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let failed = |error: io::Error| write_error(path, &error);
    if path.is_dir() {
        return Err(Diagnostic::new(Code::OutputFolder).at(Place::file(path)));
    }
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let is_kept =
        |folder: &Path| folder.ancestors().any(|above| above.ends_with(RELEASES)) && folder.join(RELEASE).is_file();
    if whole.ancestors().skip(1).any(is_kept) {
        return Err(Diagnostic::new(Code::ReleaseKept).at(Place::file(path)));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!(".{name}.");
    remove_stale_parts(folder, &prefix);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(PART_SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The mode of any new file, before the umask.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut part = builder.tempfile_in(folder).map_err(failed)?;
    part.write_all(bytes).and_then(|()| part.as_file().sync_all()).map_err(failed)?;
    part.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Removes unfinished files that a killed run has left beside the target.
fn remove_stale_parts(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let old = || {
            entry
                .metadata()
                .and_then(|data| data.modified())
                .is_ok_and(|at| at.elapsed().is_ok_and(|age| age > STALE_PART_AGE))
        };
        if name.starts_with(prefix) && name.ends_with(PART_SUFFIX) && old() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Returns the finding for a file or folder that can't be written.
pub fn write_error(path: &Path, error: &io::Error) -> Diagnostic {
    let code = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Code::OutputDiskFull,
        _ => Code::OutputNotWritable,
    };
    let reason = match error.kind() {
        io::ErrorKind::NotADirectory => "no-folder".to_owned(),
        io::ErrorKind::PermissionDenied => "denied".to_owned(),
        _ => error.to_string(),
    };
    Diagnostic::new(code).with("reason", reason).at(Place::file(path))
}
