"""What is worked out once is kept with its object."""

from __future__ import annotations

from mockfn.once import once


class Counted:
    def __init__(self) -> None:
        self.made = 0

    @once
    def value(self) -> int:
        """A value."""
        self.made += 1
        return 7


def test_it_is_worked_out_at_the_first_reading_only() -> None:
    counted = Counted()
    assert [counted.value, counted.value, counted.made] == [7, 7, 1]
    assert Counted().made == 0


def test_it_is_described_by_its_function() -> None:
    assert Counted.value.__doc__ == "A value."
