"""Set G: four questions, each in ten wordings."""

from __future__ import annotations

from tests.queryassist.english.expect import Case, count, every, groups, gt, lt, mean
from tests.queryassist.english.moments import SEEN, this_week
from tests.queryassist.english.sets.words import top
from tests.queryassist.english.wording import ACTIVE, BALANCE, JAPAN, SCORE, TOKYO, VERIFIED, WOMAN

ACTIVE_WOMEN_IN_TOKYO = count(
    WOMAN, ACTIVE, TOKYO, JAPAN, every(gt(BALANCE, 500), lt(BALANCE, 1950))
)
MOST_ACTIVE_THIS_WEEK = top(10, SCORE, this_week(SEEN))
MEAN_BALANCE_BY_REGION = groups("region", mean(BALANCE))
HOW_MANY_VERIFIED = count(VERIFIED)

CASES = (
    Case(
        "How many women are currently active in Tokyo, Japan with more than $500 but less "
        "than $1,950 in their wallet?",
        ACTIVE_WOMEN_IN_TOKYO,
    ),
    Case(
        "Count the active female users in the Tokyo region of Japan whose wallet holds over "
        "500 and under 1950 dollars.",
        ACTIVE_WOMEN_IN_TOKYO,
    ),
    Case(
        "What is the number of active women in Tokyo, Japan with a wallet balance above "
        "$500 and below $1950?",
        ACTIVE_WOMEN_IN_TOKYO,
    ),
    Case(
        "In the Tokyo region of Japan, how many female users are active and have more than "
        "$500 and less than $1950?",
        ACTIVE_WOMEN_IN_TOKYO,
    ),
    Case(
        "How many active females from Tokyo, Japan have a balance below $1,950 and above $500?",
        ACTIVE_WOMEN_IN_TOKYO,
    ),
    Case(
        "number of females active in tokyo japan, wallet over 500 usd and under 1950 usd",
        ACTIVE_WOMEN_IN_TOKYO,
    ),
    Case(
        "Tell me how many Japanese women in the Tokyo region are active and have a balance "
        "greater than $500 but smaller than $1.95k.",
        ACTIVE_WOMEN_IN_TOKYO,
    ),
    Case(
        "With above $500 but less than $1950 in the wallet, how many female users are "
        "currently active in Tokyo, Japan?",
        ACTIVE_WOMEN_IN_TOKYO,
    ),
    Case(
        "How many users who are female and active live in Tokyo, Japan and hold more than "
        "500 but fewer than 1950 dollars?",
        ACTIVE_WOMEN_IN_TOKYO,
    ),
    Case(
        "Give me a count of currently active female users in Tokyo (Japan) with funds above "
        "$500 and under $1,950.",
        ACTIVE_WOMEN_IN_TOKYO,
    ),
    Case("Who are the 10 most active users this week?", MOST_ACTIVE_THIS_WEEK),
    Case("List the top ten most active users of this week", MOST_ACTIVE_THIS_WEEK),
    Case("Show the ten most active users this week.", MOST_ACTIVE_THIS_WEEK),
    Case("Which 10 users were the most active this week?", MOST_ACTIVE_THIS_WEEK),
    Case("Give me this week's 10 most active users", MOST_ACTIVE_THIS_WEEK),
    Case("top 10 most active users this week", MOST_ACTIVE_THIS_WEEK),
    Case("I'd like to see the 10 most active people this week, please.", MOST_ACTIVE_THIS_WEEK),
    Case(
        "Display the top 10 users by activity score who were active this week",
        MOST_ACTIVE_THIS_WEEK,
    ),
    Case("This week's top 10 most active users?", MOST_ACTIVE_THIS_WEEK),
    Case(
        "Can you show me the 10 users with the highest activity score among those active "
        "this week?",
        MOST_ACTIVE_THIS_WEEK,
    ),
    Case("Show me the average wallet balance for each region", MEAN_BALANCE_BY_REGION),
    Case("Average wallet balance per region", MEAN_BALANCE_BY_REGION),
    Case("What is the mean wallet balance by region?", MEAN_BALANCE_BY_REGION),
    Case("For each region, what's the average balance?", MEAN_BALANCE_BY_REGION),
    Case("How much money do users have on average in each region?", MEAN_BALANCE_BY_REGION),
    Case("Average funds by region, please", MEAN_BALANCE_BY_REGION),
    Case("Give me the average amount in the wallet broken down by region.", MEAN_BALANCE_BY_REGION),
    Case("By region, what is the average wallet balance?", MEAN_BALANCE_BY_REGION),
    Case("avg wallet balance grouped by region", MEAN_BALANCE_BY_REGION),
    Case("Split the average wallet balance by region", MEAN_BALANCE_BY_REGION),
    Case("How many users have completed KYC?", HOW_MANY_VERIFIED),
    Case("What is the number of users who completed KYC?", HOW_MANY_VERIFIED),
    Case("How many people are KYC verified?", HOW_MANY_VERIFIED),
    Case("Count users with completed KYC", HOW_MANY_VERIFIED),
    Case("How many verified users do we have?", HOW_MANY_VERIFIED),
    Case("how many of our users have finished KYC", HOW_MANY_VERIFIED),
    Case("Number of KYC-verified users", HOW_MANY_VERIFIED),
    Case("How many users are verified?", HOW_MANY_VERIFIED),
    Case("How many users have their KYC completed?", HOW_MANY_VERIFIED),
    Case("Tell me how many users passed KYC.", HOW_MANY_VERIFIED),
)
