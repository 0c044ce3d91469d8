"""Set A: missing values, names, lists, and values against averages and columns."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    count,
    ends,
    eq,
    figure,
    gt,
    kinds,
    listing,
    mean,
    missing,
)
from tests.queryassist.english.moments import JOINED, SEEN, UPDATED, this_week
from tests.queryassist.english.sets.words import SCOTLAND, above, count_beyond, descending, distinct
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    INACTIVE,
    INDIA,
    SCORE,
    SEOUL,
    WOMAN,
)

CASES = (
    Case("How many users have no wallet address?", count(missing("wallet_address"))),
    Case("For how many users is the age missing?", count(missing(AGE))),
    Case("users with unknown country, count", count(missing("country"))),
    Case(
        "How many users have never been active, meaning no last active date?", count(missing(SEEN))
    ),
    Case("How many users are called Maria?", count(eq("first_name", "Maria"))),
    Case("How many users have the last name Tanaka?", count(eq("last_name", "Tanaka"))),
    Case("how many emails end with example.org", count(ends("email", "example.org"))),
    Case("Number of distinct countries among our users", figure(kinds("country"))),
    Case("Which distinct cities are there in India?", distinct("city", INDIA)),
    Case(
        "List the email and city of all women in Scotland",
        listing(WOMAN, SCOTLAND, columns=("email", "city")),
    ),
    Case(
        "show me first name, last name and balance of users in Sydney over 40",
        listing(eq("city", "Sydney"), gt(AGE, 40), columns=("first_name", "last_name", BALANCE)),
    ),
    Case(
        "Please list emails of users with more than $8000, richest first",
        descending(BALANCE, gt(BALANCE, 8000), columns=("email",)),
    ),
    Case("Show all inactive users in Seoul", listing(INACTIVE, SEOUL)),
    Case("who joined since Monday?", listing(this_week(JOINED))),
    Case(
        "How many users have an above average wallet balance?", count_beyond(BALANCE, mean(BALANCE))
    ),
    Case("How many users have an activity score higher than their age?", count(above(SCORE, AGE))),
    Case(
        "How many active users are younger than the average age?",
        count_beyond(AGE, mean(AGE), ACTIVE, below=True),
    ),
    Case(
        "How many records have an update date later than their last activity date?",
        count(above(UPDATED, SEEN)),
    ),
)
