"""The place names are safe to look for in any question."""

from __future__ import annotations

from collections import Counter

import pytest

from queryassist.english.words.text import fold
from users.places import CITY_ALIASES, COUNTRY_ALIASES, REGION_ALIASES, Groups

FUNCTION_WORDS = """
    a all am an and any are as at be but by can could did do does each for from had has have he her
    hi him his how i id if in is it its last many may me more most my no nor not of off ok on only
    or other our out over pa she so such than that the their them then they this to too under up
    was we were what when where which who why will with would you your
"""
NUMBER_WORDS = """
    zero one two three four five six seven eight nine ten eleven twelve dozen hundred thousand
    million billion first second third fourth fifth half quarter nd rd st th
"""

each_column = pytest.mark.parametrize(
    "groups",
    [COUNTRY_ALIASES, REGION_ALIASES, CITY_ALIASES],
    ids=["countries", "regions", "cities"],
)


@each_column
def test_no_name_is_in_two_groups_of_a_column(groups: Groups) -> None:
    counts = Counter(name for group in groups for name in {fold(name) for name in group})

    assert [name for name, count in counts.items() if count > 1] == []


@each_column
def test_no_name_is_a_function_word_or_a_number(groups: Groups) -> None:
    names = {fold(name) for group in groups for name in group}

    assert names.isdisjoint((FUNCTION_WORDS + NUMBER_WORDS).split())


@each_column
def test_no_name_is_empty_or_a_single_letter(groups: Groups) -> None:
    assert all(len(name) > 1 for group in groups for name in group)


def test_every_country_of_the_world_has_a_group() -> None:
    assert len(COUNTRY_ALIASES) >= 195


@pytest.mark.parametrize(
    ("groups", "name", "means"),
    [
        (COUNTRY_ALIASES, "USA", "United States"),
        (COUNTRY_ALIASES, "Brits", "United Kingdom"),
        (COUNTRY_ALIASES, "JP", "Japan"),
        (COUNTRY_ALIASES, "DEU", "Germany"),
        (COUNTRY_ALIASES, "Dutch", "Netherlands"),
        (COUNTRY_ALIASES, "Koreans", "South Korea"),
        (REGION_ALIASES, "Bayern", "Bavaria"),
        (REGION_ALIASES, "Texans", "Texas"),
        (CITY_ALIASES, "NYC", "New York City"),
        (CITY_ALIASES, "Bombay", "Mumbai"),
    ],
)
def test_usual_names_mean_the_place(groups: Groups, name: str, means: str) -> None:
    assert [group[0] for group in groups if name in group] == [means]


@pytest.mark.parametrize("name", ["Congolese", "CA", "CAN", "IN", "NO", "OR", "EU"])
def test_names_that_mislead_are_left_out(name: str) -> None:
    everything = COUNTRY_ALIASES + REGION_ALIASES + CITY_ALIASES

    assert all(name not in group for group in everything)
