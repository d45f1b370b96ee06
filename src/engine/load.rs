//! A whole application taken in at once, every field as left.

use super::edit::new_cell;
use super::totals::{Earlier, Headcount, Hours, Totals, person};
use super::{Below, Engine, Place, WrongCall};
use crate::form::Form;
use crate::form::address::{self, Address};
use crate::form::cell::Given;
use crate::form::model::{FieldId, List, field};
use crate::form::rows::RowId;
use crate::json::Json;

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
        self.open.clear();
        self.fill_object("", entries);
        for list in List::ALL {
            for row in self.form.rows(list).ids().to_vec() {
                self.totals
                    .count_facts(&self.form, &self.book.model, list, row, 1);
                if list == List::Lavoratori {
                    self.count_worker(row);
                }
            }
        }
        self.totals.earlier = Earlier::of(&self.form, &self.book.model);
        self.totals.headcount = Headcount::of(&self.form, &self.book.model, &self.book.organico);
        self.totals.hours = Hours::of(&self.view(None));
        self.note_texts();
        self.recheck();
        Ok(())
    }

    fn count_worker(&mut self, row: RowId) {
        if let Some(person) = person(&self.form, &self.book.model, row) {
            self.totals
                .people
                .add(person, row, self.form.rows(List::Lavoratori));
        }
        if let Some(row) = self.form.rows(List::Lavoratori).get(row) {
            self.totals.months.count(row, 1);
        }
    }

    /// The diagnostics of all texts that cannot be read.
    fn note_texts(&mut self) {
        let mut delta = super::run::Delta::default();
        for place in self.filled_places() {
            self.note_text(&place, &mut delta);
        }
    }

    /// Every place that holds a cell.
    pub(crate) fn filled_places(&self) -> Vec<Place> {
        let model = &self.book.model;
        let mut places: Vec<Place> = Vec::new();
        let filled = |field: FieldId, row| self.form.cell(model, field, row).is_some();
        for &field in model.singles() {
            if filled(field, None) {
                places.push(Place {
                    field,
                    row: None,
                    below: Below::Nothing,
                });
            }
        }
        for list in List::ALL {
            for &id in self.form.rows(list).ids() {
                for &field in model.columns(list) {
                    if filled(field, Some(id)) {
                        places.push(Place {
                            field,
                            row: Some(id),
                            below: Below::Nothing,
                        });
                    }
                }
                let Some(row) = self.form.rows(list).get(id) else {
                    continue;
                };
                for (key, _) in &row.months {
                    let below = Below::Month(key.clone());
                    places.push(Place {
                        field: field::CONSUNTIVO,
                        row: Some(id),
                        below,
                    });
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
            // A key with a dot in it is no path of the model.
            let address = if key.contains('.') {
                Address::Unknown
            } else {
                address::parse(&self.book.model, &path)
            };
            match address {
                Address::Single(field) => {
                    self.fill(
                        &Place {
                            field,
                            row: None,
                            below: Below::Nothing,
                        },
                        value,
                    );
                }
                Address::List(list) if list.path() == path => self.fill_list(list, value),
                Address::Object => match value {
                    Json::Object(entries) => self.fill_object(&path, entries),
                    value if is_blank(value) => {}
                    _ => self.form.faults.push(path),
                },
                _ => self.note_unknown(&path),
            }
        }
    }

    fn fill_list(&mut self, list: List, value: &Json) {
        let Json::List(items) = value else {
            if !is_blank(value) {
                self.form.faults.push(list.path().to_string());
            }
            return;
        };
        for item in items {
            let end = self.form.rows(list).len();
            let id = self.form.rows_mut(list).insert(end);
            match item {
                Json::Object(entries) => self.fill_row(list, id, entries),
                item if is_blank(item) => {}
                _ => self.fault(list, id, ""),
            }
        }
    }

    fn fill_row(&mut self, list: List, id: RowId, entries: &[(String, Json)]) {
        for (key, value) in entries {
            let column = self.book.model.field(&[list.path(), ".*.", key].concat());
            match (list, key.as_str(), column) {
                (List::Lavoratori, "consuntivo", _) => match value {
                    Json::Object(months) => {
                        for (month, value) in months {
                            let below = Below::Month(month.clone());
                            let value = if *value == Json::Null {
                                &Json::Text(String::new())
                            } else {
                                value
                            };
                            self.fill(
                                &Place {
                                    field: field::CONSUNTIVO,
                                    row: Some(id),
                                    below,
                                },
                                value,
                            );
                        }
                    }
                    value if is_blank(value) => {}
                    _ => self.fault(list, id, "consuntivo"),
                },
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
                    _ => self.fault(list, id, "lavoratori"),
                },
                (_, _, Some(field)) if !key.contains('.') => {
                    self.fill(
                        &Place {
                            field,
                            row: Some(id),
                            below: Below::Nothing,
                        },
                        value,
                    );
                }
                _ => {
                    if let Some(row) = self.form.rows_mut(list).get_mut(id) {
                        row.unknown.push(key.clone());
                    }
                }
            }
        }
    }

    fn fill(&mut self, place: &Place, value: &Json) {
        let kind = self.kind(place);
        let cell = Given::from_json(value).map(|given| new_cell(&kind, given, place));
        self.write(place, cell);
    }

    fn fault(&mut self, list: List, row: RowId, below: &'static str) {
        if let Some(row) = self.form.rows_mut(list).get_mut(row) {
            row.faults.push(below);
        }
    }

    /// Remembers the topmost unknown key of a path.
    pub(crate) fn note_unknown(&mut self, path: &str) {
        let model = &self.book.model;
        // In a row the unknown key is the column, or what follows it.
        for list in List::ALL {
            let rest = path
                .strip_prefix(list.path())
                .and_then(|rest| rest.strip_prefix('.'));
            let Some((index, column)) = rest.and_then(|rest| rest.split_once('.')) else {
                continue;
            };
            let id = index
                .parse()
                .ok()
                .and_then(|index| self.form.rows(list).at(index));
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

    /// A field is written where a value stood in the place of its object or list: the fault is mended.
    pub(crate) fn clear_faults(&mut self, path: &str) {
        let covers = |fault: &String| {
            path.strip_prefix(fault.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.form.faults.retain(|fault| !covers(fault));
        if let Address::Cell { list, index, .. } = address::parse(&self.book.model, path)
            && let Some(id) = self.form.rows(list).at(index)
            && let Some(row) = self.form.rows_mut(list).get_mut(id)
        {
            row.faults.retain(|fault| !fault.is_empty());
        }
    }
}

/// Null and blank text are empty wherever they stand.
fn is_blank(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}
