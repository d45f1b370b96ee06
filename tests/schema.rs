//! `regolamenti/regolamento.schema.json` is the schema of a rulebook's JSON, made from its types.
//!
//! `CONVALIDA_UPDATE=1 cargo test --test schema` writes it anew.

use convalida::law::Rulebook;

#[test]
fn the_schema_of_rulebooks_is_current() {
    let schema = schemars::schema_for!(Rulebook);
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/regolamenti/regolamento.schema.json"
    );
    if std::env::var_os("CONVALIDA_UPDATE").is_some() {
        std::fs::write(file, &text).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        written == text,
        "not current: write it anew with CONVALIDA_UPDATE=1 cargo test --test schema"
    );
}
