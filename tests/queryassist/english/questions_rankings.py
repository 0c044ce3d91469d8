"""Further tables: rankings, conditions on groups, several figures, the kinds of a value."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from tests.queryassist.english.expect import (
    Case,
    Cut,
    Listing,
    OneOf,
    Table,
    any_of,
    during,
    eq,
    every,
    figures,
    groups,
    gt,
    highest,
    kinds,
    lowest,
    mean,
    middle,
    partition,
    percent,
    present,
    row,
    size,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    LAST_MONTH,
    SEEN,
    in_last,
    in_year,
    last_month,
    this_month,
    this_year,
)
from tests.queryassist.english.people import Person
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
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
    SPAIN,
    TEXAS,
    TOKYO,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)


def _names(
    *, over: int | None = None, under: int | None = None, at_least: int | None = None
) -> Cut:
    """Keep the names of the groups whose first figure lies beyond a limit."""

    def keep(figure: object) -> bool:
        value = float(str(figure))
        return (
            (over is None or value > over)
            and (under is None or value < under)
            and (at_least is None or value >= at_least)
        )

    return Cut(keep=keep, labels_only=True)


def _month(person: Person) -> str:
    return person.created_at.strftime("%Y-%m-01")


def _best(*, top: int = 1) -> Cut:
    return Cut(top=top, labels_only=True)


def _worst(*, bottom: int = 1) -> Cut:
    return Cut(bottom=bottom, labels_only=True)


def _richest_three_of_each_japanese_region(people: Sequence[Person]) -> OneOf:
    held: dict[str | None, list[Person]] = defaultdict(list)
    for person in sorted(people, key=lambda person: person.wallet_balance_usd, reverse=True):
        if person.country == "Japan":
            held[person.region].append(person)
    everywhere = [person for part in held.values() for person in part[:3]]
    known = [person for person in everywhere if person.region is not None]
    return OneOf((Listing(tuple(known)), Listing(tuple(everywhere))))


def _young_cities_of_size(people: Sequence[Person]) -> Table:
    cities = Counter(person.city for person in people)
    young = groups("city", mean(AGE), cut=_names(under=35))(people)
    assert isinstance(young, Table)
    return Table(
        tuple(row for row in young.rows if cities[row[0]] >= 10),  # type: ignore[index]
        unknown_may_lack=True,
    )


NAMES_OF_GROUPS = (
    Case("Which countries do our users come from?",
         groups("country", size(), cut=_names(over=0))),
    Case("List all regions in Japan",
         groups("region", size(), JAPAN, cut=_names(over=0))),
    Case("which cities in california have users",
         groups("city", size(), CALIFORNIA, cut=_names(over=0))),
    Case("What is the most common country among our users?",
         groups("country", size(), cut=_best())),
    Case("most common gender", groups("gender", size(), cut=_best())),
    Case("In which city do most Japanese users live?", groups("city", size(), JAPAN, cut=_best())),
    Case("What country has the most verified women?",
         groups("country", size(), VERIFIED, WOMAN, cut=_best())),
    Case("Which region has the richest users on average?",
         groups("region", mean(BALANCE), cut=_best())),
    Case("which gender has the highest average activity score",
         groups("gender", mean(SCORE), present("gender"), cut=_best())),
    Case("Which US region has the most inactive users?",
         groups("region", size(), USA, INACTIVE, cut=_best())),
    Case("What is the region with the highest total balance in India?",
         groups("region", sum_of(BALANCE), INDIA, cut=_best())),
    Case("which country has the lowest median balance",
         groups("country", middle(BALANCE), cut=_worst())),
    Case("In which month did most users sign up last year?",
         groups(_month, size(), in_year(JOINED, 2025), cut=_best())),
    Case("Which country has the lowest percentage of active users?",
         groups("country", percent(ACTIVE), cut=_worst())),
    Case("top 3 cities by average balance", groups("city", mean(BALANCE), cut=Cut(top=3))),
    Case("the 4 countries with the highest average age",
         groups("country", mean(AGE), cut=_best(top=4))),
    Case("Show the two countries with the lowest average activity score",
         groups("country", mean(SCORE), cut=_worst(bottom=2))),
    Case("top 2 regions by verified users in the US",
         groups("region", size(), USA, VERIFIED, cut=Cut(top=2))),
)  # fmt: skip

CONDITIONS = (
    Case("Which countries had more than 5 signups last month?",
         groups("country", size(), last_month(JOINED), cut=_names(over=5))),
    Case("Regions where more than 60% of users are verified",
         groups("region", percent(VERIFIED), cut=_names(over=60))),
    Case("cities with an average age under 35 and at least 10 users", _young_cities_of_size),
    Case("Which regions have an average balance below $1,000?",
         groups("region", mean(BALANCE), cut=_names(under=1000))),
    Case("countries with at least 30 active users",
         groups("country", size(), ACTIVE, cut=_names(at_least=30))),
    Case("which cities have fewer than 10 users",
         groups("city", size(), cut=_names(under=10))),
    Case("Show countries whose users hold more than $100,000 in total",
         groups("country", sum_of(BALANCE), cut=_names(over=100000))),
    Case("Countries with a median age above 36",
         groups("country", middle(AGE), cut=_names(over=36))),
    Case("Regions with between 20 and 30 users",
         groups("region", size(), cut=Cut(keep=lambda n: 20 <= n <= 30, labels_only=True))),
    Case("last names shared by more than 50 users",
         groups("last_name", size(), cut=_names(over=50))),
)  # fmt: skip

SEVERAL_FIGURES = (
    Case("How many users are there and what is their average balance?",
         figures(size(), mean(BALANCE))),
    Case("total and average balance by country",
         groups("country", (sum_of(BALANCE), mean(BALANCE)))),
    Case("min and max age per gender", groups("gender", (lowest(AGE), highest(AGE)))),
    Case("count, average age and median balance per kyc level",
         groups("kyc_level", (size(), mean(AGE), middle(BALANCE)))),
    Case("Number of users and number of cities in Germany",
         figures(size(), kinds("city"), where=(GERMANY,))),
    Case("For each gender, how many users are verified and how many are not?",
         any_of(groups(("gender", "kyc_verified"), size()),
                groups("gender", (lambda people: sum(map(VERIFIED, people)),
                                  lambda people: sum(map(UNVERIFIED, people)))))),
    Case("average balance and activity score of verified users in Japan",
         figures(mean(BALANCE), mean(SCORE), where=(VERIFIED, JAPAN))),
)  # fmt: skip

TABLES = (
    Case("Rank the countries by number of users", groups("country", size())),
    Case("regions ranked by average balance", groups("region", mean(BALANCE))),
    Case("Sort countries by total balance, highest first", groups("country", sum_of(BALANCE))),
    Case("How many users of each gender live in Tokyo?", groups("gender", size(), TOKYO)),
    Case("how does the average balance differ by gender", groups("gender", mean(BALANCE))),
    Case("average balance per city in texas", groups("city", mean(BALANCE), TEXAS)),
    Case("kyc level breakdown for women", groups("kyc_level", size(), WOMAN)),
    Case("Give me a breakdown of inactive users by country and kyc level",
         groups(("country", "kyc_level"), size(), INACTIVE)),
    Case("Verified users grouped by gender", groups("gender", size(), VERIFIED)),
    Case("number of users by is_active", groups("is_active", size())),
    Case("How many users are at each KYC level in Brazil?", groups("kyc_level", size(), BRAZIL)),
    Case("distribution of users over regions in france", groups("region", size(), FRANCE)),
    Case("Average age by country for verified users over 30",
         groups("country", mean(AGE), VERIFIED, gt(AGE, 30))),
    Case("mean balance by region, only women", groups("region", mean(BALANCE), WOMAN)),
    Case("How many users were active in the last 7 days, by gender?",
         groups("gender", size(), in_last(SEEN, days=7))),
    Case("per-country count of users older than 50", groups("country", size(), gt(AGE, 50))),
    Case("users per city in spain", groups("city", size(), SPAIN)),
    Case("median balance by gender in the uk", groups("gender", middle(BALANCE), UK)),
    Case("How many different cities do we cover per country?", groups("country", kinds("city"))),
    Case("Percentage of women in each kyc level", groups("kyc_level", percent(WOMAN))),
    Case("What % of users joined this year in each country?",
         groups("country", percent(this_year(JOINED)))),
    Case("What share of users per region hold more than $1,000?",
         groups("region", percent(gt(BALANCE, 1000)))),
    Case("users by age group", partition()),
    Case("How many active users per age bracket?", partition(ACTIVE)),
    Case("users by balance range", partition()),
    Case("Top 3 richest users in each region of Japan", _richest_three_of_each_japanese_region),
)  # fmt: skip

COMPARISONS = (
    Case("Germany vs France: average balance",
         any_of(groups("country", mean(BALANCE), eq("country", "Germany", "France")),
                row((mean(BALANCE), GERMANY), (mean(BALANCE), FRANCE)))),
    Case("How many users in Tokyo compared with Osaka?",
         any_of(groups("region", size(), eq("region", "Tokyo", "Osaka")),
                row((size(), TOKYO), (size(), OSAKA)))),
    Case("Compare the number of verified users in Japan, Germany and Brazil",
         any_of(groups("country", size(), eq("country", "Japan", "Germany", "Brazil"), VERIFIED),
                row((size(), every(JAPAN, VERIFIED)), (size(), every(GERMANY, VERIFIED)),
                    (size(), every(BRAZIL, VERIFIED))))),
    Case("Average activity of active and inactive users",
         any_of(groups("is_active", mean(SCORE)),
                row((mean(SCORE), ACTIVE), (mean(SCORE), INACTIVE)))),
    Case("basic vs advanced kyc: total balance",
         any_of(groups("kyc_level", sum_of(BALANCE), eq("kyc_level", 1, 2)),
                row((sum_of(BALANCE), eq("kyc_level", 1)), (sum_of(BALANCE), ADVANCED)))),
    Case("are there more men or women in Texas?",
         any_of(groups("gender", size(), TEXAS, eq("gender", "male", "female")),
                groups("gender", size(), TEXAS, eq("gender", "male", "female"), cut=_best()),
                row((size(), every(TEXAS, MAN)), (size(), every(TEXAS, WOMAN))))),
    Case("male and female users by country",
         any_of(groups(("country", "gender"), size(), eq("gender", "male", "female")),
                groups("country", (lambda people: sum(map(MAN, people)),
                                   lambda people: sum(map(WOMAN, people)))),
                groups("country", size(), eq("gender", "male", "female")))),
    Case("signups this month vs last month",
         any_of(row((size(), this_month(JOINED)), (size(), last_month(JOINED))),
                groups(_month, size(), during(JOINED, LAST_MONTH)))),
)  # fmt: skip

CASES = NAMES_OF_GROUPS + CONDITIONS + SEVERAL_FIGURES + TABLES + COMPARISONS
