//! Rulebooks of `regolamenti/`, compiled for a test.

use std::sync::Arc;

use convalida::session::{Finding, Wiring};

pub fn wiring(name: &str) -> Option<Arc<Wiring>> {
    let load = |file: &str| std::fs::read_to_string(format!("regolamenti/{file}")).ok();
    let pages = convalida::law::layers::read_page(&format!("{name}.md"), &load);
    if !pages.mistakes.is_empty() {
        println!("{name}: {} mistakes: {:?}", pages.mistakes.len(), pages.mistakes.first());
        return None;
    }
    match convalida::formula::compile(&pages.book?) {
        Ok(compiled) => Some(Arc::new(Wiring::new(compiled.program))),
        Err(mistakes) => {
            println!("{name}: {} mistakes: {:?}", mistakes.len(), mistakes.first());
            None
        }
    }
}

/// Rule, severity and path of a finding.
pub fn said(wiring: &Wiring, finding: &Finding) -> Option<(String, String, String)> {
    convalida::reply::diagnostic::head(wiring, finding)
}
