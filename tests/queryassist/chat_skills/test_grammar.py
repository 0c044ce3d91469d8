"""Sentences that ask for a skill, by the patterns that it declares, and those that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from queryassist.chat_skills.grammar import (
    MOST_SIGNS,
    PatternInvalid,
    compile_pattern,
    find_call,
    find_misfit,
)
from queryassist.chat_skills.records import Skill, Slot, SlotKind, Told

LEND = Skill(
    name="lend_book",
    summary="lend a book",
    example="lend me Emma",
    patterns=(
        "lend [me] : {title}",
        "(lend|give) [me] {title} [for {days} days]",
        "what's lent [{period}]",
    ),
    slots=(
        Slot(name="title", meaning="the title", is_required=True),
        Slot(name="days", meaning="how many days", kind=SlotKind.NUMBER),
        Slot(name="period", meaning="when", kind=SlotKind.CHOICE, choices=("today", "this week")),
    ),
    answer=lambda _: Told(message="Lent."),
    list_subjects=lambda _: (),
)


@pytest.mark.parametrize(
    ("sentence", "slots"),
    [
        ("lend me Emma", {"title": "Emma"}),
        ("LEND ME Emma?", {"title": "Emma"}),
        ("Queen, please give me Emma for 3 days, please.", {"title": "Emma", "days": "3"}),
        ("Hey Queen! Could you lend Emma", {"title": "Emma"}),
        ("lend me Emma\n  by   Jane Austen", {"title": "Emma\n by Jane Austen"}),
        ("lend me: Emma", {"title": "Emma"}),
        ("what’s lent this week", {"period": "this week"}),
        ("what's lent", {}),
    ],
)
def test_a_whole_sentence_that_fits_asks_for_the_skill(
    sentence: str, slots: dict[str, str]
) -> None:
    call = find_call(sentence, (LEND,))

    assert call is not None
    assert (call.skill, dict(call.slots)) == ("lend_book", slots)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "lend",
        "lending Emma",
        "I want to lend me Emma",
        "lend's Emma",
        "what's lent in Japan",
        "what's lent this year",
        "lend me " + "a" * MOST_SIGNS,
    ],
)
def test_a_sentence_with_a_word_too_many_asks_for_none(sentence: str) -> None:
    assert find_call(sentence, (LEND,)) is None


def test_of_several_skills_the_first_declared_is_meant() -> None:
    other = replace(LEND, name="other")

    found = find_call("lend me Emma", (other, LEND))

    assert found is not None
    assert found.skill == "other"


@pytest.mark.parametrize("pattern", ["lend {who}", "lend (one", "lend *", "lend ]"])
def test_a_pattern_that_is_not_one_is_told(pattern: str) -> None:
    with pytest.raises(PatternInvalid):
        compile_pattern(pattern, LEND)


@pytest.mark.parametrize(
    ("slots", "fits"),
    [
        ({"title": "Emma", "days": "3", "period": "today"}, True),
        ({"title": "Emma", "days": ""}, True),
        ({}, False),
        ({"title": "Emma", "days": "three"}, False),
        ({"title": "Emma", "period": "ever"}, False),
        ({"title": "a" * (MOST_SIGNS + 1)}, False),
        ({"title": "Emma\0"}, False),
        ({"title": "Emma\ud800"}, False),
    ],
)
def test_what_a_model_fills_in_is_held_to_the_same_slots(slots: dict[str, str], fits: bool) -> None:
    assert (find_misfit(LEND, slots) == "") is fits


@pytest.mark.parametrize(
    "hostile",
    [
        "lend me " + " for" * 990,
        "lend me " + " \n" * 1990,
        "lend me x" + "," * 3900 + "x",
        "lend me x" + " ," * 1900 + "x",
        "give " + "please " * 500,
    ],
)
def test_a_hostile_sentence_is_read_to_its_end(hostile: str) -> None:
    # A pattern that backtracks without end would never return.
    call = find_call(hostile[:MOST_SIGNS], (LEND,))

    assert call is None or call.skill == LEND.name
