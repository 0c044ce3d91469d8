"""Set K: conversations that take away, sort, list and go on."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Cut,
    Sort,
    any_of,
    count,
    figure,
    groups,
    gt,
    highest,
    listing,
    mean,
    middle,
    percent,
    size,
    sum_of,
    talk,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    in_year,
    last_month,
    this_month,
)
from tests.queryassist.english.sets.set_k.said import (
    MEN_SIDE,
    WOMEN_SIDE,
    having,
    richest,
    versus,
    yesterday,
)
from tests.queryassist.english.sets.words import (
    NAMES,
    SCOTLAND,
    best,
    by_month,
    by_step,
    per_quarter,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BAVARIA,
    BERLIN,
    FRANCE,
    INACTIVE,
    JAPAN,
    KYOTO,
    LAGOS,
    LONDON,
    MAN,
    MEXICO,
    NETHERLANDS,
    ONTARIO,
    PARIS,
    SCORE,
    SEOUL,
    TEXAS,
    TOKYO,
    TORONTO,
    UK,
    USA,
    VERIFIED,
    WOMAN,
    ZURICH,
)

CONVERSATIONS = [
    talk(
        (
            "How many active women in Tokyo have over $500?",
            count(ACTIVE, WOMAN, TOKYO, gt(BALANCE, 500)),
        ),
        ("remove the wallet filter", count(ACTIVE, WOMAN, TOKYO)),
    ),
    talk(
        ("How many verified men over 40 are in the US?", count(VERIFIED, MAN, gt(AGE, 40), USA)),
        ("drop the age filter", count(VERIFIED, MAN, USA)),
        ("and remove the gender filter", count(VERIFIED, USA)),
    ),
    talk(
        ("Average balance of active users in Japan", figure(mean(BALANCE), ACTIVE, JAPAN)),
        ("without the country filter", figure(mean(BALANCE), ACTIVE)),
    ),
    talk(
        ("How many women joined in 2025?", count(WOMAN, in_year(JOINED, 2025))),
        ("regardless of gender", count(in_year(JOINED, 2025))),
    ),
    talk(
        ("How many users in Ontario were active this month?", count(ONTARIO, this_month(SEEN))),
        ("remove the date filter", count(ONTARIO)),
    ),
    talk(
        ("Users per country who are verified", groups("country", size(), VERIFIED)),
        ("remove the verified filter", groups("country", size())),
    ),
    talk(
        ("List verified users in Kyoto", listing(VERIFIED, KYOTO)),
        (
            "sort them by balance",
            any_of(
                listing(VERIFIED, KYOTO, sort=Sort(field=BALANCE)),
                listing(VERIFIED, KYOTO, sort=Sort(field=BALANCE, descending=False)),
            ),
        ),
    ),
    talk(
        ("Show women in Scotland", listing(WOMAN, SCOTLAND)),
        ("sort by age, oldest first", listing(WOMAN, SCOTLAND, sort=Sort(field=AGE))),
    ),
    talk(
        ("List the users from Lagos", listing(LAGOS)),
        ("richest first", listing(LAGOS, sort=Sort(field=BALANCE))),
        ("just the top 3", richest(3, LAGOS)),
    ),
    talk(("Top 10 users by balance", richest(10)), ("only the top 3", richest(3))),
    talk(
        ("Show me the 5 most active users in Japan", richest(5, JAPAN, field=SCORE)),
        ("make it 10", richest(10, JAPAN, field=SCORE)),
        ("only women", richest(10, JAPAN, WOMAN, field=SCORE)),
    ),
    talk(
        ("Total balance by country", groups("country", sum_of(BALANCE))),
        ("just the top 5", groups("country", sum_of(BALANCE), cut=Cut(top=5))),
    ),
    talk(
        ("Number of users per region", groups("region", size())),
        ("which one has the most?", best("region", size())),
    ),
    talk(
        ("List inactive users in Bavaria", listing(INACTIVE, BAVARIA)),
        (
            "order them by signup date, newest first",
            listing(INACTIVE, BAVARIA, sort=Sort(field=JOINED)),
        ),
    ),
    talk(
        ("Who are the 3 richest men in France?", richest(3, FRANCE, MAN)),
        ("and the women?", richest(3, FRANCE, WOMAN)),
    ),
    talk(
        ("How many users are in Texas?", count(TEXAS)),
        ("what is their average balance?", figure(mean(BALANCE), TEXAS)),
    ),
    talk(
        ("Average balance of women", figure(mean(BALANCE), WOMAN)),
        ("and the median?", figure(middle(BALANCE), WOMAN)),
        ("for men?", figure(middle(BALANCE), MAN)),
    ),
    talk(
        ("How many verified users are over 50?", count(VERIFIED, gt(AGE, 50))),
        ("What's their total balance?", figure(sum_of(BALANCE), VERIFIED, gt(AGE, 50))),
    ),
    talk(
        ("Average balance by country", groups("country", mean(BALANCE))),
        ("show the total instead", groups("country", sum_of(BALANCE))),
    ),
    talk(
        ("How many users are active in Seoul?", count(ACTIVE, SEOUL)),
        ("How old are they on average?", figure(mean(AGE), ACTIVE, SEOUL)),
    ),
    talk(
        ("How many Dutch users are there?", count(NETHERLANDS)),
        ("what percentage of them are verified?", figure(percent(VERIFIED), NETHERLANDS)),
    ),
    talk(
        ("How many users joined last month?", count(last_month(JOINED))),
        ("what's the highest balance among them?", figure(highest(BALANCE), last_month(JOINED))),
    ),
    talk(
        ("Average age of verified users", figure(mean(AGE), VERIFIED)),
        ("by country", groups("country", mean(AGE), VERIFIED)),
        ("which country is highest?", best("country", mean(AGE), VERIFIED)),
    ),
    talk(
        ("How many users have more than $15,000?", count(gt(BALANCE, 15000))),
        ("who are they?", listing(gt(BALANCE, 15000))),
    ),
    talk(
        ("How many men over 60 are in Japan?", count(MAN, gt(AGE, 60), JAPAN)),
        ("list them", listing(MAN, gt(AGE, 60), JAPAN)),
        (
            "show their emails and balances",
            listing(MAN, gt(AGE, 60), JAPAN, columns=("email", BALANCE)),
        ),
    ),
    talk(
        ("How many users signed up yesterday?", count(yesterday(JOINED))),
        (
            "show me their names and countries",
            listing(yesterday(JOINED), columns=(*NAMES, "country")),
        ),
    ),
    talk(
        ("Show users in Zurich", listing(ZURICH)),
        ("add their age", listing(ZURICH, columns=(AGE,))),
    ),
    talk(
        ("List women in Berlin with their email", listing(WOMAN, BERLIN, columns=("email",))),
        ("how many is that?", count(WOMAN, BERLIN)),
    ),
    talk(
        ("Who are the users over 75?", listing(gt(AGE, 75))),
        ("how many are there?", count(gt(AGE, 75))),
    ),
    talk(
        ("Users per country", groups("country", size())),
        (
            "only countries with more than 50 users",
            having("country", (size(),), size(), lambda n: n > 50),
        ),
    ),
    talk(
        ("Average balance by region", groups("region", mean(BALANCE))),
        (
            "only regions with at least 30 users",
            having("region", (mean(BALANCE),), size(), lambda n: n >= 30),
        ),
    ),
    talk(
        ("How many active users are there?", count(ACTIVE)),
        ("by age in steps of 10 years", groups(by_step(AGE, 10), size(), ACTIVE)),
        ("just women", groups(by_step(AGE, 10), size(), ACTIVE, WOMAN)),
    ),
    talk(
        ("Signups per month in 2025", groups(by_month(JOINED), size(), in_year(JOINED, 2025))),
        ("per quarter instead", per_quarter(JOINED, size(), in_year(JOINED, 2025))),
    ),
    talk(
        ("Compare the number of men and women", versus(size(), MEN_SIDE, WOMEN_SIDE)),
        ("only in Japan", versus(size(), MEN_SIDE, WOMEN_SIDE, tests=(JAPAN,))),
    ),
    talk(("How many users are in Mexico?", count(MEXICO)), ("delete them", None)),
    talk(
        ("List the women in Toronto", listing(WOMAN, TORONTO)),
        ("show me their phone numbers", None),
    ),
    talk(
        ("Average balance by gender", groups("gender", mean(BALANCE))), ("and by occupation?", None)
    ),
    talk(
        ("How many users have advanced KYC?", count(ADVANCED)),
        ("in the UK?", count(ADVANCED, UK)),
        ("and with over a grand?", count(ADVANCED, UK, gt(BALANCE, 1000))),
    ),
    talk(
        ("How many users in Paris are women?", count(PARIS, WOMAN)),
        ("and in London?", count(LONDON, WOMAN)),
        ("only the inactive ones", count(LONDON, WOMAN, INACTIVE)),
    ),
]
