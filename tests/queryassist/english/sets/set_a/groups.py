"""Set A: figures, groups, rankings, shares and comparisons."""

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
    lt,
    mean,
    middle,
    percent,
    size,
    sum_of,
)
from tests.queryassist.english.moments import JOINED, in_year
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
    AUSTRALIA,
    BALANCE,
    BRAZIL,
    CANADA,
    INACTIVE,
    JAPAN,
    MAN,
    SCORE,
    UK,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("What's the average age of our users?", figure(mean(AGE))),
    Case("What is the median wallet balance?", figure(middle(BALANCE))),
    Case("total funds held by verified users", figure(sum_of(BALANCE), VERIFIED)),
    Case("What is the mean balance of women in Canada?", figure(mean(BALANCE), WOMAN, CANADA)),
    Case("highest wallet balance in Australia?", figure(highest(BALANCE), AUSTRALIA)),
    Case("What is the lowest activity score among active users?", figure(lowest(SCORE), ACTIVE)),
    Case("How much money do all inactive users hold together?", figure(sum_of(BALANCE), INACTIVE)),
    Case("Median age of men with advanced KYC?", figure(middle(AGE), MAN, ADVANCED)),
    Case(
        "Give me the minimum, maximum and average age",
        figures(lowest(AGE), highest(AGE), mean(AGE)),
    ),
    Case(
        "avg activity score of users who joined in 2024", figure(mean(SCORE), in_year(JOINED, 2024))
    ),
    Case("Number of users by country", groups("country", size())),
    Case(
        "What's the average wallet balance for each region in Japan?",
        groups("region", mean(BALANCE), JAPAN),
    ),
    Case("break down active users by gender", groups("gender", size(), ACTIVE)),
    Case("users per country and gender", groups(("country", "gender"), size())),
    Case("Total balance per KYC level", groups("kyc_level", sum_of(BALANCE))),
    Case("median age by country for women", groups("country", middle(AGE), WOMAN)),
    Case(
        "How many users are there in each city of the United States?", groups("city", size(), USA)
    ),
    Case("signups per month in 2025", groups(by_month(JOINED), size(), in_year(JOINED, 2025))),
    Case(
        "Show the number of users by age in buckets of 10 years", groups(by_step(AGE, 10), size())
    ),
    Case("average activity score by verification status", groups("kyc_verified", mean(SCORE))),
    Case("count and average balance by gender", groups("gender", (size(), mean(BALANCE)))),
    Case("Show me the top 5 users by wallet balance", top(5, BALANCE)),
    Case("Who are the ten most active users?", top(10, SCORE)),
    Case("Which country has the most users?", best_in_any_form("country", size())),
    Case("top 3 countries by total balance", best_in_any_form("country", sum_of(BALANCE), limit=3)),
    Case("Who's the oldest user?", top(1, AGE)),
    Case(
        "Which region has the highest average balance?", best_in_any_form("region", mean(BALANCE))
    ),
    Case("List the 3 most recently joined users in Brazil", top(3, JOINED, BRAZIL)),
    Case("Richest woman in the UK?", top(1, BALANCE, WOMAN, UK)),
    Case("the 5 least active verified users", bottom(5, SCORE, VERIFIED)),
    Case(
        "Which city has the lowest average activity score?", worst_in_any_form("city", mean(SCORE))
    ),
    Case(
        "Which countries have more than 45 users?",
        having_in_any_form("country", size(), lambda n: n > 45),
    ),
    Case(
        "regions with an average balance above $2000",
        having_in_any_form("region", mean(BALANCE), lambda n: n > 2000),
    ),
    Case(
        "Which cities have at least 10 active users?",
        having_in_any_form("city", size(), lambda n: n >= 10, ACTIVE),
    ),
    Case("KYC-verified users as a percentage of all users?", figure(percent(VERIFIED))),
    Case("What share of women is active?", figure(percent(ACTIVE), WOMAN)),
    Case(
        "what % of American users have more than 1000 dollars?",
        figure(percent(gt(BALANCE, 1000)), USA),
    ),
    Case("percentage of users by gender", any_of(shares("gender"), shares("gender", counted=True))),
    Case("What proportion of users is under 25?", figure(percent(lt(AGE, 25)))),
    Case(
        "What percentage of users completed KYC in each country?",
        groups("country", percent(VERIFIED)),
    ),
    Case(
        "Mean wallet of men versus women, please",
        versus("gender", mean(BALANCE), ("male", "female")),
    ),
    Case(
        "Do we have more users in Japan or in Germany?",
        any_of(
            winner("country", size(), ("Japan", "Germany")),
            ranked("country", size(), eq("country", "Japan", "Germany")),
        ),
    ),
    Case(
        "How many active versus inactive users are there?",
        versus("is_active", size(), (True, False)),
    ),
)
