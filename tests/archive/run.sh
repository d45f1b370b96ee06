#!/usr/bin/env bash
# Does what docs/archive.md tells, on Apache Spark, and holds what comes out against what went in: tests/archive/run.sh
# [APPLICATIONS] (8000 if absent). It installs Java and PySpark (half a gigabyte) and takes minutes, so it is no part of
# the test run.
source "$(dirname "${BASH_SOURCE[0]}")/../../pkg-config/setup/common.sh"
cd "$root"

if ! command -v java >/dev/null; then
    say "setup: Java, for Spark"
    install_packages openjdk-17-jre-headless
fi
venv=$tools/archive
python_packages archive tests/archive/requirements.txt "PySpark (some minutes)"

say "build: the command"
cargo build --quiet --locked --profile native
PATH=$root/target/native:$venv/bin:$PATH PYSPARK_PYTHON=$venv/bin/python exec "$venv/bin/python" tests/archive/check.py "$@"
