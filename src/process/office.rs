//! LibreOffice, another program that converts files: found, run and ended within bounds.
//!
//! It knows nothing of what the files hold.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::input::file::read_limited;
use crate::output::write;

/// How long a conversion may take.
const MAX_TIME: Duration = Duration::from_secs(60);
/// The most bytes of a converted file.
const MAX_BYTES: u64 = 64 << 20;
/// The settings of the profile: macros never run, links are never followed.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"#;

/// Why nothing was converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeError {
    /// The program isn't installed.
    Missing,
    /// It failed, or took too long.
    Failed,
}

/// Converts bytes from one format to another. Returns them with the program's name and version.
///
/// # Errors
/// The program is missing or fails.
pub fn run_office(bytes: &[u8], from: &str, to: &str) -> Result<(Vec<u8>, String), OfficeError> {
    let program = find().ok_or(OfficeError::Missing)?;
    let failed = |_| OfficeError::Failed;
    let folder = tempfile::tempdir().map_err(failed)?;
    let [input, profile, out] =
        [format!("draft.{from}"), "profile".to_owned(), "out".to_owned()].map(|name| folder.path().join(name));
    write(&input, bytes).map_err(|_| OfficeError::Failed)?;
    write(&profile.join("user").join("registrymodifications.xcu"), SETTINGS.as_bytes())
        .map_err(|_| OfficeError::Failed)?;
    let url = format!("-env:UserInstallation=file://{}{}", if cfg!(windows) { "/" } else { "" }, profile.display());
    let mut command = Command::new(&program);
    command.arg(url.replace('\\', "/")).args([
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        to,
        "--outdir",
    ]);
    command
        .arg(&out)
        .arg(&input)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    wait(&mut command)?;
    let bytes = read_limited(&out.join(format!("draft.{to}")), MAX_BYTES).map_err(|_| OfficeError::Failed)?;
    Ok((bytes, version(&program)))
}

/// Runs a program until it ends or its time is over. Then its whole group is ended.
fn wait(command: &mut Command) -> Result<(), OfficeError> {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        command.process_group(0);
    }
    let mut child = command.spawn().map_err(|_| OfficeError::Failed)?;
    let began = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return if status.success() { Ok(()) } else { Err(OfficeError::Failed) },
            Ok(None) if began.elapsed() < MAX_TIME => std::thread::sleep(Duration::from_millis(50)),
            _ => {
                end_group(child.id());
                let _ = child.kill();
                let _ = child.wait();
                return Err(OfficeError::Failed);
            }
        }
    }
}

/// Ends the processes that a program has started.
#[cfg(target_os = "linux")]
fn end_group(leader: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(group) = i32::try_from(leader).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(group, Signal::KILL);
    }
}

/// Does nothing, since this system ends them with their parent or not at all.
#[cfg(not(target_os = "linux"))]
fn end_group(_: u32) {}

/// Returns the program's name and version.
fn version(program: &Path) -> String {
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output().ok();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().take(2).collect();
    if words.is_empty() { "LibreOffice".to_owned() } else { words.join(" ") }
}

/// Finds the program in the folders of the system.
fn find() -> Option<PathBuf> {
    let names: &[&str] = if cfg!(windows) { &["soffice.exe"] } else { &["soffice", "libreoffice"] };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let usual = ["/Applications/LibreOffice.app/Contents/MacOS", "C:\\Program Files\\LibreOffice\\program"];
    let folders: Vec<PathBuf> = std::env::split_paths(&path).chain(usual.into_iter().map(PathBuf::from)).collect();
    folders.iter().flat_map(|folder| names.iter().map(move |name| folder.join(name))).find(|file| file.is_file())
}
