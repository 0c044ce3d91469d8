"""The offline reader: English question in, reading out. Pure: no Django, clock, network or database."""
