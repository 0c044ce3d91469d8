"""Set E: how many people pass tests of numbers."""

from __future__ import annotations

from tests.queryassist.english.expect import Case, between, count, ge, gt, le, lt
from tests.queryassist.english.moments import SEEN, in_last
from tests.queryassist.english.sets.words import EMPTY_WALLET
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    CALIFORNIA,
    GERMANY,
    INACTIVE,
    INDIA,
    MAN,
    SCORE,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case(
        "How many women over 40 have more than 2,000 dollars in their wallet?",
        count(WOMAN, gt(AGE, 40), gt(BALANCE, 2000)),
    ),
    Case("How many men under 30 hold under 300 bucks?", count(MAN, lt(AGE, 30), lt(BALANCE, 300))),
    Case(
        "Count the users older than 50 with an activity score above 50 and at least $50 in funds.",
        count(gt(AGE, 50), gt(SCORE, 50), ge(BALANCE, 50)),
    ),
    Case(
        "At least a grand is kept in the wallet by how many verified users?",
        count(VERIFIED, ge(BALANCE, 1000)),
    ),
    Case("How many Germans have a balance greater than 1.5k?", count(GERMANY, gt(BALANCE, 1500))),
    Case(
        "How many active users possess two thousand dollars or more?",
        count(ACTIVE, ge(BALANCE, 2000)),
    ),
    Case(
        "Of those who are older than 60, how many have no more than five hundred dollars?",
        count(le(BALANCE, 500), gt(AGE, 60)),
    ),
    Case("How many inactive users hold in excess of $2.5k?", count(INACTIVE, gt(BALANCE, 2500))),
    Case(
        "How many users aged 60 or older have less than USD 1,000?",
        count(ge(AGE, 60), lt(BALANCE, 1000)),
    ),
    Case(
        "With more than $1,950.00 in the wallet, how many active women are there?",
        count(gt(BALANCE, 1950), ACTIVE, WOMAN),
    ),
    Case(
        "Of the users with a balance of at most $100, how many are over 45?",
        count(le(BALANCE, 100), gt(AGE, 45)),
    ),
    Case(
        "How many users have an empty wallet and an activity score above 70?",
        count(EMPTY_WALLET, gt(SCORE, 70)),
    ),
    Case(
        "How many users are between 25 and 34 years old and have between $250 and $750?",
        count(between(AGE, 25, 34), between(BALANCE, 250, 750)),
    ),
    Case(
        "How many women aged 18 to 24 were active in the last 30 days?",
        count(WOMAN, between(AGE, 18, 24), in_last(SEEN, days=30)),
    ),
    Case(
        "How many users hold more than $500 but no more than $1,500?",
        count(gt(BALANCE, 500), le(BALANCE, 1500)),
    ),
    Case(
        "How many users with a wallet balance below $1950 but above $500 live in California?",
        count(lt(BALANCE, 1950), gt(BALANCE, 500), CALIFORNIA),
    ),
    Case(
        "Among users in their forties, how many have an activity score between 20 and 40?",
        count(between(AGE, 40, 49), between(SCORE, 20, 40)),
    ),
    Case(
        "How many active users are at least 18 but younger than 30?",
        count(ACTIVE, ge(AGE, 18), lt(AGE, 30)),
    ),
    Case(
        "Balances from $100 up to $1,000 are held by how many Indian users?",
        count(INDIA, between(BALANCE, 100, 1000)),
    ),
    Case(
        "How many men who are older than 20 but not older than 40 have completed KYC?",
        count(MAN, gt(AGE, 20), le(AGE, 40), VERIFIED),
    ),
    Case("over 65s with more than 1k, how many", count(gt(AGE, 65), gt(BALANCE, 1000))),
)
