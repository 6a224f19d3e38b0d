"""English: the same kinds of cues as `japanese`, for sentences in English."""

import re

from assistant.lock.cue import Language, cue

_GOODS = (
    r"(?:items?|products?|goods|shipments?|transactions?|technology|software|machines?|devices?|drawings?"
    r"|pumps?|contract|transfer|deal|case|equipment|parts?|samples?|valves?|robots?|sensors?|code|data"
    r"|end[ -]user|customer|buyer|export|consignment|materials?|instruments?|project|arrangement|component|chip"
    r"|laser|unit|document|plan)"
)
_DUTY = (
    r"(?:licen[cs]es?|licen[cs]ing|permits?|permission|approvals?|reports?|reporting|notifications?|notif(?:y"
    r"|ied)|authori[sz]ations?)"
)

_ADDRESSED = (
    cue("romaji", r"\b\w*(?:masen|masu|mashita|desu|kudasai)\b", why="Japanese in Latin letters is no text of law"),
    cue(
        "you",
        r"\byou(?:r|rs|re|d|ll|ve|rself|rselves)?\b|\bwe conclude|\bour (?:assessment|view|conclusion|analysis)",
        why="speaks to the reader",
    ),
    cue(
        "I",
        r"\bi (?:think|believe|would|am|can|see|do|dont|recommend|suggest)|\bi[md]\b|\bmy (?:view|understanding"
        r"|assessment|reading)|\bas far as i",
        why="gives an opinion",
    ),
    cue(
        "this",
        rf"(?:^that|\b(?:this|these|those)) (?:[\w-]+ ){{0,2}}{_GOODS}\b"
        rf"|\bthe (?:[\w-]+ ){{0,2}}{_GOODS} (?:in question|at hand|described|concerned|mentioned|above)"
        r"|\bthe (?:[\w-]+ ){1,3}(?:in question|at hand)\b|\b(?:the|this) present [a-z]"
        r"|\b(?:in|for) this case\b|\b(?:this|these) (?!act|law|articles?|ordinance|order|rules?|notices?"
        r"|exemptions?|reports?|lists?|requirements?|provisions?|amendments?|systems?|years?|measures?"
        r"|documents?|countries|controls?|counts as|time\b|inform\b)[a-z]",
        why="points at one thing",
    ),
)
_OWN = (
    *_ADDRESSED,
    cue(
        "own",
        r"\b(?:our|we|my|i)\b",
        why="the asker speaks of their own",
    ),
)
_DECLINED = re.compile(
    r"\b(?:cannot|cant|not able to|does not|do not|not) (?:be )?(?:determine|determined|decide|decided|say|tell"
    r"|judge|answer)\b[^.]{0,60}\b(?:whether|if)\b"
)
_RHETORIC = re.compile(
    r"\bwhy (?:would|should|bother|on earth)\b|n'?t (?:you|it|this|that|we|they|there)\b|\b(?:isn|aren|doesn|don|won|can|couldn|wouldn|shouldn)'?t\b[^.]*\?"
    r"|\bsurely\b|\bobvious|\bwho (?:would|could|needs?)\b|\bwhat else\b|\bhow could\b|, right\?|\b(?:is|does|do|are|will) (?:it|they|he|we)\?$"
)
_VERDICTS = (
    cue(
        "need",
        r"\b(?:requires?|required|needs?|needed|necessary|unnecessary|must|have to|has to|shall|should|ought"
        rf"|obliged|mandatory|obligat\w+)\b|\bno {_DUTY}|\bwithout (?:an? )?{_DUTY}",
        4,
        why="says what must or need not be done",
    ),
    cue(
        "listed",
        r"\b(?:not |un|non-?)?(?:controlled|listed|classified|covered|caught|subject|applicable|appl(?:y"
        r"|ies))\b|\bfalls?\b|\bon the (?:control )?list\b|\btriggers?\b|\b(?:meets?|exceeds?|satisf\w+) the\b"
        r"|\bexempt\w*|\bear99\b|\boutside the scope|\bout of scope|\bwithin the scope",
        4,
        why="says what an item is",
    ),
    cue(
        "leave",
        r"\b(?:may|can|could|cannot|cant) (?:be |freely |now )?(?:proceed|ship|export|send|transfer|shipped"
        r"|exported|sent|provided)\w*|\bfree to\b|\bfreely\b|\bgo ahead|\bfine\b|\bok(?:ay)?\b|\bsafe\b"
        r"|\bno (?:problem|issue|need|restriction)|\b(?:permitted|allowed|prohibited|forbidden|possible|banned"
        r"|illegal|unlawful|cleared)\b",
        4,
        why="gives or refuses leave",
    ),
    cue(
        "answer",
        r"^(?:yes|no)\b",
        4,
        why="a bare answer",
    ),
    cue(
        "ask",
        r"^(?:please |so |then |just )?(?:apply|obtain|submit|file|report(?!ing)|notify|stop|ship"
        r"|export(?! (?:permit|control|licen)|s)|send|proceed"
        r"|get|do not|dont)\b|\bplease\b|\bfeel free",
        4,
        why="tells the reader to act",
    ),
)
_VOICE = (
    cue(
        "it",
        r"^(?:yes|no,|it|itd|its|exempt|controlled|listed under|not|definitely|unfortunately|therefore|hence"
        r"|thus|so|accordingly|in conclusion|overall)\b|^(?:result|determination|conclusion|answer|verdict"
        r"|classification|status)\b|\bit(?:s| is) (?:fine|ok|not|exempt|controlled)",
        6,
        why="announces a result",
    ),
    cue(
        "because",
        r"^(?:as(?! a result)|since|because|given|based on)\b|, so\b|\bso (?:you|it|a|no)\b",
        4,
        why="draws the consequence from facts",
    ),
    cue("here", r"\bhere\b", 6, why="points at the case at hand"),
    cue(
        "guess",
        r"\b(?:probably|likely|appears?|seems?|presumably|chances|in all likelihood|most likely|would"
        r"|\d+ ?% (?:chance|probab|likel|sure|certain))",
        2,
        why="guesses at a case",
    ),
)
_SPECIFIC = (
    cue(
        "the",
        r"\bthe (?!(?:act|law|statute|order|list|ministry|minister|exporter|transfer|export"
        rf"|provision|technology-transfer)\b)(?:[\w-]+ ){{0,2}}{_GOODS}\b(?! (?:of|is granted|list|control|necessary|needed|listed|specified|that|which))",
        4,
        why="one thing, known to both",
    ),
    cue(
        "owner",
        r"\bthe (?:exporter|applicant|manufacturer|client|buyer|customer)s (?!who|that|of|shall|must|may|are|in)[a-z]",
        8,
        why="what belongs to one firm",
    ),
    cue(
        "bound",
        r"\b(?:to|for) (?:china|india|vietnam|thailand|malaysia|singapore|russia|turkey|germany|taiwan|korea"
        r"|the us|the united states|mexico|brazil)\b",
        2,
        why="names where it goes",
    ),
)
_GENERIC = (
    cue("time", r"\bbefore the contract\b", -6, why="when a duty falls due"),
    cue("penalty", r"\bpunishable|\bimprisonment|\bpenalt", -9, why="what follows a breach"),
    cue("every", r"\bwherever\b|\bregardless\b|\bany destination\b|\ball destinations\b", -5, why="holds of all"),
    cue(
        "person",
        r"\b(?:exporters?|persons?|a person|anyone|companies|manufacturers?|residents?|those who|applicants?"
        r"|universities)\b(?! of your)",
        -6,
        why="holds of everybody of a kind",
    ),
    cue(
        "category",
        r"\b(?:listed (?:goods|items|technology)|exports? of|imports? (?:from|of)|technology transfers|failure to"
        r"|foreign subsidiaries|goods (?:listed|that|which|covered|on|in|under|destined)|items (?:listed|that"
        r"|which|on|in|under)|technology (?:that|which|in|listed|already)|technologies|weapons|food|timber"
        r"|foodstuffs|group a|appended table|countries|public[- ]domain|basic scientific|used machine tools"
        r"|bulk licen[cs]es?|small-value|the prior report|catch-all controls|foreign user list"
        r"|end-use requirement|transactions (?:that|which|involving))\b",
        -5,
        why="speaks of a class",
    ),
    cue(
        "kind",
        r"^(?!(?:the|our|its|that|isnt|arent|is|are|was|surely|obviously) )(?:an? |no (?:[\w-]+ ){1,3}(?:is|are) \w+ for )?(?:[a-z-]+ ){0,2}(?:\w+s"
        r"|technology|software|equipment|information)(?: \w+ly)? (?:that|which|used|outside|below|older|inside"
        r"|covered|destined|sold|sent|made|treated|forms?|may)\b",
        -6,
        why="speaks of a kind without an article",
    ),
    cue(
        "law",
        r"\bapplies to (?:all |any )?\w+s\b|\b(?:under (?:japanese|the|japan's|article|section|u\.?s\.?)[\w' ]{0,24}(?:law"
        r"|act|order|ear"
        r"|regulations?)|article \d+|the (?:act|law|statute|order|ear|ordinance|cabinet order|ministry|minister"
        r"|guidance|report|controls|exemption|requirement)\b|meti (?:may|publish|requires|defines"
        r"|has published)|the interim report|the validity)|^an? [a-z-]+ (?:that|which)\b",
        -4,
        why="a provision or an office is the subject",
    ),
    cue(
        "case",
        r"\b(?:if|when|where|unless|in cases?|provided that|before the)\b",
        -3,
        why="a condition, not a fact",
    ),
    cue(
        "open",
        r"\bwhether\b[^.]{0,60}\bdepends?\b",
        -9,
        why="leaves the case open",
    ),
)
_TOPIC = (
    cue(
        "asks",
        r"\b(?:who|when|where|what|which|how|why)\b",
        -5,
        why="the question asks for no verdict",
    ),
)
_GROUND = re.compile(
    r"\b(?:\d{4}|\d+|metis?|guidance|violations?|ban|months?|years?|cistec|government|regimes?|law|act|amend\w*"
    r"|rules?|reform|penalt\w+|applications?|licen[cs]es are|threshold|period|system|means|refers to"
    r"|list|valid)\b|^(?!(?:yes|no|ok|nlr|nil|go)\b)[a-z]{2,3}(?::|$)"
)
_MATTER = re.compile(r"")
_TALK = re.compile(
    r"^(?:the|its?|itd|there|that|not?|nothing|yes|go|ship|hold|send|export|proceed|good|fine|safe|clear\w*"
    r"|exempt|a (?:permit|licen[cs]e)|licens\w+|controlled|listed|ok)\b|^.{0,25}$"
)

ENGLISH = Language(
    addressed=_ADDRESSED,
    own=_OWN,
    voice=_VOICE,
    specific=_SPECIFIC,
    verdicts=_VERDICTS,
    matter=_MATTER,
    declined=_DECLINED,
    rhetoric=_RHETORIC,
    talk=_TALK,
    generic=_GENERIC,
    topic=_TOPIC,
    ground=_GROUND,
)
