"""Set F: columns against columns, lists, missing and different values, and figures."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    between,
    count,
    during,
    ends,
    eq,
    figure,
    figures,
    groups,
    gt,
    highest,
    kinds,
    listing,
    lowest,
    lt,
    mean,
    middle,
    missing,
    percent,
    present,
    size,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    TODAY,
    UPDATED,
    YESTERDAY,
    day,
    in_last,
    in_year,
    last_week,
    this_week,
)
from tests.queryassist.english.sets.words import (
    CATALONIA,
    EMPTY_WALLET,
    KARNATAKA,
    MAHARASHTRA,
    NAMES,
    SCOTLAND,
    above,
    alike,
    ascending,
    best,
    descending,
    share_of,
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
    INACTIVE,
    JAPAN,
    KOREA,
    LAGOS,
    MAN,
    MEXICO,
    NIGERIA,
    OSAKA,
    SCORE,
    SPAIN,
    TEXAS,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("How many users have a wallet balance lower than their age?", count(above(AGE, BALANCE))),
    Case(
        "How many men are there whose activity score exceeds their age?",
        count(MAN, above(SCORE, AGE)),
    ),
    Case(
        "Among active users, how many have an age greater than their activity score?",
        count(ACTIVE, above(AGE, SCORE)),
    ),
    Case(
        "How many users were last active before their record was updated?",
        count(above(UPDATED, SEEN)),
    ),
    Case(
        "How many users in Japan have the same city and region?",
        count(JAPAN, alike("city", "region")),
    ),
    Case(
        "What is the average balance of users whose activity score is below their age?",
        figure(mean(BALANCE), above(AGE, SCORE)),
    ),
    Case(
        "By gender, how many users have an activity score above their age?",
        groups("gender", size(), above(SCORE, AGE)),
    ),
    Case(
        "Give me the first name, last name and age of all users in Edinburgh.",
        listing(eq("city", "Edinburgh"), columns=(*NAMES, AGE)),
    ),
    Case(
        "Of the ten richest men in the United States, list email and wallet balance.",
        top(10, BALANCE, MAN, USA, columns=("email", BALANCE)),
    ),
    Case(
        "Show the emails of users in Lagos who are not active.",
        listing(LAGOS, INACTIVE, columns=("email",)),
    ),
    Case(
        "Show country, region and city of users over 80.",
        listing(gt(AGE, 80), columns=("country", "region", "city")),
    ),
    Case(
        "List the verified users in Catalonia by age in descending order.",
        descending(AGE, VERIFIED, CATALONIA),
    ),
    Case(
        "I would like to see the email and sign-up date of everyone who joined this week.",
        listing(this_week(JOINED), columns=("email", JOINED)),
    ),
    Case(
        "Show users named Maria who have more than $1,000.",
        listing(eq("first_name", "Maria"), gt(BALANCE, 1000)),
    ),
    Case(
        "For the five most active users in Mexico, show email, city and score.",
        top(5, SCORE, MEXICO, columns=("email", "city", SCORE)),
    ),
    Case("Which women in Scotland have advanced KYC?", listing(WOMAN, SCOTLAND, ADVANCED)),
    Case(
        "List name, gender and balance of users in North Holland, starting with the lowest "
        "balance.",
        ascending(BALANCE, eq("region", "North Holland"), columns=(*NAMES, "gender", BALANCE)),
    ),
    Case(
        "Show the users in Toronto and Montréal who were active in the last 14 days.",
        listing(eq("city", "Toronto", "Montréal"), in_last(SEEN, days=14)),
    ),
    Case(
        "emails of the 3 newest users in Karnataka", top(3, JOINED, KARNATAKA, columns=("email",))
    ),
    Case("For how many users is the gender not known?", count(missing("gender"))),
    Case("How many active users have no wallet address?", count(ACTIVE, missing("wallet_address"))),
    Case("List the users in Osaka whose age is missing.", listing(OSAKA, missing(AGE))),
    Case(
        "How many users have a country but no region?", count(present("country"), missing("region"))
    ),
    Case(
        "How many men have both an age and a wallet address on file?",
        count(MAN, present(AGE), present("wallet_address")),
    ),
    Case("How many users without a last active date are verified?", count(missing(SEEN), VERIFIED)),
    Case("What percentage of users have no known age?", figure(percent(missing(AGE)))),
    Case(
        "How many users with an unknown city have more than $1,000?",
        count(missing("city"), gt(BALANCE, 1000)),
    ),
    Case(
        "How many different cities do users with advanced KYC live in?",
        figure(kinds("city"), ADVANCED),
    ),
    Case(
        "How many distinct countries are the users who joined last week from?",
        figure(kinds("country"), last_week(JOINED)),
    ),
    Case("How many unique first names are there among women?", figure(kinds("first_name"), WOMAN)),
    Case(
        "In how many regions do we have users with more than $10,000?",
        figure(kinds("region"), gt(BALANCE, 10000)),
    ),
    Case("How many distinct cities are there in Spain?", figure(kinds("city"), SPAIN)),
    Case("Among inactive men, what is the median age?", figure(middle(AGE), INACTIVE, MAN)),
    Case("How much do users in Brazil hold altogether?", figure(sum_of(BALANCE), BRAZIL)),
    Case(
        "What is the smallest activity score among advanced KYC users?",
        figure(lowest(SCORE), ADVANCED),
    ),
    Case(
        "What is the top activity score in Bavaria?",
        any_of(figure(highest(SCORE), BAVARIA), top(1, SCORE, BAVARIA)),
    ),
    Case(
        "What is the mean wallet balance of people aged 25 to 40 in Japan?",
        figure(mean(BALANCE), between(AGE, 25, 40), JAPAN),
    ),
    Case("What is the age of the oldest active woman?", figure(highest(AGE), ACTIVE, WOMAN)),
    Case(
        "What are the average and the median balance of French users?",
        figures(mean(BALANCE), middle(BALANCE), where=(FRANCE,)),
    ),
    Case(
        "What is the sum of the balances of users who have not completed KYC?",
        figure(sum_of(BALANCE), UNVERIFIED),
    ),
    Case(
        "What was the average score of users who were active yesterday?",
        figure(mean(SCORE), during(SEEN, YESTERDAY, TODAY)),
    ),
    Case(
        "When did the most recent sign-up in Nigeria take place?",
        any_of(figure(highest(JOINED), NIGERIA), top(1, JOINED, NIGERIA, columns=(JOINED,))),
    ),
    Case("How old are users in South Korea on average?", figure(mean(AGE), KOREA)),
    Case(
        "How much of the total balance, in percent, belongs to verified users?",
        figure(share_of(BALANCE, VERIFIED)),
    ),
    Case(
        "Of those living in Texas, how many have a balance that is lower than $400?",
        count(TEXAS, lt(BALANCE, 400)),
    ),
    Case(
        "How many users who hold advanced KYC and joined before 2025 come from Japan?",
        count(ADVANCED, during(JOINED, end=day(2025)), JAPAN),
    ),
    Case(
        "Users that are verified, female and over 45: how many are there in the UK?",
        count(VERIFIED, WOMAN, gt(AGE, 45), UK),
    ),
    Case("KYC was completed by how many users in Karnataka?", count(KARNATAKA, VERIFIED)),
    Case(
        "For men who joined last year, what is the average balance by country?",
        groups("country", mean(BALANCE), MAN, in_year(JOINED, 2025)),
    ),
    Case(
        "Among the inactive, what is the highest activity score?", figure(highest(SCORE), INACTIVE)
    ),
    Case(
        "Out of all users in Spain, how many are both under 30 and verified?",
        count(SPAIN, lt(AGE, 30), VERIFIED),
    ),
    Case(
        "In Maharashtra, which city has the most users?",
        best("city", size(), MAHARASHTRA, present("city")),
    ),
    Case(
        "Those whose balance is zero: what is their average activity score?",
        figure(mean(SCORE), EMPTY_WALLET),
    ),
    Case(
        "How many users with an example.org email address are verified?",
        count(ends("email", "example.org"), VERIFIED),
    ),
    Case(
        "What percentage of those who have basic KYC were active in the last 14 days?",
        figure(percent(in_last(SEEN, days=14)), BASIC),
    ),
)
