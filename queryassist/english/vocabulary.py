"""The function words of questions, by the role they play. Words for data come from the catalog."""

from __future__ import annotations

from enum import StrEnum, auto

from queryassist.spec import Function, Operator


class Role(StrEnum):
    """What a function word does in a question."""

    HOW_MANY = auto()
    HOW_MUCH = auto()
    HOW_OLD = auto()
    LIST = auto()
    WHO = auto()
    WHICH = auto()
    WHEN = auto()
    SHARE = auto()
    COMPARE = auto()
    BY = auto()
    EACH = auto()
    SPLIT = auto()
    AND = auto()
    OR = auto()
    VERSUS = auto()
    NOT = auto()
    EXCEPT = auto()
    NEITHER = auto()
    NOR = auto()
    WITHOUT = auto()
    NEVER = auto()
    UNKNOWN = auto()
    KNOWN = auto()
    POSSESS = auto()
    COPULA = auto()
    RELATIVE = auto()
    ARTICLE = auto()
    PREPOSITION = auto()
    OF = auto()
    THAN = auto()
    BETWEEN = auto()
    FROM = auto()
    TO = auto()
    NAMED = auto()
    AGED = auto()
    IN_THEIR = auto()
    DIFFERENT = auto()
    ASCENDING = auto()
    DESCENDING = auto()
    SORT = auto()
    NUMBER_OF = auto()
    NOTHING = auto()
    EMPTY = auto()
    DONE = auto()
    FILLER = auto()
    FOLLOW = auto()
    ANAPHOR = auto()
    SAME = auto()
    ONLY = auto()
    REMOVE = auto()
    FILTER = auto()
    VAGUE = auto()


def _words(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.replace("\n", " ").split("|"))


ROLES: dict[Role, tuple[str, ...]] = {
    Role.HOW_MANY: _words(
        """number please|count please|the number please|how many please|how may|how much many|count up all|a count of|the count of|give the number of|the amount of|overall number of|in total how many|total nr of|how numerous are|how many|number of|the number of|count|count of|count the|total number of|total count of
        |how many of|amount of|headcount of|headcount|counts of|tally of|total count|nr of|no of
        |how many total|# of|num of|quantity of|count up|how large is the group of|how big is the group of|size of|no. of|how big is|how large is|numbers of|what number of|head count|counts|tally"""
    ),
    Role.HOW_MUCH: _words("how much|how much of"),
    Role.HOW_OLD: _words("how old"),
    Role.LIST: _words(
        """list me|show all|give|write out|enumerate|provide|provide me with|provide a list of|can i see|can i get|let me see|i want to see|i need a list of|enumerate|show|list|display|find|give|get|fetch|pull up|pull|bring up|print|see|show me|list all
        |list out|give me|get me|retrieve|return|find me|identify|look up|fetch me|pull me|name
        |show us|give us|break down|break|split|segment|group|rank|sort|order|breakdown of|pull the|list of|a list of|the list of|present|view|output|select|names of all"""
    ),
    Role.WHO: _words("who|whom|who are|who is|who all"),
    Role.WHICH: _words("in which|for which|from which|at which|which|what"),
    Role.WHEN: _words("when|on what date|what date|what is the date of|the date of|date of|the date when|which date"),
    Role.SHARE: _words(
        """how large a share of|how big a share of|how large a share|what portion of|portion of|portion|% of all|%|percentage of|percent of|share of|proportion of|fraction of|ratio of|percentage|percent
        |share|proportion|fraction|% of|pct of|pct|what %|what % of|what part of|part of all
        |percentages of|shares of"""
    ),
    Role.COMPARE: _words("compare|comparison of|comparison between|compared|comparison|contrast"),
    Role.BY: _words("by|per|grouped by|group by|broken down by|break down by|breakdown by|across"
                    "|for each|for every|in each|in every|of each|over|within each|split by|divided by"
                    "|segmented by|split across|distributed by|distribution by|from each|from every"
                    "|a breakdown by|segment by|broken out by|by each|per each|distributed across"
                    "|across all|across the|split up by|split into|across different|break it down by"
                    "|according to|depending on|distribution over|distribution across|for all"
                    "|with respect to|breakdown of|distribution of|split of|at each|of every"
                    "|over each|categorized by|grouped per|among different|grouping by"
                    "|aggregated by|summarized by|split on|broken up by|across each|sliced by"
                    "|slice by|divide by|at every"),
    Role.EACH: _words("each|every|every single|each of our"),
    Role.AND: _words("plus also|and additionally|additionally|and simultaneously|while also|, and also|but also|and who|and that|who also|and|&|as well as|plus|and also|also|and then|along with|together with|,|;"),
    Role.OR: _words("or|or else|and/or|or alternatively"),
    Role.VERSUS: _words("as opposed to|as compared to|in comparison to|in comparison with|vs|versus|compared to|compared with|against|relative to|vs."),
    Role.NOT: _words(
        """is not in|is no longer|are no longer|not being|are non|do not currently|could not|not among|don't|not|non|is not|are not|do not|does not|did not|have not|has not|was not|were not|no longer
        |aren't|not been|not yet|have yet to|has yet to|yet to|have not been|not actually
        |have not yet|has not yet|have failed to|failed to|still have not|still has not|had not
        |fail to|fails to|not currently|not even|don't have to be|never have|can not
        |not in|not from|not have|is not from|are not from|not be"""
    ),
    Role.EXCEPT: _words(
        """who are not in|other from|not belonging to|without including|omit those in|everything but|everybody but|everyone except|everybody except|all except|all countries but|except|except for|excluding|excluded|other than|apart from|aside from|besides
        |not including|not counting|outside|outside of|all but|everyone but|but not|exclude
        |leaving out|minus|with the exception of|ignoring|ignore|leave out|anywhere but|and not
        |excepting|save for|different from|disregarding|without counting|but not from|but not in
        |anywhere except|everywhere but|everywhere except|not located in|not living in|skip
        |not based in|not counting those|omitting|omit|bar|barring|who are not from
        |someone other than|anything but|filter out|take out|discount|not counting the"""
    ),
    Role.NEITHER: _words("neither"),
    Role.NOR: _words("nor|or nor|and nor"),
    Role.WITHOUT: _words(
        """w/o|who lack|devoid of|without|with no|no|having no|who have no|lacking|lack|missing|has no|have no|lacks
        |with missing|with unknown|with an unknown|unknown|unspecified|with unspecified|with empty
        |with blank|with null|null|blank|with an empty|have not set|has not set|did not provide
        |have not provided|did not specify|have not specified|did not give|have not given
        |without any|have not got|did not state|have not stated|does not have|do not have
        |do not have any|no known|with undefined|have not entered|have not filled in
        |have not disclosed|did not disclose|does not have any|do not have a|no recorded
        |without a known|without known|have not added|have no known|never set|never gave
        |never provided|never entered|not provided|did not set|did not enter|did not fill in
        |with an unspecified|with a missing|with a blank|with a null|undefined|without an
        |without a|have not connected|have no recorded|haven't got|never added|never specified
        |did not tell us|do not know|we do not know|not have a|not have an|not have any
        |have not told us|have not linked|without a recorded|not having"""
    ),
    Role.NEVER: _words("never|have never|has never|never once|never ever|never have"),
    Role.UNKNOWN: _words("unknown|missing|null|empty|blank|not set|not specified|unspecified"
                         "|not given|not known|not provided|undefined|absent|not filled in"
                         "|not available|not recorded|not disclosed|left blank|left empty"
                         "|not stated"),
    Role.KNOWN: _words("known|set|specified|not null|not empty|not missing|filled in|provided"
                       "|available|on file|recorded|given|present|not blank"),
    Role.POSSESS: _words(
        """with|have|has|having|had|holding|holds|hold|owning|own|owns|got|keeping|keep|keeps|kept
        |carrying|carry|carries|possess|possesses|possessing|sitting on|whose|contain|contains
        |containing|w/|at their disposal|in possession of|with a total of"""
    ),
    Role.COPULA: _words("is|are|was|were|be|been|being|equals|equal to|equal|is equal to|=|==|of|at|:"
                        "|am|amounts to|stands at|set to|is exactly|exactly|is set to"
                        "|stays|lies|falls|sits|ranges|lie|fall|range|sit|that is|which is"
                        "|that are|which are|is currently|are currently|being at|reads|totals"),
    Role.RELATIVE: _words("who|that|which|whose|where|whom|whose is"),
    Role.ARTICLE: _words("the|a|an|their|his|her|its|our|your|my|one's|'s|any|some|this|those"),
    Role.PREPOSITION: _words(
        """in|from|of|at|within|based in|living in|located in|residing in|who live in|live in
        |lives in|located at|out of|who are in|inside|living|resident in|coming from|come from
        |comes from|hailing from|who are from|are from|are in|is in|is from|situated in|reside in
        |around|based|across|throughout|base in|lives|resides in|staying in|settled in|who come from
        |originating from|native to|over in|are based in|are located in|is located in|is based in
        |for|and in|belonging to|registered in|held by|owned by|sitting in|down in|up in|settled|hail from
        |that live in|belong to|working in|stay in|residents of|inhabitants of|people of|been in
        |to|on|between|among|be in|be from|located|reside|residing|live"""
    ),
    Role.OF: _words("of all|of all the|amount in|amount of|amount held in|value of|level of|amount|value|of|in|for|among|amongst|across|within|from|held by|owned by|between|on|over"
                    "|belonging to|out of|by|that belongs to|that belong to|to"),
    Role.THAN: _words("than|then"),
    Role.BETWEEN: _words("between|from|in between|anywhere between|somewhere between|ranging from"
                         "|anywhere from|in the range|in the range of|ranges from|within|inbetween"
                         "|range from|range between|ranging between|ranges between|in range"
                         "|in a range of|in the interval|in the range from|sitting between"),
    Role.FROM: _words("from|between"),
    Role.TO: _words("and|to|-|–|—|through|till|until|up to|thru|& |&|up until|and up to"),
    Role.NAMED: _words("named|called|by the name of|with the name|with name|name is|names are"
                       "|whose name is|goes by|known as|go by|name"),
    Role.AGED: _words("aged|age|ages|at the age of|of age|at age|between the ages of|of the age"
                      "|who are|ages of|in the age range|in the age group|ages between|aging"
                      "|aged between|turned"),
    Role.IN_THEIR: _words("in their|in the|in his|in her"),
    Role.DIFFERENT: _words("different|distinct|unique|various|separate|individual|all the"
                           "|all the different|the different|the distinct|the unique|all|differing"),
    Role.ASCENDING: _words("ascending|asc|from low to high|low to high|from lowest to highest"
                           "|lowest to highest|lowest first|smallest first"
                           "|increasing|in ascending order|ascending order|from smallest to largest"
                           "|smallest to largest|least first|from small to large|in increasing order"
                           "|alphabetically|in alphabetical order|earliest first|alphabetical order"
                           "|a to z|from a to z|from youngest to oldest"
                           "|from oldest to newest|starting with the lowest|lowest on top"
                           "|starting from the lowest|youngest to oldest"
                           "|starting with the smallest"),
    Role.DESCENDING: _words("descending|desc|from high to low|high to low|from highest to lowest"
                            "|highest to lowest|highest first|largest first|biggest first"
                            "|decreasing|in descending order|descending order|most first"
                            "|from largest to smallest|largest to smallest|from big to small"
                            "|in decreasing order|latest first|reverse|most recent first|top first"
                            "|from richest to poorest|from newest to oldest"
                            "|starting with the highest|highest on top|from oldest to youngest"
                            "|starting from the highest|from biggest to smallest|largest on top"
                            "|starting with the largest|oldest to youngest|richest to poorest"),
    Role.SORT: _words("sorted by|sort by|ordered by|order by|ranked by|rank by|sort them by"
                      "|order them by|sort it by|in order of|rank them by|sort these by|sorted on"
                      "|sort on|ranked on|arranged by|arrange by|order it by"
                      "|sort those by|order these by|ranking by|in terms of|when it comes to"
                      "|arrange them by|measured by|sort that by"
                      "|order that by|rank it by|by order of"
                      "|based on|according to|sort the list by|sort the result by|order the list by"
                      "|sort results by|sort the results by|sort this by"),
    Role.NUMBER_OF: _words("number of|the number of|count of|total number of|size of|amount of"
                           "|the count of|the total number of|number|count|how many|volume of"
                           "|headcount of|num of|the amount of|numbers of"),
    Role.NOTHING: _words("nothing|zero|no|0|not a cent|not a dime|not a dollar|not a single dollar"
                         "|not any|an empty|empty|$0|a zero|a zero dollar|exactly zero|a 0|exactly 0"
                         "|zero dollars of|0 dollars|not a penny|zero dollars|a $0|not a single cent"),
    Role.EMPTY: _words("empty|zero|0|$0"),
    Role.DONE: _words(
        """reached|achieved|attained|obtained|made it through|wrapped up|concluded|get through|completed|complete|passed|pass|finished|finish|done|cleared|did|gone through|through
        |completing|went through|finishing|passing|approved|got|completes|get through|do|undergone
        |fulfilled|submitted and passed|succeeded in|successful|successfully completed
        |successfully passed|fully completed|already completed|has|gotten through|undergo"""
    ),
    Role.FILLER: _words(
        """worth|instead|regardless of that|happened|occurred|took place|happens|use|using|uses|used|our platform|our service|our product|our app|service|site|website|app|represented|represent|distributed|spread|down|kind|so kind|be so kind|kind enough|regarding|concerning|with regard to|as regards|reached|achieved|attained|obtained|reach|->|=>|number please|amount|i.e.|i.e|meaning|namely|that is|in other words|our system|on board|onboard|quickly|please give me|out|who all|belonging|our company|company|business|we currently have|have we got|we got|overall number|the following|following|together they|for the record|in fact|say|hey queen|people who|those|by now|nowadays|these days|these|today's|our own|simply put|sorry|oops|please and thank you|please find|find out|i would appreciate|appreciate|be able to|able|whichever|wherever|everywhere|worldwide|globally|across the board|across the world|in the world|anywhere|exact|precise|precisely|latest figure|total figure|figure|results|result|value|values|each one|the|a|an|'s|of|is|are|was|were|be|been|being|do|does|did|there|that|who|which|whose|have
        |has|had|with|on|at|for|to|in|currently|now|right now|at the moment|at present|presently
        |please|pls|plz|kindly|hey|hi|hello|queen|dear|ok|okay|thanks|thank you|thanks a lot|many thanks|belongs to|belong to|thx|cheers|hi there
        |me|us|i|we|you|my|our|your|they|it|their|his|her|can|could|would|will|shall|should|may|might
        |like to know|want to know|need to know|want|need|wonder|wondering|curious|know|tell|tell me
        |am|let me|let us|just|actually|really|exactly|total|overall|in total|altogether|all|any
        |together|as of now|as of today|so far|to date|existing|registered|out there|around|today's
        |in our database|in the database|in the system|in our system|on the platform|in the app
        |on our platform|on our site|database|system|platform|in our app|of ours|do we have
        |are there|is there|exist|exists|get|got|quick question|question|quickly|figure out|figure
        |find out|check|also|then|so|well|um|uh|erm|please tell me|i'd like to see|like|see
        |interested in|looking for|i am looking for|what is|what are|what was|what were|what|let
        |some|such|those|these|this|out of|whole|entire|full|within|located|based|living|live|lives
        |reside|residing|come|comes|from|where|give|show|having|holding|hold|own|owning|holds|owns
        |by any chance|roughly|approximately|about|current|present|report|overview|figure for
        |value of|the value of|find|stats|statistics|data|records|rows|entries|record|of all|among
        |amongst|across all|hm|hmm|oh|good morning|good afternoon|good evening|morning|btw|fyi
        |by the way|i wonder|i want|i need|i'd like|would like|love to|love|for me|for us|to me
        |possible|would you|could you|can you|mind|telling|showing|giving|listing|compute|calculate
        |work out|determine|quick|simple|simply|only those|those who|those that|the ones|ones
        |whom|during|into|per chance|as well|too|still|already|ever|come out|turn out|breakdown
        |figures|whatever|any idea|do you know|sum up|look like|looks like|happen to|happened to|happen
        |gimme|wanna|lemme|asap|anyway|folks at|team|boss wants to know|boss|for a report
        |i mean|either|both|only|just the|only the|make up|makes up|comprise|as|shared by|differ|vary|each of the|cover|gain|we gain|in existence|seen as|considered|marked as|flagged as|marked|flagged|counted
        |be considered|count as|classified as|labeled as|status of|in question|sitting|keep|kept
        |inside|held|that we have|we have|on record|in our records|on file|on our books|in the books
        |in our base|base|info|information|details|detail|list|of them all|here|live in
        |how|whether|if|up|per se|not including anyone else|given|at all|in all|each"""
    ),
    Role.FOLLOW: _words(
        """and|what about|how about|and what about|and how about|now|only|just|ok and|also|but|then
        |ok now|same|and now|instead|make it|make that|what if|and the|okay and|instead|add|include|so and
        |and of those|and for|but only|now only|now just|and only|again but|again|again for"""
    ),
    Role.ANAPHOR: _words(
        """them|those|these|they|it|that|their|its|this|of those|of them|of these|among them
        |among those|the same|the result|the results|the list|that list|these users|those users
        |the same users|those people|these people|the rest|from those|out of those|out of them
        |from them|in that group|that group|this group|that number|this number|within those
        |from that list|the answer|from that|in this group|this list|that result|those ones
        |the ones|ones|those accounts|those customers|these customers|these accounts|the above
        |of these users|of those users|of that group|the table|that table|the group|the previous
        |previous ones|from these|among these|for them|for those|in there"""
    ),
    Role.SAME: _words("same|the same|same thing|the same thing|same question|same but|do the same"
                      "|same again|repeat that|repeat|do it again|do that again|do that|and the same"
                      "|same query|the same question|same for|the same for|now the same|same as before"
                      "|do the same thing|run that again|run it again|that again|repeat it"
                      "|same numbers|show the same|give me the same|try the same|rerun|redo that"),
    Role.ONLY: _words("only|just|only the|just the|limit to|limit it to|limit that to|narrow to"
                      "|restrict to|restrict it to|restrict that to|keep only|narrow it down to"
                      "|narrow that to|filter to|filter by|filter for|narrow down to|keep just"
                      "|narrow it to|only show|only include|include only|show only|filter it to"
                      "|filter that to|filter them by|filter them to|limit them to|just show"
                      "|restrict them to|keep|only keep|filter on|focus on"),
    Role.REMOVE: _words("remove|drop|without|clear|get rid of|forget|ignore|delete|lose|take away"
                        "|take off|undo|regardless of|leave out|skip|strip|disregard|no longer filter on"
                        "|never mind|without the|take out|no matter|irrespective of|forget about"
                        "|ignoring|any|cancel|eliminate|remove the|drop the"),
    Role.FILTER: _words("filter|filters|condition|conditions|restriction|limit|part|constraint"
                        "|criterion|criteria|requirement|bit|range|grouping|split|threshold"
                        "|limitation|cap|cutoff|limits"),
    Role.VAGUE: _words("recently|recent|lately|a while|soon|nearly|almost|barely|rich|poor|young|old"
                       "|big|small|many|few|several|often|frequently|rarely|high|low|large|good|bad"
                       "|best|worst|top|bottom|new|long ago|some time ago|important|significant"
                       "|popular|loyal|valuable|interesting|healthy|wealthy|typical|a lot|lots"
                       "|quite|very|elderly|middle aged|seniors|senior|youth|kids|children"
                       "|millennials|gen z|boomers|around|close to|approximately|roughly|about"),
}  # fmt: skip

COMPARATORS: dict[Operator, tuple[str, ...]] = {
    Operator.GT: _words(
        """more than|over|above|greater than|exceeding|exceeds|exceed|higher than|bigger than
        |larger than|in excess of|north of|beyond|>|strictly more than|upwards of|past|better than
        |that exceeds|strictly above|strictly greater than|strictly over|more then|greater then
        |well over|anything over|anything above|surpassing|surpasses|topping|tops|larger then
        |higher then|is over|is above|is more than|is greater than|that exceed|bigger then
        |surpass|well above|just over|just above"""
    ),
    Operator.GE: _words(
        """at least|no less than|not less than|minimum of|a minimum of|minimum|min|>=|=>|≥|no fewer than
        |not below|not under|no lower than|greater than or equal to|more than or equal to|at minimum
        |a min of|not fewer than|greater or equal to|equal to or greater than|equal or greater than
        |equal or more than|starting at|starting from|not lower than|higher than or equal to
        |equal to or more than|above or equal to|equal or above|no smaller than|not smaller than
        |equal to or above|more or equal to|more than or exactly|at the very least"""
    ),
    Operator.LT: _words(
        """less than|under|below|fewer than|lower than|smaller than|short of|<|strictly less than
        |south of|strictly below|strictly under|less then|lower then|smaller then|fewer then
        |beneath|well under|anything under|anything below|is under|is below|is less than|not quite
        |doesn't reach|shy of|well below|just under|just below|falling short of|underneath"""
    ),
    Operator.LE: _words(
        """at most|up to|no more than|not more than|maximum of|a maximum of|maximum|max|<=|=<|≤
        |not over|not above|no greater than|less than or equal to|not exceeding|no higher than
        |not greater than|equal to or less than|equal or less than|does not exceed|do not exceed
        |fewer than or equal to|a max of|capped at|below or equal to|not higher than|up to and including
        |lower than or equal to|no larger than|less or equal to|not exceed|not larger than
        |equal to or below|equal or below|at the most|at the very most|not bigger than|up until"""
    ),
    Operator.EQ: _words("exactly|precisely|equal to|equals|=|==|equaling|of exactly|just|equal"
                        "|is exactly|are exactly|right at|exactly at"),
    Operator.NE: _words("not the same as|isn't the same as|differs from|differ from|not equal to|!=|<>|≠|other than|different from|not exactly|is not equal to"
                        "|does not equal"),
}  # fmt: skip

POSTFIX_COMPARATORS: dict[Operator, tuple[str, ...]] = {
    Operator.GE: _words(
        """or more|or above|or over|or older|and above|and up|and over|plus|+|or higher|or greater
        |and older|and more|or up|upwards|upward|and upwards|or larger|and higher|and beyond|or better
        |or newer|minimum|min|at least|and greater|or bigger|onwards|and onwards|at minimum"""
    ),
    Operator.LE: _words(
        """or less|or below|or under|or younger|or fewer|and under|and below|and younger|or lower
        |and less|or smaller|maximum|max|at most|and lower|tops|and down|or down|and fewer"""
    ),
}

TIME_COMPARATORS: dict[Operator, tuple[str, ...]] = {
    Operator.GT: _words(
        "after|later than|more recent than|newer than|more recently than|past|since"
    ),
    Operator.LT: _words("before|earlier than|older than|prior to|less recent than"),
    Operator.EQ: _words("at the same time as|the same time as|same as|the same as|equal to|on"),
    Operator.GE: _words("no earlier than|not before"),
    Operator.LE: _words("no later than|not after"),
}

FUNCTIONS: dict[Function, tuple[str, ...]] = {
    Function.AVG: _words("average|avg|mean|averages|averaged|on average|in average|avg.|average of"
                         "|mean of|the average of|arithmetic mean|avarage|the mean of|averaging"),
    Function.MEDIAN: _words("median|medians|median of|50th percentile|middle|the median of"),
    Function.SUM: _words("sum|total|sum of|total of|combined|cumulative|overall|aggregate|sum up"
                         "|added up|collective|total amount of|the sum of|the total of|summed"
                         "|all the|total sum of|grand total of|totals|the total amount of|whole"
                         "|sum total of|entire|aggregated|the combined|in total|altogether|sum total"),
    Function.MIN: _words("minimum|min|lowest|smallest|least|the least|tiniest|minimal|bottom|worst"
                         "|earliest|the lowest|the smallest|lowest possible"),
    Function.MAX: _words("maximum|max|highest|largest|biggest|greatest|top|most|the most|peak|best"
                         "|the highest|the largest|maximal|latest|the biggest|the greatest|longest"
                         "|record"),
}  # fmt: skip

TEXT_TESTS: dict[Operator, tuple[str, ...]] = {
    Operator.STARTS_WITH: _words("starts with|start with|starting with|begins with|begin with"
                                 "|beginning with|starts in|starting in|begins in|starting by"
                                 "|with the prefix|beginning in|that starts with|that begins with"),
    Operator.ENDS_WITH: _words("ends with|end with|ending with|ends in|ending in|end in|finishing in"
                               "|finishes with|that ends with|that ends in|on the domain|at"
                               "|with the domain|finishing with|at the domain"),
    Operator.CONTAINS: _words("contains|contain|containing|includes|including|include|with the text"
                              "|has the word|that contains|with the word|matching|like|that includes"),
}  # fmt: skip

TOP: dict[bool, tuple[str, ...]] = {
    True: _words(
        "greatest|top|first|highest|leading|best|biggest"
        "|largest|most|latest|higher|larger"
        "|bigger|greater|most common|most frequent"
        "|most popular|commonest"
    ),
    False: _words(
        "bottom|lowest|last|worst|smallest"
        "|least|fewest|earliest|lower|smaller|least common|rarest|least popular"
    ),
}

CHANGING_VERBS = frozenset(
    """delete remove drop update set change modify edit insert add create grant revoke give ban block
    unblock suspend deactivate activate disable enable reset transfer send pay refund credit debit
    withdraw deposit verify approve reject promote demote truncate alter merge purge erase wipe
    rename assign unassign kill restart disconnect lock unlock freeze unfreeze increase decrease
    raise lower double mark flag email mail notify message invite import upload move replace fix
    correct adjust charge fine anonymize archive restore cancel terminate close register
    overwrite write execute run exec commit rollback shutdown zero clear fire hire make turn put
    switch convert unverify expire logout boost award deduct top-up""".split()
)
