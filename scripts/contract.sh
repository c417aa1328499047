# ./studyhub contract [folder]: writes the client's types anew from the server's endpoints and live routes.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

folder=${1:-$root/web/src/contract}
export SkipWebClient=true # The generator starts the server, but shows no page.
need_tools
cd -- "$root"
exec dotnet run --project tools/Contract -c "$configuration" -- "$folder"
