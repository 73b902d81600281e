#!/usr/bin/env bash
# Debian's ClickHouse, for the tests of triage on it, where there is none yet. It is never started as a service.
set -euo pipefail

if command -v clickhouse-server > /dev/null || [ -x /usr/sbin/clickhouse-server ]; then exit 0; fi
if [ "$(id -u)" -eq 0 ]; then as_root=(); else as_root=(sudo); fi
"${as_root[@]}" apt-get update
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y --no-install-recommends clickhouse-server
