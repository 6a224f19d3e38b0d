"""Lock: whether a sentence could be read as the decision on somebody's own item or transaction (only rules decide those).

`decides` reads every statement a model writes; `could_decide` is stricter, for what stands beside a question about an own case.
`addresses` and `restates` are for a statement that decides and points at official words that do.
"""

from assistant.lock.doubt import could_decide, unlocked
from assistant.lock.weigh import addresses, decides, restates

__all__ = ["addresses", "could_decide", "decides", "restates", "unlocked"]
