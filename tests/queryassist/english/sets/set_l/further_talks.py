"""Set L: further conversations."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    any_of,
    between,
    count,
    during,
    eq,
    every,
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
    present,
    size,
    sum_of,
    talk,
)
from tests.queryassist.english.moments import (
    JOINED,
    LAST_MONTH,
    SEEN,
    THIS_MONTH,
    TODAY,
    YESTERDAY,
    day,
    in_last,
    in_year,
    last_week,
    this_month,
    this_week,
)
from tests.queryassist.english.sets.further_words import (
    difference,
)
from tests.queryassist.english.sets.set_l.said import (
    GREATER_LONDON,
    SEVILLE,
    SYDNEY,
    TOULOUSE,
    and_list,
)
from tests.queryassist.english.sets.words import (
    ANDALUSIA,
    JALISCO,
    KARNATAKA,
    NAMES,
    RIO,
    ascending,
    best_in_any_form,
    by_month,
    descending,
    distinct,
    having_in_any_form,
    shares,
    top,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BASIC,
    CALIFORNIA,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    KOREA,
    MALAGA,
    MAN,
    NEW_YORK,
    ONTARIO,
    OSAKA,
    SCORE,
    SEOUL,
    SPAIN,
    TOKYO,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CONVERSATIONS = [
    talk(
        ("median balance by region in Japan", groups("region", middle(BALANCE), JAPAN)),
        ("and for Germany", groups("region", middle(BALANCE), GERMANY)),
    ),
    talk(
        ("How many basic KYC users are in the US?", count(BASIC, USA)),
        ("advanced?", count(ADVANCED, USA)),
        ("average age of those", figure(mean(AGE), ADVANCED, USA)),
    ),
    talk(
        ("unverified users in toulouse", and_list(UNVERIFIED, TOULOUSE)),
        ("with more than $500", and_list(UNVERIFIED, TOULOUSE, gt(BALANCE, 500))),
        ("who is the richest of them?", top(1, BALANCE, UNVERIFIED, TOULOUSE, gt(BALANCE, 500))),
    ),
    talk(
        ("signups per month in 2025", groups(by_month(JOINED), size(), in_year(JOINED, 2025))),
        ("restrict it to women", groups(by_month(JOINED), size(), in_year(JOINED, 2025), WOMAN)),
        ("for 2024", groups(by_month(JOINED), size(), in_year(JOINED, 2024), WOMAN)),
    ),
    talk(
        ("how many people under 25 live in Seoul", count(lt(AGE, 25), SEOUL)),
        ("between 25 and 40?", count(between(AGE, 25, 40), SEOUL)),
        ("in Tokyo?", count(between(AGE, 25, 40), TOKYO)),
    ),
    talk(
        ("total balance of inactive users", figure(sum_of(BALANCE), INACTIVE)),
        ("and of the active ones", figure(sum_of(BALANCE), ACTIVE)),
        ("by gender", groups("gender", sum_of(BALANCE), ACTIVE)),
    ),
    talk(
        ("how many users in andalusia", count(ANDALUSIA)),
        ("in malaga?", count(MALAGA)),
    ),
    talk(
        ("cities with more than 20 users", having_in_any_form("city", size(), lambda n: n > 20)),
        ("more than 25", having_in_any_form("city", size(), lambda n: n > 25)),
        ("in Japan only", having_in_any_form("city", size(), lambda n: n > 25, JAPAN)),
    ),
    talk(
        ("list men over 60 in California", listing(MAN, gt(AGE, 60), CALIFORNIA)),
        ("show name and age", listing(MAN, gt(AGE, 60), CALIFORNIA, columns=(*NAMES, AGE))),
        ("oldest first", descending(AGE, MAN, gt(AGE, 60), CALIFORNIA)),
    ),
    talk(
        ("how many women in India hold at least $1000?", count(WOMAN, INDIA, ge(BALANCE, 1000))),
        (
            "what percentage is that of all women in India?",
            figure(percent(ge(BALANCE, 1000)), WOMAN, INDIA),
        ),
    ),
    talk(
        ("how many users registered today", count(during(JOINED, TODAY))),
        ("yesterday?", count(during(JOINED, YESTERDAY, TODAY))),
        ("and this month so far", count(this_month(JOINED))),
    ),
    talk(
        ("average activity score in Ontario", figure(mean(SCORE), ONTARIO)),
        ("for inactive users", figure(mean(SCORE), ONTARIO, INACTIVE)),
        ("what is their shoe size", None),
    ),
    talk(
        ("users in new york", and_list(NEW_YORK)),
        ("just the verified women", and_list(NEW_YORK, VERIFIED, WOMAN)),
        ("and men instead of women", and_list(NEW_YORK, VERIFIED, MAN)),
    ),
    talk(
        (
            "share of women by country",
            any_of(groups("country", percent(WOMAN)), shares("country", WOMAN)),
        ),
        (
            "in japan",
            any_of(groups("country", percent(WOMAN), JAPAN), figure(percent(WOMAN), JAPAN)),
        ),
    ),
    talk(
        ("verified users in Tokyo", and_list(VERIFIED, TOKYO)),
        ("what is their total balance?", figure(sum_of(BALANCE), VERIFIED, TOKYO)),
        ("their average age?", figure(mean(AGE), VERIFIED, TOKYO)),
    ),
    talk(
        ("How many users are in Germany?", count(GERMANY)),
        ("broken down by city", groups("city", size(), GERMANY)),
        ("now by gender", groups("gender", size(), GERMANY)),
    ),
    talk(
        ("how many users were active this week", count(this_week(SEEN))),
        ("last week", count(last_week(SEEN))),
        ("the week before", count(during(SEEN, day(2026, 3, 2), day(2026, 3, 9)))),
    ),
    talk(
        ("How many users signed up this month?", count(this_month(JOINED))),
        ("the previous month", count(during(JOINED, LAST_MONTH, THIS_MONTH))),
        (
            "excluding the US",
            count(during(JOINED, LAST_MONTH, THIS_MONTH), ne("country", "United States")),
        ),
    ),
    talk(
        ("what about Osaka?", None),
        ("count users in Osaka", count(OSAKA)),
        ("who are they?", listing(OSAKA)),
    ),
    talk(
        ("how many active users in karnataka", count(ACTIVE, KARNATAKA)),
        ("How many women are in Rio de Janeiro?", count(WOMAN, RIO)),
        ("verified ones?", count(WOMAN, RIO, VERIFIED)),
    ),
    talk(
        ("Number of users with balance under $100", count(lt(BALANCE, 100))),
        ("under $50", count(lt(BALANCE, 50))),
        ("but not empty", count(lt(BALANCE, 50), gt(BALANCE, 0))),
    ),
    talk(
        ("how many users in Jalisco", count(JALISCO)),
        ("men?", count(JALISCO, MAN)),
        ("women?", count(JALISCO, WOMAN)),
        ("all genders", count(JALISCO)),
    ),
    talk(
        ("most active woman in Spain", top(1, SCORE, WOMAN, SPAIN)),
        ("and the most active man?", top(1, SCORE, MAN, SPAIN)),
    ),
    talk(
        (
            "list everyone in Edinburgh with more than $1000",
            listing(eq("city", "Edinburgh"), gt(BALANCE, 1000)),
        ),
        (
            "and Glasgow",
            any_of(
                listing(eq("city", "Edinburgh", "Glasgow"), gt(BALANCE, 1000)),
                listing(eq("city", "Glasgow"), gt(BALANCE, 1000)),
            ),
        ),
    ),
    talk(
        ("how many users over 30 in Korea", count(gt(AGE, 30), KOREA)),
        ("what about under 30?", count(lt(AGE, 30), KOREA)),
        ("forget the age", count(KOREA)),
    ),
    talk(
        ("average balance by kyc level", groups("kyc_level", mean(BALANCE))),
        ("in the UK", groups("kyc_level", mean(BALANCE), UK)),
        ("also show the number of users", groups("kyc_level", (mean(BALANCE), size()), UK)),
    ),
    talk(
        ("How many Japanese women are over 40?", count(JAPAN, WOMAN, gt(AGE, 40))),
        ("Americans?", count(USA, WOMAN, gt(AGE, 40))),
        ("and germans?", count(GERMANY, WOMAN, gt(AGE, 40))),
    ),
    talk(
        ("who joined yesterday?", listing(during(JOINED, YESTERDAY, TODAY))),
        ("from which countries?", distinct("country", during(JOINED, YESTERDAY, TODAY))),
    ),
    talk(
        (
            "top 5 regions by average balance",
            best_in_any_form("region", mean(BALANCE), present("region"), limit=5),
        ),
        (
            "by total balance instead",
            best_in_any_form("region", sum_of(BALANCE), present("region"), limit=5),
        ),
        ("top 3", best_in_any_form("region", sum_of(BALANCE), present("region"), limit=3)),
    ),
    talk(
        ("how many users have kyc level 2 and are inactive", count(ADVANCED, INACTIVE)),
        ("which ones are in Tokyo?", listing(ADVANCED, INACTIVE, TOKYO)),
        ("sort them by last name", ascending("last_name", ADVANCED, INACTIVE, TOKYO)),
    ),
    talk(
        ("number of users in Greater London", count(GREATER_LONDON)),
        ("who signed up in the last 90 days", and_list(GREATER_LONDON, in_last(JOINED, days=90))),
    ),
    talk(
        (
            "By how much do the average balances of men and women differ?",
            difference(mean(BALANCE), MAN, WOMAN),
        ),
        ("in Japan?", difference(mean(BALANCE), every(MAN, JAPAN), every(WOMAN, JAPAN))),
    ),
    talk(
        ("how many 18 to 25 year olds do we have", count(between(AGE, 18, 25))),
        ("verified?", count(between(AGE, 18, 25), VERIFIED)),
        (
            "what share is that of all 18 to 25 year olds",
            figure(percent(VERIFIED), between(AGE, 18, 25)),
        ),
    ),
    talk(
        ("How many users are in Sydney?", count(SYDNEY)),
        ("thanks, and in Seville?", count(SEVILLE)),
        ("Which of them has the biggest balance", top(1, BALANCE, SEVILLE)),
    ),
]
