"""Faker's lists of names, jobs, companies and streets, drawn from with chance of our own.

Faker's methods would tie a value to the order in which a release asks its generator; its lists have stayed the same
for years, and one draw from a list is fifty times as fast. Each list is loaded when it is first needed, alone: no
`Faker()` is built and no locale but en_US is read.
"""

from __future__ import annotations

from functools import cache

__all__ = ["colors", "company_suffixes", "first_names", "jobs", "last_names", "states", "street_suffixes"]


@cache
def first_names() -> tuple[str, ...]:
    """Given names."""
    from faker.providers.person.en_US import Provider

    return tuple(Provider.first_names)


@cache
def last_names() -> tuple[str, ...]:
    """Family names."""
    from faker.providers.person.en_US import Provider

    return tuple(Provider.last_names)


@cache
def jobs() -> tuple[str, ...]:
    """Occupations."""
    from faker.providers.job.en_US import Provider

    return tuple(job for job in Provider.jobs if "," not in job and "/" not in job)


@cache
def company_suffixes() -> tuple[str, ...]:
    """What follows a company's name."""
    from faker.providers.company.en_US import Provider

    return tuple(Provider.company_suffixes)


@cache
def street_suffixes() -> tuple[str, ...]:
    """What a street's name ends in, the common ones."""
    from faker.providers.address.en_US import Provider

    usual = {"Avenue", "Street", "Road", "Lane", "Drive", "Court", "Way", "Place", "Boulevard", "Terrace", "Square"}
    return tuple(suffix for suffix in dict.fromkeys(Provider.street_suffixes) if suffix in usual)


@cache
def states() -> tuple[str, ...]:
    """The states of the USA."""
    from faker.providers.address.en_US import Provider

    return tuple(Provider.states)


@cache
def colors() -> tuple[tuple[str, str], ...]:
    """Names of colours with their hexadecimal notation."""
    from faker.providers.color.en_US import Provider

    return tuple(Provider.all_colors.items())
