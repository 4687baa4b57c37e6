#!/usr/bin/env bash
# rasa-environments.sh [--find]: the real Rasas that Teachback is compared with, 1.10.26 and 3.6.21, each in a virtual
# environment with exactly the packages of tests/rasa/requirements-VERSION.txt. They stand outside the repository, in
# ${TEACHBACK_RASA_ENVIRONMENTS:-${XDG_CACHE_HOME:-~/.cache}/teachback}/rasa-VERSION, and are built once (some 2 GB each).
# RASA_PYTHON37 and RASA_PYTHON310 may name the interpreters. --find only looks whether they are there.
# Exit code 3 and a reason on the last line when an interpreter is missing, 1 when building fails.
set -euo pipefail
cd "$(dirname "$0")/.."
environments=${TEACHBACK_RASA_ENVIRONMENTS:-${XDG_CACHE_HOME:-$HOME/.cache}/teachback}

say() { echo "[rasa] $*"; }

# An interpreter may be a shim of pyenv that only says that it is not there, so each is tried.
runs() { # PYTHON VERSION
  [ -n "$1" ] && [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$2" ]
}

from_pyenv() { # VERSION
  local root
  root=$(pyenv root 2>/dev/null) || return 0
  printf '%s\n' "$root/versions/$1".*/bin/python
}

find_python() { # VERSION: prints the interpreter; fails where there is none
  local named=RASA_PYTHON${1/./}
  local candidate
  for candidate in "${!named:-}" "python$1" $(from_pyenv "$1"); do
    runs "$candidate" "$1" && { echo "$candidate"; return 0; }
  done
  return 1
}

require() { # VERSION
  find_python "$1" >/dev/null || {
    echo "Python $1 is missing; install it, for example with pyenv, or name it in RASA_PYTHON${1/./}"
    exit 3
  }
}

digest() { "$1" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$2"; }

installed() { "$1/bin/python" -m pip --isolated freeze --all 2>/dev/null | grep -v '^-' | LC_ALL=C sort -f; }

# The stamp is written last: without it, an environment is half built, or somebody else's.
ready() { # FOLDER PINS DIGEST
  [ "$(cat "$1/.ready" 2>/dev/null)" = "$3" ] && return 0
  [ -x "$1/bin/rasa" ] && cmp -s <(installed "$1") "$2" && echo "$3" > "$1/.ready"
}

build() { # PYTHON FOLDER PINS
  rm -rf "$2"
  mkdir -p "$(dirname "$2")"
  "$1" -m venv "$2"
  local pip=("$2/bin/python" -m pip --disable-pip-version-check install --quiet)
  # What builds packages comes first, in the versions that these packages were made for.
  local tool tools=()
  while IFS= read -r tool; do tools+=("$tool"); done < <(grep -E '^(pip|setuptools|wheel)==' "$3")
  "${pip[@]}" --upgrade "${tools[@]}"
  "${pip[@]}" --no-deps --requirement "$3"
}

provide() { # RASA-VERSION PYTHON-VERSION
  local folder=$environments/rasa-$1 pins=tests/rasa/requirements-$1.txt python stamp
  python=$(find_python "$2")
  stamp=$(digest "$python" "$pins")
  ready "$folder" "$pins" "$stamp" && return 0
  say "Rasa $1 with $("$python" --version) in $folder (some 2 GB, a minute or several)"
  build "$python" "$folder" "$pins"
  echo "$stamp" > "$folder/.ready"
  say "Rasa $1 is ready"
}

require 3.7
require 3.10
[ "${1:-}" = --find ] && exit 0
provide 1.10.26 3.7
provide 3.6.21 3.10
