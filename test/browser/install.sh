#!/usr/bin/env bash
# Debian's Chromium, and a font with emoji, for the tests and pictures of the HTML report, where there is none yet.
set -euo pipefail

command -v chromium > /dev/null && exit 0
if [ "$(id -u)" -eq 0 ]; then as_root=(); else as_root=(sudo); fi
"${as_root[@]}" apt-get update
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-noto-color-emoji
