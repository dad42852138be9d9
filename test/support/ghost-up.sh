#!/bin/bash
# A real Ghost on loopback, for tests: from npm, with Debian's MariaDB.
# Needs mariadb-server, a Node version that Ghost supports, and the npm registry.
#   ghost-up.sh up   DIR PORT URL   installs Ghost into DIR unless it is there, starts both, signs in an owner, prints KEY=value lines
#   ghost-up.sh down DIR            stops exactly the two processes that `up` started
# URL is the site URL that Ghost is configured with, such as https://paper.example if a proxy sends X-Forwarded-Proto: https.
set -euo pipefail
VERSION=6.65.0 PNPM=12.4.2
cmd=${1:?up or down} dir=${2:?DIR}
# Ends a process and its group, but only if it is still the one that was started: its environment contains the folder.
stop() {
  [ -f "$1" ] || return 0
  local p
  p=$(cat "$1"); rm -f "$1"
  tr '\0' '\n' 2>/dev/null <"/proc/$p/environ" | grep -qF "GHOST_UP=$dir" || return 0
  kill -- "-$p" 2>/dev/null || true
  for _ in $(seq 50); do kill -0 -- "-$p" 2>/dev/null || return 0; sleep .1; done
  kill -9 -- "-$p" 2>/dev/null || true
}
mkdir -p "$dir"; dir=$(realpath "$dir")
if [ "$cmd" = down ]; then stop "$dir/ghost.pid"; stop "$dir/db.pid"; exit 0; fi
port=${3:?PORT} url=${4:?URL}; url=${url%/}
export GHOST_UP=$dir
trap 'stop "$dir/ghost.pid"; stop "$dir/db.pid"; echo "failed; see $dir/*.log" >&2' ERR

if [ ! -f "$dir/package/installed" ]; then
  (cd "$dir" && npm pack --silent "ghost@$VERSION" >pack.log && tar xzf "ghost-$VERSION.tgz")
  # No scripts: they would build SQLite, and this Ghost uses MariaDB.
  (cd "$dir/package" && npx --yes "pnpm@$PNPM" install --prod --ignore-scripts --no-frozen-lockfile >../install.log 2>&1)
  touch "$dir/package/installed"
fi

rm -rf "$dir/data"
mariadb-install-db --no-defaults --datadir="$dir/data" --auth-root-authentication-method=normal --skip-test-db --user="$(id -un)" >"$dir/db-install.log" 2>&1
setsid nohup mariadbd --no-defaults --user="$(id -un)" --datadir="$dir/data" --socket="$dir/db.sock" --skip-networking --pid-file="$dir/mariadbd.pid" \
  --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=0 --sync-binlog=0 >"$dir/db.log" 2>&1 </dev/null & echo $! >"$dir/db.pid"
sql() { mariadb --no-defaults -uroot -S "$dir/db.sock" "$@"; }
for _ in $(seq 100); do sql -e 'select 1' >/dev/null 2>&1 && break; sleep .2; done
sql -e "create database ghost character set utf8mb4; create user ghost@localhost identified by 'ghost'; grant all on ghost.* to ghost@localhost"

cat >"$dir/package/config.production.json" <<JSON
{"url":"$url","server":{"port":$port,"host":"127.0.0.1"},"logging":{"transports":["stdout"],"level":"error"},
"database":{"client":"mysql","connection":{"socketPath":"$dir/db.sock","user":"ghost","password":"ghost","database":"ghost"}},
"mail":{"transport":"Direct"},"paths":{"contentPath":"$dir/package/content/"},"security":{"staffDeviceVerification":false},
"privacy":{"useUpdateCheck":false,"useGravatar":false,"useRpcPing":false,"useStructuredData":false}}
JSON
(cd "$dir/package" && NODE_ENV=production exec setsid nohup node index.js) >"$dir/ghost.log" 2>&1 </dev/null & echo $! >"$dir/ghost.pid"
api() { curl -sS -H "X-Forwarded-Proto: https" -H "Origin: $url" -H 'Content-Type: application/json' -b "$dir/jar" -c "$dir/jar" "$@"; }
at="http://127.0.0.1:$port/ghost/api/admin"
rm -f "$dir/jar"
# While it starts, Ghost answers 503; its tables take several seconds.
for _ in $(seq 120); do [ "$(api -o /dev/null -w '%{http_code}' "$at/authentication/setup/" 2>/dev/null || true)" = 200 ] && break; sleep 1; done
api -f -o /dev/null -X POST "$at/authentication/setup/" -d '{"setup":[{"name":"Ana Ruiz","email":"ana@paper.example","password":"a-Long-pass-77","blogTitle":"The Paper"}]}'
api -f -o /dev/null -X POST "$at/session/" -d '{"username":"ana@paper.example","password":"a-Long-pass-77"}'
made=$(api -f -X POST "$at/integrations/?include=api_keys" -d '{"integrations":[{"name":"Commonwire"}]}')
echo "CONTENT_KEY=$(grep -o '"type":"content","secret":"[0-9a-f]*' <<<"$made" | grep -o '[0-9a-f]*$')"
echo "COOKIE=$(awk '$6 == "ghost-admin-api-session" { print $6 "=" $7 }' "$dir/jar")"
