"""Set K: counts by numbers, times, places and logic."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    between,
    count,
    during,
    eq,
    figure,
    ge,
    gt,
    le,
    lt,
    mean,
    missing,
    ne,
    some,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    LAST_QUARTER,
    SEEN,
    THIS_MONTH,
    THIS_YEAR,
    YESTERDAY,
    ago,
    day,
    in_last,
    in_year,
    this_month,
    this_week,
    this_year,
)
from tests.queryassist.english.sets.further_words import (
    BARCELONA,
)
from tests.queryassist.english.sets.set_k.said import (
    LA,
    MONTREAL,
    Q2,
    SEVILLE,
    SF,
    yesterday,
)
from tests.queryassist.english.sets.words import (
    NO_KYC,
    SCOTLAND,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BERLIN,
    BRAZIL,
    CALIFORNIA,
    CANADA,
    FRANCE,
    INACTIVE,
    JAPAN,
    KYOTO,
    LONDON,
    MALAGA,
    MAN,
    NETHERLANDS,
    NEW_YORK,
    ONTARIO,
    OSAKA,
    PARIS,
    PARIS_REGION,
    SAO_PAULO,
    SCORE,
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

NUMBERS = [
    Case("How many users have more than two thousand dollars?", count(gt(BALANCE, 2000))),
    Case("count users with at least a grand in their wallet", count(ge(BALANCE, 1000))),
    Case("Number of women over 40 holding over $400", count(WOMAN, gt(AGE, 40), gt(BALANCE, 400))),
    Case("How many people have under 1.5k USD?", count(lt(BALANCE, 1500))),
    Case("how many customers hold US$2,500.50 or more", count(ge(BALANCE, "2500.50"))),
    Case("How many users have exactly $500 in the wallet?", count(eq(BALANCE, 500))),
    Case(
        "How many 30-year-olds have a balance above 30 dollars?",
        count(eq(AGE, 30), gt(BALANCE, 30)),
    ),
    Case("How many accounts have a zero balance?", count(eq(BALANCE, 0))),
    Case("How many users have ten grand or more in their wallets?", count(ge(BALANCE, 10000))),
    Case(
        "Could you tell me how many people have over five hundred bucks and an activity score "
        "below fifty?",
        count(gt(BALANCE, 500), lt(SCORE, 50)),
    ),
    Case("How many over-60s have less than 1,000 dollars?", count(gt(AGE, 60), lt(BALANCE, 1000))),
    Case("How many women aged 30+ have $1k or more?", count(WOMAN, ge(AGE, 30), ge(BALANCE, 1000))),
    Case(
        "How many users have advanced KYC and twelve hundred dollars or more?",
        count(ADVANCED, ge(BALANCE, 1200)),
    ),
    Case(
        "how many under 25s have an activity score of 90 or higher?",
        count(lt(AGE, 25), ge(SCORE, 90)),
    ),
    Case(
        "How many people hold 2.5K or less in funds and are older than 45?",
        count(le(BALANCE, 2500), gt(AGE, 45)),
    ),
    Case(
        "Total money held by men older than thirty-five with more than 35 dollars",
        figure(sum_of(BALANCE), MAN, gt(AGE, 35), gt(BALANCE, 35)),
    ),
    Case("How many users have one and a half thousand dollars or more?", count(ge(BALANCE, 1500))),
]

RANGES = [
    Case(
        "How many users have less than $1950 but more than $500?",
        count(lt(BALANCE, 1950), gt(BALANCE, 500)),
    ),
    Case("How many users are aged 25 to 34?", count(between(AGE, 25, 34))),
    Case("How many women are 18–29?", count(WOMAN, between(AGE, 18, 29))),
    Case(
        "How many men have a balance of at most $900 and at least $200?",
        count(MAN, between(BALANCE, 200, 900)),
    ),
    Case(
        "How many people have no less than 1000 and no more than 5000 dollars?",
        count(between(BALANCE, 1000, 5000)),
    ),
    Case(
        "How many users are older than 30 but not older than 45?", count(gt(AGE, 30), le(AGE, 45))
    ),
    Case("How many users have an activity score from 20 up to 40?", count(between(SCORE, 20, 40))),
    Case("How many users are at least 21 but under 35?", count(ge(AGE, 21), lt(AGE, 35))),
    Case(
        "How many accounts hold above 100 dollars, not exceeding 300 dollars?",
        count(gt(BALANCE, 100), le(BALANCE, 300)),
    ),
    Case(
        "How many users are 40 to 60 years old and hold $1k-$3k?",
        count(between(AGE, 40, 60), between(BALANCE, 1000, 3000)),
    ),
    Case(
        "How many people have anywhere between 2k and 4k dollars?",
        count(between(BALANCE, 2000, 4000)),
    ),
    Case("How many users are in their thirties?", count(between(AGE, 30, 39))),
    Case(
        "How many users under 50 and over 40 are verified?",
        count(lt(AGE, 50), gt(AGE, 40), VERIFIED),
    ),
    Case(
        "How many users have a minimum of $100 and a maximum of $1,000?",
        count(between(BALANCE, 100, 1000)),
    ),
    Case(
        "How many Japanese users hold up to $1000 but no less than $100?",
        count(JAPAN, between(BALANCE, 100, 1000)),
    ),
    Case(
        "How many users have a balance outside the $500 to $2000 range?",
        count(some(lt(BALANCE, 500), gt(BALANCE, 2000))),
    ),
    Case(
        "How many users have a balance >= 250 and < 750?", count(ge(BALANCE, 250), lt(BALANCE, 750))
    ),
    Case(
        "average balance of users between the ages of 18 and 25 inclusive",
        figure(mean(BALANCE), between(AGE, 18, 25)),
    ),
]

TIMES = [
    Case("How many people were active yesterday?", count(yesterday(SEEN))),
    Case("How many users registered last quarter?", count(during(JOINED, LAST_QUARTER, THIS_YEAR))),
    Case("How many women joined this quarter?", count(WOMAN, during(JOINED, THIS_YEAR))),
    Case("How many women were active in the last 48 hours?", count(WOMAN, in_last(SEEN, hours=48))),
    Case("How many users have been active in the past 2 weeks?", count(in_last(SEEN, days=14))),
    Case("How many people joined since March?", count(during(JOINED, THIS_MONTH))),
    Case("How many users joined in Q2 2025?", count(Q2)),
    Case("How many users signed up before 1 June 2024?", count(during(JOINED, end=day(2024, 6)))),
    Case("How many users joined after 31 December 2025?", count(during(JOINED, THIS_YEAR))),
    Case(
        "How many users were last active more than 90 days ago?",
        count(during(SEEN, end=ago(days=90))),
    ),
    Case("How many users were last active less than a week ago?", count(in_last(SEEN, days=7))),
    Case(
        "How many men signed up in the first half of 2025?",
        count(MAN, during(JOINED, day(2025), day(2025, 7))),
    ),
    Case(
        "How many people signed up in November?",
        count(during(JOINED, day(2025, 11), day(2025, 12))),
    ),
    Case(
        "How many users joined on 3 March 2026?",
        count(during(JOINED, day(2026, 3, 3), day(2026, 3, 4))),
    ),
    Case(
        "How many users haven't been active for 60 days?",
        any_of(
            count(during(SEEN, end=ago(days=60))),
            count(some(missing(SEEN), during(SEEN, end=ago(days=60)))),
        ),
    ),
    Case("How many users have joined so far this year?", count(this_year(JOINED))),
    Case(
        "How many users joined from June to August 2025?",
        count(during(JOINED, day(2025, 6), day(2025, 9))),
    ),
    Case(
        "How many users joined in 2024 and were active this month?",
        count(in_year(JOINED, 2024), this_month(SEEN)),
    ),
    Case("How many people have signed up since Monday?", count(this_week(JOINED))),
    Case(
        "How many users signed up the day before yesterday?",
        count(during(JOINED, day(2026, 3, 16), YESTERDAY)),
    ),
    Case("How many users signed up by the end of 2023?", count(during(JOINED, end=day(2024)))),
    Case(
        "How many of the users who joined last year are verified?",
        count(in_year(JOINED, 2025), VERIFIED),
    ),
    Case(
        "average balance of people who signed up in the last 6 weeks",
        figure(mean(BALANCE), in_last(JOINED, days=42)),
    ),
    Case("How many users have never logged in?", count(missing(SEEN))),
]

PLACES = [
    Case("How many users live in Zurich?", count(ZURICH)),
    Case("How many people are from Sao Paulo?", count(SAO_PAULO)),
    Case("How many users are in Montreal?", count(MONTREAL)),
    Case("number of users in Malaga", count(MALAGA)),
    Case("How many users do we have in Tokio?", count(TOKYO)),
    Case("How many users in San Fransisco are active?", count(SF, ACTIVE)),
    Case("How many Dutch users are there?", count(NETHERLANDS)),
    Case("How many Swiss women have completed KYC?", count(SWITZERLAND, WOMAN, VERIFIED)),
    Case("avg balance of british users", figure(mean(BALANCE), UK)),
    Case("How many Brazilians joined this year?", count(BRAZIL, this_year(JOINED))),
    Case("How many Scottish users are verified?", count(SCOTLAND, VERIFIED)),
    Case("How many users in the US are over 50?", count(USA, gt(AGE, 50))),
    Case(
        "How many users are based in NYC?", any_of(count(NEW_YORK), count(eq("city", "New York")))
    ),
    Case("How many users in LA have more than $500?", count(LA, gt(BALANCE, 500))),
    Case("How many people in Ile-de-France have over 1k?", count(PARIS_REGION, gt(BALANCE, 1000))),
    Case("How many users are in Paris, Texas?", count(PARIS, TEXAS)),
    Case("How many users are in London, Ontario?", count(LONDON, ONTARIO)),
    Case("How many users come from Barcelonna or Seville?", count(some(BARCELONA, SEVILLE))),
    Case("How many users live in the city of Osaka?", count(eq("city", "Osaka"))),
    Case("How many users in the U.S.A. have less than $100?", count(USA, lt(BALANCE, 100))),
    Case("How many French men joined in 2025?", count(FRANCE, MAN, in_year(JOINED, 2025))),
]

LOGIC = [
    Case("How many users are not in Japan?", count(ne("country", "Japan"))),
    Case("How many non-verified men are there?", count(UNVERIFIED, MAN)),
    Case("How many users are neither male nor female?", count(ne("gender", "male", "female"))),
    Case("How many users live in Spain or France?", count(some(SPAIN, FRANCE))),
    Case("How many users are in Tokyo, Osaka or Kyoto?", count(some(TOKYO, OSAKA, KYOTO))),
    Case(
        "How many users are from countries other than the US?",
        count(ne("country", "United States")),
    ),
    Case(
        "How many women live in neither Germany nor France?",
        count(WOMAN, ne("country", "Germany", "France")),
    ),
    Case("How many users are either under 20 or over 60?", count(some(lt(AGE, 20), gt(AGE, 60)))),
    Case("How many users don't have a wallet address?", count(missing("wallet_address"))),
    Case("How many users are verified but not active?", count(VERIFIED, INACTIVE)),
    Case("How many users in Canada are outside Ontario?", count(CANADA, ne("region", "Ontario"))),
    Case("How many users have neither basic nor advanced KYC?", count(NO_KYC)),
    Case("How many users are inactive or unverified?", count(some(INACTIVE, UNVERIFIED))),
    Case(
        "How many men in Texas or California have more than $1000?",
        count(MAN, some(TEXAS, CALIFORNIA), gt(BALANCE, 1000)),
    ),
    Case(
        "How many users aren't from the UK, the US or Canada?",
        count(ne("country", "United Kingdom", "United States", "Canada")),
    ),
    Case("How many active users have not completed KYC?", count(ACTIVE, UNVERIFIED)),
    Case(
        "How many users live in Berlin or hold over $5000?", count(some(BERLIN, gt(BALANCE, 5000)))
    ),
    Case(
        "How many users are not between 18 and 30 years old?", count(some(lt(AGE, 18), gt(AGE, 30)))
    ),
    Case(
        "Average balance of everyone other than Japanese and American users",
        figure(mean(BALANCE), ne("country", "Japan", "United States")),
    ),
]

CASES = NUMBERS + RANGES + TIMES + PLACES + LOGIC
