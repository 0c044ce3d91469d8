"""The columns of users that may be asked about, and the words staff use for them."""

from __future__ import annotations

from queryassist.catalog import USD, YEARS, Column, ColumnType, EnumValue, Shape, phrases
from users.events import CREATED_AT, LAST_ACTIVE, UPDATED_AT
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
            words=phrases(
                """
                bloke | blokes | boy | boys | chap | chaps | dude | dudes | fella | fellas | fellow
                | fellows | gent | gentleman | gentlemen | gents | guy | guys | lad | lads | male |
                males | man | mans | masculine | men | mens
                """
            ),
            after_column=("m",),
        ),
        EnumValue(
            value="female",
            label="female",
            words=phrases(
                """
                female | females | woman | women | girl | girls | lady | ladies | feminine | gal |
                gals | womens | womans | lass | lasses | lassie | lassies
                """
            ),
            after_column=("f", "w"),
        ),
        EnumValue(
            value="other",
            label="other",
            words=phrases(
                """
                other gender | other genders | gender other | nonbinary | non binary | genderqueer |
                enby
                """
            ),
            after_column=("other",),
        ),
        EnumValue(
            value="prefer_not_to_say",
            label="prefer not to say",
            words=phrases(
                """
                chose not to disclose | chose not to disclose their gender | chose not to give their
                gender | chose not to say | chose not to say their gender | chose not to state |
                chose not to state a gender | chose not to state their gender | declined to disclose
                their gender | declined to give their gender | declined to say | declined to state |
                declined to state their gender | did not want to say their gender | did not want to
                state their gender | do not want to say their gender | gender undisclosed | prefer
                not to disclose | prefer not to disclose their gender | prefer not to say | prefer
                not to say their gender | prefer not to state | prefer not to state a gender |
                prefer not to state their gender | prefer_not_to_say | preferred not to disclose |
                preferred not to say | preferred not to say their gender | preferred not to state |
                prefers not to say | prefers not to say their gender | prefers not to state their
                gender | rather not say | undisclosed gender | would rather not say
                """
            ),
            after_column=("undisclosed",),
        ),
    ),
)

_AGE = Column(
    name="age",
    type=ColumnType.INTEGER,
    label="age",
    words=phrases("age | ages | years of age | aged | age of | of age | ages of | at age"),
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
)

_WALLET_BALANCE = Column(
    name="wallet_balance_usd",
    type=ColumnType.DECIMAL,
    label="wallet balance",
    words=phrases(
        """
        wallet balance | wallet | balance | balances | wallet balances | wallets | money | funds |
        worth | fund | cash | account balance | account balances | holdings | holding | usd balance
        | dollar balance | wallet value | wallet funds | wallet balance usd | wallet size |
        wallet sizes | balance size | bal | acct
        bal | wallet bal | mony | dough | moola | in the bank | bank balance |
        fortune | fortunes | savings | net worth | wealth
        """
    ),
    plural="wallet balances",
    unit=USD,
    adjectives=("rich", "wealthy"),
    verbs=phrases(
        """
        hold | holds | holding | own | owns | owning | sitting on | carry | carrying | keep | keeps
        | keeping | held | save | saved
        """
    ),
    more=("richer", "wealthier"),
    less=("poorer",),
    most=("richest", "wealthiest", "fattest"),
    least=("poorest",),
    bins=(0, 100, 500, 1000, 5000, 10000, 50000),
    listed=True,
)

_ACTIVITY_SCORE = Column(
    name="activity_score",
    type=ColumnType.DECIMAL,
    label="activity score",
    words=phrases(
        """
        active score | active scores | activity | activity level | activity levels | activity points
        | activity rating | activity score | activity scores | engagement | engagement score | score
        | scores
        """
    ),
    plural="activity scores",
    verbs=("score", "scores", "scored", "scoring"),
    adjectives=("active", "engaged"),
    most=("busiest", "most engaged", "top scoring", "highest scoring"),
    least=("least engaged", "lowest scoring"),
    bins=(0, 20, 40, 60, 80),
    listed=True,
)

_KYC_VERIFIED = Column(
    name="kyc_verified",
    type=ColumnType.BOOLEAN,
    label="KYC verified",
    words=phrases(
        """
        kyc | kyc status | kyc verification | verification status | kyc verified | verification |
        verified status | kyc verification status | kyc completion | kyc conversion | verified flag
        | identity verification | kyc flag | verification flag
        """
    ),
    listed=True,
)

_KYC_LEVEL = Column(
    name="kyc_level",
    type=ColumnType.INTEGER,
    label="KYC level",
    words=phrases(
        """
        level | levels | level kyc |
        kyc level | kyc levels | verification level | verification levels | level of kyc | kyc tier
        | kyc tiers
        """
    ),
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
            words=(
                "basic kyc",
                "kyc basic",
                "basic level kyc",
                "basic kyc level",
                "basic verification",
                "basic level",
                "basic kyc check",
                "basic kyc verification",
                "level 1 kyc",
                "level one kyc",
                "tier 1 kyc",
            ),
            after_column=("basic", "1", "one"),
        ),
        EnumValue(
            value=2,
            label="advanced",
            words=(
                "advanced kyc",
                "kyc advanced",
                "advanced level kyc",
                "advanced kyc level",
                "advanced verification",
                "advanced level",
                "advanced kyc check",
                "advanced kyc verification",
                "level 2 kyc",
                "level two kyc",
                "tier 2 kyc",
            ),
            after_column=("advanced", "2", "two"),
        ),
    ),
    most=("highest kyc",),
)

COLUMNS = (
    Column(
        name="id",
        type=ColumnType.INTEGER,
        label="ID",
        words=("id", "ids", "user id", "user ids", "identifier"),
        plural="IDs",
        listed=True,
    ),
    Column(
        name="email",
        type=ColumnType.TEXT,
        label="e-mail",
        words=phrases(
            """
            email | emails | e mail | e mails | email address | email addresses | mail address |
            mail addresses | mail | mails | e mail address | e mail addresses | login
            """
        ),
        plural="e-mail addresses",
        shape=Shape.EMAIL,
        personal=True,
        listed=True,
    ),
    Column(
        name="first_name",
        type=ColumnType.TEXT,
        label="first name",
        words=phrases(
            """
            first name | first names | given name | given names | forename | forenames | name |
            names | full name | full names | named | called | by the name of | whose name is
            """
        ),
        plural="first names",
        shape=Shape.NAME,
        nullable=True,
        personal=True,
        listed=True,
    ),
    Column(
        name="last_name",
        type=ColumnType.TEXT,
        label="last name",
        words=phrases(
            """
            last name | last names | surname | surnames | family name | family names | name | names
            | full name | full names | named | called | by the name of | whose name is
            """
        ),
        plural="last names",
        shape=Shape.NAME,
        nullable=True,
        personal=True,
        listed=True,
    ),
    Column(
        name="wallet_address",
        type=ColumnType.TEXT,
        label="wallet address",
        words=(
            "wallet address",
            "wallet addresses",
            "crypto address",
            "0x address",
            "crypto addresses",
            "blockchain address",
        ),
        plural="wallet addresses",
        shape=Shape.ADDRESS,
        nullable=True,
        personal=True,
    ),
    _GENDER,
    _AGE,
    Column(
        name="country",
        type=ColumnType.TEXT,
        label="country",
        words=("country", "countries", "nation", "nations", "nationality", "nationalities"),
        plural="countries",
        indexed=True,
        aliases=COUNTRY_ALIASES,
        precedence=1,
        nullable=True,
        listed=True,
    ),
    Column(
        name="region",
        type=ColumnType.TEXT,
        label="region",
        words=phrases(
            """
            region | regions | state | states | province | provinces | prefecture | prefectures |
            area | areas | territory | territories
            """
        ),
        plural="regions",
        indexed=True,
        aliases=REGION_ALIASES,
        precedence=2,
        nullable=True,
        listed=True,
    ),
    Column(
        name="city",
        type=ColumnType.TEXT,
        label="city",
        words=("city", "cities", "town", "towns", "municipality", "municipalities"),
        plural="cities",
        indexed=True,
        aliases=CITY_ALIASES,
        precedence=0,
        nullable=True,
        listed=True,
    ),
    _WALLET_BALANCE,
    LAST_ACTIVE,
    Column(
        name="is_active",
        type=ColumnType.BOOLEAN,
        label="active",
        words=(
            "is active",
            "active status",
            "active flag",
            "status",
            "account status",
            "activity status",
        ),
        listed=True,
    ),
    _ACTIVITY_SCORE,
    _KYC_VERIFIED,
    _KYC_LEVEL,
    CREATED_AT,
    UPDATED_AT,
)
