"""Set F: groups, rankings, shares, comparisons and equal steps."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    during,
    figure,
    groups,
    gt,
    kinds,
    lowest,
    lt,
    mean,
    middle,
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
    in_year,
    last_week,
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
    BASIC,
    BRAZIL,
    CALIFORNIA,
    CANADA,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    MAN,
    SCORE,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case(
        "Country by country, what is the average balance of women?",
        groups("country", mean(BALANCE), WOMAN),
    ),
    Case(
        "Show the number of verified users in each region of the United States.",
        groups("region", size(), VERIFIED, USA),
    ),
    Case(
        "How many users do we have for each combination of gender and KYC level?",
        groups(("gender", "kyc_level"), size()),
    ),
    Case(
        "For those who have more than $1,000, give me the average age per region.",
        groups("region", mean(AGE), gt(BALANCE, 1000)),
    ),
    Case(
        "Group the users who were active this month by country.",
        groups("country", size(), this_month(SEEN)),
    ),
    Case(
        "Split by gender, how many users joined this year?",
        groups("gender", size(), this_year(JOINED)),
    ),
    Case("For every country, what is the lowest activity score?", groups("country", lowest(SCORE))),
    Case("What is the median wallet balance by KYC level?", groups("kyc_level", middle(BALANCE))),
    Case(
        "Break down users in Brazil by city and verification status.",
        groups(("city", "kyc_verified"), size(), BRAZIL),
    ),
    Case("How many inactive users does each country have?", groups("country", size(), INACTIVE)),
    Case(
        "Show the total balance by country and gender for users over 60.",
        groups(("country", "gender"), sum_of(BALANCE), gt(AGE, 60)),
    ),
    Case(
        "By city, what is the number of Canadian users who are under 50?",
        groups("city", size(), CANADA, lt(AGE, 50)),
    ),
    Case(
        "How many different regions are there per country?",
        groups("country", kinds("region"), present("country")),
    ),
    Case(
        "Show the number of users and the average balance for each gender.",
        groups("gender", (size(), mean(BALANCE))),
    ),
    Case("users per region in france w/ advanced kyc", groups("region", size(), FRANCE, ADVANCED)),
    Case(
        "Which three countries have the highest total balance?",
        best("country", sum_of(BALANCE), limit=3),
    ),
    Case(
        "Show the eight users with the highest balances among women outside Japan.",
        top(8, BALANCE, WOMAN, ne("country", "Japan")),
    ),
    Case("Who are the 5 least active verified users?", bottom(5, SCORE, VERIFIED)),
    Case(
        "Which gender has the higher average activity score among users in India, male or female?",
        winner("gender", mean(SCORE), ("male", "female"), INDIA),
    ),
    Case("Of all inactive users, who is the richest?", top(1, BALANCE, INACTIVE)),
    Case(
        "Which region in the United States has the fewest users over 40?",
        worst("region", size(), gt(AGE, 40), USA, present("region")),
    ),
    Case(
        "Which five regions have the highest median balance?",
        best("region", middle(BALANCE), present("region"), limit=5),
    ),
    Case(
        "Among users not from the US, who are the top 6 by activity score?",
        top(6, SCORE, ne("country", "United States")),
    ),
    Case("Who was the first person to sign up in Germany?", bottom(1, JOINED, GERMANY)),
    Case(
        "List the bottom 4 countries by average activity score.",
        worst("country", mean(SCORE), present("country"), limit=4),
    ),
    Case("Among those with basic KYC, which user has the largest balance?", top(1, BALANCE, BASIC)),
    Case(
        "Give me the three most recently active men in California.", top(3, SEEN, MAN, CALIFORNIA)
    ),
    Case(
        "In which country do users have the lowest average balance?",
        worst("country", mean(BALANCE), present("country")),
    ),
    Case(
        "Of the users who joined in 2025, show the 10 with the highest scores.",
        top(10, SCORE, in_year(JOINED, 2025)),
    ),
    Case(
        "Which country accounts for the most users with over $3,000?",
        best("country", size(), gt(BALANCE, 3000)),
    ),
    Case("richest 5 ppl in UK who arent verified", top(5, BALANCE, UK, UNVERIFIED)),
    Case("Which countries have fewer than 25 users?", having("country", size(), lambda n: n < 25)),
    Case(
        "In which regions do users hold more than $2,500 on average?",
        having("region", mean(BALANCE), lambda n: n > 2500),
    ),
    Case("Name the cities with at least 20 users.", having("city", size(), lambda n: n >= 20)),
    Case(
        "Which countries are home to more than 20 verified women?",
        having("country", size(), lambda n: n > 20, VERIFIED, WOMAN),
    ),
    Case(
        "Which pairs of region and gender have at least 15 active users?",
        having(("region", "gender"), size(), lambda n: n >= 15, ACTIVE),
    ),
    Case(
        "In which regions is the total balance below $20,000?",
        having("region", sum_of(BALANCE), lambda n: n < 20000),
    ),
    Case(
        "Which countries have an average age above 37 among active users?",
        having("country", mean(AGE), lambda n: n > 37, ACTIVE),
    ),
    Case(
        "Show the last names shared by more than 50 users.",
        having("last_name", size(), lambda n: n > 50),
    ),
    Case(
        "Among those who joined in 2025, which countries account for at least 20 users?",
        having("country", size(), lambda n: n >= 20, in_year(JOINED, 2025)),
    ),
    Case(
        "Which regions have a median balance under $700?",
        having("region", middle(BALANCE), lambda n: n < 700),
    ),
    Case(
        "Which American cities have more than 10 users under 40?",
        having("city", size(), lambda n: n > 10, USA, lt(AGE, 40)),
    ),
    Case(
        "Of the women in the United States, what percentage are active?",
        figure(percent(ACTIVE), WOMAN, USA),
    ),
    Case("What share of all users live in Japan?", figure(percent(JAPAN))),
    Case(
        "Of the users who signed up this year, what percentage have completed KYC?",
        figure(percent(VERIFIED), this_year(JOINED)),
    ),
    Case(
        "What percentage of users in each region have a balance above $1,000?",
        groups("region", percent(gt(BALANCE, 1000))),
    ),
    Case(
        "Which region has the lowest share of active users?",
        worst("region", percent(ACTIVE), present("region")),
    ),
    Case("What proportion of inactive users are men, in percent?", figure(percent(MAN), INACTIVE)),
    Case(
        "Out of the users with more than $2,000, what percentage are under 35?",
        figure(percent(lt(AGE, 35)), gt(BALANCE, 2000)),
    ),
    Case(
        "Which countries have a verification rate above 55%?",
        having("country", percent(VERIFIED), lambda n: n > 55),
    ),
    Case("What is the percentage of women by KYC level?", groups("kyc_level", percent(WOMAN))),
    Case("How do users break down by KYC level, as percentages?", shares("kyc_level")),
    Case(
        "What percent of the users who were active last week come from India?",
        figure(percent(INDIA), last_week(SEEN)),
    ),
    Case(
        "Among German users, what share has a wallet address?",
        figure(percent(present("wallet_address")), GERMANY),
    ),
    Case("% of users over 65?", figure(percent(gt(AGE, 65)))),
    Case(
        "Are there more active men or active women in Japan?",
        winner("gender", size(), ("male", "female"), JAPAN, ACTIVE),
    ),
    Case(
        "Compare the average balance of users in Germany, France and Spain.",
        winner("country", mean(BALANCE), ("Germany", "France", "Spain")),
    ),
    Case(
        "Compare the average activity score of active and inactive users.",
        versus("is_active", mean(SCORE), (True, False)),
    ),
    Case("How many more users does Japan have than India?", gap(JAPAN, INDIA)),
    Case(
        "Do verified users have a higher median balance than unverified ones?",
        versus("kyc_verified", middle(BALANCE), (True, False)),
    ),
    Case(
        "Compare men and women by average age in the United Kingdom.",
        winner("gender", mean(AGE), ("male", "female"), UK),
    ),
    Case(
        "Between California and Texas, where do users have more money in total?",
        winner("region", sum_of(BALANCE), ("California", "Texas")),
    ),
    Case(
        "How many users joined in each quarter of 2025?",
        per_quarter(JOINED, size(), in_year(JOINED, 2025)),
    ),
    Case(
        "Show the number of sign-ups from Japan by month since January 2025.",
        groups(by_month(JOINED), size(), JAPAN, during(JOINED, day(2025))),
    ),
    Case(
        "By decade of age, how many verified users are there?",
        groups(by_step(AGE, 10), size(), VERIFIED),
    ),
    Case("Show the users by age range.", partition()),
    Case(
        "What is the average activity score per 20-year age bracket?",
        groups(by_step(AGE, 20), mean(SCORE)),
    ),
    Case(
        "How many users signed up on each day last week?",
        groups(by_day(JOINED), size(), last_week(JOINED)),
    ),
    Case(
        "How many users are there per balance band of $500, for users with less than $3,000?",
        groups(by_step(BALANCE, 500), size(), lt(BALANCE, 3000)),
    ),
    Case(
        "Per year of sign-up, what is the median balance?", groups(by_year(JOINED), middle(BALANCE))
    ),
    Case(
        "How many women signed up each week this year?",
        groups(by_week(JOINED), size(), WOMAN, this_year(JOINED)),
    ),
    Case(
        "How many users were last active in each month of 2026?",
        groups(by_month(SEEN), size(), this_year(SEEN)),
    ),
    Case(
        "Show monthly sign-ups by gender for 2026.",
        groups((by_month(JOINED), "gender"), size(), this_year(JOINED)),
    ),
)
