# What the scripts behind ./studyhub share. Sourced, never run.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
artifacts=$root/artifacts
configuration=release

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

# A service user may have no home; package caches need one.
if [ ! -w "${HOME:-/nonexistent}" ]; then
  HOME=$artifacts/home
  mkdir -p "$HOME" 2>/dev/null || HOME=$(mktemp -d)
  export HOME
fi

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }

as_root() { [ "$(id -u)" -eq 0 ] || printf 'sudo '; }

# Everything a build needs; names what is missing and the command that installs it.
need_tools() {
  local missing=0
  if ! find_dotnet; then
    warn "The .NET SDK 10 is missing (global.json names the version). Install it with:"
    warn "  curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0"
    missing=1
  fi
  if [ "${SkipWebClient:-}" != true ] && ! node_is_recent; then
    warn "Node.js 20.19 or later is missing. Install it, on Debian or Ubuntu, with:"
    warn "  curl -fsSL https://deb.nodesource.com/setup_22.x | $(as_root)bash - && $(as_root)apt-get install -y nodejs"
    missing=1
  elif [ "${SkipWebClient:-}" != true ] && ! command -v npm >/dev/null; then
    warn "npm is missing. Install it, on Debian or Ubuntu, with:"
    warn "  $(as_root)apt-get install -y npm"
    missing=1
  fi
  return $missing
}

# Also looks where the installation script above puts it.
find_dotnet() {
  local path
  for path in "$PATH" "$HOME/.dotnet:$PATH"; do
    if (cd -- "$root" && PATH=$path dotnet --version) >/dev/null 2>&1; then
      export PATH=$path
      return 0
    fi
  done
  return 1
}

node_is_recent() {
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null
}

# need_browser PACKAGE: installs a browser of Debian's, where it is missing and this may.
need_browser() {
  local package=$1 log=$artifacts/logs/$1.log
  ! command -v "$package" >/dev/null || return 0
  mkdir -p "$artifacts/logs"
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    say "Installing $package …"
    apt-get update -qq >"$log" 2>&1 || true # An old list may do.
    if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 "$package" >>"$log" 2>&1 </dev/null; then
      return 0
    fi
    tail -n 20 -- "$log"
  fi
  say "$package is missing. Install it with: $(as_root)apt-get install $package"
  return 1
}

# The checksum and name of every file a build reads: differs when one is changed, added or deleted.
sources() {
  local path existing=()
  for path in "$@"; do
    [ ! -e "$root/$path" ] || existing+=("$path")
  done
  (cd -- "$root" && LC_ALL=C find "${existing[@]}" \( -name node_modules -o -path web/dist \) -prune -o -type f -exec cksum {} + | LC_ALL=C sort)
}

# build NAME WHAT OUTPUT FOLDER…: builds WHAT unless OUTPUT was built from the very files that lie in the FOLDERs now.
build() {
  local name=$1 what=$2 output=$3
  shift 3
  local stamps=$artifacts/stamps log=$artifacts/logs/build-$name.log now client
  now="${SkipWebClient:-} $(cd -- "$root" && sources "$@" Directory.* global.json StudyHub.slnx BannedSymbols* .editorconfig)"
  if is_stamped "$stamps/$name" "$now" && [ -f "$output" ]; then
    return 0
  fi

  if ! mkdir -p "$stamps" "$artifacts/logs" || [ ! -w "$stamps" ]; then
    warn "Something has to be built, but $artifacts belongs to somebody else: build as its owner, or in a copy of your own."
    return 1
  fi
  client=$(sources web)
  if ! is_stamped "$stamps/client" "$client"; then
    rm -f "$root/web/dist/index.html" # MSBuild compares times, so it would not notice a deleted file.
  fi

  say "Building StudyHub; from a fresh checkout this takes a minute or two …"
  # Descriptor 9 is the lock: two builds of one checkout would disturb each other. The compiler's server must not inherit it.
  if ! (
    ! command -v flock >/dev/null || flock 9
    cd -- "$root" && dotnet build "$what" -c "$configuration" -v:minimal -tl:off -clp:NoSummary >"$log" 2>&1 </dev/null 9>&-
  ) 9>"$stamps/lock"; then
    grep -E '(: |npm )error' -- "$log" | awk '!seen[$0]++' | head -n 40 >&2 || true
    warn "The build failed. Everything it said lies in $log."
    return 1
  fi

  printf '%s\n' "$now" >"$stamps/$name"
  printf '%s\n' "$client" >"$stamps/client"
}

is_stamped() { [ -f "$1" ] && [ "$(cat -- "$1")" = "$2" ]; }

# Where a project's assembly lies once it is built.
assembly() { printf '%s' "$artifacts/bin/$1/$configuration/$1.dll"; }
