"""The offline reader: English in, reading out. Pure: no Django, clock, network or database."""
