"""Follow-ups on figures side by side: what changes for both, and what tells them apart."""

from __future__ import annotations

import pytest

from tests.queryassist.english.test_followups import doubt_of, reading_of

_IN_JAPAN = "women in Japan vs men in Japan"
_APART = "women in Japan vs men in Spain"


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            f"{_IN_JAPAN} / and in France?",
            (
                "users where country = France; "
                "count where gender = female and count where gender = male"
            ),
        ),
        (
            f"{_IN_JAPAN} / what about Tokyo",
            "users where region = Tokyo; count where gender = female and count where gender = male",
        ),
        (
            "verified women in Japan vs verified men in Japan / and in France?",
            (
                "users where KYC verified = yes and country = France; "
                "count where gender = female and count where gender = male"
            ),
        ),
        (
            f"{_IN_JAPAN} / remove Japan",
            "users; count where gender = female and count where gender = male",
        ),
        (
            "average balance of women in Japan vs men in Japan / median instead",
            (
                "users where country = Japan; median wallet balance where gender = female and "
                "median wallet balance where gender = male"
            ),
        ),
        (
            "how many more verified women than verified men are in Japan / and in Spain?",
            (
                "users where KYC verified = yes and country = Spain; "
                "count where gender = female minus count where gender = male"
            ),
        ),
    ],
)
def test_what_both_sides_share_changes_for_both(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize("figure", ["average age", "what about their average age?"])
def test_another_figure_is_of_each_side(figure: str) -> None:
    assert reading_of(f"{_APART} / {figure}") == (
        "users; average age where gender = female and country = Japan and "
        "average age where gender = male and country = Spain"
    )


def test_a_further_figure_is_of_each_side_too() -> None:
    talk = "verified women vs unverified men / and the average age?"

    assert reading_of(talk) == (
        "users; count where KYC verified = yes and gender = female, "
        "count where KYC verified = no and gender = male, "
        "average age where KYC verified = yes and gender = female and "
        "average age where KYC verified = no and gender = male"
    )


@pytest.mark.parametrize("turn", ["list them", "show all"])
def test_the_rows_of_both_sides_are_listed(turn: str) -> None:
    assert reading_of(f"{_APART} / {turn}") == (
        "users where (gender = female and country = Japan) or (gender = male and country = Spain)"
    )


def test_rows_of_both_sides_are_counted_on_each() -> None:
    assert reading_of(f"{_APART} / how many of them are active?") == (
        "users where active = yes; count where gender = female and country = Japan and "
        "count where gender = male and country = Spain"
    )


@pytest.mark.parametrize(
    "talk",
    [
        f"{_APART} / and in France?",
        f"{_APART} / and women?",
        f"{_APART} / without Japan",
        "women over 40 vs men over 50 / and over 60?",
        "Germans compared with everyone else / and the French?",
        "signups this month vs last month / and in 2025?",
        "how many more women than men / and men?",
    ],
)
def test_what_tells_the_sides_apart_is_asked_for_anew(talk: str) -> None:
    assert "both sides" in doubt_of(talk)


@pytest.mark.parametrize(
    "talk",
    [
        "how many more women than men / average balance",
        "ratio of men to women / average age",
        f"{_APART} / what percentage of them are verified?",
        f"{_APART} / the other way round",
    ],
)
def test_what_both_sides_have_no_one_answer_for_is_asked_back(talk: str) -> None:
    assert doubt_of(talk)


def test_a_further_kind_of_rows_is_counted_beside_the_others() -> None:
    talk = "total users and verified users per country / and active users"

    assert reading_of(talk) == (
        "users; count, count where KYC verified = yes and count where active = yes; by country"
    )


def test_what_one_figure_is_of_is_put_in_the_place_of_the_old() -> None:
    assert reading_of("which region has the most active users / and inactive?") == (
        "users where region is known; count where active = no; by region; "
        "sorted by count where active = no descending; first 1"
    )


def test_values_set_side_by_side_stay_so_in_further_groups() -> None:
    talk = "average balance of men vs women in Japan / by region"

    assert reading_of(talk) == (
        "users where gender is one of male, female and country = Japan; average wallet balance; "
        "by gender and region"
    )


def test_values_set_side_by_side_go_where_other_groups_take_their_place() -> None:
    assert reading_of("men vs women in Japan / by region instead") == (
        "users where gender is one of male, female and country = Japan; count; by region"
    )
