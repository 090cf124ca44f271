//! The command line's help and its mistakes, in the user's language.
//!
//! The words stand in the catalogue, under `about-COMMAND` and `help-COMMAND-ARGUMENT`.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, CommandFactory, FromArgMatches, ValueEnum};

use super::args::Args;
use super::{Exit, printer};
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

/// Returns the command line's grammar with its help in a language.
pub fn command(lang: Lang) -> clap::Command {
    let command = Args::command();
    let names: Vec<_> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = localize(command, "jianbao", lang).subcommand_help_heading(lang.say("heading-commands"));
    for name in names {
        command = command.mut_subcommand(&name, |sub| localize(sub, &name, lang));
    }
    command.arg(
        Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help(lang.say("help-version"))
            .help_heading(lang.say("heading-options")),
    )
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
            arg.help(help).help_heading(heading(positional))
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
    lang.find(&format!("usage-remedy-{name}")).unwrap_or_else(|| lang.say("usage-help"))
}

/// Returns a mistake in the command line in the user's language.
fn describe_mistake(lang: Lang, kind: ErrorKind, error: &clap::Error) -> String {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
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
        _ => return error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    };
    let argument = first(&[ContextKind::InvalidSubcommand, ContextKind::InvalidArg]);
    let known = first(&[ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::ValidValue]);
    lang.text(
        key,
        &[
            ("argument", MessageArg::Text(argument)),
            ("value", MessageArg::Text(context(ContextKind::InvalidValue))),
            ("known", MessageArg::Text(if known.is_empty() { "--help".to_owned() } else { known })),
        ],
    )
}
