"""Set L: times, and how conditions hang together."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.queryassist.english.expect import (
    Case,
    any_of,
    between,
    count,
    during,
    every,
    ge,
    gt,
    listing,
    lt,
    mean,
    missing,
    ne,
    present,
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
from tests.queryassist.english.sets.further_words import (
    BENGALURU,
    MUMBAI,
    joined_in,
    moment,
    same_day,
    unseen,
)
from tests.queryassist.english.sets.set_l.said import (
    NO_ADDRESS,
    and_list,
    not_during,
)
from tests.queryassist.english.sets.words import (
    EMPTY_WALLET,
    JALISCO,
    above,
    alike,
    bottom,
    count_beyond,
    top,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BASIC,
    BERLIN,
    BRAZIL,
    CALIFORNIA,
    CANADA,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    KYOTO,
    MAN,
    MEXICO,
    MUNICH,
    OSAKA,
    SCORE,
    TOKYO,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

TIMES = [
    Case("how many people were active today", count(during(SEEN, TODAY))),
    Case("signups yesterday", and_list(during(JOINED, YESTERDAY, TODAY))),
    Case("new users this week", and_list(this_week(JOINED))),
    Case("who joined today?", listing(during(JOINED, TODAY))),
    Case("registrations in the last 48 hours", and_list(in_last(JOINED, hours=48))),
    Case("how many users registered in the past two weeks", count(in_last(JOINED, days=14))),
    Case("signups feb 2026", and_list(joined_in(2026, 2))),
    Case(
        "how many people created an account in Q4 2025",
        count(during(JOINED, LAST_QUARTER, THIS_YEAR)),
    ),
    Case(
        "how many signed up in the first half of 2025",
        count(during(JOINED, day(2025), day(2025, 7))),
    ),
    Case(
        "how many users joined between 1 June 2025 and 31 August 2025",
        count(during(JOINED, day(2025, 6), day(2025, 9))),
    ),
    Case("how many joined since january", count(this_year(JOINED))),
    Case("how many signed up after 15 December 2025", count(during(JOINED, day(2025, 12, 16)))),
    Case(
        "accounts created before 1 july 2024, how many", count(during(JOINED, None, day(2024, 7)))
    ),
    Case(
        "how many users were last active more than 60 days ago",
        count(during(SEEN, None, ago(days=60))),
    ),
    Case(
        "How many users have not been seen in the last 30 days?",
        any_of(*(count(test) for test in unseen(30))),
    ),
    Case("how many haven't been active since december", not_during(SEEN, day(2025, 12))),
    Case("users who have never been active", and_list(missing(SEEN))),
    Case("how many women were active in the past 12 hours", count(WOMAN, in_last(SEEN, hours=12))),
    Case("active yesterday in japan", and_list(JAPAN, during(SEEN, YESTERDAY, TODAY))),
    Case("signups since Monday", and_list(this_week(JOINED))),
    Case("how many profiles were updated this month", count(this_month(UPDATED))),
    Case("users updated in the last 24 hours", and_list(in_last(UPDATED, hours=24))),
    Case("users created on 2026-03-01", and_list(during(JOINED, day(2026, 3, 1), day(2026, 3, 2)))),
    Case(
        "How many users joined in the first quarter of 2025?",
        count(during(JOINED, day(2025), day(2025, 4))),
    ),
    Case(
        "how many users joined 3 days ago",
        count(during(JOINED, day(2026, 3, 15), day(2026, 3, 16))),
    ),
    Case("how many signed up two months ago", count(joined_in(2026, 1))),
    Case(
        "how many joined last year and were last seen this year",
        count(in_year(JOINED, 2025), this_year(SEEN)),
    ),
    Case(
        "how many users who signed up last quarter are verified",
        count(during(JOINED, LAST_QUARTER, THIS_YEAR), VERIFIED),
    ),
    Case(
        "how many registered in march 2025 or april 2025",
        count(some(joined_in(2025, 3), joined_in(2025, 4))),
    ),
    Case(
        "How many users joined in the last 6 months?",
        count(during(JOINED, datetime(2025, 9, 18, 10, 30, tzinfo=UTC))),
    ),
    Case("new sign-ups over the last 365 days", and_list(in_last(JOINED, days=365))),
    Case("how many joined in october", count(joined_in(2025, 10))),
    Case(
        "how many people who joined before 2024 were active this month",
        count(during(JOINED, None, day(2024)), this_month(SEEN)),
    ),
    Case("how many were last seen in February", count(last_month(SEEN))),
    Case("year to date signups", and_list(this_year(JOINED))),
    Case(
        "how many joined from 10 to 16 march 2026",
        count(during(JOINED, day(2026, 3, 10), day(2026, 3, 17))),
    ),
    Case(
        "how many accounts had been created by the end of 2024",
        count(during(JOINED, None, day(2025))),
    ),
    Case("registered in 2023 and still active, how many?", count(in_year(JOINED, 2023), ACTIVE)),
    Case("how many germans joined last week", count(GERMANY, last_week(JOINED))),
    Case("indian signups in 2025", and_list(INDIA, in_year(JOINED, 2025))),
    Case("In 2024, how many women from the UK joined?", count(in_year(JOINED, 2024), WOMAN, UK)),
    Case("how many users were active in the last hour", count(in_last(SEEN, hours=1))),
    Case(
        "users last seen more than a year ago",
        and_list(during(SEEN, None, datetime(2025, 3, 18, 10, 30, tzinfo=UTC))),
    ),
    Case("how many joined on 14 Feb", count(during(JOINED, day(2026, 2, 14), day(2026, 2, 15)))),
    Case("how many users signed up in Dec '25", count(joined_in(2025, 12))),
    Case(
        "How many people joined during the week before last?",
        count(during(JOINED, day(2026, 3, 2), day(2026, 3, 9))),
    ),
    Case(
        "how many active accounts were created within the last 90 days",
        count(ACTIVE, in_last(JOINED, days=90)),
    ),
    Case(
        "joined after jan 1 2026 and verified, count",
        count(VERIFIED, during(JOINED, day(2026, 1, 2))),
    ),
    Case("when did our first user join?", any_of(moment(min, JOINED), bottom(1, JOINED))),
    Case(
        "when was the most recent signup in france",
        any_of(moment(max, JOINED, FRANCE), top(1, JOINED, FRANCE)),
    ),
    Case(
        "how many users were active this week but joined last month",
        count(this_week(SEEN), last_month(JOINED)),
    ),
    Case("how many signups last month came from California", count(last_month(JOINED), CALIFORNIA)),
]

LOGIC = [
    Case(
        "how many users live outside Japan and the US",
        count(ne("country", "Japan", "United States")),
    ),
    Case("everyone except germans - how many?", count(ne("country", "Germany"))),
    Case("How many users are neither verified nor active?", count(UNVERIFIED, INACTIVE)),
    Case("non-verified, non-active men, how many", count(MAN, UNVERIFIED, INACTIVE)),
    Case("active or verified users in kyoto, how many?", count(KYOTO, some(ACTIVE, VERIFIED))),
    Case(
        "how many women in tokyo or men in osaka",
        count(some(every(WOMAN, TOKYO), every(MAN, OSAKA))),
    ),
    Case("how many are either under 20 or over 60", count(some(lt(AGE, 20), gt(AGE, 60)))),
    Case("users with no city but a region", and_list(missing("city"), present("region"))),
    Case("how many users have no age or no gender", count(some(missing(AGE), missing("gender")))),
    Case("how many users have both an age and a gender", count(present(AGE), present("gender"))),
    Case(
        "in Japan but not in Tokyo or Osaka, how many users",
        count(JAPAN, ne("region", "Tokyo", "Osaka")),
    ),
    Case(
        "how many users in california are not in los angeles",
        count(CALIFORNIA, ne("city", "Los Angeles")),
    ),
    Case("how many users are not called Maria", count(ne("first_name", "Maria"))),
    Case(
        "How many unverified users with more than $1000 were not active this month?",
        not_during(SEEN, THIS_MONTH, UNVERIFIED, gt(BALANCE, 1000)),
    ),
    Case("how many users aren't women", count(ne("gender", "female"))),
    Case(
        "how many people live in neither france nor spain", count(ne("country", "France", "Spain"))
    ),
    Case("how many users are in Canada, Mexico or Brazil", count(some(CANADA, MEXICO, BRAZIL))),
    Case(
        "users from India other than those in Karnataka", and_list(INDIA, ne("region", "Karnataka"))
    ),
    Case("how many inactive users don't have a wallet address", count(INACTIVE, NO_ADDRESS)),
    Case(
        "verified, active, female, 18-30, Japan, >$1k: how many?",
        count(VERIFIED, ACTIVE, WOMAN, between(AGE, 18, 30), JAPAN, gt(BALANCE, 1000)),
    ),
    Case(
        "How many advanced KYC men older than 35 in the US or Canada hold at least $750 and "
        "were active in the last 90 days?",
        count(
            ADVANCED, MAN, gt(AGE, 35), some(USA, CANADA), ge(BALANCE, 750), in_last(SEEN, days=90)
        ),
    ),
    Case("kyc level 2, osaka, joined this year", and_list(ADVANCED, OSAKA, this_year(JOINED))),
    Case(
        "I'd like to know the number of people who signed up in 2025, are verified, but have "
        "nothing in their wallet.",
        count(in_year(JOINED, 2025), VERIFIED, EMPTY_WALLET),
    ),
    Case("in france, under 30, basic kyc, how many?", count(FRANCE, lt(AGE, 30), BASIC)),
    Case(
        "how many users in mumbai or bengaluru are active and over 25",
        count(some(MUMBAI, BENGALURU), ACTIVE, gt(AGE, 25)),
    ),
    Case("users in Jalisco apart from the inactive ones, just the count", count(JALISCO, ACTIVE)),
    Case(
        "Number of men, not verified, living in Munich or Berlin",
        count(MAN, UNVERIFIED, some(MUNICH, BERLIN)),
    ),
    Case(
        "how many with wallet address but zero funds",
        count(present("wallet_address"), EMPTY_WALLET),
    ),
    Case("how many have a country but no region", count(present("country"), missing("region"))),
    Case("how many users have no country", count(missing("country"))),
    # Columns compared.
    Case(
        "how many users have a city with the same name as their region",
        count(alike("city", "region")),
    ),
    Case("how many accounts were updated after they were last active", count(above(UPDATED, SEEN))),
    Case("how many users were last active on the day they joined", count(same_day)),
    Case("how many users have an activity score higher than their age", count(above(SCORE, AGE))),
    Case(
        "how many users have the same first and last name", count(alike("first_name", "last_name"))
    ),
    Case(
        "how many users have less than the average balance",
        count_beyond(BALANCE, mean(BALANCE), below=True),
    ),
    Case("How many users have an above-average activity score?", count_beyond(SCORE, mean(SCORE))),
    Case("how many are older than average", count_beyond(AGE, mean(AGE))),
]

CASES = TIMES + LOGIC
