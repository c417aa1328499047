# ./studyhub test [suite]: builds once, runs the suites, ends with one line "N passed, N failed".
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

limit=1800 # seconds a runner may take before it counts as hung

# Every project under tests/ belongs to suites here: suite and filter, one a line.
suites_of() {
  case $1 in
    Architecture.Tests) say "rules" ;;
    Features.Tests)
      say "rules --filter-namespace *.Rules*"
      say "doors --filter-not-namespace *.Rules*"
      ;;
    Engines.Tests) say "doors" ;;
    Media.Tests | Media.Interop.Tests) say "media" ;;
    Browser.Tests) say "browser" ;;
    *) return 1 ;;
  esac
}

wanted=${1:-all}
case $wanted in
  rules | doors | media | browser | all) ;;
  *)
    warn "There is no suite '$wanted': ./studyhub test [rules|doors|media|browser|all]"
    exit 2
    ;;
esac

passed=0 failed=0 runner=
finish() {
  local status=$?
  trap - EXIT
  if [ "$failed" -eq 0 ] && [ "$status" -ne 0 ]; then
    failed=1
  elif [ $((passed + failed)) -eq 0 ]; then
    warn "No test ran."
    status=1
  fi
  say "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] || status=1
  exit "$status"
}
trap finish EXIT
trap '[ -z "$runner" ] || kill "$runner" 2>/dev/null; exit 130' INT TERM

# fail SUITE NAME SENTENCE: counts what could not run as one failure.
fail() {
  printf '%-8s %-20s 1 failed: %s\n' "$1" "$2" "$3"
  failed=$((failed + 1))
}

# measure SUITE NAME REPORT COMMAND…: runs one runner within the limit and counts what its report says.
measure() {
  local suite=$1 name=$2 report=$3 log=${3%.json}.log started=$SECONDS status=0 counts p f s
  shift 3
  rm -f -- "$report"
  timeout -k 10 "$limit" "$@" >"$log" 2>&1 </dev/null &
  runner=$!
  wait "$runner" || status=$?
  runner=
  if ! counts=$(node "$root/scripts/count.mjs" "$report" 2>/dev/null); then
    tail -n 60 -- "$log"
    if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then
      fail "$suite" "$name" "no report after $limit s: hung"
    else
      fail "$suite" "$name" "no report, exit code $status: crashed"
    fi
    return
  fi

  read -r p f s <<<"$counts"
  if [ $((p + f)) -eq 0 ]; then
    fail "$suite" "$name" "nothing ran"
    return
  fi
  if [ "$f" -eq 0 ] && [ "$status" -ne 0 ]; then
    f=1 # Something outside the tests failed: a fixture's end, an unhandled error.
  fi
  if [ "$f" -ne 0 ]; then
    tail -n 60 -- "$log"
    node "$root/scripts/count.mjs" "$report" --failures # Last, so that it is what one sees of a long output.
  fi
  printf '%-8s %-20s %s passed, %s failed%s (%s s)\n' "$suite" "$name" "$p" "$f" "$([ "$s" -eq 0 ] || printf ', %s skipped' "$s")" $((SECONDS - started))
  passed=$((passed + p))
  failed=$((failed + f))
}

# Tests of Firefox say themselves that there is none.
need_browsers() {
  case $1 in
    Browser.Tests) need_browser chromium ;;
    Media.Interop.Tests) need_browser chromium && { need_browser firefox-esr || true; } ;;
  esac
}

run_project() { # SUITE PROJECT FILTER…
  local suite=$1 project=$2 name=StudyHub.$2 file=$2-$1
  shift 2
  if ! grep -q "\"tests/$project/$name.csproj\"" "$root/StudyHub.slnx"; then
    fail "$suite" "$project" "tests/$project/$name.csproj is not in StudyHub.slnx"
  elif ! need_browsers "$project"; then
    fail "$suite" "$project" "no browser"
  else
    measure "$suite" "$project" "$reports/$file.json" \
      dotnet "$(assembly "$name")" "$@" --results-directory "$reports" --report-ctrf --report-ctrf-filename "$file.json" --no-ansi --no-progress
  fi
}

need_tools
if ! command -v timeout >/dev/null; then
  warn "timeout is missing; it comes with GNU coreutils."
  exit 1
fi
reports=$artifacts/tests
mkdir -p "$reports" "$artifacts/logs"
build all StudyHub.slnx "$(assembly StudyHub.Server)" src tests tools web

for project in "$root"/tests/*/*.csproj; do
  project=$(basename -- "$(dirname -- "$project")")
  if ! suites=$(suites_of "$project"); then
    fail "-" "$project" "in no suite; name one in scripts/test.sh"
    continue
  fi
  while read -r suite filter; do
    if [ "$wanted" = all ] || [ "$wanted" = "$suite" ]; then
      set -f # The stars are xunit's.
      run_project "$suite" "$project" $filter
      set +f
    fi
  done <<<"$suites"
done

if [ "${SkipWebClient:-}" != true ] && { [ "$wanted" = all ] || [ "$wanted" = rules ]; }; then
  cd -- "$root/web"
  measure rules web "$reports/web-rules.json" npm test --silent -- --reporter=default --reporter=json --outputFile.json="$reports/web-rules.json"
fi
