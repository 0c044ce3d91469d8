"""Set H: whom and how many, by who they are and when they came."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    between,
    count,
    during,
    eq,
    ge,
    gt,
    le,
    listing,
    lt,
    missing,
    ne,
    present,
    some,
)
from tests.queryassist.english.moments import (
    JOINED,
    LAST_MONTH,
    SEEN,
    THIS_YEAR,
    YESTERDAY,
    day,
    in_last,
    in_year,
    this_month,
)
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
    KYOTO,
    LAGOS,
    MAN,
    MUNICH,
    ONTARIO,
    OSAKA,
    PARIS,
    SAO_PAULO,
    SPAIN,
    SWITZERLAND,
    TOKYO,
    TORONTO,
    UK,
    USA,
    VERIFIED,
    WOMAN,
)

CASES = (
    Case(
        "Can I get the count of verified ladies in Osaka who hold more than two hundred dollars?",
        count(VERIFIED, WOMAN, OSAKA, gt(BALANCE, 200)),
    ),
    Case(
        "Quick question - how many of our members are men aged between thirty and forty?",
        count(MAN, between(AGE, 30, 40)),
    ),
    Case("What number of customers reside in Brazil?", count(BRAZIL)),
    Case("how many folks hold > 2k and are from the states", count(gt(BALANCE, 2000), USA)),
    Case(
        "Number of inactive accounts in Tokyo with balance under $300",
        count(INACTIVE, TOKYO, lt(BALANCE, 300)),
    ),
    Case("please count the Spanish ladies older than 50", count(SPAIN, WOMAN, gt(AGE, 50))),
    Case("How many users from Munich have finished KYC?", count(MUNICH, VERIFIED)),
    Case(
        "How many people in Toronto, Canada are younger than 45?",
        count(TORONTO, CANADA, lt(AGE, 45)),
    ),
    Case(
        "how many users have balances ranging from $250 to $750", count(between(BALANCE, 250, 750))
    ),
    Case(
        "How many users hold $1,000 or more but not over $2,500?",
        count(ge(BALANCE, 1000), le(BALANCE, 2500)),
    ),
    Case(
        "how many users with at most $20 in the wallet are verified",
        count(le(BALANCE, 20), VERIFIED),
    ),
    Case(
        "Tell me how many users are aged 18-24 and located in India.",
        count(between(AGE, 18, 24), INDIA),
    ),
    Case(
        "how many of the men in Germany or France are not active?",
        count(MAN, some(GERMANY, FRANCE), INACTIVE),
    ),
    Case(
        "How many female or male users are in Kyoto?", count(KYOTO, eq("gender", "male", "female"))
    ),
    Case("Count all users except those in Japan and India", count(ne("country", "Japan", "India"))),
    Case(
        "How many users have neither a gender nor an age?", count(missing("gender"), missing("age"))
    ),
    Case("number of people for whom we don't know the gender", count(missing("gender"))),
    Case(
        "How many users with wallet addresses are inactive?",
        count(present("wallet_address"), INACTIVE),
    ),
    Case(
        "how many users lack a wallet address and are verified",
        count(missing("wallet_address"), VERIFIED),
    ),
    Case(
        "How many verified accounts belong to women over 35?", count(VERIFIED, WOMAN, gt(AGE, 35))
    ),
    Case(
        "how many users got verified at advanced level in the UK",
        any_of(count(ADVANCED, UK), count(ADVANCED, VERIFIED, UK)),
    ),
    Case("In Ontario, how many women are there?", count(ONTARIO, WOMAN)),
    Case("How many residents of Lagos are active?", count(LAGOS, ACTIVE)),
    Case("Number of Parisian... users in Paris over 30", count(PARIS, gt(AGE, 30))),
    Case("how many users from sao paolo", count(SAO_PAULO)),
    Case("how many swiss users with less than $700", count(SWITZERLAND, lt(BALANCE, 700))),
    Case("how many italians do we have", count(eq("country", "Italy")), may_refuse=True),
    Case("how many users in Mumbai or Pune", count(eq("city", "Mumbai", "Pune"))),
    Case("how many indians are not in karnataka", count(INDIA, ne("region", "Karnataka"))),
    Case("How many users joined in the past 7 days?", count(in_last(JOINED, days=7))),
    Case("How many new signups have we had since yesterday?", count(during(JOINED, YESTERDAY))),
    Case(
        "how many folks registered in summer... I mean in July 2025",
        count(during(JOINED, day(2025, 7), day(2025, 8))),
    ),
    Case("How many accounts did we open in 2024?", count(in_year(JOINED, 2024))),
    Case(
        "how many people joined us between 1 Oct 2025 and 31 Dec 2025",
        any_of(
            count(during(JOINED, day(2025, 10), THIS_YEAR)),
            count(during(JOINED, day(2025, 10), day(2025, 12, 31))),
        ),
    ),
    Case("How many women have been seen in the last 3 days?", count(WOMAN, in_last(SEEN, days=3))),
    Case("how many users visited us this month", count(this_month(SEEN))),
    Case("How many users were last seen before 2026?", count(during(SEEN, end=THIS_YEAR))),
    Case("How many users logged in during the last 12 hours?", count(in_last(SEEN, hours=12))),
    Case(
        "number of accounts created on 1 February 2026",
        count(during(JOINED, LAST_MONTH, day(2026, 2, 2))),
    ),
    Case(
        "How many users became members in the fourth quarter of 2025?",
        count(during(JOINED, day(2025, 10), THIS_YEAR)),
    ),
    Case("which users from Spain joined this month?", listing(SPAIN, this_month(JOINED))),
    Case(
        "How many Germans signed up last year and hold over $1000?",
        count(GERMANY, in_year(JOINED, 2025), gt(BALANCE, 1000)),
    ),
    Case(
        "how many verified men were active in the past two weeks",
        count(VERIFIED, MAN, in_last(SEEN, days=14)),
    ),
)
