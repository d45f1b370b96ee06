//! A whole application taken in at once, every field as left.

use super::change::{Delta, Slot};
use super::totals::Totals;
use super::{Active, Below, Beside, Cause, Engine, Place, Spot, WrongCall};
use crate::form::Form;
use crate::form::address::{self, Address};
use crate::form::cell::Given;
use crate::form::model::{FieldId, List, field};
use crate::form::rows::RowId;
use crate::json::Json;
use crate::rule::Params;
use crate::rulebook::{Duty, Target};
use crate::text::Reading;

impl Engine {
    /// Replaces the application by `domanda`, every field as left.
    ///
    /// # Errors
    /// What is not an object cannot be an application.
    pub fn load(&mut self, domanda: &Json) -> Result<(), WrongCall> {
        let Json::Object(entries) = domanda else {
            return Err(WrongCall(
                "An application is an object: { \"periodo\": { … }, … }.".to_string(),
            ));
        };
        self.form = Form::default();
        self.totals = Totals::new(&self.book.facts);
        self.active.clear();
        self.row_active = Default::default();
        self.asleep.fill(true);
        self.fill_object("", entries);
        self.count_all();
        self.note_texts();
        self.recheck();
        Ok(())
    }

    /// The diagnostics of all texts that cannot be read.
    fn note_texts(&mut self) {
        let mut delta = Delta::default();
        let places = self.filled_places();
        let unreadable = |place: &&Place| {
            let cell = self.cell(place);
            cell.is_some_and(|cell| matches!(cell.reading, Reading::Unreadable(_)))
        };
        let unreadable: Vec<Place> = places.iter().filter(unreadable).cloned().collect();
        for place in unreadable {
            self.note_text(&place, &mut delta);
        }
        self.finish(delta);
    }

    /// Every place that holds a cell.
    pub(crate) fn filled_places(&self) -> Vec<Place> {
        let model = &self.book.model;
        let mut places: Vec<Place> = Vec::new();
        let filled = |field: FieldId, row| self.form.cell(model, field, row).is_some();
        let months = |field: FieldId, row, places: &mut Vec<Place>| {
            let keys = self.form.months(field, row).iter().map(|(key, _)| key);
            places.extend(keys.map(|key| Place {
                field,
                row,
                below: Below::Month(key.clone()),
            }));
        };
        for &field in model.singles() {
            if filled(field, None) {
                places.push(Place::of(field, None));
            }
        }
        months(field::MENSILE, None, &mut places);
        for list in List::ALL {
            for &id in self.form.rows(list).ids() {
                for &field in model.columns(list) {
                    if filled(field, Some(id)) {
                        places.push(Place::of(field, Some(id)));
                    }
                }
                let Some(row) = self.form.rows(list).get(id) else {
                    continue;
                };
                if list == List::Lavoratori {
                    months(field::CONSUNTIVO, Some(id), &mut places);
                    months(field::SR41, Some(id), &mut places);
                }
                for (position, cell) in row.listed.iter().enumerate() {
                    if cell.is_some() {
                        let below = Below::Listed(position);
                        places.push(Place {
                            field: field::PRECEDENTE_LAVORATORI,
                            row: Some(id),
                            below,
                        });
                    }
                }
            }
        }
        places
    }

    fn fill_object(&mut self, before: &str, entries: &[(String, Json)]) {
        for (key, value) in entries {
            let path = if before.is_empty() {
                key.clone()
            } else {
                [before, ".", key].concat()
            };
            let address = if has_dot(key) {
                Address::Unknown
            } else {
                address::parse(&self.book.model, &path)
            };
            match address {
                Address::Single(field) => {
                    self.fill(&Place::of(field, None), value);
                }
                Address::List(list) if list.path() == path => self.fill_list(list, value),
                Address::Object => match (self.book.model.monthly(&path), value) {
                    (Some(field), Json::Object(months)) => self.fill_months(field, None, months),
                    (None, Json::Object(entries)) => self.fill_object(&path, entries),
                    (_, value) if is_blank(value) => {}
                    _ => self.note_fault(None, path),
                },
                _ => self.note_unknown(&path),
            }
        }
    }

    fn fill_list(&mut self, list: List, value: &Json) {
        let Json::List(items) = value else {
            if !is_blank(value) {
                self.note_fault(None, list.path().to_string());
            }
            return;
        };
        for item in items {
            let end = self.form.rows(list).len();
            let id = self.form.rows_mut(list).insert(end);
            match item {
                Json::Object(entries) => self.fill_row(list, id, entries),
                item if is_blank(item) => {}
                _ => self.note_fault(Some((list, id)), [list.path(), ".*"].concat()),
            }
        }
    }

    fn fill_row(&mut self, list: List, id: RowId, entries: &[(String, Json)]) {
        for (key, value) in entries {
            let column = self.book.model.field(&[list.path(), ".*.", key].concat());
            if let Some(field) = self.book.model.monthly(&[list.path(), ".*.", key].concat()) {
                match value {
                    Json::Object(months) => self.fill_months(field, Some(id), months),
                    value if is_blank(value) => {}
                    _ => self.note_fault(Some((list, id)), [list.path(), ".*.", key].concat()),
                }
                continue;
            }
            match (list, key.as_str(), column) {
                (List::DomandePrecedenti, "lavoratori", _) => match value {
                    Json::List(codes) => {
                        for (position, value) in codes.iter().enumerate() {
                            let below = Below::Listed(position);
                            self.fill(
                                &Place {
                                    field: field::PRECEDENTE_LAVORATORI,
                                    row: Some(id),
                                    below,
                                },
                                value,
                            );
                        }
                    }
                    value if is_blank(value) => {}
                    _ => {
                        self.note_fault(Some((list, id)), [list.path(), ".*.", key].concat());
                    }
                },
                (_, _, Some(field)) if !has_dot(key) => {
                    self.fill(&Place::of(field, Some(id)), value);
                }
                _ => {
                    if let Some(row) = self.form.rows_mut(list).get_mut(id) {
                        row.unknown.push(key.clone());
                    }
                }
            }
        }
    }

    fn fill_months(&mut self, field: FieldId, row: Option<RowId>, months: &[(String, Json)]) {
        for (month, value) in months {
            let below = Below::Month(month.clone());
            self.fill(&Place { field, row, below }, value);
        }
    }

    fn fill(&mut self, place: &Place, value: &Json) {
        let cell = self.new_cell(place, Given::from_json(value));
        self.write(place, cell);
    }

    /// A value stands in the place of an object or list.
    fn note_fault(&mut self, slot: Slot, pattern: String) {
        if let Some(faults) = self.faults(slot) {
            faults.push(pattern.clone());
        }
        if let Some(rule) = self.book.built_in(&Duty::Unreadable(None)) {
            let spot = Spot {
                target: Target::Object(pattern),
                row: slot.map(|(_, row)| row),
                below: Below::Nothing,
            };
            let cause = Cause::Unreadable {
                rule,
                reason: "not-a-group",
            };
            self.slot(slot).push(Active {
                spot,
                cause,
                params: Params::new(),
                beside: Beside::default(),
            });
        }
    }

    /// The objects and lists of a row, or outside rows, where something else stands.
    pub(super) fn faults(&mut self, slot: Slot) -> Option<&mut Vec<String>> {
        match slot {
            Some((list, row)) => Some(&mut self.form.rows_mut(list).get_mut(row)?.faults),
            None => Some(&mut self.form.faults),
        }
    }

    /// Remembers the topmost unknown key of a path.
    pub(crate) fn note_unknown(&mut self, path: &str) {
        let model = &self.book.model;
        // In a row the unknown key is the column, or what follows it.
        if let Some((list, index, column)) = address::row_of(path) {
            let id = self.form.rows(list).at(index);
            let column = column.split('.').next().unwrap_or(column);
            if let Some(row) = id.and_then(|id| self.form.rows_mut(list).get_mut(id)) {
                if !row.unknown.iter().any(|known| known == column) {
                    row.unknown.push(column.to_string());
                }
                return;
            }
        }
        let mut topmost = String::new();
        for part in path.split('.') {
            if !topmost.is_empty() {
                topmost.push('.');
            }
            topmost.push_str(part);
            if address::parse(model, &topmost) == Address::Unknown {
                break;
            }
        }
        if !self.form.unknown.contains(&topmost) {
            self.form.unknown.push(topmost);
        }
    }
}

/// A key with a dot in it is no path of the model. (`contains` would bring a search for any text into the module.)
fn has_dot(key: &str) -> bool {
    key.bytes().any(|b| b == b'.')
}

/// Null and blank text are empty wherever they stand.
fn is_blank(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}
