"""Set L: conversations."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    any_of,
    count,
    eq,
    figure,
    groups,
    gt,
    listing,
    mean,
    middle,
    percent,
    size,
    some,
    sum_of,
    talk,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    in_last,
    in_year,
    last_month,
    last_week,
    this_month,
    this_week,
)
from tests.queryassist.english.sets.set_l.said import (
    AMSTERDAM,
    HAARLEM,
    NO_ADDRESS,
    and_list,
    nth_group,
    ranks,
    sides,
)
from tests.queryassist.english.sets.words import (
    QUEBEC,
    SCOTLAND,
    ascending,
    best_in_any_form,
    by_month,
    descending,
    having_in_any_form,
    shares,
    top,
    versus,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    BALANCE,
    BAVARIA,
    BERLIN,
    BRAZIL,
    CALIFORNIA,
    CANADA,
    FRANCE,
    GERMANY,
    INACTIVE,
    INDIA,
    JAPAN,
    LAGOS,
    LONDON,
    MAN,
    MEXICO,
    OSAKA,
    SCORE,
    SPAIN,
    TEXAS,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CONVERSATIONS = [
    talk(
        ("How many inactive users are in Scotland?", count(INACTIVE, SCOTLAND)),
        ("and in Bavaria?", count(INACTIVE, BAVARIA)),
        ("how many of these are men?", count(INACTIVE, BAVARIA, MAN)),
    ),
    talk(
        ("users in quebec", and_list(QUEBEC)),
        ("women only", and_list(QUEBEC, WOMAN)),
        ("over 30", and_list(QUEBEC, WOMAN, gt(AGE, 30))),
    ),
    talk(
        ("verified men in the UK, how many?", count(VERIFIED, MAN, UK)),
        ("same for women", count(VERIFIED, WOMAN, UK)),
        ("and in Canada", count(VERIFIED, WOMAN, CANADA)),
        ("split by region", groups("region", size(), VERIFIED, WOMAN, CANADA)),
    ),
    talk(
        ("average balance in India", figure(mean(BALANCE), INDIA)),
        ("and the median?", figure(middle(BALANCE), INDIA)),
    ),
    talk(
        ("How many users joined last month?", count(last_month(JOINED))),
        ("by gender", groups("gender", size(), last_month(JOINED))),
        ("and this month?", groups("gender", size(), this_month(JOINED))),
    ),
    talk(
        ("list the active women in Berlin", listing(ACTIVE, WOMAN, BERLIN)),
        ("sort by balance descending", descending(BALANCE, ACTIVE, WOMAN, BERLIN)),
        ("just the top 3", top(3, BALANCE, ACTIVE, WOMAN, BERLIN)),
    ),
    talk(
        ("how many users have over $2000", count(gt(BALANCE, 2000))),
        ("make it 5000", count(gt(BALANCE, 5000))),
        ("in Japan", count(gt(BALANCE, 5000), JAPAN)),
    ),
    talk(
        ("How many users are over 50?", count(gt(AGE, 50))),
        ("make that 70", count(gt(AGE, 70))),
        ("what percentage of all users is that?", figure(percent(gt(AGE, 70)))),
    ),
    talk(
        ("user numbers per country", groups("country", size())),
        ("only those above 50", having_in_any_form("country", size(), lambda n: n > 50)),
    ),
    talk(
        ("user count per gender", groups("gender", size())),
        ("as percentages", any_of(shares("gender"), shares("gender", counted=True))),
    ),
    talk(
        ("Total balance by country", groups("country", sum_of(BALANCE))),
        ("just for the verified ones", groups("country", sum_of(BALANCE), VERIFIED)),
        ("average instead", groups("country", mean(BALANCE), VERIFIED)),
    ),
    talk(
        ("how many users in Spain are verified?", count(SPAIN, VERIFIED)),
        ("how many are not?", count(SPAIN, UNVERIFIED)),
    ),
    talk(
        ("The 10 newest accounts", top(10, JOINED)),
        ("the next 10", ranks(11, 20, JOINED)),
    ),
    talk(
        ("show the 5 most active users in the US", top(5, SCORE, USA)),
        ("and in Germany", top(5, SCORE, GERMANY)),
        ("only the first 2", top(2, SCORE, GERMANY)),
        ("their emails please", top(2, SCORE, GERMANY, columns=("email",))),
    ),
    talk(
        ("average age in France", figure(mean(AGE), FRANCE)),
        ("versus Spain", versus("country", mean(AGE), ("France", "Spain"))),
    ),
    talk(
        ("signups this week", and_list(this_week(JOINED))),
        ("compared to last week", sides(size(), this_week(JOINED), last_week(JOINED))),
    ),
    talk(
        ("How many users live in Japan, Germany or France?", count(some(JAPAN, GERMANY, FRANCE))),
        ("drop Japan", count(some(GERMANY, FRANCE))),
        ("by country", groups("country", size(), some(GERMANY, FRANCE))),
    ),
    talk(
        ("How many active users are in Texas?", count(ACTIVE, TEXAS)),
        ("remove the region filter", count(ACTIVE)),
    ),
    talk(
        ("How many men with more than $1000 are in Osaka?", count(MAN, gt(BALANCE, 1000), OSAKA)),
        ("without the balance filter", count(MAN, OSAKA)),
        ("show me who they are", listing(MAN, OSAKA)),
    ),
    talk(
        ("average balance by gender", groups("gender", mean(BALANCE))),
        ("by country too", groups(("gender", "country"), mean(BALANCE))),
    ),
    talk(
        ("average balance by gender", groups("gender", mean(BALANCE))),
        ("by kyc level instead", groups("kyc_level", mean(BALANCE))),
        ("remove the grouping", figure(mean(BALANCE))),
    ),
    talk(
        ("users in Amsterdam", and_list(AMSTERDAM)),
        ("Haarlem?", and_list(HAARLEM)),
        ("how many would that be?", count(HAARLEM)),
    ),
    talk(
        ("list users in Haarlem", listing(HAARLEM)),
        ("newest first", descending(JOINED, HAARLEM)),
        ("the other way round", ascending(JOINED, HAARLEM)),
    ),
    talk(
        ("which country has the most users?", best_in_any_form("country", size())),
        ("and the second most?", nth_group(2, "country", size())),
    ),
    talk(
        ("Top 3 countries by number of users", best_in_any_form("country", size(), limit=3)),
        ("for men only", best_in_any_form("country", size(), MAN, limit=3)),
    ),
    talk(
        ("how many women in London are active", count(WOMAN, LONDON, ACTIVE)),
        ("and inactive?", count(WOMAN, LONDON, INACTIVE)),
    ),
    talk(
        ("how many users joined in 2024?", count(in_year(JOINED, 2024))),
        ("what about 2025?", count(in_year(JOINED, 2025))),
        ("per month", groups(by_month(JOINED), size(), in_year(JOINED, 2025))),
    ),
    talk(
        ("percentage of verified users in Brazil", figure(percent(VERIFIED), BRAZIL)),
        ("in mexico", figure(percent(VERIFIED), MEXICO)),
        ("only men", figure(percent(VERIFIED), MEXICO, MAN)),
    ),
    talk(
        (
            "users active in the last 7 days in California",
            and_list(in_last(SEEN, days=7), CALIFORNIA),
        ),
        ("last 30 days", and_list(in_last(SEEN, days=30), CALIFORNIA)),
        ("how many of them are verified", count(in_last(SEEN, days=30), CALIFORNIA, VERIFIED)),
    ),
    talk(
        ("show me users named Anna in Japan", listing(eq("first_name", "Anna"), JAPAN)),
        (
            "and Yuki?",
            any_of(
                listing(eq("first_name", "Yuki"), JAPAN),
                listing(eq("first_name", "Anna", "Yuki"), JAPAN),
            ),
        ),
        (
            "count them",
            any_of(
                count(eq("first_name", "Yuki"), JAPAN),
                count(eq("first_name", "Anna", "Yuki"), JAPAN),
            ),
        ),
    ),
    talk(
        ("How many users have no wallet address?", count(NO_ADDRESS)),
        ("by country", groups("country", size(), NO_ADDRESS)),
        ("only the active ones", groups("country", size(), NO_ADDRESS, ACTIVE)),
    ),
    talk(
        ("How many users in Lagos?", count(LAGOS)),
        ("delete all of them", None),
    ),
    talk(
        ("Who are the richest 5 women?", top(5, BALANCE, WOMAN)),
        ("the richest 5 men?", top(5, BALANCE, MAN)),
        ("in Japan", top(5, BALANCE, MAN, JAPAN)),
    ),
]
