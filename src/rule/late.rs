//! Filing late, which moves the start of the benefit: `late-filing`.

use super::{Builder, Check, Judgement, Param, Read, Summary, Term, View};
use crate::calendar::Day;
use crate::form::model::{FieldId, field};
use crate::ranges::Ranges;
use crate::rulebook::keys::Mistake;
use crate::text::Value;

struct Late {
    max: Term,
}

pub fn late(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    if builder.field != Some(field::DATA_PRESENTAZIONE) {
        return Err(builder.keys.mistake("where", "must be dataPresentazione."));
    }
    match Term::read(builder, "max")? {
        Some(max) => Ok(Box::new(Late { max })),
        None => Err(builder.keys.mistake("max", "is missing: the filing term.")),
    }
}

/// From when the benefit counts: the Monday of the week before the one of filing, never before the start.
fn counts_from(view: &View, filed: i64) -> Option<Day> {
    let start = view.need(field::INIZIO)?;
    let filed = Day::from_number(filed);
    let monday = filed.plus_days(-7 - i64::from(filed.weekday()));
    Some(monday.max(Day::from_number(start)))
}

impl Check for Late {
    fn reads(&self, reads: &mut Vec<Read>) {
        self.max.reads(reads);
        Read::fields(&[field::INIZIO, field::FINE], reads);
    }

    fn judge(&self, view: &View, value: Option<&Value>) -> Option<Judgement> {
        let max = self.max.day(view)?;
        let mut params = vec![
            ("massimo", Param::Day(max)),
            ("giornoSettimana", Param::Weekday(max.weekday())),
        ];
        if let Some(Value::Ordinal(filed)) = value {
            let from = counts_from(view, *filed)?;
            params.push(("decorrenza", Param::Day(from)));
            let lost = match view.period() {
                Some((start, end)) => (from.number() - start).min(end - start + 1),
                None => from.number() - view.need(field::INIZIO)?,
            };
            if lost > 0 {
                params.push(("persi", Param::Count(lost)));
            }
        }
        Judgement::allowed(Ranges::at_most(max.number()), params)
    }

    fn params(&self) -> &'static [&'static str] {
        &["massimo", "giornoSettimana", "decorrenza", "persi"]
    }

    fn summary(&self) -> Summary<'_> {
        Summary::Term(&self.max)
    }

    fn repair(&self, view: &View, value: &Value) -> Option<(FieldId, i64)> {
        let Value::Ordinal(filed) = value else {
            return None;
        };
        let (start, end) = view.period()?;
        let from = counts_from(view, *filed)?.number();
        (start < from && from <= end).then_some((field::INIZIO, from))
    }
}
