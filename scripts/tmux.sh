#!/usr/bin/env bash
# tmux.sh: the terminal of the transcript tests, fetched from Debian where it is missing. Exit code 3 and a reason on the
# last line when it may not install.
set -euo pipefail

say() { echo "[terminal] $*"; }
unavailable() { echo "$*"; exit 3; }

if ! command -v tmux >/dev/null; then
  command -v apt-get >/dev/null || unavailable 'missing: tmux (no apt-get here to install it)'
  [ "$(id -u)" = 0 ] || unavailable 'missing: tmux (installing it needs root: apt-get install tmux)'
  say 'apt-get install tmux (some 2 MB)'
  apt-get -qq update || say 'apt-get update failed; trying with the lists that are here'
  DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install tmux >/dev/null
fi
