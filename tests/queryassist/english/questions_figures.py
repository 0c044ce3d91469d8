"""Questions answered by one figure that is not a count of rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tests.queryassist.english.expect import (
    Case,
    Figure,
    Number,
    Oracle,
    Test,
    every,
    figure,
    figures,
    ge,
    gt,
    highest,
    kinds,
    lowest,
    lt,
    mean,
    middle,
    ne,
    percent,
    size,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    in_last,
    in_year,
    last_month,
    this_month,
    this_week,
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


def _share_of_money_of_women(people: Sequence[Person]) -> Decimal:
    held = sum_of(BALANCE)([person for person in people if WOMAN(person)])
    return 100 * Decimal(held or 0) / Decimal(sum_of(BALANCE)(people) or 1)


def _more(of: Figure, first: Test, second: Test, *tests: Test) -> Oracle:
    """Return the oracle of how much more the one group has than the other."""

    def answer(people: Sequence[Person]) -> Number:
        chosen = [person for person in people if every(*tests)(person)]
        more = of([person for person in chosen if first(person)])
        less = of([person for person in chosen if second(person)])
        return Number(Decimal(str(more)) - Decimal(str(less)))

    return answer


CASES = (
    Case("What is the average wallet balance?", figure(mean(BALANCE))),
    Case("avg balance of women in Japan", figure(mean(BALANCE), WOMAN, JAPAN)),
    Case("whats the avergae age of our users", figure(mean(AGE))),
    Case("How old are our users on average?", figure(mean(AGE))),
    Case("How much money do users in Tokyo have on average?", figure(mean(BALANCE), TOKYO)),
    Case("mean activity score of verified users", figure(mean(SCORE), VERIFIED)),
    Case("What's the typical (median) balance in Germany?", figure(middle(BALANCE), GERMANY)),
    Case("median age of male users", figure(middle(AGE), MAN)),
    Case("Median wallet balance of active users over 30",
         figure(middle(BALANCE), ACTIVE, gt(AGE, 30))),
    Case("What is the total balance of all users?", figure(sum_of(BALANCE))),
    Case("how much money is held in all wallets together", figure(sum_of(BALANCE))),
    Case("Sum of wallet balances in the United Kingdom", figure(sum_of(BALANCE), UK)),
    Case("How much money do inactive users hold in total?", figure(sum_of(BALANCE), INACTIVE)),
    Case("total funds of users who joined in 2025", figure(sum_of(BALANCE), in_year(JOINED, 2025))),
    Case("How much do Brazilian women have in their wallets altogether?",
         figure(sum_of(BALANCE), BRAZIL, WOMAN)),
    Case("What is the highest wallet balance?", figure(highest(BALANCE))),
    Case("max balance in osaka", figure(highest(BALANCE), OSAKA)),
    Case("What is the lowest balance among verified Japanese users?",
         figure(lowest(BALANCE), VERIFIED, JAPAN)),
    Case("How old is our oldest user?", figure(highest(AGE))),
    Case("what is the age of the youngest user in Texas", figure(lowest(AGE), TEXAS)),
    Case("smallest activity score of active users", figure(lowest(SCORE), ACTIVE)),
    Case("When did the first user sign up?", figure(lowest(JOINED))),
    Case("when was the most recent account created", figure(highest(JOINED))),
    Case("What's the biggest balance held by a woman?", figure(highest(BALANCE), WOMAN)),
    Case("How many different countries do our users come from?", figure(kinds("country"))),
    Case("number of distinct cities in Japan", figure(kinds("city"), JAPAN)),
    Case("In how many regions do we have verified users?", figure(kinds("region"), VERIFIED)),
    Case("how many unique last names are there", figure(kinds("last_name"))),
    Case("How many cities have active women?", figure(kinds("city"), ACTIVE, WOMAN)),
    Case("What percentage of users are verified?", figure(percent(VERIFIED))),
    Case("what share of users is female", figure(percent(WOMAN))),
    Case("What proportion of active users completed KYC?", figure(percent(VERIFIED), ACTIVE)),
    Case("what percent of japanese users are women", figure(percent(WOMAN), JAPAN)),
    Case("percentage of users with more than $1000", figure(percent(gt(BALANCE, 1000)))),
    Case("What % of women have advanced KYC?", figure(percent(ADVANCED), WOMAN)),
    Case("How many percent of our users were active in the last 30 days?",
         figure(percent(in_last(SEEN, days=30)))),
    Case("What fraction of users in Tokyo are inactive?", figure(percent(INACTIVE), TOKYO)),
    Case("Of the users in California, what percentage is verified and active?",
         figure(percent(VERIFIED, ACTIVE), CALIFORNIA)),
    Case("What percentage of users live in Germany?", figure(percent(GERMANY))),
    Case("share of unverified people among men over 50",
         figure(percent(UNVERIFIED), MAN, gt(AGE, 50))),
    Case("what percentage women among verified users", figure(percent(WOMAN), VERIFIED)),
    Case("percentage of users with over $500 joined this year",
         figure(percent(this_year(JOINED)), gt(BALANCE, 500))),
    Case("What percentage of women are not verified?", figure(percent(UNVERIFIED), WOMAN)),
    Case("share of users over 50 in Japan", figure(percent(gt(AGE, 50)), JAPAN)),
    Case("What percent of verified users are from the US?", figure(percent(USA), VERIFIED)),
    Case("What is the average balance of users aged 30 or more in India?",
         figure(mean(BALANCE), ge(AGE, 30), INDIA)),
    Case("average age of users active this week", figure(mean(AGE), this_week(SEEN))),
    Case("AVERAGE BALANCE OF USERS WHO SIGNED UP THIS YEAR",
         figure(mean(BALANCE), this_year(JOINED))),
    Case("What is the average balance outside Japan?",
         figure(mean(BALANCE), ne("country", "Japan"))),
    Case("give me min, max and average balance in France",
         figures(lowest(BALANCE), highest(BALANCE), mean(BALANCE), where=(FRANCE,))),
    Case("average age and average balance of spanish users",
         figures(mean(AGE), mean(BALANCE), where=(SPAIN,))),
    Case("How rich is the average user under 30?", figure(mean(BALANCE), lt(AGE, 30))),
    Case("What is the average wallet balance of women in Tokyo with advanced KYC?",
         figure(mean(BALANCE), WOMAN, TOKYO, ADVANCED)),
    Case("What's the mean age of users who hold more than $2,500?",
         figure(mean(AGE), gt(BALANCE, 2500))),
    Case("What percentage of the total balance is held by women?",
         figure(_share_of_money_of_women)),
    Case("average wallet of active male users from osaka aged 20-40",
         figure(mean(BALANCE), every(ACTIVE, MAN, OSAKA, ge(AGE, 20), lt(AGE, 41)))),
    Case("How many more women than men are there?", _more(size(), WOMAN, MAN)),
    Case("How many more users joined this month than last month?",
         _more(size(), this_month(JOINED), last_month(JOINED))),
    Case("difference in average balance between men and women",
         _more(mean(BALANCE), MAN, WOMAN)),
    Case("How many fewer active users are there in Osaka than in Tokyo?",
         _more(size(), TOKYO, OSAKA, ACTIVE)),
    Case("What is the difference between the average balance of men and women in Japan?",
         _more(mean(BALANCE), MAN, WOMAN, JAPAN)),
)  # fmt: skip
