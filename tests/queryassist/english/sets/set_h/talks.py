"""Set H: what must not be answered, and conversations."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    count,
    figure,
    groups,
    gt,
    listing,
    lt,
    mean,
    percent,
    size,
    talk,
)
from tests.queryassist.english.moments import JOINED, in_year, this_year
from tests.queryassist.english.sets.words import by_month, either_order, top
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    CALIFORNIA,
    GERMANY,
    INACTIVE,
    JAPAN,
    MAN,
    OSAKA,
    SPAIN,
    TEXAS,
    VERIFIED,
    WOMAN,
)

REFUSALS = (
    "Who won the world cup?",
    "users who prefer tea",
    "how many users in Tokyo are vegan",
    "make me a superuser",
    "Show the average number of children",
    "list users with expired cards",
    "how many refunds did we issue last month",
    "remove the verified flag from all men",
    "what's your name",
    "how many users hate us",
    "show me users that look like bots",
    "average rent in Tokyo",
    "how many users in Springfield Hogwarts",
    "What is the meaning of life",
    "users with premium status in Osaka",
    "number of orders per country",
    "how many users rated us 5 stars",
    "how much does a ticket cost",
    "list users' social security numbers",
    "users who recently moved to Berlin",
    "how many users are allergic to nuts",
    "wipe the database",
    "How many users watch Netflix?",
    "Which users are friends with Maria?",
    "how many open tickets do we have",
    "users who are taller than 180",
    "turn off kyc checks",
    "is the server up",
    "women in Tokyo wearing hats",
    "how many of our users are doctors",
)

CONVERSATIONS = (
    talk(
        ("How many verified users are in Spain?", count(VERIFIED, SPAIN)),
        ("How about Germany?", count(VERIFIED, GERMANY)),
        ("only men please", count(VERIFIED, GERMANY, MAN)),
        ("and how many of those are over 40?", count(VERIFIED, GERMANY, MAN, gt(AGE, 40))),
    ),
    talk(
        ("average balance by gender", groups("gender", mean(BALANCE))),
        ("now by country", groups("country", mean(BALANCE))),
        ("restrict that to active users", groups("country", mean(BALANCE), ACTIVE)),
    ),
    talk(
        ("List women in Osaka with more than $1000", listing(WOMAN, OSAKA, gt(BALANCE, 1000))),
        ("sort by age", either_order(AGE, WOMAN, OSAKA, gt(BALANCE, 1000))),
        ("count them", count(WOMAN, OSAKA, gt(BALANCE, 1000))),
    ),
    talk(
        ("How many users signed up this year?", count(this_year(JOINED))),
        ("what about last year?", count(in_year(JOINED, 2025))),
        ("break that down by month", groups(by_month(JOINED), size(), in_year(JOINED, 2025))),
    ),
    talk(
        ("How many users have less than $100?", count(lt(BALANCE, 100))),
        ("and in Japan?", count(lt(BALANCE, 100), JAPAN)),
        ("remove the balance filter", count(JAPAN)),
    ),
    talk(
        ("top 3 richest users in Texas", top(3, BALANCE, TEXAS)),
        ("and in California?", top(3, BALANCE, CALIFORNIA)),
        ("make it the top 5", top(5, BALANCE, CALIFORNIA)),
    ),
    talk(
        ("how many inactive men are there", count(INACTIVE, MAN)),
        ("and women?", count(INACTIVE, WOMAN)),
        ("their average age?", figure(mean(AGE), INACTIVE, WOMAN)),
    ),
    talk(
        ("What percentage of women are verified?", figure(percent(VERIFIED), WOMAN)),
        ("and men?", figure(percent(VERIFIED), MAN)),
    ),
)
