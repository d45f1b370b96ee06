//! A fix mends: after it the rule is silent at that place, and no new error stands on the fields it changed.

#[path = "support/checks.rs"]
mod checks;
#[path = "support/pages.rs"]
mod pages;

use std::collections::BTreeSet;

use convalida::reply::diagnostic::Diagnostic;
use convalida::sheet::Given;

#[test]
fn every_fix_mends_and_leads_into_no_other_error() {
    let (mut wrong, mut all) = (Vec::new(), 0);
    for case in checks::all() {
        let loaded = case.form();
        let found = loaded.validate();
        let errors = |found: &[Diagnostic]| -> BTreeSet<(String, String)> {
            let errors = found.iter().filter(|d| d.severity == "error");
            errors.map(|d| (d.rule.clone(), d.path.clone())).collect()
        };
        let before = errors(&found);
        for said in &found {
            let Some(fix) = &said.fix else {
                continue;
            };
            all += 1;
            let mut form = loaded.clone();
            for edit in &fix.edits {
                form.set(&edit.path, Given::Text(&edit.value)).unwrap();
                form.commit(&edit.path).unwrap();
            }
            let after = form.validate();
            let still = after
                .iter()
                .any(|d| d.rule == said.rule && d.path == said.path);
            let new: Vec<_> = errors(&after)
                .difference(&before)
                .filter(|(_, path)| fix.edits.iter().any(|edit| edit.path == *path))
                .cloned()
                .collect();
            if still || !new.is_empty() || fix.label.contains("2101") {
                wrong.push(format!(
                    "{} {} at {}: «{}»{} {new:?}",
                    case.place,
                    said.rule,
                    said.path,
                    fix.label,
                    if still { " is said again," } else { "" },
                ));
            }
        }
    }
    assert!(all > 800, "{all}");
    let shown = &wrong[..wrong.len().min(60)];
    assert!(
        wrong.is_empty(),
        "{} of {all} fixes do not mend:\n{}",
        wrong.len(),
        shown.join("\n")
    );
}
