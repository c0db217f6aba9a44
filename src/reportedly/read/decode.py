"""Bytes to text: which encoding a file is in, and which files are no text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata

from reportedly.errors import InputFault

# UTF-32 before UTF-16: its little-endian mark begins with the other's.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# First bytes of files that people take for text, and what they are.
SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip, Word or spreadsheet file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
# Single-byte encodings that English news of the regions comes in; any other is taken for the first.
SINGLE_BYTE = ("cp1252", "cp1256", "cp1251")
# Above this share of undecodable bytes a file is not UTF-8 with a fault but another encoding.
UTF8_DAMAGE = 0.001
CONTROL_SHARE = 0.01
DETECTION_BYTES = 65_536

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
# What the HTML standard reads for these labels.
_HTML_ALIASES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}


def decode(data: bytes, where: str, *, declared: str | None = None, page: bool = False) -> str:
    """The text of `data`, without its byte order mark.

    `declared` is an encoding that a protocol named; with `page`, one that the HTML itself names is heard too. A
    declaration that the bytes do not bear is passed over. Raises InputFault for an empty file and for what is no text.
    """
    if not data.strip():
        raise InputFault(where, "empty")
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise InputFault(where, f"{kind}, not text: save it as .txt or .html")
    text = _by_mark(data)
    if text is None:
        text = _by_zeros(data)
    if text is None:
        if b"\0" in data:
            raise InputFault(where, "binary data, not text")
        names = [declared] if declared else []
        names += [m.decode("ascii") for m in _DECLARED.findall(data[:4096])] if page else []
        text = _by_names(data, names)
    if "\0" in text or _controls(text) > CONTROL_SHARE:
        raise InputFault(where, "binary data, not text")
    if not text.strip():
        raise InputFault(where, "empty")
    return text


def _by_mark(data: bytes) -> str | None:
    """By byte order mark."""
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    return None


def _by_zeros(data: bytes) -> str | None:
    """UTF-16 without a mark: in English text every other byte is zero."""
    head = data[:4096]
    half = len(head) // 2
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if half and head[offset::2].count(0) > 0.7 * half and head[1 - offset :: 2].count(0) < 0.05 * half:
            return data.decode(name, errors="replace")
    return None


def _by_names(data: bytes, declared: list[str]) -> str:
    """UTF-8 if it is that, then as declared, then as the bytes look."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for name in declared:
        if name.lower().replace("_", "-") in ("utf-8", "utf8"):
            continue
        try:
            decoded = data.decode(_HTML_ALIASES.get(name.lower(), name), errors="strict")
        except (LookupError, ValueError):
            continue
        if isinstance(decoded, str):
            return decoded
    repaired = data.decode("utf-8", errors="replace")
    high = sum(1 for c in repaired if ord(c) > 127)
    damage = repaired.count("\ufffd")
    if damage <= UTF8_DAMAGE * len(repaired) and damage * 4 <= high:
        return repaired
    return data.decode(_looks_like(data), errors="replace")


def _looks_like(data: bytes) -> str:
    """The likeliest single-byte encoding. Few high bytes (quotes, an accent) say nothing: those are read alike."""
    from charset_normalizer import from_bytes  # deferred: most inputs are UTF-8

    high = sum(1 for b in data[:DETECTION_BYTES] if b > 0xBF)
    if high < 0.05 * min(len(data), DETECTION_BYTES):
        return SINGLE_BYTE[0]
    best = from_bytes(data[:DETECTION_BYTES], cp_isolation=list(SINGLE_BYTE)).best()
    return best.encoding if best else SINGLE_BYTE[0]


def _controls(text: str) -> float:
    """The share of characters that no text has: controls other than white space, and bytes that decode to nothing."""
    sample = text[:DETECTION_BYTES]
    odd = sum(1 for c in sample if c == "\ufffd" or (not c.isspace() and unicodedata.category(c) == "Cc"))
    return odd / max(1, len(sample))
