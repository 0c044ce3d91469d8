"""The reader's own words, by what they do. Words for data come from the catalog."""

from __future__ import annotations

from queryassist.catalog import phrases
from queryassist.english.words.asking_words import ASKING
from queryassist.english.words.framing_words import FRAMING
from queryassist.english.words.plain_words import PLAIN
from queryassist.english.words.roles import Role
from queryassist.spec import Function, Operator

ROLES: dict[Role, tuple[str, ...]] = ASKING | FRAMING | PLAIN

COMPARATORS: dict[Operator, tuple[str, ...]] = {
    Operator.GT: phrases(
        """
        > | above | anything above | anything over | better than | beyond | bigger than | bigger
        then | exceed | exceeding | exceeds | greater than | greater then | higher than | higher
        then | in excess of | is above | is greater than | is more than | is over | just above |
        just over | larger than | larger then |
        more | more as | more than | more then | north of | over |
        past | strictly above | strictly greater than | strictly more than | strictly over | surpass
        | surpasses | surpassing | that exceed | that exceeds | topping | tops | upwards of | well
        above | well over
        """
    ),
    Operator.GE: phrases(
        """
        => | >= | a min of | a minimum of | above or equal to | at least | at minimum | at the very
        least | equal or above | equal or greater than | equal or more than | equal to or above |
        equal to or greater than | equal to or more than | greater or equal | greater or equal to |
        greater than or equal to | higher than or equal to | min | minimum | minimum of | more or
        equal | more or equal to | more than or equal to | more than or exactly | no fewer than | no
        less than | no lower than | no smaller than | not below | not fewer than | not less than |
        not lower than | not smaller than | not under | reach | reached | reaching | starting at |
        starting from | ≥
        """
    ),
    Operator.LT: phrases(
        """
        < | anything below | anything under | below | beneath | doesn't reach | falling short of |
        fewer | fewer than | fewer then | is below | is less than | is under | just below | just
        under | less | less as | less than | less then | lower than | lower then | not quite |
        short of | shy of | smaller than | smaller then | south of | strictly below |
        strictly less than | strictly
        under | under | underneath | well below | well under
        """
    ),
    Operator.LE: phrases(
        """
        <= | =< | a max of | a maximum of | at most | at the most | at the very most | below or
        equal to | capped at | do not exceed | does not exceed | equal or below | equal or less than
        | equal to or below | equal to or less than | fewer than or equal to | less or equal | less
        or equal to | less than or equal to | lower than or equal to | max | maximum | maximum of |
        no greater than | no higher than | no larger than | no more than | not above | not bigger
        than | not exceed | not exceeding | not greater than | not higher than | not larger than |
        not more than | not over | up to | up to and including | up until | ≤
        """
    ),
    Operator.EQ: phrases(
        """
        = | == | are exactly | equal | equal to | equaling | equals | exactly | exactly at | is
        exactly | just | of exactly | precisely | right at
        """
    ),
    Operator.NE: phrases(
        """
        != | <> | differ from | different from | differs from | does not equal | is not equal to |
        isn't the same as | not equal to | not exactly | not the same as | other than | ≠
        """
    ),
}  # fmt: skip

MORE_OR_LESS: dict[str, Operator] = {
    **dict.fromkeys("more higher larger bigger greater".split(), Operator.GT),
    **dict.fromkeys("less lower smaller fewer".split(), Operator.LT),
}
"""Words before a column, completed by "than": "a higher balance than …"."""

POSTFIX_COMPARATORS: dict[Operator, tuple[str, ...]] = {
    Operator.GE: phrases(
        """
        + | and above | and beyond | and greater | and higher | and more | and older | and onwards |
        and over | and up | and upwards | at least | at minimum | min | minimum | onwards | or above
        | or better | or bigger | or greater | or higher | or larger | or more | or newer | or older
        | or over | or up | plus | upward | upwards
        """
    ),
    Operator.LE: phrases(
        """
        and below | and down | and fewer | and less | and lower | and under | and younger | at most
        | max | maximum | or below | or down | or fewer | or less | or lower | or smaller | or under
        | or younger | tops
        """
    ),
}  # fmt: skip

TIME_COMPARATORS: dict[Operator, tuple[str, ...]] = {
    Operator.GT: phrases(
        """
        after | later than | more recent than | newer than | more recently than | past | since
        """
    ),
    Operator.LT: phrases("before | earlier than | older than | prior to | less recent than"),
    Operator.EQ: phrases("at the same time as | the same time as | same as | the same as | on"),
    Operator.GE: phrases("no earlier than | not before"),
    Operator.LE: phrases("no later than | not after"),
}  # fmt: skip

FUNCTIONS: dict[Function, tuple[str, ...]] = {
    Function.AVG: phrases(
        """
        a head | apiece | arithmetic mean | average | average of | averaged | averages | averaging |
        avg | avg. | in average | mean | mean of | on average | per capita | per head | the average
        of | the mean of
        """
    ),
    Function.MEDIAN: phrases("median | medians | median of | 50th percentile | the median of"),
    Function.STDDEV: phrases(
        """
        standard deviation | standard deviation of | standard deviations | standard deviations
        of | sd | sd of | std | std dev | std deviation | stddev | stddev of | stdev
        """
    ),
    Function.SUM: phrases(
        """
        added up | aggregate | aggregated | all the | altogether | collective | combined |
        entire | grand total | grand total of | in total | overall | sum | sum of | sum total | sum
        total of | sum up | summed | summed up | the combined | the sum of | the total amount of |
        the total of | total | total amount of | total of | total sum of | totals | whole
        """
    ),
    Function.MIN: phrases(
        """
        bottom | earliest | least | lowest | lowest possible | min | minimal | minimum | smallest |
        the least | the lowest | the smallest | tiniest | worst
        """
    ),
    Function.MAX: phrases(
        """
        best | biggest | greatest | highest | largest | latest | max | maximal | maximum | most |
        peak | record | the biggest | the greatest | the highest | the largest | the most | top
        """
    ),
}  # fmt: skip

TEXT_TESTS: dict[Operator, tuple[str, ...]] = {
    Operator.STARTS_WITH: phrases(
        """
        begin with | beginning in | beginning with | begins in | begins with | start with | starting
        by | starting in | starting with | starts in | starts with | that begins with | that starts
        with | with the prefix
        """
    ),
    Operator.ENDS_WITH: phrases(
        """
        at | at the domain | domain | domain is | domain of | end in | end with | ending in | ending
        with | ends in | ends with | finishes with | finishing in | finishing with | from the domain
        | on the domain | that ends in | that ends with | with the domain
        """
    ),
    Operator.CONTAINS: phrases(
        """
        contain | containing | contains | has the word | include | includes | including | like |
        matching | that contains | that includes | with the text | with the word
        """
    ),
}  # fmt: skip

TOP: dict[bool, tuple[str, ...]] = {
    True: phrases(
        """
        at the top | best | bigger | biggest | comes out on top | commonest | first | greater |
        greatest | heads that list | heads the list | higher | highest | is on top | larger |
        largest | latest | leading | leads that list | leads the list | most | most common | most
        frequent | most frequently | most often | most popular | most recent | top | tops it | tops
        that list | tops the list
        """
    ),
    False: phrases(
        """
        bottom | earliest | fewest | last | least | least common | least popular | lower | lowest |
        rarest | smaller | smallest | worst
        """
    ),
}  # fmt: skip

CHANGING_VERBS = frozenset(
    """
    activate add adjust alter anonymize approve archive assign award ban block boost cancel
    change charge clear close commit compensate convert correct create credit deactivate debit
    decrease deduct delete demote deposit disable disconnect double drop edit email enable erase
    exec execute expire fine fire fix flag freeze gift give grant hire import increase insert
    invite kill let lock logout lower mail make mark merge message modify move notify overwrite pay
    promote provide purge put raise refund register reimburse reject remove rename replace reset
    restart restore revoke reward rollback run send set shutdown suspend switch terminate top-up
    transfer truncate turn unassign unblock unfreeze unlock unverify update upload verify wipe
    wire withdraw write zero
    """.split()
)
"""What somebody says who wants data changed; refused at the head of a sentence."""
