"""Set A: when people joined and were seen, and what is left out or joined by or."""

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
    this_month,
    this_week,
    this_year,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    MAN,
    TOKYO,
    UNVERIFIED,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("Any idea how many folks have registered so far today?", count(during(JOINED, TODAY))),
    Case("How many users joined yesterday?", count(during(JOINED, YESTERDAY, TODAY))),
    Case("How many new accounts were created last week?", count(last_week(JOINED))),
    Case("signups this month", count_or_list(this_month(JOINED))),
    Case("How many people registered in 2025?", count(in_year(JOINED, 2025))),
    Case("Sign-ups in Q2 of 2025, count", count(during(JOINED, day(2025, 4), day(2025, 7)))),
    Case(
        "How many users joined in January 2026?", count(during(JOINED, day(2026, 1), day(2026, 2)))
    ),
    Case("How many accounts were created before 2024?", count(during(JOINED, end=day(2024)))),
    Case(
        "How many women have signed up since 1 February 2026?",
        count(WOMAN, during(JOINED, day(2026, 2, 1))),
    ),
    Case(
        "how many users joined between 2025-04-01 and 2025-09-30",
        count(during(JOINED, day(2025, 4, 1), day(2025, 10, 1))),
    ),
    Case("How many users were active in the last 7 days?", count(in_last(SEEN, days=7))),
    Case("How many users have been active this week?", count(this_week(SEEN))),
    Case(
        "How many users were last seen more than 90 days ago?",
        count(during(SEEN, end=ago(days=90))),
    ),
    Case("Users not seen for 30 days, how many are they?", count(during(SEEN, end=ago(days=30)))),
    Case("last active in the past 24 hours, number of users", count(in_last(SEEN, hours=24))),
    Case(
        "How many Indians were last active before February 2026?",
        count(INDIA, during(SEEN, end=day(2026, 2))),
    ),
    Case(
        "How many accounts were opened in the last quarter of 2025?",
        count(during(JOINED, day(2025, 10), day(2026, 1))),
    ),
    Case("How many men joined last year?", count(MAN, in_year(JOINED, 2025))),
    Case(
        "How many users signed up last month and are already verified?",
        count(last_month(JOINED), VERIFIED),
    ),
    Case(
        "How many users joined on April 1, 2025?",
        count(during(JOINED, day(2025, 4, 1), day(2025, 4, 2))),
    ),
    Case("who many users was created after 31 December 2025", count(this_year(JOINED))),
    Case("How many people signed up during the last two weeks?", count(in_last(JOINED, days=14))),
    Case("Count the people whose country isn't Japan", count(ne("country", "Japan"))),
    Case(
        "How many active users live in France or Spain?",
        count(ACTIVE, eq("country", "France", "Spain")),
    ),
    Case(
        "How many users are in Mexico, Canada and the USA combined?",
        count(eq("country", "Mexico", "Canada", "United States")),
    ),
    Case("How many users who are neither male nor female?", count(ne("gender", "male", "female"))),
    Case("Count everyone except the inactive ones", count(ACTIVE)),
    Case("How many German users outside Berlin?", count(GERMANY, ne("region", "Berlin"))),
    Case(
        "How many users in neither India nor Brazil have over $2,500?",
        count(ne("country", "India", "Brazil"), gt(BALANCE, 2500)),
    ),
    Case("How many women are not verified and not active?", count(WOMAN, UNVERIFIED, INACTIVE)),
    Case(
        "users younger than 20 or older than 60: how many?", count(some(lt(AGE, 20), gt(AGE, 60)))
    ),
    Case(
        "How many non-verified men are in any country other than the United States?",
        count(UNVERIFIED, MAN, ne("country", "United States")),
    ),
    Case("How many users have basic or advanced KYC?", count(eq("kyc_level", 1, 2))),
    Case(
        "how many users live in Tokyo but not in the city of Shibuya",
        count(TOKYO, ne("city", "Shibuya")),
    ),
)
