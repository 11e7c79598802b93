"""Proper names that a reader of requests knows: places, currencies, languages, the tickers of large companies.

Small on purpose: what is well known enough that a request leaves it unsaid.
"""

from __future__ import annotations

from typing import Final

__all__ = ["CITIES", "COUNTRIES", "CURRENCIES", "LANGUAGES", "LANGUAGE_CODES", "STATES", "TICKERS"]


def _names(text: str) -> list[str]:
    return [" ".join(name.split()) for name in text.split(",")]


# The states of the USA, lower case, and their codes.
STATES: Final = {
    name: code
    for name, _, code in (
        pair.rpartition(" ")
        for pair in _names(
            """alabama AL, alaska AK, arizona AZ, arkansas AR, california CA, colorado CO, connecticut CT, delaware
            DE, florida FL, georgia GA, hawaii HI, idaho ID, illinois IL, indiana IN, iowa IA, kansas KS, kentucky
            KY, louisiana LA, maine ME, maryland MD, massachusetts MA, michigan MI, minnesota MN, mississippi MS,
            missouri MO, montana MT, nebraska NE, nevada NV, new hampshire NH, new jersey NJ, new mexico NM, new
            york NY, north carolina NC, north dakota ND, ohio OH, oklahoma OK, oregon OR, pennsylvania PA, rhode
            island RI, south carolina SC, south dakota SD, tennessee TN, texas TX, utah UT, vermont VT, virginia
            VA, washington WA, west virginia WV, wisconsin WI, wyoming WY"""
        )
    )
}

# Large cities, lower case, and the state (in the USA, its code) or country they lie in.
CITIES: Final = {
    city: region
    for region, cities in {
        "NY": "new york, new york city, nyc, manhattan, brooklyn, buffalo",
        "CA": "los angeles, san francisco, san diego, san jose, sacramento, oakland, berkeley, fresno, long beach, "
        "palo alto",
        "IL": "chicago",
        "TX": "houston, dallas, austin, san antonio, fort worth, el paso",
        "AZ": "phoenix, tucson",
        "PA": "philadelphia, pittsburgh",
        "FL": "miami, orlando, tampa, jacksonville",
        "OH": "columbus, cleveland, cincinnati",
        "NC": "charlotte, raleigh",
        "IN": "indianapolis",
        "WA": "seattle, spokane",
        "CO": "denver, boulder",
        "MA": "boston, cambridge",
        "TN": "nashville, memphis",
        "MI": "detroit",
        "OR": "portland",
        "NV": "las vegas, reno",
        "MD": "baltimore",
        "WI": "milwaukee, madison",
        "NM": "albuquerque, santa fe",
        "GA": "atlanta",
        "MO": "kansas city, st. louis",
        "MN": "minneapolis",
        "LA": "new orleans",
        "UT": "salt lake city",
        "HI": "honolulu",
        "DC": "washington, washington d.c., washington dc",
        "UK": "london, manchester, edinburgh, birmingham, liverpool, glasgow",
        "France": "paris, lyon, marseille, nice",
        "Germany": "berlin, munich, hamburg, frankfurt, cologne",
        "Japan": "tokyo, osaka, kyoto",
        "Italy": "rome, milan, venice, florence, naples",
        "Spain": "madrid, barcelona, seville, valencia",
        "China": "beijing, shanghai, shenzhen, guangzhou, hong kong",
        "India": "mumbai, delhi, new delhi, bangalore, chennai, kolkata, hyderabad",
        "Australia": "sydney, melbourne, brisbane, perth",
        "Canada": "toronto, vancouver, montreal, ottawa, calgary",
        "Russia": "moscow, saint petersburg",
        "Turkey": "istanbul, ankara",
        "Egypt": "cairo",
        "Israel": "tel aviv, jerusalem",
        "Brazil": "rio de janeiro, sao paulo",
        "Mexico": "mexico city",
        "Netherlands": "amsterdam, rotterdam",
        "Belgium": "brussels",
        "Austria": "vienna",
        "Ireland": "dublin",
        "UAE": "dubai, abu dhabi",
        "Thailand": "bangkok",
        "Indonesia": "jakarta",
        "Vietnam": "hanoi, ho chi minh city",
        "Greece": "athens",
        "Portugal": "lisbon",
        "Sweden": "stockholm",
        "Norway": "oslo",
        "Finland": "helsinki",
        "Denmark": "copenhagen",
        "Czech Republic": "prague",
        "Hungary": "budapest",
        "South Korea": "seoul",
        "Singapore": "singapore",
        "Switzerland": "zurich, geneva",
        "Argentina": "buenos aires",
        "Poland": "warsaw",
        "Latvia": "riga",
        "Ukraine": "kyiv",
        "Kenya": "nairobi",
        "Nigeria": "lagos",
        "South Africa": "cape town, johannesburg",
    }.items()
    for city in _names(cities)
}

# Countries and continents, lower case, by the names in use.
COUNTRIES: Final = frozenset(
    _names(
        """usa, us, u.s., u.s.a., united states, united states of america, america, uk, united kingdom, england,
        scotland, wales, ireland, france, germany, italy, spain, portugal, netherlands, belgium, switzerland,
        austria, poland, sweden, norway, denmark, finland, iceland, greece, turkey, russia, ukraine, china, japan,
        india, south korea, korea, north korea, taiwan, hong kong, vietnam, thailand, malaysia, singapore,
        indonesia, philippines, australia, new zealand, canada, mexico, brazil, argentina, chile, peru, colombia,
        venezuela, cuba, egypt, nigeria, kenya, south africa, morocco, ethiopia, ghana, israel, iran, iraq, saudi
        arabia, uae, pakistan, bangladesh, nepal, sri lanka, latvia, hungary, czech republic, europe, asia,
        africa, north america, south america, antarctica"""
    )
)

CURRENCIES: Final = {
    name: code
    for code, names in {
        "USD": "usd, dollar, dollars, us dollar, us dollars, american dollar, american dollars, bucks",
        "EUR": "eur, euro, euros",
        "GBP": "gbp, british pound, british pounds, sterling, pound sterling, pounds sterling",
        "JPY": "jpy, yen, japanese yen",
        "INR": "inr, rupee, rupees, indian rupee, indian rupees",
        "CNY": "cny, rmb, yuan, chinese yuan, renminbi",
        "CAD": "cad, canadian dollar, canadian dollars",
        "AUD": "aud, australian dollar, australian dollars",
        "CHF": "chf, swiss franc, swiss francs",
        "MXN": "mxn, mexican peso, mexican pesos",
        "KRW": "krw, won, korean won",
        "BTC": "btc, bitcoin, bitcoins",
    }.items()
    for name in _names(names)
}

LANGUAGES: Final = frozenset(
    _names(
        """english, french, spanish, german, italian, portuguese, chinese, mandarin, japanese, korean, russian, arabic,
        hindi, dutch, swedish, turkish, polish, greek, latin, hebrew, vietnamese, thai"""
    )
)

# ISO 639-1.
LANGUAGE_CODES: Final = {
    code: language
    for pair in _names(
        """ar arabic, de german, en english, es spanish, fr french, he hebrew, hi hindi, it italian, ja japanese,
        ko korean, nl dutch, pl polish, pt portuguese, ru russian, sv swedish, th thai, tr turkish, vi vietnamese,
        zh chinese"""
    )
    for code, language in [pair.split()]
}

# Companies by the first word of their name, lower case.
TICKERS: Final = {
    "alphabet": "GOOGL",
    "amazon": "AMZN",
    "apple": "AAPL",
    "disney": "DIS",
    "facebook": "META",
    "google": "GOOGL",
    "ibm": "IBM",
    "intel": "INTC",
    "meta": "META",
    "microsoft": "MSFT",
    "netflix": "NFLX",
    "nvidia": "NVDA",
    "tesla": "TSLA",
}
