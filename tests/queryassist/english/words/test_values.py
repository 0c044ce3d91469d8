"""Values are found in questions by any usual spelling, and never by accident."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queryassist.catalog import Column, ColumnType, Dataset
from queryassist.english.words.text import tokenize
from queryassist.english.words.values import AbsentMatch, ValueHit, ValueIndex, ValueMatch

KNOWN = frozenset({"users", "new", "of", "with", "from", "stale", "and"})


def _column(name: str, precedence: int, *aliases: tuple[str, ...]) -> Column:
    return Column(
        name=name,
        type=ColumnType.TEXT,
        label=name,
        indexed=True,
        precedence=precedence,
        aliases=aliases,
    )


PEOPLE = Dataset(
    name="people",
    source="people",
    noun="person",
    nouns="people",
    words=("people",),
    key="id",
    columns=(
        _column("city", 0, ("New York City", "NYC", "New York"), ("Mumbai", "Bombay")),
        _column("region", 2, ("Bavaria", "Bayern")),
        _column(
            "country",
            1,
            ("United States", "US", "USA", "America", "American", "Americans"),
            ("Netherlands", "The Netherlands", "Holland", "Dutch"),
            ("France", "French"),
            ("Iraq", "Iraqi"),
            ("Kyrgyzstan", "Kyrgyz"),
        ),
        Column(name="note", type=ColumnType.TEXT, label="note"),
    ),
)
VALUES = {
    "city": (
        *("New York City", "Tokyo", "São Paulo", "Los Angeles", "St. Louis", "St. John's"),
        *("Washington, D.C.", "San", "San Francisco", "Mobile", "Xi'an", "Île-de-France"),
        *(
            "Singapore",
            "Paris",
            "Springfield",
            "springfield",
            "Córdoba",
            "Munich",
            "6th of October",
        ),
    ),
    "region": ("Tokyo", "New York", "Bayern", "Male"),
    "country": ("Japan", "USA", "Netherlands", "Iran", "Austria", "Australia", "Singapore"),
    "note": ("hello",),
}


@pytest.fixture(scope="module")
def index() -> ValueIndex:
    return ValueIndex.build(PEOPLE, VALUES)


def _match(index: ValueIndex, text: str, at: int = 0) -> ValueMatch:
    match = index.match(tokenize(text), at, known=KNOWN)
    assert match is not None, text
    return match


def _near(index: ValueIndex, text: str, at: int = 0) -> ValueMatch | None:
    return index.near(tokenize(text), at, known=KNOWN)


def _absent(index: ValueIndex, text: str) -> AbsentMatch | None:
    return index.absent(tokenize(text), 0)


def _values(match: ValueMatch) -> list[str]:
    return [hit.value for hit in match.hits]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("los angeles", "Los Angeles"),
        ("LOS ANGELES", "Los Angeles"),
        ("Sao Paulo", "São Paulo"),
        ("Saint Louis", "St. Louis"),
        ("St Louis", "St. Louis"),
        ("St. Louis", "St. Louis"),
        ("St. John's", "St. John's"),
        ("St Johns", "St. John's"),
        ("Washington DC", "Washington, D.C."),
        ("Washington, D.C.", "Washington, D.C."),
        ("ile de france", "Île-de-France"),
        ("Xian", "Xi'an"),
        ("cordoba", "Córdoba"),
        ("6th of October", "6th of October"),
        ('"Los Angeles"', "Los Angeles"),
        ("'St Louis'", "St. Louis"),
        ("Bavaria", "Bayern"),
        ("NYC", "New York City"),
        ("N.Y.C.", "New York City"),
        ("the United States", "USA"),
        ("the U.S.", "USA"),
        ("U.S.A.", "USA"),
        ("Americans", "USA"),
        ("the Netherlands", "Netherlands"),
        ("Dutch", "Netherlands"),
    ],
)
def test_a_value_is_found_by_any_usual_spelling(index: ValueIndex, text: str, value: str) -> None:
    tokens = tokenize(text)

    match = _match(index, text)

    assert _values(match) == [value]
    assert match.end == len(tokens)
    assert match.text == text


def test_the_longest_run_wins(index: ValueIndex) -> None:
    match = _match(index, "San Francisco users")

    assert (_values(match), match.end) == (["San Francisco"], 2)


def test_two_places_in_a_row_are_two_matches(index: ValueIndex) -> None:
    assert _match(index, "Tokyo, Japan").end == 1
    assert _match(index, "Tokyo, Japan", at=2).text == "Japan"


def test_a_possessive_is_not_part_of_the_value(index: ValueIndex) -> None:
    assert _match(index, "Japan's users").end == 1


def test_columns_come_by_precedence(index: ValueIndex) -> None:
    hits = _match(index, "Tokyo").hits

    assert hits == (ValueHit("region", "Tokyo"), ValueHit("city", "Tokyo"))


def test_a_column_that_holds_the_name_comes_before_one_that_knows_an_alias(
    index: ValueIndex,
) -> None:
    values = VALUES | {"region": ("Bayern",), "city": ("Bavaria", "Munich")}

    match = _match(ValueIndex.build(PEOPLE, values), "Bavaria")

    assert match.hits == (ValueHit("city", "Bavaria"), ValueHit("region", "Bayern"))


def test_all_spellings_of_a_value_are_hit(index: ValueIndex) -> None:
    assert _values(_match(index, "Springfield")) == ["Springfield", "springfield"]


def test_an_alias_names_every_spelling_that_the_data_has() -> None:
    index = ValueIndex.build(PEOPLE, {"country": ("USA", "United States")})

    assert _values(_match(index, "American")) == ["United States", "USA"]
    assert _values(_match(index, "USA")) == ["USA"]


def test_a_name_not_in_the_data_is_not_taken_for_a_shorter_one() -> None:
    index = ValueIndex.build(PEOPLE, {"region": ("New York",)})

    absent = _absent(index, "New York City")

    assert index.match(tokenize("New York City"), 0) is None
    assert absent is not None
    assert (absent.end, absent.hits) == (3, (ValueHit("city", "New York City"),))


def test_columns_that_are_not_indexed_are_not_searched(index: ValueIndex) -> None:
    assert index.match(tokenize("hello"), 0) is None


@pytest.mark.parametrize("text", ["Mobile", "mobile", "US", "us", "male", "Male"])
def test_an_ordinary_word_is_risky(index: ValueIndex, text: str) -> None:
    assert _match(index, text).risky


@pytest.mark.parametrize("text", ["U.S.", "USA", "Tokyo", '"Mobile"', "New York"])
def test_a_word_that_can_only_be_the_value_is_not_risky(index: ValueIndex, text: str) -> None:
    assert not _match(index, text).risky


def test_a_word_of_the_reader_is_risky(index: ValueIndex) -> None:
    match = index.match(tokenize("paris"), 0, known={"paris"})

    assert match is not None
    assert match.risky


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tokoy", "Tokyo"),
        ("Sinagpore", "Singapore"),
        ("isngapore", "Singapore"),
        ("Singapour", "Singapore"),
        ("Sao Paolo", "São Paulo"),
        ("Los Angelos", "Los Angeles"),
        ("Losangeles", "Los Angeles"),
        ("Singa pore", "Singapore"),
        ("New Yrok", "New York"),
        ("Untied States", "USA"),
        ("Amercians", "USA"),
        ("Netherland", "Netherlands"),
        ("the Netherlnds", "Netherlands"),
        ("St. Luois", "St. Louis"),
        ("San Francsico", "San Francisco"),
        ("Munch", "Munich"),
    ],
)
def test_small_typos_are_forgiven(index: ValueIndex, text: str, value: str) -> None:
    match = _near(index, text)

    assert match is not None
    assert value in _values(match)
    assert match.end == len(tokenize(text))


@pytest.mark.parametrize(
    "text",
    [
        "San",  # spelled rightly
        "Saan",  # three letters are too few
        "Tkoyoo",  # two typos in a short name
        "Dokyo",  # another first letter
        "kTokyo",
        "stale",  # a word of the reader
        "users",
        "mail",
        "new users",
        "the most",
        "Iraqi",  # known, though no row has it
        "Kyrgyztan",  # meant one that no row has
        "Xanadu",
        "Japan's",
        "Tokyo's",
        "500",
        "$5k",
        "east york",
        "new cork",
    ],
)
def test_other_words_are_not_taken_for_typos(index: ValueIndex, text: str) -> None:
    assert _near(index, text) is None


@pytest.mark.parametrize(
    ("text", "risky"),
    [
        ("Tokoy", True),
        ("Munihc", True),
        ("Singapour", True),
        ("Sinagpore", False),
        ("New Yrok", False),
        ("Netherlnads", False),
    ],
)
def test_a_typo_in_a_short_word_is_risky(index: ValueIndex, text: str, risky: bool) -> None:
    match = _near(index, text)

    assert match is not None
    assert match.risky is risky


def test_equally_near_values_are_all_offered() -> None:
    index = ValueIndex.build(PEOPLE, {"city": ("Marina", "Marino", "Tokyo")})

    match = _near(index, "Marine users")

    assert match is not None
    assert match.hits == ()
    assert match.ambiguous == (ValueHit("city", "Marina"), ValueHit("city", "Marino"))


def test_a_tie_with_a_name_that_no_row_has_is_asked_back(index: ValueIndex) -> None:
    match = _near(index, "Irak")

    assert match is not None
    assert (match.hits, match.ambiguous) == ((), (ValueHit("country", "Iran"),))


def test_names_of_one_value_do_not_tie(index: ValueIndex) -> None:
    match = _near(index, "Americana")

    assert match is not None
    assert _values(match) == ["USA"]


def test_a_known_name_that_no_row_has_is_absent(index: ValueIndex) -> None:
    absent = _absent(index, "French users")

    assert absent is not None
    assert absent.hits == (ValueHit("country", "France"),)
    assert (absent.end, absent.text) == (1, "French")
    assert index.match(tokenize("French users"), 0) is None


@pytest.mark.parametrize("text", ["Tokyo", "American", "Xanadu", "", "?"])
def test_a_value_or_an_unknown_word_is_not_absent(index: ValueIndex, text: str) -> None:
    assert _absent(index, text) is None


@pytest.mark.parametrize("value", ["", "7", "2024", "x", "!!", "-", "\x00\x01", " ", "a" * 300])
def test_values_that_cannot_stand_in_a_sentence_are_left_out(value: str) -> None:
    index = ValueIndex.build(PEOPLE, {"city": (value,)})

    assert index.match(tokenize(value), 0) is None


@given(st.lists(st.text(max_size=120), max_size=8), st.text(max_size=60))
def test_hostile_values_and_questions_do_no_harm(values: list[str], question: str) -> None:
    index = ValueIndex.build(PEOPLE, {"city": values})
    tokens = tokenize(" ".join((question, *values)))

    for at in range(len(tokens) + 1):
        for found in (index.match(tokens, at), index.near(tokens, at, known=KNOWN)):
            assert found is None or at < found.end <= len(tokens)
        assert index.absent(tokens, at) is None or index.match(tokens, at) is None


def test_the_order_of_values_does_not_matter() -> None:
    backwards = {column: tuple(reversed(values)) for column, values in VALUES.items()}

    assert ValueIndex.build(PEOPLE, backwards) == ValueIndex.build(PEOPLE, VALUES)
