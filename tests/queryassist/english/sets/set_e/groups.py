"""Set E: groups, rankings, shares, comparisons and equal steps."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    during,
    every,
    figure,
    groups,
    gt,
    highest,
    kinds,
    lt,
    mean,
    middle,
    missing,
    ne,
    partition,
    percent,
    present,
    size,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    day,
    in_last,
    in_year,
    this_month,
    this_year,
)
from tests.queryassist.english.sets.words import (
    best,
    bottom,
    by_day,
    by_month,
    by_step,
    by_week,
    by_year,
    gap,
    having,
    per_quarter,
    shares,
    top,
    versus,
    winner,
    worst,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    CALIFORNIA,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    MAN,
    SCORE,
    TEXAS,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case(
        "How many verified women are there per region?", groups("region", size(), VERIFIED, WOMAN)
    ),
    Case(
        "What is the average wallet balance by gender among active users?",
        groups("gender", mean(BALANCE), ACTIVE),
    ),
    Case("Give the median age for every country.", groups("country", middle(AGE))),
    Case(
        "Show the number of users by country and KYC level.",
        groups(("country", "kyc_level"), size()),
    ),
    Case(
        "For each region in Japan, what is the total wallet balance?",
        groups("region", sum_of(BALANCE), JAPAN),
    ),
    Case(
        "How many users who joined in 2025 are there in each country?",
        groups("country", size(), in_year(JOINED, 2025)),
    ),
    Case(
        "By country and gender, how many active users are there?",
        groups(("country", "gender"), size(), ACTIVE),
    ),
    Case(
        "For each gender, what is the average activity score of users over 30?",
        groups("gender", mean(SCORE), gt(AGE, 30)),
    ),
    Case(
        "How many users are there by KYC level in the United States?",
        groups("kyc_level", size(), USA),
    ),
    Case("Per city, how many women live in the UK?", groups("city", size(), UK, WOMAN)),
    Case("What is the highest balance in each country?", groups("country", highest(BALANCE))),
    Case(
        "Show average age and average balance by country.",
        groups("country", (mean(AGE), mean(BALANCE))),
    ),
    Case(
        "Number of inactive users grouped by region and gender in Germany",
        groups(("region", "gender"), size(), GERMANY, INACTIVE),
    ),
    Case(
        "How many different cities are there per country?",
        groups("country", kinds("city"), present("country")),
    ),
    Case("avg score by region for verified users pls", groups("region", mean(SCORE), VERIFIED)),
    Case("Which five countries have the most users?", best("country", size(), limit=5)),
    Case("Who are the ten richest users in Japan?", top(10, BALANCE, JAPAN)),
    Case(
        "Show the 5 most active women who joined this year.",
        top(5, SCORE, WOMAN, this_year(JOINED)),
    ),
    Case(
        "Among verified users, which country has the highest average balance?",
        best("country", mean(BALANCE), VERIFIED),
    ),
    Case(
        "List the three poorest verified users with more than $100.",
        bottom(3, BALANCE, VERIFIED, gt(BALANCE, 100)),
    ),
    Case("Who is the oldest user in Texas?", top(1, AGE, TEXAS)),
    Case(
        "Outside Japan, which region has the most active users?",
        best("region", size(), ACTIVE, ne("country", "Japan")),
    ),
    Case("Show me the top 10 users by balance who are not verified.", top(10, BALANCE, UNVERIFIED)),
    Case("Who are the last five users to sign up?", top(5, JOINED)),
    Case(
        "Which 3 regions have the lowest average activity score?",
        worst("region", mean(SCORE), present("region"), limit=3),
    ),
    Case(
        "Top 4 regions by total balance, excluding the United States",
        best("region", sum_of(BALANCE), ne("country", "United States"), present("region"), limit=4),
    ),
    Case(
        "Who is the least active user among the advanced KYC users in France?",
        bottom(1, SCORE, ADVANCED, FRANCE),
    ),
    Case(
        "Which two countries have the fewest users?",
        worst("country", size(), present("country"), limit=2),
    ),
    Case("Of the men under 35, show the 7 wealthiest.", top(7, BALANCE, MAN, lt(AGE, 35))),
    Case(
        "Which country's users are oldest on average?",
        best("country", mean(AGE), present("country")),
    ),
    Case(
        "top 3 cities by number of users in india",
        best("city", size(), INDIA, present("city"), limit=3),
    ),
    Case("Which countries have more than 50 users?", having("country", size(), lambda n: n > 50)),
    Case(
        "In which regions are there at least 20 verified users?",
        having("region", size(), lambda n: n >= 20, VERIFIED),
    ),
    Case(
        "In which countries is the average balance above $2,000?",
        having("country", mean(BALANCE), lambda n: n > 2000),
    ),
    Case(
        "Which combinations of country and gender have more than 25 users?",
        having(("country", "gender"), size(), lambda n: n > 25),
    ),
    Case("Which cities have fewer than 10 users?", having("city", size(), lambda n: n < 10)),
    Case(
        "Among women, which regions have an average age over 38?",
        having("region", mean(AGE), lambda n: n > 38, WOMAN),
    ),
    Case(
        "Which Japanese regions have more than 15 active users?",
        having("region", size(), lambda n: n > 15, JAPAN, ACTIVE),
    ),
    Case(
        "List the countries whose total balance exceeds $100,000.",
        having("country", sum_of(BALANCE), lambda n: n > 100000),
    ),
    Case(
        "Which are the regions where at least five users signed up this month?",
        having("region", size(), lambda n: n >= 5, this_month(JOINED)),
    ),
    Case(
        "Which countries have a median age of at most 34?",
        having("country", middle(AGE), lambda n: n <= 34),
    ),
    Case(
        "Which regions have between 20 and 30 users?",
        having("region", size(), lambda n: 20 <= n <= 30),
    ),
    Case("What percentage of users in Japan are verified?", figure(percent(VERIFIED), JAPAN)),
    Case(
        "What share of the users who joined in 2025 are women?",
        figure(percent(WOMAN), in_year(JOINED, 2025)),
    ),
    Case(
        "Out of all active users, what percentage live in the United States?",
        figure(percent(USA), ACTIVE),
    ),
    Case(
        "Of all men, what proportion have more than $1,000?",
        figure(percent(gt(BALANCE, 1000)), MAN),
    ),
    Case(
        "What percentage of users completed KYC in each country?",
        groups("country", percent(VERIFIED)),
    ),
    Case(
        "What is the share of inactive users by region in Germany?",
        any_of(groups("region", percent(INACTIVE), GERMANY), shares("region", INACTIVE, GERMANY)),
    ),
    Case(
        "What fraction of verified users were active in the last 7 days, in percent?",
        figure(percent(in_last(SEEN, days=7)), VERIFIED),
    ),
    Case(
        "In which country is the percentage of verified users highest?",
        best("country", percent(VERIFIED), present("country")),
    ),
    Case(
        "Among users over 50, what percentage hold advanced KYC?",
        figure(percent(ADVANCED), gt(AGE, 50)),
    ),
    Case("How are users distributed across genders in percent?", shares("gender")),
    Case(
        "In which regions are more than 60% of the users verified?",
        having("region", percent(VERIFIED), lambda n: n > 60),
    ),
    Case(
        "For what percentage of users is the wallet address missing?",
        figure(percent(missing("wallet_address"))),
    ),
    Case("pct of french users with less than $500?", figure(percent(lt(BALANCE, 500)), FRANCE)),
    Case(
        "Do men or women have the higher average balance?",
        winner("gender", mean(BALANCE), ("male", "female")),
    ),
    Case(
        "Between Japan and the United States, which has more active users?",
        winner("country", size(), ("Japan", "United States"), ACTIVE),
    ),
    Case(
        "How does the average age of verified users compare with that of unverified users?",
        versus("kyc_verified", mean(AGE), (True, False)),
    ),
    Case(
        "How many more women than men are there in California?",
        gap(every(WOMAN, CALIFORNIA), every(MAN, CALIFORNIA)),
    ),
    Case(
        "Compare average activity scores between Tokyo and Osaka for users under 40.",
        winner("region", mean(SCORE), ("Tokyo", "Osaka"), lt(AGE, 40)),
    ),
    Case(
        "Are there more verified users in India or in France?",
        winner("country", size(), ("India", "France"), VERIFIED),
    ),
    Case(
        "Compare the median balance of active and inactive users in the US.",
        versus("is_active", middle(BALANCE), (True, False), USA),
    ),
    Case(
        "Month by month, how many users signed up in 2025?",
        groups(by_month(JOINED), size(), in_year(JOINED, 2025)),
    ),
    Case("How many users are there in each 10-year age band?", groups(by_step(AGE, 10), size())),
    Case(
        "What is the median balance per age group in steps of 10 years?",
        groups(by_step(AGE, 10), middle(BALANCE)),
    ),
    Case("How many users fall into each age group?", partition()),
    Case("Show daily sign-ups for this month.", groups(by_day(JOINED), size(), this_month(JOINED))),
    Case(
        "How many women joined per quarter since 2024?",
        per_quarter(JOINED, size(), WOMAN, during(JOINED, day(2024))),
    ),
    Case("How many verified users joined each year?", groups(by_year(JOINED), size(), VERIFIED)),
    Case(
        "Group users with less than $5,000 by balance in steps of $1,000.",
        groups(by_step(BALANCE, 1000), size(), lt(BALANCE, 5000)),
    ),
    Case(
        "What was the average balance by month of sign-up in 2025?",
        groups(by_month(JOINED), mean(BALANCE), in_year(JOINED, 2025)),
    ),
    Case(
        "How many sign-ups were there per week since 1 February 2026?",
        groups(by_week(JOINED), size(), during(JOINED, day(2026, 2))),
    ),
    Case(
        "Which month of 2025 had the most sign-ups?",
        best(by_month(JOINED), size(), in_year(JOINED, 2025)),
    ),
)
