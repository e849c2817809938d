"""The time of a submission, as timestamp.txt says it.

nbgrader reads "+0300" as 300 seconds and "PST" as UTC, and some dates as the next day. A wrong time
costs marks, so only what has one meaning is read here: a date and a time of day as in ISO 8601,
with the difference from UTC or the name of a zone that has one difference at that time. Without
either, the time is in UTC, as nbgrader writes it.
"""

import re
import zoneinfo
from datetime import UTC, datetime, timedelta
from pathlib import Path

FILE = "timestamp.txt"

_FORM = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d|\d{8})[T ](?P<time>\d\d:\d\d(:\d\d([.,]\d+)?)?|\d{4}(\d\d)?)"
    r" ?(?P<zone>\S*)",
    re.ASCII,
)
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)?", re.ASCII)
_MOST = timedelta(hours=14)

# Abbreviations that mean one thing in the whole world, in hours ahead of UTC. "PST", "IST" and many
# others mean several.
_HOURS = {"Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3}


def time_of(folder: Path) -> tuple[datetime | None, str]:
    """The time in the timestamp.txt of a folder, in UTC without a zone, and a warning or "".

    The time is None if there is no such file, if it is empty, or if it holds no time that can be
    read; the warning then says why.
    """
    path = folder / FILE
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return None, _refused("it is not a plain file")
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(100).strip()
    except FileNotFoundError:
        return None, ""
    except (OSError, UnicodeDecodeError) as error:
        return None, _refused(f"{type(error).__name__}: {error}")
    if not text:
        return None, ""
    try:
        moment = read_time(text)
    except ValueError as error:
        return None, _refused(str(error))
    return moment, _doubt(moment)


def _refused(reason: str) -> str:
    return (
        f"timestamp.txt holds no time that can be read ({reason}), so no time of submission is "
        "recorded. A time is written as 2026-11-04 10:41:01 +0100"
    )


def _doubt(moment: datetime) -> str:
    now = datetime.now(UTC).replace(tzinfo=None)
    if moment.year < 2000:
        return f"timestamp.txt says {moment:%Y-%m-%d}: nobody has handed this in before 2000"
    if moment > now + timedelta(days=1):
        return f"timestamp.txt says {moment:%Y-%m-%d}, which has not come yet"
    return ""


def read_time(text: str) -> datetime:
    """The time that a text says, in UTC without a zone; ValueError says why it says none."""
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no date with a time of day")
    try:
        local = datetime.fromisoformat(f"{found['date']}T{found['time']}".replace(",", "."))
    except ValueError as error:
        raise ValueError(f"{text!r}: {error}") from None
    try:
        return local - _offset(local, found["zone"])
    except OverflowError:
        raise ValueError(f"{text!r} is no year") from None


def _offset(local: datetime, zone: str) -> timedelta:
    """How far a zone is before UTC at this local time."""
    if not zone or zone.upper() in _HOURS:
        return timedelta(hours=_HOURS.get(zone.upper(), 0))
    if found := _OFFSET.fullmatch(zone):
        offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
        if offset > _MOST or int(found["minutes"] or 0) > 59:
            raise ValueError(f"no place on earth is {zone} from UTC")
        return offset if found["sign"] == "+" else -offset
    if "/" not in zone:
        raise ValueError(f"{zone!r} has several meanings or none")
    return _offset_of_place(local, zone)


def _offset_of_place(local: datetime, zone: str) -> timedelta:
    try:
        place = zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"no time zone is called {zone!r}") from None
    early, late = (local.replace(tzinfo=place, fold=fold).utcoffset() for fold in (0, 1))
    if early is None or early != late:
        raise ValueError(f"the clocks in {zone} were changed in this hour")
    return early
