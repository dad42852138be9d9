#!/usr/bin/env python3
# Keeps the folder "stories" in sync with a wire. Needs Python 3.8 or later. Run it every minute:
# WIRE=https://wire.example.org KEY=cw_… python3 follow.py
import json
import os
import shutil
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

WIRE, KEY = os.environ["WIRE"], os.environ["KEY"]
STORIES, CURSOR = Path("stories"), Path("cursor")


def get_changes(cursor):
    query = "?" + urlencode({"after": cursor}) if cursor else ""
    headers = {"Authorization": "Bearer " + KEY, "User-Agent": "follow.py"}
    while True:
        try:
            with urlopen(Request(WIRE + "/v1/changes" + query, headers=headers), timeout=60) as response:
                return json.load(response)
        except HTTPError as error:
            if error.code not in (429, 503):
                raise
            # Too many requests, or the wire is busy: Retry-After says how long to wait.
            time.sleep(int(error.headers.get("Retry-After", 60)))


def apply(change):
    # A slug has only letters, digits, hyphens and periods, so it is safe as a file name.
    file = STORIES / (change["slug"] + ".json")
    if change["type"] == "updated":
        file.write_text(json.dumps(change["article"], indent=2))
    elif file.exists():
        # Killed, withheld, expired, or no longer licensed to you: take it down.
        file.unlink()
    print(change["type"] + ":", change["slug"], change.get("reason", ""))


more = True
while more:
    STORIES.mkdir(exist_ok=True)
    cursor = CURSOR.read_text() if CURSOR.exists() else ""
    try:
        page = get_changes(cursor)
    except HTTPError as error:
        if error.code != 422 or not cursor:
            raise
        # The wire was restored from a backup, and the cursor is void: start over.
        CURSOR.unlink()
        shutil.rmtree(STORIES)
        continue
    for change in page["changes"]:
        apply(change)
    # Keep the cursor only once everything before it is done.
    CURSOR.write_text(page["next"])
    more = page["more"]
