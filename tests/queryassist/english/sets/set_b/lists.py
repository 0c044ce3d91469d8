"""Set B: missing values, names, lists, and values against averages and columns."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    count,
    during,
    eq,
    figure,
    gt,
    has,
    kinds,
    listing,
    mean,
    missing,
    present,
)
from tests.queryassist.english.moments import JOINED, day
from tests.queryassist.english.sets.words import above, count_beyond, descending, distinct
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    MAN,
    SCORE,
    TEXAS,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("How many people have their wallet address on file?", count(present("wallet_address"))),
    Case("How many profiles have no gender filled in?", count(missing("gender"))),
    Case("how many users are without a city", count(missing("city"))),
    Case("How many active users have a missing age?", count(missing(AGE), ACTIVE)),
    Case("How many users have the first name Kenji?", count(eq("first_name", "Kenji"))),
    Case("number of users named Müller by last name", count(eq("last_name", "Müller"))),
    Case(
        "How many users have an email address that contains example.jp?",
        count(has("email", "example.jp")),
    ),
    Case("How many distinct regions are represented in our user base?", figure(kinds("region"))),
    Case("What are the different regions in the United States?", distinct("region", USA)),
    Case(
        "Give me name, surname and email of unverified men in Texas",
        listing(UNVERIFIED, MAN, TEXAS, columns=("first_name", "last_name", "email")),
    ),
    Case(
        "List email, age and country of users older than 80",
        listing(gt(AGE, 80), columns=("email", AGE, "country")),
    ),
    Case(
        "emails of users with over $9000 ordered by balance descending",
        descending(BALANCE, gt(BALANCE, 9000), columns=("email",)),
    ),
    Case("Display all verified women in Mumbai", listing(VERIFIED, WOMAN, eq("city", "Mumbai"))),
    Case("Which users signed up since March 14?", listing(during(JOINED, day(2026, 3, 14)))),
    Case(
        "How many users have a balance below the average?",
        count_beyond(BALANCE, mean(BALANCE), below=True),
    ),
    Case("How many users' age is greater than their activity score?", count(above(AGE, SCORE))),
    Case(
        "How many verified women are older than average?",
        count_beyond(AGE, mean(AGE), VERIFIED, WOMAN),
    ),
    Case("How many users have a wallet balance lower than their age?", count(above(AGE, BALANCE))),
)
