//! `convalida check`, run as people and pipelines run it: streams, broken lines, closed pipes, hostile texts.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const GOOD: &str = r#"{"regolamento":"rapporto","rapporto":{"orarioSettimanale":"40"}}"#;
const BAD: &str = r#"{"regolamento":"rapporto","rapporto":{"orarioSettimanale":"400"}}"#;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_convalida"));
    command.arg("check").args(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the command over a text on standard input.
fn checked(arguments: &[&str], input: &[u8]) -> Output {
    let mut running = command(arguments).spawn().expect("the command runs");
    let mut stdin = running.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = running.wait_with_output().expect("it ends");
    writer.join().expect("all is written");
    output
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn complaint(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// The lines of JSON of a run over standard input.
fn lines(arguments: &[&str], input: &[u8]) -> (i32, Vec<Value>) {
    let arguments = [&["--format", "json"], arguments, &["-"]].concat();
    let output = checked(&arguments, input);
    let text = said(&output);
    let parsed = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    (code(&output), parsed.collect())
}

fn rules(line: &Value) -> Vec<String> {
    let diagnostics = line["diagnostics"].as_array().expect("a list").iter();
    diagnostics
        .map(|d| {
            format!(
                "{} {}",
                d["rule"].as_str().unwrap_or(""),
                d["path"].as_str().unwrap_or("")
            )
        })
        .collect()
}

/// A file of the tests, gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: &[u8]) -> Scratch {
        let folder =
            std::env::temp_dir().join(format!("convalida-{}-{}", std::process::id(), name.len()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join(name);
        std::fs::write(&path, content).expect("written");
        Scratch(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("text")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The JSON of a page.
fn compiled(page: &str) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_convalida"))
        .args(["compila", page])
        .output()
        .expect("the command runs");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_told() {
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("Linux has it");
    for arguments in [
        &["check", "-"][..],
        &["rules"],
        &["explain", "durata-domanda"],
    ] {
        let mut running = Command::new(env!("CARGO_BIN_EXE_convalida"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(full.try_clone().expect("a handle"))
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        drop(
            running
                .stdin
                .take()
                .expect("a pipe")
                .write_all(GOOD.as_bytes()),
        );
        let output = running.wait_with_output().expect("it ends");
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(
            complaint(&output).contains("standard output:"),
            "{arguments:?}"
        );
    }
}

#[test]
fn it_stops_when_its_reader_is_gone() {
    let mut running = command(&["--format", "json", "-"])
        .spawn()
        .expect("the command runs");
    let mut stdin = running.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(running.stdout.take().expect("a pipe"));
    // Without an end: only that the command stops ends the loop.
    let writer = std::thread::spawn(move || while writeln!(stdin, "{BAD}").is_ok() {});
    let mut first = String::new();
    stdout.read_line(&mut first).expect("a line");
    drop(stdout);
    writer.join().expect("the command stopped reading");
    assert_eq!(running.wait().expect("it ends").code(), Some(0));
    assert!(first.starts_with(r#"{"file":"-","line":1,"#), "{first}");
}

#[test]
fn a_filter_answers_before_the_stream_ends() {
    let mut running = command(&["--format", "json", "-"])
        .spawn()
        .expect("the command runs");
    let mut stdin = running.stdin.take().expect("a pipe");
    let mut stdout = BufReader::new(running.stdout.take().expect("a pipe"));
    for line in 1..=3 {
        writeln!(stdin, "{BAD}").expect("it reads");
        let mut answer = String::new();
        stdout.read_line(&mut answer).expect("a line");
        assert!(
            answer.starts_with(&format!(r#"{{"file":"-","line":{line},"#)),
            "{answer}"
        );
    }
    drop(stdin);
    assert_eq!(running.wait().expect("it ends").code(), Some(1));
}

#[test]
fn many_lines_keep_their_order_and_numbers() {
    let mut input = String::new();
    for n in 0..5000 {
        input.push_str(&format!(
            "{{\"regolamento\":\"rapporto\",\"pratica\":{n}}}\n{}",
            if n % 7 == 0 { "\n" } else { "" }
        ));
    }
    let (_, answers) = lines(&["--id", "pratica"], input.as_bytes());
    assert_eq!(answers.len(), 5000);
    let mut line = 1;
    for (n, answer) in answers.iter().enumerate() {
        assert_eq!((&answer["line"], &answer["id"]), (&json!(line), &json!(n)));
        line += if n % 7 == 0 { 2 } else { 1 };
    }
}

#[test]
fn what_tells_an_application_from_the_others_is_told_also_where_its_rulebook_is_none() {
    let input = br#"{"pratica":7}
{"pratica":{"n":[8,"x"]},"regolamento":"narnia"}
{"pratica":9,
{"regolamento":"rapporto","pratica":10}"#;
    for more in [[].as_slice(), &["--dossier"]] {
        let (code, answers) = lines(&[&["--id", "pratica"], more].concat(), input);
        assert_eq!(code, 2);
        let of = |line: u64| {
            let own = answers.iter().find(|answer| answer["line"] == line);
            own.expect("an answer").clone()
        };
        assert!(of(1)["error"].is_object() && of(2)["error"].is_object());
        assert_eq!(of(1)["id"], json!(7));
        assert_eq!(of(2)["id"], json!({ "n": [8, "x"] }));
        assert_eq!(of(3).get("id"), None);
        assert_eq!(of(4)["id"], json!(10));
    }
}

#[test]
fn one_broken_line_is_refused_alone() {
    let input = [
        BAD.as_bytes(),
        b"{\"regolamento\":\"rapporto\",\"nome\":\"Nicol\xf2\"}",
        b"{ oops }",
        br#"{"a":1}"#,
        b"7",
        GOOD.as_bytes(),
    ]
    .join(&b'\n');
    let (code, answers) = lines(&[], &input);
    assert_eq!(code, 2);
    assert_eq!(answers.len(), 6);
    let columns: Vec<Option<u64>> = answers
        .iter()
        .map(|answer| answer["error"]["column"].as_u64())
        .collect();
    assert_eq!(columns, [None, Some(40), Some(3), None, Some(1), None]);
    let is_error = |answer: &Value| {
        answer["error"]["message"].is_string() && answer.get("diagnostics").is_none()
    };
    assert_eq!(
        answers.iter().map(is_error).collect::<Vec<_>>(),
        [false, true, true, true, true, false]
    );
    assert!(
        answers
            .iter()
            .enumerate()
            .all(|(n, answer)| answer["line"] == json!(n + 1))
    );
    let output = checked(&["-"], &input);
    assert!(
        complaint(&output).contains("-: line 2, column 40: no UTF-8"),
        "{}",
        complaint(&output)
    );
    assert!(said(&output).contains("-:1 — ") && said(&output).contains("-:6 — "));
}

#[test]
fn a_line_that_breaks_off_is_told_at_its_own_number() {
    let input = format!("{{\"regolamento\": \n{GOOD}\n{{\"a\":\r\n[\n");
    let (code, answers) = lines(&[], input.as_bytes());
    assert_eq!(code, 2);
    let places: Vec<_> = answers
        .iter()
        .map(|answer| (answer["line"].as_u64(), answer["error"]["column"].as_u64()))
        .collect();
    assert_eq!(
        places,
        [
            (Some(1), Some(16)),
            (Some(2), None),
            (Some(3), Some(6)),
            (Some(4), Some(1))
        ]
    );
}

#[test]
fn standard_input_may_be_one_application_over_many_lines() {
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<Value>(BAD).expect("JSON"))
        .expect("JSON");
    let (one, answers) = lines(&[], pretty.as_bytes());
    assert_eq!((one, answers.len()), (1, 1));
    // Cut off in its first line, the rest is a line by itself.
    let (_, answers) = lines(&[], format!("{{\"a\": [\n{GOOD}\n").as_bytes());
    assert_eq!(
        answers
            .iter()
            .map(|answer| answer["error"].is_object())
            .collect::<Vec<_>>(),
        [true, false]
    );
    // A mistake in the middle is told with its line.
    let file = Scratch::new("a.json", b"{\n  \"regolamento\": oops\n}");
    let output = checked(&[file.path()], b"");
    assert!(
        complaint(&output).contains("a.json: line 2, column 18:"),
        "{}",
        complaint(&output)
    );
}

#[test]
fn numbers_and_levels_have_the_limits_of_the_browser_module() {
    let hours = |text: &str| {
        let (_, answers) = lines(
            &[],
            format!(
                "{{\"regolamento\":\"rapporto\",\"rapporto\":{{\"orarioSettimanale\":{text}}}}}"
            )
            .as_bytes(),
        );
        rules(&answers[0])
            .into_iter()
            .filter(|rule| rule.ends_with(".orarioSettimanale"))
            .collect::<Vec<_>>()
    };
    assert_eq!(hours("40"), [""; 0]);
    assert_eq!(hours("4e1"), [""; 0]);
    for unreadable in ["1e999", "-1e999", "-1", "1.005"] {
        assert_eq!(
            hours(unreadable),
            ["rapporto/valore-illeggibile rapporto.orarioSettimanale"],
            "{unreadable}"
        );
    }
    let deep = |levels: usize| {
        format!(
            "{{\"regolamento\":\"rapporto\",\"x\":{}{}}}",
            "[".repeat(levels - 1),
            "]".repeat(levels - 1)
        )
    };
    let (_, answers) = lines(&[], [deep(64), deep(65), deep(2000)].join("\n").as_bytes());
    let refused: Vec<bool> = answers
        .iter()
        .map(|answer| answer["error"].is_object())
        .collect();
    assert_eq!(refused, [false, true, true]);
    assert!(
        answers[1]["error"]["message"]
            .as_str()
            .expect("text")
            .contains("64 levels")
    );
}

#[test]
fn of_keys_that_stand_twice_the_last_counts() {
    let twice = r#"{"regolamento":"x","rapporto":{"orarioSettimanale":"400"},"rapporto":{"orarioSettimanale":"7","orarioSettimanale":4e2},"regolamento":"rapporto","n":1.50,"n":[1.50,-0,"\u00e8"]}"#;
    let (_, answers) = lines(&["--id", "n"], twice.as_bytes());
    assert_eq!(answers[0]["id"], json!([1.5, 0, "è"]));
    let (_, once) = lines(
        &["--id", "n"],
        br#"{"regolamento":"rapporto","rapporto":{"orarioSettimanale":400},"n":[1.5,0,"\u00e8"]}"#,
    );
    assert_eq!(answers, once);
    let list = |rows: &str| {
        let text = format!(r#"{{"regolamento":"piemonte-2020",{rows}}}"#);
        lines(&[], text.as_bytes()).1
    };
    let worker = r#""lavoratori":[{"codiceFiscale":"x"}]"#;
    assert_eq!(
        list(&format!(r#""lavoratori":[{{}},{{}}],{worker}"#)),
        list(worker)
    );
    let lone = br#"{"regolamento":"rapporto","x":"\ud800"}"#;
    let (code, refused) = lines(&[], lone);
    assert_eq!((code, &refused[0]["error"]["column"]), (2, &json!(38)));
}

#[test]
fn a_rulebook_of_ones_own_is_a_page_or_its_json() {
    let json = Scratch::new(
        "own-book.json",
        compiled("regolamenti/rapporto.md").to_string().as_bytes(),
    );
    let answer = |arguments: &[&str]| {
        let (code, mut answers) = lines(arguments, br#"{"rapporto":{"orarioSettimanale":"400"}}"#);
        assert_eq!(code, 1, "{answers:?}");
        answers.remove(0)
    };
    let shipped = answer(&["--rulebook", "rapporto"]);
    assert_eq!(
        answer(&["--rulebook-file", "regolamenti/rapporto.md"]),
        shipped
    );
    assert_eq!(answer(&["--rulebook-file", json.path()]), shipped);
}

#[test]
fn a_dossier_is_all_applications_of_all_files() {
    let domanda = |start: &str, end: &str, n: usize| {
        format!(
            r#"{{"regolamento":"piemonte-2020","pratica":{n},"datoreLavoro":{{"codiceFiscale":"20186848337"}},"periodo":{{"dataInizio":"{start}","dataFine":"{end}"}},"lavoratori":[{{"codiceFiscale":"MBGPNM72D12E992W"}}]}}"#
        )
    };
    let (first, second) = (
        domanda("23/02/2020", "28/03/2020", 1),
        domanda("28/03/2020", "02/05/2020", 2),
    );
    let files = [
        Scratch::new(
            "dossier-second.jsonl",
            format!("{second}\noops\n").as_bytes(),
        ),
        Scratch::new("dossier-first.json", first.as_bytes()),
    ];
    let paths = files.each_ref().map(Scratch::path);
    let arguments = ["--format", "json", "--id", "pratica"];
    let output = checked(&[&arguments[..], &["--dossier"], &paths].concat(), b"");
    assert_eq!(code(&output), 2);
    let text = said(&output);
    let answers: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(answers.len(), 3, "{text}");
    assert!(answers[0]["error"].is_object() && answers[0]["line"] == 2);
    assert_eq!(
        (&answers[1]["id"], &answers[2]["id"]),
        (&json!(2), &json!(1))
    );
    let overlap = |answer: &Value| {
        let diagnostics = answer["diagnostics"].as_array().expect("a list").iter();
        let mut overlaps = diagnostics.filter(|d| d["rule"] == "piemonte-2020/domande-sovrapposte");
        overlaps.next().map(|d| d["params"]["domanda"].clone())
    };
    assert_eq!(
        (overlap(&answers[1]), overlap(&answers[2])),
        (Some(json!(1)), None)
    );
    // The same by themselves know nothing of each other.
    let alone = said(&checked(&[&arguments[..], &paths].concat(), b""));
    assert!(!alone.contains("domande-sovrapposte"), "{alone}");
}

#[test]
fn archives_get_ids_and_short_answers() {
    let input = r#"{"regolamento":"rapporto","datoreLavoro":{"codiceFiscale":"X"},"rapporto":{"orarioSettimanale":"400"},"righe":[{"n":7}]}"#;
    let (code, answers) = lines(
        &["--id", "righe[0].n", "--brief", "--exit-zero"],
        input.as_bytes(),
    );
    assert_eq!(code, 0);
    assert_eq!(answers[0]["id"], json!(7));
    for diagnostic in answers[0]["diagnostics"].as_array().expect("a list") {
        let keys: Vec<&String> = diagnostic.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["rule", "severity", "path", "message", "params"]);
    }
    let (_, answers) = lines(&["--id", "manca"], input.as_bytes());
    assert!(answers[0].get("id").is_none());
    let (code, _) = lines(&["--exit-zero"], b"{ oops");
    assert_eq!(code, 0);
}

#[test]
fn files_end_as_their_content_deserves() {
    for (name, content, wanted) in [
        ("empty.json", "", 2),
        ("empty.jsonl", "", 2),
        ("blank.ndjson", " \n\n", 2),
        ("good.ndjson", &format!("{BAD}\n{BAD}\n"), 1),
        ("marked.json", &format!("\u{feff}{BAD}"), 1),
    ] {
        let file = Scratch::new(name, content.as_bytes());
        let output = checked(&["--format", "json", file.path()], b"");
        assert_eq!(code(&output), wanted, "{name}");
        if wanted == 2 {
            assert!(
                complaint(&output).contains("no application in it"),
                "{name}"
            );
            assert!(
                said(&output).contains(r#""error":{"message":"no application in it"}"#),
                "{name}"
            );
        }
    }
    assert_eq!(code(&checked(&["-"], b"")), 0, "a stream may be empty");
    assert_eq!(code(&checked(&["non-ce.json"], b"")), 2);
}

#[test]
fn a_terminal_gets_no_control_from_what_was_typed() {
    let nasty = "\u{1b}]0;titolo\u{7}\u{1b}[2J\nfalso.json — tutto bene\u{202e}\u{9b}31m";
    let key = serde_json::to_string(&format!("chiave{nasty}")).expect("text");
    let value = serde_json::to_string(nasty).expect("text");
    let domanda = format!(
        "{{\"regolamento\":\"rapporto\",{key}:1,\"rapporto\":{{\"dataAssunzione\":{value}}}}}"
    );
    let broken = format!("{{\"regolamento\":{value}}}");
    let file = Scratch::new(
        "a\u{1b}[31m\u{202e}b.jsonl",
        format!("{domanda}\n{broken}\n").as_bytes(),
    );
    let mut own = compiled("regolamenti/rapporto.md");
    own["titolo"]["it"] = json!(format!("Titolo{nasty}"));
    let book = Scratch::new("own.json", own.to_string().as_bytes());
    for arguments in [
        &[file.path()][..],
        &["--format", "json", file.path()],
        &["--rulebook-file", book.path(), file.path()],
    ] {
        let output = checked(arguments, b"");
        let all = said(&output) + &complaint(&output);
        assert!(all.contains("titolo"), "it is shown: {all}");
        let acting = all.chars().find(|c| {
            c.is_control() && *c != '\n'
                || ('\u{200e}'..='\u{202e}').contains(c) && !matches!(c, '\u{2010}'..='\u{2027}')
        });
        assert_eq!(acting, None, "{arguments:?}");
        assert!(
            !all.lines().any(|line| line.starts_with("falso")),
            "no forged line: {all}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_input() {
    let peak = |lines: usize| {
        let mut running = command(&["--brief", "--format", "json", "-"])
            .stdout(Stdio::null())
            .spawn()
            .expect("the command runs");
        let mut stdin = running.stdin.take().expect("a pipe");
        for _ in 0..lines {
            writeln!(stdin, "{BAD}{}", " ".repeat(2000)).expect("it reads");
        }
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", running.id())).expect("it runs");
        drop(stdin);
        running.wait().expect("it ends");
        let peak = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .expect("its peak");
        peak.trim()
            .trim_end_matches(" kB")
            .parse::<usize>()
            .expect("a number")
    };
    let (short, long) = (peak(500), peak(10_000));
    assert!(long < short + short / 2, "{short} kB, then {long} kB");
}

#[test]
fn what_is_said_of_a_worker_fits_a_person_and_its_sources_say_what_they_are_of() {
    let input = br#"{"regolamento":"piemonte-2020","lavoratori":[{"codiceFiscale":"20186848338"},{"codiceFiscale":"00000000000"},{}]}"#;
    let (_, answers) = lines(&[], input);
    let all = answers[0]["diagnostics"].as_array().expect("a list");
    let of = |rule: &str, row: usize| {
        let path = format!("lavoratori.{row}.codiceFiscale");
        let found =
            |one: &&Value| one["rule"] == format!("piemonte-2020/{rule}") && one["path"] == path;
        all.iter()
            .find(found)
            .unwrap_or_else(|| panic!("{rule}, row {row}"))
    };
    for row in [0, 1] {
        let message = of("codice-fiscale", row)["message"].as_str().expect("text");
        let advice = "Ricopialo: di una persona sta sul tesserino, di una società nella visura.";
        assert!(message.ends_with(advice), "{message}");
    }
    let sources = of("campo-obbligatorio", 2)["sources"]
        .as_array()
        .expect("a list");
    assert_eq!(sources[0]["quote"], "LA DATA FINE E' UN CAMPO OBBLIGATORIO");
    let point = sources[0]["point"].as_str().expect("text");
    assert!(point.contains("per la data di fine"), "{point}");
    assert_eq!(sources[1]["document"], "Regola di convalida");
}
