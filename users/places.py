"""Names of places that mean the same: short and long forms, abbreviations, people's names.

Pure data for the users' dataset. Each group names one place, its usual English name first.
Codes of countries are left out where they are words or codes of American states ("IN", "NO",
"CAN", "CA"), but for Germany's "DE", and so are names that could mean two places of one column
("Congolese").
"""

from __future__ import annotations

Groups = tuple[tuple[str, ...], ...]

_COUNTRIES = """
    Afghanistan, Afghan, Afghans; Albania, Albanian, Albanians; Algeria, Algerian, Algerians
    Andorra, Andorran, Andorrans; Angola, Angolan, Angolans
    Antigua and Barbuda, Antigua, Antiguan, Antiguans
    Argentina, Argentine, Argentines, Argentinian, Argentinians, Argentinean
    Armenia, Armenian, Armenians
    Australia, AUS, AU, Australian, Australians, Aussie, Aussies, Down Under, Oz,
        Commonwealth of Australia
    Austria, AUT, Austrian, Austrians, Österreich
    Azerbaijan, Azerbaijani, Azerbaijanis, Azeri, Azeris
    Bahamas, The Bahamas, Bahamian, Bahamians; Bahrain, Bahraini, Bahrainis
    Bangladesh, Bangladeshi, Bangladeshis; Barbados, Barbadian, Barbadians, Bajan, Bajans
    Belarus, Belarusian, Belarusians, Byelorussia; Belgium, BEL, Belgian, Belgians, België, Belgique
    Belize, Belizean, Belizeans; Benin, Beninese; Bhutan, Bhutanese
    Bolivia, Bolivian, Bolivians, Bolivia Plurinational State of, Plurinational State of Bolivia
    Bosnia and Herzegovina, Bosnia, Bosnia Herzegovina, Bosnian, Bosnians
    Botswana, Botswanan, Motswana, Batswana; Brazil, BRA, BR, Brasil, Brazilian, Brazilians
    Brunei, Brunei Darussalam, Bruneian, Bruneians; Bulgaria, Bulgarian, Bulgarians
    Burkina Faso, Burkina, Burkinabe; Burundi, Burundian, Burundians
    Cambodia, Cambodian, Cambodians, Khmer; Cameroon, Cameroonian, Cameroonians
    Canada, Canadian, Canadians; Cape Verde, Cabo Verde, Cape Verdean, Cape Verdeans
    Central African Republic, Central African, Central Africans; Chad, Chadian, Chadians
    Chile, Chilean, Chileans
    China, CHN, CN, Chinese, PRC, People's Republic of China, Mainland China
    Colombia, Colombian, Colombians; Comoros, Comorian, Comorians
    Costa Rica, Costa Rican, Costa Ricans; Croatia, Croatian, Croatians, Croat, Croats, Hrvatska
    Cuba, Cuban, Cubans; Cyprus, Cypriot, Cypriots; Czech Republic, CZE, CZ, Czechia, Czech, Czechs
    Democratic Republic of the Congo, DRC, DR Congo, Congo Kinshasa, Congo Democratic Republic
        of the
    Denmark, DNK, DK, Danish, Dane, Danes, Danmark; Djibouti, Djiboutian, Djiboutians
    Dominica, Commonwealth of Dominica; Dominican Republic, Dominican, Dominicans
    Ecuador, Ecuadorian, Ecuadorians, Ecuadorean
    Egypt, EGY, Egyptian, Egyptians, Arab Republic of Egypt
    El Salvador, Salvadoran, Salvadorans, Salvadorian
    Equatorial Guinea, Equatorial Guinean, Equatoguinean; Eritrea, Eritrean, Eritreans
    Estonia, Estonian, Estonians; Eswatini, Swaziland, Swazi, Swazis
    Ethiopia, Ethiopian, Ethiopians; Fiji, Fijian, Fijians; Finland, FI, Finnish, Finn, Finns, Suomi
    France, FRA, FR, French, Frenchman, Frenchmen, Frenchwoman, Frenchwomen, French Republic
    Gabon, Gabonese
    Gambia, The Gambia, Gambian, Gambians; Georgia, Georgian, Georgians
    Germany, DEU, DE, German, Germans, Deutschland, Federal Republic of Germany
    Ghana, Ghanaian, Ghanaians
    Greece, GRC, Greek, Greeks, Hellas, Hellenic Republic; Grenada, Grenadian, Grenadians
    Guatemala, Guatemalan, Guatemalans; Guinea, Guinean, Guineans; Guinea-Bissau, Bissau-Guinean
    Guyana, Guyanese; Haiti, Haitian, Haitians; Honduras, Honduran, Hondurans
    Hong Kong, Hong Kong SAR, Hongkong, HK, HKSAR, Hong Konger, Hong Kongers, Hongkonger
    Hungary, HUN, HU, Hungarian, Hungarians, Magyarország; Iceland, Icelandic, Icelander, Icelanders
    India, IND, Indian, Indians, Bharat, Republic of India; Indonesia, Indonesian, Indonesians
    Iran, Iranian, Iranians, Islamic Republic of Iran, Iran Islamic Republic of; Iraq, Iraqi, Iraqis
    Ireland, IRL, Irish, Republic of Ireland, Irishman, Irishmen, Irishwoman, Irishwomen, Éire
    Israel, Israeli, Israelis; Italy, ITA, Italian, Italians, Italia
    Ivory Coast, Côte d'Ivoire, Cote d Ivoire, Ivorian, Ivorians; Jamaica, Jamaican, Jamaicans
    Japan, JPN, JP, Japanese, Nippon; Jordan, Jordanian, Jordanians
    Kazakhstan, Kazakh, Kazakhs, Kazakhstani, Kazakstan; Kenya, KEN, Kenyan, Kenyans; Kiribati
    Kosovo, Kosovan, Kosovar, Kosovars; Kuwait, Kuwaiti, Kuwaitis
    Kyrgyzstan, Kyrgyz, Kyrgyz Republic
    Laos, Lao PDR, Laotian, Laotians, Lao People's Democratic Republic; Latvia, Latvian, Latvians
    Lebanon, Lebanese; Lesotho, Basotho, Mosotho; Liberia, Liberian, Liberians
    Libya, Libyan, Libyans; Liechtenstein, Liechtensteiner, Liechtensteiners
    Lithuania, Lithuanian, Lithuanians
    Luxembourg, Luxemburg, Luxembourger, Luxembourgers, Luxembourgish; Macau, Macao, Macanese
    Madagascar, Malagasy; Malawi, Malawian, Malawians; Malaysia, Malaysian, Malaysians
    Maldives, The Maldives, Maldivian, Maldivians; Mali, Malian, Malians; Malta, Maltese
    Marshall Islands, Marshallese; Mauritania, Mauritanian, Mauritanians
    Mauritius, Mauritian, Mauritians; Mexico, MEX, MX, Mexican, Mexicans
    Micronesia, Micronesian, Micronesians, Federated States of Micronesia
    Moldova, Moldovan, Moldovans, Republic of Moldova, Moldova Republic of
    Monaco, Monegasque, Monacan; Mongolia, Mongolian, Mongolians
    Montenegro, Montenegrin, Montenegrins; Morocco, Moroccan, Moroccans
    Mozambique, Mozambican, Mozambicans; Myanmar, Burma, Burmese; Namibia, Namibian, Namibians
    Nauru, Nauruan, Nauruans; Nepal, Nepali, Nepalis, Nepalese
    Netherlands, NLD, NL, The Netherlands, Holland, Dutch, Dutchman, Dutchmen, Dutchwoman,
        Dutchwomen
    New Zealand, NZL, NZ, New Zealander, New Zealanders, Kiwi, Kiwis, Aotearoa
    Nicaragua, Nicaraguan, Nicaraguans; Niger, Nigerien, Nigeriens
    Nigeria, NGA, NG, Nigerian, Nigerians
    North Korea, DPRK, North Korean, North Koreans, Korea Democratic People's Republic of
    North Macedonia, Macedonia, Macedonian, Macedonians, FYROM; Norway, Norwegian, Norwegians, Norge
    Oman, Omani, Omanis; Pakistan, Pakistani, Pakistanis; Palau, Palauan, Palauans
    Palestine, Palestinian, Palestinians, State of Palestine, Palestine State of
    Panama, Panamanian, Panamanians; Papua New Guinea, PNG, Papua New Guinean, Papua New Guineans
    Paraguay, Paraguayan, Paraguayans; Peru, Peruvian, Peruvians
    Philippines, PHL, The Philippines, Filipino, Filipinos, Filipina, Filipinas, Philippine,
        Pilipinas
    Poland, POL, PL, Polish, Pole, Poles, Polska; Portugal, PRT, PT, Portuguese
    Puerto Rico, Puerto Rican, Puerto Ricans; Qatar, Qatari, Qataris
    Republic of the Congo, Congo Brazzaville, Congo Republic
    Romania, ROU, Romanian, Romanians, Rumania
    Russia, RUS, RU, Russian, Russians, Russian Federation; Rwanda, Rwandan, Rwandans
    Saint Kitts and Nevis, St Kitts, Kittitian, Kittitians; Saint Lucia, Saint Lucian, Saint Lucians
    Saint Vincent and the Grenadines, St Vincent, Vincentian, Vincentians; Samoa, Samoan, Samoans
    San Marino, Sammarinese; São Tomé and Príncipe, Sao Tome, Santomean, Santomeans
    Saudi Arabia, KSA, Saudi, Saudis, Saudi Arabian, Saudi Arabians, Kingdom of Saudi Arabia
    Senegal, Senegalese; Serbia, Serbian, Serbians, Serb, Serbs, Srbija
    Seychelles, The Seychelles, Seychellois; Sierra Leone, Sierra Leonean, Sierra Leoneans
    Singapore, SGP, SG, Singaporean, Singaporeans
    Slovakia, Slovak Republic, Slovak, Slovaks, Slovakian, Slovakians
    Slovenia, Slovenian, Slovenians, Slovene, Slovenes
    Solomon Islands, Solomon Islander, Solomon Islanders; Somalia, Somali, Somalis, Somalian
    South Africa, ZAF, ZA, RSA, South African, South Africans
    South Korea, KOR, KR, Korea, Republic of Korea, ROK, Korea Republic of, South Korean,
        South Koreans,
        Korean, Koreans
    South Sudan, South Sudanese; Spain, ESP, ES, Spanish, Spaniard, Spaniards, España
    Sri Lanka, Sri Lankan, Sri Lankans, Ceylon; Sudan, Sudanese; Suriname, Surinam, Surinamese
    Sweden, SWE, SE, Swedish, Swede, Swedes, Sverige
    Switzerland, CHE, CH, Swiss, Schweiz, Suisse, Swiss Confederation
    Syria, Syrian, Syrians, Syrian Arab Republic
    Taiwan, Taiwanese, Taiwan Province of China, Chinese Taipei
    Tajikistan, Tajik, Tajiks, Tajikistani
    Tanzania, Tanzanian, Tanzanians, United Republic of Tanzania, Tanzania United Republic of
    Thailand, THA, Thai, Thais; Timor-Leste, East Timor, Timorese, East Timorese; Togo, Togolese
    Tonga, Tongan, Tongans; Trinidad and Tobago, Trinidad, Trinidadian, Trinidadians
    Tunisia, Tunisian, Tunisians; Turkey, TUR, TR, Türkiye, Turkish, Turk, Turks
    Turkmenistan, Turkmen, Turkmens; Tuvalu, Tuvaluan, Tuvaluans; Uganda, Ugandan, Ugandans
    Ukraine, UKR, Ukrainian, Ukrainians, The Ukraine
    United Arab Emirates, UAE, The Emirates, Emirates, Emirati, Emiratis
    United Kingdom, GBR, UK, Britain, Great Britain, GB, British, Briton, Britons, Brit, Brits,
        United Kingdom of Great Britain and Northern Ireland
    United States, US, USA, United States of America, America, American, Americans,
        The States
    Uruguay, Uruguayan, Uruguayans; Uzbekistan, Uzbek, Uzbeks, Uzbekistani; Vanuatu, Ni-Vanuatu
    Vatican City, Vatican, The Vatican, Holy See
    Venezuela, Venezuelan, Venezuelans, Venezuela Bolivarian Republic of
    Vietnam, VNM, VN, Viet Nam, Vietnamese; Yemen, Yemeni, Yemenis; Zambia, Zambian, Zambians
    Zimbabwe, Zimbabwean, Zimbabweans; Bermuda, Bermudians
    Greenland, Greenlander, Greenlanders, Greenlandic; Faroe Islands, Faroes, Faroese
    Gibraltar, Gibraltarian, Gibraltarians; Cayman Islands, Caymanian, Caymanians
    Aruba, Aruban, Arubans; Curaçao, Curacaoan; French Polynesia, French Polynesian
    New Caledonia, New Caledonian; Guam, Guamanian; Guadeloupe, Guadeloupean; Martinique, Martinican
    Réunion, La Réunion, Reunionese; Isle of Man, Manx; Western Sahara, Sahrawi, Sahrawis
"""

_REGIONS = """
    Alabama, Alabaman, Alabamans; Alaska, Alaskan, Alaskans; Arizona, AZ, Arizonan, Arizonans
    Arkansas, Arkansan, Arkansans; California, Calif, Californian, Californians
    Colorado, Coloradan, Coloradans; Connecticut, CT; Delaware, Delawarean, Delawareans
    District of Columbia, DC, Washington DC; Florida, FL, Floridian, Floridians
    Georgia, Georgian, Georgians; Hawaii, Hawaiian, Hawaiians; Idaho, Idahoan, Idahoans
    Illinois, IL, Illinoisan, Illinoisans; Indiana, Hoosier, Hoosiers; Iowa, Iowan, Iowans
    Kansas, KS, Kansan, Kansans; Kentucky, KY, Kentuckian, Kentuckians
    Louisiana, Louisianan, Louisianans; Maine, Mainer, Mainers; Maryland, Marylander, Marylanders
    Massachusetts, Bay Stater, Bay Staters; Michigan, Michigander, Michiganders
    Minnesota, MN, Minnesotan, Minnesotans; Mississippi, Mississippian, Mississippians
    Missouri, Missourian, Missourians; Montana, Montanan, Montanans; Nebraska, Nebraskan, Nebraskans
    Nevada, NV, Nevadan, Nevadans; New Hampshire, NH; New Jersey, NJ, New Jerseyan, New Jerseyans
    New Mexico, NM, New Mexican, New Mexicans
    New York, NY, New York State, State of New York, New Yorker, New Yorkers
    North Carolina, NC, North Carolinian, North Carolinians
    North Dakota, North Dakotan, North Dakotans; Ohio, Ohioan, Ohioans
    Oklahoma, Oklahoman, Oklahomans; Oregon, Oregonian, Oregonians
    Pennsylvania, Pennsylvanian, Pennsylvanians; Rhode Island, RI, Rhode Islander, Rhode Islanders
    South Carolina, SC, South Carolinian, South Carolinians
    South Dakota, South Dakotan, South Dakotans; Tennessee, TN, Tennessean, Tennesseans
    Texas, TX, Texan, Texans; Utah, Utahn, Utahns; Vermont, VT, Vermonter, Vermonters
    Virginia, Virginian, Virginians; Washington, Washington State, State of Washington
    West Virginia, WV, West Virginian, West Virginians; Wisconsin, WI, Wisconsinite, Wisconsinites
    Wyoming, WY, Wyomingite, Wyomingites; Alberta, Albertan, Albertans
    British Columbia, BC, British Columbian, British Columbians; Manitoba, Manitoban, Manitobans
    New Brunswick, NB; Nova Scotia, Nova Scotian, Nova Scotians
    Newfoundland and Labrador, Newfoundland, Newfoundlander, Newfoundlanders
    Ontario, Ontarian, Ontarians; Prince Edward Island, PEI; Saskatchewan
    Quebec, Québécois, Quebecer, Quebecers, Quebecker, Quebeckers; New South Wales, NSW
    Queensland, QLD, Queenslander, Queenslanders; Tasmania, Tasmanian
    Victoria, Victorian, Victorians; South Australia, South Australian, South Australians
    Western Australia, Western Australian, Western Australians; Northern Territory
    Australian Capital Territory
    Scotland, Scottish, Scot, Scots, Scotsman, Scotsmen, Scotswoman, Scotswomen
    Wales, Welsh, Welshman, Welshmen, Welshwoman, Welshwomen, Cymru
    Northern Ireland, Northern Irish, Ulster; Greater Manchester
    Baden-Württemberg, Baden-Wuerttemberg; Bavaria, Bayern, Bavarian, Bavarians
    Hesse, Hessen, Hessian, Hessians; Lower Saxony, Niedersachsen
    Mecklenburg-Western Pomerania, Mecklenburg-Vorpommern; Saxony, Sachsen, Saxon, Saxons
    North Rhine-Westphalia, Nordrhein-Westfalen, NRW; Saxony-Anhalt, Sachsen-Anhalt
    Rhineland-Palatinate, Rheinland-Pfalz; Thuringia, Thüringen, Thuringian, Thuringians
    Schleswig-Holstein; Saarland; Brandenburg; Berlin, Berliner, Berliners; Hamburg; Bremen
    Brittany, Bretagne, Breton, Bretons; Burgundy, Bourgogne, Bourgogne-Franche-Comté
    Corsica, Corse, Corsican, Corsicans; Île-de-France, Paris Region; Normandy, Normandie
    Auvergne-Rhône-Alpes; Nouvelle-Aquitaine, New Aquitaine; Occitanie, Occitania
    Provence-Alpes-Côte d'Azur, Provence-Alpes-Cote d Azur, PACA, Provence; Pays de la Loire
    Grand Est; Hauts-de-France; Andalusia, Andalucía, Andalusian, Andalusians; Aragon, Aragonese
    Basque Country, País Vasco, Euskadi, Basque, Basques
    Balearic Islands, Islas Baleares, Illes Balears, Baleares, Balearics
    Canary Islands, Canarias, Islas Canarias, Canaries; Castile and León, Castilla y León
    Castilla-La Mancha, Castile-La Mancha; Catalonia, Catalunya, Cataluña, Catalan, Catalans
    Galicia, Galician, Galicians; Community of Madrid, Comunidad de Madrid, Madrid, Madrid Region
    Navarre, Navarra; Valencian Community, Comunidad Valenciana, Comunitat Valenciana, Valencia
    Asturias, Asturian, Asturians; Murcia, Región de Murcia, Region of Murcia; Apulia, Puglia
    Emilia-Romagna; Lazio, Latium; Lombardy, Lombardia, Lombard, Lombards; Marche, The Marches
    Piedmont, Piemonte, Piedmontese; Sardinia, Sardegna, Sardinian, Sardinians
    Sicily, Sicilia, Sicilian, Sicilians; Tuscany, Toscana, Tuscan, Tuscans
    Trentino-South Tyrol, Trentino-Alto Adige; Umbria, Umbrian, Umbrians; Veneto; Liguria; Campania
    Calabria; Flanders, Vlaanderen, Flemish; Wallonia, Wallonie, Walloon, Walloons
    Brussels-Capital, Brussels, Brussels-Capital Region; North Holland, Noord-Holland
    South Holland, Zuid-Holland; North Brabant, Noord-Brabant; Friesland, Frisian, Frisians; Zeeland
    Carinthia, Kärnten; Lower Austria, Niederösterreich; Upper Austria, Oberösterreich
    Styria, Steiermark, Styrian, Styrians; Tyrol, Tirol, Tyrolean, Tyroleans; Geneva, Genève, Genf
    Zurich; Lucerne, Luzern; Vaud; Ticino, Tessin
    Masovia, Mazovia, Mazowieckie, Masovian, Masovian Voivodeship
    Lesser Poland, Małopolska, Małopolskie; Silesia, Śląskie, Silesian, Silesians
    Lower Silesia, Dolnośląskie; Pomerania, Pomorskie; Greater Poland, Wielkopolskie
    Bohemia, Bohemian, Bohemians; Moravia, Moravian, Moravians; Transylvania, Transylvanian
    Crete, Kriti, Cretan, Cretans; Attica, Attiki; Scania, Skåne; Lisbon, Lisboa; Madeira, Madeiran
    Azores, Açores; Crimea, Crimean; Siberia, Siberian, Siberians; Chechnya, Chechen, Chechens
    Tatarstan, Tatar, Tatars; Hokkaido; Kansai; Okinawa, Okinawan, Okinawans
    Tokyo, Tokyo Metropolis, Tokyo Prefecture, Tokyoite, Tokyoites; Osaka, Osaka Prefecture
    Kyoto, Kyoto Prefecture; Kanagawa, Kanagawa Prefecture; Aichi, Aichi Prefecture
    Fukuoka, Fukuoka Prefecture; Hyogo, Hyogo Prefecture; Guangdong, Cantonese
    Sichuan, Szechuan, Szechwan; Tibet, Tibetan, Tibetans; Xinjiang, Sinkiang
    Inner Mongolia, Nei Mongol; Gyeonggi, Gyeonggi-do; Punjab, Punjabi, Punjabis
    Maharashtra, Maharashtrian, Maharashtrians; Karnataka, Kannadiga, Kannadigas
    Tamil Nadu, Tamil, Tamils; West Bengal, Bengal, Bengali, Bengalis
    Kerala, Keralite, Keralites, Malayali, Malayalis; Gujarat, Gujarati, Gujaratis; Uttar Pradesh
    Goa, Goan, Goans; Odisha, Orissa, Odia; Rajasthan, Rajasthani, Rajasthanis
    Kashmir, Jammu and Kashmir, Kashmiri, Kashmiris
    Delhi, National Capital Territory of Delhi, NCT of Delhi, Delhiite, Delhiites; Bali, Balinese
    Java, Javanese; Sumatra, Sumatran; West Java, Jawa Barat; East Java, Jawa Timur
    Central Java, Jawa Tengah; Metro Manila, National Capital Region
    Kurdistan, Kurdish, Kurd, Kurds; Mexico City, CDMX, Ciudad de México, Distrito Federal; Jalisco
    Nuevo León; Yucatán; State of Mexico, Estado de México, Edomex; Baja California, Baja
    São Paulo, Paulista, Paulistas; Minas Gerais; Bahia, Bahian, Bahians
    Rio de Janeiro, Rio, Carioca, Cariocas; Buenos Aires, Buenos Aires Province, Porteño, Porteños
    Patagonia, Patagonian, Patagonians; Western Cape; Eastern Cape; Gauteng; KwaZulu-Natal, KZN
    Zanzibar, Zanzibari, Zanzibaris
    England, English, Englishman, Englishmen, Englishwoman, Englishwomen
    Greater London, London, Londoner, Londoners; Lagos, Lagosian, Lagosians
    Seoul, Seoulite, Seoulites; Busan, Pusan; Incheon, Inchon; Vienna, Wien, Viennese
    Moscow, Moskva, Muscovite, Muscovites; Saint Petersburg, Leningrad
    Beijing, Peking, Beijinger, Beijingers; Shanghai, Shanghainese; Tianjin, Tientsin
    Chongqing, Chungking; Prague, Praha; Istanbul, Istanbulite, Istanbulites
    Jakarta, Jakartan, Jakartans; Nairobi, Nairobian, Nairobians
    Singapore, Singaporean, Singaporeans; Hong Kong, HK, Hong Konger, Hong Kongers
    Ho Chi Minh City, Saigon, HCMC, Ho Chi Minh; Kyiv, Kiev; Copenhagen, København
"""

_CITIES = """
    New York City, NYC, New York, City of New York, New Yorker, New Yorkers
    Los Angeles, LA, City of Los Angeles, Angeleno, Angelenos; San Diego, San Diegan, San Diegans
    San Francisco, SF, San Fran, San Franciscan, San Franciscans; San Jose
    Washington, Washington DC, DC, Washingtonian, Washingtonians; Las Vegas, Vegas
    Philadelphia, Philly, Philadelphian, Philadelphians; New Orleans, NOLA; Atlanta, ATL
    Chicago, Chicagoan, Chicagoans; Boston, Bostonian, Bostonians; Houston, Houstonian, Houstonians
    Dallas, Dallasite, Dallasites; Austin, Austinite, Austinites; Seattle, Seattleite, Seattleites
    Miami, Miamian, Miamians; Saint Louis; Saint Paul; Fort Worth; Salt Lake City, SLC
    Oklahoma City, OKC; Detroit, Detroiter, Detroiters; Denver, Denverite, Denverites
    Portland, Portlander, Portlanders; Honolulu, Honolulan; Toronto, Torontonian, Torontonians
    Montreal, Montrealer, Montrealers; Vancouver, Vancouverite, Vancouverites
    Quebec City, Ville de Québec; Calgary, Calgarian, Calgarians
    Winnipeg, Winnipegger, Winnipeggers; Mexico City, CDMX, Ciudad de México, Distrito Federal
    Guadalajara; Havana, La Habana; Panama City, Ciudad de Panamá
    Guatemala City, Ciudad de Guatemala; Rio de Janeiro, Rio, Carioca, Cariocas
    São Paulo, Sampa, Paulistano, Paulistanos, Paulista, Paulistas; Buenos Aires, Porteño, Porteños
    Bogotá; Lima, Limeño; Quito, Quiteño; London, Londoner, Londoners
    Manchester, Mancunian, Mancunians; Glasgow, Glaswegian, Glaswegians
    Liverpool, Liverpudlian, Liverpudlians, Scouser, Scousers; Birmingham, Brummie, Brummies
    Newcastle upon Tyne, Newcastle, Geordie, Geordies; Edinburgh; Dublin, Dubliner, Dubliners
    Paris, Parisian, Parisians; Marseille, Marseilles; Lyon; Nice, Niçois; Strasbourg, Strassburg
    Berlin, Berliner, Berliners; Munich, München, Muenchen; Cologne, Köln, Koeln
    Frankfurt, Frankfurt am Main, Frankfurt on the Main; Nuremberg, Nürnberg, Nuernberg
    Düsseldorf, Duesseldorf; Hanover, Hannover; Dresden; Hamburg; Vienna, Wien, Viennese
    Zurich, Zuerich; Geneva, Genève, Genf; Basel, Basle, Bâle; Bern, Berne; Lucerne, Luzern
    Lausanne; Amsterdam, Amsterdammer, Amsterdammers; The Hague, Hague, Den Haag, 's-Gravenhage
    Rotterdam, Rotterdammer, Rotterdammers; Brussels, Bruxelles, Brussel; Antwerp, Antwerpen, Anvers
    Ghent, Gent, Gand; Bruges, Brugge; Leuven, Louvain; Liège, Luik; Luxembourg City, Luxembourg
    Copenhagen, København; Gothenburg, Göteborg; Stockholm, Stockholmer, Stockholmers; Oslo
    Helsinki; Turku; Rome, Roma, Roman, Romans; Milan, Milano, Milanese
    Naples, Napoli, Neapolitan, Neapolitans; Florence, Firenze, Florentine, Florentines
    Venice, Venezia, Venetian, Venetians; Turin, Torino; Genoa, Genova, Genoese; Bologna, Bolognese
    Padua, Padova; Mantua, Mantova; Madrid, Madrileño, Madrileños
    Barcelona, Barcelonan, Barcelonans; Seville, Sevilla; Zaragoza, Saragossa
    San Sebastián, Donostia; A Coruña, La Coruña, Corunna; Bilbao; Palma, Palma de Mallorca
    Lisbon, Lisboa; Porto, Oporto; Prague, Praha; Brno; Warsaw, Warszawa, Varsovian, Varsovians
    Kraków, Cracow, Cracovian; Wrocław; Gdańsk; Łódź; Poznań; Budapest; Bucharest, București
    Belgrade, Beograd; Sofia, Sofiya; Athens, Athenian, Athenians; Thessaloniki, Salonica; Piraeus
    Istanbul, Istanbulite, Istanbulites; Izmir; Moscow, Moskva, Muscovite, Muscovites
    Nizhny Novgorod; Saint Petersburg, Leningrad, Sankt-Peterburg; Yekaterinburg, Ekaterinburg
    Kyiv, Kiev; Lviv, Lvov; Kharkiv, Kharkov; Odesa, Odessa; Dnipro; Minsk; Chișinău, Kishinev
    Tbilisi, Tiflis; Vilnius; Tallinn; Tokyo, Tokyoite, Tokyoites; Osaka, Osakan, Osakans; Kyoto
    Kobe; Seoul, Seoulite, Seoulites; Busan, Pusan; Incheon, Inchon; Daegu, Taegu; Daejeon, Taejon
    Beijing, Peking, Beijinger, Beijingers; Guangzhou; Nanjing, Nanking; Tianjin, Tientsin
    Chongqing, Chungking; Xi'an; Shanghai, Shanghainese; Hong Kong, HK, Hong Konger, Hong Kongers
    Macau, Macao; Taipei; Kaohsiung, Gaoxiong; Ho Chi Minh City, Saigon, HCMC, Ho Chi Minh
    Hanoi, Hà Nội; Da Nang, Danang; Bangkok, BKK, Krung Thep; Phnom Penh, Pnom Penh
    Kuala Lumpur, KL; George Town; Singapore, Singaporean, Singaporeans; Manila; Yangon, Rangoon
    Mandalay; Jakarta, Djakarta, Jakartan, Jakartans; Yogyakarta, Jogjakarta, Jogja
    Mumbai, Bombay, Mumbaikar, Mumbaikars; Delhi, Delhiite, Delhiites; New Delhi
    Bangalore, Bengaluru, Bangalorean, Bangaloreans; Kolkata, Calcutta; Chennai, Madras; Pune, Poona
    Mysore, Mysuru; Kochi, Cochin; Thiruvananthapuram, Trivandrum; Varanasi, Benares, Banaras
    Vadodara, Baroda; Gurgaon, Gurugram; Dhaka, Dacca; Chittagong, Chattogram; Kathmandu, Katmandu
    Karachi; Almaty, Alma-Ata; Astana, Nur-Sultan; Tashkent; Tehran, Teheran
    Sydney, Sydneysider, Sydneysiders; Melbourne, Melburnian, Melburnians; Brisbane; Perth
    Auckland, Aucklander, Aucklanders; Dubai; Abu Dhabi; Riyadh, Riad; Jeddah, Jiddah, Jedda
    Mecca, Makkah; Medina, Al Madinah; Kuwait City; Doha; Muscat
    Tel Aviv, Tel Aviv-Yafo, Tel Aviv-Jaffa; Jerusalem; Beirut, Beyrouth; Damascus; Aleppo
    Cairo, Al Qahirah, Cairene, Cairenes; Alexandria; Marrakesh, Marrakech; Casablanca; Fez, Fès
    Tangier; Algiers, Alger; Tunis; Tripoli; Addis Ababa, Addis; Johannesburg, Joburg, Jozi
    Cape Town, Capetown, Kaapstad, Capetonian, Capetonians; Pretoria, Tshwane; Durban, eThekwini
    Gqeberha, Port Elizabeth; Nairobi, Nairobian, Nairobians; Lagos, Lagosian, Lagosians
    Dar es Salaam; Kinshasa; Maputo; Harare
"""


def _groups(text: str) -> Groups:
    """Return the groups of a text, parted by semicolons, of names parted by commas.

    A line ends a group unless the next one is indented deeper.
    """
    lines = text.replace("\n        ", " ").splitlines()
    groups = [group for line in lines if line.strip() for group in line.split(";")]
    return tuple(tuple(name.strip() for name in group.split(",")) for group in groups)


COUNTRY_ALIASES: Groups = _groups(_COUNTRIES)
REGION_ALIASES: Groups = _groups(_REGIONS)
CITY_ALIASES: Groups = _groups(_CITIES)
