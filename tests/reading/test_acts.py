import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from spacy.tokens import Doc

from graphbuild.model import Act, ActKind, Amount, Article, Cue, Span
from graphbuild.reading import acts
from graphbuild.reading.attribution import Attribution, Speech
from graphbuild.reading.judgement import Judgement, Question
from graphbuild.reading.scene import Scene

from .scenes import scene
from .trees import tree

# Weights simple enough to follow by eye: an entry that is sure is an act, and whoever fills a place has that role.
PLAIN = Judgement(
    {
        **{question: {} for question in Question},
        Question.ACT_AT_SIGHT: {"": {"strong": 4.0, "weak": -3.0, "unknown": -4.0, "learned>0.9": 6.0}},
        Question.ACT: {"": {"strong": 4.0, "weak": -3.0, "unknown": -4.0, "learned>0.9": 6.0}},
        Question.ACTOR: {"": dict.fromkeys(("actor:subject", "actor:carrier", "actor:modifier", "actor:speaker"), 4.0)},
        Question.TARGET: {"": dict.fromkeys(("target:object", "target:on", "target:object-on", "target:after"), 4.0)},
        Question.NEGATED: {"": {"act": -4.0, "mark=not": 8.0, "mark=refuse": 8.0}},
        Question.FUTURE: {"": {"act": -4.0, "mark=modal": 8.0, "mark=plan": 8.0}},
    },
    dict.fromkeys(Question, 0.6),
)


def read(stage: Scene) -> list[Act]:
    return list(acts.read(stage, PLAIN).acts)


def told(act: Act) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return act.kind.value, act.actors, act.targets


ACCUSED = "Ghana/PROPN/2/nsubj accused/VERB/0/root/l=accuse Togo/PROPN/2/obj of/SCONJ/5/mark lying/VERB/2/advcl ./PUNCT/2/punct"


def test_who_accuses_whom_of_what() -> None:
    (act,) = read(scene(tree(ACCUSED), "Ghana", "Togo"))
    assert told(act) == ("accusation", ("country/ghana",), ("country/togo",))
    assert act.cue.text == "accused"
    assert act.content is not None
    assert act.content.text == "lying"
    assert act.evidence.text == "Ghana accused Togo of lying."
    assert act.found_by == ("lexicon",)
    assert 0.5 < act.score <= 1


BEFORE = replace(PLAIN, weights={**PLAIN.weights, Question.ACTOR: {"": {"side=before": 1.0, "actor:subject": 4.0}}})
"""Whoever stands before the cue is likely its actor, and its subject the more so."""


def of_ghana(stage: Scene) -> Scene:
    """The scene, in which the council is Ghana's."""
    cast = stage.cast
    actors = tuple(replace(a, country="country/ghana") if a.name == "Council" else a for a in cast.actors)
    return replace(stage, cast=replace(cast, actors=actors))


def test_of_a_country_and_its_institution_only_one_acts() -> None:
    doc = tree(
        "In/ADP/2/case Ghana/PROPN/4/obl Council/PROPN/4/nsubj accused/VERB/0/root/l=accuse Togo/PROPN/4/obj ./PUNCT/4/punct"
    )
    stage = scene(doc, "Ghana", "Council", "Togo")
    (act,) = acts.read(stage, BEFORE).acts
    assert act.actors == ("country/council", "country/ghana")
    (act,) = acts.read(of_ghana(stage), BEFORE).acts
    assert act.actors == ("country/council",)


def test_a_country_and_its_institution_joined_by_and_act_both() -> None:
    doc = tree(
        "Ghana/PROPN/4/nsubj and/CCONJ/3/cc Council/PROPN/1/conj accused/VERB/0/root/l=accuse Togo/PROPN/4/obj ./PUNCT/4/punct"
    )
    stage = scene(doc, "Ghana", "Council", "Togo")
    joined = {**stage.cast.standing, 0: ("country/ghana", "country/council")}
    stage = of_ghana(replace(stage, cast=replace(stage.cast, standing=joined)))
    (act,) = acts.read(stage, BEFORE).acts
    assert set(act.actors) == {"country/council", "country/ghana"}


def standing_for(stage: Scene, token: int, *names: str) -> Scene:
    """The scene, in which the phrase headed by a token stands for all of these."""
    return replace(stage, cast=replace(stage.cast, standing={**stage.cast.standing, token: names}))


def test_who_is_joined_to_an_actor_is_judged_by_itself() -> None:
    doc = tree(
        "Ghana/PROPN/4/nsubj and/CCONJ/3/cc Benin/PROPN/1/conj condemned/VERB/0/root/l=condemn Togo/PROPN/4/obj ./PUNCT/4/punct"
    )
    stage = standing_for(scene(doc, "Ghana", "Benin", "Togo"), 0, "country/ghana", "country/benin")
    (act,) = acts.read(stage, PLAIN).acts
    assert set(act.actors) == {"country/ghana", "country/benin"}
    first = {"actor:subject": 4.0, "dep=conj": -8.0}
    (act,) = acts.read(stage, replace(PLAIN, weights={**PLAIN.weights, Question.ACTOR: {"": first}})).acts
    assert act.actors == ("country/ghana",)


def test_both_countries_says_no_more_of_those_who_are_named() -> None:
    doc = tree(
        "Both/DET/2/det sides/NOUN/3/nsubj accused/VERB/0/root/l=accuse Togo/PROPN/3/obj of/ADP/6/case plans/NOUN/3/obl "
        "for/ADP/8/case Ghana/PROPN/6/nmod ./PUNCT/3/punct"
    )
    stage = standing_for(scene(doc, "Togo", "Ghana"), 1, "country/ghana", "country/benin")
    (act,) = acts.read(stage, PLAIN).acts
    assert told(act) == ("accusation", ("country/benin",), ("country/togo",))


def test_of_two_countries_in_one_phrase_both_act() -> None:
    doc = tree(
        "Benin/PROPN/2/compound Ghana/PROPN/3/nsubj accused/VERB/0/root/l=accuse Togo/PROPN/3/obj ./PUNCT/3/punct"
    )
    (act,) = acts.read(scene(doc, "Ghana", "Benin", "Togo"), BEFORE).acts
    assert act.actors == ("country/benin", "country/ghana")


def test_cues_of_one_kind_that_share_words_are_one_act() -> None:
    doc = tree("Ghana/PROPN/2/nsubj zapped/VERB/0/root/l=zap Togo/PROPN/2/obj badly/ADV/2/advmod ./PUNCT/2/punct")
    near, far = Cue(ActKind.ASSAULT, Span(6, 23), 0.92), Cue(ActKind.ASSAULT, Span(18, 23), 0.97)
    assert doc.text[6:23] == "zapped Togo badly"
    found = acts.read(scene(doc, "Ghana", "Togo", cues=(near, far)), PLAIN)
    assert len(found.acts) == 1
    assert [drop.reason for drop in found.dropped] == ["its words are those of “zapped Togo badly”"]


def test_a_passive_gives_the_same_act() -> None:
    doc = tree(
        "Togo/PROPN/3/nsubj:pass was/AUX/3/aux:pass condemned/VERB/0/root/t=VBN/l=condemn by/ADP/5/case Ghana/PROPN/3/obl:agent"
    )
    (act,) = read(scene(doc, "Ghana", "Togo"))
    assert told(act) == ("condemnation", ("country/ghana",), ("country/togo",))


@pytest.mark.parametrize(
    ("doc", "negated", "future"),
    [
        (
            tree("Ghana/PROPN/4/nsubj did/AUX/4/aux not/PART/4/advmod condemn/VERB/0/root Togo/PROPN/4/obj"),
            True,
            False,
        ),
        (
            tree(
                "Ghana/PROPN/2/nsubj refused/VERB/0/root/t=X/l=refuse to/PART/4/mark condemn/VERB/2/xcomp Togo/PROPN/4/obj"
            ),
            True,
            False,
        ),
        (tree("Ghana/PROPN/3/nsubj will/AUX/3/aux condemn/VERB/0/root Togo/PROPN/3/obj"), False, True),
    ],
)
def test_what_did_not_or_has_yet_to_happen(doc: Doc, negated: bool, future: bool) -> None:
    act = next(act for act in read(scene(doc, "Ghana", "Togo")) if act.kind is ActKind.CONDEMNATION)
    assert (act.negated, act.future) == (negated, future)
    assert told(act)[1:] == (("country/ghana",), ("country/togo",))


def test_a_phrase_that_nobody_named_becomes_an_actor_of_its_own() -> None:
    doc = tree(
        "Ghana/PROPN/2/nsubj bombed/VERB/0/root/l=bomb the/DET/5/det old/ADJ/5/amod bridge/NOUN/2/obj over/ADP/7/case water/NOUN/5/nmod"
    )
    found = acts.read(scene(doc, "Ghana"), PLAIN)
    (act,) = found.acts
    assert act.targets == ("group/old-bridge",)
    assert [actor.name for actor in found.described] == ["old bridge"]


def test_the_learned_reader_proposes_what_the_lexicon_does_not_know() -> None:
    doc = tree("Ghana/PROPN/2/nsubj zapped/VERB/0/root/l=zap Togo/PROPN/2/obj")
    cue = Cue(ActKind.ASSAULT, Span(6, 12), 0.95)
    (act,) = read(scene(doc, "Ghana", "Togo", cues=(cue,)))
    assert act.found_by == ("model",)
    assert told(act) == ("assault", ("country/ghana",), ("country/togo",))


def test_a_cue_that_both_saw_says_so() -> None:
    cue = Cue(ActKind.ACCUSATION, Span(6, 13), 0.95)
    (act,) = read(scene(tree(ACCUSED), "Ghana", "Togo", cues=(cue,)))
    assert act.found_by == ("lexicon", "model")


def test_what_is_said_is_reported_by_who_says_it() -> None:
    doc = tree(
        "Benin/PROPN/2/nsubj said/VERB/0/root/l=say Ghana/PROPN/4/nsubj condemned/VERB/2/ccomp/l=condemn Togo/PROPN/4/obj"
    )
    said = Attribution(("country/benin",), 0, Span(6, 10), 1, Span(11, 31), Speech.INDIRECT)
    stage = scene(doc, "Ghana", "Togo", "Benin", said=(said,))
    act = next(act for act in read(stage) if act.kind is ActKind.CONDEMNATION)
    assert act.via == ("country/benin",)


def test_an_implied_accusation_is_its_speakers() -> None:
    doc = tree(
        "Benin/PROPN/2/nsubj said/VERB/0/root/l=say it/PRON/7/nsubj could/AUX/7/aux not/PART/7/advmod have/AUX/7/aux "
        "happened/VERB/2/ccomp/l=happen without/ADP/9/case Togo/PROPN/7/obl"
    )
    said = Attribution(("country/benin",), 0, Span(6, 10), 1, Span(11, 49), Speech.INDIRECT)
    act = next(act for act in read(scene(doc, "Togo", "Benin", said=(said,))) if act.kind is ActKind.ACCUSATION)
    assert told(act) == ("accusation", ("country/benin",), ("country/togo",))
    assert act.cue.text == "could not have happened without"


def test_about_amount_and_date() -> None:
    doc = tree(
        "Ghana/PROPN/2/nsubj promised/VERB/0/root/l=promise 500/NUM/4/nummod trucks/NOUN/2/obj for/ADP/6/case Togo/PROPN/4/nmod "
        "on/ADP/8/case Tuesday/PROPN/2/obl"
    )
    (act,) = read(scene(doc, "Ghana", "Togo"))
    assert act.amount == Amount(Decimal(500), "trucks")
    assert act.about == ("country/togo",)
    assert act.date is None


def test_why_not() -> None:
    doc = tree("Ghana/PROPN/2/nsubj claimed/VERB/0/root/l=claim victory/NOUN/2/obj")
    found = acts.read(scene(doc, "Ghana"), PLAIN)
    dropped = [drop for drop in found.dropped if drop.kind is ActKind.ACCUSATION]
    assert [(drop.cue.text, drop.reason) for drop in dropped] == [("claimed", "not likely enough")]


def test_nothing_is_read_in_silence() -> None:
    stage = scene(tree(ACCUSED), "Ghana", "Togo")
    quiet = Scene.of(
        stage.article,
        stage.syntax,
        stage.cast,
        stage.lexicon,
        attributions=(),
        cues=(),
        silent=[True] * len(stage.syntax),
        places=frozenset(),
    )
    assert read(quiet) == []


def test_a_date_relative_to_the_day_of_publication() -> None:
    doc = tree("On/ADP/2/case Monday/PROPN/4/obl Ghana/PROPN/4/nsubj thanked/VERB/0/root/l=thank Togo/PROPN/4/obj")
    stage = scene(doc, "Ghana", "Togo")
    dated = Article.of(stage.article.text, published=dt.date(2025, 9, 18))
    (act,) = read(
        Scene.of(
            dated,
            stage.syntax,
            stage.cast,
            stage.lexicon,
            attributions=(),
            cues=(),
            silent=stage.silent,
            places=frozenset(),
        )
    )
    assert act.date == dt.date(2025, 9, 15)
