//! Words of a list, and yes or no: `words`.

use super::condition::number;
use super::{Builder, Check, Judgement, Params, Read, View};
use crate::ranges::Ranges;
use crate::rulebook::keys::Mistake;
use crate::text::{Kind, Value};

struct Words {
    allowed: Ranges,
}

pub fn words(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    let kind = builder
        .field
        .and_then(|id| builder.model.get(id))
        .map(|f| f.kind.clone());
    let Some(kind @ (Kind::Words(_) | Kind::YesNo)) = kind else {
        return Err(builder.keys.mistake(
            "where",
            "must be a field that holds a word of a list, or yes/no.",
        ));
    };
    let mut listed = Ranges::none();
    let allows = builder.keys.take("allowed");
    let excludes = builder.keys.take("excluded");
    let (key, words) = match (allows, excludes) {
        (Some(words), None) => ("allowed", words),
        (None, Some(words)) => ("excluded", words),
        _ => {
            return Err(builder
                .keys
                .mistake("allowed", "or excluded is missing: one of the two."));
        }
    };
    let items = if words.items().is_empty() {
        std::slice::from_ref(words)
    } else {
        words.items()
    };
    for word in items {
        match number(word, &kind) {
            Some(n) => listed = listed.union(&Ranges::only(n)),
            None => {
                let problem = ["«", &word.to_string(), "» is none of the field's words."].concat();
                return Err(builder.keys.mistake(key, &problem));
            }
        }
    }
    Ok(Box::new(Words {
        allowed: if key == "allowed" {
            listed
        } else {
            listed.complement()
        },
    }))
}

impl Check for Words {
    fn reads(&self, _: &mut Vec<Read>) {}

    fn judge(&self, _: &View, _: Option<&Value>) -> Option<Judgement> {
        Judgement::allowed(self.allowed.clone(), Params::new())
    }

    fn params(&self) -> &'static [&'static str] {
        &[]
    }
}
