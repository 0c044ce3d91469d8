"""Set K: groups, rankings, shares and comparisons."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    Cut,
    any_of,
    between,
    figure,
    ge,
    groups,
    gt,
    highest,
    kinds,
    lowest,
    lt,
    mean,
    middle,
    missing,
    partition,
    percent,
    present,
    size,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    in_last,
    in_year,
    last_month,
    last_week,
    this_year,
)
from tests.queryassist.english.sets.set_k.said import (
    ACTIVE_SIDE,
    INACTIVE_SIDE,
    MEN_SIDE,
    UNVERIFIED_SIDE,
    VERIFIED_SIDE,
    WOMEN_SIDE,
    bands,
    duel,
    gap,
    having,
    how_many_groups,
    money_share,
    named,
    named_bands,
    place,
    richest,
    share_by,
    versus,
)
from tests.queryassist.english.sets.words import (
    NAMES,
    best,
    bottom,
    by_day,
    by_month,
    by_step,
    by_week,
    by_year,
    per_quarter,
    worst,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BRAZIL,
    CANADA,
    FRANCE,
    GERMANY,
    INACTIVE,
    JAPAN,
    MAN,
    OSAKA,
    SCORE,
    SPAIN,
    TOKYO,
    UK,
    USA,
    VERIFIED,
    WOMAN,
)

GROUPS = [
    Case("Mean wallet balance by region", groups("region", mean(BALANCE))),
    Case("Number of users by gender and KYC level", groups(("gender", "kyc_level"), size())),
    Case("Break down active users by country", groups("country", size(), ACTIVE)),
    Case("median age by gender", groups("gender", middle(AGE))),
    Case(
        "Average activity score for each country, verified users only",
        groups("country", mean(SCORE), VERIFIED),
    ),
    Case("users per city in Japan", groups("city", size(), JAPAN)),
    Case("Count of women by region in the United States", groups("region", size(), USA, WOMAN)),
    Case("Average balance by country and gender", groups(("country", "gender"), mean(BALANCE))),
    Case(
        "What is the highest balance in each German region?",
        groups("region", highest(BALANCE), GERMANY),
    ),
    Case(
        "For each gender, show the minimum, maximum and average balance",
        groups("gender", (lowest(BALANCE), highest(BALANCE), mean(BALANCE))),
    ),
    Case("How many people over 50 live in each country?", groups("country", size(), gt(AGE, 50))),
    Case(
        "total balance by gender for users who joined in 2025",
        groups("gender", sum_of(BALANCE), in_year(JOINED, 2025)),
    ),
    Case("average wallet by verification status", groups("kyc_verified", mean(BALANCE))),
    Case(
        "How many users in each region have more than $3000?",
        groups("region", size(), gt(BALANCE, 3000)),
    ),
    Case(
        "Average age and average balance by country", groups("country", (mean(AGE), mean(BALANCE)))
    ),
    Case("How many distinct cities are there per country?", groups("country", kinds("city"))),
    Case(
        "Please split the men who were active last month by country and verification status",
        groups(("country", "kyc_verified"), size(), MAN, last_month(SEEN)),
    ),
]

TOPS = [
    Case("Top 10 users by balance", richest(10)),
    Case("Show me the top 5 most active women", richest(5, WOMAN, field=SCORE)),
    Case("Who are the 10 richest users in Japan?", richest(10, JAPAN)),
    Case(
        "top 3 regions by number of users",
        groups("region", size(), cut=Cut(top=3, labels_only=True)),
    ),
    Case(
        "Which five countries have the highest total balance?",
        best("country", sum_of(BALANCE), limit=5),
    ),
    Case(
        "Bottom 3 regions by average balance",
        groups("region", mean(BALANCE), cut=Cut(bottom=3, labels_only=True)),
    ),
    Case("List the 20 newest users", richest(20, field=JOINED)),
    Case("the 5 most recently active users in the UK", richest(5, UK, field=SEEN)),
    Case("Top five verified men by activity score", richest(5, VERIFIED, MAN, field=SCORE)),
    Case(
        "top three countries by number of men",
        groups("country", size(), MAN, cut=Cut(top=3, labels_only=True)),
    ),
    Case(
        "top 10 most active users in the last 7 days",
        richest(10, in_last(SEEN, days=7), field=SCORE),
    ),
    Case("The 5 least active users in France", bottom(5, SCORE, FRANCE)),
    Case(
        "give me the top 4 Brazilian users by wallet balance with their name and email",
        richest(4, BRAZIL, columns=(*NAMES, "email")),
    ),
    Case(
        "Which 3 regions have the highest average balance among active users?",
        best("region", mean(BALANCE), ACTIVE, limit=3),
    ),
    Case("The three poorest users with more than $0", bottom(3, BALANCE, gt(BALANCE, 0))),
]

SUPERLATIVES = [
    Case("Who is the most active user in Tokyo?", richest(1, TOKYO, field=SCORE)),
    Case("Who is our oldest user?", richest(1, field=AGE)),
    Case("Which country has the most users?", best("country", size())),
    Case("Which region has the highest average balance?", best("region", mean(BALANCE))),
    Case("Who was the first user to sign up?", bottom(1, JOINED)),
    Case("What is the highest balance among women?", figure(highest(BALANCE), WOMAN)),
    Case("What's the smallest balance above zero?", figure(lowest(BALANCE), gt(BALANCE, 0))),
    Case("Find the richest woman in the UK", richest(1, UK, WOMAN)),
    Case("Which city in Japan has the most users?", best("city", size(), JAPAN)),
    Case(
        "Which gender has the highest average activity score?",
        any_of(best("gender", mean(SCORE)), best("gender", mean(SCORE), present("gender"))),
    ),
    Case("How old is the oldest man in Germany?", figure(highest(AGE), GERMANY, MAN)),
    Case("Who is the least active user in Canada?", bottom(1, SCORE, CANADA)),
    Case("Which KYC level has the lowest average balance?", worst("kyc_level", mean(BALANCE))),
    Case(
        "Which month of 2025 had the most signups?",
        best(by_month(JOINED), size(), in_year(JOINED, 2025)),
    ),
    Case("Which region has the fewest users?", worst("region", size())),
]

HAVING = [
    Case("Which countries have more than 50 users?", named("country", size(), lambda n: n > 50)),
    Case(
        "Regions where the average balance is above $2000",
        named("region", mean(BALANCE), lambda n: n > 2000),
    ),
    Case(
        "Show the number of women per country, but only countries with fewer than 15 women",
        having("country", (size(),), size(), lambda n: n < 15, WOMAN),
    ),
    Case(
        "average balance by country, only countries with at least 40 users",
        having("country", (mean(BALANCE),), size(), lambda n: n >= 40),
    ),
    Case("Which cities have at least 20 users?", named("city", size(), lambda n: n >= 20)),
    Case(
        "Show regions with between 20 and 30 users",
        named("region", size(), lambda n: 20 <= n <= 30),
    ),
    Case(
        "How many countries have more than 50 users?",
        how_many_groups("country", size(), lambda n: n > 50),
    ),
    Case(
        "average balance of verified women by country, only countries with at least 10 of them",
        having("country", (mean(BALANCE),), size(), lambda n: n >= 10, VERIFIED, WOMAN),
    ),
    Case(
        "Which regions have a total balance over 100k?",
        named("region", sum_of(BALANCE), lambda n: n > 100000),
    ),
    Case(
        "Which countries have a median age over 32?",
        named("country", middle(AGE), lambda n: n > 32),
    ),
    Case(
        "Which regions have more than half of their users verified?",
        named("region", percent(VERIFIED), lambda n: n > 50),
    ),
    Case(
        "which countries have over 20 active men",
        named("country", size(), lambda n: n > 20, ACTIVE, MAN),
    ),
    Case(
        "average age by region for regions having more than 30 users",
        having("region", (mean(AGE),), size(), lambda n: n > 30),
    ),
    Case(
        "Which US regions have at least 20 women?",
        named("region", size(), lambda n: n >= 20, USA, WOMAN),
    ),
]

SHARES = [
    Case("What share of active users are women?", figure(percent(WOMAN), ACTIVE)),
    Case("What % of Japanese users are active?", figure(percent(ACTIVE), JAPAN)),
    Case("What proportion of users hold more than $1000?", figure(percent(gt(BALANCE, 1000)))),
    Case("Percentage of users with no wallet address", figure(percent(missing("wallet_address")))),
    Case(
        "In each country, what percentage of users is verified?",
        groups("country", percent(VERIFIED)),
    ),
    Case("What share of users does each country account for?", share_by("country")),
    Case("What percent of men have advanced KYC?", figure(percent(ADVANCED), MAN)),
    Case(
        "What proportion of users who joined last year are verified?",
        figure(percent(VERIFIED), in_year(JOINED, 2025)),
    ),
    Case(
        "Out of the women in Tokyo, what percentage have over $500?",
        figure(percent(gt(BALANCE, 500)), WOMAN, TOKYO),
    ),
    Case("percent of users active in the last 30 days", figure(percent(in_last(SEEN, days=30)))),
    Case(
        "Share of verified users by gender",
        any_of(groups("gender", percent(VERIFIED)), share_by("gender", VERIFIED)),
    ),
    Case(
        "Which country has the highest percentage of verified users?",
        best("country", percent(VERIFIED)),
    ),
    Case("Gender split of UK users in percent", share_by("gender", UK)),
    Case("What percentage of people over 50 are inactive?", figure(percent(INACTIVE), gt(AGE, 50))),
    Case("What percentage of the total balance is held by women?", money_share(WOMAN)),
]

COMPARISONS = [
    Case(
        "Compare the average balance of men and women", versus(mean(BALANCE), MEN_SIDE, WOMEN_SIDE)
    ),
    Case(
        "Who holds more money in total, men or women?", duel(sum_of(BALANCE), MEN_SIDE, WOMEN_SIDE)
    ),
    Case(
        "Are there more verified or unverified users?", duel(size(), VERIFIED_SIDE, UNVERIFIED_SIDE)
    ),
    Case(
        "Average activity score: verified vs unverified",
        versus(mean(SCORE), VERIFIED_SIDE, UNVERIFIED_SIDE),
    ),
    Case(
        "How many users in Tokyo compared to Osaka?",
        versus(size(), place("Tokyo", TOKYO), place("Osaka", OSAKA)),
    ),
    Case(
        "Compare Japan and the US by average wallet balance",
        versus(mean(BALANCE), place("Japan", JAPAN), place("United States", USA)),
    ),
    Case("How many more women than men do we have?", gap(size(), WOMEN_SIDE, MEN_SIDE)),
    Case(
        "What is the difference in average age between active and inactive users?",
        gap(mean(AGE), ACTIVE_SIDE, INACTIVE_SIDE),
    ),
    Case(
        "Do German users have a higher average balance than French users?",
        duel(mean(BALANCE), place("Germany", GERMANY), place("France", FRANCE)),
    ),
    Case(
        "Compare the number of signups in 2024 and 2025",
        versus(
            size(), ((2024, "2024"), in_year(JOINED, 2024)), ((2025, "2025"), in_year(JOINED, 2025))
        ),
    ),
    Case(
        "median balance of active versus inactive women",
        versus(middle(BALANCE), ACTIVE_SIDE, INACTIVE_SIDE, tests=(WOMAN,)),
    ),
    Case(
        "Which has more users, Spain or France?",
        duel(size(), place("Spain", SPAIN), place("France", FRANCE)),
    ),
    Case(
        "Percentage verified among men versus women",
        versus(percent(VERIFIED), MEN_SIDE, WOMEN_SIDE),
    ),
    Case(
        "Compare the average balance of under 30s with over 30s",
        bands(mean(BALANCE), lt(AGE, 30), gt(AGE, 30)),
    ),
]

BUCKETS = [
    Case("How many users are there in each age group?", partition()),
    Case("Users by age in buckets of 10 years", groups(by_step(AGE, 10), size())),
    Case("Average balance by age band of 20 years", groups(by_step(AGE, 20), mean(BALANCE))),
    Case("Signups per month in 2025", groups(by_month(JOINED), size(), in_year(JOINED, 2025))),
    Case("How many users joined each year?", groups(by_year(JOINED), size())),
    Case("signups per quarter in 2025", per_quarter(JOINED, size(), in_year(JOINED, 2025))),
    Case(
        "Daily signups over the last week",
        any_of(
            groups(by_day(JOINED), size(), last_week(JOINED)),
            groups(by_day(JOINED), size(), in_last(JOINED, days=7)),
        ),
    ),
    Case(
        "Number of signups per week since 1 January 2026",
        groups(by_week(JOINED), size(), this_year(JOINED)),
    ),
    Case(
        "Distribution of users by wallet balance in steps of $1000",
        groups(by_step(BALANCE, 1000), size()),
    ),
    Case("Count users by activity score in bands of 25", groups(by_step(SCORE, 25), size())),
    Case(
        "How many users are under 18, 18 to 29, 30 to 49, and 50 or older?",
        named_bands(
            size(), AGE, lt(AGE, 18), between(AGE, 18, 29), between(AGE, 30, 49), ge(AGE, 50)
        ),
    ),
    Case(
        "Monthly signups of verified users in Japan in 2025",
        groups(by_month(JOINED), size(), JAPAN, VERIFIED, in_year(JOINED, 2025)),
    ),
    Case(
        "Average activity score per 10-year age bracket for active users",
        groups(by_step(AGE, 10), mean(SCORE), ACTIVE),
    ),
    Case(
        "Signups by month and gender in 2025",
        groups((by_month(JOINED), "gender"), size(), in_year(JOINED, 2025)),
    ),
    Case(
        "Break users down into balance ranges of $500, only those below $3000",
        groups(by_step(BALANCE, 500), size(), lt(BALANCE, 3000)),
    ),
]

CASES = GROUPS + TOPS + SUPERLATIVES + HAVING + SHARES + COMPARISONS + BUCKETS
