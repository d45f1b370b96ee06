//! What a form says beyond what its session watches, so that an edit that turns it tells it too.

use super::Form;
use crate::model::Scope;
use crate::reply::diagnostic::{Diagnostic, Gone, diagnostics};
use crate::session::{Changed, Finding};

/// Where a fix may name the applications that ask for the rest.
const END: &str = "periodo.dataFine";

/// What was said before an edit.
#[derive(Default)]
pub(super) struct Beside {
    /// Of the version that a draft was saved with.
    updated: Option<Diagnostic>,
    /// At the end of the period: other periods than its own may change how the need is split.
    ends: Vec<Diagnostic>,
    /// The edit is of a worker, on whom none of this hangs.
    of_worker: bool,
}

impl Beside {
    /// What is said before an edit at a path.
    pub fn of(form: &Form, path: &str) -> Beside {
        let list = path.split('.').next();
        if list == Some(Scope::Lavoratori.path()) {
            return Beside {
                of_worker: true,
                ..Beside::default()
            };
        }
        Beside {
            updated: form.updated(),
            ends: ends(form).into_iter().map(|(_, said)| said).collect(),
            of_worker: false,
        }
    }

    /// What an edit turned of it: what is said now of the draft, what no longer; the rest is put to the change.
    pub fn turned(self, form: &Form, changed: &mut Changed) -> (Option<Diagnostic>, Option<Gone>) {
        if self.of_worker {
            return (None, None);
        }
        for (finding, said) in ends(form) {
            let mut before = self.ends.iter();
            let was = before.find(|was| was.rule == said.rule);
            if was.is_some_and(|was| *was != said) && !changed.added.contains(&finding) {
                changed.added.push(finding);
            }
        }
        let now = form.updated();
        let gone = self.updated.as_ref().filter(|_| now.is_none());
        let gone = gone.map(|was| Gone {
            rule: was.rule.clone(),
            path: was.path.clone(),
        });
        (now.filter(|now| self.updated.as_ref() != Some(now)), gone)
    }
}

/// What rules say at the end of the period.
fn ends(form: &Form) -> Vec<(Finding, Diagnostic)> {
    let found = form.session.findings_at(END).into_iter();
    let rules = found.filter(|finding| matches!(finding, Finding::Rule(_)));
    let said = rules.filter_map(|finding| {
        let said = diagnostics(&form.book, &form.session, std::slice::from_ref(&finding));
        Some((finding, said.into_iter().next()?))
    });
    said.collect()
}
