"""Reads zips that come from outside, so that their names and sizes are not trusted."""

import lzma
import re
import stat
import zipfile
import zlib
from pathlib import Path

from autograder.course import CourseError
from autograder.handover.people import NotPlaced

MEGABYTE = 2**20
MAX_ENTRY = 64 * MEGABYTE  # A notebook with many large figures takes a few megabytes.
MAX_TOTAL = 4096 * MEGABYTE
MAX_RATIO = 200  # Unpacked size over packed size; notebooks reach about 20.
_CHUNK = 2**16

_DROPPINGS = re.compile(r"(^|/)(__MACOSX/|\.ipynb_checkpoints/|\._|\.DS_Store$|Thumbs\.db$)")
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def opened(path: Path) -> zipfile.ZipFile:
    """The zip at `path`; raises `CourseError` if it is none."""
    try:
        return zipfile.ZipFile(path)
    except _UNREADABLE as error:
        raise CourseError(
            f"{path} cannot be read as a zip ({error}). Download all submissions again."
        ) from None


def name_of(info: zipfile.ZipInfo) -> str:
    """The name of an entry, with the slashes of every system in one form."""
    return info.filename.replace("\\", "/")


def is_dropping(info: zipfile.ZipInfo) -> bool:
    """Whether systems leave such a file in a zip by themselves."""
    return _DROPPINGS.search(name_of(info)) is not None


def require_harmless(info: zipfile.ZipInfo) -> None:
    """Raises `NotPlaced` if an entry leads out of the zip, or is no file that can be read."""
    name = name_of(info)
    if name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name):
        raise NotPlaced("its name leads out of the zip, and no submission has such a name")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise NotPlaced("a link to another file, not a file")
    if info.flag_bits & 0x1:
        raise NotPlaced("encrypted; ask for a file without a password")


class Reader:
    """Reads entries in chunks; stops if one entry, or all entries together, become too large."""

    def __init__(self, zipped: zipfile.ZipFile, size: int) -> None:
        self._zipped, self._size, self._total = zipped, size, 0

    def read(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of an entry; raises `NotPlaced`."""
        chunks: list[bytes] = []
        length = 0
        packed = max(1, min(info.compress_size, self._size))
        try:
            with self._zipped.open(info) as file:
                while chunk := file.read(_CHUNK):
                    length += len(chunk)
                    self._total += len(chunk)
                    if length > MAX_ENTRY:
                        raise NotPlaced(f"unpacks to more than {MAX_ENTRY // MEGABYTE} MB")
                    if length > MEGABYTE and length > MAX_RATIO * packed:
                        raise NotPlaced(f"unpacks to more than {MAX_RATIO} times its size")
                    if self._total > MAX_TOTAL:
                        raise NotPlaced(
                            f"the zip unpacks to more than {MAX_TOTAL // MEGABYTE} MB; split it"
                        )
                    chunks.append(chunk)
        except _UNREADABLE as error:
            raise NotPlaced(f"cannot be unpacked ({error})") from None
        return b"".join(chunks)


def shown(info: zipfile.ZipInfo) -> str:
    """An entry's name, with characters that would play tricks on a terminal replaced."""
    return "".join(x if x.isprintable() else "\N{REPLACEMENT CHARACTER}" for x in info.filename)
