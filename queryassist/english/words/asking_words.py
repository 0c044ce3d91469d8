"""Function words that ask: for figures, lists, groups, orders, and for the question before."""

from __future__ import annotations

from queryassist.catalog import phrases
from queryassist.english.words.roles import Role

ASKING: dict[Role, tuple[str, ...]] = {
    Role.HOW_MANY: phrases(
        """
        # of | a count of | across how many | by how many | count | count of | count please | count
        the | count up | count up all | counts | counts of | from how many | give the number of |
        head count | headcount | headcount of | how big is | how big is the group of | how large is
        | how large is the group of | how many | how many of | how many please | how many total |
        how may | how much many | how numerous are | in how many | in total how many | just the
        number | only the number | no of | no. of | nr of | num of | number ? | number of | number
        please | numbers of | overall number of | quantity of | size of | tally | tally of | the
        count of | the number of | the number please | total count | total count of | total nr |
        total nr of | total number | total number of | what number of | who many
        """
    ),
    Role.HOW_MUCH: phrases("how much | how much of"),
    Role.LIST: phrases(
        """
        a bar chart of | a chart of | a chart showing | a graph of | a graph showing | a histogram
        showing | a line chart of | a list of | a pie chart of | a report of | a report on | a
        statement of | a summary of | a table of | a table showing | a table with | all about | all
        data on | all details about | all details on | all information about | bar chart of | break
        | break down | breakdown of | bring up | can i get | can i see | chart | chart of | display
        | draw | enumerate | everything about | everything on | everything we know about | fetch |
        fetch me | find | find me | get | get me | give | give me | give to me | give to us | give
        us | graph | graph of | group | i need a list of | i want to see | identify | let me see |
        line chart of | list | list all | list me | list of | list out | look up | make me a list of
        | make me a table of | name | names of all | order | output | pie chart of | plot | plot me
        | present | print | provide | provide a list of | provide me with | pull | pull me | pull
        the | pull up | rank | retrieve | return | see | segment | select | send me | send us | show
        | show all | show all about | show everything about | show me | show us | sort | split |
        table of | teach me | tell me everything about | the list of | view | write me | write me a
        list of | write me down | write out
        """
    ),
    Role.WHO: phrases("who | whom | who are | who is | who all"),
    Role.WHICH: phrases("in which | for which | from which | at which | which | what"),
    Role.WHEN: phrases(
        """
        when | on what date | what date | what is the date of | the date of | date of | the date
        when | which date
        """
    ),
    Role.SHARE: phrases(
        """
        % | % of | % of all | as a fraction | as a percentage | as a proportion | as a share | as
        percent | as percentages | fraction | fraction of | how big a share of | how large a share |
        how large a share of | in every 100 | in every hundred | in percent | in percentage terms |
        in percentages | in percents | of every 100 | of every hundred | out of 100 | out of a
        hundred | out of each 100 | out of every 100 | out of every hundred | part of all | pct |
        pct of | percent | percent of | percentage | percentage of | percentages | percentages of |
        percents | percents of | portion | portion of | proportion | proportion of | share | share
        of | shares of | what % | what % of | what part of | what portion of
        """
    ),
    Role.COMPARE: phrases(
        """
        compare | comparison of | comparison between | compared | comparison | contrast | split
        between | the split between
        """
    ),
    Role.APART: phrases(
        """
        apart from each other | individually | one by one | respectively | separately
        """
    ),
    Role.BY: phrases(
        """
        a breakdown by | a histogram of | according to | across | across all | across different |
        across each | across the | aggregated by | among different | at each | at every | break down
        by | break it down by | breakdown by | breakdown of | broken down by | broken out by |
        broken up by | by | by each | categorized by | combination of | combinations of | depending
        on | differ across | differ by | differs by | distributed across | distributed by |
        distribution across | distribution by | distribution of | distribution over | divide by |
        divided by | down by | down into | each combination of | every combination of | for all |
        for each | for every | frequencies of | frequency of | frequency of each |
        from each | from every | group by | grouped by | grouped per |
        grouping by | histogram of | in each | in every | into | into each | of each | of every |
        out by | over | over each | pair of | pairs of | per | per each | segment by | segmented by
        | slice by | sliced by | split across | split among | split between | split by | split into
        | split of | split on | split over | split up by | spread across | spread over | summarized
        by | varies by | vary across | vary by | with respect to | within each
        """
    ),
    Role.EACH: phrases("each | every | every single | each of our | each of the | each of these"),
    Role.DIFFERENT: phrases(
        """
        different | differing | distinct | individual | separate | unique | various
        """
    ),
    Role.ASCENDING: phrases(
        """
        asc | ascending | ascending order | from low to high | from lowest to highest | from small
        to large | from smallest to largest | in ascending order | in increasing order | increasing
        | least first | low to high | lowest first | lowest on top | lowest to highest | smallest
        first | smallest to largest | starting from the lowest | starting with the lowest | starting
        with the smallest | young to old | from young to old
        """
    ),
    Role.DESCENDING: phrases(
        """
        biggest first | decreasing | desc | descending | descending order | from big to small | from
        biggest to smallest | from high to low | from highest to lowest | from largest to smallest |
        high to low | highest first | highest on top | highest to lowest | in decreasing order | in
        descending order | largest first | largest on top | largest to smallest | most first | from
        old to young | old to young |
        reverse | starting from the highest | starting with the highest | starting with the largest
        | top first
        """
    ),
    Role.A_TO_Z: phrases(
        """
        a to z | a z | alphabetic order | alphabetical | alphabetical order | alphabetically | from
        a to z | in alphabetic order | in alphabetical order
        """
    ),
    Role.Z_TO_A: phrases(
        """
        from z to a | in reverse alphabetical order | reverse alphabetical order | reverse
        alphabetically | z a | z to a
        """
    ),
    Role.OLD_TO_NEW: phrases(
        """
        chronological order | chronologically | earliest first | earliest to latest | from earliest
        to latest | from first to last | from oldest to newest | from the earliest to the latest |
        from the oldest to the newest | in chronological order | oldest to newest
        """
    ),
    Role.NEW_TO_OLD: phrases(
        """
        from latest to earliest | from newest to oldest | from the newest to the oldest | in reverse
        chronological order | latest first | latest to earliest | most recent first | newest to
        oldest | reverse chronological order
        """
    ),
    Role.REVERSED: phrases(
        """
        backwards | flip it | flip that | flip the order | in opposite order | in reverse | in
        reverse order | in the opposite order | in the reverse order | invert the order | other way
        around | other way round | reverse | reverse it | reverse order | reverse that | reverse the
        list | reverse the order | reverse the sorting | reversed | the opposite order | the other
        way around | the other way round | the reverse order | turn it around
        """
    ),
    Role.NEXT: phrases("next | the next | show the next | the following | following"),
    Role.SORT: phrases(
        """
        according to | arrange by | arrange them by | arranged | arranged by | based on | by order
        of | in order of | in terms of | leaderboard by | league table by | measured by |
        order by | order it by | order that by |
        order the list by | order them by | order these by | ordered | ordered by | rank by | rank
        it by | rank them by | ranked | ranked by | ranked on | ranking by | sort by | sort it by |
        sort on | sort results by | sort that by | sort the list by | sort the result by | sort the
        results by | sort them by | sort these by | sort this by | sort those by | sorted | listed
        by | arranged by | sorted after | sorted by | sorted on | when it comes to
        """
    ),
    Role.NUMBER_OF: phrases(
        """
        amount of | count | count of | headcount of | how many | num of | number | number of |
        numbers of | size of | the amount of | the count of | the number of | the total number of |
        total number of | volume of
        """
    ),
    Role.FOLLOW: phrases(
        """
        add | again | again but | also | change it to | change that to | change to | make the |
        switch it to | switch to | and | and how about | and now | and of those | and only | and the
        | and what about | but | but only | how about | include | instead | just | make it | make
        that | now | now just | now only | ok and | ok now | okay and | only | same | so and | then
        | what about | what if
        """
    ),
    Role.ANAPHOR: phrases(
        """
        among them | among these | among those | for them | for those | from that | from that list |
        from them | from these | from those | he | him | in that group | in there | in this group |
        it | its |
        of that group | of them | of these | of those | ones | out of them | out of those | previous
        ones | that | that group | that list | that number | that result | that table | the above |
        the answer | the group | the list | the ones | the previous | the rest | the result | the
        results | she | the same | the table | their | them | these | they | this | this group |
        this list | this number | those | those ones | within those | would it
        be | would that be | would they be | would those be
        """
    ),
    Role.SAME: phrases(
        """
        and the same | do it again | do that | do that again | do the same | do the same thing |
        give me the same | now the same | redo that | repeat | repeat it | repeat that | rerun | run
        it again | run that again | same | same again | same as before | same but | same numbers |
        same query | same question | same thing | show the same | that again | the same | the same
        question | the same thing | try the same
        """
    ),
    Role.ONLY: phrases(
        """
        filter by | filter it to | filter on | filter that to | filter them by | filter them to |
        filter to | focus on | include only | just | just show | just the | keep | keep just | keep
        only | limit it to | limit that to | limit them to | limit to | narrow down to | narrow it
        down to | narrow it to | narrow that to | narrow to | only | only include | only keep | only
        show | only the | restrict it to | restrict that to | restrict them to | restrict to | show
        only
        """
    ),
    Role.REMOVE: phrases(
        """
        any | cancel | clear | delete | disregard | drop | drop the | eliminate | forget | forget
        about | get rid of | hide | hide the | ignore | ignoring | irrespective of | leave out |
        lose | never mind | no longer filter on | no matter | regardless of | remove | remove the |
        skip | strip | take away | take off | take out | undo | without | without the
        """
    ),
    Role.UNDO: phrases(
        """
        back | go back | go back one | go back one step | go one step back | one step back | revert
        | revert it | revert that | step back | take it back | take that back | undo | undo it |
        undo that | undo the last one | undo this
        """
    ),
    Role.FILTER: phrases(
        """
        all filters | bit | cap | condition | conditions | constraint | criteria | criterion |
        cutoff | date filter | date filters | every filter | filter | filters | grouping | limit |
        limitation | limits | location filter | location filters | part | period filter | period
        filters | place filter | place filters | range | requirement | restriction | split |
        threshold | time filter | time filters
        """
    ),
}  # fmt: skip
