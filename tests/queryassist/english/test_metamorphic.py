"""What must hold between the answers to related questions, whatever the data."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.queryassist.english.accuracy import Respondent, in_process
from tests.queryassist.english.expect import Case
from tests.queryassist.english.people import NOW, build_people

PEOPLE = build_people(NOW)
CHANCE = random.Random(11)
SUBJECTS = ("users", "women", "verified users", "active men", "users in Japan", "users from Texas")
OTHERS = ("users", "people under 40", "users who joined in 2025", "users with over $500")
LIMITS = [CHANCE.randrange(50, 5_000) for _ in range(8)]
GROUPS = (
    "country", "region", "city", "gender", "KYC level", "age", "month of signup", "age group",
    "balance range", "year of signup", "week of signup", "month of last activity",
    "country and gender", "whether they are verified",
)  # fmt: skip
BOUNDS = (
    ("above {} years", "at most {} years", "between {} and {} years", "an age", (19, 33, 48)),
    ("a score above {}", "a score of at most {}", "a score between {} and {}", "", (10, 42, 77)),
    ("a balance over {}", "a balance up to {}", "a balance between {} and {}", "", (30, 500, 1950)),
    (
        "joined after {}", "joined on or before {}", "joined between {} and {}", "",
        ("2024-05-01", "2025-01-01", "2025-10-31"),
    ),
    (
        "were last active after {}", "were last active on or before {}",
        "were last active between {} and {}", "a last active date",
        ("2025-11-30", "2026-01-01", "2026-03-01"),
    ),
)  # fmt: skip
OPPOSITES = (
    ("are verified", "are not verified", ""),
    ("are active", "are inactive", ""),
    ("are women", "are not women", "a gender"),
    ("are in Japan", "are not in Japan", "a country"),
    ("have a wallet address", "have no wallet address", ""),
    ("have an age", "have no age", ""),
)


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


def who(subject: str, told: str) -> str:
    verb = "" if told.split(maxsplit=1)[0] in ("are", "have", "joined", "were") else "have "
    verb = "are " if told.endswith("years") else verb
    return f"How many {subject} {verb}{told}?"


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("bounds", BOUNDS)
def test_a_bound_and_its_opposite_make_the_whole(
    respondent: Respondent, subject: str, bounds: tuple[str, str, str, str, tuple[object, ...]]
) -> None:
    above, others, _, known, limits = bounds
    whole = number(respondent, who(subject, f"have {known}") if known else f"How many {subject}?")
    for limit in limits:
        parts = [number(respondent, who(subject, told.format(limit))) for told in (above, others)]
        assert sum(parts) == whole, limit


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("bounds", BOUNDS)
def test_a_range_never_counts_more_than_what_reaches_into_it(
    respondent: Respondent, subject: str, bounds: tuple[str, str, str, str, tuple[object, ...]]
) -> None:
    _, up_to, between, _, limits = bounds
    for low, high in pairwise(limits):
        within = number(respondent, who(subject, between.format(low, high)))
        assert within <= number(respondent, who(subject, up_to.format(high)))


@pytest.mark.parametrize("subject", OTHERS)
@pytest.mark.parametrize(("told", "opposite", "known"), OPPOSITES)
def test_a_condition_and_its_opposite_make_the_whole(
    respondent: Respondent, subject: str, told: str, opposite: str, known: str
) -> None:
    whole = f"How many {subject} have {known}?" if known else f"How many {subject}?"
    parts = [number(respondent, who(subject, each)) for each in (told, opposite)]
    assert sum(parts) == number(respondent, whole)


@pytest.mark.parametrize(
    "group", ["country", "gender", "KYC level", "age group", "month of signup"]
)
def test_shares_of_groups_add_up_to_all(respondent: Respondent, group: str) -> None:
    rows = ask(respondent, f"What percentage of users is in each {group}?")
    assert sum(float(str(row[-1])) for row in rows) == pytest.approx(100)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_list_has_as_many_rows_as_are_counted(respondent: Respondent, subject: str) -> None:
    assert len(ask(respondent, f"List all {subject}")) == number(respondent, f"How many {subject}?")


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


@pytest.mark.parametrize("subject", ["users", "active users", "women", "verified people"])
@pytest.mark.parametrize("groups", ["countries", "regions", "cities"])
@pytest.mark.parametrize("test", ["more than 3 {}", "at least one {}"])
def test_groups_are_as_many_as_those_that_are_listed(
    respondent: Respondent, subject: str, groups: str, test: str
) -> None:
    tested = test.format(subject)
    listed = ask(respondent, f"which {groups} have {tested}")

    assert number(respondent, f"how many {groups} have {tested}") == len(listed)
