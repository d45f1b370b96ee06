//! From words to a tree; the grammar stands in `docs/rulebook-pages.md`.

use std::ops::Range;

use super::fault::Fault;
use super::lexer::{Spanned, Token, tokens};
use super::syntax::{Binary, Expr, Is, Over, Test};
use crate::law::Texts;

/// Formulas nested deeper than this are refused.
pub(super) const MAX_DEPTH: usize = 64;

/// What a number may be a number of.
const UNITS: [&str; 5] = ["giorni", "settimane", "mesi", "anni", "ore"];

/// The words that may follow a value.
const AFTER_VALUES: [&str; 13] = [
    "e",
    "o",
    "non",
    "tra",
    "in",
    "è",
    "inizia",
    "finisce",
    "contiene",
    "resto",
    "mancando",
    "allora",
    "altrimenti",
];

pub(super) fn over(word: &str) -> Option<Over> {
    Some(match word {
        "somma" => Over::Sum,
        "conta" => Over::Count,
        "qualcuno" => Over::Some,
        "nessuno" => Over::None,
        "ogni" => Over::Every,
        "minimo-di" => Over::Min,
        "massimo-di" => Over::Max,
        _ => return None,
    })
}

/// Reads a whole formula.
pub(super) fn parse(text: &str) -> Result<Expr, Fault> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
    };
    let formula = parser.formula()?;
    match parser.peek() {
        Token::End => Ok(formula),
        _ => Err(parser.unexpected(&Texts::new(
            "la formula qui è già finita, o manca un operatore",
            "the formula is complete here, or an operator is missing",
        ))),
    }
}

struct Parser {
    tokens: Vec<Spanned>,
    at: usize,
    depth: usize,
}

const END: &Token = &Token::End;

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.at).map_or(END, |(token, _)| token)
    }

    fn after(&self) -> &Token {
        self.tokens.get(self.at + 1).map_or(END, |(token, _)| token)
    }

    fn span(&self) -> Range<usize> {
        let known = self.tokens.get(self.at).or(self.tokens.last());
        known.map_or(0..0, |(_, span)| span.clone())
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Word(found) if found == word)
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let is = self.is_word(word);
        self.at += usize::from(is);
        is
    }

    fn eat(&mut self, sign: &str) -> bool {
        let is = matches!(self.peek(), Token::Sign(found) if *found == sign);
        self.at += usize::from(is);
        is
    }

    fn unexpected(&self, needed: &Texts) -> Fault {
        let (found_it, found_en) = match self.peek() {
            Token::End => (
                "la formula finisce".to_string(),
                "the formula ends".to_string(),
            ),
            Token::Word(word) => (format!("c'è «{word}»"), format!("there is “{word}”")),
            Token::Number(_, written) => {
                (format!("c'è «{written}»"), format!("there is “{written}”"))
            }
            Token::Sign(sign) => (format!("c'è «{sign}»"), format!("there is “{sign}”")),
            Token::Day(_) => ("c'è un giorno".to_string(), "there is a day".to_string()),
            Token::Text(_) => ("c'è un testo".to_string(), "there is a text".to_string()),
        };
        Fault::new(
            self.span(),
            Texts::new(
                format!("Qui {found_it}: {}.", needed.it),
                format!("Here {found_en}: {}.", needed.en),
            ),
        )
    }

    fn need_word(&mut self, word: &str) -> Result<(), Fault> {
        if self.eat_word(word) {
            return Ok(());
        }
        Err(self.unexpected(&Texts::new(
            format!("serve «{word}»"),
            format!("“{word}” is needed"),
        )))
    }

    fn need(&mut self, sign: &str) -> Result<(), Fault> {
        if self.eat(sign) {
            return Ok(());
        }
        Err(self.unexpected(&Texts::new(
            format!("serve «{sign}»"),
            format!("“{sign}” is needed"),
        )))
    }

    /// What starts at `start` and ends where the parser stands.
    fn expr(&self, start: usize, is: Is) -> Expr {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let end = before.map_or(start, |(_, span)| span.end);
        Expr {
            span: start..end.max(start),
            is,
        }
    }

    fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Parser) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        if self.depth >= MAX_DEPTH {
            return Err(Fault::new(
                self.span(),
                Texts::new(
                    "La formula è troppo annidata: dividila con una definizione.",
                    "The formula is nested too deep: divide it with a definition.",
                ),
            ));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn formula(&mut self) -> Result<Expr, Fault> {
        self.deeper(|parser| {
            let start = parser.span().start;
            if !parser.eat_word("se") {
                return parser.or();
            }
            let condition = parser.formula()?;
            parser.need_word("allora")?;
            let then = parser.formula()?;
            parser.need_word("altrimenti")?;
            let other = parser.formula()?;
            let is = Is::If(condition.into(), then.into(), other.into());
            Ok(parser.expr(start, is))
        })
    }

    fn chain(
        &mut self,
        operand: fn(&mut Parser) -> Result<Expr, Fault>,
        operator: fn(&Token) -> Option<Binary>,
    ) -> Result<Expr, Fault> {
        let start = self.span().start;
        let mut left = operand(self)?;
        while let Some(binary) = operator(self.peek()) {
            self.at += 1;
            let right = operand(self)?;
            left = self.expr(start, Is::Binary(binary, left.into(), right.into()));
        }
        Ok(left)
    }

    fn or(&mut self) -> Result<Expr, Fault> {
        self.chain(Parser::and, |token| match token {
            Token::Word(word) if word == "o" => Some(Binary::Or),
            _ => None,
        })
    }

    fn and(&mut self) -> Result<Expr, Fault> {
        self.chain(Parser::not, |token| match token {
            Token::Word(word) if word == "e" => Some(Binary::And),
            _ => None,
        })
    }

    fn not(&mut self) -> Result<Expr, Fault> {
        let start = self.span().start;
        if !self.eat_word("non") {
            return self.comparison();
        }
        let inner = self.deeper(Parser::not)?;
        Ok(self.expr(start, Is::Not(inner.into())))
    }

    fn comparison(&mut self) -> Result<Expr, Fault> {
        let start = self.span().start;
        let left = self.sum()?;
        if let Token::Sign(sign) = self.peek() {
            let binary = match *sign {
                "=" => Binary::Equal,
                "≠" => Binary::Different,
                "<" => Binary::Less,
                "<=" => Binary::LessOrEqual,
                ">" => Binary::Greater,
                ">=" => Binary::GreaterOrEqual,
                _ => return Ok(left),
            };
            self.at += 1;
            let right = self.sum()?;
            return Ok(self.expr(start, Is::Binary(binary, left.into(), right.into())));
        }
        let negated =
            self.is_word("non") && matches!(self.after(), Token::Word(word) if word == "è");
        self.at += usize::from(negated);
        let Token::Word(word) = self.peek() else {
            return Ok(left);
        };
        let is = match word.as_str() {
            "tra" => {
                self.at += 1;
                let low = self.sum()?;
                self.need_word("e")?;
                let high = self.sum()?;
                Is::Between(left.into(), low.into(), high.into())
            }
            "in" => {
                self.at += 1;
                self.need("(")?;
                let mut words = vec![self.atom()?];
                while self.eat(",") || self.eat(";") {
                    words.push(self.atom()?);
                }
                self.need(")")?;
                Is::In(left.into(), words)
            }
            "è" => self.state(left)?,
            "inizia" => self.test(Test::StartsWith, "con", left)?,
            "finisce" => self.test(Test::EndsWith, "con", left)?,
            "contiene" => self.test(Test::HasCode, "codice", left)?,
            _ => return Ok(left),
        };
        let found = self.expr(start, is);
        Ok(if negated {
            self.expr(start, Is::Not(found.into()))
        } else {
            found
        })
    }

    /// After `x è`.
    fn state(&mut self, left: Expr) -> Result<Is, Fault> {
        self.at += 1;
        let left = Box::new(left);
        if self.is_word("codice") {
            return self.test_text(Test::IsCode, left);
        }
        for (word, is) in [
            ("dato", Is::Given as fn(Box<Expr>) -> Is),
            ("vuoto", Is::Empty),
            ("illeggibile", Is::Unreadable),
        ] {
            if self.eat_word(word) {
                return Ok(is(left));
            }
        }
        Err(self.unexpected(&Texts::new(
            "dopo «è» serve dato, vuoto, illeggibile o codice",
            "after “è” dato, vuoto, illeggibile or codice is needed",
        )))
    }

    fn test(&mut self, test: Test, second: &str, left: Expr) -> Result<Is, Fault> {
        self.at += 1;
        if !self.is_word(second) {
            self.need_word(second)?;
        }
        self.test_text(test, left.into())
    }

    /// The text after the last word of a question about a text.
    fn test_text(&mut self, test: Test, left: Box<Expr>) -> Result<Is, Fault> {
        self.at += 1;
        if let Token::Text(text) = self.peek() {
            let text = text.clone();
            self.at += 1;
            return Ok(Is::Test(test, left, text));
        }
        Err(self.unexpected(&Texts::new(
            "serve un testo tra virgolette",
            "a text in quotes is needed",
        )))
    }

    fn sum(&mut self) -> Result<Expr, Fault> {
        self.chain(Parser::product, |token| match token {
            Token::Sign("+") => Some(Binary::Add),
            Token::Sign("-") => Some(Binary::Subtract),
            _ => None,
        })
    }

    fn product(&mut self) -> Result<Expr, Fault> {
        self.chain(Parser::value, |token| match token {
            Token::Sign("*") => Some(Binary::Multiply),
            Token::Sign("/") => Some(Binary::Divide),
            Token::Word(word) if word == "resto" => Some(Binary::Remainder),
            _ => None,
        })
    }

    fn value(&mut self) -> Result<Expr, Fault> {
        let start = self.span().start;
        let left = self.atom()?;
        if !self.eat_word("mancando") {
            return Ok(left);
        }
        let right = self.atom()?;
        Ok(self.expr(start, Is::Default(left.into(), right.into())))
    }

    fn atom(&mut self) -> Result<Expr, Fault> {
        let start = self.span().start;
        let token = self.peek().clone();
        let is = match token {
            Token::Number(hundredths, written) => {
                self.at += 1;
                self.with_unit(hundredths, written)?
            }
            Token::Day(day) => {
                self.at += 1;
                Is::Day(day)
            }
            Token::Text(text) => {
                self.at += 1;
                Is::Text(text)
            }
            Token::Sign("(") => {
                self.at += 1;
                let inner = self.formula()?;
                self.need(")")?;
                return Ok(Expr {
                    span: self.expr(start, Is::Nothing).span,
                    is: inner.is,
                });
            }
            Token::Word(word) => self.named(word)?,
            _ => {
                return Err(self.unexpected(&Texts::new("serve un valore", "a value is needed")));
            }
        };
        Ok(self.expr(start, is))
    }

    fn named(&mut self, word: String) -> Result<Is, Fault> {
        let is = match word.as_str() {
            "sì" => Is::YesNo(true),
            "no" => Is::YesNo(false),
            "vuoto" => Is::Nothing,
            "ignoto" => Is::Unknown,
            "se" | "allora" | "altrimenti" | "e" | "o" | "non" | "tra" | "in" | "è" | "resto"
            | "mancando" => {
                return Err(self.unexpected(&Texts::new("serve un valore", "a value is needed")));
            }
            _ => {
                self.at += 1;
                if !self.eat("(") {
                    return Ok(Is::Name(word));
                }
                return match over(&word) {
                    Some(over) => self.over(over),
                    None => self.call(word),
                };
            }
        };
        self.at += 1;
        Ok(is)
    }

    fn call(&mut self, name: String) -> Result<Is, Fault> {
        let mut arguments = vec![self.formula()?];
        while self.eat(";") {
            arguments.push(self.formula()?);
        }
        self.need(")")?;
        Ok(Is::Call(name, arguments))
    }

    fn over(&mut self, over: Over) -> Result<Is, Fault> {
        let list = self.atom()?;
        let inner = match self.eat(":") {
            true => Some(Box::new(self.formula()?)),
            false => None,
        };
        if inner.is_none() && over != Over::Count {
            return Err(self.unexpected(&Texts::new(
                "dopo l'elenco servono «:» e una formula delle sue righe",
                "after the list “:” and a formula of its rows are needed",
            )));
        }
        self.need(")")?;
        Ok(Is::Over(over, list.into(), inner))
    }

    fn with_unit(&mut self, hundredths: i64, written: String) -> Result<Is, Fault> {
        let Token::Word(unit) = self.peek() else {
            return Ok(Is::Number(hundredths, written));
        };
        let whole = hundredths / 100;
        let is = match unit.as_str() {
            "giorni" | "giorno" => Is::Days(whole),
            "settimane" | "settimana" => Is::Days(whole * 7),
            "mesi" | "mese" => Is::Months(whole),
            "anni" | "anno" => Is::Months(whole * 12),
            "ore" | "ora" => Is::Hours(hundredths),
            word if AFTER_VALUES.contains(&word) => return Ok(Is::Number(hundredths, written)),
            word => {
                let near = crate::law::perhaps(word, UNITS);
                let units = UNITS.join(", ");
                return Err(Fault::new(
                    self.span(),
                    Texts::new(
                        format!("«{word}» non è un'unità; ci sono: {units}.{}", near.it),
                        format!("“{word}” is no unit; there are: {units}.{}", near.en),
                    ),
                ));
            }
        };
        if hundredths % 100 != 0 && !matches!(is, Is::Hours(_)) {
            return Err(Fault::new(
                self.span(),
                Texts::new(
                    format!("Di «{unit}» ce n'è un numero intero."),
                    format!("Of “{unit}” there is a whole number."),
                ),
            ));
        }
        self.at += 1;
        Ok(is)
    }
}
