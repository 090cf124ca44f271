//! `jianbao licenses`: prints the licences of the program, its faces and its libraries, with their texts.

use serde_json::json;

use super::args::Licenses;
use super::{Cli, Exit};
use crate::asset::licence::{FACES, FaceLicence, Library, OWN, libraries, texts};
use crate::diagnostic::Arg;

/// The line between two parts.
const RULE: &str = "────────────────────────────────────────";

/// Runs `licenses`.
pub fn run(cli: &mut Cli, args: &Licenses) -> Exit {
    let everything = args.faces == args.libraries;
    if everything {
        print_own(cli);
    }
    if everything || args.faces {
        print_faces(cli);
    }
    if everything || args.libraries {
        print_libraries(cli);
    }
    Exit::Done
}

/// Prints words of the catalogue.
fn say(cli: &Cli, key: &str, args: &[(&str, Arg)]) {
    cli.printer.result(&cli.lang.text(key, args));
}

/// Prints a text between a rule and an empty line.
fn print_text(cli: &Cli, text: &str) {
    cli.printer.result(&format!("{RULE}\n{}\n", text.trim_end()));
}

/// Prints the program's own licence.
fn print_own(cli: &Cli) {
    let terms = env!("CARGO_PKG_LICENSE");
    if cli.printer.is_json() {
        let own = json!({ "kind": "program", "name": "jianbao", "version": env!("CARGO_PKG_VERSION"), "terms": terms, "text": OWN });
        return cli.printer.result(&own.to_string());
    }
    say(cli, "licenses-own", &[("terms", Arg::Text(terms.to_owned()))]);
    print_text(cli, OWN);
}

/// Prints the licence of each bundled face.
fn print_faces(cli: &Cli) {
    if !cli.printer.is_json() {
        let count = FACES.iter().map(|licence| licence.files.len()).sum::<usize>();
        say(cli, "licenses-faces", &[("count", Arg::from(count))]);
    }
    for FaceLicence { files, terms, text } in FACES {
        if cli.printer.is_json() {
            let face = json!({ "kind": "face", "files": files, "terms": terms, "text": text });
            cli.printer.result(&face.to_string());
        } else {
            cli.printer.result(&format!("{}: {terms}", files.join(", ")));
            print_text(cli, text);
        }
    }
}

/// Prints the libraries with their terms, and behind them each text once with the libraries that bring it along.
fn print_libraries(cli: &Cli) {
    let (libraries, texts) = (libraries(), texts());
    if cli.printer.is_json() {
        for Library { name, version, terms, texts: own } in &libraries {
            let own: Vec<_> = own.iter().filter_map(|index| texts.get(*index)).collect();
            let library = json!({ "kind": "library", "name": name, "version": version, "terms": terms, "texts": own });
            cli.printer.result(&library.to_string());
        }
        return;
    }
    say(cli, "licenses-libraries", &[("count", Arg::from(libraries.len()))]);
    for Library { name, version, terms, texts } in &libraries {
        let numbers: Vec<_> = texts.iter().map(|index| format!("[{}]", index + 1)).collect();
        cli.printer.result(&format!("  {name} {version}  {terms}  {}", numbers.join(" ")));
    }
    cli.printer.result("");
    for (index, text) in texts.iter().enumerate() {
        let having = libraries.iter().filter(|library| library.texts.contains(&index)).map(|library| library.name);
        cli.printer.result(&format!("[{}] {}", index + 1, having.collect::<Vec<_>>().join(", ")));
        print_text(cli, text);
    }
}
