"""Loss: what a person wrote in paragraphs and would no longer stand there if they were written anew. Pure."""

from collections.abc import Collection, Iterator

from assistant.drafting.draft import Draft, Origin, Paragraph, Role
from assistant.drafting.refusals import StepError
from ingest.fold import squeeze

_ASKED = frozenset({Role.TITLE, Role.HEADING, Role.QUESTION, Role.POINT})  # written anew as they are worded now
_NAMED = 5  # sentences that a refusal quotes
_SHOWN = 60  # characters of each


def persons(draft: Draft, ids: Collection[str]) -> tuple[Paragraph, ...]:
    """Of the paragraphs, those that a person wrote or changed."""
    return tuple(
        one for one in draft.paragraphs if one.id in ids and one.origin is Origin.PERSON and one.role not in _ASKED
    )


def require_kept(before: Draft, after: Draft) -> None:
    """Raise StepError naming the sentences of paragraphs of a person that stand nowhere in the same paragraph of `after`."""
    lost = tuple(_lost(before, after))
    if lost:
        told = "、".join(f"「{one[:_SHOWN]}」" for one in lost[:_NAMED])
        more = f" ほか {len(lost) - _NAMED} 文" if len(lost) > _NAMED else ""
        raise StepError(
            f"作り直すと、人が書いた段落の次の文が失われます: {told}{more}",
            hint="人の書いていない段落だけを選ぶか（コマンドでは --paragraph 段落）、失われてよいことを確かめて"
            "作り直してください（コマンドでは --discard-edits。前の版は残ります）。",
        )


def _lost(before: Draft, after: Draft) -> Iterator[str]:
    stands = {one.id: {squeeze(sentence.text) for sentence in one.sentences} for one in after.paragraphs}
    for one in persons(before, stands):
        yield from (each.text for each in one.sentences if squeeze(each.text) not in stands[one.id])
