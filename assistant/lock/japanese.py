"""Japanese: all cues by which a Japanese sentence is judged, put together. Each is read on the form that `plain` makes."""

from assistant.lock.cue import Language
from assistant.lock.japanese_case import ADDRESSED, OWN, SPECIFIC, VOICE
from assistant.lock.japanese_law import GENERIC, GROUND, TOPIC
from assistant.lock.japanese_thing import OUTCOME, PARTICULAR
from assistant.lock.japanese_verdict import DECLINED, MATTER, RHETORIC, TALK, VERDICTS

JAPANESE = Language(
    addressed=ADDRESSED,
    own=OWN,
    voice=VOICE,
    specific=SPECIFIC + PARTICULAR,
    verdicts=VERDICTS + OUTCOME,
    matter=MATTER,
    declined=DECLINED,
    rhetoric=RHETORIC,
    talk=TALK,
    generic=GENERIC,
    topic=TOPIC,
    ground=GROUND,
)
