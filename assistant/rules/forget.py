"""Forget: which rows can still matter while a diagram is built, so that parts with one future become equal.

No result changes by what is forgotten. Used for diagrams only; a single set of facts is settled without it.
"""

from functools import cached_property

from assistant.rules.matrix import Masks, Matrix
from assistant.rules.outcome import DUTIES, Axis, Outcome
from assistant.rules.rows import DUTY_FIRST, STRICTEST_FIRST, joined


class Forgetting:
    """What the diagrams of one matrix may leave out."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.said = matrix.said
        self._waiting = joined(bit for bit, _ in matrix.following)
        """Rows that wait for another one."""
        self._awaited = self._waiting | joined(others for _, others in matrix.following)
        """Rows that wait for another one, and those that are waited for."""
        self._saying_rows = {said: matrix.saying(*said) for said in matrix.said}

    def __call__(self, finished: int, held: int, possible: int) -> Masks:
        """The same rows, as far as they can still matter, once all cells of the rows `finished` are settled.

        What a finished row says for certain is kept as a bit of `said`; a row is dropped when it can say nothing
        stricter than what was said already. No result changes by it.
        """
        held, possible, risky = self._apply_certain(finished, held, possible)
        sure = held & finished & ~risky & ~self._awaited
        open_ = possible & ~held & finished & ~risky & ~self._awaited
        held, possible = held & ~sure, possible & ~sure & ~open_
        if sure or open_:
            for saying, rows in self._saying_bits:
                if sure & rows:
                    held, possible = held | saying, possible | saying
                if open_ & rows:
                    possible |= saying
        return self._drop_weaker(*self._drop_alike(finished, held, possible))

    def leaves_open(self, finished: int, held: int, possible: int) -> bool:
        """Whether the permit may be left to rows that only may hold, so that completions will be tried."""
        matrix = self.matrix
        return bool(possible & ~held & (finished | ~matrix.real) & matrix.demanding) and not held & self._certain

    def _drop_alike(self, finished: int, held: int, possible: int) -> Masks:
        """Of finished rows that say the same and stand and fall together, one is enough."""
        left = possible & finished
        if not left & (left - 1):
            return held, possible
        for alike in self._alike:
            if not left & alike:
                continue
            for rows in (held & left & alike, ~held & left & alike):
                spare = rows & (rows - 1)
                held, possible = held & ~spare, possible & ~spare
        return held, possible

    def _apply_certain(self, finished: int, held: int, possible: int) -> tuple[int, int, int]:
        """Overrides by rows that count for certain are carried out; the rest leaves rows at risk."""
        risky = 0
        for bit, overridden in self.matrix.live(held):
            if held & bit and possible & overridden:
                if bit & finished & ~risky & ~self._waiting:
                    held, possible = held & ~overridden, possible & ~overridden
                else:
                    risky |= overridden
        return held, possible, risky

    def _drop_weaker(self, held: int, possible: int) -> Masks:
        if not held & self._sayings:
            return held, possible
        busy = self._busy(held, possible)
        for axis in self._weaker:
            for said, weaker, others in axis:
                if held & said:
                    idle = weaker & ~busy
                    held, possible = held & ~idle, possible & ~idle & ~(others & ~held & ~self._awaited)
                    break
        return held, possible

    def _busy(self, held: int, possible: int) -> int:
        """Rows that still may override another one, or that another one waits for."""
        busy = self._awaited
        for bit, overridden in self.matrix.live(held):
            if possible & overridden:
                busy |= bit
        return busy

    @cached_property
    def _sayings(self) -> int:
        return joined(self.said.values())

    @cached_property
    def _saying_bits(self) -> tuple[tuple[int, int], ...]:
        """(bit of what is said, the rows that say it)."""
        return tuple((self.said[said], rows) for said, rows in self._saying_rows.items() if rows)

    @cached_property
    def _certain(self) -> int:
        """What was said for certain, where rows that only may hold then add nothing."""
        return joined(self.said[Axis.PERMIT, outcome.value] for outcome in STRICTEST_FIRST[:4])

    @cached_property
    def _alike(self) -> tuple[int, ...]:
        """Rows of one outcome that override, are overridden, wait and are waited for alike."""
        classes: dict[tuple[object, ...], int] = {}
        for rule in self.matrix.rules:
            bit = self.matrix.bit(rule)
            ties = (
                self.matrix.bits(rule.overrides),
                self.matrix.bits(rule.after),
                tuple(other for other, overridden in self.matrix.overriding if overridden & bit),
                tuple(other for other, awaited in self.matrix.following if awaited & bit),
            )
            key = (rule.axis, rule.outcome, *ties)
            classes[key] = classes.get(key, 0) | bit
        return tuple(rows for rows in classes.values() if rows & (rows - 1))

    @cached_property
    def _weaker(self) -> tuple[tuple[tuple[int, int, int], ...], ...]:
        """For each axis, strictest first: (what was said, rows and bits that then say nothing new, what may be idle).

        Once facts are said to be missing or something stricter, what only may have been said adds nothing.
        """
        orders: list[tuple[Axis, tuple[str, ...]]] = [(Axis.PERMIT, tuple(o.value for o in STRICTEST_FIRST))]
        orders += [(duty, tuple(state.value for state in DUTY_FIRST)) for duty in DUTIES]
        return tuple(tuple(self._weaker_than(axis, order, n) for n in range(len(order))) for axis, order in orders)

    def _weaker_than(self, axis: Axis, order: tuple[str, ...], place: int) -> tuple[int, int, int]:
        rows, said = self._saying_rows, self.said[axis, order[place]]
        weaker = joined(rows[axis, other] for other in order[place:])
        weaker |= joined(self.said[axis, other] for other in order[place + 1 :])
        demands = order[place] not in (Outcome.PERMIT_NOT_REQUIRED, Outcome.NO_LAW_FOR_DATE)
        return said, weaker, joined(rows[axis, other] | self.said[axis, other] for other in order) if demands else 0
