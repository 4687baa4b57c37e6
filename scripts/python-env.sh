#!/usr/bin/env bash
# python-env.sh PYTHON [--package]: .venv with exactly what requirements.lock names; with --package, this package in it.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1

say() { echo "[setup] $*"; }

check_version() {
  command -v "$python" >/dev/null || { echo "$python is missing: install Python 3.10 or newer" >&2; exit 1; }
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || {
    echo "$("$python" --version) is too old: Teachback needs 3.10 or newer. Name another: make PYTHON=python3.12 …" >&2
    exit 1
  }
}

# Debian ships Python without ensurepip; the pip beside it can fill an environment from outside.
create() {
  say "a virtual environment of $("$python" --version) in .venv"
  if "$python" -m ensurepip --version >/dev/null 2>&1; then
    "$python" -m venv --clear .venv
  else
    "$python" -m venv --clear --without-pip .venv
  fi
}

pip_install() {
  if .venv/bin/python -m pip --version >/dev/null 2>&1; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"
  else
    "$python" -m pip --python .venv/bin/python install --quiet --disable-pip-version-check "$@"
  fi
}

check_version
if [ "${2:-}" = --package ]; then
  pip_install --no-deps --no-build-isolation --editable .
else
  [ -x .venv/bin/python ] || create
  say 'the locked Python packages (some 150 MB, the first time about a minute)'
  pip_install --require-hashes --requirement requirements.lock
fi
