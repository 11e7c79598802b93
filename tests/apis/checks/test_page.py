"""The page about rejections is the table's."""

from pathlib import Path

from mockfn.apis.checks.page import page
from mockfn.apis.checks.rows import ROWS

PAGE = Path(__file__).parents[3] / "docs" / "rejections.md"


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: the page's introduction has the command"


def test_each_rejection_is_on_the_page():
    assert all(page().count(f"| `{name}` |") == 1 for name in ROWS)
