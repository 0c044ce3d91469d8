"""Set C: lists, missing and different values, figures and names."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    count,
    count_or_list,
    during,
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
    sum_of,
)
from tests.queryassist.english.moments import JOINED, SEEN, TODAY, UPDATED, in_last, this_year
from tests.queryassist.english.sets.words import (
    NEW_YORK_CITY,
    SCOTLAND,
    above,
    alike,
    descending,
    either_order,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BASIC,
    BERLIN,
    BRAZIL,
    CANADA,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    KOREA,
    KYOTO,
    LAGOS,
    MAN,
    MEXICO,
    NEW_YORK,
    SCORE,
    SEOUL,
    SWITZERLAND,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("How many users have an activity score higher than their age?", count(above(SCORE, AGE))),
    Case(
        "How many users have a wallet balance lower than their activity score?",
        count(above(SCORE, BALANCE)),
    ),
    Case(
        "How many profiles were updated after the user was last active?",
        count(above(UPDATED, SEEN)),
    ),
    Case(
        "Whose first name is the same as their last name?",
        listing(alike("first_name", "last_name")),
    ),
    Case("how many users balance > score", count(above(BALANCE, SCORE))),
    Case(
        "List the names and emails of users in Kyoto.",
        listing(KYOTO, columns=("first_name", "last_name", "email")),
    ),
    Case(
        "Show the email and wallet balance of all verified users in Canada.",
        listing(CANADA, VERIFIED, columns=("email", BALANCE)),
    ),
    Case("List all inactive users in Switzerland.", listing(SWITZERLAND, INACTIVE)),
    Case(
        "Show name, age and city of the women in Scotland.",
        listing(SCOTLAND, WOMAN, columns=("first_name", "last_name", AGE, "city")),
    ),
    Case(
        "List users in Seoul sorted by balance, highest first.", descending(BALANCE, KOREA, SEOUL)
    ),
    Case(
        "Show me the wallet addresses of users with more than $10,000.",
        listing(gt(BALANCE, 10000), columns=("wallet_address",)),
    ),
    Case(
        "I'd like a list of everybody over 70, with their country and e-mail.",
        listing(gt(AGE, 70), columns=("country", "email")),
    ),
    Case("Which users joined today?", listing(during(JOINED, TODAY))),
    Case("emails of active users in lagos", listing(LAGOS, ACTIVE, columns=("email",))),
    Case(
        "show users berlin with age and balance order by age",
        either_order(AGE, BERLIN, columns=(AGE, BALANCE)),
    ),
    Case("How many users have no wallet address?", count(missing("wallet_address"))),
    Case("How many users have not given their age?", count(missing(AGE))),
    Case("How many users have never been active?", count(missing(SEEN))),
    Case("How many users is the gender unknown for?", count(missing("gender"))),
    Case("users w/o country", count_or_list(missing("country"))),
    Case("How many different countries do our users come from?", figure(kinds("country"))),
    Case("How many distinct cities are there in Japan?", figure(kinds("city"), JAPAN)),
    Case("How many different regions have verified users?", figure(kinds("region"), VERIFIED)),
    Case(
        "In how many countries do users with more than $10,000 live?",
        figure(kinds("country"), gt(BALANCE, 10000)),
    ),
    Case("What is the average age of our users?", figure(mean(AGE))),
    Case("What is the total wallet balance of all users?", figure(sum_of(BALANCE))),
    Case("What is the median age of women?", figure(middle(AGE), WOMAN)),
    Case("What is the highest wallet balance in Germany?", figure(highest(BALANCE), GERMANY)),
    Case("What is the lowest activity score among active users?", figure(lowest(SCORE), ACTIVE)),
    Case("How much money do users in Japan hold in total?", figure(sum_of(BALANCE), JAPAN)),
    Case(
        "What is the minimum and maximum age of users in India?",
        figures(lowest(AGE), highest(AGE), where=(INDIA,)),
    ),
    Case(
        "What's the median balance of users who joined this year?",
        figure(middle(BALANCE), this_year(JOINED)),
    ),
    Case(
        "On average, how much do men under 40 have in their wallets?",
        figure(mean(BALANCE), MAN, lt(AGE, 40)),
    ),
    Case("How old is the oldest user in Mexico?", figure(highest(AGE), MEXICO)),
    Case(
        "Summed up, what are the funds of the inactive users worth?",
        figure(sum_of(BALANCE), INACTIVE),
    ),
    Case("avg age women japan", figure(mean(AGE), JAPAN, WOMAN)),
    Case("total mony in france?", figure(sum_of(BALANCE), FRANCE)),
    Case("How many users are called Maria?", count(eq("first_name", "Maria"))),
    Case(
        "How many users have an email address ending in example.org?",
        count(ends("email", "example.org")),
    ),
    Case(
        "How many users with the last name Tanaka are active?",
        count(eq("last_name", "Tanaka"), ACTIVE),
    ),
    Case("How many users have basic KYC?", count(BASIC)),
    Case(
        "How many active, verified women over 25 in New York state have at least $250?",
        count(NEW_YORK, WOMAN, ACTIVE, VERIFIED, gt(AGE, 25), ge(BALANCE, 250)),
    ),
    Case(
        "Active in the last 3 days, verified, and with over $3000 in funds: how many users "
        "is that?",
        count(in_last(SEEN, days=3), VERIFIED, gt(BALANCE, 3000)),
    ),
    Case(
        "How many users in NYC are verified?",
        any_of(count(NEW_YORK_CITY, VERIFIED), count(NEW_YORK, VERIFIED)),
    ),
    Case("kyc lvl 2 users in brasil how many", count(BRAZIL, ADVANCED)),
)
