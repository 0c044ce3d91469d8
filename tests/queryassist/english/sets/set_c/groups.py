"""Set C: groups, rankings, shares, comparisons and equal steps."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    during,
    figure,
    groups,
    gt,
    highest,
    lt,
    mean,
    middle,
    percent,
    size,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    LAST_MONTH,
    SEEN,
    in_year,
    this_week,
    this_year,
)
from tests.queryassist.english.sets.words import (
    best,
    bottom,
    by_day,
    by_month,
    by_quarter,
    by_step,
    by_week,
    by_year,
    having,
    open_parts,
    per_quarter,
    per_step,
    top,
    versus,
    winner,
    worst,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    BRAZIL,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    MAN,
    SCORE,
    SPAIN,
    TEXAS,
    UK,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("How many users are there by country?", groups("country", size())),
    Case("What is the average wallet balance by region?", groups("region", mean(BALANCE))),
    Case("Show the number of users per gender.", groups("gender", size())),
    Case("What is the average age by country?", groups("country", mean(AGE))),
    Case("How many users are there at each KYC level?", groups("kyc_level", size())),
    Case("Show the total wallet balance by country.", groups("country", sum_of(BALANCE))),
    Case("What is the median wallet balance by gender?", groups("gender", middle(BALANCE))),
    Case("Number of users by country and gender", groups(("country", "gender"), size())),
    Case(
        "Break down the verified users in Japan by region.",
        groups("region", size(), JAPAN, VERIFIED),
    ),
    Case(
        "What is the average activity score for each gender and KYC level?",
        groups(("gender", "kyc_level"), mean(SCORE)),
    ),
    Case(
        "For every country, show the highest wallet balance.", groups("country", highest(BALANCE))
    ),
    Case(
        "For each region of the US, how many women are there?", groups("region", size(), USA, WOMAN)
    ),
    Case(
        "How is the number of inactive users distributed across countries?",
        groups("country", size(), INACTIVE),
    ),
    Case(
        "Show the headcount and the average balance per country.",
        groups("country", (size(), mean(BALANCE))),
    ),
    Case("avg balnce per country", groups("country", mean(BALANCE))),
    Case("users by city in japan", groups("city", size(), JAPAN)),
    Case("verified count each gender", groups("gender", size(), VERIFIED)),
    Case("Show me the top 10 most active users this week.", top(10, SCORE, this_week(SEEN))),
    Case("Who are the 5 richest users?", top(5, BALANCE)),
    Case("Which country has the most users?", best("country", size())),
    Case("Who is the oldest user?", top(1, AGE)),
    Case("What are the top 3 countries by number of users?", best("country", size(), limit=3)),
    Case("Which region has the highest average wallet balance?", best("region", mean(BALANCE))),
    Case("Show the 10 newest users.", top(10, JOINED)),
    Case("List the five least active users.", bottom(5, SCORE)),
    Case("Which user in Brazil has the highest balance?", top(1, BALANCE, BRAZIL)),
    Case(
        "What are the top 5 regions by total wallet balance?",
        best("region", sum_of(BALANCE), limit=5),
    ),
    Case("Who is the most active woman in France?", top(1, SCORE, FRANCE, WOMAN)),
    Case("Which country has the lowest average activity score?", worst("country", mean(SCORE))),
    Case(
        "Of the men living in Texas, which three have the most money?", top(3, BALANCE, TEXAS, MAN)
    ),
    Case(
        "Name the two countries with the greatest number of active users.",
        best("country", size(), ACTIVE, limit=2),
    ),
    Case("Among users under 25, who has the largest wallet balance?", top(1, BALANCE, lt(AGE, 25))),
    Case("Which gender holds the most money overall?", best("gender", sum_of(BALANCE))),
    Case(
        "The ten users with the highest activity scores, please, in Germany only.",
        top(10, SCORE, GERMANY),
    ),
    Case("richest in india", top(1, BALANCE, INDIA)),
    Case("who has most money in wallet", top(1, BALANCE)),
    Case("Which countries have more than 50 users?", having("country", size(), lambda n: n > 50)),
    Case(
        "Which regions have an average wallet balance above $2,000?",
        having("region", mean(BALANCE), lambda n: n > 2000),
    ),
    Case(
        "Which countries have at least 20 active users?",
        having("country", size(), lambda n: n >= 20, ACTIVE),
    ),
    Case("Show cities with more than 20 users.", having("city", size(), lambda n: n > 20)),
    Case("Which regions have fewer than 20 users?", having("region", size(), lambda n: n < 20)),
    Case(
        "In which countries is the average age over 33?",
        having("country", mean(AGE), lambda n: n > 33),
    ),
    Case(
        "countries where women number more than 25",
        having("country", size(), lambda n: n > 25, WOMAN),
    ),
    Case("countrys with over 100 user", having("country", size(), lambda n: n > 100)),
    Case("What percentage of users are verified?", figure(percent(VERIFIED))),
    Case("What share of users is female?", figure(percent(WOMAN))),
    Case("What percentage of users in Japan are active?", figure(percent(ACTIVE), JAPAN)),
    Case(
        "What is the percentage of verified users by country?", groups("country", percent(VERIFIED))
    ),
    Case(
        "What percent of women have more than $1,000 in their wallet?",
        figure(percent(gt(BALANCE, 1000)), WOMAN),
    ),
    Case("What proportion of active users have completed KYC?", figure(percent(VERIFIED), ACTIVE)),
    Case("What percentage of our users are from the UK?", figure(percent(UK))),
    Case(
        "Out of all users in India, what percentage joined this year?",
        figure(percent(this_year(JOINED)), INDIA),
    ),
    Case(
        "Which country has the highest percentage of active users?",
        best("country", percent(ACTIVE)),
    ),
    Case(
        "Among those who are over 50, what fraction is verified, in percent?",
        figure(percent(VERIFIED), gt(AGE, 50)),
    ),
    Case("How large a share of the verified users is male?", figure(percent(MAN), VERIFIED)),
    Case("% inactive users", figure(percent(INACTIVE))),
    Case("what pct of men verified", figure(percent(VERIFIED), MAN)),
    Case(
        "Compare the average wallet balance of men and women.",
        versus("gender", mean(BALANCE), ("male", "female")),
    ),
    Case(
        "Are there more users in Japan or in the United States?",
        winner("country", size(), ("Japan", "United States")),
    ),
    Case(
        "Do men or women have a higher average activity score?",
        winner("gender", mean(SCORE), ("male", "female")),
    ),
    Case(
        "Compare the number of users in Tokyo and Osaka.",
        versus("region", size(), ("Tokyo", "Osaka")),
    ),
    Case(
        "How does the average balance of verified users compare with that of unverified users?",
        versus("kyc_verified", mean(BALANCE), (True, False)),
    ),
    Case("Germany versus France: average age", versus("country", mean(AGE), ("Germany", "France"))),
    Case("men vs women count in spain", versus("gender", size(), ("male", "female"), SPAIN)),
    Case(
        "How many users signed up per month in 2025?",
        groups(by_month(JOINED), size(), in_year(JOINED, 2025)),
    ),
    Case("Show the number of users by age group.", open_parts(AGE)),
    Case("How many users joined each year?", groups(by_year(JOINED), size())),
    Case(
        "Show the signups per quarter in 2025.",
        any_of(
            per_quarter(JOINED, size(), in_year(JOINED, 2025)),
            groups(by_quarter(JOINED, "Q{quarter}"), size(), in_year(JOINED, 2025)),
        ),
    ),
    Case(
        "How many users signed up on each day of this week?",
        groups(by_day(JOINED), size(), this_week(JOINED)),
    ),
    Case("Show users in balance bands of $1000.", groups(by_step(BALANCE, 1000), size())),
    Case(
        "In age brackets of ten years, how many women do we have?", per_step(AGE, 10, size(), WOMAN)
    ),
    Case(
        "signups by week since february",
        groups(by_week(JOINED), size(), during(JOINED, LAST_MONTH)),
    ),
)
