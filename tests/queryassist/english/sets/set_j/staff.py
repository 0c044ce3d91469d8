"""Set J: questions of support, marketing and finance."""

from __future__ import annotations

from decimal import Decimal

from tests.queryassist.english.expect import (
    Case,
    Cut,
    any_of,
    between,
    count,
    count_or_list,
    during,
    ends,
    eq,
    figure,
    figures,
    ge,
    groups,
    gt,
    highest,
    listing,
    lowest,
    lt,
    mean,
    middle,
    missing,
    percent,
    size,
    some,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    LAST_MONTH,
    LAST_WEEK,
    LAST_YEAR,
    SEEN,
    TODAY,
    UPDATED,
    YESTERDAY,
    day,
    in_last,
    in_year,
    last_month,
    last_week,
    this_month,
    this_week,
    this_year,
)
from tests.queryassist.english.sets.further_words import (
    BENGALURU,
    MUMBAI,
    apart,
    difference,
    part_of,
    parts_of,
    per_year,
    unseen,
    value_of,
)
from tests.queryassist.english.sets.set_j.said import (
    DECEMBER,
    FEBRUARY,
    ID_77,
    ID_233,
    ID_305,
    ID_410,
    JANUARY,
    Q3,
)
from tests.queryassist.english.sets.words import (
    NAMES,
    best,
    by_day,
    by_month,
    by_quarter,
    by_week,
    having,
    per_step,
    top,
    versus,
    worst,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    CALIFORNIA,
    CANADA,
    FRANCE,
    GERMANY,
    INACTIVE,
    JAPAN,
    MAN,
    OSAKA,
    SEOUL,
    SPAIN,
    TOKYO,
    TORONTO,
    UK,
    UNVERIFIED,
    VERIFIED,
    WOMAN,
    ZURICH,
)

CASES = (
    Case("hw many usrs from canda are active rn", count(CANADA, ACTIVE)),
    Case("pull up user233@example.com", listing(ID_233)),
    Case("whats the balance of user077@example.org", value_of(ID_77, BALANCE)),
    Case("when was user410@example.org last active", value_of(ID_410, SEEN)),
    Case("list users named kenji in japan", listing(eq("first_name", "Kenji"), JAPAN)),
    Case("show user id 1151", listing(eq("id", 1151))),
    Case("kyc level of user305@example.com?", value_of(ID_305, "kyc_level")),
    Case("how many ppl logged in today", count(during(SEEN, TODAY))),
    Case("hwo many accounts wiht no wallet adress", count(missing("wallet_address"))),
    Case(
        "find everyone with last name obrien in spain", listing(eq("last_name", "O'Brien"), SPAIN)
    ),
    Case("users seen in the last 2 hrs", count_or_list(in_last(SEEN, hours=2))),
    Case("how many inactve accounts in germny", count(INACTIVE, GERMANY)),
    Case("femal users in osaka over 40", count_or_list(WOMAN, OSAKA, gt(AGE, 40))),
    Case("show me the last 5 ppl who signed up", top(5, JOINED)),
    Case("who signed up yesterday?", count_or_list(during(JOINED, YESTERDAY, TODAY))),
    Case("wats the avg balnce of verifed users", figure(mean(BALANCE), VERIFIED)),
    Case("users in mumbai w/ less than 200 bucks", count_or_list(MUMBAI, lt(BALANCE, 200))),
    Case("how many guys in bengaluru are verified", count(MAN, BENGALURU, VERIFIED)),
    Case(
        "emails of the unverified users in Zurich", listing(UNVERIFIED, ZURICH, columns=("email",))
    ),
    Case(
        "whose wallet is 0x5f2ee40dada65cc468b3e3aa53c69b0ad19f0be9",
        listing(eq("wallet_address", "0x5f2ee40dada65cc468b3e3aa53c69b0ad19f0be9")),
    ),
    Case(
        "anyone from seoul who hasnt logged in for 60 days",
        any_of(*(count_or_list(SEOUL, t) for t in unseen(60))),
    ),
    Case("how many ppl never logged in", count(missing(SEEN))),
    Case("how old is user305@example.com", value_of(ID_305, AGE)),
    Case("names and emails of men in Toronto", listing(MAN, TORONTO, columns=(*NAMES, "email"))),
    Case(
        "users who joined before 2024 and are still active",
        count_or_list(during(JOINED, None, day(2024)), ACTIVE),
    ),
    Case("how many accts were updated today", count(during(UPDATED, TODAY))),
    Case(
        "everyone called chloe w/ more than 2k in the wallet",
        count_or_list(eq("first_name", "Chloe"), gt(BALANCE, 2000)),
    ),
    Case("how many users hav a post.example.de email", count(ends("email", "@post.example.de"))),
    Case("How many signups did we get last week?", count(last_week(JOINED))),
    Case("Signups per day this month", groups(by_day(JOINED), size(), this_month(JOINED))),
    Case(
        "Weekly signups since the start of February",
        groups(by_week(JOINED), size(), during(JOINED, LAST_MONTH)),
    ),
    Case(
        "Compare signups this week with last week",
        any_of(
            groups(by_week(JOINED), size(), during(JOINED, LAST_WEEK)),
            apart(size(), this_week(JOINED), last_week(JOINED)),
        ),
    ),
    Case(
        "How many of last month's signups have completed KYC?", count(last_month(JOINED), VERIFIED)
    ),
    Case(
        "What percentage of users who joined in January 2026 are verified?",
        figure(percent(VERIFIED), JANUARY),
    ),
    Case(
        "KYC conversion rate by signup month in 2025",
        groups(by_month(JOINED), percent(VERIFIED), in_year(JOINED, 2025)),
    ),
    Case("New users by country this quarter", groups("country", size(), this_year(JOINED))),
    Case(
        "Which country brought in the most new users last month?",
        best("country", size(), last_month(JOINED)),
    ),
    Case("Average wallet balance of users who signed up in Q3 2025", figure(mean(BALANCE), Q3)),
    Case(
        "Signups by quarter in 2024 and 2025",
        groups(
            by_quarter(JOINED, "{year}-{month:02d}-01"),
            size(),
            during(JOINED, day(2024), day(2026)),
        ),
    ),
    Case("How many women joined in the last 30 days?", count(WOMAN, in_last(JOINED, days=30))),
    Case(
        "Monthly signups for 2025, split by gender",
        groups((by_month(JOINED), "gender"), size(), in_year(JOINED, 2025)),
    ),
    Case(
        "What share of this month's signups came from Japan?",
        figure(percent(JAPAN), this_month(JOINED)),
    ),
    Case("How many users signed up in the past 14 days?", count(in_last(JOINED, days=14))),
    Case(
        "Which day had the most signups in March 2026?",
        best(by_day(JOINED), size(), this_month(JOINED)),
    ),
    Case(
        "Which month of 2025 had the fewest signups?",
        worst(by_month(JOINED), size(), in_year(JOINED, 2025)),
    ),
    Case(
        "How many people signed up on 14 February 2026?",
        count(during(JOINED, day(2026, 2, 14), day(2026, 2, 15))),
    ),
    Case(
        "Users who signed up last month but have never been active",
        count_or_list(last_month(JOINED), missing(SEEN)),
    ),
    Case(
        "How many more people signed up in February than in January?",
        any_of(
            difference(size(), FEBRUARY, JANUARY),
            groups(by_month(JOINED), size(), some(JANUARY, FEBRUARY)),
        ),
    ),
    Case(
        "Of the users who registered in 2025, how many are still active?",
        count(in_year(JOINED, 2025), ACTIVE),
    ),
    Case("Median age of people who signed up this year", figure(middle(AGE), this_year(JOINED))),
    Case(
        "Top 3 countries by signups between 1 December 2025 and 31 January 2026",
        groups("country", size(), some(DECEMBER, JANUARY), cut=Cut(top=3)),
    ),
    Case("New users last week by gender", groups("gender", size(), last_week(JOINED))),
    Case(
        "How many users who signed up in December have more than $1,000 in their wallet?",
        count(DECEMBER, gt(BALANCE, 1000)),
    ),
    Case(
        "What fraction of 2024 signups are inactive?",
        figure(percent(INACTIVE), in_year(JOINED, 2024)),
    ),
    Case(
        "How many 18 to 24 year olds joined this year?",
        count(between(AGE, 18, 24), this_year(JOINED)),
    ),
    Case(
        "KYC completion rate for women versus men",
        versus("gender", percent(VERIFIED), ("female", "male")),
    ),
    Case("Total funds held by all users", figure(sum_of(BALANCE))),
    Case("What is the median wallet balance of active users?", figure(middle(BALANCE), ACTIVE)),
    Case("Total balance by country, highest first", groups("country", sum_of(BALANCE))),
    Case(
        "What share of the total balance is held by users in Japan?",
        part_of(sum_of(BALANCE), JAPAN),
    ),
    Case("Each country's share of total wallet balance", parts_of("country", sum_of(BALANCE))),
    Case("Number of users in balance bands of $1,000", per_step(BALANCE, 1000, size())),
    Case("How many users hold between $500 and $1,950?", count(between(BALANCE, 500, 1950))),
    Case("How many wallets are empty?", count(eq(BALANCE, Decimal(0)))),
    Case(
        "Average and median balance for verified users",
        figures(mean(BALANCE), middle(BALANCE), where=[VERIFIED]),
    ),
    Case(
        "Min, max and average balance in the UK",
        figures(lowest(BALANCE), highest(BALANCE), mean(BALANCE), where=[UK]),
    ),
    Case(
        "Sum of balances for active users in California",
        figure(sum_of(BALANCE), ACTIVE, CALIFORNIA),
    ),
    Case(
        "What do people with more than 10k hold in total?",
        figure(sum_of(BALANCE), gt(BALANCE, 10000)),
    ),
    Case("What percentage of users have less than $100?", figure(percent(lt(BALANCE, 100)))),
    Case("The ten largest wallets", top(10, BALANCE)),
    Case("Median balance by gender", groups("gender", middle(BALANCE))),
    Case(
        "Which five regions hold the most money in total?", best("region", sum_of(BALANCE), limit=5)
    ),
    Case("How much money do inactive users hold?", figure(sum_of(BALANCE), INACTIVE)),
    Case(
        "How many users have under $100, how many from $100 to $1,000 and how many over $1,000?",
        apart(size(), lt(BALANCE, 100), between(BALANCE, 100, 1000), gt(BALANCE, 1000)),
    ),
    Case("Average balance of users with a non-zero balance", figure(mean(BALANCE), gt(BALANCE, 0))),
    Case(
        "Total balance of users who joined before 2025",
        figure(sum_of(BALANCE), during(JOINED, None, LAST_YEAR)),
    ),
    Case("Users with exactly $500 in the wallet", count_or_list(eq(BALANCE, Decimal(500)))),
    Case("How many accounts hold two thousand dollars or more?", count(ge(BALANCE, 2000))),
    Case(
        "Combined wallet balance of Tokyo and Osaka",
        any_of(figure(sum_of(BALANCE), some(TOKYO, OSAKA))),
    ),
    Case("Total balance by KYC level", groups("kyc_level", sum_of(BALANCE))),
    Case(
        "Which countries hold over $100,000 in total?",
        having("country", sum_of(BALANCE), lambda v: v > 100000),
    ),
    Case(
        "What's the largest balance among unverified users?",
        any_of(
            figure(highest(BALANCE), UNVERIFIED), top(1, BALANCE, UNVERIFIED, columns=(BALANCE,))
        ),
    ),
    Case(
        "How much do women over 50 in France have in total?",
        figure(sum_of(BALANCE), WOMAN, gt(AGE, 50), FRANCE),
    ),
    Case("Average balance per signup year", per_year(mean(BALANCE))),
)
