"""Set I: rankings and lists, and places that nobody lives in."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    Cut,
    Sort,
    any_of,
    between,
    count,
    during,
    eq,
    figure,
    groups,
    gt,
    listing,
    lt,
    mean,
    middle,
    missing,
    ne,
    percent,
    size,
    starts,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    TODAY,
    YESTERDAY,
    in_year,
    this_month,
)
from tests.queryassist.english.sets.further_words import (
    BARCELONA,
    MUMBAI,
    in_order,
)
from tests.queryassist.english.sets.set_i.said import (
    EDINBURGH,
    GLASGOW,
    HOUSTON,
    NOBODY,
    SAN_DIEGO,
    SEVILLE,
)
from tests.queryassist.english.sets.words import (
    QUEBEC,
    best,
    bottom,
    by_month,
    top,
    worst,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    AUSTRALIA,
    BALANCE,
    BERLIN,
    CANADA,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    KOREA,
    KYOTO,
    MAN,
    MUNICH,
    NETHERLANDS,
    NIGERIA,
    SCORE,
    TOKYO,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("Which country has the most users?", best("country", size())),
    Case("top 5 countries by number of users", groups("country", size(), cut=Cut(top=5))),
    Case(
        "What are the 3 regions with the highest total balance?",
        groups("region", sum_of(BALANCE), cut=Cut(top=3, labels_only=True)),
    ),
    Case("which country has the highest average wallet balance", best("country", mean(BALANCE))),
    Case("Which country has the lowest average age?", worst("country", mean(AGE))),
    Case("In which region are the most verified users?", best("region", size(), VERIFIED)),
    Case(
        "five countries with the lowest median balance",
        groups("country", middle(BALANCE), cut=Cut(bottom=5, labels_only=True)),
    ),
    Case(
        "which country has the smallest number of users under 40",
        worst("country", size(), lt(AGE, 40)),
    ),
    Case("Top 3 US regions by number of users", groups("region", size(), USA, cut=Cut(top=3))),
    Case(
        "top 3 cities in Japan by total balance",
        groups("city", sum_of(BALANCE), JAPAN, cut=Cut(top=3)),
    ),
    Case(
        "In which month of 2025 did most users sign up?",
        best(by_month(JOINED), size(), in_year(JOINED, 2025)),
    ),
    Case(
        "Which country has the highest share of verified users?", best("country", percent(VERIFIED))
    ),
    Case("rank countries by average balance", in_order("country", mean(BALANCE))),
    Case("Show me the top 10 most active users", top(10, SCORE)),
    Case("Show me top 5 most active users this month", top(5, SCORE, this_month(SEEN))),
    Case("who has the most money?", top(1, BALANCE)),
    Case("Who is our oldest user?", top(1, AGE)),
    Case("richest user in india", top(1, BALANCE, INDIA)),
    Case("top ten women by wallet balance", top(10, BALANCE, WOMAN)),
    Case(
        "Give me the 3 verified men with the highest score in Germany",
        top(3, SCORE, VERIFIED, MAN, GERMANY),
    ),
    Case("The five newest users", top(5, JOINED)),
    Case("10 most recently active users in the Netherlands", top(10, SEEN, NETHERLANDS)),
    Case("least active user in Canada", bottom(1, SCORE, CANADA)),
    Case("which user was the last to sign up?", top(1, JOINED)),
    Case("Which 7 users have the lowest activity score?", bottom(7, SCORE)),
    Case("biggest 4 balances among inactive users", top(4, BALANCE, INACTIVE)),
    Case("show the first 3 people who ever joined", bottom(3, JOINED)),
    Case("List all users in Kyoto", listing(KYOTO)),
    Case("show me the inactive users in Guadalajara", listing(INACTIVE, eq("city", "Guadalajara"))),
    Case("Which users have more than $15,000?", listing(gt(BALANCE, 15000))),
    Case("Who joined yesterday?", listing(during(JOINED, YESTERDAY, TODAY))),
    Case(
        "List the emails of verified users in Seville",
        listing(VERIFIED, SEVILLE, columns=("email",)),
    ),
    Case(
        "give me the first name, last name and email of everyone in Glasgow",
        listing(GLASGOW, columns=("first_name", "last_name", "email")),
    ),
    Case(
        "Emails and balances of women in Houston please",
        listing(WOMAN, HOUSTON, columns=("email", "wallet_balance_usd")),
    ),
    Case(
        "show wallet addresses of users in Edinburgh with over $1000",
        listing(EDINBURGH, gt(BALANCE, 1000), columns=("wallet_address",)),
    ),
    Case(
        "pull up everyone over 70 with their city and age",
        listing(gt(AGE, 70), columns=("city", "age")),
    ),
    Case(
        "list users in Quebec sorted by balance descending",
        listing(QUEBEC, sort=Sort(field=BALANCE)),
    ),
    Case(
        "List the Koreans by age, youngest first",
        listing(KOREA, sort=Sort(field=AGE, descending=False)),
    ),
    Case("show all users with no country", listing(missing("country"))),
    Case(
        "users in Berlin ordered by sign-up date, newest first",
        listing(BERLIN, sort=Sort(field=JOINED)),
    ),
    Case("I need a list of Nigerian users who are not active", listing(NIGERIA, INACTIVE)),
    Case(
        "email, age and country of users with advanced KYC who joined this month",
        listing(ADVANCED, this_month(JOINED), columns=("email", "age", "country")),
    ),
    Case("find users named Yuki in Tokyo", listing(eq("first_name", "Yuki"), TOKYO)),
    Case(
        "Find everyone whose last name is O'Brien and who is in Australia",
        listing(eq("last_name", "O'Brien"), AUSTRALIA),
    ),
    Case("who in San Diego hasn't done KYC yet?", listing(SAN_DIEGO, UNVERIFIED)),
    Case("Which men in Barcelona have less than $100?", listing(MAN, BARCELONA, lt(BALANCE, 100))),
    Case("get me verified users in Mumbai older than 45", listing(VERIFIED, MUMBAI, gt(AGE, 45))),
    Case(
        "Show the names and last activity of users in Haarlem",
        listing(eq("city", "Haarlem"), columns=("first_name", "last_name", "last_active")),
    ),
    Case(
        "Show me users except those in the US, Japan and India with over $9,000",
        listing(ne("country", "United States", "Japan", "India"), gt(BALANCE, 9000)),
    ),
    Case(
        "List active users in Munich who joined in 2025 and have between $500 and $2,000",
        listing(ACTIVE, MUNICH, in_year(JOINED, 2025), between(BALANCE, 500, 2000)),
    ),
    Case(
        "which users have both advanced kyc and a score over 95?", listing(ADVANCED, gt(SCORE, 95))
    ),
    Case(
        "what is the balance of user007@example.com",
        any_of(
            listing(starts("email", "user007@example.com"), columns=("wallet_balance_usd",)),
            figure(sum_of(BALANCE), eq("email", "user007@example.com")),
        ),
    ),
    Case("How many users are in Italy?", count(NOBODY), may_refuse=True),
    Case("list the users in Beijing", listing(NOBODY), may_refuse=True),
    Case("How many users are from Argentina or Chile?", count(NOBODY), may_refuse=True),
)
