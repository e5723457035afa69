"""Whom a filter means: a name or code looked up in the world, and words sought in the names of those it does not know."""

from collections.abc import Sequence


def meant(name: str | Sequence[str]) -> tuple[str, ...]:
    """What to look for: the id alone of a state or body, name and id of a person, else the words as given.

    Names that are only near to a known one are not taken for it. Several names are alternatives.
    """
    if not isinstance(name, str):
        return tuple(dict.fromkeys(one for part in name for one in meant(part)))
    from dragoman.world import EntityKind, load_world  # a tenth of a second: only where a name is asked for

    known = load_world().identities(name, nearly=False)
    if not known:
        return (name.strip(),)
    if known[0].kind is EntityKind.PERSON:  # the texts may name another of that name, whom the world does not know
        return (name.strip(), known[0].id)
    return (known[0].id,)


def is_meant(table: str, sought: tuple[str, ...]) -> tuple[str, list[str]]:
    """A condition on the columns actor_id, state and folded of a table of actors, and its values.

    A name fits if the words sought stand in it one after another, in capitals or not.
    """
    conditions, values = [], list[str]()
    for name in sought:
        conditions.append(
            f"{table}.actor_id IN (?, ?) OR {table}.state IN (?, ?) OR instr(' ' || {table}.folded || ' ', ?) > 0"
        )
        values += [name, name.upper()] * 2 + [f" {' '.join(name.casefold().split())} "]
    return f"({' OR '.join(conditions)})", values
