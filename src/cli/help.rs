//! The command line's help and its mistakes, in the user's language.
//!
//! The words stand in the catalogue, under `about-COMMAND` and `help-COMMAND-ARGUMENT`.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, CommandFactory, FromArgMatches, ValueEnum};

use super::args::{Args, Help};
use super::{Cli, Exit, printer};
use crate::diagnostic::Arg as MessageArg;
use crate::diagnostic::message::Lang;

/// Reads the command line. Prints help, the version and mistakes.
pub fn parse(words: Vec<OsString>) -> Result<Args, Exit> {
    let lang = language_asked_for(&words).unwrap_or_else(Lang::of_locale);
    let matches = command(lang).try_get_matches_from(words).map_err(|error| print_error(lang, &error))?;
    Args::from_arg_matches(&matches).map_err(|error| print_error(lang, &error))
}

/// Returns the language of `--lang`. It is that of the help, too, so that it is read before everything else.
fn language_asked_for(words: &[OsString]) -> Option<Lang> {
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let after = words.iter().position(|word| word == "--lang").and_then(|at| words.get(at + 1));
    let value = after.map(AsRef::as_ref).or_else(|| words.iter().find_map(|word| word.strip_prefix("--lang=")));
    Lang::from_str(value?, true).ok()
}

/// Runs `help`: prints the help of the program or of a command.
pub fn run(cli: &Cli, args: &Help) -> Exit {
    let mut all = command(cli.lang);
    all.build();
    let found = match &args.command {
        None => Some(&mut all),
        Some(name) => all.find_subcommand_mut(name),
    };
    match found {
        Some(command) => {
            printer::help(&command.render_help());
            Exit::Done
        }
        None => {
            let name = args.command.clone().unwrap_or_default();
            let args = [("argument", MessageArg::Text(name)), ("known", MessageArg::from("jianbao help"))];
            printer::error(cli.lang, &cli.lang.text("usage-unknown-command", &args));
            Exit::Machine
        }
    }
}

/// Returns the command line's grammar with its help in a language.
pub fn command(lang: Lang) -> clap::Command {
    let command = Args::command();
    let names: Vec<_> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = localize(command, "jianbao", lang)
        .subcommand_help_heading(lang.say("heading-commands"))
        .subcommand_value_name(lang.say("value-command"));
    for name in &names {
        command = command.mut_subcommand(name, |sub| localize(sub, name, lang));
    }
    let command = command.arg(
        Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help(lang.say("help-version"))
            .help_heading(lang.say("heading-options")),
    );
    with_usage(command, &names, lang)
}

/// Gives each command its line of usage in a language. clap's own says OPTIONS in all of them.
fn with_usage(command: clap::Command, names: &[String], lang: Lang) -> clap::Command {
    let mut built = command.clone();
    built.build();
    let usage = |command: &mut clap::Command| {
        let line = command.render_usage().to_string();
        let line = line.strip_prefix("Usage:").unwrap_or(&line).trim();
        line.replace("[OPTIONS]", &format!("[{}]", lang.say("value-options")))
    };
    let mut command = command.override_usage(usage(&mut built));
    for name in names {
        if let Some(sub) = built.find_subcommand_mut(name) {
            let line = usage(sub);
            command = command.mut_subcommand(name, |sub| sub.override_usage(line));
        }
    }
    command
}

/// Returns the name of an argument's value in a language: `FILE.pdf` is 文件.pdf in Chinese.
fn value_name(name: &str, lang: Lang) -> String {
    let is_word = |c: char| c.is_ascii_uppercase();
    let mut words = String::new();
    let mut rest = name;
    while let Some(start) = rest.find(is_word) {
        let end = rest[start..].find(|c| !is_word(c)).map_or(rest.len(), |end| start + end);
        words += &rest[..start];
        let word = &rest[start..end];
        words += &lang.find(&format!("value-{}", word.to_lowercase())).unwrap_or_else(|| word.to_owned());
        rest = &rest[end..];
    }
    words + rest
}

/// Puts a command's help into a language.
fn localize(command: clap::Command, name: &str, lang: Lang) -> clap::Command {
    let template =
        format!("{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}", lang.say("heading-usage"));
    let heading = |positional: bool| lang.say(if positional { "heading-arguments" } else { "heading-options" });
    let mut command = command
        .about(lang.say(&format!("about-{name}")))
        .help_template(template)
        .mut_args(|arg| {
            let own = lang.find(&format!("help-{name}-{}", arg.get_id()));
            let help = own.unwrap_or_else(|| lang.say(&format!("help-{}", arg.get_id())));
            let positional = arg.is_positional();
            let names = arg.get_value_names().unwrap_or_default().iter().map(|name| value_name(name, lang));
            let names: Vec<_> = names.collect();
            let arg = arg.help(help).help_heading(heading(positional));
            if names.is_empty() { arg } else { arg.value_names(names) }
        })
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(lang.say("help-help"))
                .help_heading(heading(false)),
        );
    if let Some(examples) = lang.find(&format!("examples-{name}")) {
        command = command.after_help(format!("{}\n{examples}", lang.say("heading-examples")));
    }
    command
}

/// Prints what clap reports: help, the version or a mistake.
fn print_error(lang: Lang, error: &clap::Error) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            printer::help(&error.render());
            Exit::Done
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            printer::help_on_error(&command(lang).render_help());
            Exit::Machine
        }
        kind => {
            printer::error(lang, &describe_mistake(lang, kind, error));
            printer::note(&format!("{}: {}", lang.say("severity-help"), find_remedy(lang, error)));
            Exit::Machine
        }
    }
}

/// Returns what may be written for an argument, or where help is found if nothing is known of it.
fn find_remedy(lang: Lang, error: &clap::Error) -> String {
    let argument = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(text)) => text.as_str(),
        Some(ContextValue::Strings(texts)) => texts.first().map_or("", String::as_str),
        _ => "",
    };
    let name = argument.split_whitespace().next().unwrap_or_default().trim_matches(['-', '<', '>']).to_lowercase();
    let name = if name == lang.say("value-issue").to_lowercase() { "issue" } else { name.as_str() };
    lang.find(&format!("usage-remedy-{name}")).unwrap_or_else(|| lang.say("usage-help"))
}

/// Returns a mistake in the command line in the user's language.
fn describe_mistake(lang: Lang, kind: ErrorKind, error: &clap::Error) -> String {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(&lang.say("list-between")),
        _ => String::new(),
    };
    let first = |kinds: &[ContextKind]| {
        kinds.iter().map(|kind| context(*kind)).find(|text| !text.is_empty()).unwrap_or_default()
    };
    let key = match kind {
        ErrorKind::UnknownArgument if !context(ContextKind::InvalidArg).starts_with('-') => "usage-more-arguments",
        ErrorKind::UnknownArgument => "usage-unknown-argument",
        ErrorKind::InvalidSubcommand => "usage-unknown-command",
        ErrorKind::MissingRequiredArgument => "usage-missing-argument",
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => "usage-missing-value",
        ErrorKind::InvalidValue if error.get(ContextKind::ValidValue).is_some() => "usage-invalid-value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-wrong-value",
        ErrorKind::NoEquals => "usage-no-equals",
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => "usage-value-count",
        ErrorKind::ArgumentConflict if is_twice(error) => "usage-twice",
        ErrorKind::ArgumentConflict => "usage-conflict",
        ErrorKind::InvalidUtf8 => "usage-encoding",
        _ => "usage-other",
    };
    let argument = first(&[ContextKind::InvalidSubcommand, ContextKind::InvalidArg]);
    let known = first(&[
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::ValidValue,
        ContextKind::PriorArg,
    ]);
    lang.text(
        key,
        &[
            ("argument", MessageArg::Text(argument)),
            ("value", MessageArg::Text(context(ContextKind::InvalidValue))),
            ("known", MessageArg::Text(if known.is_empty() { "--help".to_owned() } else { known })),
        ],
    )
}

/// Returns whether an option stands twice on the command line.
fn is_twice(error: &clap::Error) -> bool {
    error.get(ContextKind::PriorArg).is_none_or(|prior| error.get(ContextKind::InvalidArg) == Some(prior))
}
