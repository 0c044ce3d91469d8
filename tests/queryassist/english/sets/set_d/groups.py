"""Set D: groups, rankings, shares, comparisons and equal steps."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    eq,
    figure,
    groups,
    gt,
    highest,
    mean,
    middle,
    percent,
    size,
    sum_of,
)
from tests.queryassist.english.moments import JOINED, in_last, in_year, this_year
from tests.queryassist.english.sets.words import (
    EMPTY_WALLET,
    best,
    bottom,
    by_day,
    by_month,
    by_quarter,
    by_week,
    by_year,
    having,
    open_parts,
    per_quarter,
    per_step,
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
    CANADA,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    MAN,
    SCORE,
    UK,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("How many users are there per region?", groups("region", size())),
    Case("What is the average wallet balance by country?", groups("country", mean(BALANCE))),
    Case("Show me the number of verified users by country.", groups("country", size(), VERIFIED)),
    Case("What is the average age by gender?", groups("gender", mean(AGE))),
    Case(
        "How many users are there by gender and KYC level?", groups(("gender", "kyc_level"), size())
    ),
    Case("Show the average activity score by country.", groups("country", mean(SCORE))),
    Case(
        "How many inactive users are there by region in Japan?",
        groups("region", size(), INACTIVE, JAPAN),
    ),
    Case("What is the maximum balance for each gender?", groups("gender", highest(BALANCE))),
    Case(
        "Break the number of users down by country and region.",
        groups(("country", "region"), size()),
    ),
    Case(
        "Grouped by KYC level, what is the median wallet balance?",
        groups("kyc_level", middle(BALANCE)),
    ),
    Case("How many women does each country have?", groups("country", size(), WOMAN)),
    Case(
        "City by city, how many users are there in the United Kingdom?", groups("city", size(), UK)
    ),
    Case(
        "For men and women separately in each US region, what is the average balance?",
        groups(("region", "gender"), mean(BALANCE), USA, eq("gender", "male", "female")),
    ),
    Case("average scores per kyc level", groups("kyc_level", mean(SCORE))),
    Case("usrs per country active only", groups("country", size(), ACTIVE)),
    Case("mean age each region", groups("region", mean(AGE))),
    Case("Who are the top 10 users by wallet balance?", top(10, BALANCE)),
    Case("Show the 5 most active users in Japan.", top(5, SCORE, JAPAN)),
    Case("Which region has the most users?", best("region", size())),
    Case("Which country has the highest average wallet balance?", best("country", mean(BALANCE))),
    Case("Who is the richest user in the United Kingdom?", top(1, BALANCE, UK)),
    Case("Who is the youngest user?", bottom(1, AGE)),
    Case("List the top 3 regions by average activity score.", best("region", mean(SCORE), limit=3)),
    Case("Show the 10 users with the lowest activity scores.", bottom(10, SCORE)),
    Case("Which country has the most verified women?", best("country", size(), VERIFIED, WOMAN)),
    Case("Who are the 3 oldest users?", top(3, AGE)),
    Case("Who joined most recently?", top(1, JOINED)),
    Case(
        "What are the bottom 3 countries by average balance?",
        worst("country", mean(BALANCE), limit=3),
    ),
    Case(
        "Among the verified women, which five are the most active?", top(5, SCORE, VERIFIED, WOMAN)
    ),
    Case("The user with the single biggest wallet in Canada - who is it?", top(1, BALANCE, CANADA)),
    Case(
        "In which country do the users have the highest total funds?",
        best("country", sum_of(BALANCE)),
    ),
    Case(
        "Which three US users who joined in 2025 hold the most money?",
        top(3, BALANCE, USA, in_year(JOINED, 2025)),
    ),
    Case("Which KYC level has the fewest users?", worst("kyc_level", size())),
    Case("Who was the first user ever to sign up?", bottom(1, JOINED)),
    Case("top five richest mens", top(5, BALANCE, MAN)),
    Case("least active 3 user in france", bottom(3, SCORE, FRANCE)),
    Case("Which countries have fewer than 20 users?", having("country", size(), lambda n: n < 20)),
    Case("Which regions have more than 40 users?", having("region", size(), lambda n: n > 40)),
    Case(
        "Which countries have an average wallet balance over $2,000?",
        having("country", mean(BALANCE), lambda n: n > 2000),
    ),
    Case(
        "Which regions have at least 15 verified users?",
        having("region", size(), lambda n: n >= 15, VERIFIED),
    ),
    Case(
        "List the countries where the total wallet balance exceeds $100,000.",
        having("country", sum_of(BALANCE), lambda n: n > 100000),
    ),
    Case(
        "What regions are there in which the users' mean age is below 32?",
        having("region", mean(AGE), lambda n: n < 32),
    ),
    Case("cities having at least 25 users", having("city", size(), lambda n: n >= 25)),
    Case("What percentage of users are active?", figure(percent(ACTIVE))),
    Case("What percentage of women are verified?", figure(percent(VERIFIED), WOMAN)),
    Case("What is the share of users from Japan?", figure(percent(JAPAN))),
    Case("What is the percentage of female users by country?", groups("country", percent(WOMAN))),
    Case(
        "What percentage of verified users have an advanced KYC level?",
        figure(percent(ADVANCED), VERIFIED),
    ),
    Case("What percentage of users in the US are over 50?", figure(percent(gt(AGE, 50)), USA)),
    Case("What is the percentage of users in each KYC level?", shares("kyc_level")),
    Case(
        "Among active users, what share has more than $2,000?",
        figure(percent(gt(BALANCE, 2000)), ACTIVE),
    ),
    Case(
        "Out of the men in Germany, what percentage completed KYC?",
        figure(percent(VERIFIED), GERMANY, MAN),
    ),
    Case(
        "Which region has the lowest share of verified users?", worst("region", percent(VERIFIED))
    ),
    Case(
        "How many percent of the inactive users are from India?", figure(percent(INDIA), INACTIVE)
    ),
    Case("pct verified per gender", groups("gender", percent(VERIFIED))),
    Case("% of ppl with empty wallet", figure(percent(EMPTY_WALLET))),
    Case(
        "Compare the number of users in Germany and France.",
        versus("country", size(), ("Germany", "France")),
    ),
    Case(
        "Are there more women or men among the users?", winner("gender", size(), ("female", "male"))
    ),
    Case(
        "Compare the average activity score of active and inactive users.",
        versus("is_active", mean(SCORE), (True, False)),
    ),
    Case(
        "Which has the higher average balance, Tokyo or California?",
        winner("region", mean(BALANCE), ("Tokyo", "California")),
    ),
    Case(
        "Do verified or unverified users hold more money on average?",
        winner("kyc_verified", mean(BALANCE), (True, False)),
    ),
    Case(
        "Median age in India as against Japan", versus("country", middle(AGE), ("India", "Japan"))
    ),
    Case(
        "japan vs usa vs india nr of users",
        groups("country", size(), eq("country", "Japan", "United States", "India")),
    ),
    Case(
        "How many users signed up each month this year?",
        groups(by_month(JOINED), size(), this_year(JOINED)),
    ),
    Case("Show the number of signups by year.", groups(by_year(JOINED), size())),
    Case(
        "Show the average wallet balance per age group of 10 years.",
        per_step(AGE, 10, mean(BALANCE)),
    ),
    Case(
        "How many users joined per quarter in 2024?",
        any_of(
            per_quarter(JOINED, size(), in_year(JOINED, 2024)),
            groups(by_quarter(JOINED, "Q{quarter}"), size(), in_year(JOINED, 2024)),
        ),
    ),
    Case("Show the distribution of wallet balances.", open_parts(BALANCE)),
    Case(
        "Week by week, how many users joined in 2026?",
        groups(by_week(JOINED), size(), this_year(JOINED)),
    ),
    Case(
        "Month by month, how many women joined in 2025?",
        groups(by_month(JOINED), size(), in_year(JOINED, 2025), WOMAN),
    ),
    Case("daily signups last 7 days", groups(by_day(JOINED), size(), in_last(JOINED, days=7))),
)
