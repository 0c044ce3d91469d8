"""Set I: when people came and when they were last here."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    count,
    count_or_list,
    during,
    figure,
    gt,
    listing,
    mean,
    missing,
    some,
)
from tests.queryassist.english.moments import (
    JOINED,
    LAST_QUARTER,
    LAST_YEAR,
    SEEN,
    THIS_MONTH,
    THIS_YEAR,
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
from tests.queryassist.english.sets.further_words import (
    moment,
)
from tests.queryassist.english.sets.set_i.said import (
    PAST_YEAR,
    SIX_MONTHS,
)
from tests.queryassist.english.sets.words import (
    bottom,
    top,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    BALANCE,
    CALIFORNIA,
    GERMANY,
    INACTIVE,
    JAPAN,
    TEXAS,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("How many people signed up today?", count(during(JOINED, TODAY))),
    Case("how many new users yesterday", count(during(JOINED, YESTERDAY, TODAY))),
    Case("New sign-ups this week?", count_or_list(this_week(JOINED))),
    Case("how many registrations did we get last week?", count(last_week(JOINED))),
    Case("How many users joined last month?", count(last_month(JOINED))),
    Case("How many accounts were created this month in Japan?", count(this_month(JOINED), JAPAN)),
    Case("signups so far this year - how many?", count(this_year(JOINED))),
    Case("How many women joined in 2024?", count(WOMAN, in_year(JOINED, 2024))),
    Case(
        "how many users signed up last year and are still active",
        count(in_year(JOINED, 2025), ACTIVE),
    ),
    Case("How many users joined in Q2 2025?", count(during(JOINED, day(2025, 4), day(2025, 7)))),
    Case(
        "How many people registered last quarter?", count(during(JOINED, LAST_QUARTER, THIS_YEAR))
    ),
    Case("how many joined this quarter", count(during(JOINED, THIS_YEAR))),
    Case("How many users signed up in February?", count(last_month(JOINED))),
    Case("how many users joined in nov", count(during(JOINED, day(2025, 11), day(2025, 12)))),
    Case(
        "How many accounts were opened in June 2025?",
        count(during(JOINED, day(2025, 6), day(2025, 7))),
    ),
    Case("How many sign ups since March?", count(this_month(JOINED))),
    Case("How many users joined since January 15?", count(during(JOINED, day(2026, 1, 15)))),
    Case("How many users have registered since 2025-10-01?", count(during(JOINED, LAST_QUARTER))),
    Case("How many users were created before 2025?", count(during(JOINED, None, LAST_YEAR))),
    Case("How many users signed up before June 2024?", count(during(JOINED, None, day(2024, 6)))),
    Case(
        "how many users joined between 1 February and 15 February 2026",
        count(during(JOINED, day(2026, 2, 1), day(2026, 2, 16))),
    ),
    Case(
        "How many users joined from October to December 2025?",
        count(during(JOINED, day(2025, 10), THIS_YEAR)),
    ),
    Case(
        "How many users signed up on 9 March 2026?",
        count(during(JOINED, day(2026, 3, 9), day(2026, 3, 10))),
    ),
    Case(
        "how many ppl joined on March 1st", count(during(JOINED, day(2026, 3, 1), day(2026, 3, 2)))
    ),
    Case("How many users joined after 2024?", count(during(JOINED, LAST_YEAR))),
    Case("How many users joined more than a year ago?", count(during(JOINED, None, PAST_YEAR))),
    Case(
        "How many signed up over six months ago?",
        any_of(count(during(JOINED, None, SIX_MONTHS)), count(during(JOINED, None, ago(days=180)))),
    ),
    Case("How many users were active in the last 24 hours?", count(in_last(SEEN, hours=24))),
    Case("how many users active in the past 7 days", count(in_last(SEEN, days=7))),
    Case("How many users were seen within the last two weeks?", count(in_last(SEEN, days=14))),
    Case("How many people logged in today?", count(during(SEEN, TODAY))),
    Case("who was last active yesterday?", listing(during(SEEN, YESTERDAY, TODAY))),
    Case(
        "How many users were last active more than 90 days ago?",
        count(during(SEEN, None, ago(days=90))),
    ),
    Case("how many users haven't been active for 30 days", count(during(SEEN, None, ago(days=30)))),
    Case(
        "How many verified users have not logged in since January 2026?",
        any_of(
            count(VERIFIED, during(SEEN, None, THIS_YEAR)),
            count(VERIFIED, some(missing(SEEN), during(SEEN, None, THIS_YEAR))),
            count(VERIFIED, during(SEEN, None, day(2026, 2))),
        ),
    ),
    Case("How many users were last active in 2025?", count(in_year(SEEN, 2025))),
    Case("How many users were active this month in Germany?", count(this_month(SEEN), GERMANY)),
    Case("How many Californians were active last week?", count(CALIFORNIA, last_week(SEEN))),
    Case("How many users joined in the past 12 months?", count(during(JOINED, PAST_YEAR))),
    Case("How many users joined in the last 48 hours?", count(in_last(JOINED, hours=48))),
    Case("How many profiles were updated in the last 3 days?", count(in_last(UPDATED, days=3))),
    Case(
        "How many records were last updated before this year?",
        count(during(UPDATED, None, THIS_YEAR)),
    ),
    Case(
        "How many users joined last year but were active this week?",
        count(in_year(JOINED, 2025), this_week(SEEN)),
    ),
    Case(
        "how many inactive users signed up in the 1st half of 2025",
        count(INACTIVE, during(JOINED, LAST_YEAR, day(2025, 7))),
    ),
    Case(
        "How many users joined in January or February this year?",
        count(during(JOINED, THIS_YEAR, THIS_MONTH)),
    ),
    Case(
        "How many Texans signed up in the last 90 days with more than $750?",
        count(TEXAS, in_last(JOINED, days=90), gt(BALANCE, 750)),
    ),
    Case("how many users joined since monday", count(this_week(JOINED))),
    Case(
        "Number of sign-ups the day before yesterday",
        count(during(JOINED, day(2026, 3, 16), YESTERDAY)),
    ),
    Case("How many users joined in 2023 or 2024?", count(during(JOINED, day(2023), LAST_YEAR))),
    Case(
        "How many users were active between 10 and 12 March 2026?",
        count(during(SEEN, day(2026, 3, 10), day(2026, 3, 13))),
    ),
    Case(
        "average balance of users who joined last month", figure(mean(BALANCE), last_month(JOINED))
    ),
    Case("When did the first user sign up?", any_of(moment(min, JOINED), bottom(1, JOINED))),
    Case(
        "when was the most recent activity in Japan?",
        any_of(moment(max, SEEN, JAPAN), top(1, SEEN, JAPAN)),
    ),
)
