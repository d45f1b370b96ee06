//! Every field in form order, and of which kind it is (the public data model).

use super::Scope;

/// A field of the model: its place in the table.
pub type FieldId = u16;

/// A kind as the table writes it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
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

const CONTRATTI: Is = Is::Words(&[
    "indeterminato",
    "determinato",
    "apprendistato",
    "intermittente",
    "somministrazione",
    "domicilio",
]);

/// `*` stands for the index of a row; `<aaaa-mm>` for a month.
pub(super) const FIELDS: &[(&str, Is)] = &[
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
    ("datoreLavoro.tipologia", Is::Words(&["A", "B", "1", "2"])), // a rulebook names its own
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
    ("domandePrecedenti.*.giorniFruiti", Is::Integer),
    ("domandePrecedenti.*.mesiFruiti", Is::Integer),
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
    ("lavoratori.*.tipoContratto", CONTRATTI),
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
    ("rapporto.tipoContratto", CONTRATTI),
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

/// The scope that a path lies in: the innermost one that has room for it.
pub(super) fn scope_of(path: &str) -> Scope {
    let inside = |scope: &Scope| {
        path.strip_prefix(scope.path())
            .is_some_and(|rest| rest.starts_with(".*") || rest.starts_with(".<"))
    };
    let mut from_within = Scope::ALL.into_iter().rev();
    from_within.find(inside).unwrap_or(Scope::Single)
}

/// The place of a path in the table, found when the crate is compiled: a misspelt one does not build.
#[expect(
    clippy::panic,
    clippy::indexing_slicing,
    reason = "runs only in the compiler"
)]
pub const fn id(path: &str) -> FieldId {
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
