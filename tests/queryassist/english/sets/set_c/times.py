"""Set C: when people joined and were seen, and what is left out or joined by or."""

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
    LAST_QUARTER,
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
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    FRANCE,
    INACTIVE,
    JAPAN,
    KOREA,
    MAN,
    UNVERIFIED,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("How many users joined this month?", count(this_month(JOINED))),
    Case("How many users signed up in 2025?", count(in_year(JOINED, 2025))),
    Case("How many users were active this week?", count(this_week(SEEN))),
    Case("How many users joined last week?", count(last_week(JOINED))),
    Case("How many users signed up in the last 30 days?", count(in_last(JOINED, days=30))),
    Case("How many users have been active in the last 24 hours?", count(in_last(SEEN, hours=24))),
    Case("How many new users registered yesterday?", count(during(JOINED, YESTERDAY, TODAY))),
    Case("How many users have joined since March?", count(during(JOINED, THIS_MONTH))),
    Case("How many users joined before 2024?", count(during(JOINED, end=day(2024)))),
    Case(
        "How many users were last active more than 90 days ago?",
        count(during(SEEN, end=ago(days=90))),
    ),
    Case("How many users signed up last quarter?", count(during(JOINED, LAST_QUARTER, THIS_YEAR))),
    Case("How many profiles were updated in the last 7 days?", count(in_last(UPDATED, days=7))),
    Case("How many users in France signed up last year?", count(FRANCE, in_year(JOINED, 2025))),
    Case(
        "How many users joined between 1 January 2026 and 15 February 2026?",
        count(during(JOINED, day(2026), day(2026, 2, 16))),
    ),
    Case(
        "In October 2025, how many accounts were opened?",
        count(during(JOINED, day(2025, 10), day(2025, 11))),
    ),
    Case("How many users were last seen within the past two weeks?", count(in_last(SEEN, days=14))),
    Case(
        "How many of the users created this year have already completed KYC?",
        count(this_year(JOINED), VERIFIED),
    ),
    Case(
        "During the third quarter of 2025, how many men signed up?",
        count(MAN, during(JOINED, day(2025, 7), day(2025, 10))),
    ),
    Case(
        "How many members have not been active in the last 60 days?",
        count(during(SEEN, end=ago(days=60))),
    ),
    Case(
        "How many users signed up on 14 February 2026?",
        count(during(JOINED, day(2026, 2, 14), day(2026, 2, 15))),
    ),
    Case(
        "How many people who joined in 2024 or earlier were active this month?",
        count(during(JOINED, end=day(2025)), this_month(SEEN)),
    ),
    Case("signups last 7 days", count_or_list(in_last(JOINED, days=7))),
    Case("how many join in feb 2026", count(last_month(JOINED))),
    Case("how many users activ yesterday", count(during(SEEN, YESTERDAY, TODAY))),
    Case("new users since 2026-03-01?", count_or_list(this_month(JOINED))),
    Case("How many users are not verified?", count(UNVERIFIED)),
    Case("How many users are not from Japan?", count(ne("country", "Japan"))),
    Case(
        "How many users are from Germany, France or Spain?",
        count(eq("country", "Germany", "France", "Spain")),
    ),
    Case("How many users live in Tokyo or Osaka?", count(eq("region", "Tokyo", "Osaka"))),
    Case("How many users haven't completed KYC?", count(UNVERIFIED)),
    Case("How many users are neither active nor verified?", count(INACTIVE, UNVERIFIED)),
    Case(
        "How many users outside the United States are active?",
        count(ne("country", "United States"), ACTIVE),
    ),
    Case("How many users are under 18 or over 65?", count(some(lt(AGE, 18), gt(AGE, 65)))),
    Case(
        "How many Japanese users live anywhere other than Tokyo?",
        count(JAPAN, ne("region", "Tokyo")),
    ),
    Case(
        "How many users, except those in India, have more than $2000?",
        count(ne("country", "India"), gt(BALANCE, 2000)),
    ),
    Case("How many active users have not been verified?", count(ACTIVE, UNVERIFIED)),
    Case(
        "How many women are not in Tokyo, Osaka or Kyoto?",
        count(WOMAN, ne("region", "Tokyo", "Osaka", "Kyoto")),
    ),
    Case("How many users have either basic or advanced KYC?", count(eq("kyc_level", 1, 2))),
    Case("users not in usa or canada, how many", count(ne("country", "United States", "Canada"))),
    Case("how many not active ppl in korea", count(KOREA, INACTIVE)),
)
