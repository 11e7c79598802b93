"""What can go wrong, by name. A fault is of one of three kinds.

    instead   an API error instead of the answer        rate_limit, server_error, ...
    reply     the model misbehaves: the answer changes  malformed_arguments, unknown_function, ...
    wire      the connection breaks: the frames change  truncate, garbage, reset, ...

A `Fault` is a row of the table; a `Strike` is one of them with what the user said of it.
"""

from mockfn.faults.fault import Fault
from mockfn.faults.strikes import CHAOS, FAULTS, Strike, break_wire, error_of, misbehave, strike_named

__all__ = ["CHAOS", "FAULTS", "Fault", "Strike", "break_wire", "error_of", "misbehave", "strike_named"]
