//! Native Rust by hand, whole form, from JSON text with serde. Takes the orders of `benches/beside/agent.mjs`, one a line.

#![allow(clippy::print_stdout)] // it is a program that prints

mod days;
mod read;
mod rules;

use std::borrow::Cow;
use std::hint::black_box;
use std::io::BufRead;
use std::time::{Duration, Instant};

use rules::{Application, Checker, Diagnostic};
use serde::Deserialize;

type Edit = (String, String);

#[derive(Deserialize)]
struct Message {
    order: String,
    given: Given,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Given {
    count: usize,
    text: String,
    texts: Vec<String>,
    steps: serde_json::Value,
    workload: String,
    milliseconds: f64,
}

/// An application that is measured, and what is typed into it.
struct Opened {
    count: usize,
    text: &'static str,
    application: Application<'static>,
    key: Vec<Vec<(Place, &'static str)>>,
    header: Vec<Vec<(Place, &'static str)>>,
    paste: Vec<Vec<(Place, &'static str)>>,
}

/// A field of the application: of a row, or the end of the period.
enum Place {
    Hired(usize),
    Days(usize),
    Asked(usize),
    End,
}

fn place(path: &str) -> Place {
    let mut parts = path.split('.').skip(1);
    let row = parts.next().and_then(|row| row.parse().ok());
    match (row, parts.next()) {
        (Some(row), Some("dataAssunzione")) => Place::Hired(row),
        (Some(row), Some("giorni")) => Place::Days(row),
        (Some(row), Some("ore")) => Place::Asked(row),
        _ => Place::End,
    }
}

fn put(application: &mut Application<'static>, edits: &[(Place, &'static str)]) {
    for (place, text) in edits {
        let field = match place {
            Place::Hired(row) => &mut application.lavoratori[*row].data_assunzione,
            Place::Days(row) => &mut application.lavoratori[*row].giorni,
            Place::Asked(row) => &mut application.lavoratori[*row].ore,
            Place::End => &mut application.periodo.data_fine,
        };
        *field = Some(Cow::Borrowed(*text));
    }
}

fn kept(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn placed(steps: Vec<Vec<Edit>>) -> Vec<Vec<(Place, &'static str)>> {
    let edits = |edits: Vec<Edit>| {
        let placed = edits
            .into_iter()
            .map(|(path, text)| (place(&path), kept(text)));
        placed.collect()
    };
    steps.into_iter().map(edits).collect()
}

fn steps(value: &serde_json::Value) -> Vec<Vec<(Place, &'static str)>> {
    placed(serde_json::from_value(value.clone()).expect("lists of edits"))
}

fn parsed(text: &str) -> Application<'_> {
    serde_json::from_str(text).expect("an application")
}

fn compared(list: &[Diagnostic]) -> Vec<String> {
    let line = |each: &Diagnostic| format!("{} {} {}", each.severity, each.rule, each.path);
    let mut lines: Vec<String> = list.iter().map(line).collect();
    lines.sort();
    lines
}

/// Reads all that is said, so that none of it can be left out as useless.
fn read(list: &[Diagnostic]) {
    let lengths = list.iter().map(|each| each.message.len() + each.path.len());
    black_box(lengths.sum::<usize>());
}

/// Microseconds a turn, each sample as many turns as take a millisecond.
fn samples(milliseconds: f64, mut work: impl FnMut()) -> Vec<f64> {
    let sample = Duration::from_millis(1);
    let mut done = 0_u32;
    let start = Instant::now();
    while done < 2 || start.elapsed() < sample {
        work();
        done += 1;
    }
    let each = start.elapsed().as_secs_f64() / f64::from(done);
    let batch = (sample.as_secs_f64() / each).ceil().max(1.0);
    let mut samples = Vec::new();
    let start = Instant::now();
    while samples.len() < 3 || start.elapsed().as_secs_f64() * 1e3 < milliseconds {
        let start = Instant::now();
        for _ in 0..batch as u64 {
            work();
        }
        samples.push(start.elapsed().as_secs_f64() * 1e6 / batch);
    }
    samples
}

fn timed(checker: &mut Checker, opened: &mut Opened, given: &Given) -> Vec<f64> {
    let Opened {
        text, application, ..
    } = opened;
    let edits = match given.workload.as_str() {
        "text" => {
            return samples(given.milliseconds, || {
                read(&checker.check(&parsed(black_box(text))));
            });
        }
        "object" => {
            return samples(given.milliseconds, || {
                read(&checker.check(black_box(application)));
            });
        }
        "key" => &opened.key,
        "header" => &opened.header,
        _ => &opened.paste,
    };
    let mut turns = edits.iter().cycle();
    samples(given.milliseconds, || {
        put(application, turns.next().expect("an edit"));
        read(&checker.check(black_box(application)));
    })
}

fn main() {
    let mut checker = Checker::default();
    let mut open: Vec<Opened> = Vec::new();
    println!("\"here\"");
    for line in std::io::stdin().lock().lines() {
        let message: Message = serde_json::from_str(&line.expect("a line")).expect("an order");
        let given = message.given;
        let answer = match message.order.as_str() {
            "checks" => {
                let lists = given.texts.iter().map(|text| parsed(text));
                let lists = lists.map(|application| compared(&checker.check(&application)));
                serde_json::json!(lists.collect::<Vec<_>>())
            }
            "lists" => {
                let mut application = parsed(kept(given.text));
                let lists = steps(&given.steps).into_iter().map(|edits| {
                    put(&mut application, &edits);
                    compared(&checker.check(&application))
                });
                serde_json::json!(lists.collect::<Vec<_>>())
            }
            "open" => {
                let text = kept(given.text);
                open.push(Opened {
                    count: given.count,
                    text,
                    application: parsed(text),
                    key: steps(&given.steps["key"]),
                    header: steps(&given.steps["header"]),
                    paste: steps(&given.steps["paste"]),
                });
                serde_json::Value::Null
            }
            "time" => {
                let opened = open.iter_mut().find(|opened| opened.count == given.count);
                let opened = opened.expect("an application that was opened");
                serde_json::json!(timed(&mut checker, opened, &given))
            }
            "cold" => {
                let start = Instant::now();
                read(&checker.check(&parsed(&given.text)));
                serde_json::json!(start.elapsed().as_secs_f64() * 1e3)
            }
            order => panic!("no order is called {order}"),
        };
        println!("{answer}");
    }
}
