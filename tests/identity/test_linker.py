"""Whom the linker takes a name for: hard names, days, countries, namesakes."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.identity.linker import link
from graphbuild.identity.reference import Reference, load
from graphbuild.model import Act, ActKind, Actor, ActorKind, Article, Office, Provenance, Reading
from graphbuild.vocab import actor_id, office_id

REFERENCE = load()
MADE_BY = Provenance("by hand", "0")


def person(article: Article, name: str, *offices: Office, country: str | None = None) -> Actor:
    start = article.text.index(name)
    mention = (article.excerpt(start, start + len(name)),)
    return Actor(actor_id(ActorKind.PERSON, name), ActorKind.PERSON, name, mention, offices, country)


def holder(article: Article, phrase: str, title: str, country: str) -> Actor:
    """Somebody whom the article names by an office alone."""
    start = article.text.index(phrase)
    office = Office(office_id(title, country), f"{title} of {country}", country, leads=True)
    mention = (article.excerpt(start, start + len(phrase)),)
    return Actor("person/" + office.id.partition("/")[2], ActorKind.LEADER, phrase, mention, (office,), country)


def body(
    article: Article, name: str, kind: ActorKind, identifier: str | None = None, country: str | None = None
) -> Actor:
    start = article.text.index(name)
    mention = (article.excerpt(start, start + len(name)),)
    return Actor(identifier or actor_id(kind, name), kind, name, mention, country=country)


def reading(article: Article, *actors: Actor, acts: tuple[Act, ...] = ()) -> Reading:
    return Reading(article, actors, acts, MADE_BY)


def article(text: str, day: str | None = "2025-06-01") -> Article:
    return Article.of(text, published=dt.date.fromisoformat(day) if day else None)


def act(
    article: Article, cue: str, actors: tuple[str, ...], targets: tuple[str, ...] = (), day: str | None = None
) -> Act:
    start = article.text.index(cue)
    date = dt.date.fromisoformat(day) if day else None
    evidence = article.excerpt(0, len(article.text))
    return Act(ActKind.STATEMENT, article.excerpt(start, start + len(cue)), evidence, actors, targets, date=date)


def linked(reference: Reference, text: str, name: str, day: str | None = "2025-06-01", **more: str) -> Actor:
    story = article(text, day)
    (found,) = link(reading(story, person(story, name, **more)), reference).actors
    return found


HARD_NAMES = [
    (
        "President George W. Bush addressed the United States Congress.",
        "George W. Bush",
        "2003-01-28",
        "person/george-w-bush",
    ),
    ("President George H. W. Bush spoke in Washington.", "George H. W. Bush", "1991-01-16", "person/george-h-w-bush"),
    ("President George Bush spoke in Washington.", "George Bush", "1991-01-16", "person/george-h-w-bush"),
    ("President George Bush spoke in Washington.", "George Bush", "2003-03-19", "person/george-w-bush"),
    ("Donald Trump spoke in Washington.", "Donald Trump", "2018-05-01", "person/donald-trump"),
    ("Donald J. Trump spoke in Washington.", "Donald J. Trump", "2018-05-01", "person/donald-trump"),
    ("Donald Trump Jr. spoke in Washington.", "Donald Trump Jr.", "2018-05-01", "person/donald-trump-jr"),
    ("Donald Trump, Jr. spoke in Washington.", "Donald Trump, Jr.", "2018-05-01", "person/donald-trump-jr"),
    ("Kim Jong Un visited a factory.", "Kim Jong Un", "2019-01-01", "person/kim-jong-un"),
    ("Kim Jong-un visited a factory.", "Kim Jong-un", "2019-01-01", "person/kim-jong-un"),
    ("Kim Jong Il visited a factory.", "Kim Jong Il", "2009-01-01", "person/kim-jong-il"),
    ("Joe Biden spoke.", "Joe Biden", "2022-01-01", "person/joe-biden"),
    ("Joseph R. Biden spoke.", "Joseph R. Biden", "2022-01-01", "person/joe-biden"),
    ("Joseph R. Biden Jr. spoke.", "Joseph R. Biden Jr.", "2022-01-01", "person/joe-biden"),
    ("Xi met a guest from Chile in Beijing.", "Xi", "2020-01-01", "person/xi-jinping"),
    ("Xi Jinping met a guest.", "Xi Jinping", "2020-01-01", "person/xi-jinping"),
    ("Binyamin Netanyahu spoke.", "Binyamin Netanyahu", "2020-01-01", "person/benjamin-netanyahu"),
    ("Benjamin Netanyahu spoke.", "Benjamin Netanyahu", "2020-01-01", "person/benjamin-netanyahu"),
    ("Mohammed bin Salman met envoys.", "Mohammed bin Salman", "2020-01-01", "person/mohammed-bin-salman"),
    ("Mohammed bin Zayed met envoys.", "Mohammed bin Zayed", "2023-01-01", "person/mohamed-bin-zayed-al-nahyan"),
    ("South Korea's Park apologised.", "Park", "2016-11-01", "person/park-geun-hye"),
    ("South Korea's Lee welcomed Japan's offer.", "Lee", "2025-09-01", "person/lee-jae-myung"),
    ("South Korea's Lee welcomed Japan's offer.", "Lee", "2010-09-01", "person/lee-myung-bak"),
    ("Singapore's Lee welcomed Japan's offer.", "Lee", "2019-09-01", "person/lee-hsien-loong"),
    ("Egypt's al-Sisi spoke.", "al-Sisi", "2020-01-01", "person/abdel-fattah-al-sisi"),
    ("Egypt's Abdel-Fattah el-Sissi spoke.", "Abdel-Fattah el-Sissi", "2020-01-01", "person/abdel-fattah-al-sisi"),
    ("Volodymyr Zelensky spoke.", "Volodymyr Zelensky", "2020-01-01", "person/volodymyr-zelenskyy"),
    (
        "President Volodymyr Zelenskiy spoke.",
        "President Volodymyr Zelenskiy",
        "2020-01-01",
        "person/volodymyr-zelenskyy",
    ),
]


@pytest.mark.parametrize(("text", "name", "day", "right"), HARD_NAMES, ids=lambda v: v if isinstance(v, str) else None)
def test_hard_names_of_people(reference: Reference, text: str, name: str, day: str, right: str) -> None:
    found = linked(reference, text, name, day)
    assert (found.id, found.kind in {ActorKind.LEADER, ActorKind.PERSON}) == (right, True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Park won the match in Busan.", "Park"),
        ("A resident named Lee described the flood in Ohio.", "Lee"),
        ("Khan, a baker from Leeds, lost his shop.", "Khan"),
        ("Bush, a farmer, sold his cattle.", "Bush"),
        ("Ms Hassan, a teacher, thanked the town.", "Hassan"),
    ],
)
def test_a_common_surname_stays_a_node_of_its_article(reference: Reference, text: str, name: str) -> None:
    one, other = (linked(reference, f"{text} {tail}", name) for tail in ("First.", "Second."))
    assert reference.known(one.id) is None
    assert one.id != other.id


def test_an_unknown_full_name_is_one_node_in_every_article(reference: Reference) -> None:
    first = linked(
        reference, "Ama Kwarteng Mensah lost the vote in Ghana.", "Ama Kwarteng Mensah", country="country/GH"
    )
    second = linked(reference, "Ama Kwarteng Mensah spoke.", "Ama Kwarteng Mensah", "2021-01-01")
    assert first.id == second.id == "person/ama-kwarteng-mensah"
    assert (first.country, second.country) == ("country/GH", None)


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Chadian Moussa Faki", "person/moussa-faki"),
        ("Roman Polanski", "person/roman-polanski"),
    ],
)
def test_a_country_before_a_known_name_is_no_part_of_it(reference: Reference, name: str, right: str) -> None:
    assert linked(reference, f"{name} spoke.", name).id == right


def test_a_namesake_of_another_country_is_somebody_else(reference: Reference) -> None:
    found = linked(reference, "Imran Khan opened the school in Leeds.", "Imran Khan", country="country/GB")
    assert found.id.startswith("person/imran-khan-in-")
    assert (found.same_as, found.offices, found.country) == ((), (), "country/GB")


NASSER = "person/gamal-abdel-nasser"
MAYOR = Office("office/mayor", "mayor")
PRESIDENT = Office("office/president", "president")


@pytest.mark.parametrize(
    ("text", "day", "offices", "right"),
    [
        ("Gamal Abdel Nasser spoke in Cairo.", "1956-07-26", (), NASSER),
        ("Egypt remembers Gamal Abdel Nasser.", "2024-07-26", (), NASSER),
        ("Gamal Abdel Nasser was the father of the canal.", "2024-07-26", (), NASSER),
        ("President Gamal Abdel Nasser took the canal, Egypt recalls.", "2024-07-26", (PRESIDENT,), NASSER),
        ("Mayor Gamal Abdel Nasser opened the road in Peru.", "1956-07-26", (MAYOR,), NASSER),
        ("Mayor Gamal Abdel Nasser opened the road in Egypt.", "2024-07-26", (MAYOR,), None),
        ("Gamal Abdel Nasser runs a shop in Peru.", "2024-07-26", (), None),
    ],
)
def test_a_namesake_of_a_leader_of_long_ago_is_somebody_else(
    reference: Reference, text: str, day: str, offices: tuple[Office, ...], right: str | None
) -> None:
    story = article(text, day)
    (found,) = link(reading(story, person(story, "Gamal Abdel Nasser", *offices)), reference).actors
    assert found.id == right if right else found.id.startswith(f"{NASSER}-in-")


@pytest.mark.parametrize(
    ("day", "right"),
    [
        ("2016-06-01", "person/barack-obama"),
        ("2017-01-20", "person/donald-trump"),
        ("2019-06-01", "person/donald-trump"),
        ("2022-06-01", "person/joe-biden"),
        ("2026-06-01", "person/donald-trump"),
    ],
)
def test_an_office_is_its_holder_on_the_day(reference: Reference, day: str, right: str) -> None:
    story = article("The U.S. president spoke.", day)
    (found,) = link(reading(story, holder(story, "U.S. president", "president", "country/US")), reference).actors
    assert (found.id, found.kind) == (right, ActorKind.LEADER)
    assert "office/president-of-us" in {office.id for office in found.offices}
    assert 0 < found.score < 1


@pytest.mark.parametrize(
    ("phrase", "title", "country", "right"),
    [
        ("German leader", "leader", "country/DE", "person/olaf-scholz"),
        ("British premier", "premier", "country/GB", "person/rishi-sunak"),
        ("Russian foreign minister", "foreign minister", "country/RU", "person/sergey-lavrov"),
        ("US top diplomat", "top diplomat", "country/US", "person/antony-blinken"),
        ("Pentagon chief", "defense secretary", "country/US", "person/lloyd-austin"),
        ("UN chief", "chief", "organization/united-nations", "person/antonio-guterres"),
        ("NATO chief", "secretary-general", "organization/nato", "person/jens-stoltenberg"),
        ("Dutch king", "king", "country/NL", "person/willem-alexander"),
    ],
)
def test_other_words_for_an_office(reference: Reference, phrase: str, title: str, country: str, right: str) -> None:
    story = article(f"The {phrase} spoke.", "2023-05-05")
    (found,) = link(reading(story, holder(story, phrase, title, country)), reference).actors
    assert found.id == right


def test_an_office_without_a_known_holder_is_of_its_article(reference: Reference) -> None:
    for day in (None, "1896-11-01"):
        story = article("The U.S. president spoke.", day)
        (found,) = link(reading(story, holder(story, "U.S. president", "president", "country/US")), reference).actors
        assert found.id.startswith("person/president-of-us-in-")


def test_the_day_of_the_act_counts_before_that_of_the_article(reference: Reference) -> None:
    story = article("The U.S. president signed the treaty in 2010.", "2023-05-05")
    who = holder(story, "U.S. president", "president", "country/US")
    (found,) = link(reading(story, who, acts=(act(story, "signed", (who.id,), day="2010-04-08"),)), reference).actors
    assert found.id == "person/barack-obama"


def test_a_former_president_is_not_in_office(reference: Reference) -> None:
    title = Office("office/president", "president")
    for day, in_office in (("2015-01-01", True), ("2023-01-01", False)):
        story = article("President Barack Obama spoke.", day)
        (found,) = link(reading(story, person(story, "Barack Obama", title)), reference).actors
        assert [office.id for office in found.offices] == ["office/president-of-us"] * in_office


def test_an_office_that_the_facts_do_not_know_is_kept_from_the_text(reference: Reference) -> None:
    envoy = Office("office/special-envoy-of-us", "special envoy of US", "country/US")
    story = article("Special envoy Steve Witkoff spoke.", "2025-03-01")
    (found,) = link(reading(story, person(story, "Steve Witkoff", envoy)), reference).actors
    assert (found.id, found.offices) == ("person/steve-witkoff", (envoy,))


def test_name_and_office_of_one_person_become_one_actor(reference: Reference) -> None:
    story = article("Joe Biden spoke, and the U.S. president left.", "2022-05-05")
    who, office = person(story, "Joe Biden"), holder(story, "U.S. president", "president", "country/US")
    acts = (act(story, "spoke", (who.id,)), act(story, "left", (office.id,)))
    found = link(reading(story, who, office, acts=acts), reference)
    assert [one.id for one in found.actors] == ["person/joe-biden"]
    assert [m.text for m in found.actors[0].mentions] == ["Joe Biden", "U.S. president"]
    assert {party for one in found.acts for party in one.parties()} == {"person/joe-biden"}


PLACES = [
    ("Georgia arrested protesters in Tbilisi.", "Georgia", "country/GE"),
    ("Georgia recounted its votes in Fulton County near Atlanta.", "Georgia", "organization/georgia-u-s-state"),
    ("Troops left Fort Stewart, Georgia for Poland.", "Georgia", "organization/georgia-u-s-state"),
    ("Georgia condemned Russia.", "Georgia", "country/GE"),
    ("Congo accused Rwanda of backing M23 near Goma.", "Congo", "country/CD"),
    ("Congo's Sassou spoke in Brazzaville.", "Congo", "country/CG"),
    ("The Republic of the Congo held a vote.", "Republic of the Congo", "country/CG"),
    ("The Democratic Republic of the Congo held a vote.", "Democratic Republic of the Congo", "country/CD"),
    ("North Korea fired a missile.", "North Korea", "country/KP"),
    ("South Korea fired a missile.", "South Korea", "country/KR"),
    ("Korea's president spoke in Seoul.", "Korea", "country/KR"),
    ("Niger expelled an envoy.", "Niger", "country/NE"),
    ("Nigeria expelled an envoy.", "Nigeria", "country/NG"),
    ("Guinea expelled an envoy.", "Guinea", "country/GN"),
    ("Guinea-Bissau expelled an envoy.", "Guinea-Bissau", "country/GW"),
    ("Equatorial Guinea expelled an envoy.", "Equatorial Guinea", "country/GQ"),
    ("Jordan expelled an envoy.", "Jordan", "country/JO"),
    ("Chad expelled an envoy.", "Chad", "country/TD"),
    ("Washington expelled an envoy of Russia.", "Washington", "country/US"),
    ("Washington sued over the dams near Spokane and Seattle.", "Washington", "organization/washington-state"),
    ("Turkey expelled an envoy.", "Turkey", "country/TR"),
]


@pytest.mark.parametrize(("text", "name", "right"), PLACES)
def test_namesakes_among_countries(reference: Reference, text: str, name: str, right: str) -> None:
    story = article(text)
    first = reference.bearers(name)[0].known.id
    (found,) = link(reading(story, body(story, name, ActorKind.COUNTRY, first)), reference).actors
    assert found.id == right


def test_people_named_like_countries_are_people(reference: Reference) -> None:
    for name in ("Michael Jordan", "Chad Wolf", "Georgia Harrison"):
        assert linked(reference, f"{name} spoke in Jordan.", name).kind is ActorKind.PERSON


@pytest.mark.parametrize(
    ("text", "name", "country", "right"),
    [
        ("Peru's Congress voted.", "Congress", None, "organization/congress-of-the-republic-of-peru"),
        ("The Congress of the United States voted.", "Congress", "country/US", "organization/united-states-congress"),
        (
            "Venezuela's National Assembly voted, France said.",
            "National Assembly",
            None,
            "organization/national-assembly-of-venezuela",
        ),
        ("Sudan's RSF took the town.", "RSF", None, "organization/rapid-support-forces"),
        ("The BRICS trade bloc met.", "BRICS trade bloc", None, "organization/brics"),
        ("The Nepali Congress party won.", "Nepali Congress party", None, "organization/nepali-congress"),
        ("The Iranian army fired.", "army", "country/IR", "organization/islamic-republic-of-iran-armed-forces"),
        (
            "The foreign ministry of Iran spoke.",
            "foreign ministry",
            "country/IR",
            "organization/ministry-of-foreign-affairs-of-iran",
        ),
    ],
)
def test_namesakes_among_bodies(reference: Reference, text: str, name: str, country: str | None, right: str) -> None:
    story = article(text)
    found = link(reading(story, body(story, name, ActorKind.ORGANIZATION, country=country)), reference)
    assert [one.id for one in found.actors] == [right]


@pytest.mark.parametrize(
    ("text", "name", "first"),
    [
        ("The Senate of Pakistan voted.", "Senate", "organization/united-states-senate"),
        (
            "Lithuania's Social Democratic Party won.",
            "Social Democratic Party",
            "organization/social-democratic-party-of-germany",
        ),
        ("The National Assembly of Guinea met.", "National Assembly", "organization/national-assembly-france"),
    ],
)
def test_a_namesake_that_is_none_of_those_known_stays_a_node_of_its_article(
    reference: Reference, text: str, name: str, first: str
) -> None:
    story = article(text)
    found = link(reading(story, body(story, name, ActorKind.ORGANIZATION, first, "country/US")), reference).actors[0]
    assert found.id.startswith(actor_id(ActorKind.ORGANIZATION, name) + "-in-")
    assert found.country is None


def test_who_is_elected_only_is_not_in_office(reference: Reference) -> None:
    story = article("The U.S. president-elect spoke.", "2024-12-01")
    (found,) = link(reading(story, holder(story, "U.S. president", "president", "country/US")), reference).actors
    assert reference.known(found.id) is None


def test_a_body_named_by_a_common_noun_is_its_countrys(reference: Reference) -> None:
    story = article("The coast guard of Malta turned back.")
    (found,) = link(
        reading(story, body(story, "coast guard", ActorKind.ORGANIZATION, country="country/MT")), reference
    ).actors
    assert found.id == "organization/coast-guard-of-mt"


def test_a_company_is_called_the_same_with_its_legal_form(reference: Reference) -> None:
    story = article("Kwame Motors Inc. recalled cars.")
    (found,) = link(reading(story, body(story, "Kwame Motors Inc.", ActorKind.ORGANIZATION)), reference).actors
    assert found.id == "organization/kwame-motors"


names = st.sampled_from(["Joe Biden", "Biden", "George Bush", "Xi", "Kim", "Ama Mensah", "Lee", "Sheikh Hasina", "x"])


@given(st.lists(names, min_size=1, max_size=5, unique=True), st.dates())
def test_linking_is_idempotent_and_keeps_every_mention(chosen: list[str], day: object) -> None:
    story = article(" met ".join(chosen) + ".", str(day))
    before = reading(story, *(person(story, name) for name in chosen))
    once = link(before, REFERENCE)
    assert [one.id for one in link(once, REFERENCE).actors] == [one.id for one in once.actors]
    assert {m for one in once.actors for m in one.mentions} == {m for one in before.actors for m in one.mentions}


def group_in_two_articles(reference: Reference, name: str) -> list[str]:
    """Return the ids that a group's name gets in two articles."""
    stories = (article(f"The {name} left."), article(f"The {name} came back."))
    readings = (link(reading(story, body(story, name, ActorKind.GROUP)), reference) for story in stories)
    return [found.id for each in readings for found in each.actors]


def test_a_crowd_without_a_country_is_of_its_article(reference: Reference) -> None:
    one, two = group_in_two_articles(reference, "protesters")
    assert one != two
    assert one.startswith("group/protesters-in-")


def test_a_group_with_a_name_is_one_in_every_article(reference: Reference) -> None:
    assert group_in_two_articles(reference, "Western leaders") == ["group/western-leaders"] * 2


def test_a_leader_does_not_act_on_his_own_country(reference: Reference) -> None:
    story = article("Keir Starmer pledged that Britain would help France.")
    starmer = person(story, "Keir Starmer")
    britain, france = (
        body(story, name, ActorKind.COUNTRY, f"country/{code}", f"country/{code}")
        for name, code in (("Britain", "GB"), ("France", "FR"))
    )
    pledged = act(story, "pledged", (starmer.id,), (britain.id, france.id))
    (found,) = link(reading(story, starmer, britain, france, acts=(pledged,)), reference).acts
    assert found.actors == ("person/keir-starmer",)
    assert found.targets == ("country/FR",)


def test_two_names_of_one_actor_do_not_act_on_each_other(reference: Reference) -> None:
    story = article("Zelenskyy said on Monday that Volodymyr Zelensky would go.")
    one, other = person(story, "Zelenskyy"), person(story, "Volodymyr Zelensky")
    said = act(story, "said", (one.id,), (other.id,))
    (found,) = link(reading(story, one, other, acts=(said,)), reference).acts
    assert found.targets == ()


STATES_OF_THE_DAY = [
    ("Moscow rejected the note.", "Moscow", "country/RU", "1948-07-15", "country/soviet-union"),
    ("Moscow rejected the note.", "Moscow", "country/RU", "1991-12-27", "country/RU"),
    ("Moscow rejected the note.", "Moscow", "country/RU", "2020-07-15", "country/RU"),
    ("Moscow rejected the note.", "Moscow", "country/RU", None, "country/RU"),
    ("The Russians rejected the note.", "Russians", "country/RU", "1962-10-29", "country/soviet-union"),
    ("The Kremlin rejected the note.", "Kremlin", "country/RU", "1962-10-29", "country/soviet-union"),
    ("The Soviet Union rejected it.", "Soviet Union", "country/soviet-union", "1948-07-15", "country/soviet-union"),
    ("The Soviet Union was dissolved.", "Soviet Union", "country/soviet-union", "2020-07-15", "country/soviet-union"),
    ("Belgrade rejected the note.", "Belgrade", "country/RS", "1995-11-21", "country/yugoslavia"),
    ("Belgrade rejected the note.", "Belgrade", "country/RS", "2004-11-21", "country/serbia-and-montenegro"),
    ("Belgrade rejected the note.", "Belgrade", "country/RS", "2015-11-21", "country/RS"),
    ("Serbia rejected the note.", "Serbia", "country/RS", "1995-11-21", "country/RS"),
    ("Prague rejected the note.", "Prague", "country/CZ", "1968-08-21", "country/czechoslovakia"),
    ("Prague rejected the note.", "Prague", "country/CZ", "2018-08-21", "country/CZ"),
    ("Hanoi rejected the note.", "Hanoi", "country/VN", "1968-02-01", "country/north-vietnam"),
    ("Saigon rejected the note.", "Saigon", "country/south-vietnam", "1968-02-01", "country/south-vietnam"),
    ("Hanoi rejected the note.", "Hanoi", "country/VN", "1988-02-01", "country/VN"),
    ("Kinshasa rejected the note.", "Kinshasa", "country/CD", "1978-02-01", "country/zaire"),
    ("Kinshasa rejected the note.", "Kinshasa", "country/CD", "2008-02-01", "country/CD"),
    ("Ukraine rejected the note.", "Ukraine", "country/UA", "1948-07-15", "country/UA"),
]


@pytest.mark.parametrize(("text", "name", "read", "day", "meant"), STATES_OF_THE_DAY)
def test_a_name_means_the_state_of_its_day(
    reference: Reference, *, text: str, name: str, read: str, day: str | None, meant: str
) -> None:
    story = article(text, day)
    (found,) = link(reading(story, body(story, name, ActorKind.COUNTRY, read)), reference).actors
    assert (found.id, found.country) == (meant, meant)


def test_a_seat_and_the_name_of_a_state_that_is_no_more_are_one(reference: Reference) -> None:
    story = article("Moscow rejected the note; the Soviet Union accused France.", "1948-07-15")
    moscow = body(story, "Moscow", ActorKind.COUNTRY, "country/RU")
    union = body(story, "Soviet Union", ActorKind.COUNTRY, "country/soviet-union")
    spoke = act(story, "accused", ("country/RU",), ("country/soviet-union",))
    found = link(reading(story, moscow, union, acts=(spoke,)), reference)
    assert [actor.id for actor in found.actors] == ["country/soviet-union"]
    assert found.acts[0].targets == ()


@pytest.mark.parametrize(
    ("text", "phrase", "title", "country", "day", "holder_then"),
    [
        ("The Soviet leader spoke.", "Soviet leader", "leader", "country/soviet-union", "1962-10-29", "nikita-khrushchev"),
        ("The Soviet premier spoke.", "Soviet premier", "premier", "country/soviet-union", "1956-11-05", "nikolai-bulganin"),
        ("The U.S. president spoke.", "U.S. president", "president", "country/US", "1962-10-29", "john-f-kennedy"),
    ],
)  # fmt: skip
def test_who_held_an_office_then(
    reference: Reference, *, text: str, phrase: str, title: str, country: str, day: str, holder_then: str
) -> None:
    story = article(text, day)
    (found,) = link(reading(story, holder(story, phrase, title, country)), reference).actors
    assert found.id == f"person/{holder_then}"
