//! However an application is written, it is the same application: blanks, escapes, the order of keys, keys that come twice.

#[path = "support/checks.rs"]
mod checks;
#[path = "support/pages.rs"]
mod pages;

use std::fmt::Write;

use convalida::reply::Form;
use convalida::sheet::Given;
use pages::form;
use serde_json::{Value, json};

/// A way to write JSON.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Way {
    Blanks,
    Escapes,
    /// The keys of every second object from the last to the first.
    Turned,
    /// The first key of each object comes before with something else.
    Twice,
}

const WAYS: [Way; 4] = [Way::Blanks, Way::Escapes, Way::Turned, Way::Twice];

struct Writer {
    way: Way,
    objects: usize,
    out: String,
}

impl Writer {
    fn blank(&mut self) {
        if self.way == Way::Blanks {
            self.out.push_str(" \t\r\n");
        }
    }

    fn text(&mut self, text: &str) {
        if self.way != Way::Escapes {
            self.out += &json!(text).to_string();
            return;
        }
        self.out.push('"');
        for unit in text.encode_utf16() {
            write!(self.out, "\\u{unit:04x}").unwrap();
        }
        self.out.push('"');
    }

    fn value(&mut self, value: &Value) {
        self.blank();
        match value {
            Value::Object(entries) => {
                let mut entries: Vec<(&str, &Value)> = entries
                    .iter()
                    .map(|(key, value)| (key.as_str(), value))
                    .collect();
                let other = json!(["altro", 7, null]);
                self.objects += 1;
                match (self.way, entries.first().copied()) {
                    (Way::Turned, _) if self.objects.is_multiple_of(2) => entries.reverse(),
                    (Way::Twice, Some((key, _))) => entries.insert(0, (key, &other)),
                    _ => {}
                }
                self.out.push('{');
                for (n, (key, value)) in entries.into_iter().enumerate() {
                    self.out.push_str(if n > 0 { "," } else { "" });
                    self.blank();
                    self.text(key);
                    self.blank();
                    self.out.push(':');
                    self.value(value);
                }
                self.out.push('}');
            }
            Value::Array(items) => {
                self.out.push('[');
                for (n, item) in items.iter().enumerate() {
                    self.out.push_str(if n > 0 { "," } else { "" });
                    self.value(item);
                }
                self.blank();
                self.out.push(']');
            }
            Value::String(text) => self.text(text),
            other => self.out += &other.to_string(),
        }
        self.blank();
    }
}

fn written(value: &Value, way: Way) -> String {
    let mut writer = Writer {
        way,
        objects: 0,
        out: String::new(),
    };
    writer.value(value);
    writer.out
}

/// What a form holds, and all that is to be said of it.
fn told(rulebook: &str, json: &str) -> (Value, String) {
    let form = form(rulebook, None, json);
    let held = serde_json::from_str(&form.to_json()).expect("JSON");
    (
        held,
        format!("{:?} {:?}", form.validate(), form.diagnostics(None)),
    )
}

#[test]
fn an_application_is_the_same_however_it_is_written() {
    let mut tried = 0;
    for case in checks::all().iter().step_by(3) {
        let plain = told(case.book_name(), &case.domanda.to_string());
        for way in WAYS {
            let text = written(&case.domanda, way);
            let found = told(case.book_name(), &text);
            assert!(
                found == plain,
                "{}, {way:?}: {text}\n{found:?}\n{plain:?}",
                case.place
            );
            tried += 1;
        }
    }
    assert!(tried > 1_000, "{tried}");
}

#[test]
fn rows_of_all_shapes_are_the_same_as_typed_ones() {
    let keys = [
        "ore",
        "cognome",
        "dataAssunzione",
        "codiceFiscale",
        "tipoContratto",
        "ignoto",
        "did",
        "iban",
    ];
    let texts = [
        "",
        "160",
        "01/09/2018",
        "2018-09-01",
        "MBGPNM72D12E992W",
        "indeterminato",
        "sì",
        "x",
        "7,5",
        "D'Aò",
    ];
    let mut rows = Vec::new();
    for n in 0..400_usize {
        // Some rows lack keys, have them elsewhere, or are no rows.
        let mut row = serde_json::Map::new();
        for at in 0..n % 9 {
            let key = keys[(at * (1 + n / 50 % 3) + n / 7) % keys.len()];
            row.insert(key.into(), json!(texts[(n * 7 + at * 3) % texts.len()]));
        }
        rows.push(Value::Object(row));
    }
    let domanda = &json!({ "lavoratori": rows }).to_string();
    let loaded = form("piemonte-2020", None, domanda);
    let mut typed = form("piemonte-2020", None, "{}");
    for (n, row) in rows.iter().enumerate() {
        typed.insert("lavoratori", None).unwrap();
        for (key, text) in row.as_object().unwrap() {
            let path = format!("lavoratori.{n}.{key}");
            typed
                .set(&path, Given::Text(text.as_str().unwrap()))
                .unwrap();
            typed.commit(&path).unwrap();
        }
    }
    let held = |form: &Form| serde_json::from_str::<Value>(&form.to_json()).unwrap();
    assert_eq!(held(&loaded), json!({ "lavoratori": rows }));
    assert_eq!(held(&typed), held(&loaded));
    for (n, _) in rows.iter().enumerate() {
        for key in keys {
            let path = format!("lavoratori.{n}.{key}");
            let (one, other) = (loaded.field(&path).unwrap(), typed.field(&path).unwrap());
            assert_eq!(format!("{one:?}"), format!("{other:?}"), "{path}");
        }
    }
    assert_eq!(loaded.validate(), typed.validate());
}

/// Each key is looked for among those before it in one step: in many steps this would not end.
#[test]
fn many_unknown_keys_are_read_and_written_back() {
    let many: serde_json::Map<String, Value> = (0..200_000)
        .map(|n| (format!("ignoto{n}"), json!(n)))
        .collect();
    let mut domanda = many.clone();
    domanda.insert("periodo".into(), Value::Object(many.clone()));
    domanda.insert("lavoratori".into(), json!([{ "ore": "8" }, many]));
    let domanda = Value::Object(domanda);
    let form = form("piemonte-2020", None, &domanda.to_string());
    let held: Value = serde_json::from_str(&form.to_json()).unwrap();
    assert!(held == domanda);
}
