//! Files and folders as they are: the one place that reads them, within bounds.
//!
//! It never interprets what it reads. It knows nothing of YAML or of bulletins.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::diagnostic::{Place, Source};

/// The largest YAML file that is read, in bytes. A bulletin of ten pages has some 20 kB.
pub const MAX_BYTES: u64 = 1 << 20;
/// The largest PDF that is read, in bytes.
pub const MAX_PDF_BYTES: u64 = 512 << 20;

/// Reads a UTF-8 text file of at most [`MAX_BYTES`].
///
/// # Errors
/// The file is missing, unreadable, a folder, too large, empty, binary, or in another encoding.
pub fn read(path: &Path) -> Result<Arc<Source>, Diagnostic> {
    let bytes = read_limited(path, MAX_BYTES)?;
    let failed = |code| Err(Diagnostic::new(code).at(Place::file(path)));
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return failed(Code::FileEmpty);
    }
    match std::str::from_utf8(&bytes) {
        Ok(text) if text.contains('\0') => failed(Code::FileBinary),
        Ok(text) => {
            let source = Source::new(path, text);
            match source.text.find(is_unprintable) {
                None => Ok(source),
                Some(at) => {
                    let point = source.text[at..].chars().next().map_or(0, u32::from);
                    let place = Place { source, range: at..at + 1 };
                    Err(Diagnostic::new(Code::ControlCharacter).with("point", format!("U+{point:04X}")).at(place))
                }
            }
        }
        Err(_) if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) => failed(Code::FileUtf16),
        Err(_) if bytes.contains(&0) => failed(Code::FileBinary),
        Err(error) => {
            let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count();
            Err(Diagnostic::new(Code::FileEncoding).with("line", line).at(Place::file(path)))
        }
    }
}

/// Returns whether a character can't stand in a text: a control, or a code that is no character.
fn is_unprintable(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t' | '\u{85}')
        || matches!(u32::from(c), 0xfdd0..=0xfdef)
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Returns the catalogue's words for an error of the system. Rare errors keep the system's own words in brackets.
pub fn io_reason(error: &io::Error) -> Arg {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => Arg::Message("io-missing"),
        Kind::PermissionDenied => Arg::Message("io-denied"),
        Kind::NotADirectory => Arg::Message("io-no-folder"),
        Kind::IsADirectory => Arg::Message("io-folder"),
        Kind::ReadOnlyFilesystem => Arg::Message("io-read-only"),
        Kind::StorageFull | Kind::QuotaExceeded => Arg::Message("io-full"),
        Kind::FileTooLarge => Arg::Message("io-too-large"),
        Kind::ResourceBusy | Kind::ExecutableFileBusy => Arg::Message("io-busy"),
        Kind::InvalidFilename => Arg::Message("io-name"),
        Kind::AddrInUse => Arg::Message("io-port-taken"),
        Kind::TimedOut => Arg::Message("io-slow"),
        _ => Arg::Detail("io-other", error.to_string()),
    }
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// The file is missing, not a regular file, unreadable or larger.
pub fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let failed = |code, reason: Arg| Diagnostic::new(code).with("reason", reason).at(Place::file(path));
    let unreadable = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => failed(Code::FileMissing, "".into()),
        _ => failed(Code::FileUnreadable, io_reason(&error)),
    };
    let kind = fs::metadata(path).map_err(unreadable)?;
    if !kind.is_file() {
        return Err(failed(Code::FileNotRegular, "".into()));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(unreadable)?.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(Diagnostic::new(Code::FileTooLarge).with("limit", limit >> 10).at(Place::file(path)));
    }
    Ok(bytes)
}

/// Reads standard input of at most `limit` bytes.
///
/// # Errors
/// It can't be read, or is larger.
pub fn read_stdin(limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let name = Path::new("-");
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(limit + 1).read_to_end(&mut bytes);
    read.map_err(|error| {
        Diagnostic::new(Code::FileUnreadable).with("reason", io_reason(&error)).at(Place::file(name))
    })?;
    if bytes.len() as u64 > limit {
        return Err(Diagnostic::new(Code::FileTooLarge).with("limit", limit >> 10).at(Place::file(name)));
    }
    Ok(bytes)
}

/// What stands in a folder. Links are not followed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The folder's path and the entry's name.
    pub path: PathBuf,
    /// Whether it is a folder itself.
    pub is_folder: bool,
    /// Whether it is a regular file itself.
    pub is_file: bool,
}

/// Lists what stands in a folder, in the order of the names.
///
/// # Errors
/// The folder is missing or can't be read.
pub fn list_folder(folder: &Path) -> io::Result<Vec<Entry>> {
    let entry = |entry: fs::DirEntry| {
        let kind = entry.file_type().ok();
        let (is_folder, is_file) = kind.map_or((false, false), |kind| (kind.is_dir(), kind.is_file()));
        Entry { path: entry.path(), is_folder, is_file }
    };
    let mut entries: Vec<_> = fs::read_dir(folder)?.flatten().map(entry).collect();
    entries.sort();
    Ok(entries)
}

/// What the system knows of a file without opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FileStamp {
    /// Its length in bytes.
    pub size: u64,
    /// When its bytes were last written, in nanoseconds since 1970. A program may set that back.
    pub written: Option<u64>,
    /// When anything of it was last changed, in nanoseconds since 1970. The system alone keeps that. On some systems
    /// there is no such time.
    pub changed: Option<u64>,
}

/// Returns the stamp of a regular file, or `None` if there is no such file.
pub fn stamp(path: &Path) -> Option<FileStamp> {
    let file = fs::metadata(path).ok().filter(Metadata::is_file)?;
    let written = file.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let written = written.and_then(|time| u64::try_from(time.as_nanos()).ok());
    Some(FileStamp { size: file.len(), written, changed: change_time(&file) })
}

/// Returns when anything of a file was last changed.
#[cfg(unix)]
fn change_time(file: &Metadata) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    u64::try_from(file.ctime() * 1_000_000_000 + file.ctime_nsec()).ok()
}

/// Returns nothing, since this system keeps no such time.
#[cfg(not(unix))]
fn change_time(_: &Metadata) -> Option<u64> {
    None
}
