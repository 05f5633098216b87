#!/bin/sh
# install-sdks.sh python|node: prints the folder with the official OpenAI and Anthropic SDKs that the end-to-end checks use,
# of the pinned versions; installs them into .tools/ where they aren't yet, and Node where there is none.
# Only tests need it. Exit code 1, with one sentence, where they can't be had.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
pins=$root/compiler/src/test/sdk

fail() {
  echo "install-sdks: $1" >&2
  exit 1
}

# The last line of a log that says something.
last() { grep -v '^[[:space:]]*$' "$1" | tail -n 1; }

case ${1:-} in
  python)
    pinned=$pins/requirements.txt
    command -v python3 >/dev/null 2>&1 || fail "no python3."
    ;;
  node)
    pinned=$pins/package-lock.json
    bin=$(sh "$root/scripts/install-node.sh") || exit 1
    PATH=$bin:$PATH
    ;;
  *) fail "say python or node." ;;
esac
ours=$root/.tools/sdk-$1

# .tools/sdk-…/pinned is what was installed, complete.
if ! cmp -s "$pinned" "$ours/pinned"; then
  rm -rf "$ours"
  mkdir -p "$ours" || fail "cannot write to $root/.tools."
  log=$ours/install.log
  case $1 in
    python)
      echo "install-sdks: installing the SDKs for Python into .tools/sdk-python" >&2
      # Debian keeps venv apart from Python; pip can do without.
      python3 -m pip --quiet --disable-pip-version-check --no-input install --only-binary :all: --no-compile \
        --target "$ours/site-packages" -r "$pinned" >"$log" 2>&1 || fail "pip could not get the SDKs: $(last "$log")"
      ;;
    node)
      echo "install-sdks: installing the SDKs for Node into .tools/sdk-node" >&2
      cp "$pins/package.json" "$pins/package-lock.json" "$ours" || fail "cannot write to $ours."
      (cd "$ours" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error) >"$log" 2>&1 ||
        fail "npm could not get the SDKs: $(last "$log")"
      ;;
  esac
  cp "$pinned" "$ours/pinned" || fail "cannot write to $ours."
fi
# The node that runs the checks is the one that installed them.
if [ "$1" = node ]; then ln -sf "$bin/node" "$ours/node" || fail "cannot write to $ours."; fi
printf '%s\n' "$ours"
