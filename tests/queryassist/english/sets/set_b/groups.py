"""Set B: figures, groups, rankings, shares and comparisons."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    eq,
    figure,
    figures,
    groups,
    gt,
    highest,
    lowest,
    mean,
    middle,
    percent,
    size,
    sum_of,
)
from tests.queryassist.english.moments import JOINED, SEEN, in_year
from tests.queryassist.english.sets.words import (
    best_in_any_form,
    bottom,
    by_month,
    by_step,
    having_in_any_form,
    ranked,
    shares,
    top,
    versus,
    winner,
    worst_in_any_form,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    CANADA,
    INACTIVE,
    INDIA,
    JAPAN,
    MAN,
    SCORE,
    TEXAS,
    UK,
    UNVERIFIED,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("On average, what age are our customers?", figure(mean(AGE))),
    Case("median activity score?", figure(middle(SCORE))),
    Case("What's the sum of all wallet balances in Japan?", figure(sum_of(BALANCE), JAPAN)),
    Case("average funds of active men", figure(mean(BALANCE), ACTIVE, MAN)),
    Case(
        "What is the largest balance held by an unverified user?",
        figure(highest(BALANCE), UNVERIFIED),
    ),
    Case("minimum age of users in the Texas region", figure(lowest(AGE), TEXAS)),
    Case(
        "How much money is in the wallets of users over 60 altogether?",
        figure(sum_of(BALANCE), gt(AGE, 60)),
    ),
    Case("What's the median balance for Indian women?", figure(middle(BALANCE), INDIA, WOMAN)),
    Case(
        "Show min, max and median wallet balance for verified users",
        figures(lowest(BALANCE), highest(BALANCE), middle(BALANCE), where=(VERIFIED,)),
    ),
    Case("mean age of people who signed up in 2025", figure(mean(AGE), in_year(JOINED, 2025))),
    Case("How many users per gender?", groups("gender", size())),
    Case("average age in every country", groups("country", mean(AGE))),
    Case(
        "verified users split by region in the United Kingdom",
        groups("region", size(), VERIFIED, UK),
    ),
    Case(
        "Break the user count down by country and KYC level",
        groups(("country", "kyc_level"), size()),
    ),
    Case("sum of balances by gender", groups("gender", sum_of(BALANCE))),
    Case("median wallet by region for active users", groups("region", middle(BALANCE), ACTIVE)),
    Case("How are users distributed over the cities of Japan?", groups("city", size(), JAPAN)),
    Case(
        "number of new users by month in 2024",
        groups(by_month(JOINED), size(), in_year(JOINED, 2024)),
    ),
    Case("average balance per age bracket of ten years", groups(by_step(AGE, 10), mean(BALANCE))),
    Case(
        "Mean wallet balance of active and inactive users, grouped by activity status",
        groups("is_active", mean(BALANCE)),
    ),
    Case(
        "For each KYC level show the number of users and the median age",
        groups("kyc_level", (size(), middle(AGE))),
    ),
    Case("top 7 wallets", top(7, BALANCE)),
    Case("Who are our 2 oldest verified users?", top(2, AGE, VERIFIED)),
    Case(
        "What country has the lowest average balance?", worst_in_any_form("country", mean(BALANCE))
    ),
    Case(
        "the five regions with the largest total balance",
        best_in_any_form("region", sum_of(BALANCE), limit=5),
    ),
    Case("Who has the highest activity score?", top(1, SCORE)),
    Case(
        "In which country is the average user the oldest, by mean age?",
        best_in_any_form("country", mean(AGE)),
    ),
    Case("Show the 4 users who were most recently active in Canada", top(4, SEEN, CANADA)),
    Case("Give me the wealthiest man in Japan", top(1, BALANCE, MAN, JAPAN)),
    Case("bottom 5 active users by activity score", bottom(5, SCORE, ACTIVE)),
    Case(
        "Which region has the lowest median balance?", worst_in_any_form("region", middle(BALANCE))
    ),
    Case(
        "List regions having more than 30 users",
        having_in_any_form("region", size(), lambda n: n > 30),
    ),
    Case(
        "countries where the average age is over 38",
        having_in_any_form("country", mean(AGE), lambda n: n > 38),
    ),
    Case(
        "Which countries have fewer than 15 verified users?",
        having_in_any_form("country", size(), lambda n: n < 15, VERIFIED),
    ),
    Case("What percentage of our users are inactive?", figure(percent(INACTIVE))),
    Case("what fraction of men has advanced KYC, in percent?", figure(percent(ADVANCED), MAN)),
    Case("What percent of users in India are women?", figure(percent(WOMAN), INDIA)),
    Case(
        "share of users per KYC level",
        any_of(shares("kyc_level"), shares("kyc_level", counted=True)),
    ),
    Case(
        "What proportion of verified users is over 50 years old?",
        figure(percent(gt(AGE, 50)), VERIFIED),
    ),
    Case("What percentage of users is active in each region?", groups("region", percent(ACTIVE))),
    Case(
        "Who has the higher average activity score, women or men?",
        any_of(
            winner("gender", mean(SCORE), ("female", "male")),
            ranked("gender", mean(SCORE), eq("gender", "female", "male")),
        ),
    ),
    Case(
        "Compare Tokyo and Osaka by number of users", versus("region", size(), ("Tokyo", "Osaka"))
    ),
    Case(
        "verified vs unverified: average balance",
        versus("kyc_verified", mean(BALANCE), (True, False)),
    ),
)
