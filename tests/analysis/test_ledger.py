import datetime as dt

from graphbuild.analysis.ledger import disagreements, promises, threads

from .networks import network


def test_a_promise_repeated_kept_and_taken_back() -> None:
    first, lone, again = promises(
        network(
            """
            A pledge B 2020-01-01 @one
            A pledge B 2020-01-03 40 @two
            A pledge B 2020-03-01 @three
            A denial B 2020-02-20
            A aid B 2020-02-25
            A aid C 2020-01-05
            A pledge B 2020-06-01 not
            C pledge - 2020-02-01
            """
        )
    )
    assert (first.by, first.to, first.date, first.articles, first.amount, first.of) == (
        "A",
        "B",
        dt.date(2020, 1, 1),
        2,
        40.0,
        "barges",
    )
    assert (first.repeated, first.followed, first.withdrawn) == (1, dt.date(2020, 2, 25), dt.date(2020, 2, 20))
    assert (again.date, again.repeated, again.followed) == (dt.date(2020, 3, 1), 0, None)
    assert (lone.by, lone.to) == ("C", None)


def test_an_aid_before_the_pledge_does_not_keep_it() -> None:
    (promise,) = promises(network("A aid B 2020-01-01\nA pledge B 2020-02-01\nA aid B 2020-03-01 planned"))
    assert promise.followed is None


def test_accusation_denial_and_counter_accusation_are_one_thread() -> None:
    (thread,) = threads(
        network(
            """
            A accusation B 2020-01-01
            B denial - 2020-01-03
            B accusation A 2020-01-10
            A accusation B 2020-02-05
            B denial C 2020-01-04
            C denial - 2020-01-04
            """
        )
    )
    assert (thread.accuser, thread.accused, thread.accusations, thread.counter, thread.denials) == ("A", "B", 2, 1, 1)
    assert (thread.first, thread.last) == (dt.date(2020, 1, 1), dt.date(2020, 2, 5))
    assert (thread.denied, thread.countered) == (dt.date(2020, 1, 3), dt.date(2020, 1, 10))


def test_after_thirty_days_of_silence_a_new_thread_begins() -> None:
    found = threads(network("A accusation B 2020-01-01\nA accusation B 2020-03-01\nB rejection A 2020-03-10"))
    assert [(thread.first, thread.denials) for thread in found] == [(dt.date(2020, 3, 1), 1), (dt.date(2020, 1, 1), 0)]


def test_an_undated_denial_in_the_same_article_answers() -> None:
    (thread,) = threads(network("A accusation B - @one\nB denial - - @one\nB denial - - @two"))
    assert thread.denials == 1


def test_two_articles_that_disagree() -> None:
    lines = "A assault B 2020-01-01 @one\nA assault B 2020-01-02 @two not\nA assault B 2020-06-01 @three not"
    (difference,) = disagreements(network(lines))
    assert (difference.actor, difference.target, difference.about) == ("A", "B", "whether it happened")
    (amount,) = disagreements(
        network("A pledge B 2020-01-01 40 @one\nA pledge B 2020-01-02 60 @two\nA pledge B 2020-01-02 60 @two")
    )[:1]
    assert amount.about == "how many barges"
    assert disagreements(network("A assault B 2020-01-01 @one\nA assault B 2020-01-01 @one not")) == []
