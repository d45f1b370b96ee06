# What the scripts in this folder share. Sourced, not run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools=$root/.tools # git-ignored: what is installed for this project alone

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# The content of files and folders in one number: a step whose content did not change is not repeated.
content() { find "$@" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-64; }

unchanged() { # unchanged STEP CONTENT
    [ "$(cat "$tools/stamps/$1" 2>/dev/null)" = "$2" ]
}

remember() { # remember STEP CONTENT
    mkdir -p "$tools/stamps"
    printf '%s' "$2" >"$tools/stamps/$1"
}

# Packages of the system, as root or through sudo; never asks anything.
install_packages() {
    local as=()
    command -v apt-get >/dev/null || fail "Missing: $*. Install it with your system's package manager (apt is not here)."
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || fail "Missing: $*. Install it as root: apt-get install $*"
        as=(sudo)
        if ! [ -t 0 ]; then
            sudo -n true 2>/dev/null || fail "Missing: $*. Install it first (sudo wants a password): sudo apt-get install $*"
        fi
    fi
    "${as[@]}" apt-get update -qq
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}
