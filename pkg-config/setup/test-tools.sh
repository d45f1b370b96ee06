#!/usr/bin/env bash
# Installs what only the tests need and is not here yet: rustfmt, clippy, what the core is held against, a Chromium.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

for component in rustfmt clippy; do
    if (cd "$root" && cargo "${component#rust}" --version >/dev/null 2>&1); then continue; fi
    say "setup: $component (a few seconds)"
    (cd "$root" && rustup component add "$component" </dev/null) || fail "$component is missing: rustup component add $component"
done

# What others say of days and codes (tests/outside.rs), exactly the bytes that the two lists name.
python_packages outside tests/outside/requirements.txt "what the core is held against, of PyPI (about 15 seconds)"
npm_packages outside-npm tests/outside "what the core is held against, of npm (a few seconds)"

# tests/tools/browser.mjs looks for the same names.
for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
say "setup: Chromium for the tests of the pages (about a minute)"
install_packages chromium </dev/null
