//! A rulebook as it ships: which edition of what it is, what runs, what it says in each language.

use serde::{Deserialize, Serialize};

use super::Program;
use super::sources::{Sources, Translation};
use super::words::Words;

/// All that a form needs of a rulebook.
#[derive(Clone, PartialEq, Debug)]
pub struct Edition {
    pub about: About,
    pub program: Program,
    pub italian: Said,
    pub english: Said,
}

/// Which edition of what a rulebook is.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct About {
    pub version: String,
    pub region: Option<String>,
    /// First and last filing day that it was made for.
    pub from: Option<i32>,
    pub to: Option<i32>,
    /// Tells whether two editions are the same, to the letter; it is no protection.
    #[serde(skip)]
    pub hash: String,
}

/// What a rulebook says in one language.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Said {
    pub words: Words,
    pub sources: Sources,
}

/// An edition as it is written: what both languages share stands once.
#[derive(Serialize, Deserialize)]
struct Written {
    about: About,
    program: Program,
    sources: Sources,
    italian: Words,
    english: Words,
    translation: Translation,
}

impl Edition {
    /// The edition, which knows its hash.
    pub fn new(about: About, program: Program, italian: Said, english: Said) -> Edition {
        let mut edition = Edition {
            about,
            program,
            italian,
            english,
        };
        edition.about.hash = hash_of(&edition.to_bytes());
        edition
    }

    /// The bytes; equal editions have equal bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let (italian, english) = (&self.italian, &self.english);
        let written = Written {
            about: self.about.clone(),
            program: self.program.backwards(),
            sources: italian.sources.clone(),
            italian: italian.words.clone(),
            english: english.words.clone(),
            translation: italian.sources.translation(&english.sources),
        };
        // Nothing in these types can refuse to be written to memory.
        postcard::to_allocvec(&written).unwrap_or_default()
    }

    /// The edition of some bytes; none where they are not ones of this version of the format.
    pub fn from_bytes(bytes: &[u8]) -> Option<Edition> {
        let Ok((written, [])) = postcard::take_from_bytes::<Written>(bytes) else {
            return None;
        };
        let about = About {
            hash: hash_of(bytes),
            ..written.about
        };
        Some(Edition {
            about,
            program: written.program.forwards()?,
            english: Said {
                words: written.english,
                sources: written.sources.in_english(&written.translation),
            },
            italian: Said {
                words: written.italian,
                sources: written.sources,
            },
        })
    }
}

/// FNV-1a, 64 bits.
fn hash_of(bytes: &[u8]) -> String {
    let start: u64 = 0xcbf2_9ce4_8422_2325;
    let mixed = bytes.iter().fold(start, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{mixed:016x}")
}
