#!/usr/bin/env bash
# Changes the core in small ways and tells which changes no test notices: tests/mutanti.sh [SHARE] [FILE…]
# SHARE is one in so many of the mutants (30 if absent); the files are by default those that decide. It takes some two
# minutes a mutant, so it is no part of the test run. Survivors and their reasons stand in docs/proof.md.
# Needs cargo-mutants (`cargo install cargo-mutants --locked`).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

share=${1:-30}
shift || true
files=("$@")
[ ${#files[@]} -gt 0 ] || files=('src/text/*.rs' src/calendar.rs 'src/formula/*.rs' 'src/program/*.rs' 'src/session/*.rs' 'src/reply/*.rs')

if ! cargo mutants --version >/dev/null 2>&1; then
    echo "cargo-mutants is missing: cargo install cargo-mutants --locked"
    exit 2
fi

arguments=()
for file in "${files[@]}"; do arguments+=(--file "$file"); done
exec cargo mutants "${arguments[@]}" --sharding round-robin --shard "0/$share" --test-tool cargo --baseline skip \
    --timeout 300 --output target -- --lib --test casi --test typing --test outside --test exhaustion --test properties \
    --test fixes --test answers --test esempi
