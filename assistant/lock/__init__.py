"""Lock: whether a sentence could be read as the decision on somebody's own item or transaction (only rules decide those).

`decides` reads every statement a model writes, beside the official words it points at; `could_decide` is stricter, for
what stands beside a question about an own case.
"""

from assistant.lock.doubt import could_decide, unlocked
from assistant.lock.weigh import decides

__all__ = ["could_decide", "decides", "unlocked"]
