#!/usr/bin/env python3
# Receives a wire's messages and accepts only those it signed. Needs Python 3.8 or later:
# SECRET=whsec_… PORT=8080 python3 webhook.py
import base64
import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

SECRET = base64.b64decode(os.environ["SECRET"].replace("whsec_", "", 1))
OLDEST_SECONDS = 300


def is_genuine(headers, body):
    sent = headers.get("webhook-timestamp", "")
    if not sent.isdecimal() or abs(time.time() - int(sent)) > OLDEST_SECONDS:
        return False
    signed = (headers.get("webhook-id", "") + "." + sent + ".").encode() + body
    expected = b"v1," + base64.b64encode(hmac.new(SECRET, signed, hashlib.sha256).digest())
    # While a rotated secret is still valid, there are two signatures.
    signatures = headers.get("webhook-signature", "").encode().split(b" ")
    return any(hmac.compare_digest(each, expected) for each in signatures)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        genuine = is_genuine(self.headers, body)
        self.send_response(204 if genuine else 401)
        self.end_headers()
        if genuine:
            # It says what happened to which story. Now ask /v1/changes.
            print(json.loads(body)["type"], flush=True)


HTTPServer(("", int(os.environ["PORT"])), Receiver).serve_forever()
