"""Follow-up questions, each turn with what answers it after the turns before it."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Sort,
    any_of,
    between,
    count,
    eq,
    figure,
    groups,
    gt,
    listing,
    lt,
    mean,
    middle,
    ne,
    percent,
    size,
    some,
    sum_of,
    talk,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    in_last,
    in_year,
    last_month,
    last_week,
    this_month,
    this_week,
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
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    KYOTO,
    MAN,
    OSAKA,
    SCORE,
    SPAIN,
    TEXAS,
    TOKYO,
    UK,
    USA,
    VERIFIED,
    WOMAN,
)

CONVERSATIONS = (
    talk(
        ("How many women are in Tokyo?", count(WOMAN, TOKYO)),
        ("and in Osaka?", count(WOMAN, OSAKA)),
        ("what about Kyoto", count(WOMAN, KYOTO)),
        ("and men?", count(MAN, KYOTO)),
    ),
    talk(
        ("How many users are in Japan?", count(JAPAN)),
        ("only the verified ones", count(JAPAN, VERIFIED)),
        ("split that by region", groups("region", size(), JAPAN, VERIFIED)),
    ),
    talk(
        ("Show me all women in Kyoto", listing(WOMAN, KYOTO)),
        ("sort them by balance, highest first", listing(WOMAN, KYOTO, sort=Sort(field=BALANCE))),
        ("how many is that?", count(WOMAN, KYOTO)),
    ),
    talk(
        ("How many users joined this month?", count(this_month(JOINED))),
        ("same for last month", count(last_month(JOINED))),
        ("by country", groups("country", size(), last_month(JOINED))),
    ),
    talk(
        ("How many active men have more than $500 in Texas?",
         count(ACTIVE, MAN, gt(BALANCE, 500), TEXAS)),
        ("remove the wallet filter", count(ACTIVE, MAN, TEXAS)),
        ("and for California?", count(ACTIVE, MAN, CALIFORNIA)),
    ),
    talk(
        ("What's the average balance by country?", groups("country", mean(BALANCE))),
        ("just for women", groups("country", mean(BALANCE), WOMAN)),
        ("and the median?", groups("country", middle(BALANCE), WOMAN)),
    ),
    talk(
        ("average balance in Germany", figure(mean(BALANCE), GERMANY)),
        ("in France?", figure(mean(BALANCE), FRANCE)),
        ("and the total?", figure(sum_of(BALANCE), FRANCE)),
    ),
    talk(
        ("List the verified users in Berlin", listing(VERIFIED, BERLIN)),
        ("only those over 30", listing(VERIFIED, BERLIN, gt(AGE, 30))),
        ("how many are there?", count(VERIFIED, BERLIN, gt(AGE, 30))),
    ),
    talk(
        ("How many users were active last week?", count(last_week(SEEN))),
        ("and this week?", count(this_week(SEEN))),
        ("how many of them are women?", count(this_week(SEEN), WOMAN)),
    ),
    talk(
        ("top 10 most active users in Tokyo",
         listing(TOKYO, sort=Sort(field=SCORE, limit=10))),
        ("show only the top 5", listing(TOKYO, sort=Sort(field=SCORE, limit=5))),
        ("same in Osaka", listing(OSAKA, sort=Sort(field=SCORE, limit=5))),
    ),
    talk(
        ("how many users have basic kyc", count(BASIC)),
        ("and advanced?", count(ADVANCED)),
        ("in the US", count(ADVANCED, USA)),
    ),
    talk(
        ("How many users are between 18 and 30?", count(between(AGE, 18, 30))),
        ("of those, how many are active?", count(between(AGE, 18, 30), ACTIVE)),
        ("break it down by gender", groups("gender", size(), between(AGE, 18, 30), ACTIVE)),
    ),
    talk(
        ("What percentage of users in Japan is verified?", figure(percent(VERIFIED), JAPAN)),
        ("and in Brazil?", figure(percent(VERIFIED), BRAZIL)),
    ),
    talk(
        ("How many users in the UK?", count(UK)),
        ("make that Spain", count(SPAIN)),
        ("exclude the inactive ones", count(SPAIN, ACTIVE)),
    ),
    talk(
        ("Count women in India", count(WOMAN, INDIA)),
        ("older than 40", count(WOMAN, INDIA, gt(AGE, 40))),
        ("with more than $1000", count(WOMAN, INDIA, gt(AGE, 40), gt(BALANCE, 1000))),
    ),
    talk(
        ("How many users joined in 2025?", count(in_year(JOINED, 2025))),
        ("and in 2024?", count(in_year(JOINED, 2024))),
        ("only women", count(in_year(JOINED, 2024), WOMAN)),
    ),
    talk(
        ("users by region in Japan", groups("region", size(), JAPAN)),
        ("by city instead", groups("city", size(), JAPAN)),
    ),
    talk(
        ("How many women live in Osaka?", count(WOMAN, OSAKA)),
        ("list them", listing(WOMAN, OSAKA)),
        ("sorted by age, youngest first",
         listing(WOMAN, OSAKA, sort=Sort(field=AGE, descending=False))),
    ),
    talk(
        ("How many users have more than $500?", count(gt(BALANCE, 500))),
        ("more than $1000?", count(gt(BALANCE, 1000))),
        ("and less than $100?",
         any_of(count(lt(BALANCE, 100)), count(gt(BALANCE, 1000), lt(BALANCE, 100)))),
    ),
    talk(
        ("Who are the 5 richest users?", listing(sort=Sort(field=BALANCE, limit=5))),
        ("in Japan only", listing(JAPAN, sort=Sort(field=BALANCE, limit=5))),
        ("what are their emails?",
         listing(JAPAN, sort=Sort(field=BALANCE, limit=5), columns=("email",))),
    ),
    talk(
        ("How many inactive users are there in Texas?", count(INACTIVE, TEXAS)),
        ("and active ones?", count(ACTIVE, TEXAS)),
        ("what's their average balance?", figure(mean(BALANCE), ACTIVE, TEXAS)),
    ),
    talk(
        ("How many users do we have?", count()),
        ("not counting Japan", count(ne("country", "Japan"))),
        ("per country please", groups("country", size(), ne("country", "Japan"))),
    ),
    talk(
        ("Signups in the last 30 days?", count(in_last(JOINED, days=30))),
        ("and the last 7 days?", count(in_last(JOINED, days=7))),
        ("delete them", None),
    ),
    talk(
        ("how many verified users in Tokyo", count(VERIFIED, TOKYO)),
        ("drop the verified filter", count(TOKYO)),
        ("add Osaka",
         count(some(TOKYO, OSAKA))),
    ),
    talk(
        ("How many men in Germany?", count(MAN, GERMANY)),
        ("what is their phone number", None),
        ("how many of them completed KYC", count(MAN, GERMANY, VERIFIED)),
    ),
    talk(
        ("How many users are there in France?", count(FRANCE)),
        ("How many women in Texas are active?", count(WOMAN, TEXAS, ACTIVE)),
        ("and how many in total, regardless of gender?", count(TEXAS, ACTIVE)),
    ),
    talk(
        ("total balance by gender", groups("gender", sum_of(BALANCE))),
        ("only for users active this week", groups("gender", sum_of(BALANCE), this_week(SEEN))),
    ),
    talk(
        ("How many users are not verified in Brazil?", count(eq("kyc_verified", False), BRAZIL)),
        ("in percent?", figure(percent(eq("kyc_verified", False)), BRAZIL)),
    ),
)  # fmt: skip
