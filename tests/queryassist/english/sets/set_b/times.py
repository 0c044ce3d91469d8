"""Set B: when people joined and were seen, and what is left out or joined by or."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    count,
    count_or_list,
    during,
    eq,
    gt,
    lt,
    ne,
    some,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    TODAY,
    YESTERDAY,
    ago,
    day,
    in_last,
    in_year,
    last_month,
    last_week,
    this_week,
    this_year,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    AUSTRALIA,
    BALANCE,
    BRAZIL,
    FRANCE,
    INACTIVE,
    JAPAN,
    MAN,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("How many accounts were created today?", count(during(JOINED, TODAY))),
    Case("Yesterday's signups: how many?", count(during(JOINED, YESTERDAY, TODAY))),
    Case("How many people joined this week?", count(this_week(JOINED))),
    Case("how many new users last month", count(last_month(JOINED))),
    Case("How many users registered in 2024?", count(in_year(JOINED, 2024))),
    Case(
        "How many accounts were opened in the third quarter of 2025?",
        count(during(JOINED, day(2025, 7), day(2025, 10))),
    ),
    Case(
        "signups during November 2025", count_or_list(during(JOINED, day(2025, 11), day(2025, 12)))
    ),
    Case("How many sign-ups happened after the year 2024?", count(during(JOINED, day(2025)))),
    Case(
        "How many Brazilians have registered since 2025?", count(BRAZIL, during(JOINED, day(2025)))
    ),
    Case(
        "How many users signed up from January to March 2025?",
        count(during(JOINED, day(2025), day(2025, 4))),
    ),
    Case("How many users have been active in the past 14 days?", count(in_last(SEEN, days=14))),
    Case("Yesterday, how many people were active?", count(during(SEEN, YESTERDAY, TODAY))),
    Case(
        "How many people haven't been seen for more than 60 days?",
        count(during(SEEN, end=ago(days=60))),
    ),
    Case(
        "users whose last activity is over 30 days ago - number please",
        count(during(SEEN, end=ago(days=30))),
    ),
    Case(
        "How many users were last active within the last 48 hours?", count(in_last(SEEN, hours=48))
    ),
    Case("How many women were last seen before 2026?", count(WOMAN, during(SEEN, end=day(2026)))),
    Case(
        "How many people joined last quarter?", count(during(JOINED, day(2025, 10), day(2026, 1)))
    ),
    Case("How many French users signed up this year?", count(FRANCE, this_year(JOINED))),
    Case(
        "How many users were last seen last week and hold over $500?",
        count(last_week(SEEN), gt(BALANCE, 500)),
    ),
    Case(
        "How many users were last active on 17 March 2026?", count(during(SEEN, YESTERDAY, TODAY))
    ),
    Case(
        "how many user created account before June 1st 2024",
        count(during(JOINED, end=day(2024, 6))),
    ),
    Case(
        "Registered in the last 10 days and not verified: how many?",
        count(in_last(JOINED, days=10), UNVERIFIED),
    ),
    Case("How many people are based outside the USA?", count(ne("country", "United States"))),
    Case(
        "How many verified users live in either Switzerland or France?",
        count(VERIFIED, eq("country", "France", "Switzerland")),
    ),
    Case(
        "Number of users across Spain, Nigeria and South Korea",
        count(eq("country", "Spain", "Nigeria", "South Korea")),
    ),
    Case(
        "How many users live in neither Tokyo nor Osaka, but do live in Japan?",
        count(JAPAN, ne("region", "Tokyo", "Osaka")),
    ),
    Case("How many users, excluding the verified ones?", count(UNVERIFIED)),
    Case("How many Americans are not in California?", count(USA, ne("region", "California"))),
    Case(
        "everybody except people from Japan and the US, count",
        count(ne("country", "Japan", "United States")),
    ),
    Case("How many men aren't active but are verified?", count(MAN, INACTIVE, VERIFIED)),
    Case(
        "How many users have less than $50 or more than $5000?",
        count(some(lt(BALANCE, 50), gt(BALANCE, 5000))),
    ),
    Case(
        "How many active women are there in countries other than Germany?",
        count(ACTIVE, WOMAN, ne("country", "Germany")),
    ),
    Case("How many users don't have advanced KYC?", count(ne("kyc_level", 2))),
    Case("How many Australians don't live in Sydney?", count(AUSTRALIA, ne("city", "Sydney"))),
)
