//! The applications that are measured natively: as many workers as one asks for.

/// An application with so many workers, each another person.
pub fn with_workers(count: usize) -> String {
    let rows: Vec<String> = (0..count)
        .map(|n| {
            let late = if n % 50 == 7 { "24/02/2020" } else { "01/09/2018" };
            format!(
                r#"{{"codiceFiscale":"{}","cognome":"ROSSI","nome":"MARIO","dataAssunzione":"{late}","tipoContratto":"indeterminato","qualifica":"operaio","orarioSettimanale":"40","giorniSettimana":"5","giorni":"20","ore":"{}"}}"#,
                person(n),
                if n % 70 == 3 { 170 } else { 160 - n % 9 },
            )
        })
        .collect();
    format!(
        r#"{{"regolamento":"piemonte-2020","dataPresentazione":"01/04/2020","periodo":{{"dataInizio":"02/03/2020","dataFine":"29/03/2020"}},"unitaProduttiva":{{"regione":"Piemonte","comune":"Torino"}},"organico":{{"dipendenti":"{count}"}},"accordo":{{"esito":"accordo","dataComunicazione":"25/02/2020","dataFirma":"26/02/2020"}},"lavoratori":[{}]}}"#,
        rows.join(",")
    )
}

/// Eleven digits that end with their check digit.
fn person(n: usize) -> String {
    let digits = format!("{:010}", 1_000_000_000 + n);
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(digit - b'0');
            match (at % 2, digit * 2) {
                (0, _) => digit,
                (_, twice) if twice > 9 => twice - 9,
                (_, twice) => twice,
            }
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}
