"""The timestamps of users that may be asked about, and the words for what happened then."""

from __future__ import annotations

from queryassist.catalog import Column, ColumnType, phrases

LAST_ACTIVE = Column(
    name="last_active",
    type=ColumnType.TIMESTAMP,
    label="last active",
    words=phrases(
        """
        last active | last activity | last seen | last login | last visit | last log in | last
        active date | last activity date | last active time | last seen date | last login date |
        last sign in | time of last activity | date of last activity | last online
        """
    ),
    verbs=phrases(
        """
        last active | last seen | seen | logged in | log in | logging in | login | logins | signed
        in | sign in | signing in | visited | visit | online | been online | been seen | been active
        | were active | was active | came back | come back | returned | used the app | last logged
        in | last signed in | last visited | last used the app | showed up | shown up | last online
        | show up | any activity | logged on | log on | logging on | last logged on | logged back in
        | logged back on | logged onto the app | logged on to the app | logged into the app |
        accessed the app | accessed our app | opened the app | opened our app | used our app |
        checked in | stopped by | dropped by | been around | been here | been back
        """
    ),
    most=("most recent activity", "latest activity"),
    least=phrases(
        """
        been gone longest | been gone the longest | been inactive longest | been inactive the
        longest | inactive the longest | longest inactive | longest time without activity | longest
        without activity | not been active the longest
        """
    ),
    nullable=True,
    listed=True,
    overwritten=True,
)

CREATED_AT = Column(
    name="created_at",
    type=ColumnType.TIMESTAMP,
    label="joined",
    words=phrases(
        """
        created at | creation date | join date | joining date | signup date | sign up date |
        registration date | date joined | date created | signup | sign up | registration | joining |
        date of registration | date of joining | signup time | creation time | created date | joined
        date | enrollment date
        """
    ),
    plural="signup dates",
    verbs=phrases(
        """
        account created | account openings | accounts created | acquired | became a member | became
        members | been a member | been a user | been around | been customers | been here | been
        members | been users | been with us | came in | came on board | came to us | create an
        account | created | created an account | created their account | created their accounts |
        enroll | enrolled | entered | gain | gained | got on board | join | join us | joined |
        joined us | joiners | joining | made accounts | made an account | made their account |
        member since | members since | new | new joiners | new registrations | new sign ups | new
        signups | newly joined | newly registered | onboard | onboarded | open | opened | opened an
        account | opened their account | register | registered | registering | registration |
        registrations | sign up | sign ups | sign-up | signed on | signed up | signed-up | signing
        on | signing up | signup | signups | were opened
        """
    ),
    most=phrases(
        """
        newest | latest user | latest users | most recent user | most recent users | newest user |
        newest users | latest account | latest accounts | latest members | most recent accounts |
        most recently joined | most recently created | most recently registered | latest to join |
        last to join | most recent to join | last joined | newest to join | newest account | newest
        accounts
        """
    ),
    least=phrases(
        """
        account is oldest | account is the oldest |
        been a member for the longest time | been a member the longest | been a user the longest |
        been here the longest | been members the longest | been with us for the longest time | been
        with us longest | been with us the longest | earliest | earliest to join | first to join |
        longest membership | longest serving | longest standing | oldest account | oldest accounts |
        with us the longest
        """
    ),
    more=("newer",),
    listed=True,
)

UPDATED_AT = Column(
    name="updated_at",
    type=ColumnType.TIMESTAMP,
    label="updated",
    words=phrases(
        """
        updated at | last update | update date | updated date | last updated | date of last update |
        last modified | modification date | last change
        """
    ),
    verbs=phrases(
        """
        updated | last updated | modified | changed | edited | last modified | last changed |
        profile updated | were updated | updated their profile | been updated | changed their
        profile | edited their profile | updated their details | changed their details |
        changed something | changed anything | edited something | updated something
        """
    ),
    most=("most recently updated", "last updated", "most recently modified"),
    least=("least recently updated",),
    overwritten=True,
)
