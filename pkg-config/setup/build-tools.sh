#!/usr/bin/env bash
# Installs what the build needs and is not here yet: the wasm target, the npm tools, wasm-pack.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

command -v cargo >/dev/null || fail "Rust is missing. Install it with rustup (see rustup.rs), then start this again."
command -v npm >/dev/null || fail "Node.js is missing. Install version 20.16 or later with npm, then start this again."
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 16) ? 0 : 1)' ||
    fail "Node.js $(node --version) is too old: version 20.16 or later is needed."

"$root/pkg-config/setup/wasm-target.sh"

# A command from its crate, into .tools/bin. Not optimised: each runs for seconds, and compiles in half the time.
command_of_crate() { # command_of_crate COMMAND CRATE VERSION OPTION…
    local command=$1 crate=$2 version=$3
    shift 3
    if [ "$("$tools/bin/$command" --version 2>/dev/null)" = "$command $version" ]; then return; fi
    say "setup: $crate $version (about 100 seconds)"
    local install=(cargo install --quiet --debug --force --root "$tools" --target-dir "$tools/build" --bin "$command" "$@" "$crate@$version")
    export CARGO_PROFILE_DEV_DEBUG=false CARGO_INCREMENTAL=0
    # What its own lock file names may not be had any more: then what it asks for in general.
    "${install[@]}" --locked </dev/null 2>/dev/null || from_network "${install[@]}"
    rm -rf "$tools/build"
}

version_in() { # version_in LOCKFILE CRATE
    awk -v crate="\"$2\"" '$1 == "name" && $3 == crate { getline; gsub(/"/, "", $3); print $3; exit }' "$1"
}

npm_packages npm pkg-config "npm tools for building and testing (about 15 seconds)"
command_of_crate wasm-pack wasm-pack 0.15.1
# The very version of the crate; without what only its test runner needs.
command_of_crate wasm-bindgen wasm-bindgen-cli "$(version_in "$root/Cargo.lock" wasm-bindgen)" --no-default-features
