"""Set J: questions of those who lead and of analysts, and in plain words."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    Cut,
    any_of,
    between,
    count,
    during,
    eq,
    figure,
    figures,
    groups,
    gt,
    highest,
    kinds,
    listing,
    lowest,
    lt,
    mean,
    middle,
    missing,
    percent,
    present,
    size,
    sum_of,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
    TODAY,
    UPDATED,
    YESTERDAY,
    in_last,
    in_year,
    last_week,
    this_year,
)
from tests.queryassist.english.sets.further_words import (
    BARCELONA,
    apart,
    first_of_each,
    known_or_not,
    of_large_groups,
    parts_of,
    per_year,
)
from tests.queryassist.english.sets.set_j.said import (
    HAARLEM,
)
from tests.queryassist.english.sets.words import (
    NAMES,
    SCOTLAND,
    above,
    best,
    bottom,
    by_month,
    by_quarter,
    having,
    per_step,
    top,
    versus,
    worst,
)
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    AUSTRALIA,
    BALANCE,
    CANADA,
    FRANCE,
    GERMANY,
    INACTIVE,
    JAPAN,
    LONDON,
    MAN,
    MEXICO,
    NETHERLANDS,
    PARIS,
    SCORE,
    SPAIN,
    UNVERIFIED,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case(
        "Which region is the richest?",
        any_of(best("region", sum_of(BALANCE)), best("region", mean(BALANCE))),
    ),
    Case("Which country has the most users?", best("country", size())),
    Case("How many users do we have?", count()),
    Case("Which region has the youngest users on average?", worst("region", mean(AGE))),
    Case("Who is our wealthiest verified user?", top(1, BALANCE, VERIFIED)),
    Case(
        "Do men or women hold more money in total?",
        any_of(
            versus("gender", sum_of(BALANCE), ("male", "female")),
            best("gender", sum_of(BALANCE), eq("gender", "male", "female")),
        ),
    ),
    Case("Which country has the highest verification rate?", best("country", percent(VERIFIED))),
    Case("How many countries are our users from?", figure(kinds("country"))),
    Case("Who is our oldest user?", top(1, AGE)),
    Case("Which region has the highest average balance?", best("region", mean(BALANCE))),
    Case(
        "Which three countries have the most inactive users?",
        best("country", size(), INACTIVE, limit=3),
    ),
    Case("What proportion of our users are verified?", figure(percent(VERIFIED))),
    Case("What was our best month for signups?", best(by_month(JOINED), size())),
    Case("What is the average activity score in the US?", figure(mean(SCORE), USA)),
    Case("Top country by total balance", best("country", sum_of(BALANCE))),
    Case("Which country has the highest median balance?", best("country", middle(BALANCE))),
    Case("Who is our newest user?", top(1, JOINED)),
    Case("How many people were active yesterday?", count(during(SEEN, YESTERDAY, TODAY))),
    Case("Which country has the lowest average activity score?", worst("country", mean(SCORE))),
    Case("Which region has the most verified women?", best("region", size(), VERIFIED, WOMAN)),
    Case("Who is our least active user?", bottom(1, SCORE)),
    Case(
        "Is the average balance higher for women or for men?",
        any_of(
            versus("gender", mean(BALANCE), ("female", "male")),
            best("gender", mean(BALANCE), eq("gender", "female", "male")),
        ),
    ),
    Case("How many users joined in each year?", per_year(size())),
    Case("How old is our average active user?", figure(mean(AGE), ACTIVE)),
    Case("Count of users grouped by country and gender", groups(("country", "gender"), size())),
    Case(
        "Average balance by country and KYC level", groups(("country", "kyc_level"), mean(BALANCE))
    ),
    Case("Regions having more than 35 users", having("region", size(), lambda v: v > 35)),
    Case("Countries with an average age above 37", having("country", mean(AGE), lambda v: v > 37)),
    Case(
        "For each country, the user with the highest balance",
        any_of(
            first_of_each(1, BALANCE, "country"),
            groups("country", highest(BALANCE)),
            groups("country", highest(BALANCE), present("country")),
        ),
    ),
    Case("Top 2 regions of Japan by number of users", best("region", size(), JAPAN, limit=2)),
    Case("Distribution of ages in 10-year buckets", per_step(AGE, 10, size())),
    Case(
        "Median activity score by region for active users", groups("region", middle(SCORE), ACTIVE)
    ),
    Case("Number of distinct cities per country", groups("country", kinds("city"))),
    Case("Histogram of activity score with bucket size 20", per_step(SCORE, 20, size())),
    Case(
        "Average, median, min and max age",
        figures(mean(AGE), middle(AGE), lowest(AGE), highest(AGE)),
    ),
    Case(
        "Users per signup month and verification status in 2026",
        groups((by_month(JOINED), "kyc_verified"), size(), this_year(JOINED)),
    ),
    Case(
        "Regions where the median balance exceeds $1,000",
        having("region", middle(BALANCE), lambda v: v > 1000),
    ),
    Case("Cities with fewer than 10 users", having("city", size(), lambda v: v < 10)),
    Case("Percentage of verified users by gender", groups("gender", percent(VERIFIED))),
    Case("Share of users per KYC level", parts_of("kyc_level", size())),
    Case(
        "Average balance of users with an activity score above 75 versus below 25",
        apart(mean(BALANCE), gt(SCORE, 75), lt(SCORE, 25)),
    ),
    Case(
        "Average balance by region and gender for verified users",
        groups(("region", "gender"), mean(BALANCE), VERIFIED),
    ),
    Case(
        "Top 5 regions by average balance among regions with at least 20 users",
        of_large_groups("region", mean(BALANCE), 20, top=5),
    ),
    Case("How many users were updated after they were last active?", count(above(UPDATED, SEEN))),
    Case("How many users have an activity score lower than their age?", count(above(AGE, SCORE))),
    Case(
        "Active users by country, only countries with at least 20 of them",
        groups("country", size(), ACTIVE, cut=Cut(keep=lambda v: v >= 20)),
    ),
    Case("Average age per region, ascending", groups("region", mean(AGE))),
    Case(
        "The 4 countries with the lowest average activity score",
        worst("country", mean(SCORE), limit=4),
    ),
    Case("Users by gender and active status", groups(("gender", "is_active"), size())),
    Case(
        "Number of active users by month of last activity",
        known_or_not(SEEN, by_month(SEEN), size(), ACTIVE),
    ),
    Case(
        "Sum of balance by quarter of signup",
        groups(by_quarter(JOINED, "{year}-{month:02d}-01"), sum_of(BALANCE)),
    ),
    Case("How many distinct last names are there?", figure(kinds("last_name"))),
    Case(
        "Top three users by activity score in each KYC level", first_of_each(3, SCORE, "kyc_level")
    ),
    Case(
        "Number of users per region with a balance between 1,000 and 2,000, descending",
        groups("region", size(), between(BALANCE, 1000, 2000)),
    ),
    Case("How much users we have in Spain?", any_of(count(SPAIN))),
    Case("Please to show me the women which live in Barcelona", listing(WOMAN, BARCELONA)),
    Case("The users of Mexico, how many of them are verified?", count(MEXICO, VERIFIED)),
    Case("From which country come the most users?", best("country", size())),
    Case(
        "I want to know the average of balance for the men in France",
        figure(mean(BALANCE), MAN, FRANCE),
    ),
    Case("How many persons have age between 20 and 30 years?", count(between(AGE, 20, 30))),
    Case(
        "Give the list of 10 users with biggest balance, with name and city",
        top(10, BALANCE, columns=(*NAMES, "city")),
    ),
    Case("In Paris live how many users?", count(PARIS)),
    Case("Users who did not complete the KYC in Germany, how many?", count(UNVERIFIED, GERMANY)),
    Case("Which is the region with the most of inactive users?", best("region", size(), INACTIVE)),
    Case(
        "How many new users we had in the week past?",
        any_of(count(last_week(JOINED)), count(in_last(JOINED, days=7))),
    ),
    Case("In the last three days, how many new users?", count(in_last(JOINED, days=3))),
    Case("Total of money of the users from Netherlands", figure(sum_of(BALANCE), NETHERLANDS)),
    Case(
        "Show users of Haarlem, please, with their balances", listing(HAARLEM, columns=(BALANCE,))
    ),
    Case("How many users there are for each gender?", groups("gender", size())),
    Case(
        "From the users with more than 1000 dollars, how many are women?",
        count(gt(BALANCE, 1000), WOMAN),
    ),
    Case("The users that never were active, how many are they?", count(missing(SEEN))),
    Case("The age average of active users by country", groups("country", mean(AGE), ACTIVE)),
    Case(
        "How many users have between 30 and 40 years and are living in London?",
        count(between(AGE, 30, 40), LONDON),
    ),
    Case("What is the quantity of users by region of Spain?", groups("region", size(), SPAIN)),
    Case(
        "Users that joined in the year 2023 and are still not verified, how many?",
        count(in_year(JOINED, 2023), UNVERIFIED),
    ),
    Case("The richest man in Canada, who is?", top(1, BALANCE, MAN, CANADA)),
    Case(
        "Make me a table of number of users by country and by KYC level",
        groups(("country", "kyc_level"), size()),
    ),
    Case("How many percent of users are female?", figure(percent(WOMAN))),
    Case("There are how many inactive users in Scotland?", count(INACTIVE, SCOTLAND)),
    Case("The five users with the highest score of Australia", top(5, SCORE, AUSTRALIA)),
)
