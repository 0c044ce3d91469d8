"""Set H: figures, people in an order, groups, and whatever is left."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    between,
    count,
    count_or_list,
    during,
    ends,
    eq,
    figure,
    ge,
    groups,
    gt,
    has,
    highest,
    kinds,
    listing,
    lowest,
    lt,
    mean,
    middle,
    ne,
    percent,
    row,
    size,
    sum_of,
)
from tests.queryassist.english.moments import JOINED, SEEN, day, in_last, in_year, this_week
from tests.queryassist.english.sets.words import (
    ascending,
    best,
    bottom,
    by_day,
    by_month,
    count_beyond,
    descending,
    having,
    top,
    worst,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    BAVARIA,
    BERLIN,
    BRAZIL,
    CANADA,
    FRANCE,
    GERMANY,
    INACTIVE,
    JAPAN,
    KYOTO,
    LAGOS,
    MAN,
    MUNICH,
    SCORE,
    SEOUL,
    TEXAS,
    TOKYO,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
    ZURICH,
)

CASES = (
    Case("What's the mean age of women in the US?", figure(mean(AGE), WOMAN, USA)),
    Case("How much do our Japanese users hold in total?", figure(sum_of(BALANCE), JAPAN)),
    Case(
        "what is the average amount in the wallet of men under 30",
        figure(mean(BALANCE), MAN, lt(AGE, 30)),
    ),
    Case("median wallet of verified women", figure(middle(BALANCE), VERIFIED, WOMAN)),
    Case("What is the maximum activity score in France?", figure(highest(SCORE), FRANCE)),
    Case("combined balance of all users in Texas", figure(sum_of(BALANCE), TEXAS)),
    Case("How old is the youngest user in Japan?", figure(lowest(AGE), JAPAN)),
    Case("average age of people who have more than $3000", figure(mean(AGE), gt(BALANCE, 3000))),
    Case("what percentage of men is active?", figure(percent(ACTIVE), MAN)),
    Case("percent of users from Japan", figure(percent(JAPAN))),
    Case("What share of our German users are over 40?", figure(percent(gt(AGE, 40)), GERMANY)),
    Case("What fraction of users has a balance below $100?", figure(percent(lt(BALANCE, 100)))),
    Case("what proportion of verified users are women", figure(percent(WOMAN), VERIFIED)),
    Case("How many regions have active users?", figure(kinds("region"), ACTIVE)),
    Case("how many distinct first names do we have", figure(kinds("first_name"))),
    Case("Show me the 7 wealthiest women", top(7, BALANCE, WOMAN)),
    Case("Who are the 3 most active people in Bavaria?", top(3, SCORE, BAVARIA)),
    Case("the top five users by score in Brazil", top(5, SCORE, BRAZIL)),
    Case("List the 6 users with the smallest non-zero balance", bottom(6, BALANCE, gt(BALANCE, 0))),
    Case("who joined most recently in Canada?", top(1, JOINED, CANADA)),
    Case(
        "Which verified user has the least money above $10?",
        bottom(1, BALANCE, VERIFIED, gt(BALANCE, 10)),
    ),
    Case("show 4 newest verified users", top(4, JOINED, VERIFIED)),
    Case("which user has the lowest activity score?", bottom(1, SCORE)),
    Case("I'd like a list of inactive women in Kyoto", listing(INACTIVE, WOMAN, KYOTO)),
    Case(
        "Give me emails of users in Seoul older than 40",
        listing(SEOUL, gt(AGE, 40), columns=("email",)),
    ),
    Case(
        "show first name, last name and balance for verified users in Zurich",
        listing(ZURICH, VERIFIED, columns=("first_name", "last_name", BALANCE)),
    ),
    Case(
        "Which men in Lagos hold between $200 and $2,000?",
        listing(LAGOS, MAN, between(BALANCE, 200, 2000)),
    ),
    Case(
        "List Tokyo users under 25 ordered by age from youngest to oldest",
        ascending(AGE, TOKYO, lt(AGE, 25)),
    ),
    Case("users in Munich, most recently active first", descending(SEEN, MUNICH)),
    Case("Number of users in each country", groups("country", size())),
    Case("for every region show the number of verified users", groups("region", size(), VERIFIED)),
    Case("total funds per gender", groups("gender", sum_of(BALANCE))),
    Case(
        "give me average score by country for active users", groups("country", mean(SCORE), ACTIVE)
    ),
    Case(
        "how many women and men are there per kyc level",
        any_of(
            groups(("kyc_level", "gender"), size(), eq("gender", "male", "female")),
            groups(
                "kyc_level",
                (lambda people: sum(map(WOMAN, people)), lambda people: sum(map(MAN, people))),
            ),
        ),
    ),
    Case("breakdown of users in France by city", groups("city", size(), FRANCE)),
    Case("average balance by country and gender", groups(("country", "gender"), mean(BALANCE))),
    Case("Which five countries have the most users?", best("country", size(), limit=5)),
    Case(
        "Which 2 regions have the highest total balance?", best("region", sum_of(BALANCE), limit=2)
    ),
    Case("What region has the lowest average balance?", worst("region", mean(BALANCE))),
    Case("Which countries have fewer than 25 users?", having("country", size(), lambda n: n < 25)),
    Case(
        "regions where the average balance exceeds $2,500",
        having("region", mean(BALANCE), lambda n: n > 2500),
    ),
    Case(
        "countries with over 20 verified users",
        having("country", size(), lambda n: n > 20, VERIFIED),
    ),
    Case("verified percentage by gender", groups("gender", percent(VERIFIED))),
    Case("share of inactive users by country", groups("country", percent(INACTIVE))),
    Case("monthly signups in 2025", groups(by_month(JOINED), size(), in_year(JOINED, 2025))),
    Case(
        "number of new users per month since October 2025",
        groups(by_month(JOINED), size(), during(JOINED, day(2025, 10))),
    ),
    Case(
        "daily signups in the last 7 days", groups(by_day(JOINED), size(), in_last(JOINED, days=7))
    ),
    Case(
        "Compare Japan and Brazil by average balance",
        any_of(
            groups("country", mean(BALANCE), eq("country", "Japan", "Brazil")),
            row((mean(BALANCE), JAPAN), (mean(BALANCE), BRAZIL)),
        ),
    ),
    Case(
        "women vs men average age",
        any_of(
            groups("gender", mean(AGE), eq("gender", "male", "female")),
            row((mean(AGE), WOMAN), (mean(AGE), MAN)),
        ),
    ),
    Case(
        "Users with a balance higher than the average, how many?",
        count_beyond(BALANCE, mean(BALANCE)),
    ),
    Case(
        "how many users have more money than the median balance",
        count_beyond(BALANCE, middle(BALANCE)),
    ),
    Case(
        "how many users live in a region called Tokyo but in the city of Shibuya",
        count(TOKYO, eq("city", "Shibuya")),
    ),
    Case("How many people named José are there?", count(eq("first_name", "José"))),
    Case("How many users have the last name O'Brien?", count(eq("last_name", "O'Brien"))),
    Case("how many emails end with example.com", count(ends("email", "example.com"))),
    Case("users whose email contains mail in Japan, how many", count(has("email", "mail"), JAPAN)),
    Case("wich contry has the most usres", best("country", size())),
    Case("averge wallet balanse in germany", figure(mean(BALANCE), GERMANY)),
    Case("TOP 3 RICHEST USERS IN TOKYO", top(3, BALANCE, TOKYO)),
    Case(
        "verified users: count by country, only women", groups("country", size(), VERIFIED, WOMAN)
    ),
    Case("Do we have any inactive users in Seoul?", count_or_list(INACTIVE, SEOUL)),
    Case(
        "how many users are 50 years of age or above and were active this week",
        count(ge(AGE, 50), this_week(SEEN)),
    ),
    Case(
        "How many wallets in Berlin contain between 100 and 1000 dollars?",
        count(BERLIN, between(BALANCE, 100, 1000)),
    ),
    Case(
        "How many users are there who are over 60 years old and who never completed KYC?",
        count(gt(AGE, 60), UNVERIFIED),
    ),
    Case(
        "exclude Japan and tell me how many verified users there are",
        count(VERIFIED, ne("country", "Japan")),
    ),
    Case(
        "How many active, verified, female users aged 25-35 with more than $100 are in the "
        "United States?",
        count(ACTIVE, VERIFIED, WOMAN, between(AGE, 25, 35), gt(BALANCE, 100), USA),
    ),
)
