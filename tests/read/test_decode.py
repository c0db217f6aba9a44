"""Encodings that news comes in."""

from __future__ import annotations

import pytest

from reportedly.errors import InputFault
from reportedly.read.decode import decode

ENGLISH = "The army said “not one” shell was fired – the café burned. " * 3
RUSSIAN = "Армия заявила, что город взят в понедельник. " * 5
ARABIC = "قال الجيش ان المدينة سقطت يوم الاثنين " * 5


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (ARABIC, "cp1256"),
    ],
)
def test_the_encoding_is_found(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "f") == text


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        # the page names its encoding
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">', "cp1256"),
        # Latin-1 on the web means windows-1252
        ('<meta charset="iso-8859-1">', "cp1252"),
        # a page may name an encoding that does not exist, or not be what it names
        ('<meta charset="nonsense-8">', "utf-8"),
        ('<meta charset="windows-1252">', "utf-8"),
        # or one that is no text encoding in Python
        ('<meta charset="hex">', "cp1252"),
    ],
)
def test_a_page_may_name_its_encoding(head: str, encoding: str) -> None:
    text = head + {"cp1251": RUSSIAN, "cp1256": ARABIC}.get(encoding, ENGLISH)
    assert decode(text.encode(encoding), "f", page=True) == text


def test_one_broken_byte_does_not_make_utf_8_another_encoding() -> None:
    data = (ENGLISH * 40).encode() + b"\xe2\x80"
    assert decode(data, "f").startswith(ENGLISH)


@pytest.mark.parametrize(
    "data", [b"", b"  \n", b"\xef\xbb\xbf", b"\xff\xfe", b"a\0b\0\0c", b"\x1f\x8b\x08", b"PK\x03\x04"]
)
def test_what_is_no_text_is_a_fault(data: bytes) -> None:
    with pytest.raises(InputFault):
        decode(data, "f")
