#!/bin/sh
# Prints the folder of the botocore that translated requests are judged by; installs it into .tools/ where it isn't yet.
# Only tests need it. Exit code 1, with one sentence, where it can't be had.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
version=1.43.107
ours=$root/.tools/botocore/$version

fail() {
  echo "install-botocore: $1" >&2
  exit 1
}

if [ ! -f "$ours/botocore/__init__.py" ]; then
  command -v python3 >/dev/null 2>&1 || fail "no python3 to install botocore $version with."
  mkdir -p "$root/.tools/botocore" || fail "cannot write to $root/.tools."
  work=$(mktemp -d "$root/.tools/botocore/new.XXXXXX") || fail "cannot write to $root/.tools/botocore."
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' HUP INT TERM
  echo "install-botocore: downloading botocore $version (15 MB) into .tools/botocore" >&2
  python3 -m pip --quiet --disable-pip-version-check --no-input install --only-binary :all: --no-compile \
    --target "$work/it" "botocore==$version" >"$work/log" 2>&1 ||
    fail "pip could not get botocore $version: $(grep -v '^[[:space:]]*$' "$work/log" | tail -n 1)"
  # Into place in one step: two installs at once must not see each other's half.
  mv "$work/it" "$ours" 2>/dev/null || [ -f "$ours/botocore/__init__.py" ] || fail "cannot write to $ours."
fi
printf '%s\n' "$ours"
