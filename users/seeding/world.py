"""The world that demo users live in: countries with their regions, cities and names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country; ``weight`` is its share of the users, relative to the others.

    ``regions`` and the cities of each are ordered from the most to the least populous.
    """

    name: str
    weight: int
    regions: dict[str, tuple[str, ...]]
    female_names: tuple[str, ...]
    male_names: tuple[str, ...]
    last_names: tuple[str, ...]


def _country(name: str, weight: int, regions: str, names: tuple[str, str, str]) -> Country:
    """Read the compact notation below: one region a line, names separated by commas."""
    parts = [line.split(":") for line in regions.strip().splitlines()]
    female, male, last = (_split(text) for text in names)
    return Country(
        name=name,
        weight=weight,
        regions={region.strip(): _split(cities) for region, cities in parts},
        female_names=female,
        male_names=male,
        last_names=last,
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


WORLD = (
    _country(
        "USA",
        22,
        """
        California: Los Angeles, San Francisco, San Diego, San Jose, Sacramento
        New York: New York City, Buffalo, Rochester, Albany
        Texas: Houston, Dallas, Austin, San Antonio
        Florida: Miami, Orlando, Tampa, Jacksonville
        Illinois: Chicago, Springfield, Naperville
        Washington: Seattle, Spokane, Tacoma
        Massachusetts: Boston, Cambridge, Worcester
        """,
        (
            "Emma, Olivia, Ava, Sophia, Mia, Grace, Chloe, Hannah, Madison, Zoe",
            "Liam, Noah, James, Ethan, Mason, Logan, Jack, Tyler, Ryan, Caleb",
            "Smith, Johnson, Williams, Brown, Jones, Miller, Davis, Wilson, Moore, Taylor, Clark",
        ),
    ),
    _country(
        "Japan",
        10,
        """
        Tokyo: Shinjuku, Shibuya, Setagaya, Minato, Hachioji, Machida
        Osaka: Osaka City, Sakai, Higashiosaka, Toyonaka
        Kanagawa: Yokohama, Kawasaki, Sagamihara, Kamakura
        Aichi: Nagoya, Toyota, Okazaki
        Hokkaido: Sapporo, Asahikawa, Hakodate
        Fukuoka: Fukuoka City, Kitakyushu, Kurume
        Kyoto: Kyoto City, Uji, Kameoka
        """,
        (
            "Yui, Sakura, Hana, Aoi, Yuki, Haruka, Misaki, Rin, Ayaka, Nanami",
            "Haruto, Yuto, Sota, Ren, Daiki, Kenta, Takumi, Hiroshi, Riku, Kaito",
            "Sato, Suzuki, Takahashi, Tanaka, Watanabe, Ito, Yamamoto, Nakamura, Kobayashi, Kato",
        ),
    ),
    _country(
        "United Kingdom",
        8,
        """
        England: London, Birmingham, Manchester, Leeds, Bristol, Liverpool
        Scotland: Glasgow, Edinburgh, Aberdeen, Dundee
        Wales: Cardiff, Swansea, Newport
        Northern Ireland: Belfast, Derry, Lisburn
        """,
        (
            "Amelia, Isla, Poppy, Freya, Charlotte, Imogen, Lucy, Eleanor, Daisy, Alice",
            "Oliver, George, Harry, Arthur, Alfie, Thomas, Oscar, Henry, Callum, Rory",
            "Jones, Evans, Walker, Wright, Thompson, Hughes, Green, Campbell, Stewart, Murray",
        ),
    ),
    _country(
        "Germany",
        8,
        """
        North Rhine-Westphalia: Cologne, Düsseldorf, Dortmund, Essen, Bonn
        Bavaria: Munich, Nuremberg, Augsburg, Regensburg
        Berlin: Berlin
        Baden-Württemberg: Stuttgart, Karlsruhe, Mannheim, Freiburg
        Hamburg: Hamburg
        Hesse: Frankfurt, Wiesbaden, Kassel
        """,
        (
            "Mia, Emilia, Hanna, Lea, Anna, Lena, Clara, Johanna, Greta, Katharina",
            "Ben, Paul, Leon, Finn, Jonas, Lukas, Felix, Maximilian, Jürgen, Moritz",
            "Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schäfer, Koch",
        ),
    ),
    _country(
        "France",
        7,
        """
        Île-de-France: Paris, Boulogne-Billancourt, Saint-Denis, Versailles
        Provence-Alpes-Côte d'Azur: Marseille, Nice, Toulon, Avignon
        Auvergne-Rhône-Alpes: Lyon, Grenoble, Saint-Étienne
        Occitanie: Toulouse, Montpellier, Nîmes
        Nouvelle-Aquitaine: Bordeaux, Limoges, Poitiers
        Brittany: Rennes, Brest, Quimper
        """,
        (
            "Louise, Jade, Emma, Chloé, Manon, Camille, Inès, Léa, Zoé, Margaux",
            "Gabriel, Louis, Raphaël, Jules, Hugo, Lucas, Théo, Antoine, Mathis, Étienne",
            "Martin, Bernard, Dubois, Thomas, Robert, Petit, Durand, Leroy, Moreau, Lefèvre",
        ),
    ),
    _country(
        "India",
        14,
        """
        Maharashtra: Mumbai, Pune, Nagpur, Nashik
        Karnataka: Bengaluru, Mysuru, Mangaluru
        Delhi: New Delhi, Dwarka, Rohini
        Tamil Nadu: Chennai, Coimbatore, Madurai
        West Bengal: Kolkata, Howrah, Siliguri
        Telangana: Hyderabad, Warangal, Nizamabad
        """,
        (
            "Aadhya, Ananya, Diya, Priya, Kavya, Meera, Neha, Pooja, Riya, Sneha",
            "Aarav, Vivaan, Aditya, Arjun, Rohan, Rahul, Karan, Vikram, Sanjay, Nikhil",
            "Sharma, Patel, Singh, Kumar, Gupta, Reddy, Iyer, Nair, Mehta, Das",
        ),
    ),
    _country(
        "Brazil",
        8,
        """
        São Paulo: São Paulo City, Campinas, Santos, Ribeirão Preto
        Rio de Janeiro: Rio de Janeiro City, Niterói, Petrópolis
        Minas Gerais: Belo Horizonte, Uberlândia, Ouro Preto
        Bahia: Salvador, Feira de Santana, Ilhéus
        Paraná: Curitiba, Londrina, Maringá
        """,
        (
            "Maria, Ana, Beatriz, Júlia, Larissa, Fernanda, Camila, Letícia, Gabriela, Luísa",
            "João, Pedro, Lucas, Gustavo, Rafael, Thiago, Bruno, Felipe, Mateus, André",
            "Silva, Santos, Oliveira, Souza, Lima, Pereira, Costa, Ferreira, Almeida, Gonçalves",
        ),
    ),
    _country(
        "Canada",
        5,
        """
        Ontario: Toronto, Ottawa, Hamilton, London
        Quebec: Montreal, Quebec City, Laval
        British Columbia: Vancouver, Victoria, Surrey
        Alberta: Calgary, Edmonton, Red Deer
        """,
        (
            "Charlotte, Olivia, Evelyn, Maya, Sophie, Amélie, Audrey, Claire",
            "William, Benjamin, Nathan, Owen, Xavier, Samuel, Wyatt, Adam",
            "Tremblay, Roy, MacDonald, Gagnon, Wilson, Martin, Campbell, Chan, Wong, Singh",
        ),
    ),
    _country(
        "Spain",
        4,
        """
        Madrid: Madrid City, Móstoles, Getafe
        Catalonia: Barcelona, Girona, Tarragona
        Andalusia: Seville, Málaga, Granada, Córdoba
        Valencia: Valencia City, Alicante, Elche
        """,
        (
            "Lucía, Sofía, Martina, Paula, Carmen, Elena, Alba, Marta",
            "Hugo, Mateo, Daniel, Pablo, Álvaro, Javier, Diego, Sergio",
            "García, Rodríguez, González, Fernández, López, Martínez, Sánchez, Pérez, Gómez",
        ),
    ),
    _country(
        "Italy",
        4,
        """
        Lombardy: Milan, Brescia, Bergamo, Monza
        Lazio: Rome, Latina, Viterbo
        Campania: Naples, Salerno, Caserta
        Tuscany: Florence, Pisa, Siena
        Piedmont: Turin, Novara, Asti
        """,
        (
            "Giulia, Aurora, Alice, Ginevra, Chiara, Francesca, Martina, Elisa",
            "Leonardo, Francesco, Alessandro, Lorenzo, Matteo, Andrea, Marco, Davide",
            "Rossi, Russo, Ferrari, Esposito, Bianchi, Romano, Colombo, Ricci, Greco",
        ),
    ),
    _country(
        "Mexico",
        5,
        """
        Mexico City: Coyoacán, Iztapalapa, Benito Juárez
        Jalisco: Guadalajara, Zapopan, Puerto Vallarta
        Nuevo León: Monterrey, San Pedro Garza García, Apodaca
        Yucatán: Mérida, Valladolid, Progreso
        """,
        (
            "Ximena, Valentina, Regina, Camila, Renata, Fernanda, Daniela, Guadalupe",
            "Santiago, Emiliano, Diego, Leonardo, Miguel, Carlos, Jorge, Luis",
            "Hernández, García, Martínez, López, González, Ramírez, Torres, Flores, Cruz",
        ),
    ),
    _country(
        "Australia",
        4,
        """
        New South Wales: Sydney, Newcastle, Wollongong
        Victoria: Melbourne, Geelong, Ballarat
        Queensland: Brisbane, Gold Coast, Cairns
        Western Australia: Perth, Fremantle, Bunbury
        """,
        (
            "Isla, Matilda, Ruby, Willow, Evie, Sienna, Harper, Georgia",
            "Jack, Lachlan, Cooper, Angus, Hamish, Flynn, Archie, Riley",
            "Smith, Nguyen, Kelly, Ryan, O'Brien, Walsh, Taylor, Harris, White",
        ),
    ),
    _country(
        "South Korea",
        4,
        """
        Seoul: Gangnam, Mapo, Songpa, Jongno
        Busan: Haeundae, Suyeong, Saha
        Gyeonggi: Suwon, Seongnam, Goyang
        Incheon: Bupyeong, Yeonsu, Namdong
        """,
        (
            "Seoyeon, Jiwoo, Minseo, Hayoon, Soojin, Eunji, Yuna, Jimin",
            "Minjun, Seojun, Dohyun, Jihoon, Hyunwoo, Taeyang, Sangwoo, Joon",
            "Kim, Lee, Park, Choi, Jung, Kang, Cho, Yoon, Jang",
        ),
    ),
    _country(
        "Nigeria",
        5,
        """
        Lagos: Ikeja, Lekki, Surulere, Badagry
        Kano: Kano City, Wudil, Gaya
        Rivers: Port Harcourt, Bonny, Okrika
        Oyo: Ibadan, Ogbomosho, Iseyin
        """,
        (
            "Chioma, Ngozi, Amina, Funmilayo, Adaeze, Zainab, Blessing, Ifeoma",
            "Chinedu, Emeka, Musa, Tunde, Oluwaseun, Ibrahim, Kelechi, Segun",
            "Okafor, Adeyemi, Bello, Okonkwo, Ibrahim, Eze, Balogun, Abubakar",
        ),
    ),
    _country(
        "Poland",
        3,
        """
        Masovia: Warsaw, Radom, Płock
        Lesser Poland: Kraków, Tarnów, Zakopane
        Lower Silesia: Wrocław, Legnica, Jelenia Góra
        Pomerania: Gdańsk, Gdynia, Sopot
        """,
        (
            "Zuzanna, Julia, Maja, Zofia, Hanna, Alicja, Oliwia, Agnieszka",
            "Antoni, Jakub, Jan, Szymon, Filip, Wojciech, Michał, Łukasz",
            "Nowak, Kowalski, Wiśniewski, Wójcik, Kowalczyk, Kamiński, Lewandowski, Zieliński",
        ),
    ),
    _country(
        "Netherlands",
        3,
        """
        North Holland: Amsterdam, Haarlem, Zaandam
        South Holland: Rotterdam, The Hague, Leiden, Delft
        Utrecht: Utrecht City, Amersfoort, Zeist
        North Brabant: Eindhoven, Tilburg, Breda
        """,
        (
            "Julia, Tess, Sara, Fleur, Sanne, Lotte, Femke, Anouk",
            "Daan, Sem, Bram, Thijs, Lars, Jeroen, Ruben, Stijn",
            "de Jong, Jansen, de Vries, van den Berg, Bakker, Visser, Smit, Mulder",
        ),
    ),
    _country(
        "Turkey",
        3,
        """
        Istanbul: Kadıköy, Beşiktaş, Üsküdar, Fatih
        Ankara: Çankaya, Keçiören, Yenimahalle
        Izmir: Bornova, Konak, Karşıyaka
        """,
        (
            "Zeynep, Elif, Defne, Ayşe, Merve, Ecrin, Esra, Fatma",
            "Yusuf, Mehmet, Mustafa, Emre, Ali, Burak, Murat, Kerem",
            "Yılmaz, Kaya, Demir, Şahin, Çelik, Yıldız, Aydın, Öztürk",
        ),
    ),
    _country(
        "South Africa",
        3,
        """
        Gauteng: Johannesburg, Pretoria, Soweto
        Western Cape: Cape Town, Stellenbosch, Paarl
        KwaZulu-Natal: Durban, Pietermaritzburg, Umhlanga
        """,
        (
            "Thandi, Naledi, Lerato, Nomsa, Zanele, Anika, Mia, Precious",
            "Sipho, Thabo, Bongani, Johan, Pieter, Mandla, Kagiso, Tshepo",
            "Nkosi, Dlamini, Botha, van der Merwe, Naidoo, Khumalo, Mokoena, Pillay",
        ),
    ),
)
