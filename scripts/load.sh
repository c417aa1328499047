# ./studyhub load: simulated people in a room of a running server.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

need_tools
load=$(assembly StudyHub.LoadTest)
build load tools/LoadTest "$load" src/Kernel src/Media tools/LoadTest
exec dotnet "$load" run "$@"
