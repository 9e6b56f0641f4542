"""Counts the calls by city out of the stream governance.grid.events, into SQLite. apt-get install python3-pika

    python3 count_by_city.py AMQP_URI first|saved|2026-11-01T00:00:00Z STATE_FILE

Prints {"5101": 3, ...} when nothing has come for IDLE_SECONDS (3); a real consumer goes on for ever.
"""
import json
import os
import sqlite3
import sys
from datetime import datetime, timedelta, timezone

import pika

if len(sys.argv) != 4:
    sys.exit("count_by_city.py AMQP_URI first|saved|TIME STATE_FILE")
uri, start, file = sys.argv[1:]
idle = float(os.environ.get("IDLE_SECONDS", "3"))
if start != "saved" and os.path.exists(file):
    os.remove(file)
# Rows and offset in one transaction: neither is ever ahead of the other.
db = sqlite3.connect(file, isolation_level=None)
db.executescript("""
    create table if not exists calls (subject text primary key, sequence integer not null, area text not null);
    create table if not exists began (at integer not null);
    create table if not exists since (time text not null);
    create table if not exists place (only_one integer primary key check (only_one = 1), offset integer not null, id text not null);
""")

if start not in ("first", "saved"):
    db.execute("insert into since values (?)", (start,))
row = db.execute("select time from since").fetchone()
since = datetime.fromisoformat(row[0].replace("Z", "+00:00")) if row else None
saved = db.execute("select offset, id from place").fetchone()  # None: nothing has come yet, and this run begins as the first did
if saved:
    # The saved one itself, which was counted: only if it comes again is this the stream that it was saved of, with nothing missing behind it.
    offset = saved[0]
elif since:
    # The broker begins with the chunk that holds what came in at that time by its own clock, which may be slow: a minute earlier, and what happened before the time is dropped below.
    offset = since.astimezone(timezone.utc) - timedelta(minutes=1)
else:
    offset = "first"

# Read from the stream's very first on, every subject that comes later comes with its 1.
whole = saved is not None and db.execute("select 1 from began where at = 0").fetchone() is not None

connection = pika.BlockingConnection(pika.URLParameters(uri))
channel = connection.channel()
channel.basic_qos(prefetch_count=200)  # a stream has to have a limit, and acknowledgements


def gap():
    # The stream keeps 90 days or 20 GB, and a broker that was lost comes back with an empty one that counts from 0 again: what lies between is in the feed alone.
    print(f"gap: offset {saved[0]} of the stream is not the event that was saved any more: count anew, out of the feed", file=sys.stderr)


def take(headers, body):
    subject, sequence = headers["ce-subject"], headers["ce-sequence"]
    if since and datetime.fromisoformat(headers["ce-time"].replace("Z", "+00:00")) < since:
        return  # before the time that was asked for
    known = db.execute("select sequence, area from calls where subject = ?", (subject,)).fetchone()
    if known and sequence <= known[0]:
        return  # seen: delivery is at least once
    following = known[0] + 1 if known else 1 if whole else sequence
    if sequence > following:
        print(f"missed {subject} {following} to {sequence - 1}", file=sys.stderr)
    # What is not known is skipped, and its number kept: events grow.
    if headers["ce-type"] == "governance.grid.v1.CallOpened" or headers["ce-type"] == "governance.grid.v1.CallMoved" and known and known[1]:
        area = json.loads(body)["area"]
    elif known:
        area = known[1]
    else:
        area = ""
    db.execute("insert or replace into calls values (?, ?, ?)", (subject, sequence, area))


last, begun = None, False
for method, properties, body in channel.consume("governance.grid.events", auto_ack=False, arguments={"x-stream-offset": offset}, inactivity_timeout=idle):
    if last is None and method is not None:
        db.execute("begin")
    if method is not None and not begun:
        begun, at = True, properties.headers["x-stream-offset"]
        if saved and (at, properties.headers["ce-id"]) != saved:
            gap()
        if not saved and not since:
            db.execute("insert into began values (?)", (at,))
    if method is not None:
        take(properties.headers, body)
        last = (method.delivery_tag, properties.headers["x-stream-offset"], properties.headers["ce-id"])
    # A transaction for each hundred or so; acknowledged once it is safe.
    if last is not None and (method is None or last[0] % 100 == 0):
        db.execute("insert or replace into place values (1, ?, ?)", last[1:])
        db.execute("commit")
        channel.basic_ack(last[0], multiple=True)
        last = None
    if method is None:
        break
connection.close()
if saved and not begun:
    gap()
print(json.dumps(dict(db.execute("select substr(area, 1, 4), count(*) from calls where area <> '' group by 1 order by 1").fetchall())))
