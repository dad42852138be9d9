#!/usr/bin/env bash
# Keeps the folder "stories" in sync with a wire. Needs curl and jq. Run it every minute:
# WIRE=https://wire.example.org KEY=cw_… bash follow.sh
set -euo pipefail

more=true
while [ "$more" = true ]; do
  mkdir -p stories
  query=()
  [ -s cursor ] && query=(--data-urlencode after@cursor)
  read -r status wait < <(
    curl -sS -G "$WIRE/v1/changes" ${query[@]+"${query[@]}"} -o page.json \
      -H @<(printf 'Authorization: Bearer %s' "$KEY") -w '%{http_code} %header{retry-after}\n'
  )
  case "$status" in
    200) ;;
    # Too many requests, or the wire is busy: Retry-After says how long to wait.
    429 | 503) sleep "${wait:-60}"; continue ;;
    # The wire was restored from a backup, and the cursor is void: start over.
    422)
      [ -s cursor ] || { cat page.json >&2; exit 1; }
      rm -rf cursor stories
      continue
      ;;
    *) cat page.json >&2; exit 1 ;;
  esac

  while read -r change; do
    slug=$(jq -r .slug <<<"$change")
    if [ "$(jq -r .type <<<"$change")" = updated ]; then
      jq .article <<<"$change" >"stories/$slug.json"
    else
      # Killed, withheld, expired, or no longer licensed to you: take it down.
      rm -f "stories/$slug.json"
    fi
    jq -r '"\(.type): \(.slug) \(.reason // "")"' <<<"$change"
  done < <(jq -c '.changes[]' page.json)

  # Keep the cursor only once everything before it is done.
  jq -j .next page.json >cursor.new
  mv cursor.new cursor
  more=$(jq .more page.json)
done
