#!/usr/bin/env bash
# Debian's Prometheus, for the tests of what it is told, where there is none yet: unpacked beside the tests, so that no
# service is started and nothing of the system is changed.
set -euo pipefail
cd "$(dirname "$0")/../.."

home=.cache/prometheus
command -v prometheus > /dev/null && command -v promtool > /dev/null && exit 0
[ -x "$home/usr/bin/promtool" ] && exit 0
if ! command -v apt-get > /dev/null || ! command -v dpkg-deb > /dev/null; then
  echo "There is no apt-get here, so Prometheus is not installed and its tests are skipped."
  exit 0
fi
mkdir -p "$home"
cd "$home"
if [ "$(id -u)" -eq 0 ]; then as_root=(); else as_root=(sudo); fi
# The list of packages may be missing, or older than what the mirror has.
apt-get download prometheus 2> /dev/null || { "${as_root[@]}" apt-get update && apt-get download prometheus; }
dpkg-deb -x prometheus_*.deb .
rm prometheus_*.deb
