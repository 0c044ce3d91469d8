"""Set E: columns against columns, lists, missing and different values, and figures."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    count,
    during,
    eq,
    figure,
    figures,
    ge,
    groups,
    gt,
    highest,
    kinds,
    le,
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
    UPDATED,
    YESTERDAY,
    day,
    in_last,
    in_year,
    last_month,
    this_month,
    this_week,
)
from tests.queryassist.english.sets.words import (
    ANDALUSIA,
    NAMES,
    NO_KYC,
    QUEBEC,
    SCOTLAND,
    above,
    alike,
    ascending,
    best,
    bottom,
    descending,
    either_order,
    share_of,
    top,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BAVARIA,
    BRAZIL,
    CANADA,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    KYOTO,
    MAN,
    MEXICO,
    NIGERIA,
    ONTARIO,
    SCORE,
    SEOUL,
    SPAIN,
    TEXAS,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case(
        "How many users are there whose activity score is higher than their age?",
        count(above(SCORE, AGE)),
    ),
    Case(
        "How many women have a wallet balance below their activity score?",
        count(WOMAN, above(SCORE, BALANCE)),
    ),
    Case(
        "How many users live in a city that has the same name as their region?",
        count(alike("city", "region")),
    ),
    Case(
        "Of the users in Japan, how many have an age that is above their activity score?",
        count(JAPAN, above(AGE, SCORE)),
    ),
    Case(
        "How many profiles were updated after the user was last active?",
        count(above(UPDATED, SEEN)),
    ),
    Case(
        "What percentage of verified users have an activity score above their age?",
        figure(percent(above(SCORE, AGE)), VERIFIED),
    ),
    Case(
        "List the users whose first name is the same as their last name.",
        listing(alike("first_name", "last_name")),
    ),
    Case(
        "Of the verified women in Texas, list the names and e-mail addresses.",
        listing(VERIFIED, WOMAN, TEXAS, columns=(*NAMES, "email")),
    ),
    Case(
        "Show email, age and balance of users in Seoul, oldest first.",
        descending(AGE, SEOUL, columns=("email", AGE, BALANCE)),
    ),
    Case(
        "Give me the email and city of the 5 richest users in Brazil.",
        top(5, BALANCE, BRAZIL, columns=("email", "city")),
    ),
    Case(
        "Show the first name and country of the ten newest users.",
        top(10, JOINED, columns=("first_name", "country")),
    ),
    Case(
        "List all users in Bavaria with a balance over $2,000, sorted by balance.",
        either_order(BALANCE, BAVARIA, gt(BALANCE, 2000)),
    ),
    Case(
        "For inactive users from Nigeria, display email and last active time.",
        listing(NIGERIA, INACTIVE, columns=("email", SEEN)),
    ),
    Case("Which users from Quebec joined last month?", listing(QUEBEC, last_month(JOINED))),
    Case(
        "List the emails of users whose last name is Okafor and who have advanced KYC.",
        listing(eq("last_name", "Okafor"), ADVANCED, columns=("email",)),
    ),
    Case(
        "Show names, ages and scores of men in Kyoto in ascending order of age.",
        ascending(AGE, MAN, KYOTO, columns=(*NAMES, AGE, SCORE)),
    ),
    Case("Show me everyone who is over 75.", listing(gt(AGE, 75))),
    Case("Who joined yesterday or today?", listing(during(JOINED, YESTERDAY))),
    Case(
        "List the 6 users with the lowest activity scores in India, with email and score.",
        bottom(6, SCORE, INDIA, columns=("email", SCORE)),
    ),
    Case("How many users have no age on record?", count(missing(AGE))),
    Case("Among women, how many have no wallet address?", count(WOMAN, missing("wallet_address"))),
    Case("How many users have never been active?", count(missing(SEEN))),
    Case(
        "For how many users is the city missing while the country is known?",
        count(missing("city"), present("country")),
    ),
    Case(
        "List the users whose gender is unknown and who have over $1,000.",
        listing(missing("gender"), gt(BALANCE, 1000)),
    ),
    Case(
        "For how many users in Spain is a wallet address known?",
        count(SPAIN, present("wallet_address")),
    ),
    Case(
        "How many verified users without a country are there?", count(VERIFIED, missing("country"))
    ),
    Case(
        "What is the average balance of users without a known age?",
        figure(mean(BALANCE), missing(AGE)),
    ),
    Case(
        "How many different countries do our verified users come from?",
        figure(kinds("country"), VERIFIED),
    ),
    Case(
        "Among users with over $5,000, how many distinct cities are represented?",
        figure(kinds("city"), gt(BALANCE, 5000)),
    ),
    Case(
        "From how many regions did users sign up this month?",
        figure(kinds("region"), this_month(JOINED)),
    ),
    Case("How many unique last names occur in Japan?", figure(kinds("last_name"), JAPAN)),
    Case(
        "In how many different cities do our American women live?",
        figure(kinds("city"), USA, WOMAN),
    ),
    Case(
        "Among women in Japan, what is the median wallet balance?",
        figure(middle(BALANCE), WOMAN, JAPAN),
    ),
    Case("What is the total balance of all users in Germany?", figure(sum_of(BALANCE), GERMANY)),
    Case(
        "What is the highest balance held by an inactive user?", figure(highest(BALANCE), INACTIVE)
    ),
    Case(
        "What is the lowest activity score among verified men?",
        figure(lowest(SCORE), VERIFIED, MAN),
    ),
    Case(
        "What is the average age of users who joined last month?",
        figure(mean(AGE), last_month(JOINED)),
    ),
    Case(
        "How much money is held in total by those who are over 60?",
        figure(sum_of(BALANCE), gt(AGE, 60)),
    ),
    Case(
        "What are the minimum and maximum ages of users in Mexico?",
        figures(lowest(AGE), highest(AGE), where=(MEXICO,)),
    ),
    Case("What is the age of the youngest verified user?", figure(lowest(AGE), VERIFIED)),
    Case(
        "What's the combined balance of users active in the last 24 hours?",
        figure(sum_of(BALANCE), in_last(SEEN, hours=24)),
    ),
    Case("When did the first user from Canada join?", figure(lowest(JOINED), CANADA)),
    Case(
        "What is the average balance of users who have neither basic nor advanced KYC?",
        figure(mean(BALANCE), NO_KYC),
    ),
    Case(
        "What share of the total balance is held by women, in percent?",
        figure(share_of(BALANCE, WOMAN)),
    ),
    Case(
        "Those who joined before 2025 and have been active this week: how many are they?",
        count(during(JOINED, end=day(2025)), this_week(SEEN)),
    ),
    Case("By how many users is a balance of more than $1,500 held?", count(gt(BALANCE, 1500))),
    Case(
        "Among those who signed up last year, which country contributed the most users?",
        best("country", size(), in_year(JOINED, 2025)),
    ),
    Case(
        "In Ontario, how many of the users who are verified are also active?",
        count(ONTARIO, VERIFIED, ACTIVE),
    ),
    Case(
        "How many users whose activity score is at least 90 have not yet completed KYC?",
        count(ge(SCORE, 90), UNVERIFIED),
    ),
    Case("Out of the users in Great Britain, how many live in Scotland?", count(UK, SCOTLAND)),
    Case(
        "The average wallet balance of men in Andalusia is what?",
        figure(mean(BALANCE), MAN, ANDALUSIA),
    ),
    Case(
        "For users under 35 in the US, what is the median balance by state?",
        groups("region", middle(BALANCE), lt(AGE, 35), USA),
    ),
    Case("How many users of other gender are verified?", count(eq("gender", "other"), VERIFIED)),
    Case(
        "How many users preferred not to say their gender and are active?",
        count(eq("gender", "prefer_not_to_say"), ACTIVE),
    ),
    Case(
        "Of all women who are 30 or younger, what percentage have been active in the past 30 days?",
        figure(percent(in_last(SEEN, days=30)), WOMAN, le(AGE, 30)),
    ),
)
