//! Mutated and random input at every door of the core: nothing panics, nothing hangs, what is accepted means what it says.
//! The corpus lies in `tests/fuzz/`. By run and `CONVALIDA_SEED` the same again; `CONVALIDA_FUZZ_SECONDS` goes on that long
//! at each door.

#[path = "support/checks.rs"]
mod checks;
#[path = "support/memory.rs"]
mod memory;
#[path = "support/mutate.rs"]
mod mutate;
#[path = "support/pages.rs"]
mod pages;
#[path = "support/random.rs"]
mod random;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use convalida::formula::compile;
use convalida::law::layers::read_page;
use convalida::law::{self, Rulebook};
use convalida::program::Edition;
use convalida::ranges::Ranges;
use convalida::reply::{Book, Form, Shelf};
use convalida::sheet::{Given, domanda};
use convalida::tell::{Labels, Language};
use convalida::text::{Kind, Raw, Reading, Value, can_become, canonical, read, suggest};
use mutate::{corpus, mutated};
use random::Random;

/// What no input may take.
const SLOW: Duration = Duration::from_secs(20);

/// How long this thread has worked: a machine that does much else takes nothing of it. Where the system does not tell,
/// how long it is since the first question.
fn worked() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split_whitespace().next()?.parse().ok());
    nanos.map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}

/// Runs a door on many inputs; the run that fails is named.
fn try_many(door: &str, usual: u64, mut once: impl FnMut(&mut Random) -> Result<(), String>) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let seed: u64 = number("CONVALIDA_SEED").unwrap_or(1);
    let long = number("CONVALIDA_FUZZ_SECONDS").map(Duration::from_secs);
    let (begun, mut run) = (Instant::now(), 0);
    while long.map_or(run < usual, |long| begun.elapsed() < long) {
        let mut random = Random::new(seed << 32 | run);
        let started = worked();
        let outcome = catch_unwind(AssertUnwindSafe(|| once(&mut random)));
        let outcome = outcome.unwrap_or_else(|_| Err("panic".to_string()));
        assert!(
            outcome.is_ok(),
            "{door}, seed {seed}, run {run}: {outcome:?}"
        );
        assert!(
            worked() - started < SLOW,
            "{door}, seed {seed}, run {run} is slow"
        );
        run += 1;
    }
    eprintln!("{door}: {run} runs in {} s", begun.elapsed().as_secs());
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn some_ranges(random: &mut Random) -> Ranges {
    let mut ranges = Ranges::none();
    let mut from = [0, -30_000, 18_000, 4_000][random.below(4)];
    for _ in 0..random.below(4) {
        let to = from + random.below(900) as i64;
        ranges = ranges.union(&Ranges::between(from, to));
        from = to + 2 + random.below(900) as i64;
    }
    if random.one_in(3) {
        ranges.complement()
    } else {
        ranges
    }
}

#[test]
fn typed_text_of_every_kind() {
    let texts = corpus("testi.txt");
    let mut kinds: Vec<Kind> = Vec::new();
    for name in checks::shipped() {
        for field in pages::wiring(&name).model.fields() {
            if !kinds.contains(&field.kind) {
                kinds.push(field.kind.clone());
            }
        }
    }
    assert!(kinds.len() > 12);
    try_many("typed text", 25_000, |random| {
        let kind = random.pick(&kinds);
        let text = match random.below(3) {
            0 => random::text(random, kind),
            _ => text_of(&mutated(random, &texts)),
        };
        typed(random, kind, &text)
    });
}

fn typed(random: &mut Random, kind: &Kind, text: &str) -> Result<(), String> {
    let fail = |what: &str| Err(format!("{what}: {kind:?} {text:?}"));
    let (some, more) = (some_ranges(random), some_ranges(random));
    for admitted in [&Ranges::all(), &some] {
        let mut dead = false;
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        for end in std::iter::once(0).chain(ends) {
            let lives = can_become(kind, &text[..end], admitted);
            if lives && dead {
                return fail("what was dead lives by typing on");
            }
            dead = !lives && (end > 0 || admitted.is_all());
        }
    }
    let lives = can_become(kind, text, &some);
    if lives && !can_become(kind, text, &some.union(&more)) {
        return fail("more is admitted, and it dies");
    }
    let suggested = suggest(kind, text);
    match read(kind, &Raw::Text(text)) {
        Reading::Empty if !text.trim().is_empty() && text.is_ascii() => fail("not empty"),
        Reading::Empty => Ok(()),
        Reading::Value(value) => {
            let again = read(kind, &Raw::Text(&canonical(kind, &value)));
            let lives_as = match &value {
                Value::Ordinal(n) => can_become(kind, text, &Ranges::only(*n)),
                Value::Text(_) => can_become(kind, text, &Ranges::all()),
            };
            let admitted = matches!(&value, Value::Ordinal(n) if some.contains(*n));
            if again != Reading::Value(value) {
                return fail("its canonical text is another value");
            }
            if !lives_as || admitted && !lives {
                return fail("a value that can not become itself");
            }
            suggested.map_or(Ok(()), |_| fail("a value needs no other"))
        }
        Reading::Unreadable(_) => match suggested {
            Some(meant) if !matches!(read(kind, &Raw::Text(&meant)), Reading::Value(_)) => {
                fail("what is suggested is unreadable")
            }
            _ => Ok(()),
        },
    }
}

/// What a form says of itself must be what one says that is loaded with what it holds.
fn same_when_loaded(form: &Form) -> Result<(), String> {
    let json = form.to_json();
    let mut fresh = Form::new(form.book().clone(), form.session().today());
    fresh.load(&json).map_err(|error| error.message)?;
    if fresh.to_json() != json {
        return Err(format!("{json}\n  written again {}", fresh.to_json()));
    }
    let (own, other) = (form.validate(), fresh.validate());
    if own == other {
        return Ok(());
    }
    let more = own.iter().find(|said| !other.contains(said));
    let less = other.iter().find(|said| !own.contains(said));
    Err(format!("{json}: {more:?}\n   loaded {less:?}"))
}

/// A path of the model, or one that is made up.
fn some_path(random: &mut Random, form: &Form, texts: &[Vec<u8>]) -> String {
    if random.one_in(12) {
        return text_of(&mutated(random, texts));
    }
    let field = random.pick(form.book().wiring.model.fields());
    let row = [0, 0, 1, 2, 9, usize::MAX][random.below(6)].to_string();
    let path = field.path.replacen('*', &row, 1).replacen('*', "0", 1);
    let path = path.replace("<aaaa-mm>", &random::month(random));
    match random.below(40) {
        0 => format!("periodo.ignoto.{}", random.below(3)),
        1 => format!("lavoratori.0.ignoto.x.{}", random.below(3)),
        2 => format!("{}.mese", ".a".repeat(random.below(90))),
        3 => format!("{path}.sotto"),
        _ => path,
    }
}

#[test]
fn edits_of_a_form() {
    let (texts, cases) = (corpus("testi.txt"), checks::all());
    try_many("edits", 250, |random| {
        let mut form = random.pick(&cases).form();
        for _ in 0..25 {
            let path = some_path(random, &form, &texts);
            let text = text_of(&mutated(random, &texts));
            let _ = match random.below(12) {
                0 => form.commit(&path),
                1 => form.insert(&path, Some(random.below(3))),
                2 => form.insert("lavoratori", Some(random.below(3))),
                3 => form.remove("lavoratori", random.below(3)),
                4 => form.set(
                    &path,
                    Given::Number(random.of(&["1", "2.5", "1e+21", "-7", "1e-7"])),
                ),
                // Below as many levels as there may be a list would be one too many.
                5 if path.matches('.').count() < 60 => form.set(
                    &path,
                    Given::Structure(random.of(&["{}", "[]", "[[1]]", r#"{"0":{}}"#])),
                ),
                6 => form.set(&path, Given::Bool(random.one_in(2))),
                7 => form.set_many(&[
                    (&path, Given::Text(&text)),
                    ("periodo.dataFine", Given::Text("5")),
                ]),
                _ => form.set(&path, Given::Text(&text)),
            };
            let _ = (
                form.field(&path),
                form.bounds(&path),
                form.diagnostics(Some(&path)),
            );
        }
        let _ = (form.summary(), form.unasked());
        same_when_loaded(&form)
    });
}

/// JSON without the objects that hold nothing: an empty `periodo` is not written back.
fn filled(json: serde_json::Value) -> serde_json::Value {
    use serde_json::Value::{Array, Object};
    match json {
        Object(entries) => {
            let entries = entries.into_iter().map(|(key, value)| (key, filled(value)));
            Object(
                entries
                    .filter(|(_, value)| *value != serde_json::json!({}))
                    .collect(),
            )
        }
        Array(items) => Array(items.into_iter().map(filled).collect()),
        other => other,
    }
}

/// What a form holds; texts may be written with other escapes.
fn json_of(form: &Form) -> Option<serde_json::Value> {
    serde_json::from_str(&form.to_json()).ok()
}

#[test]
fn applications_as_bytes() {
    let lines = corpus("domande.jsonl");
    let books = ["piemonte-2020", "toscana-2014"].map(|name| pages::book(name, Language::English));
    try_many("applications", 1500, |random| {
        let bytes = mutated(random, &lines);
        let Ok(read) = domanda::read(&bytes) else {
            return Ok(());
        };
        let mut form = Form::new(random.pick(&books).clone(), None);
        form.load(&read.text)
            .map_err(|error| format!("{}: {}", read.text, error.message))?;
        // In one go as it was given, or made plain before: the same.
        let mut swift = Form::new(form.book().clone(), None);
        let text = domanda::text(&bytes).map_err(|error| error.message)?;
        swift.load(text).map_err(|error| error.message)?;
        if swift.diagnostics(None) != form.diagnostics(None) || json_of(&swift) != json_of(&form) {
            return Err(format!(
                "{text}\n  as given {}\n  made plain {}",
                swift.to_json(),
                form.to_json()
            ));
        }
        let json = |text: &str| serde_json::from_str(text).ok().map(filled);
        if json(&read.text).is_some_and(|given| json(&form.to_json()) != Some(given)) {
            return Err(format!("{}\n  written {}", read.text, form.to_json()));
        }
        let again = domanda::read(read.text.as_bytes()).map_err(|error| error.message)?;
        if again.text != read.text {
            return Err(format!("{}\n  read again {}", read.text, again.text));
        }
        same_when_loaded(&form)
    });
}

fn labels() -> Arc<Labels> {
    let text = std::fs::read_to_string("regolamenti/campi.json").expect("the labels");
    Arc::new(Labels::read(&text).expect("labels"))
}

/// The page of the corpus, one of its files taken from elsewhere.
fn page_with(file: &str, text: &str) -> law::layers::Pages {
    read_page("prova.md", &|name: &str| match name {
        name if name == file => Some(text.to_string()),
        "prova.md" => std::fs::read_to_string("tests/fuzz/prova.md").ok(),
        "en/prova.toml" => std::fs::read_to_string("tests/fuzz/prova.toml").ok(),
        _ => None,
    })
}

fn sound() -> Rulebook {
    let pages = page_with("", "");
    assert!(pages.mistakes.is_empty(), "{:?}", pages.mistakes);
    pages.book.expect("a rulebook")
}

/// Everything that a form can be asked, on applications that touch all the rules of the corpus.
fn ask_everything(edition: Edition, labels: &Arc<Labels>) {
    let shelf = Shelf::new(edition, labels.clone());
    for (language, line) in [Language::Italian, Language::English].iter().zip([5, 0]) {
        let book: Book = shelf.book(*language, Vec::new());
        let mut form = Form::new(book.clone(), Some(18_400));
        form.load(text_of(&corpus("domande.jsonl")[line]))
            .expect("an application");
        let _ = (
            form.validate(),
            form.diagnostics(None),
            form.summary(),
            form.unasked(),
        );
        let _ = (
            form.rules(),
            form.rulebook(),
            form.fields(),
            form.filing_days(),
        );
        for rule in &book.wiring.program.rules {
            let _ = form.explain(&rule.slug, None);
        }
        for path in [
            "periodo.dataFine",
            "lavoratori.1.ore",
            "causale",
            "organico.dipendenti",
        ] {
            let _ = (
                form.bounds(path),
                form.set(path, Given::Text("1")),
                form.commit(path),
            );
        }
    }
}

#[test]
fn rulebooks_as_pages_and_as_json() {
    let labels = labels();
    let files = [
        (
            "prova.md",
            std::fs::read_to_string("tests/fuzz/prova.md").expect("the corpus"),
        ),
        (
            "en/prova.toml",
            std::fs::read_to_string("tests/fuzz/prova.toml").expect("the corpus"),
        ),
        ("json", serde_json::to_string(&sound()).expect("JSON")),
    ];
    try_many("rulebooks", 1200, |random| {
        let (file, text) = random.pick(&files);
        let text = text_of(&mutated(random, &[text.as_bytes().to_vec()]));
        let book = match *file {
            "json" => law::from_json(&text).ok(),
            file => page_with(file, &text).book,
        };
        let Some(edition) = book.and_then(|book| compile(&book).ok()) else {
            return Ok(());
        };
        if Edition::from_bytes(&edition.to_bytes()).as_ref() != Some(&edition) {
            return Err(format!("other bytes: {text}"));
        }
        ask_everything(edition, &labels);
        Ok(())
    });
}

#[test]
fn formulas() {
    let (formulas, labels, sound) = (corpus("formule.txt"), labels(), sound());
    try_many("formulas", 2500, |random| {
        let mut book = sound.clone();
        let formula = text_of(&mutated(random, &formulas));
        let scope = *random.pick(&["domanda", "lavoratori", "mesi"]);
        match random.below(3) {
            0 => drop(
                book.definizioni
                    .entry(scope.into())
                    .or_default()
                    .insert("extra".into(), formula),
            ),
            1 => book.regole[1].parti[1].scatta = Some(formula),
            _ => book.regole[0].comune.vietato = Some(formula),
        }
        if let Ok(edition) = compile(&book) {
            ask_everything(edition, &labels);
        }
        Ok(())
    });
}

#[test]
fn compiled_bytes() {
    let labels = labels();
    let own = compile(&sound()).expect("no mistake").to_bytes();
    let shipped = compile(&checks::law("rapporto"))
        .expect("no mistake")
        .to_bytes();
    let before = memory::most_memory();
    try_many("compiled bytes", 1200, |random| {
        let bytes = if random.one_in(4) { &shipped } else { &own };
        let bytes = mutated(random, std::slice::from_ref(bytes));
        if let Some(edition) = Edition::from_bytes(&bytes) {
            ask_everything(edition, &labels);
        }
        let _ = Labels::from_bytes(&bytes);
        Ok(())
    });
    if let (Some(before), Some(after)) = (before, memory::most_memory()) {
        assert!(after - before < 1 << 30, "{before} bytes, then {after}");
    }
}
