"""Figures settled slot by slot: which of two proposals tells how many, of what, who they were, and by whom.

slot                              taken from
whether it is told                either: the learned finder's as vetted against the words, a rule's from its bar of confidence on
type                              the rule, whose word tells it; where the word tells other things too, the surer of the two
people that no number counts      the rule: it reads the nouns one by one
who, perpetrator, place, time     the learned finder; the rule where it leaves them empty, or took in the people of another claim
quote                             the learned finder; the rule where it took in another claim's figure
total, part, unit                 the learned finder; the rule with its type
homes or people                   the rule: a number of homes is no number of victims
"""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Callable, Sequence

from reportedly.model.text import Amount, Span
from reportedly.model.told import Told

FIGURES = frozenset({"toll", "displacement"})
PLAIN = 0.6  # from here on a rule's word tells of one type only
AROUND = 300  # characters around a claim in which the same people are told
NEAR = 40  # characters from a number to the person whom it counts


def settle_figures(learned: Sequence[Told], ruled: Sequence[Told], stands: Callable[[Told], bool]) -> list[Told]:
    """One claim for each figure told. `stands` says whether a rule's proposal is sure enough to stand alone."""
    homes = [proposal.anchor for proposal in ruled if proposal.unit == "houses" and stands(proposal)]
    out = [t for t in told_once(learned) if t.kind != "toll" or not any(t.anchor.overlaps(home) for home in homes)]
    companions = told_together(out, ruled)
    for proposal in (r for i, r in enumerate(ruled) if i not in companions):
        some = [t for t in out if part_of(t, proposal)] if tells_several(proposal) else []
        if some:
            out = with_several(out, some, proposal)
            continue
        twin = next((i for i, t in enumerate(out) if same_figure(t, proposal)), None)
        if twin is not None:
            out[twin] = completed(out[twin], proposal, others=(*out, *ruled))
            continue
        rivals = [t for t in out if rests_on_same(t, proposal)]
        if not rivals:
            out += [proposal] if stands(proposal) else []
        elif proposal.confidence >= PLAIN or all(proposal.confidence > t.confidence for t in rivals):
            out = [t for t in out if t not in rivals] + [retyped(rivals[0], proposal)]
        else:
            out = [upheld(t, proposal) if t in rivals else t for t in out]
    return told_once([*out, *companions.values()])


def told_together(learned: Sequence[Told], ruled: Sequence[Told]) -> dict[int, Told]:
    """People whom the finder lumps with others in one claim, and whom rules tell apart: "a man and two children died".

    The place of the rule's proposal for them, and the claim that it becomes: done by whom and where the finder's says.
    """
    order = sorted(range(len(ruled)), key=lambda i: ruled[i].anchor.start)
    starts = [ruled[i].anchor.start for i in order]
    fits = []
    for told in learned:  # only the rules' proposals around it are looked at: a list has thousands
        first, last = (bisect.bisect(starts, at) for at in (told.quote.start - AROUND, told.quote.end + AROUND))
        some = sorted(order[first:last])
        fits.append((told, [i for i in some if same_figure(told, ruled[i]) and not tells_several(ruled[i])]))
    own = {max(some, key=lambda i: closeness(t, ruled[i])) for t, some in fits if some}
    out = {}
    for claim, some in fits:
        taken = [ruled[i] for i in some if i in own]
        for i in (i for i in some if i not in own):
            if not ruled[i].part and not any(share_people(ruled[i], other) for other in taken):
                roles = {**ruled[i].roles, **claim.roles, "who": ruled[i].roles.get("who", ())}
                roles = {role: spans for role, spans in roles.items() if spans}
                out[i] = dataclasses.replace(ruled[i], roles=roles, why=(*ruled[i].why, "told together with others"))
    return out


def closeness(learned: Told, ruled: Told) -> tuple[bool, bool]:
    """How closely a rule's proposal tells the finder's figure: on its very word, or of people who are that word."""
    people = ruled.roles.get("who", ())
    return learned.anchor.overlaps(ruled.anchor), any(s.overlaps(learned.anchor) for s in people)


def same_figure(learned: Told, ruled: Told) -> bool:
    """Whether both tell one figure: the same type on the same number, or on the same people where no number is told."""
    if (learned.kind, learned.type) != (ruled.kind, ruled.type):
        return False
    if counted_by_words(ruled) and counted_by_words(learned):
        return learned.anchor.overlaps(ruled.anchor)
    if counted_by_words(ruled):
        counts = any(s.holds(learned.anchor) for s in ruled.roles.get("who", ()))
        return counts and 0 <= learned.anchor.start - ruled.anchor.end <= NEAR
    named = any(s.holds(ruled.anchor) for s in learned.roles.get("who", ()))
    if counted_by_words(learned):  # "a leader and two of his men": the leader is none of the two
        return learned.anchor.overlaps(ruled.anchor) or named
    return tell_alike(learned, ruled) or named


def rests_on_same(a: Told, b: Told) -> bool:
    """Whether two proposals of one kind give the same words another type."""
    return a.kind == b.kind and a.type != b.type and a.anchor.overlaps(b.anchor)


def tell_alike(a: Told, b: Told) -> bool:
    """Whether two proposals rest on the same words: on one anchor, or each within the other's quote."""
    return a.anchor.overlaps(b.anchor) or (a.quote.holds(b.anchor) and b.quote.holds(a.anchor))


def counted_by_words(told: Told) -> bool:
    """Whether a number in words tells how many."""
    implied = told.rule.endswith((".person", ".persons"))
    return told.amount is not None and bool(told.amount.text) and not implied


def tells_several(ruled: Told) -> bool:
    """Whether a rule counts several people that are told one by one: "a mother and her son"."""
    return ruled.rule.endswith(".persons")


def with_several(told: Sequence[Told], some: Sequence[Told], ruled: Told) -> list[Told]:
    """The claims, where those that tell some of the rule's people (`some`) give way to one that tells all of them.

    They stay where they tell all of them apart: as many claims as people, each with people of its own.
    """
    apart = not any(a is not b and share_people(a, b) for a in some for b in some)
    count = sum((t.amount.value if t.amount else None) or 1 for t in some)
    if apart and ruled.amount is not None and count == ruled.amount.value:
        return list(told)
    best = max(some, key=lambda t: (t.confidence, -t.anchor.start))
    roles = {**ruled.roles, **best.roles, "who": ruled.roles.get("who", best.roles.get("who", ()))}
    why = (
        *best.why,
        f"{len(some)} claims of one person as one of {ruled.amount and ruled.amount.value} by {ruled.rule}",
    )
    whole = dataclasses.replace(
        best, anchor=ruled.anchor, quote=ruled.quote, amount=implied(ruled), roles=roles, why=why
    )
    return [t for t in told if t not in some] + [whole]


def part_of(learned: Told, ruled: Told) -> bool:
    """Whether the claim tells one of the people whom the rule counts together."""
    single = learned.amount is None or learned.amount.value in (None, 1) or not learned.amount.text
    alike = (learned.kind, learned.type) == (ruled.kind, ruled.type)
    return alike and single and ruled.quote.holds(learned.anchor)


def share_people(a: Told, b: Told) -> bool:
    """Whether the words for who they are of one claim take in those of the other."""
    return any(s.overlaps(o) for s in a.roles.get("who", ()) for o in b.roles.get("who", ()))


def completed(learned: Told, ruled: Told, others: Sequence[Told]) -> Told:
    """The learned claim with what the rule reads better: roles left empty, people without a number, words cut too wide."""
    roles = {role: spans for role, spans in ruled.roles.items() if not learned.roles.get(role)}
    near = [t for t in others if t.kind == learned.kind and not t.anchor.overlaps(learned.anchor)]
    beside = [t.anchor for t in near if not t.anchor.overlaps(ruled.anchor)]
    if wider(learned.roles.get("who", ()), ruled.roles.get("who", ()), [a for a in beside if not within(a, ruled)]):
        roles["who"] = ruled.roles["who"]
    others_told = [t.anchor for t in near if t.type != learned.type]
    quote = ruled.quote if wider((learned.quote,), (ruled.quote,), others_told) else learned.quote
    figure = learned.amount
    if not counted_by_words(learned) and ruled.amount is not None:
        figure = ruled.amount if counted_by_words(ruled) else larger(implied(ruled), figure)
    slots = [*roles, *(["quote"] if quote != learned.quote else []), *(["figure"] if figure != learned.amount else [])]
    why = (*learned.why, *(f"{slot} by {ruled.rule}" for slot in slots))
    return dataclasses.replace(learned, roles={**learned.roles, **roles}, quote=quote, amount=figure, why=why)


def implied(ruled: Told) -> Amount | None:
    """The count of people that no number tells, as such: without words of its own."""
    return dataclasses.replace(ruled.amount, text="") if ruled.amount is not None else None


def larger(a: Amount | None, b: Amount | None) -> Amount | None:
    """Of two counts of people told one by one that which takes in more of them."""
    return max(a, b, key=lambda amount: (amount and amount.value) or 0)


def within(anchor: Span, ruled: Told) -> bool:
    """Whether a figure stands within the words for who they are."""
    return any(span.holds(anchor) for span in ruled.roles.get("who", ()))


def wider(ours: Sequence[Span], theirs: Sequence[Span], figures: Sequence[Span]) -> bool:
    """Whether our words take in a figure of another claim that theirs leave out."""
    return bool(theirs) and any(any(o.holds(f) for o in ours) and not any(t.holds(f) for t in theirs) for f in figures)


def retyped(learned: Told, ruled: Told) -> Told:
    """The rule's claim with the roles that the learned one found; the reason says what it is no longer."""
    why = (
        *ruled.why,
        f"{ruled.type} by {ruled.rule} ({ruled.confidence:.2f}), not {learned.type} ({learned.confidence:.2f})",
    )
    return dataclasses.replace(ruled, roles={**ruled.roles, **learned.roles}, dated=learned.dated, why=why)


def upheld(learned: Told, ruled: Told) -> Told:
    """The learned claim, with the reason why it is not what the rule took it for."""
    why = f"{learned.type} ({learned.confidence:.2f}), not {ruled.type} by {ruled.rule} ({ruled.confidence:.2f})"
    return dataclasses.replace(learned, why=(*learned.why, why))


def told_once(told: Sequence[Told]) -> list[Told]:
    """The proposals without those that tell a person twice.

    A toll without a number of its own is the same telling as another of its type on the same victim: as one with the
    number right before it ("one local [child]"), or as a surer one without a number ("[Amin], the group's [leader]").
    """
    return [one for one in told if not any(tells_same_person(one, other) for other in told if other is not one)]


def tells_same_person(told: Told, other: Told) -> bool:
    """Whether `told`, a toll without a number, only tells again whom `other` tells."""
    if told.kind != "toll" or (told.kind, told.type) != (other.kind, other.type) or counted_by_words(told):
        return False
    victims = other.roles.get("who", ())
    if not any(span.holds(told.anchor) for span in victims):
        return False
    if counted_by_words(other):
        return any(span.holds(other.anchor) for span in victims) and 0 <= told.anchor.start - other.anchor.end <= NEAR
    if tells_several(other) or tells_several(told):
        return tells_several(other) and not tells_several(told)
    return (other.confidence, -other.anchor.start) > (told.confidence, -told.anchor.start)
