#!/bin/sh
# Prints the home of a JDK 25 on standard output, or says on standard error how to get one and exits 1.
# Order: JDK25_HOME, JAVA_HOME, the names that CI services set, macOS, the system's folder, SDKMAN, ~/.jdks, asdf, mise, javac on PATH.
want=25

# A JDK is a folder with javac whose version is the one we want; its release file says so without starting it.
is_jdk() {
  [ -n "$1" ] && [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  else
    version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  fi
  [ "$version" = "$want" ]
}

found() {
  printf '%s\n' "$1"
  exit 0
}

if [ -n "${JDK25_HOME:-}" ]; then
  is_jdk "$JDK25_HOME" && found "$JDK25_HOME"
  echo "JDK25_HOME is set to $JDK25_HOME, which is no JDK $want; looking elsewhere." >&2
fi

for home in "${JAVA_HOME:-}" "${JAVA25_HOME:-}" "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_25_ARM64:-}"; do
  is_jdk "$home" && found "$home"
done

if [ -x /usr/libexec/java_home ]; then
  home=$(/usr/libexec/java_home -v "$want" 2>/dev/null) && is_jdk "$home" && found "$home"
fi

for home in \
  /usr/lib/jvm/*"$want"* /usr/lib64/jvm/*"$want"* /usr/java/*"$want"* /opt/java/*"$want"* /opt/jdk*"$want"* /opt/java/openjdk \
  /opt/homebrew/opt/openjdk@"$want"/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk@"$want"/libexec/openjdk.jdk/Contents/Home \
  "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/"$want"* \
  "${HOME:-}"/.jdks/*"$want"* "${HOME:-}"/.jdks/*"$want"*/Contents/Home \
  "${ASDF_DATA_DIR:-${HOME:-}/.asdf}"/installs/java/*"$want"* \
  "${HOME:-}"/.local/share/mise/installs/java/*"$want"*; do
  is_jdk "$home" && found "$home"
done

javac=$(command -v javac 2>/dev/null)
if [ -n "$javac" ]; then
  # Follow the links that package managers put on PATH, one at a time: readlink -f is not everywhere.
  while [ -L "$javac" ]; do
    target=$(readlink "$javac")
    case $target in
      /*) javac=$target ;;
      *) javac=$(dirname "$javac")/$target ;;
    esac
  done
  home=$(cd "$(dirname "$javac")/.." 2>/dev/null && pwd -P)
  is_jdk "$home" && found "$home"
fi

cat >&2 <<END
Routec needs a JDK $want (a JDK with javac, not a JRE), and none was found on this machine.
  Debian 13, Ubuntu:  sudo apt-get install openjdk-$want-jdk-headless
  Fedora:             sudo dnf install java-$want-openjdk-devel
  macOS:              brew install openjdk@$want
  anywhere:           sdk install java $want-tem      (SDKMAN)
If it is installed in an unusual place, set JDK25_HOME to its folder and try again.
END
exit 1
