# What the scripts in this folder share. Sourced, not run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools=$root/.tools # git-ignored: what is installed for this project alone

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Runs what loads something from a registry; when it fails, says what may be missing.
from_network() {
    "$@" </dev/null || fail "Failed: $*
The first time this needs the network (the registries of npm, PyPI, Rust and the system's packages), later no more."
}

# The content of files in one number: a step whose content did not change is not repeated.
content() { cat "$@" | sha256sum | cut -c 1-64; }

unchanged() { # unchanged STEP CONTENT
    [ "$(cat "$tools/stamps/$1" 2>/dev/null)" = "$2" ]
}

remember() { # remember STEP CONTENT
    mkdir -p "$tools/stamps"
    printf '%s' "$2" >"$tools/stamps/$1"
}

# The npm packages of a folder, exactly those of its lock file.
npm_packages() { # npm_packages STEP FOLDER WHAT
    local wanted
    wanted=$(content "$root/$2/package.json" "$root/$2/package-lock.json")
    if [ -d "$root/$2/node_modules" ] && unchanged "$1" "$wanted"; then return; fi
    say "setup: $3"
    from_network npm ci --prefix "$root/$2" --no-progress --loglevel=error
    remember "$1" "$wanted"
}

# Runs a command as root: as it is, or through sudo, which only asks for a password where somebody can type one.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        sudo "$@"
    else
        fail "This needs to be root, once: $*
Start this again as root or with sudo at hand; or ask who looks after the machine for these packages: ${packages[*]}"
    fi
}

# Packages of the system.
install_packages() {
    packages=("$@")
    command -v apt-get >/dev/null || fail "Missing: $*. Install it with your system's package manager (apt is not here)."
    from_network as_root apt-get update -qq
    from_network as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# The PyPI packages of a list, in a Python environment of their own, .tools/STEP.
python_packages() { # python_packages STEP LIST WHAT
    local venv=$tools/$1 wanted
    wanted=$(content "$root/$2")
    if [ -x "$venv/bin/python" ] && unchanged "$1" "$wanted"; then return; fi
    say "setup: $3"
    if ! python3 -m venv --clear "$venv" >/dev/null 2>&1; then
        install_packages python3 python3-venv
        python3 -m venv --clear "$venv"
    fi
    from_network "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --retries 1 -r "$root/$2"
    remember "$1" "$wanted"
}
