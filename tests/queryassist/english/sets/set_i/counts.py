"""Set I: whom and how many, and one column beside another."""

from __future__ import annotations

from decimal import Decimal

from tests.queryassist.english.expect import (
    Case,
    any_of,
    between,
    count,
    count_or_list,
    ends,
    eq,
    every,
    figure,
    ge,
    groups,
    gt,
    kinds,
    le,
    listing,
    lt,
    mean,
    missing,
    ne,
    present,
    row,
    size,
    some,
    starts,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    UPDATED,
    this_year,
)
from tests.queryassist.english.sets.further_words import (
    BENGALURU,
    different,
    same_day,
)
from tests.queryassist.english.sets.set_i.said import (
    MONTREAL,
)
from tests.queryassist.english.sets.words import (
    CATALONIA,
    SCOTLAND,
    above,
    alike,
    count_beyond,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    AUSTRALIA,
    BALANCE,
    BASIC,
    BAVARIA,
    BRAZIL,
    CALIFORNIA,
    CANADA,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    KOREA,
    KYOTO,
    LAGOS,
    LONDON,
    MALAGA,
    MAN,
    MEXICO,
    NETHERLANDS,
    NEW_YORK,
    ONTARIO,
    OSAKA,
    PARIS,
    SAO_PAULO,
    SCORE,
    SEOUL,
    SPAIN,
    SWITZERLAND,
    TEXAS,
    TOKYO,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
    ZURICH,
)

CASES = (
    Case("How many users do we have?", count()),
    Case("total number of users", count()),
    Case("how many women are there", count(WOMAN)),
    Case("Number of male users in Texas", count(MAN, TEXAS)),
    Case("Count the verified users in Germany.", count(VERIFIED, GERMANY)),
    Case("could you tell me how many people are in Osaka?", count(OSAKA)),
    Case("I'd like to know how many Canadian users have finished KYC", count(CANADA, VERIFIED)),
    Case("how many brits have over a grand in their wallet?", count(UK, gt(BALANCE, 1000))),
    Case("How many Dutch people signed up this year?", count(NETHERLANDS, this_year(JOINED))),
    Case("how many swiss users are over 40", count(SWITZERLAND, gt(AGE, 40))),
    Case("Nr of users in sao paulo", count(SAO_PAULO)),
    Case("how many users live in Zurich?", count(ZURICH)),
    Case("How many folks in Malaga are active?", count(MALAGA, ACTIVE)),
    Case("hey, quick one: how many inactive accounts in montreal?", count(MONTREAL, INACTIVE)),
    Case("how many users in Germny", count(GERMANY)),
    Case("how many femle users in Califronia?", count(WOMAN, CALIFORNIA)),
    Case(
        "How many users are based in NYC?", any_of(count(NEW_YORK), count(eq("city", "New York")))
    ),
    Case("How many of our U.S. users are women?", count(USA, WOMAN)),
    Case(
        "How many users in the USA have no wallet address?", count(USA, missing("wallet_address"))
    ),
    Case("how many in Paris, Texas", count(PARIS, TEXAS)),
    Case("How many users are in London, Ontario?", count(LONDON, ONTARIO)),
    Case("how many people from paris in france are verified?", count(PARIS, FRANCE, VERIFIED)),
    Case("How many users are there in the city of Tokyo?", count(eq("city", "Tokyo"))),
    Case("How many users in the Lagos region are under 30?", count(LAGOS, lt(AGE, 30))),
    Case("Scottish users with more than 200 dollars, how many?", count(SCOTLAND, gt(BALANCE, 200))),
    Case("How many Bavarians do we have?", count(BAVARIA)),
    Case("users in Bengaluru aged 18 to 25 - how many", count(BENGALURU, between(AGE, 18, 25))),
    Case("How many users are aged between 30 and 65?", count(between(AGE, 30, 65))),
    Case("How many are 65 or older?", count(ge(AGE, 65))),
    Case("how many under-18s are registered", count(lt(AGE, 18))),
    Case("How many users are in their thirties?", count(between(AGE, 30, 39))),
    Case("How many women in their 20s live in Japan?", count(WOMAN, JAPAN, between(AGE, 20, 29))),
    Case("how many men are no older than 29", count(MAN, le(AGE, 29))),
    Case("How many users are exactly 31 years old?", count(eq(AGE, 31))),
    Case("how many users aren't between 18 and 65", count(some(lt(AGE, 18), gt(AGE, 65)))),
    Case(
        "How many users have at least $500 and at most $1950 in their wallets?",
        count(between(BALANCE, 500, 1950)),
    ),
    Case("how many users hold more than 1.5k?", count(gt(BALANCE, 1500))),
    Case("how many ppl have over two thousand dollars", count(gt(BALANCE, 2000))),
    Case(
        "How many users have a balance of exactly $1,000?", count(eq(BALANCE, Decimal("1000.00")))
    ),
    Case("How many wallets hold less than a hundred bucks?", count(lt(BALANCE, 100))),
    Case("How many users have a zero balance?", count(eq(BALANCE, Decimal(0)))),
    Case("count users with a balance below 499.99", count(lt(BALANCE, "499.99"))),
    Case("how many people have no more than 30 dollars", count(le(BALANCE, 30))),
    Case("How many users have funds from $200 to $400?", count(between(BALANCE, 200, 400))),
    Case(
        "How many verified users have 1k-2k in the wallet?",
        count(VERIFIED, between(BALANCE, 1000, 2000)),
    ),
    Case(
        "How many users have a balance exceeding $10,000 but are not verified?",
        count(gt(BALANCE, 10000), UNVERIFIED),
    ),
    Case("how many women over 30 with over 30 dollars", count(WOMAN, gt(AGE, 30), gt(BALANCE, 30))),
    Case("How many over-50s have less than 50 dollars?", count(gt(AGE, 50), lt(BALANCE, 50))),
    Case("How many users under 40 have a score above 40?", count(lt(AGE, 40), gt(SCORE, 40))),
    Case("How many users have an activity score of 90 or higher?", count(ge(SCORE, 90))),
    Case("users with activity score between 45 and 55: how many?", count(between(SCORE, 45, 55))),
    Case("How many users have advanced KYC?", count(ADVANCED)),
    Case("how many users at kyc level 1 aren't verified", count(BASIC, UNVERIFIED)),
    Case("How many active users have basic KYC in France?", count(ACTIVE, BASIC, FRANCE)),
    Case("How many users have a KYC level of at least 1?", count(ge("kyc_level", 1))),
    Case("how many users haven't completed kyc", count(UNVERIFIED)),
    Case(
        "How many users have not verified their identity by KYC in Spain?", count(UNVERIFIED, SPAIN)
    ),
    Case("How many users are neither active nor verified?", count(INACTIVE, UNVERIFIED)),
    Case(
        "How many users are neither in Japan nor in the United States?",
        count(ne("country", "Japan", "United States")),
    ),
    Case("How many users live outside Japan?", count(ne("country", "Japan"))),
    Case("how many non-Japanese users are active", count(ne("country", "Japan"), ACTIVE)),
    Case("How many users are from countries other than India?", count(ne("country", "India"))),
    Case("How many users in Japan, excluding Tokyo?", count(JAPAN, ne("region", "Tokyo"))),
    Case(
        "how many americans are not in california or texas?",
        count(USA, ne("region", "California", "Texas")),
    ),
    Case("How many users are in Tokyo, Osaka or Kyoto?", count(some(TOKYO, OSAKA, KYOTO))),
    Case(
        "total users across Germany, France and Spain",
        any_of(
            count(some(GERMANY, FRANCE, SPAIN)),
            groups("country", size(), some(GERMANY, FRANCE, SPAIN)),
        ),
    ),
    Case(
        "How many men from Brazil or Mexico are over 35?",
        count(MAN, some(BRAZIL, MEXICO), gt(AGE, 35)),
    ),
    Case("How many users are either over 65 or under 18?", count(some(gt(AGE, 65), lt(AGE, 18)))),
    Case(
        "how many users are female or have more than $5000", count(some(WOMAN, gt(BALANCE, 5000)))
    ),
    Case("How many users don't have a city on record?", count(missing("city"))),
    Case("How many users never logged in?", count(missing(SEEN))),
    Case(
        "how many profiles have no gender",
        any_of(
            count(missing("gender")),
            count(some(missing("gender"), eq("gender", "prefer_not_to_say"))),
        ),
    ),
    Case(
        "How many users prefer not to state their gender?", count(eq("gender", "prefer_not_to_say"))
    ),
    Case("How many users have an unknown age?", count(missing(AGE))),
    Case("How many users are called Maria?", count(eq("first_name", "Maria"))),
    Case("how many people with the surname Tanaka", count(eq("last_name", "Tanaka"))),
    Case("how many users named jose are active", count(eq("first_name", "José"), ACTIVE)),
    Case("How many users have an example.org email address?", count(ends("email", "@example.org"))),
    Case("how many emails end in .jp", count(ends("email", ".jp"))),
    Case(
        "How many last names begin with S?",
        any_of(count(starts("last_name", "s")), different("last_name", starts("last_name", "s"))),
    ),
    Case("How many users have a wallet address?", count(present("wallet_address"))),
    Case(
        "How many active men in Scotland have a wallet address and more than $100?",
        count(ACTIVE, MAN, SCOTLAND, present("wallet_address"), gt(BALANCE, 100)),
    ),
    Case(
        (
            "How many female users are currently active in the Seoul, South Korea region "
            "with above $300 but less than $2500 in the wallet?"
        ),
        count(WOMAN, ACTIVE, SEOUL, KOREA, gt(BALANCE, 300), lt(BALANCE, 2500)),
    ),
    Case("Are there any users over 90?", count_or_list(gt(AGE, 90))),
    Case("do we have any verified users in Ikeja?", count_or_list(VERIFIED, eq("city", "Ikeja"))),
    Case("verified women in Catalonia", count_or_list(VERIFIED, WOMAN, CATALONIA)),
    Case("inactive Aussies", count_or_list(INACTIVE, AUSTRALIA)),
    Case(
        "How many non-verified Indians are there with less than $250?",
        count(UNVERIFIED, INDIA, lt(BALANCE, 250)),
    ),
    Case(
        "How many men in Japan and women in Brazil do we have altogether?",
        any_of(
            count(some(every(MAN, JAPAN), every(WOMAN, BRAZIL))),
            row((size(), every(MAN, JAPAN)), (size(), every(WOMAN, BRAZIL))),
        ),
    ),
    Case("How many different cities do our users live in?", figure(kinds("city"))),
    Case("number of distinct countries with verified users", figure(kinds("country"), VERIFIED)),
    Case(
        "How many regions in Japan do we cover?",
        any_of(figure(kinds("region"), JAPAN), groups("region", size(), JAPAN, present("region"))),
    ),
    Case(
        "How many users have more money than the average user?",
        count_beyond(BALANCE, mean(BALANCE)),
    ),
    Case("How many users were last active on the same day they were created?", count(same_day)),
    Case("which users signed up and were last active the same day?", listing(same_day)),
    Case(
        "How many users have a first name that is the same as their last name?",
        count(alike("first_name", "last_name")),
    ),
    Case(
        "How many users live in a city with the same name as its region?",
        count(alike("city", "region")),
    ),
    Case("How many users have an activity score higher than their age?", count(above(SCORE, AGE))),
    Case("how many users were updated after they were last active", count(above(UPDATED, SEEN))),
    Case(
        "How many users have a wallet balance smaller than their activity score?",
        count(above(SCORE, BALANCE)),
    ),
)
