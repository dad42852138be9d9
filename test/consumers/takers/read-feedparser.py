"""Reads a feed from standard input with feedparser, and prints what it saw as JSON."""

import json
import sys

import feedparser


def item(found):
    time = found.get("published_parsed")
    contents = found.get("content", [])
    credits = found.get("media_credit", [])
    credit = credits[0].get("content", "") if credits else ""
    return {
        "id": found.get("id", ""),
        "published": "" if time is None else "%04d-%02d-%02dT%02d:%02d:%02dZ" % tuple(time)[:6],
        "authors": [author.get("name", "") for author in found.get("authors", [])],
        "html": contents[0]["value"] if contents else found.get("summary", ""),
        "pictures": [{"url": media.get("url", ""), "credit": credit} for media in found.get("media_content", [])],
        "licence": found.get("license", "") or found.get("dcterms_license", ""),
    }


print(json.dumps([item(found) for found in feedparser.parse(sys.stdin.buffer.read()).entries]))
