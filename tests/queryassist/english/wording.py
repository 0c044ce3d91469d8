"""The tests of a person that most questions share, under the words that staff use for them."""

from __future__ import annotations

from tests.queryassist.english.expect import eq

AGE, BALANCE, SCORE = "age", "wallet_balance_usd", "activity_score"

WOMAN = eq("gender", "female")
MAN = eq("gender", "male")
ACTIVE = eq("is_active", True)
INACTIVE = eq("is_active", False)
VERIFIED = eq("kyc_verified", True)
UNVERIFIED = eq("kyc_verified", False)
BASIC = eq("kyc_level", 1)
ADVANCED = eq("kyc_level", 2)

JAPAN = eq("country", "Japan")
USA = eq("country", "United States")
UK = eq("country", "United Kingdom")
GERMANY = eq("country", "Germany")
FRANCE = eq("country", "France")
BRAZIL = eq("country", "Brazil")
INDIA = eq("country", "India")
CANADA = eq("country", "Canada")
SPAIN = eq("country", "Spain")
MEXICO = eq("country", "Mexico")
KOREA = eq("country", "South Korea")
NIGERIA = eq("country", "Nigeria")
AUSTRALIA = eq("country", "Australia")
NETHERLANDS = eq("country", "Netherlands")
SWITZERLAND = eq("country", "Switzerland")

TOKYO = eq("region", "Tokyo")
OSAKA = eq("region", "Osaka")
KYOTO = eq("region", "Kyoto")
CALIFORNIA = eq("region", "California")
TEXAS = eq("region", "Texas")
NEW_YORK = eq("region", "New York")
BAVARIA = eq("region", "Bavaria")
BERLIN = eq("region", "Berlin")
ZURICH = eq("region", "Zürich")
SAO_PAULO = eq("region", "São Paulo")
PARIS_REGION = eq("region", "Île-de-France")
ONTARIO = eq("region", "Ontario")
LAGOS = eq("region", "Lagos")
SEOUL = eq("region", "Seoul")

LONDON = eq("city", "London")
PARIS = eq("city", "Paris")
MUNICH = eq("city", "Munich")
MALAGA = eq("city", "Málaga")
TORONTO = eq("city", "Toronto")
