"""Bytes to text, no character guessed wrong in silence: byte order marks, declarations, UTF-8, then legacy sets.

A legacy single-byte set cannot be told from another by validity, so it is told by what its high bytes do in the text:
lone ones between Latin letters are quotes, dashes and accents (windows-1252, or Mac Roman by its apostrophe); words
made of them are another script, which charset-normalizer names.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from escalade.errors import InputError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{3,30})|<\?xml[^>]{0,100}encoding=["']([\w.-]+)""", re.I
)
UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]+")
OTHER_SCRIPT = re.compile(rb"(?:[\xc0-\xff]{4,}[ ,.]+){2}|[\xc0-\xff]{6,}")
MAC_APOSTROPHE = re.compile(rb"[a-z]\xd5(?:s|t|re|ve|ll|d|m)\b|\xd2[A-Z][^\xd2\xd3]{1,400}\xd3")
CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27, 26, 30, 31})
HEAD = 4096  # bytes in which a page must declare its encoding, and a text shows that it is binary
MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"PAR1",
    b"\xd0\xcf\x11\xe0",
    b"SQLite format 3",
)
BROKEN_SHARE = 0.001  # of a page's bytes: a stray byte in an advertisement does not lose the report


def decode(raw: bytes, *, page: bool = False) -> tuple[str, str]:
    """Text of the bytes and the name of their encoding. `page`: look for an html or xml declaration.

    Raises InputError: "empty" (nothing but white space), "binary" (no text file), "encoding" (text that fits no
    encoding, such as UTF-8 with broken characters).
    """
    if not raw.strip(b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"):
        raise InputError("empty", "there is nothing in it")
    text, name = _decode(raw, page)
    if not text.strip("\ufeff \t\r\n"):
        raise InputError("empty", "there is nothing in it but white space")
    return text.removeprefix("\ufeff"), name


def _decode(raw: bytes, page: bool) -> tuple[str, str]:
    for mark, name in BOMS:
        if raw.startswith(mark):
            return _strict(raw, name), name
    if unmarked := _utf16_without_mark(raw):
        return _strict(raw, unmarked), unmarked
    if raw.startswith(MAGIC) or _is_binary(raw):
        raise InputError("binary", "this is no text file")
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken = error
    if page and (declared := _declared(raw)):
        try:
            return raw.decode(declared), declared
        except (UnicodeDecodeError, LookupError):
            pass
    if not _is_mostly_utf8(raw):
        return _legacy(raw)
    if broken.start >= len(raw) - 3:  # cut off inside the last character
        return raw[: broken.start].decode("utf-8"), "utf-8"
    text = raw.decode("utf-8", "replace")
    if page and text.count("\ufffd") <= BROKEN_SHARE * len(raw):
        return text, "utf-8"
    raise InputError("encoding", f"UTF-8 with broken characters, the first at byte {broken.start}")


def _strict(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as error:
        raise InputError("encoding", f"its mark says {name}, but byte {error.start} does not fit") from error


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 in which nearly every other byte of the head is zero, as Latin text makes it."""
    head = raw[:HEAD]
    half = len(head) // 2
    if half < 4:
        return None
    if head[1::2].count(0) > 0.7 * half and head[::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if head[::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _is_binary(raw: bytes) -> bool:
    head = raw[:HEAD]
    controls = len(head) - len(head.translate(None, CONTROLS))
    return b"\x00" in head or controls > 0.01 * len(head)


def _declared(raw: bytes) -> str | None:
    match = META.search(raw[:HEAD])
    if match is None:
        return None
    name = (match.group(1) or match.group(2)).decode("ascii").lower()
    if name in ("utf-8", "utf8"):
        return None
    return "windows-1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else name  # as browsers read it


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether the high bytes form UTF-8 characters, but for a few."""
    high = sum(len(run) for run in HIGH.findall(raw))
    good = sum(len(c) for c in UTF8_CHARACTER.findall(raw))
    return good > 0.6 * high


def _legacy(raw: bytes) -> tuple[str, str]:
    if OTHER_SCRIPT.search(raw):
        best = from_bytes(raw[:200_000]).best()
        if best is None:
            raise InputError("encoding", "its bytes fit no encoding known here")
        return _strict(raw, best.encoding), best.encoding
    name = "mac_roman" if MAC_APOSTROPHE.search(raw) else "windows-1252"
    try:
        return raw.decode(name), name
    except UnicodeDecodeError as error:
        raise InputError("encoding", f"byte {error.start} fits neither UTF-8 nor {name}") from error
