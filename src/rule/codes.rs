//! Authorisation codes, several in one field: `codes`.

use super::{Builder, Check, Judgement, Params, Read, TextLimit, View};
use crate::rulebook::keys::Mistake;
use crate::text::{Kind, Value};

struct Codes {
    limit: TextLimit,
}

pub fn codes(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    let kind = builder
        .field
        .and_then(|id| builder.model.get(id))
        .map(|f| &f.kind);
    if kind != Some(&Kind::Text) {
        return Err(builder
            .keys
            .mistake("where", "must be a field that holds text."));
    }
    let excluded: Vec<String> = builder
        .keys
        .texts("excluded")?
        .into_iter()
        .map(str::to_string)
        .collect();
    if excluded.is_empty() {
        return Err(builder
            .keys
            .mistake("excluded", "is missing: the codes that are not admitted."));
    }
    Ok(Box::new(Codes {
        limit: TextLimit::WithoutCodes(excluded),
    }))
}

impl Check for Codes {
    fn reads(&self, _: &mut Vec<Read>) {}

    fn judge(&self, _: &View, _: Option<&Value>) -> Option<Judgement> {
        Judgement::texts(self.limit.clone(), Params::new())
    }

    fn params(&self) -> &'static [&'static str] {
        &[]
    }
}
