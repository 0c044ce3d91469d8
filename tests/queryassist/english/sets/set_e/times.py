"""Set E: when people came, where they live, and what is left out or joined by or."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    count,
    during,
    eq,
    figure,
    gt,
    lt,
    mean,
    middle,
    ne,
    some,
)
from tests.queryassist.english.moments import (
    JOINED,
    LAST_QUARTER,
    SEEN,
    THIS_YEAR,
    TODAY,
    UPDATED,
    YESTERDAY,
    ago,
    day,
    in_last,
    in_year,
    last_week,
    this_month,
    this_week,
    this_year,
)
from tests.queryassist.english.sets.words import SCOTLAND
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    CALIFORNIA,
    CANADA,
    FRANCE,
    GERMANY,
    INACTIVE,
    JAPAN,
    KOREA,
    LONDON,
    MALAGA,
    MAN,
    NETHERLANDS,
    PARIS,
    SAO_PAULO,
    SCORE,
    SPAIN,
    TEXAS,
    TOKYO,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
    ZURICH,
)

CASES = (
    Case("How many users signed up yesterday?", count(during(JOINED, YESTERDAY, TODAY))),
    Case(
        "How many of the users who joined last week have been verified?",
        count(last_week(JOINED), VERIFIED),
    ),
    Case("How many users joined in the last 48 hours?", count(in_last(JOINED, hours=48))),
    Case(
        "How many Japanese users were last active more than 60 days ago?",
        count(JAPAN, during(SEEN, end=ago(days=60))),
    ),
    Case(
        "In Q2 2025, how many accounts were created?",
        count(during(JOINED, day(2025, 4), day(2025, 7))),
    ),
    Case(
        "Among users who joined before 2024, how many have been active this month?",
        count(during(JOINED, end=day(2024)), this_month(SEEN)),
    ),
    Case(
        "Of those who registered in 2025, how many have not completed KYC?",
        count(in_year(JOINED, 2025), UNVERIFIED),
    ),
    Case(
        "How many users signed up between March and May 2025?",
        count(during(JOINED, day(2025, 3), day(2025, 6))),
    ),
    Case(
        "Since the start of the year, how many Americans have joined?",
        count(this_year(JOINED), USA),
    ),
    Case(
        "How many users with over $1,000 joined in the first quarter of 2025?",
        count(during(JOINED, day(2025), day(2025, 4)), gt(BALANCE, 1000)),
    ),
    Case("How many men joined last quarter?", count(MAN, during(JOINED, LAST_QUARTER, THIS_YEAR))),
    Case(
        "How many Spanish users were active in the past 14 days?",
        count(SPAIN, in_last(SEEN, days=14)),
    ),
    Case("How many profiles were updated this week?", count(this_week(UPDATED))),
    Case(
        "How many users joined on 28 February 2026?",
        count(during(JOINED, day(2026, 2, 28), day(2026, 3))),
    ),
    Case(
        "How many users who signed up in 2024 were active in the last 10 days?",
        count(in_year(JOINED, 2024), in_last(SEEN, days=10)),
    ),
    Case(
        "How many users created their account before 1 January 2025 and have more than $800?",
        count(during(JOINED, end=day(2025)), gt(BALANCE, 800)),
    ),
    Case(
        "How many members signed up on or after 1 February 2026?",
        count(during(JOINED, day(2026, 2))),
    ),
    Case(
        "From 10 January 2026 to 20 February 2026, how many women joined?",
        count(WOMAN, during(JOINED, day(2026, 1, 10), day(2026, 2, 21))),
    ),
    Case(
        "How many users joined within the last 12 months and were active within the last 24 hours?",
        count(in_last(JOINED, days=365), in_last(SEEN, hours=24)),
    ),
    Case(
        "In October 2025, how many users with advanced KYC signed up?",
        count(during(JOINED, day(2025, 10), day(2025, 11)), ADVANCED),
    ),
    Case(
        "users joined since feb & active this week - how many?",
        count(during(JOINED, day(2026, 2)), this_week(SEEN)),
    ),
    Case(
        "How many users live in Sao Paulo and have more than $600?",
        count(SAO_PAULO, gt(BALANCE, 600)),
    ),
    Case("How many users are there in Malaga?", count(MALAGA)),
    Case("How many British women are active?", count(UK, WOMAN, ACTIVE)),
    Case("Out of our users in the US, how many are verified?", count(USA, VERIFIED)),
    Case("How many users live in Paris, Texas?", count(PARIS, TEXAS)),
    Case("How many users in London, Canada are over 25?", count(LONDON, CANADA, gt(AGE, 25))),
    Case("What is the average balance of Dutch users?", figure(mean(BALANCE), NETHERLANDS)),
    Case(
        "How many of those who live in Zurich joined in 2025?", count(ZURICH, in_year(JOINED, 2025))
    ),
    Case("How many users from Germny are inactive?", count(GERMANY, INACTIVE)),
    Case(
        "How many users in the Scotland region have a score below 50?",
        count(SCOTLAND, lt(SCORE, 50)),
    ),
    Case("In Montreal, what is the median age?", figure(middle(AGE), eq("city", "Montréal"))),
    Case("How many South Korean users were active last week?", count(KOREA, last_week(SEEN))),
    Case("hw many usrs in calfornia have over $500", count(CALIFORNIA, gt(BALANCE, 500))),
    Case(
        "How many users reside in the Tokyo region but not in the city of Tokyo?",
        count(TOKYO, ne("city", "Tokyo")),
    ),
    Case("How many users are neither male nor female?", count(ne("gender", "male", "female"))),
    Case(
        "How many users in Germany, France or Spain have more than $1,000?",
        count(eq("country", "Germany", "France", "Spain"), gt(BALANCE, 1000)),
    ),
    Case("Outside Japan, how many active users are there?", count(ACTIVE, ne("country", "Japan"))),
    Case(
        "How many users other than those from the United States joined this year?",
        count(ne("country", "United States"), this_year(JOINED)),
    ),
    Case(
        "How many women are there who are not verified and not active?",
        count(WOMAN, UNVERIFIED, INACTIVE),
    ),
    Case(
        "How many users come from neither India nor Brazil and hold less than $200?",
        count(ne("country", "India", "Brazil"), lt(BALANCE, 200)),
    ),
    Case("How many users are under 20 or over 70?", count(some(lt(AGE, 20), gt(AGE, 70)))),
    Case(
        "How many users have basic or advanced KYC and live in Texas?",
        count(eq("kyc_level", 1, 2), TEXAS),
    ),
    Case(
        "Except for users in California, how many Americans are verified?",
        count(USA, VERIFIED, ne("region", "California")),
    ),
    Case(
        "How many people don't live in the UK and are older than 55?",
        count(ne("country", "United Kingdom"), gt(AGE, 55)),
    ),
    Case(
        "How many users in Japan are not from Tokyo or Osaka?",
        count(JAPAN, ne("region", "Tokyo", "Osaka")),
    ),
    Case("How many users are both verified and inactive?", count(VERIFIED, INACTIVE)),
    Case(
        "How many of the men without advanced KYC have more than $3,000?",
        count(MAN, ne("kyc_level", 2), gt(BALANCE, 3000)),
    ),
    Case(
        "What is the average age of users who are neither active nor verified?",
        figure(mean(AGE), INACTIVE, UNVERIFIED),
    ),
    Case(
        "How many users did not join in 2025?",
        count(some(during(JOINED, end=day(2025)), this_year(JOINED))),
    ),
    Case("all users except men, how many in France", count(ne("gender", "male"), FRANCE)),
)
