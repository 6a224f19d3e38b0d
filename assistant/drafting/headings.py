"""Headings: the Japanese name of each role and kind of a draft. Words only."""

from assistant.drafting.draft import Kind, Origin, Paragraph, Role

KINDS = {
    Kind.QA_SECTION: "Q&A",
    Kind.COMMENTARY: "解説",
    Kind.CHANGE_NOTICE: "改正のお知らせ",
    Kind.CHECKLIST: "自己管理チェックリストの材料",
}
HEADINGS = {
    Role.TITLE: "表題",
    Role.HEADING: "見出し",
    Role.QUESTION: "問",
    Role.ANSWER: "答",
    Role.BASIS: "根拠",
    Role.APPLIES: "適用時期",
    Role.CAUTION: "留意点",
    Role.OPEN: "要確認事項",
    Role.PURPOSE: "趣旨",
    Role.PRACTICE: "実務上の留意点",
    Role.HISTORY: "改正の経緯",
    Role.FORMS: "関連様式",
    Role.CHANGE: "変わったこと",
    Role.FOR_WHOM: "対象となる者",
    Role.ACTION: "すること",
    Role.POINT: "点検項目",
    Role.REQUIREMENT: "資料が求めること",
    Role.RECORD: "残す記録",
    Role.TABLE: "表",
    Role.NOTE: "注記",
}


_BY_RULES = "規則から作った表"


def name_of(one: Paragraph) -> str:
    """The name of a paragraph; a table says that the rules made it where they did, and nowhere else."""
    return _BY_RULES if one.role is Role.TABLE and one.origin is Origin.DETERMINATION else HEADINGS[one.role]
