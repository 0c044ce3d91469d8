"""Questions about when: signing up, being seen, being changed."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    Oracle,
    any_of,
    count,
    count_or_list,
    during,
    gt,
    missing,
    some,
)
from tests.queryassist.english.moments import (
    JOINED,
    LAST_MONTH,
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
from tests.queryassist.english.people import Person
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    BRAZIL,
    GERMANY,
    JAPAN,
    MAN,
    OSAKA,
    TOKYO,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)


def _not_seen_since(days: int) -> Oracle:
    """Whether those who were never seen count as not seen lately is open to either reading."""
    stale = during(SEEN, end=ago(days=days))
    return any_of(count(stale), count(some(stale, missing(SEEN))))


def _months_back(months: int) -> Oracle:
    """Months before now, by the calendar or as thirty days each, or as whole calendar months."""
    this = THIS_MONTH.year * 12 + THIS_MONTH.month - 1 - months
    first = day(this // 12, this % 12 + 1)
    return any_of(
        count(during(JOINED, first.replace(day=18, hour=10, minute=30))),
        count(during(JOINED, first.replace(day=18))),
        count(in_last(JOINED, days=30 * months)),
        count(during(JOINED, first, THIS_MONTH)),
        count(during(JOINED, first)),
    )


def _changed_after_seen(person: Person) -> bool:
    return person.last_active is not None and person.updated_at > person.last_active


CASES = (
    Case("How many users were active this week?", count(this_week(SEEN))),
    Case("how many users active in the last 7 days", count(in_last(SEEN, days=7))),
    Case("How many users have been active in the past 30 days?", count(in_last(SEEN, days=30))),
    Case("how many people were seen in the last 24 hours", count(in_last(SEEN, hours=24))),
    Case("active users today?", count_or_list(during(SEEN, TODAY))),
    Case("How many users were active yesterday?", count(during(SEEN, YESTERDAY, TODAY))),
    Case("how many users were active last week", count(last_week(SEEN))),
    Case("How many women were active last month?", count(WOMAN, last_month(SEEN))),
    Case("how many tokyo users were active this month", count(TOKYO, this_month(SEEN))),
    Case("How many users were last active in February?", count(last_month(SEEN))),
    Case("how many users joined this week", count(this_week(JOINED))),
    Case("How many users signed up today?", count(during(JOINED, TODAY))),
    Case("how many sign ups yesterday", count(during(JOINED, YESTERDAY, TODAY))),
    Case("How many new users did we get last week?", count(last_week(JOINED))),
    Case("new users this month", count_or_list(this_month(JOINED))),
    Case("How many accounts were created last month?", count(last_month(JOINED))),
    Case("How many users registered this quarter?", count(during(JOINED, THIS_YEAR))),
    Case("how many people registered last quarter", count(during(JOINED, LAST_QUARTER, THIS_YEAR))),
    Case("signups this year", count_or_list(this_year(JOINED))),
    Case("How many users joined last year?", count(in_year(JOINED, 2025))),
    Case("how many users joined in 2025", count(in_year(JOINED, 2025))),
    Case("How many users signed up in Q2 2025?", count(during(JOINED, day(2025, 4), day(2025, 7)))),
    Case("how many joined in the first quarter of 2025",
         count(during(JOINED, day(2025), day(2025, 4)))),
    Case("How many users joined since March?", count(this_month(JOINED))),
    Case("how many users have signed up since January", count(this_year(JOINED))),
    Case("How many users joined since October?", count(during(JOINED, day(2025, 10)))),
    Case("Users created in December: how many?", count(during(JOINED, day(2025, 12), day(2026)))),
    Case("how many users signed up in june 2024",
         count(during(JOINED, day(2024, 6), day(2024, 7)))),
    Case("How many users joined before 2025?", count(during(JOINED, end=day(2025)))),
    Case("how many joined before March 1, 2025", count(during(JOINED, end=day(2025, 3)))),
    Case("How many users joined after 2024?", count(during(JOINED, day(2025)))),
    Case("How many users signed up after 2025-06-30?",
         any_of(count(during(JOINED, day(2025, 7))), count(during(JOINED, day(2025, 6, 30))))),
    Case("How many users joined on 2025-12-31?",
         count(during(JOINED, day(2025, 12, 31), day(2026)))),
    Case("how many users joined between January and March 2025",
         count(during(JOINED, day(2025), day(2025, 4)))),
    Case("How many users were created between 2025-01-01 and 2025-03-31?",
         any_of(count(during(JOINED, day(2025), day(2025, 4))),
                count(during(JOINED, day(2025), day(2025, 3, 31))))),
    Case("how many users signed up from 1 May 2025 to 31 August 2025",
         any_of(count(during(JOINED, day(2025, 5), day(2025, 9))),
                count(during(JOINED, day(2025, 5), day(2025, 8, 31))))),
    Case("How many users joined in the last 90 days?", count(in_last(JOINED, days=90))),
    Case("users who joined within the past two weeks: count", count(in_last(JOINED, days=14))),
    Case("How many users joined in the last 48 hours?", count(in_last(JOINED, hours=48))),
    Case("how many users signed up in the last six months", _months_back(6)),
    Case("How many users joined over the past 3 months?", _months_back(3)),
    Case("How many users joined more than a year ago?", count(during(JOINED, end=ago(days=365)))),
    Case("how many users were last active more than 90 days ago",
         count(during(SEEN, end=ago(days=90)))),
    Case("How many users haven't been active in the last 30 days?", _not_seen_since(30)),
    Case("how many users have not been seen for over 14 days", _not_seen_since(14)),
    Case("How many verified users were last active before this year?",
         count(VERIFIED, during(SEEN, end=THIS_YEAR))),
    Case("How many women joined in 2025 and are active?",
         count(WOMAN, in_year(JOINED, 2025), ACTIVE)),
    Case("how many Japanese users with over $500 joined this year",
         count(JAPAN, gt(BALANCE, 500), this_year(JOINED))),
    Case("How many men over 40 have been active in the last 60 days?",
         count(MAN, gt(AGE, 40), in_last(SEEN, days=60))),
    Case("How many unverified users signed up last month in the US?",
         count(UNVERIFIED, last_month(JOINED), USA)),
    Case("How many users joined in 2024 and were active this month?",
         count(in_year(JOINED, 2024), this_month(SEEN))),
    Case("how many users who signed up in 2025 are from Germany or Brazil",
         count(in_year(JOINED, 2025), some(GERMANY, BRAZIL))),
    Case("How many profiles were updated this month?", count(this_month(UPDATED))),
    Case("how many accounts were updated in the last 10 days", count(in_last(UPDATED, days=10))),
    Case("How many users were updated after they were last active?", count(_changed_after_seen)),
    Case("How many users were active in the last 7 days but joined before this year?",
         count(in_last(SEEN, days=7), during(JOINED, end=THIS_YEAR))),
    Case("how many users joined from 2023 to 2024", count(during(JOINED, day(2023), day(2025)))),
    Case("How many users joined in February or January?",
         count(during(JOINED, THIS_YEAR, THIS_MONTH))),
    Case("how many users were created in Osaka this year", count(OSAKA, this_year(JOINED))),
    Case("How many users joined the week before last?",
         count(during(JOINED, day(2026, 3, 2), day(2026, 3, 9)))),
    Case("number of users active since yesterday", count(during(SEEN, YESTERDAY))),
    Case("How many users joined in the second half of 2025?",
         count(during(JOINED, day(2025, 7), THIS_YEAR))),
    Case("how many signups so far this month", count(this_month(JOINED))),
    Case("How many users have joined year to date?", count(this_year(JOINED))),
    Case("How many users signed up until the end of 2024?", count(during(JOINED, end=LAST_YEAR))),
    Case("how many customers came on board last month",
         count(during(JOINED, LAST_MONTH, THIS_MONTH))),
    Case("HOW MANY USERS SIGNED UP ON MARCH 17 2026",
         count(during(JOINED, YESTERDAY, TODAY))),
)  # fmt: skip
