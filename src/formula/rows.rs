//! Formulas over the rows of a list.

use super::Compiler;
use super::fault::Fault;
use super::names::Env;
use super::syntax::{Expr, Is, Over};
use super::types::{Type, Typed};
use crate::law::Texts;
use crate::model::Scope;
use crate::program::{Aggregate, Op};

impl Compiler<'_> {
    /// A sum, a count, an extreme over the rows of a list.
    pub fn over(
        &mut self,
        over: Over,
        list: &Expr,
        inner: Option<&Expr>,
        env: Env,
    ) -> Result<Typed, Fault> {
        let (scope, place) = self.list(list, env)?;
        let rows = Env::rows(scope, self.monthly(scope));
        let Some(inner) = inner else {
            let one = self.builder.yes();
            let count = self
                .builder
                .leaf(Op::Aggregate(Aggregate::Count, scope, one), place);
            return Ok(Typed::new(count, Type::Integer));
        };
        let how = match over {
            Over::Sum => Aggregate::Sum,
            Over::Min => Aggregate::Min,
            Over::Max => Aggregate::Max,
            _ => Aggregate::Count,
        };
        if how == Aggregate::Count {
            let mut condition = self.condition(inner, rows)?;
            if over == Over::Every {
                let no = self.builder.constant(0);
                let known = self.builder.node(Op::Default(condition, no));
                condition = self.builder.not(known);
            }
            let count = self
                .builder
                .leaf(Op::Aggregate(how, scope, condition), place);
            let zero = self.builder.constant(0);
            return Ok(match over {
                Over::Count => Typed::new(count, Type::Integer),
                Over::Some => self.yes_no(Op::Less(zero, count)),
                _ => self.yes_no(Op::Equal(count, zero)),
            });
        }
        let value = self.lower(inner, rows, None)?;
        let fits = match value.is {
            Type::Integer | Type::Hours | Type::Decimal | Type::Any => true,
            Type::Day | Type::Month => over != Over::Sum,
            _ => false,
        };
        if !fits {
            return Err(self.not_of(&inner.span, Type::Integer, value.is));
        }
        let node = self
            .builder
            .leaf(Op::Aggregate(how, scope, value.node), place);
        Ok(Typed::new(node, value.is))
    }

    /// The rows that a name stands for, and the scope of what is computed over them.
    pub fn list(&mut self, list: &Expr, env: Env) -> Result<(Scope, Scope), Fault> {
        let name = match &list.is {
            Is::Name(name) => name.as_str(),
            _ => "",
        };
        let name = name
            .strip_suffix(".<aaaa-mm>")
            .or(name.strip_suffix(".*"))
            .unwrap_or(name);
        // Inside a row its own lists are known by their last name.
        let inside = |scope: &Scope| {
            scope
                .parent()
                .is_some_and(|parent| env.scopes().any(|outer| outer == parent))
                && scope
                    .path()
                    .rsplit_once(".*.")
                    .is_some_and(|(_, own)| own == name)
        };
        let found = Scope::ALL.into_iter().find(inside);
        let found = found.or(Scope::ALL
            .into_iter()
            .find(|scope| scope.path() == name && *scope != Scope::Single));
        let Some(scope) = found else {
            let paths: Vec<&str> = Scope::ALL
                .iter()
                .map(|scope| scope.path())
                .filter(|path| !path.is_empty())
                .collect();
            let all = paths.join(", ");
            return Err(Fault::new(
                list.span.clone(),
                Texts::new(
                    format!("Qui serve un elenco: {all}."),
                    format!("Here a list is needed: {all}."),
                ),
            ));
        };
        let parent = scope
            .parent()
            .filter(|parent| env.scopes().any(|outer| outer == *parent));
        Ok((scope, parent.unwrap_or(Scope::Single)))
    }
}
