#!/usr/bin/env bash
# Installs what only the benchmarks need and is not here yet: bench-tools.sh valgrind|libraries
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# Counts instructions.
valgrind() {
    if type -P valgrind >/dev/null; then return; fi
    say "setup: valgrind, which counts instructions (about 20 seconds)"
    install_packages valgrind
}

# What the core is measured beside.
libraries() { npm_packages benches benches "the libraries that the core is measured beside (about 10 seconds)"; }

for tool in "$@"; do
    case $tool in
    valgrind | libraries) "$tool" ;;
    *) fail "no tool is called $tool; there are: valgrind libraries" ;;
    esac
done
