"""Set G: how many people pass tests of age, money and ranges."""

from __future__ import annotations

from tests.queryassist.english.expect import Case, between, count, eq, every, ge, gt, le, lt
from tests.queryassist.english.moments import JOINED, in_last
from tests.queryassist.english.sets.words import EMPTY_WALLET
from tests.queryassist.english.wording import ADVANCED, AGE, BALANCE, JAPAN, MAN, SCORE, WOMAN

CASES = (
    Case(
        "How many women over 30 with over 30 dollars are there?",
        count(WOMAN, gt(AGE, 30), gt(BALANCE, 30)),
    ),
    Case("How many men under 40 have less than $400?", count(MAN, lt(AGE, 40), lt(BALANCE, 400))),
    Case(
        "Number of users older than 50 with more than 50 dollars and an activity score above 50",
        count(gt(AGE, 50), gt(BALANCE, 50), gt(SCORE, 50)),
    ),
    Case("How many 30-year-old users are there?", count(eq(AGE, 30))),
    Case(
        "How many users are at least 65 years old and have at least $1000?",
        count(ge(AGE, 65), ge(BALANCE, 1000)),
    ),
    Case(
        "How many people aged 25 or younger hold more than 1,000 USD?",
        count(le(AGE, 25), gt(BALANCE, 1000)),
    ),
    Case("How many users have an activity score over 90?", count(gt(SCORE, 90))),
    Case(
        "How many users with a score below 20 have more than $2,000?",
        count(lt(SCORE, 20), gt(BALANCE, 2000)),
    ),
    Case(
        "Count users in their thirties with over $30", count(between(AGE, 30, 39), gt(BALANCE, 30))
    ),
    Case(
        "How many users older than 40 signed up in the last 40 days?",
        count(gt(AGE, 40), in_last(JOINED, days=40)),
    ),
    Case("How many users above 60 with a KYC level of 2?", count(gt(AGE, 60), ADVANCED)),
    Case(
        "How many users under 20 years of age have under 20 dollars?",
        count(lt(AGE, 20), lt(BALANCE, 20)),
    ),
    Case("How many users have more than $1,950?", count(gt(BALANCE, 1950))),
    Case("How many users have more than 1.5k in their wallet?", count(gt(BALANCE, 1500))),
    Case("How many users have over two thousand dollars?", count(gt(BALANCE, 2000))),
    Case("How many users have less than a grand in the wallet?", count(lt(BALANCE, 1000))),
    Case("How many users hold more than 10k USD?", count(gt(BALANCE, 10000))),
    Case("How many users have over five hundred bucks?", count(gt(BALANCE, 500))),
    Case("How many users have at most one hundred dollars?", count(le(BALANCE, 100))),
    Case("How many users have more than twenty-five hundred dollars?", count(gt(BALANCE, 2500))),
    Case("How many users have at least 2 grand?", count(ge(BALANCE, 2000))),
    Case("How many users have exactly $500 in their wallet?", count(eq(BALANCE, 500))),
    Case("How many users have an empty wallet?", count(EMPTY_WALLET)),
    Case("How many users have $499.99 or less?", count(le(BALANCE, "499.99"))),
    Case("How many users have a balance of more than USD 5,000.50?", count(gt(BALANCE, "5000.50"))),
    Case("How many users are older than thirty-five?", count(gt(AGE, 35))),
    Case("How many users have between $500 and $1,950?", count(between(BALANCE, 500, 1950))),
    Case(
        "How many users have from $500 to $1950 in their wallet?",
        count(between(BALANCE, 500, 1950)),
    ),
    Case("How many users have a wallet balance of $500-$1950?", count(between(BALANCE, 500, 1950))),
    Case(
        "How many users have at most $1,950 and at least $500?", count(between(BALANCE, 500, 1950))
    ),
    Case(
        "How many users have no less than $500 and no more than $1950?",
        count(between(BALANCE, 500, 1950)),
    ),
    Case(
        "How many users have less than $1950 but more than $500?",
        count(every(gt(BALANCE, 500), lt(BALANCE, 1950))),
    ),
    Case(
        "How many users have over $500 and up to $1,950 in the wallet?",
        count(gt(BALANCE, 500), le(BALANCE, 1950)),
    ),
    Case(
        "How many users have $500 or more but under $1950?",
        count(ge(BALANCE, 500), lt(BALANCE, 1950)),
    ),
    Case("How many users are aged 18 to 30?", count(between(AGE, 18, 30))),
    Case("How many users are between 18 and 30 years old?", count(between(AGE, 18, 30))),
    Case("How many users are older than 18 and younger than 30?", count(gt(AGE, 18), lt(AGE, 30))),
    Case("How many women aged 30-65 are in Japan?", count(WOMAN, between(AGE, 30, 65), JAPAN)),
    Case("How many users have an activity score from 20 to 40?", count(between(SCORE, 20, 40))),
    Case("How many users over 18 but not over 30 are there?", count(gt(AGE, 18), le(AGE, 30))),
)
