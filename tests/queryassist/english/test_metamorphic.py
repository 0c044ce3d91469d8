"""What must hold between the answers to related questions, whatever the data."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from tests.queryassist.english.accuracy import Respondent, in_process
from tests.queryassist.english.expect import Case
from tests.queryassist.english.people import NOW, build_people

PEOPLE = build_people(NOW)
CHANCE = random.Random(11)
SUBJECTS = ("users", "women", "verified users", "active men", "users in Japan", "users from Texas")
LIMITS = [CHANCE.randrange(50, 5_000) for _ in range(8)]
GROUPS = ("country", "region", "city", "gender", "KYC level", "age", "month of signup")


@pytest.fixture(scope="module")
def respondent() -> Respondent:
    return in_process(PEOPLE)


def ask(respondent: Respondent, question: str) -> list[list[object]]:
    [[said]] = respondent([(Case(question, None),)])
    assert said.answer["status"] == "answered", f"{question}: {said.answer.get('message')}"
    rows = said.answer["rows"]
    assert isinstance(rows, list)
    return rows


def number(respondent: Respondent, question: str) -> Decimal:
    [[figure]] = ask(respondent, question)
    return Decimal(str(figure))


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("limit", LIMITS)
def test_a_second_bound_never_counts_more(respondent: Respondent, subject: str, limit: int) -> None:
    above = number(respondent, f"How many {subject} have more than ${limit}?")
    within = number(
        respondent, f"How many {subject} have more than ${limit} and less than ${limit * 2}?"
    )
    assert within <= above


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("limit", LIMITS)
def test_above_and_not_above_make_the_whole(
    respondent: Respondent, subject: str, limit: int
) -> None:
    above = number(respondent, f"How many {subject} have a balance above {limit}?")
    others = number(respondent, f"How many {subject} have a balance of at most {limit}?")
    assert above + others == number(respondent, f"How many {subject} are there?")


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("group", GROUPS)
def test_groups_add_up_to_the_whole(respondent: Respondent, subject: str, group: str) -> None:
    rows = ask(respondent, f"How many {subject} by {group}?")
    whole = number(respondent, f"How many {subject}?")
    assert sum(Decimal(str(row[-1])) for row in rows) == whole


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_condition_and_its_opposite_make_the_whole(respondent: Respondent, subject: str) -> None:
    verified = number(respondent, f"How many {subject} with an age are over 40?")
    others = number(respondent, f"How many {subject} with an age are 40 or younger?")
    assert verified + others == number(respondent, f"How many {subject} have an age?")


PARAPHRASES = (
    (
        "How many women in Tokyo have more than $500?",
        "number of female users in the Tokyo region with over 500 dollars in the wallet",
        "Count the women from Tokyo whose balance is above 500 USD",
        "tokyo women > $500 count",
        "how many ladies living in tokyo hold more than five hundred dollars",
    ),
    (
        "How many users joined last month?",
        "number of signups last month",
        "How many accounts were created in February?",
        "how many people registered in February 2026",
        "count users created between 2026-02-01 and 2026-02-28",
        "users who signed up during last month, how many",
    ),
    (
        "What is the average balance by country?",
        "avg wallet balance per country",
        "for each country, what is the mean balance",
        "average funds broken down by country",
        "Show me how much money users have on average in each country",
    ),
    (
        "Top 5 users by balance",
        "the five richest users",
        "Show me the 5 users with the most money",
        "which 5 users have the highest wallet balance?",
        "users sorted by balance descending, first 5",
    ),
    (
        "What percentage of users in Japan is verified?",
        "share of japanese users who completed KYC",
        "Of the users in Japan, how many percent have been verified?",
        "percentage verified among users from Japan",
    ),
    (
        "How many users are inactive and unverified?",
        "how many users are neither active nor verified",
        "number of users who are not active and have not completed kyc",
        "count inactive users without KYC verification",
    ),
)


@pytest.mark.parametrize("wordings", PARAPHRASES)
def test_paraphrases_agree(respondent: Respondent, wordings: tuple[str, ...]) -> None:
    first, *others = (sorted(map(str, ask(respondent, wording))) for wording in wordings)
    for wording, rows in zip(wordings[1:], others, strict=True):
        assert rows == first, wording
