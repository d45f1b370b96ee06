#!/usr/bin/env bash
# Installs what the build needs and is not here yet: the wasm target, the wasm-bindgen step, the npm tools.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

command -v cargo >/dev/null || fail "Rust is missing. Install it with rustup (see rustup.rs), then start this again."
command -v npm >/dev/null || fail "Node.js is missing. Install version 20.16 or later with npm, then start this again."
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 16) ? 0 : 1)' ||
    fail "Node.js $(node --version) is too old: version 20.16 or later is needed."

"$root/pkg-config/setup/wasm-target.sh"

# The npm tools, exactly those of the lock file.
npm_tools() {
    local wanted
    wanted=$(content "$root/pkg-config/package.json" "$root/pkg-config/package-lock.json")
    if [ -d "$root/pkg-config/node_modules" ] && unchanged npm "$wanted"; then return; fi
    say "setup: npm tools for building and testing (about 15 seconds)"
    npm ci --prefix "$root/pkg-config" --no-progress --loglevel=error </dev/null
    remember npm "$wanted"
}

# The wasm-bindgen step must be of the very version of the crate.
bindgen() {
    local source=$root/pkg-config/bindgen ours theirs wanted
    ours=$(version_in "$source/Cargo.lock" wasm-bindgen-cli-support)
    theirs=$(version_in "$root/Cargo.lock" wasm-bindgen)
    [ "$ours" = "$theirs" ] ||
        fail "wasm-bindgen is $theirs in Cargo.lock and $ours in pkg-config/bindgen: give both the same version."
    wanted=$(content "$source/Cargo.toml" "$source/Cargo.lock" "$source/src")
    if [ -x "$tools/bin/bindgen" ] && unchanged bindgen "$wanted"; then return; fi
    say "setup: wasm-bindgen $ours (about 40 seconds)"
    cargo build --quiet --locked --manifest-path "$source/Cargo.toml" --target-dir "$tools/bindgen-build" </dev/null
    mkdir -p "$tools/bin"
    mv "$tools/bindgen-build/debug/bindgen" "$tools/bin/bindgen"
    rm -rf "$tools/bindgen-build"
    remember bindgen "$wanted"
}

version_in() { # version_in LOCKFILE CRATE
    awk -v crate="\"$2\"" '$1 == "name" && $3 == crate { getline; gsub(/"/, "", $3); print $3; exit }' "$1"
}

npm_tools
bindgen
