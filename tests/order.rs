//! The order of the modules, and which of them read, write and print, as `src/lib.rs` says it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

#[test]
fn modules_use_only_those_before_them() {
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let modules: Vec<&str> = library
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    assert!(modules.len() >= 12);
    for (index, module) in modules.iter().enumerate() {
        let mut files = vec![root().join(format!("src/{module}.rs"))];
        collect(&root().join("src").join(module), &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for used in code.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                let Some(position) = modules.iter().position(|known| *known == used) else { continue };
                assert!(position <= index, "{} uses {used}, which stands after it", file.display());
            }
        }
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What only some files of src may do, and why.
struct Privilege {
    what: &'static str,
    /// Words of Rust that do it.
    words: &'static [&'static str],
    files: &'static [&'static str],
}

const PRIVILEGES: &[Privilege] = &[
    Privilege {
        what: "reads or writes files and folders",
        words: &["std::fs", "fs::", "tempfile", "OpenOptions"],
        files: &["input/file.rs", "output.rs"],
    },
    Privilege {
        what: "opens or lists files for reading",
        words: &["fs::read", "File::open(path", "fs::metadata"],
        files: &["input/file.rs"],
    },
    Privilege {
        what: "writes, moves or removes files and folders",
        words: &["fs::write", "create_dir", "fs::rename", "fs::remove", "set_permissions", "File::create", "persist("],
        files: &["output.rs"],
    },
    Privilege {
        what: "prints",
        words: &["print!", "println!", "eprint!", "eprintln!", "dbg!", "stdout()", "stderr()", ".print()", "indicatif"],
        files: &["cli/printer.rs"],
    },
    // The library that knows where each system keeps its faces reads them itself.
    Privilege {
        what: "reads the faces of the machine",
        words: &["load_system_fonts", "load_fonts_dir", "load_font_file"],
        files: &["asset/face/user.rs"],
    },
    Privilege { what: "reports a crash", words: &["Code::Crashed"], files: &["typeset/guard.rs"] },
];

#[test]
fn one_file_reads_one_writes_one_prints() {
    let src = root().join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    assert!(files.len() > 100);
    for file in files {
        let name = file.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        for (line, privilege) in lines.flat_map(|line| PRIVILEGES.iter().map(move |privilege| (line, privilege))) {
            let is_found = privilege.words.iter().any(|word| has_word(line, word));
            assert!(!is_found || privilege.files.contains(&name.as_str()), "src/{name} {}: {line}", privilege.what);
        }
    }
    // Each of them is what it is called: none of the names is one of a file that has gone.
    for privilege in PRIVILEGES {
        for file in privilege.files {
            let text = fs::read_to_string(src.join(file)).unwrap();
            assert!(privilege.words.iter().any(|word| text.contains(word)), "src/{file} no longer {}", privilege.what);
        }
    }
}

/// Returns whether a line has a word that isn't the end of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| !word.starts_with(is_part) || !line[..at].ends_with(is_part))
}
