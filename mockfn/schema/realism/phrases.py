# ruff: noqa: E501 - a row of a table stays in one line
"""Sentences for fields that hold prose, and words for fields nothing else is known of."""

from __future__ import annotations

from mockfn.schema.realism.vocabulary import by_noun

__all__ = ["NAMED", "PROSE", "QUALIFIERS"]

_ROWS = """
description detail info information overview about background note remark observation specification: \
Checked and confirmed on site.|Small deviations from the expected values.|Needs a second look before approval.|\
See the attached file for the full list.|Completed without problems.|First version, to be extended next month.|\
No unusual observations.|Follow-up planned for next week.
content body text message paragraph article_text copy post caption email_body message_text: \
Hi team, the new schedule is attached. Let me know if anything is missing.|\
Thank you for your message. We will get back to you on Monday.|The update went well and all checks are green.|\
Could you send me the figures before Friday?|We are happy to confirm your reservation.|\
The next meeting takes place on Thursday at 10 o'clock.
summary abstract conclusion outcome result finding insight: Sales rose by 8% compared with last year.|\
Most participants were satisfied with the course.|The new process saves about two hours a week.|\
No critical problems were found.
reason rationale justification explanation motivation_text cause_text: The first attempt did not give a clear result.|\
The customer asked for a change.|It happens every time a file is saved.|A second reviewer confirmed the result.
comment feedback review opinion response answer reply testimonial: Friendly and quick, thank you!|\
Good overall, but the instructions could be clearer.|I would recommend this to a colleague.|\
Works as expected since the last update.
instruction guidance prompt request special_request direction_text: Summarize the attached report in three sentences.|\
Please leave the parcel at the front desk.|List the five most important points.|Write a short welcome message for new users.
title headline name_of_document heading subject email_subject: Quarterly results and next steps|\
Welcome to the team|Login page times out after update|Invitation to the spring workshop|Ten tips for better sleep|\
Notes from the planning meeting
impact effect consequence implication significance: Response times improve for all users.|\
Deliveries may be delayed by one day.|Energy costs fall by about 12%.
plan strategy_text proposal plan_detail approach_text methodology: Start with a pilot in two branches, then extend it.|\
Contact all suppliers and compare offers.|Collect data for four weeks before deciding.
history medical_history experience_text background_text: Five years in customer support.|No known allergies.|\
Member since 2019, two previous orders.
query search_query q search keyword_text search_text search_term: best hiking trails near Denver|\
wireless headphones under 100|how to reset a password|vegetarian restaurants open now|quarterly sales report|\
flights to Lisbon in May
thought hypothesis idea: First compare the totals, then look for missing rows.|The delay seems to come from the second step.|\
Caching the result should make it faster.
error_message error warning: Connection timed out after 30 seconds|File not found: config.yaml|Invalid token
code_snippet snippet source_code script: print("hello")|SELECT name FROM customers LIMIT 10|return a + b
sql sql_query statement: SELECT name, total FROM orders WHERE status = 'open' LIMIT 20|SELECT COUNT(*) FROM customers|SELECT id, price FROM products WHERE price < 50
expression formula equation: 2 * x + 3|(12 + 8) / 4|x**2 - 5*x + 6
"""


PROSE: dict[str, tuple[str, ...]] = by_noun(_ROWS)

# Before a noun that no table knows: "primary nutrient source".
QUALIFIERS = ("primary", "standard", "main", "alternative", "additional", "new", "basic", "extended")
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
