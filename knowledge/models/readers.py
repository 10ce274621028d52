"""Who reads a document, as keys that one index answers: written by PostgreSQL, never by hand (RULES R8.41).

`office` secretariat and co-chairs · `network` insiders · `state` the state counterpart · `public` everybody ·
`group:5` who sits in the group · `members:5` those of them that are of a member · `person:7` · `owner:3` who
represents the owner organisation. `knowledge.access` says which keys a reader holds.
"""

import pgtrigger

OFFICE, NETWORK, STATE, PUBLIC = "office", "network", "state", "public"


NAMED = """ARRAY(
                SELECT 'person:' || named.person_id FROM knowledge_namedreader named WHERE named.document_id = NEW.id
            )"""
KEEPERS = "ARRAY['office', 'owner:' || NEW.owner_id]"


def readers_follow(*, by_name=NAMED, shelves=("kept", "superseded"), elsewhere=KEEPERS):
    """The trigger that writes `readers` from classification, audience, group, owner, state and named persons.

    Strictly confidential ones are for named persons alone. A draft and what was withdrawn are for the office and
    the owner. Confidential documents are never for outsiders: of a group they are for its people of members.
    `by_name`, `elsewhere`: the keys, in SQL, of those who read it by name, and of those who read it while its
    state is none of `shelves`.
    """
    states = ", ".join(f"'{state}'" for state in shelves)
    return pgtrigger.Trigger(
        name="readers_follow_classification_and_audience",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            NEW.readers := {by_name};
            IF NEW.classification = 'strictly-confidential' THEN
                RETURN NEW;
            END IF;
            IF NEW.state NOT IN ({states}) THEN
                NEW.readers := {elsewhere};
                RETURN NEW;
            END IF;
            NEW.readers := NEW.readers || ARRAY['office', 'owner:' || NEW.owner_id];
            IF NEW.audience = 'group' THEN
                NEW.readers := NEW.readers || ARRAY['members:' || NEW.group_id];
                IF NEW.classification = 'unclassified' THEN
                    NEW.readers := NEW.readers || ARRAY['group:' || NEW.group_id];
                END IF;
            ELSIF NEW.audience IN ('network', 'network-and-state', 'public') THEN
                NEW.readers := NEW.readers || ARRAY['network'];
                IF NEW.audience <> 'network' AND NEW.classification = 'unclassified' THEN
                    NEW.readers := NEW.readers || ARRAY['state'];
                END IF;
                IF NEW.audience = 'public' THEN
                    NEW.readers := NEW.readers || ARRAY['public'];
                END IF;
            END IF;
            RETURN NEW;
        """,
    )
