//! A kept corpus, and changes of it as a broken disk, a hasty hand or an enemy makes them.

use super::random::Random;

/// The lines of a file of the corpus.
pub fn corpus(file: &str) -> Vec<Vec<u8>> {
    let text = std::fs::read_to_string(format!("tests/fuzz/{file}")).expect("the corpus");
    text.lines().map(|line| line.as_bytes().to_vec()).collect()
}

/// Pieces that some reader takes for more than themselves.
const PIECES: &[&str] = &[
    "\0",
    "\n",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "((((",
    "{}",
    "[]",
    ",",
    ":",
    ";",
    "|",
    "#",
    "=",
    "\"\"\"",
    "```",
    "«",
    "»",
    "0",
    "-1",
    "9999999999",
    "18446744073709551616",
    "1e999",
    "NaN",
    "null",
    "true",
    "\\ud800",
    "\u{202e}",
    "\u{feff}",
    "\u{300}",
    "é",
    "🙂",
    " ",
    "  ",
    "/",
    "-",
    ".",
    "'",
    "non ",
    "se ",
    " allora ",
    " altrimenti ",
    " e ",
    " o ",
    " mancando ",
    " è dato",
    "valore",
    "oggi",
    "intera",
    "ignoto",
    "vuoto",
    "giorni",
    "31/12/2100",
    "lavoratori.*.ore",
    " * 999999999",
    " + 999999999 mesi",
    " / 0",
    "conta(lavoratori: ",
    "somma(consuntivo: ",
    "{valore|a|b}",
    "[{x}|",
    "__proto__",
];

/// One of the corpus with up to six changes; now and then noise.
pub fn mutated(random: &mut Random, corpus: &[Vec<u8>]) -> Vec<u8> {
    if random.one_in(30) {
        return (0..random.below(60)).map(|_| random.next() as u8).collect();
    }
    let mut bytes = random.pick(corpus).clone();
    let most = random_most(random);
    for _ in 0..1 + random.below(most) {
        let at = random.below(bytes.len() + 1);
        let end = (at + 1 + random.below(12)).min(bytes.len());
        match random.below(8) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.truncate(at),
            2 => drop(bytes.splice(at..at, random.of(PIECES).bytes())),
            3 => {
                let piece = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, piece));
            }
            4 => {
                let other = random.pick(corpus);
                let from = random.below(other.len() + 1);
                let to = (from + random.below(40)).min(other.len());
                drop(bytes.splice(at..end, other[from..to].iter().copied()));
            }
            5 => drop(bytes.splice(at..end, random.of(PIECES).bytes())),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = match random.below(3) {
                        0 => *byte ^ 1 << random.below(8),
                        1 => random.next() as u8,
                        _ => byte.wrapping_add(1),
                    };
                }
            }
        }
    }
    bytes
}

/// Few changes most of the time: what is nearly right goes deepest.
fn random_most(random: &mut Random) -> usize {
    if random.one_in(3) { 6 } else { 2 }
}
