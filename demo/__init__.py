"""A stand-in publisher: writes invented patient surveys, registers and maps in the publishers' own layouts, so that a
fresh copy of the dashboard has something to show. It shares no code with the loaders that read its files.
"""

from demo.publication import FIRST, LATER, publish
