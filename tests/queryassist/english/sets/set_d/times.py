"""Set D: when people joined and were seen, and what is left out or joined by or."""

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
    LAST_MONTH,
    SEEN,
    TODAY,
    UPDATED,
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
from tests.queryassist.english.sets.words import EMPTY_WALLET
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    GERMANY,
    INACTIVE,
    JAPAN,
    MAN,
    SPAIN,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("How many users signed up this year?", count(this_year(JOINED))),
    Case("How many users were created in 2024?", count(in_year(JOINED, 2024))),
    Case("How many users have been active in the last 7 days?", count(in_last(SEEN, days=7))),
    Case("How many users were active last week?", count(last_week(SEEN))),
    Case("How many users joined today?", count(during(JOINED, TODAY))),
    Case("How many users joined last month?", count(last_month(JOINED))),
    Case(
        "How many users were active yesterday in Japan?",
        count(JAPAN, during(SEEN, YESTERDAY, TODAY)),
    ),
    Case("How many users signed up in Q4 2025?", count(during(JOINED, day(2025, 10), day(2026)))),
    Case(
        "How many users have not been active for more than 30 days?",
        count(during(SEEN, end=ago(days=30))),
    ),
    Case("How many users joined before 2025?", count(during(JOINED, end=day(2025)))),
    Case("How many users joined this quarter?", count(this_year(JOINED))),
    Case(
        "How many users were last active in January 2026?",
        count(during(SEEN, day(2026, 1), day(2026, 2))),
    ),
    Case("How many men signed up since January 2026?", count(MAN, this_year(JOINED))),
    Case("How many verified users joined this week?", count(VERIFIED, this_week(JOINED))),
    Case(
        "How many accounts were opened from 1 April 2025 to 30 June 2025?",
        count(during(JOINED, day(2025, 4), day(2025, 7))),
    ),
    Case(
        "In the first quarter of 2025, how many new users were registered?",
        count(during(JOINED, day(2025), day(2025, 4))),
    ),
    Case("How many profiles have been updated since yesterday?", count(during(UPDATED, YESTERDAY))),
    Case(
        "Of those who signed up in November 2025, how many are women?",
        count(during(JOINED, day(2025, 11), day(2025, 12)), WOMAN),
    ),
    Case("How many users were seen during the previous 48 hours?", count(in_last(SEEN, hours=48))),
    Case(
        "How many people became members more than a year ago?",
        count(during(JOINED, end=ago(days=365))),
    ),
    Case(
        "How many users who joined last year have been active this month?",
        count(in_year(JOINED, 2025), this_month(SEEN)),
    ),
    Case(
        "How many users signed up on March 16, 2026?",
        count(during(JOINED, day(2026, 3, 16), YESTERDAY)),
    ),
    Case(
        "How many German users were last active before 1 February 2026?",
        count(GERMANY, during(SEEN, end=LAST_MONTH)),
    ),
    Case("new signups yesterday count", count(during(JOINED, YESTERDAY, TODAY))),
    Case("users join since feb", count_or_list(during(JOINED, LAST_MONTH))),
    Case("how many regsitered in 2023", count(in_year(JOINED, 2023))),
    Case("How many users are not active?", count(INACTIVE)),
    Case("How many users are in Canada or Mexico?", count(eq("country", "Canada", "Mexico"))),
    Case(
        "How many women live in Tokyo, Osaka or Kyoto?",
        count(WOMAN, eq("region", "Tokyo", "Osaka", "Kyoto")),
    ),
    Case(
        "How many users outside Japan and outside the US are verified?",
        count(ne("country", "Japan", "United States"), VERIFIED),
    ),
    Case(
        "How many users are neither in Germany nor in France?",
        count(ne("country", "Germany", "France")),
    ),
    Case("How many unverified users have more than $1,950?", count(UNVERIFIED, gt(BALANCE, 1950))),
    Case(
        "How many users in the US do not live in California?",
        count(USA, ne("region", "California")),
    ),
    Case(
        "How many users are verified or have a balance above $5000?",
        count(some(VERIFIED, gt(BALANCE, 5000))),
    ),
    Case("How many users other than men are there in Spain?", count(SPAIN, ne("gender", "male"))),
    Case("How many users are active but not verified?", count(ACTIVE, UNVERIFIED)),
    Case(
        "Excluding the UK, how many active users are there?",
        count(ACTIVE, ne("country", "United Kingdom")),
    ),
    Case("How many users aren't women and aren't inactive?", count(ne("gender", "female"), ACTIVE)),
    Case(
        "How many people are there who are younger than 20 or who have no money in their wallet?",
        count(some(lt(AGE, 20), EMPTY_WALLET)),
    ),
    Case("not verified women in japan count", count(UNVERIFIED, WOMAN, JAPAN)),
    Case(
        "how many from spain, mexico or brazil", count(eq("country", "Spain", "Mexico", "Brazil"))
    ),
)
