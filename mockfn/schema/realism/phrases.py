# ruff: noqa: E501 - a row of a table stays in one line
"""Sentences for fields that hold prose, and words for fields nothing else is known of."""

from __future__ import annotations

__all__ = ["NAMED", "PROSE", "QUALIFIERS"]

_ROWS = """
description details detail info information overview about background notes note remark comment_text observation: \
The order arrived two days late and one item was missing.|A short guide for new team members.|\
Covers the main results of the first quarter.|The customer prefers delivery in the morning.|\
Includes two workshops and a guided tour.|Compact model with a three-year warranty.|\
The meeting was moved to the large conference room.|Please keep the receipt for the refund.
content body text message paragraph article_text copy post caption email_body message_text: \
Hi team, the new schedule is attached. Let me know if anything is missing.|\
Thank you for your order. It will be shipped on Monday.|The release went well and all checks are green.|\
Could you send me the figures before Friday?|We are happy to confirm your reservation.|\
Our summer sale starts next week with discounts of up to 30%.
summary abstract conclusion outcome result findings insight: Sales rose by 8% compared with last year.|\
Most participants were satisfied with the course.|The new process saves about two hours a week.|\
No critical problems were found.
reason rationale justification explanation motivation_text cause_text: The delivery did not arrive in time.|\
The customer asked for a different size.|It reports a crash when saving a file.|A second reviewer confirmed the result.
comment feedback review opinion response answer reply testimonial: The support team was friendly and solved it quickly.|\
Good value for money, but the manual is hard to read.|I would recommend this to a colleague.|\
Works as expected after the last update.
instruction instructions guidance prompt request special_request directions_text: Summarize the attached report in three sentences.|\
Please leave the parcel at the front desk.|List the five most important points.|Write a short welcome message for new users.
title headline name_of_document heading subject email_subject: Quarterly results and next steps|\
Welcome to the team|Login page times out after update|Invitation to the spring workshop|Ten tips for better sleep|\
Notes from the planning meeting
impact effect consequence implication significance: Response times improve for all users.|\
Deliveries may be delayed by one day.|Energy costs fall by about 12%.
plan strategy_text proposal plan_details approach_text methodology: Start with a pilot in two branches, then extend it.|\
Contact all suppliers and compare offers.|Collect data for four weeks before deciding.
history medical_history experience_text background_text: Five years in customer support.|No known allergies.|\
Member since 2019, two previous orders.
query search_query q search keywords_text search_text search_terms: best hiking trails near Denver|\
wireless headphones under 100|how to reset a password|vegetarian restaurants open now|quarterly sales report|\
flights to Lisbon in May
thought hypothesis idea: First compare the totals, then look for missing rows.|The delay seems to come from the second step.|\
Caching the result should make it faster.
error_message error warning: Connection timed out after 30 seconds|File not found: config.yaml|Invalid token
code_snippet snippet source_code script: print("hello")|SELECT name FROM customers LIMIT 10|return a + b
sql sql_query statement: SELECT name, total FROM orders WHERE status = 'open' LIMIT 20|SELECT COUNT(*) FROM customers
expression formula equation: 2 * x + 3|(12 + 8) / 4|x**2 - 5*x + 6
"""


def _read(rows: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows.strip().splitlines():
        nouns, _, values = row.partition(": ")
        for noun in nouns.split():
            found[noun] = tuple(value.strip() for value in values.split("|"))
    return found


PROSE: dict[str, tuple[str, ...]] = _read(_ROWS)

# Before a noun that no table knows: "seasonal menu plan".
QUALIFIERS = ("standard", "local", "seasonal", "advanced", "regional", "basic", "shared", "annual", "primary", "custom")
# What things are called.
NAMED = (
    "Aurora",
    "Northstar",
    "Riverside",
    "Summit",
    "Blue Harbor",
    "Evergreen",
    "Lighthouse",
    "Horizon",
    "Cedar",
    "Atlas",
)
