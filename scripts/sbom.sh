# ./studyhub sbom: see sbom.mjs.
exec node "$(dirname -- "${BASH_SOURCE[0]}")/sbom.mjs"
