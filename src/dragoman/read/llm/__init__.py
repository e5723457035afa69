"""A language model as a reader: never used unless asked, and nothing it says is taken that does not stand in the text.

endpoint · exchange   whom the text goes to; asking until an answer is back
portions · question   what is sent
answer · cache        what may come back, and where it is kept
verbatim · cast       where a quote stands; whom its words mean
page · findings       quotes become findings, or are dropped
doubts                where the default reader is unsure; how the findings of both join
"""

from dragoman.read.llm.cache import Cache, cache_folder
from dragoman.read.llm.endpoint import KEY_VARIABLE, Endpoint, key_in
from dragoman.read.llm.exchange import Exchange
from dragoman.read.llm.reader import ModelReader, Outlook
from dragoman.read.llm.tally import Tally

__all__ = ["KEY_VARIABLE", "Cache", "Endpoint", "Exchange", "ModelReader", "Outlook", "Tally", "cache_folder", "key_in"]
