# ruff: noqa: E501 - a row of a table stays in one line
"""Sensible ranges for numbers, by the noun a field is named after: "age" is 18 to 79, "price" 5 to 500 with cents."""

from __future__ import annotations

import msgspec

__all__ = ["MEASURES", "PLAIN", "Span"]


class Span(msgspec.Struct, frozen=True, gc=False):
    """A range for a number and how many decimal places it has."""

    low: float
    high: float
    places: int = 0


PLAIN = Span(1, 100)
_ROWS = """
acceleration: 1 12 1
age: 18 79
altitude elevation: 20 2400
amount cost price fee fare charge payment expense deposit withdrawal bill spend: 5 500 2
angle heading bearing rotation orientation: 0 359
area sqft square_feet floor_area: 40 2400
attempt retry max_retry: 1 5
bathroom bedroom bath bed room seat ticket adult guest passenger night serving storey: 1 4
balance saving capital principal investment loan loan_amount budget: 1000 50000
battery humidity brightness opacity_percent percentage percent completion: 5 100
birth_year: 1955 2006
blood_pressure: 110 135
bmi: 18 30 1
byte file_size: 1024 1048576
calorie intake: 300 2400
capacity: 10 400
child infant: 0 3
confidence probability accuracy precision_score similarity opacity alpha ratio fraction weight_factor sensitivity: 0.05 0.95 2
coordinate x y z left top: 0 500
count quantity qty number_of item_count num total copy stock: 1 20
day: 1 28
day_of_week weekday: 1 7
delay wait timeout interval ttl: 1 60
timeout_ms delay_ms duration_ms: 500 30000
degree celsius temperature temp: -5 35 1
demand supply production: 100 5000
density: 0.5 8 2
depth height width length breadth thickness: 1 200
diameter radius circumference: 1 50 1
dimension: 10 200
discount rebate: 5 30
distance km mile kilometer: 1 400 1
mileage odometer: 4000 120000
dose dosage: 5 500
duration hour: 1 24
efficiency: 60 99
energy power wattage consumption kwh: 10 900
exposure aperture: 1 16
force load: 5 500
frequency hertz: 20 2000
gdp population: 100000 9000000
growth interest_rate rate tax_rate inflation return yield margin: 0.5 9.5 2
heart_rate pulse: 55 110
rent: 600 2400
income salary revenue turnover wage sale profit earning: 25000 120000
index position rank offset skip: 0 20
iteration epoch step generation: 1 50
latency response_time: 20 400
latitude lat: -60 70 4
longitude lon lng long: -170 170 4
learning_rate step_size: 0.001 0.1 3
level floor grade tier stage: 1 10
light lumen lux: 100 1000
limit page_size per_page max_result top_k batch_size first max_count result: 5 50
line line_number start_line column row: 1 120
luminosity: 0.1 10 2
mass weight: 1 120 1
max maximum upper high to_value ceiling: 60 100
max_price price_max: 100 900
min minimum lower low from_value: 1 40
min_price price_min: 5 80
minute: 0 59
month: 1 12
month_count term tenure: 6 60
noise: 30 90
number issue_number pull_number pull_request_number ticket_number id: 100 9999
page page_number start_page: 1 10
party_size group_size team_size person participant attendee: 2 8
pixel: 100 1920
point score_point: 10 100
port: 1024 49151
precipitation rainfall: 0 40 1
pressure: 980 1035
priority severity: 1 5
quality: 1 100
rating star: 1 5
score: 50 100
second: 1 59
seed: 1 10000
size: 1 100
heart_rate heart_rate_bpm pulse resting_heart_rate: 58 96
price_per_night max_price_per_night nightly_rate: 60 320
dropout dropout_rate: 0.1 0.5 2
status_code http_status http_status_code response_code: 200 204
speed velocity wind_speed: 5 120
threshold: 0.1 0.9 2
timestamp epoch_time unix_time created updated since until: 1767225600 1798675200
token max_token max_completion_token: 64 2048
traffic visitor view download visit: 100 20000
voltage: 5 240
volume volume_level: 1 100
watt: 5 100
week: 1 52
word word_count: 50 800
year model_year release_year: 1995 2026
zoom: 1 18
"""


def _read(rows: str) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for row in rows.strip().splitlines():
        nouns, _, numbers = row.partition(": ")
        low, high, *places = numbers.split()
        for noun in nouns.split():
            found[noun] = Span(float(low), float(high), int(places[0]) if places else 0)
    return found


MEASURES: dict[str, Span] = _read(_ROWS)
