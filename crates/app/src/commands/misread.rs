//! A command line that is not understood, told in Chinese and English.
//!
//! In: what the parser found. Out: what is wrong, which word is meant where one is near, and how
//! the command is written; status 2. In which language to speak is part of the line that was
//! not understood, so both are said, as in the help.

use std::process::ExitCode;

use clap::{
    Error,
    error::{ContextKind, ContextValue, ErrorKind},
};

/// Says it and gives the exit status: that of the help where the help was asked for.
pub fn end(error: &Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Nobody reads it any more: then it was said to nobody.
            drop(error.print());
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            drop(error.print());
            ExitCode::from(2)
        }
        _ => {
            super::out::aside(words(error));
            ExitCode::from(2)
        }
    }
}

/// What is wrong, in both languages, a line each.
pub fn words(error: &Error) -> String {
    let (zh, en) = what(error);
    let mut lines = vec![zh, en];
    for (kind, zh, en) in [
        (ContextKind::SuggestedSubcommand, "是不是", "perhaps"),
        (ContextKind::SuggestedArg, "是不是", "perhaps"),
        (ContextKind::SuggestedValue, "是不是", "perhaps"),
        (ContextKind::ValidValue, "可以是", "one of"),
        (ContextKind::ValidSubcommand, "可以是", "one of"),
    ] {
        let texts = said(error, kind);
        if !texts.is_empty() {
            lines.push(format!("{zh} / {en}: {}", texts.join(", ")));
        }
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.trim_start_matches("Usage:").trim();
        lines.push(format!("用法 / Usage: {usage}"));
    }
    lines.push("详见 --help / See --help".to_owned());
    lines.join("\n")
}

fn what(error: &Error) -> (String, String) {
    let argument = said(error, ContextKind::InvalidArg).join(", ");
    let value = said(error, ContextKind::InvalidValue).join(", ");
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = said(error, ContextKind::InvalidSubcommand).join(" ");
            (
                format!("没有「{word}」这个命令。"),
                format!("There is no command “{word}”."),
            )
        }
        ErrorKind::UnknownArgument => (
            format!("不认识「{argument}」。"),
            format!("“{argument}” is not known."),
        ),
        ErrorKind::MissingRequiredArgument => (
            format!("还缺少 {argument}。"),
            format!("{argument} is missing."),
        ),
        ErrorKind::MissingSubcommand => {
            ("还要写明做什么。".to_owned(), "Say what to do.".to_owned())
        }
        ErrorKind::InvalidValue if value.is_empty() => (
            format!("{argument} 后面还要写一个值。"),
            format!("{argument} needs a value."),
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            // What a reader of ours says of it, already in both languages.
            let why = std::error::Error::source(error).map(ToString::to_string);
            let (zh, en) = why.as_deref().map_or((None, None), |why| {
                let (zh, en) = why.split_once(" / ").unwrap_or((why, why));
                (Some(zh.to_owned()), Some(en.to_owned()))
            });
            (
                told(format!("{argument} 不能是「{value}」"), zh, ["：", "。"]),
                told(
                    format!("“{value}” does not do for {argument}"),
                    en,
                    [": ", "."],
                ),
            )
        }
        ErrorKind::ArgumentConflict => (
            format!("{argument} 写了不止一次，或不能和别的一起写。"),
            format!("{argument} is written more than once, or beside what excludes it."),
        ),
        ErrorKind::InvalidUtf8 => (
            "有一个字不是 UTF-8。".to_owned(),
            "A word is not UTF-8.".to_owned(),
        ),
        ErrorKind::TooManyValues
        | ErrorKind::TooFewValues
        | ErrorKind::WrongNumberOfValues
        | ErrorKind::NoEquals => (
            format!("{argument} 后面的值写得不对。"),
            format!("What follows {argument} is not right."),
        ),
        _ => (
            "看不懂这条命令。".to_owned(),
            "This command line is not understood.".to_owned(),
        ),
    }
}

fn told(what: String, why: Option<String>, [colon, stop]: [&str; 2]) -> String {
    let why = why.map_or_else(String::new, |why| format!("{colon}{why}"));
    format!("{what}{why}{stop}")
}

/// The texts that the parser gives for something.
fn said(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::Line;
    use clap::Parser;

    #[test]
    fn what_is_not_understood_is_told_in_both_languages() {
        for (line, wanted) in [
            ("fly", vec!["没有「fly」这个命令", "no command “fly”"]),
            ("figure", vec!["没有「figure」", "figures"]),
            (
                "serve --porty 1",
                vec!["不认识「--porty」", "“--porty” is not known"],
            ),
            (
                "figures --data x",
                vec![
                    "还缺少 <--year <YEAR>|--period <PERIOD>>",
                    "--period <PERIOD>> is missing",
                ],
            ),
            (
                "figures --data x --year",
                vec!["--year <YEAR> 后面还要写一个值", "needs a value"],
            ),
            (
                "figures --data x --year 99999",
                vec![
                    "不能是「99999」：年份要写成 2022 这样。",
                    "“99999” does not do for --year <YEAR>: write the year like 2022.",
                ],
            ),
            (
                "figures --data x --year 2022 --format yaml",
                vec![
                    "不能是「yaml」。",
                    "“yaml” does not do",
                    "one of: text, json",
                ],
            ),
            (
                "demo --scale 2001",
                vec!["要在1到2000之间", "from 1 to 2000"],
            ),
            (
                "serve --data x --proxy y",
                vec!["10.0.0.1 这样。", "like 10.0.0.1."],
            ),
            (
                "figures --data x --year 2022 --year 2023",
                vec!["写了不止一次", "more than once"],
            ),
            ("--lang fr demo", vec!["不能是「fr」：zh", "zh or en"]),
        ] {
            let read = Line::try_parse_from(["youju"].into_iter().chain(line.split(' ')));
            let words = words(&read.unwrap_err());
            for wanted in wanted {
                assert!(words.contains(wanted), "{line}: {wanted} not in {words}");
            }
        }
    }
}
