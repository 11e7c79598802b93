"""The whole table of rejections, by name."""

from __future__ import annotations

from mockfn.apis.checks.row import Row
from mockfn.apis.checks.table_body import BODY
from mockfn.apis.checks.table_elsewhere import ELSEWHERE
from mockfn.apis.checks.table_messages import MESSAGES
from mockfn.apis.checks.table_models import MODELS
from mockfn.apis.checks.table_schemas import SCHEMAS
from mockfn.apis.checks.table_tools import TOOLS

__all__ = ["ROWS"]

ROWS: dict[str, Row] = {row.name: row for row in (*MODELS, *BODY, *MESSAGES, *TOOLS, *SCHEMAS, *ELSEWHERE)}
