#!/usr/bin/env bash
# Prints the signature that a message should have, to check one by hand. Needs openssl. It reads the body from standard input:
# SECRET=whsec_… bash webhook.sh "$WEBHOOK_ID" "$WEBHOOK_TIMESTAMP" <body.json
set -euo pipefail

key=$(base64 -d <<<"${SECRET#whsec_}" | od -An -v -tx1 | tr -d ' \n')
signature=$({ printf '%s.%s.' "$1" "$2"; cat; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
echo "v1,$signature"
