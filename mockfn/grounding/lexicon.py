# ruff: noqa: E501
"""Words the grounding reader knows: small closed classes of English, units, and where large cities lie.

Tables only, and the stemmer that makes two forms of a word equal. A word list here names a class of words ("units",
"words that ask"), never an answer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

__all__ = [
    "ASKING",
    "CITIES",
    "CONCEPTS",
    "COUNTRIES",
    "CURRENCIES",
    "CURRENCY_SIGNS",
    "HEADS",
    "LANGUAGES",
    "MONTHS",
    "NUMBER_WORDS",
    "ROLES",
    "SCALES",
    "STATES",
    "STOP",
    "TICKERS",
    "TIMES_A_YEAR",
    "UNITS",
    "WEEKDAYS",
    "listed",
    "stem",
]


def listed(text: str) -> tuple[str, ...]:
    """The words of `text`: tables of words are written as text."""
    return tuple(text.split())


# Words that carry no subject of their own.
STOP: Final = frozenset(
    listed(
        """a an the this that these those it its they them their there here he she his her him i me my mine we us our you
        your yours is are was were be been being am do does did doing done have has had having will would shall should can
        could may might must not no nor and or but if then else than so as at by for from in into of off on onto out over
        to up with without within about after before between during under above again also too very just only own same
        such what which who whom whose when where why how all any both each every few more most other some many much
        please let lets let's i'm i'd i've i'll what's who's where's how's it's there's that's don't won't per via using use used
        like want wants wanted need needs needed would'd know knowing able given assume assuming considering regarding including
        include includes based following follow follows respectively well both either neither one's etc hi hello hey
        thanks thank ok okay yes currently now right"""
    )
)

# Words that open a request. Capitalised at the head of a sentence they are no name.
ASKING: Final = frozenset(
    listed(
        """find get give show tell calculate compute determine search look lookup fetch retrieve provide list check make create
        generate book order buy play send set turn convert translate help estimate predict analyze analyse identify
        solve evaluate perform run execute compare obtain return display locate recommend suggest plan schedule add
        remove delete update change modify describe explain define write read open close start stop save load
        question answer figure see learn request ask say think consider imagine suppose design build train draw
        sort filter count measure simulate forecast track monitor verify confirm review purchase reserve rent invest withdraw
        deposit transfer pay whats whos could would can do does did is are was were has have had will what which who when where why how"""
    )
)

NUMBER_WORDS: Final = {
    **{word: number for number, word in enumerate(listed(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty"))},
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "dozen": 12, "half": 0.5, "once": 1, "twice": 2, "thrice": 3, "couple": 2,
}  # fmt: skip

SCALES: Final = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "mn": 10**6, "mm": 10**6,
    "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "dozen": 12,
}  # fmt: skip

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        listed(
            "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sept,sep "
            "october,oct november,nov december,dec"
        ),
        start=1,
    )
    for name in names.split(",")
}

WEEKDAYS: Final = frozenset(listed("monday tuesday wednesday thursday friday saturday sunday"))

# Spelling of a unit -> (what it measures, how many of the base unit it is). Factors convert within one measure.
UNITS: Final[dict[str, tuple[str, float]]] = {}
for _measure, _rows in {
    "length": "m,meter,meters,metre,metres:1 km,kilometer,kilometers,kilometre,kilometres:1000 cm,centimeter,centimeters,"
    "centimetre,centimetres:0.01 mm,millimeter,millimeters:0.001 mile,miles,mi:1609.344 foot,feet,ft:0.3048 "
    "inch,inches:0.0254 yard,yards:0.9144 nm,nanometer,nanometers:1e-9",
    "mass": "kg,kgs,kilogram,kilograms,kilo,kilos:1 g,gram,grams:0.001 mg,milligram,milligrams:1e-6 "
    "pound,pounds,lb,lbs:0.45359237 ounce,ounces,oz:0.028349523125 ton,tons,tonne,tonnes:1000",
    "time": "second,seconds,sec,secs,s:1 minute,minutes,min,mins:60 hour,hours,hr,hrs,h:3600 millisecond,milliseconds,ms:0.001",
    "days": "day,days:1 week,weeks:7 night,nights:1",
    "months": "month,months:1 year,years,yr,yrs:12 decade,decades:120 quarter,quarters:3",
    "speed": "m/s,mps:1 km/h,kph,kmh:0.277777777777778 mph:0.44704",
    "acceleration": "m/s^2,m/s2,m/s²:1",
    "area": "m^2,m²,sqm,square_meters,square_metres,square_meter:1 square_feet,square_foot,sq_ft:0.09290304 square_miles:2589988.11 square_kilometers:1e6 km^2,km²:1e6 cm^2,cm²:0.0001 acre,acres:4046.8564224 hectare,hectares:10000 sqft:0.09290304",
    "volume": "m^3,m³,cubic_meters,cubic_metres,cubic_meter:1 cubic_feet:0.0283168 cm^3,cm³:1e-6 liter,liters,litre,litres,l:0.001 ml,milliliter,milliliters:1e-6 gallon,gallons:0.003785411784 cup,cups:0.000236588",
    "kelvin": "k,kelvin,kelvins:1",
    "celsius": "°c,celsius,centigrade:1",
    "fahrenheit": "°f,fahrenheit:1",
    "degrees": "degree,degrees,°,deg:1 radian,radians:57.29577951308232",
    "current": "a,amp,amps,ampere,amperes:1 ma,milliampere,milliamperes,milliamps:0.001",
    "voltage": "v,volt,volts:1 kv:1000 mv:0.001",
    "resistance": "ohm,ohms,Ω:1 kΩ:1000",
    "charge": "coulomb,coulombs,c:1 microcoulomb,microcoulombs,µc,μc:1e-6 nc:1e-9",
    "capacitance": "farad,farads,f:1 µf,μf,uf,microfarad,microfarads:1e-6 nf:1e-9 pf:1e-12",
    "inductance": "henry,henries,henrys:1 mh,millihenry,millihenries:0.001 µh,μh,uh:1e-6",
    "frequency": "hz,hertz:1 khz:1000 mhz:1e6 ghz:1e9 bpm:0.0166666666666667 rpm:0.0166666666666667",
    "power": "w,watt,watts:1 kw,kilowatt,kilowatts:1000 mw:1e6",
    "energy": "j,joule,joules:1 kj,kilojoule,kilojoules:1000 kwh:3.6e6 cal,kcal,calorie,calories:4.184",
    "force": "n,newton,newtons:1 kn:1000",
    "pressure": "pa,pascal,pascals:1 kpa:1000 atm,atmosphere,atmospheres:101325 bar,bars:100000 psi:6894.757",
    "amount": "mol,mole,moles:1",
    "data": "gb,gigabyte,gigabytes:1000 mb,megabyte,megabytes:1 tb,terabyte,terabytes:1e6 kb,kilobyte,kilobytes:0.001",
}.items():
    for _row in _rows.split():
        _names, _, _factor = _row.rpartition(":")
        for _name in _names.split(","):
            UNITS.setdefault(_name.replace("_", " "), (_measure, float(_factor)))

CURRENCY_SIGNS: Final = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW"}

CURRENCIES: Final = {
    name: code
    for code, names in {
        "USD": "usd,dollar,dollars,us dollar,us dollars,american dollar,american dollars,bucks",
        "EUR": "eur,euro,euros",
        "GBP": "gbp,british pound,british pounds,sterling,pound sterling,pounds sterling",
        "JPY": "jpy,yen,japanese yen",
        "INR": "inr,rupee,rupees,indian rupee,indian rupees",
        "CNY": "cny,rmb,yuan,chinese yuan,renminbi",
        "CAD": "cad,canadian dollar,canadian dollars",
        "AUD": "aud,australian dollar,australian dollars",
        "CHF": "chf,swiss franc,swiss francs",
        "MXN": "mxn,mexican peso,mexican pesos",
        "KRW": "krw,won,korean won",
        "BTC": "btc,bitcoin,bitcoins",
    }.items()
    for name in names.split(",")
}

LANGUAGES: Final = frozenset(
    listed(
        """english french spanish german italian portuguese chinese mandarin japanese korean russian arabic hindi dutch
        swedish turkish polish greek latin hebrew vietnamese thai"""
    )
)

STATES: Final = {
    name.replace("_", " "): code
    for pair in listed(
        """alabama:AL alaska:AK arizona:AZ arkansas:AR california:CA colorado:CO connecticut:CT delaware:DE florida:FL
        georgia:GA hawaii:HI idaho:ID illinois:IL indiana:IN iowa:IA kansas:KS kentucky:KY louisiana:LA maine:ME
        maryland:MD massachusetts:MA michigan:MI minnesota:MN mississippi:MS missouri:MO montana:MT nebraska:NE
        nevada:NV new_hampshire:NH new_jersey:NJ new_mexico:NM new_york:NY north_carolina:NC north_dakota:ND ohio:OH
        oklahoma:OK oregon:OR pennsylvania:PA rhode_island:RI south_carolina:SC south_dakota:SD tennessee:TN texas:TX
        utah:UT vermont:VT virginia:VA washington:WA west_virginia:WV wisconsin:WI wyoming:WY"""
    )
    for name, code in [pair.split(":")]
}

# Large cities and the state (in the USA) or country they lie in: what "city and state" asks for beside the city.
CITIES: Final = {
    name.replace("_", " "): place.replace("_", " ")
    for group in listed(
        """NY:new_york,new_york_city,nyc,manhattan,brooklyn,buffalo CA:los_angeles,san_francisco,san_diego,san_jose,sacramento,oakland,
        berkeley,fresno,long_beach,palo_alto IL:chicago TX:houston,dallas,austin,san_antonio,fort_worth,el_paso
        AZ:phoenix,tucson PA:philadelphia,pittsburgh FL:miami,orlando,tampa,jacksonville OH:columbus,cleveland,cincinnati
        NC:charlotte,raleigh IN:indianapolis WA:seattle,spokane CO:denver,boulder MA:boston,cambridge TN:nashville,memphis
        MI:detroit OR:portland NV:las_vegas,reno MD:baltimore WI:milwaukee,madison NM:albuquerque GA:atlanta MO:kansas_city,st._louis
        MN:minneapolis LA:new_orleans UT:salt_lake_city HI:honolulu DC:washington,washington_d.c.,washington_dc
        UK:london,manchester,edinburgh,birmingham,liverpool France:paris,lyon,marseille,nice Germany:berlin,munich,hamburg,frankfurt
        Japan:tokyo,osaka,kyoto Italy:rome,milan,venice,florence Spain:madrid,barcelona China:beijing,shanghai,shenzhen,guangzhou
        India:mumbai,delhi,new_delhi,bangalore,chennai,kolkata Australia:sydney,melbourne,brisbane,perth Canada:toronto,vancouver,montreal,ottawa
        Russia:moscow Turkey:istanbul,ankara Egypt:cairo Brazil:rio_de_janeiro,sao_paulo Mexico:mexico_city Netherlands:amsterdam
        Austria:vienna Ireland:dublin UAE:dubai Thailand:bangkok Greece:athens Portugal:lisbon Sweden:stockholm
        Denmark:copenhagen South_Korea:seoul Singapore:singapore Switzerland:zurich,geneva Argentina:buenos_aires Poland:warsaw"""
    )
    for place, _, names in [group.partition(":")]
    for name in names.split(",")
    if name
}

COUNTRIES: Final = frozenset(
    name.replace("_", " ")
    for name in listed(
        """usa us u.s. u.s.a. united_states united_states_of_america america uk united_kingdom england scotland wales ireland france
        germany italy spain portugal netherlands belgium switzerland austria poland sweden norway denmark finland iceland greece turkey
        russia ukraine china japan india south_korea korea north_korea taiwan hong_kong vietnam thailand malaysia singapore indonesia
        philippines australia new_zealand canada mexico brazil argentina chile peru colombia venezuela cuba egypt nigeria kenya
        south_africa morocco ethiopia ghana israel iran iraq saudi_arabia uae pakistan bangladesh nepal sri_lanka
        europe asia africa north_america south_america antarctica"""
    )
)

# Words that say the same thing of a value: each stands for the first of its row.
_CONCEPT_ROWS = """height tall high|weight weigh weighs mass|length long lengths|width wide breadth|depth deep|duration period timeframe
term span|speed velocity fast|age old aged|price cost fee costs priced|amount sum quantity total|distance far away|location place
city town area where|count number quantity num n|person people individual|genre style|begin start starting initial beginning
from origin departure source|end ending final finish to destination target until till upto arrival|min minimum lower least|max maximum upper most
cap|company corporation firm stock|author writer wrote written|film movie movies|dividend dividends|return yield|rate percentage percent
percentages|budget spend|language lang|currency money|date day when|time hour clock|email mail e-mail|phone telephone mobile|user customer
client member|id identifier|title named called titled|radius radii|people guests persons attendees|result results|temperature temp
temperatures|invest investment invested|loan mortgage borrow|year annual annually yearly|month monthly|week weekly|daily day|food
cuisine meal dish|ingredient ingredients|team club|player athlete|color colour|law legal lawyer attorney court lawsuit|
convert conversion exchange|doctor physician medical|picture image photo|purchase buy order|trip travel journey|find search look locate lookup seek|add create make insert new|delete remove erase|predict forecast projection projected future|king monarch queen ruler|vehicle car automobile"""
CONCEPTS: Final[dict[str, str]] = {}


_SUFFIXES: Final = listed(
    "izations ization izing ized izes ize ations ational ation ators ator ating ated ates ate ically ical ions ion ings ing ments ment "
    "ances ance ences ence ers er ors or ally al ity ies ied ed es ly ic s y e"
)


_INFLECTIONS: Final = frozenset(listed("s es ies ied e ed ing y"))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """What forms of one English word share: "calculates", "calculation" and "calculate" are one.

    `word` is lower case. Other scripts are left as they are.
    """
    if len(word) < 4 or not word.isascii():
        return word
    return _ALONE.get(word) or _stripped(_stripped(word))[:7]


# Words that only look like a form of another.
_ALONE: Final = {"news": "news", "species": "species", "series": "series", "less": "less", "does": "does"}


def _stripped(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= (3 if suffix in _INFLECTIONS else 4):
            if suffix == "s" and word.endswith(("ss", "us", "is")):
                return word
            root = word[: -len(suffix)]
            return root[:-1] if len(root) > 4 and root[-1] == root[-2] and root[-1] not in "lsz" else root
    return word


# Words for the two ends of a range, in names and around values.
ROLES: Final = {
    stem(word): role
    for role, words in {
        "start": "start from begin beginning initial origin source departure depart min minimum lower first low base old since after "
        "check-in checkin pickup",
        "end": "end to finish final destination target arrival arrive max maximum upper until last high new before stop return "
        "check-out checkout dropoff",
    }.items()
    for word in words.split()
}

# How often a year a thing comes, by adverb: what "compounded monthly" says of "times per year".
TIMES_A_YEAR: Final = {
    "annually": 1, "yearly": 1, "annual": 1, "semiannually": 2, "semi-annually": 2, "quarterly": 4, "monthly": 12, "biweekly": 26,
    "weekly": 52, "daily": 365,
}  # fmt: skip

# Common nouns that are part of the name before them: "Mississippi river", "Amazon rainforest".
HEADS: Final = frozenset(
    listed(
        """river lake sea ocean mountain mountains desert forest rainforest island islands valley canyon bay park museum university
        college school hospital street avenue road bridge station airport tower castle palace temple church stadium theater
        county province region dynasty empire era age war revolution league cup championship stock exchange"""
    )
)

TICKERS: Final = {
    "apple": "AAPL", "google": "GOOGL", "alphabet": "GOOGL", "microsoft": "MSFT", "amazon": "AMZN", "tesla": "TSLA", "meta": "META",
    "facebook": "META", "netflix": "NFLX", "nvidia": "NVDA", "intel": "INTC", "ibm": "IBM", "disney": "DIS",
}  # fmt: skip

for _row in _CONCEPT_ROWS.replace("\n", " ").split("|"):
    _first, *_others = _row.split()
    for _word in (_first, *_others):
        CONCEPTS.setdefault(stem(_word), stem(_first))
