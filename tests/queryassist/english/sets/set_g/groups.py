"""Set G: figures, groups, rankings, shares and comparisons."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    figure,
    groups,
    gt,
    highest,
    mean,
    middle,
    percent,
    present,
    size,
    sum_of,
)
from tests.queryassist.english.moments import JOINED, SEEN, in_year, this_week, this_year
from tests.queryassist.english.sets.words import (
    best,
    bottom,
    by_day,
    by_month,
    by_week,
    by_year,
    dated,
    gap,
    having,
    how_many_groups,
    open_parts,
    per_quarter,
    per_step,
    ranked,
    share_of,
    shares,
    top,
    versus,
    winner,
    worst,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    GERMANY,
    JAPAN,
    MAN,
    SCORE,
    TOKYO,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("How many users are there per country?", groups("country", size())),
    Case("Number of users by gender", groups("gender", size())),
    Case("Count active users by region", groups("region", size(), ACTIVE)),
    Case("Median age by country", groups("country", middle(AGE))),
    Case("Total wallet balance per country", groups("country", sum_of(BALANCE))),
    Case("What is the highest balance in each country?", groups("country", highest(BALANCE))),
    Case("How many users are at each KYC level?", groups("kyc_level", size())),
    Case("Average age of verified users by gender", groups("gender", mean(AGE), VERIFIED)),
    Case("How many Japanese users are there in each city?", groups("city", size(), JAPAN)),
    Case("Number of users by country and gender", groups(("country", "gender"), size())),
    Case("Average balance by region and KYC level", groups(("region", "kyc_level"), mean(BALANCE))),
    Case(
        "How many users are there per gender and KYC level in Germany?",
        groups(("gender", "kyc_level"), size(), GERMANY),
    ),
    Case("Average age and average balance by gender", groups("gender", (mean(AGE), mean(BALANCE)))),
    Case("Show the top 5 users by wallet balance", top(5, BALANCE)),
    Case("Top 5 countries by number of users", ranked("country", size(), limit=5)),
    Case(
        "Which 3 regions have the most users?",
        any_of(ranked("region", size(), limit=3), best("region", size(), limit=3)),
    ),
    Case("Top 3 countries by total wallet balance", ranked("country", sum_of(BALANCE), limit=3)),
    Case("List the 5 least active users", bottom(5, SCORE)),
    Case("Show the 10 newest users", top(10, JOINED)),
    Case("Who is the oldest user?", top(1, AGE)),
    Case("Who is the youngest user?", bottom(1, AGE)),
    Case("Who has the highest wallet balance?", top(1, BALANCE)),
    Case("Which user has the highest activity score?", top(1, SCORE)),
    Case("Who is the richest woman in Tokyo?", top(1, BALANCE, WOMAN, TOKYO)),
    Case("Which country has the most users?", best("country", size())),
    Case("Which region has the highest average balance?", best("region", mean(BALANCE))),
    Case(
        "Which country has the lowest average age?", worst("country", mean(AGE), present("country"))
    ),
    Case("Which city has the most verified users?", best("city", size(), VERIFIED)),
    Case("Show the 5 most recently active users", top(5, SEEN)),
    Case("Which countries have more than 50 users?", having("country", size(), lambda n: n > 50)),
    Case("Regions with at least 30 users", having("region", size(), lambda n: n >= 30)),
    Case(
        "Which countries have an average balance above $2,000?",
        having("country", mean(BALANCE), lambda n: n > 2000),
    ),
    Case("Which cities have fewer than 10 users?", having("city", size(), lambda n: n < 10)),
    Case(
        "List the regions with more than 15 verified users",
        having("region", size(), lambda n: n > 15, VERIFIED),
    ),
    Case(
        "Which countries have between 40 and 60 users?",
        having("country", size(), lambda n: 40 <= n <= 60),
    ),
    Case(
        "Which regions have an average age over 33?", having("region", mean(AGE), lambda n: n > 33)
    ),
    Case(
        "How many countries have more than 50 users?", how_many_groups("country", lambda n: n > 50)
    ),
    Case("What percentage of users are verified?", figure(percent(VERIFIED))),
    Case("What share of users is female?", figure(percent(WOMAN))),
    Case("What percentage of Japanese users are active?", figure(percent(ACTIVE), JAPAN)),
    Case("What proportion of women have completed KYC?", figure(percent(VERIFIED), WOMAN)),
    Case("What percent of users have more than $1000?", figure(percent(gt(BALANCE, 1000)))),
    Case("What percentage of active users are in the United States?", figure(percent(USA), ACTIVE)),
    Case(
        "What percentage of users in each country are verified?",
        groups("country", percent(VERIFIED)),
    ),
    Case(
        "Share of active users by region",
        any_of(groups("region", percent(ACTIVE)), shares("region", ACTIVE)),
    ),
    Case("What percentage of users does each gender make up?", shares("gender")),
    Case(
        "What percentage of the total wallet balance belongs to verified users?",
        figure(share_of(BALANCE, VERIFIED)),
    ),
    Case(
        "Compare the average balance of men and women",
        versus("gender", mean(BALANCE), ("male", "female")),
    ),
    Case(
        "How many users are in Japan compared to India?",
        versus("country", size(), ("Japan", "India")),
    ),
    Case(
        "Compare the number of users in Tokyo and Osaka",
        versus("region", size(), ("Tokyo", "Osaka")),
    ),
    Case("Average age in Germany vs France", versus("country", mean(AGE), ("Germany", "France"))),
    Case(
        "Who has a higher average balance, men or women?",
        winner("gender", mean(BALANCE), ("male", "female")),
    ),
    Case(
        "Average activity score of verified versus unverified users",
        versus("kyc_verified", mean(SCORE), (True, False)),
    ),
    Case(
        "Are there more users in Spain or in Brazil?",
        winner("country", size(), ("Spain", "Brazil")),
    ),
    Case(
        "How many more women than men are there?",
        any_of(gap(WOMAN, MAN), versus("gender", size(), ("female", "male"))),
    ),
    Case("How many users are in each age group?", open_parts(AGE)),
    Case("Users by age in buckets of 10 years", per_step(AGE, 10, size())),
    Case("Break users down by wallet balance in steps of $1000", per_step(BALANCE, 1000, size())),
    Case(
        "Number of signups per month in 2025",
        groups(by_month(JOINED), size(), in_year(JOINED, 2025)),
    ),
    Case(
        "How many users signed up each day this week?",
        groups(by_day(JOINED), size(), this_week(JOINED)),
    ),
    Case(
        "Signups by year",
        any_of(
            groups(by_year(JOINED), size()),
            groups(dated(JOINED, "%Y-01-01"), size()),
            groups(dated(JOINED, "%Y"), size()),
        ),
    ),
    Case(
        "How many users joined per quarter in 2025?",
        per_quarter(JOINED, size(), in_year(JOINED, 2025)),
    ),
    Case("Weekly signups since January 2026", groups(by_week(JOINED), size(), this_year(JOINED))),
    Case("Histogram of activity scores in bins of 20", per_step(SCORE, 20, size())),
)
