"""Set F: when people came, where they live, and what is left out or joined by or."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    count,
    during,
    eq,
    figure,
    gt,
    lt,
    mean,
    middle,
    missing,
    ne,
    some,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
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
from tests.queryassist.english.sets.words import ANDALUSIA, NEW_YORK_CITY, NO_KYC
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    AUSTRALIA,
    BALANCE,
    BRAZIL,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    KOREA,
    MAN,
    MEXICO,
    MUNICH,
    NEW_YORK,
    PARIS,
    PARIS_REGION,
    SCORE,
    SEOUL,
    SPAIN,
    SWITZERLAND,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("How many users signed up today?", count(during(JOINED, TODAY))),
    Case(
        "How many users were last active yesterday and hold more than $100?",
        count(during(SEEN, YESTERDAY, TODAY), gt(BALANCE, 100)),
    ),
    Case(
        "How many women registered during the last 90 days?", count(WOMAN, in_last(JOINED, days=90))
    ),
    Case(
        "How many Germans were active in the last 3 weeks?", count(GERMANY, in_last(SEEN, days=21))
    ),
    Case(
        "Out of those who joined last month, how many have been active this week?",
        count(last_month(JOINED), this_week(SEEN)),
    ),
    Case(
        "In the third quarter of 2025, how many accounts were opened?",
        count(during(JOINED, day(2025, 7), day(2025, 10))),
    ),
    Case(
        "Of those who signed up in 2023, how many have been active since January?",
        count(in_year(JOINED, 2023), this_year(SEEN)),
    ),
    Case(
        "How many users that were created before March 2025 have advanced KYC?",
        count(during(JOINED, end=day(2025, 3)), ADVANCED),
    ),
    Case(
        "How many users signed up this quarter in the United States?", count(this_year(JOINED), USA)
    ),
    Case(
        "Between 1 June 2025 and 30 September 2025, how many men joined?",
        count(MAN, during(JOINED, day(2025, 6, 1), day(2025, 10))),
    ),
    Case(
        "How many users have last been active over 30 days ago although they are verified?",
        count(during(SEEN, end=ago(days=30)), VERIFIED),
    ),
    Case("How many sign-ups came from India last year?", count(INDIA, in_year(JOINED, 2025))),
    Case(
        "In the past 72 hours, how many users were active in Japan?",
        count(JAPAN, in_last(SEEN, hours=72)),
    ),
    Case("How many records were updated last week?", count(last_week(UPDATED))),
    Case(
        "How many users joined in December 2025 and were last active in 2026?",
        count(during(JOINED, day(2025, 12), day(2026)), this_year(SEEN)),
    ),
    Case(
        "How many users signed up in April 2025 or in July 2025?",
        count(
            some(
                during(JOINED, day(2025, 4), day(2025, 5)),
                during(JOINED, day(2025, 7), day(2025, 8)),
            )
        ),
    ),
    Case(
        "How many active users have been with us since before 2024?",
        count(ACTIVE, during(JOINED, end=day(2024))),
    ),
    Case(
        "Up to and including 31 December 2023, how many accounts had been created?",
        count(during(JOINED, end=day(2024))),
    ),
    Case(
        "How many users joined more than a year ago and were active in the last week?",
        any_of(
            count(during(JOINED, end=ago(days=365)), in_last(SEEN, days=7)),
            count(during(JOINED, end=ago(days=365)), last_week(SEEN)),
        ),
    ),
    Case("How many sign-ups were recorded since Monday?", count(this_week(JOINED))),
    Case("new signups last 7 days from US, number?", count(in_last(JOINED, days=7), USA)),
    Case("How many users in Île-de-France have advanced KYC?", count(PARIS_REGION, ADVANCED)),
    Case(
        "More than $1,000 is held by how many Swiss users?", count(SWITZERLAND, gt(BALANCE, 1000))
    ),
    Case("What is the average activity score of Brazilians?", figure(mean(SCORE), BRAZIL)),
    Case("How many users in the United Kingdom are older than 40?", count(UK, gt(AGE, 40))),
    Case("In Paris, France, how many women are there?", count(WOMAN, PARIS, FRANCE)),
    Case(
        "How many of the users based in NYC are verified?",
        any_of(count(NEW_YORK_CITY, VERIFIED), count(NEW_YORK, VERIFIED)),
    ),
    Case("How many Korean users joined this year?", count(KOREA, this_year(JOINED))),
    Case("How many Mexican women are verified?", count(MEXICO, WOMAN, VERIFIED)),
    Case("How many users from Autralia are active?", count(AUSTRALIA, ACTIVE)),
    Case(
        "What is the total balance of users in Los Angeles?",
        figure(sum_of(BALANCE), eq("city", "Los Angeles")),
    ),
    Case(
        "How many users who are in San Francisco or San Diego are over 30?",
        count(eq("city", "San Francisco", "San Diego"), gt(AGE, 30)),
    ),
    Case("In the Andalusia region of Spain, how many men are there?", count(MAN, ANDALUSIA)),
    Case("How many users in Munnich have over $300?", count(MUNICH, gt(BALANCE, 300))),
    Case(
        "number of verfied users in Amsterdm or Haarlem",
        count(VERIFIED, eq("city", "Amsterdam", "Haarlem")),
    ),
    Case(
        "How many users are there who are neither active nor verified?", count(INACTIVE, UNVERIFIED)
    ),
    Case(
        "How many users live in Tokyo, Osaka or Kyoto and are not verified?",
        count(eq("region", "Tokyo", "Osaka", "Kyoto"), UNVERIFIED),
    ),
    Case(
        "Leaving out Japan, how many users have more than $5,000?",
        count(ne("country", "Japan"), gt(BALANCE, 5000)),
    ),
    Case(
        "How many non-American users are inactive?", count(ne("country", "United States"), INACTIVE)
    ),
    Case(
        "How many users in the US don't live in Texas or California?",
        count(USA, ne("region", "Texas", "California")),
    ),
    Case(
        "How many users either have advanced KYC or hold more than $4,000?",
        count(some(ADVANCED, gt(BALANCE, 4000))),
    ),
    Case(
        "How many users who are not women were active this month?",
        count(ne("gender", "female"), this_month(SEEN)),
    ),
    Case(
        "How many users live in neither the United States nor the United Kingdom?",
        count(ne("country", "United States", "United Kingdom")),
    ),
    Case(
        "Apart from those in Berlin, how many German users are active?",
        count(GERMANY, ne("region", "Berlin"), ACTIVE),
    ),
    Case(
        "How many users with no KYC at all have a score above 50?",
        any_of(count(NO_KYC, gt(SCORE, 50)), count(UNVERIFIED, gt(SCORE, 50))),
    ),
    Case(
        "How many users have neither a known age nor a wallet address?",
        count(missing(AGE), missing("wallet_address")),
    ),
    Case(
        "In India, Nigeria or Australia, how many women are there?",
        count(WOMAN, eq("country", "India", "Nigeria", "Australia")),
    ),
    Case(
        "What is the median balance of users in all countries but Japan?",
        figure(middle(BALANCE), ne("country", "Japan")),
    ),
    Case(
        "How many users whose last name is not Kim live in Seoul?",
        count(ne("last_name", "Kim"), SEOUL),
    ),
    Case(
        "How many users are younger than 18 or older than 65, yet verified?",
        count(some(lt(AGE, 18), gt(AGE, 65)), VERIFIED),
    ),
    Case("everyone except women in Spain, how many", count(ne("gender", "female"), SPAIN)),
)
