"""One person's data, names and addresses, and lists in further wordings."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    Oracle,
    Sort,
    any_of,
    between,
    count,
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
    missing,
    ne,
    size,
    starts,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    TODAY,
    YESTERDAY,
    in_last,
    in_year,
    last_week,
    this_month,
    this_week,
)
from tests.queryassist.english.people import NOW, build_people
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BRAZIL,
    CANADA,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    KYOTO,
    MAN,
    NIGERIA,
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

_ADDRESS = build_people(NOW)[0].wallet_address


def _one(field: str, number: int) -> Oracle:
    """One fact about one person, shown alone or beside the person."""
    return any_of(
        listing(eq("id", number), columns=(field,)),
        figure(highest(field), eq("id", number)),
    )


def _first(field: str, *, descending: bool = True, limit: int = 1) -> Sort:
    return Sort(field=field, descending=descending, limit=limit)


ONE_PERSON = (
    Case("What is the balance of user 1042?", _one(BALANCE, 1042)),
    Case("How old is user 1050?", _one(AGE, 1050)),
    Case("What's the activity score of user043@example.org?", _one(SCORE, 1044)),
    Case("Which country is user200@example.org from?",
         listing(eq("id", 1201), columns=("country",))),
    Case("when did user043@example.org join", _one(JOINED, 1044)),
    Case(f"Who owns the wallet {_ADDRESS}?", listing(eq("id", 1001))),
    Case(f"find user with wallet address {_ADDRESS}", listing(eq("id", 1001))),
    Case("show me user 1077", listing(eq("id", 1077))),
    Case("look up user123@post.example.de", listing(eq("id", 1124))),
    Case("email of user id 1300", listing(eq("id", 1300), columns=("email",))),
)  # fmt: skip

NAMES = (
    Case("Show all users called Kenji in Tokyo", listing(eq("first_name", "Kenji"), TOKYO)),
    Case("How many people are called Alex?", count(eq("first_name", "Alex"))),
    Case("How many users have the surname Müller?", count(eq("last_name", "Müller"))),
    Case("list women named Emma who are verified",
         listing(eq("first_name", "Emma"), WOMAN, VERIFIED)),
    Case("how many users whose first name is Robin are inactive",
         count(eq("first_name", "Robin"), INACTIVE)),
    Case("How many last names start with the letter S?",
         any_of(count(starts("last_name", "s")),
                figure(lambda people: len({p.last_name for p in people}),
                       starts("last_name", "s")))),
    Case("how many users have a .org email address", count(ends("email", ".org"))),
    Case("Number of users with emails ending in example.com", count(ends("email", "example.com"))),
    Case("Find Maria Kim",
         listing(eq("first_name", "Maria"), eq("last_name", "Kim"))),
)  # fmt: skip

LISTS = (
    Case("Give me the list of inactive users in Osaka", listing(INACTIVE, OSAKA)),
    Case("I want to see all unverified men in Kyoto", listing(UNVERIFIED, MAN, KYOTO)),
    Case("can you pull the verified users from Nigeria for me?", listing(VERIFIED, NIGERIA)),
    Case("Which users in Texas have less than $200?", listing(TEXAS, lt(BALANCE, 200))),
    Case("which of our French users were active today or yesterday?",
         listing(FRANCE, during(SEEN, YESTERDAY))),
    Case("Show me users that joined last week", listing(last_week(JOINED))),
    Case("who signed up today?", listing(during(JOINED, TODAY))),
    Case("Show everyone in Tokyo aged 55 or above", listing(TOKYO, ge(AGE, 55))),
    Case("any users without country? list them", listing(missing("country"))),
    Case("users with advanced kyc in Canada who joined in 2025",
         listing(ADVANCED, CANADA, in_year(JOINED, 2025))),
    Case("List users in the UK with a balance between $1,000 and $2,000",
         listing(UK, between(BALANCE, 1000, 2000))),
    Case("Show Indian users who have never been active", listing(INDIA, missing("last_active"))),
)  # fmt: skip

TOP = (
    Case("Who is the wealthiest user in Brazil?", listing(BRAZIL, sort=_first(BALANCE))),
    Case("Who is the least active verified user?",
         listing(VERIFIED, sort=_first(SCORE, descending=False))),
    Case("the newest user in Germany", listing(GERMANY, sort=_first(JOINED))),
    Case("Which user was seen most recently?", listing(sort=_first(SEEN))),
    Case("Who has the highest activity score in India?", listing(INDIA, sort=_first(SCORE))),
    Case("Which woman holds the most money?", listing(WOMAN, sort=_first(BALANCE))),
    Case("Show me the top 3 men by activity this month",
         listing(MAN, this_month(SEEN), sort=_first(SCORE, limit=3))),
    Case("six richest inactive users", listing(INACTIVE, sort=_first(BALANCE, limit=6))),
    Case("most active user", listing(sort=_first(SCORE))),
    Case("5 most active users in California in the last 30 days",
         listing(eq("region", "California"), in_last(SEEN, days=30),
                 sort=_first(SCORE, limit=5))),
    Case("top 4 japanese women by wallet", listing(JAPAN, WOMAN, sort=_first(BALANCE, limit=4))),
    Case("Which three users joined first?",
         listing(sort=_first(JOINED, descending=False, limit=3))),
    Case("Last 5 people to sign up in Japan", listing(JAPAN, sort=_first(JOINED, limit=5))),
    Case("Show me the ten users with the lowest activity score that are active",
         listing(ACTIVE, sort=_first(SCORE, descending=False, limit=10))),
    Case("names of the top 5 users by funds",
         listing(columns=("first_name", "last_name"), sort=_first(BALANCE, limit=5))),
    Case("Give me the emails of the 10 most active women in the US",
         listing(WOMAN, USA, columns=("email",), sort=_first(SCORE, limit=10))),
    Case("what's the wallet balance of our most active user",
         listing(columns=(BALANCE,), sort=_first(SCORE))),
    Case("Which users were active this week, richest first? Only the top 5.",
         listing(this_week(SEEN), sort=_first(BALANCE, limit=5))),
    Case("top 3 users not in Japan by activity score",
         listing(ne("country", "Japan"), sort=_first(SCORE, limit=3))),
)  # fmt: skip

FIGURES = (
    Case("How much money does the richest German have?", figure(highest(BALANCE), GERMANY)),
    Case("how much money do women hold altogether?", figure(sum_of(BALANCE), WOMAN)),
    Case("average age in canada", figure(mean(AGE), CANADA)),
    Case("What do verified users hold on average?", figure(mean(BALANCE), VERIFIED)),
    Case("lowest balance of users over 60 with any money",
         figure(lowest(BALANCE), gt(AGE, 60), gt(BALANCE, 0))),
    Case("the mean balance of users that have more than $100 in spain",
         figure(mean(BALANCE), gt(BALANCE, 100), SPAIN)),
    Case("how active are users in Kyoto on average", figure(mean(SCORE), KYOTO)),
    Case("Total balance of users in Tokyo and Osaka",
         any_of(figure(sum_of(BALANCE), eq("region", "Tokyo", "Osaka")),
                groups("region", sum_of(BALANCE), eq("region", "Tokyo", "Osaka")))),
    Case("Number of users and their average age in Japan",
         figures(size(), mean(AGE), where=(JAPAN,))),
    Case("What is the date of the last signup in Japan?", figure(highest(JOINED), JAPAN)),
)  # fmt: skip

CASES = ONE_PERSON + NAMES + LISTS + TOP + FIGURES
