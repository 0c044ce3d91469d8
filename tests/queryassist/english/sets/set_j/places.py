"""Set J: questions of compliance and of those who look after a country."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    between,
    count,
    count_or_list,
    during,
    eq,
    figure,
    ge,
    groups,
    gt,
    kinds,
    listing,
    lt,
    mean,
    missing,
    ne,
    percent,
    present,
    size,
    some,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    LAST_QUARTER,
    SEEN,
    THIS_YEAR,
    last_week,
    this_year,
)
from tests.queryassist.english.sets.further_words import (
    BENGALURU,
    MUMBAI,
    part_of,
    unseen,
)
from tests.queryassist.english.sets.set_j.said import (
    CAMPINAS,
    HACHIOJI,
)
from tests.queryassist.english.sets.words import (
    KARNATAKA,
    MAHARASHTRA,
    NO_KYC,
    RIO,
    best,
    by_month,
    having,
    top,
    versus,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BASIC,
    BRAZIL,
    INACTIVE,
    INDIA,
    JAPAN,
    KYOTO,
    MAN,
    NIGERIA,
    OSAKA,
    SAO_PAULO,
    TOKYO,
    UNVERIFIED,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("Unverified users with more than $5,000", count_or_list(UNVERIFIED, gt(BALANCE, 5000))),
    Case("How many users are at KYC level 0?", count(NO_KYC)),
    Case(
        "Breakdown of users by KYC level and verification status",
        groups(("kyc_level", "kyc_verified"), size()),
    ),
    Case("Users with advanced KYC who are not verified", count_or_list(ADVANCED, UNVERIFIED)),
    Case("How many users are missing both gender and age?", count(missing("gender"), missing(AGE))),
    Case("How many records have no country?", count(missing("country"))),
    Case("Users with a country but no city", count_or_list(present("country"), missing("city"))),
    Case(
        "Number of unverified accounts holding at least 2,500 dollars by country",
        groups("country", size(), UNVERIFIED, ge(BALANCE, 2500)),
    ),
    Case(
        "What percentage of accounts in Nigeria are verified?", figure(percent(VERIFIED), NIGERIA)
    ),
    Case("Verification rate by country, lowest first", groups("country", percent(VERIFIED))),
    Case("Inactive accounts with over 3000 USD", count_or_list(INACTIVE, gt(BALANCE, 3000))),
    Case(
        "How many users haven't been active for more than 180 days?",
        any_of(*(count(t) for t in unseen(180))),
    ),
    Case("How many users are under 18?", count(lt(AGE, 18))),
    Case(
        "List the emails of users under 18 with a balance above 1000",
        listing(lt(AGE, 18), gt(BALANCE, 1000), columns=("email",)),
    ),
    Case(
        "Accounts with a balance above $3,000 but no wallet address",
        count_or_list(gt(BALANCE, 3000), missing("wallet_address")),
    ),
    Case("How many verified users have no age on file?", count(VERIFIED, missing(AGE))),
    Case("KYC levels of users in India, with counts", groups("kyc_level", size(), INDIA)),
    Case("Basic KYC users with over 5 grand", count_or_list(BASIC, gt(BALANCE, 5000))),
    Case("How many users lack an age or a gender?", count(some(missing(AGE), missing("gender")))),
    Case("Users older than 80", count_or_list(gt(AGE, 80))),
    Case(
        "List id, country and balance of the 10 unverified users with the highest balance",
        top(10, BALANCE, UNVERIFIED, columns=("id", "country", BALANCE)),
    ),
    Case(
        "In how many countries do we have users under 18?",
        any_of(figure(kinds("country"), lt(AGE, 18))),
    ),
    Case(
        "Which regions have a verification rate below 45%?",
        having("region", percent(VERIFIED), lambda v: v < 45),
    ),
    Case(
        "Unverified accounts last active before 2026",
        count_or_list(UNVERIFIED, during(SEEN, None, THIS_YEAR)),
    ),
    Case(
        "What share of total funds belongs to unverified users?",
        part_of(sum_of(BALANCE), UNVERIFIED),
    ),
    Case("How many verified users have KYC level 0?", count(VERIFIED, NO_KYC)),
    Case(
        "Users who prefer not to say their gender, by KYC level",
        groups("kyc_level", size(), eq("gender", "prefer_not_to_say")),
    ),
    Case(
        "How many users from neither Japan nor the US are unverified?",
        count(ne("country", "Japan", "United States"), UNVERIFIED),
    ),
    Case("How many users in São Paulo?", count(SAO_PAULO)),
    Case(
        "sao paulo vs rio de janeiro: number of users",
        versus("region", size(), ("São Paulo", "Rio de Janeiro")),
    ),
    Case("Brazilian women with advanced KYC", count_or_list(BRAZIL, WOMAN, ADVANCED)),
    Case("How many users do we have in Bangalore?", count(BENGALURU)),
    Case(
        "Users in Bengaluru and Mumbai by gender",
        any_of(
            groups("gender", size(), some(BENGALURU, MUMBAI)),
            groups(("city", "gender"), size(), some(BENGALURU, MUMBAI)),
        ),
    ),
    Case("users in Tokio older than 45", count_or_list(TOKYO, gt(AGE, 45))),
    Case("How many Japanese users are verified?", count(JAPAN, VERIFIED)),
    Case("Average balance in Kyōto", figure(mean(BALANCE), KYOTO)),
    Case("Number of users in Japan by region", groups("region", size(), JAPAN)),
    Case("users per city in Maharastra", groups("city", size(), MAHARASHTRA)),
    Case("Count Indian users by city", groups("city", size(), INDIA)),
    Case("How many users live in the city of Tokyo?", count(eq("city", "Tokyo"))),
    Case("Osaka region: active users by city", groups("city", size(), OSAKA, ACTIVE)),
    Case("Which Japanese city has the most users?", best("city", size(), JAPAN)),
    Case(
        "Which region of India has the highest average balance?",
        best("region", mean(BALANCE), INDIA),
    ),
    Case("How many verified men in rio de janiero?", count(VERIFIED, MAN, RIO)),
    Case("In Brasil, how many people joined this year?", count(BRAZIL, this_year(JOINED))),
    Case(
        "Total balance for Japan, Brazil and India each",
        versus("country", sum_of(BALANCE), ("Japan", "Brazil", "India")),
    ),
    Case(
        "How many of our Indian users have less than 200 dollars?", count(INDIA, lt(BALANCE, 200))
    ),
    Case(
        "Male users in Karnataka aged between 25 and 40",
        count_or_list(MAN, KARNATAKA, between(AGE, 25, 40)),
    ),
    Case("How many ŌSAKA women were active last week?", count(OSAKA, WOMAN, last_week(SEEN))),
    Case(
        "How many users in Campinas have no KYC?",
        any_of(count(CAMPINAS, NO_KYC), count(CAMPINAS, UNVERIFIED)),
    ),
    Case("What percentage of Japan's users are in Tokyo?", figure(percent(TOKYO), JAPAN)),
    Case("Average age in Pune vs Mumbai", versus("city", mean(AGE), ("Pune", "Mumbai"))),
    Case(
        "How many users in Japan are outside the Tokyo region?",
        any_of(count(JAPAN, ne("region", "Tokyo"))),
    ),
    Case("Show the 5 richest Brazilians", top(5, BALANCE, BRAZIL)),
    Case("Hachiōji users, active and verified", count_or_list(HACHIOJI, ACTIVE, VERIFIED)),
    Case(
        "Signups in India by month since October 2025",
        groups(by_month(JOINED), size(), INDIA, during(JOINED, LAST_QUARTER)),
    ),
)
