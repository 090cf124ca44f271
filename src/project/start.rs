//! Where a new issue goes, and the folders of a new project.
//!
//! It knows paths. What stands in the files is for the command.

use std::path::{Path, PathBuf};

use super::name::IssueName;
use super::{ISSUES, PUBLICATION, Project, is_yaml, join};

/// The folders of a project besides that of its issues: faces and layouts of its own.
const OTHER_FOLDERS: [&str; 2] = ["fonts", "layouts"];

impl Project {
    /// Returns the path of a new issue that a user names. A bare name or number, such as `6` or `2022/6`, stands for a file
    /// in the folder of its year. `this_year` is the year where none is named.
    pub fn new_issue(&self, typed: &Path, this_year: i32) -> PathBuf {
        let words = typed.to_string_lossy();
        let name = if is_yaml(typed) { None } else { IssueName::parse(&words) };
        let is_bare = typed.components().count() == 1 && !words.contains(['/', '\\']) && self.is_above_years();
        let file = match name {
            Some(IssueName::Number { year: Some(year), number }) => self.file(&format!("{ISSUES}/{year}/{number}")),
            Some(IssueName::Number { year: None, number }) if is_bare => {
                self.file(&format!("{ISSUES}/{this_year}/{number}"))
            }
            _ if is_bare && words == PUBLICATION => self.file(&format!("{ISSUES}/{PUBLICATION}")),
            _ if is_bare => join(&self.file(&format!("{ISSUES}/{this_year}")), typed),
            _ => self.path(typed),
        };
        if is_yaml(&file) { file } else { file.with_added_extension("yaml") }
    }

    /// Returns the folders that a project without any issue still needs.
    pub fn missing_folders(&self) -> Vec<PathBuf> {
        let is_new = !self.file(ISSUES).is_dir();
        OTHER_FOLDERS.iter().map(|name| self.file(name)).filter(|folder| is_new && !folder.exists()).collect()
    }

    /// Returns whether relative paths count from the project's folder or from that of all issues.
    fn is_above_years(&self) -> bool {
        let base = self.base.canonicalize().ok();
        let is_base = |folder: &Path| base.is_some() && folder.canonicalize().ok() == base;
        is_base(&self.root) || is_base(&self.file(ISSUES))
    }
}
