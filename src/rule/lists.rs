//! Rows counted, attachments, empty lists and fields: `row-count`, `distinct`, `list-empty`,
//! `attachment`, `missing`.

use super::texts::folded;
use super::{Builder, Check, Judgement, OwnField, Param, Params, Read, View};
use crate::form::cell::Known;
use crate::form::model::{FieldId, List, field};
use crate::json::Json;
use crate::rulebook::keys::Mistake;
use crate::text::{Kind, Value};

fn needs_list(builder: &Builder) -> Result<List, Mistake> {
    builder
        .list
        .ok_or_else(|| builder.keys.mistake("where", "must be a list."))
}

/// A number, or the field that holds it.
enum Max {
    Number(i64),
    Field(FieldId),
}

impl Max {
    fn read(builder: &mut Builder) -> Result<Max, Mistake> {
        match builder.keys.take("max") {
            Some(Json::Number(digits)) => match digits.parse() {
                Ok(n) => Ok(Max::Number(n)),
                Err(_) => Err(builder.keys.mistake("max", "must be a whole number.")),
            },
            Some(Json::Text(_)) => {
                let id = builder.keys.fields("max", builder.model)?.first().copied();
                match id.and_then(|id| builder.model.get(id).map(|f| (id, &f.kind))) {
                    Some((id, Kind::Integer { .. })) => Ok(Max::Field(id)),
                    _ => Err(builder
                        .keys
                        .mistake("max", "must be a field that holds a whole number.")),
                }
            }
            _ => Err(builder
                .keys
                .mistake("max", "is missing: a number, or the field that holds it.")),
        }
    }

    fn reads(&self, reads: &mut Vec<Read>) {
        if let Max::Field(id) = self {
            reads.push(Read::Field(*id));
        }
    }

    fn value(&self, view: &View) -> Option<i64> {
        match self {
            Max::Number(n) => Some(*n),
            Max::Field(id) => view.need(*id),
        }
    }
}

struct RowCount {
    list: List,
    max: Max,
    /// Of the earlier applications those that count.
    counting: bool,
}

pub fn row_count(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    Ok(Box::new(RowCount {
        list: needs_list(builder)?,
        max: Max::read(builder)?,
        counting: builder.keys.flag("counting")?,
    }))
}

impl Check for RowCount {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Rows(self.list));
        if self.counting {
            reads.push(Read::Earlier);
        }
        self.max.reads(reads);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let rows = if self.counting {
            view.declared(Read::Earlier);
            view.totals.earlier.count()?
        } else {
            view.form.rows(self.list).len() as i64
        };
        let max = self.max.value(view)?;
        Judgement::fires(
            rows > max,
            vec![
                ("righe", Param::Count(rows)),
                ("massimo", Param::Count(max)),
            ],
        )
    }

    fn params(&self) -> &'static [&'static str] {
        &["righe", "massimo"]
    }
}

/// Too many different texts in one column.
struct Distinct {
    list: List,
    field: FieldId,
    max: i64,
}

pub fn distinct(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    let list = needs_list(builder)?;
    let max = builder.keys.needed_integer("max")?;
    match builder.keys.fields("field", builder.model)?.as_slice() {
        [field]
            if builder
                .model
                .get(*field)
                .is_some_and(|f| f.list == Some(list)) =>
        {
            Ok(Box::new(Distinct {
                list,
                field: *field,
                max,
            }))
        }
        _ => Err(builder
            .keys
            .mistake("field", "must be one column of the list.")),
    }
}

impl Check for Distinct {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Rows(self.list));
        reads.push(Read::Field(self.field));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let mut different: Vec<String> = Vec::new();
        for id in view.form.rows(self.list).ids() {
            if let Known::Value(Value::Text(text)) =
                view.form.known(view.model, self.field, Some(*id))
            {
                let text = folded(text, "");
                if !different.contains(&text) {
                    different.push(text);
                }
            }
        }
        let count = different.len() as i64;
        Judgement::fires(
            count > self.max,
            vec![
                ("righe", Param::Count(count)),
                ("massimo", Param::Count(self.max)),
            ],
        )
    }

    fn params(&self) -> &'static [&'static str] {
        &["righe", "massimo"]
    }
}

struct Empty {
    list: List,
}

pub fn empty(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    Ok(Box::new(Empty {
        list: needs_list(builder)?,
    }))
}

impl Check for Empty {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Rows(self.list));
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        Judgement::fires(view.form.rows(self.list).is_empty(), Params::new())
    }

    fn params(&self) -> &'static [&'static str] {
        &[]
    }

    fn whole_only(&self) -> bool {
        true
    }
}

/// An attachment that must be there.
struct Attachment {
    /// One of these kinds; empty: any.
    any_of: Vec<i64>,
    /// Asked only where one of these kinds is attached instead.
    instead_of: Vec<i64>,
    pdf: bool,
    named: bool,
}

pub fn attachment(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    if builder.list != Some(List::Allegati) {
        return Err(builder.keys.mistake("where", "must be allegati."));
    }
    let (pdf, named) = (builder.keys.flag("pdf")?, builder.keys.flag("named")?);
    let kind = builder
        .model
        .get(field::ALLEGATO_TIPO)
        .map(|f| f.kind.clone());
    let mut kinds = |key| -> Result<Vec<i64>, Mistake> {
        let mut ordinals = Vec::new();
        for word in builder.keys.texts(key)? {
            let ordinal = kind
                .as_ref()
                .and_then(|kind| super::condition::number(&Json::Text(word.to_string()), kind));
            match ordinal {
                Some(n) => ordinals.push(n),
                None => {
                    let problem = ["«", word, "» is no kind of attachment."].concat();
                    return Err(builder.keys.mistake(key, &problem));
                }
            }
        }
        Ok(ordinals)
    };
    Ok(Box::new(Attachment {
        any_of: kinds("anyOf")?,
        instead_of: kinds("insteadOf")?,
        pdf,
        named,
    }))
}

impl Check for Attachment {
    fn reads(&self, reads: &mut Vec<Read>) {
        reads.push(Read::Rows(List::Allegati));
        Read::fields(&[field::ALLEGATO_NOME, field::ALLEGATO_TIPO], reads);
    }

    fn judge(&self, view: &View, _: Option<&Value>) -> Option<Judgement> {
        let (mut found, mut instead) = (false, self.instead_of.is_empty());
        for id in view.form.rows(List::Allegati).ids() {
            let known = |field| view.form.known(view.model, field, Some(*id));
            let kind = match known(field::ALLEGATO_TIPO) {
                Known::Unusable if !self.any_of.is_empty() => return None,
                Known::Value(Value::Ordinal(n)) => Some(*n),
                _ => None,
            };
            let name = match known(field::ALLEGATO_NOME) {
                Known::Unusable if self.pdf || self.named => return None,
                Known::Value(Value::Text(name)) => name.as_str(),
                _ => "",
            };
            instead |= kind.is_some_and(|kind| self.instead_of.contains(&kind));
            let right_kind =
                self.any_of.is_empty() || kind.is_some_and(|kind| self.any_of.contains(&kind));
            let right_name = !self.pdf || folded(name, "").ends_with(".pdf");
            found |= right_kind && right_name && (!self.named || !name.is_empty());
        }
        Judgement::fires(!found && instead, Params::new())
    }

    fn params(&self) -> &'static [&'static str] {
        &[]
    }

    fn whole_only(&self) -> bool {
        true
    }
}

/// A field that must be filled.
struct Missing;

pub fn missing(builder: &mut Builder) -> Result<Box<dyn Check>, Mistake> {
    match builder.field {
        Some(_) => Ok(Box::new(Missing)),
        None => Err(builder.keys.mistake("where", "must be a field.")),
    }
}

impl Check for Missing {
    fn reads(&self, _: &mut Vec<Read>) {}

    fn judge(&self, _: &View, value: Option<&Value>) -> Option<Judgement> {
        // An unreadable field is not asked at all: the engine sees to that.
        Judgement::fires(value.is_none(), Params::new())
    }

    fn params(&self) -> &'static [&'static str] {
        &[]
    }

    fn whole_only(&self) -> bool {
        true
    }

    fn own_field(&self) -> OwnField {
        OwnField::MayBeEmpty
    }
}
