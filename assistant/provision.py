"""Provision: a place in a law, as files of the corpus name it, and whether a sentence is of it."""

import re

from pydantic import BaseModel, ConfigDict

_ITEMS = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"


class Provision(BaseModel):
    """The law by its id, and the address down to the item (第一条第二号ヘ)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    address: str

    def covers(self, locator: str, text: str) -> bool:
        """Whether a sentence is of this provision: at its locator, or the item of its name in a run of items."""
        if locator.replace(" ", "") == self.address or locator.startswith(f"{self.address}第"):
            return True
        run = re.fullmatch(rf"(.+号)([{_ITEMS}])(?:[〜～]([{_ITEMS}]))?", locator)
        above, item = (self.address[:-1], self.address[-1]) if self.address[-1] in _ITEMS else (self.address, "")
        if not item or (run[1] if run else locator) != above:
            return False
        return bool(re.match(rf"^[-・\s]*{item}[\s　]", text))
