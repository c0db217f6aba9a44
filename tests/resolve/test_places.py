"""Which words are places, which place each is, and which place a claim's words mean."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.actors import load_register
from reportedly.gazetteer import Gazetteer, open_gazetteer
from reportedly.model.report import Report
from reportedly.model.text import Span
from reportedly.model.vocabulary import PLACE_PRECISIONS
from reportedly.resolve.places import (
    find_places,
    outlet_country,
    places_line,
    report_places,
    resolve_place,
    resolve_places,
)
from reportedly.resolve.scene import set_scene

GAZETTEER = open_gazetteer(Path("/nonexistent/none.sqlite"))


@pytest.fixture
def gazetteer() -> Gazetteer:
    return GAZETTEER


FOUND = [
    # a town after "in"
    ("Two people died in Goma on Friday.", [("Goma", "name")]),
    # the article and the hyphen belong to the name
    ("Shells fell on al-Bab overnight.", [("al-Bab", "name")]),
    # words for people are marked
    ("Malian soldiers withdrew.", [("Malian", "people")]),
    # a place that speaks is its government
    ("Iran denied the report.", [("Iran", "metonym")]),
    # but not after a cue
    ("A resident in Tehran said it was calm.", [("Tehran", "name")]),
    # US is a country, "us" is not, nor is "US" as a piece of another name
    ("The US told us to wait.", [("US", "name")]),
    # a state's abbreviation needs its comma
    ("He was born in Gary, Ind., and moved.", [("Gary", "name"), ("Ind", "name")]),
    ("Miss. Smith and Mass. were words.", []),
    # the name of a person that is a town's too
    ("Mr. Lincoln and Gen. Houston met.", []),
    # a possessive without its apostrophe
    ("Air raids hit Syrias north.", [("Syria", "name")]),
    # a piece of a longer name is no place of its own
    ("Rebels left Bab al-Faraghsa.", []),
    # features that are no towns
    ("They crossed the Khabur River at dawn.", [("Khabur River", "feature")]),
    # a text in capitals: common words are no names
    (
        "THE GUERRILLAS ATTACKED THE TOWN OF ZACATECOLUCA IN TURN, AND DID SO AGAIN.",
        [("ZACATECOLUCA", "name")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_places_are_found(gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.text, m.kind) for m in find_places(text, gazetteer=gazetteer)] == expected


def test_entities_of_a_recogniser_add_what_the_register_lacks(gazetteer: Gazetteer) -> None:
    text = "Shells hit Qanbarout at dawn."
    assert find_places(text, gazetteer=gazetteer) == ()
    (mention,) = find_places(text, gazetteer=gazetteer, entities=[(11, 20, "GPE")])
    assert (mention.text, mention.kind) == ("Qanbarout", "name")


RESOLVED = [
    # the country beside it decides
    ("A bomb went off in Tripoli, Lebanon.", "Tripoli", ("geonames:266826", "LB", "exact")),
    ("A bomb went off in Tripoli, Libya.", "Tripoli", ("geonames:2210247", "LY", "exact")),
    # a country told elsewhere in the report decides
    (
        "Jordan closed its border. A man was shot in Irbid and another in Salt.",
        "Salt",
        ("geonames:250258", "JO", "exact"),
    ),
    # a state's abbreviation decides
    ("Fire broke out in Springfield, Ill., on Monday.", "Springfield", ("geonames:4250542", "US", "exact")),
    # the greatest, as a last resort
    ("Talks were held in Paris.", "Paris", ("geonames:2988507", "FR", "exact")),
    # a unit told as one is no town
    ("Villages in Hama province were hit.", "Hama", ("geonames:170015", "SY", "admin1")),
    # a country is a country
    ("Fighting spread in Mali.", "Mali", ("geonames:2453866", "ML", "country")),
    # part of a country is a region, and no point
    ("Fighting spread in northern Mali.", "Mali", ("geonames:2453866", "ML", "region")),
    # near a town
    ("A mine went off near Kirkuk in Iraq.", "Kirkuk", ("geonames:94787", "IQ", "near")),
    # a feature is near the town in its name
    ("The wounded reached Kandahar Airport.", "Kandahar Airport", ("geonames:1138336", "AF", "near")),
    # people
    ("Ukrainian troops advanced.", "Ukrainian", ("geonames:690791", "UA", "country")),
    # a sea has no country
    ("A boat sank in the Mediterranean.", "Mediterranean", (None, None, "region")),
]


@pytest.mark.parametrize(("text", "words", "expected"), RESOLVED)
def test_places_are_resolved_by_context(
    gazetteer: Gazetteer, text: str, words: str, expected: tuple[str | None, str | None, str]
) -> None:
    mentions = find_places(text, gazetteer=gazetteer)
    places = {p.text: p for p in resolve_places(text, mentions, gazetteer=gazetteer)}
    place = places[words]
    assert (place.id, place.country, place.precision) == expected


def test_a_hint_decides_between_equals(gazetteer: Gazetteer) -> None:
    """An outlet's country is a weak sign: enough where nothing else is told."""
    text = "The council of Hamilton met."
    mentions = find_places(text, gazetteer=gazetteer, entities=[(15, 23, "GPE")])
    (place,) = resolve_places(text, mentions, gazetteer=gazetteer, hints=("NZ",))
    assert place.country == "NZ"


CLAIMED = [
    # the most precise of what is named
    ("the town of Khan Sheikhoun in Idlib province", ("Khan Shaykhun", "SY", "Idlib", "exact", None)),
    # relations are kept
    ("the outskirts of Damascus", ("Damascus", "SY", "Damascus", "near", "the outskirts of")),
    ("eastern Aleppo", ("Aleppo", "SY", "Aleppo", "near", "eastern")),
    # a road between two places is neither
    ("a highway connecting Aleppo to the capital", (None, "SY", None, "region", "connecting")),
    # an unknown village keeps its words, and the unit that the text gives
    ("the village of Qanbarout in Homs province", (None, "SY", "Homs", "admin1", None)),
    # what points back
    ("the capital", ("Damascus", "SY", "Damascus", "exact", None)),
    # part of the country, told by direction alone
    ("the Kurdish-held north-east", (None, "SY", None, "region", None)),
    # people and ground: their country
    ("Turkish airspace", (None, "TR", None, "region", None)),
    # vowels that differ, in a country that writes without them
    ("Seraqeb", ("Saraqib", "SY", "Idlib", "exact", None)),
    # nothing known: words and country
    ("a bakery", (None, "SY", None, None, None)),
]


@pytest.mark.parametrize(("words", "expected"), CLAIMED)
def test_the_words_of_a_claim_become_its_place(
    gazetteer: Gazetteer, words: str, expected: tuple[str | None, ...]
) -> None:
    text = f"Syria's war went on in Syria. Shells fell in Homs. A strike hit {words} on Tuesday, Syrian media said."
    context = report_places(text, gazetteer=gazetteer)
    start = text.index(words)
    place = resolve_place(text, Span(start, start + len(words)), context, gazetteer)
    assert place.text == words
    assert (place.name, place.country, place.admin1, place.precision, place.relation) == expected


def test_a_report_of_one_unknown_village_is_not_emptied(gazetteer: Gazetteer) -> None:
    """No match: name, id and coordinates are None, the text stays."""
    text = "Raiders burned Xqanbarout."
    context = report_places(text, gazetteer=gazetteer)
    place = resolve_place(text, Span(15, 25), context, gazetteer)
    assert (place.text, place.name, place.id, place.lat, place.lon) == ("Xqanbarout", None, None, None, None)


@pytest.mark.parametrize(
    ("text", "words", "name", "unit"),
    [
        # the unit told right behind an unknown district fills its unit
        (
            "KABUL, Afghanistan - Two died in Zormandu district, Ghazni province, today.",
            "Zormandu district",
            None,
            "Ghazni",
        ),
        # a district spelled like one elsewhere lies where the text puts it
        ("KABUL, Afghanistan - Two died in Khas district, Uruzgan province, today.", "Khas district", None, "Urozgan"),
        # the one province of the sentence holds an unknown district named later
        (
            "KABUL, Afghanistan - In Khost province, police raided a farm in Bak district.",
            "Bak district",
            None,
            "Khost",
        ),
        # two provinces: no telling which
        (
            "KABUL, Afghanistan - From Khost province to Ghazni province, men fled by Bak district.",
            "Bak district",
            None,
            None,
        ),
    ],
)
def test_an_unknown_district_lies_in_the_unit_told(
    gazetteer: Gazetteer, text: str, words: str, name: str | None, unit: str | None
) -> None:
    start = text.index(words)
    span = Span(start, start + len(words))
    place = resolve_place(text, span, report_places(text, gazetteer=gazetteer), gazetteer)
    assert (place.text, place.name, place.admin1) == (words, name, unit)
    assert place.precision == ("admin1" if unit else None)


@pytest.mark.parametrize(
    ("text", "words", "unit"),
    [
        # a great city goes by its name alone, though a small namesake lies in a state told
        ("She moved from Ohio to Texas and then to Portland.", "Portland", "Oregon"),
        # a name that a city once had is another town's own
        ("The council of Salisbury met.", "Salisbury", "GB"),
        # a county is not the city that is a county by itself
        ("The sheriff of Suffolk County met the mayor of New York.", "Suffolk County", "New York"),
        # "City" behind the name of a city is no other name
        ("The mayor of Quebec City met farmers.", "Quebec City", "Quebec"),
    ],
)
def test_the_better_known_bearer_of_a_name(gazetteer: Gazetteer, text: str, words: str, unit: str) -> None:
    found = {m.text: p for m, p in report_places(text, gazetteer=gazetteer)}
    assert (found[words].admin1 or found[words].country) == unit


def test_the_line_of_the_command(gazetteer: Gazetteer) -> None:
    line = places_line({"doc": "a", "text": "Rain fell on Goma."}, (), gazetteer=gazetteer)
    (place,) = line["places"]
    assert line["doc"] == "a"
    assert (place["start"], place["end"], place["text"], place["country"]) == (13, 17, "Goma", "CD")
    assert {"id", "name", "admin1", "lat", "lon", "precision", "relation", "kind"} <= place.keys()


PIECES = [*list("abc ABC.,-'’()\n\tİßéقءعا\u200f��"), " in ", " al-", "Syria", " near ", "Al", "S.", "Camp "]
LETTERS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@settings(max_examples=150, deadline=None)
@given(
    LETTERS, st.lists(st.tuples(st.integers(0, 130), st.integers(0, 130), st.sampled_from(["GPE", "ORG"])), max_size=3)
)
def test_hostile_text_never_raises_and_spans_quote_it(text: str, entities: list[tuple[int, int, str]]) -> None:
    """Whatever the text and entities: spans quote the text and do not overlap, precisions are of the vocabulary."""
    context = report_places(text, gazetteer=GAZETTEER, entities=entities)
    last = 0
    for mention, place in context:
        assert mention.span.of(text) == mention.text == place.text
        assert mention.span.start >= last
        last = mention.span.end
        assert place.precision is None or place.precision in PLACE_PRECISIONS
        assert (place.lat is None) == (place.lon is None)
    for start in range(0, len(text), 7):
        span = Span(start, min(len(text), start + 9))
        assert resolve_place(text, span, context, GAZETTEER).text == span.of(text)


def test_the_same_text_gives_the_same_places(gazetteer: Gazetteer) -> None:
    text = FOUND[0][0] + " " + CLAIMED[0][0]
    assert report_places(text, gazetteer=gazetteer) == report_places(text, gazetteer=gazetteer)


def test_a_thousand_words_take_little_time(gazetteer: Gazetteer) -> None:
    """Under 20 ms on a free core; the bound here is wide, for machines that are busy."""
    text = " ".join(t for t, *_ in FOUND) + " "
    text *= 1000 // len(text.split()) + 1
    start = time.process_time()
    report_places(text, gazetteer=gazetteer)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("site", "country"),
    [
        ("https://www.nation.example.co.ke/news/1", ("KE",)),  # the end of an address
        ("example.co.uk", ("GB",)),  # uk is not the code of its country
        ("example.com", ()),  # of no country
        ("Kenya Times", ()),  # no site at all
        ("http://[", ()),  # no address
        (None, ()),  # not told
    ],
)
def test_the_country_of_an_outlet(gazetteer: Gazetteer, site: str | None, country: tuple[str, ...]) -> None:
    assert outlet_country(site, gazetteer) == country


def test_the_outlet_s_country_tells_which_town_a_report_means(gazetteer: Gazetteer) -> None:
    """The same words on sites of two countries: each means the town of its own."""
    text = "Two men were shot dead in Hamilton on Friday."
    countries = []
    for url in ("https://news.example.co.nz/1", "https://news.example.ca/1"):
        scene = set_scene(Report(doc="x", text=text, url=url), text, (), gazetteer, load_register())
        countries.append([place.country for _, place in scene.places])
    assert countries == [["NZ"], ["CA"]]
