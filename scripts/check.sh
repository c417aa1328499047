# ./studyhub check: everything that is held besides the tests. Runs all of it, then says what failed.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

failures=()
step() { # NAME COMMAND…: shows the output only where it fails.
  local name=$1 started=$SECONDS log=$artifacts/logs/check-$1.log
  shift
  if "$@" >"$log" 2>&1 </dev/null; then
    printf '%-10s ok (%s s)\n' "$name" $((SECONDS - started))
  else
    tail -n 60 -- "$log"
    printf '%-10s failed; everything it said lies in %s\n' "$name" "$log"
    failures+=("$name")
  fi
}

check_packages() { dotnet restore StudyHub.slnx --locked-mode -v:minimal -tl:off; }
check_build() { build all StudyHub.slnx "$(assembly StudyHub.Server)" src tests tools web; } # Warnings are errors everywhere.
check_format() { dotnet format StudyHub.slnx --verify-no-changes --no-restore; }
check_web() { (cd web && npm run check --silent); }

check_contract() {
  local fresh=$artifacts/contract
  rm -rf -- "$fresh"
  mkdir -p -- "$fresh"
  bash scripts/contract.sh "$fresh"
  if ! diff -ru web/src/contract "$fresh"; then
    say "web/src/contract is not what the server says: run ./studyhub contract and commit the result."
    return 1
  fi
}

need_tools
cd -- "$root"
mkdir -p "$artifacts/logs"
step packages check_packages
step build check_build
step format check_format
[ "${SkipWebClient:-}" = true ] || step web check_web
step contract check_contract
step documents node scripts/check-documents.mjs
if [ ${#failures[@]} -gt 0 ]; then
  say "check: failed: ${failures[*]}"
  exit 1
fi
say "check: everything holds"
