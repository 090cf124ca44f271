//! The engine's view of one issue: virtual files under fixed names and the faces. It sees nothing else of the machine.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Binding, Bytes, Datetime, Duration, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::asset::face::Faces;
use crate::asset::layout::Layouts;
use crate::diagnostic::{Checked, Diagnostic, Findings, Outcome};
use crate::input::file::{list_folder, read_limited};
use crate::issue::Date;
use crate::project::Project;
use crate::typeset::document::Document;

/// The Typst file that draws a document.
pub const MAIN: &str = "main.typ";
/// The data of a document.
pub const DATA: &str = "issue.json";
/// The largest file of a document in bytes.
const MAX_FILE_BYTES: u64 = 512 << 20;

/// What tries a document before the engine lays it out in this process.
pub type Trial = Box<dyn Fn(&Engine, &Document) -> Result<(), Diagnostic> + Send + Sync>;

/// The engine with all that the issues of a run share.
///
/// The engine remembers what it computed for earlier issues. That memory only helps where the library is the same.
pub struct Engine {
    library: LazyHash<Library>,
    /// The faces and their chains.
    pub faces: Arc<Faces>,
    /// The layouts that issues may name.
    pub layouts: Layouts,
    sources: HashMap<FileId, Source>,
    /// What tries documents first. There is none where no child process can.
    pub trial: Option<Trial>,
}

impl Engine {
    /// Makes the engine ready.
    pub fn new(faces: Arc<Faces>, layouts: Layouts) -> Self {
        let sources = layouts.files().filter_map(|(path, source)| {
            let id = file_id(&format!("layouts/{path}"))?;
            Some((id, Source::new(id, source.text.clone())))
        });
        let sources = sources.collect();
        Self { library: LazyHash::new(library()), faces, layouts, sources, trial: None }
    }
}

/// Returns the standard library without `plugin`, which would run foreign machine code.
fn library() -> Library {
    let mut library = Library::default();
    if let Some(binding) = library.global.scope_mut().get_mut("plugin")
        && let Ok(value) = binding.write()
    {
        *value = Value::None;
    }
    library.std = Binding::detached(library.global.clone());
    library
}

/// Returns the engine's number for a file of the virtual project.
///
/// The names are few and the same for every issue, because the engine never forgets one.
fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

/// One issue as the engine sees it.
pub struct IssueWorld<'e> {
    engine: &'e Engine,
    main: Source,
    files: HashMap<FileId, Bytes>,
    today: Option<Datetime>,
}

impl<'e> IssueWorld<'e> {
    /// Makes the world in which a document is drawn. Returns `None` if a name can't be a virtual path.
    pub fn new(engine: &'e Engine, document: &Document) -> Option<Self> {
        let main = Source::new(file_id(MAIN)?, document.main());
        let mut files = HashMap::from([(file_id(DATA)?, Bytes::new(document.json()))]);
        for (name, bytes) in document.files() {
            files.insert(file_id(&name)?, bytes.clone());
        }
        let date = document.date;
        let today = Datetime::from_ymd(date.year, date.month, date.day);
        Some(Self { engine, main, files, today })
    }
}

impl<'e> IssueWorld<'e> {
    /// Makes the world of a document whose files stand in a folder. Returns `None` if a file can't be read.
    pub fn from_folder(engine: &'e Engine, folder: &Path, date: Date) -> Option<Self> {
        let read = |path: &Path| read_limited(path, MAX_FILE_BYTES).ok();
        let main = String::from_utf8(read(&folder.join(MAIN))?).ok()?;
        let mut files = HashMap::new();
        let below = list_folder(folder).ok()?.into_iter().filter(|entry| entry.is_folder);
        let nested = below.flat_map(|entry| list_folder(&entry.path).into_iter().flatten());
        for path in nested.map(|entry| entry.path).chain([folder.join(DATA)]) {
            let name = path.strip_prefix(folder).ok()?.to_str()?.replace('\\', "/");
            files.insert(file_id(&name)?, Bytes::new(read(&path)?));
        }
        let today = Datetime::from_ymd(date.year, date.month, date.day);
        Some(Self { engine, main: Source::new(file_id(MAIN)?, main), files, today })
    }
}

impl World for IssueWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.engine.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.engine.faces.store().book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        self.engine.sources.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.engine.faces.store().font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

fn missing(id: FileId) -> FileError {
    match id.root() {
        VirtualRoot::Project => FileError::NotFound(id.vpath().get_without_slash().into()),
        VirtualRoot::Package(_) => FileError::AccessDenied,
    }
}

/// Loads the layouts of a project and the built-in ones.
///
/// # Errors
/// A file of a layout can't be read.
pub fn load_layouts(project: &Project) -> Result<Layouts, Findings> {
    Ok(match project.folder("layouts") {
        Some(folder) => Layouts::load(&folder)?,
        None => Layouts::built_in(),
    })
}

/// Makes the engine ready with the faces of a project. Remarks on the faces come with it.
///
/// # Errors
/// A face of the project can't be used.
pub fn load_engine(project: &Project, layouts: Layouts, system_fonts: bool) -> Outcome<Engine> {
    let (faces, findings) = Faces::load(project.folder("fonts").as_deref(), system_fonts);
    if findings.iter().any(Diagnostic::is_error) {
        return Err(findings.into());
    }
    let faces = Arc::new(faces);
    let warmed = faces.clone();
    // Loads the faces ahead. A face that isn't ready when it is needed is loaded at that moment.
    std::thread::spawn(move || warmed.warm());
    Ok(Checked { value: Engine::new(faces, layouts), warnings: findings })
}
