#!/usr/bin/env bash
# Installs what only the benchmarks need and is not here yet: bench-tools.sh valgrind|libraries
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# Counts instructions.
valgrind() {
    if type -P valgrind >/dev/null; then return; fi
    say "setup: valgrind, which counts instructions (about 20 seconds)"
    install_packages valgrind
}

# What the core is measured beside, exactly those of the lock file.
libraries() {
    local wanted
    wanted=$(content "$root/benches/package.json" "$root/benches/package-lock.json")
    if [ -d "$root/benches/node_modules" ] && unchanged benches "$wanted"; then return; fi
    say "setup: the libraries that the core is measured beside (about 10 seconds)"
    from_network npm ci --prefix "$root/benches" --no-progress --loglevel=error
    remember benches "$wanted"
}

for tool in "$@"; do
    case $tool in
    valgrind | libraries) "$tool" ;;
    *) fail "no tool is called $tool; there are: valgrind libraries" ;;
    esac
done
