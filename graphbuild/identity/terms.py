"""The ontology terms that reference facts and identity decisions are written in, as absolute IRIs; `ontologies/graphbuild.ttl` defines them."""

from __future__ import annotations

from graphbuild.vocab import GB, OWL, RDF, RDFS, SKOS

TYPE = RDF + "type"
LABEL = RDFS + "label"
ALIAS = SKOS + "altLabel"
SAME_AS = OWL + "sameAs"

COUNTRY = GB + "Country"
ORGANIZATION = GB + "Organization"
PERSON = GB + "Person"
LEADER = GB + "Leader"
OFFICE = GB + "Office"
TENURE = GB + "Tenure"

ADJECTIVE = GB + "adjective"
DEMONYM = GB + "demonym"
CAPITAL = GB + "capital"
SEAT = GB + "seat"
ACRONYM = GB + "acronym"
ISO2 = GB + "iso2"
ISO3 = GB + "iso3"
MEMBER_OF = GB + "memberOf"
BASED_IN = GB + "basedIn"
BELONGS_TO = GB + "belongsTo"

OFFICE_OF = GB + "officeOf"
OFFICE_TITLE = GB + "officeTitle"
LEADS_OFFICE = GB + "leadsOffice"
HOLDER = GB + "holder"
HELD_OFFICE = GB + "office"
FROM = GB + "from"
UNTIL = GB + "until"
SHORT = SKOS + "hiddenLabel"
"""A name too short to be looked for in text, by which a known person is nevertheless called ("Xi", "Park")."""

CONCERNS = GB + "concerns"
CANONICAL = GB + "canonical"
ALIAS_ID = GB + "alias"
DECIDED_BY = GB + "decidedBy"
DECIDED_ON = GB + "decidedOn"
REASON = GB + "reason"
