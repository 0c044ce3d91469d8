"""Set J: further conversations."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Cut,
    Sort,
    any_of,
    between,
    count,
    count_or_list,
    figure,
    ge,
    groups,
    gt,
    kinds,
    listing,
    lt,
    mean,
    middle,
    ne,
    percent,
    size,
    sum_of,
    talk,
)
from tests.queryassist.english.moments import (
    JOINED,
    in_year,
    last_month,
    this_month,
    this_year,
)
from tests.queryassist.english.sets.further_words import (
    MUMBAI,
    known_or_not,
    per_year,
)
from tests.queryassist.english.sets.set_j.said import (
    AMSTERDAM,
    HAARLEM,
    PUNE,
)
from tests.queryassist.english.sets.words import (
    KARNATAKA,
    MAHARASHTRA,
    NO_KYC,
    RIO,
    SCOTLAND,
    best,
    by_quarter,
    either_order,
    per_step,
    top,
    versus,
    worst,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    BAVARIA,
    BERLIN,
    BRAZIL,
    CALIFORNIA,
    FRANCE,
    GERMANY,
    INDIA,
    JAPAN,
    KOREA,
    LAGOS,
    MAN,
    MEXICO,
    NIGERIA,
    SAO_PAULO,
    SCORE,
    SPAIN,
    SWITZERLAND,
    TOKYO,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CONVERSATIONS = (
    talk(
        ("How many Indian users are active?", count(INDIA, ACTIVE)),
        ("and in Japan?", count(JAPAN, ACTIVE)),
        ("what about Brazilians?", count(BRAZIL, ACTIVE)),
    ),
    talk(
        ("Average balance in Karnataka", figure(mean(BALANCE), KARNATAKA)),
        ("and Maharashtra?", figure(mean(BALANCE), MAHARASHTRA)),
    ),
    talk(
        ("How many users in Japan?", count(JAPAN)),
        ("excluding Tokyo", count(JAPAN, ne("region", "Tokyo"))),
        ("exclude Osaka as well", count(JAPAN, ne("region", "Tokyo", "Osaka"))),
    ),
    talk(
        ("How many women in sao paulo?", count(WOMAN, SAO_PAULO)),
        ("men?", count(MAN, SAO_PAULO)),
        ("drop the gender filter", count(SAO_PAULO)),
    ),
    talk(
        ("Top 5 richest users in India", top(5, BALANCE, INDIA)),
        ("in Japan?", top(5, BALANCE, JAPAN)),
        ("and Brazil?", top(5, BALANCE, BRAZIL)),
    ),
    talk(
        ("Number of users by city in Japan", groups("city", size(), JAPAN)),
        ("only active", groups("city", size(), JAPAN, ACTIVE)),
        ("which one has the most?", best("city", size(), JAPAN, ACTIVE)),
    ),
    talk(
        ("How many people from Rio de Janeiro joined last month?", count(RIO, last_month(JOINED))),
        ("this month?", count(RIO, this_month(JOINED))),
    ),
    talk(
        ("how many users in Mumbai", count(MUMBAI)),
        ("and Pune?", count(PUNE)),
        ("how many of them are women?", count(PUNE, WOMAN)),
    ),
    talk(
        ("How many Japanese users are aged 20 to 29?", count(JAPAN, between(AGE, 20, 29))),
        ("30 to 39?", count(JAPAN, between(AGE, 30, 39))),
        ("how many of these are female?", count(JAPAN, between(AGE, 30, 39), WOMAN)),
    ),
    talk(
        ("Which country has the most users?", best("country", size())),
        ("Which has the most money in total?", best("country", sum_of(BALANCE))),
    ),
    talk(
        ("How many users do we have?", count()),
        ("How many are active?", count(ACTIVE)),
        ("In the US?", count(ACTIVE, USA)),
    ),
    talk(
        ("Which region has the highest average balance?", best("region", mean(BALANCE))),
        ("And the lowest?", worst("region", mean(BALANCE))),
    ),
    talk(
        ("What percentage of users are verified?", figure(percent(VERIFIED))),
        ("In Germany?", figure(percent(VERIFIED), GERMANY)),
        ("And in France?", figure(percent(VERIFIED), FRANCE)),
    ),
    talk(
        ("How many active users do we have?", count(ACTIVE)),
        ("By country", groups("country", size(), ACTIVE)),
        ("Just the top 3", groups("country", size(), ACTIVE, cut=Cut(top=3))),
    ),
    talk(("Who is the richest user?", top(1, BALANCE)), ("And in Spain?", top(1, BALANCE, SPAIN))),
    talk(
        ("What is the average activity score?", figure(mean(SCORE))),
        ("By gender?", groups("gender", mean(SCORE))),
        ("Only active users", groups("gender", mean(SCORE), ACTIVE)),
    ),
    talk(
        ("How many users signed up this year?", count(this_year(JOINED))),
        ("And last year?", count(in_year(JOINED, 2025))),
        ("And in 2024?", count(in_year(JOINED, 2024))),
    ),
    talk(
        ("How many loyal users do we have?", None),
        ("OK, how many active users in France then?", count(ACTIVE, FRANCE)),
    ),
    talk(
        ("users by country and gender", groups(("country", "gender"), size())),
        ("drop the gender", groups("country", size())),
    ),
    talk(
        ("count by region", groups("region", size())),
        (
            "only those with more than 30 users",
            known_or_not("region", "region", size(), keep=lambda v: v > 30),
        ),
    ),
    talk(
        ("average age by country", groups("country", mean(AGE))),
        ("median", groups("country", middle(AGE))),
        ("only for women", groups("country", middle(AGE), WOMAN)),
    ),
    talk(
        ("number of users by KYC level", groups("kyc_level", size())),
        (
            "and by gender",
            any_of(groups(("kyc_level", "gender"), size()), groups("gender", size())),
        ),
    ),
    talk(
        ("users by age in buckets of 10", per_step(AGE, 10, size())),
        ("only women", per_step(AGE, 10, size(), WOMAN)),
    ),
    talk(
        ("average balance by region", groups("region", mean(BALANCE))),
        ("top 5", groups("region", mean(BALANCE), cut=Cut(top=5))),
        ("bottom 5 instead", groups("region", mean(BALANCE), cut=Cut(bottom=5))),
    ),
    talk(
        ("How many distinct cities do we have?", figure(kinds("city"))),
        ("In Japan?", figure(kinds("city"), JAPAN)),
    ),
    talk(
        ("how many users have an activity score above 90", count(gt(SCORE, 90))),
        ("below 10?", count(lt(SCORE, 10))),
        ("by country", groups("country", size(), lt(SCORE, 10))),
    ),
    talk(
        ("list users in Haarlem with age and balance", listing(HAARLEM, columns=(AGE, BALANCE))),
        (
            "sort by balance descending",
            listing(HAARLEM, columns=(AGE, BALANCE), sort=Sort(field=BALANCE)),
        ),
        (
            "only verified",
            listing(HAARLEM, VERIFIED, columns=(AGE, BALANCE), sort=Sort(field=BALANCE)),
        ),
    ),
    talk(
        (
            "How many users have a score above 50 and a balance above 1000?",
            count(gt(SCORE, 50), gt(BALANCE, 1000)),
        ),
        ("make the balance above 2000", count(gt(SCORE, 50), gt(BALANCE, 2000))),
    ),
    talk(
        ("signups by quarter", groups(by_quarter(JOINED, "{year}-{month:02d}-01"), size())),
        ("for Japan", groups(by_quarter(JOINED, "{year}-{month:02d}-01"), size(), JAPAN)),
        ("by year instead", per_year(size(), JAPAN)),
    ),
    talk(
        ("Average balance of women in Tokyo", figure(mean(BALANCE), WOMAN, TOKYO)),
        ("total?", figure(sum_of(BALANCE), WOMAN, TOKYO)),
        ("how many are they?", count(WOMAN, TOKYO)),
    ),
    talk(
        (
            "Compare Japan and Brazil by number of users",
            versus("country", size(), ("Japan", "Brazil")),
        ),
        ("by average balance", versus("country", mean(BALANCE), ("Japan", "Brazil"))),
    ),
    talk(
        ("How many users are in the Spain?", count(SPAIN)),
        ("And in the Mexico?", count(MEXICO)),
        ("Only the women", count(MEXICO, WOMAN)),
    ),
    talk(
        ("Give me the users of Haarlem", listing(HAARLEM)),
        ("Order them by the score", either_order(SCORE, HAARLEM)),
    ),
    talk(
        ("How many persons joined in 2024?", count(in_year(JOINED, 2024))),
        ("And in 2025, how many?", count(in_year(JOINED, 2025))),
        (
            "From which countries?",
            any_of(
                groups("country", size(), in_year(JOINED, 2025)),
                groups("country", size(), in_year(JOINED, 2025), cut=Cut(labels_only=True)),
            ),
        ),
    ),
    talk(
        ("The average balance of Germany", figure(mean(BALANCE), GERMANY)),
        ("Same for Switzerland", figure(mean(BALANCE), SWITZERLAND)),
    ),
    talk(
        ("How many users has Berlin?", count(BERLIN)),
        ("How many from these are men?", count(BERLIN, MAN)),
        ("And women?", count(BERLIN, WOMAN)),
    ),
    talk(
        ("Show the 5 users with the most money in Korea", top(5, BALANCE, KOREA)),
        ("Now in Nigeria", top(5, BALANCE, NIGERIA)),
    ),
    talk(
        (
            "How many users without KYC in France?",
            any_of(count(FRANCE, UNVERIFIED), count(FRANCE, NO_KYC)),
        ),
        ("And with KYC completed?", count(FRANCE, VERIFIED)),
    ),
    talk(
        ("Unverified users in Lagos", count_or_list(UNVERIFIED, LAGOS)),
        ("delete them", None),
        ("ok, how many are they?", count(UNVERIFIED, LAGOS)),
    ),
    talk(
        ("How many users in Scotland?", count(SCOTLAND)),
        ("send them an email", None),
        ("how many of them are active?", count(SCOTLAND, ACTIVE)),
    ),
    talk(("list users in Amsterdam", listing(AMSTERDAM)), ("what are their phone numbers?", None)),
    talk(("How many users joined this month?", count(this_month(JOINED))), ("why so many?", None)),
    talk(
        ("How many users are over 60?", count(gt(AGE, 60))),
        ("60 or over?", count(ge(AGE, 60))),
        ("in California?", count(ge(AGE, 60), CALIFORNIA)),
    ),
    talk(
        ("Show the 3 newest users", top(3, JOINED)),
        ("now the 3 newest from Japan", top(3, JOINED, JAPAN)),
        ("with their emails and balances", top(3, JOINED, JAPAN, columns=("email", BALANCE))),
    ),
    talk(
        ("How many men in Bavaria?", count(MAN, BAVARIA)),
        ("What is their average age?", figure(mean(AGE), MAN, BAVARIA)),
        ("And of the women?", figure(mean(AGE), WOMAN, BAVARIA)),
    ),
)
