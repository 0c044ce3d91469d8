"""What may be asked about users; the columns and their words are in ``columns``."""

from __future__ import annotations

from queryassist.catalog import Dataset, Meaning, NamedFilter, phrases
from queryassist.spec import AllOf, Comparison, Operator
from users.columns import COLUMNS

_ACTIVE = NamedFilter(
    name="active",
    words=("active", "currently active", "is active", "enabled", "active status", "status active"),
    opposites=("inactive", "deactivated", "disabled", "dormant", "non active", "unactive"),
    condition=Comparison("is_active", Operator.EQ, True),
    ranking="activity_score",
    period_column="last_active",
    ambiguous=("active", "currently active", "is active", "inactive", "non active", "unactive"),
    meanings=(
        Meaning(name="seen", label="seen in the last 30 days", column="last_active", days=30),
    ),
    label="by the active flag",
)

_VERIFIED = NamedFilter(
    name="verified",
    words=phrases(
        """
        did we verify | fully verified | gone through verification | got verified | have we verified
        | identity verified | kyc approved | kyc cleared | kyc compliant | kyc ed | kyc verified |
        kyced | passed verification | proved their identity | verified | verified kyc | verified
        their identity | verified their identity by kyc | we have verified | we verified
        """
    ),
    opposites=phrases(
        """
        unverified | non verified | un verified | nonverified | kyc unverified | pending kyc | kyc
        pending | incomplete kyc | kyc incomplete | failed kyc | kyc missing
        """
    ),
    condition=Comparison("kyc_verified", Operator.EQ, True),
)

_ADULT = NamedFilter(
    name="adult",
    words=("adult", "adults", "grown up", "grown ups"),
    condition=Comparison("age", Operator.GE, 18),
    opposites=("minor", "minors", "underage", "under age"),
)

_TEENAGER = NamedFilter(
    name="teenager",
    words=("teenager", "teenagers", "teens", "teenage", "teen"),
    condition=AllOf((Comparison("age", Operator.GE, 13), Comparison("age", Operator.LE, 19))),
)

_MILLIONAIRE = NamedFilter(
    name="millionaire",
    words=("millionaire",),
    condition=Comparison("wallet_balance_usd", Operator.GE, 1_000_000),
)

USERS = Dataset(
    name="users",
    source="users_user",
    noun="user",
    nouns="users",
    words=phrases(
        """
        user | users | person | persons | customer | customers | member | members | account |
        accounts | client | clients | folks | individuals | individual | human | humans | player |
        players | account holder | account holders | wallet holders | wallet owners | holders |
        registered users | user accounts | usrs | acct | accts | user base | userbase | customer
        base | everyone | everybody | anyone | anybody | someone | somebody | audience | profile |
        profiles | user profile | user profiles | residents | resident | punter | punters | patrons
        | registrants | clientele | end users
        """
    ),
    plurals=("people", "peeps", "ppl", "pple", "usr", "custs", "cust", "folk", "peoples"),
    vague_words=phrases(
        """
        account age | age of account | age of accounts | age of the account | age of their account |
        boomers | children | elderly | gen z | kids | middle aged | millennials | old | pensioner |
        pensioners | poor | retirees | rich | senior | seniors | wealthy | young | youth
        """
    ),
    key="id",
    permission="users.view_user",
    place_column="country",
    freshness_column="updated_at",
    default_number="age",
    columns=COLUMNS,
    named_filters=(_ACTIVE, _VERIFIED, _ADULT, _TEENAGER, _MILLIONAIRE),
    forbidden_words=phrases(
        """
        password | passwords | passwd | hash | hashes | password hash | secret | secrets | token |
        tokens | api key | api keys | session | sessions | staff | superuser | superusers | admin |
        admins | administrator | administrators | permission | permissions | private key | private
        keys | seed phrase | credentials | credential
        """
    ),
    examples=(
        (
            "How many female users are currently active in the Tokyo, Japan region with above $500 "
            "but less than $1950 in the wallet?"
        ),
        "Show me top 10 most active users this week",
        "What's the average wallet balance by region?",
        "How many users completed KYC?",
        "What percentage of Japanese users signed up this year?",
    ),
    conventions=(
        "“Active” means the active flag is set; “most active” orders by activity score.",
        "“Active this week” or “in the last 30 days” reads when the user was last active.",
        (
            "“Above”, “over”, “more than”, “below”, “under” and “less than” leave the number "
            "itself out; “at least”, “at most”, “from”, “up to” and “between” include it."
        ),
        (
            "“Last 7 days” is now minus 7 × 24 hours; “this week” runs from Monday 00:00 until "
            "now; “last week” is the whole calendar week before."
        ),
        (
            "“Verified” and “completed KYC” read the KYC flag; basic and advanced are KYC levels 1 "
            "and 2."
        ),
        "“Wallet”, “balance”, “money” and “funds” are the wallet balance in US dollars.",
        "“Joined”, “signed up” and “created” are when the account was created.",
        (
            "A place name is looked up in the column that holds it; where several do, it is the "
            "region."
        ),
        "A missing value matches no filter, is left out of averages and is a group of its own.",
    ),
)

DATASETS = (USERS,)
