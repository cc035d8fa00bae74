from graphbuild.language.morphology import FEATURES, features


def test_participles_tell_active_from_passive():
    assert "Voice=Pass" in features("VBN", passive=True)
    assert "Voice" not in features("VBN", passive=False)


def test_only_participles_are_passive():
    assert features("VBD", passive=True) == features("VBD", passive=False)


def test_features_stand_in_the_order_that_ud_wants():
    assert all(value.split("|") == sorted(value.split("|")) for value in FEATURES.values())


def test_a_tag_without_features_has_none():
    assert features("IN", passive=False) == ""
