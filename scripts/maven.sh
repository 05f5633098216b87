#!/bin/sh
# Runs Maven and shows progress instead of its log: scripts/maven.sh WHAT ARGUMENTS…
# The whole log is kept in .build/maven.log; when the build fails, what matters of it is shown.
set -u
cd "$(dirname "$0")/.." || exit 1
what=$1
shift
mkdir -p .build

if ! command -v mvn >/dev/null 2>&1; then
  echo "Routec is built by Maven 3.8 or newer, and there is no mvn on PATH (Debian, Ubuntu: sudo apt-get install maven; macOS: brew install maven)." >&2
  exit 1
fi

# Classes that -Dfast made were never judged by Error Prone, and Maven would take them for done: a strict build starts without them.
mode=strict
for argument in "$@"; do
  [ "$argument" = -Dfast ] && mode=fast
done
if [ "$mode" = strict ] && [ "$(cat .build/mode 2>/dev/null)" != strict ]; then
  rm -rf ./*/target/classes ./*/target/test-classes examples/*/target/classes examples/*/target/test-classes .build/built
fi
echo "$mode" >.build/mode

rm -f .build/tests

echo "$what (log: .build/maven.log)"
{
  # shellcheck disable=SC2086
  mvn -B -Dstyle.color=never ${MAVEN_FLAGS:-} "$@" 2>&1
  printf "\nroutec-exit %d\n" $?
} | tee .build/maven.log | awk '
  /^Download(ing|ed) / || /^\[INFO\] Download(ing|ed) / {
    if (/Downloaded/ && ++files % 100 == 0) { printf "  %d files downloaded\n", files; fflush() }
    next
  }
  /^\[INFO\] Building Routec/ { sub(/^\[INFO\] Building /, "  "); sub(/ [0-9][^ ]* *\[.*$/, ""); print; fflush(); next }
  /Tests run:.*Time elapsed/ { sub(/^\[[A-Z]+\] /, "    "); print; fflush(); next }
  /^\[[A-Z]+\] Tests run: / {
    gsub(/[^0-9 ]/, "")
    run += $1; failures += $2; errors += $3; skipped += $4; tested = 1
  }
  /^routec-exit / { code = $2 }
  END {
    if (tested) printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", run, failures, errors, skipped > ".build/tests"
    exit (code == "" ? 1 : code)
  }
'
code=$?
if [ "$code" -ne 0 ]; then
  # Every error, without Maven's advice on how to call Maven; warnings too where -Werror makes errors of them.
  { grep '^\[ERROR\]' .build/maven.log; [ "$mode" = strict ] && grep '^\[WARNING\].*\.java:' .build/maven.log; } |
    sed -E 's/ -> \[Help 1\]$//; /^\[ERROR\] *$/d; /^\[ERROR\] *(-> \[Help|To see the full|Re-run Maven|For more information|After correcting|\[Help 1\]|mvn <args>)/d' |
    awk '!seen[$0]++' | head -n 80 >&2
  echo "$what failed; the whole log is in .build/maven.log" >&2
fi
# The sum over all modules, last, in the words of the test runner.
[ -f .build/tests ] && cat .build/tests
exit "$code"
