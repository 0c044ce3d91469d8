"""Questions answered by people: lists, the first so many, the one that stands out."""

from __future__ import annotations

from collections.abc import Sequence

from tests.queryassist.english.expect import (
    Case,
    Listing,
    OneOf,
    Sort,
    any_of,
    between,
    during,
    ends,
    eq,
    figure,
    ge,
    gt,
    highest,
    listing,
    lt,
    missing,
    ne,
    some,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    UPDATED,
    YESTERDAY,
    last_month,
    this_week,
)
from tests.queryassist.english.people import Person
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BERLIN,
    BRAZIL,
    CALIFORNIA,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    KYOTO,
    MALAGA,
    MAN,
    NIGERIA,
    OSAKA,
    SCORE,
    SEOUL,
    TEXAS,
    TOKYO,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
    ZURICH,
)


def _top(field: str, limit: int) -> Sort:
    return Sort(field=field, limit=limit)


def _bottom(field: str, limit: int) -> Sort:
    return Sort(field=field, descending=False, limit=limit)


def _richest_of_each_country(everyone: Sequence[Person]) -> OneOf:
    best: dict[str | None, Person] = {}
    for person in everyone:
        held = best.get(person.country)
        if held is None or person.wallet_balance_usd > held.wallet_balance_usd:
            best[person.country] = person
    everywhere = tuple(best.values())
    known = tuple(person for person in everywhere if person.country is not None)
    return OneOf((Listing(known), Listing(everywhere)))


TOP = (
    Case("Show me top 10 most active users this week",
         listing(this_week(SEEN), sort=_top(SCORE, 10))),
    Case("top 5 richest users", listing(sort=_top(BALANCE, 5))),
    Case("Who are the ten richest women in Japan?", listing(WOMAN, JAPAN, sort=_top(BALANCE, 10))),
    Case("Who is the richest user?", listing(sort=_top(BALANCE, 1))),
    Case("who has the most money in Berlin", listing(BERLIN, sort=_top(BALANCE, 1))),
    Case("Who is the oldest user?", listing(sort=_top(AGE, 1))),
    Case("the youngest user, who is it?", listing(sort=_bottom(AGE, 1))),
    Case("Show the 5 newest users", listing(sort=_top(JOINED, 5))),
    Case("list the 3 oldest accounts", listing(sort=_bottom(JOINED, 3))),
    Case("Which 10 users signed up most recently?", listing(sort=_top(JOINED, 10))),
    Case("latest 7 signups from the US", listing(USA, sort=_top(JOINED, 7))),
    Case("Show me the 5 least active users in Tokyo", listing(TOKYO, sort=_bottom(SCORE, 5))),
    Case("three most active men", listing(MAN, sort=_top(SCORE, 3))),
    Case("Who is the most active user in the UK?", listing(UK, sort=_top(SCORE, 1))),
    Case("bottom 5 users by activity score", listing(sort=_bottom(SCORE, 5))),
    Case("Top 20 verified users by wallet balance", listing(VERIFIED, sort=_top(BALANCE, 20))),
    Case("give me the five users with the highest balance who are not verified",
         listing(UNVERIFIED, sort=_top(BALANCE, 5))),
    Case("Which users have the 3 lowest balances above zero?",
         listing(gt(BALANCE, 0), sort=_bottom(BALANCE, 3))),
    Case("poorest 4 users with more than $100",
         listing(gt(BALANCE, 100), sort=_bottom(BALANCE, 4))),
    Case("richest 3 people not living in Germany",
         listing(ne("country", "Germany"), sort=_top(BALANCE, 3))),
    Case("the 8 most recently active users", listing(sort=_top(SEEN, 8))),
    Case("Which 5 users were updated last?", listing(sort=_top(UPDATED, 5))),
    Case("top ten most active verified women over 30",
         listing(VERIFIED, WOMAN, gt(AGE, 30), sort=_top(SCORE, 10))),
    Case("who are our top 3 users in india by funds?", listing(INDIA, sort=_top(BALANCE, 3))),
    Case("Show the richest user in each country", _richest_of_each_country),
    Case("Show me the second richest user",
         lambda people: Listing((sorted(people, key=lambda p: p.wallet_balance_usd)[-2],))),
)  # fmt: skip

LISTS = (
    Case("Show me all women in Kyoto", listing(WOMAN, KYOTO)),
    Case("List users in Malaga", listing(MALAGA)),
    Case("which users in Zürich are inactive?", listing(ZURICH, INACTIVE)),
    Case("Who joined since yesterday?", listing(during(JOINED, YESTERDAY))),
    Case("list everyone over 80", listing(gt(AGE, 80))),
    Case("find users with more than $15,000", listing(gt(BALANCE, 15000))),
    Case("Which verified men in Osaka have over $2,000?",
         listing(VERIFIED, MAN, OSAKA, gt(BALANCE, 2000))),
    Case("display female users from Seoul", listing(SEOUL, WOMAN)),
    Case("users named Priya in India", listing(eq("first_name", "Priya"), INDIA)),
    Case("Who has exactly $500?", listing(eq(BALANCE, 500))),
    Case("Show users with no gender in Japan", listing(missing("gender"), JAPAN)),
    Case("Show me the users who signed up this week", listing(this_week(JOINED))),
    Case("which nigerian users are verified and active", listing(NIGERIA, VERIFIED, ACTIVE)),
    Case("Get me every user in Texas under 20", listing(TEXAS, lt(AGE, 20))),
    Case("List the users of California who have advanced KYC and more than 1k",
         listing(CALIFORNIA, ADVANCED, gt(BALANCE, 1000))),
    Case("pull up all German men aged 45 and above", listing(GERMANY, MAN, ge(AGE, 45))),
    Case("Who in France has less than $100?", listing(FRANCE, lt(BALANCE, 100))),
    Case("people from tokyo or kyoto older than 60", listing(some(TOKYO, KYOTO), gt(AGE, 60))),
    Case("show me the user with email user100@mail.example.jp",
         listing(eq("email", "user100@mail.example.jp"))),
    Case("Find the user with id 1100", listing(eq("id", 1100))),
    Case("users whose email ends with .de in Tokyo", listing(ends("email", ".de"), TOKYO)),
    Case("active Brazilian women between 20 and 30, please list them",
         listing(ACTIVE, BRAZIL, WOMAN, between(AGE, 20, 30))),
    Case("Which Indian users under 25 do not live in Maharashtra?",
         listing(INDIA, lt(AGE, 25), ne("region", "Maharashtra"))),
)  # fmt: skip

COLUMNS = (
    Case("names and emails of verified women in Kyoto",
         listing(VERIFIED, WOMAN, KYOTO, columns=("first_name", "last_name", "email"))),
    Case("Show email, age and balance of users in Málaga",
         listing(MALAGA, columns=("email", "age", "wallet_balance_usd"))),
    Case("What are the email addresses of users over 85?",
         listing(gt(AGE, 85), columns=("email",))),
    Case("give me the wallet addresses of inactive men in Berlin",
         listing(INACTIVE, MAN, BERLIN, columns=("wallet_address",))),
    Case("email and city of the 5 richest users",
         listing(columns=("email", "city"), sort=_top(BALANCE, 5))),
    Case("List the first name and country of users who joined this week",
         listing(this_week(JOINED), columns=("first_name", "country"))),
    Case("What is the email of the oldest user?", listing(columns=("email",), sort=_top(AGE, 1))),
    Case("show the gender, age and region of user 1042",
         listing(eq("id", 1042), columns=("gender", "age", "region"))),
    Case("When was user100@mail.example.jp last active?",
         any_of(listing(eq("email", "user100@mail.example.jp"), columns=("last_active",)),
                figure(highest(SEEN), eq("email", "user100@mail.example.jp")))),
)  # fmt: skip

SORTED = (
    Case("List users in Kyoto sorted by balance",
         any_of(listing(KYOTO, sort=Sort(field=BALANCE)),
                listing(KYOTO, sort=Sort(field=BALANCE, descending=False)))),
    Case("List women in Osaka by age, oldest first",
         listing(OSAKA, WOMAN, sort=Sort(field=AGE))),
    Case("show users in Seoul ordered by signup date, newest first",
         listing(SEOUL, sort=Sort(field=JOINED))),
    Case("verified users in Zurich sorted by balance descending",
         listing(ZURICH, VERIFIED, sort=Sort(field=BALANCE))),
    Case("users in Berlin from lowest to highest activity score",
         listing(BERLIN, sort=Sort(field=SCORE, descending=False))),
    Case("Users who joined last month in Japan, richest first",
         listing(last_month(JOINED), JAPAN, sort=Sort(field=BALANCE))),
)  # fmt: skip

CASES = TOP + LISTS + COLUMNS + SORTED
