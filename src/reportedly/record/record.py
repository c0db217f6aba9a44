"""The record's face: open it, add reports, judge, undo, look."""

from __future__ import annotations

import getpass
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from sqlalchemy import Connection

import reportedly
from reportedly.errors import InputFault, UsageFault
from reportedly.model.incident import DIFFERENT, SAME
from reportedly.reconcile.copies import agency
from reportedly.record.refresh import rebuild, refresh
from reportedly.store import Database, derived, incidents, open_database, people, upgrade
from reportedly.store import reports as store

RULES = 2  # raised when tellings, keys or clusters come out otherwise: records are worked out anew when opened
DERIVED = "derived"
CORRECTABLE = frozenset(
    {
        "status",
        "time",
        "place",
        "value",
        "low",
        "high",
        "hedge",
        "total",
        "part",
        "by",
        "who",
        "actor",
        "recipient",
        "perpetrator",
        "mode",
        "type",
        "share",
        "from",
        "to",
        "unit",
        "places",
    }
)

# Paths → reports with the bytes they were read from, and faults of inputs that could not be read.
Extract = Callable[[Sequence[str]], Iterator["tuple[dict[str, Any], bytes] | InputFault"]]


@dataclass(slots=True)
class Added:
    """What an `add` did, by doc: `new` reports, `changed` ones (a new version), `reread` by another extractor, `known`
    already, and `refused` inputs."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    reread: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[InputFault] = field(default_factory=list)


def open_record(url: str, who: str | None = None) -> Record:
    """The record in a database, made or brought to this version's tables where needed; `who` signs what is changed."""
    record = Record(open_database(url), who or user())
    with record.database.writing() as connection:
        upgrade(connection)
        if derived.note(connection, DERIVED) != rules_version():
            if store.holds_reports(connection):
                rebuild(connection, store.new_revision(connection, record.who, "rules of this version"))
            derived.set_note(connection, DERIVED, rules_version())
    return record


def user() -> str:
    """Who is at the keyboard, as the system says."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def rules_version() -> str:
    """A digest of all that tellings, keys and links depend on besides the reports."""
    folder = resources.files("reportedly.reconcile")
    files = [folder.joinpath(name).read_bytes() for name in ("likeness.yaml", "word_counts.txt.gz")]
    return hashlib.sha256(b"\x1f".join([str(RULES).encode(), *files])).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Record:
    """A record of reports. Every method that changes it is one transaction: it happens whole, or not at all."""

    database: Database
    who: str

    def add(
        self, report: dict[str, Any], raw: bytes | None = None, *, archive: bool = False, extractor: str | None = None
    ) -> str:
        """Add one report of the claims file: `new`, `changed`, `reread` or `known` (nothing was done).

        `raw` are the bytes that it was read from (its text, where there are none): another text of a known doc is a
        new version, and both are kept. `archive` keeps the bytes too.
        """
        made, version = raw if raw is not None else text_bytes(report), extractor or reportedly.__version__
        sha256 = store.digest(made)
        with self.database.reading() as connection:
            if store.standing(connection, report, sha256, version)[0] == store.KNOWN:
                return store.KNOWN
        with self.database.writing() as connection:
            how, id_ = store.standing(connection, report, sha256, version)
            if how != store.KNOWN:
                revision = store.new_revision(connection, self.who, f"add {report['doc']}")
                keep(connection, how, id_, report, made if archive else None, sha256, version, revision)
                refresh(connection, [report["doc"]], [], revision)
        return how

    def add_many(self, reports: Iterable[dict[str, Any]]) -> None:
        """Add many reports at once, in one transaction: for a first filling, faster than one by one and to the same
        end.
        """
        version = reportedly.__version__
        with self.database.writing() as connection:
            revision = store.new_revision(connection, self.who, "add many")
            for report in reports:
                sha256 = store.digest(text_bytes(report))
                how, id_ = store.standing(connection, report, sha256, version)
                if how != store.KNOWN:
                    keep(connection, how, id_, report, None, sha256, version, revision)
            rebuild(connection, revision)

    def add_paths(
        self, paths: Sequence[str], extract: Extract, *, archive: bool = False
    ) -> Iterator[tuple[str, str] | InputFault]:
        """Add what `extract` reads from paths, each report in a transaction of its own: (how it stood, doc), or the
        fault.
        """
        for item in extract(paths):
            if isinstance(item, InputFault):
                yield item
            else:
                report, raw = item
                yield self.add(report, raw, archive=archive), report["doc"]

    def judge(self, verdict: str, a: str, b: str, why: str = "") -> None:
        """Record that two incidents or claims are the same happening, or that they are not."""
        if verdict not in (SAME, DIFFERENT):
            raise UsageFault(f"a judgement is {SAME} or {DIFFERENT}, not {verdict}")
        with self.database.writing() as connection:
            left, right = claims_of(connection, a), claims_of(connection, b)
            if set(left) & set(right):
                raise UsageFault(f"{a} and {b} share claims: name the claims that are apart")
            asked = f"{a} {b}"
            revision = store.new_revision(connection, self.who, f"{verdict} {asked}")
            people.keep_judgement(connection, verdict, left, right, asked, why, revision)
            decide(connection, [*left, *right], revision)

    def correct(self, claim: str, name: str, value: Any, why: str = "") -> None:
        """Record what a field of a claim should be. The machine's value stays beside it."""
        if name not in CORRECTABLE:
            raise UsageFault(f"no field {name!r} to correct: there are {', '.join(sorted(CORRECTABLE))}")
        with self.database.writing() as connection:
            if claim not in store.docs_of_claims(connection, [claim]):
                raise UsageFault(f"no claim {claim} in the record")
            revision = store.new_revision(connection, self.who, f"correct {name} of {claim}")
            people.keep_correction(connection, claim, name, value, why, revision)
            decide(connection, [claim], revision)

    def undo(self) -> str | None:
        """Undo the latest judgement, correction, rejection or addition that stands, and say which; None when there is
        none. It stays on record.
        """
        with self.database.writing() as connection:
            revision = store.new_revision(connection, self.who, "undo")
            undone = people.undo_last(connection, revision)
            if undone is None:
                return None
            decide(connection, undone[1], revision)
            return undone[0]

    def rebuild(self) -> None:
        """Work all incidents out anew. They come out as they are, unless the rules have changed."""
        with self.database.writing() as connection:
            rebuild(connection, store.new_revision(connection, self.who, "rebuild"))


def keep(
    connection: Connection,
    how: str,
    id_: str,
    report: dict[str, Any],
    raw: bytes | None,
    sha256: str,
    extractor: str,
    revision: int,
) -> None:
    """Write a report's rows: a version of it, or other claims of the version there is."""
    if how == store.REREAD:
        store.keep_claims(connection, id_, report["claims"], extractor)
        store.use_extractor(connection, id_, extractor)
    else:
        credit = agency(report.get("text") or "", report.get("source"))
        store.keep_report(connection, id_, report, raw, sha256, extractor, credit, revision)


def decide(connection: Connection, claims: Sequence[str], revision: int) -> None:
    """Bring the incidents around claims up to date."""
    refresh(connection, set(store.docs_of_claims(connection, claims).values()), claims, revision)


def text_bytes(report: dict[str, Any]) -> bytes:
    """The bytes of a report that came as text."""
    return str(report.get("text") or "").encode("utf-8", "surrogatepass")


def claims_of(connection: Connection, name: str) -> list[str]:
    """The claims of an incident, or of a claim itself; by an incident's old id, those of what it became."""
    found = incidents.fetch(connection, [name]).get(name)
    if found:
        return list(found[1]["claims"])
    if name in store.docs_of_claims(connection, [name]):
        return [name]
    graves = incidents.tombstones_of(connection, name)
    if graves and len(graves[-1]["became"]) == 1:
        return claims_of(connection, graves[-1]["became"][0])
    if graves:
        raise UsageFault(
            f"{name} was {graves[-1]['reason']}: {', '.join(graves[-1]['became']) or 'nothing is left of it'}"
        )
    raise UsageFault(f"no incident or claim {name} in the record")
