# ./studyhub demo [--port 8080]: the product with people in it, on data that is gone afterwards.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

need_tools
server=$(assembly StudyHub.Server)
load=$(assembly StudyHub.LoadTest)
build server src/Hosts/Server "$server" src web
build load tools/LoadTest "$load" src/Kernel src/Media tools/LoadTest
exec dotnet "$load" demo --server "$server" "$@"
