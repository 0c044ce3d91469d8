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
        joined | join | joining | signed up | sign up | signing up | signed-up | created | create an
        account | created an account | created their account | created their accounts | opened an
        account | opened | were opened | open | account openings | join us | joined us | came to us
        | signing on | signed on | entered | made accounts | got on board | opened their account |
        registered | register | registering | signup | signups | sign ups | registrations |
        registration | enrolled | enroll | onboarded | onboard | came on board | new | newly joined
        | newly registered | gain | gained | acquired | been with us | been here | been around |
        been users | been a user | been customers | members since | member since | been members |
        been a member | account created | accounts created | became a member | became members | came
        in | made an account | made their account | sign-up | new signups | new sign ups | new
        registrations
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
        earliest | oldest account | oldest accounts | longest standing | longest serving | earliest
        to join | first to join | been with us the longest | been with us longest | been here the
        longest | been a member the longest | been members the longest | been a user the longest |
        with us the longest | longest membership
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
