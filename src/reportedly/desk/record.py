"""What the desk asks of a record: reading for the pages, and the changes that people make. `stored.py` answers from
the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Json = Mapping[str, Any]

ACCEPTED, EDITED, REJECTED, COMMENT = "accepted", "edited", "rejected", "comment"
VERDICTS = (ACCEPTED, EDITED, REJECTED)


@dataclass(frozen=True, slots=True)
class Row:
    """A claim as it stands now: `claim` with people's corrections, `machine` as extracted (None: added by a person).

    `doc` is the report's id in the record, `verdict` one of VERDICTS or None when nobody has looked at it.
    """

    id: str
    doc: str
    publisher: str | None
    published: str | None
    claim: Json
    machine: Json | None
    verdict: str | None = None
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a report, since which day the record has it; the `current` one counts."""

    number: int
    since: str
    current: bool


@dataclass(frozen=True, slots=True)
class ReportText:
    """One version of a report with its claims in the order of their words; `debris` are (start, end) of what is no part
    of the telling."""

    doc: str
    text: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    language: str | None
    rows: tuple[Row, ...]
    debris: tuple[tuple[int, int], ...] = ()
    versions: tuple[Version, ...] = ()
    number: int = 1  # of the version shown

    @property
    def current(self) -> bool:
        """Whether this is the version that counts."""
        return all(version.number == self.number for version in self.versions if version.current)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a person did: `what` is one of VERDICTS, `comment`, `added`, `same`, `different`.

    `about` is a claim's id, or for a judgement the ids of the two sides; `before` and `after` the values that changed.
    """

    id: str
    what: str
    about: tuple[str, ...]
    who: str
    when: str
    why: str = ""
    before: Json = field(default_factory=dict)
    after: Json = field(default_factory=dict)
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed up to a `version`: claims and incidents as they are now, and the ids of those that are gone."""

    version: str
    rows: Mapping[str, Row]
    incidents: Mapping[str, Json]
    gone_claims: frozenset[str]
    gone_incidents: frozenset[str]


@dataclass(frozen=True, slots=True)
class LinkReason:
    """Why two claims' tellings were put together: the score in log-odds, and each comparison in words with its
    weight."""

    id: str
    left: str
    right: str
    score: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """An incident as JSON (docs/incidents.md), its claims, the links inside it, and the judgements about it."""

    incident: Json
    rows: tuple[Row, ...]
    links: tuple[LinkReason, ...]
    judgements: tuple[Change, ...]


class Record(Protocol):
    """A record of claims. Every method may raise ReportedlyError, whose words are shown as they are."""

    def version(self) -> str:
        """A word that changes when a claim or an incident does; cheap to ask. Verdicts alone do not change it."""

    def verdicts(self, since: int) -> tuple[int, dict[str, str | None]]:
        """Verdicts that were given or taken back since a mark (0: all), and the mark to ask from next time."""

    def changed(self, since: str) -> Changed | None:
        """What changed since a version; None when that cannot be told and the whole must be read."""

    def rows(self) -> Iterator[Row]:
        """Every claim."""

    def incidents(self) -> Iterable[Json]:
        """Every incident."""

    def happenings(self, ids: Sequence[str]) -> dict[str, Json]:
        """Some incidents by id."""

    def claims(self, ids: Sequence[str]) -> dict[str, Row]:
        """Some claims by id; those that are not there are left out."""

    def report(self, doc: str, version: int | None = None) -> ReportText | None:
        """A report with its claims, as it is now or in another version."""

    def incident(self, id: str) -> IncidentPage | str | None:
        """An incident; the id of the incident that it was merged into; or None."""

    def changes(self, about: str | None = None, limit: int = 100) -> list[Change]:
        """What people did, newest first: of one claim, or of all."""

    def series(self) -> Sequence[Any]:
        """The series of totals (`model.series.Series`)."""

    def holdings(self) -> Sequence[Any]:
        """Who held which ground when (`model.series.Holding`)."""

    def review(self, claim: str, verdict: str, who: str, why: str = "", after: Json | None = None) -> Change:
        """Records a verdict or a comment; `after` holds the fields as a person wrote them. The machine's value
        stays."""

    def add(self, doc: str, claim: Json, who: str) -> Change:
        """Adds a claim that the machine missed; it takes part in incidents as others do."""

    def judge(self, verdict: str, left: Sequence[str], right: Sequence[str], who: str, why: str = "") -> Change:
        """Says that the claims of two sides tell the same happening, or that they do not."""

    def undo(self, change: str, who: str) -> Change | None:
        """Takes a change back; None when there is none such, or it was already undone."""
