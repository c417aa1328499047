# What viewers in real browsers get, behind a relay that loses, delays and narrows: the second table of ./studyhub bench media.
# Takes --rounds N, --only SCENARIO (switch, loss3, loss10, sound, estimator, rejoin) and --json FILE.
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

need_tools
need_browser chromium
lab=$(assembly StudyHub.MediaLab)
build lab tools/MediaLab "$lab" src/Kernel src/Media tools/MediaLab
exec dotnet "$lab" "$@"
