#!/bin/sh
# Modality Lab on a graphics card: this one file holds the lab, WebGPU for Node (Dawn) and, where they were packed, Node and
# the Vulkan loader. It fetches nothing. Run it with sh; its options are those of `npm run bench -- --hardware`. The tables
# are written beside where it is run, as bench-card.md and bench-card.json.
set -eu
folder=$(mktemp -d "${TMPDIR:-/tmp}/lab-card.XXXXXX")
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
tail -n +ARCHIVE_LINE "$0" | gzip -dc | tar -xf - -C "$folder"

brought="$folder/node"
node=node
if ! command -v node >/dev/null 2>&1; then
  lack="Node: none here"
elif ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  lack="Node: $(node --version) here, older than 20.19"
else
  lack=""
fi
if [ -n "$lack" ]; then
  if [ ! -x "$brought" ]; then
    echo "$lack, and none was packed. Unpack Node 20.19 or later (nodejs.org), put its bin folder on PATH and run this file again." >&2
    exit 1
  fi
  echo "$lack; the one that was packed is used."
  node=$brought
fi

if [ -e "$folder/loader/libvulkan.so.1" ] &&
  "$node" -e 'try { process.dlopen({ exports: {} }, "libvulkan.so.1") } catch (e) { process.exit(/No such file/.test(e.message) ? 0 : 1) }'; then
  LD_LIBRARY_PATH="$folder/loader${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  LAB_BROUGHT_LOADER=1
  export LD_LIBRARY_PATH LAB_BROUGHT_LOADER
fi

"$node" "$folder/lab-card.mjs" "$@"
exit
