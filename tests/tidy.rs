//! The house rules that a compiler does not see: layers, headings, left-overs.

use std::path::{Path, PathBuf};

/// A place to look when a file has grown past this: it is split along its purpose.
const MOST_LINES: usize = 600;

/// Every file under these folders with one of these endings.
fn files(folders: &[&str], endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
            if path.is_dir() {
                if name != "node_modules" {
                    open.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let text = std::fs::read_to_string(&path).expect("text");
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty());
    found.sort();
    found
}

/// Fails with the place of each line that holds one of the words.
fn none_holds(files: &[(PathBuf, String)], words: &[&str], why: &str) {
    let mut places = Vec::new();
    for (path, text) in files {
        for (n, line) in text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                places.push(format!("{}:{}: {}", path.display(), n + 1, line.trim()));
            }
        }
    }
    assert!(places.is_empty(), "{why}\n{}", places.join("\n"));
}

/// The code of a file without its unit tests, whose examples may be real.
fn without_tests(file: (PathBuf, String)) -> (PathBuf, String) {
    // Unit tests with files of their own are tests from the first line on.
    if file
        .0
        .iter()
        .any(|part| part == "tests" || part == "tests.rs")
    {
        return (file.0, String::new());
    }
    let code = file
        .1
        .split("#[cfg(test)]")
        .next()
        .unwrap_or("")
        .to_string();
    (file.0, code)
}

fn is_in(path: &Path, folder: &str) -> bool {
    path.starts_with(folder)
}

#[test]
fn only_rulebooks_know_regions_and_portals() {
    let mut code: Vec<_> = files(&["src"], &[".rs"])
        .into_iter()
        .map(without_tests)
        .collect();
    code.iter_mut()
        .for_each(|(_, text)| *text = text.to_lowercase());
    let names = [
        "piemonte",
        "toscana",
        "lombardia",
        "puglia",
        "friuli",
        "aminder",
        "cigindero",
        "gefo",
        "covid",
    ];
    none_holds(
        &code,
        &names,
        "a region's name in the code is a fault: the law lives in regolamenti/",
    );
}

#[test]
fn only_the_boundary_knows_javascript() {
    let mut code = files(&["src"], &[".rs"]);
    code.retain(|(path, _)| !is_in(path, "src/wasm"));
    none_holds(
        &code,
        &["wasm_bindgen", "js_sys"],
        "JavaScript belongs in src/wasm",
    );
}

/// The rooms as docs/architecture.md lists them, each knowing only those above it.
#[test]
fn rooms_import_only_downwards() {
    let page = std::fs::read_to_string("docs/architecture.md").expect("the page");
    let (_, table) = page.split_once("| room | ").expect("the table of rooms");
    let lines = table.lines().skip(2).take_while(|line| !line.is_empty());
    let cells = lines.filter_map(|line| line.split('|').nth(1));
    let names = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    let rooms: Vec<&str> = names
        .map(|name| name.trim_end_matches(".rs").trim_end_matches('/'))
        .collect();
    for room in &rooms {
        let is_there = [format!("src/{room}"), format!("src/{room}.rs")];
        let is_there = is_there.iter().any(|path| Path::new(path).exists());
        assert!(is_there, "{room} is no room");
    }
    let mut upwards = Vec::new();
    for (path, text) in files(&["src"], &[".rs"]).into_iter().map(without_tests) {
        // The two that name all rooms.
        if path == Path::new("src/lib.rs") || path == Path::new("src/main.rs") {
            continue;
        }
        let room = path
            .components()
            .nth(1)
            .and_then(|room| room.as_os_str().to_str());
        let room = room.map(|room| room.trim_end_matches(".rs"));
        let Some(own) = rooms.iter().position(|known| Some(*known) == room) else {
            upwards.push(format!("{}: no room of this list", path.display()));
            continue;
        };
        for (n, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            for import in code.split("crate::").skip(1) {
                let name = import
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .next()
                    .unwrap_or("");
                if rooms
                    .iter()
                    .position(|known| *known == name)
                    .is_none_or(|other| other > own)
                {
                    upwards.push(format!("{}:{}: {}", path.display(), n + 1, line.trim()));
                }
            }
        }
    }
    assert!(
        upwards.is_empty(),
        "a room knows only those before it\n{}",
        upwards.join("\n")
    );
}

#[test]
fn the_core_reads_no_clock_and_no_network() {
    let mut code: Vec<_> = files(&["src"], &[".rs"])
        .into_iter()
        .map(without_tests)
        .collect();
    code.retain(|(path, _)| !is_in(path, "src/cli"));
    let words = [
        "SystemTime",
        "Instant::now",
        "std::net",
        "std::fs",
        "std::env",
        "std::thread",
    ];
    none_holds(&code, &words, "the core is handed what it needs");
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in files(&["src", "tests"], &[".rs"]) {
        assert!(
            text.starts_with("//! "),
            "{} begins without a `//!` line",
            path.display()
        );
    }
    let scripts = [
        "pkg-config/js",
        "pkg-config/build",
        "www/app",
        "www/prevalidazione",
        "tests",
        "benches",
    ];
    for (path, text) in files(&scripts, &[".js", ".mjs"]) {
        let text = text.strip_prefix("#!/usr/bin/env node\n").unwrap_or(&text);
        assert!(
            text.starts_with("// "),
            "{} begins without a `//` line",
            path.display()
        );
    }
}

#[test]
fn no_file_outgrows_its_purpose() {
    let all = files(
        &[
            "src",
            "tests",
            "pkg-config/js",
            "pkg-config/build",
            "www/app",
            "www/prevalidazione",
            "benches",
        ],
        &[".rs", ".js", ".mjs"],
    );
    for (path, text) in all {
        let lines = text.lines().count();
        assert!(
            lines <= MOST_LINES,
            "{} has {lines} lines: split it along its purpose",
            path.display()
        );
    }
}

/// An act returns before all that follows from it is there: `soon` of tests/tools/browser.mjs waits for it.
#[test]
fn browser_tests_wait_for_what_they_expect() {
    let tests = files(&["tests"], &[".browser.test.mjs"]);
    let mut read_once = Vec::new();
    for (path, text) in tests {
        for (n, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.starts_with("assert.") && line.contains("await ") {
                read_once.push(format!("{}:{}: {line}", path.display(), n + 1));
            }
        }
    }
    assert!(
        read_once.is_empty(),
        "read once: `await soon.equal(() => …)` waits\n{}",
        read_once.join("\n")
    );
}

/// Sentences of rules, labels of fields and texts of pages stand side by side.
#[test]
fn one_apostrophe_everywhere() {
    let mut texts = files(
        &["www", "regolamenti", "pkg-config/js"],
        &[".js", ".html", ".json", ".toml"],
    );
    // Quotations stand as in their source, and what reads the files and words of others knows their signs.
    let others = [
        "www/prevalidazione/import/bytes.js",
        "www/catalogo/search.js",
    ];
    texts.retain(|(path, _)| {
        let is_data = is_in(path, "www/catalogo") && path.extension().is_some_and(|e| e == "json");
        !is_data && !others.iter().any(|other| path == Path::new(other))
    });
    none_holds(&texts, &["’"], "the apostrophe is the straight one");
}

#[test]
fn nothing_is_left_over() {
    let mut all = files(
        &[
            "src",
            "tests",
            "pkg-config/js",
            "pkg-config/build",
            "www",
            "regolamenti",
        ],
        &[".rs", ".js", ".mjs", ".json", ".html"],
    );
    all.retain(|(path, _)| path != Path::new("tests/tidy.rs"));
    none_holds(
        &all,
        &[
            "TODO",
            "FIXME",
            "#[ignore",
            "test.skip",
            "test.only",
            "debugger;",
        ],
        "left over",
    );
}
