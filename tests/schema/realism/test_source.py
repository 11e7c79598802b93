"""What a field of that name holds."""

import random
import re

import pytest

from mockfn.schema.realism.places import PLACES
from mockfn.schema.realism.scene import Scene
from mockfn.schema.realism.source import source


def drawn(name, of="", description="", formats=(), samples=()):
    draw, _ = source(name, of, description, tuple(formats), list(samples))
    return [draw(Scene(random.Random(seed))) for seed in range(30)]


CITIES = "|".join(re.escape(place.city) for place in PLACES)
FIELDS = [
    ("email", r"[\w.-]+@example\.(com|org|net)"),
    ("customerEmail", r"[\w.-]+@example\.com"),
    ("phone_number", r"\+1-202-555-0\d{3}"),
    ("first_name", r"\w[\w'-]*"),
    ("customer_name", r"[\w'-]+ [\w' -]+"),
    ("city", CITIES),
    ("destination_city", CITIES),
    ("country_code", r"[A-Z]{2}"),
    ("currency", r"[A-Z]{3}"),
    ("timezone", r"\w+/[\w/]+"),
    ("address", r"\d+ .+, .+"),
    ("website_url", r"https://www\.example\.com/\w+/\d+"),
    ("image_url", r"https://images\.example\.com/images/\d+\.jpg"),
    ("file_path", r"[/\w.-]+"),
    ("uuid", r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
    ("user_id", r"USE-\d{4,5}"),
    ("commit_sha", r"[0-9a-f]{40}"),
    ("start_date", r"2026-\d\d-\d\d|2027-01-\d\d"),
    ("created_at", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
    ("start_time", r"\d\d:\d\d"),
    ("date_of_birth", r"\d{4}-\d\d-\d\d"),
    ("preferred_cuisine_type", r"Italian|Thai|Mexican|Indian|Japanese|Lebanese"),
    ("max_price", r"\d+\.\d\d"),
    ("description", r"[A-Z].+\."),
    ("search_query", r"\w.+"),
    ("gizmo_parts", r"\w+ gizmo part"),
    ("network_name", r"[A-Z][\w ]+ Network"),
    ("blood_type", r"(A|B|AB|O)[+-]"),
    ("job_title", r"[A-Z].+"),
    ("repo_full_name", r"[\w-]+/[\w-]+"),
    ("swift_code", r"[A-Z0-9]{8}"),
    ("from_account", r"\d{10}"),
]


@pytest.mark.parametrize(("name", "pattern"), FIELDS, ids=[name for name, _ in FIELDS])
def test_a_field_holds_what_its_name_says(name, pattern):
    assert all(re.fullmatch(pattern, value) for value in drawn(name)), drawn(name)[:3]


DESCRIBED = [
    ({"name": "x", "description": "The city to look up."}, CITIES),
    ({"name": "name", "description": "Name of the repository"}, r"web-app|api-server|docs-site|data-pipeline"),
    ({"name": "origin", "description": "IATA code of the departure airport"}, r"[A-Z]{3}"),
    ({"name": "to", "description": "Arrival airport code"}, r"[A-Z]{3}"),
    ({"name": "expression", "description": "cron expression"}, r"[\d*/]+ .+"),
    ({"name": "region", "description": "AWS region"}, r"[a-z]+-[a-z]+-\d"),
    ({"name": "name", "of": "customer"}, r"[\w'-]+ [\w' -]+"),
    ({"name": "when", "description": "Format: DD.MM.YYYY"}, r"\d\d\.\d\d\.\d{4}"),
    ({"name": "date", "samples": ["04/23/2023"]}, r"\d\d/\d\d/\d{4}"),
    ({"name": "country", "description": "ISO code of the country"}, r"[A-Z]{2}"),
    ({"name": "to", "description": "Recipients of the e-mail"}, r".+@example\.com"),
    ({"name": "language", "description": "two-letter code"}, r"[a-z]{2}"),
    ({"name": "place", "description": "City and state, please"}, r".+, .+"),
    ({"name": "anything", "formats": ["date-time"]}, r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
]


@pytest.mark.parametrize(("field", "pattern"), DESCRIBED, ids=lambda one: str(one)[:50])
def test_the_words_around_it_decide_where_the_name_does_not(field, pattern):
    assert all(re.fullmatch(pattern, value) for value in drawn(**field)), drawn(**field)[:3]


def test_it_says_whether_more_than_the_name_was_known():
    assert source("email", "", "", (), [])[1]
    assert not source("gizmo_parts", "", "", (), [])[1]


@pytest.mark.parametrize(("first", "last"), [("start_date", "end_date"), ("check_in_date", "check_out_date"),
                                             ("startTime", "endTime"), ("departure_date", "return_date"),
                                             ("created_at", "updated_at")])  # fmt: skip
def test_what_starts_comes_before_what_ends(first, last):
    draws = [source(name, "", "", (), [])[0] for name in (first, last)]
    for seed in range(50):
        scene = Scene(random.Random(seed))
        start, end = (draw(scene) for draw in draws)
        assert start <= end
