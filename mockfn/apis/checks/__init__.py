"""What a chat API refuses: one table of rejections, and the code that finds them in a request.

    row.py            a rejection as a value; how a finding becomes an APIError
    table_*.py        the table, by subject, each row with its source; `rows.py` joins them
    case.py           what is looked at when a request is checked
    kinds.py          JSON types and values in a provider's words
    names.py          names and ids                       nearby.py    known members like an unknown one
    body.py           presence, unknown keys, the members of a request in the order they are checked
    messages.py       the messages, one by one            history.py   the conversation as a whole
    tools.py          tools and functions, judged once    choice.py    tool_choice and function_call against them
    schemas.py        JSON Schemas: meta.py is one at all, strict.py the strict subset
    response.py       response_format                     images.py    images no provider could read
    models.py         what a model cannot do              limits.py    tokens
    access.py         who asks: the key                   elsewhere.py what only other providers refuse
    page.py           docs/rejections.md

`mockfn.apis.openai_chat_checks` is the door to all of it.
"""
