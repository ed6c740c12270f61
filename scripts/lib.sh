# shellcheck shell=bash
# What the scripts share. Read by them with `source`; does nothing by itself.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

say() { printf '\n== %s\n' "$*"; }
die() { printf 'Error: %s\n' "$*" >&2; exit 1; }

# step TITLE COMMAND...: prints a heading, runs, prints the duration.
step() {
  local title=$1 start=$SECONDS
  shift
  say "$title"
  "$@"
  printf '   %s: %s s\n' "$title" "$((SECONDS - start))"
}

# install PACKAGE...: through apt, as root or through sudo.
install() {
  command -v apt-get >/dev/null ||
    die "missing: $*. This system has no apt-get; install the packages that hold them, then run this again"
  local as=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "missing: $*. Install them as root: apt-get install $*"
    as=(sudo)
  fi
  say "Installing $*"
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null
}

# Rust itself is asked for, never installed; a C compiler links it and builds SQLite.
need_rust() {
  if ! command -v cargo >/dev/null && [ -f "${CARGO_HOME:-$HOME/.cargo}/env" ]; then
    # shellcheck disable=SC1091
    source "${CARGO_HOME:-$HOME/.cargo}/env"
  fi
  command -v cargo >/dev/null || die "no cargo; install Rust with rustup, then run this again"
  command -v cc >/dev/null || install build-essential
}

# build PACKAGE CARGO-ARGS...: builds targets of one package. scripts/test names the selection of its tests in
# QAFILA_SELECTION; then all programs and examples are built: whichever are left out, cargo unites other features and
# compiles dependencies again.
build() {
  local package=$1 chosen=()
  shift
  read -r -a chosen <<<"${QAFILA_SELECTION:-}"
  if [ ${#chosen[@]} -gt 0 ]; then
    cargo build --quiet "${chosen[@]}" --bins --examples
  else
    cargo build --quiet --package "$package" "$@"
  fi
}
