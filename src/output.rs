//! Bytes out: the one place that writes files and folders. Nothing is ever half written, and no release is written
//! over.
//!
//! It takes paths and bytes. It knows nothing of what they hold.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::file::{io_reason, list_folder, read_limited};

/// The folder of all releases.
pub const RELEASES: &str = "releases";
/// The file that makes a folder below that a release. Nothing is written into a release any more.
pub const RELEASE: &str = "release.json";
/// The end of a file's name while it is being written.
const PART_SUFFIX: &str = ".jianbao-part";
/// The start of a folder's name while it is being filled.
const DRAFT_PREFIX: &str = ".release.";
/// How many symbolic links one path may lead through.
const MAX_LINKS: usize = 40;
/// The age from which on an unfinished file or folder belongs to a run that was killed.
const STALE_PART_AGE: Duration = Duration::from_secs(600);

/// Returns whether a file has just these bytes.
pub fn has_bytes(path: &Path, bytes: &[u8]) -> bool {
    read_limited(path, bytes.len() as u64).is_ok_and(|old| old == bytes)
}

/// Writes a file beside its target and renames it over, so that every reader sees the old or the new file, whole.
///
/// A symbolic link stays, and the file that it leads to is written: it may lie in a folder that others share.
///
/// # Errors
/// The folder can't be made or written, the target is a folder, read-only, held open or part of a release, the disk is
/// full.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let target = follow_links(path)?;
    let path = target.as_path();
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
    if path.metadata().is_ok_and(|file| file.permissions().readonly()) {
        return Err(Diagnostic::new(Code::OutputReadOnly).at(Place::file(path)));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!(".{name}.");
    remove_stale_parts(folder);
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

/// Writes a file anew as [`write()`] does, and leaves who may read and write it as that was.
///
/// # Errors
/// As for [`write()`].
pub fn rewrite(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let permissions = fs::metadata(path).map(|file| file.permissions());
    write(path, bytes)?;
    match permissions {
        Ok(permissions) => fs::set_permissions(path, permissions).map_err(|error| write_error(path, &error)),
        Err(_) => Ok(()),
    }
}

/// Removes a file that was just written, since what it belongs to couldn't be.
pub fn remove(path: &Path) {
    let _ = fs::remove_file(path);
}

/// Makes a folder, and those that it stands in.
///
/// # Errors
/// A file of that name is there, or the folder can't be written.
pub fn make_folder(path: &Path) -> Result<(), Diagnostic> {
    fs::create_dir_all(path).map_err(|error| write_error(path, &error))
}

/// Returns the file that a path leads to through symbolic links. The file needn't exist.
fn follow_links(path: &Path) -> Result<PathBuf, Diagnostic> {
    let mut target = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = target.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return Ok(target),
        }
    }
    Err(write_error(path, &io::Error::other("symbolic links lead in a circle")))
}

/// Removes unfinished files that killed runs have left in a folder.
fn remove_stale_parts(folder: &Path) {
    for path in stale(folder, |name| name.starts_with('.') && name.ends_with(PART_SUFFIX)) {
        let _ = fs::remove_file(&path);
    }
}

/// Removes unfinished folders that killed runs have left below a folder.
fn remove_stale_drafts(parent: &Path) {
    for path in stale(parent, |name| name.starts_with(DRAFT_PREFIX)) {
        let _ = fs::remove_dir_all(&path);
    }
}

/// Returns what killed runs have left in a folder, by its names and its age.
fn stale(folder: &Path, is_ours: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let mut paths: Vec<_> = list_folder(folder).into_iter().flatten().map(|entry| entry.path).collect();
    paths.retain(|path| {
        let written = || fs::symlink_metadata(path).and_then(|file| file.modified());
        let is_old = || written().is_ok_and(|time| time.elapsed().is_ok_and(|age| age > STALE_PART_AGE));
        is_ours(&path.file_name().unwrap_or_default().to_string_lossy()) && is_old()
    });
    paths
}

/// A folder that is filled out of sight and then stands under its name at once, whole. It vanishes if it isn't
/// finished.
pub struct DraftFolder {
    /// The folder that it will stand in.
    parent: PathBuf,
    /// The folder itself, under a name of its own.
    folder: TempDir,
}

impl DraftFolder {
    /// Makes an empty folder with a name of its own below `parent`.
    ///
    /// # Errors
    /// The folder can't be made.
    pub fn begin(parent: &Path) -> Result<Self, Diagnostic> {
        let failed = |error: io::Error| write_error(parent, &error);
        fs::create_dir_all(parent).map_err(failed)?;
        remove_stale_drafts(parent);
        let folder = tempfile::Builder::new().prefix(DRAFT_PREFIX).tempdir_in(parent).map_err(failed)?;
        Ok(Self { parent: parent.to_owned(), folder })
    }

    /// Writes a file, named within the folder.
    ///
    /// # Errors
    /// As of [`write()`].
    pub fn write(&self, name: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        write(&self.folder.path().join(name), bytes)
    }

    /// Gives the folder a name. Its files can't be written any more. Returns false if another folder has the name already.
    ///
    /// # Errors
    /// The folder can't be renamed.
    pub fn try_name(&self, name: &str) -> Result<bool, Diagnostic> {
        protect(self.folder.path());
        let target = self.parent.join(name);
        // A folder that another run has made meanwhile isn't empty, so that it can't be replaced.
        match fs::rename(self.folder.path(), &target) {
            Ok(()) => Ok(true),
            Err(_) if target.exists() => Ok(false),
            Err(error) => Err(write_error(&self.parent, &error)),
        }
    }
}

/// Guards all files of a folder against being edited by mistake.
fn protect(folder: &Path) {
    for path in list_folder(folder).into_iter().flatten().map(|entry| entry.path) {
        if path.is_dir() {
            protect(&path);
        } else if let Ok(file) = fs::symlink_metadata(&path) {
            let mut permissions = file.permissions();
            permissions.set_readonly(true);
            let _ = fs::set_permissions(&path, permissions);
        }
    }
}

/// Returns the finding for a file or folder that can't be written.
pub fn write_error(path: &Path, error: &io::Error) -> Diagnostic {
    let code = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Code::OutputDiskFull,
        _ => Code::OutputNotWritable,
    };
    Diagnostic::new(code).with("reason", io_reason(error)).at(Place::file(path))
}
