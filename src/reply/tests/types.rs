//! The TypeScript types of all answers, made from the serde types: what editors show is the prose that stands here.
//!
//! `CONVALIDA_UPDATE=1 cargo test --lib types` writes them anew.

use std::fs;

use ts_rs::{Config, TS};

use crate::program::Severity;
use crate::program::sources::Source;
use crate::reply::bounds::Bounds;
use crate::reply::catalogue::{RuleInfo, RulebookCard};
use crate::reply::diagnostic::{Diagnostic, Fix, severity_name};
use crate::reply::dossier::DossierAnswer;
use crate::reply::explain::Explanation;
use crate::reply::fields::{AwaitedAnswer, FieldInfo};
use crate::reply::filing::{FilingDays, FilingRemark};
use crate::reply::form::{Change, EditedField, FieldState};
use crate::reply::summary::{Summary, TermInfo};
use crate::reply::unasked::Unasked;
use crate::session::State;

const FILE: &str = "pkg-config/js/answers.d.ts";
const HEAD: &str = "// The types of all answers, written from those of src/reply by its unit test (cargo test --lib types).\n";

/// Its names in rulebooks are those of the law; answers have words of their own.
impl TS for Severity {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &Config) -> String {
        "Severity".to_string()
    }

    fn inline(_: &Config) -> String {
        let words = [Severity::Error, Severity::Warning, Severity::Info].map(severity_name);
        words.map(|word| format!("{word:?}")).join(" | ")
    }

    fn docs() -> Option<String> {
        Some("/** `error` forbids; `warning` and `info` tell. */\n".to_string())
    }
}

#[test]
fn the_types_of_answers_are_current() {
    let types = [
        declared::<Severity>(),
        declared::<State>(),
        declared::<Source>(),
        declared::<Fix>(),
        declared::<Diagnostic>(),
        declared::<Unasked>(),
        declared::<DossierAnswer>(),
        declared::<EditedField>(),
        declared::<Change>(),
        declared::<FieldState>(),
        declared::<Bounds>(),
        declared::<TermInfo>(),
        declared::<Summary>(),
        declared::<Explanation>(),
        declared::<FilingRemark>(),
        declared::<FilingDays>(),
        declared::<AwaitedAnswer>(),
        declared::<FieldInfo>(),
        declared::<RuleInfo>(),
        declared::<RulebookCard>(),
    ];
    let wanted = format!("{HEAD}{}", types.concat());
    if std::env::var_os("CONVALIDA_UPDATE").is_some() {
        fs::write(FILE, &wanted).expect("written");
    }
    assert!(
        fs::read_to_string(FILE).unwrap_or_default() == wanted,
        "{FILE} is not current; write it anew with CONVALIDA_UPDATE=1 cargo test --lib types"
    );
}

/// A type with its prose: an object as an interface, which a program may extend.
fn declared<T: TS>() -> String {
    let config = Config::new().with_large_int("number");
    let (name, inline) = (T::name(&config), T::inline(&config));
    let declared = match inline.starts_with('{') && !inline.contains("} | {") {
        true => format!("interface {name} {inline}"),
        false => format!("type {name} = {inline};"),
    };
    let docs = T::docs().unwrap_or_default();
    format!("\n{}\n", laid_out(&format!("{docs}export {declared}")))
}

/// Code as people read it: a line for each key, a comment of one line in one line.
fn laid_out(code: &str) -> String {
    let mut out = String::new();
    let mut open: Vec<char> = Vec::new();
    let mut rest = code;
    while let Some(next) = rest.chars().next() {
        let depth = open.iter().filter(|bracket| **bracket == '{').count();
        let line = format!("\n{}", "  ".repeat(depth));
        if let Some((comment, after)) = rest.strip_prefix("/**").and_then(|c| c.split_once("*/")) {
            let lines: Vec<&str> = comment.trim().lines().map(str::trim_end).collect();
            match lines.as_slice() {
                [only] => out += &format!("/** {} */", only.trim_start_matches("* ")),
                _ => out += &format!("/**{line} {}{line} */", lines.join(&line).trim_start()),
            }
            out += &line;
            rest = after.trim_start();
            continue;
        }
        rest = &rest[next.len_utf8()..];
        match next {
            '{' | '<' => open.push(next),
            '}' | '>' => drop(open.pop()),
            _ => {}
        }
        match next {
            '{' => out += &format!("{{{line}  "),
            ',' if open.last() == Some(&'{') => out += &format!(";{line}"),
            '}' => {
                out.truncate(out.trim_end().len());
                out += &format!("{}}}", &line[..line.len() - 2]);
            }
            _ => out.push(next),
        }
        if matches!(next, '{' | ',') && open.last() == Some(&'{') {
            rest = rest.trim_start();
        }
    }
    out
}
