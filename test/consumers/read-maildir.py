"""Prints the messages of a maildir as JSON."""

import json
import mailbox
import sys
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime


def text(header):
    return str(make_header(decode_header(header))).replace("\n", "")


def message(found):
    return {
        "feed": found["X-RSS-Feed"],
        "id": found["X-RSS-ID"],
        "link": found["X-RSS-URL"],
        "title": text(found["Subject"]),
        # The name is decoded after it is separated from the address: it may contain any character.
        "byline": text(getaddresses([found["From"]])[0][0]),
        "modified": parsedate_to_datetime(found["Date"]).isoformat(),
    }


box = mailbox.Maildir(sys.argv[1], create=False)
print(json.dumps([message(found) for found in box]))
