"""Values, ranges and date formats that people write into descriptions."""

import pytest

from mockfn.schema.realism.suggest import date_pattern, date_sample, range_in, suggested

SUGGESTED = [
    ("The unit, e.g. celsius", ("celsius",), False),
    ("Type of species e.g birds, mammals etc.", ("birds", "mammals"), False),
    ("The city and state, e.g. Denver, CO", ("Denver, CO",), False),
    ("such as 'Berkeley, CA' or 'New York, NY'.", ("Berkeley, CA", "New York, NY"), False),
    ('For example, "stripe.com"', ("stripe.com",), False),
    ("using ISO codes (e.g., 'en' for English, 'es' for Spanish).", ("en", "es"), False),
    ("One of: active, archived or deleted.", ("active", "archived", "deleted"), True),
    ("Possible values are: 'buy property', 'pass go'.", ("buy property", "pass go"), True),
    ("The mode of transportation (walk, bike, transit, drive).", ("walk", "bike", "transit", "drive"), True),
    ("language [en,fr,nl]", ("en", "fr", "nl"), True),
    ("Select either 'earthy' or 'ocean'.", ("earthy", "ocean"), True),
    ("Default is 'San Francisco, CA'.", ("San Francisco, CA",), False),
    ("渠道名称，比如社交媒体、电子邮件等。", ("社交媒体", "电子邮件"), False),
    ("语言，候选集: {'英语', '汉语'}", ("英语", "汉语"), True),
    ("The name of the city.", (), False),
    ("Optional. Defaults to none.", (), False),
    ("Must be a valid address, see below", (), False),
]


@pytest.mark.parametrize(("text", "values", "closed"), SUGGESTED, ids=[case[0][:30] for case in SUGGESTED])
def test_a_description_suggests_values(text, values, closed):
    found = suggested(text)
    assert (found.values, found.closed) == (values, closed)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("a share between 0 and 1", (0, 1)),
        ("Rating (1-5)", (1, 5)),
        ("from 10 to 20 percent", (10, 20)),
        ("范围为1到100", (1, 100)),
        ("in 2020-2022", None),
        ("a number", None),
    ],
)
def test_a_description_names_a_range(text, bounds):
    assert range_in(text) == bounds


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("in YYYY-MM-DD format", "%Y-%m-%d"),
        ("MM/DD/YYYY", "%m/%d/%Y"),
        ("yyyy-MM-dd HH:mm", "%Y-%m-%d %H:%M"),
        ("'YYYY-MM-DD HH:MM:SS'", "%Y-%m-%d %H:%M:%S"),
        ("HH:MM", "%H:%M"),
        ("a date", None),
    ],
)
def test_a_description_shows_how_dates_are_written(text, pattern):
    assert date_pattern(text) == pattern


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("2023-04-01", "%Y-%m-%d"),
        ("04/23/2023", "%m/%d/%Y"),
        ("14:30", "%H:%M"),
        ("10:00 AM", "%I:%M %p"),
        ("today", None),
    ],
)
def test_a_sample_shows_how_dates_are_written(text, pattern):
    assert date_sample(text) == pattern
