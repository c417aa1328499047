# ./studyhub contract: writes web/src/contract anew from the server's endpoints and live routes.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

SkipWebClient=true need_tools
cd -- "$root"
SkipWebClient=true exec dotnet run --project tools/Contract -c "$configuration"
