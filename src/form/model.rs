//! Which fields an application has, in form order, and of which kind each is (the public data model).

use crate::text::Kind;

/// A field of the model: its place in [`FIELDS`].
pub type FieldId = u16;

/// The lists of the model, in form order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum List {
    Addetti,
    UnitaProduttive,
    DomandePrecedenti,
    Allegati,
    Lavoratori,
}

impl List {
    pub const ALL: [List; 5] = [
        List::Addetti,
        List::UnitaProduttive,
        List::DomandePrecedenti,
        List::Allegati,
        List::Lavoratori,
    ];

    /// Where the list stands in an application.
    pub fn path(self) -> &'static str {
        match self {
            List::Addetti => "organico.addetti",
            List::UnitaProduttive => "unitaProduttive",
            List::DomandePrecedenti => "domandePrecedenti",
            List::Allegati => "allegati",
            List::Lavoratori => "lavoratori",
        }
    }

    /// The column that a pattern (`lavoratori.*.ore`) names in this list.
    pub fn column(self, pattern: &str) -> Option<&str> {
        pattern.strip_prefix(self.path())?.strip_prefix(".*.")
    }

    pub fn from_path(path: &str) -> Option<List> {
        List::ALL.into_iter().find(|list| list.path() == path)
    }
}

/// A kind as the table below writes it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    Text,
    Date,
    Number,
    Hours,
    Integer,
    DaysOfWeek,
    YesNo,
    Words(&'static [&'static str]),
    CodiceFiscale,
    PartitaIva,
    Matricola,
    Iban,
}

const CONTRATTI: &[&str] = &[
    "indeterminato",
    "determinato",
    "apprendistato",
    "intermittente",
    "somministrazione",
    "domicilio",
];

/// The end of the path of a field that holds a value for each month.
const MONTH: &str = ".<aaaa-mm>";

/// Every field in form order. `*` stands for the index of a row; `<aaaa-mm>` for a month.
const FIELDS: &[(&str, Is)] = &[
    ("regolamento", Is::Text),
    ("versioneRegolamento", Is::Text), // with which edition a draft was saved
    ("tipo", Is::Text),                // the words are the rulebook's own
    ("dataPresentazione", Is::Date),
    ("erroreComunicatoIl", Is::Date),
    ("richiestaIntegrazione", Is::Date),
    ("periodo.dataInizio", Is::Date),
    ("periodo.dataFine", Is::Date),
    ("causale", Is::Text),
    ("bollo", Is::Words(&["marca", "virtuale", "esente"])),
    ("cessazioneAttivita", Is::YesNo),
    ("ferieResidueFruite", Is::YesNo),
    ("eccezionalita", Is::YesNo),
    ("gestioneEsuberi", Is::YesNo),
    ("accordoQuadro", Is::YesNo),
    ("datoreLavoro.codiceFiscale", Is::CodiceFiscale),
    ("datoreLavoro.partitaIva", Is::PartitaIva),
    ("datoreLavoro.matricolaInps", Is::Matricola),
    ("datoreLavoro.csc", Is::Text),
    ("datoreLavoro.ca", Is::Text),
    ("datoreLavoro.cida", Is::Text),
    ("datoreLavoro.denominazione", Is::Text),
    (
        "datoreLavoro.settore",
        Is::Words(&[
            "industria",
            "commercio",
            "artigianato",
            "agricoltura",
            "pesca",
            "turismo",
            "domestico",
            "somministrazione",
            "altro",
        ]),
    ),
    (
        "datoreLavoro.ammortizzatore",
        Is::Words(&["nessuno", "cigo", "cigs", "fis", "fondo-bilaterale"]),
    ),
    ("datoreLavoro.regioni", Is::Integer),
    ("datoreLavoro.impresa", Is::YesNo),
    ("datoreLavoro.cisoaEsaurita", Is::YesNo),
    ("datoreLavoro.tipologia", Is::Words(&["A", "B"])),
    ("organico.dipendenti", Is::Number),
    ("organico.quadri", Is::Number),
    ("organico.impiegati", Is::Number),
    ("organico.operai", Is::Number),
    ("organico.apprendisti", Is::Number),
    ("organico.domicilio", Is::Number),
    ("organico.mensile.<aaaa-mm>", Is::Number),
    (
        "organico.addetti.*.categoria",
        Is::Words(&[
            "dirigente",
            "quadro",
            "impiegato",
            "operaio",
            "apprendista",
            "domicilio",
            "intermittente",
            "somministrato",
            "lsu",
        ]),
    ),
    ("organico.addetti.*.ore", Is::Hours),
    ("organico.addetti.*.oreTempoPieno", Is::Hours),
    ("organico.addetti.*.sostituito", Is::YesNo),
    ("unitaProduttiva.nome", Is::Text),
    ("unitaProduttiva.regione", Is::Text),
    ("unitaProduttiva.provincia", Is::Text),
    ("unitaProduttiva.comune", Is::Text),
    ("unitaProduttive.*.comune", Is::Text),
    ("domandePrecedenti.*.dataInizio", Is::Date),
    ("domandePrecedenti.*.dataFine", Is::Date),
    ("domandePrecedenti.*.unita", Is::Text),
    (
        "domandePrecedenti.*.esito",
        Is::Words(&["autorizzata", "in-istruttoria", "respinta", "annullata"]),
    ),
    ("domandePrecedenti.*.mesiFruiti", Is::Integer),
    ("domandePrecedenti.*.giorniFruiti", Is::Integer),
    ("domandePrecedenti.*.lavoratori.*", Is::CodiceFiscale),
    (
        "accordo.esito",
        Is::Words(&[
            "accordo",
            "mancato-accordo",
            "mancata-presentazione",
            "convocazione",
            "assente",
        ]),
    ),
    (
        "accordo.tipo",
        Is::Words(&["A", "B", "C", "D", "non-standard"]),
    ),
    ("accordo.modello", Is::Words(&["categorie", "commissione"])),
    ("accordo.dataComunicazione", Is::Date),
    ("accordo.dataRicezione", Is::Date),
    ("accordo.dataFirma", Is::Date),
    ("accordo.dataInizio", Is::Date),
    ("accordo.dataFine", Is::Date),
    ("accordo.lavoratori", Is::Integer),
    ("allegati.*.nome", Is::Text),
    (
        "allegati.*.tipo",
        Is::Words(&[
            "accordo",
            "mancato-accordo",
            "dichiarazione",
            "convocazione",
            "documento-identita",
            "did",
            "decreto",
            "sentenza",
            "altro",
        ]),
    ),
    ("lavoratori.*.codiceFiscale", Is::CodiceFiscale),
    ("lavoratori.*.cognome", Is::Text),
    ("lavoratori.*.nome", Is::Text),
    ("lavoratori.*.dataAssunzione", Is::Date),
    (
        "lavoratori.*.origine",
        Is::Words(&["nuova", "trasferimento", "cambio-appalto", "rinnovo"]),
    ),
    ("lavoratori.*.dataAssunzioneOriginaria", Is::Date),
    ("lavoratori.*.dataCessazione", Is::Date),
    ("lavoratori.*.tipoContratto", Is::Words(CONTRATTI)),
    ("lavoratori.*.dataFineContratto", Is::Date),
    ("lavoratori.*.dataProroga", Is::Date),
    ("lavoratori.*.dataTrasformazione", Is::Date),
    (
        "lavoratori.*.qualifica",
        Is::Words(&["operaio", "impiegato", "quadro", "apprendista", "dirigente"]),
    ),
    ("lavoratori.*.dataInizio", Is::Date),
    ("lavoratori.*.dataFine", Is::Date),
    ("lavoratori.*.sostituzioneDal", Is::Date),
    ("lavoratori.*.dataPip", Is::Date),
    ("lavoratori.*.orarioSettimanale", Is::Hours),
    ("lavoratori.*.giorniSettimana", Is::DaysOfWeek),
    ("lavoratori.*.oreGiornaliere", Is::Hours),
    ("lavoratori.*.giorni", Is::Integer),
    ("lavoratori.*.ore", Is::Hours),
    ("lavoratori.*.giornateUltimi12Mesi", Is::Integer),
    ("lavoratori.*.giornatePrecedenti", Is::Integer),
    ("lavoratori.*.chiamataAttiva", Is::YesNo),
    ("lavoratori.*.distaccatoEstero", Is::YesNo),
    ("lavoratori.*.did", Is::YesNo),
    ("lavoratori.*.iban", Is::Iban),
    ("lavoratori.*.retribuzioneMensile", Is::Number),
    ("lavoratori.*.consuntivo.<aaaa-mm>", Is::Hours),
    ("lavoratori.*.sr41.<aaaa-mm>", Is::Hours),
    ("mobilita.codiceFiscale", Is::CodiceFiscale),
    ("mobilita.dataAssunzione", Is::Date),
    ("mobilita.dataCessazione", Is::Date),
    ("mobilita.finePrestazione", Is::Date),
    ("mobilita.autorizzazione", Is::Date),
    ("mobilita.dataDid", Is::Date),
    ("mobilita.dataPip", Is::Date),
    (
        "mobilita.motivoCessazione",
        Is::Words(&[
            "licenziamento",
            "giusta-causa",
            "giustificato-motivo-oggettivo",
            "procedura-collettiva",
            "disdetta-apprendistato",
            "dimissioni",
            "dimissioni-giusta-causa",
            "fine-contratto",
            "fine-missione",
        ]),
    ),
    ("mobilita.mesiLavorati", Is::Integer),
    ("mobilita.mesiFruiti", Is::Integer),
    ("mobilita.mesiFruiti2014", Is::Integer),
    ("mobilita.mesiDecreto2014", Is::Integer),
    ("mobilita.mesiFruiti2015", Is::Integer),
    ("mobilita.iscrittoCpi", Is::YesNo),
    ("mobilita.altraPrestazione", Is::YesNo),
    ("mobilita.altraRegione", Is::YesNo),
    ("mobilita.aziendaInCig", Is::YesNo),
    ("mobilita.did", Is::YesNo),
    ("rapporto.codiceFiscale", Is::CodiceFiscale),
    ("rapporto.dataAssunzione", Is::Date),
    ("rapporto.tipoContratto", Is::Words(CONTRATTI)),
    ("rapporto.dataFineContratto", Is::Date),
    ("rapporto.dataProroga", Is::Date),
    ("rapporto.dataTrasformazione", Is::Date),
    ("rapporto.dataCessazione", Is::Date),
    ("rapporto.dataFinePeriodoFormativo", Is::Date),
    ("rapporto.orarioSettimanale", Is::Hours),
    ("rapporto.stagionale", Is::YesNo),
    ("sr41.dataInvio", Is::Date),
    ("sr41.ore", Is::Hours),
    ("inps.dataSr100", Is::Date),
    ("firma.digitale", Is::YesNo),
    ("firma.dataInvioCartaceo", Is::Date),
];

/// One field, as a rulebook sees it.
#[derive(Debug)]
pub struct Field {
    pub path: &'static str,
    pub kind: Kind,
    /// The list whose rows hold it.
    pub list: Option<List>,
    /// Its place among the columns of that list, or among the single fields.
    pub column: u16,
    /// It holds a value for each month.
    pub monthly: bool,
}

/// The fields, with the words that a rulebook gives to some of them.
#[derive(Debug)]
pub struct Model {
    pub fields: Vec<Field>,
    by_path: Vec<(&'static str, FieldId)>,
    columns: [Vec<FieldId>; 5],
    singles: Vec<FieldId>,
}

impl Model {
    /// The model; `words` gives the admitted words of a field that has none of its own.
    pub fn new(words: &[(String, Vec<String>)]) -> Model {
        let mut columns: [Vec<FieldId>; 5] = Default::default();
        let mut singles = Vec::new();
        let mut fields = Vec::new();
        let mut by_path: Vec<(&str, FieldId)> = Vec::new();
        for (i, &(path, is)) in FIELDS.iter().enumerate() {
            let list = List::ALL
                .into_iter()
                .find(|list| list.column(path).is_some());
            let group = match list {
                Some(list) => columns.get_mut(list as usize).unwrap_or(&mut singles),
                None => &mut singles,
            };
            let column = group.len() as u16;
            group.push(i as FieldId);
            let own = words.iter().find(|(field, _)| field == path);
            let kind = match (is, own) {
                (_, Some((_, words))) => Kind::Words(words.clone()),
                (Is::Text, _) => Kind::Text,
                (Is::Date, _) => Kind::Date,
                (Is::Number, _) => Kind::Number,
                (Is::Hours, _) => Kind::Hours,
                (Is::Integer, _) => Kind::Integer {
                    min: 0,
                    max: 999_999_999,
                },
                (Is::DaysOfWeek, _) => Kind::Integer { min: 1, max: 7 },
                (Is::YesNo, _) => Kind::YesNo,
                (Is::Words(words), _) => Kind::Words(words.iter().map(|w| w.to_string()).collect()),
                (Is::CodiceFiscale, _) => Kind::CodiceFiscale,
                (Is::PartitaIva, _) => Kind::PartitaIva,
                (Is::Matricola, _) => Kind::Matricola,
                (Is::Iban, _) => Kind::Iban,
            };
            let place = by_path.partition_point(|(other, _)| *other < path);
            by_path.insert(place, (path, i as FieldId));
            fields.push(Field {
                path,
                kind,
                list,
                column,
                monthly: path.ends_with(MONTH),
            });
        }
        Model {
            fields,
            by_path,
            columns,
            singles,
        }
    }

    /// The field with this path (`lavoratori.*.ore`).
    pub fn field(&self, path: &str) -> Option<FieldId> {
        let found = self
            .by_path
            .binary_search_by(|(p, _)| (*p).cmp(path))
            .ok()?;
        self.by_path.get(found).map(|(_, id)| *id)
    }

    /// The field whose months stand in the object with this path (`lavoratori.*.consuntivo`).
    pub fn monthly(&self, object: &str) -> Option<FieldId> {
        self.field(&[object, MONTH].concat())
    }

    pub fn get(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(usize::from(id))
    }

    /// The columns of a list, in form order.
    pub fn columns(&self, list: List) -> &[FieldId] {
        self.columns.get(list as usize).map_or(&[], |c| c)
    }

    /// The fields outside lists, in form order.
    pub fn singles(&self) -> &[FieldId] {
        &self.singles
    }

    /// Whether the path is an object that holds fields (`periodo`).
    pub fn is_object(&self, path: &str) -> bool {
        self.fields.iter().any(|f| {
            f.path
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('.') && !rest.starts_with(".*"))
        })
    }
}

/// The place of a path in the table, found when the crate is compiled: a misspelt one does not build.
#[expect(
    clippy::panic,
    clippy::indexing_slicing,
    reason = "runs only in the compiler"
)]
const fn id(path: &str) -> FieldId {
    let mut i = 0;
    while i < FIELDS.len() {
        let candidate = FIELDS[i].0.as_bytes();
        let wanted = path.as_bytes();
        let mut same = candidate.len() == wanted.len();
        let mut k = 0;
        while same && k < wanted.len() {
            same = candidate[k] == wanted[k];
            k += 1;
        }
        if same {
            return i as FieldId;
        }
        i += 1;
    }
    panic!("no such field")
}

/// The fields that kinds of check read by themselves, without being told by a rulebook.
pub mod field {
    use super::{FieldId, id};

    pub const REGOLAMENTO: FieldId = id("regolamento");
    pub const TIPO: FieldId = id("tipo");
    pub const DATA_PRESENTAZIONE: FieldId = id("dataPresentazione");
    pub const INIZIO: FieldId = id("periodo.dataInizio");
    pub const FINE: FieldId = id("periodo.dataFine");
    pub const DATORE_CODICE_FISCALE: FieldId = id("datoreLavoro.codiceFiscale");
    pub const UNITA_NOME: FieldId = id("unitaProduttiva.nome");
    pub const UNITA_COMUNE: FieldId = id("unitaProduttiva.comune");
    pub const MENSILE: FieldId = id("organico.mensile.<aaaa-mm>");
    pub const DIPENDENTI: FieldId = id("organico.dipendenti");
    pub const ADDETTO_CATEGORIA: FieldId = id("organico.addetti.*.categoria");
    pub const ADDETTO_ORE: FieldId = id("organico.addetti.*.ore");
    pub const ADDETTO_TEMPO_PIENO: FieldId = id("organico.addetti.*.oreTempoPieno");
    pub const ADDETTO_SOSTITUITO: FieldId = id("organico.addetti.*.sostituito");
    pub const PRECEDENTE_INIZIO: FieldId = id("domandePrecedenti.*.dataInizio");
    pub const PRECEDENTE_FINE: FieldId = id("domandePrecedenti.*.dataFine");
    pub const PRECEDENTE_UNITA: FieldId = id("domandePrecedenti.*.unita");
    pub const PRECEDENTE_ESITO: FieldId = id("domandePrecedenti.*.esito");
    pub const PRECEDENTE_MESI: FieldId = id("domandePrecedenti.*.mesiFruiti");
    pub const PRECEDENTE_GIORNI: FieldId = id("domandePrecedenti.*.giorniFruiti");
    pub const PRECEDENTE_LAVORATORI: FieldId = id("domandePrecedenti.*.lavoratori.*");
    pub const ACCORDO_TIPO: FieldId = id("accordo.tipo");
    pub const ACCORDO_LAVORATORI: FieldId = id("accordo.lavoratori");
    pub const ALLEGATO_NOME: FieldId = id("allegati.*.nome");
    pub const ALLEGATO_TIPO: FieldId = id("allegati.*.tipo");
    pub const CODICE_FISCALE: FieldId = id("lavoratori.*.codiceFiscale");
    pub const DATA_ASSUNZIONE: FieldId = id("lavoratori.*.dataAssunzione");
    pub const ORIGINE: FieldId = id("lavoratori.*.origine");
    pub const DATA_ORIGINARIA: FieldId = id("lavoratori.*.dataAssunzioneOriginaria");
    pub const DATA_CESSAZIONE: FieldId = id("lavoratori.*.dataCessazione");
    pub const TIPO_CONTRATTO: FieldId = id("lavoratori.*.tipoContratto");
    pub const DATA_FINE_CONTRATTO: FieldId = id("lavoratori.*.dataFineContratto");
    pub const DATA_PROROGA: FieldId = id("lavoratori.*.dataProroga");
    pub const DATA_TRASFORMAZIONE: FieldId = id("lavoratori.*.dataTrasformazione");
    pub const LAVORATORE_INIZIO: FieldId = id("lavoratori.*.dataInizio");
    pub const LAVORATORE_FINE: FieldId = id("lavoratori.*.dataFine");
    pub const ORARIO_SETTIMANALE: FieldId = id("lavoratori.*.orarioSettimanale");
    pub const GIORNI_SETTIMANA: FieldId = id("lavoratori.*.giorniSettimana");
    pub const ORE_GIORNALIERE: FieldId = id("lavoratori.*.oreGiornaliere");
    pub const GIORNI: FieldId = id("lavoratori.*.giorni");
    pub const ORE: FieldId = id("lavoratori.*.ore");
    pub const GIORNATE_12_MESI: FieldId = id("lavoratori.*.giornateUltimi12Mesi");
    pub const GIORNATE_PRECEDENTI: FieldId = id("lavoratori.*.giornatePrecedenti");
    pub const SR41_ORE: FieldId = id("sr41.ore");
    pub const CONSUNTIVO: FieldId = id("lavoratori.*.consuntivo.<aaaa-mm>");
    pub const SR41: FieldId = id("lavoratori.*.sr41.<aaaa-mm>");
}
