//! What a path names in a session, and whether it may be written there.

use crate::model::Scope;
use crate::sheet::domanda::DEEPEST;
use crate::sheet::{Address, At, Below, parse};

use super::Session;
use super::edit::WrongCall;

impl Session {
    /// The place that an address names; `None` for what the model does not know.
    pub(super) fn place(&self, address: &Address, path: &str) -> Result<Option<At>, WrongCall> {
        match address {
            Address::Field(at) => {
                if let Some(list) = self
                    .wiring_scope(at.field)
                    .filter(|list| Scope::LISTS.contains(list))
                {
                    let length = self.sheet.rows(list);
                    if at.row >= length {
                        return Err(no_such_row(list, at.row, length));
                    }
                }
                Ok(Some(at.clone()))
            }
            Address::List(list) => {
                let parts = [
                    "«",
                    path,
                    "» names no field: «",
                    list.path(),
                    "» is a list. Name a row of it by its number, counted from 0, and a field in it.",
                ];
                Err(WrongCall(parts.concat()))
            }
            Address::Object => Err(WrongCall(
                [
                    "«",
                    path,
                    "» is an object, not a field: name a field in it.",
                ]
                .concat(),
            )),
            Address::Unknown => Ok(None),
        }
    }

    /// Whether what the model does not know can be kept at a path.
    pub(super) fn expect_free(&self, address: &Address, path: &str) -> Result<(), WrongCall> {
        if *address != Address::Unknown {
            return Ok(());
        }
        // What lies deeper could be written, and never read again.
        if path.split('.').count() > DEEPEST {
            let most = DEEPEST.to_string();
            let parts = ["A path has at most ", &most, " levels."];
            return Err(WrongCall(parts.concat()));
        }
        let mut above = path;
        while let Some((head, _)) = above.rsplit_once('.') {
            if let Address::Field(_) = parse(&self.wiring.model, head) {
                let parts = [
                    "«",
                    head,
                    "» is a field, and holds a value: nothing lies below it.",
                ];
                return Err(WrongCall(parts.concat()));
            }
            above = head;
        }
        Ok(())
    }

    /// The place that a path names, to be looked at: a field of the next row is there, and empty; `None` for what the
    /// model does not know.
    ///
    /// # Errors
    /// A path that names a list or an object, or a row that is not there.
    pub fn looked_at(&self, path: &str) -> Result<Option<At>, WrongCall> {
        let address = parse(&self.wiring.model, path);
        match (self.new_row(&address, path)?, &address) {
            (Some(_), Address::Field(at)) => Ok(Some(at.clone())),
            (Some(_), _) => Ok(None),
            (None, _) => self.place(&address, path),
        }
    }

    /// The row that writing to an address brings into being: the one right after the last.
    pub(super) fn new_row(
        &self,
        address: &Address,
        path: &str,
    ) -> Result<Option<(Scope, usize)>, WrongCall> {
        let (list, row) = match address {
            Address::Field(at) => match self.wiring_scope(at.field) {
                Some(list) if Scope::LISTS.contains(&list) => {
                    if let Below::Listed(position) = at.below {
                        let listed = self
                            .sheet
                            .listed(at.row)
                            .map_or(0, |column| column.states.len());
                        if position > listed {
                            let number = position.to_string();
                            let what = [
                                "No worker ",
                                &number,
                                " is listed there: fill the one before first.",
                            ];
                            return Err(WrongCall(what.concat()));
                        }
                    }
                    (list, at.row)
                }
                _ => return Ok(None),
            },
            Address::Unknown => match crate::sheet::row_of(path) {
                Some((list, row, _)) => {
                    let length = self.sheet.rows(list);
                    if row > length {
                        return Err(no_such_row(list, row, length));
                    }
                    (list, row)
                }
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        Ok((row == self.sheet.rows(list)).then_some((list, row)))
    }
}

pub(super) fn known_list(path: &str) -> Result<Scope, WrongCall> {
    Scope::list(path).ok_or_else(|| {
        let known = Scope::LISTS.map(Scope::path).join(", ");
        WrongCall(["«", path, "» is no list. The lists are: ", &known, "."].concat())
    })
}

/// A row that is not there, whose fields can not be looked at or written.
fn no_such_row(list: Scope, index: usize, length: usize) -> WrongCall {
    let WrongCall(said) = no_row(list, index, length);
    WrongCall([&said, " Insert the row first."].concat())
}

pub(super) fn no_row(list: Scope, index: usize, length: usize) -> WrongCall {
    let rows = if length == 1 { " row" } else { " rows" };
    WrongCall(
        [
            "«",
            list.path(),
            "» has no row ",
            &index.to_string(),
            ": it has ",
            &length.to_string(),
            rows,
            ", counted from 0.",
        ]
        .concat(),
    )
}
