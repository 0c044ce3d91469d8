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

JAPAN, USA, UK = eq("country", "Japan"), eq("country", "United States"), eq("country", "United Kingdom")
GERMANY, FRANCE, BRAZIL = eq("country", "Germany"), eq("country", "France"), eq("country", "Brazil")
INDIA, CANADA, SPAIN = eq("country", "India"), eq("country", "Canada"), eq("country", "Spain")
MEXICO, KOREA, NIGERIA = eq("country", "Mexico"), eq("country", "South Korea"), eq("country", "Nigeria")
AUSTRALIA, NETHERLANDS = eq("country", "Australia"), eq("country", "Netherlands")
SWITZERLAND = eq("country", "Switzerland")

TOKYO, OSAKA, KYOTO = eq("region", "Tokyo"), eq("region", "Osaka"), eq("region", "Kyoto")
CALIFORNIA, TEXAS, NEW_YORK = eq("region", "California"), eq("region", "Texas"), eq("region", "New York")
BAVARIA, BERLIN, ZURICH = eq("region", "Bavaria"), eq("region", "Berlin"), eq("region", "Zürich")
SAO_PAULO, PARIS_REGION = eq("region", "São Paulo"), eq("region", "Île-de-France")
ONTARIO, LAGOS, SEOUL = eq("region", "Ontario"), eq("region", "Lagos"), eq("region", "Seoul")
LONDON, PARIS, MUNICH = eq("city", "London"), eq("city", "Paris"), eq("city", "Munich")
MALAGA, TORONTO, MUMBAI = eq("city", "Málaga"), eq("city", "Toronto"), eq("city", "Mumbai")
