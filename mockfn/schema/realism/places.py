"""Cities that exist, with what goes with them, so that the fields of one value agree: a city in its country, the
currency spent there, the airport's code, the time zone.
"""

from __future__ import annotations

import msgspec

__all__ = ["PLACES", "Place"]


class Place(msgspec.Struct, frozen=True, gc=False):
    """One city. Codes: ISO 3166 (`code`), IATA (`airport`), ISO 639 (`language`), ISO 4217 (`currency`)."""

    city: str
    region: str
    country: str
    code: str
    postcode: str
    latitude: float
    longitude: float
    airport: str
    zone: str
    currency: str
    language: str
    tongue: str
    dial: str


_ROWS = """
New York|New York|United States|US|10016|40.7128|-74.0060|JFK|America/New_York|USD|en|English|+1
San Francisco|California|United States|US|94110|37.7749|-122.4194|SFO|America/Los_Angeles|USD|en|English|+1
Chicago|Illinois|United States|US|60614|41.8781|-87.6298|ORD|America/Chicago|USD|en|English|+1
Seattle|Washington|United States|US|98103|47.6062|-122.3321|SEA|America/Los_Angeles|USD|en|English|+1
Boston|Massachusetts|United States|US|02116|42.3601|-71.0589|BOS|America/New_York|USD|en|English|+1
Austin|Texas|United States|US|78704|30.2672|-97.7431|AUS|America/Chicago|USD|en|English|+1
Denver|Colorado|United States|US|80205|39.7392|-104.9903|DEN|America/Denver|USD|en|English|+1
Miami|Florida|United States|US|33130|25.7617|-80.1918|MIA|America/New_York|USD|en|English|+1
Toronto|Ontario|Canada|CA|M5V 2T6|43.6532|-79.3832|YYZ|America/Toronto|CAD|en|English|+1
Vancouver|British Columbia|Canada|CA|V6B 1A1|49.2827|-123.1207|YVR|America/Vancouver|CAD|en|English|+1
London|England|United Kingdom|GB|SE1 7PB|51.5074|-0.1278|LHR|Europe/London|GBP|en|English|+44
Manchester|England|United Kingdom|GB|M1 4BT|53.4808|-2.2426|MAN|Europe/London|GBP|en|English|+44
Edinburgh|Scotland|United Kingdom|GB|EH1 2NG|55.9533|-3.1883|EDI|Europe/London|GBP|en|English|+44
Dublin|Leinster|Ireland|IE|D02 X285|53.3498|-6.2603|DUB|Europe/Dublin|EUR|en|English|+353
Paris|Île-de-France|France|FR|75011|48.8566|2.3522|CDG|Europe/Paris|EUR|fr|French|+33
Lyon|Auvergne-Rhône-Alpes|France|FR|69002|45.7640|4.8357|LYS|Europe/Paris|EUR|fr|French|+33
Berlin|Berlin|Germany|DE|10117|52.5200|13.4050|BER|Europe/Berlin|EUR|de|German|+49
Munich|Bavaria|Germany|DE|80331|48.1351|11.5820|MUC|Europe/Berlin|EUR|de|German|+49
Hamburg|Hamburg|Germany|DE|20095|53.5511|9.9937|HAM|Europe/Berlin|EUR|de|German|+49
Vienna|Vienna|Austria|AT|1010|48.2082|16.3738|VIE|Europe/Vienna|EUR|de|German|+43
Zurich|Zurich|Switzerland|CH|8001|47.3769|8.5417|ZRH|Europe/Zurich|CHF|de|German|+41
Madrid|Madrid|Spain|ES|28013|40.4168|-3.7038|MAD|Europe/Madrid|EUR|es|Spanish|+34
Barcelona|Catalonia|Spain|ES|08002|41.3874|2.1686|BCN|Europe/Madrid|EUR|es|Spanish|+34
Lisbon|Lisbon|Portugal|PT|1100-148|38.7223|-9.1393|LIS|Europe/Lisbon|EUR|pt|Portuguese|+351
Rome|Lazio|Italy|IT|00184|41.9028|12.4964|FCO|Europe/Rome|EUR|it|Italian|+39
Milan|Lombardy|Italy|IT|20121|45.4642|9.1900|MXP|Europe/Rome|EUR|it|Italian|+39
Amsterdam|North Holland|Netherlands|NL|1012 AB|52.3676|4.9041|AMS|Europe/Amsterdam|EUR|nl|Dutch|+31
Brussels|Brussels|Belgium|BE|1000|50.8503|4.3517|BRU|Europe/Brussels|EUR|fr|French|+32
Copenhagen|Capital Region|Denmark|DK|1050|55.6761|12.5683|CPH|Europe/Copenhagen|DKK|da|Danish|+45
Stockholm|Stockholm|Sweden|SE|111 29|59.3293|18.0686|ARN|Europe/Stockholm|SEK|sv|Swedish|+46
Oslo|Oslo|Norway|NO|0150|59.9139|10.7522|OSL|Europe/Oslo|NOK|no|Norwegian|+47
Helsinki|Uusimaa|Finland|FI|00100|60.1699|24.9384|HEL|Europe/Helsinki|EUR|fi|Finnish|+358
Warsaw|Masovia|Poland|PL|00-001|52.2297|21.0122|WAW|Europe/Warsaw|PLN|pl|Polish|+48
Prague|Prague|Czechia|CZ|110 00|50.0755|14.4378|PRG|Europe/Prague|CZK|cs|Czech|+420
Athens|Attica|Greece|GR|105 57|37.9838|23.7275|ATH|Europe/Athens|EUR|el|Greek|+30
Istanbul|Istanbul|Türkiye|TR|34110|41.0082|28.9784|IST|Europe/Istanbul|TRY|tr|Turkish|+90
Dubai|Dubai|United Arab Emirates|AE|00000|25.2048|55.2708|DXB|Asia/Dubai|AED|ar|Arabic|+971
Mumbai|Maharashtra|India|IN|400001|19.0760|72.8777|BOM|Asia/Kolkata|INR|hi|Hindi|+91
Bengaluru|Karnataka|India|IN|560001|12.9716|77.5946|BLR|Asia/Kolkata|INR|hi|Hindi|+91
Singapore|Singapore|Singapore|SG|018956|1.3521|103.8198|SIN|Asia/Singapore|SGD|en|English|+65
Bangkok|Bangkok|Thailand|TH|10110|13.7563|100.5018|BKK|Asia/Bangkok|THB|th|Thai|+66
Shanghai|Shanghai|China|CN|200001|31.2304|121.4737|PVG|Asia/Shanghai|CNY|zh|Chinese|+86
Beijing|Beijing|China|CN|100006|39.9042|116.4074|PEK|Asia/Shanghai|CNY|zh|Chinese|+86
Seoul|Seoul|South Korea|KR|04524|37.5665|126.9780|ICN|Asia/Seoul|KRW|ko|Korean|+82
Tokyo|Tokyo|Japan|JP|100-0001|35.6762|139.6503|HND|Asia/Tokyo|JPY|ja|Japanese|+81
Osaka|Osaka|Japan|JP|530-0001|34.6937|135.5023|KIX|Asia/Tokyo|JPY|ja|Japanese|+81
Sydney|New South Wales|Australia|AU|2000|-33.8688|151.2093|SYD|Australia/Sydney|AUD|en|English|+61
Melbourne|Victoria|Australia|AU|3000|-37.8136|144.9631|MEL|Australia/Melbourne|AUD|en|English|+61
Auckland|Auckland|New Zealand|NZ|1010|-36.8509|174.7645|AKL|Pacific/Auckland|NZD|en|English|+64
Cape Town|Western Cape|South Africa|ZA|8001|-33.9249|18.4241|CPT|Africa/Johannesburg|ZAR|en|English|+27
Nairobi|Nairobi|Kenya|KE|00100|-1.2921|36.8219|NBO|Africa/Nairobi|KES|en|English|+254
São Paulo|São Paulo|Brazil|BR|01310-100|-23.5505|-46.6333|GRU|America/Sao_Paulo|BRL|pt|Portuguese|+55
Mexico City|Mexico City|Mexico|MX|06000|19.4326|-99.1332|MEX|America/Mexico_City|MXN|es|Spanish|+52
Buenos Aires|Buenos Aires|Argentina|AR|C1043|-34.6037|-58.3816|EZE|America/Argentina/Buenos_Aires|ARS|es|Spanish|+54
"""


def _place(row: str) -> Place:
    city, region, country, code, postcode, latitude, longitude, *rest = row.split("|")
    return Place(city, region, country, code, postcode, float(latitude), float(longitude), *rest)


PLACES: tuple[Place, ...] = tuple(_place(row) for row in _ROWS.strip().splitlines())
