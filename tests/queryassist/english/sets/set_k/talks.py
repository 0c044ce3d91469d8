"""Set K: conversations about places, groups, times and people."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    count,
    during,
    figure,
    ge,
    groups,
    gt,
    listing,
    lt,
    mean,
    middle,
    ne,
    percent,
    size,
    sum_of,
    talk,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    TODAY,
    UPDATED,
    in_last,
    in_year,
    last_month,
    last_week,
    this_month,
    this_week,
    this_year,
)
from tests.queryassist.english.sets.set_k.said import (
    Q1,
    Q2,
    richest,
    yesterday,
)
from tests.queryassist.english.sets.words import (
    by_month,
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
    INDIA,
    JAPAN,
    MAN,
    MEXICO,
    OSAKA,
    SPAIN,
    TEXAS,
    TOKYO,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CONVERSATIONS = [
    talk(("How many users are in Tokyo?", count(TOKYO)), ("and in Osaka?", count(OSAKA))),
    talk(
        ("How many verified women live in France?", count(VERIFIED, WOMAN, FRANCE)),
        ("What about Spain?", count(VERIFIED, WOMAN, SPAIN)),
        ("and Germany?", count(VERIFIED, WOMAN, GERMANY)),
    ),
    talk(
        ("average balance in California", figure(mean(BALANCE), CALIFORNIA)),
        ("how about Texas", figure(mean(BALANCE), TEXAS)),
    ),
    talk(
        ("How many active users are in Tokyo?", count(ACTIVE, TOKYO)),
        ("and in Canada?", count(ACTIVE, CANADA)),
    ),
    talk(
        ("How many men are there in the UK?", count(MAN, UK)),
        ("And in the US?", count(MAN, USA)),
        ("And how many women?", count(WOMAN, USA)),
    ),
    talk(
        ("What percentage of users in Japan are verified?", figure(percent(VERIFIED), JAPAN)),
        ("And in Brazil?", figure(percent(VERIFIED), BRAZIL)),
    ),
    talk(
        ("Show me the 5 richest users in India", richest(5, INDIA)),
        ("same for Mexico", richest(5, MEXICO)),
    ),
    talk(
        ("How many users are in Germany?", count(GERMANY)),
        ("only the verified ones", count(GERMANY, VERIFIED)),
    ),
    talk(
        ("How many users joined in 2025?", count(in_year(JOINED, 2025))),
        ("just the women", count(in_year(JOINED, 2025), WOMAN)),
        ("only those over 40", count(in_year(JOINED, 2025), WOMAN, gt(AGE, 40))),
    ),
    talk(
        ("How many users have over $1000?", count(gt(BALANCE, 1000))),
        ("How many of them are active?", count(gt(BALANCE, 1000), ACTIVE)),
    ),
    talk(
        ("Average balance by country", groups("country", mean(BALANCE))),
        ("only active users", groups("country", mean(BALANCE), ACTIVE)),
    ),
    talk(
        ("List the users in Berlin", listing(BERLIN)),
        ("only the men", listing(BERLIN, MAN)),
        ("how many is that?", count(BERLIN, MAN)),
    ),
    talk(
        ("How many women are there?", count(WOMAN)),
        ("and how many of those have completed KYC?", count(WOMAN, VERIFIED)),
        ("of these, how many are in Japan?", count(WOMAN, VERIFIED, JAPAN)),
    ),
    talk(
        ("How many users are under 30?", count(lt(AGE, 30))),
        ("with more than $500", count(lt(AGE, 30), gt(BALANCE, 500))),
    ),
    talk(
        ("Users per region", groups("region", size())),
        ("just for the United States", groups("region", size(), USA)),
    ),
    talk(
        ("How many verified users do we have?", count(VERIFIED)),
        ("exclude Japan", count(VERIFIED, ne("country", "Japan"))),
    ),
    talk(
        ("How many active users are there?", count(ACTIVE)),
        ("now without those in the UK", count(ACTIVE, ne("country", "United Kingdom"))),
    ),
    talk(
        ("How many users hold at least $2k?", count(ge(BALANCE, 2000))),
        ("but less than 5k", count(ge(BALANCE, 2000), lt(BALANCE, 5000))),
    ),
    talk(
        ("How many users are in Japan?", count(JAPAN)),
        ("split that by city", groups("city", size(), JAPAN)),
    ),
    talk(
        ("How many verified users are there?", count(VERIFIED)),
        ("break it down by gender", groups("gender", size(), VERIFIED)),
        ("and by country instead", groups("country", size(), VERIFIED)),
    ),
    talk(
        ("total balance of women", figure(sum_of(BALANCE), WOMAN)),
        ("per country please", groups("country", sum_of(BALANCE), WOMAN)),
    ),
    talk(
        ("Average age by country", groups("country", mean(AGE))),
        ("by region instead", groups("region", mean(AGE))),
    ),
    talk(
        ("How many signups in 2025?", count(in_year(JOINED, 2025))),
        ("by month", groups(by_month(JOINED), size(), in_year(JOINED, 2025))),
    ),
    talk(
        ("How many users by gender?", groups("gender", size())),
        ("also split by KYC level", groups(("gender", "kyc_level"), size())),
    ),
    talk(
        ("What's the median balance of men?", figure(middle(BALANCE), MAN)),
        ("group that by verification status", groups("kyc_verified", middle(BALANCE), MAN)),
    ),
    talk(
        ("How many women in the US?", count(USA, WOMAN)),
        ("by region", groups("region", size(), USA, WOMAN)),
        ("only those with over $1000", groups("region", size(), USA, WOMAN, gt(BALANCE, 1000))),
    ),
    talk(
        ("How many users joined this month?", count(this_month(JOINED))),
        ("same for last month", count(last_month(JOINED))),
    ),
    talk(
        ("How many users were active this week?", count(this_week(SEEN))),
        ("and last week?", count(last_week(SEEN))),
        ("and yesterday?", count(yesterday(SEEN))),
    ),
    talk(
        ("How many women signed up in 2024?", count(WOMAN, in_year(JOINED, 2024))),
        ("and in 2025?", count(WOMAN, in_year(JOINED, 2025))),
    ),
    talk(
        ("How many users were active in the last 7 days?", count(in_last(SEEN, days=7))),
        ("make that 30 days", count(in_last(SEEN, days=30))),
    ),
    talk(
        ("Signups by country in Q1 2025", groups("country", size(), Q1)),
        ("what about Q2 2025?", groups("country", size(), Q2)),
    ),
    talk(
        ("How many users joined last week?", count(last_week(JOINED))),
        ("What about this week?", count(this_week(JOINED))),
        ("split by gender", groups("gender", size(), this_week(JOINED))),
    ),
    talk(
        ("How many accounts were updated today?", count(during(UPDATED, TODAY))),
        ("and yesterday?", count(yesterday(UPDATED))),
    ),
    talk(
        (
            "Average balance of users who joined last year",
            figure(mean(BALANCE), in_year(JOINED, 2025)),
        ),
        ("and this year?", figure(mean(BALANCE), this_year(JOINED))),
    ),
    talk(("How many women are active?", count(WOMAN, ACTIVE)), ("and men?", count(MAN, ACTIVE))),
    talk(
        (
            "Average balance of verified women in Spain",
            figure(mean(BALANCE), VERIFIED, WOMAN, SPAIN),
        ),
        ("what about men?", figure(mean(BALANCE), VERIFIED, MAN, SPAIN)),
    ),
    talk(
        ("How many users are over 60?", count(gt(AGE, 60))), ("and under 20?", count(lt(AGE, 20)))
    ),
    talk(("How many users have basic KYC?", count(BASIC)), ("and advanced?", count(ADVANCED))),
    talk(
        ("How many verified users are in California?", count(VERIFIED, CALIFORNIA)),
        ("and unverified ones?", count(UNVERIFIED, CALIFORNIA)),
    ),
    talk(
        ("How many users have more than $500?", count(gt(BALANCE, 500))),
        ("and more than $1000?", count(gt(BALANCE, 1000))),
    ),
    talk(
        ("What share of women are active?", figure(percent(ACTIVE), WOMAN)),
        ("And of men?", figure(percent(ACTIVE), MAN)),
    ),
]
