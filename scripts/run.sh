# ./studyhub run: builds what has changed and becomes the server.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

# Paths are the caller's; the server itself runs in the checkout, so that ./data and ./studyhub.json lie there.
absolute() { case $1 in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$PWD" "$1" ;; esac; }

environment=(--development)
[ -z "${STUDYHUB_Environment:-}" ] || environment=()
switches=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h)
      say "./studyhub run builds what has changed and starts the server, with --development unless you say --production."
      say "It reads ./studyhub.json and keeps its data in ./data, both in the checkout, unless told otherwise."
      sed -n '/Help = """/,/""";/p' "$root/src/Hosts/Server/CommandLine.cs" | sed -e '1,2d' -e '$d' -e 's/^        //'
      exit 0
      ;;
    --production | --development)
      environment=("$1")
      ;;
    --data=* | --config=* | --certificate=* | --certificate-key=*)
      switches+=("${1%%=*}" "$(absolute "${1#*=}")")
      ;;
    --data | --config | --certificate | --certificate-key)
      switches+=("$1")
      if [ $# -gt 1 ]; then
        switches+=("$(absolute "$2")")
        shift
      fi
      ;;
    *)
      switches+=("$1")
      ;;
  esac
  shift
done

need_tools
server=$(assembly StudyHub.Server)
build server src/Hosts/Server "$server" src web
say "Starting the server …"
cd -- "$root"
exec dotnet "$server" ${environment[@]+"${environment[@]}"} ${switches[@]+"${switches[@]}"}
