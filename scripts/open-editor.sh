#!/usr/bin/env bash
# open-editor.sh PORT: the browser build of VS Code with the packaged extension and a copy of the samples.
set -euo pipefail
cd "$(dirname "$0")/.."
port=$1
data=$PWD/.cache/editor
samples=$data/samples
code=(node .cache/vscode-host/out/server-main.js --accept-server-license-terms
  --user-data-dir "$data/user" --extensions-dir "$data/extensions")

package=$(find vscode-client -maxdepth 1 -name '*.vsix' | head -n 1)
mkdir -p "$data/user/User"
# A copy that stays until `make clean`, so that trying things out never changes the repository.
[ -d "$samples" ] || cp -R samples "$samples"
if [ ! -e "$data/user/User/settings.json" ]; then
  cat > "$data/user/User/settings.json" <<JSON
{
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "teachback.interpreter": "$PWD/.venv/bin/python",
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.startupEditor": "none"
}
JSON
fi

log=$data/server.log
failed() { tail -n 20 "$log" >&2; exit 1; }

"${code[@]}" --install-extension "$package" --force >"$log" 2>&1 || failed
echo
echo "Open http://127.0.0.1:$port/?folder=$samples"
echo "and there concertbot/data/stories.md. Stop with Ctrl-C. The samples are copies, in $samples."
echo
"${code[@]}" --host 127.0.0.1 --port "$port" --without-connection-token --disable-telemetry --telemetry-level off \
  >"$log" 2>&1 || failed
