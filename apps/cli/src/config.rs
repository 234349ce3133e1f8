//! Settings that a project repeats: `chancery.toml` in the working directory or above it, and the environment.
//!
//! A setting is a long option of `read` with another way to say it: `format = "jsonl"` in the file, `CHANCERY_FORMAT=jsonl` in the
//! environment. It becomes the option's default, so that a flag wins, and is checked by the same parser, so that there is one
//! grammar. Files named in `chancery.toml` are looked for beside it.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use chancery_export::Format;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::args::{ReadArgs, SHORT_FORMS};

const FILE: &str = "chancery.toml";

/// Long options of `read` that may be settings, sorted.
const KEYS: [&str; 11] = [
    "columns",
    "dedup",
    "format",
    "frames",
    "from",
    "gazetteer",
    "only",
    "published",
    "spreadsheet",
    "table",
    "threads",
];

/// Why a setting cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    /// The file cannot be read.
    #[error("{file}: cannot be read")]
    Read {
        file: String,
        source: std::io::Error,
    },
    /// The working directory is gone.
    #[error("the working directory cannot be told")]
    Folder(#[source] std::io::Error),
    /// The file is no TOML.
    #[error("{file}:{line}: {message}")]
    Syntax {
        file: String,
        line: usize,
        message: String,
    },
    /// A key that is no setting.
    #[error("{file}:{line}: there is no setting `{key}`; settings are {}", KEYS.join(", "))]
    Key {
        file: String,
        line: usize,
        key: String,
    },
    /// A value that the option does not take.
    #[error("{origin}: {message}")]
    Value { origin: Origin, message: String },
}

/// Where a setting was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// File and line, counted from 1.
    Line(String, usize),
    /// The variable.
    Environment(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(file, line) => write!(f, "{file}:{line}"),
            Self::Environment(variable) => f.write_str(variable),
        }
    }
}

/// One setting: the words that would stand behind its option.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Setting {
    values: Vec<String>,
    origin: Origin,
}

/// All settings by key.
#[derive(Debug, Default)]
pub(crate) struct Settings(BTreeMap<&'static str, Setting>);

impl Settings {
    /// Reads `file`, or with `look` the nearest `chancery.toml` of the working directory and those above, then the environment.
    /// `read` is the command whose options are set.
    ///
    /// # Errors
    /// When the file or a value cannot be used.
    pub(crate) fn load(
        read: &Command,
        file: Option<&Path>,
        look: bool,
    ) -> Result<Self, ConfigError> {
        let found = match file {
            Some(file) => Some(file.to_path_buf()),
            None if look => nearest()?,
            None => None,
        };
        let mut settings = Self::default();
        if let Some(path) = found {
            let name = path.display().to_string();
            tracing::info!(file = name, "settings");
            let text = fs::read_to_string(&path).map_err(|source| ConfigError::Read {
                file: name.clone(),
                source,
            })?;
            let folder = path.parent().unwrap_or(Path::new(""));
            settings.add_file(read, &name, folder, &text)?;
        }
        for key in KEYS {
            let variable = variable(key);
            let Some(value) = env::var(&variable).ok().filter(|value| !value.is_empty()) else {
                continue;
            };
            let values = if takes_several(option(read, key)) {
                let paths = env::split_paths(&value);
                paths.map(|path| path.display().to_string()).collect()
            } else {
                vec![value]
            };
            settings.set(read, key, values, Origin::Environment(variable))?;
        }
        for (key, setting) in &settings.0 {
            tracing::info!(key, values = ?setting.values, origin = %setting.origin, "setting");
        }
        Ok(settings)
    }

    /// `folder` is where the file's own files are looked for.
    fn add_file(
        &mut self,
        read: &Command,
        name: &str,
        folder: &Path,
        text: &str,
    ) -> Result<(), ConfigError> {
        let line_of = |offset: usize| {
            1 + text.as_bytes()[..offset.min(text.len())]
                .iter()
                .filter(|&&byte| byte == b'\n')
                .count()
        };
        let table = DeTable::parse(text).map_err(|why| ConfigError::Syntax {
            file: name.to_owned(),
            line: line_of(why.span().map_or(0, |span| span.start)),
            message: why.message().to_owned(),
        })?;
        for (key, value) in table.get_ref() {
            let line = line_of(key.span().start);
            let Some(&known) = KEYS.iter().find(|known| **known == key.get_ref().as_ref()) else {
                return Err(ConfigError::Key {
                    file: name.to_owned(),
                    line,
                    key: key.get_ref().clone().into_owned(),
                });
            };
            let arg = option(read, known);
            let mut values = words(value.get_ref());
            if !takes_several(arg) {
                values = vec![values.join(",")];
            }
            if is_file(arg) {
                for value in &mut values {
                    *value = folder.join(&value).display().to_string();
                }
            }
            self.set(read, known, values, Origin::Line(name.to_owned(), line))?;
        }
        Ok(())
    }

    /// Keeps a setting that the option's parser takes; one made before is replaced.
    fn set(
        &mut self,
        read: &Command,
        key: &'static str,
        values: Vec<String>,
        origin: Origin,
    ) -> Result<(), ConfigError> {
        match refusal(read, key, &values) {
            Some(message) => Err(ConfigError::Value { origin, message }),
            None => {
                self.0.insert(key, Setting { values, origin });
                Ok(())
            }
        }
    }

    /// The command line with the settings as defaults of its options.
    pub(crate) fn apply(&self, command: Command) -> Command {
        let names = ["read", "resolve"].into_iter().chain(SHORT_FORMS);
        names.fold(command, |command, name| {
            command.mut_subcommand(name, |sub| {
                let meant = self.0.iter().filter(|(key, _)| concerns(name, key));
                meant.fold(sub, |sub, (key, setting)| {
                    let id = option(&sub, key).get_id().clone();
                    sub.mut_arg(id, |arg| arg.default_values(setting.values.clone()))
                })
            })
        })
    }

    /// Each setting with its place, then the keys that are not set.
    pub(crate) fn listing(&self) -> String {
        let mut lines = String::new();
        for (key, setting) in &self.0 {
            lines += &format!(
                "{key} = {}  # {}\n",
                setting.values.join(" "),
                setting.origin
            );
        }
        let unset: Vec<_> = KEYS
            .into_iter()
            .filter(|key| !self.0.contains_key(key))
            .collect();
        if !unset.is_empty() {
            lines += &format!("# not set: {}\n", unset.join(", "));
        }
        lines
    }
}

/// Forgets a format of the settings where the ending of `--output`, which was typed, names one.
pub(crate) fn yield_to_ending(args: &mut ReadArgs, matches: &ArgMatches) {
    let source = matches
        .subcommand()
        .and_then(|(_, matches)| matches.value_source("format"));
    let ending = args.output.as_deref().and_then(Path::extension);
    let names_one = ending
        .and_then(|ending| Format::by_extension(ending.to_str()?))
        .is_some();
    if source == Some(ValueSource::DefaultValue) && names_one {
        args.format = None;
    }
}

/// The file in the working directory or the nearest one above it.
fn nearest() -> Result<Option<PathBuf>, ConfigError> {
    if Path::new(FILE).is_file() {
        return Ok(Some(PathBuf::from(FILE)));
    }
    let here = env::current_dir().map_err(ConfigError::Folder)?;
    let above = here.ancestors().skip(1).map(|folder| folder.join(FILE));
    Ok(above.into_iter().find(|path| path.is_file()))
}

fn variable(key: &str) -> String {
    format!("CHANCERY_{}", key.to_uppercase())
}

/// Whether a setting means an option of this command. `--from` of `resolve` is another option than that of `read`.
fn concerns(command: &str, key: &str) -> bool {
    match command {
        "read" => true,
        "resolve" => key == "gazetteer",
        _ => !matches!(key, "only" | "table"),
    }
}

fn option<'c>(command: &'c Command, key: &str) -> &'c Arg {
    command
        .get_arguments()
        .find(|arg| arg.get_long() == Some(key))
        .expect("every key is a long option, which a test checks")
}

fn takes_several(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Append)
}

fn is_file(arg: &Arg) -> bool {
    arg.get_value_parser().type_id() == TypeId::of::<PathBuf>()
}

/// The words of a value: a list has several, a table is a list of `key=value`.
fn words(value: &DeValue<'_>) -> Vec<String> {
    let one = |value: &Spanned<DeValue<'_>>| words(value.get_ref()).join(",");
    match value {
        DeValue::String(text) => vec![text.clone().into_owned()],
        DeValue::Integer(number) => vec![number.to_string()],
        DeValue::Float(number) => vec![number.to_string()],
        DeValue::Boolean(truth) => vec![truth.to_string()],
        DeValue::Datetime(day) => vec![day.to_string()],
        DeValue::Array(items) => items.iter().map(one).collect(),
        DeValue::Table(table) => table
            .iter()
            .map(|(key, value)| format!("{}={}", key.get_ref(), one(value)))
            .collect(),
    }
}

/// Why the option does not take these words, on one line.
fn refusal(read: &Command, key: &str, values: &[String]) -> Option<String> {
    if !option(read, key).get_action().takes_values() {
        let is_truth = matches!(values, [value] if value == "true" || value == "false");
        return (!is_truth).then(|| format!("`{key}` is true or false"));
    }
    let flags = values.iter().map(|value| format!("--{key}={value}"));
    let line = ["read".to_owned()].into_iter().chain(flags);
    let why = read.clone().try_get_matches_from(line).err()?.to_string();
    let said: Vec<_> = why
        .lines()
        .map(str::trim)
        .take_while(|line| !line.is_empty())
        .collect();
    Some(said.join(" ").trim_start_matches("error: ").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Args;

    fn read() -> Command {
        let command = Args::shown();
        command
            .find_subcommand("read")
            .expect("there is one")
            .clone()
    }

    /// What `chancery.toml` in `/p` says of a key, or why it is refused.
    fn load(text: &str) -> Result<String, String> {
        let mut settings = Settings::default();
        settings
            .add_file(&read(), "chancery.toml", Path::new("/p"), text)
            .map_err(|why| why.to_string())?;
        let line =
            |(key, setting): (&&str, &Setting)| format!("{key}={}", setting.values.join(" "));
        Ok(settings.0.iter().map(line).collect::<Vec<_>>().join(";"))
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(load(text), Ok(expected.to_owned()));
    }

    #[track_caller]
    fn refused(text: &str, parts: &[&str]) {
        let why = load(text).expect_err("no setting");
        for part in parts {
            assert!(why.contains(part), "{why}");
        }
        assert_eq!(why.lines().count(), 1, "{why}");
    }

    #[test]
    fn every_key_is_an_option() {
        assert!(KEYS.is_sorted());
        let read = read();
        KEYS.into_iter().for_each(|key| {
            option(&read, key);
        });
        // Panics where a setting would not be one of a command's options.
        let mut settings = Settings::default();
        for (key, value) in [
            ("only", "events"),
            ("gazetteer", "a.tsv"),
            ("spreadsheet", "true"),
        ] {
            let key = KEYS.into_iter().find(|known| *known == key).expect("a key");
            let origin = Origin::Environment(variable(key));
            let set = settings.set(&read, key, vec![value.to_owned()], origin);
            assert!(set.is_ok(), "{key}");
        }
        settings.apply(Args::shown()).debug_assert();
    }

    #[test]
    fn values_are_words_of_the_command_line() {
        check("format = \"jsonl\"\nthreads = 4", "format=jsonl;threads=4");
        check("published = 2015-10-24", "published=2015-10-24");
        check("only = [\"events\", \"quotes\"]", "only=events,quotes");
        check(
            "[columns]\ntext = \"body\"\nid = \"no\"",
            "columns=id=no,text=body",
        );
        check(
            "frames = [\"a.toml\", \"/b.toml\"]",
            "frames=/p/a.toml /b.toml",
        );
        check("gazetteer = \"people.tsv\"", "gazetteer=/p/people.tsv");
        check("spreadsheet = true", "spreadsheet=true");
        check("", "");
    }

    #[test]
    fn what_cannot_be_used_is_named_with_its_line() {
        refused(
            "\nformatt = \"csv\"",
            &["chancery.toml:2", "formatt", "published"],
        );
        refused("format = \"xml\"", &["chancery.toml:1", "'xml'", "jsonl"]);
        refused("\n\nthreads = 0", &["chancery.toml:3", "threads"]);
        refused("dedup = \"perhaps\"", &["perhaps", "mark"]);
        refused("spreadsheet = 3", &["true or false"]);
        refused("format = ", &["chancery.toml:1"]);
        refused("format = \"csv\"\nformat = \"tsv\"", &["chancery.toml:2"]);
    }
}
