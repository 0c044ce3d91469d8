"""Set D: how many people pass tests of where they live and what they hold."""

from __future__ import annotations

from decimal import Decimal

from tests.queryassist.english.expect import Case, between, count, count_or_list, eq, ge, gt, le, lt
from tests.queryassist.english.sets.words import EMPTY_WALLET, SCOTLAND
from tests.queryassist.english.wording import (
    ACTIVE,
    AGE,
    AUSTRALIA,
    BALANCE,
    BAVARIA,
    BRAZIL,
    CALIFORNIA,
    CANADA,
    FRANCE,
    INACTIVE,
    INDIA,
    JAPAN,
    KOREA,
    LONDON,
    MAN,
    NETHERLANDS,
    ONTARIO,
    OSAKA,
    PARIS,
    SCORE,
    SPAIN,
    UK,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case("How many users are located in Brazil?", count(BRAZIL)),
    Case("How many active women are there in the United States?", count(USA, WOMAN, ACTIVE)),
    Case("How many users from South Korea have completed KYC?", count(KOREA, VERIFIED)),
    Case("How many users do we have in Bavaria?", count(BAVARIA)),
    Case("How many male users are there in Spain?", count(SPAIN, MAN)),
    Case("How many Canadian users are inactive?", count(CANADA, INACTIVE)),
    Case("How many users live in Paris, France?", count(PARIS, FRANCE)),
    Case("How many users are there in the Osaka region of Japan?", count(OSAKA, JAPAN)),
    Case("Tell me how many verified Australians there are.", count(AUSTRALIA, VERIFIED)),
    Case("How many Dutch women use the platform?", count(NETHERLANDS, WOMAN)),
    Case("In Scotland, how many men are currently active?", count(SCOTLAND, MAN, ACTIVE)),
    Case("How many of those who live in London, Ontario are women?", count(LONDON, ONTARIO, WOMAN)),
    Case("From the U.S., how many male members are there?", count(USA, MAN)),
    Case(
        "The number of French ladies with an active account, please.", count(FRANCE, WOMAN, ACTIVE)
    ),
    Case("how many peple in calfornia", count(CALIFORNIA)),
    Case("males in the uk - count", count(UK, MAN)),
    Case("How many user is in Montreal?", count(eq("city", "Montréal"))),
    Case("spanish users total nr", count(SPAIN)),
    Case("How many users are younger than 25?", count(lt(AGE, 25))),
    Case("How many users have more than $1,000 in their wallet?", count(gt(BALANCE, 1000))),
    Case(
        "How many users aged between 18 and 30 are verified?", count(between(AGE, 18, 30), VERIFIED)
    ),
    Case("How many users have a wallet balance of at least $2,000?", count(ge(BALANCE, 2000))),
    Case("How many users are over 65?", count(gt(AGE, 65))),
    Case("How many users have an activity score between 20 and 40?", count(between(SCORE, 20, 40))),
    Case(
        "How many female users in India have above $100 but less than $1000 in the wallet?",
        count(INDIA, WOMAN, gt(BALANCE, 100), lt(BALANCE, 1000)),
    ),
    Case("How many users have up to $30 in their wallets?", count(le(BALANCE, 30))),
    Case(
        "How many users over 40 in the US have more than $2k?",
        count(USA, gt(AGE, 40), gt(BALANCE, 2000)),
    ),
    Case("How many active users have a balance of zero?", count(ACTIVE, EMPTY_WALLET)),
    Case("How many users are 30 or older?", count(ge(AGE, 30))),
    Case(
        "How many users have exactly $500.00 in their wallet?",
        count(eq(BALANCE, Decimal("500.00"))),
    ),
    Case("How many men above 50 hold above 50 dollars?", count(MAN, gt(AGE, 50), gt(BALANCE, 50))),
    Case(
        "How many users whose score exceeds 75 are under thirty years of age?",
        count(gt(SCORE, 75), lt(AGE, 30)),
    ),
    Case(
        "Having between $2,000 and $1,000 in the wallet, how many users are there?",
        count(between(BALANCE, 1000, 2000)),
    ),
    Case(
        "How many people in their twenties own fifteen hundred dollars or more?",
        count(between(AGE, 20, 29), ge(BALANCE, 1500)),
    ),
    Case("How many users possess no more than a thousand dollars?", count(le(BALANCE, 1000))),
    Case("How many 18-year-olds have signed up?", count(eq(AGE, 18))),
    Case(
        "How many women aged 64 and under, but not below 31, are active?",
        count(WOMAN, le(AGE, 64), ge(AGE, 31), ACTIVE),
    ),
    Case("Count everyone with funds in excess of 1.95k USD.", count(gt(BALANCE, 1950))),
    Case(
        "How many users hold from 500 to 2,000 dollars and score over 60?",
        count(between(BALANCE, 500, 2000), gt(SCORE, 60)),
    ),
    Case("age 18-24 how many", count(between(AGE, 18, 24))),
    Case("womens with over 3000$", count_or_list(WOMAN, gt(BALANCE, 3000))),
    Case("users with balance >= 10k", count_or_list(ge(BALANCE, 10000))),
    Case("how many user have less 200 dollar on wallet", count(lt(BALANCE, 200))),
    Case(
        "men btw 40 and 50 w/ score > 50", count_or_list(MAN, between(AGE, 40, 50), gt(SCORE, 50))
    ),
)
