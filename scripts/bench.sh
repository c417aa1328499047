# ./studyhub bench media [--capacity] | soak: measures the media server. The last line is one JSON object.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

what=${1:-}
case $what in
  rooms) # [--rooms 10000,1000000] [--requests 1000]: the list of open rooms; the last line is one JSON object.
    shift
    export SkipWebClient=true # Nobody looks at a page.
    need_tools
    build rooms tools/RoomBench "$(assembly StudyHub.RoomBench)" src tools/RoomBench
    exec dotnet "$(assembly StudyHub.RoomBench)" "$@"
    ;;
  history) # [--messages 1000000] [--requests 400]: a long conversation; the last line is one JSON object.
    export SkipWebClient=true
    need_tools
    build rooms tools/RoomBench "$(assembly StudyHub.RoomBench)" src tools/RoomBench
    exec dotnet "$(assembly StudyHub.RoomBench)" "$@"
    ;;
  chat) # [--connections 10000] [--quick]
    shift
    exec bash "$root/scripts/bench-chat.sh" "$@"
    ;;
  media | soak) shift ;;
  *)
    warn "./studyhub bench media [--capacity] [--seconds 10] [--rounds 3] [--only 50x9] [--no-peer] [--feedback] [--loss 0.03], ./studyhub bench soak [--minutes 30], ./studyhub bench rooms [--rooms 10000,1000000] [--requests 1000], ./studyhub bench history [--messages 1000000] [--requests 400], or ./studyhub bench chat [--connections 10000] [--quick]"
    exit 2
    ;;
esac
has() { # SWITCH ARGUMENT…: whether it is among the arguments
  local switch=$1
  shift
  case " $* " in *" $switch "*) return 0 ;; *) return 1 ;; esac
}
rounds=()
for ((i = 2; i <= $#; i++)); do
  [ "${@:i-1:1}" != --rounds ] || rounds=(--rounds "${@:i:1}")
done

need_tools
if [ "$(uname)" != Linux ] || ! command -v setsid >/dev/null || ! command -v taskset >/dev/null; then
  warn "The benches need Linux, with setsid and taskset (util-linux)."
  exit 1
fi
server=$(assembly StudyHub.Server)
load=$(assembly StudyHub.LoadTest)
build server src/Hosts/Server "$server" src web
build load tools/LoadTest "$load" src/Kernel src/Media tools/LoadTest

results=$artifacts/bench
mkdir -p "$results"
rm -f -- "$results"/*.json
peer=no
[ "$what" != media ] || has --capacity "$@" || has --no-peer "$@" || peer=yes

if [ "$peer" = yes ] && ! command -v janus >/dev/null; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    say "Installing Janus, the server to compare with …"
    apt-get update -qq >"$artifacts/logs/janus.log" 2>&1 || true # An old list may do.
    # RUNLEVEL=1 keeps its service from being started: the bench runs it with a configuration of its own.
    DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends janus >>"$artifacts/logs/janus.log" 2>&1 </dev/null ||
      tail -n 5 -- "$artifacts/logs/janus.log"
  else
    say "Janus, the server to compare with, is missing. Install it with: $(as_root)apt-get install --no-install-recommends janus"
  fi
fi

# A network of its own, with an address that is not loopback: nothing leaves it, and Janus, which skips loopback, has something to listen on.
network=()
address=127.0.0.1
for rights in "" "--user --map-root-user"; do
  if [ ${#network[@]} -eq 0 ] && command -v ip >/dev/null && unshare $rights --net ip link add type veth 2>/dev/null; then
    network=(unshare $rights --net)
    address=10.77.0.1
  fi
done
[ ${#network[@]} -gt 0 ] || say "No network namespace can be made here: media goes over loopback."

# Where the system allows it, no other work on the machine takes processor time from the measurement, and receive buffers are large from the start.
runner='
  { echo -20 >/proc/self/autogroup; } 2>/dev/null || true
  if [ "$1" != 127.0.0.1 ]; then
    ip link set lo up && ip link add studyhub0 type veth peer name studyhub1 && ip addr add "$1/32" dev studyhub0 && ip link set studyhub0 up && ip link set studyhub1 up
  fi
  shift
  exec "$@"'
buffer=/proc/sys/net/core/rmem_default
before=$(cat "$buffer")
child=
finish() {
  [ -z "$child" ] || kill -INT "$child" 2>/dev/null || true
  { echo "$before" >"$buffer"; } 2>/dev/null || true
}
trap finish EXIT
trap 'exit 130' INT TERM
{ echo 4194304 >"$buffer"; } 2>/dev/null || [ "$peer" = no ] || say "net.core.rmem_default cannot be raised here, which would do Janus good."

status=0
setsid "${network[@]}" bash -c "$runner" bench "$address" \
  dotnet "$load" "$what" --server "$server" --address "$address" --json "$results/load.json" "$@" &
child=$!
wait "$child" || status=$?
child=
[ "$status" -eq 0 ] || exit "$status"

line=$(cat -- "$results/load.json")
if [ "$peer" = yes ] && ! has --only "$@" && [ -f "$root/scripts/bench-browsers.sh" ]; then
  bash "$root/scripts/bench-browsers.sh" --json "$results/browsers.json" "${rounds[@]}"
  line="${line%\}},\"browsers\":$(cat -- "$results/browsers.json")}"
fi
printf '%s\n' "$line"
