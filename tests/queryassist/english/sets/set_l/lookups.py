"""Set L: single users, lists and columns."""

from __future__ import annotations

from tests.queryassist.english.expect import (
    Case,
    any_of,
    count,
    ends,
    eq,
    figure,
    gt,
    has,
    kinds,
    listing,
    lt,
    present,
    starts,
)
from tests.queryassist.english.moments import (
    JOINED,
    SEEN,
)
from tests.queryassist.english.sets.further_words import (
    BARCELONA,
    moment,
    value_of,
)
from tests.queryassist.english.sets.set_l.said import (
    AMSTERDAM,
    AUSTIN,
    HAARLEM,
    IKEJA,
    SYDNEY,
    and_list,
)
from tests.queryassist.english.sets.words import (
    NAMES,
    SCOTLAND,
    ascending,
    descending,
    either_order,
    top,
)
from tests.queryassist.english.wording import (
    ADVANCED,
    AGE,
    BALANCE,
    BERLIN,
    CANADA,
    GERMANY,
    INACTIVE,
    KOREA,
    KYOTO,
    LAGOS,
    MAN,
    MEXICO,
    NIGERIA,
    SCORE,
    SPAIN,
    SWITZERLAND,
    TORONTO,
    UK,
    UNVERIFIED,
    VERIFIED,
    WOMAN,
    ZURICH,
)

CASES = [
    Case("users called jose", and_list(eq("first_name", "José"))),
    Case(
        "find all users with last name obrien in Germany",
        listing(eq("last_name", "O'Brien"), GERMANY),
    ),
    Case("list people with surname muller in the UK", listing(eq("last_name", "Müller"), UK)),
    Case("how many users have the surname van dijk", count(eq("last_name", "van Dijk"))),
    Case(
        "emails of everyone named Sofia Garcia",
        listing(eq("first_name", "Sofía"), eq("last_name", "García"), columns=("email",)),
    ),
    Case("is there a tom garcia?", and_list(eq("first_name", "Tom"), eq("last_name", "García"))),
    Case("look up user018@example.org", listing(eq("email", "user018@example.org"))),
    Case("what's the balance of user 1005", value_of(eq("id", 1005), BALANCE)),
    Case("which country is user 1100 in", listing(eq("id", 1100), columns=("country",))),
    Case("users whose last name starts with Ok", and_list(starts("last_name", "ok"))),
    Case("how many e-mail addresses end in .jp", count(ends("email", ".jp"))),
    Case("how many users have an example.org email", count(ends("email", "@example.org"))),
    Case(
        "how many first names contain 'an'",
        any_of(
            count(has("first_name", "an")), figure(kinds("first_name"), has("first_name", "an"))
        ),
    ),
    Case("how many different first names are there", figure(kinds("first_name"))),
    Case("How many Marias live in Spain?", count(eq("first_name", "Maria"), SPAIN)),
    Case("show me anna tanaka", listing(eq("first_name", "Anna"), eq("last_name", "Tanaka"))),
    Case(
        "is user 1042 verified",
        any_of(
            and_list(eq("id", 1042), VERIFIED), listing(eq("id", 1042), columns=("kyc_verified",))
        ),
    ),
    Case(
        "user 1077 last active when?",
        any_of(
            moment(max, SEEN, eq("id", 1077)), listing(eq("id", 1077), columns=("last_active",))
        ),
    ),
    # Lists and columns.
    Case(
        "names and balances of inactive users in Berlin",
        listing(INACTIVE, BERLIN, columns=(*NAMES, BALANCE)),
    ),
    Case(
        "give me email, age and city for verified men in Scotland",
        listing(VERIFIED, MAN, SCOTLAND, columns=("email", AGE, "city")),
    ),
    Case("emails of women in Kyoto pls", listing(WOMAN, KYOTO, columns=("email",))),
    Case(
        "show wallet addresses of users in Zürich",
        any_of(
            listing(ZURICH, columns=("wallet_address",)),
            listing(ZURICH, present("wallet_address"), columns=("wallet_address",)),
        ),
    ),
    Case(
        "ids of users in mexico with balance > 2000",
        listing(MEXICO, gt(BALANCE, 2000), columns=("id",)),
    ),
    Case(
        "list the last names of Korean users sorted by age",
        either_order(AGE, KOREA, columns=("last_name",)),
    ),
    Case("when did the users in Haarlem join?", listing(HAARLEM, columns=(JOINED,))),
    Case("all users in Amsterdam", listing(AMSTERDAM)),
    Case(
        "first name, last name and kyc level for Nigerians under 25",
        listing(NIGERIA, lt(AGE, 25), columns=(*NAMES, "kyc_level")),
    ),
    Case("alphabetical list of users in Ikeja by last name", ascending("last_name", IKEJA)),
    Case("list Swiss users from richest to poorest", descending(BALANCE, SWITZERLAND)),
    Case("full names of the 10 most active Canadians", top(10, SCORE, CANADA, columns=NAMES)),
    Case("show verified users in Toronto, newest first", descending(JOINED, VERIFIED, TORONTO)),
    Case(
        "give me a list of inactive people in Sydney with their last activity",
        listing(INACTIVE, SYDNEY, columns=(SEEN,)),
    ),
    Case("who in Lagos has advanced kyc?", listing(LAGOS, ADVANCED)),
    Case(
        "austin users: email + balance, highest balance first",
        descending(BALANCE, AUSTIN, columns=("email", BALANCE)),
    ),
    Case(
        "which users in Barcelona are unverified and hold over $1500",
        listing(BARCELONA, UNVERIFIED, gt(BALANCE, 1500)),
    ),
]
