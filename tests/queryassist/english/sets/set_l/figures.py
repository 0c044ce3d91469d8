"""Set L: figures, shares and comparisons."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    every,
    figure,
    figures,
    groups,
    gt,
    highest,
    lowest,
    lt,
    mean,
    middle,
    ne,
    percent,
    size,
    some,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    in_last,
    in_year,
    last_month,
    last_week,
    this_week,
    this_year,
)
from tests.queryassist.english.sets.further_words import (
    difference,
)
from tests.queryassist.english.sets.set_l.said import (
    NO_ADDRESS,
    SYDNEY,
    less,
    sides,
    top_or_figure,
)
from tests.queryassist.english.sets.words import (
    MAHARASHTRA,
    bottom,
    gap,
    share_of,
    versus,
    winner,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    ADVANCED,
    AGE,
    BALANCE,
    BRAZIL,
    CALIFORNIA,
    CANADA,
    INACTIVE,
    INDIA,
    JAPAN,
    LAGOS,
    LONDON,
    MAN,
    NIGERIA,
    ONTARIO,
    OSAKA,
    SCORE,
    SPAIN,
    TOKYO,
    UK,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = [
    Case("what's the age of our oldest user", top_or_figure(AGE)),
    Case("average age of Nigerian women", figure(mean(AGE), NIGERIA, WOMAN)),
    Case("total funds held by inactive users", figure(sum_of(BALANCE), INACTIVE)),
    Case("how much money do Japanese users have in total?", figure(sum_of(BALANCE), JAPAN)),
    Case(
        "combined balance of users in Tokyo and Osaka",
        any_of(
            figure(sum_of(BALANCE), some(TOKYO, OSAKA)),
            versus("region", sum_of(BALANCE), ("Tokyo", "Osaka")),
        ),
    ),
    Case("mean balance excluding the US", figure(mean(BALANCE), ne("country", "United States"))),
    Case("avg balance for advanced kyc", figure(mean(BALANCE), ADVANCED)),
    Case(
        "sum of balances for accounts registered in 2024",
        figure(sum_of(BALANCE), in_year(JOINED, 2024)),
    ),
    Case("avg bal in maharashtra", figure(mean(BALANCE), MAHARASHTRA)),
    Case("highest balance in Lagos?", top_or_figure(BALANCE, LAGOS)),
    Case(
        "min, max and avg balance for women in california",
        figures(lowest(BALANCE), highest(BALANCE), mean(BALANCE), where=(WOMAN, CALIFORNIA)),
    ),
    Case("average activity score of women over 50", figure(mean(SCORE), WOMAN, gt(AGE, 50))),
    Case("median wallet in the UK", figure(middle(BALANCE), UK)),
    Case(
        "what is the typical balance of verified men? I mean the median",
        figure(middle(BALANCE), VERIFIED, MAN),
        may_refuse=True,
    ),
    Case("how old are our users on average", figure(mean(AGE))),
    Case("avg age, sydney", figure(mean(AGE), SYDNEY)),
    Case(
        "how many users and what total balance do we have in Ontario",
        figures(size(), sum_of(BALANCE), where=(ONTARIO,)),
    ),
    Case(
        "lowest activity score among active users",
        any_of(figure(lowest(SCORE), ACTIVE), bottom(1, SCORE, ACTIVE)),
    ),
    Case(
        "Average balance of users who joined last month and are verified",
        figure(mean(BALANCE), last_month(JOINED), VERIFIED),
    ),
    Case("total balance of everybody", figure(sum_of(BALANCE))),
    Case("how much do users under 25 hold on average", figure(mean(BALANCE), lt(AGE, 25))),
    # Shares.
    Case("what pct of tokyo users are kyc verified", figure(percent(VERIFIED), TOKYO)),
    Case("what fraction of users have no wallet address", figure(percent(NO_ADDRESS))),
    Case("share of users over 65", figure(percent(gt(AGE, 65)))),
    Case("what share of the total balance is held by women", figure(share_of(BALANCE, WOMAN))),
    Case(
        "of the people who joined this year, what percentage is verified",
        figure(percent(VERIFIED), this_year(JOINED)),
    ),
    Case(
        "percentage of women among inactive users in japan", figure(percent(WOMAN), INACTIVE, JAPAN)
    ),
    Case("What proportion of users over 50 is female?", figure(percent(WOMAN), gt(AGE, 50))),
    Case("what % of all the money is in the US", figure(share_of(BALANCE, USA))),
    Case("% inactive in brazil", figure(percent(INACTIVE), BRAZIL)),
    Case(
        "how many percent of Indian women have more than $1000",
        figure(percent(gt(BALANCE, 1000)), INDIA, WOMAN),
    ),
    Case("What percentage of our users is Japanese?", figure(percent(JAPAN))),
    Case(
        "what percent of spanish users were active in the last 30 days",
        figure(percent(in_last(SEEN, days=30)), SPAIN),
    ),
    # Side by side.
    Case("how many more users are there in Tokyo than in Osaka", gap(TOKYO, OSAKA)),
    Case("difference in median age between women and men", less(middle(AGE), WOMAN, MAN)),
    Case(
        "difference between the average balance of verified and unverified users",
        difference(mean(BALANCE), VERIFIED, UNVERIFIED),
    ),
    Case("signups this week vs last week", sides(size(), this_week(JOINED), last_week(JOINED))),
    Case(
        "compare the average balance of Japan and the USA",
        versus("country", mean(BALANCE), ("Japan", "United States")),
    ),
    Case("active men vs active women", versus("gender", size(), ("male", "female"), ACTIVE)),
    Case(
        "verified japanese vs verified germans",
        versus("country", size(), ("Japan", "Germany"), VERIFIED),
    ),
    Case(
        "average balance in tokyo, osaka and kyoto separately",
        versus("region", mean(BALANCE), ("Tokyo", "Osaka", "Kyoto")),
    ),
    Case(
        "is the median balance higher in the UK or in Canada?",
        winner("country", middle(BALANCE), ("United Kingdom", "Canada")),
    ),
    Case(
        "who has more money in total, men or women?",
        winner("gender", sum_of(BALANCE), ("male", "female")),
    ),
    Case(
        "under 30s versus over 60s: average balance", sides(mean(BALANCE), lt(AGE, 30), gt(AGE, 60))
    ),
    Case(
        "signups in 2024 compared to 2025",
        sides(size(), in_year(JOINED, 2024), in_year(JOINED, 2025)),
    ),
    Case(
        "how many users in London, UK vs London, Canada",
        any_of(
            sides(size(), every(LONDON, UK), every(LONDON, CANADA)),
            groups("country", size(), LONDON),
        ),
    ),
    Case(
        "percentage verified, men vs women", versus("gender", percent(VERIFIED), ("male", "female"))
    ),
]
