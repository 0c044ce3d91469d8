"""Set I: further conversations."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Sort,
    any_of,
    between,
    count,
    during,
    eq,
    figure,
    groups,
    gt,
    highest,
    listing,
    lowest,
    lt,
    mean,
    middle,
    missing,
    ne,
    percent,
    size,
    some,
    sum_of,
    talk,
)
from tests.queryassist.english.moments import (
    JOINED,
    LAST_MONTH,
    LAST_QUARTER,
    SEEN,
    THIS_YEAR,
    TODAY,
    YESTERDAY,
    in_year,
    last_month,
    last_week,
    this_month,
    this_week,
)
from tests.queryassist.english.sets.set_i.said import (
    LOS_ANGELES,
)
from tests.queryassist.english.sets.words import (
    ANDALUSIA,
    KARNATAKA,
    MAHARASHTRA,
    QUEBEC,
    RIO,
    best,
    bottom,
    per_step,
    shares,
    top,
    winner,
)
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
    KYOTO,
    MAN,
    MEXICO,
    NIGERIA,
    ONTARIO,
    OSAKA,
    PARIS,
    SAO_PAULO,
    SCORE,
    SPAIN,
    SWITZERLAND,
    TOKYO,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CONVERSATIONS = (
    talk(
        (
            "How many women in Tokyo have more than $500 in the wallet?",
            count(WOMAN, TOKYO, gt(BALANCE, 500)),
        ),
        ("remove the wallet filter", count(WOMAN, TOKYO)),
        ("now without the gender filter", count(TOKYO)),
    ),
    talk(
        ("How many active men over 40 are in Brazil?", count(ACTIVE, MAN, gt(AGE, 40), BRAZIL)),
        ("drop the age condition", count(ACTIVE, MAN, BRAZIL)),
        ("women instead of men", count(ACTIVE, WOMAN, BRAZIL)),
    ),
    talk(
        (
            "How many verified users joined this month in the UK?",
            count(VERIFIED, this_month(JOINED), UK),
        ),
        ("forget the date", count(VERIFIED, UK)),
    ),
    talk(
        ("How many users have more than $1000?", count(gt(BALANCE, 1000))),
        ("make that $2000", count(gt(BALANCE, 2000))),
        ("over 5k?", count(gt(BALANCE, 5000))),
    ),
    talk(
        ("how many users are over 30", count(gt(AGE, 30))),
        ("and over 50?", count(gt(AGE, 50))),
        ("between 30 and 50?", count(between(AGE, 30, 50))),
    ),
    talk(
        ("How many inactive users in Paris?", count(INACTIVE, PARIS)),
        ("in the whole of France", count(INACTIVE, FRANCE)),
        ("worldwide", count(INACTIVE)),
    ),
    talk(
        ("Average balance of verified men in India", figure(mean(BALANCE), VERIFIED, MAN, INDIA)),
        ("regardless of gender", figure(mean(BALANCE), VERIFIED, INDIA)),
        ("and regardless of kyc", figure(mean(BALANCE), INDIA)),
    ),
    talk(
        ("How many active users are in Ontario?", count(ACTIVE, ONTARIO)),
        ("include the inactive ones too", count(ONTARIO)),
    ),
    talk(
        ("how many users in Osaka are verified and under 35", count(OSAKA, VERIFIED, lt(AGE, 35))),
        ("clear the kyc filter", count(OSAKA, lt(AGE, 35))),
        ("make it under 25", count(OSAKA, lt(AGE, 25))),
    ),
    talk(
        ("List users in Switzerland with less than $300", listing(SWITZERLAND, lt(BALANCE, 300))),
        ("remove the balance filter", listing(SWITZERLAND)),
    ),
    talk(
        ("How many users in Germany?", count(GERMANY)),
        ("also include Switzerland", count(some(GERMANY, SWITZERLAND))),
        ("and how many of them are women?", count(some(GERMANY, SWITZERLAND), WOMAN)),
    ),
    talk(
        ("How many users are there in Spain?", count(SPAIN)),
        ("not counting Barcelona", count(SPAIN, ne("city", "Barcelona"))),
    ),
    talk(
        ("How many women live in Mexico?", count(WOMAN, MEXICO)),
        ("what's their average age?", figure(mean(AGE), WOMAN, MEXICO)),
        ("and their total balance?", figure(sum_of(BALANCE), WOMAN, MEXICO)),
    ),
    talk(
        ("how many users have advanced kyc?", count(ADVANCED)),
        ("what percentage of them are women?", figure(percent(WOMAN), ADVANCED)),
    ),
    talk(
        ("How many users joined in Q4 2025?", count(during(JOINED, LAST_QUARTER, THIS_YEAR))),
        (
            "how much money do they have in total?",
            figure(sum_of(BALANCE), during(JOINED, LAST_QUARTER, THIS_YEAR)),
        ),
    ),
    talk(
        (
            "what is the highest balance in Australia?",
            any_of(figure(highest(BALANCE), AUSTRALIA), top(1, BALANCE, AUSTRALIA)),
        ),
        (
            "and the lowest?",
            any_of(figure(lowest(BALANCE), AUSTRALIA), bottom(1, BALANCE, AUSTRALIA, columns=())),
        ),
    ),
    talk(
        ("Average balance in Andalusia", figure(mean(BALANCE), ANDALUSIA)),
        ("how many users is that based on?", count(ANDALUSIA)),
    ),
    talk(
        ("number of active users in nigeria", count(ACTIVE, NIGERIA)),
        ("as a percentage of all users in Nigeria", figure(percent(ACTIVE), NIGERIA)),
    ),
    talk(
        ("How many people in Karnataka are verified?", count(KARNATAKA, VERIFIED)),
        ("who are they?", listing(KARNATAKA, VERIFIED)),
        ("show their emails and ages", listing(KARNATAKA, VERIFIED, columns=("email", "age"))),
    ),
    talk(
        ("average age by country", groups("country", mean(AGE))),
        (
            "and the median age",
            any_of(groups("country", middle(AGE)), groups("country", (mean(AGE), middle(AGE)))),
        ),
    ),
    talk(
        ("How many unverified users have more than $7000?", count(UNVERIFIED, gt(BALANCE, 7000))),
        ("list them", listing(UNVERIFIED, gt(BALANCE, 7000))),
        (
            "sort by balance descending",
            listing(UNVERIFIED, gt(BALANCE, 7000), sort=Sort(field=BALANCE)),
        ),
    ),
    talk(
        ("List users in Los Angeles", listing(LOS_ANGELES)),
        ("show their wallet addresses too", listing(LOS_ANGELES, columns=("wallet_address",))),
    ),
    talk(
        ("Who signed up today?", listing(during(JOINED, TODAY))),
        (
            "give me their emails and countries",
            listing(during(JOINED, TODAY), columns=("email", "country")),
        ),
    ),
    talk(
        ("show users in Newcastle", listing(eq("city", "Newcastle"))),
        ("add the KYC level", listing(eq("city", "Newcastle"), columns=("kyc_level",))),
    ),
    talk(
        ("How many users in Tokyo are women?", count(TOKYO, WOMAN)),
        ("How many users are there in total?", count()),
    ),
    talk(
        ("Which region has the most users?", best("region", size())),
        (
            "What is the average age of verified women in Brazil?",
            figure(mean(AGE), VERIFIED, WOMAN, BRAZIL),
        ),
    ),
    talk(
        ("List inactive users in Amsterdam", listing(INACTIVE, eq("city", "Amsterdam"))),
        ("delete them", None),
    ),
    talk(
        ("How many users in Kyoto?", count(KYOTO)),
        ("what are their passwords?", None),
        ("and in Osaka?", count(OSAKA)),
    ),
    talk(("top 3 users by score in Korea", top(3, SCORE, KOREA)), ("send them a message", None)),
    talk(
        ("How many users are verified in Quebec?", count(VERIFIED, QUEBEC)),
        ("set them all to advanced", None),
    ),
    talk(("How many women in Japan?", count(WOMAN, JAPAN)), ("only the friendly ones", None)),
    talk(
        ("How many users joined last month?", count(last_month(JOINED))),
        ("and the month before?", count(during(JOINED, THIS_YEAR, LAST_MONTH))),
    ),
    talk(
        ("how many signed up yesterday?", count(during(JOINED, YESTERDAY, TODAY))),
        ("and today?", count(during(JOINED, TODAY))),
        ("and since Monday?", count(this_week(JOINED))),
    ),
    talk(
        (
            "Share of verified users by country",
            any_of(groups("country", percent(VERIFIED)), shares("country", VERIFIED)),
        ),
        (
            "by gender instead",
            any_of(groups("gender", percent(VERIFIED)), shares("gender", VERIFIED)),
        ),
    ),
    talk(
        ("Age distribution in bands of 10", per_step(AGE, 10, size())),
        ("only Japan", per_step(AGE, 10, size(), JAPAN)),
        ("in bands of 5", per_step(AGE, 5, size(), JAPAN)),
    ),
    talk(
        ("How many users have no city?", count(missing("city"))),
        (
            "and no region?",
            any_of(count(missing("region")), count(missing("city"), missing("region"))),
        ),
    ),
    talk(
        ("How many users were active last week?", count(last_week(SEEN))),
        ("how about Americans only?", count(last_week(SEEN), USA)),
        ("split by region", groups("region", size(), last_week(SEEN), USA)),
    ),
    talk(
        (
            "How many people named Kim are there?",
            any_of(
                count(some(eq("first_name", "Kim"), eq("last_name", "Kim"))),
                count(eq("first_name", "Kim")),
                count(eq("last_name", "Kim")),
            ),
        ),
        ("How many users have the last name Kim?", count(eq("last_name", "Kim"))),
        ("and Sato?", count(eq("last_name", "Sato"))),
    ),
    talk(
        (
            "compare men and women by average balance",
            winner("gender", mean(BALANCE), ("male", "female")),
        ),
        ("only for Japan", winner("gender", mean(BALANCE), ("male", "female"), JAPAN)),
    ),
    talk(
        (
            "How many users signed up in Rio de Janeiro last year?",
            count(RIO, in_year(JOINED, 2025)),
        ),
        ("and in Sao Paulo?", count(SAO_PAULO, in_year(JOINED, 2025))),
    ),
    talk(
        ("avg balance in maharashtra", figure(mean(BALANCE), MAHARASHTRA)),
        ("for active users only", figure(mean(BALANCE), MAHARASHTRA, ACTIVE)),
        ("now the max", figure(highest(BALANCE), MAHARASHTRA, ACTIVE)),
    ),
)
