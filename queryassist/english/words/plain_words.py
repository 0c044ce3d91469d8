"""Function words that hold a sentence together, and those that say nothing."""

from __future__ import annotations

from queryassist.catalog import phrases
from queryassist.english.words.roles import Role

PLAIN: dict[Role, tuple[str, ...]] = {
    Role.AND: phrases(
        """
        & | , | , and also | / | ; | additionally | along with | also | and | and additionally | and
        also | and simultaneously | and that | and then | and who | as well as | but also | plus |
        and yet | plus also | together with | while also | who also | yet
        """
    ),
    Role.OR: phrases("or | or else | and/or | or alternatively"),
    Role.VERSUS: phrases(
        """
        against | as compared to | as opposed to | compare to | compare to that of | compare with |
        compare with that of | compared to | compared to that of | compared with | compared with
        that of | compares to | compares to that of | compares with | compares with that of | differ
        from that of | in comparison to | in comparison with | relative to | versus | vs | vs.
        """
    ),
    Role.NOT: phrases(
        """
        anywhere but | anywhere except | anywhere other than | are no longer | are non | are not |
        are not from | aren't | can not | could not | did not | do not | do not currently | does not
        | don't | don't have to be | everywhere but | everywhere except | fail to | failed to |
        fails to | had not | has not | has not yet | has yet to | have failed to | have not | have
        not been | have not yet | have yet to | is no longer | is not | is not from | is not in |
        never have | no longer | non | not | not actually | not among | not based in | not be | not
        been | not being | not belonging to | not currently | not even | not from | not have | not
        in | not living in | not located in | not yet | outside | outside of | still has not | still
        have not | was not | were not | who are not from | who are not in | yet to |
        are yet to
        """
    ),
    Role.EXCEPT: phrases(
        """
        all bar | all but | all except | anybody but | anything but | anyone but | anyone except |
        apart from | aside from | bar | barring | besides | but not | but not from | but not in |
        different from | disregarding | everybody bar | everybody but | everybody except | everyone
        bar | everyone but | everyone except | everything but | except | except for | excepting |
        exclude | excluded | excluding | ignoring | leaving out | minus the | not counting | not
        counting the | not counting those | not including | omit | omit those in | omitting | other
        from | other than | save for | someone other than | with the exception of | without counting
        | without including
        """
    ),
    Role.NEITHER: phrases("neither"),
    Role.NOR: phrases("nor | or nor | and nor"),
    Role.WITHOUT: phrases(
        """
        blank | devoid of | did not disclose | did not enter | did not fill in | did not give | did
        not provide | did not set | did not specify | did not state | did not tell us | do not have
        | do not have a | do not have any | do not know | does not have | does not have any | has no
        | has not set | have no | have no known | have no recorded | have not added | have not
        connected | have not disclosed | have not entered | have not filled in | have not given |
        have not got | have not linked | have not provided | have not set | have not specified |
        have not stated | have not told us | haven't got | having no | lack | lacking | lacks |
        missing | never added | never entered | never gave | never provided | never set | never
        specified | no | no known | no recorded | not have | not have a | not have an | not have any
        | not having | not provided | null | undefined | unknown | unspecified | w/o | we do not
        know | who have no | who lack | with a blank | with a missing | with a null | with an empty
        | with an unknown | with an unspecified | with blank | with empty | with missing | with no |
        with null | with undefined | with unknown | with unspecified | without | without a | without
        a known | without a recorded | without an | without any | without known
        """
    ),
    Role.NEVER: phrases(
        """
        did not ever | has never | has not ever | have never | have not ever | never | never ever |
        never have | never once | not ever | not once
        """
    ),
    Role.UNKNOWN: phrases(
        """
        absent | blank | empty | left blank | left empty | missing | not available | not disclosed |
        not filled in | not given | not known | not provided | not recorded | not set | not
        specified | not stated | null | undefined | unknown | unspecified
        """
    ),
    Role.KNOWN: phrases(
        """
        available | filled in | given | known | money in it | money in them | non empty | nonempty |
        not blank | not empty | not missing | not null | on file | present | provided | recorded |
        set | something in it | something in them | specified
        """
    ),
    Role.POSSESS: phrases(
        """
        at their disposal | carries | carry | carrying | contain | containing | contains | each
        having | each with | got | had | has | have | having | hold | holding | holds | in
        possession of | keep | keeping | keeps | kept | own | owning | owns | possess | possesses |
        possessing | sitting on | w | w/ | whose | with | with a total of
        """
    ),
    Role.COPULA: phrases(
        """
        : | = | == | am | amounts to | are | are currently | at | be | been | being | being at |
        equal | equal to | equals | exactly | fall | falls | is | is currently | is equal to | is
        exactly | is set to | lie | lies | of | range | ranges | reads | set to | sit | sits |
        stands at | stays | that are | that is | totals | was | were | which are | which is
        """
    ),
    Role.RELATIVE: phrases("who | that | which | whose | where | whom | whose is"),
    Role.ARTICLE: phrases(
        """
        's | a | an | any | her | his | its | one's | our | some | the | their | this | those | your
        """
    ),
    Role.PREPOSITION: phrases(
        """
        across | across the whole of | among | are based in | are from | are in | are
        located in | around | at | base in | based | based in | be from | be in | been in | belong
        to | belonging to | between | came from | come from | comes from | coming from | domiciled |
        domiciled in | down in | for | from | hail from | hailing from | held by | in | in all of |
        in the whole of | inhabitants of | inside | is based in | is from | is in | is located in |
        live | live in | lives | lives in | living | living in | located | located at | located in |
        native to | of | on | originating from | out of | over in | owned by | people of |
        registered in | reside | reside in | resident in | residents of | resides in | residing |
        residing in | settled | settled in | sitting in | situated in | stay in | staying in | that
        live in | throughout | to | up in | who are from | who are in | who come from | who live in
        | within | working in
        """
    ),
    Role.OF: phrases(
        """
        across | all | all the | among | amongst | amount | amount held in | amount in | amount of |
        belonging to | between | for | from | held by | in | level of | of | of all | of all the |
        on | out of | over | owned by | that belong to | that belongs to | to | value | value of |
        within
        """
    ),
    Role.THAN: phrases("than | then | as"),
    Role.BETWEEN: phrases(
        """
        anywhere between | anywhere from | between | from | in a range of | in between | in range |
        in the interval | in the range | in the range from | in the range of | inbetween | range
        between | range from | ranges between | ranges from | ranging between | ranging from |
        sitting between | somewhere between | within
        """
    ),
    Role.TO: phrases(
        """
        & | - | and | and up to | through | thru | till | to | until | up to | up until | – | —
        """
    ),
    Role.NAMED: phrases(
        """
        named | called | by the name of | with the name | with name | name is | names are | whose
        name is | goes by | known as | go by | name
        """
    ),
    Role.IN_THEIR: phrases("in their | in the | in his | in her"),
    Role.NOTHING: phrases(
        """
        $0 | 0 | 0 dollars | a $0 | a 0 | a zero | a zero dollar | an empty | empty | exactly 0 |
        exactly zero | no | not a cent | not a dime | not a dollar | not a penny | not a single cent
        | not a single dollar | not any | nothing | zero | zero dollars | zero dollars of
        """
    ),
    Role.EMPTY: phrases("empty | zero | 0 | $0"),
    Role.DONE: phrases(
        """
        achieved | already completed | approved | attained | cleared | complete | completed |
        completes | completing | concluded | did | do | done | finish | finished | finishing |
        fulfilled | fully completed | get through | gone through | got | gotten through | has | made
        it through | obtained | pass | passed | passing | reached | submitted and passed | succeeded
        in | successful | successfully completed | successfully passed | through | undergo |
        undergone | went through | wrapped up
        """
    ),
    Role.FILLER: phrases(
        """
        's | -> | => | a | about | account for | accounts for | across all | across the board |
        actually | all | already | also | altogether | among | amongst | amount | an | any | any
        idea | anyway | app | approximately | are | are home to | around | around the globe | around
        the world | as | as of now | as of today | as regards | as well | asap | at | at all | at
        present | at the moment | at this moment | attained | based | be | be able to | be
        considered | be found | be so kind | been | being | belong to | belonging | belongs to |
        both | breakdown | bring in | brings in | broadly speaking | broken | brought in | btw | by
        any chance | by now | by the way | calculate | came | can | can be found | can i | can you |
        can you tell | cheers | come | come out | comes | comprise | compute | concerning |
        considered | contributed | contributes | cool , | could i | could you | could you please |
        count as | counted | curious | current | currently | data | database | dear | detail |
        details | determine | did | distributed | do | do we cover | do we have | do we serve | do
        you know | does | each of the | either | entries | erm | ever | everywhere | exactly | exist
        | existing | exists | fall | fall in | fall under | falls | figure | figure for | figure out
        | figures | find | find out | following | for | for a report | for me | for the record | for
        us | from | fyi | generally speaking | get | gimme | give | given as | giving | globally |
        good afternoon | good evening | good morning | got | great , | had | happen | happen to |
        happened | happened to | happens | has | have | have we got | having | held | hello | her |
        here | hey | hey queen | heya | hi | hi there | his | hiya | hm | hmm | hold | holding |
        holds | home to | how | how about | howdy | i | i am | i am looking for | i mean | i meant |
        i need | i want | i want to know | i wonder | i would appreciate | i would like | i would
        love to | i'd like | i'd like to see | i.e | i.e. | in | in all | in existence | in fact |
        in other words | in our app | in our base | in our database | in our records | in our system
        | in question | in the app | in the books | in the database | in the entire world | in the
        system | in the whole world | in the world | in total | in use | info | information |
        instead | interested in | into | is | is home to | it | just | just the | keep | kind enough
        | kindly | know | latest figure | lemme | let | let me | let us | like to know | like to see
        | list | listing | live | live in | lives | living | located | looking for | love to | make
        up | makes up | many thanks | may i | me | meaning | mind | my boss needs to know | my boss
        wants to know | my boss would like to know | my manager needs to know | my manager wants to
        know | my team needs to know | namely | need | need to know | now | nowadays | obtained |
        occur | occurred | occurs | of | of all | of ours | of them all | oh | ok | okay | on | on
        board | on file | on our books | on our platform | on our site | on record | on the books |
        on the platform | onboard | ones | only | only the | only those | oops | our | our app | our
        company | our own | our platform | our product | our service | our system | out of | out
        there | overall | overall number | overview | own | owning | owns | per chance | per se |
        perfect , | platform | please | please and thank you | please find | please give me | please
        tell me | pls | plz | possible | precisely | present | presently | queen | question | quick
        | quick one | quick question | quickly | really | recorded | records | regarding |
        registered | remain | remained | remains | report on | represented | reside | residing |
        result | results | right now | roughly | roughly speaking | rows | say | see | seen as |
        service | shared by | show | showing | simple | simply | simply put | single | sit | sit in
        | site | sits | sits in | sitting in | so | so far | so kind | some | sorry | spread |
        statistics | stats | status of | still | such | system | take place | tell | tell me |
        telling | thank you | thanks | thanks a lot | that | that is | that use our platform | that
        we have | the | the following | the ones | the value of | their | then | there | these |
        these days | they | this | those | those that | those who | thx | to | to date | to know |
        the two combined | the two together | to me | today's | together | together they | too |
        took place | total | total figure | turn out | uh | um | up to now | us | use it |
        use our app | use our platform | use our service |
        use the app | use the platform | use the service | using our app | using our platform |
        value | value of | values | w | wanna | want | want to know | was | we | we cover | we
        currently have | we got | we have | we serve | we would like | website | well | were | what
        | what are | what is | what was | what were | where | which | who | who all | whole | whom |
        whose | with | with regard to | within | wonder | wondering | work out | worldwide | would
        like | would like to know | would like to see | would you | you | your
        """
    ),
    Role.VAGUE: phrases(
        """
        a lot | a while | about | almost | approximately | around | bad | barely | best | big |
        bottom | close to | few | frequently | good | healthy | high | important | interesting |
        large | lately | long ago | lots | low | loyal | many | nearly | new | often | popular |
        quite | rarely | recent | recently | roughly | several | significant | small | some time ago
        | soon | top | typical | valuable | very | worst | early | mid | middle of | late | spring |
        summer | autumn | winter
        """
    ),
}  # fmt: skip
