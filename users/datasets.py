"""What may be asked about users: the demographic columns and the words staff use for them."""

from __future__ import annotations

from queryassist.catalog import USD, YEARS, Column, ColumnType, Dataset, EnumValue, NamedFilter
from queryassist.spec import AllOf, Comparison, Operator
from users.places import CITY_ALIASES, COUNTRY_ALIASES, REGION_ALIASES

_GENDER = Column(
    name="gender",
    type=ColumnType.TEXT,
    label="gender",
    words=("gender", "sex"),
    plural="genders",
    nullable=True,
    listed=True,
    values=(
        EnumValue(
            value="male",
            label="male",
            words=(
                "male", "males", "man", "men", "guy", "guys", "boy", "boys", "gentleman",
                "gentlemen", "masculine", "dude", "dudes",
            ),
            after_column=("m",),
        ),
        EnumValue(
            value="female",
            label="female",
            words=(
                "female", "females", "woman", "women", "girl", "girls", "lady", "ladies",
                "feminine", "gal", "gals",
            ),
            after_column=("f", "w"),
        ),
        EnumValue(
            value="other",
            label="other",
            words=(
                "other gender", "other genders", "gender other", "nonbinary", "non binary",
                "genderqueer", "enby",
            ),
            after_column=("other",),
        ),
        EnumValue(
            value="prefer_not_to_say",
            label="prefer not to say",
            words=(
                "prefer not to say", "prefers not to say", "preferred not to say",
                "prefer not to disclose", "preferred not to disclose", "rather not say",
                "prefer_not_to_say", "undisclosed gender", "gender undisclosed",
                "prefer not to say their gender", "preferred not to say their gender",
                "prefer not to disclose their gender", "did not want to say their gender",
            ),
            after_column=("undisclosed",),
        ),
    ),
)  # fmt: skip

_AGE = Column(
    name="age",
    type=ColumnType.INTEGER,
    label="age",
    words=("age", "ages", "years of age", "aged", "age of", "of age", "ages of", "at age"),
    plural="ages",
    unit=YEARS,
    adjectives=("old", "young"),
    more=("older",),
    less=("younger",),
    most=("oldest", "most senior"),
    least=("youngest",),
    bounds=(0, 150),
    bins=(18, 25, 35, 45, 55, 65),
    nullable=True,
    listed=True,
)  # fmt: skip

_WALLET_BALANCE = Column(
    name="wallet_balance_usd",
    type=ColumnType.DECIMAL,
    label="wallet balance",
    words=(
        "wallet balance", "wallet", "balance", "balances", "wallet balances", "wallets",
        "money", "funds", "fund", "cash", "account balance", "account balances", "holdings",
        "holding", "usd balance", "dollar balance", "balance in usd", "wallet amount",
        "wallet value", "wallet funds", "wallet balance usd", "wallet money",
        "money in the wallet", "money in their wallet", "money in wallet", "funds in the wallet",
        "funds in wallet", "funds in their wallet", "money in their wallets",
        "funds in their wallets", "cash in their wallet", "cash in the wallet",
        "cash in their wallets", "balance in the wallet", "balance in their wallet",
        "balance in wallet", "money held", "funds held", "deposits on hand",
    ),
    plural="wallet balances",
    unit=USD,
    adjectives=("rich", "wealthy"),
    verbs=("hold", "holds", "holding", "own", "owns", "owning", "sitting on", "carry",
           "carrying", "keep", "keeps", "keeping", "held", "save", "saved"),
    more=("richer", "wealthier"),
    less=("poorer",),
    most=("richest", "wealthiest", "fattest"),
    least=("poorest",),
    bins=(0, 100, 500, 1000, 5000, 10000, 50000),
    listed=True,
)  # fmt: skip

_LAST_ACTIVE = Column(
    name="last_active",
    type=ColumnType.TIMESTAMP,
    label="last active",
    words=(
        "last active", "last activity", "last seen", "last login", "last visit", "last log in",
        "last active date", "last activity date", "last active time", "last seen date",
        "last login date", "last sign in", "time of last activity", "date of last activity",
        "last online",
    ),
    verbs=(
        "last active", "last seen", "seen", "logged in", "log in", "logging in", "login",
        "logins", "signed in", "sign in", "signing in", "visited", "visit", "online",
        "been online", "been seen", "been active", "were active", "was active", "came back",
        "been active", "used the app", "last logged in", "last signed in", "last visited", "last used the app",
        "showed up", "shown up", "last online", "show up", "any activity",
    ),
    nullable=True,
    listed=True,
)  # fmt: skip

_CREATED_AT = Column(
    name="created_at",
    type=ColumnType.TIMESTAMP,
    label="joined",
    words=(
        "created at", "creation date", "join date", "joining date", "signup date",
        "sign up date", "registration date", "date joined", "date created", "account age",
        "signup", "sign up", "registration", "joining", "date of registration",
        "date of joining", "signup time", "creation time", "created date", "joined date",
        "enrollment date", "tenure",
    ),
    plural="signup dates",
    verbs=(
        "joined", "join", "joining", "signed up", "sign up", "signing up", "signed-up",
        "created", "create an account", "created an account", "created their account",
        "created their accounts", "opened an account", "opened", "were opened", "open", "account openings", "join us", "joined us", "came to us", "signing on", "signed on", "entered", "made accounts", "got on board", "opened their account", "registered",
        "register", "registering", "signup", "signups", "sign ups", "registrations",
        "registration", "enrolled", "enroll", "onboarded", "onboard", "came on board", "new",
        "newly joined", "newly registered", "gain", "gained", "acquired", "been with us", "been here", "been around", "been users", "been a user", "been customers", "members since", "member since",
        "been members", "been a member", "account created", "accounts created", "became a member",
        "became members", "came in", "made an account", "made their account", "sign-up",
        "new signups", "new sign ups", "new registrations",
    ),
    most=("newest", "latest", "most recent", "most recently joined", "most recently created",
          "most recently registered", "latest to join", "last to join", "most recent to join",
          "last joined", "newest to join", "newest account", "newest accounts"),
    least=("earliest", "oldest account", "oldest accounts", "longest standing", "longest serving", "earliest to join",
           "first to join"),
    more=("newer",),
    listed=True,
)  # fmt: skip

_UPDATED_AT = Column(
    name="updated_at",
    type=ColumnType.TIMESTAMP,
    label="updated",
    words=(
        "updated at", "last update", "update date", "updated date", "last updated",
        "date of last update", "last modified", "modification date", "last change",
    ),
    verbs=(
        "updated", "last updated", "modified", "changed", "edited", "last modified",
        "last changed", "profile updated", "were updated", "updated their profile",
        "been updated",
    ),
    most=("most recently updated", "last updated", "most recently modified"),
    least=("least recently updated",),
)  # fmt: skip

_ACTIVITY_SCORE = Column(
    name="activity_score",
    type=ColumnType.DECIMAL,
    label="activity score",
    words=(
        "activity score", "activity scores", "activity", "score", "scores", "activity level",
        "engagement", "engagement score", "activity rating", "activity points",
        "activity levels",
    ),
    plural="activity scores",
    adjectives=("active", "engaged"),
    most=("busiest", "most engaged", "top scoring", "highest scoring"),
    least=("least engaged", "lowest scoring"),
    listed=True,
)  # fmt: skip

_KYC_VERIFIED = Column(
    name="kyc_verified",
    type=ColumnType.BOOLEAN,
    label="KYC verified",
    words=(
        "kyc", "kyc status", "kyc verification", "verification status", "kyc verified",
        "verification", "verified status", "kyc verification status", "kyc completion",
        "verified flag", "identity verification",
    ),
    listed=True,
)  # fmt: skip

_KYC_LEVEL = Column(
    name="kyc_level",
    type=ColumnType.INTEGER,
    label="KYC level",
    words=("kyc level", "kyc levels", "verification level", "verification levels", "level of kyc",
           "kyc tier", "kyc tiers"),
    plural="KYC levels",
    values=(
        EnumValue(
            value=0,
            label="none",
            words=("kyc none", "kyc level none", "kyc level zero", "no kyc level"),
            after_column=("none", "0", "zero"),
        ),
        EnumValue(
            value=1,
            label="basic",
            words=("basic kyc", "kyc basic", "basic level kyc", "basic kyc level",
                   "basic verification", "basic level"),
            after_column=("basic", "1", "one"),
        ),
        EnumValue(
            value=2,
            label="advanced",
            words=("advanced kyc", "kyc advanced", "advanced level kyc", "advanced kyc level",
                   "advanced verification", "advanced level"),
            after_column=("advanced", "2", "two"),
        ),
    ),
    most=("highest kyc",),
)  # fmt: skip

_ACTIVE = NamedFilter(
    name="active",
    words=("active", "currently active", "is active", "enabled", "active status",
           "status active"),
    opposites=("inactive", "deactivated", "disabled", "dormant", "non active", "unactive"),
    condition=Comparison("is_active", Operator.EQ, True),
    ranking="activity_score",
    period_column="last_active",
)  # fmt: skip

_VERIFIED = NamedFilter(
    name="verified",
    words=(
        "verified", "kyc verified", "verified kyc", "kyc approved", "kyced", "kyc ed",
        "kyc compliant", "kyc cleared", "identity verified", "fully verified",
    ),
    opposites=(
        "unverified", "non verified", "un verified", "nonverified", "kyc unverified",
        "pending kyc", "kyc pending", "incomplete kyc", "kyc incomplete", "failed kyc",
        "kyc missing",
    ),
    condition=Comparison("kyc_verified", Operator.EQ, True),
)  # fmt: skip

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

USERS = Dataset(
    name="users",
    source="users_user",
    noun="user",
    nouns="users",
    words=(
        "user", "users", "people", "person", "persons", "customer", "customers", "member",
        "members", "account", "accounts", "client", "clients", "folks", "individuals",
        "individual", "human", "humans", "player", "players", "account holder",
        "account holders", "wallet holders", "wallet owners", "holders", "registered users",
        "user accounts", "user base", "userbase", "customer base", "everyone", "everybody",
        "anyone", "anybody", "someone", "somebody", "population", "audience", "profiles",
        "user profiles", "residents", "resident",
    ),
    key="id",
    default_number="age",
    columns=(
        Column(name="id", type=ColumnType.INTEGER, label="ID",
               words=("id", "ids", "user id", "user ids", "identifier"), plural="IDs",
               listed=True),
        Column(name="email", type=ColumnType.TEXT, label="e-mail",
               words=("email", "emails", "e mail", "e mails", "email address", "email addresses",
                      "mail address", "mail addresses", "mail", "e mail address",
                      "e mail addresses", "login"),
               plural="e-mail addresses", personal=True, listed=True),
        Column(name="first_name", type=ColumnType.TEXT, label="first name",
               words=("first name", "first names", "given name", "given names", "forename",
                      "forenames", "name", "names", "full name", "full names", "named",
                      "called", "by the name of", "name is", "whose name is"),
               plural="first names", personal=True, listed=True),
        Column(name="last_name", type=ColumnType.TEXT, label="last name",
               words=("last name", "last names", "surname", "surnames", "family name",
                      "family names", "name", "names", "full name", "full names", "named",
                      "called", "by the name of", "name is", "whose name is"),
               plural="last names", personal=True, listed=True),
        Column(name="wallet_address", type=ColumnType.TEXT, label="wallet address",
               words=("wallet address", "wallet addresses", "crypto address", "0x address",
                      "crypto addresses", "blockchain address"),
               plural="wallet addresses", nullable=True, personal=True),
        _GENDER,
        _AGE,
        Column(name="country", type=ColumnType.TEXT, label="country",
               words=("country", "countries", "nation", "nations", "nationality",
                      "nationalities"),
               plural="countries", indexed=True, aliases=COUNTRY_ALIASES, precedence=1,
               nullable=True, listed=True),
        Column(name="region", type=ColumnType.TEXT, label="region",
               words=("region", "regions", "state", "states", "province", "provinces",
                      "prefecture", "prefectures", "area", "areas", "territory", "territories"),
               plural="regions", indexed=True, aliases=REGION_ALIASES, precedence=2,
               nullable=True, listed=True),
        Column(name="city", type=ColumnType.TEXT, label="city",
               words=("city", "cities", "town", "towns", "municipality", "municipalities"),
               plural="cities", indexed=True, aliases=CITY_ALIASES, precedence=0,
               nullable=True, listed=True),
        _WALLET_BALANCE,
        _LAST_ACTIVE,
        Column(name="is_active", type=ColumnType.BOOLEAN, label="active",
               words=("is active", "active status", "active flag", "status", "account status",
                      "activity status"),
               listed=True),
        _ACTIVITY_SCORE,
        _KYC_VERIFIED,
        _KYC_LEVEL,
        _CREATED_AT,
        _UPDATED_AT,
    ),
    named_filters=(_ACTIVE, _VERIFIED, _ADULT, _TEENAGER),
    forbidden_words=(
        "password", "passwords", "passwd", "hash", "hashes", "password hash", "secret", "secrets",
        "token", "tokens", "api key", "api keys", "session", "sessions", "staff", "superuser",
        "superusers", "admin", "admins", "administrator", "administrators", "permission",
        "permissions", "private key", "private keys", "seed phrase", "credentials", "credential",
    ),
    examples=(
        "How many female users are currently active in the Tokyo, Japan region with above $500 "
        "but less than $1950 in the wallet?",
        "Show me top 10 most active users this week",
        "What's the average wallet balance by region?",
        "How many users completed KYC?",
        "What percentage of Japanese users signed up this year?",
    ),
    conventions=(
        "“Active” means the active flag is set; “most active” orders by activity score.",
        "“Active this week” or “in the last 30 days” reads when the user was last active.",
        "“Above”, “over”, “more than”, “below”, “under” and “less than” leave the number itself "
        "out; “at least”, “at most”, “from”, “up to” and “between” include it.",
        "“Last 7 days” is now minus 7 × 24 hours; “this week” runs from Monday 00:00 until now; "
        "“last week” is the whole calendar week before.",
        "“Verified” and “completed KYC” read the KYC flag; basic and advanced are KYC levels 1 "
        "and 2.",
        "“Wallet”, “balance”, “money” and “funds” are the wallet balance in US dollars.",
        "“Joined”, “signed up” and “created” are when the account was created.",
        "A place name is looked up in the column that holds it; where several do, it is the "
        "region.",
        "A missing value matches no filter, is left out of averages and is a group of its own.",
    ),
)  # fmt: skip

DATASETS = (USERS,)
