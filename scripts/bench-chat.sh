# ./studyhub bench chat: the chat beside Socket.IO. Called by bench.sh; the last line is one JSON object.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

need_tools
if [ "$(uname)" != Linux ] || ! command -v taskset >/dev/null; then
  warn "This bench needs Linux, with taskset (util-linux)."
  exit 1
fi
server=$(assembly StudyHub.Server)
load=$(assembly StudyHub.LoadTest)
build server src/Hosts/Server "$server" src web
build load tools/LoadTest "$load" src/Kernel src/Media tools/LoadTest

# The peer, in the versions of its lock file, outside the sources.
source=$root/tools/LoadTest/Chat/peer
installed=$artifacts/chat-peer
peer=()
case " $* " in
  *" --no-peer "*) ;;
  *)
    if ! node_is_recent || ! command -v npm >/dev/null; then
      say "Node.js and npm, which the server to compare with needs, are missing: StudyHub is measured alone."
    else
      mkdir -p "$installed" "$artifacts/logs"
      if ! cmp -s "$source/package-lock.json" "$installed/package-lock.json" || [ ! -f "$installed/complete" ]; then
        say "Installing Socket.IO, the server to compare with; its SQLite may be compiled, which takes a minute or two …"
        rm -rf -- "$installed"
        mkdir -p "$installed"
        cp -- "$source/package.json" "$source/package-lock.json" "$installed"
        if (cd -- "$installed" && npm ci --no-fund --no-audit && node -e 'new (require("better-sqlite3"))(":memory:")') >"$artifacts/logs/chat-peer.log" 2>&1 </dev/null; then
          touch "$installed/complete"
        else
          tail -n 5 -- "$artifacts/logs/chat-peer.log"
          say "It cannot be installed here: StudyHub is measured alone."
        fi
      fi
      if [ -f "$installed/complete" ]; then
        cp -- "$source/server.mjs" "$installed"
        peer=(--peer "$installed/server.mjs")
      fi
    fi
    ;;
esac

# The server has the first core, whichever it is; the people have the second.
ulimit -n "$(ulimit -H -n)"
people=()
[ "$(nproc)" -lt 2 ] || people=(taskset -c 1)
exec "${people[@]}" dotnet "$load" chat --server "$server" "${peer[@]}" "$@"
