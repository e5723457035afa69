"""Naming: a sentence of an answer with the names of states and bodies in place of their codes."""

import re

from dragoman.world import World

_CODE = re.compile(r"(?<![\w:=-])[A-Z]{2,}[A-Z0-9]*(?![\w+:=-])|(?<![\w:=-])[a-z]+(?:-[a-z]+)+(?![\w+:=-])")

_THE = re.compile(r"(?:United|European|Eurasian|Organi[sz]ation|Commonwealth|.* (?:Organi[sz]ation|Union)\b)")


def in_names(text: str, world: World) -> str:
    """The text with each code that the world knows as a name: "How does Kazakhstan stand between Russia, China?"."""

    def named(found: re.Match[str]) -> str:
        entity = world.entity(found.group()) if found.group() != "UN" else None  # "the UN General Assembly" is its name
        if entity is None:
            return found.group()
        return f"the {entity.name}" if _THE.match(entity.name) else entity.name

    return _CODE.sub(named, text)
