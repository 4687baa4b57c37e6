#!/usr/bin/env bash
# editors.sh: what the tests in real editors need, fetched where it is missing: Chromium, ripgrep, a font and Neovim from
# Debian, the browser build of VS Code from npm. Exit code 3 and a reason on the last line when it may not install.
set -euo pipefail
cd "$(dirname "$0")/.."
host=.cache/vscode-host
version=4.100.3 # of the npm package code-server: VS Code 1.100.3, the newest that runs on Node 20
integrity=q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==

say() { echo "[editors] $*"; }
unavailable() { echo "$*"; exit 3; }

missing_packages() {
  local packages=()
  command -v chromium >/dev/null || packages+=(chromium)
  command -v rg >/dev/null || packages+=(ripgrep)
  command -v nvim >/dev/null || packages+=(neovim)
  fc-list 2>/dev/null | grep -q DejaVuSansMono || packages+=(fonts-dejavu-core)
  echo "${packages[*]}"
}

install_packages() {
  local packages
  packages=$(missing_packages)
  [ -n "$packages" ] || return 0
  command -v apt-get >/dev/null || unavailable "missing: $packages (no apt-get here to install them)"
  [ "$(id -u)" = 0 ] || unavailable "missing: $packages (installing them needs root: apt-get install $packages)"
  say "apt-get install $packages (some 150 MB, about a minute)"
  apt-get -qq update || say 'apt-get update failed; trying with the lists that are here'
  # shellcheck disable=SC2086 # one word a package
  DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 install $packages >/dev/null
}

# Only the part of the package that is VS Code itself, started without code-server's wrapper: nothing has to be compiled.
install_vscode() {
  [ "$(cat "$host/.version" 2>/dev/null)" = "$version" ] && return 0
  say "VS Code $version for the browser (42 MB from npm)"
  rm -rf "$host" && mkdir -p "$host"
  npm pack --silent "code-server@$version" --pack-destination .cache >/dev/null
  local archive=.cache/code-server-$version.tgz
  [ "$(node -p "require('crypto').createHash('sha512').update(require('fs').readFileSync(process.argv[1])).digest('base64')" "$archive")" = "$integrity" ] || {
    echo "$archive is not the file whose checksum is in $0" >&2
    exit 1
  }
  tar -xzf "$archive" -C "$host" --strip-components=3 package/lib/vscode
  # Not `npm ci`: the list of versions that comes with the package lacks one of its packages.
  (cd "$host" && npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
  mkdir -p "$host/node_modules/@vscode/ripgrep/bin"
  ln -sfn "$(command -v rg)" "$host/node_modules/@vscode/ripgrep/bin/rg"
  rm "$archive"
  echo "$version" > "$host/.version"
}

install_packages
install_vscode
