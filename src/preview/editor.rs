//! Opens a line of a file in the user's editor.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::diagnostic::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::file::io_reason;

/// Editors with windows of their own, each with the words that open a line.
const KNOWN: &[&str] = &[
    "code --goto {file}:{line}:{column}",
    "code.cmd --goto {file}:{line}:{column}",
    "codium --goto {file}:{line}:{column}",
    "notepad++ -n{line} -c{column} {file}",
    // The folder of its installer isn't on the PATH.
    "{programs}/Notepad++/notepad++.exe -n{line} -c{column} {file}",
    "subl {file}:{line}:{column}",
    "kate --line {line} --column {column} {file}",
    "gedit +{line}:{column} {file}",
    "gnome-text-editor +{line}:{column} {file}",
];

/// How a file is opened.
#[derive(Debug, Clone)]
pub enum Editor {
    /// With the first known editor that is installed, or else with the program that the system has for such files.
    Known,
    /// With these words, in which `{file}`, `{line}` and `{column}` are replaced.
    Words(Vec<String>),
}

impl Editor {
    /// Reads what the user has typed after `--open-editor=`. Nothing means a known editor.
    ///
    /// # Errors
    /// A quotation mark isn't closed.
    pub fn of(typed: &str) -> Result<Self, Diagnostic> {
        match shell_words::split(typed) {
            Ok(words) if words.is_empty() => Ok(Self::Known),
            Ok(words) => Ok(Self::Words(words)),
            Err(_) => Err(Diagnostic::new(Code::EditorCommand).with("command", typed)),
        }
    }

    /// Opens a file at a line and a column. Doesn't wait until the editor is closed.
    ///
    /// # Errors
    /// There is no such program.
    pub fn open(&self, path: &Path, line: usize, column: usize) -> Result<(), Diagnostic> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let start = |words: &[String]| start(words, &path, line, column);
        let started = match self {
            Self::Words(words) => start(words),
            Self::Known => {
                let mut known = KNOWN.iter().map(|words| words.split(' ').map(str::to_owned).collect::<Vec<_>>());
                match known.find_map(|words| start(&words).ok()) {
                    Some(()) => Ok(()),
                    None => open::that_detached(&path),
                }
            }
        };
        started.map_err(|error| {
            Diagnostic::new(Code::EditorMissing).with("reason", io_reason(&error)).at(Place::file(&path))
        })
    }
}

/// Starts a program with these words, in which the braces are replaced.
fn start(words: &[String], path: &Path, line: usize, column: usize) -> io::Result<()> {
    let (line, column) = (line.to_string(), column.to_string());
    let programs = std::env::var("ProgramFiles").unwrap_or_default();
    let filled = |word: &String| {
        let word = word.replace("{programs}", &programs);
        word.replace("{line}", &line).replace("{column}", &column).replace("{file}", &path.to_string_lossy())
    };
    let mut words = words.iter().map(filled);
    let program = words.next().unwrap_or_default();
    let mut child = Command::new(program);
    child.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = child.spawn()?;
    // Reaps the child so that it doesn't stay a zombie.
    std::thread::spawn(move || child.wait());
    Ok(())
}
