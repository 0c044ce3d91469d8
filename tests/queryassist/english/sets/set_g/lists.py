"""Set G: columns against columns, lists and figures."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    count,
    eq,
    figure,
    figures,
    gt,
    highest,
    kinds,
    listing,
    lowest,
    mean,
    middle,
    sum_of,
)
from tests.queryassist.english.moments import JOINED, SEEN, UPDATED
from tests.queryassist.english.sets.words import (
    NAMES,
    SCOTLAND,
    above,
    alike,
    ascending,
    bottom,
    descending,
    top,
)
from tests.queryassist.english.wording import (
    ADVANCED,
    AGE,
    BALANCE,
    BAVARIA,
    BERLIN,
    CANADA,
    INACTIVE,
    JAPAN,
    KYOTO,
    LAGOS,
    MUNICH,
    SCORE,
    SEOUL,
    TEXAS,
    TORONTO,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("How many users have an activity score higher than their age?", count(above(SCORE, AGE))),
    Case(
        "How many users have a wallet balance lower than their activity score?",
        count(above(SCORE, BALANCE)),
    ),
    Case(
        "How many users live in a city with the same name as their region?",
        count(alike("city", "region")),
    ),
    Case("How many users were updated after they were last active?", count(above(UPDATED, SEEN))),
    Case(
        "How many women have a wallet balance greater than their age?",
        count(WOMAN, above(BALANCE, AGE)),
    ),
    Case("List the names and emails of users in Kyoto", listing(KYOTO, columns=(*NAMES, "email"))),
    Case(
        "Show the email and wallet balance of women in Berlin",
        listing(WOMAN, BERLIN, columns=("email", BALANCE)),
    ),
    Case(
        "Give me the first name, last name and age of users in Amsterdam",
        listing(eq("city", "Amsterdam"), columns=(*NAMES, AGE)),
    ),
    Case("Show all users in Sydney", listing(eq("city", "Sydney"))),
    Case(
        "List verified users in Munich sorted by balance, highest first",
        descending(BALANCE, VERIFIED, MUNICH),
    ),
    Case(
        "Show email, country and activity score of the 5 oldest accounts",
        bottom(5, JOINED, columns=("email", "country", SCORE)),
    ),
    Case(
        "List the wallet addresses of users in Lagos with more than $3000",
        listing(LAGOS, gt(BALANCE, 3000), columns=("wallet_address",)),
    ),
    Case("Which women in Scotland are over 40?", listing(WOMAN, SCOTLAND, gt(AGE, 40))),
    Case("Show the city and age of the ten richest users", top(10, BALANCE, columns=("city", AGE))),
    Case("List users in Seoul ordered by age from youngest to oldest", ascending(AGE, SEOUL)),
    Case(
        "Show inactive users in Toronto with their last active date",
        listing(INACTIVE, TORONTO, columns=(SEEN,)),
    ),
    Case("What is the total wallet balance of all users?", figure(sum_of(BALANCE))),
    Case("What is the average age of female users?", figure(mean(AGE), WOMAN)),
    Case("What is the median wallet balance in Japan?", figure(middle(BALANCE), JAPAN)),
    Case("What's the maximum activity score in Texas?", figure(highest(SCORE), TEXAS)),
    Case("What is the lowest age among verified users?", figure(lowest(AGE), VERIFIED)),
    Case("How many different countries do our users come from?", figure(kinds("country"))),
    Case("How many distinct cities are there in the United States?", figure(kinds("city"), USA)),
    Case("How much money do the users in Bavaria hold in total?", figure(sum_of(BALANCE), BAVARIA)),
    Case("How many users have advanced KYC?", count(ADVANCED)),
    Case(
        "What are the minimum and maximum age of users in Canada?",
        figures(lowest(AGE), highest(AGE), where=[CANADA]),
    ),
    Case("How many users are there in total?", count()),
)
