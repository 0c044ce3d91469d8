"""Set L: groups and rankings."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    Cut,
    any_of,
    during,
    figure,
    groups,
    highest,
    kinds,
    mean,
    middle,
    missing,
    percent,
    present,
    size,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    day,
    in_year,
    this_month,
    this_year,
)
from tests.queryassist.english.sets.further_words import (
    first_of_each,
    how_many_or_which,
    per_year,
)
from tests.queryassist.english.sets.set_l.said import (
    falling,
    more_of,
    per_group_or_pair,
    ranks,
    top_or_figure,
)
from tests.queryassist.english.sets.words import (
    OCCITANIE,
    best_in_any_form,
    bottom,
    by_day,
    by_month,
    by_week,
    distinct,
    having_in_any_form,
    open_parts,
    per_quarter,
    per_step,
    shares,
    top,
    worst_in_any_form,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BRAZIL,
    CALIFORNIA,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    OSAKA,
    SCORE,
    SPAIN,
    TEXAS,
    TOKYO,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = [
    Case("users without an age, by country", groups("country", size(), missing(AGE))),
    Case("median age per gender", groups("gender", middle(AGE))),
    Case(
        "number of users and total balance per region in Japan",
        groups("region", (size(), sum_of(BALANCE)), JAPAN),
    ),
    Case("breakdown by kyc level", groups("kyc_level", size())),
    Case("users per country, biggest first", falling("country", size())),
    Case(
        "gender split in Brazil", any_of(groups("gender", size(), BRAZIL), shares("gender", BRAZIL))
    ),
    Case("verified users by country", groups("country", size(), VERIFIED)),
    Case("avg balance per kyc level", groups("kyc_level", mean(BALANCE))),
    Case("average activity score by region in Germany", groups("region", mean(SCORE), GERMANY)),
    Case(
        "active vs inactive users by country",
        per_group_or_pair("country", "is_active", ACTIVE, INACTIVE),
    ),
    Case("signups per month in 2025", groups(by_month(JOINED), size(), in_year(JOINED, 2025))),
    Case(
        "monthly signups in japan since october",
        groups(by_month(JOINED), size(), JAPAN, during(JOINED, day(2025, 10))),
    ),
    Case("weekly signups this year", groups(by_week(JOINED), size(), this_year(JOINED))),
    Case("daily signups this month", groups(by_day(JOINED), size(), this_month(JOINED))),
    Case("signups by year", per_year(size())),
    Case("signups per quarter in 2025", per_quarter(JOINED, size(), in_year(JOINED, 2025))),
    Case("show the age distribution of our users", open_parts(AGE)),
    Case("how many users per 10-year age band", per_step(AGE, 10, size())),
    Case("users by balance in steps of $5000", per_step(BALANCE, 5000, size())),
    Case("total balance by country and gender", groups(("country", "gender"), sum_of(BALANCE))),
    Case("median balance by city in California", groups("city", middle(BALANCE), CALIFORNIA)),
    Case("users by region and kyc level in Japan", groups(("region", "kyc_level"), size(), JAPAN)),
    Case("which cities do our French users live in?", distinct("city", FRANCE)),
    Case("list of all countries", distinct("country")),
    Case("how many countries do our users come from", figure(kinds("country"))),
    Case("number of cities per country", groups("country", kinds("city"))),
    Case("how many distinct regions are there in the US", figure(kinds("region"), USA)),
    Case("women per region in Spain", groups("region", size(), WOMAN, SPAIN)),
    Case("share of each gender", any_of(shares("gender"), shares("gender", counted=True))),
    Case(
        "percentage of users by country", any_of(shares("country"), shares("country", counted=True))
    ),
    Case(
        "percentage of verified users by country",
        any_of(groups("country", percent(VERIFIED)), shares("country", VERIFIED)),
    ),
    Case("how do avg balances differ by gender", groups("gender", mean(BALANCE))),
    Case(
        "kyc levels among inactive users",
        any_of(groups("kyc_level", size(), INACTIVE), shares("kyc_level", INACTIVE)),
    ),
    Case("max balance for every country", groups("country", highest(BALANCE))),
    Case("where do the verified women live? by region", groups("region", size(), VERIFIED, WOMAN)),
    Case(
        "per gender: count, avg age, avg balance",
        groups("gender", (size(), mean(AGE), mean(BALANCE))),
    ),
    Case(
        "how many users joined each month this year",
        groups(by_month(JOINED), size(), this_year(JOINED)),
    ),
    Case(
        "Average balance by month of signup in 2025",
        groups(by_month(JOINED), mean(BALANCE), in_year(JOINED, 2025)),
    ),
    Case("surname counts in Tokyo", groups("last_name", size(), TOKYO)),
    # Having.
    Case(
        "countries with more than 50 users", having_in_any_form("country", size(), lambda n: n > 50)
    ),
    Case(
        "regions with fewer than 20 users", having_in_any_form("region", size(), lambda n: n < 20)
    ),
    Case("cities having at least 25 users", having_in_any_form("city", size(), lambda n: n >= 25)),
    Case(
        "countries whose average balance exceeds $2000",
        having_in_any_form("country", mean(BALANCE), lambda v: v > 2000),
    ),
    Case(
        "which regions have an average age below 32",
        having_in_any_form("region", mean(AGE), lambda v: v < 32),
    ),
    Case(
        "which countries have more verified than unverified users",
        having_in_any_form("country", more_of(VERIFIED, UNVERIFIED), lambda n: n > 0),
    ),
    Case(
        "countries where at least 75% of users are active",
        having_in_any_form("country", percent(ACTIVE), lambda v: v >= 75),
    ),
    Case(
        "first names shared by more than 40 users",
        having_in_any_form("first_name", size(), lambda n: n > 40),
    ),
    Case("how many countries have over 50 users", how_many_or_which("country", lambda n: n > 50)),
    Case(
        "countries with a total balance over 100k",
        having_in_any_form("country", sum_of(BALANCE), lambda v: v > 100000),
    ),
    Case(
        "regions with 10 or more verified women",
        having_in_any_form("region", size(), lambda n: n >= 10, VERIFIED, WOMAN),
    ),
    Case(
        "cities in the US with between 10 and 18 users",
        having_in_any_form("city", size(), lambda n: 10 <= n <= 18, USA),
    ),
    Case(
        "months in 2025 with over 30 signups",
        any_of(
            groups(by_month(JOINED), size(), in_year(JOINED, 2025), cut=Cut(keep=lambda n: n > 30)),
            groups(
                by_month(JOINED),
                size(),
                in_year(JOINED, 2025),
                cut=Cut(keep=lambda n: n > 30, labels_only=True),
            ),
        ),
    ),
    # Superlatives.
    Case(
        "which country has the most users with advanced KYC",
        best_in_any_form("country", size(), ADVANCED),
    ),
    Case("who is the richest woman in India", top(1, BALANCE, WOMAN, INDIA)),
    Case(
        "I was wondering whether you could show me the five wealthiest people in Occitanie",
        top(5, BALANCE, OCCITANIE),
    ),
    Case("richest 3 in germany", top(3, BALANCE, GERMANY)),
    Case("5 active users with the lowest activity score", bottom(5, SCORE, ACTIVE)),
    Case("most active user in the UK?", top(1, SCORE, UK)),
    Case("latest 5 signups in the US", top(5, JOINED, USA)),
    Case("who was the first to join?", bottom(1, JOINED)),
    Case(
        "region with the highest average age",
        best_in_any_form("region", mean(AGE), present("region")),
    ),
    Case(
        "Which country has the fewest users?",
        worst_in_any_form("country", size(), present("country")),
    ),
    Case(
        "top 5 cities by total balance",
        best_in_any_form("city", sum_of(BALANCE), present("city"), limit=5),
    ),
    Case(
        "which gender has the highest median balance",
        best_in_any_form("gender", middle(BALANCE), present("gender")),
    ),
    Case("which month had the most signups?", best_in_any_form(by_month(JOINED), size())),
    Case("who is the second richest user in Japan", ranks(2, 2, BALANCE, JAPAN)),
    Case("the most active user in each country", first_of_each(1, SCORE, "country")),
    Case("most recently active user in osaka", top(1, SEEN, OSAKA)),
    Case("three newest verified women", top(3, JOINED, VERIFIED, WOMAN)),
    Case("most common first name", best_in_any_form("first_name", size())),
    Case("top ten balances in Texas", top(10, BALANCE, TEXAS)),
    Case(
        "bottom 3 regions by average balance",
        worst_in_any_form("region", mean(BALANCE), present("region"), limit=3),
    ),
    Case(
        "which 2 countries have the highest share of verified users",
        best_in_any_form("country", percent(VERIFIED), present("country"), limit=2),
    ),
    Case(
        "which city has the most unverified users",
        best_in_any_form("city", size(), UNVERIFIED, present("city")),
    ),
    Case("10 longest-standing members", bottom(10, JOINED), may_refuse=True),
    Case("biggest wallet among women in France", top_or_figure(BALANCE, WOMAN, FRANCE)),
]
