#!/usr/bin/env bash
# nbgrader reads a zone such as +0300 in a submission's time as a number of seconds, and some zones as UTC.
#
# A submission's folder may hold timestamp.txt, from which nbgrader 0.9.6 takes the time of handing in, and
# from that its late penalty. The documentation shows a date, a time and a zone with spaces between them.
# A good guess would be that the zone is read as ISO 8601 or RFC 2822 read it: "+0300" is three hours east
# of UTC. If there are two spaces, nbgrader's `parse_utc` hands the third word to dateutil as a number of
# seconds where it is one, and as a name of the IANA database where it is not; a name that the database
# does not know counts as UTC without a word.
#
# Seen here: "10:00:00 +0300" is 09:55:00 UTC instead of 07:00:00, "-0500" is 10:08:20 instead of 15:00:00,
# "+03:00" and "PST" are 10:00:00. With a "T" between date and time the same zone is read as expected.
# So the late penalty of a student hangs on the spelling that a collecting script chose.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
python="$folder/venv/bin/python"
"$python" -m pip install --quiet --disable-pip-version-check nbgrader==0.9.6 python-dateutil==2.9.0.post0

"$python" - <<'PYTHON'
from importlib.metadata import version

from nbgrader.utils import parse_utc

print("nbgrader", version("nbgrader"), "python-dateutil", version("python-dateutil"))
# (what timestamp.txt holds, what nbgrader takes for UTC, what it means in UTC)
SEEN = [
    ("2026-11-04 10:00:00 UTC", "10:00:00", "10:00:00"),
    ("2026-11-04T10:00:00+0300", "07:00:00", "07:00:00"),
    ("2026-11-04 10:00:00 +0300", "09:55:00", "07:00:00"),
    ("2026-11-04 10:00:00 -0500", "10:08:20", "15:00:00"),
    ("2026-11-04 10:00:00 +03:00", "10:00:00", "07:00:00"),
    ("2026-11-04 10:00:00 PST", "10:00:00", "18:00:00"),
]
changed = False
for text, seen, meant in SEEN:
    read = f"{parse_utc(text):%H:%M:%S}"
    changed |= read != seen
    print(f"{text:28} read as {read} UTC, means {meant}")
raise SystemExit("nbgrader reads some of these otherwise now." if changed else 0)
PYTHON
