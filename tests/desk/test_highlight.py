"""A text cut for highlighting is still the text, and every piece knows what lies over it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.desk.highlight import Mark, pieces

MARKS = st.builds(
    Mark,
    st.integers(-5, 60),
    st.integers(-5, 60),
    st.sampled_from(["toll", "event"]),
    st.one_of(st.none(), st.text("ab", min_size=1)),
)


@given(st.text(max_size=50), st.lists(MARKS, max_size=8))
def test_the_pieces_joined_are_the_text(text: str, marks: list[Mark]) -> None:
    found = pieces(text, marks)
    assert "".join(piece.text for piece in found) == text
    for piece in found:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        over = {m.id for m in marks if m.id and m.start <= piece.start and piece.start + len(piece.text) <= m.end}
        assert set(piece.ids) == over


def test_the_narrowest_claim_gives_the_colour() -> None:
    found = pieces(
        "ten people killed in a strike", [Mark(0, 29, "event", "e"), Mark(0, 17, "toll", "t"), Mark(18, 20, "debris")]
    )
    assert [(p.text, p.kind, p.ids, p.debris) for p in found] == [
        ("ten people killed", "toll", ("t", "e"), False),
        (" ", "event", ("e",), False),
        ("in", "event", ("e",), True),
        (" a strike", "event", ("e",), False),
    ]
