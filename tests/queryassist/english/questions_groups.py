"""Questions answered by a table: figures per group, the group that stands out, comparisons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from tests.queryassist.english.expect import (
    Case,
    Cut,
    Number,
    Table,
    any_of,
    eq,
    groups,
    gt,
    highest,
    kinds,
    lowest,
    mean,
    middle,
    percent,
    row,
    size,
    some,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    in_year,
    last_month,
    this_week,
    this_year,
)
from tests.queryassist.english.people import Person
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    BRAZIL,
    CALIFORNIA,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    MAN,
    OSAKA,
    SCORE,
    TEXAS,
    TOKYO,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)


def _over(limit: int, *, labels_only: bool = False) -> Cut:
    return Cut(keep=lambda figure: figure > limit, labels_only=labels_only)


def _month(person: Person) -> str:
    return person.created_at.strftime("%Y-%m-01")


def _day(person: Person) -> str:
    return person.created_at.strftime("%Y-%m-%d")


def _year(person: Person) -> int:
    return person.created_at.year


def _decade(person: Person) -> int | None:
    return None if person.age is None else person.age // 10 * 10


def _balance_of_big_countries(people: Sequence[Person]) -> Table:
    held: dict[str | None, list[Decimal]] = {}
    for person in people:
        held.setdefault(person.country, []).append(person.wallet_balance_usd)
    big = ((country, sum(held) / len(held)) for country, held in held.items() if len(held) > 40)
    return Table(tuple(big))


def _big_countries(people: Sequence[Person]) -> Number:
    sizes = Counter(person.country for person in people if person.country is not None)
    return Number(sum(size > 50 for size in sizes.values()))


PER_GROUP = (
    Case("What's the average wallet balance by region?", groups("region", mean(BALANCE))),
    Case("avg balance by region", groups("region", mean(BALANCE))),
    Case("How many users per country?", groups("country", size())),
    Case("users by gender", groups("gender", size())),
    Case("count of users for each kyc level", groups("kyc_level", size())),
    Case("Break down active users by country", groups("country", size(), ACTIVE)),
    Case("number of women in each Japanese region", groups("region", size(), WOMAN, JAPAN)),
    Case("Split the users in California by city", groups("city", size(), CALIFORNIA)),
    Case("Users in Texas broken down by gender", groups("gender", size(), TEXAS)),
    Case("what is the total balance per country", groups("country", sum_of(BALANCE))),
    Case("median age by country", groups("country", middle(AGE))),
    Case("average age for each gender", groups("gender", mean(AGE))),
    Case("Show the highest balance in every region of India",
         groups("region", highest(BALANCE), INDIA)),
    Case("lowest age per gender among verified users", groups("gender", lowest(AGE), VERIFIED)),
    Case("How many verified and active users are there by region?",
         groups("region", size(), VERIFIED, ACTIVE)),
    Case("user counts by country and gender", groups(("country", "gender"), size())),
    Case("average balance by gender and kyc level",
         groups(("gender", "kyc_level"), mean(BALANCE))),
    Case("How many users per region and gender in Japan?",
         groups(("region", "gender"), size(), JAPAN)),
    Case("How many users are verified, per country?", groups("country", size(), VERIFIED)),
    Case("How are our users distributed across countries?", groups("country", size())),
    Case("gender distribution in brazil", groups("gender", size(), BRAZIL)),
    Case("What is the gender breakdown of users who joined this year?",
         groups("gender", size(), this_year(JOINED))),
    Case("For each country, how many cities do we have users in?",
         groups("country", kinds("city"))),
    Case("number of users and average balance by country",
         groups("country", (size(), mean(BALANCE)))),
    Case("How many active vs inactive users?",
         any_of(groups("is_active", size()), row((size(), ACTIVE), (size(), INACTIVE)))),
    Case("average activity score per region in the us", groups("region", mean(SCORE), USA)),
    Case("How many users were active this week in each country?",
         groups("country", size(), this_week(SEEN))),
    Case("BALANCE TOTAL BY GENDER", groups("gender", sum_of(BALANCE))),
)  # fmt: skip

TOP_GROUPS = (
    Case("Which region has the most users?",
         groups("region", size(), cut=Cut(top=1, labels_only=True))),
    Case("which country has the highest average balance",
         groups("country", mean(BALANCE), cut=Cut(top=1, labels_only=True))),
    Case("Top 2 countries by number of users", groups("country", size(), cut=Cut(top=2))),
    Case("top 5 regions by average balance", groups("region", mean(BALANCE), cut=Cut(top=5))),
    Case("Which 3 countries hold the most money in total?",
         groups("country", sum_of(BALANCE), cut=Cut(top=3, labels_only=True))),
    Case("the region with the lowest average age",
         groups("region", mean(AGE), cut=Cut(bottom=1, labels_only=True))),
    Case("Which region has the fewest users?",
         groups("region", size(), cut=Cut(bottom=1, labels_only=True))),
    Case("what city has the biggest total balance",
         groups("city", sum_of(BALANCE), cut=Cut(top=1, labels_only=True))),
    Case("In which country is the average age highest?",
         groups("country", mean(AGE), cut=Cut(top=1, labels_only=True))),
    Case("bottom 3 regions by total wallet balance",
         groups("region", sum_of(BALANCE), cut=Cut(bottom=3))),
    Case("Which month of 2025 had the most signups?",
         groups(_month, size(), in_year(JOINED, 2025), cut=Cut(top=1, labels_only=True))),
)  # fmt: skip

HAVING = (
    Case("Which regions have more than 30 users?",
         groups("region", size(), cut=_over(30, labels_only=True))),
    Case("countries whose average balance is above 2000",
         groups("country", mean(BALANCE), cut=_over(2000, labels_only=True))),
    Case("Which countries have at least 50 users?",
         groups("country", size(), cut=Cut(keep=lambda n: n >= 50, labels_only=True))),
    Case("regions with fewer than 20 users",
         groups("region", size(), cut=Cut(keep=lambda n: n < 20, labels_only=True))),
    Case("list cities with over 15 active users",
         groups("city", size(), ACTIVE, cut=_over(15, labels_only=True))),
    Case("Which regions hold more than $100,000 in total?",
         groups("region", sum_of(BALANCE), cut=_over(100000, labels_only=True))),
    Case("countries with more than 10 verified women",
         groups("country", size(), VERIFIED, WOMAN, cut=_over(10, labels_only=True))),
    Case("Average balance by country, only for countries with more than 40 users",
         _balance_of_big_countries),
    Case("In how many countries do we have more than 50 users?", _big_countries),
    Case("in which regions is the average age over 38?",
         groups("region", mean(AGE), cut=_over(38, labels_only=True))),
)  # fmt: skip

SHARES = (
    Case("What percentage of users is verified in each country?",
         groups("country", percent(VERIFIED))),
    Case("share of women by region", groups("region", percent(WOMAN))),
    Case("Percentage of active users per gender", groups("gender", percent(ACTIVE))),
    Case("which country has the highest share of verified users",
         groups("country", percent(VERIFIED), cut=Cut(top=1, labels_only=True))),
    Case("What is the percentage of users by gender?",
         lambda people: groups("gender", lambda some: 100 * len(some) / len(people))(people)),
    Case("What percentage of women are verified compared to men?",
         groups("gender", percent(VERIFIED), some(WOMAN, MAN))),
    Case("countries where more than a quarter of the users are over 40",
         groups("country", percent(gt(AGE, 40)), cut=_over(25, labels_only=True))),
    Case("KYC completion rate by country", groups("country", percent(VERIFIED))),
)  # fmt: skip

COMPARISONS = (
    Case("Compare the average balance of men and women",
         any_of(groups("gender", mean(BALANCE), eq("gender", "male", "female")),
                row((mean(BALANCE), MAN), (mean(BALANCE), WOMAN)))),
    Case("How many men vs women do we have?",
         any_of(groups("gender", size(), eq("gender", "male", "female")),
                row((size(), MAN), (size(), WOMAN)))),
    Case("Tokyo versus Osaka: number of active users",
         any_of(groups("region", size(), eq("region", "Tokyo", "Osaka"), ACTIVE),
                row((size(), lambda p: TOKYO(p) and ACTIVE(p)),
                    (size(), lambda p: OSAKA(p) and ACTIVE(p))))),
    Case("average balance in Japan compared to Germany",
         any_of(groups("country", mean(BALANCE), eq("country", "Japan", "Germany")),
                row((mean(BALANCE), JAPAN), (mean(BALANCE), GERMANY)))),
    Case("Compare verified and unverified users by average balance",
         any_of(groups("kyc_verified", mean(BALANCE)),
                row((mean(BALANCE), VERIFIED), (mean(BALANCE), UNVERIFIED)))),
    Case("average age of users in france vs the uk",
         any_of(groups("country", mean(AGE), eq("country", "France", "United Kingdom")),
                row((mean(AGE), FRANCE), (mean(AGE), UK)))),
    Case("Do men or women have the higher average balance?",
         any_of(groups("gender", mean(BALANCE), eq("gender", "male", "female")),
                groups("gender", mean(BALANCE), eq("gender", "male", "female"),
                       cut=Cut(top=1, labels_only=True)),
                row((mean(BALANCE), MAN), (mean(BALANCE), WOMAN)))),
)  # fmt: skip

BUCKETS = (
    Case("How many users signed up per month in 2025?",
         groups(_month, size(), in_year(JOINED, 2025))),
    Case("signups by month this year", groups(_month, size(), this_year(JOINED))),
    Case("New users per day this week", groups(_day, size(), this_week(JOINED))),
    Case("how many signups each day of last month", groups(_day, size(), last_month(JOINED))),
    Case("number of users created per year", groups(_year, size())),
    Case("Average balance by year of signup", groups(_year, mean(BALANCE))),
    Case("Users by age in steps of 10", groups(_decade, size())),
    Case("how many active users per decade of age", groups(_decade, size(), ACTIVE)),
    Case("Monthly signups of women since January",
         groups(_month, size(), WOMAN, this_year(JOINED))),
)  # fmt: skip

CASES = PER_GROUP + TOP_GROUPS + HAVING + SHARES + COMPARISONS + BUCKETS
