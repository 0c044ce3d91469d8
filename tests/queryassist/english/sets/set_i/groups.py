"""Set I: figures and groups."""

from __future__ import annotations

from decimal import Decimal

from tests.queryassist.english.expect import (
    Case,
    Cut,
    any_of,
    during,
    figure,
    figures,
    groups,
    gt,
    highest,
    lowest,
    mean,
    middle,
    missing,
    ne,
    partition,
    percent,
    present,
    row,
    size,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    LAST_QUARTER,
    LAST_WEEK,
    SEEN,
    THIS_YEAR,
    in_last,
    in_year,
    last_week,
    this_week,
    this_year,
)
from tests.queryassist.english.sets.further_words import (
    how_many_or_which,
    of_large_groups,
)
from tests.queryassist.english.sets.set_i.said import (
    SYDNEY,
)
from tests.queryassist.english.sets.words import (
    by_day,
    by_month,
    by_week,
    by_year,
    gap,
    having,
    per_quarter,
    per_step,
    share_of,
    shares,
    top,
    winner,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BRAZIL,
    CALIFORNIA,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    LAGOS,
    MAN,
    MEXICO,
    ONTARIO,
    SCORE,
    SPAIN,
    TEXAS,
    UK,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("What's the average age?", figure(mean(AGE))),
    Case("avg wallet balance", figure(mean(BALANCE))),
    Case("What is the mean balance of German women?", figure(mean(BALANCE), GERMANY, WOMAN)),
    Case("median age of verified users pls", figure(middle(AGE), VERIFIED)),
    Case("What's the median wallet in Brazil?", figure(middle(BALANCE), BRAZIL)),
    Case("How much money do our users hold in total?", figure(sum_of(BALANCE))),
    Case("total funds held by active users in the uk", figure(sum_of(BALANCE), ACTIVE, UK)),
    Case("Sum of balances in Ontario", figure(sum_of(BALANCE), ONTARIO)),
    Case("How old is the oldest user?", any_of(figure(highest(AGE)), top(1, AGE))),
    Case(
        "What's the highest wallet balance in Mexico?",
        any_of(figure(highest(BALANCE), MEXICO), top(1, BALANCE, MEXICO)),
    ),
    Case("minimum age of a user in india", figure(lowest(AGE), INDIA)),
    Case(
        "What is the lowest activity score among verified men?",
        figure(lowest(SCORE), VERIFIED, MAN),
    ),
    Case("Give me the average activity score for users in Sydney", figure(mean(SCORE), SYDNEY)),
    Case("average age of folks with more than $5k", figure(mean(AGE), gt(BALANCE, 5000))),
    Case(
        "What is the average balance of users who were active in the last 30 days?",
        figure(mean(BALANCE), in_last(SEEN, days=30)),
    ),
    Case("What is the typical (median) score of inactive users?", figure(middle(SCORE), INACTIVE)),
    Case("min, max and average age", figures(lowest(AGE), highest(AGE), mean(AGE))),
    Case(
        "What are the mean and median wallet balance in Spain?",
        figures(mean(BALANCE), middle(BALANCE), where=[SPAIN]),
    ),
    Case(
        "how many users are in Texas and what is their average balance?",
        figures(size(), mean(BALANCE), where=[TEXAS]),
    ),
    Case(
        "what's the average balance excluding people with nothing in the wallet",
        any_of(
            figure(mean(BALANCE), gt(BALANCE, 0)), figure(mean(BALANCE), ne(BALANCE, Decimal(0)))
        ),
    ),
    Case("What percentage of users are verified?", figure(percent(VERIFIED))),
    Case("what % of users in Japan are women", figure(percent(WOMAN), JAPAN)),
    Case("What share of verified users is from the US?", figure(percent(USA), VERIFIED)),
    Case(
        "What proportion of users have more than $1000 in the wallet?",
        figure(percent(gt(BALANCE, 1000))),
    ),
    Case(
        "percentage of inactive users in Lagos",
        any_of(figure(percent(INACTIVE), LAGOS), figure(percent(LAGOS), INACTIVE)),
    ),
    Case("What percent of users joined this year?", figure(percent(this_year(JOINED)))),
    Case(
        "what fraction of men over 50 have advanced kyc",
        figure(percent(ADVANCED), MAN, gt(AGE, 50)),
    ),
    Case(
        "Out of the users in California, what percentage was active this week?",
        figure(percent(this_week(SEEN)), CALIFORNIA),
    ),
    Case(
        "what share of our total balance is held by users in Japan?",
        figure(share_of(BALANCE, JAPAN)),
    ),
    Case(
        "What percentage of users has no wallet address?",
        figure(percent(missing("wallet_address"))),
    ),
    Case("Average age of men versus women?", winner("gender", mean(AGE), ("male", "female"))),
    Case(
        "Who holds more on average, men or women?",
        winner("gender", mean(BALANCE), ("male", "female")),
    ),
    Case(
        "Compare the average balance of verified and unverified users.",
        winner("kyc_verified", mean(BALANCE), (True, False)),
    ),
    Case(
        "are there more users in France or in Spain?",
        winner("country", size(), ("France", "Spain")),
    ),
    Case(
        "Compare Tokyo and Osaka by number of users", winner("region", size(), ("Tokyo", "Osaka"))
    ),
    Case(
        "compare median balance in Germany vs the UK vs Canada",
        winner("country", middle(BALANCE), ("Germany", "United Kingdom", "Canada")),
    ),
    Case(
        "Do active users have a higher activity score than inactive users on average?",
        winner("is_active", mean(SCORE), (True, False)),
    ),
    Case(
        "How many more women than men are there?",
        any_of(gap(WOMAN, MAN), winner("gender", size(), ("female", "male"))),
    ),
    Case(
        "number of active vs inactive users in Brazil",
        winner("is_active", size(), (True, False), BRAZIL),
    ),
    Case(
        "how many signed up this week compared with last week?",
        any_of(
            row((size(), this_week(JOINED)), (size(), last_week(JOINED))),
            groups(by_week(JOINED), size(), during(JOINED, LAST_WEEK)),
        ),
    ),
    Case(
        "How does the total balance in Bavaria compare to Berlin?",
        winner("region", sum_of(BALANCE), ("Bavaria", "Berlin")),
    ),
    Case("What's the average wallet balance by country?", groups("country", mean(BALANCE))),
    Case("users by gender", groups("gender", size())),
    Case("How many users per region?", groups("region", size())),
    Case("Break down users by KYC level", groups("kyc_level", size())),
    Case("number of verified users for each country", groups("country", size(), VERIFIED)),
    Case("Show the median age per gender.", groups("gender", middle(AGE))),
    Case("total balance by city in Japan", groups("city", sum_of(BALANCE), JAPAN)),
    Case("avg score by kyc level, active users only", groups("kyc_level", mean(SCORE), ACTIVE)),
    Case("how are users distributed across countries", groups("country", size())),
    Case("Give me a count of users by country and gender", groups(("country", "gender"), size())),
    Case("average balance by gender and kyc level", groups(("gender", "kyc_level"), mean(BALANCE))),
    Case("Women per city in the United Kingdom", groups("city", size(), WOMAN, UK)),
    Case(
        "How many active and inactive users are there in each country?",
        any_of(groups(("country", "is_active"), size())),
    ),
    Case(
        "users grouped by region and whether they are verified",
        groups(("region", "kyc_verified"), size()),
    ),
    Case("max balance per country", groups("country", highest(BALANCE))),
    Case(
        "Average and median balance per gender", groups("gender", (mean(BALANCE), middle(BALANCE)))
    ),
    Case("number of users and average age by country", groups("country", (size(), mean(AGE)))),
    Case(
        "youngest and oldest age in every country", groups("country", (lowest(AGE), highest(AGE)))
    ),
    Case(
        "What percentage of users is verified in each country?",
        groups("country", percent(VERIFIED)),
    ),
    Case(
        "share of women by region",
        any_of(groups("region", percent(WOMAN)), shares("region", WOMAN)),
    ),
    Case(
        "percentage of active users per kyc level",
        any_of(groups("kyc_level", percent(ACTIVE)), shares("kyc_level", ACTIVE)),
    ),
    Case("What percentage of users does each country have?", shares("country")),
    Case("Percentage of users by gender", shares("gender")),
    Case("signups by month in 2025", groups(by_month(JOINED), size(), in_year(JOINED, 2025))),
    Case(
        "How many users joined each month this year?",
        groups(by_month(JOINED), size(), this_year(JOINED)),
    ),
    Case("New users per year", groups(by_year(JOINED), size())),
    Case("daily sign-ups last week", groups(by_day(JOINED), size(), last_week(JOINED))),
    Case(
        "weekly signups since 1 January 2026",
        groups(by_week(JOINED), size(), during(JOINED, THIS_YEAR)),
    ),
    Case("registrations per quarter in 2025", per_quarter(JOINED, size(), in_year(JOINED, 2025))),
    Case("Average balance by signup year", groups(by_year(JOINED), mean(BALANCE))),
    Case(
        "Japanese sign ups per month since October 2025",
        groups(by_month(JOINED), size(), JAPAN, during(JOINED, LAST_QUARTER)),
    ),
    Case(
        "How many women signed up per month last year?",
        groups(by_month(JOINED), size(), WOMAN, in_year(JOINED, 2025)),
    ),
    Case("new users by year and gender", groups((by_year(JOINED), "gender"), size())),
    Case("how many users per age group?", partition()),
    Case("Split users by age in bands of 10 years", per_step(AGE, 10, size())),
    Case("number of verified users by age decade", per_step(AGE, 10, size(), VERIFIED)),
    Case("average balance by age in buckets of 20", per_step(AGE, 20, mean(BALANCE))),
    Case("histogram of wallet balances in steps of $5000", per_step(BALANCE, 5000, size())),
    Case("bucket activity scores by 25", per_step(SCORE, 25, size())),
    Case("How many users by last name?", groups("last_name", size())),
    Case(
        "Which regions have more than 40 users?", any_of(having("region", size(), lambda n: n > 40))
    ),
    Case("Countries with at least 50 users", having("country", size(), lambda n: n >= 50)),
    Case(
        "which countries have an average balance above $2000?",
        having("country", mean(BALANCE), lambda n: n > 2000),
    ),
    Case("List cities with fewer than 10 users.", having("city", size(), lambda n: n < 10)),
    Case(
        "which regions hold over $60,000 in total",
        having("region", sum_of(BALANCE), lambda n: n > 60000),
    ),
    Case(
        "What countries have more than 20 verified women?",
        having("country", size(), lambda n: n > 20, VERIFIED, WOMAN),
    ),
    Case(
        "in which cities is the average age over 35?", having("city", mean(AGE), lambda n: n > 35)
    ),
    Case(
        "regions where more than 60% of users are verified",
        having("region", percent(VERIFIED), lambda n: n > 60),
    ),
    Case(
        "Average balance by region for regions with at least 30 users",
        of_large_groups("region", mean(BALANCE), 30),
    ),
    Case("How many countries have over 50 users?", how_many_or_which("country", lambda n: n > 50)),
    Case(
        "what countries are our users from?",
        any_of(
            groups("country", size(), cut=Cut(labels_only=True)),
            groups("country", size(), present("country"), cut=Cut(labels_only=True)),
        ),
    ),
    Case(
        "List all the cities in Brazil where we have users",
        any_of(
            groups("city", size(), BRAZIL, cut=Cut(labels_only=True)),
            groups("city", size(), BRAZIL, present("city"), cut=Cut(labels_only=True)),
        ),
    ),
)
