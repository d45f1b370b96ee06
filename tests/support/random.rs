//! Random numbers with a seed, and texts that sit on the edges of rules.

#![allow(dead_code)] // each test file uses its part of it

use convalida::text::Kind;

/// A sequence that is the same for the same seed (splitmix64).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn of<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

const DATES: &[&str] = &[
    "22/02/2020",
    "23/02/2020",
    "24/02/2020",
    "23/2/2020",
    "2020-02-23",
    "23022020",
    "01/03/2020",
    "02/03/2020",
    "29/02/2020",
    "17/03/2020",
    "18/03/2020",
    "25/03/2020",
    "26/03/2020",
    "27/03/2020",
    "28/03/2020",
    "29/03/2020",
    "30/03/2020",
    "05/04/2020",
    "08/04/2020",
    "09/04/2020",
    "26/04/2020",
    "30/04/2020",
    "01/05/2020",
    "03/05/2020",
    "18/05/2020",
    "19/05/2020",
    "31/05/2020",
    "01/06/2020",
    "02/06/2020",
    "16/06/2020",
    "17/06/2020",
    "30/06/2020",
    "15/07/2020",
    "17/07/2020",
    "18/07/2020",
    "31/07/2020",
    "29/09/2020",
    "30/09/2020",
    "01/10/2020",
    "31/12/2020",
    "01/01/2008",
    "04/02/2008",
    "12/04/1972",
    "12/04/1987",
    "31/12/1899",
    "01/01/1900",
    "31/12/2100",
    "01/01/2101",
    "29/02/2021",
    "31/04/2020",
    "23/02/20",
    "23/0",
    "3",
    "",
    " ",
    "domani",
    "24/02/202",
    "24/02/20",
    "1-3-2020",
];
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "5,00",
    "5,01",
    "6",
    "7",
    "8",
    "10",
    "12",
    "13",
    "14",
    "20",
    "24",
    "27,5",
    "36",
    "40",
    "40,01",
    "41",
    "48",
    "48,01",
    "49",
    "63",
    "64",
    "68",
    "80",
    "120",
    "160",
    "7,",
    "7,5",
    "7.5",
    "8:3",
    "8:30",
    "6:40",
    "6,67",
    "6,66",
    "6,68",
    "999999999",
    "9999999999",
    "0,01",
    "-1",
    "1e3",
    "1.000,5",
    "",
    "dieci",
    ",5",
    "00",
    "005",
];
const PEOPLE: &[&str] = &[
    "MBGPNM72D12E992W",
    "FPDGDV76E58B634X",
    "PTVRDG66C28B748U",
    "SLNPCL58D23G324F",
    "FPDGDV76E58BS34A",
    "mbg pnm 72d12 e992w",
    "MBGPNM72D12E992",
    "MBGPNM72D12E992X",
    "MBGPNMT2D12E992",
    "90937865790",
    "20186848337",
    "20186848338",
    "RSSMRA85M01H501Q",
    "RSSMRAUR03M0",
    "MBGPNM7",
    "2018684833",
    "",
    "codice",
    "RSSMRAO5M01H501Q",
];
const TEXTS: &[&str] = &[
    "Piemonte",
    "piemonte ",
    "PIEMONTE",
    "Toscana",
    "toscána",
    "Lazio",
    "Tosc",
    "Torino",
    "torino",
    "Prato",
    "Firenze",
    "4",
    "40101",
    "50102",
    "5.01.02",
    "70101",
    "7B",
    "3A 7B",
    "3a 7b",
    "7C",
    "accordo.pdf",
    "ACCORDO.PDF",
    "foto.jpg",
    "",
    " ",
    "<b>{max}</b>",
    "piemonte-2020",
    "toscana-2020",
    "narnia",
    "123456",
];
const MONTHS: &[&str] = &[
    "2020-01", "2020-02", "2020-03", "2020-04", "2020-05", "2020-13", "2020-3", "marzo", "2020-06",
];

/// A text that a person may type in a field of this kind, often one at the edge of a rule.
pub fn text(random: &mut Random, kind: &Kind) -> String {
    if random.one_in(25) {
        let pool = [TEXTS, DATES, NUMBERS, PEOPLE][random.below(4)];
        return random.of(pool).to_string();
    }
    match kind {
        Kind::Date => random.of(DATES).to_string(),
        Kind::Number | Kind::Hours | Kind::Integer { .. } => random.of(NUMBERS).to_string(),
        Kind::YesNo => random
            .of(&[
                "sì", "si", "SI'", "s", "no", "n", "true", "0", "1", "x", "boh", "",
            ])
            .to_string(),
        Kind::Words(words) => match random.below(10) {
            0 => String::new(),
            1 => "altro-ancora".to_string(),
            2 => random.pick(words).to_uppercase(),
            3 => random.pick(words).chars().take(3).collect(),
            _ => random.pick(words).clone(),
        },
        Kind::CodiceFiscale => random.of(PEOPLE).to_string(),
        Kind::PartitaIva => random
            .of(&[
                "20186848337",
                "20186848338",
                "2018684833",
                "IT20186848337",
                "",
            ])
            .to_string(),
        Kind::Matricola => random
            .of(&["8123456789", "81/2345678-9", "812345678", "8a", ""])
            .to_string(),
        Kind::Iban => {
            let ibans = [
                "IT60X0542811101000000123456",
                "IT61X0542811101000000123456",
                "IT60 X054",
                "DE89",
                "",
            ];
            random.of(&ibans).to_string()
        }
        _ => random.of(TEXTS).to_string(),
    }
}

/// A key of a monthly value, now and then one that is no month.
pub fn month(random: &mut Random) -> String {
    let pool = if random.one_in(8) {
        MONTHS
    } else {
        &MONTHS[1..4]
    };
    random.of(pool).to_string()
}
