//! A Word file that this program exported: its identity and what it says, with changes accepted or rejected.

use crate::diagnostic::{Code, Diagnostic};
use crate::export::Identity;
use crate::import::docx::change::{Change, Choices};
use crate::import::docx::{self, Word};
use crate::import::package::Package;
use crate::import::xml;

/// A file that was exported.
pub struct Exported {
    /// The bytes of the file.
    bytes: Vec<u8>,
    /// The name of the part with the text.
    main: String,
    /// From which issue it was made.
    pub identity: Identity,
}

impl Exported {
    /// Opens a file.
    ///
    /// # Errors
    /// It is no Word file, it is damaged, or it wasn't exported by this program.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Diagnostic> {
        if !bytes.starts_with(b"PK") {
            return Err(Diagnostic::new(Code::CorrectionNoWord));
        }
        let mut package = Package::open(bytes.clone())?;
        let main = package.main_part()?.filter(|main| main.ends_with(".xml"));
        let main = main.ok_or_else(|| Diagnostic::new(Code::CorrectionNoWord))?;
        let identity = find_identity(&mut package)?.ok_or_else(|| Diagnostic::new(Code::CorrectionNotExported))?;
        Ok(Self { bytes, main, identity })
    }

    /// Reads its text. `accepts` says of each change, by its number and person, whether it is accepted.
    ///
    /// # Errors
    /// A part is damaged or too large.
    pub fn read(&self, accepts: &dyn Fn(usize, &str) -> bool) -> Result<Word, Diagnostic> {
        let mut package = Package::open(self.bytes.clone())?;
        let choose = |changes: &[Change]| {
            let mut choices = Choices::default();
            for change in changes {
                choices.choose(change, accepts(change.number, &change.by));
            }
            choices
        };
        docx::read(&mut package, &self.main, &choose)
    }
}

/// Returns the identity of a package. Word numbers the parts anew when it saves.
fn find_identity(package: &mut Package) -> Result<Option<Identity>, Diagnostic> {
    let names: Vec<String> = package.names().into_iter().map(str::to_owned).collect();
    for name in names.iter().filter(|name| name.starts_with("customxml/") && name.ends_with(".xml")) {
        let Some(text) = package.text(name)? else { continue };
        let tree = xml::tree(&text, name)?;
        if let Some(identity) = Identity::read(tree.root_element()) {
            return Ok(Some(identity));
        }
    }
    Ok(None)
}
