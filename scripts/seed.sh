# ./studyhub seed --people N --data DIR: prepares people for a load test; docs/operations.md says where this is refused.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

need_tools
server=$(assembly StudyHub.Server)
build server src/Hosts/Server "$server" src web
environment=(--development)
[ -z "${STUDYHUB_Environment:-}" ] || environment=()
exec dotnet "$server" seed ${environment[@]+"${environment[@]}"} "$@"
