"""Reads a feed with feedparser, asks for it again with each validator, and prints what it saw as JSON."""

import json
import sys

import feedparser


def entry(found):
    title = found.get("title_detail", {})
    return {
        "id": found.get("id"),
        "title": found.get("title"),
        "html": title.get("type") == "text/html",
        "link": found.get("link"),
        "published": seconds(found.get("published_parsed")),
        "modified": seconds(found.get("updated_parsed")),
        "authors": [author.get("name") for author in found.get("authors", [])],
        "licence": found.get("license"),
    }


def seconds(time):
    # Not mktime: feedparser's times are UTC.
    return None if time is None else "%04d-%02d-%02dT%02d:%02d:%02dZ" % tuple(time)[:6]


url = sys.argv[1]
first = feedparser.parse(url)
print(
    json.dumps(
        {
            "bozo": str(first.get("bozo_exception", "")) if first.bozo else "",
            "version": first.version,
            "byEtag": feedparser.parse(url, etag=first.get("etag")).get("status"),
            "byDate": feedparser.parse(url, modified=first.get("modified")).get("status"),
            "items": [entry(found) for found in first.entries],
        }
    )
)
