"""Set D: lists, missing and different values, figures and names."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    count,
    ends,
    eq,
    figure,
    figures,
    ge,
    gt,
    highest,
    kinds,
    listing,
    lowest,
    lt,
    mean,
    middle,
    missing,
    starts,
    sum_of,
)
from tests.queryassist.english.moments import JOINED, SEEN, in_last, in_year, this_week
from tests.queryassist.english.sets.words import (
    ANDALUSIA,
    EMPTY_WALLET,
    NO_KYC,
    above,
    ascending,
    either_order,
    top,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BASIC,
    BAVARIA,
    BRAZIL,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    KYOTO,
    MAN,
    NIGERIA,
    SCORE,
    SPAIN,
    SWITZERLAND,
    TOKYO,
    TORONTO,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case(
        "How many users have a wallet balance greater than their activity score?",
        count(above(BALANCE, SCORE)),
    ),
    Case(
        "How many women have an activity score that exceeds their wallet balance?",
        count(WOMAN, above(SCORE, BALANCE)),
    ),
    Case(
        "For how many users is the age higher than the wallet balance?", count(above(AGE, BALANCE))
    ),
    Case("users score lower than age, count", count(above(AGE, SCORE))),
    Case(
        "List the emails of all verified users in Spain.",
        listing(SPAIN, VERIFIED, columns=("email",)),
    ),
    Case(
        "Show the names and ages of women in Bavaria.",
        listing(BAVARIA, WOMAN, columns=("first_name", "last_name", AGE)),
    ),
    Case("Show me all users in Nigeria.", listing(NIGERIA)),
    Case(
        "List the first name, last name and country of users who joined this week.",
        listing(this_week(JOINED), columns=("first_name", "last_name", "country")),
    ),
    Case(
        "List inactive users with more than $5,000, sorted by balance.",
        either_order(BALANCE, INACTIVE, gt(BALANCE, 5000)),
    ),
    Case(
        "Show the top 5 users by activity score with their email and city.",
        top(5, SCORE, columns=("email", "city")),
    ),
    Case(
        "Give me e-mail, region and last activity of everyone over 75.",
        listing(gt(AGE, 75), columns=("email", "region", SEEN)),
    ),
    Case("Which Swiss users have not completed KYC?", listing(SWITZERLAND, UNVERIFIED)),
    Case("emails + balances ppl in toronto", listing(TORONTO, columns=("email", BALANCE))),
    Case(
        "show all user in haarlem by age from young to old", ascending(AGE, eq("city", "Haarlem"))
    ),
    Case("How many users have no age on record?", count(missing(AGE))),
    Case("How many users do not have a wallet address?", count(missing("wallet_address"))),
    Case(
        "How many verified users lack a wallet address?", count(VERIFIED, missing("wallet_address"))
    ),
    Case("For how many women is the age missing?", count(WOMAN, missing(AGE))),
    Case("gender not set count", count(missing("gender"))),
    Case("How many different cities do our users live in?", figure(kinds("city"))),
    Case("How many distinct regions are there in the United States?", figure(kinds("region"), USA)),
    Case("How many different countries have active users?", figure(kinds("country"), ACTIVE)),
    Case(
        "Across how many distinct cities are users over 60 spread?",
        figure(kinds("city"), gt(AGE, 60)),
    ),
    Case("nr of unique first names of women", figure(kinds("first_name"), WOMAN)),
    Case("What is the average age of users in France?", figure(mean(AGE), FRANCE)),
    Case("What is the median wallet balance of verified users?", figure(middle(BALANCE), VERIFIED)),
    Case(
        "What is the total balance of female users in the US?", figure(sum_of(BALANCE), USA, WOMAN)
    ),
    Case("What is the highest activity score in Kyoto?", figure(highest(SCORE), KYOTO)),
    Case(
        "What is the average activity score of users who joined in 2025?",
        figure(mean(SCORE), in_year(JOINED, 2025)),
    ),
    Case(
        "What is the maximum wallet balance among men under 30?",
        figure(highest(BALANCE), MAN, lt(AGE, 30)),
    ),
    Case(
        "What is the sum of all wallet balances of inactive users in India?",
        figure(sum_of(BALANCE), INACTIVE, INDIA),
    ),
    Case(
        "Show the average, minimum and maximum balance of users in Brazil.",
        figures(mean(BALANCE), lowest(BALANCE), highest(BALANCE), where=(BRAZIL,)),
    ),
    Case(
        "How much do verified Germans hold altogether?", figure(sum_of(BALANCE), GERMANY, VERIFIED)
    ),
    Case(
        "What age, on average, are those who have an empty wallet?", figure(mean(AGE), EMPTY_WALLET)
    ),
    Case(
        "What is the lowest score that any verified Japanese user has?",
        figure(lowest(SCORE), JAPAN, VERIFIED),
    ),
    Case("avrage age of man in india", figure(mean(AGE), INDIA, MAN)),
    Case("median score active users", figure(middle(SCORE), ACTIVE)),
    Case("How many users are named Smith?", count(eq("last_name", "Smith"))),
    Case(
        "How many users have an email address at mail.example.jp?",
        count(ends("email", "@mail.example.jp")),
    ),
    Case("How many users have a first name that starts with M?", count(starts("first_name", "m"))),
    Case("How many users have advanced KYC?", count(ADVANCED)),
    Case(
        "How many users with basic KYC, living in Andalusia, were active within the last 30 days?",
        count(BASIC, ANDALUSIA, in_last(SEEN, days=30)),
    ),
    Case(
        "How many inactive men over 35 in the Tokyo region hold at least $300 in the wallet?",
        count(TOKYO, INACTIVE, MAN, gt(AGE, 35), ge(BALANCE, 300)),
    ),
    Case("kyc level 0, joined 2025, how many", count(NO_KYC, in_year(JOINED, 2025))),
)
