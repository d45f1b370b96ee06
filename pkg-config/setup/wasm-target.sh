#!/usr/bin/env bash
# Adds Rust's target wasm32-unknown-unknown: with rustup, or from Debian's packages where rustup can not download it.
#
# The second way takes Debian's own Rust (rustc-web, cargo-web, rust-web-src: one version, compiler and library
# source), builds the target's standard library with it, and tells rustup of it as toolchain `debian`, which
# pkg-config/build/core.mjs then uses for what compiles to wasm.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

target=wasm32-unknown-unknown
if [ -d "$(cd "$root" && rustc --print sysroot)/lib/rustlib/$target" ]; then exit 0; fi
if [ -d "/usr/lib/rustlib/$target/lib" ] && rustup toolchain list 2>/dev/null | grep -q '^debian'; then exit 0; fi

command -v rustup >/dev/null || fail "Rust's target $target is missing, and so is rustup, which would add it (see rustup.rs)."
say "setup: Rust's target $target (about 20 seconds; without a network it gives up after a minute)"
if (cd "$root" && timeout 60 rustup target add "$target" </dev/null >/dev/null 2>&1); then exit 0; fi

say "setup: rustup can not download it; building it from Debian's packages (about 3 minutes)"
install_packages rustc-web cargo-web rust-web-src

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$(readlink -f /usr/lib/rustlib/src/rust)/library" "$work/library"
(
    cd "$work/library"
    PATH=/usr/bin:/bin RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$work/target" \
        RUSTFLAGS="-Zforce-unstable-if-unmarked -Cembed-bitcode=yes -Cpanic=abort" \
        cargo build --quiet --locked --release -p sysroot --target "$target" </dev/null
)
lib=/usr/lib/rustlib/$target/lib
as_root mkdir -p "$lib"
as_root cp "$work/target/$target/release/deps/"*.rlib "$lib/"
as_root rm -f "$lib"/libsysroot*

# The linker: rustup's own rust-lld, of the same LLVM generation.
host=$(rustc -vV | sed -n 's/^host: //p')
as_root mkdir -p "/usr/lib/rustlib/$host/bin"
as_root ln -sf "$(rustc --print sysroot)/lib/rustlib/$host/bin/rust-lld" "/usr/lib/rustlib/$host/bin/rust-lld"
rustup toolchain link debian /usr
