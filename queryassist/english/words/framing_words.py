"""What people say around a question: greetings, thanks, and that they would like to know."""

from __future__ import annotations

from itertools import product

from queryassist.catalog import phrases
from queryassist.english.words.roles import Role


def _joined(*parts: str) -> tuple[str, ...]:
    """Return each phrase of the first part followed by each of the next; "-" stands for none."""
    chosen = product(*(phrases(part) for part in parts))
    return tuple(" ".join(word for word in words if word != "-") for words in chosen)


_FORMAL = (
    *_joined(
        "i | we",
        "should be glad | should like | would be glad | would like | would love",
        """
        to ask | to ask for | to be informed | to be informed of | to be told | to enquire | to find
        out | to get | to have | to inquire | to know | to learn | to receive | to request | to see
        """,
    ),
    *_joined(
        "i | we",
        """
        am writing to ask | am writing to enquire | am writing to inquire | am writing to request |
        are writing to ask | are writing to enquire | are writing to inquire | are writing to
        request | hereby request | kindly request | request | require | should be grateful if you
        could | should like | would appreciate | would appreciate it if you could | would appreciate
        knowing | would be grateful for | would be grateful if you could | would be grateful to know
        | would be obliged if you could | would require
        """,
    ),
    *_joined(
        "can | could | may | might",
        "i | we",
        "ask | be informed of | be told | enquire | have | inquire | know | learn | request",
    ),
    *_joined(
        "could you | could you please | kindly | please | please kindly | would you please",
        """
        advise | advise me on | advise on | advise us on | compile | confirm if | confirm whether |
        indicate | inform me of | inform us of | prepare | specify | state
        """,
    ),
    *_joined(
        "- | could you | could you please | kindly | please | please kindly | would you please",
        "forward | furnish | provide | supply",
        "a | me with | the | us with",  # not whom or how much, which would be an order
    ),
    *_joined(
        "can you | can you please | could you | could you kindly | could you please | would you | "
        "would you kindly",
        "advise me on | inform me | inform me about | inform us | inform us about",
    ),
    *phrases(
        """
        as agreed | as discussed | at your convenience | at your earliest convenience | dear madam |
        dear sir | dear sir or madam | dear sirs | please be advised that | please be informed that
        | please note that | pursuant to our agreement | pursuant to our conversation | pursuant to
        our discussion | respectfully | to whom it may concern | yours faithfully | yours sincerely
        | yours truly
        """
    ),
)

FRAMING: dict[Role, tuple[str, ...]] = {
    Role.POLITE: (*_FORMAL, *phrases(
        """
        a favour | a favour please | a quick one | a quick question | and i need | any chance of |
        any chance you can | any chance you could | any clue | appreciate it | appreciated | as
        quickly as possible | as soon as possible | as soon as you can | before the meeting | bit of
        help | bit of help please | bonus question | by the end of the day | can anybody tell me |
        can anyone tell me | can somebody tell me | can someone tell me | can u | can we get | can
        we have | can we know | can we see | can you check | can you help | can you help me | can
        you help me find | can you help me out | can you help me with | can you help us | can you
        help with | can you help with this | can you please | can you quickly | can you run | can
        you work out | care to tell me | could anyone tell me | could someone tell me | could u |
        could you check | could you help | could you help me | could you help me find | could you
        help me out | could you help me with | could you help us | could you kindly | could you
        quickly | could you run | could you work out | do me a favor | do me a favour | do we
        actually have | do we happen to have | do we know | do you happen to know | do you have any
        idea | does anybody know | does anyone know | first of all | firstly | for a change | for a
        meeting | for a presentation | for context | for interest | for my boss | for my manager |
        for my report | for our report | for the boss | for the meeting | for the minutes | for the
        report | for the team | from what you can see | go ahead and | good day | got a minute | got
        a question | got a sec | have a look at | have a question | have you got | hello all | hello
        everyone | hello team | help me | help me find | help me find out | help me out | help me
        understand | help me with | help please | help us | hey all | hey team | hi all | hi
        everybody | hi everyone | hi folks | hi guys | hi queen | hi team | hope you are well | hope
        you can help | i am after | i am asking for | i am curious | i am curious about | i am
        interested in | i am just curious | i am preparing a report | i am supposed to find | i am
        trying to figure out | i am trying to find | i am trying to find out | i am trying to get |
        i am trying to see | i am trying to understand | i am trying to work out | i am wondering |
        i could do with | i could use | i have a question | i have been asked | i have been asked
        for | i have been asked to find | i have been asked to find out | i have been asked to get |
        i have to find | i have to find out | i have to know | i have to report | i just need | i
        just need to know | i just want | i just want to know | i just wanted to know | i must know
        | i need a hand | i need help | i need help with | i need this | i need to find | i need to
        find out | i need to get | i need to have | i need to know | i need to know about | i need
        to report | i need to see | i really need | i want to know about | i was asked | i was asked
        for | i was asked to find | i was asked to find out | i was told to find | i was wondering |
        i would be interested in | i would be interested to know | i would like to find out | i
        would like to get | i would like to have | i would like to know about | i would need | if i
        could | if i may ask | if possible | if we could | if you can | if you could | if you do not
        mind | if you please | if you would | in case you know | in your opinion | it would be good
        to know | it would be great to know | it would be nice to know | just a quick one | just a
        quick question | just asking | just checking | just curious | just to check | just to
        confirm | just to double check | just to know | just wondering | let us find out | let us
        have | let us know | let us look at | let us see | looking to find | looking to find out |
        looking to get | many thanks in advance | may i ask | may i have | may i know | may i see |
        mind telling me | morning all | much appreciated | must be | must have | must live | must
        live in | my question is | next question | no rush | nothing urgent | of interest | off the
        top of your head | on a related note | on another note | one last thing | one more | one
        more question | one more thing | one more time | one question | one quick question |
        possibly | quick check | quick one for you | quick q | quick query | quickie | real quick |
        remind me | remind us | run the numbers for | run the numbers on | same as always | second
        question | secondly | should be | so basically | so basically i need | sorry to bother you |
        sorry to bother you again | ta | tell me something | tell us | thank you in advance | thank
        you kindly | thanks a bunch | thanks a million | thanks again | thanks for your help |
        thanks in advance | thanks so much | thanks very much | that would be great | that would be
        helpful | the boss is asking | the boss wants to know | the question is | they must be |
        they must have | they must live | they must live in | they need to be | they should be |
        they should have | they should live in | to be exact | to be honest | to be precise | ty |
        tyvm | u | ur | urgent | urgently | very much | very quickly | wanted | we could do with |
        we could use | we have been asked | we have been asked for | we need | we need to find out |
        we need to get | we need to know | we need to report | we need to see | we want | we want to
        know | we want to see | we were asked | we were wondering | we would like to find out | we
        would like to get | we would like to have | we would like to know | we would like to see |
        what about telling me | what is up with | when you can | when you get a chance | when you
        have a minute | when you have a moment | when you have time | whenever you can | whether i
        could | whether we could | whether you can | whether you could | with your help | without
        further ado | would it be possible to | would it be possible to get | would it be possible
        to know | would it be possible to see | would love to know | would u | would you be able to
        | would you be able to tell me | would you be so kind | would you be so kind as to | would
        you by any chance know | would you happen to know | would you kindly | would you mind |
        would you mind telling me | would you please | y'all | you can | you could | you guys | you
        know | your help please
        """
    )),
}  # fmt: skip
