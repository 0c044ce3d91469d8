"""Set F: how many people pass tests of numbers."""

from __future__ import annotations

from tests.queryassist.english.expect import Case, between, count, ge, gt, le, lt
from tests.queryassist.english.sets.words import EMPTY_WALLET
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    CANADA,
    FRANCE,
    INACTIVE,
    MAN,
    NEW_YORK,
    SCORE,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case(
        "How many people over 30 have over 30 dollars in their wallet and a score over 30?",
        count(gt(AGE, 30), gt(BALANCE, 30), gt(SCORE, 30)),
    ),
    Case(
        "Of the women who are younger than 25, how many have less than $250?",
        count(WOMAN, lt(AGE, 25), lt(BALANCE, 250)),
    ),
    Case(
        "How many users have a balance of one thousand dollars or less and are 40 or older?",
        count(le(BALANCE, 1000), ge(AGE, 40)),
    ),
    Case("How many active men own more than two grand?", count(ACTIVE, MAN, gt(BALANCE, 2000))),
    Case(
        "Less than 1.2k in funds is held by how many of our French users?",
        count(FRANCE, lt(BALANCE, 1200)),
    ),
    Case(
        "A minimum of $750 is held by how many users under 28?",
        count(ge(BALANCE, 750), lt(AGE, 28)),
    ),
    Case(
        "How many users have a maximum of $300 in their wallets and an activity score of no "
        "less than 60?",
        count(le(BALANCE, 300), ge(SCORE, 60)),
    ),
    Case(
        "With fewer than fifteen hundred dollars but more than five hundred, how many users "
        "are inactive?",
        count(lt(BALANCE, 1500), gt(BALANCE, 500), INACTIVE),
    ),
    Case(
        "How many users aged 30 and up have completed KYC and hold over $2,500?",
        count(ge(AGE, 30), VERIFIED, gt(BALANCE, 2500)),
    ),
    Case("How many users with a zero balance are verified?", count(EMPTY_WALLET, VERIFIED)),
    Case(
        "Among users aged 50 and above, how many have over 1,950 USD?",
        count(ge(AGE, 50), gt(BALANCE, 1950)),
    ),
    Case(
        "How many men between the ages of 30 and 45 hold between 1k and 3k dollars?",
        count(MAN, between(AGE, 30, 45), between(BALANCE, 1000, 3000)),
    ),
    Case(
        "How many users have at least $500 and at most $1,950?", count(between(BALANCE, 500, 1950))
    ),
    Case(
        "How many women in their thirties have more than $400 but less than $1,600?",
        count(WOMAN, between(AGE, 30, 39), gt(BALANCE, 400), lt(BALANCE, 1600)),
    ),
    Case(
        "Among those who are below 65 but above 50 years old, how many have an activity "
        "score higher than 25?",
        count(lt(AGE, 65), gt(AGE, 50), gt(SCORE, 25)),
    ),
    Case(
        "How many Canadian users have an activity score that lies between 30 and 70?",
        count(CANADA, between(SCORE, 30, 70)),
    ),
    Case(
        "Ages 20 to 29, balance above $900: how many verified users is that?",
        count(between(AGE, 20, 29), gt(BALANCE, 900), VERIFIED),
    ),
    Case(
        "How many teenagers have money in their wallet of more than $200?",
        count(between(AGE, 13, 19), gt(BALANCE, 200)),
    ),
    Case(
        "How many users not older than 22 have a score not lower than 80?",
        count(le(AGE, 22), ge(SCORE, 80)),
    ),
    Case(
        "How many users in New York have $2,000 or more in their wallet?",
        count(NEW_YORK, ge(BALANCE, 2000)),
    ),
    Case("count women 18+ w/ more than $3k", count(WOMAN, ge(AGE, 18), gt(BALANCE, 3000))),
)
