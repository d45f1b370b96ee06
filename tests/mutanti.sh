#!/usr/bin/env bash
# Changes the core in small ways and tells which changes no test notices: tests/mutanti.sh [SHARE] [SHARD] [FILE…]
# SHARE: one in so many of the mutants (48 if absent), SHARD: which of these samples (0 if absent); the files are by
# default those that decide. What is committed is tried, in a copy of its own under target/mutanti.
#
# Each mutant meets the cases first, what survives them the unit tests, what survives these all that look at verdicts.
# A mutant takes about 10 seconds of processor time, one that survives a minute or two: no part of the test run.
# Survivors and their reasons stand in docs/proof.md. Needs cargo-mutants (`cargo install cargo-mutants --locked`).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

share=${1:-48} shard=${2:-0}
shift $(($# < 2 ? $# : 2))
files=("$@")
[ ${#files[@]} -gt 0 ] || files=('src/formula/*.rs' 'src/program/*.rs' 'src/session/*.rs' 'src/reply/**/*.rs')

stages=(
    "--test casi --test typing --test esempi --test limits --test dossier"
    "--lib"
    "--test answers --test fixes --test properties --test coverage --test exhaustion --test law --test rulebook_format
     --test open --test cost --test catalogo"
)

if ! cargo mutants --version >/dev/null 2>&1; then
    echo "cargo-mutants is missing: cargo install cargo-mutants --locked"
    exit 2
fi

here=$PWD work=$PWD/target/mutanti
tree=$work/tree
[ -d "$tree" ] || git clone --quiet --local "$here" "$tree"
git -C "$tree" fetch --quiet "$here" HEAD
git -C "$tree" reset --quiet --hard FETCH_HEAD
cd "$tree"

# Nobody reads the stack of a mutant; the flag is cargo-mutants' own, so that nothing is built twice.
export CARGO_PROFILE_DEV_DEBUG=false RUSTFLAGS=--cap-lints=warn

lines() { if [ -f "$1" ]; then wc -l <"$1"; else echo 0; fi; }

# Mutants that leave out a field of a structure can not be chosen by their name: none is drawn.
where=(--exclude-re 'delete field')
for file in "${files[@]}"; do where+=(--file "$file"); done
chosen=(--sharding round-robin --shard "$shard/$share")
out=$work/$share-$shard stage=0 caught=0
rm -rf "$out"
for tests in "${stages[@]}"; do
    stage=$((stage + 1))
    found=$out/$stage/mutants.out
    mkdir -p "$out/$stage"
    # shellcheck disable=SC2086 # a list of words
    cargo test --quiet --locked --no-run $tests
    # That some survive, or never end, is an answer and no failure.
    # shellcheck disable=SC2086
    cargo mutants --in-place --output "$out/$stage" --test-tool cargo --baseline skip --build-timeout 900 --timeout 400 \
        "${where[@]}" "${chosen[@]}" -- --locked $tests || case $? in 2 | 3) ;; *) exit 1 ;; esac
    caught=$((caught + $(lines "$found/caught.txt") + $(lines "$found/timeout.txt")))
    survivors=$found/missed.txt
    [ "$(lines "$survivors")" -gt 0 ] || break
    chosen=()
    while IFS= read -r mutant; do
        chosen+=(--re "^$(printf '%s' "$mutant" | sed 's/[][\.*^$+?(){}|&]/\\&/g')\$")
    done <"$survivors"
done

left=$(lines "$survivors")
echo "mutants: $((caught + left)) that compile, $caught caught, $left not:"
cat "$survivors"
